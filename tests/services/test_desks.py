"""Two computers of one practice: what is written on one reaches the other, and nothing is overwritten."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from iago_desktop.services import desk_questions, desks, records, setup
from iago_desktop.services.workspace import Workspace
from iago_desktop.store import queries
from iago_desktop.store.verify import verify_chain
from iago_desktop.tables import Record
from tests.builders import a_patient, an_infection
from tests.services.two_desks import TwoDesks, two_desks


@pytest.fixture
def both(practice: Workspace, tmp_path: Path) -> Iterator[TwoDesks]:
    found = two_desks(practice, tmp_path)
    yield found
    setup.close(found.b)


def amend(workspace: Workspace, record: str, reason: str = "later finding", **entered: Any) -> None:
    """Correct a finished entry, typed as in the window."""
    draft_id = records.correct(workspace, record)
    draft = records.open_draft(workspace, draft_id).draft
    for field, raw in entered.items():
        draft.enter(field, raw)
    for item in draft.open_items():
        if item.why == "unanswered":
            draft.set_missing(item.field, "not_known", item.row, item.column)
    records.finish(workspace, draft_id, draft, reason)


def answers(workspace: Workspace, record: str) -> dict[str, Any]:
    with workspace.store.read() as session:
        return session.get_one(Record, record).answers


def revisions(workspace: Workspace, record: str) -> int:
    with workspace.store.read() as session:
        return len(queries.history(session, record))


def test_s7_the_same_infection_amended_on_both(both: TwoDesks) -> None:
    patient = a_patient(both.a)
    infection = an_infection(both.a, patient, onset="d14", resolved="d30", outcome="resolved")
    both.carry(both.a, both.b)
    assert both.marks()[0] == both.marks()[1]

    with_row = records.correct(both.b, infection)
    draft = records.open_draft(both.b, with_row).draft
    row = draft.add_row("organisms")
    columns = [each.id for each in draft.form.field("organisms").columns]
    print(columns)
    draft.enter("organisms", "kleb_pneu", row, columns[0])
    draft.enter("resolved", "d33")
    for item in draft.open_items():
        if item.why == "unanswered":
            draft.set_missing(item.field, "not_known", item.row, item.column)
    records.finish(both.b, with_row, draft, "culture came")
    amend(both.a, infection, route="iv", outcome="sequelae", resolved="d35")

    taken = both.carry(both.b, both.a)
    assert (taken.taken, taken.joined, taken.waiting) == (0, 0, 1)
    (choice,) = desk_questions.open_choices(both.a).choices
    print(choice.label, choice.mine, choice.theirs)
    assert desk_questions.choose(both.a, choice, "mine")
    said = answers(both.a, infection)
    assert said["route"]["value"] == "iv"
    assert said["resolved"]["value"] == {"day": 35}
    assert len(said["organisms"]["value"]) == 1
    both.carry(both.a, both.b)
    assert both.marks()[0] == both.marks()[1]
    assert answers(both.b, infection) == said
    for desk in (both.a, both.b):
        with desk.store.read() as session:
            assert verify_chain(session).holds
    before = revisions(both.a, infection)
    both.round()
    assert revisions(both.a, infection) == before
