"""Inside the seal, all signed: a manifest that is not one, or not this bundle's."""

import hashlib
from typing import Any

from iago_desktop import bundle
from tests.bundle.attacks.attack import (
    SPARE,
    Attack,
    forged,
)
from tests.bundle.forge import FILES
from tests.signing.people import registry, site

_OWN = registry().card.recipients
_DIGEST = bundle.recipient_digest


def _listed(**changes: Any) -> list[dict[str, Any]]:
    content = {
        **FILES,
        "cert.json": site().certificate.document,
        "cert.json.minisig": site().certificate.signature,
    }
    files = [
        {"name": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        for name, data in sorted(content.items())
    ]
    return [files[0] | changes, *files[1:]]


def _large_manifest() -> bytes:
    """Empty lists: 64 MiB of them would become gigabytes."""
    return b'{"a":[' + b"[]," * 22_000 + b"[]]}"


ATTACKS: tuple[Attack, ...] = (
    # 13
    forged(
        "a newer format",
        13,
        "manifest_unreadable",
        "an unknown format is never read as an old one",
        manifest={"format": "iago-bundle/2"},
    ),
    forged(
        "another field",
        13,
        "manifest_unreadable",
        "what no reader knows, no reader passes on",
        manifest={"comment": "x"},
    ),
    forged(
        "a field by its inner name",
        13,
        "manifest_unreadable",
        "two names for one thing",
        manifest={"from": "absent", "sender": "DE-0042"},
    ),
    forged(
        "a field left out",
        13,
        "manifest_unreadable",
        "what is absent is guessed",
        manifest={"recovered": "absent"},
    ),
    forged(
        "a number as text", 13, "manifest_unreadable", "two spellings of one number", manifest={"seq": "1"}
    ),
    forged(
        "true as a number", 13, "manifest_unreadable", "in some languages true is 1", manifest={"seq": True}
    ),
    forged(
        "a time of day",
        13,
        "manifest_unreadable",
        "a time narrows down a visit",
        manifest={"created": "2026-05-01T00:00:00"},
    ),
    forged(
        "a day that no calendar has",
        13,
        "manifest_unreadable",
        "readers would disagree",
        manifest={"created": "2026-02-30"},
    ),
    forged("number 0", 13, "manifest_unreadable", "the chain begins at 1", manifest={"seq": 0}),
    forged(
        "no clock written out",
        13,
        "manifest_unreadable",
        "two spellings of no doubt",
        manifest={"clock": None},
    ),
    forged(
        "nine recipients",
        13,
        "manifest_unreadable",
        "a key card has at most eight",
        manifest={"recipients": [f"{n:064}" for n in range(9)]},
    ),
    forged(
        "another number in the manifest",
        13,
        "manifest_differs",
        "two numbers for one bundle",
        manifest={"seq": 2},
    ),
    forged(
        "another sender in the manifest",
        13,
        "manifest_differs",
        "two senders for one bundle",
        manifest={"from": "DE-0043"},
    ),
    forged(
        "another receiver in the manifest",
        13,
        "manifest_differs",
        "written to another",
        manifest={"to": "REG-OTHER"},
    ),
    forged(
        "another kind in the manifest",
        13,
        "manifest_differs",
        "kinds must not be confused",
        manifest={"kind": "receipt"},
    ),
    forged(
        "no files listed", 13, "manifest_differs", "the manifest must vouch for all", manifest={"files": []}
    ),
    forged(
        "a file of another length listed",
        13,
        "manifest_differs",
        "the manifest must be true",
        manifest={"files": _listed(bytes=1)},
    ),
    forged(
        "a file of another digest listed",
        13,
        "manifest_differs",
        "the manifest must be true",
        manifest={"files": _listed(sha256="0" * 64)},
    ),
    forged(
        "files listed in another order",
        13,
        "manifest_differs",
        "one spelling for every list",
        manifest={"files": _listed()[::-1]},
    ),
    forged(
        "a manifest in another spelling",
        13,
        "json_not_canonical",
        "bytes and meaning must be one",
        files=lambda f: {**f, "manifest.json": f["manifest.json"] + b"\n"},
    ),
    forged(
        "a manifest over 64 KiB",
        13,
        "manifest_unreadable",
        "empty lists take twenty times their length when read",
        files=lambda f: {**f, "manifest.json": _large_manifest()},
    ),
    forged(
        "my key is not named",
        13,
        "not_addressed_to_me",
        "sealed again by somebody to whom it was written",
        manifest={"recipients": ["0" * 64]},
    ),
    forged(
        "sealed to one more than named",
        13,
        "encryption_header",
        "a reader that the author did not name",
        recipients=[*_OWN, SPARE],
    ),
    forged(
        "one more named than sealed to",
        13,
        "encryption_header",
        "sealed again without one of them",
        manifest={"recipients": sorted(map(_DIGEST, (*_OWN, SPARE)))},
    ),
    forged(
        "named twice",
        13,
        "manifest_differs",
        "the count of recipients is checked",
        manifest={"recipients": [_DIGEST(_OWN[0])] * 2},
    ),
    forged(
        "recipients in another order",
        13,
        "manifest_differs",
        "one spelling for every list",
        recipients=[*_OWN, SPARE],
        manifest={"recipients": sorted(map(_DIGEST, (*_OWN, SPARE)))[::-1]},
    ),
)
