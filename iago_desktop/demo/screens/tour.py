"""A walk through an open practice, screen by screen, by the keys a person would press.

The pictures of `make screens` and the test that measures every label walk the same way.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from iago_desktop.services import agenda, patients, records
from iago_desktop.services.workspace import Workspace
from iago_desktop.tables import Question
from iago_desktop.ui.form.form_view import FormView
from iago_desktop.ui.main_window import MainWindow
from iago_desktop.ui.page import Place
from iago_desktop.ui.toast import Toast

NONE = Qt.KeyboardModifier.NoModifier
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ESCAPE = Qt.Key.Key_Escape


@dataclass
class Tour:
    window: MainWindow
    workspace: Workspace

    def go(self, kind: str, what: str = "") -> None:
        self.window.go(Place(kind, what))
        settle()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.window.focusWidget() or self.window, key, modifiers)
        settle()

    def write(self, text: str) -> None:
        for letter in text:
            QTest.keyClicks(self.window.focusWidget() or self.window, letter)
        settle()

    def hush(self) -> None:
        """What was done before is said no longer."""
        for toast in self.window.findChildren(Toast):
            toast.closed.emit()
            toast.hide()
            toast.deleteLater()
        settle()

    def form(self) -> FormView:
        view = self.window.page().findChild(FormView)
        if view is None:
            raise LookupError(self.window.place)
        return view

    def richest(self) -> str:
        """The patient with most to show."""
        rows = patients.rows(self.workspace)
        return max(rows, key=lambda row: len(patients.entries(self.workspace, row.id))).id

    def somebody(self) -> tuple[str, str]:
        """Surname and given name of a patient, which these keys can type."""
        named = ((row.surname, row.given_name) for row in patients.rows(self.workspace))
        return next(names for names in named if "".join(names).isascii())

    def draft(self, form: str) -> str:
        """A draft of this form: one that waits, else a new one."""
        waiting = (each.id for each in agenda.drafts(self.workspace) if each.form == form)
        found = next(waiting, None)
        treatment = patients.view(self.workspace, self.richest()).treatment_id
        return found or records.start(self.workspace, treatment, form)

    def record(self, form: str) -> str | None:
        """A finished record of this form."""
        return next(
            (
                entry.id
                for entry in patients.entries(self.workspace, self.richest())
                if entry.form == form and not entry.is_draft
            ),
            None,
        )

    def question(self) -> str | None:
        """A question of the registry about a laboratory value, as if its file had just been imported."""
        record = self.record("labs")
        if record is None:
            return None
        draft, _ = records.read_record(self.workspace, record)
        field = next((each for each in ("igg", "anc") if draft.answer(each)), None)
        if field is None:
            return None
        asked = Question(
            id="0031" + "0" * 28,
            patient_id=self.richest(),
            rid=record,
            rev=1,
            field=field,
            text={
                "en": "Please check value and unit. Was IVIG given on the same day?",
                "de": "Stimmen Wert und Einheit? Wurden am selben Tag Immunglobuline gegeben?",
            },
            asked=self.workspace.today().isoformat(),
        )
        with self.workspace.write("import_questions") as transaction:
            transaction.put_aside(asked)
        return asked.id


Scene = Callable[[Tour], Iterator[str]]
"""Brings the window to its screens and gives the name of each; what it opened it closes again."""


def settle() -> None:
    """Until what was begun on other threads has arrived and is laid out."""
    for _ in range(3):
        QApplication.processEvents()
        QThreadPool.globalInstance().waitForDone()
    QApplication.processEvents()
