"""Bundles kept as files, for every later version of this program and for other implementations."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from iago_desktop import bundle
from iago_desktop.errors import IagoError
from iago_desktop.signing import trust
from iago_desktop.signing.signatures import VerifyKey

FOLDER = Path(__file__).parent / "vectors"
VECTORS: dict[str, Any] = tomllib.loads((FOLDER / "cases.toml").read_text(encoding="utf-8"))


def receiver() -> bundle.Receiver:
    card = trust.open_card((FOLDER / VECTORS["card"]).read_bytes())
    sites = {VECTORS["site"]: bundle.Sender((VerifyKey.from_text(VECTORS["site_key"]),))}
    today = date.fromisoformat(VECTORS["today"])
    return bundle.Receiver.at_registry(card, [VECTORS["secret"]], sites.get, today)


@pytest.mark.parametrize("case", VECTORS["case"], ids=lambda case: str(case["file"]))
def test_a_kept_bundle_is_read_as_it_always_was(case: dict[str, str]) -> None:
    said = "ok"
    try:
        bundle.read((FOLDER / case["file"]).read_bytes(), receiver())
    except IagoError as error:
        said = error.code
    assert said == case["expect"]


def test_the_kept_card_has_its_fingerprint() -> None:
    card = trust.open_card((FOLDER / VECTORS["card"]).read_bytes())
    assert trust.root_fingerprint(card) == VECTORS["root_fingerprint"]


def test_every_file_has_a_case() -> None:
    assert {path.name for path in FOLDER.glob("*.iago")} == {case["file"] for case in VECTORS["case"]}
