"""One patient: who, what was recorded, what can be recorded."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QStackedWidget, QWidget

from iago_desktop.errors import IagoError
from iago_desktop.sentences import sentence
from iago_desktop.services import patients, records
from iago_desktop.services.course_view import course_view
from iago_desktop.services.patients import Entry
from iago_desktop.services.summary import summary
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.charts.course_tab import CourseTab
from iago_desktop.ui.icons import draw_icon
from iago_desktop.ui.models.entries import NARROW, ROW, WIDE, EntryLines, EntryModel
from iago_desktop.ui.models.rows import Table
from iago_desktop.ui.names import full_name
from iago_desktop.ui.page import Action, Footer, Page, Place, TabBar
from iago_desktop.ui.pages.consent_sheet import ConsentSheet
from iago_desktop.ui.pages.form_menu import menu
from iago_desktop.ui.pages.form_sheet import FormSheet
from iago_desktop.ui.pages.master_data import MasterDataTab
from iago_desktop.ui.pages.patient_head import PatientHead
from iago_desktop.ui.paint import draw_box, draw_keys, draw_text, key_width
from iago_desktop.ui.printing.patient_summary import patient_summary
from iago_desktop.ui.printing.printer import Printout
from iago_desktop.ui.sheet import Sheet
from iago_desktop.ui.tokens import T, font
from iago_desktop.ui.widgets import Card, Icon, KeyHints, Label, column, row

_NARROW_BELOW = 1100
_SIDE = 268
VISIT, INFECTION = "follow_up", "infection"
COURSE, ENTRIES, MASTER_DATA = range(3)
_MORE = frozenset({"visit", "drugs", "milestones"})
_TOXICITIES = frozenset({"canonical", "blood", "nervous", "organs", "tumour", "other"})


class RecordAction(QAbstractButton):
    """One form that can be begun, with its key."""

    def __init__(self, icon: str, words: str, about: str, keys: tuple[str, ...]) -> None:
        super().__init__()
        self._icon, self._about, self._keys = icon, about, keys
        self.setText(words)
        self.setAccessibleName(words)
        self.setAccessibleDescription(about)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedHeight(46)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        if self.underMouse() or self.isDown():
            draw_box(painter, rect, 8, T.hover)
        draw_icon(painter, self._icon, 10, 13, 20, T.ink2)
        room = rect.width() - 58 - key_width(self._keys)
        draw_text(painter, QRectF(40, 5, room, 18), self.text(), font(14, 600), T.ink, elide=True)
        draw_text(painter, QRectF(40, 23, room, 16), self._about, font(12), T.ink3, elide=True)
        draw_keys(painter, rect.width() - 10, 23, self._keys)
        if self.hasFocus():
            draw_box(painter, rect, 8, None, T.accent, 2)


class PatientPage(Page):
    above = Place("patients")

    def __init__(self, workspace: Workspace, patient_id: str) -> None:
        super().__init__()
        self._workspace, self.patient_id = workspace, patient_id
        self._patient = patients.view(workspace, patient_id)
        self.crumbs = (self.tr("Patients"), full_name(self._patient))
        self.head = PatientHead(workspace)
        self.tabs = TabBar((self.tr("Course"), self.tr("Entries"), self.tr("Master data")))
        self.tabs.changed.connect(self._show_tab)
        self._tab_is_chosen = self._is_shown = False
        self.course = CourseTab(workspace.language)
        self.course.opened.connect(lambda record: self.go.emit(Place("record", record)))
        self.table = Table(EntryModel(workspace.catalogue, workspace.language), EntryLines(), WIDE, 1, ROW)
        self.table.setAccessibleName(self.tr("Entries"))
        self.table.opened.connect(self._open)
        ctrl = self.tr("Ctrl")
        self.visit = RecordAction(
            "clipboard-text", self.tr("Follow-up visit"), self.tr("with lab values"), (ctrl, "1")
        )
        self.infection = RecordAction("bug", self.tr("Infection"), self.tr("five questions"), (ctrl, "2"))
        self.toxicity = RecordAction(
            "brain", self.tr("Other toxicity"), self.tr("CRS, ICANS, ICAHT …"), (ctrl, "3")
        )
        self.more = RecordAction(
            "pill", self.tr("Drugs, labs …"), self.tr("prophylaxis, IVIG …"), (ctrl, "4")
        )
        self.consent = RecordAction("signature", self.tr("Consent"), self.tr("for the registry"), (ctrl, "6"))
        self.visit.clicked.connect(lambda: self.record(VISIT))
        self.infection.clicked.connect(lambda: self.record(INFECTION))
        self.toxicity.clicked.connect(self.choose_toxicity)
        self.more.clicked.connect(self.choose_more)
        self.consent.clicked.connect(self.ask_consent)
        self.sheet: Sheet | None = None
        self._focused_before: QWidget | None = None
        self._side = self._side_column()
        self._entries = QStackedWidget()
        self._entries.addWidget(self.table)
        self._entries.addWidget(self._empty())
        self._body = QStackedWidget()
        self._body.addWidget(self.course)
        self._body.addWidget(self._entries)
        self.master_data = MasterDataTab(workspace, patient_id)
        self.master_data.sheet_asked.connect(self._open_sheet)
        self.master_data.consent_asked.connect(self.ask_consent)
        self.master_data.saved.connect(self._on_corrected)
        self._body.addWidget(self.master_data)
        card = Card()
        column(self._body, margins=(1, 4, 1, 6), parent=card)
        self._content = row(gap=16, margins=(24, 16, 24, 16))
        self._content.addWidget(card, 1)
        self._content.addWidget(self._side)
        layout = column(parent=self)
        layout.addLayout(row(self.head, margins=(24, 8, 24, 2)))
        layout.addLayout(row(self.tabs, margins=(24, 0, 24, 0)))
        layout.addLayout(self._content, 1)
        layout.addWidget(self._footer())

    def _side_column(self) -> QWidget:
        card = Card()
        title = Label(self.tr("Record"), font(13, 600), "ink2")
        heading = row(title, margins=(10, 0, 0, 0))
        actions = (self.visit, self.infection, self.toxicity, self.more, self.consent)
        column(heading, 6, *actions, margins=(12, 12, 12, 8), parent=card)
        side = QWidget()
        side.setFixedWidth(_SIDE)
        column(card, None, parent=side)
        return side

    def _empty(self) -> QWidget:
        inner = QWidget()
        words = Label(self.tr("Nothing recorded yet. Ctrl+2 records an infection."), font(14, 500), "ink2")
        column(None, row(None, Icon("clipboard-text", 22, "ink3"), words, None, gap=10), None, parent=inner)
        return inner

    def _footer(self) -> Footer:
        open_, infection = (("↵",), self.tr("open")), ((self.tr("Ctrl"), "2"), self.tr("infection"))
        patients_ = (("Esc",), self.tr("patients"))
        drawn = (
            (("←", "→"), self.tr("day")),
            (("Tab",), self.tr("next entry")),
            (("+", "-", "0"), self.tr("zoom")),
            (("T",), self.tr("table")),
        )
        self._hints = QStackedWidget()
        self._hints.addWidget(KeyHints((*drawn, open_, patients_)))
        self._hints.addWidget(KeyHints(((("↑", "↓"), self.tr("select")), open_, infection, patients_)))
        self._hints.addWidget(KeyHints((((self.tr("Ctrl"), "R"), self.tr("correct")), patients_)))
        self._hints.setFixedHeight(22)
        footer = Footer(self._hints, None)
        footer.setFixedHeight(46)
        return footer

    def _show_tab(self, tab: int) -> None:
        self._tab_is_chosen = True
        self._body.setCurrentIndex(tab)
        self._hints.setCurrentIndex(tab)
        if tab == MASTER_DATA:
            self.master_data.refresh()

    def show_master_data(self) -> None:
        self.tabs.choose(MASTER_DATA)

    def actions_here(self) -> Sequence[Action]:
        own = self.master_data.actions_here() if self.tabs.current() == MASTER_DATA else ()
        return (*own, Action(self.tr("Print the patient summary"), "Ctrl+P", self.print_summary, "printer"))

    def print_summary(self) -> None:
        workspace, patient_id = self._workspace, self.patient_id
        self.printing.emit(
            Printout(
                f"IAGO_{self._patient.pid}.pdf",
                lambda: summary(workspace, patient_id),
                lambda found: patient_summary(workspace, found),
            )
        )

    def refresh(self) -> None:
        if self._is_shown:  # the first time it has just been read
            self._patient = patients.view(self._workspace, self.patient_id)
        self._is_shown = True
        entries = patients.entries(self._workspace, self.patient_id)
        self.head.show_patient(self._patient)
        self.tabs.set_count(ENTRIES, len(entries))
        self.table.show_rows(entries)
        self._entries.setCurrentIndex(0 if entries else 1)
        if self.tabs.current() == MASTER_DATA:
            self.master_data.refresh()
        course = course_view(self._workspace, self._patient.treatment_id)
        self.course.show_course(course, self._patient.infused_on)
        if not self._tab_is_chosen:
            self.tabs.choose(ENTRIES if course.is_empty else COURSE)
            self._tab_is_chosen = False

    def take_focus(self) -> None:
        if self.tabs.current() == COURSE and not self.course.is_empty:
            self.course.take_focus()
        elif self.tabs.current() == MASTER_DATA:
            self.master_data.take_focus()
        else:
            (self.table if self.table.current() else self.infection).setFocus(Qt.FocusReason.OtherFocusReason)

    def record(self, form: str) -> None:
        """Begin a form for the treatment shown."""
        try:
            draft_id = records.start(self._workspace, self._patient.treatment_id, form)
        except IagoError as error:
            self.trouble.emit(sentence(error, self._workspace.language))
            return
        self.go.emit(Place("form", draft_id))

    def ask_consent(self) -> None:
        """Open the sheet for the patient's newest word."""
        if self.sheet is None:
            sheet = ConsentSheet(self._workspace, self._patient, self)
            sheet.saved.connect(self._on_consent)
            self._open_sheet(sheet)

    def choose_toxicity(self) -> None:
        """Every toxicity but the infection, which has a key of its own."""
        self._choose(self.tr("Which toxicity?"), lambda group: group in _TOXICITIES)

    def choose_more(self) -> None:
        self._choose(self.tr("What is to be recorded?"), lambda group: group in _MORE)

    def _choose(self, title: str, wanted: Callable[[str], bool]) -> None:
        if self.sheet is not None:
            return
        forms = menu(self._workspace.catalogue, wanted)
        sheet = FormSheet(title, forms, self._workspace.language, self)
        sheet.chosen.connect(self._on_form)
        self._open_sheet(sheet)

    def _on_form(self, form: str) -> None:
        self._close_sheet()
        self.record(form)

    def _open_sheet(self, sheet: Sheet) -> None:
        if self.sheet is not None:
            sheet.deleteLater()
            return
        self._focused_before = self.focusWidget()
        self.sheet = sheet
        sheet.closed.connect(self._close_sheet)
        sheet.open_over(self.rect())

    def _on_consent(self) -> None:
        self._close_sheet()
        self.refresh()
        self.notice.emit(self.tr("Consent saved."))

    def _on_corrected(self, words: str) -> None:
        self._close_sheet()
        self.refresh()
        self.notice.emit(words)

    def _close_sheet(self) -> None:
        if self.sheet is not None:
            self.sheet.hide()
            self.sheet.deleteLater()
            self.sheet = None
            before = self._focused_before
            if before is not None and before.isVisible():
                before.setFocus(Qt.FocusReason.OtherFocusReason)
            else:
                self.take_focus()

    def step_up(self) -> bool:
        if self.sheet is None:
            return False
        self._close_sheet()
        return True

    def _open(self, entry: Entry) -> None:
        self.go.emit(Place("form" if entry.is_draft else "record", entry.id))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        step = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}.get(Qt.Key(event.key()), 0)
        if ctrl and step:
            self.tabs.choose(self.tabs.current() + step, focus=True)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.table.set_widths(NARROW if self.width() < _NARROW_BELOW else WIDE, 1)
        if self.sheet is not None:
            self.sheet.open_over(self.rect())
