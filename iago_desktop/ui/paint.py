"""Drawing that every painted widget shares: rounded boxes, text, pills, key caps, grade marks, the logo."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QIcon, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from iago_desktop.ui.icons import draw_icon
from iago_desktop.ui.tokens import T, font

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Painted(QWidget):
    """A widget that draws itself in `paint`."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        self.paint(painter)
        painter.end()

    def paint(self, painter: QPainter) -> None:
        raise NotImplementedError


def width_of(text: str, with_font: QFont) -> float:
    return QFontMetricsF(with_font).horizontalAdvance(text)


def draw_box(
    painter: QPainter,
    rect: QRectF,
    radius: float,
    fill: QColor | None = None,
    outline: QColor | None = None,
    width: float = 1.0,
    style: Qt.PenStyle = Qt.PenStyle.SolidLine,
) -> None:
    """A rounded rectangle whose outline lies inside `rect`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if outline is None:
        painter.setPen(Qt.PenStyle.NoPen)
    else:
        painter.setPen(QPen(outline, width, style))
        half = width / 2
        rect = rect.adjusted(half, half, -half, -half)
    if fill is None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
    else:
        painter.setBrush(fill)
    painter.drawRoundedRect(rect, radius, radius)


def draw_text(
    painter: QPainter,
    rect: QRectF,
    text: str,
    with_font: QFont,
    colour: QColor,
    align: Qt.AlignmentFlag = LEFT,
    *,
    elide: bool = False,
) -> None:
    painter.setFont(with_font)
    painter.setPen(colour)
    if elide:
        text = QFontMetricsF(with_font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, int(align), text)


def draw_pill(
    painter: QPainter,
    x: float,
    centre_y: float,
    text: str,
    ink: QColor,
    fill: QColor,
    *,
    outline: QColor | None = None,
    icon: str = "",
    height: float = 22,
) -> float:
    """A status badge; returns its width."""
    face = font(12, 500)
    width = width_of(text, face) + 16 + (18 if icon else 0)
    rect = QRectF(x, centre_y - height / 2, width, height)
    draw_box(painter, rect, height / 2, fill, outline)
    start = x + 8
    if icon:
        draw_icon(painter, icon, start - 2, centre_y - 7, 14, ink)
        start += 16
    draw_text(painter, QRectF(start, rect.y(), width, height), text, face, ink)
    return width


def key_width(keys: tuple[str, ...]) -> float:
    face = font(12, 500)
    return sum(max(20.0, width_of(key, face) + 10) for key in keys) + 4 * (len(keys) - 1)


def draw_keys(
    painter: QPainter,
    right: float,
    centre_y: float,
    keys: tuple[str, ...],
    ink: QColor | None = None,
    fill: QColor | None = None,
    line: QColor | None = None,
) -> None:
    """Key caps, the last one ending at `right`."""
    face = font(12, 500)
    x = right - key_width(keys)
    for key in keys:
        width = max(20.0, width_of(key, face) + 10)
        rect = QRectF(x, centre_y - 10, width, 20)
        draw_box(painter, rect, 4, fill if fill is not None else T.sunken, line or T.line2)
        draw_text(painter, rect, key, face, ink or T.ink2, CENTRE)
        x += width + 4


def draw_grade_mark(
    painter: QPainter, rect: QRectF, grade: int | None, *, lower: bool = False, px: int = 0
) -> None:
    """Rounded square with the numeral; dashed with a dash where there is no grade; '≥' for a lower bound."""
    radius = rect.height() * 0.22
    if grade is None:
        draw_box(painter, rect, radius, T.surface, T.control, 1.2, Qt.PenStyle.DashLine)
        draw_text(painter, rect, "–", font(px or int(rect.height() * 0.5), 600), T.ink3, CENTRE)
        return
    fill, numeral, outline = T.grade(grade)
    draw_box(painter, rect, radius, fill, outline, 1.2 if rect.height() < 40 else 1.5)
    face = font(px or int(rect.height() * (0.42 if lower else 0.5)), 700)
    draw_text(painter, rect, f"≥{grade}" if lower else str(grade), face, numeral, CENTRE)


def draw_ring(painter: QPainter, rect: QRectF, share: float, width: float = 3) -> None:
    """How much is done, as an arc from the top."""
    inner = rect.adjusted(width / 2, width / 2, -width / 2, -width / 2)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(T.line2, width))
    painter.drawEllipse(inner)
    if share > 0:
        painter.setPen(QPen(T.accent, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawArc(inner, 90 * 16, int(-360 * 16 * share))


def window_icon() -> QIcon:
    """For title bars, task bars and the switching of windows; the logo in the sizes that systems ask for."""
    icon = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        picture = QPixmap(size, size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_logo(painter, QRectF(0, 0, size, size))
        painter.end()
        icon.addPixmap(picture)
    return icon


def draw_logo(painter: QPainter, rect: QRectF, fill: QColor | None = None, ink: QColor | None = None) -> None:
    """Four steps, the last one risen."""
    fill, ink = fill or T.accent, ink or T.on_accent
    draw_box(painter, rect, rect.width() * 0.26, fill)
    unit = rect.width() / 28
    points = [
        QPointF(rect.x() + x * unit, rect.y() + y * unit)
        for x, y in ((6.5, 19.5), (11.5, 15.5), (16.5, 17.0), (21.5, 8.5))
    ]
    round_ends = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    painter.setPen(QPen(ink, 1.8 * unit, Qt.PenStyle.SolidLine, *round_ends))
    painter.drawPolyline(points)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    for point in points:
        radius = (2.9 if point is points[-1] else 2.1) * unit
        painter.drawEllipse(point, radius, radius)
