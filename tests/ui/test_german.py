"""Every page in German: no English is left over, and the words fit, in a wide window and in a small one."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.errors import IagoError
from iago_desktop.services import exchange, patients, records, setup
from iago_desktop.services.entrance import Person
from iago_desktop.services.workspace import Workspace
from iago_desktop.signing.keystore import FLOOR
from iago_desktop.ui.app import FolderFounding
from iago_desktop.ui.form.form_view import FormView
from iago_desktop.ui.page import Place
from iago_desktop.ui.pages.first_start import PASSWORD, RECOVERY, REGISTRY, FirstStart
from iago_desktop.ui.pages.form_host import FormHost
from iago_desktop.ui.pages.registry import RegistryPage
from iago_desktop.ui.pages.trouble import CrashPage, TroublePage
from iago_desktop.ui.pages.unlock import UnlockPage
from iago_desktop.ui.texts import use_language
from tests.builders import INFECTION, a_patient, an_infection, fill_in
from tests.conftest import PASSWORD as GOOD
from tests.conftest import TODAY
from tests.registry_simulator import RegistrySimulator
from tests.ui.desk import open_desk
from tests.ui.reader import Reader, listening


@pytest.fixture(autouse=True)
def _german(qapp: QApplication) -> Iterator[None]:
    use_language(qapp, "de")
    yield
    use_language(qapp, "en")


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Reader:
    return listening(monkeypatch)


@pytest.fixture(params=[(1366, 768), (1024, 700)], ids=["wide", "small"])
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    width, height = request.param
    return width, height


@pytest.fixture
def german(practice_folder: Path, catalogue: Catalogue) -> Iterator[Workspace]:
    """The practice, opened in German."""
    workspace = setup.open_workspace(
        practice_folder, "u1", GOOD, "de", today=lambda: TODAY, catalogue=catalogue
    )
    yield workspace
    setup.close(workspace)


def shown(bot: QtBot, page: QWidget, size: tuple[int, int]) -> None:
    bot.addWidget(page)
    page.resize(*size)
    with bot.waitActive(page):
        page.show()
        page.activateWindow()


def test_patients(qtbot: QtBot, german: Workspace, reader: Reader, size: tuple[int, int]) -> None:
    window = open_desk(qtbot, german, size=size).window
    reader.look(window)
    a_patient(german, "Yılmaz", consent=None, consent_on=None, infused_on=None)
    patient = a_patient(german)
    an_infection(german, patient)
    records.start(german, patients.view(german, patient).treatment_id, "infection")
    reader.look(window)
    window.go(Place("patient", patient))
    reader.look(window)
    signed = next(entry for entry in patients.entries(german, patient) if not entry.is_draft)
    window.go(Place("record", signed.id))
    reader.look(window)


def test_an_empty_patient_and_a_new_one(
    qtbot: QtBot, german: Workspace, reader: Reader, size: tuple[int, int]
) -> None:
    desk = open_desk(qtbot, german, size=size)
    desk.window.go(Place("patient", a_patient(german)))
    reader.look(desk.window)
    desk.window.go(Place("new_patient"))
    reader.look(desk.window)
    for words in ("Baumann", "Ute", "12.3.60", "f", "axi", "dlbcl", "1.9.26", "j"):
        desk.enter(words)
    desk.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    reader.look(desk.window)


def _form(qtbot: QtBot, german: Workspace, size: tuple[int, int]) -> tuple[QWidget, FormView]:
    treatment = patients.view(german, a_patient(german)).treatment_id
    draft = records.start(german, treatment, "infection")
    window = open_desk(qtbot, german, size=size).window
    window.go(Place("form", draft))
    host = window.page()
    assert isinstance(host, FormHost)
    return window, host.form.view


def test_form(qtbot: QtBot, german: Workspace, reader: Reader, size: tuple[int, int]) -> None:
    window, view = _form(qtbot, german, size)
    steps = ("identify", "attribute", "grade", "optimize")
    for step in steps:
        view.go_to_step(step)
        reader.look(window)
    fill_in(view.draft, {**INFECTION, "onset": "d40", "outcome": None})
    for step in steps:
        view.go_to_step(step)
        view.refresh()
        reader.look(window)


def test_every_form(qtbot: QtBot, german: Workspace, reader: Reader) -> None:
    treatment = patients.view(german, a_patient(german)).treatment_id
    window = open_desk(qtbot, german).window
    for form in german.catalogue.entries():
        if form.kind == "treatment":
            continue
        window.go(Place("form", records.start(german, treatment, form.id)))
        host = window.page()
        assert isinstance(host, FormHost)
        view = host.form.view
        for field in view.draft.form.fields():
            if field.columns:
                view.draft.add_row(field.id)
        for step in view.steps:
            if step == "attribute" and form.id != "infection":  # the same questions in all of them
                continue
            view.go_to_step(step)
            reader.look(window)
            assert view.page().area.horizontalScrollBar().maximum() == 0, (form.id, step)


def test_form_panels(qtbot: QtBot, german: Workspace, reader: Reader, size: tuple[int, int]) -> None:
    window, view = _form(qtbot, german, size)
    view.draft.enter("onset", "d14")
    view.refresh()
    view.explain()
    reader.look(window)
    view.escape()
    view.ask_here()
    reader.look(window)
    view.escape()
    fill_in(view.draft, INFECTION)
    view.toggle_table()
    reader.look(window)
    view.toggle_table()
    view.disagree()
    reader.look(window)


def test_registry(
    qtbot: QtBot, german: Workspace, reader: Reader, size: tuple[int, int], tmp_path: Path
) -> None:
    registry = RegistrySimulator()
    desk = open_desk(qtbot, german, size=size)
    window = desk.window
    window.go(Place("registry"))
    page = window.page()
    assert isinstance(page, RegistryPage)
    reader.look(window)
    page.export()  # not enrolled: says so
    reader.look(window)
    page.enrolment.compare(registry.card())
    reader.look(window)
    registry.enrol(german, tmp_path)
    page.refresh()
    reader.look(window)
    an_infection(german, a_patient(german))
    exchange.export(german, tmp_path)
    patient = a_patient(german, "Öztürk", consent=None, consent_on=None)
    an_infection(german, patient)
    an_infection(german, a_patient(german, "Huber"))
    page.tabs.choose(0)
    page.refresh()
    for line in range(2):
        page.table.choose(line)
        reader.look(window)
    page.export()
    reader.look(window)
    assert page.sheet is not None
    page.sheet.folder = tmp_path
    page.sheet._show_target()
    reader.look(window)


PEOPLE = (Person("u1", "Dr. Anna Weber", "physician"), Person("u2", "Sabine Krämer", "study_nurse"))


def test_unlock(qtbot: QtBot, reader: Reader, size: tuple[int, int]) -> None:
    def refuse(_user: str, _password: str) -> object:
        raise AssertionError

    moment = datetime(2026, 11, 20, 9, 30)  # noqa: DTZ001 -- the clock on the wall
    page = UnlockPage(PEOPLE, refuse, refuse, "de", lambda: moment)
    shown(qtbot, page, size)
    reader.look(page)
    assert "Freitag, 20.11.2026" in {label.text() for label in page.findChildren(QLabel)}
    page.sign_in.button.click()
    reader.look(page)
    page.sign_in.forgot.click()
    reader.look(page)


def test_first_start(qtbot: QtBot, reader: Reader, size: tuple[int, int], tmp_path: Path) -> None:
    card = tmp_path / "register.iagocard"
    card.write_bytes(RegistrySimulator().card())
    page = FirstStart(FolderFounding(tmp_path / "practice", "de", FLOOR), lambda _over: card, "de")
    shown(qtbot, page, size)
    reader.look(page)
    hands = _Hands(qtbot)
    for words in ("Onkologie am Park", "Wien", "Maria Weber", "2"):
        hands.enter(words)
    qtbot.waitUntil(lambda: page.at() == PASSWORD)
    reader.look(page)
    hands.enter(GOOD)
    hands.enter(GOOD)
    reader.look(page)
    qtbot.waitUntil(lambda: page.at() == RECOVERY)
    reader.look(page)
    groups = dict(enumerate(page.recovery._groups))
    hands.enter("")
    reader.look(page)
    for index in page.recovery.frames:
        hands.type(groups[index])
    hands.enter("")
    qtbot.waitUntil(lambda: page.at() == REGISTRY)
    reader.look(page)
    hands.enter("")
    reader.look(page)
    hands.enter("")
    reader.look(page)
    assert page.registry.card is not None
    hands.type(page.registry.card.groups[5][:2])
    reader.look(page)
    hands.type(page.registry.card.groups[5][2:])
    qtbot.waitUntil(lambda: page.fingerprint.is_pinned)
    reader.look(page)
    workspace = page._workspace
    assert isinstance(workspace, Workspace)
    setup.close(workspace)


class _Hands:
    def __init__(self, bot: QtBot) -> None:
        self._bot = bot

    def type(self, words: str) -> None:
        self._bot.keyClicks(QApplication.focusWidget(), words)

    def enter(self, words: str) -> None:
        self.type(words)
        self._bot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)


def test_trouble(qtbot: QtBot, reader: Reader, size: tuple[int, int], tmp_path: Path) -> None:
    codes = ("database_in_use", "folder_read_only", "disk_full", "keystore_damaged", "database_newer")
    for code in codes:
        page = TroublePage(IagoError(code), "de", Path("/daten"))
        shown(qtbot, page, size)
        reader.look(page)
    over = QWidget()
    shown(qtbot, over, size)
    CrashPage(over, Path("/daten/log"))
    reader.look(over)


def test_an_english_word_is_seen(qtbot: QtBot, reader: Reader) -> None:
    over = QWidget()
    QLabel("Registry consent", over)
    shown(qtbot, over, (600, 300))
    with pytest.raises(AssertionError, match="Registry consent"):
        reader.look(over)


def test_cut_words_are_seen(qtbot: QtBot, reader: Reader) -> None:
    over = QWidget()
    box = QCheckBox("Einwilligung", over)
    shown(qtbot, over, (600, 300))
    box.resize(20, 20)
    with pytest.raises(AssertionError, match="Einwilligung"):
        reader.look(over)
