"""The picture beside the unlock fields: the four steps over an abstract course.  Painted, no image file."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QLinearGradient, QPainter, QPainterPath, QPen

from iago_desktop.ui.paint import CENTRE, Painted, draw_box, draw_logo, draw_text
from iago_desktop.ui.tokens import BRAND, faded, font

_DESIGN_HEIGHT = 768
_STEPS_END = 430
_WINDOWS = ((0.0, 0.30, 16), (0.30, 0.64, 9), (0.64, 1.0, 3))  # from, to (share of the width), opacity
_EVENTS = (
    (0.10, 494, 0.09, "severe"),
    (0.44, 494, 0.05, "mild"),
    (0.78, 494, 0.07, "mild"),
    (0.05, 552, 0.05, "mild"),
    (0.31, 552, 0.30, "severe"),
)
_VISITS = (0.2, 0.27, 0.34, 0.41, 0.56, 0.63, 0.75, 0.86)
_DROPS = (0.34, 0.61, 0.86)


class BrandPane(Painted):
    def __init__(self) -> None:
        super().__init__()
        self._steps = (
            ("I", self.tr("Identify"), self.tr("what happened, and when")),
            ("A", self.tr("Attribute"), self.tr("caused by CAR-T, or not")),
            ("G", self.tr("Grade", "verb"), self.tr("by published rules")),
            ("O", self.tr("Optimize"), self.tr("what was done, how it ended")),
        )

    def paint(self, painter: QPainter) -> None:
        width, height = self.width(), self.height()
        gradient = QLinearGradient(0, 0, width * 0.4, height)
        gradient.setColorAt(0, QColor(BRAND["top"]))
        gradient.setColorAt(1, QColor(BRAND["bottom"]))
        painter.fillRect(self.rect(), QBrush(gradient))
        light = QColor(BRAND["light"])
        for start, end, opacity in _WINDOWS:
            band = QRectF(width * start, 0, width * (end - start) - 1, height)
            painter.fillRect(band, faded(light, opacity))
        self._paint_course(painter, light)
        tile, ink = QColor(BRAND["tile"]), QColor(BRAND["tile_ink"])
        draw_logo(painter, QRectF(56, 56, 40, 40), tile, ink)
        draw_text(painter, QRectF(110, 56, 300, 40), "IAGO Desktop", font(20, 600), light)
        for index, (letter, name, meaning) in enumerate(self._steps):
            self._paint_step(painter, 172 + 70 * index, letter, name, meaning)

    def _paint_step(self, painter: QPainter, middle: int, letter: str, name: str, meaning: str) -> None:
        light = QColor(BRAND["light"])
        if letter != self._steps[-1][0]:
            painter.fillRect(QRectF(75, middle + 24, 2, 22), faded(light, 70))
        painter.setPen(QPen(QColor(BRAND["ring"]), 1.6))
        painter.setBrush(faded(light, 14))
        painter.drawEllipse(QPointF(76, middle), 20, 20)
        draw_text(painter, QRectF(56, middle - 20, 40, 40), letter, font(18, 600), light, CENTRE)
        draw_text(painter, QRectF(112, middle - 19, 320, 20), name, font(16, 600), light)
        draw_text(painter, QRectF(112, middle + 2, 320, 18), meaning, font(13), QColor(BRAND["quiet"]))

    def _paint_course(self, painter: QPainter, light: QColor) -> None:
        """Keeps to the bottom edge, and never rises into the steps."""
        width = self.width()
        painter.save()
        painter.translate(0, max(_STEPS_END - 470, self.height() - _DESIGN_HEIGHT))
        for lane in range(5):
            painter.fillRect(QRectF(0, 470 + 58 * lane, width, 1), faded(light, 14))
        mark = QColor(BRAND["mark"])
        for x, y, length, kind in _EVENTS:
            colour = QColor(BRAND[kind])
            draw_box(painter, QRectF(width * x, y, width * length, 10), 5, faded(colour, 120))
            draw_box(painter, QRectF(width * x - 9, y - 5, 20, 20), 5, faded(colour, 210))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(faded(mark, 150))
        for x in _VISITS:
            painter.drawEllipse(QPointF(width * x, 615), 4, 4)
        draw_box(painter, QRectF(0, 668, width * 0.88, 10), 5, faded(mark, 50))
        draw_box(painter, QRectF(0, 684, width * 0.30, 10), 5, faded(mark, 34))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(faded(QColor(BRAND["drop"]), 200))
        for x in _DROPS:
            painter.drawPath(_drop(QPointF(width * x, 732)))
        painter.restore()


def _drop(centre: QPointF) -> QPainterPath:
    x, y = centre.x(), centre.y()
    path = QPainterPath(QPointF(x, y - 7))
    path.cubicTo(x + 2, y - 4, x + 5, y - 1, x + 5, y + 2)
    path.arcTo(QRectF(x - 5, y - 3, 10, 10), 0, -180)
    path.cubicTo(x - 5, y - 1, x - 2, y - 4, x, y - 7)
    return path
