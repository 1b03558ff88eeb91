"""Each thing has its partner: codes and sentences, forms and vectors, texts and translations."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from iago_desktop.sentences import LANGUAGES, _sentences, known_codes

ROOT = Path(__file__).parent.parent
RAISED = re.compile(r"(?:Iago|Input|Signature|Bundle|Unlock|Store)Error\(\s*f?\"([a-z0-9_]+)\"")
CLASSED = re.compile(r"DefinitionError\(\s*\"([a-z0-9_]+)\"")


def _raised_codes() -> set[str]:
    found: set[str] = set()
    for path in (ROOT / "iago_desktop").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        found |= set(RAISED.findall(text)) | set(CLASSED.findall(text))
    return found


def test_every_error_code_that_is_raised_has_a_sentence() -> None:
    codes = _raised_codes()
    assert len(codes) > 20
    assert not codes - known_codes()


def test_a_sentence_has_both_languages_and_the_same_placeholders() -> None:
    assert set(_sentences()) == known_codes()
    for code, texts in _sentences().items():
        assert set(texts) == set(LANGUAGES), code
        placeholders = {language: set(re.findall(r"{(\w+)}", text)) for language, text in texts.items()}
        assert placeholders["en"] == placeholders["de"], code
        for text in texts.values():
            assert text.endswith((".", ":", "?")), code
            assert "!" not in text, code


def test_every_text_of_the_window_is_translated_and_compiled() -> None:
    check = subprocess.run(
        [sys.executable, ROOT / "packaging" / "compile_translations.py", "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert check.returncode == 0, check.stdout + check.stderr


@pytest.mark.parametrize("script", ["definitions_reference.py", "pack_manifest.py"])
def test_what_is_made_from_the_definitions_is_true(script: str) -> None:
    check = subprocess.run(
        [sys.executable, ROOT / "packaging" / script, "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert check.returncode == 0, check.stderr


def test_the_project_names_no_machine_and_no_package_host() -> None:
    files = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    forbidden = re.compile(r"(?:^|[^a-z])/(?:wor[k]|farm|roo[t])/|\.\./share[d]|pyp[i]\.org|pythonhoste[d]")
    guilty = []
    for name in files:
        try:
            text = (ROOT / name).read_text(encoding="utf-8")
        except (UnicodeDecodeError, FileNotFoundError):
            continue
        if forbidden.search(text):
            guilty.append(name)
    assert not guilty
