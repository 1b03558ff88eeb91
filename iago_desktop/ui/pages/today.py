"""Today: visits due, drafts, questions of the registry, what nobody signed."""

from datetime import date
from typing import Any

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from iago_desktop.errors import IagoError
from iago_desktop.services import records, today
from iago_desktop.services.today import Today
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.keys import caps
from iago_desktop.ui.models.today_words import TaskWords
from iago_desktop.ui.models.worklist import Task, Worklist
from iago_desktop.ui.page import Footer, Page, Place
from iago_desktop.ui.pages.today_side import TodaySide
from iago_desktop.ui.tasks import Task as Work
from iago_desktop.ui.texts import said
from iago_desktop.ui.tokens import font
from iago_desktop.ui.widgets import Button, Icon, KeyHints, Label, column, row, scrolled

_NARROW_BELOW = 960


class TodayPage(Page):
    """`counted` brings what the rail shows: what is due or asked, and drafts."""

    counted = Signal(int, int)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._reading: Work | None = None
        self._as_of: tuple[int, date] | None = None
        self._in_background = today.takes_a_while(workspace)
        self._words = TaskWords(workspace)
        self.crumbs = (self.tr("Today"),)
        self.title = Label(self._date(), font(26, 600))
        self.summary = Label("", font(14), "ink2")
        new = Button(self.tr("New patient"), icon="user-plus", keys=caps("Ctrl+N"))
        new.clicked.connect(lambda: self.go.emit(Place("new_patient")))
        self.list = Worklist(self.tr("Today"))
        self.list.opened.connect(self._open)
        self.empty = Label("", font(14, 500), "ink2")
        nothing = QWidget()
        line = row(None, Icon("calendar-check", 22, "ink3"), self.empty, None, gap=10)
        column(None, line, None, parent=nothing)
        self._body = QStackedWidget()
        self._body.addWidget(self.list)
        self._body.addWidget(nothing)
        self.side = TodaySide(workspace.language)
        self.side.hand_over_asked.connect(lambda: self.go.emit(Place("settings", "desks")))
        self.side.drill_asked.connect(lambda: self.go.emit(Place("settings")))
        content = row(gap=20, margins=(24, 0, 12, 12))
        content.addWidget(self._body, 1)
        beside = scrolled(self.side)  # banners and a small window take its room
        beside.setFixedWidth(self.side.width() + 12)  # the bar stands in the margin
        content.addWidget(beside)
        layout = column(parent=self)
        layout.addLayout(row(column(self.title, self.summary, gap=2), None, new, margins=(24, 16, 24, 8)))
        layout.addLayout(content, 1)
        hints = KeyHints(
            (
                (("↑", "↓"), self.tr("select")),
                (("↵",), self.tr("open")),
                (caps("Ctrl+K"), self.tr("search")),
            )
        )
        footer = Footer(hints, None)
        footer.setFixedHeight(46)
        layout.addWidget(footer)

    def _date(self) -> str:
        day = self._workspace.today()
        words = "dddd, d. MMMM" if self._workspace.language == "de" else "dddd, d MMMM"
        return QLocale(self._workspace.language).toString(QDate(day.year, day.month, day.day), words)

    def refresh(self) -> None:
        """At once in most practices; where there are many patients, as soon as they are read.

        What is open in the drafts is then counted after the rest is shown, and nothing is read again as long
        as nothing was written.
        """
        self.title.setText(self._date())
        if not self._in_background:
            self._show(today.today(self._workspace))
            return
        as_of = self._workspace.written, self._workspace.today()
        if as_of == self._as_of:
            return
        self._as_of = as_of
        work = self._reading = Work(lambda: today.today(self._workspace, count=False), self)
        work.finished.connect(lambda found: self._count(found) if work is self._reading else None)
        work.failed.connect(self._forget)
        work.start()

    def _forget(self, _error: object) -> None:
        self._as_of = None

    def _count(self, found: Today) -> None:
        self._show(found)
        work = self._reading = Work(lambda: today.counted(self._workspace, found), self)
        work.finished.connect(lambda counted: self._show(counted) if work is self._reading else None)
        work.failed.connect(self._forget)
        work.start()

    def _show(self, found: Today) -> None:
        words = self._words
        self.list.show_sections(
            (
                (self.tr("Visits due"), [words.visit(line) for line in found.visits]),
                (self.tr("Drafts"), [words.draft(line) for line in found.drafts]),
                (self.tr("To sign"), [words.sign(line) for line in found.to_sign]),
                (self.tr("Questions from the registry"), [words.question(line) for line in found.questions]),
            )
        )
        self.summary.setText(" · ".join(self._counts(found)))
        self.empty.setText(self.tr("Nothing due today."))
        self._body.setCurrentIndex(0 if self.list.tasks() else 1)
        self.side.show_today(found)
        self.counted.emit(len(found.visits) + len(found.questions), len(found.drafts))

    def _counts(self, found: Today) -> list[str]:
        visits, drafts, asked = len(found.visits), len(found.drafts), len(found.questions)
        said_ = [
            self.tr("1 visit due") if visits == 1 else self.tr("{count} visits due").format(count=visits)
        ]
        if drafts:
            said_.append(
                self.tr("1 draft") if drafts == 1 else self.tr("{count} drafts").format(count=drafts)
            )
        if found.to_sign:
            said_.append(self.tr("{count} to sign").format(count=len(found.to_sign)))
        if asked:
            one = self.tr("1 question from the registry")
            said_.append(
                one if asked == 1 else self.tr("{count} questions from the registry").format(count=asked)
            )
        return said_

    def _open(self, task: Task) -> None:
        if task.place is not None:
            self.go.emit(task.place)
            return
        begun = [
            draft.id
            for draft in records.drafts(self._workspace)
            if (draft.treatment_id, draft.form, draft.corrects) == (task.treatment_id, task.form, None)
        ]
        try:
            started = begun[0] if begun else records.start(self._workspace, task.treatment_id, task.form)
        except IagoError as error:
            self.trouble.emit(said(error, self._workspace.language))
            return
        self.go.emit(Place("form", started))

    def stopped_at(self) -> dict[str, Any]:
        task = self.list.current()
        return {"task": task.id if task else ""}

    def restore(self, stopped: dict[str, Any]) -> None:
        ids = [task.id for task in self.list.tasks()]
        if stopped.get("task") in ids:
            self.list.choose(ids.index(stopped["task"]))

    def take_focus(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.side.setVisible(self.width() >= _NARROW_BELOW - 76)
