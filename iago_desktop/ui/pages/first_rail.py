"""The rail beside the first start: which step it is, and what is done."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from iago_desktop.ui.icons import draw_icon
from iago_desktop.ui.paint import CENTRE, Painted, draw_logo, draw_text
from iago_desktop.ui.tokens import T, font

_STEP_HEIGHT = 60


class StepsRail(Painted):
    """Where one is: circles with a check, the number, or an outline."""

    def __init__(self) -> None:
        super().__init__()
        self._title = self.tr("First start")
        self._names = (
            self.tr("Practice"),
            self.tr("Password"),
            self.tr("Recovery sheet"),
            self.tr("Registry file"),
            self.tr("Fingerprint"),
            self.tr("First patient"),
        )
        self._notes = [
            self.tr("name, place, person"),
            self.tr("12 characters or more"),
            self.tr("write down and lock away"),
            self.tr("from letter or stick"),
            self.tr("compare with the letter"),
            self.tr("or look around"),
        ]
        self._current = 0
        self.setMinimumHeight(500)

    def set_current(self, step: int) -> None:
        self._current = step
        spoken = self.tr("Step {number} of {count}: {name}")
        self.setAccessibleName(spoken.format(number=step + 1, count=len(self._names), name=self._names[step]))
        self.update()

    def note(self, step: int, text: str) -> None:
        self._notes[step] = text
        self.update()

    def paint(self, painter: QPainter) -> None:
        draw_logo(painter, QRectF(32, 36, 32, 32))
        draw_text(painter, QRectF(76, 36, 180, 32), self._title, font(17, 600), T.ink)
        for index, (name, note) in enumerate(zip(self._names, self._notes, strict=True)):
            middle = 140 + index * _STEP_HEIGHT
            if index < len(self._names) - 1:
                colour = T.accent if index < self._current else T.line2
                painter.fillRect(QRectF(47, middle + 18, 2, _STEP_HEIGHT - 36), colour)
            self._paint_circle(painter, index, middle)
            weight = 600 if index == self._current else 500
            ink = T.ink if index <= self._current else T.ink2
            draw_text(painter, QRectF(78, middle - 18, 178, 20), name, font(14, weight), ink)
            draw_text(painter, QRectF(78, middle + 1, 178, 18), note, font(12), T.ink3, elide=True)

    def _paint_circle(self, painter: QPainter, index: int, middle: int) -> None:
        done, now = index < self._current, index == self._current
        radius = 15 if now else 14
        circle = QRectF(48 - radius, middle - radius, 2 * radius, 2 * radius)
        painter.setPen(Qt.PenStyle.NoPen if now else QPen(T.accent if done else T.control, 1.5))
        painter.setBrush(T.accent if now else T.accent_soft if done else T.surface)
        painter.drawEllipse(circle)
        if done:
            draw_icon(painter, "check", 40, middle - 8, 16, T.accent_ink)
        else:
            ink = T.on_accent if now else T.ink2
            draw_text(painter, circle, str(index + 1), font(13, 600 if now else 500), ink, CENTRE)
