"""Named attacks: each is a good file with one thing wrong, and is refused for that thing."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from iago_desktop import bundle
from iago_desktop.errors import IagoError
from iago_desktop.signing import canonical_json, encryption, trust
from tests.bundle.attacks import ATTACKS, Attack
from tests.bundle.attacks.attack import STRANGER
from tests.bundle.forge import FILES, Forger, a_question, a_receipt, a_report, read_at_registry, read_at_site
from tests.signing.people import registry, site

LMU = registry()


def refused(code: str, data: bytes, receiver: bundle.Receiver) -> None:
    with pytest.raises(IagoError) as error:
        bundle.read(data, receiver)
    assert error.value.code == code


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_an_attack_is_refused_for_its_reason(attack: Attack) -> None:
    refused(attack.code, attack.make(), attack.receiver())


def test_the_list_has_every_check_and_no_name_twice() -> None:
    assert len(ATTACKS) >= 50
    assert not [name for name, count in Counter(attack.name for attack in ATTACKS).items() if count > 1]
    assert {attack.check for attack in ATTACKS} == set(range(2, 16))  # 1 below
    assert all(attack.why for attack in ATTACKS)


def test_without_the_one_thing_wrong_it_is_taken() -> None:
    """By the very readers that refuse the attacks."""
    first = {attack.at: attack for attack in reversed(ATTACKS)}
    assert bundle.read(Forger().make(), first["registry"].receiver())
    for good in (a_receipt(), a_question()):
        assert bundle.read(good.file, first["site"].receiver())
    with pytest.raises(IagoError):  # the site is enrolled with REG-LMU only: attacks there fail earlier
        bundle.read(Forger().make(), first["another registry"].receiver())


def test_an_accomplice_with_the_name_of_a_registry_is_not_the_registry() -> None:
    """The same id with other keys: the manifest names the keys, not only the name."""
    other = replace(LMU.receiver(site()), secrets=(encryption.new_identity()[0],))
    refused("not_sealed_to_me", a_report().file, other)


def test_a_certificate_holds_on_its_last_day_and_beside_a_revoked_one() -> None:
    assert bundle.read(a_report().file, LMU.receiver(site(), today=date(2028, 1, 1)))
    assert bundle.read(a_report().file, replace(LMU.receiver(site()), revoked=frozenset({2})))


def test_during_a_change_of_keys_both_are_taken_but_never_mixed() -> None:
    practice = site()
    sender = bundle.Sender((STRANGER.public, practice.key.public))
    receiver = replace(LMU.receiver(practice), sender=lambda _kind, _id: sender)
    assert bundle.read(a_report().file, receiver)
    refused("other_key", Forger(outer_key=STRANGER).make(), receiver)
    refused("certificate_wrong", Forger(outer_key=STRANGER, inner_key=STRANGER).make(), receiver)


def test_a_bundle_is_neither_card_nor_request_nor_certificate() -> None:
    openings = (trust.open_card, trust.open_request, lambda data: trust.open_certificate(data, LMU.card))
    for opening in openings:
        for data, code in ((a_report().file, "members_differ"), (a_report().payload, "unexpected_kind")):
            with pytest.raises(IagoError) as error:
                opening(data)
            assert error.value.code == code


def test_no_trust_file_is_another() -> None:
    files = {"card": LMU.card_file, "request": site().request, "cert": site().certificate_file}
    openings = {
        "card": trust.open_card,
        "request": trust.open_request,
        "cert": lambda data: trust.open_certificate(data, LMU.card),
    }
    for kind, data in files.items():
        for other, opening in openings.items():
            if other == kind:
                assert opening(data)
                continue
            with pytest.raises(IagoError) as error:
                opening(data)
            assert error.value.code == "unexpected_kind"


def test_a_file_over_64_mib_is_refused_unread() -> None:
    refused("too_large", bytes(64 * 2**20 + 1), LMU.receiver(site()))
    refused("zip_not_canonical", bytes(64 * 2**20), LMU.receiver(site()))


def test_a_large_report_within_the_limits_is_read() -> None:
    line = canonical_json.dumps({"a": "x" * 4000}) + b"\n"
    contents = read_at_registry(a_report({**FILES, "records.ndjson": line * 2000}).file)
    assert contents.manifest.counts["records"] == 2000


def test_an_answer_just_within_its_limit_is_read() -> None:
    assert read_at_site(a_receipt({"notes": ["x" * 10_000] * 90}).file)
