"""Who works at this desk: the list, and a sheet that adds a person.  Part of the settings."""

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from iago_desktop.errors import IagoError
from iago_desktop.services import users
from iago_desktop.services.entrance import Person
from iago_desktop.services.workspace import Workspace
from iago_desktop.signing.argon import Argon
from iago_desktop.ui.form.inputs import InputFrame
from iago_desktop.ui.form.segment import Segment
from iago_desktop.ui.pages.first_steps import PasswordStep, labelled
from iago_desktop.ui.pages.message import Message
from iago_desktop.ui.sheet import Sheet
from iago_desktop.ui.tasks import Task
from iago_desktop.ui.texts import said
from iago_desktop.ui.tokens import font
from iago_desktop.ui.widgets import Avatar, Badge, Button, Card, Hairline, Label, column, row


class PeopleSettings(Card):
    """`trouble` is for the banner, `notice` for the toast."""

    notice = Signal(str)
    trouble = Signal(str)

    def __init__(self, workspace: Workspace, page: QWidget, argon: Argon | None = None) -> None:
        super().__init__()
        self._workspace, self._page, self._argon = workspace, page, argon
        self.sheet: AddPerson | None = None
        self.add = Button(self.tr("Add a person …"))
        self.add.setAccessibleName(self.add.text())
        self.add.clicked.connect(self.open_sheet)
        self._lines = column(gap=0)
        body = column(
            row(Label(self.tr("People"), font(16, 600)), None, self.add),
            8,
            margins=(20, 16, 20, 12),
            parent=self,
        )
        body.addLayout(self._lines)
        self.refresh()

    def refresh(self) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for index, person in enumerate(users.users(self._workspace)):
            if index:
                self._lines.addWidget(Hairline())
            self._lines.addWidget(self._line(person))

    def _line(self, person: Person) -> QWidget:
        roles = {"physician": self.tr("Physician"), "study_nurse": self.tr("Study nurse")}
        role, line = roles.get(person.role, ""), QWidget()
        line.setAccessibleName(f"{person.name}, {role}")
        words = column(Label(person.name, font(14, 600)), Label(role, font(12), "ink2"), gap=1)
        layout = row(Avatar(person.name, 34), words, None, gap=12, margins=(0, 8, 0, 8), parent=line)
        if person.id == self._workspace.user.id:
            layout.addWidget(Badge(self.tr("works here now"), "accent"))
        return line

    def open_sheet(self) -> None:
        self.sheet = AddPerson(self._workspace, self._page, self._argon)
        self.sheet.closed.connect(self.close_sheet)
        self.sheet.added.connect(self._on_added)
        self.fit(self._page.rect())

    def fit(self, rect: QRect) -> None:
        if self.sheet is not None:
            self.sheet.open_over(rect)

    def close_sheet(self) -> bool:
        """False if none was open, or a person is being added right now."""
        if self.sheet is None or self.sheet.is_busy():
            return self.sheet is not None
        self.sheet.hide()
        self.sheet.deleteLater()
        self.sheet = None
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _on_added(self, person: Person) -> None:
        self.close_sheet()
        self.refresh()
        self.notice.emit(self.tr("{name} can unlock from now on.").format(name=person.name))


class AddPerson(Sheet):
    added = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget, argon: Argon | None) -> None:
        super().__init__(parent)
        self._workspace, self._argon = workspace, argon
        self._task: Task | None = None
        self.name = InputFrame(height=40)
        self.role = Segment(
            (("physician", self.tr("Physician")), ("study_nurse", self.tr("Study nurse"))), height=40
        )
        self.password = PasswordStep(workspace.language, headed=False)
        self.message = Message()
        self.button = Button(self.tr("Add"), "primary", keys=("↵",), height=40)
        self.button.setAccessibleName(self.button.text())
        name, role = self.tr("First name and surname"), self.tr("Role")
        self.name.setAccessibleName(name)
        self.role.setAccessibleName(role)
        self.password.know(workspace.practice_name, workspace.place)
        column(
            Label(self.tr("Add a person"), font(20, 600)),
            18,
            labelled(name, self.name),
            14,
            labelled(role, self.role),
            18,
            self.password,
            10,
            self.message,
            None,
            self.button,
            margins=(24, 24, 24, 20),
            parent=self._panel,
        )
        self.role.answered.connect(self.password.focus_first)
        self.button.clicked.connect(self._add)

    def is_busy(self) -> bool:
        return self._task is not None

    def _take_focus(self) -> None:
        self.name.edit.setFocus()

    def _on_enter(self) -> None:
        """From field to field; from the last one the person is added."""
        order: tuple[tuple[QWidget, Callable[[], None]], ...] = (
            (self.name.edit, lambda: self.role.setFocus(Qt.FocusReason.OtherFocusReason)),
            (self.role, self.password.focus_first),
            (self.password.password.edit, self.password.again.edit.setFocus),
        )
        focused = self.focusWidget()
        for control, on in order:
            if focused is not None and (control is focused or control.isAncestorOf(focused)):
                on()
                return
        self._add()

    def _add(self) -> None:
        if self._task is not None:
            return
        name, role = self.name.text().strip(), self.role.value()
        self.password.know(self._workspace.practice_name, self._workspace.place, name)
        self.password.judge()
        if not name:
            self._refuse(self.tr("The name is missing."), self.name.edit)
        elif role is None:
            self._refuse(self.tr("The role is missing."), self.role)
        elif not self.password.is_ready():
            self._refuse(self.password.why_not(), self.password.password.edit)
        else:
            self._start(name, role, self.password.password.text())

    def _start(self, name: str, role: str, password: str) -> None:
        self.message.say(self.tr("Keys are being made. This takes a moment on purpose."))
        workspace, argon = self._workspace, self._argon
        self._set_busy(busy=True)
        self._task = Task(lambda: users.add_user(workspace, name, role, password, argon), self)
        self._task.finished.connect(self._on_added)
        self._task.failed.connect(self._on_failed)
        self._task.start()

    def _set_busy(self, *, busy: bool) -> None:
        for widget in (self.name, self.role, self.password, self.button):
            widget.setEnabled(not busy)

    def _on_added(self, person: Person) -> None:
        self._task = None
        self.password.forget()
        # After the other listeners of this write, which read the list again.
        QTimer.singleShot(0, self, lambda: self.added.emit(person))

    def _on_failed(self, error: object) -> None:
        self._task = None
        self._set_busy(busy=False)
        words = said(error, self._workspace.language) if isinstance(error, IagoError) else ""
        self._refuse(words, self.name.edit)

    def _refuse(self, words: str, at: QWidget) -> None:
        self.message.say(words, "error")
        at.setFocus(Qt.FocusReason.OtherFocusReason)
