"""T30, T31, T32: what an insider can do to the history, and what of it leaves."""

import base64
import json
import random
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from iago_desktop.signing import chain
from iago_desktop.signing.keystore import FLOOR, KeyStore, Unlocked
from iago_desktop.store import bodies, queries
from iago_desktop.store.connection import connect
from iago_desktop.store.store import Actor, Store
from iago_desktop.store.verify import verify_chain
from iago_desktop.tables import Practice, Revision, Treatment, User
from tests.store.rows import a_record, put_patient
from tests.torture.trial import Trial

PASSWORD = "tulip anvil harbour moss"
_ENTRIES = 26
Row = dict[str, Any]


@dataclass
class History:
    """Two people by turns; the registry has countersigned the half of it: `anchor`, number and digest."""

    database: Path
    keys: dict[str, Unlocked]
    columns: list[str]
    rows: list[Row]
    anchor: tuple[int, str]


def _history(folder: Path) -> History:
    path = folder / "practice"
    shutil.rmtree(path, ignore_errors=True)
    keystore, _ = KeyStore.create(path / "keystore.json", "u1", "Dr. Ada Berg", "physician", PASSWORD, FLOOR)
    first = keystore.unlock("u1", PASSWORD)
    keystore.add_user(first, "u2", "B. Cole", "study_nurse", PASSWORD + " two", FLOOR)
    keys = {"u1": first, "u2": keystore.unlock("u2", PASSWORD + " two")}
    actors = {name: Actor(name, each.sign) for name, each in keys.items()}
    with Store.create(path / "iago.db", first) as store:
        with store.write(actors["u1"], "set_up") as transaction:
            for name, each in keys.items():
                role = "physician" if name == "u1" else "study_nurse"
                transaction.put(User(id=name, name=name, role=role, verify_key=each.verify_key))
        _, treatment = put_patient(store, actors["u1"])
        for number in range(_ENTRIES):
            with store.write(actors["u2" if number % 2 else "u1"], "save_record", "typing error") as write:
                if number % 5 == 4:
                    write.put_aside(Practice(name=f"Practice {number}"))
                else:
                    write.put(a_record(treatment, grade=number % 5))
    raw = connect(path / "iago.db", first.database_key)
    found = raw.execute("SELECT * FROM revision ORDER BY seq")
    columns = [each[0] for each in found.description]
    rows = [dict(zip(columns, each, strict=True)) for each in found.fetchall()]
    raw.close()
    half = rows[len(rows) // 2]
    return History(path / "iago.db", keys, columns, rows, (half["seq"], half["digest"]))


# T30: what an insider does who has the key of the database


def _rehash(rows: list[Row], start: int, keys: dict[str, Unlocked], signers: str) -> None:
    """Tie the rows from that place on to each other again, signed for whoever is in `signers`."""
    previous = rows[start - 1]["digest"] if start else chain.GENESIS
    for number, row in enumerate(rows[start:], start + 1):
        row["seq"], row["previous"] = number, previous
        row["body_digest"] = chain.body_digest(row["body"])
        row["private_digest"] = chain.private_digest(row["salt"], row["private"])
        row["digest"] = chain.entry_digest(number, previous, row["body_digest"], row["private_digest"])
        if row["actor"] in signers.split():
            row["signature"] = keys[row["actor"]].sign(bytes.fromhex(row["digest"]))
        previous = row["digest"]


def _other_reason(row: Row) -> None:
    said = json.loads(row["private"])
    row["private"] = json.dumps(said | {"reason": "another reason"}, sort_keys=True).encode()


def _edit(history: History, rows: list[Row], at: int, chance: random.Random) -> None:
    _other_reason(rows[at])
    if chance.random() < 0.5:
        rows[at]["private_digest"] = chain.private_digest(rows[at]["salt"], rows[at]["private"])


def _delete(history: History, rows: list[Row], at: int, chance: random.Random) -> None:
    del rows[at]
    if chance.random() < 0.5:
        _rehash(rows, at, history.keys, "")


def _insert(history: History, rows: list[Row], at: int, chance: random.Random) -> None:
    rows.insert(at, rows[at] | {"entity_id": "f" * 32})
    if chance.random() < 0.5:
        _rehash(rows, at, history.keys, "")
    else:
        for number, row in enumerate(rows, 1):
            row["seq"] = number


def _swap(history: History, rows: list[Row], at: int, chance: random.Random) -> None:
    rows[at], rows[at + 1] = rows[at + 1], rows[at]
    for number, row in enumerate(rows, 1):
        row["seq"] = number
    if chance.random() < 0.5:
        _rehash(rows, at, history.keys, "")


def _re_attribute(history: History, rows: list[Row], at: int, chance: random.Random) -> None:
    """Written by the one, said to be the other's; in the columns alone or in what was signed too."""
    row = rows[at]
    row["actor"] = "u1" if row["actor"] == "u2" else "u2"
    if chance.random() < 0.5:
        row["private"] = json.dumps(json.loads(row["private"]) | {"actor": row["actor"]}).encode()
        _rehash(rows, at, history.keys, "")


def _one_key(history: History, rows: list[Row], at: int, chance: random.Random) -> None:
    """With one person's key the whole rest is tied and signed again; half of it is the other's."""
    _other_reason(rows[at])
    mine = chance.choice(("u1", "u2"))
    _rehash(rows, at, history.keys, mine)
    if chance.random() < 0.5:  # or signs all of it himself
        for row in rows[at:]:
            row["signature"] = history.keys[mine].sign(bytes.fromhex(row["digest"]))


def _truncate(history: History, rows: list[Row], at: int, chance: random.Random) -> None:
    del rows[at:]


def _all_keys(history: History, rows: list[Row], at: int, chance: random.Random) -> None:
    """Everybody of the practice together."""
    _other_reason(rows[at])
    _rehash(rows, at, history.keys, "u1 u2")


def _new_keys(history: History, rows: list[Row], at: int, chance: random.Random) -> None:
    """The whole history written by one person, who says that both keys are his own."""
    keys = {"u1": history.keys["u2"], "u2": history.keys["u2"]}
    for row in rows:
        if row["kind"] == "user":
            said = json.loads(row["body"])
            said["data"]["key"] = keys["u1"].verify_key
            row["body"] = json.dumps(said, sort_keys=True, separators=(",", ":")).encode()
    _other_reason(rows[at])
    _rehash(rows, 0, keys, "u1 u2")


Tamper = Callable[[History, list[Row], int, random.Random], None]
_MATRIX: tuple[tuple[Tamper, bool], ...] = (
    (_edit, True),
    (_delete, True),
    (_insert, True),
    (_swap, True),
    (_re_attribute, True),
    (_one_key, True),
    (_truncate, False),
    (_all_keys, False),
    (_new_keys, True),
)
"""What is done, and whether it is found after the last anchor too; before it everything is."""


def _tampered(history: History, chance: random.Random, number: int) -> None:
    tamper, always = _MATRIX[number % len(_MATRIX)]
    before = number // len(_MATRIX) % 2 == 0
    n, _ = history.anchor
    # Never the last two: that somebody else has written since is what finds one person's key.
    at = chance.randrange(2, n) if before else chance.randrange(n, len(history.rows) - 2)
    rows = [dict(row) for row in history.rows]
    tamper(history, rows, at, chance)
    found = _is_found(history, rows)
    assert found == (always or before), (tamper.__name__, before, at)


def _is_found(history: History, rows: list[Row]) -> bool:
    """By the whole of `iago-desktop check`, but for the witness, whose key the insider has."""
    path = history.database.parent.parent / "tampered.db"
    for leftover in ("", "-wal", "-shm"):
        path.with_name(path.name + leftover).unlink(missing_ok=True)
    shutil.copyfile(history.database, path)
    raw = connect(path, history.keys["u1"].database_key)
    for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        raw.execute(f"DROP TRIGGER {name}")
    raw.execute("BEGIN")
    raw.execute("DELETE FROM revision")
    marks = ", ".join("?" * len(history.columns))
    written = ([row[name] for name in history.columns] for row in rows)
    taken: set[int] = set()
    for values in written:
        while values[0] in taken:  # two of one number cannot be written
            values[0] += 1000
        taken.add(values[0])
        raw.execute(f"INSERT OR REPLACE INTO revision VALUES ({marks})", values)
    raw.execute("COMMIT")
    raw.close()
    store = Store(path, history.keys["u1"], None)
    try:
        with store.read() as session:
            report = verify_chain(session)
            anchored = session.get(Revision, history.anchor[0])
            same = anchored is not None and anchored.digest == history.anchor[1]
    finally:
        store._let_go()
    own = {name: each.verify_key for name, each in history.keys.items()}
    return not (report.holds and same and report.keys == own)


# T31: what the database itself refuses

_COLUMNS = (
    "site, kind, entity_id, revision, op, at, actor, intent, previous, body_digest, private_digest, digest, "
    "signature"
)
_KINDS = 4


def _refused(history: History, chance: random.Random, number: int) -> None:
    """A row changed, removed, put far behind the newest, or put in the place of another."""
    one, kind = chance.randrange(1, len(history.rows)), number % _KINDS
    values = f"seq, {_COLUMNS}"
    taken = values.replace("seq,", f"{len(history.rows) + chance.randrange(2, 50)},").replace(
        " revision,", " revision + 1000,"
    )
    statement = (
        f"UPDATE revision SET intent = 'other' WHERE seq = {one}",
        f"DELETE FROM revision WHERE seq = {one}",
        f"INSERT INTO revision ({values}) SELECT {taken} FROM revision WHERE seq = {one}",
        f"INSERT OR REPLACE INTO revision ({values}) SELECT {values} FROM revision WHERE seq = {one}",
    )[kind]
    raw = connect(history.database, history.keys["u1"].database_key)
    try:
        raw.execute(statement)
    except Exception as error:  # noqa: BLE001 -- the driver has error classes of its own
        said = ("never changed", "never deleted", "behind the newest", "never replaced")[kind]
        assert said in str(error), error  # noqa: PT017
    else:
        raise AssertionError(statement)
    finally:
        raw.close()


# T32: what of the audit leaves

_LINE = {"body", "by", "digest", "key", "n", "prev", "private", "rev", "rid", "sig"}
_HEX = re.compile("[0-9a-f]{64}")


@dataclass
class Leaving:
    history: History
    store: Store
    treatment: Treatment

    def close(self) -> None:
        self.store.close()


def _leaving(folder: Path) -> Leaving:
    history = _history(folder)
    store = Store.open(history.database, history.keys["u1"])
    with store.read() as session:
        return Leaving(history, store, queries.all_treatments(session)[0])


def _exported(leaving: Leaving, chance: random.Random, number: int) -> None:
    """A line has digests, numbers, names of rows and a signature; the private part proves itself when shown,
    and any other part in its place does not."""
    store, keys = leaving.store, leaving.history.keys
    canary = f"reason-{chance.getrandbits(64):x}"
    n, _ = store.head()
    with store.write(Actor("u1", keys["u1"].sign), f"intent_{number}", canary) as write:
        if number % 2:
            write.note(value=canary)
            write.put_aside(Practice(name=canary))
        else:
            write.put(a_record(leaving.treatment, private={"notes": canary}))
    with store.read() as session:
        (revision,) = queries.audit_since(session, n)
    line = bodies.audit_line(revision, bodies.added_key(revision))
    text = json.dumps(line)
    assert set(line) <= _LINE
    for hidden in (canary, revision.at, revision.at[11:19], revision.intent, "typing error"):
        assert hidden not in text
    assert not re.search(r"\d\d:\d\d", text)
    assert all(_HEX.fullmatch(line[name]) for name in ("body", "digest", "prev", "private"))
    assert len(base64.b64decode(line["sig"])) == 64
    salt, private = revision.salt or b"", revision.private or b""
    assert chain.private_digest(salt, private) == line["private"]
    for _ in range(2):
        changed = bytearray(private)
        place = chance.randrange(len(changed))
        changed[place] ^= 1 << chance.randrange(8)
        assert chain.private_digest(salt, bytes(changed)) != line["private"]


TRIALS = (
    Trial("T30", "a tampered history is found, as far as it can be", 18, 1008, _history, _tampered),
    Trial("T31", "the history is only ever added to", 4, 400, _history, _refused),
    Trial("T32", "the audit leaves without time, reason or value", 8, 500, _leaving, _exported),
)
