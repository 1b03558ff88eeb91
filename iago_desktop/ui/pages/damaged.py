"""The database is damaged: what can be read is written into a new one, looked at, and gone on with."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from iago_desktop.errors import IagoError
from iago_desktop.settings import Language
from iago_desktop.ui.long_task import LongTask
from iago_desktop.ui.pages.message import Message
from iago_desktop.ui.paint import draw_logo
from iago_desktop.ui.tasks import Task
from iago_desktop.ui.texts import said
from iago_desktop.ui.tokens import T, font
from iago_desktop.ui.widgets import Button, Card, Icon, Label, column, row

if TYPE_CHECKING:  # brings the database; the page is built before it is needed
    from iago_desktop.services.rescue import Report, Rescue

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_WIDTH = 620
_NUMBERS = 12
"""More numbers of entries nobody reads: the rest is counted."""
ASK, READING, SEEN = range(3)


class DamagedPage(QWidget):
    """`done` when the rescued practice stands in its place and is locked; `restore_asked` for a backup."""

    done = Signal()
    restore_asked = Signal()

    def __init__(self, rescue: "Rescue", language: Language) -> None:
        super().__init__()
        self._rescue, self._language = rescue, language
        self._task: Task | None = None
        self.lines: list[str] = []
        self.message = Message()
        self.progress = Label("", font(16), "ink2")
        self.rescue = self._button(self.tr("Write a rescue file"), self._on_rescue, "primary")
        self.go_on = self._button(self.tr("Go on with the rescued data"), self._on_go_on, "primary")
        self.cancel = self._button(self.tr("Cancel"), self._on_cancel)
        self.restore = [self._button(self.tr("Restore a backup …"), self._on_restore) for _ in range(2)]
        self._stack = QStackedWidget()
        self._seen = QVBoxLayout()
        self._seen.setContentsMargins(0, 0, 0, 0)
        for view in (self._ask(), self._reading(), self._report()):
            self._stack.addWidget(view)
        self._stack.setFixedWidth(_WIDTH)
        row(None, self._stack, None, parent=self)

    def state(self) -> int:
        return self._stack.currentIndex()

    def _button(self, words: str, act: object, kind: str = "secondary") -> Button:
        primary = kind == "primary"
        button = Button(words, "primary", keys=("↵",), height=44) if primary else Button(words, height=44)
        button.setAccessibleName(words)
        button.clicked.connect(act)
        return button

    def _titled(self, *items: object) -> QWidget:
        view = QWidget()
        title = Label(self.tr("The database is damaged"), font(28, 600), wrap=True)
        head = (None, row(Icon("warning", 36, "amber_mark"), None), 16, title, 10)
        column(*head, *items, None, None, parent=view)  # type: ignore[arg-type]
        return view

    def _ask(self) -> QWidget:
        words = self.tr(
            "What can still be read is written into a new encrypted database beside it. The damaged one is "
            "only read and is kept. You see what was found before anything takes its place."
        )
        buttons = row(self.rescue, self.restore[0], None, gap=12)
        return self._titled(Label(words, font(16), "ink2", wrap=True), 14, self.message, 20, buttons)

    def _reading(self) -> QWidget:
        return self._titled(self.progress, 28, row(self.cancel, None))

    def _report(self) -> QWidget:
        words = Label(self.tr("This could be read:"), font(16), "ink2")
        buttons = row(self.go_on, self.restore[1], None, gap=12)
        return self._titled(words, 14, self._seen, 24, buttons)

    # what is done

    def _on_rescue(self) -> None:
        if self._task is not None:
            return
        self.message.say("")
        self.progress.setText(self.tr("Reading the tables …"))
        task = LongTask(self._rescue.write, self)
        task.progressed.connect(
            lambda done: self.progress.setText(self.tr("Reading the tables … {done} %").format(done=done))
        )
        task.finished.connect(self._on_report)
        task.failed.connect(self._on_failed)
        self._start(task, READING)

    def _on_cancel(self) -> None:
        if isinstance(self._task, LongTask):
            self.progress.setText(self.tr("Stopping …"))
            self._task.cancel()

    def _on_go_on(self) -> None:
        if self._task is not None:
            return
        self.progress.setText(self.tr("Putting the rescued data in place …"))
        task = Task(self._rescue.go_on, self)
        task.finished.connect(self._on_gone_on)
        task.failed.connect(self._on_failed)
        self._start(task, READING)

    def _on_gone_on(self, _kept: object) -> None:
        self._ended(SEEN)
        self.done.emit()

    def _on_restore(self) -> None:
        if self._task is None:
            self._rescue.cancel()
            self.restore_asked.emit()

    def _start(self, task: Task, state: int) -> None:
        self._task = task
        self._show(state)
        task.start()

    def _ended(self, state: int) -> None:
        self._task = None
        self._show(state)

    def _on_failed(self, error: object) -> None:
        self._ended(ASK)
        if isinstance(error, IagoError) and error.code != "cancelled":
            self.message.say(said(error, self._language), "error")

    def _on_report(self, report: object) -> None:
        while (item := self._seen.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        self._seen.addWidget(self._counts(report))  # type: ignore[arg-type]
        for words in self._remarks(report):  # type: ignore[arg-type]
            self.lines.append(words)
            self._seen.addSpacing(10)
            self._seen.addWidget(Label(words, font(14), "ink2", wrap=True))
        self._ended(SEEN)

    # what is said

    def _counts(self, report: "Report") -> QWidget:
        names = {
            "patient": self.tr("Patients"),
            "treatment": self.tr("Infusions"),
            "record": self.tr("Entries"),
            "consent": self.tr("Consents"),
            "user": self.tr("People of the practice"),
        }
        self.lines = []
        rows = []
        for count in report.counts:
            words = self.tr("{there} of {known}").format(there=count.there, known=count.known)
            self.lines.append(f"{names[count.kind]}: {words}")
            short = count.there < count.known
            number = Label(words, font(15, 600), "red" if short else "ink")
            rows.append(row(Label(names[count.kind], font(15)), None, number))
        card = Card()
        column(*rows, gap=8, margins=(20, 16, 20, 16), parent=card)
        card.setAccessibleName(" ".join(self.lines))
        return card

    def _remarks(self, report: "Report") -> list[str]:
        said_ = []
        restored = sum(count.restored for count in report.counts)
        if restored == 1:
            said_.append(self.tr("1 of them was put back from its history."))
        elif restored:
            said_.append(self.tr("{n} of them were put back from their history.").format(n=restored))
        if report.lost:
            numbers = ", ".join(map(str, report.lost[:_NUMBERS])) + (" …" if report.lost[_NUMBERS:] else "")
            said_.append(
                self.tr(
                    "{lost} of {entries} changes in the history could not be read (no. {numbers}). The "
                    "history says so from now on."
                ).format(lost=len(report.lost), entries=report.entries, numbers=numbers)
            )
        if report.apart == 1:
            said_.append(
                self.tr("1 entry does not follow from the history; it is marked and does not leave.")
            )
        elif report.apart:
            words = self.tr("{n} entries do not follow from the history; they are marked and do not leave.")
            said_.append(words.format(n=report.apart))
        if not report.drafts:
            said_.append(self.tr("Drafts were lost in part: what was not finished has to be typed again."))
        if not report.holds:
            said_.append(self.tr("The history that is left does not hold. Restore a backup if there is one."))
        return said_

    # how it looks

    def _show(self, state: int) -> None:
        self._stack.setCurrentIndex(state)
        self._first().setFocus()

    def _first(self) -> Button:
        return (self.rescue, self.cancel, self.go_on)[self.state()]

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._first().setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            focused = next((each for each in self.restore if each.hasFocus()), self._first())
            focused.click()
        elif event.key() == Qt.Key.Key_Escape and self.state() == READING:
            self._on_cancel()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), T.bg)
        draw_logo(painter, QRectF(32, 36, 32, 32))
        painter.end()
