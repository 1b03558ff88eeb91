"""An infection is entered by keys alone, and seen to be."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.rules.draft import Draft
from iago_desktop.ui.form.editor import Desk
from iago_desktop.ui.form.form_view import FormView

TODAY, INFUSION = date(2026, 6, 18), date(2026, 5, 29)
ENTER, ESC, DEL = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Delete
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NEXT = (ENTER, CTRL)

Stroke = str | Qt.Key | tuple[Qt.Key, Qt.KeyboardModifier]


class Keyboard:
    """Types at whatever has the focus, and counts as ux.md does: a modifier is a key."""

    def __init__(self) -> None:
        self.pressed = 0

    def __call__(self, *strokes: Stroke) -> None:
        for stroke in strokes:
            if isinstance(stroke, str):
                for letter in stroke:
                    self._press(lambda at, letter=letter: QTest.keyClicks(at, letter), 1)
            else:
                key, modifier = (
                    stroke if isinstance(stroke, tuple) else (stroke, Qt.KeyboardModifier.NoModifier)
                )
                count = 1 if modifier == Qt.KeyboardModifier.NoModifier else 2
                self._press(lambda at, key=key, mod=modifier: QTest.keyClick(at, key, mod), count)

    def _press(self, press: Callable[[QWidget], None], count: int) -> None:
        at = QApplication.focusWidget()
        assert at is not None
        press(at)
        self.pressed += count


def focus_name() -> str:
    widget = QApplication.focusWidget()
    return widget.accessibleName() if widget else ""


@pytest.fixture
def keys() -> Keyboard:
    return Keyboard()


MakeForm = Callable[..., FormView]


@pytest.fixture
def make_form(qtbot: QtBot, catalogue: Catalogue) -> MakeForm:
    def make(
        infusion: date | None = INFUSION, language: str = "en", width: int = 1290, **held: object
    ) -> FormView:
        draft = Draft(
            catalogue.form("infection"),
            catalogue,
            today=TODAY,
            infusion=infusion,
            language=language,
            **held,  # type: ignore[arg-type]
        )
        view = FormView(draft, Desk(catalogue, TODAY, language))  # type: ignore[arg-type]
        qtbot.addWidget(view)
        view.resize(width, 712)
        with qtbot.waitActive(view):
            view.show()
            view.activateWindow()
        view.focus_first_gap()
        return view

    return make


def identify(keys: Keyboard) -> None:
    keys("-6", ENTER)  # onset
    keys("1", ENTER)  # bacterial
    keys("stre", ENTER, ENTER)  # first hit, no specimen
    keys("1", ENTER)  # lung
    keys("lung", ENTER)  # CTCAE term
    keys("4")  # intravenous
    keys("1", ENTER)  # hospital; the others are no
    keys("1")  # at home
    keys("j", "acic", ENTER, ENTER)  # aciclovir


def test_an_infection_by_keys_alone(make_form: MakeForm, keys: Keyboard, qtbot: QtBot) -> None:
    form = make_form()
    identify(keys)
    keys(NEXT, "3", NEXT, NEXT)  # judgement: possible; nothing to type for the grade
    assert form.step == "optimize"
    assert form.side.ready_card.isVisible()
    keys(ENTER, ENTER, ENTER)  # no drug named, admitted when it began as offered, not discharged
    keys("1", "-1", ENTER, "n")  # resolved yesterday, follow-up unchanged
    with qtbot.waitSignal(form.sign_asked):
        keys(NEXT)
    answers = form.draft.answers
    assert answers["onset"] == {"value": {"day": 14}}
    assert answers["organisms"]["value"][0]["organism"] == {"value": "SPNEU"}
    assert answers["hospitalised_for"] == {"value": "yes"}
    assert answers["death_due"] == {"value": "no"}
    assert answers["resolved"] == {"value": {"day": 19}}
    assert form.draft.grade().value == 3
    assert keys.pressed <= 62, keys.pressed  # ux.md estimates 50 with a shorter form


def test_the_form_opens_at_the_first_gap(make_form: MakeForm) -> None:
    make_form()
    assert focus_name() == "When did it start?"
    make_form(answers={"onset": {"value": {"day": 3}}})
    assert focus_name().startswith("Which pathogen?")


def test_the_day_stands_beside_the_date_while_it_is_typed(make_form: MakeForm, keys: Keyboard) -> None:
    form = make_form()
    keys("d14")
    pill = form.page().editors[0].widget.pill  # type: ignore[attr-defined]
    assert pill.text() == "day +14 · early window 0–30"
    keys(ENTER)
    assert form.draft.display("onset") == "12.06.2026"


def test_without_an_infusion_date_days_are_taken(make_form: MakeForm, keys: Keyboard) -> None:
    form = make_form(infusion=None)
    keys("d65..105", ENTER)
    assert form.draft.answers["onset"]["value"] == {"from": 65, "to": 105, "window": "late_gt_30"}


def test_an_error_stays_as_it_was_typed_and_is_said(make_form: MakeForm, keys: Keyboard) -> None:
    form = make_form()
    keys("31.6.26", ENTER)
    row = form.page().rows[0][1]
    assert row.editors[0].frame.text() == "31.6.26"  # type: ignore[attr-defined]
    assert row.messages[row.editors[0]].text() == "June has 30 days."
    assert row.mark.state == "error"


def test_chips_of_a_group_are_unanswered_until_the_group_is_left(make_form: MakeForm, keys: Keyboard) -> None:
    form = make_form()
    form.go_to_field("hospitalised_for")
    keys("1")
    assert form.draft.answer("hospitalised_for") == {"value": "yes"}
    assert form.draft.answer("invasive") == {}
    keys(ENTER)
    assert form.draft.answer("invasive") == {"value": "no"}
    assert focus_name().startswith("Where did it start?")


def test_leaving_chips_without_a_tick_answers_nothing(make_form: MakeForm, keys: Keyboard) -> None:
    form = make_form()
    form.go_to_field("hospitalised_for")
    keys(ENTER)
    assert form.draft.answer("hospitalised_for") == {}


def test_none_of_these_answers_every_chip_no(make_form: MakeForm, keys: Keyboard) -> None:
    form = make_form()
    form.go_to_field("hospitalised_for")
    keys("9")
    assert form.draft.answer("invasive") == form.draft.answer("death_due") == {"value": "no"}


def test_intensive_care_takes_the_implied_chip_away(make_form: MakeForm, keys: Keyboard) -> None:
    form = make_form()
    form.go_to_field("icu")
    keys("3")
    assert "life_threatening" not in form.draft.shown()
    editor = form.page().editor_of("icu")
    assert "life_threatening" not in editor.chips.codes()  # type: ignore[union-attr]


@pytest.mark.parametrize("open_it", ["?", (Qt.Key.Key_U, ALT)])
def test_why_is_there_no_value(make_form: MakeForm, keys: Keyboard, open_it: Stroke) -> None:
    form = make_form()
    keys(open_it)
    assert focus_name().startswith("Why is there no value?")
    keys("2")
    assert form.draft.answer("onset") == {"missing": "not_known"}
    assert focus_name().startswith("Which pathogen?")


def test_escape_leaves_the_answer_as_it_was(make_form: MakeForm, keys: Keyboard) -> None:
    form = make_form()
    keys((Qt.Key.Key_U, ALT), ESC)
    assert form.draft.answer("onset") == {}
    assert focus_name() == "When did it start?"


def test_unknown_is_a_coded_missing_value(make_form: MakeForm, keys: Keyboard) -> None:
    form = make_form()
    form.go_to_field("prophylaxis")
    keys("u")
    assert form.draft.answer("prophylaxis") == {"missing": "not_known"}


def test_free_text_is_kept_and_said_to_be_coded_later(make_form: MakeForm, keys: Keyboard) -> None:
    form = make_form(answers={"pathogen_class": {"value": ["bacterial"]}})
    form.go_to_field("organisms")
    keys("xylophilus", ENTER)
    assert form.draft.answers["organisms"]["value"][0]["organism"] == {"value": {"text": "xylophilus"}}
    row = next(row for _hair, row in form.page().rows if form.page().editor_of("organisms") in row.editors)
    assert row.messages[form.page().editor_of("organisms")].text()  # type: ignore[index]


def test_rows_by_keys(make_form: MakeForm, keys: Keyboard) -> None:
    form = make_form()
    form.go_to_step("optimize")
    form.go_to_field("treatments")
    keys("pip", ENTER, "-6", ENTER, "-2", ENTER, "1", ENTER, "2", ENTER, Qt.Key.Key_Down)
    assert focus_name() == "Treatment: Add a line"
    keys("merop", ENTER)
    rows = form.draft.answers["treatments"]["value"]
    assert [row["agent"]["value"] for row in rows] == ["J01CR05", "J01DH02"]
    assert rows[0]["start"] == {"value": {"day": 14}}
    assert rows[0]["route"] == {"value": "iv"}
    keys((DEL, CTRL))
    assert len(form.draft.rows("treatments")) == 1
    assert focus_name() == "Treatment: Add a line"
    keys((Qt.Key.Key_Z, CTRL))
    assert len(form.draft.rows("treatments")) == 2


def test_an_empty_line_is_not_kept(make_form: MakeForm, keys: Keyboard) -> None:
    form = make_form(answers={"pathogen_class": {"value": ["bacterial"]}})
    form.go_to_field("organisms")
    keys(Qt.Key.Key_Space, ENTER)
    assert form.draft.rows("organisms") == ()


def test_undo_and_redo(make_form: MakeForm, keys: Keyboard) -> None:
    form = make_form()
    keys("-6", ENTER, (Qt.Key.Key_Z, CTRL))
    assert form.draft.answer("onset") == {}
    keys((Qt.Key.Key_Y, CTRL))
    assert form.draft.answer("onset") == {"value": {"day": 14}}


def test_alt_m_goes_round_the_gaps_of_all_steps(make_form: MakeForm, keys: Keyboard) -> None:
    form = make_form()
    seen = []
    for _ in range(20):
        keys((Qt.Key.Key_M, ALT))
        seen.append(form.step)
    assert {"identify", "attribute", "optimize"} <= set(seen)


def test_steps_by_alt_and_digit(make_form: MakeForm, keys: Keyboard) -> None:
    form = make_form()
    for digit, step in ((Qt.Key.Key_4, "optimize"), (Qt.Key.Key_2, "attribute"), (Qt.Key.Key_3, "grade")):
        keys((digit, ALT))
        assert form.step == step


def test_signing_with_gaps_goes_to_the_first_and_counts(
    make_form: MakeForm, keys: Keyboard, qtbot: QtBot
) -> None:
    form = make_form()
    identify(keys)
    keys((Qt.Key.Key_4, ALT))
    with qtbot.waitSignal(form.notice) as said, qtbot.assertNotEmitted(form.sign_asked):
        keys(NEXT)
    assert said.args == ["2 answers missing"]
    assert form.step == "attribute"
    assert focus_name().startswith("Your judgement")


def test_enter_and_shift_enter_go_to_the_neighbours(make_form: MakeForm, keys: Keyboard) -> None:
    make_form()
    keys(ENTER)
    assert focus_name().startswith("Which pathogen?")
    keys((ENTER, SHIFT))
    assert focus_name() == "When did it start?"


def test_closing_enters_what_is_typed(make_form: MakeForm, keys: Keyboard, qtbot: QtBot) -> None:
    form = make_form()
    keys("-6")
    with qtbot.waitSignal(form.close_asked):
        keys(ESC)
    assert form.draft.answer("onset") == {"value": {"day": 14}}


def test_the_card_names_what_is_missing_and_then_the_rule(make_form: MakeForm, keys: Keyboard) -> None:
    form = make_form()
    assert form.side.grade_card.facts.title == "No grade yet"  # type: ignore[union-attr]
    identify(keys)
    facts = form.side.grade_card.facts
    assert facts is not None
    assert (facts.title, facts.grade, facts.missing) == ("Grade 3", 3, ())
    assert facts.rule == "Intravenous anti-infective or invasive procedure"


def test_the_open_bound_is_hatched(make_form: MakeForm, keys: Keyboard) -> None:
    form = make_form()
    form.go_to_field("ctcae_term")
    keys("lung", ENTER, "4")
    facts = form.side.grade_card.facts
    assert facts is not None
    assert facts.title == "At least grade 3"
    assert facts.is_bound
    assert facts.possible == (4, 5)


def test_f2_shows_the_table_with_the_row_that_is_met(make_form: MakeForm, keys: Keyboard) -> None:
    form = make_form()
    identify(keys)
    keys(Qt.Key.Key_F2)
    table = form.side.table()
    assert table is not None
    assert table.current_grade == 3
    keys(Qt.Key.Key_F2)
    assert not form.side.shows_table()


def test_disagreeing_keeps_both_grades(make_form: MakeForm, keys: Keyboard) -> None:
    form = make_form()
    identify(keys)
    form.disagree()
    keys("4", "1")
    assert form.recorded == (4, "Clinical judgement")
    assert form.draft.grade().value == 3


def test_narrow_windows_keep_letters_and_one_line(make_form: MakeForm) -> None:
    form = make_form(width=948)
    assert form.rail.is_compact()
    assert form.strip.isVisible()
    assert not form.side.isVisible()


@pytest.mark.parametrize("language", ["en", "de"])
def test_everything_that_takes_the_focus_has_a_name(
    make_form: MakeForm, keys: Keyboard, language: str
) -> None:
    form = make_form(language=language)
    identify(keys)
    for step in form.steps:
        form.go_to_step(step)
    for widget in form.findChildren(QWidget):
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and isinstance(widget, QAbstractButton | QLineEdit):
            assert widget.accessibleName(), widget


def test_tab_visits_each_control_once_in_reading_order(make_form: MakeForm) -> None:
    form = make_form()
    start = QApplication.focusWidget()
    assert start is not None
    stops, widget = [start], start.nextInFocusChain()
    while widget is not start:
        if (
            widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and widget.isVisible()
            and form.page().isAncestorOf(widget)
        ):
            stops.append(widget)
        widget = widget.nextInFocusChain()
    tops = [stop.mapTo(form, stop.rect().topLeft()).y() for stop in stops if stop.focusProxy() is None]
    assert tops == sorted(tops)
    rail = [button for button in form.rail.buttons if button.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert rail == []
