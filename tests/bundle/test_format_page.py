"""docs/bundle-format.md: its numbers are recomputed, its codes are those of the program."""

import base64
import re
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from iago_desktop import sentences
from iago_desktop.bundle import howto
from iago_desktop.signing import canonical_json, chain
from iago_desktop.signing.signatures import SigningKey, VerifyKey
from tests.bundle.independent.containers import sha
from tests.bundle.independent.ledger import entry_digest
from tests.bundle.test_vectors import CASES

PAGE = (Path(__file__).parents[2] / "docs" / "bundle-format.md").read_text(encoding="utf-8")


def example() -> dict[str, str]:
    """The worked example: names at the left, values from column 16."""
    block = PAGE.split("```example\n")[1].split("```")[0]
    return {line[:15].strip(): line[15:].strip() for line in block.splitlines()}


def test_the_worked_example_comes_out() -> None:
    said = example()
    body, private = said["body"].encode(), said["private part"].encode()
    salt, n, prev = bytes.fromhex(said["salt"]), int(said["n"]), said["prev"]
    canonical_json.loads(body)
    assert chain.body_digest(body) == sha(body) == said["body digest"]
    assert chain.private_digest(salt, private) == sha(salt + private) == said["private digest"]
    digest = chain.entry_digest(n, prev, said["body digest"], said["private digest"])
    assert digest == entry_digest(n, prev, said["body digest"], said["private digest"]) == said["digest"]
    seed = bytes.fromhex(said["secret seed"])
    key = Ed25519PrivateKey.from_private_bytes(seed)
    assert base64.b64encode(key.public_key().public_bytes_raw()).decode() == said["public key"]
    assert base64.b64encode(key.sign(bytes.fromhex(digest))).decode() == said["sig"]
    public: VerifyKey = SigningKey.from_seed(seed).public
    assert public.key_id.hex() == said["key id"]


def test_the_page_names_the_instruction_of_this_version() -> None:
    assert sha(howto()) in PAGE


def test_every_refusal_of_a_vector_is_on_the_page_and_has_a_sentence() -> None:
    steps = [step for history in CASES["history"] for step in history["step"]]
    codes = {case["expect"] for case in (*CASES["case"], *CASES["trust"], *steps)} - {"ok"}
    written = set(re.findall(r"`([a-z0-9_]+)`", PAGE))
    assert not codes - written
    assert not codes - sentences.known_codes()
