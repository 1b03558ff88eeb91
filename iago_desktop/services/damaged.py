"""A practice whose key store opened and whose database did not: with the keys in hand it can be rescued."""

from pathlib import Path

from iago_desktop.errors import StoreError
from iago_desktop.sentences import Language
from iago_desktop.signing.keystore import Unlocked

CODES = frozenset({"database_damaged", "database_not_readable", "database_missing"})


class DamagedDatabaseError(StoreError):
    """Says the same sentence; whoever catches it may rescue or restore."""

    def __init__(self, error: StoreError, folder: Path, unlocked: Unlocked, language: Language) -> None:
        super().__init__(error.code, **error.details)
        self.folder, self.unlocked, self.language = folder, unlocked, language

    @property
    def can_be_rescued(self) -> bool:
        """Whether there is anything in the file that these keys can read."""
        return self.code == "database_damaged"
