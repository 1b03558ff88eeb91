"""A copy of the open database, checked by opening it again before it is called good.

`.iagobak` is an uncompressed ZIP of three members: `backup.json` (format, when, how far the history had come,
the SHA-256 of the others), `iago.db` encrypted as it lies on the disk, and `keystore.json`, so that the
passwords of that day open it.  security.md 1.7.
"""

import hashlib
import json
import os
import tempfile
import zipfile
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from iago_desktop.errors import StoreError
from iago_desktop.signing.whole_file import file_error, private_folder, sync_folder
from iago_desktop.store.connection import connect, new_file, said_in_words

FORMAT = "iago-backup/1"
DAILY, WEEKLY = 7, 4
ABOUT, DATABASE, KEYSTORE = "backup.json", "iago.db", "keystore.json"
_NAME = "iago-{day}.iagobak"
_BLOCK = 1 << 20
_LIMIT = 1 << 20  # bytes of the two small members


@dataclass(frozen=True)
class Backup:
    """One file in the folder: of which day, and how far the history had come (number and digest)."""

    path: Path
    day: date
    n: int
    head: str


def write_backup(database: Path, key: bytes, keystore: bytes, folder: Path, day: date) -> Backup:
    """Copy the open database into `folder`; other connections may go on writing meanwhile.

    What was there stays.  Raises StoreError, `backup_not_good` among them.
    """
    private_folder(folder)
    target = folder / _NAME.format(day=day.isoformat())
    beside = target.with_name(target.name + ".new")
    try:
        with (
            said_in_words(writing=True),
            tempfile.TemporaryDirectory(dir=folder, prefix=".making-") as scratch,
        ):
            copy = Path(scratch) / DATABASE
            n, head = _copy_online(database, copy, key)
            _pack(beside, copy, keystore, day, n, head)
            read_back(beside, key, Path(scratch))
        beside.replace(target)
        sync_folder(folder)
    except OSError as error:
        raise file_error(error) from error
    finally:
        beside.unlink(missing_ok=True)
    return Backup(target, day, n, head)


def read_back(path: Path, key: bytes, scratch: Path) -> Backup:
    """Open a backup as a restore would: members, sums, the database and its own integrity checks.

    `scratch` is a private folder for the unpacked database.  Raises StoreError `backup_not_good`.
    """
    try:
        about = _about(path)
        unpacked = scratch / f"read-back-{DATABASE}"
        with zipfile.ZipFile(path) as archive:
            if archive.namelist() != [ABOUT, DATABASE, KEYSTORE]:
                raise StoreError("backup_not_good")
            for name in (DATABASE, KEYSTORE):
                target = unpacked if name == DATABASE else scratch / f"read-back-{KEYSTORE}"
                if _unpack(archive, name, target) != about["sha256"][name]:
                    raise StoreError("backup_not_good")
        found = _checked(unpacked, key)
    except (zipfile.BadZipFile, ValueError, KeyError, TypeError) as error:
        raise StoreError("backup_not_good") from error
    if found != (about["n"], about["head"]):
        raise StoreError("backup_not_good")
    return Backup(path, date.fromisoformat(about["created"]), *found)


def backups(folder: Path) -> tuple[Backup, ...]:
    """Newest first; what cannot be read as a backup is left out, and left alone."""
    found = []
    for path in folder.glob(_NAME.format(day="*")):
        try:
            about = _about(path)
            found.append(Backup(path, date.fromisoformat(about["created"]), about["n"], about["head"]))
        except (OSError, zipfile.BadZipFile, ValueError, KeyError, TypeError):
            continue
    return tuple(sorted(found, key=lambda each: each.day, reverse=True))


def prune(folder: Path) -> tuple[Backup, ...]:
    """Keep the newest seven days and the newest of each of the last four weeks; gives what went."""
    all_of_them = backups(folder)
    keep = {each.path for each in all_of_them[:DAILY]}
    weeks: dict[date, Backup] = {}
    for each in all_of_them:
        weeks.setdefault(each.day - timedelta(days=each.day.weekday()), each)
    keep |= {each.path for each in list(weeks.values())[:WEEKLY]}
    gone = tuple(each for each in all_of_them if each.path not in keep)
    for each in gone:
        each.path.unlink(missing_ok=True)
    return gone


def _copy_online(database: Path, copy: Path, key: bytes) -> tuple[int, str]:
    new_file(copy)
    with closing(connect(database, key)) as source, closing(connect(copy, key)) as target:
        source.backup(target, pages=-1)
        target.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return _head(target)


def _checked(unpacked: Path, key: bytes) -> tuple[int, str]:
    try:
        with said_in_words(writing=False), closing(connect(unpacked, key)) as raw:
            whole = raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            bad_page = raw.execute("PRAGMA cipher_integrity_check").fetchone()  # one row for each
            if whole and bad_page is None:
                return _head(raw)
    except StoreError as error:
        raise StoreError("backup_not_good") from error
    raise StoreError("backup_not_good")


def _head(raw: Any) -> tuple[int, str]:
    row = raw.execute("SELECT seq, digest FROM revision ORDER BY seq DESC LIMIT 1").fetchone()
    return (int(row[0]), str(row[1])) if row else (0, "")


def _pack(target: Path, copy: Path, keystore: bytes, day: date, n: int, head: str) -> None:
    about = {
        "created": day.isoformat(),
        "fmt": FORMAT,
        "head": head,
        "n": n,
        "sha256": {DATABASE: _sum(copy), KEYSTORE: hashlib.sha256(keystore).hexdigest()},
    }
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
            archive.writestr(ABOUT, json.dumps(about, sort_keys=True))
            archive.write(copy, DATABASE)
            archive.writestr(KEYSTORE, keystore)
        file.flush()
        os.fsync(file.fileno())


def _about(path: Path) -> dict[str, Any]:
    with zipfile.ZipFile(path) as archive:
        if archive.getinfo(ABOUT).file_size > _LIMIT:
            raise ValueError(ABOUT)
        about = json.loads(archive.read(ABOUT))
    if not isinstance(about, dict) or about["fmt"] != FORMAT:
        raise ValueError(ABOUT)
    return about


def _unpack(archive: zipfile.ZipFile, name: str, target: Path) -> str:
    digest = hashlib.sha256()
    with archive.open(name) as source, target.open("wb") as file:
        while block := source.read(_BLOCK):
            digest.update(block)
            file.write(block)
    return digest.hexdigest()


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
