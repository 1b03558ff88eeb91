"""The way in when a password is forgotten: the six groups of the recovery sheet, and a new password."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from iago_desktop.errors import IagoError, UnlockError
from iago_desktop.settings import Language
from iago_desktop.signing import recovery_code
from iago_desktop.ui.form.inputs import InputFrame
from iago_desktop.ui.pages.groups import GroupFields
from iago_desktop.ui.pages.message import Message
from iago_desktop.ui.pages.password import PasswordField
from iago_desktop.ui.pages.waiting import Waiting
from iago_desktop.ui.tasks import Task
from iago_desktop.ui.texts import said
from iago_desktop.ui.tokens import font
from iago_desktop.ui.widgets import Button, Label, column, row

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
OF_THE_SHEET = frozenset({"wrong_recovery", "recovery_typo", "recovery_incomplete"})
OF_THE_PASSWORD = frozenset({"password_too_short", "password_too_easy"})


class RecoveryView(QWidget):
    opened = Signal(object)
    stopped = Signal(object)
    left = Signal()

    def __init__(self, recover: Callable[[str, str], object], language: Language) -> None:
        super().__init__()
        self._recover, self._language = recover, language
        self._task: Task | None = None
        self.fields = GroupFields()
        self.groups = self.fields.frames
        self.password = PasswordField(self.tr("New password"), 40)
        self.again = PasswordField(self.tr("New password again"), 40)
        self.message = Message()
        self.button = Button(self.tr("Set password and unlock"), "primary", keys=("↵",), height=44)
        self.button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.button.setAccessibleName(self.button.text())
        self.back = Button(self.tr("Back"), "quiet", keys=("Esc",))
        self.back.setAccessibleName(self.back.text())
        explained = self.tr(
            "Type the six groups from the newest sheet and choose a new password. "
            "A new sheet comes next, and this one is void then."
        )
        column(
            None,
            Label(self.tr("Recovery sheet"), font(28, 600)),
            6,
            Label(explained, font(15), "ink2", wrap=True),
            24,
            Label(self.tr("The six groups"), font(13, 600), "ink2"),
            8,
            self.fields,
            20,
            Label(self.tr("New password"), font(13, 600), "ink2"),
            8,
            self.password,
            14,
            Label(self.tr("New password again"), font(13, 600), "ink2"),
            8,
            self.again,
            8,
            self.message,
            14,
            self.button,
            10,
            row(self.back, None),
            None,
            parent=self,
        )
        self.waiting = Waiting(self)
        self.waiting.said.connect(self._on_waiting)
        self.waiting.over.connect(self._on_waited)
        self.fields.full.connect(self.password.edit.setFocus)
        for frame in self._fields():
            frame.edit.textEdited.connect(self._on_edited)
        self.password.caps_lock.connect(self._on_caps_lock)
        self.again.caps_lock.connect(self._on_caps_lock)
        self.button.clicked.connect(self._on_recover)
        self.back.clicked.connect(self.left)

    def _on_waiting(self, words: str) -> None:
        self.button.setEnabled(False)
        self.button.setAccessibleDescription(words)
        self.message.say(words, "warning")

    def _on_waited(self) -> None:
        self.button.setEnabled(True)
        self.button.setAccessibleDescription("")
        self.message.say(self.tr("The next attempt can be made."))

    def focus_first(self) -> None:
        self.groups[0].edit.setFocus()

    def _fields(self) -> tuple[InputFrame, ...]:
        return (*self.groups, self.password, self.again)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape or (event.key() in _ENTER and self.back.hasFocus()):
            self.left.emit()
        elif event.key() in _ENTER:
            self._go_on()
        else:
            super().keyPressEvent(event)

    def _go_on(self) -> None:
        """Enter leads through the fields that are still empty, then acts."""
        empty = next((frame for frame in self._fields() if not frame.text()), None)
        if empty is not None:
            empty.edit.setFocus()
        else:
            self._on_recover()

    def _on_edited(self) -> None:
        for frame in self._fields():
            if frame.state() != "normal":
                frame.set_state("normal")
        self._on_caps_lock()

    def _on_caps_lock(self) -> None:
        if self.waiting.is_on():
            return
        on = self.password.is_caps_lock_on() or self.again.is_caps_lock_on()
        self.message.say(self.tr("Caps Lock is on") if on else "", "warning" if on else "hint")

    def _on_recover(self) -> None:
        if self._task is not None or self.waiting.is_on():
            return
        code = self.fields.code()
        try:
            recovery_code.secret_of(code)  # a typing error is found before the slow part
        except UnlockError as error:
            self._on_failed(error)
            return
        if self.password.text() != self.again.text():
            self.again.set_state("error")
            self.message.say(self.tr("The two passwords differ. Type the second one again."), "error")
            self.again.edit.setFocus()
            self.again.edit.selectAll()
            return
        password = self.password.text()
        self._set_busy(True)
        self._task = Task(lambda: self._recover(code, password), self)
        self._task.finished.connect(self._on_opened)
        self._task.failed.connect(self._on_failed)
        self._task.start()

    def _set_busy(self, busy: bool) -> None:
        for widget in (*self._fields(), self.button, self.back):
            widget.setEnabled(not busy)

    def _on_opened(self, workspace: object) -> None:
        self._task = None
        for frame in self._fields():
            frame.set_text("")
        self.opened.emit(workspace)

    def _on_failed(self, error: object) -> None:
        self._task = None
        self._set_busy(False)
        code = error.code if isinstance(error, IagoError) else ""
        if isinstance(error, IagoError) and code == "unlock_waits":
            self.waiting.start(int(str(error.details["seconds"])))
            return
        if code and code not in OF_THE_SHEET | OF_THE_PASSWORD | {"not_enough_memory"}:
            self.stopped.emit(error)
            return
        wrong = self.password if code in OF_THE_PASSWORD else self.groups[0]
        for frame in self.groups if code in OF_THE_SHEET else (self.password,):
            frame.set_state("error")
        self.message.say(said(error, self._language), "error")
        wrong.edit.setFocus()
        wrong.edit.selectAll()
