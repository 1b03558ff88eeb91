"""The parts of a form's window: rail, sheet, side column, footer, and how they make do with less room."""

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.rules.draft import Draft
from iago_desktop.ui.form.rail import Person, Rail
from iago_desktop.ui.form.side import SideColumn, Strip
from iago_desktop.ui.tokens import HEIGHT, font
from iago_desktop.ui.widgets import Button, KeyHints, Label, Panel, column, row

_NARROW = 1124  # the window's 1200 without its navigation


class FormFrame(QWidget):
    """Holds the parts; what they show and do is the form's."""

    def __init__(
        self, draft: Draft, catalogue: Catalogue, steps: Sequence[str], person: Person | None
    ) -> None:
        super().__init__()
        self._has_grading = draft.form.grading is not None
        self.is_visit = draft.form.kind == "visit"  # one page with everything on it: no rail, no card
        self.rail = Rail(steps, person)
        self.side = SideColumn(draft, catalogue)
        self.strip = Strip()
        self.strip.card_asked.connect(lambda: self.show_side(shown=self.side.isHidden()))
        self.stack = QStackedWidget()
        sheet = Panel("surface", "left right")
        column(self.strip, self.stack, parent=sheet)
        self._body = row(self.rail)
        self._body.addWidget(sheet, 1)
        layout = column(parent=self)
        layout.addLayout(self._body, 1)
        layout.addWidget(self._footer())
        self._set_narrow(narrow=False)
        self.rail.setVisible(not self.is_visit)

    def _footer(self) -> QWidget:
        self.close_button = Button(self.tr("Close"), "quiet", keys=("Esc",))
        self.close_button.setAccessibleName(self.close_button.text())
        self.next_button = Button(self.tr("Next"), "primary", keys=(self.tr("Ctrl"), "↵"))
        hints: tuple[tuple[tuple[str, ...], str], ...] = (
            (("↵",), self.tr("next field")),
            (("Alt", "M"), self.tr("next missing")),
            (("Alt", "U"), self.tr("no value")),
            (("F1",), self.tr("explain field")),
        )
        if self.is_visit:
            answer = (self.tr("Y"), "N", "U")
            hints = ((answer, self.tr("answer")), (("Alt", "L"), self.tr("lab values")), hints[1], hints[3])
        self._hints, self._few_hints = KeyHints(hints), KeyHints(hints[:2])
        self.counts = Label("", font(13), "ink2")
        if not self.is_visit:  # shown here, before it lies in the window, it would be a window of its own
            self.counts.hide()
        footer = Panel("surface", "top")
        footer.setFixedHeight(HEIGHT["foot"])
        items = (self._hints, self._few_hints, None, self.counts, 16, self.close_button, 12, self.next_button)
        row(*items, margins=(24, 1, 24, 0), parent=footer)
        return footer

    def show_counts(self, answered: int, asked: int, to_confirm: int) -> None:
        words = self.tr("{answered} of {asked} answered")
        if to_confirm:
            words = self.tr("{answered} of {asked} answered · {confirm} to confirm")
        self.counts.setText(words.format(answered=answered, asked=asked, confirm=to_confirm))

    def name_next(self, words: str) -> None:
        if self.next_button.text() != words:
            self.next_button.setText(words)
            self.next_button.setAccessibleName(words)
            self.next_button.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        if narrow != self.rail.is_compact():
            self._set_narrow(narrow=narrow)
        self._place_side()

    def show_side(self, *, shown: bool) -> None:
        """Beside the sheet, or over it where there is no room."""
        self.side.setVisible(shown and not self.is_visit)
        self._place_side()

    def _place_side(self) -> None:
        if self.rail.is_compact():
            width = self.side.width()
            self.side.setGeometry(self.width() - width, 0, width, self.height() - HEIGHT["foot"])
            self.side.raise_()

    def _set_narrow(self, *, narrow: bool) -> None:
        """Letters only in the rail, the card in one line."""
        self.rail.set_compact(compact=narrow)
        self.strip.setVisible(narrow and self._has_grading)
        if narrow:
            self._body.removeWidget(self.side)
            self.side.setParent(self)
        else:
            self._body.addWidget(self.side)
        self.show_side(shown=not narrow)
        self._hints.setVisible(not narrow)
        self._few_hints.setVisible(narrow)
