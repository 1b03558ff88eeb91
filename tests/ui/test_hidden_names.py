"""Names hidden: no patient's name can be read or heard on any screen, and none when it is locked."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QWidget
from sqlmodel import select

from iago_desktop.demo.screens.all_screens import screens
from iago_desktop.demo.screens.tour import settle
from iago_desktop.services.workspace import Workspace
from iago_desktop.tables import Identity
from iago_desktop.ui.main_window import MainWindow
from iago_desktop.ui.names import hide_names
from tests.ui.reader import Reader, listening

SHOWN = "patients_names_hidden"
ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
)


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Iterator[Reader]:
    hide_names(hidden=True)
    yield listening(monkeypatch)
    hide_names(hidden=False)


def names_of(workspace: Workspace) -> re.Pattern[str]:
    """Any surname or given name of a patient, as a word."""
    with workspace.store.read() as session:
        people = session.exec(select(Identity)).all()
        names = {name for each in people for name in (each.surname, each.given_name) if name}
    assert len(names) > 10
    return re.compile(rf"\b({'|'.join(sorted(map(re.escape, names)))})\b")


def spoken(window: QWidget) -> set[str]:
    """What words() leaves out: descriptions of controls, and the rows of lists as they are read aloud."""
    widgets = [each for each in window.findChildren(QWidget) if each.isVisible()]
    said = {each.accessibleDescription() for each in widgets}
    for view in widgets:
        if isinstance(view, QAbstractItemView):
            model = view.model()
            columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex())
            cells = (
                model.index(line, column)
                for line in range(model.rowCount(QModelIndex()))
                for column in range(columns)
            )
            said |= {str(cell.data(role) or "") for cell in cells for role in ROLES}
    return said


def test_no_name_on_any_screen(tmp_path: Path, reader: Reader) -> None:
    """The screens before a practice is unlocked are those of the lock."""
    said: dict[str, set[str]] = {}
    names: re.Pattern[str] | None = None
    for screen, window in screens(tmp_path, "en"):
        settle()
        if isinstance(window, MainWindow) and names is None:
            names = names_of(window.finder._workspace)
        said[screen] = reader.words(window) | spoken(window)
    assert names is not None
    assert {"unlock", "today", "patients"} <= said.keys()
    found = {screen: [each for each in words if names.search(each)] for screen, words in said.items()}
    assert found.pop(SHOWN)  # F12 shows them again there: what is looked for can be found
    faults = [f"{screen}: {each}" for screen, words in found.items() for each in sorted(words)]
    assert not faults, "\n".join(faults)
