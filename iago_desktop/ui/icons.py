"""Icons: shipped SVGs, tinted once per colour and size into a cache at the device's ratio."""

from functools import cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from iago_desktop.paths import resource


@cache
def _pixmap(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    renderer = QSvgRenderer(str(resource("icons", f"{name}.svg")))
    pixmap = QPixmap(QSize(size, size) * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(QRectF(0, 0, size, size), QColor(colour))
    painter.end()
    return pixmap


def draw_icon(painter: QPainter, name: str, x: float, y: float, size: int, colour: QColor) -> None:
    ratio = painter.device().devicePixelRatio()
    painter.drawPixmap(QPointF(round(x), round(y)), _pixmap(name, colour.name(), size, ratio))
