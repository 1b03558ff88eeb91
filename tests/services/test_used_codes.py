"""What the practice has chosen before comes first."""

import time

from iago_desktop.services import patients, records
from iago_desktop.services.used_codes import used_codes
from iago_desktop.services.workspace import Workspace
from tests.builders import INFECTION, a_patient, an_infection, fill_in


def test_codes_are_counted_question_by_question(practice: Workspace) -> None:
    patient = a_patient(practice)
    an_infection(practice, patient)
    an_infection(practice, patient, onset="d40")
    used = used_codes(practice, "infection")
    assert set(used["sites", ""].values()) == {2}
    assert used["ctcae_term", ""]["lung_infection"] == 2
    assert ("onset", "") not in used
    assert used_codes(practice, "labs") == {}


def test_codes_in_rows_are_counted_and_free_text_is_not(practice: Workspace) -> None:
    patient = a_patient(practice)
    agents = practice.catalogue.codes("agents").offered("prophylaxis")
    treatment = patients.view(practice, patient).treatment_id
    draft_id = records.start(practice, treatment, "infection")
    draft = records.open_draft(practice, draft_id).draft
    fill_in(draft, {**INFECTION, "prophylaxis": "yes"})
    for raw in (agents[0].code, agents[0].code, {"text": "something new"}):
        draft.enter("prophylaxis_agents", raw, draft.add_row("prophylaxis_agents"), "agent")
    fill_in(draft, {})
    records.finish(practice, draft_id, draft)
    start = time.perf_counter()
    used = used_codes(practice, "infection")
    assert time.perf_counter() - start < 0.1
    assert used["prophylaxis_agents", "agent"] == {agents[0].code: 2}
