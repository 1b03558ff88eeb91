"""What waits for the registry, what was sent, what came back."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from iago_desktop.bundle import MAX_FILE
from iago_desktop.errors import IagoError
from iago_desktop.services import copies, enrolment, exchange, incoming, packs, today
from iago_desktop.services.carrier import carrier_error
from iago_desktop.services.exchange import Exported, Imported, Waiting
from iago_desktop.services.packs import PackPreview
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.choosers import Choosers
from iago_desktop.ui.models.ledger import NARROW, ROW, WIDE, LedgerLines, LedgerModel, lines_of
from iago_desktop.ui.models.rows import Table
from iago_desktop.ui.page import Action, Footer, Page, Place, TabBar
from iago_desktop.ui.pages.big_count import BigCount
from iago_desktop.ui.pages.bundle_card import BundleCard
from iago_desktop.ui.pages.enrolment_tab import EnrolmentTab
from iago_desktop.ui.pages.exchange_sheet import ExchangeSheet
from iago_desktop.ui.pages.export_sheet import ExportSheet
from iago_desktop.ui.pages.import_sheet import ImportSheet
from iago_desktop.ui.pages.incoming_tab import IncomingTab
from iago_desktop.ui.pages.pack_sheet import PackSheet
from iago_desktop.ui.pages.questions_tab import QuestionsTab
from iago_desktop.ui.pages.what_waits import show_what_waits
from iago_desktop.ui.printing.bundle_slip import bundle_slip
from iago_desktop.ui.printing.printer import Printout
from iago_desktop.ui.tasks import Task
from iago_desktop.ui.texts import said
from iago_desktop.ui.tokens import font
from iago_desktop.ui.widgets import Button, Card, Icon, KeyHints, Label, column, row

_NARROW_BELOW = 1100
OUTGOING, INCOMING, QUESTIONS, ENROLMENT = range(4)


class RegistryPage(Page):
    def __init__(self, workspace: Workspace, choose: Choosers) -> None:
        super().__init__()
        self._workspace, self._choose = workspace, choose
        self._tasks: set[Task] = set()
        self._reading: Task | None = None
        self._in_background = today.takes_a_while(workspace)
        self._folder: Path | None = None
        self.sheet: ExportSheet | None = None
        self.pack_sheet: PackSheet | None = None
        self.import_sheet: ImportSheet | None = None
        self.crumbs = (self.tr("Registry"),)
        self.setAcceptDrops(True)
        self.count = BigCount()
        ctrl = self.tr("Ctrl")
        self.import_button = Button(self.tr("Import file"), icon="download-simple", keys=(ctrl, "I"))
        self.import_button.clicked.connect(self.import_file)
        self.export_button = Button("", "primary", icon="upload-simple", keys=(ctrl, "E"))
        self.export_button.clicked.connect(self.export)
        self.tabs = TabBar(
            (self.tr("Outgoing"), self.tr("Incoming"), self.tr("Questions"), self.tr("Enrolment"))
        )
        self.table = Table(LedgerModel(), LedgerLines(), WIDE, 5, ROW)
        self.table.setAccessibleName(self.tr("Outgoing"))
        self.card = BundleCard()
        self.card.save_again.connect(self.save_again)
        self.card.check_asked.connect(self.check_copy)
        self.card.slip_asked.connect(self.print_slip)
        self.table.moved.connect(self.card.show_line)
        self.incoming = IncomingTab(workspace)
        self.questions = QuestionsTab(workspace)
        self.questions.opened.connect(lambda question: self.go.emit(Place("question", question)))
        self.enrolment = EnrolmentTab(workspace, choose)
        self.enrolment.import_asked.connect(self.import_file)
        self.enrolment.notice.connect(self.notice)
        self.enrolment.trouble.connect(self.trouble)
        self._body = QStackedWidget()
        self._body.addWidget(self._outgoing())
        self._body.addWidget(self.incoming)
        self._body.addWidget(self.questions)
        self._body.addWidget(self.enrolment)
        self.tabs.changed.connect(self._body.setCurrentIndex)
        self._lay_out()

    def _lay_out(self) -> None:
        top = Card()
        line = row(gap=10, margins=(20, 12, 18, 12), parent=top)
        line.addWidget(self.count, 1)
        line.addWidget(self.import_button)
        line.addWidget(self.export_button)
        layout = column(
            row(top, margins=(24, 16, 24, 8)), row(self.tabs, margins=(24, 0, 24, 0)), parent=self
        )
        layout.addWidget(self._body, 1)
        hints = (
            (("↑", "↓"), self.tr("select")),
            ((self.tr("Ctrl"), "I"), self.tr("import")),
            ((self.tr("Ctrl"), "E"), self.tr("export")),
        )
        safe = Label(self.tr("Names and birth dates stay on this computer."), font(12, 500), "ink3")
        footer = Footer(KeyHints(hints), None, safe)
        footer.setFixedHeight(46)
        layout.addWidget(footer)

    def _outgoing(self) -> QWidget:
        self._ledger = QStackedWidget()
        empty = QWidget()
        self.nothing = Label("", font(14, 500), "ink2")
        column(None, row(None, Icon("tray", 22, "ink3"), self.nothing, None, gap=10), None, parent=empty)
        self._ledger.addWidget(self.table)
        self._ledger.addWidget(empty)
        card = Card()
        column(self._ledger, margins=(1, 4, 1, 6), parent=card)
        inner = QWidget()
        layout = row(gap=16, margins=(24, 14, 24, 16), parent=inner)
        layout.addWidget(card, 1)
        layout.addWidget(self.card)
        return inner

    def actions_here(self) -> Sequence[Action]:
        return (Action(self.tr("Print the slip of the bundle"), "Ctrl+P", self.print_slip, "printer"),)

    def print_slip(self) -> None:
        """Of the bundle that is chosen; the next one does not exist yet."""
        line, workspace = self.card.line, self._workspace
        if line is not None and line.state != "next":
            self.printing.emit(
                Printout(
                    f"IAGO_slip_{line.seq:06d}.pdf",
                    lambda: enrolment.state(workspace).site or "",
                    lambda site: bundle_slip(workspace, site, line),
                )
            )

    def refresh(self) -> None:
        """At once in most practices; where there are many patients, as soon as it is counted."""
        if not self._in_background:
            self._show_waiting(exchange.waiting(self._workspace))
            return
        work = self._reading = Task(lambda: exchange.waiting(self._workspace), self)
        work.finished.connect(lambda found: self._show_waiting(found) if work is self._reading else None)
        work.start()

    def _show_waiting(self, waiting: Waiting) -> None:
        lines = lines_of(exchange.ledger(self._workspace), waiting.revisions and waiting.records)
        show_what_waits(self.count, waiting, self._workspace)
        self.export_button.setVisible(not waiting.elsewhere)
        self.nothing.setText(
            self.tr("Bundles leave from computer {letter}.").format(letter=waiting.elsewhere)
            if waiting.elsewhere
            else self.tr("Nothing has been exported yet.")
        )
        made = [line.seq for line in lines if line.state != "next"]
        number = max(made, default=0) + 1
        self.export_button.setText(self.tr("Export bundle {number}").format(number=number))
        self.export_button.updateGeometry()
        self.tabs.set_count(OUTGOING, len(made) or None)
        self.tabs.set_count(INCOMING, self.incoming.refresh() or None)
        self.tabs.set_count(QUESTIONS, self.questions.refresh() or None)
        self.table.show_rows(lines)
        self._ledger.setCurrentIndex(0 if lines else 1)
        self.card.show_line(self.table.current())
        self.enrolment.refresh()

    def stopped_at(self) -> dict[str, Any]:
        return {"tab": self.tabs.current()}

    def restore(self, stopped: dict[str, Any]) -> None:
        self.tabs.choose(stopped.get("tab", OUTGOING))

    def take_focus(self) -> None:
        if self.tabs.current() in {INCOMING, QUESTIONS}:
            (self.incoming if self.tabs.current() == INCOMING else self.questions).take_focus()
            return
        (self.table if self.table.current() else self.import_button).setFocus(Qt.FocusReason.OtherFocusReason)

    # exporting

    def export(self) -> None:
        """Open the sheet, if there is something that may leave."""
        if self.sheet is not None or self.pack_sheet is not None:
            return
        self.trouble.emit("")
        try:
            exchange.refuse_export(self._workspace)
        except IagoError as error:
            if error.code == "not_enrolled":
                self.tabs.choose(ENROLMENT)
            self._refuse(error)
            return
        self.sheet = ExportSheet(self._workspace, self._choose, self._folder, self)
        self.sheet.write_asked.connect(self._write)
        self.sheet.closed.connect(self._close_sheet)
        self.sheet.open_over(self.rect())

    def _write(self, folder: Path, reason: str) -> None:
        self._start(Task(lambda: exchange.export(self._workspace, folder, reason), self), self._on_exported)
        self._folder = folder

    def _on_exported(self, result: object) -> None:
        self.refresh()
        if isinstance(result, Exported):
            self.tabs.choose(OUTGOING)
            self.table.choose([line.seq for line in self.table.lines()].index(result.seq))
            if self.sheet is not None:
                self.sheet.show_saved(result)
            else:
                self.notice.emit(self.tr("Verified by reading back. You may remove the stick."))

    def _close_sheet(self) -> None:
        if self.sheet is not None:
            self.sheet.hide()
            self.sheet.deleteLater()
            self.sheet = None
            self.take_focus()

    def save_again(self, seq: int) -> None:
        folder = self._choose.folder(self)
        if folder is not None:
            self._start(
                Task(lambda: exchange.save_again(self._workspace, seq, folder), self), self._on_exported
            )

    def check_copy(self, seq: int) -> None:
        """Read a copy again: from the stick on which it lies, or from a folder that is asked for."""
        self.trouble.emit("")
        found = next(
            (each for each in self._choose.sticks() if copies.lies_on(self._workspace, seq, each)), None
        )
        folder = found or self._choose.folder(self)
        if folder is not None:
            self._start(Task(lambda: copies.check(self._workspace, seq, folder), self), self._on_checked)

    def _on_checked(self, name: object) -> None:
        words = self.tr("{file} was read again and is complete and unchanged.")
        self.notice.emit(words.format(file=name))

    # importing

    def import_file(self) -> None:
        """From the stick, if there is one: what waits there for this practice; else any file."""
        if self.pack_sheet is not None or self.import_sheet is not None:
            return
        sticks = self._choose.sticks()
        if not sticks or enrolment.state(self._workspace).site is None:
            self.choose_file()
            return
        self._close_sheet()
        sheet = self.import_sheet = ImportSheet(sticks[0], self)
        sheet.chosen.connect(self.import_path)
        sheet.other_asked.connect(self.choose_file)
        sheet.closed.connect(self.step_up)
        sheet.open_over(self.rect())
        task = Task(lambda: incoming.waiting_on(self._workspace, sticks), self)
        self._start(task, lambda found: sheet.show_found(found) if sheet is self.import_sheet else None)

    def choose_file(self) -> None:
        path = self._choose.file(self)
        if path is not None:
            self.import_path(path)

    def import_path(self, path: Path) -> None:
        """A receipt, a certificate, a card, a pack: what it is, the file itself says."""
        self.trouble.emit("")
        try:
            with path.open("rb") as file:
                data = file.read(MAX_FILE + 1)
        except OSError as error:
            self._refuse(carrier_error(error))
            return
        task = Task(lambda: exchange.import_file(self._workspace, data), self)
        self._start(task, lambda result: self._on_imported(result, data))

    def _on_imported(self, result: object, data: bytes) -> None:
        if not isinstance(result, Imported):
            return
        self._close_import()
        self.refresh()
        if result.exchange is not None:
            ExchangeSheet.over(self, result.exchange)
            return
        if result.code == "card_needs_group":
            self.tabs.choose(ENROLMENT)
            self.enrolment.compare(data)
            return
        if result.code == "pack_to_look_at" and result.pack is not None:
            self._look_at(result.pack, data)
            return
        done = IagoError(result.code, seq=result.seq, count=result.count, left_out=result.left_out)
        self.notice.emit(said(done, self._workspace.language))
        if result.kind == "receipt":
            self.tabs.choose(OUTGOING)
            lines = [line.seq for line in self.table.lines()]
            if result.seq in lines:
                self.table.choose(lines.index(result.seq))
        elif result.kind == "resync":
            self.tabs.choose(INCOMING if result.count else OUTGOING)
        elif result.kind == "question":
            self.tabs.choose(QUESTIONS)
            self.take_focus()
        elif result.kind != "pack":
            self.tabs.choose(ENROLMENT)

    # a pack

    def _look_at(self, preview: PackPreview, data: bytes) -> None:
        """Nothing is installed before somebody has seen what it is."""
        self._close_sheet()
        self._close_pack()
        self.pack_sheet = PackSheet(preview, self._workspace.language, self)
        self.pack_sheet.install_asked.connect(lambda: self._install(data))
        self.pack_sheet.closed.connect(self._close_pack)
        self.pack_sheet.open_over(self.rect())

    def _install(self, data: bytes) -> None:
        self._start(Task(lambda: packs.install(self._workspace, data), self), self._on_installed)

    def _on_installed(self, result: object) -> None:
        self._close_pack()
        if isinstance(result, PackPreview):
            words = self.tr("{pack} is installed. Its forms are in the menu.")
            self.notice.emit(words.format(pack=result.title.in_language(self._workspace.language)))

    def _close_pack(self) -> None:
        if self.pack_sheet is not None:
            self.pack_sheet.hide()
            self.pack_sheet.deleteLater()
            self.pack_sheet = None
            self.take_focus()

    def _start(self, task: Task, done: object) -> None:
        self._tasks.add(task)
        task.finished.connect(done)
        task.failed.connect(self._refuse)
        task.finished.connect(lambda _result: self._tasks.discard(task))
        task.failed.connect(lambda _error: self._tasks.discard(task))
        task.start()

    def _refuse(self, error: object) -> None:
        words = said(error, self._workspace.language)
        sheet = self.pack_sheet or self.import_sheet or self.sheet
        if sheet is not None:
            sheet.show_trouble(words)
        else:
            self.trouble.emit(words)

    def step_up(self) -> bool:
        if self.pack_sheet is not None:
            self._close_pack()
        elif self.import_sheet is not None:
            self._close_import()
        elif self.sheet is not None:
            self._close_sheet()
        else:
            return False
        return True

    def _close_import(self) -> None:
        if self.import_sheet is not None:
            self.import_sheet.hide()
            self.import_sheet.deleteLater()
            self.import_sheet = None
            self.take_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}.get(Qt.Key(event.key()), 0)
        if step and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.tabs.choose(self.tabs.current() + step, focus=True)
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if len(event.mimeData().urls()) == 1 and event.mimeData().urls()[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.import_path(Path(event.mimeData().urls()[0].toLocalFile()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < _NARROW_BELOW
        self.table.set_widths(NARROW if narrow else WIDE, 5)
        self.card.setFixedWidth(320 if narrow else 344)
        for sheet in (self.sheet, self.pack_sheet, self.import_sheet):
            if sheet is not None:
                sheet.open_over(self.rect())
