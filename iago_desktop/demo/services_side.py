"""What the demo does through the services: the practice, all treatments, every record not typed by key."""

from datetime import date
from pathlib import Path
from typing import Any

from iago_desktop.demo.facts import Answers, CaseFacts, RecordFacts
from iago_desktop.rules.draft import Draft
from iago_desktop.services import patients, records
from iago_desktop.services.setup import NewPractice
from iago_desktop.services.workspace import Workspace
from iago_desktop.signing.keystore import FLOOR

PASSWORD = "a demo stands in nobody's way"  # noqa: S105 - the demo's practice is open to all
PERSON = "Dr. Demo"
AS_THE_AUTHORS = "source_differs"
"""The reason of a confirmed grade that is the authors' and not the rule's."""


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
            consent_note=patients.DEMO_NOTE,
            age=case.age,
            further=_further(workspace, case),
        ),
    )


def _further(workspace: Workspace, case: CaseFacts) -> Answers:
    """What else the form of the treatment asks."""
    form, catalogue = workspace.catalogue.form("treatment"), workspace.catalogue
    draft = Draft(form, catalogue, today=workspace.today(), infusion=None)
    if case.product:
        draft.enter("product", case.product)
    fill(draft, case.treatment)
    return {name: answer for name, answer in draft.answers.items() if name not in patients.OF_THE_PERSON} | {
        name: draft.answer(name) for name in case.treatment
    }


def record(workspace: Workspace, patient_id: str, facts: RecordFacts) -> str:
    """Filled in, finished and signed; whatever is not stated is coded not known.

    Where the authors' grade is another than the rule's, theirs is the confirmed one, and both are kept.
    """
    treatment = patients.view(workspace, patient_id).treatment_id
    opened = records.open_draft(workspace, records.start(workspace, treatment, facts.form))
    fill(opened.draft, facts.answers)
    differs = facts.author_grade is not None and facts.author_grade != opened.draft.grade().value
    record_id = records.finish(
        workspace,
        opened.id,
        opened.draft,
        grade_confirmed=facts.author_grade if differs else None,
        grade_reason=AS_THE_AUTHORS if differs else None,
    )
    records.sign(workspace, record_id)
    return record_id


def fill(draft: Draft, stated: Answers) -> None:
    """Answer the form with the stated facts, then code every open question as not known."""
    strange = set(stated) - {field.id for field in draft.form.fields()}
    if strange:
        raise SystemExit(f"{draft.form.id}: no field {sorted(strange)}")
    for field in draft.form.fields():
        if field.id in stated:
            _answer(draft, field.id, stated[field.id])
    while unasked := _open(draft):
        for name in unasked:
            draft.set_missing(name, "not_known")
    for problem in draft.problems():
        draft.confirm(problem.field, "as_in_source", problem.row, problem.column)


def _open(draft: Draft) -> list[str]:
    shown = draft.shown()
    return [
        field.id
        for field in draft.form.fields()
        if field.id in shown and not field.stays and not draft.answer(field.id)
    ]


def _answer(draft: Draft, field: str, value: Any) -> None:
    if isinstance(value, dict) and "missing" in value:
        draft.set_missing(field, value["missing"])
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for cells in value:
            row = draft.add_row(field)
            for column, cell in cells.items():
                draft.enter(field, cell, row=row, column=column)
    else:
        draft.enter(field, value)
