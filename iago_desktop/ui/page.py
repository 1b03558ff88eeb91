"""What every page of the window has: crumbs, a footer with key hints, and three ways to speak."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QWidget

from iago_desktop.ui.paint import CENTRE, Painted, draw_box, draw_text, width_of
from iago_desktop.ui.tokens import HEIGHT, T, faded, font
from iago_desktop.ui.widgets import Item, Panel, row

ChooseFile = Callable[[QWidget], Path | None]
ChooseFolder = Callable[[QWidget], Path | None]
ChooseSave = Callable[[QWidget, str], Path | None]


class Place(NamedTuple):
    """Where the window can be: the kind of page and what it shows."""

    kind: str  # patients, new_patient, patient, form, record, registry, measures
    id: str = ""


class Action(NamedTuple):
    """Something that can be done here: the window makes its shortcut, the palette and the help list it.

    `keys` is a key sequence in Qt's portable text, "" where there is none.  `words` is a verb,
    "" where nobody would look for it by its name.
    """

    words: str
    keys: str
    run: Callable[[], object]
    icon: str = "caret-right"


class Page(QWidget):
    """`notice` is a toast, `trouble` a banner ("" takes it away), `state` words for the top bar.

    `go` asks for another place, `instead` for one that is gone back to in the place of this, `done` for the
    one somebody came from, `printing` for a file of a Printout.
    `undoable` is a toast with what takes the thing back; `settings_changed` brings what was chosen for this
    computer.
    """

    notice = Signal(str)
    trouble = Signal(str)
    state = Signal(str)
    go = Signal(object)
    instead = Signal(object)
    done = Signal()
    printing = Signal(object)
    undoable = Signal(str, object)
    settings_changed = Signal(object)
    afresh = Signal()  # the training practice is to begin anew
    going_back = Signal(object)  # a WayBack: the version before an update
    restoring = Signal()  # a backup is to be put in the place of this practice

    crumbs: tuple[str, ...] = ()
    above: Place | None = None
    patient_id: str = ""

    def refresh(self) -> None:
        """Show what is on the disk now."""

    def take_focus(self) -> None:
        """Put the cursor where work begins."""

    def actions_here(self) -> Sequence[Action]:
        """What can be done on this page besides what the whole window can do."""
        return ()

    def stopped_at(self) -> dict[str, Any]:
        """Tab, field, cursor: what restore() needs to stand here again.  JSON values only."""
        return {}

    def restore(self, stopped: dict[str, Any]) -> None:
        """Stand where stopped_at() was; what is no longer there is passed over."""

    def rest(self) -> None:
        """The window goes away for good: keep what stands here as it stands, half-typed or not."""

    def step_up(self) -> bool:
        """Close what lies over the page; False if nothing does."""
        return False


class Footer(Panel):
    def __init__(self, *items: Item) -> None:
        super().__init__("surface", "top")
        self.setFixedHeight(HEIGHT["foot"])
        row(*items, gap=12, margins=(24, 1, 24, 0), parent=self)


class Tab(QAbstractButton):
    def __init__(self, bar: "TabBar", index: int, words: str) -> None:
        super().__init__(bar)
        self._bar, self.index = bar, index
        self.count: int | None = None
        self.setText(words)
        self.setAccessibleName(words)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def face_width(self) -> int:
        width = width_of(self.text(), font(14, 600))
        if self.count is not None:
            width += 7 + max(20, width_of(str(self.count), font(12, 500)) + 12)
        return int(width) + 4

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        face = font(14, 600 if on else 500)
        draw_text(painter, QRectF(0, 0, self.width(), 36), self.text(), face, T.accent_ink if on else T.ink2)
        if self.count is not None:
            words = str(self.count)
            width = max(20, width_of(words, font(12, 500)) + 12)
            pill = QRectF(width_of(self.text(), face) + 7, 9, width, 18)
            draw_box(painter, pill, 9, T.accent_soft if on else T.hover)
            draw_text(painter, pill, words, font(12, 500), T.accent_ink if on else T.ink2, CENTRE)
        if on:
            draw_box(painter, QRectF(0, 34, self.width() - 4, 3), 1.5, T.accent)
        if self.hasFocus():
            draw_box(painter, QRectF(self.rect()).adjusted(-2, 3, 2, -4), 4, None, T.accent, 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if step and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._bar.choose(self._bar.current() + step, focus=True)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()  # the page's: a button would go to its neighbour
        else:
            super().keyPressEvent(event)


class TabBar(Painted):
    """One tab stop; arrows change the tab."""

    changed = Signal(int)

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self.setFixedHeight(38)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._tabs = [Tab(self, index, name) for index, name in enumerate(names)]
        for tab in self._tabs:
            tab.clicked.connect(lambda _checked=False, index=tab.index: self.choose(index))
        self._lay_out()
        self.choose(0)

    def current(self) -> int:
        return next((tab.index for tab in self._tabs if tab.isChecked()), 0)

    def set_count(self, index: int, count: int | None) -> None:
        self._tabs[index].count = count
        self._lay_out()

    def choose(self, index: int, *, focus: bool = False) -> None:
        chosen = self._tabs[index % len(self._tabs)]
        chosen.setChecked(True)
        for tab in self._tabs:
            policy = Qt.FocusPolicy.StrongFocus if tab is chosen else Qt.FocusPolicy.ClickFocus
            tab.setFocusPolicy(policy)
            tab.update()
        if focus:
            chosen.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit(chosen.index)

    def _lay_out(self) -> None:
        x = 0
        for tab in self._tabs:
            tab.setGeometry(x, 0, tab.face_width(), 38)
            tab.update()
            x += tab.face_width() + 24

    def paint(self, painter: QPainter) -> None:
        painter.fillRect(0, 37, self.width(), 1, T.line)


class Scrim(QFrame):
    """Darkens what lies under a sheet; a click on it closes the sheet."""

    pressed = Signal()

    def paintEvent(self, _event: object) -> None:
        QPainter(self).fillRect(self.rect(), faded(T.scrim, 92))

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        self.pressed.emit()
