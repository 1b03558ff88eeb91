"""`iago-desktop check`: whether what a practice has is what its people wrote.  No window, nothing changed.

Exit 0: everything holds; 1: something does not; 2: it could not be looked at.
"""

import argparse
import json
import os
import sys
import tomllib
from collections.abc import Sequence
from datetime import date
from functools import cache
from getpass import getpass
from pathlib import Path

from iago_desktop import settings
from iago_desktop.check import checks
from iago_desktop.check.checks import Check
from iago_desktop.check.looking import look_at
from iago_desktop.errors import IagoError
from iago_desktop.paths import data_folder, resource, settings_file
from iago_desktop.sentences import Language, sentence
from iago_desktop.services.entrance import KEYSTORE, Person, people
from iago_desktop.settings import Settings

HOLDS, WRONG, NOT_LOOKED_AT = 0, 1, 2
PASSWORD = "IAGO_PASSWORD"  # noqa: S105 -- the name of the variable


def main(arguments: Sequence[str]) -> int:
    given = _parser().parse_args(arguments)
    language = given.language or _language()
    try:
        found = _run(given, language)
    except IagoError as error:
        _refuse(error, language, as_json=given.json)
        return NOT_LOOKED_AT
    holds = all(each.state != "wrong" for each in found)
    if given.json:
        told = [
            {"check": each.id, "state": each.state, "code": each.code, "said": _said(each, language)}
            for each in found
        ]
        print(json.dumps({"ok": holds, "checks": told}, ensure_ascii=False, indent=2))
    else:
        _table(found, language)
        print(_text("all_holds" if holds else "something_wrong", language))
    return HOLDS if holds else WRONG


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="iago-desktop check",
        description="Checks the data of a practice: key store, pages, history with its signatures, rows, "
        "witness, bundles, receipts, backups. Changes nothing. Exit 0: all holds, 1: something does not, "
        "2: it could not be looked at.",
        epilog=f"The password is asked for, or taken from {PASSWORD}.",
    )
    parser.add_argument("--data", type=Path, metavar="DIR", help="the folder of the practice's data")
    parser.add_argument("--user", metavar="ID", help="who unlocks: u1, or the name; asked for if not given")
    parser.add_argument("--json", action="store_true", help="print one JSON document and nothing else")
    parser.add_argument("--language", choices=("en", "de"), help="the language of the sentences")
    return parser


def _run(given: argparse.Namespace, language: Language) -> list[Check]:
    folder = given.data or settings.load(settings_file(), Settings()).data_folder or data_folder()
    if not (folder / KEYSTORE).is_file():
        raise IagoError("check_no_practice")
    user = _user(folder, given.user, language)
    password = os.environ.get(PASSWORD) or _asked_password(language)

    def say(name: str) -> None:
        if not given.json and sys.stderr.isatty():
            print(f"{_text(name, language)} …", file=sys.stderr)

    with look_at(folder, user, password) as practice:
        return checks.run(practice, user, password, date.today(), say)


def _user(folder: Path, named: str | None, language: Language) -> str:
    everybody = people(folder)
    if named is None and len(everybody) == 1:
        return everybody[0].id
    if named is None:
        if not sys.stdin.isatty():
            raise IagoError("check_user_needed", users=_listed(everybody))
        print(_listed(everybody), file=sys.stderr)
        print(_text("ask_user", language), end=" ", file=sys.stderr, flush=True)
        named = sys.stdin.readline().strip()
    found = [each.id for each in everybody if named.casefold() in (each.id, each.name.casefold())]
    if len(found) != 1:
        raise IagoError("check_user_unknown", users=_listed(everybody))
    return found[0]


def _listed(everybody: Sequence[Person]) -> str:
    return ", ".join(f"{each.id} {each.name}" for each in everybody)


def _asked_password(language: Language) -> str:
    if not sys.stdin.isatty():
        raise IagoError("check_password_needed", variable=PASSWORD)
    return getpass(_text("ask_password", language) + " ", stream=sys.stderr)


def _table(found: Sequence[Check], language: Language) -> None:
    names = [_text(each.id, language) for each in found]
    states = [_text(f"state_{each.state}", language) for each in found]
    wide, state_wide = max(map(len, names)), max(map(len, states))
    for each, name, state in zip(found, names, states, strict=True):
        print(f"{name:<{wide}}  {state:<{state_wide}}  {_said(each, language)}")


def _refuse(error: IagoError, language: Language, *, as_json: bool) -> None:
    said = sentence(error, language)
    if as_json:
        print(json.dumps({"ok": False, "code": error.code, "message": said}, ensure_ascii=False, indent=2))
    else:
        print(said, file=sys.stderr)


def _said(check: Check, language: Language) -> str:
    if check.code == "unreadable":
        return sentence(IagoError(str(check.values["code"])), language)
    return _text(check.code, language, **check.values)


@cache
def texts() -> dict[str, dict[str, str]]:
    """resources/i18n/check.toml: id -> {en, de}."""
    return tomllib.loads(resource("i18n", "check.toml").read_text(encoding="utf-8"))


def _text(name: str, language: Language, **values: object) -> str:
    return texts()[name][language].format_map(values)


def _language() -> Language:
    """German where the shell is; English everywhere else."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    said = next((os.environ[name] for name in names if os.environ.get(name)), "")
    return "de" if said.lower().startswith("de") else "en"
