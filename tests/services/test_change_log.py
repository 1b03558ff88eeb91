"""Who changed what, when and why, of everything about one patient."""

from datetime import date

import pytest

from iago_desktop.services import identity, infusion, patients, records
from iago_desktop.services.change_log import LogLine, change_log
from iago_desktop.services.workspace import Workspace
from tests.builders import INFUSED, a_patient, an_infection, fill_in


@pytest.fixture
def patient(practice: Workspace) -> str:
    return a_patient(practice)


def told(line: LogLine) -> dict[str, tuple[str, str]]:
    return {each.label: (each.before, each.after) for each in line.changes}


def test_a_correction_says_old_and_new_in_words(practice: Workspace, patient: str) -> None:
    record = an_infection(practice, patient)
    draft_id = records.correct(practice, record)
    draft = records.open_draft(practice, draft_id).draft
    fill_in(draft, {"route": "iv"})
    records.finish(practice, draft_id, draft, "typing error")
    corrected, signed, saved = change_log(practice, patient, record)
    assert (corrected.intent, corrected.reason, corrected.by) == (
        "correct_record",
        "typing error",
        practice.user.name,
    )
    assert corrected.title == "Lung infection"
    assert told(corrected) == {
        "How severe was it?": ("By mouth", "Intravenous"),
        "": ("2", "3"),
    }
    assert (signed.intent, signed.changes) == ("sign_record", ())
    assert (saved.intent, saved.changes) == ("save_record", ())


def test_identity_before_and_after(practice: Workspace, patient: str) -> None:
    data = identity.master_data(practice, patient)
    treatment = data.infusions[-1]
    corrected = identity.Corrected(
        surname="Bauer",
        given_name="Ute",
        born_on=date(1960, 3, 21),
        sex="f",
        product=treatment.product,
        indication=treatment.indication,
        centre=treatment.centre,
    )
    identity.correct(practice, patient, treatment.id, corrected, "read from the card")
    newest = next(line for line in change_log(practice, patient) if line.kind == "patient")
    assert newest.reason == "read from the card"
    assert told(newest) == {"surname": ("Baumann", "Bauer"), "born_on": ("1960-03-12", "1960-03-21")}


def test_the_infusion_date(practice: Workspace, patient: str) -> None:
    treatment = patients.view(practice, patient).treatment_id
    infusion.correct(practice, treatment, date(2026, 9, 3), "wrong month sheet")
    newest = next(line for line in change_log(practice, patient) if line.kind == "treatment")
    assert told(newest)["infused_on"] == (INFUSED.isoformat(), "2026-09-03")


def test_consent_that_is_taken_back(practice: Workspace, patient: str) -> None:
    patients.set_consent(practice, patient, given=False, on=date(2026, 10, 1), note="by letter")
    newest = change_log(practice, patient)[0]
    assert (newest.kind, newest.intent) == ("consent", "record_consent")
    assert told(newest) == {
        "given": ("yes", "no"),
        "given_on": (INFUSED.isoformat(), "2026-10-01"),
        "note": ("", "by letter"),
    }


def test_only_of_this_patient(practice: Workspace, patient: str) -> None:
    other = a_patient(practice, "Anders")
    assert {line.entity_id for line in change_log(practice, patient)}.isdisjoint(
        line.entity_id for line in change_log(practice, other)
    )
