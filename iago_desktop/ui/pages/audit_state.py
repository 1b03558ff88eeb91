"""Whether the audit is as it was written, above its list: what the last check found, and a button for one."""

from threading import Event

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from iago_desktop.services import audit_check
from iago_desktop.services.workspace import Workspace
from iago_desktop.store.verify import ChainReport
from iago_desktop.ui.tasks import Task
from iago_desktop.ui.tokens import font
from iago_desktop.ui.widgets import Button, Card, Icon, Label, row


class _StoppedError(Exception):
    """The person did not want to wait."""


class AuditState(Card):
    """`wrong` brings the number of the first entry that does not hold."""

    wrong = Signal(int)
    _told = Signal(int, int)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._task: Task | None = None
        self._stop = Event()
        self._icon = Icon("info", 18, "ink2")
        self.words = Label(self.tr("Not checked since this page was opened."), font(14, 500))
        self.check_button = Button(self.tr("Check now"), height=34)
        self.check_button.clicked.connect(self.check)
        self.cancel_button = Button(self.tr("Cancel"), "quiet", height=34)
        self.cancel_button.clicked.connect(self._stop.set)
        self.cancel_button.hide()
        self._told.connect(self._show_progress)
        layout = row(self._icon, gap=10, margins=(16, 7, 10, 7), parent=self)
        layout.addWidget(self.words, 1)
        layout.addWidget(self.cancel_button)
        layout.addWidget(self.check_button)

    def is_checking(self) -> bool:
        return self._task is not None

    def check(self) -> None:
        if self._task is not None:
            return
        self._stop.clear()
        self._swap(self.cancel_button, self.check_button)
        self._say("hourglass", "amber_mark", self.tr("Checking …"))
        workspace, stop, told = self._workspace, self._stop, self._told

        def tell(done: int, of: int) -> None:
            if stop.is_set():
                raise _StoppedError
            told.emit(done, of)

        def work() -> ChainReport | None:
            try:
                return audit_check.check(workspace, tell)
            except _StoppedError:
                return None

        self._task = Task(work, self)
        self._task.finished.connect(self._show)
        self._task.failed.connect(lambda _error: self._show(None))
        self._task.start()

    def stop(self) -> None:
        self._stop.set()

    def _show_progress(self, done: int, of: int) -> None:
        if self._task is not None:
            self.words.setText(self.tr("Checking: {done} of {total}").format(done=done, total=of))

    def _show(self, report: ChainReport | None) -> None:
        self._task = None
        self._swap(self.check_button, self.cancel_button)
        if report is None:
            self._say("info", "ink2", self.tr("The check was stopped. Nothing is known yet."))
        elif report.wrong is None:
            one, many = (
                self.tr("Checked: the one entry holds."),
                self.tr("Checked: all {count} entries hold."),
            )
            words = one if report.entries == 1 else many.format(count=report.entries)
            self._say("check-circle", "accent", words)
        else:
            words = self.tr(
                "Entry no. {number} does not hold: it, or something before it, was changed from outside. "
                "Keep the newest backup and ask the registry, which knows every entry that left."
            )
            self._say("warning", "red", words.format(number=report.wrong))
            self.words.setWordWrap(True)
            self.wrong.emit(report.wrong)

    def _swap(self, shown: QWidget, hidden: QWidget) -> None:
        had = hidden.hasFocus()
        shown.show()
        if had:
            shown.setFocus()
        hidden.hide()

    def _say(self, icon: str, ink: str, words: str) -> None:
        self._icon.set_icon(icon, ink)
        self.words.set_ink("red" if ink == "red" else "ink")
        self.words.setText(words)
        self.setAccessibleName(words)
