"""What the program asks, above all: what may leave."""

import pytest

from iago_desktop.store import queries
from iago_desktop.store.lines import HeldBack
from iago_desktop.store.store import Actor, Store
from iago_desktop.tables import Bundle, Draft, InfusionDate, Practice, SiteKey, TrustFile
from tests.store.rows import a_consent, a_patient, a_record, a_treatment, put_patient


def waiting_kinds(store: Store) -> list[str]:
    with store.read() as session:
        return [f"{r.kind} {r.revision}" for r in queries.waiting(session)]


def leave(store: Store, actor: Actor, bundle: int) -> None:
    with store.write(actor, "export") as transaction:
        transaction.mark_left([r.seq for r in queries.waiting(transaction.session)], bundle)


def test_nothing_leaves_without_consent(store: Store, actor: Actor) -> None:
    for pid, consent in (("R-AAAA-AAAA", None), ("R-BBBB-BBBB", False)):
        _, treatment = put_patient(store, actor, consent=consent, pid=pid)
        with store.write(actor, "save_record") as transaction:
            transaction.put(a_record(treatment, status="signed"))
    assert waiting_kinds(store) == []
    with store.read() as session:
        assert queries.held_back(session) == HeldBack(drafts=0, unsigned=0, without_consent=2)


def test_a_ready_record_waits_for_its_signature_then_all_revisions_leave(store: Store, actor: Actor) -> None:
    _, treatment = put_patient(store, actor)
    record = a_record(treatment, status="ready")
    with store.write(actor, "save_record") as transaction:
        transaction.put(record)
    assert waiting_kinds(store) == ["patient 1", "treatment 1", "consent 1"]
    with store.read() as session:
        assert queries.held_back(session).unsigned == 1
    record.status = "signed"
    with store.write(actor, "sign_record") as transaction:
        transaction.put(record)
    assert waiting_kinds(store) == ["patient 1", "treatment 1", "consent 1", "record 1", "record 2"]
    with store.read() as session:
        assert queries.held_back(session).unsigned == 0


def test_what_has_left_does_not_leave_again(store: Store, actor: Actor) -> None:
    _, treatment = put_patient(store, actor)
    record = a_record(treatment, status="signed")
    with store.write(actor, "save_record") as transaction:
        transaction.put(record)
    leave(store, actor, 1)
    assert waiting_kinds(store) == []
    record.status = "ready"
    with store.write(actor, "save_record") as transaction:
        transaction.put(record)
    assert waiting_kinds(store) == []  # corrected, not signed again
    record.status = "signed"
    with store.write(actor, "sign_record") as transaction:
        transaction.put(record)
    assert waiting_kinds(store) == ["record 2", "record 3"]


@pytest.mark.parametrize("op", ["void", "withdraw"])
def test_taking_back_leaves_without_a_signature(store: Store, actor: Actor, op: str) -> None:
    _, treatment = put_patient(store, actor)
    record = a_record(treatment, status="signed")
    with store.write(actor, "save_record") as transaction:
        transaction.put(record)
    leave(store, actor, 1)
    record.status = "withdrawn"
    with store.write(actor, "take_back") as transaction:
        transaction.put(record, op=op)
    assert waiting_kinds(store) == ["record 2"]


def test_later_consent_sends_what_was_written_before_it_oldest_first(store: Store, actor: Actor) -> None:
    early, treatment = put_patient(store, actor, consent=None)
    with store.write(actor, "save_record") as transaction:
        transaction.put(a_record(treatment, status="signed"))
    put_patient(store, actor, pid="R-BBBB-BBBB")
    leave(store, actor, 1)
    with store.write(actor, "consent") as transaction:
        transaction.put(a_consent(early))
    assert waiting_kinds(store) == ["patient 1", "treatment 1", "record 1", "consent 1"]
    with store.read() as session:
        numbers = [revision.seq for revision in queries.waiting(session)]
    assert numbers == sorted(numbers)


def test_withdrawn_consent_stops_all_but_the_withdrawal(store: Store, actor: Actor) -> None:
    patient, treatment = put_patient(store, actor, consent=None)
    consent = a_consent(patient)
    with store.write(actor, "consent") as transaction:
        transaction.put(consent)
    leave(store, actor, 1)
    consent.given = False
    with store.write(actor, "withdraw_consent") as transaction:
        transaction.put(a_record(treatment, status="signed"))
        transaction.put(consent, op="withdraw")
    assert waiting_kinds(store) == ["consent 2"]
    with store.read() as session:
        assert queries.consent_of(session, patient.id).given is False  # type: ignore[union-attr]


def test_withdrawal_stays_here_when_nothing_had_left(store: Store, actor: Actor) -> None:
    patient, _ = put_patient(store, actor, consent=None)
    with store.write(actor, "consent") as transaction:
        transaction.put(a_consent(patient, given=False), op="withdraw")
    assert waiting_kinds(store) == []


def test_the_newest_word_on_consent_counts(store: Store, actor: Actor) -> None:
    patient, _ = put_patient(store, actor, consent=True)
    second = a_consent(patient, given=False)
    with store.write(actor, "consent") as transaction:
        transaction.put(second)
    assert waiting_kinds(store) == []
    second.given = True
    with store.write(actor, "consent") as transaction:
        transaction.put(second)
    assert "patient 1" in waiting_kinds(store)


def test_erased_content_does_not_leave(store: Store, actor: Actor) -> None:
    put_patient(store, actor)
    with store.write(actor, "erase") as transaction:
        transaction.session.connection().exec_driver_sql(
            "UPDATE revision SET body = NULL WHERE kind = 'patient'"
        )
    assert waiting_kinds(store) == ["treatment 1", "consent 1"]


def test_patients_list_counts_and_finds(store: Store, actor: Actor) -> None:
    patient, treatment = put_patient(store, actor, surname="Meier")
    put_patient(store, actor, surname="Adler", pid="R-AAAA-AAAA", consent=False)
    with store.write(actor, "add_patient") as transaction:
        transaction.put(a_patient("R-NAME-LESS"))
        second = a_treatment(patient, product="cilta_cel")
        transaction.put(second)
        transaction.put_aside(InfusionDate(id=second.id, infused_on="2026-09-01"))
        transaction.put(a_record(treatment, status="signed"))
        transaction.put(a_record(treatment, status="ready"))
        transaction.put(a_record(treatment, status="withdrawn"), op="void")
        transaction.put_aside(
            Draft(id="d", patient_id=patient.id, treatment_id=treatment.id, form="infection", form_version=1)
        )
    with store.read() as session:
        lines = queries.patients(session)
        by_name = queries.patients(session, "meier")
        by_pid = queries.patients(session, "r-7k3m")
        by_percent = queries.patients(session, "%")
    assert [line.surname for line in lines] == ["", "Adler", "Meier"]
    (line,) = by_name
    assert by_pid == by_name
    assert by_percent == []
    assert (line.treatments, line.infused_on, line.product) == (2, "2026-09-01", "cilta_cel")
    assert (line.records, line.unsigned, line.drafts, line.consent) == (2, 1, 1, True)
    assert [line.consent for line in lines] == [None, False, True]


def test_treatments_by_date_unknown_last(store: Store, actor: Actor) -> None:
    patient, first = put_patient(store, actor)
    with store.write(actor, "add_treatment") as transaction:
        for infused_on in (None, "2025-01-01"):
            treatment = a_treatment(patient)
            transaction.put(treatment)
            transaction.put_aside(InfusionDate(id=treatment.id, infused_on=infused_on))
    with store.read() as session:
        lines = queries.treatments_of(session, patient.id)
    assert [line.infused_on for line in lines] == ["2025-01-01", "2026-03-01", None]
    assert lines[1].treatment.id == first.id


def test_history_tells_who_when_and_why(store: Store, actor: Actor) -> None:
    patient, treatment = put_patient(store, actor)
    record = a_record(treatment, private={"notes": "n"})
    for reason in ("", "wrong day"):
        with store.write(actor, "save_record", reason) as transaction:
            transaction.put(record)
    with store.read() as session:
        first, second = queries.history(session, record.id)
        (named,) = queries.history(session, patient.id)
    assert (first.reason, second.reason) == ("", "wrong day")
    assert second.stays == {"stays": {"notes": "n"}}
    assert named.stays == {"identity": {"surname": "Meier"}}
    assert second.at > first.at


def test_audit_goes_on_where_the_last_bundle_ended(store: Store, actor: Actor) -> None:
    put_patient(store, actor, consent=None)
    n, head = store.head()
    with store.write(actor, "export") as transaction:
        for seq, last in ((1, 1), (2, n)):
            transaction.put_aside(
                Bundle(
                    seq=seq,
                    set_digest="s",
                    previous="p",
                    created="2026-11-01",
                    state="sent",
                    audit_last=last,
                    audit_head=head,
                    file=b"x",
                )
            )
    with store.write(actor, "x") as transaction:
        transaction.put(a_patient("R-AAAA-AAAA"))
    with store.read() as session:
        last_bundle = queries.last_bundle(session)
        assert last_bundle is not None
        since = queries.audit_since(session, last_bundle.audit_last)
        assert [(r.seq, r.kind) for r in since] == [(n + 1, "act"), (n + 2, "patient")]
        assert [(line.seq, line.has_receipt) for line in queries.ledger(session)] == [(2, False), (1, False)]
        assert queries.bundle(session, 1).file == b"x"  # type: ignore[union-attr]
        assert queries.bundle(session, 9) is None


def test_keys_trust_files_and_practice(store: Store, actor: Actor) -> None:
    with store.write(actor, "set_up") as transaction:
        transaction.put_aside(Practice(name="Praxis", demo=True))
        for public, retired in (("old", "2026-01-01"), ("new", None)):
            transaction.put_aside(
                SiteKey(kind="sign", public=public, secret="s", created="2025-01-01", retired=retired)
            )
        for version in (2, 1):
            transaction.put_aside(
                TrustFile(kind="card", authority="REG-X", version=version, data=b"d", imported="2026-01-01")
            )
    with store.read() as session:
        assert queries.practice(session).name == "Praxis"  # type: ignore[union-attr]
        assert queries.site_key(session, "sign").public == "new"  # type: ignore[union-attr]
        assert queries.site_key(session, "receive") is None
        assert queries.trust_file(session, "card").version == 2  # type: ignore[union-attr]
        assert queries.definition(session, "infection", 1) is None
