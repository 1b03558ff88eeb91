"""docs/security.md names tests and modules that exist."""

import re
from pathlib import Path

import pytest

from tests.torture.levels import AT_LEAST
from tests.torture.trials import TRIALS

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
TESTS = re.compile(r"(tests/[\w/]+\.py)((?:(?:, )?`?::\w+(?:\[[^\]]*\])?`?)*)")
MODULES = re.compile(r"(?<![\w/])((?:[a-z_]+/)+[a-z_]+\.py|[a-z_]+\.py(?=`))")
TRIAL = re.compile(r"\b([TS]\d+[a-z]?)\b")
OF_THE_DESIGN = {
    f"T{n}" for few in (range(1, 16), range(20, 35), range(40, 44), (50, 51), range(60, 65)) for n in few
}
SCENARIOS = {f"S{number}" for number in range(1, 13)}


def test_every_test_that_is_named_exists() -> None:
    missing = []
    for file, names in TESTS.findall(PAGE):
        path = ROOT / file
        if not path.is_file():
            missing.append(file)
            continue
        text = path.read_text(encoding="utf-8")
        missing += [f"{file}::{name}" for name in re.findall(r"::(\w+)", names) if f"def {name}(" not in text]
    assert not missing
    assert len(TESTS.findall(PAGE)) > 20


def test_every_module_that_is_named_exists() -> None:
    named = set(MODULES.findall(PAGE)) - {file for file, _ in TESTS.findall(PAGE)}
    places = (ROOT, ROOT / "iago_desktop")
    assert not {name for name in named if not any((place / name).is_file() for place in places)}


def test_every_number_is_a_trial_or_stands_in_the_last_table() -> None:
    plain = set(re.findall(r"^\| ([TS]\d+) \|", PAGE.split("## Trials and tests by number")[1], re.MULTILINE))
    known = {trial.id for trial in TRIALS} | plain | SCENARIOS
    assert not set(TRIAL.findall(PAGE)) - known


@pytest.mark.parametrize("number", range(1, 28))
def test_every_threat_of_the_design_is_there(number: int) -> None:
    (row,) = re.findall(rf"^\| {number} \|(.*)\|$", PAGE, re.MULTILINE)
    threat, control, test, *_ = [cell.strip() for cell in row.split("|")]
    assert threat
    assert control
    assert TRIAL.search(test) or TESTS.search(test) or number in {26, 27}


def test_no_number_of_the_design_is_left_out() -> None:
    assert not OF_THE_DESIGN - set(TRIAL.findall(PAGE))


def test_every_trial_stands_there_with_its_claim_and_its_number() -> None:
    rows = {f"| {trial.id} | {trial.claim} | {AT_LEAST[trial.id]} |" for trial in TRIALS}
    assert not rows - set(PAGE.splitlines())
