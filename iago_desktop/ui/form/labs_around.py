"""Laboratory values around the onset, beside the first step: what was measured, and nothing about it."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.quantities import shown, unit_shown
from iago_desktop.rules.draft import Draft
from iago_desktop.rules.series import daily
from iago_desktop.ui.charts.course_marks import is_low
from iago_desktop.ui.strip import signed
from iago_desktop.ui.tokens import font
from iago_desktop.ui.widgets import Card, Hairline, Icon, Label, column, row

LABS = (("anc", "ANC"), ("igg", "IgG"), ("crp", "CRP"))
NEAR = 3
"""Days before and after the onset."""


@dataclass(frozen=True)
class Around:
    """The value nearest to the onset, in words; of two equally near the later one."""

    lab: str
    name: str
    value: str
    unit: str
    day: int
    low: bool


def onset_day(draft: Draft) -> int | None:
    onset = draft.form.with_role("onset")
    days = draft.day_note(onset.id) if onset else None
    return days.exact if days is not None else None


def labs_around(draft: Draft, catalogue: Catalogue) -> tuple[Around, ...]:
    """Empty without a day of onset; a value that was not measured near it is left out."""
    here = onset_day(draft)
    if here is None:
        return ()
    found = []
    for lab, name in LABS:
        unit = draft.lab_unit(lab) if catalogue.has_lab(lab) else ""
        values = daily(draft.context, lab, unit, here - NEAR, here + NEAR)
        if not values:
            continue
        day = min(values, key=lambda each: (abs(each - here), -each))
        words = shown(f"{values[day].normalize():f}", draft.language)
        found.append(Around(lab, name, words, unit_shown(unit), day, is_low(lab, values[day], unit)))
    return tuple(found)


class LabsCard(Card):
    """Hidden by whoever has no room for it; built anew when a value changes."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: tuple[int | None, tuple[Around, ...]] = (None, ())
        self._outer = column(parent=self)
        self._body: QWidget | None = None

    def show_around(self, day: int | None, found: tuple[Around, ...]) -> None:
        if (day, found) == self.shown:
            return
        self.shown = (day, found)
        if self._body is not None:
            self._outer.removeWidget(self._body)
            self._body.hide()
            self._body.deleteLater()
            self._body = None
        if day is None or not found:
            return
        self._body = QWidget()
        layout = column(margins=(18, 12, 18, 8), parent=self._body)
        layout.addWidget(
            Label(self.tr("Labs around day {day}").format(day=signed(day)), font(13, 600), "ink2")
        )
        layout.addSpacing(4)
        for place, each in enumerate(found):
            if place:
                layout.addWidget(Hairline())
            layout.addWidget(self._line(each))
        self._outer.addWidget(self._body)

    def _line(self, each: Around) -> QWidget:
        line = QWidget()
        day = self.tr("day {day}").format(day=signed(each.day))
        low = self.tr("low") if each.low else ""
        said = ", ".join(filter(None, (f"{each.name} {each.value} {each.unit}".strip(), low, day)))
        line.setAccessibleName(said)
        name = Label(each.name, font(13), "ink2")
        name.setFixedWidth(88)
        layout = row(name, gap=6, margins=(0, 5, 0, 5), parent=line)
        if each.low:
            layout.addWidget(Icon("arrow-down", 14, "amber"))
        else:
            layout.addSpacing(14 + 6)
        layout.addWidget(Label(each.value, font(14, 600), "amber" if each.low else "ink"))
        layout.addWidget(Label(each.unit, font(12), "ink2"), 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addStretch(1)
        layout.addWidget(Label(day, font(12), "ink2"))
        return line
