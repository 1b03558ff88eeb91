"""The palette in its window: what it offers here, and "for whom" before a form can begin."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from iago_desktop.dates import parse_date
from iago_desktop.errors import InputError
from iago_desktop.services import patients
from iago_desktop.services.patients import PatientRow
from iago_desktop.services.questions import QuestionLine
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui import offers
from iago_desktop.ui.keys import Keyboard
from iago_desktop.ui.names import full_name
from iago_desktop.ui.offers import Offer, OpenItem, PeopleOnly
from iago_desktop.ui.page import Place
from iago_desktop.ui.pages.new_patient import NewPatientPage
from iago_desktop.ui.palette.index import Found, Index, People
from iago_desktop.ui.palette.panel import Palette
from iago_desktop.ui.strip import signed
from iago_desktop.ui.tasks import Task

if TYPE_CHECKING:
    from iago_desktop.ui.main_window import MainWindow

_LAST = 5


class Finder(QObject):
    """Reads patients and open items on another thread, and again after they have changed.

    Until the new ones are there, the ones read before are offered.
    """

    def __init__(self, workspace: Workspace, window: "MainWindow") -> None:
        super().__init__(window)
        self._workspace, self._window = workspace, window
        self._people, self._opened = People(), list[OpenItem | QuestionLine]()
        self._is_old = True
        self._recent: list[str] = []
        self._used: Counter[str] = Counter()
        self._help: dict[str, list[Found]] = {}  # by language
        self.palette: Palette | None = None
        self._fill: Callable[[], None] = self._fill_all

    def forget(self) -> None:
        self._is_old = True

    def saw(self, patient_id: str) -> None:
        """The patients looked at last are offered first."""
        if patient_id:
            self._recent = [patient_id, *(each for each in self._recent if each != patient_id)][:_LAST]

    def open_palette(self) -> None:
        self._open("", self._fill_all)

    def ask_patient(self, then: Callable[[PatientRow], object]) -> None:
        def fill() -> None:
            if self.palette is not None:
                one = offers.one_patient(then)
                self.palette.offer(PeopleOnly(self._people, one), [one(row) for row in self._last_seen()])

        self._open(self.tr("For whom?"), fill)

    def _open(self, title: str, fill: Callable[[], None]) -> None:
        self.close()
        self.palette = Palette(self._window, title)
        self.palette.closed.connect(self._on_closed)
        self.palette.new_patient.connect(self._begin_patient)
        self._fill = fill
        fill()
        if self._is_old:
            task = Task(lambda: offers.everything(self._workspace), self)
            task.finished.connect(self._on_read)
            task.start()

    def _begin_patient(self, typed: str) -> None:
        """What was typed is a name, unless it looks like a number or a date."""
        self._window.go(Place("new_patient"))
        page = self._window.page()
        if isinstance(page, NewPatientPage) and not any(each.isdigit() for each in typed):
            page.begin_with(typed)

    def _on_read(self, read: tuple[People, list[OpenItem | QuestionLine]]) -> None:
        self._people, self._opened = read
        self._is_old = False
        if self.palette is not None:
            self._fill()

    def close(self) -> None:
        if self.palette is not None:
            self.palette.close_palette()

    def _on_closed(self) -> None:
        self.palette = None

    def _last_seen(self) -> list[PatientRow]:
        seen = [row for each in self._recent if (row := self._people.row(each)) is not None]
        return [*seen, *(row for row in self._people.rows[:_LAST] if row not in seen)][:_LAST]

    def _fill_all(self) -> None:
        if self.palette is None:
            return
        here = self._window.page().patient_id
        patient = patients.view(self._workspace, here) if here else None
        keys = Keyboard().window()
        whom = full_name(patient) if patient else ""
        do = self._window.commands.do
        doing = offers.for_patient(patient, keys, do) if patient is not None else []
        doing += offers.of_actions(self._window.page().actions_here(), whom)
        words = self.tr("Check an update file …")
        update = Found("do", words, icon="usb", run=self._window.commands.check_update)
        taken = {each.keys for each in doing if each.keys}
        rest = [each for each in offers.of_keys(keys, self._window.commands.do) if each.keys not in taken]
        opened = offers.of_open_items(self._opened, self._window.go)
        lines = [self._counted(each) for each in (*doing, *rest, update)]
        one = offers.one_patient(lambda row: self._window.go(Place("patient", row.id)))
        begin = [*(one(row) for row in self._last_seen()), *self._often(lines), *opened[:_LAST]]
        offer = Offer(self._people, one, Index([*lines, *opened, *self._help_texts()]), self._for_found)
        self.palette.offer(offer, begin, lambda typed: self._day(patient, typed))

    def _help_texts(self) -> list[Found]:
        language = self._workspace.language
        if language not in self._help:
            self._help[language] = offers.of_help(self._workspace.catalogue, language, self._window.go)
        return self._help[language]

    def _counted(self, found: Found) -> Found:
        def run() -> None:
            self._used[found.words] += 1
            found.run()

        return replace(found, run=run)

    def _often(self, lines: Sequence[Found]) -> list[Found]:
        """What is done most; what was never used stays in the order of the keyboard."""
        doing = [each for each in lines if each.section == "do"]
        return sorted(doing, key=lambda each: -self._used[each.words])[:_LAST]

    def _for_found(self, row: PatientRow) -> list[Found]:
        """What can be begun for the first patient found."""

        def run(action: str) -> None:
            self._window.go(Place("patient", row.id))
            self._window.commands.do(action)

        if row.id == self._window.page().patient_id:
            return []  # offered already
        return offers.for_patient(row, Keyboard().window(), run)[:3]

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
