"""The window of an unlocked practice: rail, top bar, one page at a time, and the way between them."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from iago_desktop.errors import IagoError
from iago_desktop.services import stopping
from iago_desktop.services.workspace import Workspace
from iago_desktop.settings import Settings
from iago_desktop.ui import names
from iago_desktop.ui.appearance import use_settings
from iago_desktop.ui.banners import Banners
from iago_desktop.ui.choosers import Choosers
from iago_desktop.ui.clipboard import ClipboardGuard
from iago_desktop.ui.commands import Commands
from iago_desktop.ui.finder import Finder
from iago_desktop.ui.idle import IdleWatch
from iago_desktop.ui.keys import Keyboard
from iago_desktop.ui.outgoing import Outgoing
from iago_desktop.ui.page import Page, Place
from iago_desktop.ui.pages.today import TodayPage
from iago_desktop.ui.places import HOME, KEPT, History, build
from iago_desktop.ui.printing.printer import Printer, Printout
from iago_desktop.ui.shell import Ground, NavRail, TopBar
from iago_desktop.ui.texts import said
from iago_desktop.ui.toast import Toast
from iago_desktop.ui.weekly import WeeklyCheck
from iago_desktop.ui.widgets import Banner, column, row

SMALLEST = (1024, 560)
_FORM_KEYS = frozenset({"help", "undo"})
"""What a form does itself, field by field."""


class MainWindow(QMainWindow):
    """`lock_requested`: nothing of the practice may stay in this process; whoever opened it starts anew.

    `switch_requested`: the same, and somebody else will work here.  `afresh_requested`: what was practised is
    to be forgotten.
    """

    lock_requested = Signal()
    switch_requested = Signal()
    afresh_requested = Signal()
    restore_requested = Signal()
    way_back_requested = Signal(object)
    settings_changed = Signal(object)
    _disk_changed = Signal()

    def __init__(self, workspace: Workspace, settings: Settings, choose: Choosers | None = None) -> None:
        super().__init__()
        self._workspace, self.settings = workspace, settings
        self._choose = choose or Choosers()
        self._history = History()
        self._toast: Toast | None = None
        self.place = HOME
        self.setWindowTitle("IAGO Desktop")  # no names: titles show in the task bar
        self.setMinimumSize(*SMALLEST)
        self.finder = Finder(workspace, self)
        self.commands = Commands(self)
        self._shortcuts = self._make_shortcuts()
        self.idle = IdleWatch(settings.lock_minutes, self)
        self.idle.expired.connect(self.lock)
        self.weekly = WeeklyCheck(workspace, self.idle.quiet, self)
        self.weekly.checked.connect(lambda _found: self._banners.look())
        self.clipboard = ClipboardGuard(self)
        self.outgoing = Outgoing(workspace, self)
        self.outgoing.counted.connect(self._show_outgoing)
        self._build_frame()
        # A service may write on another thread: the signal brings the news over to this one.
        self._disk_changed.connect(self._on_disk_changed)
        self._listener = lambda _changes: self._disk_changed.emit()
        workspace.changed.append(self._listener)
        QApplication.styleHints().colorSchemeChanged.connect(self._on_colours_of_computer)
        self.go(HOME)

    def _build_frame(self) -> None:
        """Rail, top bar and no page yet, in the language of now."""
        self._kept: dict[Place, Page] = {}
        language, choose = self._workspace.language, self._choose.save
        self.printer = Printer(self, choose, language, done=self.say_done, trouble=self.say_trouble)
        self.rail = NavRail()
        self.rail.chosen.connect(lambda name: self.go(Place(name)))
        self.rail.lock_requested.connect(self.lock)
        self.top = TopBar(self._workspace)
        self.top.search_asked.connect(self.finder.open_palette)
        self.top.switch_asked.connect(self.switch_user)
        self.idle.left.connect(self.top.show_left)
        self.pages = QStackedWidget()
        self._banners = Banners(self._workspace)
        self._banners.day_changed.connect(self.rebuild)
        self._banners.go_on_asked.connect(lambda draft: self.go(Place("form", draft)))
        right = column(self.top, self._banners)
        right.addWidget(self.pages, 1)
        central = Ground(training=self._workspace.training)
        layout = row(self.rail, margins=central.margins(), parent=central)
        layout.addLayout(right, 1)
        self.setCentralWidget(central)
        central.show()  # at once, for the focus goes to none that is hidden
        self._show_counts()
        self._lay_out()

    def _make_shortcuts(self) -> dict[str, QShortcut]:
        runs = self.commands.all()
        shortcuts = {}
        for key in Keyboard().window():
            shortcuts[key.id] = QShortcut(QKeySequence(key.keys), self)
            shortcuts[key.id].activated.connect(runs[key.id])
        return shortcuts

    # where the window is

    def page(self) -> Page:
        page = self.pages.currentWidget()
        if not isinstance(page, Page):
            raise TypeError(type(page))
        return page

    def go(self, place: Place) -> None:
        """Show another place; the one that is left can be gone back to."""
        self.finder.close()
        if self._history.here() == place:
            self._refresh_page()
        elif self._show(place):
            self._history.came_to(place)

    def _go_instead(self, place: Place) -> None:
        if self._show(place):
            self._history.came_instead(place)

    def go_back(self) -> None:
        """What is gone (a draft that was signed) is passed over."""
        self._go_along(self._history.back())

    def go_forward(self) -> None:
        self._go_along(self._history.forward())

    def _go_along(self, places: Any) -> None:
        for place in places:
            if self._show(place):
                self._history.went_to(place)
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
        if place.kind == "form":
            self._banners.offer_to_go_on(None)
        if self.pages.indexOf(page) < 0:
            self.pages.addWidget(page)
        self.pages.setCurrentWidget(page)
        self.top.show_state("")  # a form that was left has just said that it is saved
        if before is not None and before is not page and before not in self._kept.values():
            self.pages.removeWidget(before)
            before.deleteLater()
        above = page.above.kind if page.above is not None else ""
        known = [kind for kind in (place.kind, above) if kind in self.rail.items]
        self.rail.show_current(known[0] if known else "patients")
        for action in _FORM_KEYS:
            self._shortcuts[action].setEnabled(place.kind != "form")
        self._refresh_page()
        self.top.crumbs.show_parts(page.crumbs)
        self.finder.saw(page.patient_id)
        page.take_focus()
        return True

    def _build(self, place: Place) -> Page:
        page = build(self._workspace, self.settings, self._choose, place)
        page.notice.connect(self.say_done)
        page.undoable.connect(self.say_done)
        page.printing.connect(self._print)
        page.trouble.connect(self.say_trouble)
        page.state.connect(self.top.show_state)
        page.go.connect(self.go)
        page.instead.connect(self._go_instead)
        page.done.connect(self.go_back_from)
        page.settings_changed.connect(self.use_settings)
        page.afresh.connect(self.afresh_requested)
        page.restoring.connect(self._restore)
        page.going_back.connect(self._go_back_a_version)
        if isinstance(page, TodayPage):
            page.counted.connect(self._show_due)
            page.side.export_asked.connect(lambda: self.commands.do("export"))
            page.side.copy_asked.connect(lambda: self.go(Place("settings", "backup")))
        if place.kind in KEPT:
            self._kept[place] = page
        return page

    def rebuild(self) -> None:
        """Everything anew at the same place: the language is another one, or how people are named."""
        stopped = self.page().stopped_at()
        self.pages.hide()  # a form keeps what is still being typed
        self._build_frame()
        self._show(self.place)
        self.page().restore(stopped)

    # what it says

    def say_done(self, words: str, undo: Callable[[], object] | None = None) -> None:
        """One toast at a time."""
        if self._toast is not None:
            self._toast.deleteLater()
        self._toast = Toast(self, words, undo)
        self._toast.closed.connect(self._forget_toast)

    def _print(self, printout: Printout) -> None:
        self.printer.print(printout)

    def undo(self) -> None:
        """What the toast says was done, while it can be read."""
        if self._toast is not None:
            self._toast.undo()

    def _forget_toast(self) -> None:
        self._toast = None

    def toast(self) -> str:
        return self._toast.text() if self._toast is not None else ""

    def say_trouble(self, words: str) -> None:
        """A banner under the top bar; it stays until the page is left or the thing is mended."""
        self._banners.say_trouble(words)

    @property
    def banner(self) -> Banner | None:
        return self._banners.trouble

    # how it looks

    def use_settings(self, settings: Settings) -> None:
        """Take effect at once; whoever opened the window keeps them."""
        before, self.settings = self.settings, settings
        self.idle.use(settings.lock_minutes)
        self.settings_changed.emit(settings)
        self._workspace.language, self._workspace.ctcae_version = settings.language, settings.ctcae_version
        app = QApplication.instance()
        if isinstance(app, QApplication):
            use_settings(app, settings)
        if before.language != settings.language:
            self.rebuild()
        for each in self.findChildren(QWidget):
            each.update()

    def _on_colours_of_computer(self) -> None:
        if self.settings.colour_mode == "system":
            self.use_settings(self.settings)

    def toggle_names(self) -> None:
        names.hide_names(not names.are_hidden())
        self.rebuild()

    # what changes

    def _on_disk_changed(self) -> None:
        self._show_counts()
        self.finder.forget()
        if self.place.kind != "form":  # a form knows what it saved
            self._refresh_page()

    def _refresh_page(self) -> None:
        self.page().refresh()

    def _show_due(self, due: int, drafts: int) -> None:
        self.rail.items["today"].set_count(due)
        self.rail.items["drafts"].set_count(drafts)

    def _show_outgoing(self, records: int) -> None:
        self.rail.items["registry"].set_count(records)

    def _show_counts(self) -> None:
        self.outgoing.count()
        self._banners.look()

    def lock(self) -> None:
        self._put_away()
        self.lock_requested.emit()

    def switch_user(self) -> None:
        """Lock, for somebody else to unlock; what was begun waits."""
        self._put_away()
        self.switch_requested.emit()

    def _restore(self) -> None:
        self._put_away()
        self.restore_requested.emit()

    def _go_back_a_version(self, way: object) -> None:
        self._put_away()
        self.way_back_requested.emit(way)

    def _stop_looking(self) -> None:
        """What looks by itself, now and then: nothing may ask a practice that is being closed."""
        for each in (self.idle, self.weekly, self.outgoing, self._banners):
            each.stop()
        self.clipboard.clear_now()

    def _put_away(self) -> None:
        self._stop_looking()
        place = {"kind": self.place.kind, "id": self.place.id, "page": self.page().stopped_at()}
        self.page().rest()
        self.hide()
        with suppress(IagoError):  # a full disk must not keep the window open
            stopping.keep(self._workspace, place)

    def stand_again(self) -> None:
        """Where this person was when the window was locked; Today, if it is gone or somebody else was."""
        with suppress(IagoError):
            if stopped := stopping.take(self._workspace):
                self.go(place := Place(stopped["kind"], stopped["id"]))
                if self.place == place:
                    self.page().restore(stopped["page"])
            elif cut_off := stopping.cut_off(self._workspace):
                self._banners.offer_to_go_on(cut_off)

    def full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Not shortcuts: whatever has the focus may want the key first.
        if event.key() == Qt.Key.Key_Escape:
            self.go_up()
            return
        pressed = QKeySequence(event.keyCombination())
        for action in self.page().actions_here():
            if action.keys and QKeySequence(action.keys) == pressed:
                action.run()
                return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        self.rail.fit(self.width())
        self.top.fit(self.width())
        self.finder.fit()
        if self._toast is not None:
            self._toast.move(self._toast.x(), self.height() - 120)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.idle.start()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._stop_looking()
        if self._listener in self._workspace.changed:
            self._workspace.changed.remove(self._listener)
        super().closeEvent(event)
