"""Updates in the settings: which version this is, an update file from a stick, the way back after one."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QWidget

from iago_desktop.errors import IagoError
from iago_desktop.services import restore, rights, update_file, way_back
from iago_desktop.services.update_file import Checked, Installed
from iago_desktop.services.way_back import Preview, WayBack
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.choosers import Choosers
from iago_desktop.ui.long_task import LongTask
from iago_desktop.ui.pages.message import Message
from iago_desktop.ui.pages.settings_lines import card_button, card_line
from iago_desktop.ui.pages.update_sheet import UpdateSheet
from iago_desktop.ui.pages.way_back_sheet import WayBackSheet
from iago_desktop.ui.sheet import Sheet
from iago_desktop.ui.texts import said
from iago_desktop.ui.tokens import font
from iago_desktop.ui.widgets import Card, Hairline, Label, column, row


class UpdateSettings(Card):
    """`going_back` brings the WayBack to which a person said yes.  The sheets lie over `page`."""

    going_back = Signal(object)

    def __init__(
        self, workspace: Workspace, choose: Choosers, page: QWidget, here: Installed | None = None
    ) -> None:
        super().__init__()
        self._workspace, self._choose, self._page = workspace, choose, page
        self.here = here or update_file.installed()
        self._task: LongTask | None = None
        self._way: WayBack | None = None
        self.sheet: Sheet | None = None
        self.message = Message()
        self._until = Label("", font(12), "ink3", wrap=True)
        self.check = card_button(self.tr("Check an update file …"), self.ask)
        self.back = card_button(self.tr("Go back …"), self._on_back)
        self.stop = card_button(self.tr("Stop"), self._on_stop)
        version = self.tr("Version {version} is installed").format(version=self.here.version)
        self._how = Label("", font(12), "ink3", wrap=True)
        self._back_line = card_line(self.tr("Back to the version before"), self._until, button=self.back)
        self._hair = Hairline()
        body = column(Label(self.tr("Updates"), font(16, 600)), 8, margins=(20, 16, 20, 14), parent=self)
        body.addWidget(card_line(version, self._how, button=self.check))
        body.addWidget(self._hair)
        body.addWidget(self._back_line)
        body.addLayout(row(self.message, self.stop, gap=12))
        self.refresh()

    def take_focus(self) -> None:
        self.check.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        self._how.setText(
            self.tr("From a stick; nothing is looked for on a network, nothing installs itself")
            if self.here.keys
            else self.tr("Built without a release key: no update file can be checked")
        )
        copy = way_back.offered(self._workspace)
        if copy is not None:
            words = self.tr("The data as they were before the update of {day}; open until {last}")
            self._until.setText(
                words.format(day=f"{copy.backup.day:%d.%m.%Y}", last=f"{copy.last_day:%d.%m.%Y}")
            )
        for each in (self._back_line, self._hair):
            each.setVisible(copy is not None)
        may = self._workspace.may(rights.MANAGE)
        why = "" if may else said(IagoError("right_missing", right=rights.MANAGE), self._workspace.language)
        self.back.setEnabled(may)
        self.back.setAccessibleDescription(why)
        self.back.setToolTip(why)
        self.stop.setVisible(self._task is not None)

    # an update file

    def ask(self) -> None:
        """Which file; without a pinned key it is said at once."""
        if self._task is not None:
            return
        if not self.here.keys:
            self._refuse(IagoError("update_no_keys"))
            return
        path = self._choose.update(self)
        if path is not None:
            self.check_file(path)

    def check_file(self, path: Path) -> None:
        self.message.say(self.tr("The update file is being checked."))
        self._start(
            LongTask(lambda progress: update_file.check(path, self.here, progress), self), self._on_checked
        )

    def _on_checked(self, checked: Checked) -> None:
        self._ended()
        self.message.say("")
        self._open(
            UpdateSheet(checked, self.here, self._workspace.folder, self._workspace.language, self._page)
        )

    # the way back

    def _on_back(self) -> None:
        copy = way_back.offered(self._workspace)
        if copy is None or self._task is not None:
            self.refresh()
            return
        self._way = WayBack(self._workspace, copy)
        self.message.say(self.tr("The copy from before the update is being opened."))
        self._start(LongTask(self._way.preview, self), self._on_seen)

    def _on_seen(self, seen: Preview) -> None:
        self._ended()
        self.message.say("")
        sheet = WayBackSheet(seen, restore.titles(self._workspace.language), self._page)
        sheet.agreed.connect(self._on_agreed)
        self._open(sheet)

    def _on_agreed(self) -> None:
        way, self._way = self._way, None
        if way is not None:
            self.going_back.emit(way)

    # what is under way

    def _start(self, task: LongTask, done: Callable[..., object]) -> None:
        self._task = task
        task.finished.connect(done)
        task.failed.connect(self._on_failed)
        self.refresh()
        task.start()

    def _on_stop(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _ended(self) -> None:
        self._task = None
        self.refresh()

    def _on_failed(self, error: object) -> None:
        self._ended()
        self._refuse(error)

    def _refuse(self, error: object) -> None:
        tone = "hint" if isinstance(error, IagoError) and error.code == "cancelled" else "error"
        self.message.say(said(error, self._workspace.language), tone)

    def _open(self, sheet: Sheet) -> None:
        self.close_sheet()
        self.sheet = sheet
        sheet.closed.connect(self.close_sheet)
        sheet.open_over(self._page.rect())

    def fit(self, rect: QRect) -> None:
        if self.sheet is not None:
            self.sheet.open_over(rect)

    def close_sheet(self) -> bool:
        """Whether there was one."""
        sheet, self.sheet = self.sheet, None
        if sheet is None:
            return False
        if isinstance(sheet, WayBackSheet) and self._way is not None:
            self._way.cancel()
            self._way = None
            self.back.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.take_focus()
        sheet.hide()
        sheet.deleteLater()
        return True
