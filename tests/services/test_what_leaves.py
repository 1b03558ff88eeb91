"""The lines before they leave: in words, as they are, and what in them a person looks at."""

import json
from pathlib import Path

import pytest

from iago_desktop.errors import IagoError
from iago_desktop.services import exchange, patients, what_leaves
from iago_desktop.services.workspace import Workspace
from iago_desktop.store import bodies, queries
from tests.builders import a_patient, a_record, an_infection


def in_words(workspace: Workspace, kind: str) -> dict[str, str]:
    line = [each for each in what_leaves.lines(workspace) if each.kind == kind][-1]
    return {fact.label: fact.value for fact in what_leaves.facts(workspace, line)}


def test_the_lines_are_those_that_leave_in_their_order(practice: Workspace) -> None:
    an_infection(practice, a_patient(practice))
    lines = what_leaves.lines(practice)
    assert tuple(line.exact for line in lines) == exchange.preview(practice)
    assert [line.kind for line in lines] == ["patient", "treatment", "consent", "record", "record"]
    assert {(line.surname, line.given_name) for line in lines} == {("Baumann", "Ute")}
    assert not any("Baumann" in line.exact for line in lines)
    assert {line.pid for line in lines} == {patients.rows(practice)[0].pid}


def test_a_line_says_everything_in_words(practice: Workspace) -> None:
    an_infection(practice, a_patient(practice))
    said = in_words(practice, "record")
    assert said["Grade"] == "2"
    assert said["State"] == "signed"
    assert said["Grading"] == "CTCAE 5.0"
    assert "day +14" in said.values()
    assert "Lung infection" in " ".join(said.values())
    assert in_words(practice, "patient") == {"Sex": "female"}
    assert in_words(practice, "consent") == {"Consent given": "yes"}
    assert in_words(practice, "treatment")["Product"].startswith("Axi")


def test_every_answer_of_a_line_is_among_its_words(practice: Workspace) -> None:
    record = an_infection(practice, a_patient(practice))
    line = what_leaves.lines(practice)[-1]
    form = practice.catalogue.form("infection")
    labels = {fact.label for fact in what_leaves.facts(practice, line)}
    for field_id, answer in json.loads(line.exact)["data"]["answers"].items():
        if answer.get("value") != []:
            assert form.field(field_id).label.en in " | ".join(labels), (record, field_id)


def test_a_text_that_names_somebody_waits_for_a_reason(enrolled: Workspace, stick: Path) -> None:
    a_patient(enrolled, surname="Özdemir", consent=False)
    an_infection(enrolled, a_patient(enrolled, product={"text": "cells as for Oezdemir"}))
    found = what_leaves.doubts(enrolled)
    assert {each.fact.value[place.start : place.end] for each in found for place in each.fact.places} == {
        "Oezdemir"
    }
    with pytest.raises(IagoError, match="texts_need_reason"):
        exchange.export(enrolled, stick)
    assert list(stick.iterdir()) == []
    exchange.export(enrolled, stick, "the study is called so")
    with enrolled.store.read() as session:
        (act,) = [each for each in queries.audit_since(session, 0) if each.intent == "export_bundle"]
        private = json.loads(act.private or b"{}")
    assert private["reason"] == "the study is called so"
    assert exchange.preview(enrolled) == ()


def test_clean_texts_leave_without_a_word(enrolled: Workspace, stick: Path) -> None:
    an_infection(enrolled, a_patient(enrolled, product={"text": "own cells, second generation"}))
    assert what_leaves.doubts(enrolled) == ()
    exchange.export(enrolled, stick)


def test_the_programs_own_note_names_nobody_whatever_a_patient_is_called(
    enrolled: Workspace, stick: Path
) -> None:
    an_infection(enrolled, a_patient(enrolled, surname="Demo", consent_note=patients.DEMO_NOTE))
    assert in_words(enrolled, "consent")["Note"] == patients.DEMO_NOTE
    assert what_leaves.doubts(enrolled) == ()
    exchange.export(enrolled, stick)


def test_nothing_leaves_that_is_not_on_the_list(practice: Workspace) -> None:
    patient = a_patient(practice)
    treatment = patients.view(practice, patient).treatment_id
    an_infection(practice, patient)
    a_record(practice, treatment, "labs", {"drawn_on": "d14", "crp": "30"}, sign=True)
    for line in what_leaves.lines(practice):
        said = json.loads(line.exact)
        assert tuple(sorted(said)) == bodies.ENVELOPE
        assert set(said["data"]) <= set(bodies.LEAVES[line.kind])
        if "answers" in said["data"]:
            stays = {f.id for f in practice.catalogue.form(said["form"]).fields() if f.stays}
            assert not stays & said["data"]["answers"].keys()


def test_the_list_in_the_documents_is_the_one_in_the_program() -> None:
    text = (Path(__file__).parent.parent.parent / "docs" / "what-leaves.md").read_text(encoding="utf-8")
    written = {
        line.split("|")[1].strip(" `"): set(line.split("|")[2].replace("`", "").split())
        for line in text.splitlines()
        if line.startswith("| `")
    }
    assert written == {"every line": set(bodies.ENVELOPE)} | {k: set(v) for k, v in bodies.LEAVES.items()}
