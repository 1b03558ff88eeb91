"""Beside *Identify*: what was measured around the onset."""

from decimal import Decimal

from PySide6.QtWidgets import QLabel

from iago_desktop.rules.derive import Context
from iago_desktop.rules.known import Lab
from tests.ui.form.conftest import OpenForm

CONTEXT = Context(
    labs=(
        Lab("anc", 13, Decimal(320), "/uL"),
        Lab("anc", 15, Decimal("2.1"), "10*9/L"),
        Lab("anc", 40, Decimal("1.2"), "10*9/L"),
        Lab("igg", 17, Decimal(340), "mg/dL"),
        Lab("crp", 18, Decimal(148), "mg/L"),
    )
)


def test_the_nearest_values_within_three_days_stand_below_the_grade(open_form: OpenForm) -> None:
    form = open_form("infection", context=CONTEXT, onset="d14")
    card = form.side.labs_card
    assert card.isVisible()
    assert card.y() > form.side.grade_card.geometry().bottom()
    day, found = card.shown
    assert day == 14
    assert [(each.lab, each.value, each.unit, each.day, each.low) for each in found] == [
        ("anc", "2.1", "G/L", 15, False),
        ("igg", "3.4", "g/L", 17, True),
    ]
    words = [label.text() for label in card.findChildren(QLabel)]
    assert "Labs around day +14" in words
    assert "day +17" in words


def test_the_values_follow_the_day_of_onset(open_form: OpenForm) -> None:
    form = open_form("infection", context=CONTEXT, onset="d14")
    form.draft.enter("onset", "d40")
    form.refresh()
    assert [each.lab for each in form.side.labs_card.shown[1]] == ["anc"]
    form.draft.enter("onset", "d90")
    form.refresh()
    assert not form.side.labs_card.isVisible()


def test_they_give_way_to_the_grade_and_the_other_steps(open_form: OpenForm) -> None:
    low = open_form("infection", size=(1290, 460), context=CONTEXT, onset="d14")
    assert not low.side.labs_card.isVisible()
    low.resize(1290, 712)
    assert low.side.labs_card.isVisible()
    low.go_to_step("attribute")
    assert not low.side.labs_card.isVisible()
    assert not open_form("labs", context=CONTEXT).side.labs_card.isVisible()
