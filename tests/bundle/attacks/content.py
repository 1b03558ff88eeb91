"""Inside the seal, all signed: certificates that do not count, and lines that nobody reads."""

import hashlib
from datetime import date
from typing import Any

from iago_desktop.signing.statement import Statement
from tests.bundle.attacks.attack import (
    Attack,
    forged,
)
from tests.bundle.forge import a_report
from tests.signing.people import registry, site

_KEY = site().key
_OTHERS = site("DE-0043", 2).certificate
_OTHERS_FILES = {"cert.json": _OTHERS.document, "cert.json.minisig": _OTHERS.signature}


def _certificate(**changes: Any) -> dict[str, bytes]:
    """A certificate of the registry with something changed; signed with `key`, saying `said`."""
    key, said = changes.pop("key", registry().enrolment), changes.pop("said", {})
    document = site().certificate.text.model_copy(update=changes).to_bytes()
    digest = hashlib.sha256(document).hexdigest()
    statement = Statement(
        **{"kind": "cert", "sender": "REG-LMU", "to": "DE-0042", "seq": 1, "set": digest} | said
    )
    return {"cert.json": document, "cert.json.minisig": key.sign(document, statement.text)}


def _records(data: bytes, **counts: int) -> dict[str, Any]:
    more = {"manifest": {"counts": {"audit": 1, "records": 1} | counts}} if counts else {}
    return {"content": {"records.ndjson": data}} | more


_CERTIFICATE: tuple[Attack, ...] = (
    # 14
    forged(
        "another site's certificate", 14, "certificate_wrong", "a key without its name", content=_OTHERS_FILES
    ),
    forged(
        "a certificate of its own",
        14,
        "other_key",
        "a site vouches for itself",
        content=_certificate(key=_KEY, valid_until=date(2099, 1, 1)),
    ),
    forged(
        "a certificate by the receipts key",
        14,
        "other_key",
        "one role key must not do the work of another",
        content=_certificate(key=registry().receipts),
    ),
    forged(
        "a certificate by the root",
        14,
        "other_key",
        "a root signs cards only",
        content=_certificate(key=registry().root),
    ),
    forged(
        "a certificate of another registry",
        14,
        "certificate_wrong",
        "certificates are not lent",
        content=_certificate(registry="REG-OTHER", said={"sender": "REG-OTHER"}),
    ),
    forged(
        "a certificate for another key",
        14,
        "certificate_wrong",
        "the name without the key",
        content=_certificate(
            key=registry().enrolment, recipient=_OTHERS.recipient, site="DE-0043", said={"to": "DE-0043"}
        ),
    ),
    forged(
        "a certificate that says otherwise",
        14,
        "certificate_wrong",
        "statement and text must agree",
        content=_certificate(said={"seq": 2}),
    ),
    forged(
        "a certificate with another's signature",
        14,
        "signature_wrong",
        "parts of two good certificates",
        content={"cert.json.minisig": _OTHERS_FILES["cert.json.minisig"]},
    ),
    forged(
        "an empty certificate",
        14,
        "signature_wrong",
        "nothing is parsed before it is authenticated",
        content={"cert.json": b"{}"},
    ),
    Attack(
        "an expired certificate",
        14,
        "certificate_expired",
        "keys are renewed every two years",
        lambda: a_report().file,
        today=date(2028, 1, 2),
    ),
    Attack(
        "a revoked certificate",
        14,
        "certificate_revoked",
        "a stolen key that was reported",
        lambda: a_report().file,
        revoked=(1,),
    ),
)

_LINES: tuple[Attack, ...] = (
    # 15
    forged(
        "a line twice the limit",
        15,
        "line_too_long",
        "a line is held whole",
        **_records(b'{"a":["' + b'x","'.join([b"y" * 15_000] * 9) + b'"]}\n'),
    ),
    forged(
        "a last line without end",
        15,
        "line_too_long",
        "a cut file looks whole",
        **_records(b'{}\n{"a":1}', records=2),
    ),
    forged("an empty line", 15, "json_syntax", "one spelling for every file", **_records(b"{}\n\n")),
    forged(
        "a line with CRLF", 15, "json_not_canonical", "one spelling for every file", **_records(b"{}\r\n")
    ),
    forged("a list as line", 15, "json_not_an_object", "a line is an object", **_records(b"[]\n")),
    forged(
        "two objects in a line",
        15,
        "json_syntax",
        "readers would see one or the other",
        **_records(b"{}{}\n"),
    ),
    forged(
        "a fraction",
        15,
        "json_number",
        "binary fractions differ between machines",
        **_records(b'{"a":0.1}\n'),
    ),
    forged(
        "a number over 2^53",
        15,
        "json_number",
        "some readers round it",
        **_records(b'{"a":9007199254740992}\n'),
    ),
    forged(
        "a key twice",
        15,
        "json_duplicate_key",
        "readers take the first or the last",
        **_records(b'{"a":1,"a":2}\n'),
    ),
    forged("a key in capitals", 15, "json_key", "keys are names of a form", **_records(b'{"A":1}\n')),
    forged(
        "a bidi mark",
        15,
        "json_characters",
        "shown otherwise than it is",
        **_records('{"a":"\u202e"}\n'.encode()),
    ),
    forged(
        "a letter in two parts",
        15,
        "json_characters",
        "two spellings of one letter",
        **_records('{"a":"a\u0308"}\n'.encode()),
    ),
    forged(
        "an escaped letter",
        15,
        "json_not_canonical",
        "two spellings of one letter",
        **_records(b'{"a":"\\u0041"}\n'),
    ),
    forged(
        "bytes that are no text",
        15,
        "json_not_utf8",
        "readers would guess the encoding",
        **_records(b'{"a":"\xff"}\n'),
    ),
    forged(
        "a deep line", 15, "json_depth", "depth costs stack", **_records(b'{"a":' + b"[" * 30_000 + b"\n")
    ),
    forged(
        "a text over the limit",
        15,
        "json_string_length",
        "texts are short",
        **_records(b'{"a":"' + b"x" * 20_001 + b'"}\n'),
    ),
    forged(
        "too many lines",
        15,
        "too_many_lines",
        "work must have an end",
        **_records(b"{}\n" * 200_001, records=200_001),
    ),
    forged(
        "wrong counts",
        15,
        "manifest_differs",
        "a line lost or added",
        manifest={"counts": {"audit": 1, "records": 2}},
    ),
    forged(
        "more counts",
        15,
        "manifest_differs",
        "a file that is not there",
        manifest={"counts": {"audit": 1, "names": 0, "records": 1}},
    ),
    forged("no counts", 15, "manifest_differs", "what is absent is guessed", manifest={"counts": {}}),
)


ATTACKS = (*_CERTIFICATE, *_LINES)
