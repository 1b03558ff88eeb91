"""What can be seen without a secret key: the ZIP, the constants, the signature, sender, receiver and seal."""

import struct

from iago_desktop import bundle
from iago_desktop.signing import encryption, strict_zip
from iago_desktop.signing.signatures import SigningKey
from tests.bundle.attacks.attack import (
    STRANGER,
    Attack,
    changed_member,
    forged,
    legacy,
    outer_signature,
    with_member,
)
from tests.bundle.forge import a_report
from tests.signing.people import registry, site

_KEY = site().key
_OWN = registry().card.recipients


def _good() -> bytes:
    return a_report().file


def _as(name: str, data: bytes) -> bytes:
    """A good file with another member in the place of one."""
    members = strict_zip.read(_good(), bundle.MAX_FILE)
    return strict_zip.write(list({**members, name: data}.items()))


def _cut_before_directory() -> bytes:
    good = _good()
    return good[: good.index(b"PK\x01\x02")]


def _archive_comment() -> bytes:
    return _good()[:-2] + struct.pack("<H", 2) + b"hi"


def _other_untrusted(signature: bytes) -> bytes:
    return signature.replace(b"iago signature", b"signature from minisign secret key", 1)


ATTACKS: tuple[Attack, ...] = (
    # 1, 2: the container
    Attack("an empty file", 2, "zip_not_canonical", "nothing was copied", lambda: b""),
    Attack("a thousand zeros", 2, "zip_not_canonical", "a stick gave back zeros", lambda: bytes(1000)),
    Attack(
        "two bundles glued", 2, "zip_not_canonical", "two readers would see two bundles", lambda: _good() * 2
    ),
    Attack("a byte behind", 2, "zip_not_canonical", "room for what nobody signed", lambda: _good() + b"\0"),
    Attack(
        "a byte before",
        2,
        "zip_not_canonical",
        "ZIP readers skip what stands before",
        lambda: b"\0" + _good(),
    ),
    Attack(
        "a bundle that is also a PDF",
        2,
        "zip_not_canonical",
        "a polyglot is shown as one thing and read as another",
        lambda: b"%PDF-1.7\n" + _good(),
    ),
    Attack(
        "a bundle that is also a script",
        2,
        "zip_not_canonical",
        "a shell would run it",
        lambda: b"#!/bin/sh\nexit 0\n" + _good(),
    ),
    Attack("an archive comment", 2, "zip_not_canonical", "room for what nobody signed", _archive_comment),
    Attack("cut before the directory", 2, "zip_not_canonical", "the stick was pulled", _cut_before_directory),
    Attack(
        "a member over the limit of names",
        2,
        "zip_member_name",
        "a path would be written outside the folder",
        lambda: _good().replace(b"HOWTO-VERIFY.txt", b"../../VERIFY.txt"),
    ),
    forged(
        "one more member outside",
        2,
        "members_differ",
        "a file that nobody signed travels along",
        outer_members=lambda m: [*m, ("notes", b"")],
    ),
    forged(
        "one member less outside",
        2,
        "members_differ",
        "no signature, no check",
        outer_members=lambda m: m[:-1],
    ),
    forged(
        "another order outside",
        2,
        "members_differ",
        "one spelling for every bundle",
        outer_members=lambda m: [m[1], m[0], *m[2:]],
    ),
    forged(
        "a member renamed outside",
        2,
        "members_differ",
        "a reader that goes by position would take it",
        outer_members=lambda m: [*m[:2], ("payload.bin", m[2][1]), m[3]],
    ),
    forged(
        "a name in other letters",
        2,
        "members_differ",
        "two names on one system, one on another",
        outer_members=lambda m: [("MIMETYPE", m[0][1]), *m[1:]],
    ),
    # 3: constants
    forged(
        "another mimetype",
        3,
        "format_unknown",
        "the file is taken for something else",
        outer_members=with_member("mimetype", b"application/zip"),
    ),
    forged(
        "another instruction",
        3,
        "format_unknown",
        "the text would tell people to trust another key",
        outer_members=with_member("HOWTO-VERIFY.txt", b"trust me\n"),
    ),
    # 4: the outer signature and its statement
    forged(
        "legacy signature outside",
        4,
        "signature_legacy",
        "the weaker kind is accepted by default elsewhere",
        outer_members=outer_signature(lambda data, said: legacy(_KEY, data, said)),
    ),
    forged(
        "an untrusted comment",
        4,
        "signature_malformed",
        "a line that nobody signed is read by people",
        outer_members=changed_member("payload.age.minisig", _other_untrusted),
    ),
    forged(
        "a signature with CRLF",
        4,
        "signature_malformed",
        "one spelling for every signature",
        outer_members=changed_member("payload.age.minisig", lambda s: s.replace(b"\n", b"\r\n")),
    ),
    forged(
        "a signature without its last LF",
        4,
        "signature_malformed",
        "one spelling for every signature",
        outer_members=changed_member("payload.age.minisig", lambda s: s[:-1]),
    ),
    forged(
        "a fifth line in the signature",
        4,
        "signature_malformed",
        "room for what nobody signed",
        outer_members=changed_member("payload.age.minisig", lambda s: s + b"and more\n"),
    ),
    forged(
        "a signature over a kibibyte",
        4,
        "signature_malformed",
        "what is not checked yet must be small",
        outer_members=changed_member("payload.age.minisig", lambda s: s + b"A" * 1024),
    ),
    forged(
        "words added to the statement",
        4,
        "statement_unreadable",
        "an injected word could be read as an order",
        outer_members=outer_signature(lambda data, said: _KEY.sign(data, f"{said} note=urgent")),
    ),
    forged(
        "a second statement in the comment",
        4,
        "statement_unreadable",
        "the first and the last reader differ",
        outer_members=outer_signature(lambda data, said: _KEY.sign(data, f"{said} {said}")),
    ),
    forged(
        "a newer statement",
        4,
        "statement_unreadable",
        "an unknown version is never read as an old one",
        outer_members=outer_signature(lambda data, said: _KEY.sign(data, said.replace("iago/1", "iago/2"))),
    ),
    forged(
        "a number with a leading zero",
        4,
        "statement_unreadable",
        "two spellings of one number",
        outer_members=outer_signature(lambda data, said: _KEY.sign(data, said.replace("seq=1", "seq=01"))),
    ),
    forged(
        "a receipt for the registry",
        4,
        "unexpected_kind",
        "kinds must not be confused",
        outer={"kind": "receipt"},
    ),
    forged(
        "a question for the registry",
        4,
        "unexpected_kind",
        "kinds must not be confused",
        outer={"kind": "question"},
    ),
    forged(
        "a pack for the registry", 4, "unexpected_kind", "kinds must not be confused", outer={"kind": "pack"}
    ),
    forged(
        "a card for the registry", 4, "unexpected_kind", "kinds must not be confused", outer={"kind": "card"}
    ),
    forged(
        "a request for the registry",
        4,
        "unexpected_kind",
        "kinds must not be confused",
        outer={"kind": "request"},
    ),
    forged(
        "a certificate for the registry",
        4,
        "unexpected_kind",
        "kinds must not be confused",
        outer={"kind": "cert"},
    ),
    # 5: the sender
    forged("an unknown sender", 5, "sender_unknown", "a forged site", outer={"sender": "DE-9999"}),
    forged(
        "nobody as sender", 5, "sender_unknown", "the sign for everybody is nobody", outer={"sender": "*"}
    ),
    forged(
        "the registry as sender", 5, "sender_unknown", "its own id is no site", outer={"sender": "REG-LMU"}
    ),
    Attack(
        "a revoked sender",
        5,
        "sender_revoked",
        "a stolen key that was reported",
        _good,
        sender_revoked=True,
    ),
    # 6: the outer signature
    forged(
        "a stranger signs",
        6,
        "other_key",
        "anybody can write a bundle",
        outer_key=STRANGER,
        inner_key=STRANGER,
    ),
    forged("a stranger signs outside only", 6, "other_key", "a bundle is signed again", outer_key=STRANGER),
    forged(
        "a stranger signs with the site's key id",
        6,
        "signature_wrong",
        "an id is not a key",
        outer_key=SigningKey.from_seed(STRANGER._seed, _KEY.public.key_id),
    ),
    forged(
        "another site claims the name",
        6,
        "other_key",
        "one site writes as another",
        outer_key=site("DE-0043", 2).key,
    ),
    forged(
        "the registry's own key signs",
        6,
        "other_key",
        "the registry cannot make a site's bundle",
        outer_key=registry().enrolment,
        inner_key=registry().enrolment,
    ),
    Attack(
        "the signature of another bundle",
        6,
        "signature_wrong",
        "parts of two good bundles are put together",
        lambda: _as("payload.age", strict_zip.read(a_report(seq=2).file, bundle.MAX_FILE)["payload.age"]),
    ),
    Attack(
        "sealed anew under the old signature",
        6,
        "signature_wrong",
        "the receiver passes a report on",
        lambda: _as("payload.age", encryption.encrypt(a_report().payload, _OWN)),
    ),
    # 7: the receiver
    forged(
        "addressed to another",
        7,
        "not_addressed_to_me",
        "a bundle goes astray or is passed on",
        outer={"to": "REG-OTHER"},
    ),
    forged(
        "addressed to everybody", 7, "not_addressed_to_me", "a report has one receiver", outer={"to": "*"}
    ),
)
