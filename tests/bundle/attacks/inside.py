"""Inside the seal, signed outside by a site with a right key: the set and its signature."""

from iago_desktop.signing import signed_set
from tests.bundle.attacks.attack import (
    STRANGER,
    Attack,
    forged,
    inner_signature,
    legacy,
    with_member,
)
from tests.bundle.forge import a_report
from tests.signing.people import site

_KEY = site().key


def _signed_twice(members: list[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    statement = members[1][1].split(b"trusted comment: ")[1].split(b"\n")[0].decode()
    second = (signed_set.signature_name(1), STRANGER.sign(members[0][1], statement))
    return [*members[:2], second, *members[2:]]


def _lines(sums: bytes) -> list[bytes]:
    return sums.splitlines(keepends=True)


ATTACKS: tuple[Attack, ...] = (
    # 9
    forged("not a set inside", 9, "zip_not_canonical", "anything can be sealed", payload=lambda _: b"hello"),
    forged(
        "something behind the set",
        9,
        "zip_not_canonical",
        "room for what nobody signed",
        payload=lambda data: data + b"\0",
    ),
    forged("nothing inside", 9, "zip_not_canonical", "anything can be sealed", payload=lambda _: b""),
    forged(
        "a bundle in a bundle",
        10,
        "members_differ",
        "a signed set is meant, not a bundle",
        payload=lambda _: a_report().file,
    ),
    # 10
    forged(
        "one more member inside",
        10,
        "members_differ",
        "an unsummed file travels along",
        members=lambda m: [*m, ("notes", b"")],
    ),
    forged(
        "one more member, summed",
        10,
        "members_differ",
        "a file that no reader knows",
        files=lambda f: {**f, "notes": b""},
    ),
    forged(
        "one member less inside", 10, "members_differ", "no certificate, no check", members=lambda m: m[:-1]
    ),
    forged(
        "another order inside",
        10,
        "members_differ",
        "one spelling for every set",
        members=lambda m: [*m[:2], m[3], m[2], *m[4:]],
    ),
    forged("sums not first", 10, "members_differ", "one spelling for every set", members=lambda m: m[::-1]),
    forged(
        "a file renamed inside",
        10,
        "members_differ",
        "a reader that goes by position would take it",
        files=lambda f: {
            ("visits.ndjson" if name == "records.ndjson" else name): data for name, data in f.items()
        },
    ),
    forged("signed twice inside", 10, "members_differ", "who is the author?", members=_signed_twice),
    forged(
        "the members of a receipt",
        10,
        "members_differ",
        "kinds must not be confused",
        files=lambda f: {"manifest.json": f["manifest.json"], "receipt.json": b"{}"},
    ),
    forged(
        "the members of a question",
        10,
        "members_differ",
        "kinds must not be confused",
        files=lambda f: {"manifest.json": f["manifest.json"], "questions.json": b"{}"},
    ),
    # 11
    forged(
        "a stranger signs inside only",
        11,
        "other_key",
        "somebody else's set in a site's envelope",
        inner_key=STRANGER,
    ),
    forged(
        "another site signs inside",
        11,
        "other_key",
        "one site passes another's work off as its own",
        inner_key=site("DE-0043", 2).key,
    ),
    forged(
        "legacy signature inside",
        11,
        "signature_legacy",
        "the weaker kind is accepted by default elsewhere",
        members=inner_signature(lambda data, said: legacy(_KEY, data, said)),
    ),
    forged(
        "words added to the inner statement",
        11,
        "statement_unreadable",
        "an injected word could be read as an order",
        members=inner_signature(lambda data, said: _KEY.sign(data, f"{said} note=urgent")),
    ),
    forged(
        "another number outside",
        11,
        "statements_differ",
        "the envelope of one bundle around another",
        outer={"seq": 2},
    ),
    forged(
        "another number inside",
        11,
        "statements_differ",
        "the envelope of one bundle around another",
        inner={"seq": 2},
    ),
    forged("another sender inside", 11, "statements_differ", "whose is it?", inner={"sender": "DE-0043"}),
    forged(
        "another receiver inside",
        11,
        "statements_differ",
        "written to another, sealed to me",
        inner={"to": "REG-OTHER"},
    ),
    forged(
        "another kind inside",
        11,
        "statements_differ",
        "kinds must not be confused",
        inner={"kind": "receipt"},
    ),
    forged(
        "another set outside",
        11,
        "statements_differ",
        "the envelope names another content",
        outer={"set": "0" * 64},
    ),
    # 12
    forged(
        "another set on both sides",
        12,
        "statement_of_another_set",
        "the statement is about other sums",
        inner={"set": "0" * 64},
    ),
    forged(
        "a changed file",
        12,
        "checksums_differ",
        "content changed after signing",
        members=with_member("records.ndjson", b"{}\n"),
    ),
    forged(
        "a sum left out",
        12,
        "checksums_differ",
        "a file that nobody summed",
        sums=lambda s: b"".join(_lines(s)[1:]),
    ),
    forged(
        "a sum too many",
        12,
        "checksums_differ",
        "a file that is not there",
        sums=lambda s: s + b"0" * 64 + b"  zzz\n",
    ),
    forged(
        "a sum twice",
        12,
        "checksums_differ",
        "one spelling for every list",
        sums=lambda s: b"".join(_lines(s) + _lines(s)[-1:]),
    ),
    forged(
        "sums in another order",
        12,
        "checksums_differ",
        "one spelling for every list",
        sums=lambda s: b"".join(_lines(s)[::-1]),
    ),
    forged(
        "sums with CRLF",
        12,
        "checksums_differ",
        "one spelling for every list",
        sums=lambda s: s.replace(b"\n", b"\r\n"),
    ),
    forged(
        "sums in capitals",
        12,
        "checksums_differ",
        "one spelling for every digest",
        sums=lambda s: s[:64].upper() + s[64:],
    ),
)
