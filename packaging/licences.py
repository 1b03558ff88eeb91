"""Whose work is inside the frozen program, and the texts of the licences that must travel with it."""

import re
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

OWN = "iago-desktop"
HERE = Path(__file__).parent / "licences"
"""Of the Qt for Python packages, which bring none: the LGPL, and the GPL that it refers to."""
_REQUIREMENT = re.compile(r"^([A-Za-z0-9._-]+)")
_TEXT = re.compile(r"(?i)(licen[cs]e|copying|notice|authors)[^/]*$")


def needed() -> set[str]:
    """The distributions that are needed at run time on this system, by their canonical names."""
    found, waiting = set(), [OWN]
    while waiting:
        each = waiting.pop()
        if each not in found:
            found.add(each)
            waiting += [_name(each) for each in metadata.requires(each) or () if _applies(each)]
    return found - {OWN}


def texts() -> Iterator[tuple[str, str]]:
    """Each file and the folder below the program's where it belongs."""
    for name in sorted(needed()):
        for file in metadata.files(name) or ():
            if ".dist-info/" in str(file) and _TEXT.search(str(file)) and file.locate().is_file():
                yield str(file.locate()), f"licences/{name}"
    for path in HERE.glob("*.txt"):
        yield str(path), "licences"


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _name(requirement: str) -> str:
    match = _REQUIREMENT.match(requirement)
    return canonical(match[1] if match else requirement)


def _applies(requirement: str) -> bool:
    """Without extras; a marker for another system is met when the distribution is not installed."""
    if "extra ==" in requirement:
        return False
    try:
        metadata.distribution(_name(requirement))
    except metadata.PackageNotFoundError:
        return False
    return True
