"""The column beside the sheet: the grade card, the rule table, or ready to sign; a strip where narrow."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.rules.draft import Draft
from iago_desktop.services.measures import INFECTION
from iago_desktop.ui.form.evidence import evidence
from iago_desktop.ui.form.grade_card import GradeCard
from iago_desktop.ui.form.grade_facts import Facts, Missing, published_words
from iago_desktop.ui.form.labs_around import LabsCard, labs_around, onset_day
from iago_desktop.ui.form.ready_card import Line, ReadyCard
from iago_desktop.ui.form.rule_table import RuleTable
from iago_desktop.ui.form.step_page import StepPage
from iago_desktop.ui.form.worked_out import PairsCard, worked_out
from iago_desktop.ui.paint import draw_box
from iago_desktop.ui.tokens import T, font
from iago_desktop.ui.widgets import Icon, Label, Link, column, row, scrolled

WIDTH = 324
_GAP = 12
_INNER = WIDTH - 32


class SideColumn(QWidget):
    go_to = Signal(str)
    disagreed = Signal()

    def __init__(self, draft: Draft, catalogue: Catalogue) -> None:
        super().__init__()
        self._draft, self._catalogue = draft, catalogue
        self.grade_card, self.ready_card = GradeCard(), ReadyCard()
        self.grade_card.go_to.connect(self.go_to)
        self.grade_card.table_asked.connect(self.toggle_table)
        self.grade_card.disagreed.connect(self.disagreed)
        self.ready_card.go_to.connect(self.go_to)
        self._table: RuleTable | None = None
        self._page: QVBoxLayout | None = None
        self._page_table: RuleTable | None = None
        self.evidence_card, self.worked_card = PairsCard(), PairsCard()
        self.labs_card = LabsCard()
        self._has_grading = draft.form.grading is not None
        self._last, self._step = False, ""
        inner = QWidget()
        cards = (self.evidence_card, self.grade_card, self.labs_card, self.worked_card, self.ready_card)
        self._layout = column(*cards, gap=_GAP, margins=(16, 16, 16, 12), parent=inner)
        self._layout.addStretch(1)
        inner.setFixedWidth(WIDTH)
        area: QScrollArea = scrolled(inner)
        column(area, parent=self)
        self.setFixedWidth(WIDTH)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), T.bg)
        painter.fillRect(0, 0, 1, self.height(), T.line)

    def show_step(self, step: str) -> None:
        """Beside *Attribute* what the other records say, and what a form without grades works out."""
        self._step = step
        if step == "attribute":
            self.evidence_card.show_parts(*evidence(self._draft, self._catalogue))
        if step == "identify" and self._draft.form.id == INFECTION:
            self.labs_card.show_around(onset_day(self._draft), labs_around(self._draft, self._catalogue))
        if not self._has_grading and (values := worked_out(self._draft)):
            self.worked_card.show_parts((self.tr("Worked out"), values))

    def show_grade(self, facts: Facts, recorded: tuple[int, str] | None) -> None:
        self._last = False
        self.grade_card.show_facts(facts, recorded)
        self._refresh_tables()
        self._arrange()

    def show_ready(self, lines: Sequence[Line], gaps: Sequence[Missing], answered: int, asked: int) -> None:
        self._last = True
        self.ready_card.show_state(lines, gaps, answered, asked)
        self._refresh_tables()
        self._arrange()

    def _arrange(self) -> None:
        table = self._table is not None
        self.grade_card.setVisible(self._has_grading and not self._last and not table)
        self.ready_card.setVisible(self._last and not table)
        self.evidence_card.setVisible(self._step == "attribute" and not table)
        self.worked_card.setVisible(bool(self.worked_card.shown) and not table)
        self._fit_labs()

    def _fit_labs(self) -> None:
        """The laboratory values stand below the grade where both can be seen at once, else not at all."""
        wanted = self._step == "identify" and bool(self.labs_card.shown[1]) and self._table is None
        high = _high(self.grade_card) + _GAP + _high(self.labs_card) + 28
        self.labs_card.setVisible(wanted and high <= self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_labs()

    # the rule table

    def _make_table(self, *, flat: bool = False) -> RuleTable:
        draft = self._draft
        grading = draft.grade().grading
        source = grading.source if grading else ""
        rows, words = draft.grade().rows, published_words(draft, self._catalogue)
        return RuleTable(rows, draft.grade().row, words, source, draft.language, flat=flat)

    def toggle_table(self) -> None:
        if not self._has_grading:
            return
        if self._table is None:
            self._table = self._make_table()
            self._layout.insertWidget(0, self._table)
        else:
            self._drop(self._table)
            self._table = None
        self._arrange()

    def shows_table(self) -> bool:
        return self._table is not None

    def table(self) -> RuleTable | None:
        return self._table

    def fill_empty_step(self, page: StepPage) -> None:
        """A step without questions, *Grade*, shows the table itself."""
        self._page = page.body
        self._refresh_tables()

    def _refresh_tables(self) -> None:
        if self._table is not None:
            self._drop(self._table)
            self._table = self._make_table()
            self._layout.insertWidget(0, self._table)
        if self._page is not None and self._has_grading:
            if self._page_table is not None:
                self._drop(self._page_table)
            self._page_table = self._make_table(flat=True)
            self._page.insertWidget(0, self._page_table)

    @staticmethod
    def _drop(widget: QWidget) -> None:
        widget.hide()
        widget.deleteLater()

    def focus_first(self) -> bool:
        """For Ctrl+Tab: the first thing in here that takes the focus."""
        for child in self.findChildren(QWidget):
            if child.isVisible() and child.focusPolicy() & Qt.FocusPolicy.ClickFocus:
                child.setFocus()
                return QApplication.focusWidget() is child
        return False


def _high(card: QWidget) -> int:
    return card.heightForWidth(_INNER) if card.hasHeightForWidth() else card.sizeHint().height()


class Strip(QFrame):
    """The card in one line, where there is no room for it."""

    card_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._title = Label("", font(13, 600), "accent_ink")
        self._words = Label("", font(13), "ink2")
        self._words.setMinimumWidth(40)
        link = Link(self.tr("Show card"))
        link.setAccessibleName(link.text())
        link.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        link.clicked.connect(self.card_asked)
        layout = row(
            Icon("info", 18, "accent_ink"), self._title, gap=10, margins=(30, 10, 26, 10), parent=self
        )
        layout.addWidget(self._words, 1)
        layout.addWidget(link)
        self.setFixedHeight(64)
        self.hide()

    def show_words(self, title: str, words: str) -> None:
        self._title.setText(title)
        self._words.setText(words)

    def paintEvent(self, _event: QPaintEvent) -> None:
        box = QRectF(self.rect()).adjusted(16, 10, -16, -10)
        draw_box(QPainter(self), box, 8, T.accent_soft, T.accent_line)
