"""An entry of the wrong patient goes to the right one: find, look at what changes, give the reason."""

from datetime import date

from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListView, QWidget

from iago_desktop.errors import IagoError
from iago_desktop.sentences import sentence
from iago_desktop.services import moving
from iago_desktop.services.moving import MovePreview
from iago_desktop.services.patients import PatientRow
from iago_desktop.services.same_person import Known, find
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.form.inputs import InputFrame
from iago_desktop.ui.form.popup import ROW as LINE
from iago_desktop.ui.form.popup import Line, Row, Rows
from iago_desktop.ui.models.rows import Table
from iago_desktop.ui.models.shifted import ROW, WIDTHS, ShiftLines, ShiftModel
from iago_desktop.ui.models.shifted import Line as Moved
from iago_desktop.ui.names import are_hidden, born, full_name
from iago_desktop.ui.pages.correct_sheet import ReasonSheet, shown_date
from iago_desktop.ui.pages.entry_row import EntryRow
from iago_desktop.ui.scroll import quiet
from iago_desktop.ui.tokens import font
from iago_desktop.ui.widgets import Banner, Label, column

_MOST = 5
_MOST_LINES = 3
_HEAD = 34
_MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class PatientSearch(QWidget):
    """A line to type in and who is found; arrows choose, Enter takes."""

    chosen = Signal(object)
    changed = Signal()

    def __init__(self, workspace: Workspace, besides: str) -> None:
        super().__init__()
        self._workspace, self._besides = workspace, besides
        self.frame = InputFrame(
            QCoreApplication.translate("PatientSearch", "Name, birth date or number"), "magnifying-glass"
        )
        self.frame.edit.installEventFilter(self)
        self.frame.edit.textEdited.connect(self._on_edited)
        self._model = Rows()
        self._list = QListView()
        quiet(self._list)
        self._list.setModel(self._model)
        self._list.setItemDelegate(Line(self._list))
        self._list.setUniformItemSizes(True)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.clicked.connect(self._take)
        self._list.hide()
        self.setFocusProxy(self.frame)
        column(self.frame, 4, self._list, parent=self)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.frame.setAccessibleName(name)
        self._list.setAccessibleName(name)

    def set_state(self, state: str) -> None:
        self.frame.set_state(state)

    def found(self) -> tuple[Row, ...]:
        return tuple(self._model.rows) if self._list.isVisibleTo(self) else ()

    def show_chosen(self, known: Known) -> None:
        self.frame.set_text(full_name(known))
        self._list.hide()

    def take_current(self) -> bool:
        """False if nobody is found."""
        if not self.found():
            return False
        self._take(self._list.currentIndex())
        return True

    def _on_edited(self, text: str) -> None:
        self.changed.emit()
        known = find(self._workspace, text, _MOST, self._besides)
        self._model.show([Row(each, full_name(each), _about(each)) for each in known])
        self._list.setFixedHeight(LINE * len(known) + 2)
        self._list.setVisible(bool(known))
        self._list.setCurrentIndex(self._model.index(0, 0))

    def _take(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self._model.rows[index.row()].value)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = _MOVES.get(Qt.Key(event.key()), 0)
            if step and self.found():
                line = min(max(self._list.currentIndex().row() + step, 0), self._model.rowCount() - 1)
                self._list.setCurrentIndex(self._model.index(line, 0))
                return True
        return super().eventFilter(watched, event)


class MoveSheet(ReasonSheet):
    """`moved` carries the entry at the other patient, which nobody has signed yet."""

    moved = Signal(str)
    wide = 640

    def __init__(self, workspace: Workspace, record_id: str, here: PatientRow, parent: QWidget) -> None:
        super().__init__(
            QCoreApplication.translate("MoveSheet", "Move to another patient"),
            QCoreApplication.translate(
                "MoveSheet", "Here the entry is taken back; there it begins anew and waits for a signature."
            ),
            parent,
        )
        self._workspace, self._record, self._here = workspace, record_id, here
        self.patient: Known | None = None
        self.preview: MovePreview | None = None
        self.save.setText(self.tr("Move entry"))
        self.search = PatientSearch(workspace, here.id)
        self.search.chosen.connect(self._choose)
        self.search.changed.connect(self._forget)
        self.wrong = Label("", font(14), "ink2", wrap=True)
        self.right = Label("", font(14, 600), wrap=True)
        self.about = Banner("", "amber", "info")
        self.model = ShiftModel(workspace.language)
        self.table = Table(self.model, ShiftLines(), WIDTHS, 0, ROW)
        self.table.setAccessibleName(self.tr("What changes"))
        self.table.opened.connect(lambda _row: self.go_on("patient"))
        shown = QWidget()
        column(self.wrong, 2, self.right, 8, self.about, 8, self.table, 8, margins=(0, 6, 0, 6), parent=shown)
        self._lay_out({"patient": EntryRow(self.tr("Right patient"), self.search)}, shown)
        self._show()

    def _forget(self) -> None:
        self.rows["patient"].say("")
        if self.patient is not None:
            self.patient = self.preview = None
            self._show()

    def _choose(self, known: Known) -> None:
        try:
            self.preview = moving.preview_move(self._workspace, self._record, known.id)
        except IagoError as error:
            self.stop_at("patient", sentence(error, self._workspace.language))
            return
        self.patient = known
        self.search.show_chosen(known)
        self._show()
        self.reason.setFocus(Qt.FocusReason.TabFocusReason)

    def _show(self) -> None:
        preview = self.preview
        self.save.setEnabled(preview is not None)
        self._compare()
        self.about.label.setText(self._warning())
        self.about.setVisible(bool(self._warning()))
        lines: list[Moved] = []
        if preview is not None:
            lines = [*([preview.grade] if preview.grade else []), *preview.dates]
        self.model.show_rows(lines)
        self.table.setVisible(bool(lines))
        self.table.setFixedHeight(_HEAD + ROW * min(len(lines), _MOST_LINES) + 2)
        self.table.choose(0)

    def _compare(self) -> None:
        """Both of them: two may have one name, and differ in what stands behind it."""
        preview, patient = self.preview, self.patient
        for label in (self.wrong, self.right):
            label.setVisible(preview is not None)
        if preview is None or patient is None:
            return
        wrong, right = self._who(self._here, preview.infused_here), self._who(patient, preview.infused_on)
        self.wrong.setText(self.tr("Wrong: {patient}").format(patient=wrong))
        self.right.setText(self.tr("Right: {patient}").format(patient=right))

    def _who(self, patient: Known | PatientRow, infused: date | None) -> str:
        day = self.tr("infusion date not known")
        if infused is not None:
            day = self.tr("infusion {date}").format(date=shown_date(infused))
        return " · ".join(filter(None, (full_name(patient), born(patient), day)))

    def _warning(self) -> str:
        preview = self.preview
        if preview is None:
            return ""
        parts = []
        if preview.not_dated:
            parts.append(self.tr("One infusion date is not known: days stay as they are."))
        if preview.has_left:
            parts.append(self.tr("The registry has this entry; it hears of the move with the next bundle."))
        if preview.judgements:
            parts.append(self.tr("Later judgements move along."))
        return " ".join(parts)

    def go_on(self, name: str) -> None:
        if name == "patient" and self.patient is None:
            if not self.search.take_current():
                self.stop_at("patient", self.tr("Nobody is found by that. Type a part of the name."))
            return
        super().go_on(name)

    def save_all(self) -> None:
        if self.patient is None:
            self.go_on("patient")
            return
        reason = self.reason_given()
        if not reason:
            return
        try:
            record = moving.move_record(self._workspace, self._record, self.patient.id, reason)
        except IagoError as error:
            self.stop_at("patient", sentence(error, self._workspace.language))
            return
        self.moved.emit(record)


def _about(known: Known) -> str:
    return " · ".join(filter(None, (born(known), "" if are_hidden() else known.pid)))
