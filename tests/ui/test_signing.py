"""What a nurse enters a physician signs: only what changed since the last look.  Correcting, deleting."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.services import patients, records, setup, users
from iago_desktop.services.review import review
from iago_desktop.services.workspace import Workspace
from iago_desktop.signing.keystore import FLOOR
from iago_desktop.ui.page import Place
from iago_desktop.ui.pages.form_host import FormHost
from iago_desktop.ui.pages.record import RecordPage
from iago_desktop.ui.pages.review_card import ReadOnly
from tests.builders import a_patient, an_infection, fill_in
from tests.conftest import TODAY
from tests.ui.desk import CTRL, Desk, open_desk
from tests.ui.flows import ENTER, Hands

K = Qt.Key
PHYSICIANS = "nine grey herons over the weir"
WHO = ("UB60", ENTER)


@pytest.fixture
def physician(
    practice: Workspace, practice_folder: Path, catalogue: Catalogue
) -> Iterator[Callable[[], Workspace]]:
    """Dr. Lang of the same practice; when she opens it, the nurse has gone."""
    users.add_user(practice, "Dr. Lang", "physician", PHYSICIANS, FLOOR)
    users.change_rights(practice, "u1", ("enter", "export", "manage"))
    opened: list[Workspace] = []

    def open_it() -> Workspace:
        setup.close(practice)
        opened.append(
            setup.open_workspace(
                practice_folder, "u2", PHYSICIANS, "en", today=lambda: TODAY, catalogue=catalogue
            )
        )
        return opened[-1]

    yield open_it
    for workspace in opened:
        setup.close(workspace)


def corrected(workspace: Workspace, record: str, **answers: str) -> None:
    draft_id = records.correct(workspace, record)
    draft = records.open_draft(workspace, draft_id).draft
    fill_in(draft, answers)
    records.finish(workspace, draft_id, draft, "Typing error")


def record_page(desk: Desk) -> RecordPage:
    page = desk.window.page()
    assert isinstance(page, RecordPage)
    return page


def test_a_nurse_hands_over_what_a_physician_signs(
    qtbot: QtBot, practice: Workspace, physician: Callable[[], Workspace]
) -> None:
    patient = a_patient(practice)
    desk = open_desk(qtbot, practice)
    treatment = patients.view(practice, patient).treatment_id
    desk.window.go(Place("patient", patient))
    draft_id = records.start(practice, treatment, "crs")
    desk.window.go(Place("form", draft_id))
    page = desk.window.page()
    assert isinstance(page, FormHost)
    fill_in(page.form.view.draft, {"onset": "d3"})
    page.form.view.go_to_step("optimize")
    assert page.form.view.next_button.text() == "Hand over CRS"
    Hands(desk).press("Ctrl+Enter")
    assert desk.window.place == Place("patient", patient)
    assert "physician" in desk.window.toast()
    (entry,) = patients.entries(practice, patient)
    assert entry.status == "ready"
    desk.window.close()
    hers = physician()
    desk = open_desk(qtbot, hers)
    desk.window.go(Place("record", entry.id))
    assert record_page(desk).review is None  # all of it is new to her
    assert record_page(desk).everything.isVisible()
    Hands(desk).press("Ctrl+Enter", *WHO)
    _draft, record = records.read_record(hers, entry.id)
    assert (record.status, record.signed_by) == ("signed", "Dr. Lang")


def test_she_sees_only_what_changed_since_she_looked(
    qtbot: QtBot, practice: Workspace, physician: Callable[[], Workspace]
) -> None:
    patient = a_patient(practice)
    record = an_infection(practice, patient, sign=False)
    hers = physician()
    records.sign(hers, record)
    assert review(hers, record) is None
    # As if the nurse had corrected it: the route and the outcome.
    nurse = hers.user
    hers.user, hers.actor = (
        type(nurse)("u1", "Maria Weber", "study_nurse"),
        type(hers.actor)("u1", hers.actor.sign),
    )
    corrected(hers, record, route="iv")
    hers.user, hers.actor = nurse, type(hers.actor)("u2", hers.actor.sign)
    desk = open_desk(qtbot, hers)
    desk.window.go(Place("record", record))
    page = record_page(desk)
    assert page.review is not None
    assert ("How severe was it?", "By mouth", "Intravenous") in page.review.words()
    assert not page.everything.isVisible()
    desk.press(K.Key_A, Qt.KeyboardModifier.AltModifier)
    assert page.everything.isVisible()
    Hands(desk).press("Ctrl+Enter")
    _draft, view = records.read_record(hers, record)
    assert view.status == "signed"


def test_a_signed_entry_is_read_only_and_a_correction_says_what_was(
    qtbot: QtBot, practice: Workspace
) -> None:
    patient = a_patient(practice)
    record = an_infection(practice, patient)
    desk = open_desk(qtbot, practice)
    desk.window.go(Place("record", record))
    assert record_page(desk).findChildren(ReadOnly)
    desk.press(K.Key_R, CTRL)
    page = desk.window.page()
    assert isinstance(page, FormHost)
    view = page.form.view
    view.go_to_field("route")
    desk.type("4")
    row = next(row for _line, row in view.page().rows if view.page().editor_of("route") in row.editors)
    line = row.messages[row.editors[0]]
    assert line.text() == "By mouth"
    assert any(label.font().strikeOut() for label in line.findChildren(QLabel))
    assert any("needs a new signature" in label.text() for label in page.findChildren(QLabel))


def test_escape_before_a_reason_is_given_leads_back_to_the_form(qtbot: QtBot, practice: Workspace) -> None:
    record = an_infection(practice, a_patient(practice), resolved="d30", outcome="resolved")
    desk = open_desk(qtbot, practice)
    desk.window.go(Place("record", record))
    desk.press(K.Key_R, CTRL)
    page = desk.window.page()
    assert isinstance(page, FormHost)
    view = page.form.view
    view.go_to_field("resolved")
    desk.press(K.Key_A, CTRL)
    desk.enter("d33")
    desk.press(K.Key_Return, CTRL)
    qtbot.waitUntil(lambda: view.overlays.panel is not None)
    desk.press(K.Key_Escape)
    assert view.overlays.panel is None
    assert desk.focused().isVisible()  # not in the panel that goes
    qtbot.wait(50)  # it goes now
    desk.press(K.Key_Return, CTRL)
    desk.type("2")
    qtbot.waitUntil(lambda: desk.window.place.kind != "form")


def test_a_deleted_draft_comes_back(qtbot: QtBot, practice: Workspace) -> None:
    patient = a_patient(practice)
    desk = open_desk(qtbot, practice)
    desk.window.go(Place("patient", patient))
    treatment = patients.view(practice, patient).treatment_id
    draft_id = records.start(practice, treatment, "crs")
    desk.window.go(Place("form", draft_id))
    Hands(desk).press("d3", ENTER)
    page = desk.window.page()
    assert isinstance(page, FormHost)
    page.form.view.go_to_field("hypotension")
    desk.press(K.Key_Delete, CTRL)
    assert records.drafts(practice) == ()
    assert desk.window.place == Place("patient", patient)
    desk.press(K.Key_Z, CTRL)
    (draft,) = records.drafts(practice)
    assert records.open_draft(practice, draft.id).draft.display("onset") == "04.09.2026"
