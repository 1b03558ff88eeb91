"""What the window's keys do, by the names of the keyboard map."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from iago_desktop.ui.appearance import next_size
from iago_desktop.ui.page import Place
from iago_desktop.ui.pages.patient import INFECTION, VISIT, PatientPage
from iago_desktop.ui.pages.patients import PatientsPage
from iago_desktop.ui.pages.registry import RegistryPage
from iago_desktop.ui.pages.settings import SettingsPage

if TYPE_CHECKING:
    from iago_desktop.ui.main_window import MainWindow


class Commands(QObject):
    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window

    def all(self) -> dict[str, Callable[[], object]]:
        def to(kind: str) -> Callable[[], None]:
            return lambda: self._window.go(Place(kind))

        return {
            "palette": self._window.finder.open_palette,
            "help": lambda: self._window.go(Place("help", self._window.place.kind)),
            "today": to("today"),
            "patients": to("patients"),
            "drafts": to("drafts"),
            "registry": to("registry"),
            "measures": to("measures"),
            "audit": to("audit"),
            "settings": to("settings"),
            "new_patient": to("new_patient"),
            "visit": lambda: self._patient(lambda page: page.record(VISIT)),
            "infection": lambda: self._patient(lambda page: page.record(INFECTION)),
            "toxicity": lambda: self._patient(lambda page: page.choose_toxicity()),
            "more": lambda: self._patient(lambda page: page.choose_more()),
            "consent": lambda: self._patient(lambda page: page.ask_consent()),
            "export": lambda: self._registry(lambda page: page.export()),
            "import": lambda: self._registry(lambda page: page.import_file()),
            "lock": self._window.lock,
            "switch": self._window.switch_user,
            "undo": self._window.undo,
            "hide_names": self._window.toggle_names,
            "larger": lambda: self._resize_text(1),
            "smaller": lambda: self._resize_text(-1),
            "usual_size": lambda: self._resize_text(0),
            "full_screen": self._window.full_screen,
            "back": self._window.go_back,
            "forward": self._window.go_forward,
        }

    def do(self, action: str) -> None:
        """What the key of this name does."""
        self.all()[action]()

    def check_update(self) -> None:
        """Has no key: it is wanted a few times a year."""
        self._window.go(Place("settings", "update"))
        page = self._window.page()
        if isinstance(page, SettingsPage):
            page.update_card.ask()

    def _registry(self, action: Callable[[RegistryPage], object]) -> None:
        self._window.go(Place("registry"))
        page = self._window.page()
        if isinstance(page, RegistryPage):
            action(page)

    def _patient(self, action: Callable[[PatientPage], object]) -> None:
        """For the patient who is shown, or chosen in the list; else it asks for whom."""
        page = self._window.page()
        chosen = page.current() if isinstance(page, PatientsPage) else None
        patient = chosen.id if chosen is not None else page.patient_id
        if patient:
            self._with_patient(patient, action)
        else:
            self._window.finder.ask_patient(lambda found: self._with_patient(found.id, action))

    def _with_patient(self, patient: str, action: Callable[[PatientPage], object]) -> None:
        self._window.go(Place("patient", patient))
        page = self._window.page()
        if isinstance(page, PatientPage):
            action(page)

    def _resize_text(self, step: int) -> None:
        size = next_size(self._window.settings.text_size, step, self._window.screen())
        self._window.use_settings(replace(self._window.settings, text_size=size))
        words = self.tr("Text size {size} %. Lock and unlock (Ctrl+L) to see it.").format(size=size)
        self._window.say_done(words)
