"""What goes, what stays, where to: a sheet at the right, opened by Ctrl+E, written by Enter."""

import re
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from iago_desktop.services import enrolment, exchange, what_leaves
from iago_desktop.services.exchange import Exported, Waiting
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.choosers import Choosers
from iago_desktop.ui.form.inputs import InputFrame
from iago_desktop.ui.models.ledger import groups_of
from iago_desktop.ui.pages.bundle_card import Fingerprint
from iago_desktop.ui.pages.entry_row import EntryRow
from iago_desktop.ui.pages.leaving_view import LeavingView
from iago_desktop.ui.sheet import WIDTH, Sheet, TroubleBox
from iago_desktop.ui.tasks import Task
from iago_desktop.ui.tokens import font
from iago_desktop.ui.widgets import Banner, Button, Hairline, Icon, Label, column, row, scrolled

_WITH_LINES = 900


class ExportSheet(Sheet):
    write_asked = Signal(object, str)  # the folder, and why doubtful texts are sent

    def __init__(self, workspace: Workspace, choose: Choosers, folder: Path | None, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace, self._choose = workspace, choose
        self.folder = folder if folder is not None and folder.is_dir() else next(iter(choose.sticks()), None)
        self._waiting = exchange.waiting(workspace)
        self._saved: Exported | None = None
        self.words: list[str] = []
        self.write = Button("", "primary", keys=("↵",))
        self.write.clicked.connect(self._on_enter)
        self.cancel = Button(self.tr("Cancel"), "quiet", keys=("Esc",))
        self.cancel.clicked.connect(self.closed)
        self.change = Button(self.tr("Other folder"), height=30)
        self.change.clicked.connect(self._choose_folder)
        self.show_lines = Button(self.tr("Show the lines"), "ghost", height=30)
        self.show_lines.clicked.connect(self._toggle_lines)
        self.target = Label("", font(14, 600), wrap=True)
        self.lines = LeavingView(workspace)
        self.reason = InputFrame()
        self.reason_row = EntryRow(
            self.tr("Why they leave all the same"), self.reason, self.tr("Kept in the audit")
        )
        self.reason_row.setVisible(False)
        self.doubts = 0
        self._reading = Task(lambda: what_leaves.lines(workspace), self)
        self._reading.finished.connect(self._on_lines)
        self._trouble = TroubleBox()
        self._body = QStackedWidget()
        self._looked = Banner("", "amber", "warning")
        self._looked.setVisible(False)
        self._body.addWidget(scrolled(self._summary()))
        self._body.addWidget(self.lines)
        self.where = self._where_to()
        self._lay_out()
        self._show_target()
        self._reading.start()

    def _lay_out(self) -> None:
        title = Label(self.tr("Export for the registry"), font(20, 600))
        layout = column(margins=(24, 20, 24, 18), parent=self._panel)
        layout.addLayout(row(title, None, self.show_lines))
        layout.addSpacing(12)
        layout.addWidget(self._trouble)
        layout.addWidget(self._body, 1)
        layout.addSpacing(12)
        layout.addWidget(self.reason_row)
        layout.addWidget(Hairline())
        layout.addSpacing(12)
        layout.addWidget(self.where)
        layout.addLayout(row(self.cancel, None, self.write))

    def _take_focus(self) -> None:
        self.write.setFocus(Qt.FocusReason.OtherFocusReason)

    # what it says

    def _summary(self) -> QWidget:
        inner = QWidget()
        layout = column(margins=(0, 0, 8, 0), parent=inner)
        layout.addWidget(self._looked)
        layout.addSpacing(6)
        self._section(layout, self.tr("Goes"), "check-circle", "accent", self._goes(self._waiting))
        self._section(layout, self.tr("Stays here"), "lock-simple", "ink3", self._stays(self._waiting))
        card = enrolment.state(self._workspace).card
        if card is not None:
            self._section(layout, self.tr("Registry"), "shield-check", "ink3", [card.name])
            number = Fingerprint(3, 14, 24)
            number.show_groups(card.groups)
            layout.addWidget(number)
            layout.addSpacing(18)
        layout.addStretch(1)
        return inner

    def _where_to(self) -> QWidget:
        """Always in sight, however much there is to say above."""
        line = row(Icon("usb", 18, "ink2"), gap=10)
        line.addWidget(self.target, 1)
        head = row(Label(self.tr("Folder"), font(13, 600), "ink2"), None, self.change)
        where = QWidget()
        column(head, 2, line, 12, parent=where)
        return where

    def _section(self, layout: QVBoxLayout, title: str, icon: str, ink: str, lines: list[str]) -> None:
        layout.addWidget(Label(title, font(13, 600), "ink2"))
        layout.addSpacing(4)
        for words in lines:
            self.words.append(words)
            line = row(Icon(icon, 16, ink), gap=10, margins=(0, 4, 0, 4))
            line.addWidget(Label(words, font(14), wrap=True), 1)
            layout.addLayout(line)
        layout.addSpacing(14)

    def _goes(self, waiting: Waiting) -> list[str]:
        records = self.tr("1 record") if waiting.records == 1 else self.tr("{count} records")
        patients = self.tr("of 1 patient") if waiting.patients == 1 else self.tr("of {count} patients")
        lines = [f"{records.format(count=waiting.records)} {patients.format(count=waiting.patients)}"]
        catalogue, language = self._workspace.catalogue, self._workspace.language
        for form, count in waiting.by_form.items():
            lines.append(f"{catalogue.form(form).title.in_language(language)}: {count}")
        lines.append(
            self.tr("{count} lines in all, with treatment and consent").format(count=waiting.revisions)
        )
        unsaved = self.tr("Bundle {number}, made before and not saved yet")
        return lines + [unsaved.format(number=seq) for seq in waiting.unsaved]

    def _stays(self, waiting: Waiting) -> list[str]:
        held = waiting.held_back
        lines = [self.tr("Names and birth dates"), self.tr("Calendar dates: only days after the infusion go")]
        if held.drafts:
            one = self.tr("1 draft stays here") if held.drafts == 1 else self.tr("{count} drafts stay here")
            lines.append(one.format(count=held.drafts))
        if held.unsigned:
            one = self.tr("1 record is not signed")
            many = self.tr("{count} records are not signed")
            lines.append((one if held.unsigned == 1 else many).format(count=held.unsigned))
        if held.without_consent:
            one = self.tr("1 patient without consent")
            many = self.tr("{count} patients without consent")
            lines.append((one if held.without_consent == 1 else many).format(count=held.without_consent))
        if held.withdrawn:
            one = self.tr("1 patient who withdrew")
            many = self.tr("{count} patients who withdrew")
            lines.append((one if held.withdrawn == 1 else many).format(count=held.withdrawn))
        return lines

    def _show_target(self) -> None:
        name = str(self.folder) if self.folder else self.tr("No stick found. Choose a folder.")
        self.target.setText(_breakable(name) if self.folder else name)
        self.target.setAccessibleName(name)
        words = self.tr("Send all the same") if self.doubts else self.tr("Write bundle")
        self.write.setText(words if self.folder else self.tr("Choose folder"))
        self.write.updateGeometry()
        self.change.setVisible(self.folder is not None)

    def _toggle_lines(self) -> None:
        """What leaves, line for line; the sheet takes the room for it."""
        is_open = self._body.currentWidget() is self.lines
        self._body.setCurrentIndex(0 if is_open else 1)
        self.reason_row.setVisible(not is_open and bool(self.doubts))
        self.wide = WIDTH if is_open else _WITH_LINES
        self.open_over(self.geometry())
        (self.write if is_open else self.lines.table).setFocus(Qt.FocusReason.OtherFocusReason)
        self.show_lines.setText(self.tr("Show the lines") if is_open else self.tr("Hide the lines"))
        self.show_lines.updateGeometry()

    def _on_lines(self, lines: object) -> None:
        if not isinstance(lines, tuple):
            return
        self.lines.show_lines(lines)
        self.doubts = sum(line.doubts for line in lines)
        if self.doubts:
            one, many = (
                self.tr("1 text may say who the patient is."),
                self.tr("{count} texts may say who the patient is."),
            )
            self._looked.label.setText((one if self.doubts == 1 else many).format(count=self.doubts))
            self._looked.setVisible(self._saved is None)
            self._show_target()

    # what it does

    def _choose_folder(self) -> None:
        chosen = self._choose.folder(self)
        if chosen is not None:
            self.folder = chosen
            self.show_trouble("")  # it was said of the folder before
            self._show_target()
            self.write.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_enter(self) -> None:
        if self._saved is not None:
            self.closed.emit()
        elif self.folder is None:
            self._choose_folder()
        elif self.doubts and not self.reason.text().strip():
            self._look_first()
        elif self.write.isEnabled():
            self.show_trouble("")
            self.setFocus(
                Qt.FocusReason.OtherFocusReason
            )  # a disabled button would give it to the page below
            self.write.setEnabled(False)
            self.cancel.setVisible(False)
            self.write.setText(self.tr("Writing and reading back"))
            self.write.updateGeometry()
            self.write_asked.emit(self.folder, self.reason.text().strip())

    def _look_first(self) -> None:
        """The texts are shown, and somebody says why they leave."""
        if self._body.currentWidget() is not self.lines:
            self._toggle_lines()
        QTimer.singleShot(0, self.lines.show_chosen)  # when the table has the room that is left to it
        self.reason_row.say(self.tr("Look at the marked texts. To send them, say why."))
        self.reason.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_trouble(self, words: str) -> None:
        """Nothing has been sent; the sheet stays as it was."""
        self._trouble.say(words)
        if words:
            self.write.setEnabled(True)
            self.cancel.setVisible(True)
            self._show_target()
            self.write.setFocus(Qt.FocusReason.OtherFocusReason)

    def trouble(self) -> str:
        return self._trouble.words

    def saved_words(self) -> str:
        return self.tr("Verified by reading back. You may remove the stick.") if self._saved else ""

    def show_saved(self, exported: Exported) -> None:
        self._saved = exported
        inner = QWidget()
        layout = column(None, parent=inner)
        words = Label(self.saved_words(), font(16, 600), wrap=True)
        line = row(Icon("check-circle", 28, "accent"), gap=12)
        line.addWidget(words, 1)
        layout.addLayout(line)
        layout.addSpacing(14)
        layout.addWidget(Label(exported.path.name, font(13, mono=True), "ink2"))
        layout.addSpacing(10)
        number = Fingerprint()
        number.show_groups(groups_of(exported.set_digest))
        layout.addWidget(number)
        layout.addStretch(2)
        self._body.addWidget(inner)
        self._body.setCurrentWidget(inner)
        self.show_lines.setVisible(False)
        self.reason_row.setVisible(False)
        self.where.setVisible(False)
        if self.wide != WIDTH:
            self.wide = WIDTH
            self.open_over(self.geometry())
        self.cancel.setVisible(False)
        self.write.setEnabled(True)
        self.write.setText(self.tr("Close"))
        self.write.updateGeometry()
        self.write.setFocus(Qt.FocusReason.OtherFocusReason)


def _breakable(path: str) -> str:
    """A line may end after whatever is no letter: a long path has no spaces."""
    return re.sub(r"(\W|_)", "\\1\u200b", path)
