"""Cards, requests and certificates: who may sign what, and what a person has to compare."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from iago_desktop.errors import BundleError, IagoError, SignatureError
from iago_desktop.signing import canonical_json, encryption, signed_set, strict_zip, trust
from iago_desktop.signing.signatures import SigningKey
from iago_desktop.signing.statement import Statement
from tests.signing.people import TODAY, a_card, registry, site

ROOTS = [SigningKey.generate() for _ in range(5)]
ROLE = SigningKey.generate()
RECIPIENT = encryption.new_identity()[1]


def texts(*keys: SigningKey) -> tuple[str, ...]:
    return tuple(key.public.to_base64() for key in keys)


def refused(code: str, action: Callable[[], object]) -> None:
    with pytest.raises(IagoError) as error:
        action()
    assert error.value.code == code


# Statement


@pytest.mark.parametrize("kind", ["report", "receipt", "question", "pack", "card", "request", "cert"])
def test_a_statement_is_read_as_it_is_written(kind: str) -> None:
    text = f"iago/1 {kind} from=DE-0042 to=REG-LMU seq=17 set={'0f' * 32}"
    statement = Statement.parse(text)
    assert (statement.kind, statement.sender, statement.to, statement.seq) == (kind, "DE-0042", "REG-LMU", 17)
    assert statement.text == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        f"iago/2 report from=A to=B seq=1 set={'0' * 64}",
        f"iago/1 letter from=A to=B seq=1 set={'0' * 64}",
        f"iago/1 report from=a to=B seq=1 set={'0' * 64}",
        f"iago/1 report from=A- to=B seq=1 set={'0' * 64}",
        f"iago/1 report from= to=B seq=1 set={'0' * 64}",
        f"iago/1 report from=A to=../B seq=1 set={'0' * 64}",
        f"iago/1 report from=A to={'B' * 33} seq=1 set={'0' * 64}",
        f"iago/1 report from=A to=B seq=01 set={'0' * 64}",
        f"iago/1 report from=A to=B seq=-1 set={'0' * 64}",
        f"iago/1 report from=A to=B seq=1000000000 set={'0' * 64}",
        f"iago/1 report from=A to=B seq=1 set={'0' * 63}",
        f"iago/1 report from=A to=B seq=1 set={'A' * 64}",
        f"iago/1 report from=A to=B seq=1 set={'0' * 64} ",
        f"iago/1 report from=A to=B seq=1 set={'0' * 64}\n",
        f"iago/1 report to=B from=A seq=1 set={'0' * 64}",
        f"iago/1 report from=A to=B seq=1 set={'0' * 64} note=x",
        f"iago/1  report from=A to=B seq=1 set={'0' * 64}",
        f"iago/1 report from=A to=B seq=١ set={'0' * 64}",
    ],
)
def test_any_other_sentence_is_not_a_statement(text: str) -> None:
    refused("statement_unreadable", lambda: Statement.parse(text))


def test_a_bad_id_is_never_signed() -> None:
    refused("statement_unreadable", lambda: Statement("report", "A seq=2", "B", 1, "0" * 64).text)


# Card


def test_a_card_is_read_as_it_is_written() -> None:
    lmu = registry()
    assert trust.open_card(lmu.card_file, today=TODAY) == lmu.card
    assert trust.make_card(lmu.card, [lmu.root]) == lmu.card_file
    assert lmu.card.enrolment_keys == (lmu.enrolment.public,)
    assert lmu.card.receipts_keys == (lmu.receipts.public,)


@pytest.mark.parametrize(("threshold", "signers"), [(1, 1), (1, 3), (2, 2), (2, 3), (3, 3)])
def test_enough_roots_are_enough(threshold: int, signers: int) -> None:
    card = a_card(ROOTS[0], ROLE, RECIPIENT, roots=texts(*ROOTS[:3]), threshold=threshold)
    assert trust.open_card(trust.make_card(card, ROOTS[:signers])) == card


@pytest.mark.parametrize(("threshold", "signers"), [(2, 1), (3, 2), (4, 3)])
def test_too_few_roots_are_too_few(threshold: int, signers: int) -> None:
    card = a_card(ROOTS[0], ROLE, RECIPIENT, roots=texts(*ROOTS[:3]), threshold=threshold)
    refused("card_threshold", lambda: trust.make_card(card, ROOTS[:signers]))


def test_one_root_does_not_count_twice() -> None:
    card = a_card(ROOTS[0], ROLE, RECIPIENT, roots=texts(*ROOTS[:2]), threshold=2)
    refused("signed_twice_by_one_key", lambda: trust.make_card(card, [ROOTS[0], ROOTS[0]]))
    twin = a_card(ROOTS[0], ROLE, RECIPIENT, roots=texts(ROOTS[0], ROOTS[0]), threshold=1)
    refused("trust_file_content", lambda: trust.make_card(twin, [ROOTS[0]]))


def test_a_stranger_cannot_sign_a_card() -> None:
    card = a_card(ROOTS[0], ROLE, RECIPIENT)
    refused("other_key", lambda: trust.make_card(card, [ROOTS[1]]))
    refused("other_key", lambda: trust.make_card(card, [ROOTS[0], ROOTS[1]]))


def test_a_card_expires() -> None:
    card = trust.make_card(a_card(ROOTS[0], ROLE, RECIPIENT, expires=TODAY), [ROOTS[0]])
    assert trust.open_card(card, today=TODAY)
    refused("card_expired", lambda: trust.open_card(card, today=TODAY + timedelta(days=1)))


def successor(signers: list[SigningKey], **changes: object) -> Callable[[], object]:
    old = a_card(ROOTS[0], ROLE, RECIPIENT, version=5, roots=texts(*ROOTS[:2]), threshold=2)
    new = trust.make_card(a_card(ROOTS[0], ROLE, RECIPIENT, **{"version": 6, **changes}), signers)
    return lambda: trust.open_card(new, previous=old)


def test_new_roots_need_the_threshold_of_the_old_and_of_the_new() -> None:
    moved = {"roots": texts(*ROOTS[2:5]), "former_roots": texts(*ROOTS[:2]), "threshold": 2}
    assert successor([*ROOTS[2:4], *ROOTS[:2]], **moved)()
    refused("card_threshold", successor([*ROOTS[2:4], ROOTS[0]], **moved))
    refused("card_threshold", successor(ROOTS[2:4], **moved))
    with pytest.raises(SignatureError):
        successor([ROOTS[2], *ROOTS[:2]], **moved)


@pytest.mark.parametrize("version", [5, 6, 7, 1005])
def test_a_version_may_follow(version: int) -> None:
    same = {"roots": texts(*ROOTS[:2]), "threshold": 2, "version": version}
    assert successor(ROOTS[:2], **same)()


@pytest.mark.parametrize("version", [1, 4, 1006])
def test_a_version_may_not_follow(version: int) -> None:
    same = {"roots": texts(*ROOTS[:2]), "threshold": 2, "version": version}
    refused("card_version", successor(ROOTS[:2], **same))


def test_the_same_version_is_the_same_card() -> None:
    changed = {"roots": texts(*ROOTS[:2]), "threshold": 2, "version": 5, "name": "Another"}
    refused("card_version", successor(ROOTS[:2], **changed))


def test_a_card_of_another_registry_does_not_follow() -> None:
    other = {"roots": texts(*ROOTS[:2]), "threshold": 2, "registry": "REG-OTHER"}
    refused("card_of_another_registry", successor(ROOTS[:2], **other))


@pytest.mark.parametrize("version", [5, 6])
def test_the_same_id_with_foreign_roots_is_another_registry(version: int) -> None:
    foreign = {"roots": texts(*ROOTS[2:4]), "threshold": 2, "version": version}
    refused("card_of_another_registry", successor(ROOTS[2:4], **foreign))


def test_the_root_fingerprint_stays_while_the_roots_stay() -> None:
    card = a_card(ROOTS[0], ROLE, RECIPIENT)
    newer = a_card(ROOTS[0], SigningKey.generate(), RECIPIENT, version=2)
    assert trust.root_fingerprint(card) == trust.root_fingerprint(newer)
    for changes in ({"roots": texts(ROOTS[1])}, {"registry": "REG-OTHER"}, {"threshold": 2}):
        assert trust.root_fingerprint(a_card(ROOTS[0], ROLE, RECIPIENT, **changes)) != trust.root_fingerprint(
            card
        )


def test_a_fingerprint_has_six_groups_of_five_digits() -> None:
    shown = trust.fingerprint(b"")
    assert shown == " ".join(shown.replace(" ", "")[i : i + 5] for i in range(0, 30, 5))
    assert [len(group) for group in shown.split(" ")] == [5] * 6
    assert trust.same_fingerprint(shown.replace(" ", "-"), shown)
    assert trust.same_fingerprint(f" {shown.replace(' ', '')} ", shown)
    for position in [i for i, digit in enumerate(shown) if digit != " "]:
        wrong = shown[:position] + str((int(shown[position]) + 1) % 10) + shown[position + 1 :]
        assert not trust.same_fingerprint(wrong, shown)


def test_a_card_says_which_formats_it_takes() -> None:
    until = (trust.Accepted(format="iago-bundle/1", until=TODAY),)
    card = a_card(ROOTS[0], ROLE, RECIPIENT, accept=until)
    assert card.accepts("iago-bundle/1", TODAY)
    assert not card.accepts("iago-bundle/1", TODAY + timedelta(days=1))
    assert not card.accepts("iago-bundle/2", TODAY)


# Request and certificate


def test_a_request_is_signed_with_the_key_it_asks_for() -> None:
    key = SigningKey.generate()
    data = trust.make_request("Praxis Dr. Müller", key, RECIPIENT)
    opened = trust.open_request(data)
    assert (opened.name, opened.verify_key, opened.recipient) == ("Praxis Dr. Müller", key.public, RECIPIENT)
    assert len(data) < 1200
    other = trust.Request(name="x", key=SigningKey.generate().public.to_base64(), recipient=RECIPIENT)
    forged = signed_set.write_set({"request.json": other.to_bytes()}, key, "request", "*", "*", 1)
    refused("other_key", lambda: trust.open_request(forged))


def test_swapping_key_or_recipient_changes_the_fingerprint() -> None:
    key = SigningKey.generate()
    asked = trust.request_fingerprint(trust.make_request("Praxis", key, RECIPIENT))
    swapped = trust.make_request("Praxis", key, encryption.new_identity()[1])
    assert trust.request_fingerprint(swapped) != asked
    assert trust.request_fingerprint(trust.make_request("Praxis", SigningKey.generate(), RECIPIENT)) != asked


def test_a_certificate_names_site_keys_and_term() -> None:
    practice, lmu = site(), registry()
    certificate = trust.open_certificate(practice.certificate_file, lmu.card, TODAY)
    assert (certificate.site, certificate.registry, certificate.serial) == ("DE-0042", "REG-LMU", 1)
    assert (certificate.verify_key, certificate.recipient) == (practice.key.public, practice.recipient)
    assert certificate.valid_until == date(2028, 1, 1)
    assert certificate == trust.check_certificate(
        certificate.document, certificate.signature, lmu.card.enrolment_keys, "REG-LMU"
    )


def test_a_certificate_of_29_february_lasts_two_years() -> None:
    made = trust.make_certificate(
        site().request, "DE-0001", "REG-LMU", registry().enrolment, serial=3, issued=date(2028, 2, 29)
    )
    assert trust.open_certificate(made, registry().card).valid_until == date(2030, 2, 28)


def test_a_certificate_expires_and_can_be_revoked() -> None:
    file, card = site().certificate_file, registry().card
    last = date(2028, 1, 1)
    assert trust.open_certificate(file, card, last)
    refused("certificate_expired", lambda: trust.open_certificate(file, card, last + timedelta(days=1)))
    revoking = card.model_copy(update={"revoked": (1,)})
    refused("certificate_revoked", lambda: trust.open_certificate(file, revoking, last))
    assert trust.open_certificate(file, card.model_copy(update={"revoked": (2,)}), last)


def test_only_the_enrolment_key_issues() -> None:
    lmu = registry()
    made = trust.make_certificate(
        site().request, "DE-0001", "REG-LMU", lmu.receipts, serial=3, issued=date(2026, 1, 1)
    )
    refused("other_key", lambda: trust.open_certificate(made, lmu.card))


def test_the_signature_of_another_certificate_is_refused() -> None:
    lmu, one, two = registry(), site(), site("DE-0043", 2)
    swapped = {"cert.json": one.certificate.document, "cert.json.minisig": two.certificate.signature}
    file = signed_set.write_set(swapped, lmu.enrolment, "cert", "REG-LMU", "DE-0042", 1)
    refused("signature_wrong", lambda: trust.open_certificate(file, lmu.card))
    other = Statement("cert", "REG-LMU", "DE-0043", 1, "0" * 64).text
    own = {"cert.json": one.certificate.document}
    own["cert.json.minisig"] = lmu.enrolment.sign(own["cert.json"], other)
    file = signed_set.write_set(own, lmu.enrolment, "cert", "REG-LMU", "DE-0042", 1)
    refused("certificate_wrong", lambda: trust.open_certificate(file, lmu.card))


# All of them


def files() -> dict[str, tuple[bytes, Callable[[bytes], object]]]:
    return {
        "card": (registry().card_file, trust.open_card),
        "request": (site().request, trust.open_request),
        "cert": (site().certificate_file, lambda data: trust.open_certificate(data, registry().card)),
    }


@pytest.mark.parametrize("kind", ["card", "request", "cert"])
def test_the_kind_is_read_from_the_statement(kind: str) -> None:
    assert trust.open_any(files()[kind][0]) == kind


def test_something_else_is_no_file_of_ours() -> None:
    refused("zip_not_canonical", lambda: trust.open_any(b"hello"))
    refused("not_an_iago_file", lambda: trust.open_any(strict_zip.write([("a", b"b")])))


@pytest.mark.parametrize("kind", ["card", "request", "cert"])
def test_one_kind_is_not_taken_for_another(kind: str) -> None:
    for other, (data, _) in files().items():
        if other != kind:
            refused("unexpected_kind", lambda data=data: files()[kind][1](data))  # type: ignore[misc]


@pytest.mark.parametrize("kind", ["card", "request", "cert"])
def test_every_flipped_byte_and_every_cut_is_refused(kind: str) -> None:
    data, opening = files()[kind]
    for position in range(len(data)):
        changed = bytearray(data)
        changed[position] ^= 1 << position % 8
        for damaged in (bytes(changed), data[:position]):
            with pytest.raises((SignatureError, BundleError)):
                opening(damaged)


@pytest.mark.parametrize("kind", ["card", "request", "cert"])
def test_flips_with_repaired_checksums_of_the_container_are_refused(kind: str) -> None:
    data, opening = files()[kind]
    members = strict_zip.read(data, len(data))
    for name, content in members.items():
        for position in range(len(content)):
            changed = bytearray(content)
            changed[position] ^= 1 << position % 8
            with pytest.raises((SignatureError, BundleError)):
                opening(strict_zip.write(list({**members, name: bytes(changed)}.items())))


@pytest.mark.parametrize("kind", ["card", "request", "cert"])
def test_an_extra_missing_or_moved_file_is_refused(kind: str) -> None:
    data, opening = files()[kind]
    members = list(strict_zip.read(data, len(data)).items())
    for changed in ([*members, ("more", b"")], members[:-1], members[1:], members[::-1]):
        with pytest.raises((SignatureError, BundleError)):
            opening(strict_zip.write(changed))


@pytest.mark.parametrize(
    "changes",
    [
        {"extra": 1},
        {"format": "iago-card/2"},
        {"threshold": "1"},
        {"version": 0},
        {"roots": []},
        {"expires": "2030-1-1"},
    ],
)
def test_a_card_signed_by_its_root_still_has_to_be_a_card(changes: dict[str, object]) -> None:
    card = canonical_json.loads(a_card(ROOTS[0], ROLE, RECIPIENT).to_bytes()) | changes
    data = signed_set.write_set(
        {"card.json": canonical_json.dumps(card)}, ROOTS[0], "card", "REG-LMU", "*", 1
    )
    refused("trust_file_content", lambda: trust.open_card(data))


def test_a_card_says_what_its_statement_says() -> None:
    card = a_card(ROOTS[0], ROLE, RECIPIENT)
    for sender, to, seq in (("REG-OTHER", "*", 1), ("REG-LMU", "DE-0042", 1), ("REG-LMU", "*", 2)):
        data = signed_set.write_set({"card.json": card.to_bytes()}, ROOTS[0], "card", sender, to, seq)
        refused("statements_differ", lambda data=data: trust.open_card(data))  # type: ignore[misc]
