"""The seven hops of the architecture: one infection, from the key press to the registry and its answer."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlmodel import Session, select

from iago_desktop import bundle
from iago_desktop.registry.home import Home
from iago_desktop.registry.keys import Password
from iago_desktop.services import exchange, patients, records
from iago_desktop.services.workspace import Workspace
from iago_desktop.store.transaction import Change
from iago_desktop.tables import Record, Revision
from iago_desktop.ui.form.editor import Edit
from iago_desktop.ui.form.form_view import FormView
from tests.builders import a_patient
from tests.end_to_end.registry_command import done, found_registry, introduce
from tests.ui.desk import CTRL, ENTER, Desk, open_desk

K = Qt.Key
NAME = "Kanarienvogel"
INFUSED = date(2026, 10, 31)  # day +14 is six days before the practice's today


def test_an_infection_travels_in_seven_hops(qtbot: QtBot, practice: Workspace, tmp_path: Path) -> None:
    registry, stick = tmp_path / "registry", tmp_path / "STICK"
    stick.mkdir()
    site = introduce(practice, registry, found_registry(registry), stick)
    patient = a_patient(practice, NAME, infused_on=INFUSED)
    desk = open_desk(qtbot, practice)
    view = open_form(desk)

    # 1. A key press: the editor passes on what was typed and knows no types.
    edits: list[Edit] = []
    view.page().editors[0].edited.connect(edits.append)
    desk.enter("-6")
    assert edits == [Edit("enter", "onset", "-6")]

    # 2. The draft understands it, grades anew, and is saved.
    assert view.draft.answer("onset") == {"value": {"day": 14}}
    type_the_rest(desk)
    graded = view.draft.grade()
    assert (graded.value, graded.because) == (3, "Intravenous anti-infective or invasive procedure")
    (kept,) = records.drafts(practice)
    qtbot.waitUntil(lambda: records.open_draft(practice, kept.id).draft.answers == view.draft.answers)

    # 3. Finished and signed by the last key, after whose it is was typed: the draft becomes a record.
    told: list[tuple[Change, ...]] = []
    practice.changed.append(told.append)
    desk.press(ENTER, CTRL)
    desk.enter("UK60")
    assert records.drafts(practice) == ()
    (entry,) = patients.entries(practice, patient)
    _, record = records.read_record(practice, entry.id)
    assert (record.status, record.grade, record.signed_by) == ("signed", 3, "Maria Weber")

    # 4. Row and revision came in one commit, and the window heard of it.
    assert [len(changes) for changes in told] == [2, 1]  # record and its draft; the signature
    assert desk.window.place.kind == "patient"
    with practice.store.read() as session:
        written = bodies(session)
    assert (entry.id, 2) in written

    # 5. The export carries those revisions unchanged, signed and sealed.
    exported = exchange.export(practice, stick)
    sealed = exported.path.read_bytes()
    assert NAME.encode() not in sealed
    contents = bundle.read(sealed, receiver_at(registry))
    carried = contents.raw_lines("records.ndjson")
    assert sorted(carried) == sorted(written.values())

    # 6. The registry checks the bundle with its own command.
    (checked,) = done("verify", registry, exported.path)
    assert (checked["state"], checked["from"], checked["set"]) == ("ok", site, exported.set_digest)

    # 7. It takes the bundle in, grades again with the same result, and answers.
    (taken,) = done("ingest", registry, exported.path, "--receipts", stick)
    assert (taken["state"], taken["findings"]) == ("accepted", [])
    with Home.open(registry).store() as store, store.read() as session:
        assert bodies(session) == written
        there = session.get(Record, entry.id)
        assert there is not None
        assert (there.site, there.grade, there.onset_from) == (site, 3, 14)
    again = graded_by_the_registry(written[entry.id, 2], tmp_path)
    assert (again["grade"], again["because"]) == (graded.value, graded.because)

    # And back: the receipt confirms the bundle in the practice's ledger.
    answer = exchange.import_file(practice, Path(taken["receipt"]).read_bytes())
    assert (answer.code, answer.seq) == ("receipt_imported", exported.seq)
    (line,) = exchange.ledger(practice)
    assert (line.state, line.digest) == ("confirmed", exported.set_digest)


def open_form(desk: Desk) -> FormView:
    """Find the patient, begin an infection: by keys."""
    desk.press(K.Key_F6)
    desk.press(K.Key_Slash)
    desk.enter(NAME[:5].lower())
    if desk.window.place.kind == "patients":
        desk.press(ENTER)
    assert desk.window.place.kind == "patient"
    desk.press(K.Key_2, CTRL)
    view = desk.window.page().findChild(FormView)
    assert isinstance(view, FormView)
    return view


def type_the_rest(desk: Desk) -> None:
    """From the second question on, up to the last key before signing."""
    for strokes in (
        ("1", ENTER),  # bacterial
        ("stre", ENTER, ENTER),  # Streptococcus pneumoniae; no specimen
        ("1", ENTER),  # lung
        ("lung", ENTER),  # CTCAE term
        ("4",),  # intravenous
        ("1", ENTER),  # hospital; the others are no
        ("1",),  # at home
        ("j", "acic", ENTER, ENTER),  # prophylaxis with aciclovir
        (CTRL, "3", CTRL, CTRL),  # attribute: possible; grade: nothing to type
        (ENTER, ENTER, ENTER),  # no drug named, admitted as offered, not discharged
        ("1", "-1", ENTER, "n"),  # resolved yesterday, follow-up unchanged
    ):
        for stroke in strokes:
            if isinstance(stroke, str):
                desk.type(stroke)
            elif stroke == CTRL:
                desk.press(ENTER, CTRL)  # the next step
            else:
                desk.press(ENTER)


def bodies(session: Session) -> dict[tuple[str, int], bytes]:
    """What leaves or has come, byte for byte, by entity and revision."""
    stored = session.exec(select(Revision)).all()
    leaving = ("patient", "treatment", "consent", "record")
    return {
        (each.entity_id, each.revision): each.body for each in stored if each.kind in leaving and each.body
    }


def receiver_at(registry: Path) -> bundle.Receiver:
    home = Home.open(registry)
    return home.receiver(home.identity(Password(str)), date.today())


def graded_by_the_registry(body: bytes, folder: Path) -> Any:
    """`iago-registry grade`, asked about the stored answers."""
    line = json.loads(body)
    case = {"id": line["rid"], "form": line["form"], "version": line["form_version"]}
    file = folder / "case.json"
    file.write_text(json.dumps({**case, "answers": plain(line["data"]["answers"])}), encoding="utf-8")
    return done("grade", file)


def plain(answers: dict[str, Any]) -> dict[str, Any]:
    """As people write a case: values alone, and `..._missing` where there is none."""
    found: dict[str, Any] = {}
    for field, answer in answers.items():
        if "missing" in answer:
            found[f"{field}_missing"] = answer["missing"]
            continue
        value = answer["value"]
        if isinstance(value, dict) and "day" in value:
            value = value["day"]
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            value = [plain({k: v for k, v in row.items() if k != "row"}) for row in value]
        found[field] = value
    return found
