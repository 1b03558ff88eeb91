"""The computed grade: the only place where the number stands, with its rule and what is still open."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from iago_desktop.ui.form.grade_facts import Facts, Missing
from iago_desktop.ui.form.worked_out import value_lines
from iago_desktop.ui.icons import draw_icon
from iago_desktop.ui.paint import (
    CENTRE,
    LEFT,
    RIGHT,
    Painted,
    draw_box,
    draw_grade_mark,
    draw_keys,
    draw_text,
    key_width,
    width_of,
)
from iago_desktop.ui.tokens import T, font
from iago_desktop.ui.widgets import Badge, Card, GradeMark, Hairline, Icon, Label, Link, column, row

_STEPS = ("identify", "attribute", "grade", "optimize")
_LINES, _LINE = 3, 17
CARD_WIDTH = 256.0  # of what lies in a card of the side column, which never changes its width


def broken(text: str, face: QFont, width: float, most: int) -> list[str]:
    """The text in lines of `width`; what does not fit in `most` of them is elided."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and (len(lines) == most or width_of(longer, face) <= width):
            lines[-1] = longer
        else:
            lines.append(word)
    metrics = QFontMetricsF(face)
    return [metrics.elidedText(line, Qt.TextElideMode.ElideRight, width) for line in lines]


class GradeHead(Painted):
    """The mark and its words; of a grade that a person recorded instead, with the computed one small."""

    def __init__(self, facts: Facts, recorded: tuple[int, str] | None = None) -> None:
        super().__init__()
        self._facts, self._recorded = facts, recorded
        self._title, words = facts.title, facts.subtitle
        if recorded is not None:
            computed = facts.title if facts.grade is None else str(facts.grade)
            self._title = self.tr("Recorded grade {grade}").format(grade=recorded[0])
            words = self.tr("Computed: {grade}. Reason: {reason}").format(grade=computed, reason=recorded[1])
        self._lines = broken(words, font(13), CARD_WIDTH - 80.0, _LINES)
        self.setFixedHeight(max(64, 30 + _LINE * len(self._lines)))
        self.setAccessibleName(f"{self._title}. {words}")
        self.setToolTip(words)

    def title(self) -> str:
        return self._title

    def lines(self) -> list[str]:
        return self._lines

    def paint(self, painter: QPainter) -> None:
        facts, width = self._facts, self.width() - 80.0
        px = 26 if facts.is_bound else 30
        if self._recorded is None:
            draw_grade_mark(painter, QRectF(0.5, 0.5, 63, 63), facts.grade, lower=facts.is_bound, px=px)
        else:
            draw_grade_mark(painter, QRectF(0.5, 0.5, 59, 59), self._recorded[0], px=30)
            small = QRectF(39.5, 39.5, 24, 24)
            draw_box(painter, small.adjusted(-2, -2, 2, 2), 7, T.surface)
            draw_grade_mark(painter, small, facts.grade, lower=facts.is_bound)
        sizes = (font(20, 600), font(18, 600), font(16, 600))
        face = next((face for face in sizes if width_of(self._title, face) <= width), sizes[-1])
        y = 8.0 if len(self._lines) < 2 else 0.0
        draw_text(painter, QRectF(80, y, width, 26), self._title, face, T.ink)
        for place, line in enumerate(self._lines):
            draw_text(painter, QRectF(80, y + 28 + _LINE * place, width, _LINE), line, font(13), T.ink2)


class GradeScale(Painted):
    """Solid: certain.  Hatched: still possible.  Outline: ruled out by what is entered."""

    def __init__(self, facts: Facts) -> None:
        super().__init__()
        self._facts = facts
        self.setFixedHeight(34)

    def paint(self, painter: QPainter) -> None:
        facts = self._facts
        gap = 4.0
        width = (self.width() - gap * (facts.top - 1)) / facts.top
        for grade in range(1, facts.top + 1):
            x = (grade - 1) * (width + gap)
            bar = QRectF(x, 0, width, 10)
            fill, _numeral, outline = T.grade(grade)
            possible = grade in facts.possible
            if grade <= facts.lower:
                draw_box(painter, bar, 3, fill, outline)
            elif possible:
                draw_box(painter, bar, 3, T.surface, outline, 1.2)
                self._hatch(painter, bar, QPen(outline, 1.6))
            else:
                draw_box(painter, bar, 3, T.surface, T.line2)
            face = font(12, 700 if grade == facts.lower else 500)
            ink = T.ink if possible or grade <= facts.lower else T.ink3
            draw_text(painter, QRectF(x, 13, width, 18), str(grade), face, ink, CENTRE)

    @staticmethod
    def _hatch(painter: QPainter, bar: QRectF, pen: QPen) -> None:
        painter.save()
        path = QPainterPath()
        path.addRoundedRect(bar.adjusted(1, 1, -1, -1), 2, 2)
        painter.setClipPath(path)
        painter.setPen(pen)
        x = bar.x() - 12
        while x < bar.right() + 12:
            painter.drawLine(QPointF(x, 11), QPointF(x + 11, -1))
            x += 6
        painter.restore()


class RuleBox(QFrame):
    """The one rule that decided: finding, arrow, grade."""

    def __init__(self, words: str, grade: int | None) -> None:
        super().__init__()
        label = Label(words, font(13, 500), wrap=True)
        layout = row(gap=8, margins=(12, 9, 10, 9), parent=self)
        layout.addWidget(label, 1)
        layout.addWidget(Icon("arrow-right", 16, "ink3"))
        layout.addWidget(GradeMark(grade, 24))

    def paintEvent(self, _event: QPaintEvent) -> None:
        draw_box(QPainter(self), QRectF(self.rect()), 6, T.sunken)


class MissingRow(QAbstractButton):
    """What is still missing; goes there."""

    def __init__(self, missing: Missing) -> None:
        super().__init__()
        self.missing = missing
        self.setText(missing.label)
        self.setAccessibleName(f"{missing.label} {missing.where}".strip())
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        place = _STEPS.index(missing.step) + 1 if missing.step in _STEPS else 0
        self._keys = ("Alt", str(place)) if missing.where and place else ("Alt", "M")
        room = CARD_WIDTH - 34.0 - key_width(self._keys)
        self._lines = broken(missing.label, font(13, 500), room, 2)
        self.setFixedHeight((40 if missing.where else 28) + _LINE * (len(self._lines) - 1))

    def sizeHint(self) -> QSize:
        return QSize(240, self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        draw_icon(painter, "circle-dashed", 0, 3, 18, T.ink3)
        width = self.width() - 26 - key_width(self._keys) - 8
        for number, line in enumerate(self._lines):
            box = QRectF(26, 1 + _LINE * number, width, 20)
            draw_text(painter, box, line, font(13, 500), T.ink, LEFT, elide=True)
        if self.missing.where:
            box = QRectF(26, 20 + _LINE * (len(self._lines) - 1), self.width() - 26, 16)
            draw_text(painter, box, self.missing.where, font(12), T.ink3, LEFT, elide=True)
        if self.missing.step:
            draw_keys(painter, self.width(), 12, self._keys)
        if self.hasFocus():
            draw_box(painter, QRectF(self.rect()), 4, None, T.accent, 2)


class CheckedRow(Painted):
    """A finding that was looked at and did not decide."""

    def __init__(self, label: str, value: str) -> None:
        super().__init__()
        self._label, self._value = label, value
        self.setFixedHeight(24)
        self.setAccessibleName(f"{label}: {value}")

    def paint(self, painter: QPainter) -> None:
        draw_icon(painter, "check", 1, 4, 15, T.accent)
        right = width_of(self._value, font(13)) + 8
        box = QRectF(26, 0, self.width() - 26 - right, 24)
        draw_text(painter, box, self._label, font(13, 500), T.ink2, LEFT, elide=True)
        draw_text(painter, QRectF(self.rect()), self._value, font(13), T.ink3, RIGHT)


def heading(text: str) -> Label:
    return Label(text, font(12, 600), "ink3")


class GradeCard(Card):
    go_to = Signal(str)  # a field
    table_asked = Signal()
    disagreed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.facts: Facts | None = None
        self._recorded: tuple[int, str] | None = None
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._body: QWidget | None = None

    def show_facts(self, facts: Facts, recorded: tuple[int, str] | None = None) -> bool:
        """Show; True if it says something new.  `recorded` is the grade a person keeps instead, and why."""
        if (facts, recorded) == (self.facts, self._recorded):
            return False
        self.facts, self._recorded = facts, recorded
        if self._body is not None:
            self._outer.removeWidget(self._body)
            self._body.hide()
            self._body.deleteLater()
        self._body = self._build(facts)
        self._outer.addWidget(self._body)
        return True

    def _build(self, facts: Facts) -> QWidget:
        body = QWidget()
        badge = Badge(facts.state, facts.tone)
        if self._recorded:
            badge = Badge(self.tr("overridden"), "amber")
        layout = column(margins=(18, 14, 18, 14), parent=body)
        layout.addLayout(row(Label(self.tr("Computed grade"), font(13, 600), "ink2"), None, badge))
        layout.addSpacing(10)
        layout.addWidget(GradeHead(facts, self._recorded))
        layout.addSpacing(12)
        layout.addWidget(GradeScale(facts))
        layout.addSpacing(8)
        if facts.rule:
            layout.addWidget(heading(self.tr("Rule that decided")))
            layout.addSpacing(6)
            layout.addWidget(RuleBox(facts.rule, facts.grade))
            layout.addSpacing(12)
        named = ((self.tr("Also graded by"), facts.beside), (self.tr("Worked out"), facts.worked_out))
        for title, pairs in named:
            if pairs:
                layout.addLayout(column(heading(title), 4, value_lines(pairs), 12))
        if facts.missing:
            layout.addWidget(heading(self.tr("Still missing")))
            layout.addSpacing(6)
            for missing in facts.missing[:4]:
                line = MissingRow(missing)
                if missing.step:
                    line.clicked.connect(lambda _on=False, field=missing.field: self.go_to.emit(field))
                layout.addWidget(line)
            layout.addSpacing(8)
        self._add_checked(layout, facts)
        layout.addWidget(Hairline())
        layout.addSpacing(10)
        layout.addLayout(self._origin(facts))
        layout.addSpacing(10)
        layout.addLayout(self._links())
        return body

    def _add_checked(self, layout: QVBoxLayout, facts: Facts) -> None:
        if facts.checked:
            layout.addWidget(heading(self.tr("Checked, no effect")))
            layout.addSpacing(4)
            for label, value in facts.checked[:4]:
                layout.addWidget(CheckedRow(label, value))
            layout.addSpacing(10)

    @staticmethod
    def _origin(facts: Facts) -> QHBoxLayout:
        texts = column(
            Label(facts.source, font(12, 500), "ink2", wrap=True), 2, Label(facts.rule_set, font(12), "ink3")
        )
        origin = row(Icon("book-open", 16, "ink3"), gap=10)
        origin.addLayout(texts, 1)
        return origin

    def _links(self) -> QVBoxLayout:
        table = Link(self.tr("Show rule table"), ("F2",))
        disagree = Link(self.tr("Disagree …"))
        for link in (table, disagree):
            link.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            link.setAccessibleName(link.text())
        table.clicked.connect(self.table_asked)
        disagree.clicked.connect(self.disagreed)
        return column(row(table, None, disagree))
