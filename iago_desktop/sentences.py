"""The sentence for an error code, in the user's language.  Read by the window and by the commands."""

import tomllib
from functools import cache
from typing import Literal

from iago_desktop.errors import IagoError
from iago_desktop.paths import resource

Language = Literal["en", "de"]
LANGUAGES: tuple[Language, ...] = ("en", "de")


@cache
def _sentences() -> dict[str, dict[str, str]]:
    """All of resources/i18n/errors.toml and errors_*.toml: code -> {en, de}."""
    merged: dict[str, dict[str, str]] = {}
    for file in sorted(resource("i18n").glob("errors*.toml")):
        merged.update(tomllib.loads(file.read_text(encoding="utf-8")))
    return merged


def known_codes() -> frozenset[str]:
    return frozenset(_sentences())


def sentence(error: IagoError, language: Language) -> str:
    """One sentence that says what is and what helps.

    A code without a sentence is a defect (a test walks them all); it is shown as the bare code.
    """
    texts = _sentences().get(error.code)
    return texts[language].format_map({k: str(v) for k, v in error.details.items()}) if texts else error.code
