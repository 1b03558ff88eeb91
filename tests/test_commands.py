"""What the pages tell people to type is what the program understands, and what they point to is there."""

import re
import shlex
from pathlib import Path

import pytest
import typer
from typer.core import TyperCommand, TyperGroup

from iago_desktop.check.command import _parser as _check
from iago_desktop.registry.commands import app
from iago_desktop.ui.app import _parser as _window

ROOT = Path(__file__).parent.parent
FRONT = ("README.md", "CONTRIBUTING.md")
PAGES = sorted(
    str(path.relative_to(ROOT))
    for folder in ("docs", "resources/handbook")
    for path in (ROOT / folder).rglob("*.md")
    if "decisions" not in path.parts
)
REGISTRY = typer.main.get_command(app)
NAMED = re.compile(r"`((?:[\w.-]+/)*[\w.<>*-]+(?:/|\.(?:md|toml|csv|py|txt|yml|ts|json|png))?)`")
TOPS = ("resources", "docs", "tests", "iago_desktop", "packaging", ".github")


def commands(page: str, program: str) -> list[str]:
    """Of indented lines and of code in the text, without what follows `#`."""
    text = (ROOT / page).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.startswith("    ")]
    lines += re.findall(r"`([^`\n]+)`", text)
    starts = re.compile(rf"(?:\.venv/bin/)?{program}(?= )")
    return [line.split("#")[0].strip() for line in map(str.strip, lines) if starts.match(line)]


def targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


@pytest.mark.parametrize("page", [*FRONT, *PAGES])
def test_every_make_is_a_target(page: str) -> None:
    asked = {line.split()[1] for line in commands(page, "make")}
    assert asked <= targets()


def test_the_front_pages_name_what_a_newcomer_runs() -> None:
    for page in FRONT:
        assert {"make demo", "make test", "make run"} <= set(commands(page, "make"))


@pytest.mark.parametrize("page", [*FRONT, *PAGES])
def test_every_call_of_the_registrys_command_is_one(page: str) -> None:
    for line in commands(page, "iago-registry"):
        _parse(REGISTRY, shlex.split(line)[1:], line)


def test_every_command_of_the_registry_is_described() -> None:
    described = " ".join(commands("docs/registry-command.md", "iago-registry"))
    assert isinstance(REGISTRY, TyperGroup)
    groups = {name: each for name, each in REGISTRY.commands.items() if isinstance(each, TyperGroup)}
    names = set(REGISTRY.commands) - set(groups)
    names |= {f"{group} {name}" for group, each in groups.items() for name in each.commands}
    assert len(names) > 10
    assert not {name for name in names if f"iago-registry {name}" not in described}


@pytest.mark.parametrize("page", [*FRONT, *PAGES])
def test_every_call_of_the_program_is_one(page: str) -> None:
    for line in commands(page, "iago-desktop"):
        words = shlex.split(line)[1:]
        if words[0] == "check":
            _check().parse_args(words[1:])
        else:
            _window().parse_args(words)


@pytest.mark.parametrize("page", FRONT)
def test_every_file_that_is_named_is_there(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    named = {name for name in NAMED.findall(text) if name.startswith(tuple(f"{top}/" for top in TOPS))}
    named |= set(re.findall(r"\]\(([^)#]+)\)", text))
    assert len(named) > 4
    assert not {name for name in named if not list(ROOT.glob(re.sub("<[^>]+>", "*", name.rstrip("/"))))}


def _parse(command: object, words: list[str], line: str) -> None:
    """By the command's own options and arguments; nothing is run.  The name alone only has to be one."""
    if isinstance(command, TyperGroup):
        assert words, line
        assert words[0] in command.commands, line
        _parse(command.commands[words[0]], words[1:], line)
        return
    assert isinstance(command, TyperCommand)
    if words:
        typed = ["1" if word == "SEQ" else word.removesuffix("...") for word in words]
        command.make_context(command.name, typed)
