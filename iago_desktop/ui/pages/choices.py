"""What two computers of the practice say differently, one thing at a time, side by side."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from iago_desktop.errors import IagoError
from iago_desktop.rules.joining import Side
from iago_desktop.sentences import sentence
from iago_desktop.services import desk_questions, rights
from iago_desktop.services.desk_questions import Choice, Waits
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui import names
from iago_desktop.ui.keys import caps
from iago_desktop.ui.models.choice_words import about_of, label_of, words_of
from iago_desktop.ui.page import Action, Footer, Page, Place
from iago_desktop.ui.pages.side_by_side import Face, SideBySide
from iago_desktop.ui.tokens import font
from iago_desktop.ui.widgets import Banner, Button, Icon, KeyHints, Label, column, row, scrolled

_WIDEST = 980
_SIDES: tuple[Side, ...] = ("mine", "theirs")
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ChoicesPage(Page):
    """Can be left at any time: what was chosen is kept, the rest waits."""

    above = Place("registry")

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.crumbs = (self.tr("Registry"), self.tr("Computers of this practice"))
        self._passed: set[str] = set()
        self._waits: tuple[Waits, ...] = ()
        self.choice: Choice | None = None
        self.cards: SideBySide | None = None
        self.take = Button(self.tr("Take this one"), "primary", keys=caps("Return"))
        self.take.clicked.connect(self.answer)
        self.later = Button(self.tr("Later"), "quiet", keys=caps("Esc"))
        self.later.clicked.connect(self.done)
        self._inside = QWidget()
        self._inside.setMaximumWidth(_WIDEST)
        self._column = column(parent=self._inside)
        area = QWidget()
        line = row(margins=(24, 18, 24, 16))
        line.addWidget(self._inside, 1_000)
        line.addStretch(1)
        column(line, None, parent=area)
        layout = column(parent=self)
        layout.addWidget(scrolled(area), 1)
        hints = KeyHints(((("1–2",), self.tr("choose")), (caps("Alt+Down"), self.tr("next question"))))
        layout.addWidget(Footer(hints, None, self.later, self.take))
        ahead = QShortcut(QKeySequence("Alt+Down"), self)
        ahead.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        ahead.activated.connect(self.go_on)
        self._show()

    def actions_here(self) -> tuple[Action, ...]:
        return (Action(self.tr("Next question"), "Alt+Down", self.go_on, "chat-circle"),)

    def refresh(self) -> None:
        """What waits may have changed meanwhile; what is being looked at stays."""
        found = desk_questions.open_choices(self._workspace)
        shown = self.choice.key if self.choice else ""
        if shown not in {each.key for each in found.choices} or found.waits != self._waits:
            self._show()

    def take_focus(self) -> None:
        (self.cards or self.later).setFocus(Qt.FocusReason.OtherFocusReason)

    def stopped_at(self) -> dict[str, Any]:
        return {"value": self.cards.value() if self.cards else None}

    # what is shown

    def _show(self) -> None:
        found = desk_questions.open_choices(self._workspace)
        self._waits = found.waits
        if found.choices and all(each.key in self._passed for each in found.choices):
            self._passed.clear()
        left = [each for each in found.choices if each.key not in self._passed]
        self.choice, self.cards = (left[0], None) if left else (None, None)
        _clear(self._column)
        if self.choice is not None:
            self._show_choice(self.choice, len(found.choices))
        elif not found.waits:
            words = Label(self.tr("Nothing waits for a choice."), font(16, 600))
            self._column.addLayout(row(Icon("check-circle", 24, "accent"), words, None, gap=10))
        for each in found.waits:
            self._column.addSpacing(18)
            self._column.addWidget(self._waiting(each))
        self._column.addStretch(1)
        may = self._workspace.may(rights.ENTER)
        self.take.setVisible(self.choice is not None)
        self.take.setEnabled(False)
        if not may:
            self.take.setAccessibleDescription(self.tr("Your account may not enter data."))
            self.take.setToolTip(self.take.accessibleDescription())

    def _show_choice(self, choice: Choice, count: int) -> None:
        left = self.tr("{count} choices are open").format(count=count)
        who = choice.patient if not names.are_hidden() else ""
        about = " · ".join(part for part in (who, choice.title) if part)
        own = self.tr("This computer ({letter})").format(letter=choice.mine.desk.upper())
        other = self.tr("Computer {letter}").format(letter=choice.theirs.desk.upper())
        self.cards = SideBySide(
            label_of(choice),
            (
                Face(own, words_of(choice, choice.mine), about_of(choice.mine)),
                Face(other, words_of(choice, choice.theirs), about_of(choice.theirs)),
            ),
        )
        self.cards.chosen.connect(lambda _at: self.take.setEnabled(self._workspace.may(rights.ENTER)))
        asks = self.tr("“{field}” was changed on both computers. Which one is right?")
        head = Label(asks.format(field=label_of(choice)), font(20, 600), wrap=True)
        kept = self.tr("The other one stays in the change log, with who chose.")
        self._column.addWidget(head)
        self._column.addSpacing(4)
        if about:
            self._column.addWidget(Label(about, font(14), "ink2", wrap=True))
        self._column.addSpacing(16)
        self._column.addWidget(self.cards)
        self._column.addSpacing(12)
        note = row(Label(kept, font(13), "ink3", wrap=True), gap=10)
        if count > 1:
            note.addWidget(Label(left, font(13), "ink2"))
        self._column.addLayout(note)

    def _waiting(self, waits: Waits) -> Banner:
        who = waits.patient if not names.are_hidden() else ""
        about = " · ".join(part for part in (who, waits.title) if part)
        words = self.tr(
            "{entry} was changed on the other computer while a correction of it is open here. "
            "Finish or discard the correction first."
        ).format(entry=about)
        open_it = Button(self.tr("Open the correction"), height=30)
        open_it.clicked.connect(lambda: self.go.emit(Place("form", waits.draft)))
        return Banner(words, "amber", "pencil-simple", open_it)

    # choosing

    def go_on(self) -> None:
        """To the next one that waits; from the last to the first."""
        if self.choice is not None:
            self._passed.add(self.choice.key)
        self._show()
        self.take_focus()

    def answer(self) -> None:
        at = self.cards.value() if self.cards else None
        if self.choice is None:
            return
        if at is None:
            self.trouble.emit(self.tr("Choose one of the two first."))
            return
        self.trouble.emit("")
        try:
            desk_questions.choose(self._workspace, self.choice, _SIDES[at])
        except IagoError as error:
            self.trouble.emit(sentence(error, self._workspace.language))
        self._show()
        if self.choice is None and not self._waits:
            self.notice.emit(self.tr("All is chosen. Write a file for the other computer when you can."))
        self.take_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and self.choice is not None:
            self.answer()
        else:
            super().keyPressEvent(event)


def _clear(layout: Any) -> None:
    while layout.count():
        item = layout.takeAt(0)
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif item.layout() is not None:
            _clear(item.layout())
