"""What a person set for this computer: language, data folder, colours, text size.  Nothing about patients.

The file lies outside the data folder and is not encrypted.  A damaged file costs the settings, nothing else.
"""

import json
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, cast

Language = Literal["en", "de"]
ColourMode = Literal["light", "dark", "system"]

TEXT_SIZES = (100, 110, 125, 150)
LOCK_MINUTES = (5, 10, 15, 30)
_LIMIT = 64 * 1024
_PERSON = re.compile("u[0-9]{1,6}")


@dataclass(frozen=True)
class Settings:
    """`data_folder` None: the usual place; `text_size` in percent; `ctcae_version` for new entries.

    `lock_minutes` without a key press or a click, and the window locks.  `person` ("u1") unlocked
    last; empty where somebody else is to work next.
    """

    language: Language = "en"
    data_folder: Path | None = None
    colour_mode: ColourMode = "light"
    text_size: int = 100
    ctcae_version: Literal["5.0", "6.0"] = "5.0"
    lock_minutes: int = 10
    person: str = ""


def load(file: Path, otherwise: Settings | None = None) -> Settings:
    """What the file says; `otherwise` where there is none, or where an entry makes no sense."""
    settings = otherwise or Settings()
    try:
        with file.open(encoding="utf-8") as opened:
            document = json.loads(opened.read(_LIMIT))
    except (OSError, ValueError, RecursionError):
        return settings
    return _read(document, settings) if isinstance(document, dict) else settings


def save(settings: Settings, file: Path) -> None:
    """Replace the file whole.  Where that is impossible the old settings stay: no work depends on them."""
    document = {
        "language": settings.language,
        "data_folder": str(settings.data_folder) if settings.data_folder else None,
        "colour_mode": settings.colour_mode,
        "text_size": settings.text_size,
        "ctcae_version": settings.ctcae_version,
        "lock_minutes": settings.lock_minutes,
        "person": settings.person,
    }
    beside = file.with_name(file.name + ".new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")
        beside.replace(file)
    except OSError:
        return


def _read(document: dict[str, Any], settings: Settings) -> Settings:
    language, folder = document.get("language"), document.get("data_folder")
    mode, size = document.get("colour_mode"), document.get("text_size")
    if language in ("en", "de"):
        settings = replace(settings, language=cast("Language", language))
    if isinstance(folder, str) and folder and "\0" not in folder:
        settings = replace(settings, data_folder=Path(folder))
    if mode in ("light", "dark", "system"):
        settings = replace(settings, colour_mode=cast("ColourMode", mode))
    if isinstance(size, int) and size in TEXT_SIZES:
        settings = replace(settings, text_size=size)
    minutes = document.get("lock_minutes")
    if isinstance(minutes, int) and minutes in LOCK_MINUTES:
        settings = replace(settings, lock_minutes=minutes)
    person = document.get("person")
    if isinstance(person, str) and _PERSON.fullmatch(person):
        settings = replace(settings, person=person)
    version = document.get("ctcae_version")
    if version in ("5.0", "6.0"):
        settings = replace(settings, ctcae_version=cast('Literal["5.0", "6.0"]', version))
    return settings
