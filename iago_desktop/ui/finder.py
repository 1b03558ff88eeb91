"""The palette in its window: what it offers here, and "for whom" before a form can begin."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from iago_desktop.dates import parse_date
from iago_desktop.errors import InputError
from iago_desktop.services import patients
from iago_desktop.services.patients import PatientRow
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui import offers
from iago_desktop.ui.keys import Keyboard
from iago_desktop.ui.names import full_name
from iago_desktop.ui.page import Place
from iago_desktop.ui.palette.index import Found, Index
from iago_desktop.ui.palette.panel import Palette
from iago_desktop.ui.strip import signed
from iago_desktop.ui.tasks import Task

if TYPE_CHECKING:
    from iago_desktop.ui.main_window import MainWindow

_FIRST = 5


class Finder(QObject):
    """Reads patients and open items once, on another thread, and again after they have changed."""

    def __init__(self, workspace: Workspace, window: "MainWindow") -> None:
        super().__init__(window)
        self._workspace, self._window = workspace, window
        self._read: offers.Read | None = None
        self.palette: Palette | None = None
        self._fill: Callable[[], None] = self._fill_all

    def forget(self) -> None:
        self._read = None

    def open_palette(self) -> None:
        self._open("", self._fill_all)

    def ask_patient(self, then: Callable[[PatientRow], object]) -> None:
        def fill() -> None:
            if self.palette is not None:
                people = offers.for_whom(self._people(), then)
                self.palette.offer(people, people.first(_FIRST))

        self._open(self.tr("For whom?"), fill)

    def _open(self, title: str, fill: Callable[[], None]) -> None:
        if self.palette is not None:
            self.palette.close_palette()
        self.palette = Palette(self._window, title)
        self.palette.closed.connect(self._on_closed)
        self.palette.new_patient.connect(lambda _name: self._window.go(Place("new_patient")))
        self._fill = fill
        fill()
        if self._read is None:
            task = Task(lambda: offers.read(self._workspace, self._window.go), self)
            task.finished.connect(self._on_read)
            task.start()

    def _on_read(self, read: offers.Read) -> None:
        self._read = read
        if self.palette is not None:
            self._fill()

    def _on_closed(self) -> None:
        self.palette = None

    def _people(self) -> Index:
        return self._read.people if self._read else Index(())

    def _fill_all(self) -> None:
        if self.palette is None:
            return
        page = self._window.page()
        patient = patients.view(self._workspace, page.patient_id) if page.patient_id else None
        keys = Keyboard().window()
        here = offers.of_actions(page.actions_here(), full_name(patient) if patient else "")
        if patient is not None:
            here += offers.for_patient(patient, keys, self._window.do)
        taken = {each.keys for each in here if each.keys}
        actions = [*here, *(each for each in offers.of_keys(keys, self._window.do) if each.keys not in taken)]
        opened = self._read.opened if self._read else Index(())
        doing = [each for each in actions if each.section == "do"]
        begin = [*self._people().first(_FIRST), *doing[:_FIRST], *opened.first(_FIRST)]
        index = self._people() + Index(actions) + opened
        self.palette.offer(index, begin, lambda typed: self._day(patient, typed))

    def _day(self, patient: PatientRow | None, typed: str) -> Found | None:
        """A date, or a day such as d+14: there in the course of the patient who is open."""
        if patient is None or not any(each.isdigit() for each in typed):
            return None
        try:
            found = parse_date(typed, today=self._workspace.today(), infusion=patient.infused_on)
        except InputError:
            return None
        day = found.days.exact if found.days else None
        if day is None:
            return None
        words = self.tr("Day {day} in the course").format(day=signed(day))

        def show() -> None:
            self._window.go(Place("patient", patient.id))
            show_day = getattr(self._window.page(), "show_day", None)
            if show_day is not None:
                show_day(day)

        return Found("go", words, full_name(patient), "calendar-blank", run=show)

    def fit(self) -> None:
        if self.palette is not None:
            self.palette.fit(self._window.rect())
