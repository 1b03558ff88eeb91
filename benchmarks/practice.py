"""A practice of 10,000 patients with 100,000 records, made once and kept under build/.

Its records are copies of a few that the services made, on other days and under other ids; its history is
written in bulk, with the digests and signatures of the program, so that the store opens and verifies.
"""

import json
import random
import secrets
import shutil
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlmodel import Session, SQLModel, col, insert, select

from benchmarks.course import fill_record
from iago_desktop.demo.services_side import PASSWORD, make_practice
from iago_desktop.services import patients, records, setup
from iago_desktop.services.names import search_text
from iago_desktop.services.patients import NewPatient
from iago_desktop.services.workspace import Workspace
from iago_desktop.signing import chain
from iago_desktop.store import bodies
from iago_desktop.store.verify import verify_chain
from iago_desktop.tables import Consent, Identity, InfusionDate, Patient, Record, Revision, Treatment

PATIENTS, RECORDS_EACH = 10_000, 10
VISITS_EACH = 5  # of these, the newest that the schedule plans
DRAFTS, UNSIGNED = 24, 40
NOT_SENT = 5_000  # the newest revisions have not left yet
KEPT = Path("build/ten_thousand")
_AT_ONCE = 1000  # patients written together
_CACHE = "PRAGMA cache_size=-400000"  # every page of an index is written once and not once a patient
_UP_TO_DATE = 0.98
_NOBODY = (
    "brandt",
    "linde",
    "yılmaz",
    "schu",
    "öztür",
    "kowal",
    "weiß",
    "hof",
    "nguy",
    "mül",
    "bau",
    "stein",
)
_ENDS = ("mann", "ner", "k", "ski", "ler", "er", "en", "meier", "berg", "", "wald", "feld")
_GIVEN = ("Ute", "Helga", "Emre", "Karl-Heinz", "Thi Lan", "Selin", "Marek", "Ingrid", "Thomas", "Ján")
_PRODUCTS = (("axi-cel", "DLBCL"), ("tisa-cel", "FL"), ("brexu-cel", "MCL"), ("cilta-cel", "MM"))


def practice() -> Workspace:
    """Opened, as of the day it was made; made first where it is not there yet."""
    done = KEPT / "made_on"
    if not done.exists():
        shutil.rmtree(KEPT, ignore_errors=True)
        _make(KEPT / "practice", date.today())
        done.write_text(date.today().isoformat(), encoding="ascii")
    made_on = date.fromisoformat(done.read_text(encoding="ascii"))
    return setup.open_workspace(KEPT / "practice", "u1", PASSWORD, "en", today=lambda: made_on)


def _make(folder: Path, today: date) -> None:
    workspace = make_practice(folder, today)
    models = _models(workspace)
    planned = [max(each.first, each.target) for each in workspace.catalogue.schedule()]
    chance = random.Random(20260618)  # noqa: S311 -- invented people
    history = _History(workspace)
    numbers = count(1)
    for _ in range(PATIENTS // _AT_ONCE):
        with workspace.write("add_patient") as transaction:
            transaction.session.connection().exec_driver_sql(_CACHE)
            lines = [
                line
                for _ in range(_AT_ONCE)
                for line in _person(next(numbers), models, planned, today, chance)
            ]
            _insert(transaction.session, [*lines, *history.of(lines)])
    _leave(workspace)
    _begin(workspace)
    with workspace.store.read() as session:
        assert verify_chain(session).holds
    setup.close(workspace)


def _models(workspace: Workspace) -> dict[str, Record]:
    """One record of each form, filled in through the services."""
    new = NewPatient("Model", "Ute", date(1960, 1, 1), "f", "axi-cel", "DLBCL", workspace.today(), None)
    treatment = patients.view(workspace, patients.add(workspace, new)).treatment_id
    stated = {
        "follow_up": {"visited_on": "d0"},
        "infection": {"onset": "d0", "outcome": "ongoing"},
        "labs": {"drawn_on": "d0", "anc": "1.2", "platelets": "90", "igg": "4.2"},
        "prophylaxis": {"agent": "J05AB01", "start": "d0", "ongoing": "yes"},
    }
    for form, answers in stated.items():
        fill_record(workspace, treatment, form, answers)
    with workspace.store.read() as session:
        return {record.form: record for record in session.exec(select(Record)).all()}


def _person(
    number: int, models: dict[str, Record], planned: Sequence[int], today: date, chance: random.Random
) -> Iterator[SQLModel]:
    ids = (UUID(int=chance.getrandbits(128)).hex for _ in count())
    patient, treatment = next(ids), next(ids)
    surname = (chance.choice(_NOBODY) + chance.choice(_ENDS)).capitalize()
    given, born = chance.choice(_GIVEN), date(1940, 1, 1) + timedelta(chance.randrange(22_000))
    product, indication = chance.choice(_PRODUCTS)
    day_today = chance.randrange(1, 2500)
    infused = (today - timedelta(day_today)).isoformat()
    yield Patient(id=patient, pid=f"R-{number // 1000:04d}-{number % 1000:04d}", sex=chance.choice("fm"))
    search = search_text(surname, given, born.strftime("%d.%m.%Y"))
    yield Identity(id=patient, surname=surname, given_name=given, born_on=born.isoformat(), search=search)
    answers = {"product": {"value": product}, "indication": {"value": indication}}
    yield Treatment(id=treatment, patient_id=patient, product=product, indication=indication, answers=answers)
    yield InfusionDate(id=treatment, infused_on=infused)
    yield Consent(id=next(ids), patient_id=patient, given=True, private={"given_on": infused})
    visits = [day for day in planned if day <= day_today]
    if visits and chance.random() > _UP_TO_DATE:
        visits.pop()
    for each in range(RECORDS_EACH):
        form, day = "follow_up", visits.pop() if visits and each < VISITS_EACH else None
        if day is None:
            form = chance.choice(("infection", "infection", "labs", "prophylaxis"))
            day = chance.randrange(0, min(day_today, 400))
        yield _copy(models[form], next(ids), patient, treatment, day, chance)


def _copy(
    model: Record, record: str, patient: str, treatment: str, day: int, chance: random.Random
) -> Record:
    """The same answers on another day; where the form gives a grade, some grade."""
    answers = json.loads(json.dumps(model.answers).replace('{"day": 0}', f'{{"day": {day}}}'))
    return model.model_copy(
        update={
            "id": record, "patient_id": patient, "treatment_id": treatment, "answers": answers,
            "onset_from": day, "onset_to": day, "onset_window": "early_0_30" if day <= 30 else "late_gt_30",
            "grade": chance.randrange(1, 5) if model.grading_system else None, "status": "signed",
        }
    )  # fmt: skip


class _History:
    """Revisions as Transaction.put() appends them, one for each row."""

    def __init__(self, workspace: Workspace) -> None:
        self._actor = workspace.actor
        self._n, self._head = workspace.store.head()
        self._at = datetime.now(UTC).isoformat(timespec="microseconds")

    def of(self, lines: list[SQLModel]) -> Iterator[Revision]:
        pids = {line.id: line.pid for line in lines if isinstance(line, Patient)}
        for line in lines:
            if isinstance(line, Patient | Treatment | Consent | Record):
                patient = line.id if isinstance(line, Patient) else line.patient_id
                yield self._append(line, patient, pids[patient])

    def _append(self, line: Any, patient: str, pid: str) -> Revision:
        body = bodies.body(line, op="put", pid=pid, rev=1, prev=None, nonce=secrets.token_hex(16))
        salt, intent = secrets.token_bytes(16), "sign_record" if isinstance(line, Record) else "add_patient"
        told = {"actor": self._actor.id, "at": self._at, "intent": intent, "reason": ""}
        private = json.dumps(told, sort_keys=True, separators=(",", ":")).encode()
        digests = chain.body_digest(body), chain.private_digest(salt, private)
        previous, self._n = self._head, self._n + 1
        self._head = chain.entry_digest(self._n, previous, *digests)
        return Revision(
            seq=self._n, kind=bodies.KINDS[type(line)], entity_id=line.id, patient_id=patient, revision=1,
            op="put", body=body, private=private, salt=salt, at=self._at, actor=self._actor.id, intent=intent,
            previous=previous, body_digest=digests[0], private_digest=digests[1], digest=self._head,
            signature=self._actor.sign(bytes.fromhex(self._head)),
        )  # fmt: skip


def _insert(session: Session, lines: list[SQLModel]) -> None:
    tables: dict[type[SQLModel], list[dict[str, Any]]] = {}
    for line in lines:
        tables.setdefault(type(line), []).append(line.model_dump())
    for table, rows in tables.items():
        session.execute(insert(table), rows)


def _leave(workspace: Workspace) -> None:
    """All but the newest went with an earlier bundle."""
    newest, _ = workspace.store.head()
    with workspace.write("export") as transaction:
        transaction.mark_left(list(range(1, newest - NOT_SENT)), 1)


def _begin(workspace: Workspace) -> None:
    """What lies on the desk: drafts, and records that nobody signed yet."""
    with workspace.store.read() as session:
        ids = list(session.exec(select(Treatment.id).order_by(col(Treatment.id)).limit(DRAFTS + UNSIGNED)))
    for treatment in ids[:DRAFTS]:
        records.start(workspace, treatment, "infection")
    for treatment in ids[DRAFTS:]:
        fill_record(workspace, treatment, "infection", {"onset": "d3", "outcome": "ongoing"})


if __name__ == "__main__":
    setup.close(practice())
