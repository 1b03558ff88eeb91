"""One patient: who, what was recorded, what comes next, what can be recorded."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from iago_desktop.services import patients
from iago_desktop.services.course_view import course_view
from iago_desktop.services.patient_desk import neighbours, waiting
from iago_desktop.services.patients import Entry
from iago_desktop.services.summary import summary
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.charts.course_tab import CourseTab
from iago_desktop.ui.choosers import Choosers
from iago_desktop.ui.models.rows import Table
from iago_desktop.ui.names import full_name
from iago_desktop.ui.page import Action, Footer, Place, TabBar
from iago_desktop.ui.pages.change_log import ChangeLog
from iago_desktop.ui.pages.entries_tab import EntriesTab
from iago_desktop.ui.pages.labs_tab import LabsTab
from iago_desktop.ui.pages.master_data import MasterDataTab
from iago_desktop.ui.pages.medication_tab import MedicationTab
from iago_desktop.ui.pages.patient_copy import copy_for_the_patient
from iago_desktop.ui.pages.patient_head import PatientHead
from iago_desktop.ui.pages.patient_recording import Recording
from iago_desktop.ui.pages.patient_side import NextBanner, PatientSide
from iago_desktop.ui.printing.patient_summary import patient_summary
from iago_desktop.ui.printing.printer import Printout
from iago_desktop.ui.widgets import Card, KeyHints, column, row

_NARROW_BELOW = 1100
VISIT, INFECTION = "follow_up", "infection"
COURSE, ENTRIES, LABS, MEDICATION, MASTER_DATA, CHANGES = range(6)
_NAMES = ("course", "entries", "labs", "medication", "master_data", "changes")
_WITH_SIDE = frozenset({COURSE, ENTRIES})


class PatientPage(Recording):
    """A tab is built when it is first looked at."""

    above = Place("patients")

    def __init__(self, workspace: Workspace, patient_id: str, choose: Choosers | None = None) -> None:
        super().__init__(workspace, patients.view(workspace, patient_id))
        self.patient_id, self._choosers = patient_id, choose or Choosers()
        self.crumbs = (self.tr("Patients"), full_name(self._patient))
        self.head = PatientHead(workspace)
        self.tabs = TabBar(
            (
                self.tr("Course"),
                self.tr("Entries"),
                self.tr("Lab values"),
                self.tr("Medication"),
                self.tr("Master data"),
                self.tr("Change log"),
            )
        )
        self.tabs.changed.connect(self._show_tab)
        self._tab_is_chosen = self._is_shown = False
        self._built: dict[int, QWidget] = {}
        self._stale: set[int] = set()
        self._side, self._banner = PatientSide(), NextBanner()
        self._side.next.asked.connect(self._go_next)
        self._banner.asked.connect(self._go_next)
        record = self._side.record
        self.visit, self.infection, self.toxicity = record.visit, record.infection, record.toxicity
        self.more, self.consent = record.more, record.consent
        self.visit.clicked.connect(lambda: self.record(VISIT))
        self.infection.clicked.connect(lambda: self.record(INFECTION))
        self.toxicity.clicked.connect(self.choose_toxicity)
        self.more.clicked.connect(self.choose_more)
        self.consent.clicked.connect(self.ask_consent)
        self._body = QStackedWidget()
        card = Card()
        column(self._body, margins=(1, 4, 1, 6), parent=card)
        self._content = row(gap=16, margins=(24, 16, 24, 16))
        self._content.addWidget(card, 1)
        self._content.addWidget(self._side)
        self._above = QWidget()
        row(self._banner, margins=(24, 14, 24, 0), parent=self._above)
        layout = column(parent=self)
        layout.addLayout(row(self.head, margins=(24, 8, 24, 2)))
        layout.addLayout(row(self.tabs, margins=(24, 0, 24, 0)))
        layout.addWidget(self._above)
        layout.addLayout(self._content, 1)
        layout.addWidget(self._footer())
        self._lay_out()

    def _footer(self) -> Footer:
        ctrl = self.tr("Ctrl")
        open_, filter_ = (("↵",), self.tr("open")), ((self.tr("Type"),), self.tr("filter"))
        infection, list_ = ((ctrl, "2"), self.tr("infection")), (("Esc",), self.tr("patients"))
        tabs, select = ((ctrl, self.tr("PgDn")), self.tr("next tab")), (("↑", "↓"), self.tr("select"))
        days, next_ = (("←", "→"), self.tr("day")), (("Tab",), self.tr("next entry"))
        zoom, table = (("+", "-", "0"), self.tr("zoom")), (("T",), self.tr("table"))
        typing = (
            (("↵",), self.tr("down")),
            ((self.tr("Shift"), "↵"), self.tr("up")),
            ((self.tr("PgUp"), self.tr("PgDn")), self.tr("days")),
            ((ctrl, "↵"), self.tr("sign")),
        )
        self._hints = QStackedWidget()
        for hints in (
            (days, next_, zoom, table, open_, list_),
            (select, open_, filter_, infection, list_),
            (*typing, list_),
            (select, open_, ((ctrl, "4"), self.tr("record a drug")), list_),
            (((ctrl, "R"), self.tr("correct")), list_),
            (select, open_, filter_, tabs, list_),
        ):
            self._hints.addWidget(KeyHints(hints))
        self._hints.setFixedHeight(22)
        footer = Footer(self._hints, None)
        footer.setFixedHeight(46)
        return footer

    # the tabs

    def _tab(self, tab: int) -> Any:
        """The widget of a tab, built the first time, read again after something changed."""
        if tab not in self._built:
            build: dict[int, Callable[[], QWidget]] = {
                COURSE: self._course,
                ENTRIES: self._entries,
                LABS: self._labs,
                MEDICATION: self._medication,
                MASTER_DATA: self._master_data,
                CHANGES: self._changes,
            }
            self._built[tab] = build[tab]()
            self._body.addWidget(self._built[tab])
            self._stale |= {tab} - {COURSE}
        shown: Any = self._built[tab]
        if tab in self._stale:
            self._stale.discard(tab)
            shown.refresh()
        return shown

    def _course(self) -> CourseTab:
        tab = CourseTab(self._workspace.language)
        tab.opened.connect(self._open_record)
        return tab

    def _entries(self) -> EntriesTab:
        tab = EntriesTab(self._workspace, self.patient_id)
        tab.opened.connect(self._open)
        return tab

    def _labs(self) -> LabsTab:
        tab = LabsTab(self._workspace, self.patient_id, self._patient.treatment_id)
        tab.form_asked.connect(lambda draft: self.go.emit(Place("form", draft)))
        tab.trouble.connect(self.trouble)
        tab.notice.connect(self.notice)
        return tab

    def _medication(self) -> MedicationTab:
        tab = MedicationTab(self._workspace, self._patient.treatment_id)
        tab.opened.connect(self._open_record)
        return tab

    def _master_data(self) -> MasterDataTab:
        tab = MasterDataTab(self._workspace, self.patient_id)
        tab.sheet_asked.connect(self.open_sheet)
        tab.consent_asked.connect(self.ask_consent)
        tab.saved.connect(self.on_corrected)
        tab.copy_asked.connect(
            lambda: copy_for_the_patient(self, self._workspace, self.patient_id, self._choosers)
        )
        return tab

    def _changes(self) -> ChangeLog:
        tab = ChangeLog(self._workspace, self.patient_id)
        tab.opened.connect(self._open_record)
        return tab

    @property
    def course(self) -> CourseTab:
        tab: CourseTab = self._tab(COURSE)
        return tab

    @property
    def entries(self) -> EntriesTab:
        tab: EntriesTab = self._tab(ENTRIES)
        return tab

    @property
    def labs(self) -> LabsTab:
        tab: LabsTab = self._tab(LABS)
        return tab

    @property
    def medication(self) -> MedicationTab:
        tab: MedicationTab = self._tab(MEDICATION)
        return tab

    @property
    def master_data(self) -> MasterDataTab:
        tab: MasterDataTab = self._tab(MASTER_DATA)
        return tab

    @property
    def changes(self) -> ChangeLog:
        tab: ChangeLog = self._tab(CHANGES)
        return tab

    @property
    def table(self) -> Table:
        """The list of entries."""
        return self.entries.table

    def _show_tab(self, tab: int) -> None:
        self._tab_is_chosen = True
        self._body.setCurrentWidget(self._tab(tab))
        self._hints.setCurrentIndex(tab)
        self._lay_out()

    def _step_tab(self, by: int) -> None:
        """To the tab beside; the cursor goes where work begins in it."""
        self.tabs.choose(self.tabs.current() + by)
        self.take_focus()

    def show_master_data(self) -> None:
        self.tabs.choose(MASTER_DATA)

    def show_day(self, day: int) -> None:
        """The course, with the crosshair on a day after the infusion."""
        self.tabs.choose(COURSE)
        self.course.course.show_day(day)
        self.take_focus()

    # what it shows

    def refresh(self) -> None:
        if self._is_shown:  # the first time it has just been read
            self._patient = patients.view(self._workspace, self.patient_id)
        self._is_shown = True
        patient, treatment = self._patient, self._patient.treatment_id
        self._stale |= set(self._built) - {COURSE}  # which is read for the whole page
        waits = waiting(self._workspace, self.patient_id, treatment)
        course = course_view(self._workspace, treatment)
        self.head.show_patient(patient, waits.centre, waits.consent_on)
        self.course.show_course(course, patient.infused_on)
        self._side.next.show_next(course.visit, waits, patient.infused_on)
        self._banner.show_next(course.visit, waits, patient.infused_on)
        self._side.burden.show_burden(course.burden)
        self.tabs.set_count(ENTRIES, waits.entries)
        self.tabs.set_count(LABS, course.lab_values or None)
        self.tabs.set_count(MEDICATION, course.drugs or None)
        if not self._tab_is_chosen:
            self.tabs.choose(ENTRIES if course.is_empty else COURSE)
            self._tab_is_chosen = False
        self._tab(self.tabs.current())

    def take_focus(self) -> None:
        tab = self.tabs.current()
        nothing = self.course.is_empty if tab == COURSE else tab == ENTRIES and not self.table.lines()
        if not nothing:
            self._tab(tab).take_focus()
        elif self._side.isVisibleTo(self):
            self.infection.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._banner.start.setFocus(Qt.FocusReason.OtherFocusReason)

    def actions_here(self) -> Sequence[Action]:
        tab = self.tabs.current()
        own: Sequence[Action] = self._tab(tab).actions_here() if tab in {LABS, MASTER_DATA} else ()
        return (
            *own,
            Action("", "Ctrl+PgDown", lambda: self._step_tab(1)),
            Action("", "Ctrl+PgUp", lambda: self._step_tab(-1)),
            Action(self.tr("Next patient"), "Ctrl+Down", lambda: self._step_patient(1), "caret-down"),
            Action(self.tr("Previous patient"), "Ctrl+Up", lambda: self._step_patient(-1), "caret-up"),
            Action(self.tr("Print the patient summary"), "Ctrl+P", self.print_summary, "printer"),
        )

    def _step_patient(self, by: int) -> None:
        before, after = neighbours(self._workspace, self.patient_id)
        found = after if by > 0 else before
        if found is not None:
            self.go.emit(Place("patient", found))

    def stopped_at(self) -> dict[str, Any]:
        """The tab, and what is chosen in it."""
        tab = self.tabs.current()
        stopped: dict[str, Any] = {"tab": _NAMES[tab]}
        chosen, crosshair = self.course.course.chosen, self.course.course.crosshair
        if tab == COURSE and crosshair is not None:
            stopped["day"] = crosshair
        elif tab == COURSE and chosen is not None:
            stopped["chosen"] = chosen.id
        elif tab == LABS:
            stopped["line"] = self.labs.table.line
        elif tab not in {MASTER_DATA, COURSE} and (row_ := self._tab(tab).table.current()) is not None:
            stopped["chosen"] = row_.id
        return stopped

    def restore(self, stopped: dict[str, Any]) -> None:
        if stopped.get("tab") not in _NAMES:
            return
        tab = _NAMES.index(stopped["tab"])
        self.tabs.choose(tab)
        if tab == COURSE and isinstance(stopped.get("day"), int):
            self.course.course.show_day(stopped["day"])
        elif tab == COURSE:
            self.course.course.choose(str(stopped.get("chosen", "")))
        elif tab == LABS:
            self.labs.table.line = int(stopped.get("line", 0))
        elif "chosen" in stopped:
            self._tab(tab).table.choose_id(stopped["chosen"])
        self.take_focus()

    def print_summary(self) -> None:
        workspace, patient_id = self._workspace, self.patient_id
        self.printing.emit(
            Printout(
                f"IAGO_{self._patient.pid}.pdf",
                lambda: summary(workspace, patient_id),
                lambda found: patient_summary(workspace, found),
            )
        )

    def _go_next(self, place: Place | None) -> None:
        """What the card or the banner of what comes next asked for."""
        if place is None:
            self.tabs.choose(ENTRIES, focus=False)
            self.take_focus()
        elif place == Place("form"):
            self.record(VISIT)
        else:
            self.go.emit(place)

    def step_up(self) -> bool:
        """A sheet closes first, then a filter."""
        if self.sheet is not None:
            self.close_sheet()
            return True
        filtered = {ENTRIES, CHANGES}
        return self.tabs.current() in filtered and bool(self._tab(self.tabs.current()).list.clear())

    def _open(self, entry: Entry) -> None:
        self.go.emit(Place("form" if entry.is_draft else "record", entry.id))

    def _open_record(self, record: str) -> None:
        self.go.emit(Place("record", record))

    # where things are

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()
        if self.sheet is not None:
            self.sheet.open_over(self.rect())

    def _lay_out(self) -> None:
        """The column of cards beside course and entries; a banner above them where it is narrow."""
        is_narrow, wanted = self.width() < _NARROW_BELOW, self.tabs.current() in _WITH_SIDE
        self._side.setVisible(wanted and not is_narrow)
        self._above.setVisible(wanted and is_narrow)
