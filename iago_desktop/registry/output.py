"""What the registry's command says: one JSON document, or a table and sentences, in German or English."""

import json
import sys
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from rich.console import Console
from rich.table import Table

from iago_desktop.errors import IagoError
from iago_desktop.paths import resource
from iago_desktop.sentences import Language, sentence


@cache
def texts() -> dict[str, dict[str, str]]:
    """resources/i18n/registry.toml: id -> {en, de}."""
    return tomllib.loads(resource("i18n", "registry.toml").read_text(encoding="utf-8"))


def language_of(environment: Mapping[str, str]) -> Language:
    """German where the shell is; English everywhere else."""
    said = next(
        (environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), ""
    )
    return "de" if said.lower().startswith("de") else "en"


@dataclass(frozen=True)
class Output:
    """Tables go to stdout as they are; with `json`, the caller hands over one document."""

    language: Language
    json: bool = False

    def text(self, name: str, **values: object) -> str:
        return texts()[name][self.language].format_map(values)

    def sentence(self, error: IagoError) -> str:
        return sentence(error, self.language)

    def document(self, value: Any) -> None:
        print(json.dumps(value, ensure_ascii=False, indent=2))

    def pairs(self, pairs: Sequence[tuple[str, str]], notes: Sequence[str] = ()) -> None:
        """Labels with values, then sentences; no line is broken, so that a fingerprint can be copied."""
        console = self._console()
        for label, value in pairs:
            console.print(f"{self.text(label)}: {value}", soft_wrap=True)
        for note in notes:
            console.print(note, soft_wrap=True)

    def table(self, columns: Sequence[str], rows: Sequence[Sequence[str]], notes: Sequence[str] = ()) -> None:
        shown = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
        for column in columns:
            shown.add_column(
                self.text(column),
                justify="right" if column in ("column_seq", "column_records") else "left",
                overflow="fold",
            )
        for row in rows:
            shown.add_row(*row)
        console = self._console()
        console.print(shown)
        for note in notes:
            console.print(note, soft_wrap=True)

    def refuse(self, error: IagoError) -> None:
        """The whole command could not be done."""
        said = self.sentence(error)
        if self.json:
            self.document({"ok": False, "code": error.code, "message": said})
        else:
            print(said, file=sys.stderr)

    def _console(self) -> Console:
        # Names of files are content: nothing in them is markup.
        return Console(markup=False, highlight=False, emoji=False)
