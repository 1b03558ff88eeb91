"""The program as a whole: what is imported when, one start on one folder, and where unknown errors end."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from iago_desktop import __main__, settings
from iago_desktop.errors import StoreError, UnlockError
from iago_desktop.services import setup
from iago_desktop.services.setup import NewPractice
from iago_desktop.services.workspace import Workspace
from iago_desktop.settings import Language, Settings
from iago_desktop.signing.keystore import FLOOR
from iago_desktop.store.backup import backups
from iago_desktop.store.lock import FolderLock
from iago_desktop.ui.app import FolderFounding
from iago_desktop.ui.crash import LOG
from iago_desktop.ui.entrance import Doors, Entrance
from iago_desktop.ui.main_window import MainWindow
from iago_desktop.ui.pages.first_start import FirstStart
from iago_desktop.ui.pages.new_sheet import NewSheetView
from iago_desktop.ui.pages.trouble import CrashPage, TroublePage
from iago_desktop.ui.pages.unlock import UnlockPage
from tests.conftest import PASSWORD
from tests.ui.programs import Start, focused, unlock

FIRST_PAINT = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from iago_desktop.settings import Settings
from iago_desktop.ui.app import Program
from iago_desktop.ui.tokens import apply_style

app = QApplication([])
apply_style(app)
folder, elsewhere = Path(sys.argv[1]), Path(sys.argv[2])
program = Program(app, folder, Settings(), settings_file=elsewhere / "settings.json", log_folder=elsewhere)
heavy = "sqlalchemy sqlmodel pydantic cel typer rich alembic zxcvbn pyrage minisign".split()

def report():
    print(" ".join(name for name in heavy if name in sys.modules))
    print(type(program.entrance.page()).__name__)
    app.quit()

program.entrance.painted.connect(report)
program.start()
app.exec()
"""


def test_at_the_first_paint_nothing_heavy_is_imported(practice_folder: Path, tmp_path: Path) -> None:
    for folder, page in ((practice_folder, "UnlockPage"), (tmp_path / "empty", "FirstStart")):
        run = subprocess.run(
            [sys.executable, "-c", FIRST_PAINT, folder, tmp_path],
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
            env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        )
        assert run.stdout.split("\n")[:2] == ["", page]


def test_password_to_the_main_window(qtbot: QtBot, start: Start, practice_folder: Path) -> None:
    program = start(practice_folder)
    assert isinstance(program.entrance.page(), UnlockPage)
    main = unlock(qtbot, program)
    assert main.isVisible()
    assert not program.entrance.isVisible()
    assert main.windowTitle() == "IAGO Desktop"
    with pytest.raises(Exception, match="database_in_use"):
        FolderLock(practice_folder).acquire()
    program.close()
    FolderLock(practice_folder).acquire()


def test_the_first_close_of_a_day_leaves_a_backup(qtbot: QtBot, start: Start, practice_folder: Path) -> None:
    program = start(practice_folder)
    unlock(qtbot, program)
    program.close()
    (made,) = backups(practice_folder / "backups")
    assert made.day == date.today()


def test_a_backup_that_cannot_be_made_does_not_keep_the_practice_open(
    qtbot: QtBot, start: Start, practice_folder: Path
) -> None:
    program = start(practice_folder)
    unlock(qtbot, program)
    (practice_folder / "backups").write_bytes(b"in the way")
    program.close()
    FolderLock(practice_folder).acquire()


def test_a_wrong_password_leaves_the_folder_free(qtbot: QtBot, start: Start, practice_folder: Path) -> None:
    program = start(practice_folder)
    page = program.entrance.page()
    assert isinstance(page, UnlockPage)
    qtbot.keyClicks(focused(), "something else entirely")
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.sign_in.message.tone() == "error")
    FolderLock(practice_folder).acquire()
    unlock(qtbot, program)


def test_the_recovery_sheet_and_a_new_password_open_the_practice(
    qtbot: QtBot, start: Start, tmp_path: Path
) -> None:
    folder = tmp_path / "own"
    new = NewPractice(folder, FLOOR)
    groups = new.prepare("Praxis", "Wien", "Maria Weber", "study_nurse", PASSWORD)
    new.confirm({index: groups[index] for index in new.asked})
    setup.close(new.create("en"))
    program = start(folder)
    page = program.entrance.page()
    assert isinstance(page, UnlockPage)
    page.sign_in.forgot.click()
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    for group in groups:
        qtbot.keyClicks(focused(), group)
    fresh = "other lamps on a silent river"
    qtbot.keyClicks(focused(), fresh)
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    qtbot.keyClicks(focused(), fresh)
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    # A new sheet comes before anything else; the one that was used is void then.
    qtbot.waitUntil(lambda: isinstance(program.entrance.page(), NewSheetView))
    view = program.entrance.page()
    assert isinstance(view, NewSheetView)
    qtbot.waitUntil(lambda: focused() is view.next and view._drawn is not None)
    assert view._drawn is not None
    written = view._drawn.groups
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    for index in view.step.frames:
        qtbot.keyClicks(focused(), written[index])
    assert program.main is None
    with qtbot.waitSignal(program.opened):
        qtbot.keyClick(focused(), Qt.Key.Key_Return)
    assert isinstance(program.main, MainWindow)
    program.close()
    setup.close(setup.open_workspace(folder, "u1", fresh, "en"))
    with pytest.raises(UnlockError, match="wrong_recovery"):
        setup.open_with_recovery(folder, "-".join(groups), PASSWORD, "en", argon=FLOOR)
    setup.close(setup.open_with_recovery(folder, "-".join(written), PASSWORD, "en", argon=FLOOR))


class _Refusing(Doors):
    """A first start whose disk is full once."""

    def first_start(self, language: Language) -> FirstStart:
        return FirstStart(_Full(Path("unused"), language, FLOOR), lambda _over: None, language)


class _Full(FolderFounding):
    def prepare(self, *_answers: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
        raise StoreError("disk_full")


def test_a_full_disk_at_the_first_start_keeps_what_was_typed(qtbot: QtBot, tmp_path: Path) -> None:
    entrance = Entrance(tmp_path / "new", Settings(), _Refusing())
    qtbot.addWidget(entrance)
    with qtbot.waitActive(entrance):
        entrance.show()
    for text in ("Praxis", "Wien", "Maria Weber"):
        qtbot.keyClicks(focused(), text)
        qtbot.keyClick(focused(), Qt.Key.Key_Return)
    qtbot.keyClicks(focused(), "1")
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    for _ in range(2):
        qtbot.keyClicks(focused(), PASSWORD)
        qtbot.keyClick(focused(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(entrance.page(), TroublePage))
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    page = entrance.page()
    assert isinstance(page, FirstStart)
    assert page.answers().name == "Maria Weber"
    assert page.password.password.text() == PASSWORD


def test_locking_closes_the_practice_and_restarts(qtbot: QtBot, start: Start, practice_folder: Path) -> None:
    restarted: list[bool] = []

    def restart() -> None:
        FolderLock(practice_folder).acquire()  # free again, before the new process needs it
        restarted.append(True)

    main = unlock(qtbot, start(practice_folder, restart=restart))
    qtbot.keyClick(main, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert restarted == [True]


def test_a_second_start_says_so_and_goes_on_when_the_first_is_closed(
    qtbot: QtBot, start: Start, practice_folder: Path
) -> None:
    other = FolderLock(practice_folder)
    other.acquire()
    program = start(practice_folder)
    page = program.entrance.page()
    assert isinstance(page, TroublePage)
    assert "already open" in page.sentence.text()
    assert f"(process {os.getpid()})" in page.detail.text()
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    assert isinstance(program.entrance.page(), TroublePage)
    other.release()
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    assert isinstance(program.entrance.page(), UnlockPage)


def test_a_start_between_ours_and_our_unlocking_says_so(
    qtbot: QtBot, start: Start, practice_folder: Path
) -> None:
    program = start(practice_folder)
    with FolderLock(practice_folder):
        qtbot.keyClicks(focused(), PASSWORD)
        qtbot.keyClick(focused(), Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: isinstance(program.entrance.page(), TroublePage))


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="this user may write everywhere")
def test_a_read_only_folder_has_its_own_page(start: Start, practice_folder: Path) -> None:
    (practice_folder / "lock").unlink(missing_ok=True)
    practice_folder.chmod(0o500)
    try:
        page = start(practice_folder).entrance.page()
    finally:
        practice_folder.chmod(0o700)
    assert isinstance(page, TroublePage)
    assert "cannot be written" in page.sentence.text()


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"{}", "damaged"), (b"", "damaged"), (b'{"fmt":"iago-keystore/9","slots":[]}', "newer version")],
)
def test_a_key_store_that_cannot_be_read_has_its_own_page(
    qtbot: QtBot, start: Start, practice_folder: Path, content: bytes, words: str
) -> None:
    whole = (practice_folder / "keystore.json").read_bytes()
    (practice_folder / "keystore.json").write_bytes(content)
    program = start(practice_folder)
    page = program.entrance.page()
    assert isinstance(page, TroublePage)
    assert words in page.sentence.text()
    (practice_folder / "keystore.json").write_bytes(whole)
    if words == "damaged":  # put back from a backup: the same window goes on
        qtbot.keyClick(focused(), Qt.Key.Key_Return)
        assert isinstance(program.entrance.page(), UnlockPage)


def test_a_database_without_its_key_store_is_no_first_start(start: Start, practice_folder: Path) -> None:
    (practice_folder / "keystore.json").unlink()
    page = start(practice_folder).entrance.page()
    assert isinstance(page, TroublePage)
    assert "keystore.json" in page.sentence.text()


@pytest.mark.parametrize("marker", [".stfolder", ".dropbox"])
def test_a_synchronised_folder_is_refused_before_anything_is_made_or_opened(
    qtbot: QtBot, start: Start, practice_folder: Path, marker: str
) -> None:
    (practice_folder.parent / marker).mkdir()
    for folder in (practice_folder, practice_folder.parent / "new"):
        before = sorted(path.name for path in folder.parent.rglob("*"))
        page = start(folder).entrance.page()
        assert isinstance(page, TroublePage)
        assert "not synchronised" in page.sentence.text()
        assert sorted(path.name for path in folder.parent.rglob("*")) == before
    with pytest.raises(StoreError, match="folder_synchronised"):
        setup.open_workspace(practice_folder, "u1", PASSWORD, "en")
    with pytest.raises(StoreError, match="folder_synchronised"):
        NewPractice(practice_folder.parent / "new", FLOOR).prepare("P", "W", "M", "physician", PASSWORD)
    (practice_folder.parent / marker).rmdir()
    qtbot.keyClick(focused(), Qt.Key.Key_Return)


def test_an_empty_folder_is_a_first_start(start: Start, tmp_path: Path) -> None:
    folder = tmp_path / "new"
    assert isinstance(start(folder).entrance.page(), FirstStart)
    assert not folder.exists()


def test_the_language_changes_at_once_and_is_remembered(qtbot: QtBot, start: Start, tmp_path: Path) -> None:
    program = start(tmp_path / "new")
    page = program.entrance.page()
    assert isinstance(page, FirstStart)
    qtbot.keyClicks(focused(), "Praxis am Park")
    try:
        qtbot.mouseClick(page.switch, Qt.MouseButton.LeftButton)
        german = program.entrance.page()
        assert isinstance(german, FirstStart)
        assert german is not page
        assert german.answers().practice == "Praxis am Park"
        assert settings.load(tmp_path / "settings.json").language == "de"
        qtbot.mouseClick(german.switch, Qt.MouseButton.LeftButton)
    finally:
        program.entrance._on_language("en")


# unknown errors


def test_an_unknown_error_is_logged_without_its_words_and_shown(
    qtbot: QtBot, start: Start, practice_folder: Path, tmp_path: Path
) -> None:
    program = start(practice_folder)
    try:
        born = {"surname": "Brandt"}
        born["14.09.1957 Brandt"]
    except KeyError as error:
        program.guard.on_exception(type(error), error, error.__traceback__)
    qtbot.waitUntil(lambda: bool(program.entrance.findChildren(CrashPage)))
    log = (tmp_path / "log" / LOG).read_text(encoding="utf-8")
    assert "KeyError" in log
    assert f"{__name__}:" in log
    assert "test_an_unknown_error" in log
    for secret in ("Brandt", "1957", str(tmp_path)):
        assert secret not in log
    page = program.entrance.findChildren(CrashPage)[0]
    assert page.isVisible()
    assert page.size() == program.entrance.size()
    qtbot.keyClick(page.button, Qt.Key.Key_Return)
    assert not page.isVisible()


def test_the_page_stands_over_the_open_practice(qtbot: QtBot, start: Start, practice_folder: Path) -> None:
    program = start(practice_folder)
    main = unlock(qtbot, program)
    program.guard.on_exception(ValueError, ValueError("secret"), None)
    qtbot.waitUntil(lambda: bool(main.findChildren(CrashPage)))


def test_a_log_that_cannot_be_written_stops_nothing(
    qtbot: QtBot, start: Start, practice_folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "log").write_text("in the way", encoding="utf-8")
    program = start(practice_folder)
    program.guard.on_exception(ValueError, ValueError("secret"), None)
    qtbot.waitUntil(lambda: bool(program.entrance.findChildren(CrashPage)))


# the command


def test_without_a_display_the_command_says_what_helps() -> None:
    unset = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    run = subprocess.run(
        [sys.executable, "-m", "iago_desktop"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={name: value for name, value in os.environ.items() if name not in unset},
    )
    if sys.platform in ("win32", "darwin"):
        return
    assert run.returncode == 1
    assert "make demo" in run.stderr
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize("name", ["DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"])
def test_each_kind_of_display_counts(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    for each in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(each, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert not __main__.has_display()
    monkeypatch.setenv(name, "x")
    assert __main__.has_display()


def test_the_practice_is_closed_when_the_program_ends(
    qtbot: QtBot, start: Start, practice_folder: Path
) -> None:
    program = start(practice_folder)
    unlock(qtbot, program)
    workspace = program._workspace
    assert isinstance(workspace, Workspace)
    program.close()
    program.close()
    assert not (practice_folder / "iago.db-wal").exists()
