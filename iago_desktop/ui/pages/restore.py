"""A guided restore: which backup, the password of its day, what would be missing, and then it is done."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QRadioButton, QStackedWidget, QWidget

from iago_desktop.errors import IagoError
from iago_desktop.services.entrance import Person
from iago_desktop.settings import Language
from iago_desktop.ui.form.inputs import InputFrame
from iago_desktop.ui.form.segment import Segment
from iago_desktop.ui.long_task import LongTask
from iago_desktop.ui.page import ChooseFile
from iago_desktop.ui.pages.message import Message
from iago_desktop.ui.pages.password import PasswordField
from iago_desktop.ui.pages.people import PersonPick
from iago_desktop.ui.pages.restore_seen import SeenView, called
from iago_desktop.ui.paint import draw_logo
from iago_desktop.ui.tasks import Task
from iago_desktop.ui.texts import said
from iago_desktop.ui.tokens import HEIGHT, T, font
from iago_desktop.ui.widgets import Button, Icon, Label, Link, Panel, column, row, scrolled

if TYPE_CHECKING:  # brings the database
    from iago_desktop.services.restore import Preview, Restored
    from iago_desktop.store.backup import Backup

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_WIDTH = 640
_MOST = 9  # as many as there are digits
CHOOSE, OPEN, SEEN, DONE = range(4)

Progress = Callable[[int, int], None]


class Restoring(Protocol):
    """The service over one data folder; everything but offered() and cancel() is slow."""

    def offered(self) -> "Sequence[Backup]": ...

    def take(self, path: Path, progress: Progress | None = None) -> "tuple[Backup, tuple[Person, ...]]": ...

    def unlock(self, user_id: str, password: str) -> None: ...

    def unlock_with_sheet(self, code: str) -> None: ...

    def preview(self) -> "Preview": ...

    def titles(self) -> Mapping[str, str]:
        """Form -> its name in the language of the window."""

    def carry_out(self) -> "Restored": ...

    def cancel(self) -> None: ...


class RestorePage(QWidget):
    """`left` when nothing was restored, `done` when the practice stands in its place and is still locked."""

    left = Signal()
    done = Signal()

    def __init__(
        self,
        work: Restoring,
        choose_file: ChooseFile,
        language: Language,
        today: Callable[[], date] = date.today,
    ) -> None:
        super().__init__()
        self._work, self._choose_file, self._language, self._today = work, choose_file, language, today
        self._task: Task | None = None
        self._backups = tuple(work.offered()[:_MOST])
        self.people: PersonPick | None = None
        self.restored: Restored | None = None
        self.stack = QStackedWidget()
        self.message = Message()
        for view in (self._choose(), self._open(), self._seen(), self._done()):
            area = QWidget()
            view.setMaximumWidth(_WIDTH)
            layout = row(None, margins=(56, 88, 56, 24), parent=area)
            layout.insertWidget(0, view, 1000)
            self.stack.addWidget(scrolled(area))
        self.next = Button(self.tr("Continue"), "primary", keys=("↵",))
        self.next.clicked.connect(self._go_on)
        self.back = Button(self.tr("Back"), "quiet", keys=("Esc",))
        self.back.clicked.connect(self._go_back)
        foot = Panel("surface", "top")
        foot.setFixedHeight(HEIGHT["foot"])
        layout = row(self.back, gap=12, margins=(40, 1, 56, 0), parent=foot)  # its words stand at 56
        layout.addWidget(self.message, 1)
        layout.addWidget(self.next)
        body = column(parent=self)
        body.addWidget(self.stack, 1)
        body.addWidget(foot)
        self._show(CHOOSE)

    # the four views

    def _choose(self) -> QWidget:
        view = QWidget()
        words = self.tr(
            "A backup holds the practice as it was on its day. Nothing is changed before you say so."
        )
        options = [
            (str(index), called(each.day, self._today(), each.n)) for index, each in enumerate(self._backups)
        ]
        self.list = Segment(options, as_list=True, columns=False, wide=True) if options else None
        self.other = Button(self.tr("Another file, from a stick …"))
        self.other.clicked.connect(self._on_other)
        layout = column(
            Label(self.tr("Restore a backup"), font(28, 600)),
            8,
            Label(words, font(15), "ink2", wrap=True),
            24,
            parent=view,
        )
        if self.list is not None:
            self.list.setAccessibleName(self.tr("Backups on this computer"))
            self.list.set_value("0")
            label = Label(self.tr("Backups on this computer, the newest first"), font(13, 600), "ink2")
            layout.addWidget(label)
            layout.addSpacing(8)
            layout.addWidget(self.list)
            layout.addSpacing(16)
        else:
            layout.addWidget(Label(self.tr("There is no backup on this computer."), font(14), "ink2"))
            layout.addSpacing(16)
        layout.addLayout(row(self.other, None))
        layout.addStretch(1)
        return view

    def _open(self) -> QWidget:
        view = QWidget()
        self.of_day = Label("", font(28, 600), wrap=True)
        words = self.tr(
            "A backup opens with the passwords of its day, or with the recovery sheet of its day."
        )
        self._people_place = column()
        self.password = PasswordField(self.tr("Password of that day"))
        self.sheet = InputFrame(mono=True, height=44)
        self.sheet.setAccessibleName(self.tr("Recovery sheet of that day, all six groups"))
        self.with_sheet = Link(self.tr("Use the recovery sheet of that day"))
        self.with_sheet.setAccessibleName(self.with_sheet.text())
        self.with_sheet.clicked.connect(self._on_sheet)
        self._secret_label = Label("", font(13, 600), "ink2")
        layout = column(self.of_day, 8, Label(words, font(15), "ink2", wrap=True), 24, parent=view)
        layout.addLayout(self._people_place)
        layout.addSpacing(12)
        for each in (self._secret_label, self.password, self.sheet):
            layout.addSpacing(8)
            layout.addWidget(each)
        layout.addSpacing(14)
        layout.addLayout(row(self.with_sheet, None))
        layout.addStretch(1)
        self._use_sheet(False)
        return view

    def _seen(self) -> QWidget:
        view = QWidget()
        self.seen = SeenView()
        self.seen.said.connect(self._refresh)
        column(Label(self.tr("What it brings, and what would be missing"), font(28, 600), wrap=True), 14,
               parent=view).addWidget(self.seen, 1)  # fmt: skip
        return view

    def _done(self) -> QWidget:
        view = QWidget()
        self.outcome = Label("", font(15), wrap=True)
        self.kept = Label("", font(13), "ink2", wrap=True)
        self.owed = Label("", font(15), "amber", wrap=True)
        column(
            row(Icon("check-circle", 36, "accent"), None),
            16,
            Label(self.tr("The practice is restored"), font(28, 600), wrap=True),
            12, self.outcome, 12, self.owed, 12, self.kept, None, parent=view,
        )  # fmt: skip
        return view

    # where one is

    def at(self) -> int:
        return self.stack.currentIndex()

    def _show(self, view: int) -> None:
        self.stack.setCurrentIndex(view)
        self.message.say("")
        names = (self.tr("Continue"), self.tr("Open"), self.tr("Put it in its place"), self.tr("Unlock"))
        self.next.setText(names[view])
        self.next.setAccessibleName(names[view])
        self.next.updateGeometry()
        self.back.setVisible(view != DONE)
        self._refresh()
        self._focus()

    def _refresh(self) -> None:
        free = self._task is None
        can = {CHOOSE: self.list is not None, SEEN: self.seen.is_said()}.get(self.at(), True)
        self.next.setEnabled(free and can)
        self.stack.setEnabled(free)
        stops = isinstance(self._task, LongTask)
        self.back.setEnabled(free or stops)
        self.back.setText(self.tr("Stop") if stops else self.tr("Back"))
        self.back.setAccessibleName(self.back.text())
        self.back.updateGeometry()

    def _focus(self) -> None:
        if not self.isVisible():
            return
        if self.at() == CHOOSE:
            (self.list or self.other).setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.at() == OPEN:
            nobody = self.people is not None and self.people.person() is None and self.password.isVisible()
            if nobody and self.people is not None:
                self.people.setFocus()
            else:
                (self.sheet if self.sheet.isVisible() else self.password).edit.setFocus()
        elif self.at() == SEEN and self.seen.asked:
            self.seen.take_focus()
        else:
            self.next.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focused = QApplication.focusWidget()
        is_button = isinstance(focused, QAbstractButton) and not isinstance(focused, QRadioButton)
        if event.key() == Qt.Key.Key_Escape:
            self._go_back()
        elif event.key() in _ENTER and is_button and isinstance(focused, QAbstractButton):
            focused.click()
        elif event.key() in _ENTER:
            self._go_on()
        else:
            super().keyPressEvent(event)

    def _go_back(self) -> None:
        if isinstance(self._task, LongTask):
            self._task.cancel()
        elif self._task is not None or self.at() == DONE:
            return
        elif self.at() == SEEN:
            self._show(OPEN)
        else:
            self._work.cancel()
            if self.at() == CHOOSE:
                self.left.emit()
            else:
                self._show(CHOOSE)

    def _go_on(self) -> None:
        if self._task is not None:
            return
        if self.at() == SEEN and not self.seen.is_said():
            self.seen.message.say(said(IagoError("word_differs"), self._language), "error")
            self.seen.take_focus()
            return
        if not self.next.isEnabled():
            return
        (self._take_chosen, self._unlock, self._carry_out, self.done.emit)[self.at()]()

    # what is done

    def _take_chosen(self) -> None:
        if self.list is not None:
            self._take(self._backups[int(self.list.value() or 0)].path)

    def _on_other(self) -> None:
        path = self._choose_file(self)
        if path is not None:
            self._take(path)

    def _take(self, path: Path) -> None:
        task = LongTask(lambda progress: self._work.take(path, progress), self)
        task.progressed.connect(self._on_progress)
        self._start(task, self._on_taken)

    def _on_progress(self, percent: int) -> None:
        if self._task is not None:
            self.message.say(self.tr("The backup is read: {percent} %").format(percent=percent))

    def _on_taken(self, result: "tuple[Backup, tuple[Person, ...]]") -> None:
        made, people = result
        title = self.tr("Backup of {date}")
        if made.mark is not None and made.mark.kind == "moved":
            title = self.tr("The practice that moved on {date}")
        self.of_day.setText(title.format(date=f"{made.day:%d.%m.%Y}"))
        if self.people is not None:
            self.people.hide()
            self.people.deleteLater()
        self.people = PersonPick(people)
        self._people_place.addWidget(self.people)
        self.password.set_text("")
        self.sheet.set_text("")
        self._use_sheet(False)
        self._show(OPEN)

    def _on_sheet(self) -> None:
        self._use_sheet(not self.sheet.isVisible())
        self._focus()

    def _use_sheet(self, use: bool) -> None:
        self.sheet.setVisible(use)
        self.password.setVisible(not use)
        if self.people is not None:
            self.people.setVisible(not use)
        self.with_sheet.setText(
            self.tr("Use a password of that day") if use else self.tr("Use the recovery sheet of that day")
        )
        self._secret_label.setText(
            self.tr("Recovery sheet of that day, all six groups") if use else self.tr("Password of that day")
        )

    def _unlock(self) -> None:
        person = self.people.person() if self.people is not None else None
        field = self.sheet if self.sheet.isVisible() else self.password
        if person is not None and not field.text():
            field.edit.setFocus()
        elif self.sheet.isVisible():
            code = self.sheet.text()
            self._start(
                Task(lambda: self._opened(lambda: self._work.unlock_with_sheet(code)), self), self._on_seen
            )
        elif person is None:
            self.message.say(self.tr("Choose whose password it is."), "warning")
            self._focus()
        else:
            user, password = person.id, self.password.text()
            self._start(
                Task(lambda: self._opened(lambda: self._work.unlock(user, password)), self), self._on_seen
            )

    def _opened(self, unlock: Callable[[], None]) -> "tuple[Preview, Mapping[str, str]]":
        unlock()
        return self._work.preview(), self._work.titles()

    def _on_seen(self, result: "tuple[Preview, Mapping[str, str]]") -> None:
        self.password.set_text("")
        self.sheet.set_text("")
        self.seen.show_preview(*result)
        self._show(SEEN)

    def _carry_out(self) -> None:
        self.message.say(self.tr("The backup is put in its place."))
        self._start(Task(self._work.carry_out, self), self._on_restored)

    def _on_restored(self, result: "Restored") -> None:
        self.restored = result
        words = self.tr("It is the practice as of {date}. Unlock it with the password of that day.")
        self.outcome.setText(words.format(date=f"{result.day:%d.%m.%Y}"))
        kept = self.tr("What was here before is kept in: {folder}")
        self.kept.setText(kept.format(folder=result.kept) if result.kept else "")
        owed = self.tr(
            "Ask the registry for its resync file, and import it with Ctrl+I before the next export."
        )
        self.owed.setText(owed if result.asks else "")
        self._show(DONE)

    def _start(self, task: Task, then: Callable[..., None]) -> None:
        self._task, self._then = task, then
        task.finished.connect(self._on_finished)
        task.failed.connect(self._on_failed)
        task.start()
        self._refresh()

    def _on_finished(self, result: object) -> None:
        self._task = None
        self._refresh()
        self._then(result)

    def _on_failed(self, error: object) -> None:
        self._task = None
        self._refresh()
        self.message.say(said(error, self._language), "error")
        self._focus()
        if self.at() == OPEN:
            (self.sheet if self.sheet.isVisible() else self.password).edit.selectAll()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), T.bg)
        draw_logo(painter, QRectF(56, 28, 28, 28))
        painter.end()
