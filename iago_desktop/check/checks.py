"""What `iago-desktop check` looks at, one after another; each says what is wrong and goes on."""

import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal

from iago_desktop.check.looking import Practice
from iago_desktop.errors import IagoError, StoreError
from iago_desktop.services.anchors import anchors
from iago_desktop.services.entrance import KEYSTORE, WITNESS
from iago_desktop.signing import chain, keystore_file
from iago_desktop.signing.keystore import KeyStore
from iago_desktop.signing.slots import text_of
from iago_desktop.store import agreement, backup, verify
from iago_desktop.store.connection import DriverError, said_in_words
from iago_desktop.store.verify import ChainReport
from iago_desktop.store.witness import Witness
from iago_desktop.tables import Revision

State = Literal["ok", "wrong", "open"]


@dataclass(frozen=True)
class Check:
    """`id` names what was looked at, `code` the sentence about it.  `open`: it could not be told."""

    id: str
    state: State
    code: str
    values: dict[str, Any] = field(default_factory=dict)


Say = Callable[[str], object]


def run(practice: Practice, user: str, password: str, today: date, say: Say = bool) -> list[Check]:
    """All of them; `say` hears the name of each before it begins."""
    found: list[Check] = []
    report: ChainReport | None = None

    def note(name: str, work: Callable[[], Iterator[Check]]) -> None:
        say(name)
        try:
            found.extend(work())
        except (IagoError, DriverError) as error:
            code = error.code if isinstance(error, IagoError) else "database_damaged"
            found.append(Check(name, "wrong", "unreadable", {"code": code}))

    def history() -> Iterator[Check]:
        nonlocal report
        with practice.read() as session:
            report = verify.verify_chain(session)
        yield _chain(report)

    note("keystore", lambda: _keystore(practice))
    note("database", lambda: _pages(practice))
    note("chain", history)
    note("keys", lambda: _keys(practice, report))
    note("rows", lambda: _rows(practice))
    note("witness", lambda: _witness(practice))
    note("anchors", lambda: _anchors(practice, today))
    note("backups", lambda: _backups(practice, user, password))
    return found


def _keystore(practice: Practice) -> Iterator[Check]:
    practice.keystore.refuse_touched(practice.keys)
    yield Check("keystore", "ok", "keystore_ok", {"count": len(practice.keystore.people())})


def _pages(practice: Practice) -> Iterator[Check]:
    raw = practice.raw()
    try:
        bad = raw.execute("PRAGMA cipher_integrity_check").fetchall()
        whole = raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    finally:
        raw.close()
    if bad:
        yield Check("database", "wrong", "database_pages", {"count": len(bad)})
    elif not whole:
        yield Check("database", "wrong", "database_structure")
    else:
        yield Check("database", "ok", "database_ok")


def _chain(report: ChainReport) -> Check:
    if report.wrong is not None:
        return Check("chain", "wrong", "chain_wrong", {"number": report.wrong, "why": report.why})
    if report.cut:
        return Check("chain", "open", "chain_cut", {"count": report.revisions, "lost": len(report.cut)})
    return Check("chain", "ok", "chain_ok", {"count": report.revisions})


def _keys(practice: Practice, report: ChainReport | None) -> Iterator[Check]:
    """A history written anew with other keys holds in itself; the key store has the keys of the people."""
    if report is None or not report.holds:
        return
    slots = keystore_file.read(practice.folder / KEYSTORE).slots
    wrong = sorted({slot.user for slot in slots if report.keys.get(slot.user) != text_of(slot.epub)})
    if wrong:
        yield Check("keys", "wrong", "keys_wrong", {"users": ", ".join(wrong)})
    else:
        yield Check("keys", "ok", "keys_ok", {"count": len(report.keys)})


def _rows(practice: Practice) -> Iterator[Check]:
    with practice.read() as session:
        differences = list(agreement.differences(session))
    if differences:
        kinds = Counter(each.kind for each in differences)
        told = ", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items()))
        yield Check("rows", "wrong", "rows_wrong", {"count": len(differences), "kinds": told})
    else:
        yield Check("rows", "ok", "rows_ok")


def _witness(practice: Practice) -> Iterator[Check]:
    said = Witness(practice.folder / WITNESS, practice.keys.witness_key).read()
    if isinstance(said, str):
        yield Check("witness", "wrong", f"witness_{said}")
        return
    n, head = said
    with practice.read() as session:
        last = verify.newest(session)
        stored = session.get(Revision, n)
    if last < n:
        yield Check("witness", "wrong", "witness_shorter", {"known": n, "found": last})
    elif (stored.digest if stored else chain.GENESIS) != head:
        yield Check("witness", "wrong", "witness_differs", {"number": n})
    else:
        yield Check("witness", "ok", "witness_ok", {"number": n})


def _anchors(practice: Practice, today: date) -> Iterator[Check]:
    with practice.read() as session:
        found = anchors(session, today)
    if not found.made:
        yield Check("bundles", "ok", "bundles_none")
        return
    if found.bundles:
        yield Check("bundles", "wrong", "bundles_wrong", {"numbers": _numbers(found.bundles)})
    else:
        yield Check("bundles", "ok", "bundles_ok", {"count": found.made, "last": found.last})
    if found.receipts:
        yield Check("receipts", "wrong", "receipts_wrong", {"numbers": _numbers(found.receipts)})
    elif not found.countersigned:
        yield Check("receipts", "open", "receipts_none")
    else:
        values = {"count": found.countersigned, "last": found.signed_last}
        yield Check("receipts", "ok", "receipts_ok", values)


def _backups(practice: Practice, user: str, password: str) -> Iterator[Check]:
    paths = sorted((practice.folder / "backups").glob(f"*{backup.SUFFIX}"))
    if not paths:
        yield Check("backups", "open", "backups_none")
        return
    bad, shut = [], []
    for path in paths:
        try:
            opens = _opens(practice, path, user, password)
        except (IagoError, DriverError):
            bad.append(path.name)
            continue
        if not opens:
            shut.append(path.name)
    if bad:
        yield Check("backups", "wrong", "backups_wrong", {"files": ", ".join(bad)})
    elif shut:
        yield Check("backups", "open", "backups_shut", {"files": ", ".join(shut)})
    else:
        yield Check("backups", "ok", "backups_ok", {"count": len(paths)})


def _opens(practice: Practice, path: Path, user: str, password: str) -> bool:
    """False where it wants the password of its day.  Raises StoreError where it is not good."""
    with tempfile.TemporaryDirectory(prefix="iago-check-") as scratch:
        folder = Path(scratch)
        backup.unpack(path, folder)
        try:
            with said_in_words(writing=False):
                backup.check(path, folder / backup.DATABASE, practice.keys.database_key)
        except StoreError:
            try:
                keys = KeyStore.load(folder / backup.KEYSTORE).unlock(user, password)
            except IagoError as error:
                if error.code in ("wrong_password", "unknown_user"):
                    return False
                raise
            backup.check(path, folder / backup.DATABASE, keys.database_key)
    return True


def _numbers(numbers: tuple[int, ...]) -> str:
    return ", ".join(map(str, numbers))
