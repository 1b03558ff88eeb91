"""The window of an unlocked practice: rail, top bar, one page at a time, and the way between them."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from iago_desktop.errors import IagoError
from iago_desktop.services import exchange
from iago_desktop.services.workspace import Workspace
from iago_desktop.settings import Settings
from iago_desktop.ui.choosers import Choosers
from iago_desktop.ui.page import Page, Place
from iago_desktop.ui.pages.form_host import FormHost
from iago_desktop.ui.pages.measures import MeasuresPage
from iago_desktop.ui.pages.new_patient import NewPatientPage
from iago_desktop.ui.pages.patient import INFECTION, VISIT, PatientPage
from iago_desktop.ui.pages.patients import PatientsPage
from iago_desktop.ui.pages.record import RecordPage
from iago_desktop.ui.pages.registry import RegistryPage
from iago_desktop.ui.pages.today import TodayPage
from iago_desktop.ui.shell import NavRail, TopBar
from iago_desktop.ui.texts import said
from iago_desktop.ui.toast import Toast
from iago_desktop.ui.tokens import T
from iago_desktop.ui.widgets import Banner, column, row

SMALLEST = (1024, 560)
_HOME = Place("patients")
_KEPT = ("today", "patients", "registry", "measures")


class MainWindow(QMainWindow):
    """`lock_requested`: nothing of the practice may stay in this process; whoever opened it starts anew."""

    lock_requested = Signal()
    _disk_changed = Signal()

    def __init__(self, workspace: Workspace, settings: Settings, choose: Choosers | None = None) -> None:
        super().__init__()
        self._workspace, self.settings = workspace, settings
        self._choose = choose or Choosers()
        self._history: list[Place] = []
        self._kept: dict[Place, Page] = {}
        self.place = _HOME
        self._toast: Toast | None = None
        self.setWindowTitle("IAGO Desktop")  # no names: titles show in the task bar
        self.setMinimumSize(*SMALLEST)
        self.rail = NavRail()
        self.rail.chosen.connect(lambda name: self.go(Place(name)))
        self.rail.lock_requested.connect(self.lock)
        self.top = TopBar(workspace)
        self.pages = QStackedWidget()
        self.banner: Banner | None = None
        self._banners = column(margins=(24, 0, 24, 0))
        right = column(self.top)
        right.addLayout(self._banners)
        right.addWidget(self.pages, 1)
        central = _Ground()
        layout = row(self.rail, parent=central)
        layout.addLayout(right, 1)
        self.setCentralWidget(central)
        self._make_shortcuts()
        # A service may write on another thread: the signal brings the news over to this one.
        self._disk_changed.connect(self._on_disk_changed)
        self._listener = lambda _changes: self._disk_changed.emit()
        workspace.changed.append(self._listener)
        self._show_counts()
        self.go(_HOME)

    def _make_shortcuts(self) -> None:
        actions: tuple[tuple[str, Callable[[], object]], ...] = (
            ("F5", lambda: self.go(Place("today"))),
            ("F7", self._drafts),
            ("F6", lambda: self.go(Place("patients"))),
            ("F8", lambda: self.go(Place("registry"))),
            ("F9", lambda: self.go(Place("measures"))),
            ("Ctrl+N", lambda: self.go(Place("new_patient"))),
            ("Ctrl+1", lambda: self._patient(lambda page: page.record(VISIT))),
            ("Ctrl+2", lambda: self._patient(lambda page: page.record(INFECTION))),
            ("Ctrl+3", lambda: self._patient(lambda page: page.choose_toxicity())),
            ("Ctrl+4", lambda: self._patient(lambda page: page.choose_more())),
            ("Ctrl+6", lambda: self._patient(lambda page: page.ask_consent())),
            ("Ctrl+E", lambda: self._registry(lambda page: page.export())),
            ("Ctrl+I", lambda: self._registry(lambda page: page.import_file())),
            ("Ctrl+L", self.lock),
            ("Alt+Left", self.go_back),
            ("F11", self._full_screen),
        )
        for keys, action in actions:
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(action)

    # where the window is

    def page(self) -> Page:
        page = self.pages.currentWidget()
        if not isinstance(page, Page):
            raise TypeError(type(page))
        return page

    def go(self, place: Place) -> None:
        """Show another place; the one that is left can be gone back to."""
        if self._history and self._history[-1] == place:
            self._refresh_page()
        elif self._show(place):
            self._history.append(place)

    def go_back(self) -> None:
        """What is gone (a draft that was signed) is passed over."""
        while len(self._history) > 1:
            self._history.pop()
            if self._show(self._history[-1]):
                return

    def go_back_from(self) -> None:
        """To where one came from, else one level up."""
        here, above = self.place, self.page().above
        self.go_back()
        if self.place == here and above is not None:
            self.go(above)

    def go_up(self) -> None:
        page = self.page()
        if not page.step_up() and page.above is not None:
            self.go(page.above)

    def _show(self, place: Place) -> bool:
        """False if the place is no longer there."""
        self.say_trouble("")
        try:
            page = self._kept.get(place) or self._build(place)
        except (IagoError, KeyError) as error:
            if isinstance(error, IagoError):
                self.say_trouble(said(error, self._workspace.language))
            return False
        before = self.pages.currentWidget()
        self.place = place
        self.top.show_state("")
        if self.pages.indexOf(page) < 0:
            self.pages.addWidget(page)
        self.pages.setCurrentWidget(page)
        if before is not None and before is not page and before not in self._kept.values():
            self.pages.removeWidget(before)
            before.deleteLater()
        self.rail.show_current(place.kind if place.kind in self.rail.items else "patients")
        self._refresh_page()
        self.top.crumbs.show_parts(page.crumbs)
        page.take_focus()
        return True

    def _build(self, place: Place) -> Page:
        """The page of a place.  Raises IagoError or KeyError where the thing is gone."""
        workspace = self._workspace
        match place.kind:
            case "today":
                page: Page = TodayPage(workspace)
            case "patients":
                page = PatientsPage(workspace)
            case "new_patient":
                page = NewPatientPage(workspace)
            case "patient":
                page = PatientPage(workspace, place.id)
            case "form":
                page = FormHost(workspace, place.id)
            case "record":
                page = RecordPage(workspace, place.id)
            case "measures":
                page = MeasuresPage(workspace)
            case "registry":
                page = RegistryPage(workspace, self._choose)
            case _:
                raise ValueError(place)
        page.notice.connect(self.say_done)
        page.trouble.connect(self.say_trouble)
        page.state.connect(self.top.show_state)
        page.go.connect(self.go)
        page.done.connect(self.go_back_from)
        if place.kind in _KEPT:
            self._kept[place] = page
        return page

    def _drafts(self) -> None:
        self.go(Place("today"))
        page = self.page()
        if isinstance(page, TodayPage):
            page.show_drafts()

    def _registry(self, action: Callable[[RegistryPage], object]) -> None:
        self.go(Place("registry"))
        page = self.page()
        if isinstance(page, RegistryPage):
            action(page)

    def _patient(self, action: Callable[[PatientPage], object]) -> None:
        """For the patient shown, or chosen in the list."""
        page = self.page()
        if isinstance(page, PatientsPage):
            patient = page.current()
            if patient is None:
                return
            self.go(Place("patient", patient.id))
            page = self.page()
        if isinstance(page, PatientPage):
            action(page)

    # what it says

    def say_done(self, words: str) -> None:
        """One toast at a time."""
        if self._toast is not None:
            self._toast.deleteLater()
        self._toast = Toast(self, words)
        self._toast.closed.connect(self._forget_toast)

    def _forget_toast(self) -> None:
        self._toast = None

    def toast(self) -> str:
        return self._toast.text() if self._toast is not None else ""

    def say_trouble(self, words: str) -> None:
        """A banner under the top bar; it stays until the page is left or the thing is mended."""
        if self.banner is not None:
            self._banners.removeWidget(self.banner)
            self.banner.deleteLater()
            self.banner = None
        self._banners.setContentsMargins(24, 12 if words else 0, 24, 0)
        if words:
            self.banner = Banner(words, "red", "warning-circle")
            self.banner.setAccessibleName(words)
            self._banners.addWidget(self.banner)

    # what changes

    def _on_disk_changed(self) -> None:
        self._show_counts()
        if self.place.kind != "form":  # a form knows what it saved
            self._refresh_page()

    def _refresh_page(self) -> None:
        self.page().refresh()

    def _show_counts(self) -> None:
        self.rail.items["registry"].set_count(exchange.waiting(self._workspace).records)

    def lock(self) -> None:
        # Hidden first: names go from the screen at once, and a form keeps what is still being typed.
        self.hide()
        self.lock_requested.emit()

    def _full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Not a shortcut: whatever has the focus may want the key first.
        if event.key() == Qt.Key.Key_Escape:
            self.go_up()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._toast is not None:
            self._toast.move(self._toast.x(), self.height() - 120)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._listener in self._workspace.changed:
            self._workspace.changed.remove(self._listener)
        super().closeEvent(event)


class _Ground(QWidget):
    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), T.bg)
