"""What comes from a registry to a site: receipts and questions, and every kind taken for another."""

from itertools import product
from typing import Any

from iago_desktop import bundle
from iago_desktop.signing import canonical_json, encryption, signed_set, strict_zip
from iago_desktop.signing.signatures import SigningKey
from iago_desktop.signing.statement import Kind, Statement
from tests.bundle.attacks.attack import SPARE, STRANGER, Attack
from tests.bundle.forge import a_question, a_receipt, a_report
from tests.signing.people import registry, site


def _sealed(
    payload: bytes, kind: Kind, key: SigningKey | None = None, *, digest: str = "", seq: int = 1
) -> bytes:
    """`payload` from the registry to the site, the outside right for `kind`."""
    sealed = encryption.encrypt(payload, [site().recipient])
    said = Statement(kind, "REG-LMU", "DE-0042", seq, digest or signed_set.unpack(payload, 2**26).digest)
    signature = (key or registry().receipts).sign(sealed, said.text)
    parts = [bundle.MIMETYPE, bundle.howto(), sealed, signature]
    return strict_zip.write(list(zip(bundle.OUTER, parts, strict=True)))


def _document(of: str, **manifest: Any) -> bytes:
    """The payload of a receipt or question, its manifest with something changed."""
    written = a_receipt() if of == "receipt" else a_question()
    opened = signed_set.unpack(written.payload, 2**20)
    said = canonical_json.load_object(opened.files["manifest.json"]) | manifest
    files = {**opened.files, "manifest.json": canonical_json.dumps(said)}
    return signed_set.write_set(files, registry().receipts, of, "REG-LMU", "DE-0042", 1)  # type: ignore[arg-type]


def _trust_file(kind: str) -> bytes:
    return {
        "card": registry().card_file,
        "cert": site().certificate_file,
        "request": site().request,
        "pack": signed_set.write_set({"pack.toml": b""}, registry().receipts, "pack", "REG-LMU", "*", 1),
    }[kind]


def _large() -> bytes:
    """Made without the writer, whose own limit would not let it out."""
    files = {"manifest.json": b"{}", "receipt.json": canonical_json.dumps({"notes": ["x" * 10_000] * 110})}
    return _sealed(
        signed_set.write_set(files, registry().receipts, "receipt", "REG-LMU", "DE-0042", 1), "receipt"
    )


def _site(name: str, check: int, code: str, why: str, make: Any) -> Attack:
    return Attack(name, check, code, why, make, at="site")


def _payload(kind: str) -> bytes:
    return {"report": a_report, "receipt": a_receipt, "question": a_question}[kind]().payload


def _confused(inside: str, outside: Kind) -> Attack:
    """A right set of one kind in the envelope of another, signed by whoever may send that envelope."""
    name = f"a {inside} in the envelope of a {outside}"
    return _site(
        name, 10, "members_differ", "kinds must not be confused", lambda: _sealed(_payload(inside), outside)
    )


ATTACKS: tuple[Attack, ...] = (
    _site(
        "a report at the site",
        4,
        "unexpected_kind",
        "what I sent comes back as an answer",
        lambda: a_report().file,
    ),
    _site(
        "a receipt of a stranger",
        6,
        "other_key",
        "'received' is forged",
        lambda: a_receipt(key=STRANGER).file,
    ),
    _site(
        "a receipt by the enrolment key",
        6,
        "other_key",
        "one role key must not do the work of another",
        lambda: a_receipt(key=registry().enrolment).file,
    ),
    _site(
        "a receipt by the root",
        6,
        "other_key",
        "a root signs cards only",
        lambda: a_receipt(key=registry().root).file,
    ),
    _site(
        "a receipt by the site itself",
        6,
        "other_key",
        "'received' is forged",
        lambda: a_receipt(key=site().key).file,
    ),
    _site(
        "a receipt of another registry",
        5,
        "sender_unknown",
        "one registry is pinned",
        lambda: a_receipt(sender="REG-OTHER").file,
    ),
    _site(
        "a receipt for another site",
        7,
        "not_addressed_to_me",
        "answers go astray",
        lambda: a_receipt(to="DE-0043").file,
    ),
    _site(
        "a receipt sealed to another",
        8,
        "not_sealed_to_me",
        "an old certificate was used",
        lambda: a_receipt(recipients=[SPARE]).file,
    ),
    _site("a receipt over 1 MiB", 9, "too_large", "an answer is small", _large),
    _site(
        "a receipt with a certificate",
        10,
        "members_differ",
        "only reports bring one",
        lambda: _sealed(
            signed_set.write_set(
                {**signed_set.unpack(a_receipt().payload, 2**20).files, "cert.json": b"{}"},
                registry().receipts,
                "receipt",
                "REG-LMU",
                "DE-0042",
                1,
            ),
            "receipt",
        ),
    ),
    _site(
        "a receipt with another number outside",
        11,
        "statements_differ",
        "an answer to another bundle",
        lambda: _sealed(a_receipt().payload, "receipt", seq=2),
    ),
    _site(
        "a receipt of another kind inside",
        13,
        "manifest_differs",
        "kinds must not be confused",
        lambda: _sealed(_document("receipt", kind="question"), "receipt"),
    ),
    _site(
        "a receipt that counts lines",
        15,
        "manifest_differs",
        "a receipt has no lines",
        lambda: _sealed(_document("receipt", counts={"records": 0}), "receipt"),
    ),
    _site(
        "a question by the enrolment key",
        6,
        "other_key",
        "one role key must not do the work of another",
        lambda: a_question(key=registry().enrolment).file,
    ),
    _site(
        "a question for another site",
        7,
        "not_addressed_to_me",
        "questions go astray",
        lambda: a_question(to="DE-0043").file,
    ),
    _site(
        "a question of another number in the manifest",
        13,
        "manifest_differs",
        "two numbers for one file",
        lambda: _sealed(_document("question", seq=2), "question"),
    ),
    *(
        _confused(inside, outside)
        for inside, outside in product(("report", "receipt", "question"), ("receipt", "question"))
        if inside != outside
    ),
    *(
        Attack(
            f"a {kind} file as a bundle",
            2,
            "members_differ",
            "kinds must not be confused",
            lambda k=kind: _trust_file(k),
        )  # type: ignore[misc]
        for kind in ("card", "cert", "request", "pack")
    ),
    *(
        _site(
            f"a {kind} file as an answer",
            2,
            "members_differ",
            "kinds must not be confused",
            lambda k=kind: _trust_file(k),
        )
        for kind in ("card", "cert", "request", "pack")
    ),
    *(
        _site(
            f"a {kind} in the envelope of a receipt",
            10,
            "members_differ",
            "kinds must not be confused",
            lambda k=kind: _sealed(_trust_file(k), "receipt"),
        )
        for kind in ("card", "cert", "request", "pack")
    ),
    Attack(
        "a receipt at the registry",
        4,
        "unexpected_kind",
        "kinds must not be confused",
        lambda: a_receipt().file,
    ),
    Attack(
        "a question at the registry",
        4,
        "unexpected_kind",
        "kinds must not be confused",
        lambda: a_question().file,
    ),
    Attack(
        "a payload as a bundle",
        2,
        "members_differ",
        "the inside without its envelope",
        lambda: a_report().payload,
    ),
)
