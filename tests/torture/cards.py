"""T40, T42: fingerprints read out on the telephone, and registry cards, misheard or damaged."""

import random
from pathlib import Path
from typing import Any

from iago_desktop.errors import BundleError, SignatureError
from iago_desktop.signing import canonical_json, trust
from tests.signing.people import registry
from tests.torture.trial import Trial, flipped

REFUSED = (BundleError, SignatureError)


def _card(_folder: Path) -> bytes:
    return registry().card_file


def _card_bit(card: bytes, _chance: random.Random, number: int) -> None:
    try:
        opened = trust.open_card(flipped(card, number % (len(card) * 8)))
    except REFUSED:
        return
    raise AssertionError(canonical_json.dumps(opened.model_dump(mode="json"))[:80])


def _digits(_folder: Path) -> str:
    return trust.root_fingerprint(registry().card)


def _misheard(digits: str, chance: random.Random, _number: int) -> None:
    """One to three digits of a group heard wrong, or two of them the wrong way round."""
    expected = digits.rsplit(maxsplit=1)[-1]
    typed: list[Any] = list(expected)
    while "".join(typed) == expected:
        if chance.random() < 0.3:
            at = chance.randrange(len(typed) - 1)
            typed[at], typed[at + 1] = typed[at + 1], typed[at]
        for _ in range(chance.randrange(3)):
            typed[chance.randrange(len(typed))] = chance.choice("0123456789")
    assert not trust.same_fingerprint("".join(typed), expected)


TRIALS = (
    Trial("T40", "a misheard fingerprint is not accepted", 500, 10_000, _digits, _misheard),
    Trial("T42", "one flipped bit of a registry card is refused", 300, 16_800, _card, _card_bit),
)
