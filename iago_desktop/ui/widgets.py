"""Small widgets that every page uses: labels, buttons, cards, badges and banners."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from iago_desktop.ui.icons import draw_icon
from iago_desktop.ui.paint import (
    CENTRE,
    Painted,
    draw_box,
    draw_grade_mark,
    draw_keys,
    draw_pill,
    draw_text,
    key_width,
    width_of,
)
from iago_desktop.ui.scroll import quiet
from iago_desktop.ui.tokens import HEIGHT, RADIUS, T, faded, font

Item = QWidget | QLayout | int | None
"""A widget, a layout, a gap in pixels, or None for a stretch."""


def _fill(layout: QBoxLayout, items: Sequence[Item]) -> None:
    for item in items:
        if item is None:
            layout.addStretch(1)
        elif isinstance(item, int):
            layout.addSpacing(item)
        elif isinstance(item, QLayout):
            layout.addLayout(item)
        else:
            layout.addWidget(item)


def column(
    *items: Item,
    gap: int = 0,
    margins: tuple[int, int, int, int] = (0, 0, 0, 0),
    parent: QWidget | None = None,
) -> QVBoxLayout:
    layout = QVBoxLayout(parent) if parent else QVBoxLayout()
    layout.setSpacing(gap)
    layout.setContentsMargins(*margins)
    _fill(layout, items)
    return layout


def row(
    *items: Item,
    gap: int = 0,
    margins: tuple[int, int, int, int] = (0, 0, 0, 0),
    parent: QWidget | None = None,
) -> QHBoxLayout:
    layout = QHBoxLayout(parent) if parent else QHBoxLayout()
    layout.setSpacing(gap)
    layout.setContentsMargins(*margins)
    _fill(layout, items)
    return layout


class Label(QLabel):
    """Plain text in a token colour; the colour follows the mode because it is looked up when painted."""

    def __init__(
        self, text: str = "", face: QFont | None = None, ink: str = "ink", *, wrap: bool = False
    ) -> None:
        super().__init__(text)
        self._ink = ink
        self.setFont(face or font())
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)

    def set_ink(self, ink: str) -> None:
        self._ink = ink
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = self.palette()
        colour = getattr(T, self._ink)
        if palette.color(self.foregroundRole()) != colour:
            palette.setColor(self.foregroundRole(), colour)
            self.setPalette(palette)
        super().paintEvent(event)


class Panel(QWidget):
    """A flat area of one token colour, with hairlines on the named sides."""

    def __init__(self, fill: str = "bg", lines: str = "") -> None:
        super().__init__()
        self._fill, self._lines = fill, lines.split()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), getattr(T, self._fill))
        width, height = self.width(), self.height()
        sides = {
            "top": (0, 0, width, 1),
            "bottom": (0, height - 1, width, 1),
            "left": (0, 0, 1, height),
            "right": (width - 1, 0, 1, height),
        }
        for side in self._lines:
            painter.fillRect(*sides[side], T.line)


class Card(QFrame):
    def __init__(self, fill: str = "surface") -> None:
        super().__init__()
        self._fill = fill

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_box(painter, QRectF(self.rect()), RADIUS["card"], getattr(T, self._fill), T.line)


class Hairline(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), T.line)


class Icon(Painted):
    def __init__(self, name: str, size: int = 18, ink: str = "ink2") -> None:
        super().__init__()
        self._name, self._size, self._ink = name, size, ink
        self.setFixedSize(size, size)

    def set_icon(self, name: str, ink: str) -> None:
        self._name, self._ink = name, ink
        self.update()

    def paint(self, painter: QPainter) -> None:
        draw_icon(painter, self._name, 0, 0, self._size, getattr(T, self._ink))


class Button(QPushButton):
    """tone: primary (one per screen), plain, quiet, ghost.  `keys` are drawn as caps behind the words."""

    def __init__(
        self,
        text: str,
        tone: str = "plain",
        *,
        icon: str = "",
        keys: tuple[str, ...] = (),
        height: int = HEIGHT["control"],
    ) -> None:
        super().__init__(text)
        self._tone, self._icon, self._keys = tone, icon, keys
        self.setFont(font(14, 600))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        width = width_of(self.text(), self.font()) + 32
        width += 24 if self._icon else 0
        width += key_width(self._keys) + 10 if self._keys else 0
        return QSize(int(width), self.height())

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Fusion presses a button with the space bar only.
        plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
        if plain and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def _colours(self) -> tuple[QColor | None, QColor | None, QColor]:
        if not self.isEnabled():
            return T.hover, T.line, T.disabled
        over = self.underMouse() or self.isDown()
        if self._tone == "primary":
            return (T.accent_h if over else T.accent), None, T.on_accent
        if self._tone == "ghost":
            return T.accent_soft, None, T.accent_ink
        if self._tone == "quiet":
            return (T.hover if over else None), None, T.ink2
        return (T.hover if over else T.surface), T.control, T.ink

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        fill, outline, ink = self._colours()
        rect = QRectF(self.rect())
        draw_box(painter, rect, RADIUS["control"], fill, outline)
        if self.hasFocus():
            ring = T.on_accent if self._tone == "primary" else T.accent
            inset = 3 if self._tone == "primary" else 0
            draw_box(
                painter,
                rect.adjusted(inset, inset, -inset, -inset),
                RADIUS["control"] - inset / 2,
                None,
                ring,
                2,
            )
        keys_width = key_width(self._keys) + 10 if self._keys else 0.0
        words = width_of(self.text(), self.font()) + (24 if self._icon else 0)
        x = (rect.width() - words - keys_width) / 2
        if self._icon:
            draw_icon(painter, self._icon, x, rect.center().y() - 9, 18, ink)
            x += 24
        draw_text(painter, QRectF(x, 0, rect.width(), rect.height()), self.text(), self.font(), ink)
        if self._keys:
            right = x + width_of(self.text(), self.font()) + keys_width
            if self._tone == "primary" and self.isEnabled():
                draw_keys(painter, right, rect.center().y(), self._keys, ink, faded(ink, 30), faded(ink, 110))
            else:
                draw_keys(painter, right, rect.center().y(), self._keys)


class Link(QAbstractButton):
    """A verb that acts, underlined by position and colour; `keys` behind it."""

    def __init__(self, text: str, keys: tuple[str, ...] = ()) -> None:
        super().__init__()
        self._keys = keys
        self.setText(text)
        self.setFont(font(13, 600))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        keys = key_width(self._keys) + 8 if self._keys else 0
        return QSize(int(width_of(self.text(), self.font()) + keys) + 4, 24)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        draw_text(painter, rect, self.text(), self.font(), T.accent)
        if self._keys:
            draw_keys(painter, rect.right(), rect.center().y(), self._keys)
        if self.hasFocus():
            draw_box(painter, rect, 4, None, T.accent, 2)


class Badge(Painted):
    """A status in one or two words.  tone: neutral, accent, amber, red, outline."""

    def __init__(self, text: str, tone: str = "neutral", icon: str = "") -> None:
        super().__init__()
        self._text, self._tone, self._icon = text, tone, icon
        self._resize()

    def _resize(self) -> None:
        self.setFixedSize(int(width_of(self._text, font(12, 500)) + 17 + (18 if self._icon else 0)), 22)
        self.setAccessibleName(self._text)

    def set_status(self, text: str, tone: str, icon: str = "") -> None:
        self._text, self._tone, self._icon = text, tone, icon
        self._resize()
        self.update()

    def text(self) -> str:
        return self._text

    def paint(self, painter: QPainter) -> None:
        ink, fill, line = badge_colours(self._tone)
        draw_pill(painter, 0, self.height() / 2, self._text, ink, fill, outline=line, icon=self._icon)


def badge_colours(tone: str) -> tuple[QColor, QColor, QColor | None]:
    return {
        "neutral": (T.ink2, T.hover, None),
        "accent": (T.accent_ink, T.accent_soft, None),
        "amber": (T.amber, T.amber_soft, None),
        "red": (T.red, T.red_soft, None),
        "outline": (T.ink2, T.surface, T.line2),
    }[tone]


class GradeMark(Painted):
    def __init__(self, grade: int | None, size: int = 28, *, lower: bool = False) -> None:
        super().__init__()
        self._grade, self._lower = grade, lower
        self.setFixedSize(size, size)

    def set_grade(self, grade: int | None, *, lower: bool = False) -> None:
        self._grade, self._lower = grade, lower
        self.update()

    def paint(self, painter: QPainter) -> None:
        draw_grade_mark(
            painter, QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), self._grade, lower=self._lower
        )


class KeyHints(Painted):
    """Quiet hints in the footer: the keys, then what they do."""

    def __init__(self, hints: Sequence[tuple[tuple[str, ...], str]]) -> None:
        super().__init__()
        self._hints = tuple(hints)
        face = font(12, 500)
        width = sum(key_width(keys) + 6 + width_of(text, face) + 16 for keys, text in self._hints)
        self.setFixedSize(int(width) + 1, 22)

    def paint(self, painter: QPainter) -> None:
        x = 0.0
        face = font(12, 500)
        for keys, text in self._hints:
            x += key_width(keys)
            draw_keys(painter, x, 11, keys)
            draw_text(painter, QRectF(x + 6, 0, 400, 22), text, face, T.ink3)
            x += 6 + width_of(text, face) + 16


class Banner(QFrame):
    """For states that last: one sentence and at most one action.  tone: accent, amber, red."""

    def __init__(
        self, text: str, tone: str = "accent", icon: str = "info", action: QWidget | None = None
    ) -> None:
        super().__init__()
        self._tone = tone
        ink = {"accent": "accent_ink", "amber": "amber", "red": "red"}[tone]
        self.label = Label(text, font(13, 500), ink, wrap=True)
        layout = row(Icon(icon, 18, ink), gap=10, margins=(14, 6, 10, 6), parent=self)
        layout.addWidget(self.label, 1)
        if action:
            layout.addWidget(action)
        self.setMinimumHeight(44)

    def paintEvent(self, _event: QPaintEvent) -> None:
        fill, line = {
            "accent": (T.accent_soft, T.accent_line),
            "amber": (T.amber_soft, T.amber_line),
            "red": (T.red_soft, T.red_line),
        }[self._tone]
        draw_box(QPainter(self), QRectF(self.rect()), 8, fill, line)


class Avatar(Painted):
    """Initials in a circle."""

    def __init__(self, name: str, size: int = 28, *, strong: bool = False) -> None:
        super().__init__()
        words = [word for word in name.split() if not word.endswith(".")]
        self._initials = "".join(word[0] for word in words)[:2].upper()
        self._strong = strong
        self.setFixedSize(size, size)

    def paint(self, painter: QPainter) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(T.accent if self._strong else T.accent_soft)
        painter.drawEllipse(self.rect())
        ink = T.on_accent if self._strong else T.accent_ink
        draw_text(painter, QRectF(self.rect()), self._initials, font(12, 600), ink, CENTRE)


def scrolled(inner: QWidget) -> QScrollArea:
    """A vertical scroll area; nothing ever scrolls sideways."""
    area = QScrollArea()
    area.setWidget(inner)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    quiet(area)
    inner.setAutoFillBackground(False)
    return area
