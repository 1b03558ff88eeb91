"""The desk and the registry, each through its own front door, with nothing between them but files."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select
from typer.testing import CliRunner

from iago_desktop.registry.commands import app
from iago_desktop.registry.home import Home
from iago_desktop.services import enrolment, exchange, patients, records, users
from iago_desktop.services.workspace import Workspace
from iago_desktop.signing.keystore import FLOOR
from iago_desktop.store import queries
from iago_desktop.tables import Patient, Record, Treatment
from tests.builders import a_patient, a_record, an_infection, fill_in


def command(*arguments: object) -> Any:
    result = CliRunner().invoke(app, [*map(str, arguments), "--json"])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.fixture
def desk(opened: Callable[[], Workspace], home: Home, tmp_path: Path) -> Workspace:
    """An open practice, enrolled with the registry by card, request, telephone and certificate."""
    workspace = opened()
    card = home.card_file.read_bytes()
    enrolment.pin_card(workspace, card, home.fingerprint.split(" ")[-1])
    request = enrolment.write_request(workspace, tmp_path)
    answer = tmp_path / "site.iagocert"
    command("enrol", home.path, request.path, "--fingerprint", request.fingerprint, "-o", answer)
    assert exchange.import_file(workspace, answer.read_bytes()).kind == "cert"
    return workspace


def travel(desk: Workspace, home: Home, folder: Path) -> Any:
    """Export, verify, ingest, import the receipt: the registry's row about the bundle."""
    exported = exchange.export(desk, folder)
    (checked,) = command("verify", home.path, exported.path)
    assert (checked["ok"], checked["set"], checked["seq"]) == (True, exported.set_digest, exported.seq)
    (row,) = command("ingest", home.path, exported.path, "--receipts", folder)
    assert (row["state"], row["set"]) == ("accepted", exported.set_digest)
    imported = exchange.import_file(desk, Path(row["receipt"]).read_bytes())
    assert (imported.code, imported.seq) == ("receipt_imported", exported.seq)
    assert exchange.ledger(desk)[0].state == "confirmed"
    return row


def test_records_travel_and_are_graded_the_same(desk: Workspace, home: Home, tmp_path: Path) -> None:
    patient = a_patient(desk, surname="Kanarienvogel")
    ids = [
        an_infection(desk, patient, route="iv", note="Kanarienvogel rang an"),
        an_infection(desk, patient, onset="10.2026"),
        an_infection(desk, patient, onset="2026", life_threatening="yes"),
        an_infection(desk, patient, onset="d45..70", vasopressor="yes"),
    ]
    row = travel(desk, home, tmp_path)
    assert row["findings"] == []
    with desk.store.read() as session:
        sent = {each: session.get(Record, each) for each in ids}
    with home.store() as store, store.read() as session:
        for each in ids:
            here, there = session.get(Record, each), sent[each]
            assert here
            assert there
            assert (here.grade, here.grade_at_least, here.answers, here.onset_window) == (
                there.grade,
                there.grade_at_least,
                there.answers,
                there.onset_window,
            )
            assert (here.site, here.status, here.private) == ("DE-0001", "signed", {})
        assert session.exec(select(Patient.pid)).one()
        assert session.exec(select(Treatment.product)).one() == "axi-cel"
    for path in home.path.rglob("*"):
        assert not path.is_file() or b"Kanarienvogel" not in path.read_bytes()


def test_corrections_and_a_second_user_follow(desk: Workspace, home: Home, tmp_path: Path) -> None:
    patient = a_patient(desk)
    record = an_infection(desk, patient)
    travel(desk, home, tmp_path)
    users.add_user(desk, "Dr. Ada Berg", "physician", "amber kettle walks northward", FLOOR)
    draft_id = records.correct(desk, record)
    draft = records.open_draft(desk, draft_id).draft
    draft.enter("route", "iv")
    records.finish(desk, draft_id, draft, "intravenous after all")
    records.sign(desk, record)
    an_infection(desk, patient, onset="d20", organisms=None)
    row = travel(desk, home, tmp_path)
    assert (row["seq"], row["findings"]) == (2, [])
    with home.store() as store, store.read() as session:
        corrected = session.get(Record, record)
        assert corrected
        assert corrected.grade == 3
        newest = queries.last_bundle(session, "DE-0001")
        assert newest
    with desk.store.read() as session:
        last = queries.last_bundle(session)
        assert last
        assert (newest.audit_last, newest.audit_head) == (last.audit_last, last.audit_head)


def test_a_grade_from_laboratory_values_is_the_same_there(
    desk: Workspace, home: Home, tmp_path: Path
) -> None:
    treatment = patients.view(desk, a_patient(desk)).treatment_id
    for day, anc in ((40, "0.9"), (47, "1.2")):
        a_record(desk, treatment, "labs", {"drawn_on": f"d{day}", "anc": anc}, sign=True)
    late = a_record(desk, treatment, "icaht_late", {"onset": "d40"}, sign=True)
    assert travel(desk, home, tmp_path)["findings"] == []

    a_record(desk, treatment, "labs", {"drawn_on": "d44", "anc": "0.4"}, sign=True)
    assert travel(desk, home, tmp_path)["findings"] == []
    with home.store() as store, store.read() as session:
        there = session.get(Record, late)
        assert there
        assert (there.grade, there.status) == (3, "signed")


def test_values_that_stayed_behind_are_asked_about(desk: Workspace, home: Home, tmp_path: Path) -> None:
    treatment = patients.view(desk, a_patient(desk)).treatment_id
    for day, anc, sign in ((40, "0.9", True), (44, "0.4", False), (47, "1.2", True)):
        a_record(desk, treatment, "labs", {"drawn_on": f"d{day}", "anc": anc}, sign=sign)
    late = a_record(desk, treatment, "icaht_late", {"onset": "d40"}, sign=True)
    (finding,) = travel(desk, home, tmp_path)["findings"]
    assert (finding["rid"], finding["code"], finding["detail"]) == (late, "course_grade_differs", "2, 3")


def test_a_judgement_says_what_it_is_about(desk: Workspace, home: Home, tmp_path: Path) -> None:
    patient = a_patient(desk)
    infection = an_infection(desk, patient)
    draft_id = records.start(desk, patients.view(desk, patient).treatment_id, "attribution", about=infection)
    draft = records.open_draft(desk, draft_id).draft
    fill_in(draft, {"judged_on": "d60", "att_whoumc": "possible"})
    judgement = records.finish(desk, draft_id, draft)
    records.sign(desk, judgement)
    assert travel(desk, home, tmp_path)["findings"] == []
    with home.store() as store, store.read() as session:
        there = session.get(Record, judgement)
        assert there
        assert there.about == infection
