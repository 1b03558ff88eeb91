"""The frame around every page: navigation rail left, top bar above."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.icons import draw_icon
from iago_desktop.ui.paint import CENTRE, Painted, draw_box, draw_logo, draw_text, width_of
from iago_desktop.ui.tokens import HEIGHT, T, font
from iago_desktop.ui.widgets import Avatar, Icon, Label, Panel, column, row


class NavItem(QAbstractButton):
    """An icon with its word, and what waits as a small count."""

    def __init__(self, icon: str, words: str, key: str) -> None:
        super().__init__()
        self._icon, self._count = icon, 0
        self.setText(words)
        self.setToolTip(f"{words}  {key}")
        self.setAccessibleName(words)
        self.setAccessibleDescription(key)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # reached by its key, not by Tab
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedSize(HEIGHT["nav"], 60)

    def nextCheckState(self) -> None:
        """Where the window is, the window says."""

    def set_count(self, count: int) -> None:
        self._count = count
        self.setAccessibleDescription(str(count) if count else "")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        on, width = self.isChecked(), self.width()
        if on:
            draw_box(painter, QRectF(8, 0, width - 16, 56), 10, T.surface, T.line)
        elif self.underMouse():
            draw_box(painter, QRectF(8, 0, width - 16, 56), 10, T.hover)
        draw_icon(painter, self._icon, width / 2 - 11, 8, 22, T.accent if on else T.ink2)
        ink = T.accent_ink if on else T.ink2
        draw_text(painter, QRectF(0, 33, width, 16), self.text(), font(12, 600 if on else 500), ink, CENTRE)
        if self._count:
            self._paint_count(painter, on=on)

    def _paint_count(self, painter: QPainter, *, on: bool) -> None:
        words, face = str(self._count), font(11, 600)
        rect = QRectF(self.width() / 2 + 5, 4, max(16, width_of(words, face) + 8), 16)
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
    """Only what exists is offered."""

    chosen = Signal(str)
    lock_requested = Signal()

    def __init__(self) -> None:
        super().__init__("nav", "right")
        self.setFixedWidth(HEIGHT["nav"])
        self.items = {
            "today": NavItem("house-simple", self.tr("Today"), "F5"),
            "patients": NavItem("users", self.tr("Patients"), "F6"),
            "registry": NavItem("tray", self.tr("Registry"), "F8"),
        }
        self.lock = NavItem("lock-simple", self.tr("Lock"), self.tr("Ctrl+L"))
        for name, item in self.items.items():
            item.clicked.connect(lambda _checked=False, name=name: self.chosen.emit(name))
        self.lock.clicked.connect(self.lock_requested)
        column(_Logo(), *self.items.values(), None, self.lock, margins=(0, 0, 0, 8), parent=self)

    def show_current(self, name: str) -> None:
        for each, item in self.items.items():
            item.setChecked(each == name)


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


class TopBar(Panel):
    def __init__(self, workspace: Workspace) -> None:
        super().__init__("bg", "bottom")
        self.setFixedHeight(HEIGHT["top"])
        self.crumbs = Crumbs()
        self._saved_mark = Icon("check-circle", 16, "accent")
        self.state = Label("", font(12, 500), "ink2")
        user = workspace.user.name
        layout = row(gap=12, margins=(24, 0, 24, 0), parent=self)
        layout.addWidget(self.crumbs, 1)
        layout.addLayout(row(self._saved_mark, self.state, gap=5))
        layout.addSpacing(8)
        layout.addLayout(row(Avatar(user, 28), Label(user, font(13, 500)), gap=9))
        self.show_state("")

    def show_state(self, words: str) -> None:
        self.state.setText(words)
        self._saved_mark.setVisible(bool(words))
