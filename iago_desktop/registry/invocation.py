"""One call of the command: its exit code, its files, its passphrase, and where its errors end."""

import os
import sys
import traceback
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import typer

from iago_desktop.errors import IagoError
from iago_desktop.registry.output import Output
from iago_desktop.signing.whole_file import file_error

DONE, REFUSED, USAGE = 0, 1, 2
WRONG_USAGE = (
    "registry_missing",
    "registry_name_unusable",
    "registry_id_unusable",
    "country_unusable",
    "threshold_too_high",
    "site_id_unusable",
    "folder_missing",
)
"""Errors that lie in what was typed on the command line."""
PASSWORD = "IAGO_REGISTRY_PASSWORD"  # noqa: S105 - the name of the variable
MAX_FILE = 64 * 2**20  # as in bundle.py; nothing larger is even read


def run(output: Output, work: Callable[[], int]) -> None:
    """Known errors become a sentence, unknown ones the place where they happened: no values, no content."""
    try:
        code = work()
    except IagoError as error:
        output.refuse(error)
        code = USAGE if error.code in WRONG_USAGE else REFUSED
    except Exception as bug:  # noqa: BLE001 - the one place where unknown errors end
        output.refuse(as_bug(bug))
        code = REFUSED
    raise typer.Exit(code)


def as_bug(bug: Exception) -> IagoError:
    """What can be said about a defect of the program without repeating a value."""
    place = traceback.extract_tb(bug.__traceback__)[-1]
    where = f"{Path(place.filename).name}:{place.lineno} {type(bug).__name__}"
    print(f"iago-registry: {where}", file=sys.stderr)
    return IagoError("program_error", place=where)


def read_file(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_FILE:
            raise IagoError("too_large", limit_mib=MAX_FILE // 2**20)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise IagoError("file_missing", file=path.name) from error
    except OSError as error:
        raise IagoError("file_unreadable", file=path.name) from error


def writable_place(path: Path) -> Path:
    """A file to be written, whose folder is there: asked before anything is done."""
    try:
        is_there = path.parent.is_dir()
    except OSError as error:
        raise file_error(error) from error
    if not is_there:
        raise IagoError("folder_missing", folder=path.parent)
    return path


def today() -> date:
    return datetime.now(UTC).date()


def known_password(output: Output) -> str:
    """From the environment, or asked for."""
    return os.environ.get(PASSWORD) or _asked(output, "ask_password")


def new_password(output: Output) -> str:
    given = os.environ.get(PASSWORD)
    if given:
        return given
    first = _asked(output, "ask_new_password")
    if _asked(output, "ask_password_again") != first:
        raise IagoError("passphrases_differ")
    return first


def _asked(output: Output, text: str) -> str:
    if not sys.stdin.isatty():
        raise IagoError("passphrase_needed", variable=PASSWORD)
    # On stderr: stdout may be a JSON document.
    return str(typer.prompt(output.text(text), hide_input=True, err=True))
