"""Printed sheets: a PDF with its fonts inside, the right words on the right number of pages."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTranslator
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from iago_desktop.paths import resource
from iago_desktop.services import enrolment, exchange, patients, records
from iago_desktop.services.summary import summary
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.models.ledger import groups_of
from iago_desktop.ui.page import Place
from iago_desktop.ui.pages.first_recovery import RecoveryStep
from iago_desktop.ui.printing.blocks import Heading, TableHead, TableRow
from iago_desktop.ui.printing.entry_sheet import entry_sheet, read_entry
from iago_desktop.ui.printing.paper import Document, pdf, pictures
from iago_desktop.ui.printing.patient_summary import patient_summary
from iago_desktop.ui.printing.recovery_sheet import recovery_sheet
from iago_desktop.ui.tokens import T
from tests.builders import a_patient, a_record, an_infection
from tests.registry_simulator import RegistrySimulator
from tests.ui.desk import CTRL, Desk, open_desk
from tests.ui.pdf_text import Pdf


def read(data: bytes) -> Pdf:
    assert data.startswith(b"%PDF")
    found = Pdf(data)
    assert found.fonts()
    assert all(embedded for _, embedded in found.fonts())
    return found


def words(text: str) -> str:
    """As Pdf.text() gives it: spaces are tabs or not there at all."""
    return "".join(text.split())


def says(found: Pdf, text: str) -> bool:
    return words(text) in words(found.text())


def ink(image: QImage) -> int:
    """How many lines of the picture differ in grey: where nothing is painted it is one."""
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    lines = range(0, grey.height(), 7)
    return len({tuple(grey.pixelColor(x, y).red() for x in range(0, grey.width(), 5)) for y in lines})


def of_patient(practice: Workspace, patient: str) -> Document:
    return patient_summary(practice, summary(practice, patient))


@contextmanager
def german() -> Iterator[None]:
    translator = QTranslator()
    assert translator.load(str(resource("i18n") / "iago_de.qm"))
    QApplication.installTranslator(translator)
    try:
        yield
    finally:
        QApplication.removeTranslator(translator)


@pytest.fixture
def patient(practice: Workspace) -> str:
    return a_patient(practice, "Brändle", given_name="Helga", centre="Uniklinikum Wien")


def test_a_summary_is_one_page_with_everything(qtbot: QtBot, practice: Workspace, patient: str) -> None:
    treatment = patients.view(practice, patient).treatment_id
    an_infection(practice, patient, outcome="resolved", resolved="d20")
    a_record(practice, treatment, "labs", {"drawn_on": "d10", "anc": "0.4"})
    found = read(pdf(of_patient(practice, patient)))
    assert found.pages == 1
    for text in (
        "Brändle, Helga",
        "born 12.03.1960",
        patients.view(practice, patient).pid,
        "Uniklinikum Wien",
        "Lung infection",
        "15.09.2026, day +14",
        "7 d",
        "CTCAE 5.0",
        "Contains patient data.",
        "by Maria Weber.",
        "1 / 1",
        "Neutrophils",
    ):
        assert says(found, text), text
    assert not says(found, "With drafts")


def test_what_nobody_signed_is_marked(qtbot: QtBot, practice: Workspace, patient: str) -> None:
    an_infection(practice, patient, sign=False)
    draft_id = records.start(practice, patients.view(practice, patient).treatment_id, "crs")
    draft = records.open_draft(practice, draft_id).draft
    draft.enter("onset", "d2")
    records.autosave(practice, draft_id, draft, {})
    found = read(pdf(of_patient(practice, patient)))
    assert says(found, "With drafts, not all signed")
    assert says(found, "Lung infection (not signed)")
    assert says(found, "CRS (draft)")
    assert says(found, "Not signed: Lung infection")


def test_ten_events_are_one_page_and_many_are_two(qtbot: QtBot, practice: Workspace) -> None:
    patient = a_patient(practice, infused_on=date(2025, 9, 1))
    for day in range(0, 300, 30):
        an_infection(practice, patient, onset=f"d{day}", outcome="resolved", resolved=f"d{day + 5}")
    assert read(pdf(of_patient(practice, patient))).pages == 1
    for day in range(15, 300, 30):
        an_infection(practice, patient, onset=f"d{day}", outcome="resolved", resolved=f"d{day + 5}")
    found = read(pdf(of_patient(practice, patient)))
    assert found.pages == 2
    assert says(found, "2 / 2")


def test_a_table_that_goes_on_begins_with_its_head(qtbot: QtBot) -> None:
    head = TableHead((("Name of column", 200.0), ("Other", 200.0)))
    rows = [TableRow(head, (f"row {number}", "")) for number in range(60)]
    found = read(pdf(Document("Table", (Heading("Long"), head, *rows), "")))
    assert found.pages == 2
    assert words(found.text()).count("Nameofcolumn") == 2
    assert all(says(found, f"row {number}") for number in range(60))


def test_a_patient_without_anything_is_a_page_too(qtbot: QtBot, practice: Workspace) -> None:
    found = read(pdf(of_patient(practice, a_patient(practice, infused_on=None, born_on=None))))
    assert found.pages == 1
    assert says(found, "None recorded.")


def test_paper_is_light_and_reads_in_grey(qtbot: QtBot, practice: Workspace, patient: str) -> None:
    an_infection(practice, patient)
    T.use("dark")
    try:
        (page,) = pictures(of_patient(practice, patient))
        assert T.mode == "dark"
    finally:
        T.use("light")
    assert page.pixelColor(5, 5).name() == "#" + "f" * 6
    assert ink(page) > 40


def test_german_paper(qtbot: QtBot, practice: Workspace, patient: str) -> None:
    practice.language = "de"
    an_infection(practice, patient)
    with german():
        found = read(pdf(of_patient(practice, patient)))
    assert says(found, "Lungeninfektion")
    assert says(found, "15.09.2026, Tag +14")


def test_a_recovery_sheet(qtbot: QtBot) -> None:
    groups = ("A1B2C3", "D4E5F6", "G7H8J9", "K1M2N3", "P4Q5R6", "S7T8V9")
    found = read(pdf(recovery_sheet(groups, "Onkologie am Park, Wien")))
    assert found.pages == 1
    assert all(says(found, group) for group in groups)
    assert says(found, "Onkologie am Park, Wien")
    assert not says(found, "patient")


# by keys


def test_the_recovery_sheet_is_saved_while_its_groups_are_shown(qtbot: QtBot, tmp_path: Path) -> None:
    step = RecoveryStep(lambda _parent, name: tmp_path / name, "en")
    qtbot.addWidget(step)
    step.show_groups(("A1B2C3", "D4E5F6", "G7H8J9", "K1M2N3", "P4Q5R6", "S7T8V9"), (0, 2, 4), "Wien")
    with qtbot.waitActive(step):
        step.show()
        step.activateWindow()
    QTest.keyClick(step, Qt.Key.Key_P, CTRL)
    file = tmp_path / "IAGO_recovery.pdf"
    qtbot.waitUntil(file.exists)
    assert says(read(file.read_bytes()), "S7T8V9")
    assert "IAGO_recovery.pdf" in step.saved.text()
    file.unlink()
    step.enter()  # hidden from here on
    QTest.keyClick(step, Qt.Key.Key_P, CTRL)
    qtbot.wait(200)
    assert not file.exists()


def printed(desk: Desk, folder: Path) -> bytes:
    desk.saves.append(folder)
    desk.press(Qt.Key.Key_P, CTRL)
    desk.bot.waitUntil(lambda: any(folder.glob("*.pdf")))
    (file,) = folder.glob("*.pdf")
    return file.read_bytes()


def test_the_patient_page_prints(qtbot: QtBot, practice: Workspace, patient: str, tmp_path: Path) -> None:
    desk = open_desk(qtbot, practice)
    desk.window.go(Place("patient", patient))
    folder = tmp_path / "out"
    folder.mkdir()
    assert says(read(printed(desk, folder)), "Brändle, Helga")
    assert [each.name for each in folder.iterdir()] == [f"IAGO_{patients.view(practice, patient).pid}.pdf"]
    assert desk.window.toast().startswith("Saved as IAGO_")


def test_nothing_is_written_without_a_place(qtbot: QtBot, practice: Workspace, patient: str) -> None:
    desk = open_desk(qtbot, practice)
    desk.window.go(Place("patient", patient))
    desk.press(Qt.Key.Key_P, CTRL)
    qtbot.wait(300)
    assert desk.window.toast() == ""


def test_a_slip_travels_with_the_bundle(qtbot: QtBot, practice: Workspace, tmp_path: Path) -> None:
    registry = RegistrySimulator()
    registry.enrol(practice, tmp_path)
    an_infection(practice, a_patient(practice))
    stick, folder = tmp_path / "stick", tmp_path / "out"
    stick.mkdir()
    folder.mkdir()
    exported = exchange.export(practice, stick)
    desk = open_desk(qtbot, practice)
    desk.window.go(Place("registry"))
    found = read(printed(desk, folder))
    assert found.pages == 1
    assert says(found, "Bundle 1")
    assert says(found, str(enrolment.state(practice).site))
    assert all(says(found, group) for group in groups_of(exported.set_digest))
    assert says(found, "Received: date, signature")
    assert not says(found, "Baumann")


def test_an_entry_with_its_change_log(
    qtbot: QtBot, practice: Workspace, patient: str, tmp_path: Path
) -> None:
    record = an_infection(practice, patient)
    draft_id = records.correct(practice, record)
    draft = records.open_draft(practice, draft_id).draft
    draft.enter("route", "iv")
    records.finish(practice, draft_id, draft, "Typing error")
    folder = tmp_path / "out"
    folder.mkdir()
    desk = open_desk(qtbot, practice)
    desk.window.go(Place("record", record))
    found = read(printed(desk, folder))
    for text in (
        "Brändle, Helga",
        "15.09.2026 · day +14",
        "Corrected",
        "Typing error",
        "By mouth → Intravenous",
        "Grade: 2 → 3",
        "Draft, not signed",
    ):
        assert says(found, text), text
    records.sign(practice, record)
    assert not says(read(pdf(entry_sheet(practice, read_entry(practice, record)))), "Draft, not signed")
