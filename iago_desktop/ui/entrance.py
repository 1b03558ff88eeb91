"""The window before the practice is open: unlock, first start, or what stands in the way."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QPaintEvent, QShortcut
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from iago_desktop.errors import IagoError
from iago_desktop.services import entrance, swap
from iago_desktop.services.entrance import Person
from iago_desktop.settings import Language, Settings
from iago_desktop.store import places
from iago_desktop.store.attempts import Attempts
from iago_desktop.store.lock import FolderLock
from iago_desktop.ui.pages.trouble import TroublePage
from iago_desktop.ui.pages.unlock import UnlockPage
from iago_desktop.ui.pages.wait import WaitPage
from iago_desktop.ui.paint import window_icon
from iago_desktop.ui.tasks import Task
from iago_desktop.ui.texts import use_language

if TYPE_CHECKING:  # seen once in the life of a practice: not imported for every unlock
    from iago_desktop.ui.pages.damaged import DamagedPage
    from iago_desktop.ui.pages.first_start import FirstStart
    from iago_desktop.ui.pages.new_sheet import NewSheetView
    from iago_desktop.ui.pages.restore import RestorePage

SIZE = (1366, 768)
SMALLEST = (1024, 560)


class Doors:
    """How a practice is opened or founded.  unlock(), recover() and practise() run on another thread."""

    def unlock(self, user_id: str, password: str, language: Language) -> object:
        raise NotImplementedError

    def recover(self, code: str, new_password: str, language: Language) -> object:
        raise NotImplementedError

    def replacement(self, workspace: object, language: Language) -> "NewSheetView | None":  # noqa: ARG002
        """What asks for a new recovery sheet, where this person came in by the one before."""
        return None

    def practise(self, language: Language) -> object:
        """The training practice; slow the first time."""
        raise NotImplementedError

    def first_start(self, language: Language) -> "FirstStart":
        raise NotImplementedError

    def rescue(self, error: IagoError, language: Language) -> "DamagedPage | None":  # noqa: ARG002
        """The page for a damaged database of which something can still be read."""
        return None

    def restore(self, language: Language) -> "RestorePage":
        raise NotImplementedError


class Entrance(QWidget):
    """`painted` comes once, after the first picture is on the screen; `opened` brings the practice."""

    painted = Signal()
    opened = Signal(object)
    settings_changed = Signal(object)

    def __init__(self, folder: Path, settings: Settings, doors: Doors) -> None:
        super().__init__()
        self._folder, self._settings, self._doors = folder, settings, doors
        self._first_start: FirstStart | None = None
        self._was_painted = False
        self._stack = QStackedWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self.setWindowTitle("IAGO Desktop")
        QApplication.setWindowIcon(window_icon())  # of every window, also of those that come later
        self.setMinimumSize(*SMALLEST)
        self.resize(*SIZE)
        QShortcut(QKeySequence(Qt.Key.Key_F11), self).activated.connect(self._on_full_screen)
        self.look()

    def page(self) -> QWidget | None:
        return self._stack.currentWidget()

    def look(self) -> None:
        """See what is in the folder, and show the page for it."""
        try:
            places.refuse(self._folder)
            swap.finish(self._folder)  # a restore that was stopped after it was decided
            if self._folder.exists():
                # Held for a moment only: whoever unlocks takes it for good.
                with FolderLock(self._folder) as lock:
                    is_set_up, wait = entrance.is_set_up(self._folder), Attempts(lock).left()
            else:
                is_set_up, wait = False, 0
            people = entrance.people(self._folder) if is_set_up else ()
            if not is_set_up and (self._folder / entrance.DATABASE).exists():
                entrance.people(self._folder)  # says that the key store is missing
        except IagoError as error:
            self.show_trouble(error)
            return
        if people:
            self._show_unlock(people, wait)
        else:
            self._show_first_start()

    def _on_unlocked(self, workspace: object) -> None:
        """A sheet that was used is replaced before anything else."""
        view = self._doors.replacement(workspace, self._settings.language)
        if view is None:
            self.opened.emit(workspace)
            return
        view.done.connect(lambda: self.opened.emit(workspace))
        view.left.connect(lambda: self.opened.emit(workspace))
        self.show_page(view)

    def _show_unlock(self, people: Sequence[Person], wait: int) -> None:
        language: Language = self._settings.language
        page = UnlockPage(
            people,
            lambda user, password: self._doors.unlock(user, password, language),
            lambda code, password: self._doors.recover(code, password, language),
            language,
            first=self._settings.person,
            wait=wait,
        )
        page.opened.connect(self._on_unlocked)
        page.stopped.connect(self.show_trouble)
        page.language_chosen.connect(self._on_language)
        page.practise_asked.connect(self._on_practise)
        page.restore_asked.connect(self.show_restore)
        self.show_page(page)

    def _show_first_start(self) -> "FirstStart":
        page = self._doors.first_start(self._settings.language)
        page.opened.connect(self.opened)
        page.stopped.connect(self._on_founding_stopped)
        page.language_chosen.connect(self._on_language)
        page.practise_asked.connect(self._on_practise)
        page.restore_asked.connect(self.show_restore)
        self.show_page(page)
        self._first_start = page
        return page

    def show_restore(self) -> None:
        """A backup is put in the place of what is here; back to what is here if none was."""
        page = self._doors.restore(self._settings.language)
        page.left.connect(self.look)
        page.done.connect(self.look)
        self.show_page(page)

    def _on_founding_stopped(self, error: IagoError) -> None:
        """What was typed is kept: after the disk was freed, the first start goes on where it stood."""
        first_start = self._first_start
        trouble = TroublePage(error, self._settings.language, self._folder)
        self._stack.addWidget(trouble)
        self._stack.setCurrentWidget(trouble)
        trouble.closed.connect(self.close)

        def back() -> None:
            self._stack.removeWidget(trouble)
            trouble.deleteLater()
            if first_start is not None:
                self._stack.setCurrentWidget(first_start)

        trouble.again.connect(back if error.code != "keystore_exists" else self.look)

    def show_trouble(self, error: IagoError) -> None:
        """What stands in the way, or the page that rescues a damaged database."""
        damaged = self._doors.rescue(error, self._settings.language)
        if damaged is not None:
            damaged.done.connect(self.look)
            damaged.restore_asked.connect(self.show_restore)
            self.show_page(damaged)
            return
        page = TroublePage(error, self._settings.language, self._folder)
        page.again.connect(self.look)
        page.closed.connect(self.close)
        page.restore_asked.connect(self.show_restore)
        self.show_page(page)

    def show_page(self, page: QWidget) -> None:
        """The one page; the one before is gone, with whatever was typed into it."""
        self._first_start = None
        while (old := self._stack.currentWidget()) is not None:
            self._stack.removeWidget(old)
            old.deleteLater()
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)

    def _on_language(self, language: Language) -> None:
        self._settings = replace(self._settings, language=language)
        self.settings_changed.emit(self._settings)
        app = QApplication.instance()
        if app is not None:
            use_language(app, language)
        if self._first_start is not None:
            answers = self._first_start.answers()
            self._show_first_start().practice.fill(answers)
        else:
            self.look()

    def _on_practise(self) -> None:
        language = self._settings.language
        self.show_page(WaitPage())
        self._task = Task(lambda: self._doors.practise(language), self)
        self._task.finished.connect(self.opened)
        self._task.failed.connect(self._on_not_practised)
        self._task.start()

    def _on_not_practised(self, error: object) -> None:
        if isinstance(error, IagoError):
            self.show_trouble(error)
        else:
            self.look()

    def _on_full_screen(self) -> None:
        self.showNormal() if self.isFullScreen() else self.showFullScreen()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self, self.painted.emit)
