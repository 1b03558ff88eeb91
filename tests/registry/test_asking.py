"""`ask`: what is wrong with a list is said in words, and nothing leaves before all of it is right."""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from iago_desktop import bundle
from iago_desktop.bundle import Receiver
from iago_desktop.errors import BundleError
from iago_desktop.registry.home import Home
from iago_desktop.registry.ingest import Desk, Outcome
from iago_desktop.signing import trust
from iago_desktop.signing.question import Questions
from iago_desktop.store import queries
from iago_desktop.tables import Consent, Patient, Question, Treatment
from tests.registry.conftest import NOW, Enrol
from tests.registry.practice import Practice
from tests.registry.test_commands import call, document

TEXT = {"en": "Onset on {day:14}?", "de": "Beginn am {day:14}?"}
QID = "7f3a" + "0" * 28


@pytest.fixture
def record(practice: Practice, desk: Desk) -> str:
    """A record that this registry holds in two revisions."""
    record = practice.add_record(practice.add_patient())
    assert desk.ingest(practice.export()).state == "accepted"
    return record


def ask(home: Home, entries: Any, folder: Path, *, code: int = 0) -> Any:
    path = folder / "QUESTIONS.json"
    path.write_text(entries if isinstance(entries, str) else json.dumps(entries), encoding="utf-8")
    result = call("ask", home.path, path, "-o", folder / "out", "--json")
    assert result.exit_code == code, result.output
    return document(result)


def opened(practice: Practice, path: Path) -> Questions:
    assert practice.card
    assert practice.certificate
    receiver = Receiver.at_site(practice.certificate.site, [practice.identity[0]], practice.card, NOW.date())
    contents = bundle.read(path.read_bytes(), receiver)
    assert contents.manifest.kind == trust.open_any(path.read_bytes()) == "question"
    return Questions.from_bytes(contents.files["questions.json"])


def refused(outcome: Outcome) -> str:
    assert outcome.error
    return outcome.error.code


def put_answer(practice: Practice, *, qid: str = QID, patient: str = "") -> None:
    """The practice's side of an answer, in its plain store."""
    with practice.store.write(practice.actor(), "answer_question") as transaction:
        session = transaction.session
        patient = patient or session.exec(select(Patient.id)).first() or ""
        transaction.put(
            Question(
                id=qid,
                patient_id=patient,
                rid="0" * 32,
                rev=1,
                field="onset",
                asked="2026-05-02",
                verdict="confirmed",
                reason="source_checked",
            )
        )


def test_one_sealed_file_for_each_practice(
    home: Home, practice: Practice, enrol: Enrol, desk: Desk, record: str, tmp_path: Path
) -> None:
    other = enrol("other")
    second = other.add_record(other.add_patient("R-2222-2222"))
    assert desk.ingest(other.export()).state == "accepted"
    rows = ask(
        home,
        [
            {"rid": record, "field": "onset", "text": TEXT, "site": "DE-0001", "rev": 1},
            {"rid": second, "field": "route", "text": TEXT},
            {"rid": record, "field": "route", "text": TEXT, "qid": QID},
        ],
        tmp_path,
    )
    assert [(row["number"], row["state"], row["site"], row["rev"]) for row in rows] == [
        (1, "asked", "DE-0001", 1),
        (2, "asked", "DE-0002", 2),
        (3, "asked", "DE-0001", 2),
    ]
    files = sorted((tmp_path / "out").iterdir())
    assert [path.name for path in files] == [
        "IAGO_DE-0001_000001_question.iago",
        "IAGO_DE-0002_000001_question.iago",
    ]
    sheet = opened(practice, files[0])
    assert [(each.rid, each.field) for each in sheet.questions] == [(record, "onset"), (record, "route")]
    assert sheet.questions[1].qid == QID
    with pytest.raises(BundleError, match="not_addressed_to_me"):
        opened(practice, files[1])

    again = ask(home, [{"rid": record, "field": "route", "text": TEXT, "qid": QID}], tmp_path)
    assert again[0]["file"].endswith("IAGO_DE-0001_000002_question.iago")
    assert len(document(call("questions", home.path, "--json"))) == 3


def wrong(record: str, **other: Any) -> dict[str, Any]:
    entry = {"rid": record, "field": "onset", "text": TEXT} | other
    return {name: value for name, value in entry.items() if value is not None}


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"rid": "0" * 32}, "ask_record_unknown"),
        ({"rid": None}, "ask_field_missing"),
        ({"site": "DE-0042"}, "ask_site_unknown"),
        ({"site": "DE-0002"}, "ask_record_of_other_site"),
        ({"rev": 3}, "ask_revision_unknown"),
        ({"field": "colour"}, "ask_field_unknown"),
        ({"asked": "2026-05-02"}, "ask_entry_unknown"),
        ({"qid": "Q-0031"}, "ask_number_unusable"),
        ({"text": {"en": "Onset?"}}, "ask_language_missing"),
        ({"text": TEXT | {"fr": "Quoi?"}}, "ask_entry_unknown"),
        ({"text": {"en": "Two\nlines", "de": "Zwei"}}, "ask_text_unusable"),
        ({"text": {"en": "x" * 601, "de": "Zwei"}}, "ask_text_unusable"),
        ({"text": {"en": "On {day:x}?", "de": "Am {day:1}?"}}, "ask_day_unusable"),
        ({"text": {"en": "On {date}?", "de": "Am {date}?"}}, "ask_day_unusable"),
        ({"text": {"en": "On {day:7}?", "de": "Am {day:8}?"}}, "ask_days_differ"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_leaves(
    home: Home, enrol: Enrol, record: str, tmp_path: Path, other: dict[str, Any], code: str
) -> None:
    enrol("other")
    good, bad = ask(home, [wrong(record), wrong(record, **other)], tmp_path, code=1)
    assert (good["ok"], good["state"], good["file"]) == (True, "ok", None)
    assert (bad["ok"], bad["state"], bad["code"]) == (False, "refused", code)
    assert bad["message"].endswith(".")
    assert code not in bad["message"]
    assert list((tmp_path / "out").iterdir()) == []
    assert document(call("questions", home.path, "--json")) == []


@pytest.mark.parametrize(
    ("text", "code"), [("[", "ask_unreadable"), ("{}", "ask_unreadable"), ("[]", "ask_nothing")]
)
def test_a_file_that_is_no_list(home: Home, tmp_path: Path, text: str, code: str) -> None:
    assert ask(home, text, tmp_path, code=1)["code"] == code


def test_the_table_names_the_sentence_and_the_files(home: Home, record: str, tmp_path: Path) -> None:
    path = tmp_path / "QUESTIONS.json"
    path.write_text(json.dumps([wrong(record, field="colour")]), encoding="utf-8")
    said = call("ask", home.path, path, "-o", tmp_path, "--language", "de")
    assert said.exit_code == 1
    assert "kein Feld colour" in said.stdout
    assert "keine Datei geschrieben" in said.stdout
    path.write_text(json.dumps([wrong(record)]), encoding="utf-8")
    assert "IAGO_DE-0001_000001_question.iago" in call("ask", home.path, path, "-o", tmp_path).stdout


def test_an_answer_is_written_beside_its_question(
    home: Home, practice: Practice, desk: Desk, record: str, tmp_path: Path
) -> None:
    ask(home, [{"rid": record, "field": "onset", "text": TEXT, "qid": QID}], tmp_path)
    put_answer(practice)
    outcome = desk.ingest(practice.export())
    assert (outcome.state, outcome.findings) == ("accepted", ())
    (row,) = document(call("questions", home.path, "--json"))
    assert (row["verdict"], row["reason"], row["rid"]) == ("confirmed", "source_checked", record)
    again = ask(home, [{"rid": record, "field": "onset", "text": TEXT, "qid": QID}], tmp_path, code=1)
    assert again[0]["code"] == "ask_answered_already"


def test_an_answer_nobody_asked_for_is_kept_and_asked_about(
    practice: Practice, desk: Desk, record: str
) -> None:
    put_answer(practice)
    outcome = desk.ingest(practice.export())
    assert [(each.rid, each.code) for each in outcome.findings] == [(QID, "question_unknown")]
    with desk.store.read() as session:
        assert len(queries.history(session, QID)) == 1
        assert session.get(Question, QID) is None
    assert record


def test_an_answer_of_another_patient_or_site_is_a_conflict(
    home: Home, practice: Practice, enrol: Enrol, desk: Desk, record: str, tmp_path: Path
) -> None:
    ask(home, [{"rid": record, "field": "onset", "text": TEXT, "qid": QID}], tmp_path)
    other = enrol("other")
    other.add_patient("R-2222-2222")
    put_answer(other)
    assert refused(desk.ingest(other.export())) == "id_of_another_site"
    treatment = practice.add_patient("R-3333-3333")
    with practice.store.read() as session:
        row = session.get(Treatment, treatment)
        assert row
        patient = row.patient_id
    put_answer(practice, patient=patient)
    assert refused(desk.ingest(practice.export())) == "revision_conflict"
    (asked,) = document(call("questions", home.path, "--json"))
    assert asked["verdict"] is None


def test_an_answer_names_its_own_question(
    home: Home, practice: Practice, desk: Desk, record: str, tmp_path: Path
) -> None:
    ask(home, [{"rid": record, "field": "onset", "text": TEXT, "qid": QID}], tmp_path)
    put_answer(practice)

    def forge(audit: list[dict[str, Any]], records: list[dict[str, Any]]) -> None:
        records[-1]["data"]["qid"] = "1" * 32
        practice.resend(records, audit)

    assert refused(desk.ingest(practice.export(forge))) == "line_not_understood"


def test_a_patient_who_withdraws_takes_the_questions_along(
    home: Home, practice: Practice, desk: Desk, record: str, tmp_path: Path
) -> None:
    ask(home, [{"rid": record, "field": "onset", "text": TEXT, "qid": QID}], tmp_path)
    with practice.store.write(practice.actor(), "withdraw") as transaction:
        patient = transaction.session.exec(select(Patient)).one()
        transaction.put(Consent(id="c" * 32, patient_id=patient.id, given=False))
        transaction.put(patient, "withdraw")
    assert desk.ingest(practice.export()).state == "accepted"
    with desk.store.read() as session:
        assert session.get(Question, QID) is None
