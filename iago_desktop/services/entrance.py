"""What can be known before anybody has unlocked: whether there is a practice, and who works there.

Imports neither the database nor the models, so that the unlock window can open before them.
"""

from dataclasses import dataclass
from pathlib import Path

from iago_desktop.signing import keystore_file
from iago_desktop.signing.whole_file import file_error, sync_folder

KEYSTORE = "keystore.json"
DATABASE = "iago.db"
WITNESS = "witness.json"
PREPARED = "prepared"
"""A first start being made, inside the data folder; thrown away by the next one."""
COMPLETE = "complete"
"""The same, finished: its files only have to be moved up."""


@dataclass(frozen=True)
class Person:
    """Somebody who works at this desk.  `id` is u1, u2 ...: the only name that leaves."""

    id: str
    name: str
    role: str  # physician, study_nurse


def is_set_up(folder: Path) -> bool:
    """Whether there is a practice in the folder.  Raises StoreError when the folder cannot be looked into."""
    move_in(folder)
    try:
        return (folder / KEYSTORE).exists()
    except OSError as error:
        raise file_error(error) from error


def people(folder: Path) -> tuple[Person, ...]:
    """Who can unlock, in the order of their arrival.  Raises UnlockError."""
    found = keystore_file.read(folder / KEYSTORE)
    return tuple(
        Person(id=slot.user, name=slot.name, role=slot.role)
        for slot in keystore_file.people((found.following or found).slots)
    )


def move_in(folder: Path) -> None:
    """Finish a first start that was complete when the program stopped.  Raises StoreError.

    The key store comes last, because by it a practice is known to be there.
    """
    complete = folder / COMPLETE
    try:
        if not complete.is_dir():
            return
        for name in (DATABASE, WITNESS, KEYSTORE):
            if (complete / name).exists():
                (complete / name).replace(folder / name)
        for rest in complete.iterdir():
            rest.unlink()
        complete.rmdir()
        sync_folder(folder)
    except OSError as error:
        raise file_error(error) from error
