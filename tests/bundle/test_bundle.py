"""Writing and reading: what goes in comes out, and the same content gives the same payload."""

import hashlib
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iago_desktop import bundle
from iago_desktop.errors import BundleError, SignatureError
from iago_desktop.signing import canonical_json, encryption, signed_set, strict_zip, trust
from tests.bundle.forge import (
    AUDIT,
    FILES,
    PACK,
    RANGE,
    Forger,
    a_receipt,
    a_report,
    read_at_registry,
    read_at_site,
)
from tests.signing.people import registry, site


def test_a_report_arrives_as_it_was_written() -> None:
    written = a_report(ack=bundle.Ack(seq=3, set="3" * 64), recovered=True, seq=17, prev="4" * 64)
    contents = read_at_registry(written.file)
    assert contents.set_digest == written.set_digest == contents.statement.set
    assert contents.statement.text.startswith("iago/1 report from=DE-0042 to=REG-LMU seq=17 set=")
    manifest = contents.manifest
    assert (manifest.sender, manifest.to, manifest.seq, manifest.prev) == ("DE-0042", "REG-LMU", 17, "4" * 64)
    assert (manifest.audit, manifest.definitions, manifest.recovered) == (RANGE, PACK, True)
    assert manifest.ack == bundle.Ack(seq=3, set="3" * 64)
    assert manifest.counts == {"audit": 1, "records": 1}
    assert {name: contents.files[name] for name in FILES} == FILES
    assert contents.lines["audit.ndjson"][0]["by"] == "u1"
    assert contents.raw_lines("audit.ndjson") == (AUDIT[:-1],)
    assert contents.certificate == site().certificate


def test_a_receipt_arrives_as_it_was_written() -> None:
    contents = read_at_site(a_receipt({"seq": 1, "status": "accepted"}).file)
    assert contents.document == {"seq": 1, "status": "accepted"}
    assert contents.certificate is None
    assert contents.manifest.counts == {}


def test_an_empty_report_is_a_report() -> None:
    contents = read_at_registry(a_report({"audit.ndjson": b"", "records.ndjson": b""}).file)
    assert contents.lines == {"audit.ndjson": (), "records.ndjson": ()}
    assert contents.raw_lines("records.ndjson") == ()


def test_every_recipient_of_the_card_reads_it() -> None:
    spare_secret, spare = encryption.new_identity()
    lmu = registry()
    written = a_report(recipients=[*lmu.card.recipients, spare])
    assert len(read_at_registry(written.file).manifest.recipients) == 2
    assert bundle.read(written.file, replace(lmu.receiver(site()), secrets=(spare_secret,)))


def test_the_payload_is_the_same_and_the_seal_is_not() -> None:
    one, two = a_report(), a_report()
    assert one.payload == two.payload
    assert one.set_digest == two.set_digest
    assert one.file != two.file


def test_the_payload_is_a_signed_set_of_its_own() -> None:
    opened = signed_set.read_set(a_report().payload, bundle.MAX_FILE, [site().key.public], "report")
    assert list(opened.files) == [
        "manifest.json",
        "audit.ndjson",
        "records.ndjson",
        "cert.json",
        "cert.json.minisig",
    ]
    assert opened.digest == hashlib.sha256(opened.sums).hexdigest()


def test_the_kind_is_read_from_the_statement() -> None:
    assert trust.open_any(a_report().file) == "report"
    assert trust.open_any(a_receipt().file) == "receipt"


def test_names_have_six_digits() -> None:
    assert bundle.file_name("DE-0042", 17) == "IAGO_DE-0042_000017.iago"
    assert bundle.receipt_name("DE-0042", 17) == "IAGO_DE-0042_000017_receipt.iago"


def test_the_forger_makes_what_the_writer_makes() -> None:
    """So that every refusal in test_attacks.py is for the one thing that was changed there."""
    payloads: list[bytes] = []
    Forger(payload=lambda data: payloads.append(data) or data).make()  # type: ignore[func-returns-value]
    assert payloads == [a_report().payload]
    assert read_at_registry(Forger().make())


texts = st.text(st.sampled_from('abc 019.,äöüß€µ漢😀"\\'), max_size=10)
lines = st.lists(
    st.dictionaries(st.sampled_from(["a", "b_1"]), texts | st.integers(0, 99) | st.none()), max_size=4
)


@given(lines, lines)
@settings(max_examples=30, deadline=None)
def test_any_lines_arrive_byte_for_byte(audit: list[dict[str, Any]], records: list[dict[str, Any]]) -> None:
    files = {
        "audit.ndjson": b"".join(canonical_json.dumps(line) + b"\n" for line in audit),
        "records.ndjson": b"".join(canonical_json.dumps(line) + b"\n" for line in records),
    }
    contents = read_at_registry(a_report(files).file)
    assert {name: contents.files[name] for name in files} == files
    assert list(contents.lines["records.ndjson"]) == records


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"records.ndjson": b""}, "members_differ"),
        ({**FILES, "names.csv": b""}, "members_differ"),
        ({**FILES, "records.ndjson": b'{"a":1}'}, "line_too_long"),
        ({**FILES, "records.ndjson": b'{"a":1.5}\n'}, "json_number"),
        ({**FILES, "records.ndjson": b'{"a":"' + b"x" * 20_001 + b'"}\n'}, "json_string_length"),
        ({**FILES, "records.ndjson": b"[]\n"}, "json_not_an_object"),
    ],
)
def test_what_nobody_would_read_is_not_written(files: dict[str, bytes], code: str) -> None:
    with pytest.raises(BundleError) as error:
        a_report(files)
    assert error.value.code == code


def test_a_report_has_a_certificate() -> None:
    with pytest.raises(BundleError) as error:
        a_report(certificate=None)
    assert error.value.code == "members_differ"


def test_a_receipt_has_no_certificate() -> None:
    with pytest.raises(BundleError) as error:
        a_receipt(certificate=site().certificate)
    assert error.value.code == "members_differ"


def test_a_receipt_has_at_most_one_mebibyte() -> None:
    assert read_at_site(a_receipt({"notes": ["x" * 10_000] * 90}).file)
    with pytest.raises(BundleError) as error:
        a_receipt({"notes": ["x" * 10_000] * 110})
    assert error.value.code == "too_large"


def test_a_bad_id_cannot_be_written() -> None:
    with pytest.raises((SignatureError, ValueError)):
        a_report(sender="DE 0042 seq=2")


def test_the_outside_is_four_members() -> None:
    members = strict_zip.read(a_report().file, bundle.MAX_FILE)
    assert tuple(members) == bundle.OUTER
    assert members["mimetype"] == b"application/vnd.iago.bundle+zip"
