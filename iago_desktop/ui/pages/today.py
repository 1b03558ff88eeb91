"""Today: visits due, drafts, what nobody signed; what waits for the registry stands beside it."""

from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from iago_desktop.errors import IagoError
from iago_desktop.services import agenda, exchange, records
from iago_desktop.services.agenda import SignLine, VisitLine
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.models.rows import Table
from iago_desktop.ui.models.today import NARROW, ROW, WIDTHS, Task, TaskLines, TaskModel
from iago_desktop.ui.models.today_words import draft_task, form_title
from iago_desktop.ui.names import full_name
from iago_desktop.ui.page import Footer, Page, Place, TabBar
from iago_desktop.ui.strip import signed
from iago_desktop.ui.texts import said
from iago_desktop.ui.tokens import font
from iago_desktop.ui.widgets import Button, Card, Icon, KeyHints, Label, column, row

_NARROW_BELOW = 1100
_SIDE = 280


class TodayPage(Page):
    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.crumbs = (self.tr("Today"),)
        self.title = Label("", font(26, 600))
        self.summary = Label("", font(14), "ink2")
        new = Button(self.tr("New patient"), icon="user-plus", keys=(self.tr("Ctrl"), "N"))
        new.clicked.connect(lambda: self.go.emit(Place("new_patient")))
        self.tabs = TabBar((self.tr("Visits due"), self.tr("Drafts"), self.tr("To sign")))
        self.table = Table(TaskModel(self.tr("Open")), TaskLines(), WIDTHS, 2, ROW)
        self.table.horizontalHeader().hide()
        self.table.setAccessibleName(self.tr("Today"))
        self.table.opened.connect(self._open)
        self._lists: list[list[Task]] = [[], [], []]
        self.empty = Label("", font(14, 500), "ink2")
        nothing = QWidget()
        column(
            None,
            row(None, Icon("calendar-check", 22, "ink3"), self.empty, None, gap=10),
            None,
            parent=nothing,
        )
        self._body = QStackedWidget()
        self._body.addWidget(self.table)
        self._body.addWidget(nothing)
        self.tabs.changed.connect(lambda _index: self._show())
        card = Card()
        column(self._body, margins=(1, 4, 1, 6), parent=card)
        content = row(gap=16, margins=(24, 12, 24, 16))
        content.addWidget(card, 1)
        content.addWidget(self._side())
        layout = column(parent=self)
        layout.addLayout(row(column(self.title, self.summary, gap=2), None, new, margins=(24, 16, 24, 12)))
        layout.addLayout(row(self.tabs, margins=(24, 0, 24, 0)))
        layout.addLayout(content, 1)
        hints = KeyHints(
            (
                (("↑", "↓"), self.tr("select")),
                (("↵",), self.tr("open")),
                (("F7",), self.tr("drafts")),
            )
        )
        footer = Footer(hints, None)
        footer.setFixedHeight(46)
        layout.addWidget(footer)

    def _side(self) -> QWidget:
        self.waiting = Label("", font(15, 600), wrap=True)
        names = Label(self.tr("Names and birth dates stay on this computer."), font(12), "ink3", wrap=True)
        send = Card()
        column(
            Label(self.tr("Not yet sent"), font(13, 600), "ink2"), 6, self.waiting, 8, names,
            margins=(18, 13, 18, 14), parent=send,
        )  # fmt: skip
        backup = Card()
        line = row(
            Icon("hard-drive", 20, "ink2"), Label(self.tr("No backup yet"), font(14, 600)), None, gap=10
        )
        column(
            Label(self.tr("Backup"), font(13, 600), "ink2"), 8, line, margins=(18, 13, 18, 14), parent=backup
        )
        side = QWidget()
        side.setFixedWidth(_SIDE)
        column(send, 14, backup, None, parent=side)
        return side

    def refresh(self) -> None:
        workspace = self._workspace
        locale = QLocale(workspace.language)
        day = workspace.today()
        words = "dddd, d. MMMM" if workspace.language == "de" else "dddd, d MMMM"
        self.title.setText(locale.toString(QDate(day.year, day.month, day.day), words))
        self._lists = [
            [self._visit(line) for line in agenda.due(workspace)],
            [draft_task(line, workspace) for line in agenda.drafts(workspace)],
            [self._sign(line) for line in agenda.to_sign(workspace)],
        ]
        for index, tasks in enumerate(self._lists):
            self.tabs.set_count(index, len(tasks))
        visits, drafts, sign = (len(tasks) for tasks in self._lists)
        self.summary.setText(
            self.tr("Visits due: {visits} · drafts: {drafts} · to sign: {sign}").format(
                visits=visits, drafts=drafts, sign=sign
            )
        )
        found = exchange.waiting(workspace)
        self.waiting.setText(
            self.tr("Records: {records} · patients: {patients}").format(
                records=found.records, patients=found.patients
            )
        )
        self._show()

    def _show(self) -> None:
        tasks = self._lists[self.tabs.current()]
        self.table.show_rows(tasks, next_if_gone=True)
        self._body.setCurrentIndex(0 if tasks else 1)
        self.empty.setText(
            (self.tr("Nothing due today."), self.tr("No drafts."), self.tr("Nothing to sign."))[
                self.tabs.current()
            ]
        )

    def _visit(self, line: VisitLine) -> Task:
        planned = line.visit.planned
        if line.visit.agreed or planned is None:
            what = self.tr("Visit {day}").format(day=signed(line.visit.day))
            when = self.tr("agreed for {date}").format(date=line.on.strftime("%d.%m.%Y"))
        else:
            what = planned.text.in_language(self._workspace.language)
            until = line.until or line.on
            closed = line.visit.state == "overdue"
            words = self.tr("window closed {date}") if closed else self.tr("window to {date}")
            when = words.format(date=until.strftime("%d.%m.%Y"))
        badge, tone = "", "neutral"
        if line.visit.state == "overdue":
            badge, tone = self.tr("overdue"), "amber"
        elif line.visit.closes_soon:
            badge, tone = self.tr("days left: {days}").format(days=line.visit.closes_in), "amber"
        about = " · ".join(filter(None, (line.product, line.indication)))
        return Task(
            line.id, line.day_today, full_name(line), about, "calendar-check", what, when, badge, tone,
            treatment_id=line.treatment_id, form=agenda.VISIT,
        )  # fmt: skip

    def _sign(self, line: SignLine) -> Task:
        what = self.tr("Graded again") if line.regraded else self.tr("Not signed")
        form = form_title(self._workspace, line.form, line.form_version)
        return Task(
            line.id,
            line.day_today,
            full_name(line),
            form,
            "signature",
            what,
            "",
            place=Place("record", line.id),
        )

    def _open(self, task: Task) -> None:
        if task.place is not None:
            self.go.emit(task.place)
            return
        try:
            started = records.start(self._workspace, task.treatment_id, task.form)
        except IagoError as error:
            self.trouble.emit(said(error, self._workspace.language))
            return
        self.go.emit(Place("form", started))

    def show_drafts(self) -> None:
        self.tabs.choose(1)
        self.take_focus()

    def take_focus(self) -> None:
        (self.table if self.table.current() else self.tabs).setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.table.set_widths(NARROW if self.width() < _NARROW_BELOW else WIDTHS, 2)
