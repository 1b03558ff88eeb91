"""Two computers of one practice: what is written on one reaches the other, and nothing is overwritten."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from iago_desktop.errors import IagoError
from iago_desktop.services import (
    desk_file,
    desk_questions,
    desks,
    exchange,
    infusion,
    moving,
    patients,
    records,
    setup,
    users,
)
from iago_desktop.services.entry_history import entry_history
from iago_desktop.services.workspace import Workspace
from iago_desktop.signing.keystore import FLOOR, KeyStore
from iago_desktop.store import bodies, queries
from iago_desktop.store.transaction import Actor
from iago_desktop.store.verify import ChainReport, verify_chain
from iago_desktop.tables import Practice, Record
from tests.builders import a_patient, an_infection
from tests.conftest import NURSE
from tests.services.two_desks import TwoDesks, reopened, two_desks


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


def add_organism(workspace: Workspace, record: str, code: str = "KPNEU", **entered: Any) -> None:
    """As amend(), with a row more."""
    draft_id = records.correct(workspace, record)
    draft = records.open_draft(workspace, draft_id).draft
    draft.enter("organisms", code, draft.add_row("organisms"), "organism")
    for field, raw in entered.items():
        draft.enter(field, raw)
    records.finish(workspace, draft_id, draft, "culture came")


def answers(workspace: Workspace, record: str) -> dict[str, Any]:
    with workspace.store.read() as session:
        return session.get_one(Record, record).answers


def revisions(workspace: Workspace, record: str) -> int:
    with workspace.store.read() as session:
        return len(queries.history(session, record))


def whole(workspace: Workspace) -> ChainReport:
    with workspace.store.read() as session:
        return verify_chain(session)


def test_a_second_computer_begins_with_everything(both: TwoDesks) -> None:
    first, second = desks.desks(both.a), desks.desks(both.b)
    assert (first.own, second.own) == ("a", "b")
    assert [each.letter for each in first.others] == ["b"]
    assert [each.letter for each in second.others] == ["a"]
    assert first.mark == second.mark
    assert users.add_user(both.b, "Ben Jung", "physician", "seven quiet lamps carry", FLOOR).id == "u51"
    assert users.add_user(both.a, "Eva Roth", "physician", "seven quiet lamps carry", FLOOR).id == "u2"


def test_s7_the_same_infection_amended_on_both(both: TwoDesks) -> None:
    infection = an_infection(both.a, a_patient(both.a), resolved="d30", outcome="resolved")
    both.carry(both.a, both.b)
    assert both.marks()[0] == both.marks()[1]
    add_organism(both.b, infection, resolved="d33")
    amend(both.a, infection, route="iv", outcome="sequelae", resolved="d35")

    taken = both.carry(both.b, both.a)
    assert (taken.taken, taken.joined, taken.waiting) == (0, 0, 1)
    assert "organisms" not in answers(both.a, infection)  # nothing of an entry that asks is written
    (choice,) = desk_questions.open_choices(both.a).choices
    assert (choice.label, choice.mine.words, choice.theirs.words) == (
        "Resolved on",
        "06.10.2026",
        "04.10.2026",
    )
    assert (choice.mine.by, choice.mine.desk, choice.theirs.desk) == (NURSE, "a", "b")
    assert desk_questions.choose(both.a, choice, "mine")
    said = answers(both.a, infection)
    assert (said["route"]["value"], said["outcome"]["value"]) == ("iv", "sequelae")
    assert said["resolved"]["value"] == {"day": 35}
    assert len(said["organisms"]["value"]) == 1
    with both.a.store.read() as session:
        newest = queries.history(session, infection)[-1]
    assert newest.stays["came"]["chosen"][0]["side"] == "mine"
    assert "04.10.2026 (B, Maria Weber)" in newest.reason

    both.carry(both.a, both.b)
    assert both.marks()[0] == both.marks()[1]
    assert answers(both.b, infection) == said
    assert whole(both.a).holds
    assert whole(both.b).holds


def test_once_more_or_an_older_file_later_changes_nothing(both: TwoDesks) -> None:
    patient = a_patient(both.a)
    older = both.written(both.a)
    infection = an_infection(both.a, patient)
    newer = both.written(both.a)
    assert desks.take(both.b, newer).taken == 4
    before, head = both.marks(), both.b.store.head()
    assert desks.take(both.b, newer).again
    assert both.b.store.head() == head
    late = desks.take(both.b, older)
    assert (late.taken, late.joined, late.waiting, late.again) == (0, 0, 0, False)
    assert both.marks() == before
    both.round()
    both.round()
    assert revisions(both.b, infection) == 1
    assert both.marks() == before


def test_a_lost_file_only_makes_the_next_one_longer(both: TwoDesks) -> None:
    a_patient(both.a)
    both.written(both.a)  # lost
    both.carry(both.b, both.a)
    a_patient(both.a, "Moser")
    both.carry(both.a, both.b)
    assert both.marks()[0] == both.marks()[1]
    assert len(patients.rows(both.b)) == 2


def test_a_signature_of_the_other_computer_counts_and_names_who_signed(both: TwoDesks) -> None:
    person = users.add_user(both.a, "Eva Roth", "physician", "seven quiet lamps carry", FLOOR)
    infection = an_infection(both.a, a_patient(both.a), sign=False)
    both.a.user, both.a.actor = person, _actor(both.a, person.id)
    both.a.rights = frozenset({"enter", "sign"})
    records.sign(both.a, infection)
    both.carry(both.a, both.b)
    _, view = records.read_record(both.b, infection)
    assert (view.status, view.signed_by) == ("signed", "Eva Roth")
    (line,) = (each for each in patients.entries(both.b, view.patient_id) if each.id == infection)
    assert line.signed_by == "Eva Roth"
    step = entry_history(both.b, infection)[-1]
    assert step.by == "Eva Roth"
    with both.b.store.read() as session:
        came = queries.history(session, infection)[-1].stays["came"]
    assert came["entries"][-1]["by"] == person.id  # with its signature: it can be proved


def test_what_both_changed_is_to_be_signed_again(both: TwoDesks) -> None:
    infection = an_infection(both.a, a_patient(both.a))
    both.carry(both.a, both.b)
    amend(both.b, infection, route="iv")
    records.sign(both.b, infection)
    amend(both.a, infection, outcome="sequelae", resolved="d30")
    records.sign(both.a, infection)
    taken = both.carry(both.a, both.b)
    assert (taken.joined, taken.waiting) == (1, 0)
    _, view = records.read_record(both.b, infection)
    assert (view.status, view.grade) == ("ready", 3)  # by what both say together
    both.carry(both.b, both.a)
    assert records.read_record(both.a, infection)[1].status == "ready"
    assert both.marks()[0] == both.marks()[1]


def test_the_infusion_moves_on_one_while_the_other_counts_from_the_old_day(both: TwoDesks) -> None:
    patient = a_patient(both.a)
    infection = an_infection(both.a, patient, onset="15.09.2026")
    both.carry(both.a, both.b)
    treatment = patients.view(both.a, patient).treatment_id
    infusion.correct(both.a, treatment, date(2026, 8, 30), "letter of the centre")
    new = an_infection(both.b, patient, onset="20.09.2026")
    amend(both.b, infection, onset="16.09.2026")
    both.carry(both.a, both.b)
    both.carry(both.b, both.a)
    assert both.marks()[0] == both.marks()[1]
    for desk in (both.a, both.b):
        assert desk_questions.open_choices(desk).choices == ()
        assert _shown(desk, infection) == "16.09.2026"
        assert _shown(desk, new) == "20.09.2026"
        with desk.store.read() as session:
            assert session.get_one(Record, new).onset_from == 21


def test_an_entry_taken_back_against_one_that_was_changed_asks(both: TwoDesks) -> None:
    wrong, right = a_patient(both.a), a_patient(both.a, "Moser")
    infection = an_infection(both.a, wrong)
    both.carry(both.a, both.b)
    there = moving.move_record(both.a, infection, right, "Wrong event or patient")
    amend(both.b, infection, route="iv")
    assert both.carry(both.a, both.b).waiting == 1
    (choice,) = desk_questions.open_choices(both.b).choices
    assert (choice.path, choice.mine.words, choice.theirs.words) == ("op", "", "void")
    assert desk_questions.choose(both.b, choice, "theirs")
    both.carry(both.b, both.a)
    assert both.marks()[0] == both.marks()[1]
    assert moving.moves(both.b, infection)[1] == moving.Moved(right, there)
    assert records.read_record(both.b, infection)[1].status == "withdrawn"


def test_a_correction_that_is_open_here_does_not_put_back_what_came(both: TwoDesks) -> None:
    infection = an_infection(both.a, a_patient(both.a))
    both.carry(both.a, both.b)
    draft_id = records.correct(both.b, infection)
    amend(both.a, infection, route="iv")
    assert both.carry(both.a, both.b).drafts == 1
    (waits,) = desk_questions.open_choices(both.b).waits
    assert waits.draft == draft_id
    draft = records.open_draft(both.b, draft_id).draft
    draft.enter("outcome", "death_other")
    for item in draft.open_items():
        draft.set_missing(item.field, "not_known", item.row, item.column)
    records.finish(both.b, draft_id, draft, "called")
    assert desk_questions.settle(both.b) == 1
    said = answers(both.b, infection)
    assert (said["route"]["value"], said["outcome"]["value"]) == ("iv", "death_other")


def test_two_words_on_consent_ask_and_no_bundle_is_made_meanwhile(both: TwoDesks) -> None:
    patient = a_patient(both.a, consent=None)
    an_infection(both.a, patient)
    both.carry(both.a, both.b)
    patients.set_consent(both.a, patient, given=True)
    patients.set_consent(both.b, patient, given=False)
    assert both.carry(both.b, both.a).waiting == 1
    with pytest.raises(IagoError) as refused:
        exchange.export(both.a, both.folder)
    assert refused.value.code == "consent_choice_waits"
    (choice,) = desk_questions.open_choices(both.a).choices
    desk_questions.choose(both.a, choice, "theirs")
    assert patients.view(both.a, patient).consent is False
    both.carry(both.a, both.b)
    assert both.marks()[0] == both.marks()[1]


def test_the_same_person_entered_on_both_is_offered_never_joined(both: TwoDesks) -> None:
    here, there = a_patient(both.a), a_patient(both.b)
    (twice,) = both.carry(both.b, both.a).twice
    assert (twice.new, twice.known) == (there, here)
    assert len(patients.rows(both.a)) == 2


def test_names_and_rights_of_people_travel_and_who_left_is_named(both: TwoDesks) -> None:
    person = users.add_user(both.a, "Eva Roth", "physician", "seven quiet lamps carry", FLOOR)
    both.carry(both.a, both.b)
    assert [(each.name, each.is_here) for each in users.members(both.b)] == [
        (NURSE, True),
        ("Eva Roth", False),
    ]
    assert all(each.is_here for each in users.members(both.a))
    users.change_rights(both.b, person.id, ("enter",))
    both.carry(both.b, both.a)
    assert users.members(both.a)[1].may == ("enter",)


def test_the_registry_hears_from_one_computer_and_gets_each_entry_once(both: TwoDesks) -> None:
    infection = an_infection(both.a, a_patient(both.a), resolved="d30", outcome="resolved")
    both.carry(both.a, both.b)
    an_infection(both.b, patients.rows(both.b)[0].id, onset="d40")
    amend(both.b, infection, route="iv")
    records.sign(both.b, infection)
    with pytest.raises(IagoError) as refused:
        exchange.export(both.b, both.folder)
    assert refused.value.code == "registry_is_elsewhere"
    both.carry(both.b, both.a)
    sent = exchange.export(both.a, both.folder)
    contents = both.registry.read(sent.path.read_bytes())
    assert sent.records == 2
    receipt = both.registry.receipt(contents)
    with pytest.raises(IagoError):
        exchange.import_file(both.b, receipt)
    exchange.import_file(both.a, receipt)
    both.round()
    with pytest.raises(IagoError) as nothing:
        exchange.export(both.a, both.folder)
    assert nothing.value.code == "nothing_to_export"


def test_what_is_not_a_file_for_this_computer_is_refused(both: TwoDesks, tmp_path: Path) -> None:
    a_patient(both.a)
    data = both.written(both.a)
    assert _refused(both.a, data) == "exchange_own"
    flipped = bytearray(data)
    flipped[len(data) // 2] ^= 1
    before = both.b.store.head()
    with pytest.raises(IagoError):
        desks.take(both.b, bytes(flipped))
    assert both.b.store.head() == before
    with both.a.write("make_desk") as transaction:
        practice = transaction.session.get_one(Practice, 1)
        practice.desk = ""
        transaction.put_aside(practice)
    assert _refused(both.a, data) == "no_other_desk"
    with pytest.raises(IagoError):
        desks.write(both.a, tmp_path)


def test_an_entry_that_names_somebody_who_did_not_sign_it_is_refused(
    both: TwoDesks, monkeypatch: pytest.MonkeyPatch
) -> None:
    users.add_user(both.a, "Eva Roth", "physician", "seven quiet lamps carry", FLOOR)
    both.carry(both.a, both.b)
    an_infection(both.a, a_patient(both.a))
    line = bodies.audit_line
    monkeypatch.setattr(desk_file.bodies, "audit_line", lambda each: line(each) | {"by": "u2"})
    data = both.written(both.a)
    monkeypatch.undo()
    assert _refused(both.b, data) == "exchange_entry"


def test_a_restored_computer_is_given_again_what_it_lost(both: TwoDesks, tmp_path: Path) -> None:
    setup.close(both.b)
    folder = both.b.folder
    shutil.copytree(folder, tmp_path / "older")
    both.b = reopened(folder, both.a)
    a_patient(both.a)
    both.round()
    setup.close(both.b)
    shutil.rmtree(folder)
    shutil.copytree(tmp_path / "older", folder)
    both.b = reopened(folder, both.a)
    infection = an_infection(both.a, patients.rows(both.a)[0].id)
    assert _refused(both.b, both.written(both.a)) == "exchange_builds_on_earlier"
    both.carry(both.b, both.a)
    both.carry(both.a, both.b)
    assert both.marks()[0] == both.marks()[1]
    assert revisions(both.b, infection) == 1


def _refused(workspace: Workspace, data: bytes) -> str:
    with pytest.raises(IagoError) as refused:
        desks.take(workspace, data)
    return refused.value.code


def _shown(workspace: Workspace, record: str) -> str:
    return records.read_record(workspace, record)[0].display("onset")


def _actor(workspace: Workspace, person: str) -> Actor:
    unlocked = KeyStore.load(workspace.folder / "keystore.json").unlock(person, "seven quiet lamps carry")
    return Actor(person, unlocked.sign)
