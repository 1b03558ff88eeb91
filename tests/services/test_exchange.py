"""From the practice to the registry and back, and every way in which nothing may leave."""

import errno
import json
import os
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from iago_desktop import bundle
from iago_desktop.errors import BundleError, IagoError, SignatureError
from iago_desktop.services import carrier, enrolment, exchange, patients, records, users
from iago_desktop.services.workspace import Workspace
from iago_desktop.signing.keystore import FLOOR
from iago_desktop.signing.signatures import SigningKey
from iago_desktop.store import queries
from iago_desktop.store.verify import verify_chain
from iago_desktop.tables import Bundle
from tests.builders import a_patient, an_infection, fill_in
from tests.conftest import TODAY
from tests.registry_simulator import RegistrySimulator


def _lines(registry: RegistrySimulator, path: Path) -> list[dict[str, Any]]:
    return list(registry.read(path.read_bytes()).lines["records.ndjson"])


def test_a_record_travels_to_the_registry_and_its_receipt_comes_back(
    enrolled: Workspace, registry: RegistrySimulator, stick: Path
) -> None:
    patient = a_patient(enrolled)
    record = an_infection(enrolled, patient)
    shown = exchange.preview(enrolled)

    exported = exchange.export(enrolled, stick)

    assert exported.path == stick / "IAGO_DE-0042_000001.iago"
    assert (exported.seq, exported.records) == (1, 1)
    contents = registry.read(exported.path.read_bytes())
    assert contents.raw_lines("records.ndjson") == tuple(line.encode() for line in shown)
    kinds = [line["kind"] for line in contents.lines["records.ndjson"]]
    assert kinds == ["patient", "treatment", "consent", "record", "record"]
    last = contents.lines["records.ndjson"][-1]
    assert (last["rid"], last["rev"], last["op"]) == (record, 2, "put")
    assert (last["data"]["status"], last["data"]["grade"]) == ("signed", 2)
    assert last["data"]["answers"]["onset"] == {"value": {"day": 14}}
    assert contents.set_digest == exported.set_digest

    assert exchange.ledger(enrolled)[0].state == "sent"
    imported = exchange.import_file(enrolled, registry.receipt(contents))
    assert (imported.kind, imported.code, imported.seq) == ("receipt", "receipt_imported", 1)
    (row,) = exchange.ledger(enrolled)
    assert (row.state, row.receipt_on, row.digest) == ("confirmed", "2026-11-20", exported.set_digest)
    assert row.carried_to == stick.name


def test_the_manifest_says_what_the_bundle_carries(
    enrolled: Workspace, registry: RegistrySimulator, stick: Path
) -> None:
    an_infection(enrolled, a_patient(enrolled))
    first = registry.read(exchange.export(enrolled, stick).path.read_bytes())
    manifest = first.manifest
    assert (manifest.sender, manifest.to, manifest.seq, manifest.prev) == ("DE-0042", "REG-TEST", 1, "0" * 64)
    assert manifest.ack is None
    assert manifest.definitions is not None
    assert (manifest.definitions.id, manifest.definitions.version) == ("iago-core", 1)
    assert manifest.audit is not None
    assert (manifest.audit.first, manifest.audit.prev_head) == (1, "0" * 64)
    audit = first.lines["audit.ndjson"]
    assert [line["n"] for line in audit] == list(range(1, manifest.audit.last + 1))
    assert audit[-1]["digest"] == manifest.audit.head
    assert [line["rid"] for line in audit if "key" in line] == ["u1"]

    exchange.import_file(enrolled, registry.receipt(first))
    an_infection(enrolled, a_patient(enrolled, surname="Zeller"))
    second = registry.read(exchange.export(enrolled, stick).path.read_bytes()).manifest
    assert (second.seq, second.prev) == (2, first.set_digest)
    assert second.ack is not None
    assert (second.ack.seq, second.ack.set) == (1, first.set_digest)
    assert second.audit is not None
    assert (second.audit.first, second.audit.prev_head) == (manifest.audit.last + 1, manifest.audit.head)


def test_names_and_calendar_dates_stay(enrolled: Workspace, registry: RegistrySimulator, stick: Path) -> None:
    canaries: dict[str, Any] = {
        "surname": "Kanarienvogel",
        "given_name": "Zinnober",
        "born_on": date(1951, 7, 23),
        "infused_on": date(2026, 4, 17),
        "consent_on": date(2026, 4, 13),
        "consent_note": "Tochter Safrangelb angerufen",
    }
    users.add_user(enrolled, "Dr. Purpurroth", "physician", "nine grey herons over the weir", FLOOR)
    patient = a_patient(enrolled, **canaries)
    an_infection(enrolled, patient, onset="08.05.2026", note="sagt Frau Karminstein")
    an_infection(enrolled, patient, onset="06.2026")
    an_infection(enrolled, patient, onset="2026")

    exported = exchange.export(enrolled, stick)

    contents = registry.read(exported.path.read_bytes())
    everything = b"".join(contents.files.values()) + exported.path.read_bytes()
    created = contents.manifest.created.isoformat().encode()
    issued = contents.certificate
    assert issued is not None
    words = ["kanarienvogel", "zinnober", "safrangelb", "purpurroth", "karminstein", "maria", "weber"]
    for word in words:
        assert word.encode() not in everything.lower()
    for day in (date(1951, 7, 23), date(2026, 4, 17), date(2026, 4, 13), date(2026, 5, 8)):
        for written in ("%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y", "%Y%m%d", "%Y-%m", "%m.%Y"):
            text = day.strftime(written).encode()
            assert text not in everything.replace(created, b"")
    for name in ("records.ndjson", "audit.ndjson"):
        # By itself or before a month: in the digits of a digest a year stands by chance.
        written_out = contents.files[name].replace(b"2026-H1", b"")
        assert not re.search(rb"(?<![\w+/])2026(?![\w+/])", written_out)
    onsets = [
        line["data"]["answers"]["onset"]["value"]
        for line in contents.lines["records.ndjson"]
        if line["kind"] == "record" and line["rev"] == 1
    ]
    # 17 April to 8 May; June is day 45 to 74, outward in tens; a year leaves as its window.
    assert onsets == [
        {"day": 21},
        {"from": 41, "to": 80, "window": "late_gt_30"},
        {"window": "indeterminate"},
    ]


def test_drafts_unsigned_records_and_patients_without_consent_stay(
    enrolled: Workspace, registry: RegistrySimulator, stick: Path
) -> None:
    leaving = an_infection(enrolled, a_patient(enrolled))
    an_infection(enrolled, a_patient(enrolled, surname="Ready"), sign=False)
    an_infection(enrolled, a_patient(enrolled, surname="Silent", consent=None))
    an_infection(enrolled, a_patient(enrolled, surname="Refuses", consent=False))
    treatment = patients.rows(enrolled)[0].treatment_id
    records.start(enrolled, treatment, "infection")

    waits = exchange.waiting(enrolled)
    assert (waits.records, waits.patients, waits.by_form) == (1, 2, {"infection": 1})
    assert (waits.held_back.drafts, waits.held_back.unsigned, waits.held_back.without_consent) == (1, 1, 2)
    lines = _lines(registry, exchange.export(enrolled, stick).path)
    assert {line["rid"] for line in lines if line["kind"] == "record"} == {leaving}
    assert exchange.waiting(enrolled).revisions == 0


def test_a_later_consent_sends_what_was_written_before_oldest_first(
    enrolled: Workspace, registry: RegistrySimulator, stick: Path
) -> None:
    late = a_patient(enrolled, surname="Late", consent=None)
    first = an_infection(enrolled, late)
    second = an_infection(enrolled, late, onset="d40")
    an_infection(enrolled, a_patient(enrolled))
    exchange.export(enrolled, stick)

    patients.set_consent(enrolled, late, given=True, on=TODAY)

    lines = _lines(registry, exchange.export(enrolled, stick).path)
    assert [line["kind"] for line in lines] == ["patient", "treatment", *["record"] * 4, "consent"]
    assert [(line["rid"], line["rev"]) for line in lines[2:6]] == [
        (first, 1),
        (first, 2),
        (second, 1),
        (second, 2),
    ]


def test_a_corrected_record_leaves_again_only_when_it_is_signed_again(
    enrolled: Workspace, registry: RegistrySimulator, stick: Path
) -> None:
    record = an_infection(enrolled, a_patient(enrolled))
    exchange.export(enrolled, stick)
    draft_id = records.correct(enrolled, record)
    draft = records.open_draft(enrolled, draft_id).draft
    fill_in(draft, {"route": "iv"})
    assert records.finish(enrolled, draft_id, draft, "Chart says intravenous") == record

    with pytest.raises(IagoError, match="nothing_to_export"):
        exchange.export(enrolled, stick)
    records.sign(enrolled, record)
    lines = _lines(registry, exchange.export(enrolled, stick).path)
    assert [(line["rid"], line["rev"]) for line in lines] == [(record, 3), (record, 4)]
    assert "intravenous" not in json.dumps(lines)


def test_the_same_bytes_are_saved_again(
    enrolled: Workspace, stick: Path, tmp_path: Path, registry: RegistrySimulator
) -> None:
    an_infection(enrolled, a_patient(enrolled))
    exported = exchange.export(enrolled, stick)
    before = exported.path.read_bytes()
    exported.path.unlink()
    again = exchange.save_again(enrolled, 1, stick)
    assert again == exported
    assert again.path.read_bytes() == before
    exchange.import_file(enrolled, registry.receipt(registry.read(before)))
    exchange.save_again(enrolled, 1, tmp_path)
    assert exchange.ledger(enrolled)[0].state == "confirmed"
    with pytest.raises(IagoError, match="bundle_unknown"):
        exchange.save_again(enrolled, 2, stick)


def _nothing_happened(practice: Workspace, stick: Path, revisions: int) -> None:
    assert exchange.ledger(practice) == ()
    assert exchange.waiting(practice).revisions == revisions
    assert not stick.exists() or not any(stick.iterdir())


def test_a_stick_that_is_gone_changes_nothing(enrolled: Workspace, stick: Path) -> None:
    an_infection(enrolled, a_patient(enrolled))
    before = exchange.waiting(enrolled).revisions
    stick.rmdir()
    with pytest.raises(IagoError, match="carrier_gone"):
        exchange.export(enrolled, stick)
    _nothing_happened(enrolled, stick, before)
    stick.mkdir()
    assert exchange.export(enrolled, stick).seq == 1


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "carrier_full"),
        (errno.EROFS, "carrier_read_only"),
        (errno.EACCES, "carrier_read_only"),
        (errno.EIO, "carrier_error"),
        (errno.ENODEV, "carrier_gone"),
    ],
)
def test_what_the_stick_refuses_changes_nothing(
    enrolled: Workspace, stick: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    an_infection(enrolled, a_patient(enrolled))
    before = exchange.waiting(enrolled).revisions
    real = os.open

    def refuse(path: object, *rest: object, **more: object) -> int:
        if str(path).endswith(".partial"):
            raise OSError(number, os.strerror(number))
        return real(path, *rest, **more)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(os, "open", refuse)
        with pytest.raises(IagoError, match=code):
            exchange.export(enrolled, stick)
    _nothing_happened(enrolled, stick, before)


def test_a_stick_without_room_is_not_left_with_half_a_file(
    enrolled: Workspace, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    an_infection(enrolled, a_patient(enrolled))
    before = exchange.waiting(enrolled).revisions
    real = os.fsync

    def full(handle: int) -> None:
        if any(stick.iterdir()):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(handle)

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(IagoError, match="carrier_full"):
            exchange.export(enrolled, stick)
    _nothing_happened(enrolled, stick, before)


def test_a_bundle_that_got_no_name_is_written_with_the_next_export(
    enrolled: Workspace, stick: Path, monkeypatch: pytest.MonkeyPatch, registry: RegistrySimulator
) -> None:
    an_infection(enrolled, a_patient(enrolled))
    with monkeypatch.context() as patched:
        patched.setattr(carrier, "take_name", _pulled)
        with pytest.raises(IagoError, match="carrier_gone"):
            exchange.export(enrolled, stick)
    assert exchange.waiting(enrolled).unsaved == (1,)
    assert exchange.ledger(enrolled)[0].state == "made"

    assert exchange.export(enrolled, stick).seq == 1
    assert exchange.ledger(enrolled)[0].state == "sent"
    assert len(_lines(registry, stick / bundle.file_name("DE-0042", 1))) == 5
    assert exchange.waiting(enrolled).unsaved == ()


def _pulled(beside: Path, name: str) -> Path:
    carrier.remove(beside)
    raise IagoError("carrier_gone")


def test_without_a_certificate_everything_stays(practice: Workspace, stick: Path) -> None:
    an_infection(practice, a_patient(practice))
    with pytest.raises(IagoError, match="not_enrolled"):
        exchange.export(practice, stick)
    _nothing_happened(practice, stick, exchange.waiting(practice).revisions)


def test_nothing_waits(enrolled: Workspace, stick: Path) -> None:
    with pytest.raises(IagoError, match="nothing_to_export"):
        exchange.export(enrolled, stick)
    assert not any(stick.iterdir())


@pytest.mark.parametrize(("until", "code"), [(TODAY, None), (date(2026, 11, 19), "certificate_expired")])
def test_a_certificate_holds_through_its_last_day(
    practice: Workspace,
    registry: RegistrySimulator,
    stick: Path,
    tmp_path: Path,
    until: date,
    code: str | None,
) -> None:
    card = registry.card()
    enrolment.pin_card(practice, card, enrolment.read_card(card).groups[-1])
    request = enrolment.write_request(practice, tmp_path).path.read_bytes()
    certificate = registry.certificate(request, until=until)
    an_infection(practice, a_patient(practice))
    if code is None:
        enrolment.import_certificate(practice, certificate)
        assert exchange.export(practice, stick).seq == 1
    else:
        with pytest.raises(SignatureError, match=code):
            enrolment.import_certificate(practice, certificate)


def test_receipts_that_do_not_fit_confirm_nothing(
    enrolled: Workspace, registry: RegistrySimulator, stick: Path
) -> None:
    an_infection(enrolled, a_patient(enrolled))
    contents = registry.read(exchange.export(enrolled, stick).path.read_bytes())
    with pytest.raises(BundleError, match="receipt_unknown_bundle"):
        exchange.import_file(enrolled, registry.receipt(contents, seq=2))
    with pytest.raises(BundleError, match="receipt_does_not_fit"):
        exchange.import_file(enrolled, registry.receipt(contents, set_digest="0" * 64))
    with pytest.raises(SignatureError, match="other_key"):
        exchange.import_file(enrolled, registry.receipt(contents, key=SigningKey.generate()))
    with pytest.raises(SignatureError):
        # a role key of the same registry, but not the one for receipts
        exchange.import_file(enrolled, registry.receipt(contents, key=registry.enrolment))
    good = registry.receipt(contents)
    with pytest.raises(IagoError):
        exchange.import_file(enrolled, good[:-1])
    assert exchange.ledger(enrolled)[0].state == "sent"

    exchange.import_file(enrolled, good)
    again = exchange.import_file(enrolled, registry.receipt(contents))
    assert again.code == "receipt_known"


def test_kinds_are_read_from_the_statement(
    enrolled: Workspace, registry: RegistrySimulator, stick: Path, tmp_path: Path
) -> None:
    an_infection(enrolled, a_patient(enrolled))
    path = exchange.export(enrolled, stick).path
    with pytest.raises(IagoError, match="file_for_registry"):
        exchange.import_file(enrolled, path.read_bytes())
    with pytest.raises(IagoError, match="file_for_registry"):
        exchange.import_file(enrolled, (tmp_path / "request.iagoreq").read_bytes())
    with pytest.raises(IagoError):
        exchange.import_file(enrolled, b"%PDF-1.7")
    assert exchange.import_file(enrolled, registry.card(version=2)).code == "card_renewed"


def test_a_consent_taken_back_is_told_to_the_registry(
    enrolled: Workspace, registry: RegistrySimulator, stick: Path
) -> None:
    patient = a_patient(enrolled)
    an_infection(enrolled, patient)
    exchange.export(enrolled, stick)
    an_infection(enrolled, patient, onset="d50")
    patients.set_consent(enrolled, patient, given=False)
    lines = _lines(registry, exchange.export(enrolled, stick).path)
    assert [(line["kind"], line["data"]["given"]) for line in lines] == [("consent", False)]


def test_the_history_still_holds_after_all_of_it(
    enrolled: Workspace, registry: RegistrySimulator, stick: Path, opened: Callable[[], Workspace]
) -> None:
    an_infection(enrolled, a_patient(enrolled))
    exchange.import_file(
        enrolled, registry.receipt(registry.read(exchange.export(enrolled, stick).path.read_bytes()))
    )
    with enrolled.store.read() as session:
        assert verify_chain(session).holds
        row = queries.last_bundle(session)
        assert isinstance(row, Bundle)
        assert {r.bundle for r in queries.audit_since(session, 0) if r.patient_id} == {1}
    enrolled.store.close()
    assert exchange.ledger(opened())[0].state == "confirmed"
