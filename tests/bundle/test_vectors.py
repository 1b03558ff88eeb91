"""Files kept for later versions of this program and for other implementations: our reader is held to them."""

import re
import shutil
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from iago_desktop import bundle
from iago_desktop.bundle import Receiver, Sender
from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.errors import IagoError
from iago_desktop.registry.home import Home
from iago_desktop.registry.ingest import STATES, Desk
from iago_desktop.signing import trust
from tests.bundle.published import a_counter, a_home
from tests.bundle.trust_files import open_trust_file

FOLDER = Path(__file__).parent / "vectors"


def read_toml(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


CASES, KEYS = read_toml("cases.toml"), read_toml("keys.toml")
TODAY = CASES["today"]
SITES = [name for name, found in KEYS.items() if "certificate" in found]


def data_of(case: dict[str, Any]) -> bytes:
    return bytes(case["zeros"]) if "zeros" in case else (FOLDER / case["file"]).read_bytes()


def card_of(name: str) -> trust.Card:
    return trust.open_card((FOLDER / KEYS[name]["card"]).read_bytes())


def receiver(case: dict[str, Any]) -> Receiver:
    """The reader that a case asks for, from nothing but the published files."""
    today, at = date.fromisoformat(case.get("today", TODAY)), case["at"]
    if at in SITES:
        return Receiver.at_site(at, [KEYS[at]["age_secret"]], card_of("REG-LMU"), today)
    known = {}
    for site in SITES:
        certificate = trust.open_certificate(
            (FOLDER / KEYS[site]["certificate"]).read_bytes(), card_of("REG-LMU")
        )
        gone = bool(case.get("sender_revoked")) and site == "DE-0042"
        known[site] = Sender((certificate.verify_key,), revoked=gone)
    card = card_of(at).model_copy(update={"revoked": tuple(case.get("revoked", ()))})
    return Receiver.at_registry(card, [KEYS[at]["age_secret"]], known.get, today)


def said(action: Any) -> str:
    try:
        action()
    except IagoError as error:
        return error.code
    return "ok"


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: str(case.get("file", "zeros")))
def test_a_kept_bundle_is_read_as_it_always_was(case: dict[str, Any]) -> None:
    assert said(lambda: bundle.read(data_of(case), receiver(case))) == case["expect"]


@pytest.mark.parametrize("case", CASES["trust"], ids=lambda case: str(case["file"]))
def test_a_kept_trust_file_is_read_as_it_always_was(case: dict[str, Any]) -> None:
    card = card_of("REG-LMU").model_copy(update={"revoked": tuple(case.get("revoked", ()))})
    previous = trust.open_card((FOLDER / case["after"]).read_bytes()) if "after" in case else None
    today = date.fromisoformat(case.get("today", TODAY))
    assert said(lambda: open_trust_file(case["kind"], data_of(case), card, today, previous)) == case["expect"]


@pytest.fixture(scope="module")
def counter_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_home(tmp_path_factory.mktemp("vectors") / "registry").path


@pytest.fixture
def counter(counter_template: Path, tmp_path: Path, catalogue: Catalogue) -> Iterator[Desk]:
    path = Path(shutil.copytree(counter_template, tmp_path / "registry"))
    desk = a_counter(Home(path, "IAGO Register", "DE", card_of("REG-LMU")), catalogue)
    yield desk
    desk.store.close()


@pytest.mark.parametrize("history", CASES["history"], ids=lambda history: str(history["name"]))
def test_a_kept_history_is_told_as_it_always_was(history: dict[str, Any], counter: Desk) -> None:
    receipts: dict[str, bytes | None] = {}
    for step in history["step"]:
        outcome = counter.ingest(data_of(step))
        code = outcome.error.code if outcome.error else "ok"
        assert (outcome.state, code) == (step["state"], step["expect"]), step["file"]
        assert (
            outcome.receipt == receipts.setdefault(step["file"], outcome.receipt)
            or step["state"] == "accepted"
        )
        if outcome.receipt:
            receipts[step["file"]] = outcome.receipt


def test_the_kept_cards_have_their_fingerprints() -> None:
    for name, found in KEYS.items():
        if "card" in found:
            assert trust.root_fingerprint(card_of(name)) == found["root_fingerprint"]


def test_every_file_has_a_case_and_every_case_a_reason() -> None:
    steps = [step for history in CASES["history"] for step in history["step"]]
    listed = {case["file"] for case in (*CASES["case"], *CASES["trust"], *steps) if "file" in case}
    listed |= {found.get("card") or found["certificate"] for found in KEYS.values()}
    assert {path.name for path in FOLDER.iterdir()} == listed | {"cases.toml", "keys.toml", "README.md"}
    assert all(case["why"] for case in (*CASES["case"], *CASES["trust"], *CASES["history"]))


def test_no_check_lacks_a_vector() -> None:
    """Neither a number of the reader nor a state of the ledger, nor a kind."""
    assert {case["check"] for case in CASES["case"]} == set(range(16))
    states = {step["state"] for history in CASES["history"] for step in history["step"]}
    assert states == {*STATES.values(), "accepted", "duplicate", "refused"}
    codes = {step["expect"] for history in CASES["history"] for step in history["step"]}
    assert {
        "audit_gap",
        "line_not_understood",
        "form_unknown",
        "answer_not_understood",
        "no_consent",
    } <= codes
    assert {case["kind"] for case in CASES["trust"]} == {"card", "request", "cert", "pack"}
    assert {case["at"] for case in CASES["case"]} == {"REG-LMU", "REG-OTHER", "DE-0042"}


def test_every_code_of_the_reader_has_a_vector() -> None:
    """But those of making files and of keys on a disk."""
    root = Path(bundle.__file__).parent
    sources = [root / "bundle.py", *((root / "signing" / f"{name}.py") for name in _READING)]
    sources += [root / "registry" / f"{name}.py" for name in ("ingest", "audit", "lines", "arrival")]
    raised = {
        code
        for source in sources
        for code in re.findall(
            r'(?:BundleError|SignatureError)\(\s*"(\w+)"', source.read_text(encoding="utf-8")
        )
    }
    steps = [step for history in CASES["history"] for step in history["step"]]
    vectors = {case["expect"] for case in (*CASES["case"], *CASES["trust"], *steps)}
    assert raised - vectors == _NO_VECTOR


_READING = (
    "strict_zip",
    "canonical_json",
    "signatures",
    "signed_set",
    "documents",
    "statement",
    "trust",
    "encryption",
)
_NO_VECTOR = {
    "json_type",  # a value of Python that no file can hold
    "key_needs_password",
    "key_password_wrong",
    "key_unreadable",
    "identity_unreadable",
    "recipient_unreadable",
    "not_an_iago_file",  # said before a kind is known
}
