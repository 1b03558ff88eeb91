"""The page is enough: a reader written from it says the same as ours to every vector."""

import ast
import base64
import hashlib
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.bundle import independent
from tests.bundle.independent.containers import Refused, read_zip
from tests.bundle.independent.ledger import Ledger
from tests.bundle.independent.reader import (
    Reader,
    open_card,
    open_certificate,
    open_pack,
    open_request,
    read,
)
from tests.bundle.test_vectors import CASES, FOLDER, KEYS, SITES, TODAY, data_of

CARDS = {
    name: open_card((FOLDER / found["card"]).read_bytes()) for name, found in KEYS.items() if "card" in found
}
LMU = CARDS["REG-LMU"]


def reader(case: dict[str, Any]) -> Reader:
    at, today = case["at"], date.fromisoformat(case.get("today", TODAY))
    secrets = [KEYS[at]["age_secret"]]
    if at in SITES:
        senders = {"REG-LMU": LMU["roles"]["receipts"]}
        return Reader(at, secrets, {"receipt", "question"}, senders, "REG-LMU", [], today)
    senders = {
        site: [
            open_certificate((FOLDER / KEYS[site]["certificate"]).read_bytes(), LMU, frozenset(), date.min)[
                "key"
            ]
        ]
        for site in SITES
    }
    return Reader(
        at,
        secrets,
        {"report"},
        senders,
        at,
        CARDS[at]["roles"]["enrolment"],
        today,
        frozenset(case.get("revoked", ())),
        frozenset({"DE-0042"} if case.get("sender_revoked") else ()),
    )


def said(action: Any) -> tuple[int, str]:
    try:
        action()
    except Refused as refused:
        return refused.check, refused.code
    return 0, "ok"


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: str(case.get("file", "zeros")))
def test_it_says_the_same_to_a_bundle_at_the_same_check(case: dict[str, Any]) -> None:
    assert said(lambda: read(data_of(case), reader(case))) == (case["check"], case["expect"])


@pytest.mark.parametrize("case", CASES["trust"], ids=lambda case: str(case["file"]))
def test_it_says_the_same_to_a_trust_file(case: dict[str, Any]) -> None:
    data, today = data_of(case), date.fromisoformat(case.get("today", TODAY))
    previous = open_card((FOLDER / case["after"]).read_bytes()) if "after" in case else None
    openings = {
        "card": lambda: open_card(data, today, previous),
        "request": lambda: open_request(data),
        "cert": lambda: open_certificate(data, LMU, frozenset(case.get("revoked", ())), today),
        "pack": lambda: open_pack(data, LMU),
    }
    assert said(openings[case["kind"]])[1] == case["expect"]


@pytest.mark.parametrize("history", CASES["history"], ids=lambda history: str(history["name"]))
def test_it_says_the_same_to_a_history(history: dict[str, Any]) -> None:
    ledger = Ledger(reader({"at": "REG-LMU"}), CASES["forms"])
    for step in history["step"]:
        assert ledger.offer(data_of(step)) == (step["state"], step["expect"]), step["file"]


def test_it_knows_nothing_of_the_program() -> None:
    """The standard library and one package of primitives."""
    folder = Path(independent.__file__).parent
    for path in folder.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [each.name for each in node.names] if isinstance(node, ast.Import) else []
            for name in names:
                top = name.split(".")[0]
                assert (
                    top in sys.stdlib_module_names
                    or top == "cryptography"
                    or name.startswith(independent.__name__)
                )


def test_it_computes_the_fingerprints() -> None:
    for name, card in CARDS.items():
        pinned = {"registry": name, "roots": sorted(card["roots"]), "threshold": card["threshold"]}
        text = b"iago-roots/1\n" + json.dumps(pinned, sort_keys=True, separators=(",", ":")).encode()
        digits = f"{int.from_bytes(hashlib.sha512(text).digest()) % 10**30:030d}"
        assert digits == KEYS[name]["root_fingerprint"].replace(" ", "")
        raw = base64.b64decode(card["roots"][0])
        assert raw[2:10] == hashlib.sha256(b"iago-key-id/1" + raw[10:]).digest()[:8]


def test_the_instruction_is_the_same_in_every_bundle() -> None:
    members = read_zip((FOLDER / "a_report.iago").read_bytes(), 2**26)
    assert (
        members["HOWTO-VERIFY.txt"] == (FOLDER.parents[2] / "resources/trust/HOWTO-VERIFY.txt").read_bytes()
    )
