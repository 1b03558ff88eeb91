"""Who did what at this practice: every entry, newest first, with its proof one key away."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from iago_desktop.services.audit import Audit, Details, audit, details
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.choosers import Choosers
from iago_desktop.ui.form.segment import Segment
from iago_desktop.ui.models.audit import (
    NARROW,
    ROW,
    WHY,
    WIDE,
    AuditLines,
    AuditModel,
    AuditRow,
    Wanted,
    chosen,
)
from iago_desktop.ui.models.audit_words import GROUPS, group_words
from iago_desktop.ui.models.rows import Table
from iago_desktop.ui.page import Footer, Page, Place
from iago_desktop.ui.pages.audit_files import AuditFiles
from iago_desktop.ui.pages.audit_sheet import AuditSheet
from iago_desktop.ui.pages.audit_state import AuditState
from iago_desktop.ui.pages.patients import FilterBox
from iago_desktop.ui.tasks import Task
from iago_desktop.ui.tokens import font
from iago_desktop.ui.widgets import Card, KeyHints, Label, column, row

_NARROW_BELOW = 1150
_FIRST = 300
"""Shown while the rest is being read."""
_CHECKED_AT_ONCE = 1500
_ALL = "all"
_MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}
_DAYS = ("7", "30", "365")


class AuditPage(Page):
    above = Place("settings")

    def __init__(self, workspace: Workspace, choose: Choosers) -> None:
        super().__init__()
        self._workspace = workspace
        self.crumbs = (self.tr("Settings"), self.tr("Audit"))
        self._rows: tuple[AuditRow, ...] = ()
        self.head = (0, "")
        self._reading: Task | None = None
        self._choosing: Task | None = None
        self._opening: Task | None = None
        self._again = self._is_whole = False
        self.sheet: AuditSheet | None = None
        self.state_line = AuditState(workspace)
        self.filter = FilterBox(self.tr("Filter by person, patient, action"))
        self.filter.setAccessibleName(self.tr("Filter"))
        self.filter.edit.textChanged.connect(self.choose)
        self.count = Label("", font(13, 500), "ink2")
        self.files = AuditFiles(workspace, choose, self)
        self.files.notice.connect(self.notice)
        self.files.trouble.connect(self.trouble)
        self.group = Segment([(_ALL, self.tr("All")), *((each, group_words(each)) for each in GROUPS)])
        self.group.setAccessibleName(self.tr("Kind of action"))
        self.days = Segment(
            [
                (_ALL, self.tr("All days")),
                *((each, self.tr("{days} days").format(days=each)) for each in _DAYS),
            ]
        )
        self.days.setAccessibleName(self.tr("From when"))
        for segment in (self.group, self.days):
            segment.set_value(_ALL)
            segment.chosen.connect(self.choose)
        self.table = Table(AuditModel(), AuditLines(), WIDE, WHY, ROW)
        self.table.setAccessibleName(self.tr("Audit"))
        self.table.opened.connect(self._open)
        for watched in (self.filter.edit, self.table):
            watched.installEventFilter(self)
        self._lay_out()

    def _lay_out(self) -> None:
        card = Card()
        inside = column(margins=(1, 1, 1, 8), parent=card)
        inside.addLayout(row(self.filter, self.count, None, self.files, gap=14, margins=(16, 8, 16, 4)))
        inside.addLayout(row(self.group, self.days, None, gap=14, margins=(16, 4, 16, 8)))
        inside.addWidget(self.table, 1)
        area = QWidget()
        body = column(self.state_line, 10, margins=(24, 14, 24, 14), parent=area)
        body.addWidget(card, 1)
        layout = column(parent=self)
        layout.addWidget(area, 1)
        hints = KeyHints(
            (
                (("↵",), self.tr("details")),
                (("/",), self.tr("filter")),
                (("Esc",), self.tr("Settings")),
            )
        )
        layout.addWidget(Footer(hints, None))

    # what is there

    def refresh(self) -> None:
        if self._reading is not None:
            self._again = True
            return
        first = 0 if self._is_whole else _FIRST
        workspace = self._workspace
        self._reading = Task(lambda: audit(workspace, first), self)
        self._reading.finished.connect(self._on_read)
        self._reading.failed.connect(lambda _error: self._let_go())
        self._reading.start()

    def _on_read(self, read: Audit) -> None:
        self._rows = tuple(AuditRow(line) for line in read.lines)
        self.head = read.head
        was_whole, self._is_whole = self._is_whole, True
        self.choose()
        self._again = self._again or not was_whole
        self._let_go()
        if was_whole and len(self._rows) <= _CHECKED_AT_ONCE and not self._was_checked:
            self._was_checked = True
            self.state_line.check()

    _was_checked = False

    def _let_go(self) -> None:
        self._reading = None
        if self._again:
            self._again = False
            self.refresh()

    def wanted(self) -> Wanted:
        group, days = self.group.value() or _ALL, self.days.value() or _ALL
        return Wanted(self.filter.text(), "" if group == _ALL else group, 0 if days == _ALL else int(days))

    def choose(self, _code: str = "") -> None:
        """Show what is wanted; whatever is asked for meanwhile comes after."""
        if self._choosing is not None:
            return
        rows, wanted, today = self._rows, self.wanted(), self._workspace.today()
        self._choosing = Task(lambda: (rows, wanted, chosen(rows, wanted, today)), self)
        self._choosing.finished.connect(self._on_chosen)
        self._choosing.start()

    def _on_chosen(self, found: tuple[tuple[AuditRow, ...], Wanted, list[AuditRow]]) -> None:
        self._choosing = None
        rows, wanted, shown = found
        if rows is not self._rows or wanted != self.wanted():
            self.choose()
            return
        self.table.show_rows(shown)
        words = self.tr("{found} of {total}").format(found=len(shown), total=len(rows))
        self.count.setText(
            words if wanted != Wanted() else self.tr("{count} entries").format(count=len(rows))
        )
        self.files.show_rows(shown, self.head)

    # one entry

    def _open(self, entry: AuditRow) -> None:
        if self._opening is not None:
            return
        workspace = self._workspace
        self._opening = Task(lambda: details(workspace, entry.line), self)
        self._opening.finished.connect(lambda found: self._show(entry, found))
        self._opening.failed.connect(lambda _error: self._forget_opening())
        self._opening.start()

    def _forget_opening(self) -> None:
        self._opening = None

    def _show(self, entry: AuditRow, found: Details) -> None:
        self._opening = None
        self.step_up()
        self.sheet = AuditSheet(self, entry, found)
        self.sheet.closed.connect(self.step_up)
        self.sheet.open_over(self.rect())

    def step_up(self) -> bool:
        if self.sheet is not None:
            self.sheet.hide()
            self.sheet.deleteLater()
            self.sheet = None
            self.take_focus()
            return True
        if self.filter.text():
            self.filter.set_text("")
            self.take_focus()
            return True
        return False

    # keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        key = Qt.Key(event.key())
        if watched is self.filter.edit:
            if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self.table.open_current()
                return True
            if key in _MOVES:
                self.table.move_by(_MOVES[key])
                return True
        elif key == Qt.Key.Key_Slash:
            self.filter.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.filter.edit.selectAll()
            return True
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.table.set_widths(NARROW if self.width() < _NARROW_BELOW else WIDE, WHY)
        if self.sheet is not None:
            self.sheet.open_over(self.rect())

    def take_focus(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def rest(self) -> None:
        self.state_line.stop()

    def stopped_at(self) -> dict[str, Any]:
        return {"filter": self.filter.text(), "group": self.group.value(), "days": self.days.value()}

    def restore(self, stopped: dict[str, Any]) -> None:
        self.filter.set_text(stopped.get("filter", ""))
        self.group.set_value(stopped.get("group", _ALL))
        self.days.set_value(stopped.get("days", _ALL))
        self.choose()

    def shown(self) -> Sequence[AuditRow]:
        return self.table.lines()
