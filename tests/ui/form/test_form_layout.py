"""Where things lie after a key, before anything else happens in the window."""

from collections.abc import Callable
from datetime import date
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.rules.draft import Draft
from iago_desktop.sentences import Language
from iago_desktop.ui.form.chips import NONE, Chip
from iago_desktop.ui.form.editor import Desk, Edit
from iago_desktop.ui.form.editors import ChoiceEditor
from iago_desktop.ui.form.field_row import Message, MessageLine, Sentence
from iago_desktop.ui.form.form_view import FormView
from iago_desktop.ui.form.grade_card import GradeHead, broken
from iago_desktop.ui.form.group_editor import GroupEditor
from iago_desktop.ui.form.rail import Person, Rail
from iago_desktop.ui.form.row_editor import RowsEditor
from iago_desktop.ui.paint import width_of
from iago_desktop.ui.tokens import font

TODAY = date(2026, 6, 18)


MakeForm = Callable[..., FormView]


@pytest.fixture
def make_form(qtbot: QtBot, catalogue: Catalogue) -> MakeForm:
    def make(language: Language = "en", size: tuple[int, int] = (1290, 712), **answers: object) -> FormView:
        draft = Draft(
            catalogue.form("infection"),
            catalogue,
            today=TODAY,
            infusion=None,
            language=language,
            answers={name: {"value": value} for name, value in answers.items()},
        )
        view = FormView(draft, Desk(catalogue, TODAY, language))
        qtbot.addWidget(view)
        view.resize(*size)
        with qtbot.waitActive(view):
            view.show()
            view.activateWindow()
        return view

    return make


@pytest.fixture
def form(make_form: MakeForm) -> FormView:
    return make_form(onset={"day": 14}, pathogen_class=["bacterial"])


def clipped(form: FormView) -> list[str]:
    """Rows of the step that are lower than what they hold, or lie over the next."""
    rows = [row for _hair, row in form.page().rows if row.isVisible()]
    low = [str(row.y()) for row in rows if row.height() < row.minimumSizeHint().height()]
    over = [str(row.y()) for row, below in pairwise(rows) if row.geometry().bottom() >= below.y()]
    return low + over


def test_a_new_line_has_its_room_at_once(form: FormView) -> None:
    editor = form.page().editor_of("organisms")
    assert isinstance(editor, RowsEditor)
    for count in (1, 2, 3):
        form.apply(Edit("add_row", "organisms", ""))
        assert len(editor.lines) == count
        assert clipped(form) == []
        bottoms = [line.mapTo(editor.widget, line.rect().bottomLeft()).y() for line in editor.lines]
        assert bottoms == sorted(bottoms)
        assert editor.add.y() > bottoms[-1]
        assert editor.add.geometry().bottom() < editor.widget.height()
    form.apply(Edit("remove_row", "organisms", None, editor.lines[0].row_id))
    assert clipped(form) == []


def findings(form: FormView) -> GroupEditor:
    editor = form.page().editor_of("hospitalised_for")
    assert isinstance(editor, GroupEditor)
    return editor


def message(form: FormView, field: str) -> str:
    editor = form.page().editor_of(field)
    assert editor is not None
    return next(row.messages[editor].text() for _hair, row in form.page().rows if editor in row.editors)


def test_a_chip_without_a_value_says_so(form: FormView) -> None:
    chips = findings(form).chips
    plain = {chip.code: chip.natural_width() for chip in chips.findChildren(Chip)}
    form.apply(Edit("missing", "icu", "not_known"))
    assert chips.unknown() == ["icu"]
    chip = next(chip for chip in chips.findChildren(Chip) if chip.code == "icu")
    assert chip.accessibleDescription().startswith("No value: not known")
    assert chip.toolTip() == "No value: not known"
    assert chip.width() == chip.natural_width() > plain["icu"]
    assert message(form, "icu") == ""
    form.apply(Edit("missing", "renal_replacement", "not_done"))
    assert message(form, "icu") == "No value: Dialysis (not done)"
    form.apply(Edit("enter", "icu", "yes"))
    assert chips.unknown() == ["renal_replacement"]
    assert not any(
        chip.toolTip() for chip in chips.findChildren(Chip) if chip.code == "icu" and chip.isVisible()
    )


def test_a_group_without_any_value_says_it_once(form: FormView) -> None:
    for field in findings(form).fields:
        form.apply(Edit("missing", field.id, "not_known"))
    assert message(form, "icu") == "No value: not known"


def test_none_of_these_leaves_unknown_what_is_unknown(form: FormView) -> None:
    form.apply(Edit("missing", "life_threatening", "not_known"))
    chips = findings(form).chips
    next(chip for chip in chips.findChildren(Chip) if chip.code == NONE).click()
    assert form.draft.answer("icu") == {"value": "no"}
    assert form.draft.answer("life_threatening") == {"missing": "not_known"}
    assert not chips.says_none()  # it is not true of all of them
    assert chips.unknown() == ["life_threatening"]


def test_what_the_grade_waits_for_is_read_in_full(form: FormView) -> None:
    form.apply(Edit("enter", "ctcae_term", "bone_infection"))
    for field in ("route", *(field.id for field in findings(form).fields)):
        form.apply(Edit("missing", field, "not_known"))
    facts = form.side.grade_card.facts
    assert facts is not None
    assert facts.subtitle.startswith("No value: How severe was it")
    head = form.side.grade_card.findChildren(GradeHead)[-1]
    assert " ".join(head.lines()) == facts.subtitle


def test_lines_are_broken_at_words_and_only_the_last_is_elided() -> None:
    face = font(13)
    lines = broken("No value: How severe was it, Died of it", face, 176, 2)
    assert len(lines) == 2
    assert " ".join(lines) == "No value: How severe was it, Died of it"
    lines = broken("word " * 40, face, 176, 2)
    assert len(lines) == 2
    assert lines[1].endswith("…")
    assert all(width_of(line, face) <= 176 for line in lines)
    assert broken("", face, 176, 2) == []


def test_the_rail_leaves_no_gap_for_what_is_not_known() -> None:
    full = Rail(["identify"], Person("Demo", "born 1960", "infused 2026")).person
    less = Rail(["identify"], Person("Demo", "", "infused 2026")).person
    assert full is not None
    assert less is not None
    assert [words for words, _ink in less.lines()] == ["infused 2026"]
    assert full.height() - less.height() == 18


def test_a_long_name_in_a_cell_ends_in_an_ellipsis_and_is_told_in_full(form: FormView, qtbot: QtBot) -> None:
    form.apply(Edit("add_row", "organisms", ""))
    editor = form.page().editor_of("organisms")
    assert isinstance(editor, RowsEditor)
    line = editor.lines[0]
    name = "A very long name of a rare organism, with its strain"
    form.apply(Edit("enter", "organisms", {"text": name}, line.row_id, "organism"))
    edit = line.cells["organism"].frame.edit
    line.cells["specimen"].setFocus()
    assert edit.is_cut()
    assert edit.text() == name
    assert edit.toolTip() == name
    line.cells["organism"].setFocus()
    assert not edit.is_cut()  # while it is edited all of it can be reached
    line.cells["specimen"].setFocus()
    form.apply(Edit("enter", "organisms", {"text": "E. coli"}, line.row_id, "organism"))
    assert not edit.is_cut()


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_five_questions_are_seen_at_once(make_form: MakeForm, language: Language) -> None:
    form = make_form(language)
    place = form.page().editor_of("setting")
    assert isinstance(place, ChoiceEditor)
    assert not place.segment.is_list()
    last = form.page().editor_of("prophylaxis")
    assert last is not None
    bottom = last.widget.mapTo(form.page().area, last.widget.rect().bottomLeft()).y()
    assert bottom < form.page().area.viewport().height()


def test_narrow_windows_have_letters_and_one_line(make_form: MakeForm) -> None:
    form = make_form(size=(948, 644))
    assert form.rail.width() == 76
    assert form.strip.height() == 64
    assert form.page().area.horizontalScrollBar().maximum() == 0
    assert clipped(form) == []


def test_what_helps_is_never_cut_off_a_sentence(qtbot: QtBot) -> None:
    line = MessageLine()
    qtbot.addWidget(line)
    line.resize(478, line.height())
    short = Message("error", "Type a day.")
    line.show_message(short)
    line.show()
    low = line.height()
    long = "The computer's clock is in doubt, so nothing is counted from today. Type the date in full."
    line.show_message(Message("error", long, (("keep", "Keep"),)))
    qtbot.waitUntil(lambda: line.height() > low)
    (sentence,) = line.findChildren(Sentence, options=Qt.FindChildOption.FindDirectChildrenOnly)[-1:]
    qtbot.waitUntil(lambda: sentence.high(sentence.width()) <= sentence.height())
    line.show_message(short)
    qtbot.waitUntil(lambda: line.height() == low)
