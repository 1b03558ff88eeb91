"""Backups in the settings: make one, carry one out, restore one, move to another computer."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal

from iago_desktop.errors import IagoError
from iago_desktop.services import backup, relocation, rights
from iago_desktop.services.workspace import Workspace
from iago_desktop.store import places
from iago_desktop.ui.choosers import Choosers
from iago_desktop.ui.form.inputs import InputFrame
from iago_desktop.ui.long_task import LongTask
from iago_desktop.ui.pages.message import Message
from iago_desktop.ui.pages.settings_lines import card_button, card_line
from iago_desktop.ui.texts import said
from iago_desktop.ui.tokens import font
from iago_desktop.ui.widgets import Button, Card, Hairline, Label, column, row


class BackupSettings(Card):
    """`restoring`: the person wants a backup in the place of this practice.  `moved`: it is sealed, or again
    not."""

    notice = Signal(str)
    restoring = Signal()
    moved = Signal()

    def __init__(self, workspace: Workspace, choose: Choosers) -> None:
        super().__init__()
        self._workspace, self._choose = workspace, choose
        self._task: LongTask | None = None
        self._said = ""
        self.message = Message()
        self.made, self.copied = (
            Label("", font(12), "ink3", wrap=True),
            Label("", font(12), "ink3", wrap=True),
        )
        self.make = card_button(self.tr("Make a backup now"), self._on_make)
        self.copy = card_button(self.tr("Copy to …"), self._on_copy)
        self.restore = card_button(self.tr("Restore a backup …"), self.restoring.emit)
        self.move_away = card_button(self.tr("Move …"), self._on_move)
        self.stop = card_button(self.tr("Stop"), self._on_stop)
        self.word = self.tr("move")
        self.typed = InputFrame(height=36)
        self.typed.setMaximumWidth(200)
        self.typed.edit.returnPressed.connect(self._on_move)
        self._move_title = Label("", font(14, 600))
        self._move_words = Label("", font(12), "ink3", wrap=True)
        body = column(Label(self.tr("Backup"), font(16, 600)), 8, margins=(20, 16, 20, 14), parent=self)
        lines = (
            card_line(self.tr("Backups on this computer"), self.made, button=self.make),
            card_line(self.tr("A copy outside the practice"), self.copied, button=self.copy),
            card_line(
                self.tr("Go back to a backup"),
                Label(self.tr("It is shown first what would be missing"), font(12), "ink3", wrap=True),
                button=self.restore,
            ),
            card_line(
                self._move_title,
                self._move_words,
                6,
                self.typed,
                button=self.move_away,
                aligned=Qt.AlignmentFlag.AlignBottom,
            ),
        )
        for index, line in enumerate(lines):
            if index:
                body.addWidget(Hairline())
            body.addWidget(line)
        body.addLayout(row(self.message, self.stop, gap=12))
        self.refresh()

    def take_focus(self) -> None:
        self.copy.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        state, workspace = backup.state(self._workspace), self._workspace
        if state.last is None:
            self.made.setText(self.tr("None yet; one is made when the program closes"))
        elif not state.good:
            self.made.setText(self.tr("The newest one could not be opened. Make a new one now."))
        else:
            tried = f"{state.tried:%d.%m.%Y}" if state.tried else "–"
            words = self.tr("{count} kept, the newest of {day}, tried on {tried}")
            self.made.setText(words.format(count=state.kept, day=f"{state.last:%d.%m.%Y}", tried=tried))
        self.made.set_ink("red" if not state.good else "ink3")
        copied = self.tr("Last on {day}").format(day=f"{state.copied:%d.%m.%Y}") if state.copied else ""
        self.copied.setText(copied or self.tr("Never yet. Choose an encrypted stick, and lock it away"))
        may = workspace.may(rights.MANAGE)
        self._may(self.restore, may)
        self._may(self.move_away, may)
        sealed = workspace.sealed is not None
        for button in (self.make, self.copy):
            button.setVisible(not sealed)
        self._say_move(sealed=sealed)
        self.stop.setVisible(self._task is not None)
        for button in (self.make, self.copy):
            button.setEnabled(self._task is None)
        if self._task is not None:
            self.restore.setEnabled(False)
            self.move_away.setEnabled(False)
        if workspace.training:  # never the other way: what is shown before it lies in a window flashes
            self.hide()

    def _say_move(self, *, sealed: bool) -> None:
        if sealed:
            title = self.tr("The move did not happen")
            words = self.tr(
                "If work has begun on the other computer, there would be two practices that differ, and the "
                "registry would refuse one of them. Type “{word}” only if nobody works there."
            )
            self.word, action = self.tr("stay"), self.tr("Take the move back")
        else:
            title = self.tr("Move to another computer")
            words = self.tr(
                "Writes the whole practice to a stick. Work goes on there, and this computer only reads from "
                "then on. Type “{word}” to begin."
            )
            self.word, action = self.tr("move"), self.tr("Move …")
        self._move_title.setText(title)
        self._move_words.setText(words.format(word=self.word))
        self.typed.setAccessibleName(self._move_words.text())
        self.move_away.setText(action)
        self.move_away.setAccessibleName(action)
        self.move_away.updateGeometry()

    def _may(self, button: Button, may: bool) -> None:
        button.setEnabled(may)
        why = "" if may else said(IagoError("right_missing", right=rights.MANAGE), self._workspace.language)
        button.setAccessibleDescription(why)
        button.setToolTip(why)

    def _on_make(self) -> None:
        done = self.tr("The backup is made and was opened again.")
        self._start(lambda progress: backup.make(self._workspace, progress), done)

    def _on_copy(self) -> None:
        folder = self._choose.folder(self)
        if folder is None:
            return
        try:
            places.refuse(folder)
            done = self.tr("Copied and read back. You can remove the stick.")
        except IagoError:
            # Encrypted: others cannot read it, but it is not the stick in the safe that is meant here.
            done = self.tr(
                "Copied and read back. This folder is on a network or synchronised; a stick is safer."
            )
        self._start(lambda progress: backup.copy_to(self._workspace, folder, progress), done)

    def _on_move(self) -> None:
        if self._task is not None or not self.move_away.isEnabled():
            return
        if self.typed.text().strip().casefold() != self.word.casefold():
            self.message.say(said(IagoError("word_differs"), self._workspace.language), "error")
            self.typed.edit.setFocus()
            return
        if self._workspace.sealed is not None:
            self._start(
                lambda _progress: relocation.take_back(self._workspace), self.tr("Work goes on here.")
            )
            return
        folder = self._choose.folder(self)
        if folder is not None:
            done = self.tr("The practice is on the stick. Here it can only be read from now on.")
            self._start(lambda progress: relocation.move_away(self._workspace, folder, progress), done)

    def _on_stop(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _start(self, work: Callable[..., object], done: str) -> None:
        if self._task is not None:
            return
        self._said = done
        self._task = LongTask(work, self)
        self._task.progressed.connect(self._on_progress)
        self._task.finished.connect(self._on_done)
        self._task.failed.connect(self._on_failed)
        self.message.say(self.tr("The backup is being made."))
        self.refresh()
        self._task.start()

    def _on_progress(self, percent: int) -> None:
        if self._task is not None:
            self.message.say(self.tr("The backup is being made: {percent} %").format(percent=percent))

    def _on_done(self, _result: object) -> None:
        self._task = None
        self.message.say(self._said, "good")
        self.typed.set_text("")
        self.notice.emit(self._said)
        self.refresh()
        self.moved.emit()

    def _on_failed(self, error: object) -> None:
        self._task = None
        tone = "hint" if isinstance(error, IagoError) and error.code == "cancelled" else "error"
        self.message.say(said(error, self._workspace.language), tone)
        self.refresh()
