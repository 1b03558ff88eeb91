"""Who is working?  One tile a person; arrow keys choose."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QRadioButton, QSizePolicy, QWidget

from iago_desktop.services.entrance import Person
from iago_desktop.ui.paint import CENTRE, draw_box, draw_text
from iago_desktop.ui.tokens import T, font

_COLUMNS = 2
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -_COLUMNS,
    Qt.Key.Key_Down: _COLUMNS,
}


class PersonTile(QRadioButton):
    def __init__(self, person: Person, role: str) -> None:
        super().__init__(person.name)
        self.person, self._role = person, role
        self.setAutoExclusive(False)  # the group decides, and arrows move in two directions
        self.setFixedHeight(64)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{person.name}, {role}")

    def hitButton(self, _pos: object) -> bool:
        return True

    def nextCheckState(self) -> None:
        self.setChecked(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _STEPS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        rect, on = QRectF(self.rect()), self.isChecked()
        width = 2.0 if self.hasFocus() else 1.6 if on else 1.0
        outline = T.accent if on or self.hasFocus() else T.line2
        draw_box(painter, rect, 8, T.accent_soft if on else T.surface, outline, width)
        draw_box(painter, QRectF(15, 15, 34, 34), 17, T.accent if on else T.hover)
        ink = T.on_accent if on else T.ink2
        draw_text(painter, QRectF(15, 15, 34, 34), initials(self.person.name), font(13, 600), ink, CENTRE)
        words = QRectF(60, 12, rect.width() - 70, 20)
        name_ink = T.accent_ink if on else T.ink
        draw_text(painter, words, self.person.name, font(14, 600), name_ink, elide=True)
        draw_text(painter, words.translated(0, 20), self._role, font(12), T.ink2, elide=True)
        painter.end()


class PersonPick(QWidget):
    """The tiles in two columns, one tab stop.  `first` is chosen, or the only one, or else nobody yet."""

    chosen = Signal(str)

    def __init__(self, people: Sequence[Person], first: str = "") -> None:
        super().__init__()
        roles = {"physician": self.tr("Physician"), "study_nurse": self.tr("Study nurse")}
        self._tiles = tuple(PersonTile(person, roles.get(person.role, "")) for person in people)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        for index, tile in enumerate(self._tiles):
            layout.addWidget(tile, index // _COLUMNS, index % _COLUMNS)
            tile.clicked.connect(self._on_clicked)
        for column in range(min(_COLUMNS, len(self._tiles))):
            layout.setColumnStretch(column, 1)
        known = next((place for place, person in enumerate(people) if person.id == first), None)
        if known is not None or len(people) == 1:
            self.choose(known or 0)
        else:
            self._make_stop(0)

    def person(self) -> Person | None:
        return next((tile.person for tile in self._tiles if tile.isChecked()), None)

    def tiles(self) -> tuple[PersonTile, ...]:
        return self._tiles

    def choose(self, index: int) -> None:
        index = max(0, min(len(self._tiles) - 1, index))
        had_focus = any(tile.hasFocus() for tile in self._tiles)
        for place, tile in enumerate(self._tiles):
            tile.setChecked(place == index)
        self._make_stop(index)
        if had_focus:
            self._tiles[index].setFocus()
        self.chosen.emit(self._tiles[index].person.id)

    def _make_stop(self, index: int) -> None:
        for place, tile in enumerate(self._tiles):
            stop = Qt.FocusPolicy.StrongFocus if place == index else Qt.FocusPolicy.ClickFocus
            tile.setFocusPolicy(stop)
        self.setFocusProxy(self._tiles[index])

    def step(self, key: int) -> bool:
        """Move by an arrow key; False if the key is none."""
        by = _STEPS.get(Qt.Key(key))
        if by is None:
            return False
        at = next((place for place, tile in enumerate(self._tiles) if tile.isChecked()), None)
        if at is None:
            self.choose(0)
            return True
        if abs(by) == _COLUMNS and len(self._tiles) <= _COLUMNS:
            by //= _COLUMNS  # one row only: up and down are before and after
        if 0 <= at + by < len(self._tiles):
            self.choose(at + by)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.step(event.key()):
            event.ignore()

    def _on_clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, PersonTile):
            self.choose(self._tiles.index(sender))


def initials(name: str) -> str:
    words = [word for word in name.split() if not word.endswith(".")] or name.split()
    return "".join(word[0] for word in words)[:2].upper()
