"""The published table behind the grade, with the row that is met at present."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame

from iago_desktop.definitions.model import GradeRow
from iago_desktop.ui.paint import draw_box
from iago_desktop.ui.tokens import T, font
from iago_desktop.ui.widgets import Badge, Card, GradeMark, Label, column, row


class _Line(QFrame):
    def __init__(self, grade: int, words: str, published: str, *, current: bool) -> None:
        super().__init__()
        self._current = current
        texts = column(Label(words, font(13, 600 if current else 500), wrap=True))
        if published and published != "-":
            texts.addWidget(Label(published, font(12), "ink3", wrap=True))
        layout = row(GradeMark(grade, 24), gap=10, margins=(10, 8, 10, 8), parent=self)
        layout.addLayout(texts, 1)
        self.setAccessibleName(f"{grade}: {words}")

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._current:
            draw_box(QPainter(self), QRectF(self.rect()), 6, T.accent_soft, T.accent_line)


class RuleTable(Card):
    def __init__(
        self,
        rows: tuple[GradeRow, ...],
        current: GradeRow | None,
        published: dict[int, str],
        source: str,
        language: str,
        *,
        flat: bool = False,
    ) -> None:
        super().__init__()
        self._flat = flat
        self.current_grade = current.grade if current else None
        side = 0 if flat else 10
        layout = column(gap=2, margins=(side, 0 if flat else 14, side, 14), parent=self)
        if not flat:
            title = Label(self.tr("Rule table"), font(13, 600), "ink2")
            title.setContentsMargins(8, 0, 0, 4)
            layout.addLayout(row(title, None, Badge("F2", "outline")))
        grades = [each.grade for each in rows]
        for each in rows:
            first = grades.index(each.grade) == rows.index(each)
            words = each.text.in_language(language)
            line = _Line(
                each.grade, words, published.get(each.grade, "") if first else "", current=each is current
            )
            layout.addWidget(line)
        if not rows:
            layout.addWidget(
                Label(self.tr("The table follows once the term is chosen."), font(13), "ink2", wrap=True)
            )
        note = Label(source, font(12), "ink3", wrap=True)
        note.setContentsMargins(10 if not flat else 0, 8, 10, 0)
        layout.addWidget(note)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._flat:
            super().paintEvent(event)
