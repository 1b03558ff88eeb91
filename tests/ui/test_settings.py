"""Settings survive a restart; a damaged file costs nothing but the settings."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from iago_desktop import settings
from iago_desktop.settings import Settings

CHOSEN = Settings(
    language="de",
    data_folder=Path("/data/practice"),
    colour_mode="dark",
    text_size=125,
    ctcae_version="6.0",
    lock_minutes=15,
    person="u2",
)


def test_what_was_saved_is_loaded(tmp_path: Path) -> None:
    file = tmp_path / "not yet there" / "settings.json"
    settings.save(CHOSEN, file)
    assert settings.load(file) == CHOSEN
    assert [each.name for each in file.parent.iterdir()] == ["settings.json"]


def test_without_a_file_there_are_the_defaults(tmp_path: Path) -> None:
    assert settings.load(tmp_path / "none.json") == Settings()
    assert settings.load(tmp_path / "none.json", CHOSEN) == CHOSEN


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"\xff\xfe", b'"text"', b"null", b'{"language": "de"', b"[" * 100_000]
)
def test_a_damaged_file_gives_the_defaults(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "settings.json"
    file.write_bytes(content)
    assert settings.load(file) == Settings()


@pytest.mark.parametrize(
    ("entry", "value"),
    [
        ("language", "fr"),
        ("language", None),
        ("data_folder", 7),
        ("data_folder", ""),
        ("data_folder", "a\0b"),
        ("colour_mode", "pink"),
        ("text_size", 99),
        ("ctcae_version", "4.0"),
        ("ctcae_version", 6.0),
        ("text_size", "100"),
        ("text_size", [100]),
        ("lock_minutes", 0),
        ("lock_minutes", "10"),
        ("person", "Dr. Weber"),
        ("person", 2),
    ],
)
def test_an_entry_that_makes_no_sense_is_the_default_and_the_others_stay(
    tmp_path: Path, entry: str, value: object
) -> None:
    file = tmp_path / "settings.json"
    settings.save(CHOSEN, file)
    document = json.loads(file.read_text(encoding="utf-8")) | {entry: value}
    file.write_text(json.dumps(document), encoding="utf-8")
    assert settings.load(file) == replace(CHOSEN, **{entry: getattr(Settings(), entry)})


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    settings.save(CHOSEN, tmp_path / "file" / "settings.json")
    assert not (tmp_path / "file" / "settings.json").exists()
