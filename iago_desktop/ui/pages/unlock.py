"""Unlock: who is working, one password; and the way in by the recovery sheet."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from iago_desktop import __version__
from iago_desktop.errors import IagoError
from iago_desktop.services.entrance import Person
from iago_desktop.settings import Language
from iago_desktop.ui.pages.brand import BrandPane
from iago_desktop.ui.pages.forgotten import ForgottenView
from iago_desktop.ui.pages.message import Message
from iago_desktop.ui.pages.password import PasswordField
from iago_desktop.ui.pages.people import PersonPick
from iago_desktop.ui.pages.recovery import RecoveryView
from iago_desktop.ui.pages.waiting import Waiting
from iago_desktop.ui.tasks import Task
from iago_desktop.ui.texts import said
from iago_desktop.ui.tokens import T, font
from iago_desktop.ui.widgets import Button, Icon, Label, Link, column, row

COLUMN = 436
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
MENDABLE_HERE = frozenset(
    {
        "wrong_password",
        "unlock_waits",
        "user_not_complete",
        "user_removed",
        "unknown_user",
        "not_enough_memory",
    }
)
"""What is answered under the password field; anything else is a page of its own."""

Unlock = Callable[[str, str], object]
Recover = Callable[[str, str], object]


class UnlockPage(QWidget):
    """`unlock(user id, password)` and `recover(code, new password)` run on another thread.

    `opened` brings what they return, `stopped` an error that no other password mends.  `first` is the id of
    who is expected; `wait` the seconds until somebody may try.
    """

    opened = Signal(object)
    stopped = Signal(object)
    language_chosen = Signal(str)
    practise_asked = Signal()
    restore_asked = Signal()

    def __init__(
        self,
        people: Sequence[Person],
        unlock: Unlock,
        recover: Recover,
        language: Language,
        now: Callable[[], datetime] = datetime.now,
        first: str = "",
        wait: int = 0,
    ) -> None:
        super().__init__()
        self._language: Language = language
        self._pane = BrandPane()
        self.sign_in = SignIn(people, unlock, language, now, first)
        self.forgotten = ForgottenView(alone=len(people) == 1)
        self._recover = recover
        self._recovery: RecoveryView | None = None
        self._stack = QStackedWidget()
        self._stack.setFixedWidth(COLUMN)
        self._stack.addWidget(self.sign_in)
        self._stack.addWidget(self.forgotten)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 28)
        right.addWidget(self._stack, 1)
        right.addLayout(self._promise())
        row(self._pane, None, right, None, parent=self)
        self.switch = Link("English" if language == "de" else "Deutsch")
        self.switch.setParent(self)
        self.switch.setAccessibleName(self.switch.text())
        self.switch.clicked.connect(self._on_switch)
        self.sign_in.opened.connect(self.opened)
        self.sign_in.stopped.connect(self.stopped)
        self.sign_in.forgotten.connect(self._to_forgotten)
        self.forgotten.sheet_asked.connect(self._to_recovery)
        self.forgotten.left.connect(self._to_sign_in)
        self.sign_in.practise.clicked.connect(self.practise_asked)
        self.sign_in.restore.clicked.connect(self.restore_asked)
        if wait:
            self.sign_in.waiting.start(wait)

    @property
    def recovery(self) -> RecoveryView:
        """Built when it is first asked for: nearly every unlock does without."""
        if self._recovery is None:
            self._recovery = RecoveryView(self._recover, self._language)
            self._recovery.opened.connect(self.opened)
            self._recovery.stopped.connect(self.stopped)
            self._recovery.left.connect(self._to_forgotten)
            self._stack.addWidget(self._recovery)
        return self._recovery

    def _promise(self) -> QVBoxLayout:
        promise = Label(self.tr("Encrypted on this computer. Works without internet."), font(13), "ink2")
        version = Label(__version__, font(12), "ink3")
        return column(row(Icon("shield-check", 18, "accent"), promise, None, version, gap=10))

    def _on_switch(self) -> None:
        self.language_chosen.emit("en" if self._language == "de" else "de")

    def _to_forgotten(self) -> None:
        self._stack.setCurrentWidget(self.forgotten)
        self.forgotten.focus_first()

    def _to_recovery(self) -> None:
        self._stack.setCurrentWidget(self.recovery)
        self.recovery.focus_first()

    def _to_sign_in(self) -> None:
        self._stack.setCurrentWidget(self.sign_in)
        self.sign_in.focus_first()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stack.currentWidget() is self.sign_in:
            self.sign_in.focus_first()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._pane.setFixedWidth(int(self.width() * 0.42))
        size = self.switch.sizeHint()
        margin = 24 if self.width() >= 1100 else 8  # clear of the version beside it
        self.switch.move(self.width() - size.width() - margin, self.height() - 49)
        self.switch.resize(size)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), T.bg)
        painter.end()


class SignIn(QWidget):
    opened = Signal(object)
    stopped = Signal(object)
    forgotten = Signal()

    def __init__(
        self,
        people: Sequence[Person],
        unlock: Unlock,
        language: Language,
        now: Callable[[], datetime],
        first: str,
    ) -> None:
        super().__init__()
        self._unlock, self._language = unlock, language
        self._task: Task | None = None
        self.people = PersonPick(people, first)
        self.password = PasswordField(self.tr("Password"))
        self.message = Message()
        self.button = Button(self.tr("Unlock"), "primary", keys=("↵",), height=44)
        self.button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.button.setAccessibleName(self.tr("Unlock"))
        self.forgot = Link(self.tr("Forgot your password?"))
        self.forgot.setAccessibleName(self.forgot.text())
        self.practise = Link(self.tr("Practise with invented patients"))
        self.practise.setAccessibleName(self.practise.text())
        self.restore = Link(self.tr("Restore a backup …"))
        self.restore.setAccessibleName(self.restore.text())
        moment = now()
        day = QLocale(language).standaloneDayName(moment.isoweekday())
        column(
            None,
            Label(self._greeting(moment.hour), font(28, 600)),
            6,
            Label(f"{day}, {moment:%d.%m.%Y}", font(15), "ink2"),
            32,
            Label(self.tr("Who is working?"), font(13, 600), "ink2"),
            8,
            self.people,
            22,
            Label(self.tr("Password"), font(13, 600), "ink2"),
            8,
            self.password,
            8,
            self.message,
            18,
            self.button,
            16,
            row(self.forgot, None),
            10,
            row(self.practise, None),
            10,
            row(self.restore, None),
            None,
            parent=self,
        )
        self.waiting = Waiting(self)
        self.waiting.said.connect(self._on_waiting)
        self.waiting.over.connect(self._on_waited)
        self.people.chosen.connect(self._on_person)
        self.password.caps_lock.connect(self._on_caps_lock)
        self.password.edit.textEdited.connect(self._on_edited)
        self.button.clicked.connect(self._on_unlock)
        self.forgot.clicked.connect(self.forgotten)

    def _greeting(self, hour: int) -> str:
        if 4 <= hour < 12:
            return self.tr("Good morning")
        if 12 <= hour < 18:
            return self.tr("Good afternoon")
        return self.tr("Good evening")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        link = next((each for each in (self.forgot, self.practise, self.restore) if each.hasFocus()), None)
        if event.key() in _ENTER and link is not None:
            link.click()
        elif event.key() in _ENTER and any(tile.hasFocus() for tile in self.people.tiles()):
            if self.people.person() is None:
                self.people.choose(0)
            self.password.edit.setFocus()
        elif event.key() in _ENTER:
            self._on_unlock()
        elif not self.people.step(event.key()):
            super().keyPressEvent(event)

    def focus_first(self) -> None:
        """Who is working?  If that is plain, the password."""
        (self.people if self.people.person() is None else self.password.edit).setFocus()

    def _on_waiting(self, words: str) -> None:
        self.button.setEnabled(False)
        self.button.setAccessibleDescription(words)
        self.password.set_state("error")
        self.message.say(words, "warning")

    def _on_waited(self) -> None:
        self.button.setEnabled(True)
        self.button.setAccessibleDescription("")
        self.password.set_state("normal")
        self.message.say(self.tr("The next attempt can be made."))
        if self.isVisible():
            self.password.edit.setFocus()
            self.password.edit.selectAll()

    def _on_person(self) -> None:
        if self.waiting.is_on():
            return
        self.message.say("")
        self.password.set_state("normal")
        self.password.set_text("")
        self._on_caps_lock()

    def _on_edited(self) -> None:
        if self.waiting.is_on():
            return
        if self.password.state() != "normal":
            self.password.set_state("normal")
            self.message.say("")
        self._on_caps_lock()

    def _on_caps_lock(self) -> None:
        if self.password.state() != "normal":
            return
        on = self.password.is_caps_lock_on()
        self.message.say(self.tr("Caps Lock is on") if on else "", "warning" if on else "hint")

    def _on_unlock(self) -> None:
        if self._task is not None or self.waiting.is_on():
            return
        person = self.people.person()
        if person is None:
            self.people.setFocus()
            self.message.say(self.tr("Choose who is working."))
            return
        if not self.password.text():
            self.password.edit.setFocus()
            self.message.say(self.tr("Type your password."))
            return
        user, password = person.id, self.password.text()
        self._set_busy(True)
        self._task = Task(lambda: self._unlock(user, password), self)
        self._task.finished.connect(self._on_opened)
        self._task.failed.connect(self._on_failed)
        self._task.start()

    def _set_busy(self, busy: bool) -> None:
        for widget in (self.people, self.password, self.button, self.forgot, self.practise, self.restore):
            widget.setEnabled(not busy)

    def _on_opened(self, workspace: object) -> None:
        self._task = None
        self.password.set_text("")
        self.opened.emit(workspace)

    def _on_failed(self, error: object) -> None:
        self._task = None
        self._set_busy(False)
        if isinstance(error, IagoError) and error.code not in MENDABLE_HERE:
            self.stopped.emit(error)
            return
        if isinstance(error, IagoError) and error.code == "unlock_waits":
            self.waiting.start(int(str(error.details["seconds"])))
            self.password.edit.setFocus()
            self.password.edit.selectAll()
            return
        self.password.set_state("error")
        self.message.say(said(error, self._language), "error")
        self.password.edit.setFocus()
        self.password.edit.selectAll()
