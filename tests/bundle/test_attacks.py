"""Named attacks: each is a good report with one thing wrong, and is refused for that thing."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import minisign
import pytest

from iago_desktop import bundle
from iago_desktop.errors import IagoError
from iago_desktop.signing import canonical_json, encryption, signed_set, strict_zip, trust
from iago_desktop.signing.signatures import SigningKey, comment_in
from iago_desktop.signing.statement import Statement
from tests.bundle.forge import (
    FILES,
    Forger,
    a_receipt,
    a_report,
    read_at_registry,
    read_at_site,
)
from tests.signing.people import registry, site

STRANGER = SigningKey.generate()
SPARE = encryption.new_identity()[1]
LMU = registry()


def refused(code: str, action: Callable[[], object]) -> None:
    with pytest.raises(IagoError) as error:
        action()
    assert error.value.code == code


def with_member(name: str, data: bytes) -> Callable[[list[tuple[str, bytes]]], list[tuple[str, bytes]]]:
    return lambda members: [(n, data if n == name else d) for n, d in members]


def legacy(key: SigningKey, data: bytes, comment: str) -> bytes:
    secret = minisign.SecretKey.from_bytes(key.to_text().encode())
    made = secret.sign(data, prehash=False, untrusted_comment="iago signature", trusted_comment=comment)
    return bytes(made) + b"\n"


def legacy_outer(members: list[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    statement = comment_in(members[3][1])
    return [*members[:3], (members[3][0], legacy(site().key, members[2][1], statement))]


def legacy_inner(members: list[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    statement = comment_in(members[1][1])
    return [members[0], (members[1][0], legacy(site().key, members[0][1], statement)), *members[2:]]


def injected(members: list[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    comment = comment_in(members[3][1]) + " note=urgent"
    return [*members[:3], (members[3][0], site().key.sign(members[2][1], comment))]


def signed_again(members: list[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    comment = comment_in(members[1][1])
    second = (signed_set.signature_name(1), STRANGER.sign(members[0][1], comment))
    return [*members[:2], second, *members[2:]]


def to_password(payload: bytes) -> bytes:
    """As `age -p` begins; test_encryption.py refuses a whole one."""
    header = b"age-encryption.org/v1\n-> scrypt AAAAAAAAAAAAAAAAAAAAAA 30\n" + b"B" * 43 + b"\n"
    return header + b"--- " + b"A" * 43 + b"\n" + payload


FOREIGN_CERTIFICATE = {
    "cert.json": site("DE-0043", 2).certificate.document,
    "cert.json.minisig": site("DE-0043", 2).certificate.signature,
}


def own_certificate() -> dict[str, bytes]:
    """A certificate the site has issued to itself."""
    text = site().certificate.text.model_copy(update={"valid_until": date(2099, 1, 1)})
    document = text.to_bytes()
    statement = Statement("cert", "REG-LMU", "DE-0042", 1, hashlib.sha256(document).hexdigest())
    return {"cert.json": document, "cert.json.minisig": site().key.sign(document, statement.text)}


ATTACKS: dict[str, tuple[str, dict[str, Any]]] = {
    # who
    "a stranger signs": ("other_key", {"outer_key": STRANGER, "inner_key": STRANGER}),
    "a stranger signs outside only": ("other_key", {"outer_key": STRANGER}),
    "a stranger signs inside only": ("other_key", {"inner_key": STRANGER}),
    "a stranger signs with the site's key id": (
        "signature_wrong",
        {"outer_key": SigningKey.from_seed(STRANGER._seed, site().key.public.key_id)},
    ),
    "another site claims the name": ("other_key", {"outer_key": site("DE-0043", 2).key}),
    "an unknown sender": ("sender_unknown", {"outer": {"sender": "DE-9999"}}),
    "nobody as sender": ("sender_unknown", {"outer": {"sender": "*"}}),
    "legacy signature outside": ("signature_legacy", {"outer_members": legacy_outer}),
    "legacy signature inside": ("signature_legacy", {"members": legacy_inner}),
    "signed twice inside": ("members_differ", {"members": signed_again}),
    # the statement
    "words added to the statement": ("statement_unreadable", {"outer_members": injected}),
    "another number outside": ("statements_differ", {"outer": {"seq": 2}}),
    "another number inside": ("statements_differ", {"inner": {"seq": 2}}),
    "another sender inside": ("statements_differ", {"inner": {"sender": "DE-0043"}}),
    "another receiver inside": ("statements_differ", {"inner": {"to": "REG-OTHER"}}),
    "another kind inside": ("statements_differ", {"inner": {"kind": "receipt"}}),
    "another set outside": ("statements_differ", {"outer": {"set": "0" * 64}}),
    "another set on both sides": ("statement_of_another_set", {"inner": {"set": "0" * 64}}),
    # kinds
    "a receipt for the registry": ("unexpected_kind", {"outer": {"kind": "receipt"}}),
    "a question for the registry": ("unexpected_kind", {"outer": {"kind": "question"}}),
    "a pack for the registry": ("unexpected_kind", {"outer": {"kind": "pack"}}),
    "a card for the registry": ("unexpected_kind", {"outer": {"kind": "card"}}),
    # to whom
    "addressed to another": ("not_addressed_to_me", {"outer": {"to": "REG-OTHER"}}),
    "addressed to everybody": ("not_addressed_to_me", {"outer": {"to": "*"}}),
    "sealed to another": ("not_sealed_to_me", {"recipients": [SPARE]}),
    "sealed to one more than named": ("encryption_header", {"recipients": [*LMU.card.recipients, SPARE]}),
    "my key is not named": ("not_addressed_to_me", {"manifest": {"recipients": ["0" * 64]}}),
    "one more named than sealed to": (
        "encryption_header",
        {
            "manifest": {
                "recipients": sorted([bundle.recipient_digest(r) for r in (*LMU.card.recipients, SPARE)])
            }
        },
    ),
    "named twice": (
        "manifest_differs",
        {"manifest": {"recipients": [bundle.recipient_digest(LMU.card.recipients[0])] * 2}},
    ),
    "a password instead of a recipient": ("encryption_header", {"seal": to_password}),
    "not encrypted": ("encryption_header", {"seal": lambda payload: payload}),
    # the outside
    "another mimetype": ("format_unknown", {"outer_members": with_member("mimetype", b"application/zip")}),
    "another instruction": (
        "format_unknown",
        {"outer_members": with_member("HOWTO-VERIFY.txt", b"trust me\n")},
    ),
    "one more member outside": ("members_differ", {"outer_members": lambda m: [*m, ("notes", b"")]}),
    "one member less outside": ("members_differ", {"outer_members": lambda m: m[:-1]}),
    "another order outside": ("members_differ", {"outer_members": lambda m: [m[1], m[0], *m[2:]]}),
    # the inside
    "one more member inside": ("members_differ", {"members": lambda m: [*m, ("notes", b"")]}),
    "one more member, summed": ("members_differ", {"files": lambda f: {**f, "notes": b""}}),
    "one member less inside": ("members_differ", {"members": lambda m: m[:-1]}),
    "another order inside": ("members_differ", {"members": lambda m: [*m[:2], m[3], m[2], *m[4:]]}),
    "sums not first": ("members_differ", {"members": lambda m: m[::-1]}),
    "not a set inside": ("zip_not_canonical", {"payload": lambda _: b"hello"}),
    "something behind the set": ("zip_not_canonical", {"payload": lambda data: data + b"\0"}),
    "a changed file": ("checksums_differ", {"members": with_member("records.ndjson", b"{}\n")}),
    "a sum left out": ("checksums_differ", {"sums": lambda s: b"".join(s.splitlines(keepends=True)[1:])}),
    "a sum too many": ("checksums_differ", {"sums": lambda s: s + b"0" * 64 + b"  zzz\n"}),
    "sums in another order": (
        "checksums_differ",
        {"sums": lambda s: b"".join(s.splitlines(keepends=True)[::-1])},
    ),
    "sums with CRLF": ("checksums_differ", {"sums": lambda s: s.replace(b"\n", b"\r\n")}),
    # the manifest
    "a newer format": ("manifest_unreadable", {"manifest": {"format": "iago-bundle/2"}}),
    "another field": ("manifest_unreadable", {"manifest": {"comment": "x"}}),
    "a field by its inner name": (
        "manifest_unreadable",
        {"manifest": {"from": "absent", "sender": "DE-0042"}},
    ),
    "a field left out": ("manifest_unreadable", {"manifest": {"recovered": "absent"}}),
    "a number as text": ("manifest_unreadable", {"manifest": {"seq": "1"}}),
    "a time of day": ("manifest_unreadable", {"manifest": {"created": "2026-05-01T00:00:00"}}),
    "number 0": ("manifest_unreadable", {"manifest": {"seq": 0}}),
    "another number in the manifest": ("manifest_differs", {"manifest": {"seq": 2}}),
    "another sender in the manifest": ("manifest_differs", {"manifest": {"from": "DE-0043"}}),
    "another receiver in the manifest": ("manifest_differs", {"manifest": {"to": "REG-OTHER"}}),
    "another kind in the manifest": ("manifest_differs", {"manifest": {"kind": "receipt"}}),
    "no files listed": ("manifest_differs", {"manifest": {"files": []}}),
    "wrong counts": ("manifest_differs", {"manifest": {"counts": {"audit": 1, "records": 2}}}),
    "more counts": ("manifest_differs", {"manifest": {"counts": {"audit": 1, "records": 1, "names": 0}}}),
    "a manifest in another spelling": (
        "json_not_canonical",
        {"files": lambda f: {**f, "manifest.json": f["manifest.json"] + b"\n"}},
    ),
    # the certificate
    "another site's certificate": ("certificate_wrong", {"content": FOREIGN_CERTIFICATE}),
    "a certificate of its own": ("other_key", {"content": own_certificate()}),
    "a certificate with another's signature": (
        "signature_wrong",
        {"content": {"cert.json.minisig": FOREIGN_CERTIFICATE["cert.json.minisig"]}},
    ),
    "an empty certificate": ("signature_wrong", {"content": {"cert.json": b"{}"}}),
    # the lines
    "a line twice the limit": (
        "line_too_long",
        {"content": {"records.ndjson": b'{"a":["' + b'x","'.join([b"y" * 15_000] * 9) + b'"]}\n'}},
    ),
    "a last line without end": (
        "line_too_long",
        {"content": {"records.ndjson": b'{}\n{"a":1}'}, "manifest": {"counts": {"audit": 1, "records": 2}}},
    ),
    "an empty line": ("json_syntax", {"content": {"records.ndjson": b"{}\n\n"}}),
    "a list as line": ("json_not_an_object", {"content": {"records.ndjson": b"[]\n"}}),
    "a fraction": ("json_number", {"content": {"records.ndjson": b'{"a":0.1}\n'}}),
    "a key twice": ("json_duplicate_key", {"content": {"records.ndjson": b'{"a":1,"a":2}\n'}}),
    "a bidi mark": ("json_characters", {"content": {"records.ndjson": '{"a":"\u202e"}\n'.encode()}}),
    "a deep line": ("json_depth", {"content": {"records.ndjson": b'{"a":' + b"[" * 30_000 + b"\n"}}),
    "too many lines": (
        "too_many_lines",
        {
            "content": {"records.ndjson": b"{}\n" * 200_001},
            "manifest": {"counts": {"audit": 1, "records": 200_001}},
        },
    ),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_refused_for_its_reason(name: str) -> None:
    code, changes = ATTACKS[name]
    refused(code, lambda: read_at_registry(Forger(**changes).make(), site(), site("DE-0043", 2)))


def test_a_registry_cannot_pass_a_report_on_as_if_it_came_from_the_site() -> None:
    """Surreptitious forwarding: LMU opens a report and seals it again, to another registry."""
    other, practice = registry("REG-OTHER"), site()
    payload = a_report().payload
    known = other.receiver(practice)
    sealed = encryption.encrypt(payload, other.card.recipients)
    original = strict_zip.read(a_report().file, bundle.MAX_FILE)
    outer = comment_in(original["payload.age.minisig"])

    def packed(signature: bytes) -> bytes:
        parts = [bundle.MIMETYPE, bundle.howto(), sealed, signature]
        return strict_zip.write(list(zip(bundle.OUTER, parts, strict=True)))

    refused("signature_wrong", lambda: bundle.read(packed(original["payload.age.minisig"]), known))
    refused("other_key", lambda: bundle.read(packed(LMU.enrolment.sign(sealed, outer)), known))
    refused("not_addressed_to_me", lambda: bundle.read(a_report().file, known))
    # Even if the site itself signed the new outside, the inside still names the first registry.
    to_other = outer.replace("to=REG-LMU", "to=REG-OTHER")
    refused("statements_differ", lambda: bundle.read(packed(practice.key.sign(sealed, to_other)), known))


def test_an_accomplice_with_the_key_of_a_registry_is_not_the_registry() -> None:
    """The same id with other keys: the manifest names the keys, not only the name."""
    other = replace(LMU.receiver(site()), secrets=(encryption.new_identity()[0],))
    refused("not_sealed_to_me", lambda: bundle.read(a_report().file, other))


def test_a_revoked_sender_is_refused_before_his_signature_is_looked_at() -> None:
    refused("sender_revoked", lambda: bundle.read(a_report().file, LMU.receiver(site(), revoked=True)))


def test_a_revoked_certificate_is_refused() -> None:
    receiver = LMU.receiver(site())
    assert bundle.read(a_report().file, replace(receiver, revoked=frozenset({2})))
    refused(
        "certificate_revoked", lambda: bundle.read(a_report().file, replace(receiver, revoked=frozenset({1})))
    )


def test_a_certificate_expires_after_its_last_day() -> None:
    assert bundle.read(a_report().file, LMU.receiver(site(), today=date(2028, 1, 1)))
    refused(
        "certificate_expired",
        lambda: bundle.read(a_report().file, LMU.receiver(site(), today=date(2028, 1, 2))),
    )


def test_during_a_change_of_keys_both_are_taken_but_never_mixed() -> None:
    practice = site()
    sender = bundle.Sender((STRANGER.public, practice.key.public))
    receiver = replace(LMU.receiver(practice), sender=lambda _kind, _id: sender)
    assert bundle.read(a_report().file, receiver)
    refused("other_key", lambda: bundle.read(Forger(outer_key=STRANGER).make(), receiver))
    both = Forger(outer_key=STRANGER, inner_key=STRANGER).make()
    refused("certificate_wrong", lambda: bundle.read(both, receiver))


def test_a_site_takes_receipts_of_its_registry_only() -> None:
    refused("unexpected_kind", lambda: read_at_site(a_report().file))
    refused("other_key", lambda: read_at_site(a_receipt(key=STRANGER).file))
    refused("other_key", lambda: read_at_site(a_receipt(key=LMU.enrolment).file))
    refused("other_key", lambda: read_at_site(a_receipt(key=LMU.root).file))
    refused("sender_unknown", lambda: read_at_site(a_receipt(sender="REG-OTHER").file))
    refused("not_addressed_to_me", lambda: read_at_site(a_receipt().file, site("DE-0043", 2)))
    refused("not_sealed_to_me", lambda: read_at_site(a_receipt(recipients=[SPARE]).file))


def test_a_receipt_is_not_a_report() -> None:
    refused("unexpected_kind", lambda: read_at_registry(a_receipt().file))


def test_a_bundle_is_neither_card_nor_request_nor_certificate() -> None:
    file, payload = a_report().file, a_report().payload
    for opening in (trust.open_card, trust.open_request, lambda d: trust.open_certificate(d, LMU.card)):
        refused("members_differ", lambda o=opening: o(file))  # type: ignore[misc]
        refused("unexpected_kind", lambda o=opening: o(payload))  # type: ignore[misc]
    for data in (LMU.card_file, site().request, site().certificate_file, payload):
        refused("members_differ", lambda d=data: read_at_registry(d))  # type: ignore[misc]


GOOD = a_report().file


@pytest.mark.parametrize(
    "data",
    [
        b"",
        GOOD + GOOD,
        GOOD + b"\0",
        b"\0" + GOOD,
        b"%PDF-1.7\n" + GOOD,
        GOOD[:-2] + b"\x02\x00hi",
        GOOD[: GOOD.index(b"PK\x01\x02")],
        bytes(1000),
    ],
)
def test_something_glued_to_a_bundle_is_refused(data: bytes) -> None:
    refused("zip_not_canonical", lambda: read_at_registry(data))


def test_a_file_over_64_mib_is_refused_unread() -> None:
    refused("too_large", lambda: read_at_registry(bytes(64 * 2**20 + 1)))
    refused("zip_not_canonical", lambda: read_at_registry(bytes(64 * 2**20)))


def test_a_receipt_over_one_mebibyte_is_refused() -> None:
    """Made without the writer, whose own limit would not let it out."""
    notes = {"notes": ["x" * 10_000] * 110}
    limits = dict(bundle.LIMITS)
    bundle.LIMITS["receipt"] = bundle.MAX_FILE
    try:
        file = a_receipt(notes).file
    finally:
        bundle.LIMITS.update(limits)
    refused("too_large", lambda: read_at_site(file))


def test_a_large_report_within_the_limits_is_read() -> None:
    line = canonical_json.dumps({"a": "x" * 4000}) + b"\n"
    contents = read_at_registry(a_report({**FILES, "records.ndjson": line * 2000}).file)
    assert contents.manifest.counts["records"] == 2000
