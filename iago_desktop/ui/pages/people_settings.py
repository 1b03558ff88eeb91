"""Who works at this desk and what each may do; adding somebody, removing somebody.  Part of the settings."""

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from iago_desktop.errors import IagoError
from iago_desktop.services import rights, users
from iago_desktop.services.entrance import Person
from iago_desktop.services.users import Member
from iago_desktop.services.workspace import Workspace
from iago_desktop.signing.argon import Argon
from iago_desktop.ui.form.chips import Chips
from iago_desktop.ui.form.inputs import InputFrame
from iago_desktop.ui.form.segment import Segment
from iago_desktop.ui.pages.first_steps import PasswordStep, labelled
from iago_desktop.ui.pages.message import Message
from iago_desktop.ui.pages.person_sheets import PersonSheet, RemovePerson
from iago_desktop.ui.sheet import Sheet
from iago_desktop.ui.tasks import Task
from iago_desktop.ui.texts import said
from iago_desktop.ui.tokens import font
from iago_desktop.ui.widgets import Avatar, Badge, Button, Card, Hairline, Label, column, row

_NAME = 210


class PersonLine(QWidget):
    """One person: role, what that person may do, and the way out."""

    changed = Signal(list)
    removed = Signal()

    def __init__(self, member: Member, role: str, *, is_me: bool, why_not: str) -> None:
        super().__init__()
        self.member = member
        self.setAccessibleName(f"{member.name}, {role}")
        names = QWidget()
        names.setFixedWidth(_NAME)
        name = Label(member.name, font(14, 600), wrap=True)
        self.way_in = Label(
            self.tr("No password on this computer: add here too"), font(12), "ink3", wrap=True
        )
        self.way_in.setVisible(member.active and not member.is_here)
        column(None, name, Label(role, font(12), "ink2"), self.way_in, None, gap=1, parent=names)
        layout = row(Avatar(member.name, 34), names, gap=12, margins=(0, 8, 0, 8), parent=self)
        self.rights = Chips(
            (
                (rights.ENTER, self.tr("enter")),
                (rights.SIGN, self.tr("sign")),
                (rights.EXPORT, self.tr("export")),
                (rights.MANAGE, self.tr("manage")),
            )
        )
        self.remove = Button(self.tr("Remove …"), "quiet")
        self.remove.setAccessibleName(self.tr("Remove {name}").format(name=member.name))
        for each in (self.rights, self.remove):
            each.setParent(self)
        if not member.active:
            self.rights.hide()
            self.remove.hide()
            layout.addWidget(Badge(self.tr("removed"), "neutral"))
            layout.addStretch(1)
            return
        self.rights.setAccessibleName(self.tr("{name} may").format(name=member.name))
        self.show_rights(member)
        layout.addWidget(self.rights, 1)
        if is_me:
            layout.addWidget(Badge(self.tr("works here now"), "accent"))
            self.remove.hide()
        else:
            layout.addWidget(self.remove)
        self.allow(why_not)
        self.rights.changed.connect(self.changed)
        self.rights.cleared.connect(lambda: self.changed.emit([]))
        self.remove.clicked.connect(self.removed)

    def show_rights(self, member: Member) -> None:
        self.member = member
        self.rights.set_value(list(member.may))

    def allow(self, why_not: str) -> None:
        """`why_not` is empty for somebody who manages."""
        for each in (self.rights, self.remove):
            each.setEnabled(not why_not)
            each.setAccessibleDescription(why_not)
            each.setToolTip(why_not)


class PeopleSettings(Card):
    """`trouble` is for the banner, `notice` for the toast."""

    notice = Signal(str)
    trouble = Signal(str)

    def __init__(self, workspace: Workspace, page: QWidget, argon: Argon | None = None) -> None:
        super().__init__()
        self._workspace, self._page, self._argon = workspace, page, argon
        self.sheet: Sheet | None = None
        self._from: QWidget | None = None
        self.add = Button(self.tr("Add a person …"))
        self.add.setAccessibleName(self.add.text())
        self.add.clicked.connect(self.open_sheet)
        self.explained = Label("", font(12), "ink3", wrap=True)
        self.message = Message()
        self.lines: list[PersonLine] = []
        self._lines = column(gap=0)
        body = column(
            row(Label(self.tr("People"), font(16, 600)), None, self.add),
            2,
            self.explained,
            6,
            margins=(20, 16, 20, 12),
            parent=self,
        )
        body.addLayout(self._lines)
        body.addWidget(self.message)
        self.refresh()

    def refresh(self) -> None:
        """What changed only in rights is shown in place, so that the focus stays where it is."""
        members = sorted(users.members(self._workspace), key=lambda each: not each.active)
        why_not = self._why_not()
        if [_shown(each) for each in members] == [_shown(line.member) for line in self.lines]:
            for line, member in zip(self.lines, members, strict=True):
                line.show_rights(member)
                if member.active:
                    line.allow(why_not)
        else:
            self._rebuild(members, why_not)
        self.add.setEnabled(not why_not)
        self.add.setAccessibleDescription(why_not)
        self.add.setToolTip(why_not)
        self.explained.setText(
            why_not
            or self.tr("What each may do. Digits or the space bar switch a right on and off, at once.")
        )

    def _why_not(self) -> str:
        if self._workspace.may(rights.MANAGE):
            return ""
        return self.tr("Only somebody with the right to manage changes who works here and what they may do.")

    def _rebuild(self, members: list[Member], why_not: str) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.lines = []
        roles = {"physician": self.tr("Physician"), "study_nurse": self.tr("Study nurse")}
        for member in members:
            if self.lines:
                self._lines.addWidget(Hairline())
            is_me = member.id == self._workspace.user.id
            line = PersonLine(member, roles.get(member.role, ""), is_me=is_me, why_not=why_not)
            line.changed.connect(lambda may, of=member.id: self._change_rights(of, may))
            line.removed.connect(lambda of=member: self.ask_to_remove(of))
            self.lines.append(line)
            self._lines.addWidget(line)

    def _change_rights(self, user: str, may: list[str]) -> None:
        try:
            users.change_rights(self._workspace, user, may)
        except IagoError as error:
            self.message.say(said(error, self._workspace.language), "error")
        else:
            self.message.say("")
        self.refresh()

    def ask_to_remove(self, member: Member) -> None:
        """With its consequences, before anything is done."""
        self.open(RemovePerson(self._workspace, self._page, member))

    # sheets

    def argon(self) -> Argon | None:
        """What a guess at a new password costs; None: as much as this machine can bear."""
        return self._argon

    def open_sheet(self) -> None:
        sheet = AddPerson(self._workspace, self._page, self._argon)
        sheet.added.connect(self._on_added)
        self.open(sheet)

    def open(self, sheet: "AddPerson | PersonSheet") -> None:
        """Over the whole page; the focus comes back to where it is now."""
        self._from = self.window().focusWidget()
        self.sheet = sheet
        sheet.closed.connect(self.close_sheet)
        if isinstance(sheet, PersonSheet):
            sheet.done.connect(self._on_done)
        self.fit(self._page.rect())

    def fit(self, rect: QRect) -> None:
        if self.sheet is not None:
            self.sheet.open_over(rect)

    def close_sheet(self) -> bool:
        """False if none was open, or something is being done right now."""
        sheet = self.sheet
        if sheet is None or (isinstance(sheet, AddPerson | PersonSheet) and sheet.is_busy()):
            return sheet is not None
        sheet.hide()
        sheet.deleteLater()
        self.sheet = None
        back = self._from if self._from in self._page.findChildren(QWidget) else self.add
        (back or self.add).setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _on_done(self, words: str) -> None:
        self.close_sheet()
        self.refresh()
        if words:
            self.notice.emit(words)

    def _on_added(self, person: Person) -> None:
        self.close_sheet()
        self.refresh()
        self.notice.emit(self.tr("{name} can unlock from now on.").format(name=person.name))


def _shown(member: Member) -> tuple[str, str, str, bool, bool]:
    return member.id, member.name, member.role, member.active, member.is_here


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
        self.cancel = Button(self.tr("Cancel"), "quiet", keys=("Esc",), height=40)
        self.cancel.setAccessibleName(self.cancel.text())
        self.cancel.clicked.connect(self.closed)
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
            row(self.cancel, None, self.button, gap=10),
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
        for widget in (self.name, self.role, self.password, self.button, self.cancel):
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
