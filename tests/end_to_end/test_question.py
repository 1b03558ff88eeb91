"""A question of the registry: asked by its command, answered by keys, known there with what was corrected."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlmodel import select

from iago_desktop.errors import IagoError
from iago_desktop.registry.home import Home
from iago_desktop.services import exchange, patients, questions
from iago_desktop.services.workspace import Workspace
from iago_desktop.tables import Record
from tests.builders import a_patient, a_record
from tests.end_to_end.registry_command import called, done, found_registry, introduce
from tests.ui.desk import CTRL, ENTER, open_desk

K = Qt.Key
TEXT = {"en": "Is IgG on {day:77} right?", "de": "Stimmt das IgG vom {day:77}?"}


def bent(data: bytes) -> bytes:
    """One bit in the middle of the sealed part is another."""
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


def test_a_question_is_asked_answered_and_known(qtbot: QtBot, practice: Workspace, tmp_path: Path) -> None:
    registry, stick = tmp_path / "registry", tmp_path / "STICK"
    stick.mkdir()
    site = introduce(practice, registry, found_registry(registry), stick)
    treatment = patients.view(practice, a_patient(practice)).treatment_id
    record = a_record(practice, treatment, "labs", {"drawn_on": "d77", "igg": "45"}, sign=True)
    done("ingest", registry, exchange.export(practice, stick).path, "--receipts", stick)

    # The registry asks; a file that was changed on the way is refused, the right one is taken.
    wanted = tmp_path / "QUESTIONS.json"
    wanted.write_text(json.dumps([{"rid": record, "field": "igg", "text": TEXT}]), encoding="utf-8")
    (asked,) = done("ask", registry, wanted, "-o", stick)
    assert asked["site"] == site
    sealed = Path(asked["file"]).read_bytes()
    with pytest.raises(IagoError):
        exchange.import_file(practice, bent(sealed))
    assert questions.open_questions(practice) == ()
    assert exchange.import_file(practice, sealed).count == 1

    # Answered by keys: the question, "wrong", the value, "typing error", no note, signed.
    desk = open_desk(qtbot, practice)
    desk.press(K.Key_End)
    desk.press(ENTER)
    assert desk.window.place.kind == "question"
    desk.type("1")
    desk.enter("4,5")
    desk.type("1")
    desk.press(ENTER)
    desk.press(ENTER, CTRL)
    assert questions.open_questions(practice) == ()

    # Answer and corrected value travel together; one changed bit, and neither arrives.
    exported = exchange.export(practice, stick).path
    damaged = tmp_path / "damaged.iago"
    damaged.write_bytes(bent(exported.read_bytes()))
    code, _ = called("ingest", registry, damaged, "--receipts", tmp_path)
    assert code != 0
    (waiting,) = done("questions", registry)
    assert waiting["verdict"] is None
    (checked,) = done("verify", registry, exported)
    assert checked["state"] == "ok"
    done("ingest", registry, exported, "--receipts", stick)
    (known,) = done("questions", registry)
    assert (known["qid"], known["verdict"], known["reason"]) == (asked["qid"], "corrected", "typing_error")
    with Home.open(registry).store() as store, store.read() as session:
        held = session.exec(select(Record).where(Record.id == record)).one()
    assert held.answers["igg"]["value"] == "4.5"
