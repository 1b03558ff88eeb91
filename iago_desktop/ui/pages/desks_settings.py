"""The computers of this practice: which they are, what they know of each other, and files between them.

Part of the settings.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from iago_desktop.services import desks, rights
from iago_desktop.services.desks import FIRST, Desk, Desks, Made, Written
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.choosers import Choosers
from iago_desktop.ui.long_task import LongTask
from iago_desktop.ui.page import Place
from iago_desktop.ui.pages.message import Message
from iago_desktop.ui.tasks import Task
from iago_desktop.ui.texts import said
from iago_desktop.ui.tokens import font
from iago_desktop.ui.widgets import Badge, Button, Card, Hairline, Label, column, row


class DesksSettings(Card):
    notice = Signal(str)
    go = Signal(object)

    def __init__(self, workspace: Workspace, choose: Choosers) -> None:
        super().__init__()
        self._workspace, self._choose = workspace, choose
        self._task: Task | None = None
        self._reading: Task | None = None
        self._is_wanted = False
        self.found: Desks | None = None
        self.make = Button(self.tr("A second computer …"))
        self.make.clicked.connect(self.make_second)
        self.write = Button(self.tr("Write a file for the other computer …"), icon="upload-simple")
        self.write.clicked.connect(self.write_file)
        self.choose = Button("", "ghost")
        self.choose.clicked.connect(lambda: self.go.emit(Place("choices")))
        self.stop = Button(self.tr("Cancel"), "quiet", height=30)
        self.stop.clicked.connect(self._cancel)
        self.message = Message()
        self._about = Label("", font(14), "ink2", wrap=True)
        self._lines = column()
        body = column(
            row(Label(self.tr("Computers of this practice"), font(16, 600)), None, self.make),
            6,
            self._about,
            margins=(20, 16, 20, 16),
            parent=self,
        )
        body.addSpacing(8)
        body.addLayout(self._lines)
        body.addSpacing(8)
        body.addLayout(row(self.write, self.choose, None, gap=10))
        said_line = row(gap=10)
        said_line.addWidget(self.message, 1)
        said_line.addWidget(self.stop)
        body.addLayout(said_line)
        self.stop.hide()
        for button, right in ((self.make, rights.MANAGE), (self.write, rights.ENTER)):
            button.setAccessibleName(button.text())
            if not workspace.may(right):
                why = self.tr("Your account may not do this. Somebody who manages the practice can.")
                button.setEnabled(False)
                button.setToolTip(why)
                button.setAccessibleDescription(why)
        self._show(Desks("", "", (), 0))
        self.refresh()

    def take_focus(self) -> None:
        """As soon as it is known what can be done here."""
        self._is_wanted = True

    def refresh(self) -> None:
        """Beside the window: everything is read where there are other computers."""
        work = self._reading = Task(lambda: desks.desks(self._workspace), self)
        work.finished.connect(lambda found: self._show(found) if work is self._reading else None)
        work.start()

    def _show(self, found: Desks) -> None:
        self.found = found
        while (item := self._lines.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        is_first = found.own in ("", FIRST)
        self.make.setVisible(is_first)
        self.write.setVisible(bool(found.others))
        self.choose.setVisible(bool(found.waiting))
        count = self.tr("1 choice waits") if found.waiting == 1 else self.tr("{count} choices wait")
        self.choose.setText(count.format(count=found.waiting))
        self.choose.updateGeometry()
        self._about.setText(self._words(found))
        if self._is_wanted and found.own:
            self._is_wanted = False
            self.write.setFocus(Qt.FocusReason.OtherFocusReason)
        for each in found.others:
            self._lines.addWidget(Hairline())
            self._lines.addWidget(self._line(each))

    def _words(self, found: Desks) -> str:
        if not found.others:
            return self.tr(
                "This practice works on one computer. A second one begins with a copy of everything; what is "
                "written on each reaches the other by files, on a stick or through a shared folder."
            )
        if found.own == FIRST:
            return self.tr("This is computer {letter}. Bundles for the registry are made here.").format(
                letter=found.own.upper()
            )
        return self.tr(
            "This is computer {letter}. Bundles for the registry are made on computer {first}."
        ).format(letter=found.own.upper(), first=FIRST.upper())

    def _line(self, desk: Desk) -> QWidget:
        title = self.tr("Computer {letter}").format(letter=desk.letter.upper())
        came = self.tr("last file from it {day}").format(day=_day(desk.seen)) if desk.seen else ""
        went = self.tr("last file for it {day}").format(day=_day(desk.wrote)) if desk.wrote else ""
        about = " · ".join(part for part in (came, went) if part) or self.tr("no files yet")
        badge = Badge(self.tr("no file from it yet"), "outline")
        if desk.same is not None:
            same = self.tr("has the same"), self.tr("not the same yet")
            badge = Badge(same[0], "accent", "check") if desk.same else Badge(same[1], "amber")
        line = QWidget()
        line.setAccessibleName(f"{title}, {about}, {badge.text()}")
        words = column(Label(title, font(14, 600)), Label(about, font(12), "ink2"), gap=1)
        row(words, None, badge, gap=12, margins=(0, 8, 0, 8), parent=line)
        return line

    # making and writing

    def make_second(self) -> None:
        folder = None if self._task else self._choose.folder(self)
        if folder is None:
            return
        self.message.say(self.tr("The copy is being written and read back: {done} %").format(done=0))
        work = LongTask(lambda tell: desks.make_second(self._workspace, folder, tell), self)
        work.progressed.connect(
            lambda done: self.message.say(
                self.tr("The copy is being written and read back: {done} %").format(done=done)
            )
        )
        self._start(work, self._on_made)

    def _on_made(self, made: Made) -> None:
        words = self.tr(
            "{file} is on the carrier. Install IAGO Desktop on the other computer, choose “From a backup or "
            "another computer” at its first start, then this file and your password. It is computer {letter} "
            "then."
        )
        self.message.say(words.format(file=made.path.name, letter=made.letter.upper()), "good")

    def write_file(self) -> None:
        folder = None if self._task else self._choose.folder(self)
        if folder is None:
            return
        self.message.say(self.tr("The file is being written and read back."))
        self._start(Task(lambda: desks.write(self._workspace, folder), self), self._on_written)

    def _on_written(self, written: Written) -> None:
        words = self.tr("{file} is written and read back. Import it on the other computer with Ctrl+I.")
        self.message.say(words.format(file=Path(written.path).name), "good")

    def _start(self, task: Task, done: Callable[..., None]) -> None:
        self._task = task
        self._set_busy(busy=True)
        task.finished.connect(self._on_end)
        task.finished.connect(done)
        task.failed.connect(self._on_failed)
        task.start()

    def _cancel(self) -> None:
        if isinstance(self._task, LongTask):
            self._task.cancel()

    def _on_end(self, _result: object) -> None:
        self._task = None
        self._set_busy(busy=False)
        self.refresh()

    def _on_failed(self, error: object) -> None:
        self._on_end(None)
        self.message.say(said(error, self._workspace.language), "error")

    def _set_busy(self, *, busy: bool) -> None:
        self.make.setEnabled(not busy and self._workspace.may(rights.MANAGE))
        self.write.setEnabled(not busy and self._workspace.may(rights.ENTER))
        self.stop.setVisible(busy and isinstance(self._task, LongTask))
        if not busy:
            (self.write if self.write.isVisible() else self.make).setFocus(Qt.FocusReason.OtherFocusReason)


def _day(told: str) -> str:
    return f"{date.fromisoformat(told):%d.%m.%Y}"
