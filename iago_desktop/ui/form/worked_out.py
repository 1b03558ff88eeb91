"""What the form works out from answers and other records, in words: the values that carry a text."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from iago_desktop.definitions.model import Derived
from iago_desktop.quantities import unit_shown
from iago_desktop.rules.draft import Draft
from iago_desktop.rules.expressions import Value
from iago_desktop.ui.tokens import font
from iago_desktop.ui.widgets import Card, Label, column, row

Pairs = tuple[tuple[str, str], ...]
_WITH_UNIT = ("lab_lowest", "lab_highest", "lab_near", "lab_nearest")


def worked_out(draft: Draft) -> Pairs:
    """(name, value) of everything worth showing; what is not known yet is a dash."""
    found = draft.grade().derived
    return tuple(
        (each.text.in_language(draft.language), _words(each, found.get(each.id), draft.language))
        for each in draft.form.derived
        if each.text is not None
    )


def number_words(value: float, language: str) -> str:
    words = f"{value:.2f}".rstrip("0").rstrip(".")
    return words.replace(".", ",") if language == "de" else words


def _words(entry: Derived, value: Value | None, language: str) -> str:
    named = {choice.code: choice.text.in_language(language) for choice in entry.choices} | {
        "yes": QCoreApplication.translate("YesNoUnknown", "Yes"),
        "no": QCoreApplication.translate("YesNoUnknown", "No"),
    }
    if value is None:
        return "–"
    if not isinstance(value, int | float):
        return named.get(str(value), str(value))
    unit = str(entry.arguments.get("unit", "")) if entry.function in _WITH_UNIT else ""
    unit = "%" if entry.function == "lab_share" else unit_shown(unit)
    return f"{number_words(float(value), language)} {unit}".strip()


def value_lines(pairs: Pairs) -> QVBoxLayout:
    """A line for each; the value is never shortened, its name takes a second line."""
    lines = column(gap=6)
    for name, value in pairs:
        line = row(gap=12)
        line.addWidget(Label(name, font(13), "ink2", wrap=True), 1)
        line.addWidget(Label(value, font(13, 600)), 0, Qt.AlignmentFlag.AlignTop)
        lines.addLayout(line)
    return lines


class PairsCard(Card):
    """Named values under titles, built anew when they change."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: tuple[tuple[str, Pairs], ...] = ()
        self._outer = column(parent=self)
        self._body: QWidget | None = None

    def show_parts(self, *parts: tuple[str, Pairs]) -> None:
        if parts == self.shown:
            return
        self.shown = parts
        if self._body is not None:
            self._outer.removeWidget(self._body)
            self._body.hide()
            self._body.deleteLater()
        self._body = QWidget()
        layout = column(margins=(18, 14, 18, 14), parent=self._body)
        for place, (title, pairs) in enumerate(parts):
            if place:
                layout.addSpacing(12)
            layout.addWidget(Label(title, font(13, 600), "ink2", wrap=True))
            layout.addSpacing(6)
            layout.addLayout(value_lines(pairs))
        self._outer.addWidget(self._body)
