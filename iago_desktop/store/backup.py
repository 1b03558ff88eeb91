"""A copy of the open database, checked by opening it again before it is called good.

`.iagobak` is an uncompressed ZIP of three members: `backup.json` (format, when, how far the history had come,
the SHA-256 of the others), `iago.db` encrypted as it lies on the disk, and `keystore.json`, so that the
passwords of that day open it.  security.md 1.7.  A backup may carry a mark that says what it was made for:
backup.json is under a MAC of the database's key, so that nobody without the key gives or takes one.
"""

import hashlib
import hmac
import json
import os
import re
import tempfile
import zipfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Literal

from iago_desktop.errors import StoreError
from iago_desktop.signing.whole_file import file_error, private_folder, sync_folder
from iago_desktop.store.connection import connect, new_file, said_in_words

FORMAT = "iago-backup/1"
DAILY, WEEKLY = 7, 4
ABOUT, DATABASE, KEYSTORE = "backup.json", "iago.db", "keystore.json"
SUFFIX = ".iagobak"
_NAME = "iago-{day}.iagobak"
_BLOCK = 1 << 20
_LIMIT = 1 << 20  # bytes of the two small members

Progress = Callable[[int, int], None]
"""Told how much of how much is done; may raise to have it stopped, and then nothing is left behind."""


@dataclass(frozen=True)
class Mark:
    """What a backup was made for.  `moved`: the practice goes on at the computer that restores it, and the
    one that wrote it is sealed.  `second_desk`: the computer that restores it works beside, as `desk`."""

    kind: Literal["moved", "second_desk"]
    desk: str = ""


@dataclass(frozen=True)
class Backup:
    """One file: of which day, how far the history had come (number and digest), and its mark, if any."""

    path: Path
    day: date
    n: int
    head: str
    mark: Mark | None = None


def write_backup(
    database: Path,
    key: bytes,
    keystore: bytes,
    folder: Path,
    day: date,
    *,
    mark: Mark | None = None,
    name: str = "",
    progress: Progress | None = None,
) -> Backup:
    """Copy the open database into `folder`; other connections may go on writing meanwhile.

    `folder` becomes private: for a carrier take write_to().  What was there stays until the new one is good.
    Raises StoreError, `backup_not_good` among them.
    """
    private_folder(folder)
    target = folder / (name or _NAME.format(day=day.isoformat()))
    beside = target.with_name(target.name + ".new")
    steps = _Steps(progress, database)
    try:
        with (
            said_in_words(writing=True),
            tempfile.TemporaryDirectory(dir=folder, prefix=".making-") as scratch,
        ):
            copy = Path(scratch) / DATABASE
            n, head = _copy_online(database, copy, key)
            steps.next()
            _pack(beside, copy, keystore, _told(copy, keystore, day, n, head, mark), key)
            steps.next()
            made = read_back(beside, key, Path(scratch))
            steps.next()
        beside.replace(target)
        sync_folder(folder)
    except OSError as error:
        raise file_error(error) from error
    finally:
        beside.unlink(missing_ok=True)
    return Backup(target, made.day, n, head, mark)


def read_back(path: Path, key: bytes, scratch: Path) -> Backup:
    """Open a backup as a restore does: members, sums, the database and its own integrity checks.

    `scratch` is a private folder for the unpacked database.  Raises StoreError `backup_not_good`.
    """
    into = scratch / "read-back"
    into.mkdir(mode=0o700, exist_ok=True)
    unpack(path, into)
    return check(path, into / DATABASE, key)


def unpack(path: Path, folder: Path, progress: Progress | None = None) -> None:
    """Database and key store into `folder`, as many bytes and with the sums that backup.json names.

    Says nothing yet about what is in them: that takes the key.  Raises StoreError `backup_not_good`, or what
    the disk refuses.
    """
    try:
        about = _about(path)
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            if [each.filename for each in members] != [ABOUT, DATABASE, KEYSTORE]:
                raise StoreError("backup_not_good")
            if any(each.compress_type != zipfile.ZIP_STORED for each in members):
                raise StoreError("backup_not_good")
            if members[2].file_size > _LIMIT:
                raise StoreError("backup_not_good")
            for name in (DATABASE, KEYSTORE):
                told = progress if name == DATABASE else None
                if _unpack(archive, name, folder / name, told) != about["sha256"][name]:
                    raise StoreError("backup_not_good")
    except (zipfile.BadZipFile, ValueError, KeyError, TypeError, EOFError, RuntimeError) as error:
        raise StoreError("backup_not_good") from error
    except OSError as error:
        raise file_error(error) from error


def check(path: Path, unpacked: Path, key: bytes) -> Backup:
    """The unpacked database is whole and is the one that backup.json speaks of.  Raises StoreError."""
    about = _about_or_refuse(path)
    said = about.pop("mac", None)
    # Before there were marks there was no MAC: without one, there is none of the other either.
    if said is None and "mark" in about:
        raise StoreError("backup_not_good")
    if said is not None and not (isinstance(said, str) and hmac.compare_digest(said, _mac(about, key))):
        raise StoreError("backup_not_good")
    found = _checked(unpacked, key)
    if found != (about["n"], about["head"]):
        raise StoreError("backup_not_good")
    return _backup(path, about)


def look(path: Path) -> Backup:
    """What a file says about itself, not verified.  Raises StoreError `backup_not_good`, `disk_error` ..."""
    try:
        return _backup(path, _about_or_refuse(path))
    except OSError as error:
        raise file_error(error) from error


def backups(folder: Path) -> tuple[Backup, ...]:
    """Newest first; what cannot be read as a backup is left out, and left alone."""
    found = []
    for path in folder.glob(_NAME.format(day="*")):
        try:
            found.append(_backup(path, _about_or_refuse(path)))
        except (OSError, StoreError):
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


class _Steps:
    """Three steps of about the same length: copy, pack, read back."""

    def __init__(self, progress: Progress | None, database: Path) -> None:
        self._progress = progress
        self._size = database.stat().st_size if database.exists() else 0
        self._done = -1
        self.next()

    def next(self) -> None:
        self._done += 1
        if self._progress is not None:
            self._progress(self._done * self._size, 3 * self._size)


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


def _told(copy: Path, keystore: bytes, day: date, n: int, head: str, mark: Mark | None) -> dict[str, Any]:
    about: dict[str, Any] = {
        "created": day.isoformat(),
        "fmt": FORMAT,
        "head": head,
        "n": n,
        "sha256": {DATABASE: _sum(copy), KEYSTORE: hashlib.sha256(keystore).hexdigest()},
    }
    return about | ({"mark": asdict(mark)} if mark else {})


def _pack(target: Path, copy: Path, keystore: bytes, about: dict[str, Any], key: bytes) -> None:
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
            archive.writestr(ABOUT, json.dumps(about | {"mac": _mac(about, key)}, sort_keys=True))
            archive.write(copy, DATABASE)
            archive.writestr(KEYSTORE, keystore)
        file.flush()
        os.fsync(file.fileno())


def _mac(about: dict[str, Any], key: bytes) -> str:
    own = hmac.digest(key, b"iago-backup/1 mac", "sha256")
    return hmac.digest(own, json.dumps(about, sort_keys=True).encode(), "sha256").hex()


def _about(path: Path) -> dict[str, Any]:
    with zipfile.ZipFile(path) as archive:
        if archive.getinfo(ABOUT).file_size > _LIMIT:
            raise ValueError(ABOUT)
        about = json.loads(archive.read(ABOUT))
    if not isinstance(about, dict) or about["fmt"] != FORMAT:
        raise ValueError(ABOUT)
    return about


def _about_or_refuse(path: Path) -> dict[str, Any]:
    try:
        return _about(path)
    except (zipfile.BadZipFile, ValueError, KeyError, TypeError, EOFError, RuntimeError) as error:
        raise StoreError("backup_not_good") from error


def _backup(path: Path, about: dict[str, Any]) -> Backup:
    try:
        mark = Mark(**about["mark"]) if "mark" in about else None
        made = Backup(path, date.fromisoformat(about["created"]), about["n"], about["head"], mark)
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError("backup_not_good") from error
    if not (isinstance(made.n, int) and isinstance(made.head, str)) or (mark and not _is_known(mark)):
        raise StoreError("backup_not_good")
    return made


def _is_known(mark: Mark) -> bool:
    if mark.kind == "second_desk":
        return isinstance(mark.desk, str) and re.fullmatch("[b-z]", mark.desk) is not None
    return mark == Mark("moved")


def _unpack(archive: zipfile.ZipFile, name: str, target: Path, progress: Progress | None) -> str:
    digest, done, size = hashlib.sha256(), 0, archive.getinfo(name).file_size
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with archive.open(name) as source, os.fdopen(handle, "wb") as file:
        while block := source.read(_BLOCK):
            digest.update(block)
            file.write(block)
            done += len(block)
            if progress is not None:
                progress(done, size)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest()


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
