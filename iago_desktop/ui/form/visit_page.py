"""The page of a visit: one key for each question at the left; laboratory values and what is next beside it.

Where the window is narrow the cards of the right stand below the questions.
"""

from collections.abc import Iterator, Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from iago_desktop.definitions.model import Field, Section
from iago_desktop.ui.form.editor import Desk, Editor
from iago_desktop.ui.form.field_row import FieldRow, Hair, MessageLine
from iago_desktop.ui.form.lab_sheet import LabSheet
from iago_desktop.ui.form.step_page import StepPage, questions, settle
from iago_desktop.ui.tokens import font
from iago_desktop.ui.widgets import Card, Label, Panel, column, row, scrolled

_NARROW = 1124
_LEFT, _RIGHT = 27, 25
_AIR = 48


class SheetRow(FieldRow):
    """A flowsheet takes the whole width; the message about one of its values stands below."""

    def __init__(self, first: Field, editors: Sequence[Editor], language: str) -> None:
        super().__init__(first, editors, language)
        beside = self.mark.parentWidget()
        if beside is not None:
            beside.setFixedWidth(0)

    def _place_editors(self, grid: QGridLayout, _first: Field) -> None:
        grid.setHorizontalSpacing(0)
        (editor,) = self.editors
        message = MessageLine()
        message.acted.connect(lambda action: self.acted.emit(editor, action))
        cell = QWidget()
        column(editor.widget, 6, message, parent=cell)
        grid.addWidget(cell, 0, 0, 1, 2)
        self.messages[editor], self._cells[editor] = message, cell
        self.mark.hide()


class VisitPage(StepPage):
    """The first section is asked at the left; each further one is a card."""

    def __init__(self, sections: Sequence[Section], desk: Desk) -> None:
        self._cards: list[tuple[int, QWidget, QVBoxLayout]] = []  # by the place before their questions
        self._is_wide: bool | None = None
        super().__init__(sections, desk)

    def _compose(self, sheet: QVBoxLayout) -> None:
        left = Panel("surface", "right")
        left.setLayout(sheet)
        self.cards = QWidget()
        self._stack = column(gap=14, margins=(20, 16, 24, 16), parent=self.cards)
        for _place, card, _inside in self._cards:
            self._stack.addWidget(card)
        self._stack.addStretch(1)
        self.beside = scrolled(self.cards)
        self._ground = Panel("bg", "")
        column(self.beside, parent=self._ground)
        layout = row(parent=self)
        layout.addWidget(left, _LEFT)
        layout.addWidget(self._ground, _RIGHT)

    def _questions(self, section: Section) -> Iterator[list[list[Field]]]:
        labs = [field for field in section.fields if field.lab and field.series]
        if len(labs) == len(section.fields) > 1:
            yield [labs]
        else:
            yield from questions(section.fields)

    def _add_section(self, section: Section, place: int) -> None:
        card = Card()
        inside = column(margins=(20, 14, 12, 12), parent=card)
        language = self._desk.language
        about = section.subtitle.in_language(language) if section.subtitle else ""
        title = Label(section.title.in_language(language), font(16, 600))
        inside.addLayout(row(title, None, Label(about, font(12), "ink3"), margins=(0, 0, 8, 6), gap=12))
        self._cards.append((place, card, inside))
        self._headings.append((card, section))

    def _row(self, first: Field, editors: Sequence[Editor], known: str) -> FieldRow:
        if isinstance(editors[0], LabSheet):
            return SheetRow(first, editors, self._desk.language)
        return super()._row(first, editors, known)

    def _put(self, place: int, line: Hair, row: FieldRow) -> None:
        inside = next((each for first, _card, each in reversed(self._cards) if place > first), None)
        if inside is None:
            super()._put(place, line, row)
            return
        if isinstance(row, SheetRow):  # it draws its own lines
            line.setFixedHeight(0)
        inside.addWidget(line)
        inside.addWidget(row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = self.width() >= _NARROW
        if is_wide == self._is_wide:
            return
        self._is_wide = is_wide
        self._stack.setContentsMargins(*((20, 16, 24, 16) if is_wide else (0, 16, 10, 16)))
        if is_wide:
            self.body.removeWidget(self.cards)
            self.beside.setWidget(self.cards)
        else:
            self.beside.takeWidget()
            self.body.insertWidget(self.body.count() - 1, self.cards)
        self.cards.show()
        self._ground.setVisible(is_wide)

    def bring_into_view(self, editor: Editor) -> None:
        widget = editor.focused_part()
        if self._is_wide and self.cards.isAncestorOf(widget):
            settle()
            self.beside.ensureWidgetVisible(widget, 0, _AIR)
        else:
            super().bring_into_view(editor)
