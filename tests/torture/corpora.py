"""T22, T23, T26: named attacks, hostile containers, hostile texts, and one encoding for every document."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import rfc8785

from iago_desktop import bundle
from iago_desktop.errors import IagoError
from iago_desktop.signing import canonical_json, strict_zip
from tests.bundle.attacks import ATTACKS
from tests.signing.hostile_json import HOSTILE as TEXTS
from tests.signing.hostile_zip import HOSTILE as CONTAINERS
from tests.torture.trial import Trial

_LETTERS = "abcXYZ 019.,+<>&\"\\/'äöüßÄ€µ°≥漢字😀𐍈"
_KEYS = "abcdefghijklmnopqrstuvwxyz0123456789_"


def _nothing(_folder: Path) -> None:
    return None


def _said(action: Callable[[], object]) -> str:
    try:
        action()
    except IagoError as error:
        return error.code
    return "taken"


def _attack(_shared: None, _chance: random.Random, number: int) -> None:
    attack = ATTACKS[number]
    data, receiver = attack.make(), attack.receiver()
    assert _said(lambda: bundle.read(data, receiver)) == attack.code, attack.name


def _container(_shared: None, _chance: random.Random, number: int) -> None:
    name, data = list(CONTAINERS.items())[number]
    assert _said(lambda: strict_zip.read(data, 2**20)) in ("zip_not_canonical", "zip_member_name"), name


def _text(_shared: None, _chance: random.Random, number: int) -> None:
    name, (data, code) = list(TEXTS.items())[number]
    assert _said(lambda: canonical_json.loads(data)) == code, name


def _encoding(_shared: None, chance: random.Random, _number: int) -> None:
    document = _document(chance, 0)
    data = canonical_json.dumps(document)
    assert data == rfc8785.dumps(document)
    assert canonical_json.loads(data) == document


def _document(chance: random.Random, depth: int) -> Any:
    kind = chance.randrange(7 if depth < 4 else 5)
    if kind == 0:
        return chance.choice((None, True, False))
    if kind == 1:
        return chance.choice((0, chance.randrange(-100, 100), chance.randrange(1 - 2**53, 2**53)))
    if kind < 5:
        return "".join(chance.choice(_LETTERS) for _ in range(chance.randrange(12)))
    if kind == 5:
        return [_document(chance, depth + 1) for _ in range(chance.randrange(5))]
    return {_key(chance): _document(chance, depth + 1) for _ in range(chance.randrange(6))}


def _key(chance: random.Random) -> str:
    return chance.choice(_KEYS[:26]) + "".join(chance.choice(_KEYS) for _ in range(chance.randrange(8)))


TRIALS = (
    Trial("T22", "a named attack is refused for its reason", 10, len(ATTACKS), _nothing, _attack),
    Trial("T23", "a hostile container is refused", 10, len(CONTAINERS), _nothing, _container),
    Trial("T26", "a hostile text is refused for its reason", 10, len(TEXTS), _nothing, _text),
    Trial("T26b", "a document has one encoding, that of RFC 8785", 200, 20_000, _nothing, _encoding),
)
