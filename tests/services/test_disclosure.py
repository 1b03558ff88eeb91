"""A patient asks what is stored."""

import json
from pathlib import Path

import pytest

from iago_desktop.errors import IagoError
from iago_desktop.services import disclosure, users
from iago_desktop.services.workspace import Workspace
from iago_desktop.store import queries
from tests.builders import a_patient, an_infection


def test_everything_is_in_both_files_and_one_entry_in_the_audit(practice: Workspace, tmp_path: Path) -> None:
    patient = a_patient(practice)
    a_patient(practice, surname="Zeller")
    an_infection(practice, patient, note="cough since the weekend")
    before = practice.store.head()[0]
    made = disclosure.write(practice, patient, tmp_path)
    assert practice.store.head()[0] == before + 1
    with practice.store.read() as session:
        assert queries.audit_since(session, before)[0].intent == disclosure.INTENT
    told = json.loads(made.data.read_text(encoding="utf-8"))
    page = made.page.read_text(encoding="utf-8")
    assert told["person"]["surname"] == "Baumann"
    assert told["person"]["born_on"] == "1960-03-12"
    (entry,) = told["entries"]
    assert entry["grade"] == 2
    assert {"cough since the weekend", "15.09.2026"} <= {each["answer"] for each in entry["answers"]}
    assert {each["what"] for each in told["changes"]} == {"patient", "treatment", "consent", "record"}
    for text in (page, made.data.read_text(encoding="utf-8")):
        assert "Baumann" in text
        assert "cough since the weekend" in text
        assert "Zeller" not in text
    assert "Baumann" not in made.page.name + made.data.name


def test_it_takes_the_right_to_export(practice: Workspace, tmp_path: Path) -> None:
    patient = a_patient(practice)
    users.change_rights(practice, "u1", ("enter", "manage"))
    with pytest.raises(IagoError, match="right_missing"):
        disclosure.write(practice, patient, tmp_path)
    assert not list(tmp_path.glob("IAGO_copy*"))
