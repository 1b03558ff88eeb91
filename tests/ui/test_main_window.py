"""The way between the pages, by keys; and what holds for all of them."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from iago_desktop.services import patients, records
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.page import Place
from tests.builders import a_patient, an_infection
from tests.ui.desk import ALT, CTRL, Desk, open_desk

K = Qt.Key
UI = Path(__file__).parents[2] / "iago_desktop" / "ui"


@pytest.fixture
def places(practice: Workspace) -> tuple[Place, ...]:
    patient = a_patient(practice)
    record = an_infection(practice, patient)
    draft = records.start(practice, patients.view(practice, patient).treatment_id, "infection")
    return (
        Place("patients"),
        Place("new_patient"),
        Place("patient", patient),
        Place("record", record),
        Place("form", draft),
        Place("registry"),
    )


@pytest.fixture
def desk(qtbot: QtBot, practice: Workspace, places: tuple[Place, ...]) -> Desk:
    return open_desk(qtbot, practice)


def test_function_keys_and_back(desk: Desk) -> None:
    desk.press(K.Key_F8)
    assert desk.window.place == Place("registry")
    desk.press(K.Key_F6)
    assert desk.window.place == Place("patients")
    desk.press(K.Key_N, CTRL)
    desk.press(K.Key_Left, ALT)
    desk.press(K.Key_Left, ALT)
    assert desk.window.place == Place("registry")


def test_esc_goes_up_one_level(desk: Desk, places: tuple[Place, ...]) -> None:
    desk.window.go(places[3])
    desk.press(K.Key_Escape)
    assert desk.window.place == places[2]
    desk.press(K.Key_Escape)
    assert desk.window.place == Place("patients")
    desk.press(K.Key_Escape)
    assert desk.window.place == Place("patients")


def test_back_passes_over_what_is_gone(desk: Desk, practice: Workspace, places: tuple[Place, ...]) -> None:
    desk.window.go(places[2])
    desk.window.go(places[4])
    desk.window.go(Place("registry"))
    records.discard(practice, places[4].id)
    desk.press(K.Key_Left, ALT)
    assert desk.window.place == places[2]


def test_a_place_that_is_gone_is_said(desk: Desk, practice: Workspace, places: tuple[Place, ...]) -> None:
    records.discard(practice, places[4].id)
    desk.window.go(places[4])
    assert desk.window.place == Place("today")
    assert desk.window.banner is not None
    assert "no longer there" in desk.window.banner.label.text()


def test_lock_is_asked_for(desk: Desk) -> None:
    with desk.bot.waitSignal(desk.window.lock_requested, timeout=500):
        desk.press(K.Key_L, CTRL)


def test_the_draft_state_stands_in_the_top_bar_only_beside_the_form(
    desk: Desk, places: tuple[Place, ...]
) -> None:
    desk.window.go(places[4])
    form = desk.window.page()
    form.state.emit("Draft saved 10:42")
    assert desk.window.top.state.text() == "Draft saved 10:42"
    desk.press(K.Key_F6)
    assert desk.window.top.state.text() == ""


def test_the_title_names_nobody(desk: Desk, places: tuple[Place, ...]) -> None:
    for place in places:
        desk.window.go(place)
        assert desk.window.windowTitle() == "IAGO Desktop"


def test_every_widget_that_takes_the_focus_has_a_name(desk: Desk, places: tuple[Place, ...]) -> None:
    for place in places:
        desk.window.go(place)
        nameless = [
            (place.kind, type(widget).__name__, widget.parent())
            for widget in desk.window.findChildren(QWidget)
            if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
            and widget.isVisible()
            and not widget.accessibleName()
            and not getattr(widget, "text", str)()
            and widget.focusProxy() is None
        ]
        assert nameless == []


class _Flashes(QObject):
    """Top-level windows that appear besides the main one: a part shown before it had a parent."""

    def __init__(self, window: QWidget) -> None:
        super().__init__()
        self._window = window
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        is_new = isinstance(watched, QWidget) and watched.isWindow() and watched is not self._window
        if event.type() == QEvent.Type.Show and is_new:
            self.seen.append(type(watched).__name__)
        return False


def test_no_page_flashes_a_window_of_its_own(desk: Desk, places: tuple[Place, ...]) -> None:
    flashes = _Flashes(desk.window)
    app = QApplication.instance()
    assert app is not None
    app.installEventFilter(flashes)
    for place in places:
        desk.window.go(place)
    app.removeEventFilter(flashes)
    assert flashes.seen == []


@pytest.mark.parametrize("size", [(1366, 768), (1024, 700), (1024, 560)])
def test_every_page_fits_the_window(desk: Desk, places: tuple[Place, ...], size: tuple[int, int]) -> None:
    desk.window.resize(*size)
    for place in places:
        desk.window.go(place)
        desk.window.grab()
        assert (desk.window.width(), desk.window.height()) == size, place


def test_what_is_ruled_out_stands_nowhere() -> None:
    ruled_out = ("MessageBox", "Wizard", "DockWidget", "SpinBox", "TableWidget", "GraphicsEffect", "DateEdit")
    words = re.compile("|".join("Q[A-Za-z]*" + word for word in ruled_out))
    colour = re.compile(r"#[0-9A-Fa-f]{6}\b")
    for file in UI.rglob("*.py"):
        source = file.read_text(encoding="utf-8")
        assert words.findall(source) == [], file
        if file.name != "tokens.py":
            assert colour.findall(source) == [], file
