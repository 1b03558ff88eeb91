from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from iago_desktop.ui.form.inputs import InputFrame
from iago_desktop.ui.form.segment import Segment, YesNoUnknown


def shown(qtbot: QtBot, widget: Any, width: int = 488) -> Any:
    qtbot.addWidget(widget)
    widget.resize(width, widget.height())
    widget.show()
    qtbot.waitExposed(widget)
    widget.setFocus()
    return widget


def press(widget: Any, key: str | Qt.Key) -> None:
    if isinstance(key, str):
        QTest.keyClicks(widget.focusProxy(), key)
    else:
        QTest.keyClick(widget.focusProxy(), key)


PLACES = (("home", "At home"), ("ward", "Ward"), ("icu", "ICU"))


def test_a_digit_chooses_by_position_and_answers(qtbot: QtBot) -> None:
    segment = shown(qtbot, Segment(PLACES))
    with qtbot.waitSignals([segment.chosen, segment.answered]):
        press(segment, "2")
    assert segment.value() == "ward"


def test_where_options_are_numbers_the_digit_is_the_value(qtbot: QtBot) -> None:
    ecog = shown(qtbot, Segment([(str(n), str(n)) for n in range(5)]))
    press(ecog, "0")
    assert ecog.value() == "0"
    press(ecog, "4")
    assert ecog.value() == "4"
    press(ecog, "5")
    assert ecog.value() == "4"


def test_arrows_choose_without_moving_on(qtbot: QtBot) -> None:
    segment = shown(qtbot, Segment(PLACES))
    with qtbot.assertNotEmitted(segment.answered):
        press(segment, Qt.Key.Key_Right)
        assert segment.value() == "home"
        press(segment, Qt.Key.Key_Right)
        press(segment, Qt.Key.Key_Right)
        press(segment, Qt.Key.Key_Right)
    assert segment.value() == "icu"


def test_delete_leaves_no_answer(qtbot: QtBot) -> None:
    segment = shown(qtbot, Segment(PLACES))
    press(segment, "3")
    with qtbot.waitSignal(segment.cleared):
        press(segment, Qt.Key.Key_Delete)
    assert segment.value() is None


def test_german_and_english_letters_say_yes(qtbot: QtBot) -> None:
    for letter in "jYnU":
        tri = shown(qtbot, YesNoUnknown())
        press(tri, letter)
        assert tri.value() == {"j": "yes", "Y": "yes", "n": "no", "U": "not_known"}[letter]


def test_a_segment_is_one_tab_stop(qtbot: QtBot) -> None:
    segment = shown(qtbot, Segment(PLACES))
    for code in (None, "icu"):
        segment.set_value(code)
        stops = [o for o in segment.options() if o.focusPolicy() & Qt.FocusPolicy.TabFocus]
        assert len(stops) == 1
    assert stops[0].code == "icu"


def test_options_that_do_not_fit_one_row_become_a_list(qtbot: QtBot) -> None:
    segment = shown(qtbot, Segment(PLACES))
    assert not segment.is_list()
    segment.setFixedWidth(120)
    assert segment.is_list()
    segment.setFixedWidth(488)
    assert not segment.is_list()
    assert Segment([(str(n), f"Option {n}") for n in range(6)]).is_list()


def test_every_option_says_what_it_answers(qtbot: QtBot) -> None:
    segment = shown(qtbot, Segment(PLACES))
    segment.setAccessibleName("Where?")
    assert [option.accessibleName() for option in segment.options()][:2] == [
        "Where?: At home",
        "Where?: Ward",
    ]


def test_a_question_mark_asks_only_as_the_first_character(qtbot: QtBot) -> None:
    frame = shown(qtbot, InputFrame())
    frame.edit.asks_why = True
    with qtbot.waitSignal(frame.edit.why):
        QTest.keyClicks(frame.edit, "?")
    assert frame.text() == ""
    QTest.keyClicks(frame.edit, "a?")
    assert frame.text() == "a?"


def test_alt_keys_type_nothing(qtbot: QtBot) -> None:
    frame = shown(qtbot, InputFrame())
    QTest.keyClick(frame.edit, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert frame.text() == ""
