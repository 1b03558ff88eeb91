"""Old and new values side by side: what changed since somebody looked, and what a correction changes."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from iago_desktop.services.entry_history import Changed
from iago_desktop.services.review import Review
from iago_desktop.ui.models.ledger import shown_day
from iago_desktop.ui.paint import draw_box
from iago_desktop.ui.tokens import RADIUS, T, font
from iago_desktop.ui.widgets import Card, Hairline, Icon, Label, column, row

_LABEL = 240


class ReadOnly(QLabel):
    """A value that can be read and not changed: sunken."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.setFont(font(14, 600))
        self.setWordWrap(True)
        self.setContentsMargins(12, 7, 12, 7)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def paintEvent(self, event: QPaintEvent) -> None:
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        draw_box(QPainter(self), box, RADIUS["control"], T.sunken, T.line2)
        super().paintEvent(event)


def struck(words: str) -> Label:
    """A value that no longer holds."""
    face = font(14)
    face.setStrikeOut(True)
    return Label(words, face, "ink3", wrap=True)


class ReviewCard(Card):
    """Each answer that is another one now: the old one struck through, the new one beside it."""

    def __init__(self, found: Review) -> None:
        super().__init__()
        self.found = found
        title = self.tr("Changed since you looked on {day}").format(day=shown_day(found.seen_at))
        about = ", ".join(found.by)
        layout = column(margins=(28, 18, 28, 14), parent=self)
        layout.addLayout(row(Icon("eye", 18, "accent"), Label(title, font(16, 600)), None, gap=10))
        layout.addSpacing(2)
        layout.addWidget(Label(about, font(13), "ink2", wrap=True))
        layout.addSpacing(8)
        for each in found.changes:
            layout.addWidget(Hairline())
            layout.addWidget(_line(each))
        if not found.changes:
            layout.addWidget(Label(self.tr("No answer changed."), font(14, 500), "ink2"))

    def words(self) -> tuple[tuple[str, str, str], ...]:
        return tuple((label_of(each), each.before, each.after) for each in self.found.changes)


def label_of(change: Changed) -> str:
    return change.label or QCoreApplication.translate("ReviewCard", "Grade")


def _line(change: Changed) -> QWidget:
    name = Label(label_of(change), font(14, 500), "ink2", wrap=True)
    name.setFixedWidth(_LABEL)
    line = QWidget()
    parts: Sequence[QWidget] = (
        struck(change.before or "–"),
        Icon("arrow-right", 14, "ink3"),
        Label(change.after or "–", font(14, 600), wrap=True),
    )
    row(name, *parts, None, gap=10, margins=(0, 8, 0, 8), parent=line)
    was = QCoreApplication.translate("ReviewCard", "{name}: was {before}, now {after}")
    line.setAccessibleName(was.format(name=label_of(change), before=change.before, after=change.after))
    return line
