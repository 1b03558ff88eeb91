"""Every page in German: no English is left over, and the words fit, in a wide window and in a small one."""

import re
import sys
import xml.etree.ElementTree as ET  # our own file, not foreign input
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.errors import IagoError
from iago_desktop.paths import resource
from iago_desktop.services import exchange, patients, records, setup
from iago_desktop.services.entrance import Person
from iago_desktop.services.workspace import Workspace
from iago_desktop.signing.keystore import FLOOR
from iago_desktop.ui import paint
from iago_desktop.ui.app import FolderFounding
from iago_desktop.ui.form.chips import Chip
from iago_desktop.ui.form.form_view import FormView
from iago_desktop.ui.page import Place
from iago_desktop.ui.pages.first_start import PASSWORD, RECOVERY, REGISTRY, FirstStart
from iago_desktop.ui.pages.form_host import FormHost
from iago_desktop.ui.pages.registry import RegistryPage
from iago_desktop.ui.pages.trouble import CrashPage, TroublePage
from iago_desktop.ui.pages.unlock import UnlockPage
from iago_desktop.ui.texts import use_language
from iago_desktop.ui.widgets import Button, Link
from tests.builders import INFECTION, a_patient, an_infection, fill_in
from tests.conftest import PASSWORD as GOOD
from tests.conftest import TODAY
from tests.registry_simulator import RegistrySimulator
from tests.ui.desk import open_desk

_LISTS = ("iago_desktop.ui.models.", "iago_desktop.ui.form.popup")
"""The modules that may shorten what they paint."""


_FEW_LETTERS = 2


def _pattern(text: str) -> re.Pattern[str]:
    """A text of the catalogue, whatever stands in its places."""
    return re.compile(".+".join(re.escape(part) for part in re.split(r"\{\w+\}", text)), re.DOTALL)


def _catalogue() -> tuple[list[re.Pattern[str]], list[re.Pattern[str]]]:
    """English texts that German says otherwise, and the German ones."""
    english, german = set(), set()
    for message in ET.parse(resource("i18n", "iago_de.ts")).iter("message"):
        source, translation = message.findtext("source") or "", message.findtext("translation") or ""
        german.add(translation)
        # "{first} or {second}" fits too much: the published words of a grade, which stay English.
        if translation != source and len(re.sub(r"\{\w+\}|\W", "", source)) > _FEW_LETTERS:
            english.add(source)
    return [_pattern(text) for text in english - german], [_pattern(text) for text in german]


ENGLISH, GERMAN = _catalogue()


def _is_english(words: str) -> bool:
    def found(patterns: list[re.Pattern[str]]) -> bool:
        return any(pattern.fullmatch(words) for pattern in patterns)

    return found(ENGLISH) and not found(GERMAN)


@dataclass
class Reader:
    """What a person can read: labels, buttons, what is painted, and what is only spoken."""

    painted: list[str] = field(default_factory=list)
    shortened: list[str] = field(default_factory=list)

    def look(self, window: QWidget) -> None:
        """Fails for words that are English, or do not fit."""
        QApplication.processEvents()
        self.painted.clear()
        self.shortened.clear()
        size = window.size()
        window.grab()
        assert window.size() == size, "the words push the window apart"
        widgets = [each for each in window.findChildren(QWidget) if each.isVisible()]
        shown = {each.text() for each in widgets if isinstance(each, QLabel | QAbstractButton)}
        spoken = {each.accessibleName() for each in widgets} | {each.toolTip() for each in widgets}
        assert [words for words in sorted({*shown, *spoken, *self.painted}) if _is_english(words)] == []
        assert [words for each in widgets if (words := _cut(each, window))] == []
        assert self.shortened == []


def _cut(widget: QWidget, window: QWidget) -> str:
    """The words of a widget that is too narrow for them, or not wholly in the window."""
    if not isinstance(widget, QLabel | QAbstractButton) or not widget.text():
        return ""
    if isinstance(widget, QLabel) and widget.wordWrap():
        return ""
    if isinstance(widget, Chip):
        needed = widget.natural_width()
    elif isinstance(widget, Button | Link):
        needed = widget.sizeHint().width()
    else:
        metrics = widget.fontMetrics()
        needed = max(metrics.horizontalAdvance(line) for line in widget.text().splitlines())
    right = widget.mapTo(window, QPoint(widget.width(), 0)).x()
    return widget.text() if needed > widget.width() or right > window.width() else ""


@pytest.fixture(autouse=True)
def _german(qapp: QApplication) -> Iterator[None]:
    use_language(qapp, "de")
    yield
    use_language(qapp, "en")


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Reader:
    reader = Reader()

    def listen(name: str) -> Any:
        def draw_text(painter: Any, rect: Any, text: str, face: Any, *rest: Any, **options: Any) -> None:
            reader.painted.append(text)
            may = name.startswith(_LISTS)
            if options.get("elide") and not may and paint.width_of(text, face) > rect.width() + 0.5:
                reader.shortened.append(text)
            drawn(painter, rect, text, face, *rest, **options)

        return draw_text

    drawn = paint.draw_text
    for name, module in list(sys.modules.items()):
        if name.startswith("iago_desktop.ui") and hasattr(module, "draw_text"):
            monkeypatch.setattr(module, "draw_text", listen(name))
    return reader


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
        for step in host.form.view.steps:
            if step == "attribute" and form.id != "infection":  # the same questions in all of them
                continue
            host.form.view.go_to_step(step)
            reader.look(window)


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
