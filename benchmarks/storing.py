"""Saving one record, exporting and verifying 200."""

import time
from collections.abc import Iterator
from datetime import date
from itertools import count
from pathlib import Path

from benchmarks.measure import Result, milliseconds, result
from iago_desktop.demo.facts import cases
from iago_desktop.demo.registry_side import RegistrySide
from iago_desktop.demo.services_side import add_patient, fill, make_practice
from iago_desktop.registry.home import Home
from iago_desktop.registry.ingest import verified
from iago_desktop.registry.keys import Password
from iago_desktop.services import enrolment, exchange, patients, records
from iago_desktop.services.workspace import Workspace
from iago_desktop.tables import Patient

RECORDS = 200


def run(folder: Path) -> Iterator[Result]:
    workspace = make_practice(folder / "practice", date.today())
    yield _one_write(workspace)
    finishing = _fill_records(workspace)
    yield result("save: record finished, with its checks", finishing, "ms", 20)
    registry = RegistrySide(folder / "registry")
    _enrol(workspace, registry, folder)
    start = time.perf_counter()
    sent = exchange.export(workspace, folder)
    exported = time.perf_counter() - start
    assert sent.records == RECORDS, sent.records
    yield Result("export of 200 records, written and read back", exported, exported, exported, "s", 0.2)
    data = sent.path.read_bytes()
    home = Home.open(registry.folder)
    receiver = home.receiver(home.identity(Password(_open_keys)), date.today())
    assert verified(data, receiver, workspace.catalogue).ok
    times = milliseconds(lambda: verified(data, receiver, workspace.catalogue), rounds=7)
    yield result("verification of 200 records", [each / 1000 for each in times], "s", 0.2)


def _one_write(workspace: Workspace) -> Result:
    numbers = count()

    def write() -> None:
        number = next(numbers)
        with workspace.write("add_patient") as transaction:
            transaction.put(Patient(id=f"{number:032x}", pid=f"R-{number:04d}-0000"))

    return result("save: one row, its revision, commit, checkpoint", milliseconds(write, 40), "ms", 20)


def _fill_records(workspace: Workspace) -> list[float]:
    """200 signed infections; how long finishing each of them took, in ms."""
    case = next(case for case in cases() if case.id == "C14")
    infection = next(each for each in case.records if each.form == "infection")
    patient = add_patient(workspace, case)
    treatment = patients.view(workspace, patient).treatment_id
    times = []
    for _ in range(RECORDS):
        opened = records.open_draft(workspace, records.start(workspace, treatment, "infection"))
        fill(opened.draft, infection.answers)
        start = time.perf_counter()
        record = records.finish(workspace, opened.id, opened.draft)
        times.append(1000 * (time.perf_counter() - start))
        records.sign(workspace, record)
    return times


def _enrol(workspace: Workspace, registry: RegistrySide, folder: Path) -> None:
    digits = registry.init("Benchmark registry", "REG-BENCH")
    enrolment.pin_card(workspace, registry.card, digits.split()[-1])
    request = enrolment.write_request(workspace, folder)
    registry.enrol(request.path, request.fingerprint, folder / "site.iagocert")
    enrolment.import_certificate(workspace, (folder / "site.iagocert").read_bytes())


def _open_keys() -> str:
    raise AssertionError("the benchmark's registry has open keys")
