from datetime import date
from pathlib import Path

import pytest

from iago_desktop.errors import IagoError, InputError, SignatureError
from iago_desktop.sentences import sentence
from iago_desktop.services import enrolment, exchange
from iago_desktop.services.workspace import Workspace
from iago_desktop.signing import encryption, trust
from iago_desktop.signing.signatures import SigningKey
from tests.registry_simulator import RegistrySimulator


def _pin(practice: Workspace, registry: RegistrySimulator) -> None:
    card = registry.card()
    enrolment.pin_card(practice, card, enrolment.read_card(card).groups[-1])


def test_a_practice_enrols(practice: Workspace, registry: RegistrySimulator, tmp_path: Path) -> None:
    assert enrolment.state(practice) == enrolment.EnrolmentState(None, None, None, None)
    card = registry.card()
    preview = enrolment.read_card(card)
    assert (preview.id, preview.name, len(preview.groups)) == ("REG-TEST", "Test registry", 6)
    assert (preview.roots, preview.threshold, preview.valid_until) == (1, 1, date(2030, 1, 1))
    assert enrolment.pin_card(practice, card, f" {preview.groups[-1]} ") == preview

    written = enrolment.write_request(practice, tmp_path)
    assert written.path.name == "request.iagoreq"
    data = written.path.read_bytes()
    assert written.fingerprint == trust.request_fingerprint(data)
    assert trust.open_request(data).name == practice.practice_name

    assert enrolment.import_certificate(practice, registry.certificate(data)) == "DE-0042"
    state = enrolment.state(practice)
    assert (state.card, state.site, state.request_fingerprint) == (preview, "DE-0042", written.fingerprint)
    assert state.valid_until == date(2028, 11, 20)


@pytest.mark.parametrize("typed", ["", "00000", "123456"])
def test_another_group_pins_nothing(practice: Workspace, registry: RegistrySimulator, typed: str) -> None:
    with pytest.raises(InputError, match="fingerprint_group_differs"):
        enrolment.pin_card(practice, registry.card(), typed)
    first_group = enrolment.read_card(registry.card()).groups[0]
    with pytest.raises(InputError, match="fingerprint_group_differs"):
        enrolment.pin_card(practice, registry.card(), first_group)
    assert enrolment.state(practice).card is None


def test_a_card_of_another_registry_does_not_replace_the_pinned_one(
    practice: Workspace, registry: RegistrySimulator
) -> None:
    _pin(practice, registry)
    other = RegistrySimulator(id="REG-OTHER")
    with pytest.raises(SignatureError, match="card_of_another_registry"):
        _pin(practice, other)
    for version in (1, 2):  # the same id, and keys nobody here has seen
        with pytest.raises(SignatureError, match="card_of_another_registry") as refused:
            exchange.import_file(practice, RegistrySimulator().card(version=version))
    assert "already pinned one: Test registry." in sentence(refused.value, "en")
    assert "schon eines festgelegt: Test registry." in sentence(refused.value, "de")
    state = enrolment.state(practice)
    assert state.card is not None
    assert state.card.id == "REG-TEST"


@pytest.mark.parametrize(("expires", "refused"), [(date(2026, 11, 20), False), (date(2026, 11, 19), True)])
def test_an_expired_card_is_refused(
    practice: Workspace, registry: RegistrySimulator, expires: date, refused: bool
) -> None:
    card = registry.card(expires=expires)
    group = enrolment.read_card(card).groups[-1]
    if refused:
        with pytest.raises(SignatureError, match="card_expired"):
            enrolment.pin_card(practice, card, group)
    else:
        assert enrolment.pin_card(practice, card, group)


def test_a_first_card_through_import_waits_for_its_group(
    practice: Workspace, registry: RegistrySimulator
) -> None:
    assert exchange.import_file(practice, registry.card()).code == "card_needs_group"
    with pytest.raises(IagoError, match="card_needs_group"):
        enrolment.renew_card(practice, registry.card())
    assert enrolment.pinned_card(practice) is None


def test_a_newer_card_needs_no_group_and_an_older_one_is_refused(
    practice: Workspace, registry: RegistrySimulator
) -> None:
    _pin(practice, registry)
    assert exchange.import_file(practice, registry.card(version=3)).code == "card_renewed"
    card = enrolment.pinned_card(practice)
    assert card is not None
    assert card.version == 3
    with pytest.raises(SignatureError, match="card_version"):
        exchange.import_file(practice, registry.card(version=2))


def test_the_request_stays_the_same(practice: Workspace, tmp_path: Path) -> None:
    first = enrolment.write_request(practice, tmp_path)
    again = enrolment.write_request(practice, tmp_path)
    assert first == again
    with pytest.raises(IagoError, match="carrier_gone"):
        enrolment.write_request(practice, tmp_path / "gone")


def test_certificates_that_are_not_ours(
    practice: Workspace, registry: RegistrySimulator, tmp_path: Path
) -> None:
    request = enrolment.write_request(practice, tmp_path).path.read_bytes()
    with pytest.raises(IagoError, match="card_comes_first"):
        enrolment.import_certificate(practice, registry.certificate(request))
    _pin(practice, registry)
    key = SigningKey.generate()
    foreign = trust.make_request("Somebody", key, encryption.new_identity()[1])
    with pytest.raises(SignatureError, match="certificate_for_other_keys"):
        enrolment.import_certificate(practice, registry.certificate(foreign))
    with pytest.raises(SignatureError):
        enrolment.import_certificate(practice, RegistrySimulator().certificate(request))
    assert enrolment.state(practice).site is None

    enrolment.import_certificate(practice, registry.certificate(request))
    with pytest.raises(SignatureError, match="certificate_for_other_site"):
        enrolment.import_certificate(practice, registry.certificate(request, site="DE-0043"))
    assert enrolment.import_certificate(practice, registry.certificate(request)) == "DE-0042"


def test_a_revoked_certificate_stops_the_export_and_not_the_page(
    practice: Workspace, registry: RegistrySimulator, tmp_path: Path
) -> None:
    registry.enrol(practice, tmp_path)
    exchange.import_file(practice, registry.card(version=2, revoked=(registry.serial,)))
    assert enrolment.state(practice).site == "DE-0042"
    with pytest.raises(SignatureError, match="certificate_revoked"):
        exchange.export(practice, tmp_path)
