"""The frame around every page: navigation rail left, top bar above."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.icons import draw_icon
from iago_desktop.ui.keys import caps
from iago_desktop.ui.paint import (
    CENTRE,
    Painted,
    draw_box,
    draw_keys,
    draw_logo,
    draw_text,
    key_width,
    width_of,
)
from iago_desktop.ui.tokens import HEIGHT, T, font
from iago_desktop.ui.widgets import Avatar, Badge, Icon, Label, Panel, column, row

WIDE_NAV = 216
_WIDE_FROM = 1600
_SEARCH_FROM = 1200
_BELOW = ("help", "settings")


class NavItem(QAbstractButton):
    """An icon with its word, and what waits as a small count; beside each other where there is room."""

    def __init__(self, icon: str, words: str, keys: str = "") -> None:
        super().__init__()
        self._icon, self._count, self._wide = icon, 0, False
        self._key = "+".join(caps(keys)) if keys else ""
        self.setText(words)
        self.setToolTip(f"{words}  {self._key}".strip())
        self.setAccessibleName(words)
        self.setAccessibleDescription(self._key)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # reached by its key, not by Tab
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.open_wide(wide=False)

    def nextCheckState(self) -> None:
        """Where the window is, the window says."""

    def open_wide(self, *, wide: bool) -> None:
        self._wide = wide
        self.setFixedSize(*((WIDE_NAV, 48) if wide else (HEIGHT["nav"], 60)))
        self.update()

    def set_count(self, count: int) -> None:
        self._count = count
        self.setAccessibleDescription(", ".join(filter(None, (str(count) if count else "", self._key))))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        on, width = self.isChecked(), self.width()
        ground = QRectF(8, 0, width - 16, self.height() - 4)
        if on:
            draw_box(painter, ground, 10, T.surface, T.line)
        elif self.underMouse():
            draw_box(painter, ground, 10, T.hover)
        ink, face = T.accent_ink if on else T.ink2, font(14 if self._wide else 12, 600 if on else 500)
        mark = T.accent if on else T.ink2
        if self._wide:
            draw_icon(painter, self._icon, 22, 11, 22, mark)
            draw_text(painter, QRectF(58, 0, width - 66, 44), self.text(), face, ink)
        else:
            draw_icon(painter, self._icon, width / 2 - 11, 8, 22, mark)
            draw_text(painter, QRectF(0, 33, width, 16), self.text(), face, ink, CENTRE)
        if self.hasFocus():
            draw_box(painter, ground, 10, None, T.accent, 2)
        if self._count:
            self._paint_count(painter, on=on)

    def _paint_count(self, painter: QPainter, *, on: bool) -> None:
        words, face = str(self._count), font(11, 600)
        x, y = (self.width() - 44, 14) if self._wide else (self.width() / 2 + 5, 4)
        rect = QRectF(x, y, max(16, width_of(words, face) + 8), 16)
        draw_box(painter, rect.adjusted(-1.5, -1.5, 1.5, 1.5), 10, T.surface if on else T.nav)
        draw_box(painter, rect, 8, T.accent)
        draw_text(painter, rect, words, face, T.on_accent, CENTRE)


class _Logo(Painted):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(HEIGHT["nav"], 68)

    def paint(self, painter: QPainter) -> None:
        draw_logo(painter, QRectF((self.width() - 30) / 2, 13, 30, 30))


class NavRail(Panel):
    chosen = Signal(str)
    lock_requested = Signal()

    def __init__(self) -> None:
        super().__init__("nav", "right")
        self.items = {
            "today": NavItem("house-simple", self.tr("Today"), "F5"),
            "patients": NavItem("users", self.tr("Patients"), "F6"),
            "drafts": NavItem("pencil-simple", self.tr("Drafts"), "F7"),
            "registry": NavItem("tray", self.tr("Registry"), "F8"),
            "help": NavItem("question", self.tr("Help"), "F1"),
            "settings": NavItem("gear", self.tr("Settings")),
        }
        self.lock = NavItem("lock-simple", self.tr("Lock"), "Ctrl+L")
        for name, item in self.items.items():
            item.clicked.connect(lambda _checked=False, name=name: self.chosen.emit(name))
        self.lock.clicked.connect(self.lock_requested)
        above = [item for name, item in self.items.items() if name not in _BELOW]
        below = [self.items[name] for name in _BELOW]
        column(_Logo(), *above, None, *below, self.lock, margins=(0, 0, 0, 8), parent=self)
        self.setFixedWidth(HEIGHT["nav"])

    def show_current(self, name: str) -> None:
        for each, item in self.items.items():
            item.setChecked(each == name)

    def fit(self, window_width: int) -> None:
        """Words beside the icons where the window is wide."""
        wide = window_width >= _WIDE_FROM
        self.setFixedWidth(WIDE_NAV if wide else HEIGHT["nav"])
        for item in (*self.items.values(), self.lock):
            item.open_wide(wide=wide)


class Crumbs(Painted):
    """Where one is; the last is the page itself."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: tuple[str, ...] = ()
        self.setFixedHeight(34)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_parts(self, parts: Sequence[str]) -> None:
        self._parts = tuple(parts)
        self.setAccessibleName(" › ".join(parts))
        self.update()

    def parts(self) -> tuple[str, ...]:
        return self._parts

    def paint(self, painter: QPainter) -> None:
        x = 0.0
        for index, words in enumerate(self._parts):
            is_last = index == len(self._parts) - 1
            face = font(15, 600 if is_last else 400)
            rect = QRectF(x, 0, self.width() - x, 34)
            draw_text(painter, rect, words, face, T.ink if is_last else T.ink2, elide=True)
            x += width_of(words, face)
            if not is_last:
                draw_icon(painter, "caret-right", x + 8, 10, 14, T.ink3)
                x += 30


class SearchButton(QAbstractButton):
    """Looks like the line that it opens."""

    def __init__(self) -> None:
        super().__init__()
        self.setText(self.tr("Search or command"))
        self.setAccessibleName(self.text())
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # reached by its key, not by Tab
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedHeight(34)
        self._keys = caps("Ctrl+K")

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        focused = self.hasFocus()
        draw_box(painter, rect, 6, T.surface, T.accent if focused else T.line2, 2 if focused else 1)
        draw_icon(painter, "magnifying-glass", 11, 9, 16, T.ink3)
        room = QRectF(36, 0, rect.width() - 36 - key_width(self._keys) - 20, 34)
        draw_text(painter, room, self.text(), font(13), T.ink3, elide=True)
        draw_keys(painter, rect.width() - 8, 17, self._keys)


class PersonButton(QAbstractButton):
    """Who works here; pressed, somebody else does."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setText(name)
        self.setToolTip(self.tr("Somebody else works here") + "  " + "+".join(caps("Ctrl+Shift+L")))
        self.setAccessibleName(name)
        self.setAccessibleDescription(self.tr("Somebody else works here"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # reached by its key, not by Tab
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        row(Avatar(name, 28), Label(name, font(13, 500)), gap=9, parent=self)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.underMouse() or self.hasFocus():
            outline = T.accent if self.hasFocus() else None
            draw_box(QPainter(self), QRectF(self.rect()), 6, T.hover, outline, 2)


class TopBar(Panel):
    search_asked = Signal()
    switch_asked = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__("bg", "bottom")
        self.setFixedHeight(HEIGHT["top"])
        self.crumbs = Crumbs()
        self._saved_mark = Icon("check-circle", 16, "accent")
        self.state = Label("", font(12, 500), "ink2")
        self.search = SearchButton()
        self.search.clicked.connect(self.search_asked)
        self.left = Label("", font(12, 600), "amber")
        self.left.hide()
        self.person = PersonButton(workspace.user.name)
        self.person.clicked.connect(self.switch_asked)
        layout = row(gap=12, margins=(24, 0, 24, 0), parent=self)
        layout.addWidget(self.crumbs, 1)
        self.training = Badge(self.tr("Training"), "amber", "warning")
        if not workspace.training:
            self.training.hide()
        layout.addWidget(self.training)
        layout.addWidget(self.left)
        layout.addLayout(row(self._saved_mark, self.state, gap=5))
        layout.addSpacing(4)
        layout.addWidget(self.search)
        layout.addWidget(self.person)
        self.show_state("")

    def show_left(self, seconds: int) -> None:
        """How long until the window locks; 0: not soon."""
        self.left.setText(self.tr("Locks in {seconds} s").format(seconds=seconds) if seconds else "")
        self.left.setVisible(bool(seconds))

    def show_state(self, words: str) -> None:
        self.state.setText(words)
        self._saved_mark.setVisible(bool(words))

    def fit(self, window_width: int) -> None:
        self.search.setFixedWidth(340 if window_width >= _SEARCH_FROM else 264)


class Ground(QWidget):
    """What everything stands on; in training with a frame around it that no page can hide."""

    FRAME = 4

    def __init__(self, *, training: bool) -> None:
        super().__init__()
        self._training = training

    def margins(self) -> tuple[int, int, int, int]:
        width = self.FRAME if self._training else 0
        return width, width, width, width

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, width = QPainter(self), self.margins()[0]
        painter.fillRect(self.rect(), T.amber_line if self._training else T.bg)
        painter.fillRect(self.rect().adjusted(width, width, -width, -width), T.bg)
