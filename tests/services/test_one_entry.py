"""T33: every action of the program is exactly one entry of the audit, and a draft is none.

The intents are read from the source: one that no scenario here drives fails the last test.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from iago_desktop.errors import IagoError
from iago_desktop.services import (
    audit_export,
    backup,
    clock,
    desk_questions,
    disclosure,
    enrolment,
    exchange,
    identity,
    infusion,
    integrity,
    mending,
    moving,
    patients,
    people,
    questions,
    records,
    relocation,
    setup,
    sheets,
    stopping,
    units,
    users,
    withdrawal,
)
from iago_desktop.services.identity import Corrected
from iago_desktop.services.workspace import Workspace
from iago_desktop.signing import trust
from iago_desktop.signing.keystore import FLOOR
from iago_desktop.store import queries
from iago_desktop.store.connection import connect
from iago_desktop.store.store import Store
from iago_desktop.store.transaction import OUTSIDE, Transaction
from iago_desktop.tables import Revision
from tests.builders import a_patient, a_record, an_infection
from tests.conftest import PASSWORD
from tests.registry_simulator import RegistrySimulator
from tests.services.test_rights import intents_in, modules
from tests.services.two_desks import two_desks

OTHER = "nine grey herons over the weir"
NEW = "amber lantern beside the mill"


@dataclass
class Watch:
    """What each write of this test left in the history."""

    seen: dict[str, list[list[Revision]]] = field(default_factory=dict)

    def wrong(self) -> list[str]:
        found = []
        for intent, writes in self.seen.items():
            for made in writes:
                groups = {(each.at, each.actor) for each in made}
                if len(groups) != (0 if intent in OUTSIDE else 1):
                    found.append(f"{intent}: {len(groups)} entries, {[each.intent for each in made]}")
                if made and made[0].intent not in (intent, "correct_record", "regrade"):
                    found.append(f"{intent} stands there as {made[0].intent}")
        return found


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    """Looks on at the store: what is written is written by it alone."""
    watching, write = Watch(), Store.write

    @contextmanager
    def watched(self: Store, actor: Any, intent: str, *rest: Any) -> Iterator[Transaction]:
        with self.read() as session:
            before = queries.audit_since(session, 0)
        with write(self, actor, intent, *rest) as transaction:
            yield transaction
        if not transaction.changes and transaction.newest is None:
            return  # nothing was done
        with self.read() as session:
            watching.seen.setdefault(intent, []).append(queries.audit_since(session, len(before)))

    monkeypatch.setattr(Store, "write", watched)
    return watching


Open = Callable[[], Workspace]


def entering(opened: Open, folder: Path) -> None:
    desk = opened()
    patient, other = a_patient(desk), a_patient(desk, "Moser", consent=None)
    treatment = patients.view(desk, patient).treatment_id
    draft = records.start(desk, treatment, "infection")
    opened_draft = records.open_draft(desk, draft).draft
    opened_draft.enter("onset", "d14")
    records.autosave(desk, draft, opened_draft, {})
    thrown = records.discard(desk, draft)
    records.bring_back(desk, thrown)
    records.discard(desk, draft)
    record = an_infection(desk, patient)
    correction = records.correct(desk, record)
    corrected = records.open_draft(desk, correction).draft
    corrected.enter("route", "iv")
    for item in corrected.open_items():
        if item.why == "unanswered":
            corrected.set_missing(item.field, "not_known", item.row, item.column)
    records.finish(desk, correction, corrected, "later finding")
    moving.move_record(desk, record, other, "wrong patient")
    patients.set_consent(desk, other, given=True)
    infusion.correct(desk, treatment, date(2026, 8, 30), "typing error")
    data = identity.master_data(desk, patient)
    own = data.infusions[-1]
    changed = Corrected(
        surname="Baumer",
        given_name=data.given_name,
        born_on=data.born_on,
        sex=data.sex,
        product=own.product,
        indication=own.indication,
        centre=own.centre,
    )
    identity.correct(desk, patient, own.id, changed, "typing error")
    units.choose_unit(desk, "anc", "/uL")
    disclosure.write(desk, patient, folder)
    stopping.keep(desk, {"kind": "today", "id": "", "page": {}})
    stopping.take(desk)


def the_registry(opened: Open, folder: Path) -> None:
    desk, registry = opened(), RegistrySimulator()
    registry.enrol(desk, folder)
    pinned = enrolment.pinned_card(desk)
    assert pinned is not None
    newer = pinned.model_copy(update={"version": pinned.version + 1})
    enrolment.renew_card(desk, trust.make_card(newer, [registry.root]))
    patient = a_patient(desk)
    labs = a_record(
        desk, patients.view(desk, patient).treatment_id, "labs", {"drawn_on": "d77", "igg": "45"}, sign=True
    )
    sent = registry.read(exchange.export(desk, folder).path.read_bytes())
    exchange.import_file(desk, registry.receipt(sent))
    exchange.import_file(desk, registry.ask(labs, "igg"))
    questions.answer(desk, "7f3a" + "0" * 28, "confirmed", "source_checked")
    audit_export.save(desk, folder, "audit.csv", b"x", 3)
    withdrawal.withdraw(desk, patient, "delete")
    sent = registry.read(exchange.export(desk, folder).path.read_bytes())
    exchange.import_file(desk, registry.receipt(sent))
    withdrawal.consent_again(desk, patient)


def the_people(opened: Open, folder: Path) -> None:
    desk = opened()
    added = users.add_user(desk, "Dr. Lang", "physician", OTHER, FLOOR)
    users.change_rights(desk, added.id, ("enter", "sign"))
    people.change_password(desk, PASSWORD, NEW, FLOOR)
    people.password_may_be_known(desk, NEW, PASSWORD, FLOOR)
    sheet = sheets.NewSheet(desk, argon=FLOOR)
    sheet.confirm({index: sheet.groups[index] for index in sheet.asked})
    sheets.try_sheet(desk, "-".join(sheet.groups))
    people.remove_user(desk, added.id)
    setup.close(desk)
    recovered = setup.open_with_recovery(
        desk.folder, "-".join(sheet.groups), PASSWORD, "en", argon=FLOOR, catalogue=desk.catalogue
    )
    setup.close(recovered)


def two_computers(opened: Open, folder: Path) -> None:
    both = two_desks(opened(), folder / "desks")
    record = an_infection(both.a, a_patient(both.a))
    both.carry(both.a, both.b)
    for desk, day in ((both.a, "d33"), (both.b, "d35")):
        draft_id = records.correct(desk, record)
        draft = records.open_draft(desk, draft_id).draft
        draft.enter("outcome", "sequelae")
        draft.enter("resolved", day)
        for item in draft.open_items():
            if item.why == "unanswered":
                draft.set_missing(item.field, "not_known", item.row, item.column)
        records.finish(desk, draft_id, draft, "later finding")
    both.carry(both.b, both.a)
    for choice in desk_questions.open_choices(both.a).choices:
        desk_questions.choose(both.a, choice, "mine")
    setup.close(both.b)


def care(opened: Open, folder: Path) -> None:
    desk = opened()
    record = an_infection(desk, a_patient(desk))
    backup.make(desk)
    backup.try_if_due(desk)
    backup.copy_to(desk, folder)
    clock.say_today(desk, desk.now().astimezone().strftime("%d.%m.%Y"), insists=True)
    raw = connect(desk.store.path, desk.unlocked.database_key)
    raw.execute("UPDATE record SET grade = 4 WHERE id = ?", (record,))
    raw.close()
    integrity.check(desk)
    mending.restore(desk)
    relocation.move_away(desk, folder)
    relocation.take_back(desk)
    setup.close(desk)
    (desk.folder / "witness.json").unlink()
    integrity.accept_history(opened())


SCENARIOS: dict[Callable[[Open, Path], None], str] = {
    entering: "add_patient start_draft save_draft discard_draft bring_back_draft save_record sign_record "
    "start_correction move_record record_consent correct_infusion correct_master_data choose_unit lock "
    "unlock_place unlock disclose_patient",
    the_registry: "pin_card make_request import_certificate renew_card export_bundle bundle_carried "
    "import_receipt import_questions answer_question export_audit withdraw_consent consent_again",
    the_people: "add_user change_rights change_password renew_data_key new_recovery_sheet "
    "try_recovery_sheet remove_user recover",
    two_computers: "make_desk write_exchange import_exchange join_choice restore_backup",
    care: "try_backup copy_backup confirm_clock check_integrity quarantine_row restore_row move_away "
    "take_back_move accept_history",
}
ELSEWHERE = {
    "close_way_back": "services/test_way_back.py",
    "cut_off": "ui/test_cut_off.py",
    "import_resync": "registry/test_resync.py",
    "install_pack": "end_to_end/test_new_toxicity_by_pack.py",
    "rescue": "services/test_rescue.py",
}
"""What needs a whole registry, a broken disk or an older database is driven there."""


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda each: each.__name__)
def test_every_action_is_one_entry(
    watch: Watch, opened: Open, tmp_path: Path, scenario: Callable[[Open, Path], None]
) -> None:
    folder = tmp_path / "carrier"
    folder.mkdir()
    scenario(opened, folder)
    assert not watch.wrong()
    assert not set(SCENARIOS[scenario].split()) - set(watch.seen)


def test_no_action_of_the_program_is_left_out() -> None:
    driven = {intent for some in SCENARIOS.values() for intent in some.split()}
    for intent, where in ELSEWHERE.items():
        assert (Path(__file__).parent.parent / where).exists(), intent
    services = [path for path in modules() if "registry" not in path.parts or "services" in path.parts]
    in_source = {intent for path in services for intent in intents_in(path)}
    assert not in_source - driven - set(ELSEWHERE)
    assert in_source >= OUTSIDE


def test_a_refusal_is_no_entry(watch: Watch, opened: Open) -> None:
    desk = opened()
    desk.rights = frozenset({"enter"})
    head = desk.store.head()
    with pytest.raises(IagoError, match="right_missing"):
        audit_export.save(desk, desk.folder, "audit.csv", b"x", 1)
    assert desk.store.head() == head
