"""Chain rules, schema rules and the one transaction."""

from typing import Any

import pytest
from sqlmodel import select

from iago_desktop import bundle
from iago_desktop.bundle import Receiver
from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.registry.home import Home
from iago_desktop.registry.ingest import Desk, Outcome, verified
from iago_desktop.rules.derive import Context
from iago_desktop.rules.grade import grade
from iago_desktop.signing import canonical_json, chain
from iago_desktop.signing.receipt import Receipt
from iago_desktop.tables import Consent, Definition, Patient, Record, Revision, Treatment, User
from tests.registry.conftest import NOW, Enrol
from tests.registry.practice import LUNG, Lines, Practice, revisions


def code(outcome: Outcome) -> str:
    return outcome.error.code if outcome.error else ""


def opened(outcome: Outcome, practice: Practice) -> Receipt:
    """The receipt as the practice reads it."""
    assert outcome.receipt
    assert practice.card
    assert practice.certificate
    receiver = Receiver.at_site(practice.certificate.site, [practice.identity[0]], practice.card, NOW.date())
    return Receipt.from_bytes(bundle.read(outcome.receipt, receiver).files["receipt.json"])


def nothing_stored(desk: Desk) -> bool:
    with desk.store.read() as session:
        return not any(
            session.exec(select(table)).first() for table in (Patient, Treatment, Record, Consent, User)
        ) and not revisions(desk.store)


def test_the_same_revisions_and_rows_arrive(desk: Desk, practice: Practice) -> None:
    treatment = practice.add_patient()
    record = practice.add_record(treatment)
    outcome = desk.ingest(practice.export())
    assert (outcome.state, outcome.findings) == ("accepted", ())
    with desk.store.read() as session:
        row = session.get(Record, record)
        assert row
        assert (row.site, row.treatment_id, row.grade, row.status) == ("DE-0001", treatment, 3, "signed")
        assert (row.onset_from, row.onset_to, row.onset_window) == (14, 14, "early_0_30")
        assert (row.grading_system, row.answers) == ("CTCAE", LUNG)
        stored = session.get(Treatment, treatment)
        assert stored
        assert stored.product == "axi-cel"
        assert [user.id for user in session.exec(select(User)).all()] == ["DE-0001/u1"]
        assert {each.id for each in session.exec(select(Definition)).all()} == {"infection:1", "treatment:1"}
    sent = {each.digest: each for each in revisions(practice.store) if each.kind not in ("user", "act")}
    arrived = revisions(desk.store)
    assert [each.digest for each in arrived] == list(sent)
    for each in arrived:
        twin = sent[each.digest]
        assert (each.body, each.signature, each.revision) == (twin.body, twin.signature, twin.revision)
        assert each.private is None


def test_nothing_of_the_private_part_arrives(desk: Desk, practice: Practice, home: Home) -> None:
    practice.add_record(practice.add_patient(), private={"notes": "CANARY-77"})
    assert desk.ingest(practice.export()).state == "accepted"
    desk.store.close()
    for path in home.path.rglob("*"):
        assert not path.is_file() or b"CANARY-77" not in path.read_bytes()


def test_the_receipt_countersigns_the_audit_and_names_the_bundle(desk: Desk, practice: Practice) -> None:
    practice.add_record(practice.add_patient())
    newest = revisions(practice.store)[-1]  # the entry about the export itself travels with the next one
    outcome = desk.ingest(practice.export())
    receipt = opened(outcome, practice)
    assert outcome.statement
    assert (receipt.site, receipt.seq, receipt.set) == ("DE-0001", 1, outcome.statement.set)
    assert (receipt.audit.last, receipt.audit.head) == (newest.seq, newest.digest)
    assert (receipt.records, receipt.accepted, receipt.findings) == (5, 5, ())
    assert receipt.received_at == "2026-05-02T10:30:00Z"


def test_a_bundle_that_comes_again_gets_the_same_receipt_and_changes_nothing(
    desk: Desk, practice: Practice
) -> None:
    practice.add_record(practice.add_patient())
    data = practice.export()
    first = desk.ingest(data)
    before = len(revisions(desk.store))
    again = desk.ingest(data)
    assert (again.state, again.receipt, len(revisions(desk.store))) == ("duplicate", first.receipt, before)


def test_the_same_set_sealed_anew_is_a_duplicate_too(desk: Desk, practice: Practice) -> None:
    practice.add_record(practice.add_patient())
    data = practice.export()
    first = desk.ingest(data)
    desk.home.archived("DE-0001", 1).write_bytes(b"another file")
    assert desk.ingest(data) == Outcome("duplicate", first.statement, 5, receipt=first.receipt)


def test_a_bundle_with_an_earlier_receipt_stays_good_after_revocation(
    desk: Desk, practice: Practice, home: Home
) -> None:
    treatment = practice.add_patient()
    practice.add_record(treatment)
    data = practice.export()
    first = desk.ingest(data)
    revoked = home.card.model_copy(update={"revoked": (1,)})
    later = Home(home.path, home.name, home.country, revoked)
    identity = desk.receiver.secrets[0]
    desk = Desk(later, desk.store, desk.catalogue, later.receiver(identity, NOW.date()), desk.receipts_key)
    assert (desk.ingest(data).state, desk.ingest(data).receipt) == ("duplicate", first.receipt)
    practice.add_record(treatment)
    assert code(desk.ingest(practice.export())) == "sender_revoked"


def test_a_gap_is_held_until_the_missing_bundle_came(desk: Desk, practice: Practice) -> None:
    treatment = practice.add_patient()
    bundles = []
    for _ in range(3):
        practice.add_record(treatment)
        bundles.append(practice.export())
    third = desk.ingest(bundles[2])
    assert (third.state, code(third), third.receipt) == ("held", "bundle_missing", None)
    assert third.error
    assert third.error.details["missing"] == 1
    assert nothing_stored(desk)
    assert [desk.ingest(data).state for data in bundles] == ["accepted"] * 3


def test_two_histories_are_a_fork(desk: Desk, practice: Practice) -> None:
    practice.add_record(practice.add_patient())
    assert desk.ingest(practice.export()).state == "accepted"
    practice.add_record(practice.add_patient("R-AAAA-BBBB"))
    wrong_before = desk.ingest(practice.export(prev="a" * 64))
    assert (wrong_before.state, code(wrong_before)) == ("fork", "bundle_forked")
    practice.add_record(practice.add_patient("R-CCCC-DDDD"))
    assert desk.ingest(practice.export(seq=1)).state == "fork"


def test_sites_do_not_disturb_each_other(desk: Desk, enrol: Enrol) -> None:
    one, two = enrol("one"), enrol("two")
    one.add_record(one.add_patient())
    two.add_record(two.add_patient())
    assert [desk.ingest(each.export()).state for each in (one, two)] == ["accepted"] * 2
    with desk.store.read() as session:
        assert {each.id for each in session.exec(select(User)).all()} == {"DE-0001/u1", "DE-0002/u1"}
        assert len(session.exec(select(Patient)).all()) == 2


def test_an_id_of_another_site_is_a_conflict(desk: Desk, enrol: Enrol) -> None:
    one, two = enrol("one"), enrol("two")
    record = one.add_record(one.add_patient())
    assert desk.ingest(one.export()).state == "accepted"
    stolen = two.add_record(two.add_patient())

    def take(audit: Lines, records: Lines) -> None:
        for line in (*audit, *records):
            line["rid"] = record if line["rid"] == stolen else line["rid"]
        second = next(each for each in records if each["rid"] == record and each["rev"] == 2)
        first = next(each for each in records if each["rid"] == record and each["rev"] == 1)
        second["prev"] = chain.body_digest(canonical_json.dumps(first))
        two.resend(records, audit)

    outcome = desk.ingest(two.export(take))
    assert (outcome.state, code(outcome)) == ("conflict", "id_of_another_site")


def test_another_content_of_a_known_revision_is_a_conflict(desk: Desk, practice: Practice) -> None:
    treatment = practice.add_patient()
    record = practice.add_record(treatment)
    assert desk.ingest(practice.export()).state == "accepted"
    practice.change(record, grade_confirmed=2, grade_reason="other")

    def overwrite(audit: Lines, records: Lines) -> None:
        for line in (*audit, *records):
            line["rev"] = 2
        practice.resend(records, audit)

    outcome = desk.ingest(practice.export(overwrite))
    assert (outcome.state, code(outcome)) == ("conflict", "revision_conflict")
    with desk.store.read() as session:
        row = session.get(Record, record)
        assert row
        assert row.grade_confirmed is None


def test_a_correction_is_the_next_revision(desk: Desk, practice: Practice) -> None:
    record = practice.add_record(practice.add_patient())
    desk.ingest(practice.export())
    practice.change(record, grade_confirmed=2, grade_reason="other")
    assert desk.ingest(practice.export()).state == "accepted"
    with desk.store.read() as session:
        row = session.get(Record, record)
        assert row
        assert (row.grade, row.grade_confirmed) == (3, 2)
        stored = session.exec(select(Revision.revision).where(Revision.entity_id == record)).all()
        assert sorted(stored) == [1, 2, 3]


def test_what_was_written_before_a_later_consent_arrives_with_it(desk: Desk, practice: Practice) -> None:
    early = practice.add_patient()
    practice.add_record(early)
    late = practice.add_patient("R-AAAA-BBBB", consent=False)
    waiting = practice.add_record(late)
    assert desk.ingest(practice.export()).state == "accepted"
    with desk.store.read() as session:
        assert session.get(Record, waiting) is None
    practice.consent(late)
    assert desk.ingest(practice.export()).state == "accepted"
    with desk.store.read() as session:
        assert session.get(Record, waiting)


def test_a_lost_archive_is_said_in_words(desk: Desk, practice: Practice) -> None:
    practice.add_record(practice.add_patient())
    late = practice.add_patient("R-AAAA-BBBB", consent=False)
    desk.ingest(practice.export())
    desk.home.archived_audit("DE-0001", 1).unlink()
    practice.consent(late)
    assert code(desk.ingest(practice.export())) == "archive_incomplete"


@pytest.mark.parametrize("limit", [4_000, 60_000])
def test_a_full_disk_stops_one_bundle_and_loses_nothing(desk: Desk, practice: Practice, limit: int) -> None:
    resource = pytest.importorskip("resource", reason="limits of a process are POSIX")
    treatment = practice.add_patient()
    for _ in range(30):
        practice.add_record(treatment)
    data = practice.export()
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, before[1]))
    try:
        outcome = desk.ingest(data)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert (outcome.state, code(outcome) in ("disk_full", "disk_error")) == ("refused", True)
    assert nothing_stored(desk)
    assert desk.ingest(data).state == "accepted"


def test_records_without_consent_are_refused(desk: Desk, practice: Practice) -> None:
    practice.add_record(practice.add_patient())

    def drop(_: Lines, records: Lines) -> None:
        records[:] = [each for each in records if each["kind"] != "consent"]

    assert code(desk.ingest(practice.export(drop))) == "no_consent"
    assert nothing_stored(desk)


def test_the_withdrawal_of_a_consent_arrives_alone(desk: Desk, practice: Practice) -> None:
    treatment = practice.add_patient()
    practice.add_record(treatment)
    desk.ingest(practice.export())
    practice.consent(treatment, given=False)
    outcome = desk.ingest(practice.export())
    assert (outcome.state, outcome.records) == ("accepted", 1)


def test_a_withdrawn_record_loses_its_content_and_keeps_its_digests(desk: Desk, practice: Practice) -> None:
    record = practice.add_record(practice.add_patient())
    desk.ingest(practice.export())
    practice.change(record, "withdraw", status="withdrawn", answers={})
    outcome = desk.ingest(practice.export())
    assert opened(outcome, practice).withdrawn == (record,)
    with desk.store.read() as session:
        row = session.get(Record, record)
        assert row
        assert (row.status, row.answers, row.grade) == ("withdrawn", {}, None)
        stored = session.exec(select(Revision).where(Revision.entity_id == record)).all()
    assert len(stored) == 3
    assert all(each.body is None and len(each.body_digest) == 64 for each in stored)


def test_a_voided_record_stays_readable(desk: Desk, practice: Practice) -> None:
    record = practice.add_record(practice.add_patient())
    desk.ingest(practice.export())
    practice.change(record, "void", status="withdrawn")
    assert desk.ingest(practice.export()).state == "accepted"
    with desk.store.read() as session:
        row = session.get(Record, record)
        assert row
        assert (row.status, row.answers) == ("withdrawn", LUNG)


@pytest.mark.parametrize("op", ["void", "withdraw"])
def test_a_record_that_was_taken_back_before_it_left_arrives_taken_back(
    desk: Desk, practice: Practice, op: str
) -> None:
    record = practice.add_record(practice.add_patient())
    practice.change(record, op, status="withdrawn")
    assert desk.ingest(practice.export()).state == "accepted"
    with desk.store.read() as session:
        row = session.get(Record, record)
        assert row
        assert (row.status, bool(row.answers)) == ("withdrawn", op == "void")
        stored = session.exec(select(Revision).where(Revision.entity_id == record)).all()
    assert {each.body is None for each in stored} == {op == "withdraw"}


def test_revisions_in_another_order_end_with_the_newest(desk: Desk, practice: Practice) -> None:
    record = practice.add_record(practice.add_patient())
    practice.change(record, grade_confirmed=2, grade_reason="other")

    def turn_round(_: Lines, records: Lines) -> None:
        records.sort(key=lambda each: (each["kind"] == "record", -each["rev"]))

    assert desk.ingest(practice.export(turn_round)).state == "accepted"
    with desk.store.read() as session:
        row = session.get(Record, record)
        assert row
        assert row.grade_confirmed == 2


def test_another_grade_is_reported_and_the_record_taken(desk: Desk, practice: Practice) -> None:
    record = practice.add_record(practice.add_patient(), grade=2)
    outcome = desk.ingest(practice.export())
    assert outcome.state == "accepted"
    assert [(each.rid, each.rev, each.code, each.detail) for each in outcome.findings] == [
        (record, 1, "grade_differs", "3, 2"),
        (record, 2, "grade_differs", "3, 2"),
    ]
    receipt = opened(outcome, practice)
    assert (receipt.records, receipt.accepted, receipt.findings) == (5, 3, outcome.findings)


@pytest.mark.parametrize(("off_by", "codes"), [(0, set()), (1, {"beside_differs"})])
def test_a_grade_that_stands_beside_is_compared(
    desk: Desk, practice: Practice, catalogue: Catalogue, off_by: int, codes: set[str]
) -> None:
    found = grade(catalogue.form("infection"), LUNG, None, Context(), catalogue)
    beside = [
        {
            "system": each.system,
            "version": each.version,
            "grade": None if each.value is None else each.value - off_by,
            "at_least": each.at_least,
        }
        for each in found.beside
    ]
    assert any(each["grade"] for each in beside)
    practice.add_record(practice.add_patient(), beside=beside)
    assert {each.code for each in desk.ingest(practice.export()).findings} == codes


def test_another_grading_system_is_not_compared(desk: Desk, practice: Practice) -> None:
    practice.add_record(practice.add_patient(), grading_version="6.0", grade=2)
    assert {each.code for each in desk.ingest(practice.export()).findings} == {"grading_differs"}


def test_a_code_that_is_not_in_the_list_is_asked_about(desk: Desk, practice: Practice) -> None:
    practice.add_record(practice.add_patient(), answers=LUNG | {"primary_site": {"value": "third_lung"}})
    found = desk.ingest(practice.export()).findings
    assert {(each.code, each.detail) for each in found} == {("unknown_code", "primary_site")}


def test_an_unknown_form_version_waits_for_its_definition(desk: Desk, practice: Practice) -> None:
    practice.add_record(practice.add_patient(), form_version=9)
    outcome = desk.ingest(practice.export())
    assert (outcome.state, code(outcome)) == ("refused", "form_unknown")
    assert nothing_stored(desk)


def test_a_bundle_with_an_answer_that_is_none_of_its_form_is_refused(desk: Desk, practice: Practice) -> None:
    practice.add_record(practice.add_patient(), answers=LUNG | {"onset": {"value": "2026-01-19"}})
    assert code(desk.ingest(practice.export())) == "answer_not_understood"
    assert nothing_stored(desk)


def test_a_private_field_of_the_treatment_is_refused(desk: Desk, practice: Practice) -> None:
    practice.add_patient()

    def leak(audit: Lines, records: Lines) -> None:
        treatment = next(each for each in records if each["kind"] == "treatment")
        treatment["data"]["answers"]["centre"] = {"value": "Grosshadern"}
        practice.resend(records, audit)

    assert code(desk.ingest(practice.export(leak))) == "answer_not_understood"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"kind": "lab"}, "kind_unknown"),
        ({"kind": "user"}, "kind_unknown"),
        ({"op": "drop"}, "line_not_understood"),
        ({"rid": "R1"}, "line_not_understood"),
        ({"rev": 0}, "line_not_understood"),
        ({"data": {"sex": "f", "born": 1950}}, "line_not_understood"),
        ({"surname": "Meier"}, "line_not_understood"),
    ],
)
def test_a_line_of_another_shape_is_refused(
    desk: Desk, practice: Practice, change: dict[str, Any], expected: str
) -> None:
    practice.add_patient()

    def bend(audit: Lines, records: Lines) -> None:
        assert records[0]["kind"] == "patient"
        records[0] |= change
        practice.resend(records, audit)

    assert code(desk.ingest(practice.export(bend))) == expected
    assert nothing_stored(desk)


def test_a_line_that_the_audit_does_not_know_is_refused(desk: Desk, practice: Practice) -> None:
    practice.add_record(practice.add_patient())

    def change(_: Lines, records: Lines) -> None:
        next(each for each in records if each["kind"] == "record")["data"]["grade"] = 1

    assert code(desk.ingest(practice.export(change))) == "line_not_in_audit"


def test_a_record_of_an_unknown_patient_or_treatment_is_refused(desk: Desk, practice: Practice) -> None:
    practice.add_record(practice.add_patient())

    def stray(audit: Lines, records: Lines) -> None:
        records[:] = [each for each in records if each["kind"] != "patient"]

    assert code(desk.ingest(practice.export(stray))) == "patient_unknown"


def test_a_broken_or_foreign_audit_is_refused(desk: Desk, enrol: Enrol) -> None:
    def expect(expected: str, forge: Any) -> None:
        practice = enrol(f"practice-{expected}")
        practice.add_user("u2")
        practice.add_record(practice.add_patient(), user="u2")
        outcome = desk.ingest(practice.export(lambda audit, _: forge(practice, audit)))
        assert (outcome.state, code(outcome)) == ("refused", expected)

    def cut_out(_: Practice, audit: Lines) -> None:
        del audit[3]

    def other_signer(practice: Practice, audit: Lines) -> None:
        practice.resign(audit, "u1")

    def nobody(practice: Practice, audit: Lines) -> None:
        audit[-1]["by"] = "u3"

    def own_entry(practice: Practice, audit: Lines) -> None:
        audit[1]["by"] = "u2"

    expect("audit_broken", cut_out)
    expect("audit_signature", other_signer)
    expect("audit_user_unknown", nobody)
    expect("audit_user_key", own_entry)
    assert nothing_stored(desk)


def test_an_audit_that_leaves_something_out_is_refused(desk: Desk, practice: Practice) -> None:
    treatment = practice.add_patient()
    practice.add_record(treatment)
    practice.add_patient("R-AAAA-BBBB", consent=False)

    def keep_quiet(audit: Lines, _: Lines) -> None:
        del audit[-2:]

    assert desk.ingest(practice.export(keep_quiet)).state == "accepted"
    before = len(revisions(desk.store))
    practice.add_record(treatment)
    assert code(desk.ingest(practice.export())) == "audit_gap"
    assert len(revisions(desk.store)) == before


def test_verify_says_ok_before_and_after_and_changes_nothing(
    desk: Desk, practice: Practice, catalogue: Catalogue
) -> None:
    treatment = practice.add_patient()
    practice.add_record(treatment)
    first = practice.export()
    practice.add_record(treatment)
    second = practice.export()
    assert verified(second, desk.receiver, catalogue).state == "ok"
    assert nothing_stored(desk)
    desk.ingest(first)
    assert (
        verified(first, desk.receiver, catalogue).state,
        verified(b"", desk.receiver, catalogue).state,
    ) == (
        "ok",
        "refused",
    )
