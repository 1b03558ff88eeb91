import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from iago_desktop.errors import InputError
from iago_desktop.services import names, patients, pseudonyms, records
from iago_desktop.services.workspace import Workspace
from iago_desktop.store import queries
from iago_desktop.tables import Identity, Revision, Treatment
from tests.builders import INFUSED, a_patient, an_infection
from tests.conftest import TODAY


def test_a_new_patient_is_in_the_list(practice: Workspace) -> None:
    patient = a_patient(practice, "Baumann")
    (row,) = patients.rows(practice)
    assert row == patients.view(practice, patient)
    assert (row.surname, row.given_name, row.born_on) == ("Baumann", "Ute", date(1960, 3, 12))
    assert (row.product, row.indication, row.infused_on) == ("axi-cel", "DLBCL", INFUSED)
    assert row.day_today == (TODAY - INFUSED).days == 80
    assert (row.records, row.drafts, row.consent, row.marks) == (0, 0, True, ())
    with pytest.raises(KeyError):
        patients.view(practice, "nobody")


def test_marks_are_the_days_and_grades_of_events(practice: Workspace) -> None:
    patient = a_patient(practice)
    an_infection(practice, patient, onset="d40", route="iv")
    an_infection(practice, patient, onset="d14")
    an_infection(practice, patient, onset=None)
    assert patients.view(practice, patient).marks == ((14, 2), (40, 3))
    assert patients.view(practice, patient).records == 3


def test_what_leaves_about_a_person(practice: Workspace) -> None:
    patient = a_patient(practice, born_on=date(1956, 9, 2), infused_on=date(2026, 9, 1))
    with practice.store.read() as session:
        (line,) = queries.treatments_of(session, patient)
    answers = line.treatment.answers
    assert answers["age_band"] == {"value": "60-69"}  # seventy the day after
    assert answers["product"] == {"value": "axi-cel"}
    assert set(answers) <= {"product", "indication", "age_band", "half_year"}
    assert line.infused_on == "2026-09-01"


def test_an_unknown_infusion_date_is_coded_and_the_age_given(practice: Workspace) -> None:
    patient = a_patient(practice, born_on=None, infused_on=None, age=9, product=None)
    row = patients.view(practice, patient)
    assert (row.infused_on, row.day_today, row.product) == (None, None, None)
    with practice.store.read() as session:
        treatment = session.get(Treatment, row.treatment_id)
    assert treatment is not None
    assert treatment.answers["age_band"] == {"value": "0-9"}
    assert treatment.answers["product"] == {"missing": "not_known"}
    record = an_infection(practice, patient, onset="d65..105")
    (entry,) = patients.entries(practice, patient)
    assert entry.id == record
    assert entry.onset is not None
    assert (entry.onset.first, entry.onset.last, entry.onset.window_code) == (65, 105, "late_gt_30")


def test_a_name_without_a_code_leaves_as_text_and_is_no_code(practice: Workspace) -> None:
    patient = a_patient(practice, indication={"text": "large B-cell\nlymphoma"})
    row = patients.view(practice, patient)
    assert row.indication == "large B-cell lymphoma"
    with practice.store.read() as session:
        (line,) = queries.treatments_of(session, patient)
    assert line.treatment.indication is None
    assert line.treatment.answers["indication"] == {"value": {"text": "large B-cell lymphoma"}}
    with pytest.raises(ValueError, match="DLBCX"):
        a_patient(practice, indication="DLBCX")


@pytest.mark.parametrize(
    ("age", "band"), [(0, "0-9"), (9, "0-9"), (10, "10-19"), (79, "70-79"), (80, "80+"), (103, "80+")]
)
def test_age_bands(age: int, band: str, practice: Workspace) -> None:
    assert patients.age_band(age) == band
    assert practice.catalogue.codes("age_bands").entry(band)


def test_half_years() -> None:
    assert patients.half_year(date(2026, 6, 30)) == "2026-H1"
    assert patients.half_year(date(2026, 7, 1)) == "2026-H2"


def test_age_changes_on_the_birthday() -> None:
    assert patients.age_at(date(1960, 3, 12), date(2026, 3, 11)) == 65
    assert patients.age_at(date(1960, 3, 12), date(2026, 3, 12)) == 66
    assert patients.age_at(date(2004, 2, 29), date(2026, 2, 28)) == 21


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"surname": "  "}, "surname_missing"),
        ({"infused_on": TODAY + timedelta(1)}, "infusion_in_future"),
        ({"born_on": TODAY + timedelta(1), "infused_on": None}, "born_in_future"),
        ({"born_on": INFUSED + timedelta(1)}, "born_after_infusion"),
        ({"consent_on": TODAY + timedelta(1)}, "consent_in_future"),
        ({"born_on": None, "age": -1}, "age_not_possible"),
        ({"born_on": None, "age": 131}, "age_not_possible"),
    ],
)
def test_what_cannot_be_true_is_refused(practice: Workspace, values: dict[str, object], code: str) -> None:
    with pytest.raises(InputError, match=code):
        a_patient(practice, **{"surname": "Baumann", **values})  # type: ignore[arg-type]
    assert patients.rows(practice) == ()


def test_what_is_just_possible_is_taken(practice: Workspace) -> None:
    a_patient(practice, born_on=TODAY, infused_on=TODAY, consent_on=TODAY)
    a_patient(practice, born_on=None, infused_on=None, age=130)
    assert len(patients.rows(practice)) == 2


def test_search(practice: Workspace) -> None:
    a_patient(practice, "Müller-Groß", given_name="Jörg", born_on=date(1951, 7, 23))
    a_patient(practice, "Baumann", given_name="Ute")

    def found(text: str) -> list[str]:
        return [row.given_name for row in patients.rows(practice, text)]

    for text in ("müller", "MUELLER", "muller", "joerg mull", "gross", "23.07.1951", "groß jörg"):
        assert found(text) == ["Jörg"], text
    assert found("  ") == ["Ute", "Jörg"]
    assert found("muller ute") == []
    pid = patients.rows(practice, "ute")[0].pid
    assert found(pid.lower()) == ["Ute"]


def test_a_note_about_consent_stays_unless_it_is_a_code(practice: Workspace) -> None:
    one = a_patient(practice, consent_note=patients.DEMO_NOTE)
    other = a_patient(practice, consent_note="signed by the daughter")
    with practice.store.read() as session:
        coded, spoken = queries.consent_of(session, one), queries.consent_of(session, other)
    assert coded is not None
    assert spoken is not None
    assert coded.note == patients.DEMO_NOTE
    assert spoken.note == ""
    assert spoken.private["note"] == "signed by the daughter"
    assert spoken.private["given_on"] == INFUSED.isoformat()


def test_the_newest_word_on_consent_holds(practice: Workspace) -> None:
    patient = a_patient(practice, consent=None)
    assert patients.view(practice, patient).consent is None
    for given_now in (True, False, True):
        patients.set_consent(practice, patient, given_now, on=TODAY)
        assert patients.view(practice, patient).consent is given_now
    with pytest.raises(InputError, match="consent_in_future"):
        patients.set_consent(practice, patient, given=True, on=TODAY + timedelta(1))


def test_who_a_patient_is_lies_in_the_part_that_stays(practice: Workspace) -> None:
    patient = a_patient(practice, "Kanarienvogel")
    with practice.store.read() as session:
        (revision,) = session.exec(select(Revision).where(Revision.entity_id == patient)).all()
        identity = session.get(Identity, patient)
    assert identity is not None
    assert json.loads(revision.private or b"")["identity"]["surname"] == "Kanarienvogel"
    assert b"Kanarienvogel" not in (revision.body or b"")


def test_entries_tell_drafts_and_records_apart(practice: Workspace) -> None:
    patient = a_patient(practice)
    late = an_infection(practice, patient, onset="d50", sign=False)
    early = an_infection(practice, patient, onset="d3")
    draft = records.start(practice, patients.view(practice, patient).treatment_id, "infection")
    entries = patients.entries(practice, patient)
    assert [entry.id for entry in entries] == [draft, early, late]
    assert [entry.status for entry in entries] == ["draft", "signed", "ready"]
    assert [entry.signed_by for entry in entries] == ["", "Maria Weber", ""]
    assert entries[0].title == practice.catalogue.form("infection").title.en
    assert (entries[1].title_code, entries[1].title) == ("lung_infection", "Lung infection")
    assert (entries[1].grade, entries[1].has_left) == (2, False)


def test_a_patient_number_finds_every_wrong_character() -> None:
    pid = pseudonyms.new_pid(set())
    drawn, check = (pid[2:6] + pid[7:])[:-1], pid[-1]
    assert pseudonyms.check_character(drawn) == check
    for place in range(len(drawn)):
        for other in set("0123456789ABCDEFGHJKMNPQRSTVWXYZ") - {drawn[place]}:
            changed = drawn[:place] + other + drawn[place + 1 :]
            assert pseudonyms.check_character(changed) != check


def test_a_patient_number_is_not_given_twice() -> None:
    class AllButOne:
        asked = 0

        def __contains__(self, pid: object) -> bool:
            self.asked += 1
            return self.asked == 1

    taken = AllButOne()
    pseudonyms.new_pid(taken)
    assert taken.asked == 2


@given(st.text(max_size=20))
def test_every_name_is_found_by_itself(text: str) -> None:
    assert names.finds(text, names.search_text(text))
    assert names.same_name(text, text)
