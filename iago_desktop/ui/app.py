"""Where everything is put together: settings, the entrance, the main window, the page for unknown errors.

Imports inside functions are allowed here and nowhere else: the database, the models and the expression
language take longer to import than the unlock window takes to appear, and nobody needs them before it is on
the screen.
"""

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication, QObject, QThreadPool, Signal
from PySide6.QtWidgets import QApplication, QWidget

from iago_desktop import __version__, paths, settings
from iago_desktop.errors import IagoError, StoreError, UnlockError
from iago_desktop.settings import Language, Settings
from iago_desktop.signing.argon import Argon
from iago_desktop.store import hardening
from iago_desktop.ui.appearance import use_colours, use_text_size
from iago_desktop.ui.crash import LOG, CrashGuard
from iago_desktop.ui.entrance import Doors, Entrance
from iago_desktop.ui.pages.trouble import CrashPage
from iago_desktop.ui.tasks import Task
from iago_desktop.ui.texts import system_language, use_language
from iago_desktop.ui.tokens import apply_style

if TYPE_CHECKING:
    from iago_desktop.services.enrolment import CardPreview
    from iago_desktop.services.setup import NewPractice
    from iago_desktop.services.way_back import WayBack
    from iago_desktop.services.workspace import Workspace
    from iago_desktop.store.backup import Backup
    from iago_desktop.ui.page import ChooseFile
    from iago_desktop.ui.pages.damaged import DamagedPage
    from iago_desktop.ui.pages.first_start import FirstStart
    from iago_desktop.ui.pages.new_sheet import NewSheetView
    from iago_desktop.ui.pages.restore import RestorePage

Restart = Callable[[], None]


class FolderDoors(Doors):
    """The services over one data folder.  `argon` None measures what this machine can bear."""

    def __init__(
        self,
        folder: Path,
        argon: Argon | None,
        choose_card: "ChooseFile",
        choose_backup: "ChooseFile | None" = None,
    ) -> None:
        self._folder, self._argon, self._choose_card = folder, argon, choose_card
        self._choose_backup = choose_backup or _ask_for_backup

    def unlock(self, user_id: str, password: str, language: Language) -> object:
        from iago_desktop.services import setup  # noqa: PLC0415 -- brings the database: see above

        return _mended(setup.open_workspace(self._folder, user_id, password, language))

    def recover(self, code: str, new_password: str, language: Language) -> object:
        from iago_desktop.services import setup  # noqa: PLC0415 -- brings the database: see above

        return _mended(
            setup.open_with_recovery(self._folder, code, new_password, language, argon=self._argon)
        )

    def replacement(self, workspace: object, language: Language) -> "NewSheetView | None":
        from iago_desktop.services import sheets  # noqa: PLC0415 -- brings the database: see above

        practice = cast("Workspace", workspace)
        if not sheets.sheet_is_due(practice):
            return None
        from iago_desktop.ui.pages.new_sheet import NewSheetView  # noqa: PLC0415 -- needed after a recovery only

        why = QCoreApplication.translate(
            "Unlock", "You came in by the recovery sheet. Write down a new one; the old one is void then."
        )
        return NewSheetView(lambda: sheets.NewSheet(practice, argon=self._argon), language, why)

    def practise(self, language: Language) -> object:
        from iago_desktop.services import training  # noqa: PLC0415 -- brings the database: see above

        return training.open_training(paths.training_folder(self._folder), language)

    def first_start(self, language: Language) -> "FirstStart":
        from iago_desktop.ui.pages.first_start import FirstStart  # noqa: PLC0415 -- six pages, needed once

        founding = FolderFounding(self._folder, language, self._argon)
        return FirstStart(founding, self._choose_card, language)

    def rescue(self, error: IagoError, language: Language) -> "DamagedPage | None":
        if not isinstance(error, StoreError):
            return None
        from iago_desktop.services.damaged import DamagedDatabaseError  # noqa: PLC0415 -- see above

        if not (isinstance(error, DamagedDatabaseError) and error.can_be_rescued):
            return None
        from iago_desktop.services.rescue import Rescue  # noqa: PLC0415 -- see above
        from iago_desktop.ui.pages.damaged import DamagedPage  # noqa: PLC0415 -- hopefully never needed

        return DamagedPage(Rescue(error), language)

    def restore(self, language: Language) -> "RestorePage":
        from iago_desktop.ui.pages.restore import RestorePage  # noqa: PLC0415 -- four pages, seldom needed

        return RestorePage(FolderRestoring(self._folder, language), self._choose_backup, language)


class FolderRestoring:
    """A restore into one folder; see services.restore.Restore for what holds when it stops half-way."""

    def __init__(self, folder: Path, language: Language) -> None:
        from iago_desktop.services.restore import Restore  # noqa: PLC0415 -- see above

        self._language, self._folder = language, folder
        self._restore = Restore(folder)
        self.take, self.cancel = self._restore.take, self._restore.cancel
        self.unlock, self.unlock_with_sheet = self._restore.unlock, self._restore.unlock_with_sheet
        self.preview, self.carry_out = self._restore.preview, self._restore.carry_out

    def offered(self) -> "Sequence[Backup]":
        from iago_desktop.services import restore  # noqa: PLC0415 -- see above

        return restore.offered(self._folder)

    def titles(self) -> Mapping[str, str]:
        from iago_desktop.services import restore  # noqa: PLC0415 -- see above

        return restore.titles(self._language)


class FolderFounding:
    """A first start in one folder; see services.setup.NewPractice for what holds when it stops half-way."""

    def __init__(self, folder: Path, language: Language, argon: Argon | None) -> None:
        self._folder, self._language, self._argon = folder, language, argon
        self._new: NewPractice | None = None

    def prepare(
        self, practice: str, place: str, name: str, role: str, password: str
    ) -> tuple[tuple[str, ...], tuple[int, ...]]:
        from iago_desktop.services.setup import NewPractice  # noqa: PLC0415 -- see above

        self.cancel()
        self._new = NewPractice(self._folder, self._argon)
        groups = self._new.prepare(practice, place, name, role, password)
        return groups, self._new.asked

    def confirm(self, typed: Mapping[int, str]) -> None:
        self._prepared().confirm(typed)

    def create(self) -> object:
        workspace = self._prepared().create(self._language)
        self._new = None
        return workspace

    def read_card(self, data: bytes) -> "CardPreview":
        from iago_desktop.services import enrolment  # noqa: PLC0415 -- see above

        return enrolment.read_card(data)

    def pin_card(self, workspace: object, data: bytes, group: str) -> None:
        from iago_desktop.services import enrolment  # noqa: PLC0415 -- see above

        enrolment.pin_card(cast("Workspace", workspace), data, group)

    def cancel(self) -> None:
        if self._new is not None:
            self._new.cancel()
            self._new = None

    def _prepared(self) -> "NewPractice":
        if self._new is None:
            raise RuntimeError("nothing is prepared")
        return self._new


class Program(QObject):
    """One run of the program: the entrance, then the main window, then everything closed."""

    opened = Signal(object)
    """The main window is on the screen."""

    def __init__(
        self,
        app: QApplication,
        folder: Path,
        chosen: Settings,
        *,
        settings_file: Path,
        log_folder: Path,
        argon: Argon | None = None,
        choose_card: "ChooseFile | None" = None,
        choose_backup: "ChooseFile | None" = None,
        restart: Restart | None = None,
    ) -> None:
        super().__init__(app)
        self._app, self._chosen, self._settings_file = app, chosen, settings_file
        self._folder = folder
        self._log = log_folder / LOG
        self._restart = restart or _restart_process
        self._workspace: Workspace | None = None
        self.main: QWidget | None = None
        self.guard = CrashGuard(log_folder, self._show_crash, self)
        use_language(app, chosen.language)
        doors = FolderDoors(folder, argon, choose_card or _ask_for_card, choose_backup)
        self.entrance = Entrance(folder, chosen, doors)
        self.entrance.settings_changed.connect(self._on_settings)
        self.entrance.opened.connect(self._on_opened)
        app.aboutToQuit.connect(self.close)

    def start(self) -> None:
        self.guard.install()
        self.entrance.painted.connect(self._prepare_services)
        self.entrance.show()

    def _prepare_services(self) -> None:
        """While the password is being typed: what the next step needs, on another thread."""
        Task(_import_services, self).start()

    def _on_settings(self, chosen: Settings) -> None:
        self._chosen = chosen
        settings.save(chosen, self._settings_file)

    def _on_opened(self, workspace: "Workspace") -> None:
        from iago_desktop.ui.main_window import MainWindow  # noqa: PLC0415 -- brings the services: see above

        self._workspace = workspace
        workspace.ctcae_version = self._chosen.ctcae_version
        # 0.25 s that the first form would wait for.
        Task(_warm_up, self).start()
        if not workspace.training:
            self._expect(workspace.user.id)
        main = MainWindow(workspace, self._chosen)
        main.lock_requested.connect(self._on_lock)
        main.switch_requested.connect(self._on_switch)
        main.afresh_requested.connect(self._on_afresh)
        main.restore_requested.connect(self._on_restore)
        main.way_back_requested.connect(self._on_way_back)
        main.settings_changed.connect(self._on_settings)
        main.setGeometry(self.entrance.geometry())
        self.main = main
        if self.entrance.isMaximized():
            main.showMaximized()
        elif self.entrance.isFullScreen():
            main.showFullScreen()
        else:
            main.show()
        self.entrance.hide()
        main.stand_again()
        self.opened.emit(main)

    def _on_lock(self) -> None:
        """Nothing of the practice may stay in memory: a new process shows the unlock page."""
        self.close()
        self._restart()

    def _on_switch(self) -> None:
        self._expect("")
        self._on_lock()

    def _on_afresh(self) -> None:
        """What was practised is gone; the training practice is made anew when it is opened next."""
        from iago_desktop.services import training  # noqa: PLC0415 -- imported long ago; bound late only

        if self.main is not None:
            self.main.hide()
        self.close()
        with suppress(IagoError):  # what could not be removed is there when it is opened next
            training.start_afresh(paths.training_folder(self._folder))
        self._restart()

    def _on_restore(self) -> None:
        """The practice is closed first, with its backup of today, so that it can be put aside."""
        main, self.main = self.main, None
        self.close()
        self.entrance.show_restore()
        self.entrance.show()
        if main is not None:
            main.close()
            main.deleteLater()

    def _on_way_back(self, way: "WayBack") -> None:
        from iago_desktop.ui.going_back import go_back  # noqa: PLC0415 -- once in the life of a version

        main, self.main, self._workspace = self.main, None, None
        go_back(main, self.entrance, way)

    def _expect(self, person: str) -> None:
        """Who will unlock next.  What was chosen for this run only, such as the language, is not kept."""
        kept = settings.load(self._settings_file, self._chosen)
        settings.save(replace(kept, person=person), self._settings_file)
        self._chosen = replace(self._chosen, person=person)

    def close(self) -> None:
        QThreadPool.globalInstance().waitForDone()
        if self._workspace is not None:
            from iago_desktop.services import backup, setup, way_back  # noqa: PLC0415 -- imported long ago

            workspace, self._workspace = self._workspace, None
            if not workspace.training:
                # One that cannot be made must not keep the practice open: Today says how old the last is.
                with suppress(IagoError):
                    way_back.close_if_due(workspace)
                    backup.at_close(workspace)
                    backup.try_if_due(workspace)
            setup.close(workspace)
        self.guard.release()

    def _show_crash(self) -> None:
        over = self._app.activeWindow() or self.main or self.entrance
        CrashPage(over, self._log)


def main(argv: Sequence[str] | None = None, watch: QObject | None = None) -> int:
    """The program until its last window is closed.  `watch` sees every event, as benchmarks need."""
    arguments = _parser().parse_args(argv)
    hardening.harden()
    file = paths.settings_file()
    chosen = settings.load(file, Settings(language=system_language()))
    use_text_size(chosen.text_size)
    app = QApplication(sys.argv[:1])
    if watch is not None:
        app.installEventFilter(watch)
    if arguments.language:
        chosen = replace(chosen, language=arguments.language)
    apply_style(app)
    use_colours(app, chosen)
    app.setApplicationName("IAGO Desktop")
    folder = arguments.data or chosen.data_folder or paths.data_folder()
    program = Program(app, folder, chosen, settings_file=file, log_folder=paths.log_folder())
    program.start()
    return app.exec()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="iago-desktop",
        description="Documents toxicities after CAR-T.",
        epilog="iago-desktop check --data DIR: whether the data of a practice hold, without a window.",
    )
    parser.add_argument("--data", type=Path, metavar="DIR", help="the folder of the practice's data")
    parser.add_argument("--language", choices=("en", "de"), help="the language of the window, this time")
    parser.add_argument("--version", action="version", version=__version__)
    return parser


def _mended(workspace: "Workspace") -> "Workspace":
    """Before anything is listed: one row that cannot be read would stop every list it is in."""
    from iago_desktop.services import mending  # noqa: PLC0415 -- brings the database: see above

    try:
        workspace.put_back = mending.mend(workspace).restored
    except BaseException:
        workspace.store.close()
        raise
    return workspace


def _import_services() -> None:
    from iago_desktop.services import enrolment, setup  # noqa: F401, PLC0415 -- imported for later
    from iago_desktop.signing.passwords import check_password  # noqa: PLC0415 -- brings the ciphers

    with suppress(UnlockError):
        check_password("")  # its word lists


def _warm_up() -> None:
    from iago_desktop.rules import expressions  # noqa: PLC0415 -- imports the expression language

    expressions.warm_up()


def _ask_for_card(over: QWidget) -> Path | None:
    from iago_desktop.ui import choosers  # noqa: PLC0415 -- the file dialog is needed once in a lifetime

    return choosers.choose_file(over)


def _ask_for_backup(over: QWidget) -> Path | None:
    from iago_desktop.ui import choosers  # noqa: PLC0415 -- see above

    return choosers.choose_backup(over)


def _restart_process() -> None:
    frozen = getattr(sys, "frozen", False)
    command = [sys.executable, *([] if frozen else ["-m", "iago_desktop"]), *sys.argv[1:]]
    if sys.platform == "win32":
        import subprocess  # noqa: PLC0415 -- see above

        subprocess.Popen(command)  # noqa: S603 -- ourselves
        sys.exit(0)
    os.execv(command[0], command)  # noqa: S606 -- ourselves
