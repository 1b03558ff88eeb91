"""What the demo does through the services: the practice, all treatments, the infections not typed."""

from datetime import date
from pathlib import Path
from typing import Any

from iago_desktop.demo.facts import CaseFacts, InfectionFacts
from iago_desktop.rules.draft import Draft
from iago_desktop.services import patients, records
from iago_desktop.services.setup import NewPractice
from iago_desktop.services.workspace import Workspace
from iago_desktop.signing.keystore import FLOOR

CONSENT_NOTE = "demo, no real person"
PASSWORD = "a demo stands in nobody's way"  # noqa: S105 - the demo's practice is open to all
PERSON = "Dr. Demo"


def make_practice(folder: Path, today: date) -> Workspace:
    """A practice with one physician; the recovery sheet is typed back as a person would."""
    new = NewPractice(folder, argon=FLOOR, today=lambda: today)
    groups = new.prepare("Demo practice", "Demo town", PERSON, "physician", PASSWORD)
    new.confirm({place: groups[place] for place in new.asked})
    return new.create("en", demo=True)


def add_patient(workspace: Workspace, case: CaseFacts) -> str:
    """The case's treatment; its infusion date is not known and nothing is put in its place."""
    return patients.add(
        workspace,
        patients.NewPatient(
            surname="Demo",
            given_name=case.id,
            born_on=None,
            sex=case.sex,
            product=case.product,
            indication=case.indication,
            infused_on=None,
            consent=True,
            consent_on=None,
            consent_note=CONSENT_NOTE,
            age=case.age,
        ),
    )


def record_infection(workspace: Workspace, patient_id: str, facts: InfectionFacts) -> str:
    """Filled in, finished and signed; whatever is not stated is coded not known."""
    treatment = patients.view(workspace, patient_id).treatment_id
    opened = records.open_draft(workspace, records.start(workspace, treatment, "infection"))
    fill(opened.draft, facts)
    record_id = records.finish(workspace, opened.id, opened.draft)
    records.sign(workspace, record_id)
    return record_id


def fill(draft: Draft, facts: InfectionFacts) -> None:
    """Answer the form with the stated facts, then code every open question as not known."""
    if facts.onset:
        draft.enter("onset", facts.onset)
    stated: dict[str, Any] = dict(facts.answers)
    for field in draft.form.fields():
        if field.id in stated:
            draft.enter(field.id, stated[field.id])
    if facts.organism:
        draft.enter("organisms", facts.organism, row=draft.add_row("organisms"), column="organism")
    for field in draft.form.fields():
        if field.id in draft.shown() and not draft.answer(field.id) and not field.stays:
            draft.set_missing(field.id, "not_known")
    for problem in draft.problems():
        draft.confirm(problem.field, "as_in_source")
