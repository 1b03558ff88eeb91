"""Flows F5 and F6, and the way to a certificate, by key presses."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlmodel import select

from iago_desktop.services import enrolment, exchange, patients, questions, records, today
from iago_desktop.services.workspace import Workspace
from iago_desktop.tables import Record
from iago_desktop.ui.page import Place
from iago_desktop.ui.pages.registry import INCOMING, QUESTIONS, RegistryPage
from tests.builders import a_patient, an_infection
from tests.registry_simulator import RegistrySimulator
from tests.ui.desk import CTRL, ENTER, Desk, open_desk
from tests.ui.flows import Hands

K = Qt.Key


@pytest.fixture
def ready(practice: Workspace, registry: RegistrySimulator, tmp_path: Path) -> str:
    """Enrolled, one signed infection waits."""
    registry.enrol(practice, tmp_path)
    patient = a_patient(practice)
    an_infection(practice, patient)
    return patient


def page_of(desk: Desk) -> RegistryPage:
    page = desk.window.page()
    assert isinstance(page, RegistryPage)
    return page


def export(desk: Desk) -> None:
    desk.press(K.Key_E, CTRL)
    desk.press(ENTER)
    desk.bot.waitUntil(lambda: page_of(desk).sheet is not None and bool(page_of(desk).sheet.saved_words()))


def states(desk: Desk) -> list[tuple[int, str]]:
    return [(line.seq, line.state) for line in page_of(desk).table.lines()]


def test_f5_export_takes_four_keys(
    qtbot: QtBot, practice: Workspace, ready: str, stick: Path, registry: RegistrySimulator
) -> None:
    desk = open_desk(qtbot, practice, (stick,))
    assert desk.window.rail.items["registry"].accessibleDescription() == "1, F8"
    export(desk)
    sheet = page_of(desk).sheet
    assert sheet is not None
    assert sheet.saved_words() == "Verified by reading back. You may remove the stick."
    desk.press(K.Key_Escape)
    assert page_of(desk).sheet is None
    assert desk.window.place == Place("registry")
    assert [path.name for path in stick.iterdir()] == ["IAGO_DE-0042_000001.iago"]
    assert states(desk) == [(1, "sent")]
    assert desk.window.rail.items["registry"].accessibleDescription() == "F8"
    registry.read(next(stick.iterdir()).read_bytes())


def answered(practice: Workspace, registry: RegistrySimulator, stick: Path) -> str:
    """A bundle lies on the stick, and beside it the receipt; the set digest."""
    exported = exchange.export(practice, stick)
    name = "IAGO_DE-0042_000001_receipt.iago"
    (stick / name).write_bytes(registry.receipt(registry.read(exported.path.read_bytes())))
    return exported.set_digest


def test_f5_by_counted_keys(qtbot: QtBot, practice: Workspace, ready: str, stick: Path) -> None:
    hands = Hands(open_desk(qtbot, practice, (stick,)))
    hands.press("Ctrl+E", "Enter")
    page = page_of(hands.desk)
    qtbot.waitUntil(lambda: page.sheet is not None and bool(page.sheet.saved_words()))
    assert hands.press("Esc") == 4
    assert page.sheet is None


def test_f6_the_only_receipt_on_the_stick_is_taken_in_three_keys(
    qtbot: QtBot, practice: Workspace, ready: str, stick: Path, registry: RegistrySimulator
) -> None:
    digest = answered(practice, registry, stick)
    hands = Hands(open_desk(qtbot, practice, (stick,)))
    assert hands.press("Ctrl+I", "Enter") == 3  # before anybody has looked at the stick
    desk = hands.desk
    desk.bot.waitUntil(lambda: states(desk) == [(1, "confirmed")])
    desk.bot.waitUntil(lambda: page_of(desk).import_sheet is None)
    assert desk.window.toast() == "Bundle 1 is confirmed."
    assert page_of(desk).table.current().seq == 1
    card = page_of(desk).card
    assert [state for _, _, state in card.steps.steps()] == ["done", "done", "done"]
    assert "".join(card.fingerprint.groups()) == digest
    page_of(desk).tabs.choose(INCOMING)
    newest = page_of(desk).incoming.table.lines()[0]
    assert (newest.kind, newest.number) == ("receipt", 1)


def test_a_stick_with_several_files_asks_which(
    qtbot: QtBot, practice: Workspace, ready: str, stick: Path, registry: RegistrySimulator
) -> None:
    answered(practice, registry, stick)
    with practice.store.read() as session:
        record = session.exec(select(Record.id)).one()
    (stick / "asked.iago").write_bytes(registry.ask(record, "onset"))
    (stick / "other.iago").write_bytes(b"no zip at all")
    desk = open_desk(qtbot, practice, (stick,))
    desk.press(K.Key_I, CTRL)
    sheet = page_of(desk).import_sheet
    assert sheet is not None
    desk.bot.waitUntil(lambda: sheet.list is not None)
    assert sheet.list is not None
    assert [option.text() for option in sheet.list.options()] == ["Receipt for bundle 1", "Questions, file 1"]
    assert sheet.list.value() == "0"
    desk.type("2")
    desk.press(ENTER)
    desk.bot.waitUntil(lambda: page_of(desk).tabs.current() == QUESTIONS)
    assert desk.window.toast() == "New questions of the registry: 1."
    assert len(questions.open_questions(practice)) == 1
    assert states(desk) == [(1, "sent")]

    desk.press(K.Key_I, CTRL)
    sheet = page_of(desk).import_sheet
    assert sheet is not None
    desk.bot.waitUntil(lambda: sheet.list is not None)
    assert [option.text() for option in sheet.list.options()] == ["Receipt for bundle 1"]


def test_a_stick_with_nothing_leads_to_the_files(
    qtbot: QtBot, practice: Workspace, ready: str, stick: Path, registry: RegistrySimulator, tmp_path: Path
) -> None:
    answered(practice, registry, stick)
    receipt = (stick / "IAGO_DE-0042_000001_receipt.iago").rename(tmp_path / "any name")
    desk = open_desk(qtbot, practice, (stick,))
    desk.files.append(receipt)
    desk.press(K.Key_I, CTRL)
    sheet = page_of(desk).import_sheet
    assert sheet is not None
    desk.bot.waitUntil(sheet.other.hasFocus)
    assert sheet.list is None
    desk.press(ENTER)
    desk.bot.waitUntil(lambda: states(desk) == [(1, "confirmed")])


def test_a_bent_receipt_is_refused_in_the_sheet(
    qtbot: QtBot, practice: Workspace, ready: str, stick: Path, registry: RegistrySimulator
) -> None:
    answered(practice, registry, stick)
    path = stick / "IAGO_DE-0042_000001_receipt.iago"
    contents = registry.read((stick / "IAGO_DE-0042_000001.iago").read_bytes())
    path.write_bytes(registry.receipt(contents, key=registry.enrolment))
    desk = open_desk(qtbot, practice, (stick,))
    Hands(desk).press("Ctrl+I", "Enter")
    sheet = page_of(desk).import_sheet
    assert sheet is not None
    desk.bot.waitUntil(lambda: bool(sheet.trouble()))
    assert states(desk) == [(1, "sent")]
    desk.press(K.Key_Escape)
    assert page_of(desk).import_sheet is None


def test_the_sheet_says_what_goes_and_what_stays(
    qtbot: QtBot, practice: Workspace, ready: str, stick: Path
) -> None:
    records.start(practice, patients.view(practice, ready).treatment_id, "infection")
    an_infection(practice, ready, sign=False)
    an_infection(practice, a_patient(practice, "Ohne", given_name="Nein", consent=None))
    desk = open_desk(qtbot, practice, (stick,))
    desk.press(K.Key_E, CTRL)
    sheet = page_of(desk).sheet
    assert sheet is not None
    assert "1 record of 1 patient" in sheet.words
    for words in (
        "Names and birth dates",
        "1 draft stays here",
        "1 record is not signed",
        "1 patient without consent",
        "Test registry",
    ):
        assert words in sheet.words
    sheet.show_lines.setFocus()
    desk.press(ENTER)
    qtbot.waitUntil(lambda: bool(sheet.lines.table.lines()))
    assert [line.exact for line in sheet.lines.table.lines()] == list(exchange.preview(practice))
    assert not any("Baumann" in line.exact for line in sheet.lines.table.lines())
    desk.press(K.Key_End)
    assert ("Grade", "2") in [(fact.label, fact.value) for fact in sheet.lines.facts()]
    assert sheet.lines.exact.toPlainText() == sheet.lines.table.current().exact


def test_tab_stays_in_the_sheet(qtbot: QtBot, practice: Workspace, ready: str, stick: Path) -> None:
    desk = open_desk(qtbot, practice, (stick,))
    desk.press(K.Key_E, CTRL)
    sheet = page_of(desk).sheet
    assert sheet is not None
    seen = set()
    for _ in range(8):
        desk.press(K.Key_Tab)
        assert sheet.isAncestorOf(desk.focused())
        seen.add(desk.focused())
    assert {sheet.write, sheet.cancel, sheet.change, sheet.show_lines} <= seen


def test_without_a_stick_a_folder_is_asked_for(
    qtbot: QtBot, practice: Workspace, ready: str, tmp_path: Path
) -> None:
    desk = open_desk(qtbot, practice)
    desk.press(K.Key_E, CTRL)
    sheet = page_of(desk).sheet
    assert sheet is not None
    desk.press(ENTER)
    assert sheet.folder is None
    desk.folders.append(tmp_path)
    desk.press(ENTER)
    assert sheet.folder == tmp_path
    desk.press(ENTER)
    desk.bot.waitUntil(lambda: bool(sheet.saved_words()))


def test_a_stick_that_was_pulled_is_said_in_the_sheet(
    qtbot: QtBot, practice: Workspace, ready: str, stick: Path
) -> None:
    desk = open_desk(qtbot, practice, (stick,))
    desk.press(K.Key_E, CTRL)
    sheet = page_of(desk).sheet
    assert sheet is not None
    stick.rmdir()
    desk.press(ENTER)
    desk.bot.waitUntil(lambda: "no longer there" in sheet.trouble())
    assert sheet.write.isEnabled()
    assert exchange.ledger(practice) == ()
    stick.mkdir()
    desk.press(ENTER)
    desk.bot.waitUntil(lambda: bool(sheet.saved_words()))
    assert sheet.trouble() == ""


def test_nothing_to_export_is_said(
    qtbot: QtBot, practice: Workspace, registry: RegistrySimulator, tmp_path: Path
) -> None:
    registry.enrol(practice, tmp_path)
    desk = open_desk(qtbot, practice)
    desk.press(K.Key_E, CTRL)
    assert page_of(desk).sheet is None
    assert desk.window.banner is not None
    assert "Nothing waits" in desk.window.banner.label.text()


def test_save_again_writes_the_same_bytes(
    qtbot: QtBot, practice: Workspace, ready: str, stick: Path, tmp_path: Path
) -> None:
    first = exchange.export(practice, stick).path
    desk = open_desk(qtbot, practice)
    desk.press(K.Key_F8)
    desk.folders.append(tmp_path)
    page_of(desk).card.again.setFocus()
    desk.press(ENTER)
    desk.bot.waitUntil((tmp_path / first.name).exists)
    assert (tmp_path / first.name).read_bytes() == first.read_bytes()
    desk.bot.waitUntil(lambda: desk.window.toast() == "Verified by reading back. You may remove the stick.")


@pytest.mark.parametrize("content", [b"", b"no zip at all"])
def test_a_file_that_is_none_of_ours_changes_nothing(
    qtbot: QtBot, practice: Workspace, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "letter.txt"
    file.write_bytes(content)
    desk = open_desk(qtbot, practice)
    desk.files.append(file)
    desk.press(K.Key_I, CTRL)
    desk.bot.waitUntil(lambda: desk.window.banner is not None)


def test_a_file_that_is_gone_is_said(qtbot: QtBot, practice: Workspace, tmp_path: Path) -> None:
    desk = open_desk(qtbot, practice)
    desk.files.append(tmp_path / "gone")
    desk.press(K.Key_I, CTRL)
    assert desk.window.banner is not None
    desk.press(K.Key_F6)
    assert desk.window.banner is None


def test_from_card_to_certificate(
    qtbot: QtBot, practice: Workspace, registry: RegistrySimulator, tmp_path: Path
) -> None:
    an_infection(practice, a_patient(practice))
    desk = open_desk(qtbot, practice)
    desk.press(K.Key_E, CTRL)
    assert desk.window.banner is not None
    assert "not enrolled" in desk.window.banner.label.text()
    tab = page_of(desk).enrolment

    card = tmp_path / "a.iagocard"
    card.write_bytes(registry.card())
    groups = enrolment.read_card(registry.card()).groups
    desk.files.append(card)
    desk.press(K.Key_I, CTRL)
    desk.bot.waitUntil(tab.group.isVisible)
    assert tab.card_number.groups() == (*groups[:5], "")  # the last group is not shown
    assert desk.focused() is tab.group.edit

    wrong = "00000" if groups[5] != "00000" else "11111"
    desk.type(wrong)
    assert "differs" in tab.group_row.said()
    assert enrolment.state(practice).card is None
    tab.group.edit.clear()
    desk.type(groups[5][:4])
    assert enrolment.state(practice).card is None
    desk.type(groups[5][4])
    assert enrolment.state(practice).card is not None
    assert tab.card_number.groups() == groups

    desk.folders.append(tmp_path)
    tab.request_button.setFocus()
    desk.press(ENTER)
    assert " ".join(tab.request_number.groups()) == enrolment.state(practice).request_fingerprint

    certificate = tmp_path / "DE-0042.iagocert"
    certificate.write_bytes(registry.certificate((tmp_path / "request.iagoreq").read_bytes()))
    desk.files.append(certificate)
    desk.press(K.Key_I, CTRL)
    desk.bot.waitUntil(lambda: tab.state.site == "DE-0042")
    desk.press(K.Key_E, CTRL)
    assert page_of(desk).sheet is not None


def test_numbers_that_differ_stop_the_enrolment(
    qtbot: QtBot, practice: Workspace, registry: RegistrySimulator, tmp_path: Path
) -> None:
    card = tmp_path / "a.iagocard"
    card.write_bytes(registry.card())
    desk = open_desk(qtbot, practice)
    desk.files.append(card)
    desk.press(K.Key_I, CTRL)
    tab = page_of(desk).enrolment
    desk.bot.waitUntil(tab.group.isVisible)
    tab.differ.setFocus()
    desk.press(ENTER)
    assert enrolment.state(practice).card is None
    assert desk.window.banner is not None
    assert "Nothing has been trusted" in desk.window.banner.label.text()


def test_a_bundle_that_does_not_follow_breaks_the_line() -> None:
    from iago_desktop.services.exchange import LedgerRow  # noqa: PLC0415
    from iago_desktop.ui.models.ledger import lines_of  # noqa: PLC0415

    def row(seq: int, digest: str, previous: str) -> LedgerRow:
        return LedgerRow(seq, "2026-11-20", 1, digest, "sent", "stick", None, previous)

    good = lines_of((row(2, "b" * 64, "a" * 64), row(1, "a" * 64, "0" * 64)), waiting=0)
    assert [line.broken for line in good] == [False, False]
    bad = lines_of((row(3, "c" * 64, "a" * 64), row(1, "a" * 64, "0" * 64)), waiting=2)
    assert [(line.seq, line.broken) for line in bad] == [(4, False), (3, True), (1, False)]


def test_many_records_are_counted_while_the_window_is_free(
    qtbot: QtBot, practice: Workspace, ready: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(today, "_MANY", 0)
    desk = open_desk(qtbot, practice)
    item = desk.window.rail.items["registry"]
    assert item.accessibleDescription() == "F8"
    qtbot.waitUntil(lambda: item.accessibleDescription() == "1, F8")
    an_infection(practice, ready)  # what is written while it counts is counted too
    an_infection(practice, ready)
    qtbot.waitUntil(lambda: item.accessibleDescription() == "3, F8")
    desk.press(K.Key_F8)
    page = page_of(desk)
    qtbot.waitUntil(lambda: [line.records for line in page.table.lines()] == [3])
