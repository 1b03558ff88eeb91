"""A row that was edited beside the history is found; one that services wrote is not."""

import pytest

from iago_desktop.signing.keystore import Unlocked
from iago_desktop.store.agreement import Difference, differences
from iago_desktop.store.connection import connect
from iago_desktop.store.store import Actor, Store
from iago_desktop.store.verify import verify_chain
from tests.store.rows import a_record, put_patient


def _found(store: Store) -> list[Difference]:
    with store.read() as session:
        return list(differences(session))


@pytest.fixture
def filled(store: Store, actor: Actor) -> Store:
    _, treatment = put_patient(store, actor)
    with store.write(actor, "save_record") as transaction:
        record = a_record(treatment, grade=3, private={"notes": "seen"})
        transaction.put(record)
        transaction.put(record.model_copy(update={"grade": 2}))
        transaction.put(a_record(treatment, grade=1), "void")
    return store


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        ("UPDATE record SET grade = 4", ("record", "differs")),
        ("""UPDATE record SET private = '{"notes":"not seen"}' WHERE grade = 2""", ("record", "differs")),
        ("UPDATE patient SET sex = 'm'", ("patient", "differs")),
        ("UPDATE consent SET given = 0", ("consent", "differs")),
        ("UPDATE user SET role = 'study_nurse'", ("user", "differs")),
        ("UPDATE user SET rights = 'enter manage'", ("user", "differs")),
        ("UPDATE identity SET surname = 'Other'", ("identity", "differs")),
        ("UPDATE infusiondate SET infused_on = '2026-03-02'", ("infusion", "differs")),
        ("DELETE FROM infusiondate", ("infusion", "missing")),
        ("DELETE FROM record WHERE grade = 2", ("record", "missing")),
        ("UPDATE treatment SET id = 'x' || id", ("treatment", "unknown")),
    ],
)
def test_an_edited_table_is_found(
    filled: Store, keys: Unlocked, edit: str, expected: tuple[str, str]
) -> None:
    assert _found(filled) == []
    raw = connect(filled.path, keys.database_key)
    raw.execute(edit)
    raw.close()
    with filled.read() as session:
        assert verify_chain(session).holds
    assert expected in [(each.kind, each.why) for each in _found(filled)]


def test_without_its_patient_everything_else_is_still_what_was_said(filled: Store, keys: Unlocked) -> None:
    raw = connect(filled.path, keys.database_key)
    raw.execute("PRAGMA foreign_keys=OFF")
    raw.execute("DELETE FROM patient")
    raw.close()
    assert [(each.kind, each.why) for each in _found(filled)] == [("patient", "missing")]


def test_progress_is_told_and_can_stop_it(filled: Store) -> None:
    told: list[tuple[int, int]] = []
    with filled.read() as session:
        verify_chain(session, lambda done, of: told.append((done, of)))
    assert told[0] == (0, 7)
    assert told[-1] == (7, 7)


@pytest.mark.parametrize("column", ["actor", "at", "intent", "kind", "op", "entity_id"])
def test_the_columns_of_a_revision_are_held_to_its_content(
    filled: Store, keys: Unlocked, column: str
) -> None:
    raw = connect(filled.path, keys.database_key)
    for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        raw.execute(f"DROP TRIGGER {name}")
    raw.execute(f"UPDATE revision SET {column} = 'other' WHERE seq = 3")  # noqa: S608
    raw.close()
    with filled.read() as session:
        report = verify_chain(session)
    assert (report.wrong, report.why) == (3, "columns")
