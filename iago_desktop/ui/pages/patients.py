"""Everybody the practice follows: filter, look, open."""

from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from iago_desktop.services import patient_list, today
from iago_desktop.services.names import finder
from iago_desktop.services.patient_list import Listed
from iago_desktop.services.patients import PatientRow
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.form.inputs import InputFrame
from iago_desktop.ui.form.segment import Segment
from iago_desktop.ui.models.patients import NARROW, ROW, WIDE, PatientLines, PatientModel
from iago_desktop.ui.models.rows import Table
from iago_desktop.ui.page import Footer, Page, Place
from iago_desktop.ui.paint import draw_keys
from iago_desktop.ui.strip import Legend
from iago_desktop.ui.tasks import Task
from iago_desktop.ui.tokens import font
from iago_desktop.ui.widgets import Button, Card, Icon, KeyHints, Label, column, row

_NARROW_BELOW = 1100
_FILTER = (310, 236)
_MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}


class FilterBox(InputFrame):
    """Arrow keys move in the list while the cursor stays here."""

    def __init__(self, placeholder: str) -> None:
        super().__init__(placeholder, "funnel", width=310)
        self.edit.setTextMargins(0, 0, 26, 0)

    def paint(self, painter: QPainter) -> None:
        super().paint(painter)
        if not self.edit.hasFocus() and not self.text():
            draw_keys(painter, self.width() - 9, self.height() / 2, ("/",))


class PatientsPage(Page):
    _wanted: ClassVar[dict[str, Callable[[Listed], bool]]] = {
        "all": lambda _each: True,
        "due": lambda each: each.is_due,
        "early": lambda each: each.is_early,
        "open": lambda each: each.has_open_items,
    }

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._everybody: tuple[Listed, ...] = ()
        self._reading: Task | None = None
        self._as_of: tuple[int, date] | None = None
        self._in_background = today.takes_a_while(workspace)
        self.crumbs = (self.tr("Patients"),)
        self.filter = FilterBox(self.tr("Filter by name, number, product"))
        self.filter.setAccessibleName(self.tr("Filter"))
        self.filter.edit.textChanged.connect(self._show)
        self.filter.edit.installEventFilter(self)
        self.only = Segment(self._choices())
        self.only.setAccessibleName(self.tr("Show"))
        self.only.set_value("all")
        self.only.chosen.connect(lambda _code: self._show())
        self.new = Button(self.tr("New patient"), "primary", icon="user-plus", keys=(self.tr("Ctrl"), "N"))
        self.new.clicked.connect(lambda: self.go.emit(Place("new_patient")))
        self.measures = Button(self.tr("Measures"), "quiet", keys=("F9",))
        self.measures.clicked.connect(lambda: self.go.emit(Place("measures")))
        self.table = Table(PatientModel(), PatientLines(), WIDE, 3, ROW)
        self.table.setAccessibleName(self.tr("Patients"))
        self.table.opened.connect(lambda patient: self.go.emit(Place("patient", patient.id)))
        self._empty, self._empty_words = self._empty_state()
        self._body = QStackedWidget()
        self._body.addWidget(self.table)
        self._body.addWidget(self._empty)
        card = Card()
        column(self._body, margins=(1, 4, 1, 6), parent=card)
        layout = column(parent=self)
        layout.addLayout(
            row(self.filter, self.only, None, self.measures, self.new, gap=12, margins=(24, 18, 24, 14))
        )
        inner = row(margins=(24, 0, 24, 16))
        inner.addWidget(card)
        layout.addLayout(inner, 1)
        layout.addWidget(self._footer())

    def _empty_state(self) -> tuple[QWidget, Label]:
        words = Label("", font(14, 500), "ink2")
        inner = QWidget()
        line = row(None, Icon("users", 22, "ink3"), words, None, gap=10)
        column(None, line, None, parent=inner)
        return inner, words

    def _footer(self) -> Footer:
        hints = KeyHints(
            (
                (("↑", "↓"), self.tr("select")),
                (("↵",), self.tr("open")),
                ((self.tr("Ctrl"), "2"), self.tr("infection")),
                (("/",), self.tr("filter")),
            )
        )
        footer = Footer(hints, None, Legend())
        footer.setFixedHeight(46)
        return footer

    def _choices(self) -> list[tuple[str, str]]:
        def some(words: str, count: int) -> str:
            return f"{words} {count}"

        everybody = self._everybody
        return [
            ("all", some(self.tr("All"), len(everybody))),
            ("due", some(self.tr("Due"), sum(each.is_due for each in everybody))),
            ("early", some(self.tr("Early"), sum(each.is_early for each in everybody))),
            ("open", some(self.tr("Open items"), sum(each.has_open_items for each in everybody))),
        ]

    def refresh(self) -> None:
        """At once in most practices; where there are many patients, as soon as they are read."""
        if not self._in_background:
            self._take(patient_list.listed(self._workspace))
            return
        as_of = self._workspace.written, self._workspace.today()
        if as_of == self._as_of:  # nothing was written since
            return
        self._as_of = as_of
        work = self._reading = Task(lambda: patient_list.listed(self._workspace), self)
        work.finished.connect(lambda found: self._take(found) if work is self._reading else None)
        work.failed.connect(self._forget)
        work.start()

    def _forget(self, _error: object) -> None:
        self._as_of = None

    def _take(self, everybody: tuple[Listed, ...]) -> None:
        self._everybody = everybody
        self.only.set_labels(dict(self._choices()))
        self._show()

    def _show(self) -> None:
        only, found = self._wanted[self.only.value() or "all"], finder(self.filter.text())
        shown = [each for each in self._everybody if only(each) and found(each.searched)]
        self.table.show_rows(shown)
        self._body.setCurrentWidget(self.table if shown else self._empty)
        self._empty_words.setText(
            self.tr("Nobody found. Esc clears the filter.")
            if self._everybody
            else self.tr("No patients yet. Ctrl+N adds the first.")
        )

    def take_focus(self) -> None:
        (self.table if self._everybody else self.new).setFocus(Qt.FocusReason.OtherFocusReason)

    def current(self) -> PatientRow | None:
        listed: Listed | None = self.table.current()
        return listed.row if listed else None

    def stopped_at(self) -> dict[str, Any]:
        current = self.current()
        chosen = current.id if current else ""
        return {"filter": self.filter.text(), "only": self.only.value(), "patient": chosen}

    def restore(self, stopped: dict[str, Any]) -> None:
        self.only.set_value(stopped.get("only") or "all")
        self.filter.set_text(stopped.get("filter", ""))
        self._show()
        ids = [each.id for each in self.table.lines()]
        if stopped.get("patient") in ids:
            self.table.choose(ids.index(stopped["patient"]))

    def step_up(self) -> bool:
        if not self.filter.text() and self.only.value() == "all":
            return False
        self.filter.set_text("")
        self.only.set_value("all")
        self._show()
        self.take_focus()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() == "/":
            self.filter.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.filter.edit.selectAll()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = watched is self.filter.edit and event.type() == QEvent.Type.KeyPress
        if not pressed or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        key = Qt.Key(event.key())
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.table.open_current()
        elif key in _MOVES:
            self.table.move_by(_MOVES[key])
        else:
            return super().eventFilter(watched, event)
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < _NARROW_BELOW
        self.table.set_widths(NARROW if narrow else WIDE, 3)
        self.filter.setFixedWidth(_FILTER[narrow])
        self.measures.setVisible(not narrow)  # F9 and the palette lead there too
