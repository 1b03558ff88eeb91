"""Questions of the registry: taken once, answered, and the answer in the next bundle."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from iago_desktop.errors import BundleError, IagoError, InputError, SignatureError
from iago_desktop.services import exchange, patients, questions, records
from iago_desktop.services.workspace import Workspace
from iago_desktop.signing.signatures import SigningKey
from iago_desktop.store import queries
from iago_desktop.store.verify import verify_chain
from iago_desktop.tables import Question, Record
from tests.builders import INFUSED, a_patient, a_record
from tests.conftest import TODAY
from tests.registry_simulator import RegistrySimulator

QID = "7f3a" + "0" * 28


@pytest.fixture
def desk(practice: Workspace, registry: RegistrySimulator, tmp_path: Path) -> Workspace:
    registry.enrol(practice, tmp_path)
    return practice


@pytest.fixture
def labs(desk: Workspace, tmp_path: Path) -> str:
    """IgG 45 g/L on day 77, signed and sent."""
    record = labs_of(desk, a_patient(desk))
    exchange.export(desk, tmp_path)
    return record


def labs_of(desk: Workspace, patient: str, igg: str = "45", day: int = 77) -> str:
    treatment = patients.view(desk, patient).treatment_id
    return a_record(desk, treatment, "labs", {"drawn_on": f"d{day}", "igg": igg}, sign=True)


def lines_sent(desk: Workspace, registry: RegistrySimulator, folder: Path) -> list[dict[str, Any]]:
    return list(registry.read(exchange.export(desk, folder).path.read_bytes()).lines["records.ndjson"])


def test_a_question_waits_with_its_patient_and_its_days_as_dates(
    desk: Workspace, registry: RegistrySimulator, labs: str
) -> None:
    told: list[Any] = []
    desk.changed.append(told.extend)
    imported = exchange.import_file(desk, registry.ask(labs, "igg"))
    assert (imported.kind, imported.code, imported.count) == ("question", "questions_imported", 1)
    assert [(each.kind, each.op) for each in told] == [("question", "put")]

    (line,) = questions.open_questions(desk)
    assert line.text == "IgG on 17.11.2026 is high. Check value and unit."
    assert (line.number, line.surname, line.given_name, line.label) == ("Q-7F3A", "Baumann", "Ute", "IgG")
    assert (line.record_id, line.field, line.day, line.days_open) == (labs, "igg", 77, 0)
    assert (line.asked, line.patient_id) == (date(2026, 11, 20), patients.rows(desk)[0].id)
    desk.today = lambda: date(2026, 11, 23)
    assert questions.open_questions(desk)[0].days_open == 3
    desk.language = "de"
    assert "Prüfen:" in questions.open_questions(desk)[0].text


def test_a_question_comes_twice_without_harm(desk: Workspace, registry: RegistrySimulator, labs: str) -> None:
    exchange.import_file(desk, registry.ask(labs, "igg"))
    questions.answer(desk, QID, "confirmed", "source_checked")
    for seq in (1, 2):
        again = exchange.import_file(desk, registry.ask(labs, "igg", seq=seq))
        assert (again.code, again.count) == ("questions_known", 0)
    assert questions.open_questions(desk) == ()
    with pytest.raises(BundleError, match="question_differs"):
        exchange.import_file(desk, registry.ask(labs, "igg", "Something else."))


def test_only_the_pinned_registry_asks(desk: Workspace, registry: RegistrySimulator, labs: str) -> None:
    with pytest.raises(SignatureError):
        exchange.import_file(desk, registry.ask(labs, "igg", key=SigningKey.generate()))
    with pytest.raises(SignatureError):  # the enrolment key signs no questions
        exchange.import_file(desk, registry.ask(labs, "igg", key=registry.enrolment))
    good = registry.ask(labs, "igg")
    for at in range(200, len(good), 97):
        bent = bytearray(good)
        bent[at] ^= 1
        with pytest.raises(IagoError):
            exchange.import_file(desk, bytes(bent))
    registry.recipients["DE-0043"] = registry.recipients["DE-0042"]
    with pytest.raises(BundleError, match="not_addressed_to_me"):
        exchange.import_file(desk, registry.ask(labs, "igg", site="DE-0043"))
    assert questions.open_questions(desk) == ()


def test_a_record_that_is_not_here_is_said(desk: Workspace, registry: RegistrySimulator, labs: str) -> None:
    with pytest.raises(IagoError, match="question_record_unknown"):
        exchange.import_file(desk, registry.ask("0" * 32, "igg"))
    assert questions.open_questions(desk) == ()
    assert labs


def test_a_corrected_value_is_a_signed_revision_with_its_reason(
    desk: Workspace, registry: RegistrySimulator, labs: str, tmp_path: Path
) -> None:
    exchange.import_file(desk, registry.ask(labs, "igg"))
    shown = questions.read(desk, QID)
    assert (shown.said, shown.now, shown.sent_in, shown.record_status) == ("45 g/L", "45 g/L", 1, "signed")
    assert shown.next_bundle == 2
    assert shown.read("4,5") == ({"value": "4.5", "unit": "g/L"}, "4.5 g/L", None)
    assert shown.read("45")[1:] == ("45 g/L", None)
    unread, words, problem = shown.read("viel")
    assert (unread, words) == ({}, "")
    assert problem
    assert shown.draft.answer("igg")["value"] == "45"  # trying a value changes nothing

    questions.answer(
        desk, QID, "corrected", "typing_error", "Frau Karminstein rang an", "4,5", said="Typing error"
    )

    assert questions.open_questions(desk) == ()
    (done,) = questions.answered(desk)
    assert (done.verdict, done.reason) == ("corrected", "typing_error")
    with desk.store.read() as session:
        record = session.get(Record, labs)
        assert record
        assert (record.answers["igg"]["value"], record.status) == ("4.5", "signed")
        newest = queries.history(session, labs)[-1]
        assert (newest.intent, newest.reason, newest.revision) == ("answer_question", "Typing error", 3)
        row = session.get(Question, QID)
        assert row
        assert row.private == {"note": "Frau Karminstein rang an"}
        assert verify_chain(session).holds

    sent = lines_sent(desk, registry, tmp_path)
    record_line, answer_line = sent
    assert (record_line["rid"], record_line["rev"], record_line["kind"]) == (labs, 3, "record")
    assert (answer_line["kind"], answer_line["rid"], answer_line["rev"]) == ("answer", QID, 1)
    assert answer_line["data"] == {"qid": QID, "verdict": "corrected", "reason": "typing_error"}
    assert "Karminstein" not in json.dumps(sent)


@pytest.mark.parametrize(
    ("verdict", "reason"), [("confirmed", "source_checked"), ("cannot_clarify", "source_missing")]
)
def test_an_answer_without_a_correction_leaves_the_record(
    desk: Workspace, registry: RegistrySimulator, labs: str, tmp_path: Path, verdict: Any, reason: str
) -> None:
    exchange.import_file(desk, registry.ask(labs, "igg"))
    questions.answer(desk, QID, verdict, reason)
    (line,) = lines_sent(desk, registry, tmp_path)
    assert line["data"] == {"qid": QID, "verdict": verdict, "reason": reason}


def test_an_answer_can_be_given_again(
    desk: Workspace, registry: RegistrySimulator, labs: str, tmp_path: Path
) -> None:
    exchange.import_file(desk, registry.ask(labs, "igg"))
    questions.answer(desk, QID, "confirmed", "source_checked")
    questions.answer(desk, QID, "corrected", "wrong_unit", value="4,5")
    verdicts = [
        line["data"]["verdict"] for line in lines_sent(desk, registry, tmp_path) if line["kind"] == "answer"
    ]
    assert verdicts == ["confirmed", "corrected"]


def test_what_cannot_stand_changes_nothing(desk: Workspace, registry: RegistrySimulator, labs: str) -> None:
    exchange.import_file(desk, registry.ask(labs, "igg"))
    for value, code in (("viel", None), ("", "correction_value_missing"), ("45", "correction_value_missing")):
        with pytest.raises(InputError) as refused:
            questions.answer(desk, QID, "corrected", "typing_error", value=value)
        assert code is None or refused.value.code == code
    with pytest.raises(InputError, match="correction_reason_missing"):
        questions.answer(desk, QID, "corrected", None, value="4,5")
    assert len(questions.open_questions(desk)) == 1
    with desk.store.read() as session:
        assert len(queries.history(session, labs)) == 2
        assert len(queries.history(session, QID)) == 0


def test_a_corrected_value_grades_the_course_again(
    desk: Workspace, registry: RegistrySimulator, tmp_path: Path
) -> None:
    treatment = patients.view(desk, a_patient(desk)).treatment_id
    values = [
        a_record(desk, treatment, "labs", {"drawn_on": f"d{day}", "anc": anc}, sign=True)
        for day, anc in ((40, "0.9"), (44, "0.4"), (47, "1.2"))
    ]
    late = a_record(desk, treatment, "icaht_late", {"onset": "d40"}, sign=True)
    assert records.read_record(desk, late)[1].grade == 3
    exchange.export(desk, tmp_path)
    exchange.import_file(desk, registry.ask(values[1], "anc"))
    questions.answer(desk, QID, "corrected", "typing_error", value="1.4")
    assert records.read_record(desk, late)[1].grade != 3


def test_a_question_is_seen_without_an_infusion_date(
    desk: Workspace, registry: RegistrySimulator, tmp_path: Path
) -> None:
    record = labs_of(desk, a_patient(desk, infused_on=None))
    exchange.export(desk, tmp_path)
    exchange.import_file(desk, registry.ask(record, "igg"))
    assert questions.open_questions(desk)[0].text.startswith("IgG on day +77 ")
    assert INFUSED < TODAY


def test_the_entry_itself_may_have_been_corrected(
    desk: Workspace, registry: RegistrySimulator, labs: str
) -> None:
    exchange.import_file(desk, registry.ask(labs, "igg"))
    with pytest.raises(InputError, match="correction_value_missing"):
        questions.answer(desk, QID, "corrected", "later_finding")
    draft_id = records.correct(desk, labs)
    draft = records.open_draft(desk, draft_id).draft
    draft.enter("igg", "4,5")
    records.finish(desk, draft_id, draft, "Typing error")
    questions.answer(desk, QID, "corrected", "later_finding")
    with desk.store.read() as session:
        assert len(queries.history(session, labs)) == 3
