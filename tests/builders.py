"""Things that tests are about.  Values that matter stand in the test; the rest is filled in here."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from iago_desktop.rules.draft import Draft
from iago_desktop.services import patients, records
from iago_desktop.services.patients import NewPatient
from iago_desktop.services.workspace import Workspace

INFUSED = date(2026, 9, 1)

INFECTION: Mapping[str, Any] = {
    "onset": "d14",
    "pathogen_class": ["bacterial"],
    "sites": ["LRTI"],
    "primary_site": "LRTI",
    "ctcae_term": "lung_infection",
    "route": "oral",
    "hospitalised_for": "no",
    "invasive": "no",
    "icu": "no",
    "vasopressor": "no",
    "ventilation": "no",
    "renal_replacement": "no",
    "life_threatening": "no",
    "death_due": "no",
    "prophylaxis": "no",
    "outcome": "ongoing",
}
"""A pneumonia treated with tablets at home: grade 2."""


def a_patient(workspace: Workspace, surname: str = "Baumann", **values: Any) -> str:
    """A woman of 66 with DLBCL who got axi-cel on 1 September 2026 and has given consent."""
    new: dict[str, Any] = {
        "surname": surname,
        "given_name": "Ute",
        "born_on": date(1960, 3, 12),
        "sex": "f",
        "product": "axi-cel",
        "indication": "DLBCL",
        "infused_on": INFUSED,
        "consent": True,
        "consent_on": INFUSED,
    }
    return patients.add(workspace, NewPatient(**{**new, **values}))


def an_infection(
    workspace: Workspace, patient_id: str, *, sign: bool = True, note: str = "", **entered: Any
) -> str:
    """A finished infection, signed unless it is not to be; `entered` is typed as in the window.

    Whatever else is required is coded not known.
    """
    treatment = patients.view(workspace, patient_id).treatment_id
    draft_id = records.start(workspace, treatment, "infection")
    draft = records.open_draft(workspace, draft_id).draft
    fill_in(draft, {**INFECTION, **entered})
    if note:
        draft.set_note("onset", note)
    record_id = records.finish(workspace, draft_id, draft)
    if sign:
        records.sign(workspace, record_id)
    return record_id


def a_record(
    workspace: Workspace, treatment: str, form: str, entered: Mapping[str, Any], *, sign: bool = False
) -> str:
    """A finished record of any form, typed as in the window."""
    draft_id = records.start(workspace, treatment, form)
    draft = records.open_draft(workspace, draft_id).draft
    fill_in(draft, entered)
    record_id = records.finish(workspace, draft_id, draft)
    if sign:
        records.sign(workspace, record_id)
    return record_id


def fill_in(draft: Draft, entered: Mapping[str, Any]) -> None:
    """Type what is asked, then settle what is left: confirm what is unlikely, code the rest not known."""
    for field_id, raw in entered.items():
        if raw is not None and field_id in draft.shown():
            draft.enter(field_id, raw)
    for _ in range(3):  # a coded answer may open a further question
        for item in draft.open_items():
            if item.why == "unconfirmed":
                draft.confirm(item.field, "checked", item.row, item.column)
            elif item.why == "unanswered":
                draft.set_missing(item.field, "not_known", item.row, item.column)
