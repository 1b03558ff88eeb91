"""A form being filled in: nothing typed is lost, nothing wrong passes unseen, nothing unasked is recorded."""

import json
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iago_desktop.dates import Days
from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.definitions.load import load_form
from iago_desktop.paths import resource
from iago_desktop.rules.draft import Draft, OpenItem
from iago_desktop.sentences import LANGUAGES

TODAY = date(2026, 6, 18)
INFUSION = date(2026, 2, 26)

BLOOD = b"""
id = "blood"
version = 1
kind = "visit"
title = { en = "Blood", de = "Blut" }
[[section]]
step = "record"
title = { en = "Blood", de = "Blut" }
[[section.field]]
id = "igg"
type = "number"
unit = "g/L"
units = ["mg/dL"]
required = true
label = { en = "IgG", de = "IgG" }
impossible = "igg < 0.0 || igg > 200.0"
implausible = "igg < 0.2 || igg > 30.0"
unusual = "igg < 4.0"
[[section.field]]
id = "score"
type = "number"
integer = true
label = { en = "Score", de = "Punkte" }
[[section.field]]
id = "drugs"
type = "rows"
label = { en = "Drugs", de = "Mittel" }
[[section.field.column]]
id = "dose"
type = "number"
unit = "mg/L"
required = true
label = { en = "Dose", de = "Dosis" }
impossible = "dose < 0.0"
implausible = "dose > 100.0"
[[section.field.column]]
id = "start"
type = "date"
label = { en = "Start", de = "Beginn" }
"""


@cache
def _shipped() -> Catalogue:
    return Catalogue.of_folder(resource("forms"), resource("codes"))


@pytest.fixture
def catalogue() -> Catalogue:
    return _shipped()


def _infection(catalogue: Catalogue, **more: Any) -> Draft:
    more = {"today": TODAY, "infusion": INFUSION} | more
    return Draft(catalogue.form("infection"), catalogue, **more)


def _blood(catalogue: Catalogue, **more: Any) -> Draft:
    return Draft(load_form(BLOOD, "blood.toml"), catalogue, today=TODAY, infusion=INFUSION, **more)


def _again(draft: Draft, catalogue: Catalogue, **more: Any) -> Draft:
    """The same draft, saved as JSON and opened again."""
    more = {"today": TODAY, "infusion": INFUSION, "raw": json.loads(json.dumps(draft.raw))} | more
    return Draft(draft.form, catalogue, **more)


def _codes(draft: Draft) -> list[tuple[str, str]]:
    return [(problem.field, problem.code) for problem in draft.problems()]


# -- dates -----------------------------------------------------------------------------------------------


def test_a_date_is_kept_as_a_day_and_shown_as_a_date(catalogue: Catalogue) -> None:
    draft = _infection(catalogue, language="de")
    assert draft.enter("onset", "12.3.26") is None
    assert draft.answers == {"onset": {"value": {"day": 14}}}
    assert draft.display("onset") == "12.03.2026"
    assert draft.day_note("onset") == Days(14, 14)


@pytest.mark.parametrize(("language", "shown"), [("en", "day +14"), ("de", "Tag +14")])
def test_without_an_infusion_date_days_are_shown(catalogue: Catalogue, language: str, shown: str) -> None:
    draft = _infection(catalogue, infusion=None, language=language)
    draft.enter("onset", "d14")
    assert draft.display("onset") == shown
    problem = draft.enter("onset", "12.3.26")
    assert problem
    assert problem.code == "date_days_only"


def test_a_range_of_days_is_kept_exactly(catalogue: Catalogue) -> None:
    draft = _infection(catalogue, infusion=None)
    assert draft.enter("onset", "d65..105") is None
    assert draft.answers["onset"] == {"value": {"from": 65, "to": 105, "window": "late_gt_30"}}
    assert draft.private["dates"] == {"onset": {"from": 65, "to": 105, "precision": "range"}}
    assert draft.display("onset") == "+65…+105"


def test_a_month_leaves_rounded_and_stays_exact(catalogue: Catalogue) -> None:
    draft = _infection(catalogue)
    draft.enter("onset", "03.2026")
    assert draft.answers["onset"] == {"value": {"from": 0, "to": 40, "window": "indeterminate"}}
    assert draft.private["dates"] == {"onset": {"from": 3, "to": 33, "precision": "month"}}
    again = _again(draft, catalogue)
    assert again.display("onset") == "03.2026"
    assert again.day_note("onset") == Days(3, 33)
    again.enter("onset", "12.3.26")
    assert again.private["dates"] == {}


def test_a_year_leaves_as_its_window(catalogue: Catalogue) -> None:
    draft = _infection(catalogue, infusion=date(2024, 11, 1))
    draft.enter("onset", "2025")
    assert draft.answers["onset"]["value"] == {"window": "late_gt_30"}
    assert draft.display("onset") == "2025"


def test_a_date_in_a_row(catalogue: Catalogue) -> None:
    draft = _infection(catalogue)
    row = draft.add_row("organisms")
    draft.enter("organisms", "03.2026", row=row, column="collected")
    key = f"organisms/{row}/collected"
    assert draft.private["dates"][key] == {"from": 3, "to": 33, "precision": "month"}
    assert draft.display("organisms", row, "collected") == "03.2026"
    draft.remove_row("organisms", row)
    assert draft.raw == _infection(catalogue).raw


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("25.2.26", "date_before_infusion"),
        ("26.2.26", None),
        ("02.2026", None),  # some of its days do not lie before
        ("01.2026", "date_before_infusion"),
    ],
)
def test_onset_before_the_infusion_is_to_be_confirmed(
    catalogue: Catalogue, typed: str, code: str | None
) -> None:
    draft = _infection(catalogue)
    problem = draft.enter("onset", typed)
    assert (problem.code if problem else None) == code
    assert not problem or not problem.hard


@pytest.mark.parametrize(("days_ago", "asks"), [(365, False), (366, True)])
def test_onset_more_than_a_year_ago_is_to_be_confirmed(
    catalogue: Catalogue, days_ago: int, asks: bool
) -> None:
    draft = _infection(catalogue, infusion=date(2024, 1, 1))
    problem = draft.enter("onset", f"{TODAY - timedelta(days_ago):%d.%m.%Y}")
    assert (problem is not None) == asks
    if problem:
        assert problem.code == "date_over_a_year_ago"
        draft.confirm("onset", "late\nreport")
        assert draft.problems() == ()
        assert draft.answers["onset"]["confirmed"] == "late report"
        draft.enter("onset", draft.display("onset"))
        assert draft.answers["onset"]["confirmed"] == "late report"
        draft.enter("onset", f"{TODAY - timedelta(days_ago + 1):%d.%m.%Y}")
        assert "confirmed" not in draft.answers["onset"]


def test_other_dates_may_lie_before_the_infusion(catalogue: Catalogue) -> None:
    draft = _infection(catalogue)
    draft.enter("setting", "inpatient_same_stay")
    assert draft.enter("admitted", "1.2.26") is None


@pytest.mark.parametrize(
    ("typed", "wrong"), [("11.3.26", True), ("12.3.26", False), ("03.2026", False), ("02.2026", True)]
)
def test_resolution_before_onset_names_both_fields(catalogue: Catalogue, typed: str, wrong: bool) -> None:
    draft = _infection(catalogue, language="de")
    draft.enter("onset", "12.3.26")
    draft.enter("outcome", "resolved")
    problem = draft.enter("resolved", typed)
    assert (problem is not None) == wrong
    if problem:
        assert problem.hard
        assert problem.sentence("de").startswith("„Abgeklungen am“ liegt vor „Wann begann sie?“.")
        draft.enter("onset", "1.2.26")
        draft.confirm("onset", "known before")
        assert [each.code for each in draft.problems()] in ([], ["date_before_infusion"])


# -- text that cannot be read ----------------------------------------------------------------------------


def test_unreadable_text_is_kept_as_typed(catalogue: Catalogue) -> None:
    draft = _infection(catalogue)
    draft.enter("onset", "12.3.26")
    problem = draft.enter("onset", "31.6.26")
    assert problem
    assert (problem.code, problem.hard, problem.unread) == ("june_days", True, True)
    assert problem.sentence("en") == "June has 30 days."
    for each in (draft, _again(draft, catalogue)):
        assert each.display("onset") == "31.6.26"
        assert each.answers == {}
        assert OpenItem("onset", "identify", "unreadable") in each.open_items()
    draft.enter("onset", "")
    assert draft.display("onset") == ""
    assert draft.problems() == ()


def test_unreadable_text_is_not_read_as_another_day_later(catalogue: Catalogue) -> None:
    draft = _infection(catalogue, infusion=None)
    draft.enter("onset", "h")
    later = _again(draft, catalogue, today=TODAY + timedelta(3))
    assert later.answers == {}
    assert _codes(later) == [("onset", "text_unread_before")]
    later.enter("onset", "h")
    assert later.answers["onset"]["value"] == {"day": 115}


def test_a_number_with_two_readings_proposes_both(catalogue: Catalogue) -> None:
    draft = _blood(catalogue, language="de")
    problem = draft.enter("igg", "1.500")
    assert problem
    assert problem.proposals == ("1500", "1,5")
    assert draft.enter("igg", "1,5") is None


def test_not_known_can_be_typed_into_a_date(catalogue: Catalogue) -> None:
    draft = _infection(catalogue, language="de")
    assert draft.enter("onset", "unbekannt") is None
    assert draft.answers == {"onset": {"missing": "not_known"}}
    assert draft.display("onset") == "nicht bekannt"


# -- numbers ---------------------------------------------------------------------------------------------


def test_a_number_has_its_unit_beside_it(catalogue: Catalogue) -> None:
    draft = _blood(catalogue, language="de")
    draft.enter("igg", "4.80")
    assert draft.answers == {"igg": {"value": "4.80", "unit": "g/L"}}
    assert draft.display("igg") == "4,80"


def test_a_converted_number_says_so(catalogue: Catalogue) -> None:
    draft = _blood(catalogue)
    draft.enter("igg", "480 mg/dl")
    assert draft.answers == {"igg": {"value": "4.8", "unit": "g/L"}}
    note = draft.notes()[0]
    assert note.sentence("en") == "480 mg/dl was converted to 4.8 g/L."
    assert _again(draft, catalogue).notes() == draft.notes()


def test_below_a_limit_stays_with_the_number(catalogue: Catalogue) -> None:
    draft = _blood(catalogue, language="de")
    draft.enter("igg", "<0,1")
    assert draft.answers["igg"]["value"] == "<0.1"
    assert draft.display("igg") == "<0,1"
    assert _codes(draft) == [("igg", "value_implausible")]


def test_a_count_is_an_integer(catalogue: Catalogue) -> None:
    draft = _blood(catalogue)
    draft.enter("score", "3")
    assert draft.answers == {"score": {"value": 3}}
    problem = draft.enter("score", "3,5")
    assert problem
    assert problem.code == "number_whole"


@pytest.mark.parametrize(
    ("typed", "code", "note"),
    [
        ("-1", "value_impossible", None),
        ("200.1", "value_impossible", None),
        ("200", "value_implausible", None),
        ("30.1", "value_implausible", None),
        ("30", None, None),
        ("0.1", "value_implausible", None),
        ("0.2", None, "value_unusual"),
        ("3.9", None, "value_unusual"),
        ("4", None, None),
    ],
)
def test_bands(catalogue: Catalogue, typed: str, code: str | None, note: str | None) -> None:
    draft = _blood(catalogue)
    problem = draft.enter("igg", typed)
    assert (problem.code if problem else None) == code
    assert [each.code for each in draft.notes()] == ([note] if note else [])
    why = {"value_impossible": "wrong", "value_implausible": "unconfirmed"}.get(code or "")
    assert [item.why for item in draft.open_items()] == ([why] if why else [])
    if why == "unconfirmed":
        draft.confirm("igg", "")
        assert draft.open_items() == ()
        assert draft.answers["igg"]["confirmed"]


def test_bands_of_a_cell_look_at_their_own_row(catalogue: Catalogue) -> None:
    draft = _blood(catalogue)
    one, other = draft.add_row("drugs"), draft.add_row("drugs")
    assert draft.enter("drugs", "100", row=one, column="dose") is None
    problem = draft.enter("drugs", "101", row=other, column="dose")
    assert problem
    assert (problem.row, problem.column, problem.code) == (other, "dose", "value_implausible")
    draft.confirm("drugs", "loading dose", row=other, column="dose")
    assert draft.problems() == ()


# -- choices, codes, chips, rows -------------------------------------------------------------------------


def test_none_of_these_is_an_answer(catalogue: Catalogue) -> None:
    draft = _infection(catalogue, language="de")
    assert "pathogen_class" not in draft.answers
    draft.enter("pathogen_class", [])
    assert draft.answers["pathogen_class"] == {"value": []}
    assert draft.display("pathogen_class") == "Nichts davon"
    draft.enter("pathogen_class", ["viral", "bacterial"])
    assert draft.answers["pathogen_class"] == {"value": ["bacterial", "viral"]}


def test_an_answer_that_does_not_fit_is_told_in_the_words_of_the_form(catalogue: Catalogue) -> None:
    draft = _infection(catalogue)
    problem = draft.enter("pathogen_class", ["bacterial", "none_found"])
    assert problem
    assert problem.hard
    assert problem.sentence("en") == "Not found cannot stand beside a class."


def test_a_code_is_shown_in_words_and_a_free_text_waits_for_its_code(catalogue: Catalogue) -> None:
    draft = _infection(catalogue)
    draft.enter("pathogen_class", ["bacterial"])
    row = draft.add_row("organisms")
    entry = catalogue.codes("organisms").entries[0]
    draft.enter("organisms", entry.code, row=row, column="organism")
    assert draft.display("organisms", row, "organism") == entry.text.en
    draft.enter("organisms", entry.text.en, row=row, column="organism")  # left as it was shown
    assert draft.answer("organisms", row, "organism") == {"value": entry.code}
    draft.enter("organisms", {"text": "Gemella\nspec."}, row=row, column="organism")
    assert draft.answer("organisms", row, "organism") == {"value": {"text": "Gemella spec."}}
    assert [each.code for each in draft.notes()] == ["code_to_come"]


def test_a_code_that_nobody_offers_is_a_mistake_of_the_program(catalogue: Catalogue) -> None:
    draft = _infection(catalogue)
    for field, raw in (
        ("route", "nasal"),
        ("pathogen_class", ["prion"]),
        ("icu", "unknown"),
        ("sites", ["nowhere"]),
    ):
        with pytest.raises(ValueError, match=field):
            draft.enter(field, raw)
    with pytest.raises(ValueError, match="route"):
        draft.set_missing("route", "unknown")


def test_a_chip_group_answers_yes_and_no_in_one_step(catalogue: Catalogue) -> None:
    draft = _infection(catalogue)
    chips = {each.id for each in draft.form.fields() if each.chips == "severity"}
    draft.answer_chip_group("severity", {"hospitalised_for"})
    assert {name: draft.answers[name]["value"] for name in chips} == {
        name: "yes" if name == "hospitalised_for" else "no" for name in chips
    }
    assert draft.undo()
    assert draft.answers == {}
    draft.answer_chip_group("severity", set())
    assert draft.answers["hospitalised_for"] == {"value": "no"}


def test_rows_come_and_go(catalogue: Catalogue) -> None:
    draft = _infection(catalogue)
    draft.enter("pathogen_class", ["bacterial"])
    one = draft.add_row("organisms")
    assert draft.rows("organisms") == (one,)
    assert "organisms" not in draft.answers  # an empty row is nothing yet
    draft.enter("organisms", "culture", row=one, column="method")
    assert OpenItem("organisms", "identify", "unanswered", one, "organism") in draft.open_items()
    draft.set_missing("organisms", "pending", row=one, column="organism")
    assert not [item for item in draft.open_items() if item.field == "organisms"]
    other = draft.add_row("organisms")
    assert draft.answers["organisms"]["value"] == [
        {"row": one, "method": {"value": "culture"}, "organism": {"missing": "pending"}}
    ]
    draft.remove_row("organisms", one)
    assert draft.rows("organisms") == (other,)
    draft.enter("organisms", [])
    assert draft.answers["organisms"] == {"value": []}


def test_text_that_leaves_has_one_line_and_a_note_keeps_its_own(catalogue: Catalogue) -> None:
    draft = _infection(catalogue)
    draft.enter("note", "first\nsecond")
    assert draft.answers == {}
    assert draft.private["stays"] == {"note": {"value": "first\nsecond"}}
    assert draft.display("note") == "first\nsecond"
    draft.set_note("onset", "as told by the daughter")
    assert draft.result()[1]["notes"] == {"onset": "as told by the daughter"}


# -- what is asked ---------------------------------------------------------------------------------------


def test_an_answer_that_is_no_longer_asked_is_parked_and_dropped_at_the_end(catalogue: Catalogue) -> None:
    draft = _infection(catalogue)
    draft.enter("outcome", "resolved")
    draft.enter("resolved", "03.2026")
    draft.enter("outcome", "ongoing")
    assert "resolved" not in draft.shown()
    assert "resolved" not in draft.answers
    answers, private = draft.result()
    assert answers == {"outcome": {"value": "ongoing"}}
    assert private == {}
    again = _again(draft, catalogue)
    again.enter("outcome", "sequelae")
    assert again.display("resolved") == "03.2026"
    assert again.result()[1] == {"dates": {"resolved": {"from": 3, "to": 33, "precision": "month"}}}


def test_unread_text_of_a_field_that_is_not_asked_is_no_problem(catalogue: Catalogue) -> None:
    draft = _infection(catalogue)
    draft.enter("outcome", "resolved")
    draft.enter("resolved", "abc")
    assert _codes(draft) == [("resolved", "date_not_understood")]
    draft.enter("outcome", "ongoing")
    assert draft.problems() == ()


def test_an_answer_that_other_findings_give_is_not_asked(catalogue: Catalogue) -> None:
    draft = _infection(catalogue)
    draft.enter("life_threatening", "no")
    draft.enter("icu", "yes")
    assert "life_threatening" not in draft.shown()
    assert "life_threatening" not in draft.answers
    draft.enter("icu", "no")
    assert draft.answers["life_threatening"] == {"value": "no"}


def test_open_items_follow_the_form_and_its_steps(catalogue: Catalogue) -> None:
    draft = _infection(catalogue)
    fields = [item.field for item in draft.open_items()]
    order = [each.id for each in draft.form.fields()]
    assert fields == sorted(fields, key=order.index)
    assert set(fields) == {
        each.id for each in draft.form.fields() if each.required and each.id in draft.shown()
    }
    answered, asked, mend = draft.step_state("identify")
    assert (answered, mend) == (0, 0)
    assert asked == len([item for item in draft.open_items() if item.step == "identify"])
    draft.enter("onset", "25.2.26")
    assert draft.step_state("identify") == (1, asked, 1)
    draft.set_missing("onset", "not_known")
    assert draft.step_state("identify") == (1, asked, 0)


def test_the_grade_follows_the_answers(catalogue: Catalogue) -> None:
    draft = _infection(catalogue)
    assert draft.grade().value is None
    draft.enter("ctcae_term", "lung_infection")
    draft.enter("route", "iv")
    assert draft.grade().at_least == 3
    draft.answer_chip_group("severity", set())
    assert draft.grade().value == 3


# -- the infusion itself ---------------------------------------------------------------------------------


def test_the_infusion_date_stays_and_counts_the_days(catalogue: Catalogue) -> None:
    draft = Draft(catalogue.form("treatment"), catalogue, today=TODAY, infusion=None)
    draft.enter("product", "obe-cel")
    draft.enter("second_dose", "8.3.26")
    assert _codes(draft) == [("second_dose", "date_days_only")]
    draft.enter("infused_on", "26.2.26")
    assert draft.infusion == INFUSION
    assert draft.display("infused_on") == "26.02.2026"
    assert draft.problems() == ()
    assert draft.answers["second_dose"] == {"value": {"day": 10}}
    assert "infused_on" not in draft.answers
    draft.enter("infused_on", "27.2.26")
    assert draft.display("second_dose") == "08.03.2026"
    assert draft.answers["second_dose"] == {"value": {"day": 9}}
    assert draft.result()[1] == {"stays": {"infused_on": {"value": "2026-02-27"}}}


def test_an_infusion_date_that_nobody_knows(catalogue: Catalogue) -> None:
    draft = Draft(catalogue.form("treatment"), catalogue, today=TODAY, infusion=None)
    draft.enter("product", "obe-cel")
    draft.set_missing("infused_on", "not_known")
    assert draft.infusion is None
    assert draft.enter("second_dose", "d10") is None
    assert draft.private["stays"] == {"infused_on": {"missing": "not_known"}}
    assert "infused_on" not in {item.field for item in draft.open_items()}


# -- back and forth --------------------------------------------------------------------------------------


def test_undo_and_redo(catalogue: Catalogue) -> None:
    draft = _infection(catalogue)
    assert not draft.undo()
    draft.enter("onset", "12.3.26")
    draft.enter("onset", "12.3.26")  # changes nothing, is no step
    draft.enter("onset", "abc")
    assert draft.undo()
    assert draft.display("onset") == "12.03.2026"
    assert draft.redo()
    assert draft.display("onset") == "abc"
    assert draft.undo()
    draft.enter("route", "iv")
    assert not draft.redo()
    assert draft.undo()
    assert draft.undo()
    assert draft.raw == _infection(catalogue).raw
    assert not draft.undo()


def test_a_record_is_opened_again_to_correct_it(catalogue: Catalogue) -> None:
    draft = _infection(catalogue)
    draft.enter("onset", "03.2026")
    draft.enter("note", "by phone")
    answers, private = json.loads(json.dumps(draft.result()))
    again = _infection(catalogue, answers=answers, private=private)
    assert again.display("onset") == "03.2026"
    assert again.display("note") == "by phone"
    assert again.result() == draft.result()


ENTRIES = st.one_of(
    st.tuples(
        st.sampled_from(["onset", "resolved", "admitted"]),
        st.sampled_from(["12.3.26", "03.2026", "2025", "d-3", "x"]),
    ),
    st.tuples(st.just("outcome"), st.sampled_from(["resolved", "ongoing", "death_infection"])),
    st.tuples(st.just("route"), st.sampled_from(["none", "iv"])),
    st.tuples(st.sampled_from(["icu", "death_due", "prophylaxis"]), st.sampled_from(["yes", "no", "", "?"])),
    st.tuples(st.just("organisms"), st.sampled_from(["SPNE", "Gemella", "03.2026"])),
    st.tuples(st.just("pathogen_class"), st.lists(st.sampled_from(["viral", "none_found"]), unique=True)),
)


@settings(max_examples=60, deadline=None)
@given(entries=st.lists(ENTRIES, max_size=12), known=st.booleans())
def test_whatever_is_entered_survives_saving_and_can_be_taken_back(
    entries: list[tuple[str, Any]], known: bool
) -> None:
    catalogue = _shipped()
    infusion = INFUSION if known else None
    draft = _infection(catalogue, infusion=infusion)
    states = [draft.raw]
    for field, raw in entries:
        if field == "organisms":
            row, column = draft.add_row(field), "collected" if "." in raw else "organism"
            states.append(draft.raw)
            draft.enter(field, raw, row=row, column=column)
        elif raw == "?":
            draft.set_missing(field, "not_known")
        else:
            draft.enter(field, raw)
        states.append(draft.raw)
    again = _again(draft, catalogue, infusion=infusion)
    assert again.raw == draft.raw
    assert again.result() == draft.result()
    assert again.problems() == draft.problems()
    assert again.open_items() == draft.open_items()
    for problem in (*draft.problems(), *draft.notes()):
        assert all(problem.sentence(language) for language in LANGUAGES)
    answers, _ = draft.result()
    assert answers.keys() <= draft.shown()
    while draft.undo():
        assert draft.raw in states
    assert draft.raw == states[0]
