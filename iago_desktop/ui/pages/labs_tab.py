"""The tab of laboratory values: what was measured, day by day, and today's to be typed below one another.

From the first value on it is a draft of the form for laboratory values.  Ctrl+Enter signs it; where something
has to be confirmed first, the form of the draft opens and asks.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from iago_desktop.errors import IagoError
from iago_desktop.quantities import unit_shown
from iago_desktop.sentences import sentence
from iago_desktop.services import flowsheet, records
from iago_desktop.services.records import OpenDraft
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.form.inputs import InputFrame
from iago_desktop.ui.form.overlays import Overlays
from iago_desktop.ui.form.signing_gate import SigningGate
from iago_desktop.ui.models.flowsheet import DAY, NAME, ROW, TODAY, TREND, FlowHead, FlowLines, FlowModel
from iago_desktop.ui.page import Action
from iago_desktop.ui.scroll import quiet
from iago_desktop.ui.tokens import font
from iago_desktop.ui.widgets import Label, column, row

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_PAGES = {Qt.Key.Key_PageUp: 1, Qt.Key.Key_PageDown: -1}


class FlowTable(QTableView):
    """One line edit that goes from row to row; without a today there is none, and the table takes the keys.

    `typed` brings the field and what was typed, `stood` the field at which the line edit stands now.
    """

    typed = Signal(str, str)
    stood = Signal(str)

    def __init__(self, language: str) -> None:
        super().__init__()
        self.labs = FlowModel(language)
        self.line = 0
        self.setModel(self.labs)
        self.setItemDelegate(FlowLines(self.labs))
        self.setHorizontalHeader(FlowHead(self.labs))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.setShowGrid(False)
        quiet(self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setAccessibleName(self.tr("Laboratory values"))
        self.input = InputFrame()
        self.input.setParent(self.viewport())
        self.input.edit.focus_changed.connect(self._on_focus)
        self.input.edit.installEventFilter(self)
        self.verticalScrollBar().valueChanged.connect(self._lay_out)

    # what it shows

    def show_sheet(self, sheet: flowsheet.Flowsheet, typed: dict[str, str], states: dict[str, str]) -> None:
        pending = self.pending()
        self.labs.show(sheet, typed, states)
        self._fit()
        self._show_line(pending)

    def _show_line(self, pending: str | None = None) -> None:
        if not self.labs.sheet.rows:
            return
        row_ = self.labs.row_at(self.line)
        self.input.setVisible(self.labs.sheet.today is not None)
        self.input.set_unit(unit_shown(row_.unit))
        self.input.set_text(self.labs.typed.get(row_.field, "") if pending is None else pending)
        self.input.setAccessibleName(f"{row_.name}, {unit_shown(row_.unit)}")
        self.input.set_state(self.labs.states.get(row_.field, "normal"))
        self._lay_out()

    def _lay_out(self) -> None:
        place = self.visualRect(self.labs.index(self.line, self.labs.today))
        self.input.setGeometry(place.adjusted(12, (ROW - 36) // 2, -12, 0))
        self.input.setFixedHeight(36)
        self.input.raise_()

    def _fit(self) -> None:
        """As many days as there is room for: nothing scrolls sideways."""
        width = self.viewport().width()
        self.labs.fit((width - NAME - TREND - TODAY) // DAY)
        for place in range(self.labs.columnCount()):
            sizes = {0: NAME, self.labs.fits + 1: TREND, self.labs.today: TODAY}
            self.setColumnWidth(place, sizes.get(place, DAY))
        rest = width - NAME - TREND - TODAY - DAY * self.labs.fits
        self.setColumnWidth(0, NAME + max(0, rest))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        QTimer.singleShot(0, self, self._lay_out)

    # where it stands

    def take_focus(self) -> None:
        if self.labs.sheet.today is None:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.stand_at(self.line)

    def stand_at(self, line: int) -> None:
        """Put the line edit into a row; what stood in the one before is taken."""
        self.take_pending()
        self.line = max(0, min(line, len(self.labs.sheet.rows) - 1))
        self.scrollTo(self.labs.index(self.line, self.labs.today))
        self._show_line()
        self.input.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.input.edit.selectAll()
        self.stood.emit(self.field())

    def field(self) -> str:
        return self.labs.row_at(self.line).field if self.labs.sheet.rows else ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        shifted = modifiers == Qt.KeyboardModifier.ShiftModifier
        if key in _ENTER and (not modifiers or shifted):
            self.stand_at(self.line + (-1 if shifted else 1))
        elif modifiers:
            return False
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.stand_at(self.line + (-1 if key == Qt.Key.Key_Up else 1))
        elif key in _PAGES:
            self.page(_PAGES[key])
        else:
            return False
        return True

    def page(self, by: int) -> None:
        """To the days before those shown (1), or after (-1)."""
        self.labs.page(by * self.labs.fits)
        self._fit()
        self._lay_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        elif event.key() in _PAGES:
            self.page(_PAGES[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        line = self.rowAt(int(event.position().y()))
        if line >= 0 and self.labs.sheet.today is not None:
            self.stand_at(line)

    # what is typed

    def _on_focus(self, has: bool) -> None:
        if not has:
            self.take_pending()

    def pending(self) -> str | None:
        """What is typed and not yet taken."""
        text = self.input.text().strip()
        return text if self.labs.sheet.rows and text != self.labs.typed.get(self.field(), "") else None

    def take_pending(self) -> None:
        text = self.pending()
        if text is not None:
            self.labs.typed = {**self.labs.typed, self.field(): text}
            self.typed.emit(self.field(), text)


class LabsTab(QWidget):
    """`form_asked` brings a draft that has to be opened, `trouble` and `notice` words for the window."""

    form_asked = Signal(str)
    trouble = Signal(str)
    notice = Signal(str)

    def __init__(self, workspace: Workspace, patient_id: str, treatment_id: str) -> None:
        super().__init__()
        self._workspace, self._treatment_id = workspace, treatment_id
        self._open: OpenDraft | None = None
        self.table = FlowTable(workspace.language)
        self.table.typed.connect(self._enter)
        self.table.stood.connect(lambda _field: self._say())
        self.message = Label("", font(13, 500), "amber", wrap=True)
        self.saved = Label("", font(12), "ink3")
        self._gate = SigningGate(workspace, patient_id, Overlays(self, self.take_focus))
        foot = row(gap=12, margins=(18, 8, 18, 6))
        foot.addWidget(self.message, 1)
        foot.addWidget(self.saved)
        column(self.table, foot, parent=self)

    def refresh(self) -> None:
        """What is recorded now, and today's draft where there is one."""
        sheet = flowsheet.flowsheet(self._workspace, self._treatment_id)
        if sheet.draft is None:
            self._open = None
        elif self._open is None or self._open.id != sheet.draft:
            self._open = records.open_draft(self._workspace, sheet.draft)
        self._show(sheet)

    def _show(self, sheet: flowsheet.Flowsheet) -> None:
        typed: dict[str, str] = {}
        states: dict[str, str] = {}
        if self._open is not None:
            draft = self._open.draft
            typed = {each.field: words for each in sheet.rows if (words := draft.display(each.field))}
            states = {each.field: "error" if each.hard else "warning" for each in draft.problems()}
        self.table.show_sheet(sheet, typed, states)
        if sheet.today is None and sheet.infusion is not None:
            self.saved.setText(self.tr("Today's values wait until somebody has typed today's date."))
        elif sheet.today is None:
            self.saved.setText(self.tr("Without an infusion date there is no day for today's values."))
        elif self._open is not None:
            self.saved.setText(self.tr("Today's values are a draft. Ctrl+Enter signs them."))
        else:
            self.saved.setText("")
        self._say()

    def _say(self) -> None:
        """What is wrong with the value at which the line edit stands."""
        found = self._open.draft.problems() if self._open is not None else ()
        here = [each for each in found if each.field == self.table.field()]
        self.message.setText(here[0].sentence(self._workspace.language) if here else "")
        self.message.set_ink("red" if here and here[0].hard else "amber")

    def _enter(self, field: str, text: str) -> None:
        """On the disk at once; the first value begins the draft."""
        try:
            if self._open is None:
                self._open = flowsheet.begin(self._workspace, self._treatment_id)
            if text:
                self._open.draft.enter(field, text)
            else:
                self._open.draft.clear(field)
            records.autosave(self._workspace, self._open.id, self._open.draft, {})
        except IagoError as error:
            self.trouble.emit(sentence(error, self._workspace.language))
            return
        self._show(self.table.labs.sheet)

    def sign(self) -> None:
        """Sign today's values, or open the form that asks what is to be confirmed."""
        self.table.take_pending()
        if self._open is None:
            return
        draft = self._open.draft
        if draft.open_items() or any(each.hard for each in draft.problems()):
            self.form_asked.emit(self._open.id)
            return
        self._gate.ask(self.table.input, self._sign)

    def _sign(self) -> None:
        if self._open is None:
            return
        try:
            record = records.finish(self._workspace, self._open.id, self._open.draft)
            records.sign(self._workspace, record)
        except IagoError as error:
            self.trouble.emit(sentence(error, self._workspace.language))
            return
        self.notice.emit(self.tr("Signed. It goes with the next bundle."))

    def actions_here(self) -> Sequence[Action]:
        return (Action(self.tr("Sign today's values"), "Ctrl+Return", self.sign, "signature"),)

    def take_focus(self) -> None:
        self.table.take_focus()
