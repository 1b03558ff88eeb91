"""Which page shows a place, and which of them are kept once they are built."""

from collections.abc import Callable, Sequence

from iago_desktop.services.workspace import Workspace
from iago_desktop.settings import Settings
from iago_desktop.ui.choosers import Choosers
from iago_desktop.ui.page import Page, Place
from iago_desktop.ui.pages.audit import AuditPage
from iago_desktop.ui.pages.choices import ChoicesPage
from iago_desktop.ui.pages.drafts import DraftsPage
from iago_desktop.ui.pages.form_host import FormHost
from iago_desktop.ui.pages.help import HelpPage
from iago_desktop.ui.pages.measures import MeasuresPage
from iago_desktop.ui.pages.new_patient import NewPatientPage
from iago_desktop.ui.pages.patient import PatientPage
from iago_desktop.ui.pages.patients import PatientsPage
from iago_desktop.ui.pages.question import QuestionPage
from iago_desktop.ui.pages.record import RecordPage
from iago_desktop.ui.pages.registry import RegistryPage
from iago_desktop.ui.pages.settings import SettingsPage
from iago_desktop.ui.pages.today import TodayPage

HOME = Place("today")
KEPT = ("today", "patients", "drafts", "registry", "measures")


def build(workspace: Workspace, settings: Settings, choose: Choosers, place: Place) -> Page:
    """The page of a place.  Raises IagoError or KeyError where the thing is gone."""
    pages: dict[str, Callable[[], Page]] = {
        "today": lambda: TodayPage(workspace),
        "patients": lambda: PatientsPage(workspace),
        "drafts": lambda: DraftsPage(workspace),
        "new_patient": lambda: NewPatientPage(workspace),
        "patient": lambda: PatientPage(workspace, place.id, choose),
        "form": lambda: FormHost(workspace, place.id),
        "record": lambda: RecordPage(workspace, place.id),
        "question": lambda: QuestionPage(workspace, place.id),
        "choices": lambda: ChoicesPage(workspace),
        "measures": lambda: MeasuresPage(workspace),
        "registry": lambda: RegistryPage(workspace, choose),
        "audit": lambda: AuditPage(workspace, choose),
        "settings": lambda: SettingsPage(workspace, settings, choose, place.id),
        "help": lambda: HelpPage(workspace, place.id),
    }
    return pages[place.kind]()


class History:
    """Where the window was: back, and forward again."""

    def __init__(self) -> None:
        self._back: list[Place] = []
        self._forward: list[Place] = []

    def came_to(self, place: Place) -> None:
        if not self._back or self._back[-1] != place:
            self._back.append(place)
            self._forward.clear()

    def came_instead(self, place: Place) -> None:
        """The place that was here is not gone back to."""
        if self._back:
            self._back.pop()
        self.came_to(place)

    def here(self) -> Place | None:
        return self._back[-1] if self._back else None

    def back(self) -> Sequence[Place]:
        """The places behind, nearest first."""
        return self._back[-2::-1]

    def forward(self) -> Sequence[Place]:
        """The places ahead, nearest first."""
        return self._forward[::-1]

    def went_to(self, place: Place) -> None:
        """One of back() or forward() was shown; what lay between is passed over."""
        if place in self._back[:-1]:
            while self._back[-1] != place:
                self._forward.append(self._back.pop())
        elif place in self._forward:
            while self._forward:
                ahead = self._forward.pop()
                if ahead == place:
                    break
            self._back.append(place)
