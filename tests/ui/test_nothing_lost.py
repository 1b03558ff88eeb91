"""Whatever interrupts the work: what was typed is there afterwards, and what was said still holds."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from iago_desktop.services import enrolment, patients, records
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.page import Place
from iago_desktop.ui.pages.new_patient import NewPatientPage
from iago_desktop.ui.pages.registry import RegistryPage
from tests.builders import a_patient
from tests.registry_simulator import RegistrySimulator
from tests.ui.desk import CTRL, ENTER, Desk, open_desk

K = Qt.Key


@pytest.mark.parametrize(
    "end",
    [
        lambda desk: desk.press(K.Key_L, CTRL),
        lambda desk: desk.press(K.Key_F6),
        lambda desk: desk.press(K.Key_E, CTRL),
        lambda desk: desk.press(K.Key_Escape),
        lambda desk: desk.window.close(),
    ],
    ids=["lock", "patients", "export", "escape", "close"],
)
def test_half_a_date_survives(qtbot: QtBot, practice: Workspace, end: Callable[[Desk], object]) -> None:
    treatment = patients.view(practice, a_patient(practice)).treatment_id
    draft_id = records.start(practice, treatment, "infection")
    desk = open_desk(qtbot, practice)
    desk.window.go(Place("form", draft_id))
    desk.type("d1")
    end(desk)
    kept = records.open_draft(practice, draft_id)
    assert kept.place.get("typing") == "d1" or kept.draft.answers["onset"] == {"value": {"day": 1}}


def test_locking_takes_the_names_from_the_screen_first(qtbot: QtBot, practice: Workspace) -> None:
    a_patient(practice)
    desk = open_desk(qtbot, practice)
    seen: list[bool] = []
    desk.window.lock_requested.connect(lambda: seen.append(desk.window.isVisible()))
    desk.press(K.Key_L, CTRL)
    assert seen == [False]


def test_a_second_likeness_is_shown_as_well(qtbot: QtBot, practice: Workspace) -> None:
    a_patient(practice, "Brandt", given_name="Helga")
    a_patient(practice, "Lindner", given_name="Karl")
    desk = open_desk(qtbot, practice)
    desk.press(K.Key_N, CTRL)
    page = desk.window.page()
    assert isinstance(page, NewPatientPage)
    desk.enter("Brandt")
    desk.enter("Helga")
    page.infused.edit.setFocus()
    desk.type("?")
    desk.press(ENTER, CTRL)
    for frame, name in ((page.surname, "Lindner"), (page.given_name, "Karl")):
        frame.edit.setFocus()
        frame.edit.selectAll()
        desk.enter(name)
    desk.press(ENTER, CTRL)
    assert len(patients.rows(practice)) == 2
    desk.press(ENTER, CTRL)
    assert len(patients.rows(practice)) == 3


def test_an_error_goes_when_the_thing_is_mended(qtbot: QtBot, practice: Workspace, tmp_path: Path) -> None:
    registry = RegistrySimulator()
    card, junk = tmp_path / "card.iagocard", tmp_path / "letter.iago"
    card.write_bytes(registry.card())
    junk.write_bytes(b"no such file")
    desk = open_desk(qtbot, practice)
    desk.press(K.Key_F8)
    page = desk.window.page()
    assert isinstance(page, RegistryPage)
    desk.files += [card, junk]
    desk.press(K.Key_I, CTRL)
    qtbot.waitUntil(page.enrolment.group.edit.hasFocus)
    desk.press(K.Key_I, CTRL)
    qtbot.waitUntil(lambda: desk.window.banner is not None)
    desk.type(enrolment.read_card(registry.card()).groups[-1])
    assert "trusted" in desk.window.toast()
    assert desk.window.banner is None
