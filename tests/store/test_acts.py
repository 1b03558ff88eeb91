"""Every write is one entry of the audit, also one that touches nothing with a history."""

import json
from pathlib import Path

import pytest

from iago_desktop.signing import canonical_json
from iago_desktop.signing.keystore import Unlocked
from iago_desktop.store import queries
from iago_desktop.store.bodies import LEAVING
from iago_desktop.store.store import Actor, Store
from iago_desktop.store.transaction import OUTSIDE
from iago_desktop.store.verify import verify_chain
from iago_desktop.tables import Definition, Draft, Practice, Revision
from tests.store.rows import a_patient, put_patient


def _after(store: Store, n: int) -> list[Revision]:
    with store.read() as session:
        return queries.audit_since(session, n)


def _draft() -> Draft:
    return Draft(id="d", patient_id="p", treatment_id="t", form="infection", form_version=1)


def test_a_write_without_a_history_is_one_act(store: Store, actor: Actor) -> None:
    n, head = store.head()
    with store.write(actor, "choose_unit", "as the laboratory has it") as transaction:
        transaction.note(field="crp", unit="mg/dL")
        transaction.put_aside(Practice(name="Practice"))
        transaction.put_aside(Practice(name="Practice", chosen={"crp": "mg/dL"}))
    (act,) = _after(store, n)
    assert (act.kind, act.op, act.revision, act.patient_id, act.previous) == ("act", "put", 1, None, head)
    assert (act.actor, act.intent) == ("u1", "choose_unit")
    line = canonical_json.loads(act.body or b"")
    assert len(line.pop("nonce")) == 32
    nothing = {"form": None, "form_version": None, "pid": None, "prev": None}
    assert line == nothing | {"data": {}, "kind": "act", "op": "put", "rev": 1, "rid": act.entity_id}
    private = json.loads(act.private or b"")
    assert private["details"] == {"field": "crp", "unit": "mg/dL"}
    assert private["reason"] == "as the laboratory has it"
    with store.read() as session:
        assert verify_chain(session).holds


def test_a_write_with_a_history_gets_no_act_and_its_details_once(store: Store, actor: Actor) -> None:
    n, _ = store.head()
    with store.write(actor, "add_patient") as transaction:
        transaction.put_aside(Practice(name="Practice"))
        transaction.note(found="none")
        transaction.put(a_patient("R-AAAA-AAAA"))
        transaction.put(a_patient("R-BBBB-BBBB"))
        with pytest.raises(RuntimeError):
            transaction.note(too="late")
    first, second = _after(store, n)
    assert {first.kind, second.kind} == {"patient"}
    assert json.loads(first.private or b"")["details"] == {"found": "none"}
    assert "details" not in json.loads(second.private or b"")


@pytest.mark.parametrize("intent", sorted(OUTSIDE))
def test_drafts_and_places_are_outside(store: Store, actor: Actor, intent: str) -> None:
    n, _ = store.head()
    with store.write(actor, intent) as transaction:
        transaction.put_aside(_draft())
    assert _after(store, n) == []


def test_what_touched_nothing_is_no_entry_unless_it_says_something(store: Store, actor: Actor) -> None:
    n, _ = store.head()
    with store.write(actor, "choose_unit"):
        pass
    with store.write(actor, "export_audit") as transaction:
        transaction.note(entries=7)
    assert [act.intent for act in _after(store, n)] == ["export_audit"]


def test_an_act_that_fails_leaves_nothing(store: Store, actor: Actor) -> None:
    n, _ = store.head()
    with pytest.raises(TypeError):
        _change_and_fail(store, actor)
    assert _after(store, n) == []


def _change_and_fail(store: Store, actor: Actor) -> None:
    with store.write(actor, "choose_unit") as transaction:
        transaction.put_aside(Practice(name="Practice"))
        transaction.put_aside(a_patient())  # type: ignore[arg-type]


def test_acts_do_not_leave_and_make_nothing_to_export(store: Store, actor: Actor) -> None:
    assert "act" not in LEAVING
    with store.write(actor, "choose_unit") as transaction:
        transaction.put_aside(Practice(name="Practice"))
    with store.read() as session:
        assert queries.waiting(session) == []
        assert queries.waiting_lines(session) == []
    put_patient(store, actor)
    with store.read() as session:
        assert {revision.kind for revision in queries.waiting(session)} == {"patient", "treatment", "consent"}
        assert "act" in {revision.kind for revision in queries.audit_since(session, 0)}


def test_the_witness_knows_an_act(store: Store, actor: Actor, keys: Unlocked) -> None:
    with store.write(actor, "choose_unit") as transaction:
        transaction.put_aside(Practice(name="Practice"))
    head = store.head()
    store.close()
    with Store.open(store.path, keys) as again:
        assert again.warning is None
        assert again._witness is not None
        assert again._witness.read() == head


def test_a_registry_writes_no_acts(tmp_path: Path) -> None:
    with Store.open_plain(tmp_path / "registry.db", create=True) as plain:
        with plain.write(None, "install_pack") as transaction:
            transaction.put_row(
                Definition(id="a:1", form="a", version=1, pack="p", digest="d", source=b"x", installed_at="")
            )
        assert plain.head()[0] == 0
