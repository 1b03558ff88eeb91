"""What is decided about a person, with its consequences said first: remove, a new password, the sheet."""

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from iago_desktop.errors import IagoError, UnlockError
from iago_desktop.services import people, sheets
from iago_desktop.services.users import Member
from iago_desktop.services.workspace import Workspace
from iago_desktop.signing import recovery_code
from iago_desktop.signing.argon import Argon
from iago_desktop.ui.form.segment import Segment
from iago_desktop.ui.pages.first_steps import PasswordStep, labelled
from iago_desktop.ui.pages.groups import GroupFields
from iago_desktop.ui.pages.message import Message
from iago_desktop.ui.pages.new_sheet import NewSheetView
from iago_desktop.ui.pages.password import PasswordField
from iago_desktop.ui.sheet import Sheet
from iago_desktop.ui.tasks import Task
from iago_desktop.ui.texts import said
from iago_desktop.ui.tokens import font
from iago_desktop.ui.widgets import Button, Item, Label, column, row, scrolled

KNOWN, ANEW = "known", "anew"


class PersonSheet(Sheet):
    """`done` brings the sentence for the toast.  Nothing is cancelled while the keys are changing."""

    done = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget, argon: Argon | None) -> None:
        super().__init__(parent)
        self._workspace, self._argon = workspace, argon
        self._task: Task | None = None
        self.message = Message()
        self.cancel = Button(self.tr("Cancel"), "quiet", keys=("Esc",), height=40)
        self.cancel.setAccessibleName(self.cancel.text())
        self.cancel.clicked.connect(self.closed)

    def is_busy(self) -> bool:
        return self._task is not None

    def _lay_out(self, title: str, *items: Item, button: Button) -> None:
        self.button = button
        button.setAccessibleName(button.text())
        body = QWidget()
        column(Label(title, font(20, 600), wrap=True), 14, *items, None, margins=(24, 24, 24, 8), parent=body)
        foot = column(self.message, 10, row(self.cancel, None, button, gap=10), margins=(24, 8, 24, 20))
        whole = column(parent=self._panel)
        whole.addWidget(scrolled(body), 1)
        whole.addLayout(foot)

    def _run(self, work: Callable[[], object], busy: str) -> None:
        self.message.say(busy)
        self._task = Task(work, self)
        self._task.finished.connect(self._on_finished)
        self._task.failed.connect(self._on_refused)
        for each in (self.button, self.cancel):
            each.setEnabled(False)
        self._task.start()

    def _on_finished(self, result: object) -> None:
        self._task = None
        # After the other listeners of this write, which read the list again.
        QTimer.singleShot(0, self, lambda: self._finish(result))

    def _finish(self, _result: object) -> None:
        self.done.emit("")

    def _on_refused(self, error: object) -> None:
        self._task = None
        for each in (self.button, self.cancel):
            each.setEnabled(True)
        self.message.say(said(error, self._workspace.language), "error")
        self._take_focus()


class RemovePerson(PersonSheet):
    def __init__(self, workspace: Workspace, parent: QWidget, member: Member) -> None:
        super().__init__(workspace, parent, None)
        self._member = member
        name = member.name
        facts = (
            self.tr("{name} can no longer unlock.").format(name=name),
            self.tr("What {name} entered and signed stays, and stays signed. So do drafts.").format(
                name=name
            ),
            self.tr(
                "All data gets a new key. A copy of the files and the old password open nothing new. "
                "Everybody else keeps password and recovery sheet."
            ),
            self.tr(
                "The backups on this computer are deleted and a new one is made, because the old ones open "
                "with the old passwords. So do backups that were carried elsewhere: destroy them."
            ),
        )
        items: list[Item] = []
        for fact in facts:
            items += [Label(fact, font(14), wrap=True), 10]
        button = Button(self.tr("Remove"), "primary", height=40)
        self._lay_out(self.tr("Remove {name}").format(name=name), *items, button=button)
        button.clicked.connect(self._remove)

    def _take_focus(self) -> None:
        self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove(self) -> None:
        workspace, user = self._workspace, self._member.id
        self._run(
            lambda: people.remove_user(workspace, user),
            self.tr("Everything is being encrypted anew. Leave the computer on."),
        )

    def _finish(self, _result: object) -> None:
        self.done.emit(self.tr("{name} can no longer unlock.").format(name=self._member.name))


class ChangePassword(PersonSheet):
    def __init__(self, workspace: Workspace, parent: QWidget, argon: Argon | None) -> None:
        super().__init__(workspace, parent, argon)
        self.old = PasswordField(self.tr("Current password"), 40)
        self.password = PasswordStep(workspace.language, headed=False, anew=True)
        self.password.know(workspace.practice_name, workspace.place, workspace.user.name)
        self.why = Segment(((ANEW, self.tr("No")), (KNOWN, self.tr("Yes"))), height=40)
        self.why.set_value(ANEW)
        asked = self.tr("May somebody know the old password?")
        self.why.setAccessibleName(asked)
        explained = self.tr(
            "Yes: all data also gets a new key, and the backups on this computer are replaced. Copied files "
            "and the old password open nothing new."
        )
        button = Button(self.tr("Change password"), "primary", keys=("↵",), height=40)
        self._lay_out(
            self.tr("Change your password"),
            labelled(self.tr("Current password"), self.old),
            14,
            self.password,
            16,
            labelled(asked, self.why),
            6,
            Label(explained, font(13), "ink2", wrap=True),
            button=button,
        )
        self.why.answered.connect(button.setFocus)
        button.clicked.connect(self._change)

    def _take_focus(self) -> None:
        self.old.edit.setFocus()
        self.old.edit.selectAll()

    def _on_enter(self) -> None:
        order: tuple[tuple[QWidget, Callable[[], None]], ...] = (
            (self.old.edit, self.password.focus_first),
            (self.password.password.edit, self.password.again.edit.setFocus),
            (self.password.again.edit, lambda: self.why.setFocus(Qt.FocusReason.OtherFocusReason)),
        )
        focused = self.focusWidget()
        for control, go_on in order:
            if focused is control:
                go_on()
                return
        self._change()

    def _change(self) -> None:
        if self._task is not None:
            return
        self.password.judge()
        if not self.old.text():
            self.message.say(self.tr("Type the password that you have now."), "error")
            self.old.edit.setFocus()
        elif not self.password.is_ready():
            self.message.say(self.password.why_not(), "error")
            self.password.focus_first()
        else:
            change = people.password_may_be_known if self.why.value() == KNOWN else people.change_password
            workspace, argon = self._workspace, self._argon
            old, new = self.old.text(), self.password.password.text()
            self._run(
                lambda: change(workspace, old, new, argon),
                self.tr("Keys are being made. This takes a moment on purpose."),
            )

    def _finish(self, _result: object) -> None:
        self.old.set_text("")
        self.password.forget()
        self.done.emit(self.tr("Your new password is in force."))


class NewSheet(PersonSheet):
    """The password first, then the groups: whoever passes by an open window gets no way in."""

    wide = 760

    def __init__(self, workspace: Workspace, parent: QWidget, argon: Argon | None) -> None:
        super().__init__(workspace, parent, argon)
        self.view: NewSheetView | None = None
        self.old = PasswordField(self.tr("Current password"), 40)
        self.old.setMaximumWidth(420)
        words = self.tr(
            "The sheet that you have now opens until you have typed the new one back from paper. "
            "Then it is void: tear it up."
        )
        button = Button(self.tr("Continue"), "primary", keys=("↵",), height=40)
        self._lay_out(
            self.tr("A new recovery sheet"),
            Label(words, font(14), wrap=True),
            16,
            labelled(self.tr("Current password"), self.old),
            button=button,
        )
        button.clicked.connect(self._on_enter)

    def is_busy(self) -> bool:
        return super().is_busy() or (self.view is not None and self.view.is_busy())

    def _take_focus(self) -> None:
        self.old.edit.setFocus()
        self.old.edit.selectAll()

    def _on_enter(self) -> None:
        if self._task is not None or self.view is not None:
            return
        if not self.old.text():
            self.message.say(self.tr("Type the password that you have now."), "error")
            self.old.edit.setFocus()
            return
        workspace, argon, password = self._workspace, self._argon, self.old.text()
        self._run(
            lambda: sheets.NewSheet(workspace, password, argon),
            self.tr("Keys are being made. This takes a moment on purpose."),
        )

    def open_over(self, rect: QRect) -> None:
        super().open_over(rect)
        if self.view is not None:
            self.view.setGeometry(self._panel.rect())

    def _finish(self, result: object) -> None:
        self.old.set_text("")
        if not isinstance(result, sheets.NewSheet):
            raise TypeError(type(result))
        drawn = result
        self.view = view = NewSheetView(lambda: drawn, self._workspace.language, parent=self._panel)
        view.setGeometry(self._panel.rect())
        view.done.connect(
            lambda: self.done.emit(self.tr("The new sheet is the right one. Tear up the old one."))
        )
        view.left.connect(self.closed)
        view.show()
        view.raise_()


class TrySheet(PersonSheet):
    """The yearly drill: it says whether the sheet is right, and opens nothing."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(workspace, parent, None)
        self.fields = GroupFields()
        words = self.tr(
            "Take your sheet from where it is locked away and type its six groups. This opens nothing. "
            "It only says whether the sheet is the right one, and notes the day."
        )
        button = Button(self.tr("Try the sheet"), "primary", keys=("↵",), height=40)
        self._lay_out(
            self.tr("Try the recovery sheet"),
            Label(words, font(14), wrap=True),
            16,
            Label(self.tr("The six groups"), font(13, 600), "ink2"),
            8,
            self.fields,
            button=button,
        )
        self.fields.edited.connect(lambda: self.message.say(""))
        self.fields.full.connect(button.setFocus)
        button.clicked.connect(self._try)

    def _take_focus(self) -> None:
        self.fields.frames[0].edit.setFocus()

    def _on_enter(self) -> None:
        empty = next((frame for frame in self.fields.frames if not frame.text()), None)
        if empty is not None:
            empty.edit.setFocus()
        else:
            self._try()

    def _try(self) -> None:
        if self._task is not None:
            return
        code, workspace = self.fields.code(), self._workspace
        try:
            recovery_code.secret_of(code)  # a typing error is found before the slow part
        except UnlockError as error:
            self.message.say(said(error, workspace.language), "error")
            return
        self._run(lambda: sheets.try_sheet(workspace, code), self.tr("The sheet is being tried."))

    def _finish(self, result: object) -> None:
        if result is True:
            self.fields.clear()
            self.done.emit(self.tr("The sheet is the right one. Lock it away again."))
            return
        self._on_refused(IagoError("sheet_not_yours"))
