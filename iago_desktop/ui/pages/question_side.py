"""Beside a question: the value in its course, what will be sent, and what happened around that day."""

from datetime import timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from iago_desktop.errors import InputError
from iago_desktop.quantities import convert
from iago_desktop.services import flowsheet
from iago_desktop.services.around import Near, around
from iago_desktop.services.flowsheet import LabSeries
from iago_desktop.services.questions import OpenQuestion
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.charts.trend import Trend
from iago_desktop.ui.pages.review_card import struck
from iago_desktop.ui.strip import signed
from iago_desktop.ui.tokens import font
from iago_desktop.ui.widgets import Card, Hairline, Icon, Label, column, row

WIDTH, NARROW = 344, 272
_MOST = 3
_NAME = 92
_ICONS = {
    "labs": "drop",
    "immunoglobulin": "drop",
    "follow_up": "clipboard-text",
    "medication": "pill",
    "prophylaxis": "pill",
}


class QuestionSide(QWidget):
    """Built once; what will be sent follows what is typed."""

    def __init__(self, workspace: Workspace, asked: OpenQuestion) -> None:
        super().__init__()
        self._workspace, self._asked = workspace, asked
        self.setFixedWidth(WIDTH)
        self.trend: Trend | None = None
        self._series: LabSeries | None = None
        layout = column(gap=14, margins=(0, 0, 0, 14), parent=self)
        self._add_trend(layout)
        card = Card()
        self._lines = column(gap=8)
        heading = Label(self.tr("What will be sent"), font(13, 600), "ink2")
        signs = self.tr("Signed by {name}. Travels in bundle {number}.").format(
            name=workspace.user.name, number=asked.next_bundle
        )
        signature = row(Icon("signature", 18, "ink2"), gap=10)
        signature.addWidget(Label(signs, font(13), "ink2", wrap=True), 1)
        safe = Label(self.tr("No name and no note travels."), font(12), "ink3", wrap=True)
        column(
            heading, 8, self._lines, 10, Hairline(), 10, signature, 6, safe,
            margins=(17, 13, 17, 14), parent=card,
        )  # fmt: skip
        layout.addWidget(card)
        self._add_around(layout)
        layout.addStretch(1)

    def show_sent(self, old: str, new: str, verdict: str, reason: str) -> None:
        """The value before and after, or the answer in words; and the reason."""
        while self._lines.count():
            item = self._lines.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if new:
            values = row(struck(old or "–"), Icon("arrow-right", 14, "ink3"), gap=8)
            values.addWidget(Label(new, font(14, 600), "accent_ink", wrap=True), 1)
            self._lines.addWidget(self._line(self._asked.line.label, values))
        else:
            self._lines.addWidget(Label(verdict, font(14, 600), wrap=True))
        if reason:
            words = row(Label(reason, font(14, 600), wrap=True))
            self._lines.addWidget(self._line(self.tr("Reason"), words))

    def sent_words(self) -> str:
        """What is shown, in one line."""
        items = (self._lines.itemAt(index) for index in range(self._lines.count()))
        widgets = [widget for item in items if item and (widget := item.widget())]
        labels = [each for widget in widgets for each in ([widget] if isinstance(widget, Label) else [])]
        inside = [label for widget in widgets for label in widget.findChildren(Label)]
        return " ".join(label.text() for label in (*labels, *inside))

    def show_typed(self, answer: dict[str, Any]) -> None:
        if self.trend is not None:
            self.trend.show_now(self._amount(answer))

    def _line(self, name: str, content: QHBoxLayout) -> QWidget:
        label = Label(name, font(13), "ink2")
        label.setFixedWidth(_NAME)
        label.setToolTip(name)
        inner = QWidget()
        line = row(label, parent=inner, gap=8)
        line.addLayout(content, 1)
        return inner

    def _add_trend(self, layout: QVBoxLayout) -> None:
        line, field = self._asked.line, self._asked.field
        if field is None or not field.lab:
            return
        sheet = flowsheet.flowsheet(self._workspace, self._asked.treatment_id)
        series = next((each for each in sheet.rows if each.lab == field.lab), None)
        if series is None or not series.values:
            return
        self._series = series
        card = Card()
        title = self.tr("{name} over time, {unit}").format(name=series.name, unit=series.unit)
        sent = self._amount(self._asked.draft.answer(field.id))
        self.trend = Trend(title, series.values, line.day, sent, self._workspace.language)
        axis = Label(self.tr("day after infusion"), font(12), "ink2")
        head = row(Label(title, font(13, 600), "ink2"), None, axis)
        column(head, 8, self.trend, margins=(17, 13, 12, 10), parent=card)
        layout.addWidget(card)

    def _amount(self, answer: dict[str, Any]) -> Decimal | None:
        """In the unit of the series; None for what is not a number there."""
        series, value = self._series, answer.get("value")
        if series is None or not isinstance(value, str):
            return None
        try:
            return convert(Decimal(value), str(answer.get("unit") or series.unit), series.unit, series.lab)
        except (InputError, InvalidOperation):  # <0.1, or a unit without a factor
            return None

    def _add_around(self, layout: QVBoxLayout) -> None:
        line = self._asked.line
        if line.day is None:
            return
        found = around(self._workspace, self._asked.treatment_id, line.record_id, line.day, most=_MOST)
        if not found:
            return
        card = Card()
        lines = column(
            Label(self.tr("Around that day"), font(13, 600), "ink2"), margins=(17, 13, 17, 14), parent=card
        )
        for each in found:
            lines.addSpacing(10)
            lines.addLayout(self._entry(each))
        layout.addWidget(card)

    def _entry(self, entry: Near) -> QHBoxLayout:
        infusion = self._asked.draft.infusion
        when = self.tr("day {day}").format(day=signed(entry.day))
        if infusion is not None:
            when = f"{(infusion + timedelta(days=entry.day)):%d.%m.%Y} · {when}"
        words = column(Label(entry.title, font(14, 600), wrap=True), Label(when, font(13), "ink2"), gap=2)
        line = row(Icon(_ICONS.get(entry.form, "clipboard-text"), 20, "ink2"), gap=12)
        line.addLayout(words, 1)
        return line
