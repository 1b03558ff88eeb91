"""How the parts of a course look: bars with grade marks, visits, drugs, drops, laboratory lines."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from iago_desktop.ui.charts.course_marks import GAP, MARK, Axis, LaneMarks, Mark, Point, Scale, worst
from iago_desktop.ui.paint import CENTRE, LEFT, draw_box, draw_grade_mark, draw_text, width_of
from iago_desktop.ui.tokens import T, faded, font

ROW = {"infections": 27, "toxicities": 27, "visits": 28, "prophylaxis": 19, "drugs": 19, "immunoglobulin": 20}
_PAD = {"infections": 7, "toxicities": 7, "visits": 0, "prophylaxis": 7, "drugs": 9, "immunoglobulin": 8}
WRAP = Qt.AlignmentFlag(int(LEFT) | int(Qt.TextFlag.TextWordWrap))


def lane_height(lane: LaneMarks) -> int:
    return ROW[lane.lane] * lane.rows + _PAD[lane.lane]


def row_middle(lane: LaneMarks, row: int, top: float) -> float:
    height = lane_height(lane)
    used = ROW[lane.lane] * lane.rows
    return top + (height - used) / 2 + ROW[lane.lane] * (row + 0.5)


def box_of(mark: Mark, middle: float) -> QRectF:
    """What a click on the mark hits, and what the frame of the chosen one goes around."""
    if mark.of.lane in {"infections", "toxicities"}:
        left = mark.x - MARK / 2
        return QRectF(left, middle - MARK / 2, max(MARK, mark.end - left), MARK)
    if mark.of.lane == "visits":
        return QRectF(mark.x - 9, middle - 9, 18, 18)
    return QRectF(mark.x - 3, middle - 9, max(18, mark.end - mark.x + 3), 18)


def draw_mark(painter: QPainter, mark: Mark, middle: float, *, chosen: bool) -> None:
    lane = mark.of.lane
    if lane == "immunoglobulin":
        _drops(painter, mark, middle)
    elif lane == "visits":
        _dot(painter, QPointF(mark.x, middle), 5, T.lane_ink if T.mode == "dark" else T.ink2)
    elif lane in {"infections", "toxicities"}:
        _event(painter, mark, middle)
    else:
        _bar(painter, mark, middle)
    if len(mark.all) > 1 and lane != "visits":
        _count(painter, mark, middle)
    if chosen:
        frame = box_of(mark, middle).adjusted(-4, -3.5, 4, 3.5)
        draw_box(painter, frame, 8, None, T.accent, 2)


def _event(painter: QPainter, mark: Mark, middle: float) -> None:
    """A grade mark on the first day, a bar to the last; dashed while only an interval of onset is known."""
    shown = mark.shown
    grade = worst(shown)
    fill, _, line = T.grade(grade) if grade >= 0 else (T.lane_soft, T.ink, T.control)
    bar = QRectF(mark.x, middle - 5, mark.end - mark.x, 10)
    tint = faded(fill, 150) if T.mode == "light" else faded(line, 110)
    draw_box(painter, bar, 5, tint, line, 1, _style(mark))
    if mark.of.goes_on:
        _chevron(painter, mark.end - 5, middle, line)
    square = QRectF(mark.x - MARK / 2, middle - MARK / 2, MARK, MARK)
    draw_box(painter, square.adjusted(-1.5, -1.5, 1.5, 1.5), 7, T.surface)
    lower = shown.grade is None and bool(shown.at_least)
    draw_grade_mark(painter, square, grade if grade >= 0 else None, lower=lower, px=11 if lower else 13)
    if mark.room > MARK:
        words = QRectF(mark.words_x, middle - 9, mark.room + 1, 18)
        draw_text(painter, words, mark.of.title, font(12, 600), T.ink, elide=True)
    if mark.detail:
        words = QRectF(mark.words_x + mark.room + GAP, middle - 9, mark.detail + 2, 18)
        draw_text(painter, words, mark.of.detail, font(12, 500), T.ink2)


def _style(mark: Mark) -> Qt.PenStyle:
    unsure = mark.of.end is None and mark.of.first != mark.of.last
    return Qt.PenStyle.DashLine if unsure else Qt.PenStyle.SolidLine


def _bar(painter: QPainter, mark: Mark, middle: float) -> None:
    bar = QRectF(mark.x, middle - 8, mark.end - mark.x, 16)
    draw_box(painter, bar, 4, T.lane_soft)
    painter.fillRect(QRectF(mark.x, middle - 8, 3, 16), T.lane)
    if mark.of.goes_on:
        _chevron(painter, mark.end - 6, middle, T.lane)
    inside = mark.words_x < mark.end
    if mark.room > MARK:
        words = QRectF(mark.words_x, middle - 9, mark.room + 1, 18)
        draw_text(painter, words, mark.of.title, font(12, 500), T.lane_ink if inside else T.ink2, elide=True)


def _drops(painter: QPainter, mark: Mark, middle: float) -> None:
    """A drop at the first dose; a course of several reaches to the last, which is all that is known."""
    if mark.end - mark.x >= 1:
        draw_box(painter, QRectF(mark.x, middle - 4, mark.end - mark.x, 8), 4, T.lane_soft)
        if mark.of.goes_on:
            _chevron(painter, mark.end - 5, middle, T.lane)
        else:
            draw_drop(painter, QPointF(mark.end, middle + 1), 4)
    draw_drop(painter, QPointF(mark.x, middle + 1), 5.5)


def _count(painter: QPainter, mark: Mark, middle: float) -> None:
    """How many lie on one another."""
    words = f"+{len(mark.others)}"
    width = width_of(words, font(11, 600)) + 8
    pill = QRectF(mark.x + 5, middle - MARK / 2 - 5, width, 14)
    draw_box(painter, pill, 7, T.surface, T.control)
    draw_text(painter, pill, words, font(11, 600), T.ink2, CENTRE)


def _chevron(painter: QPainter, x: float, middle: float, colour: QColor) -> None:
    painter.setPen(QPen(colour, 1.6))
    points = [QPointF(x - 3, middle - 4), QPointF(x + 1, middle), QPointF(x - 3, middle + 4)]
    painter.drawPolyline(points)


def _dot(painter: QPainter, centre: QPointF, radius: float, fill: QColor) -> None:
    painter.setPen(QPen(T.surface, 1.5))
    painter.setBrush(fill)
    painter.drawEllipse(centre, radius, radius)


def draw_visit_to_come(painter: QPainter, place: QPointF, words: str, *, late: bool, right: float) -> None:
    """A ring, and whether it is due; beside it where there is room."""
    colour, ink = (T.amber_mark, T.amber) if late else (T.accent, T.accent_ink)
    painter.setPen(QPen(colour, 2))
    painter.setBrush(T.surface)
    painter.drawEllipse(place, 6.5, 6.5)
    face = font(12, 600)
    width = width_of(words, face)
    left = place.x() + 12 if place.x() + 12 + width <= right else place.x() - 12 - width
    draw_text(painter, QRectF(left, place.y() - 9, width + 2, 18), words, face, ink)


def draw_trend(painter: QPainter, rect: QRectF, by: int) -> None:
    """A small line that rises (1) or falls (-1), with a head."""
    painter.setPen(QPen(T.ink2, 1.3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    low, high = (rect.bottom(), rect.top()) if by > 0 else (rect.top(), rect.bottom())
    middle = rect.center()
    tip = QPointF(rect.right(), high)
    back = 4 if by > 0 else -4
    steps = [QPointF(rect.left(), low), middle + QPointF(-2, -back / 4), middle + QPointF(0.5, back / 2), tip]
    painter.drawPolyline(steps)
    painter.drawPolyline([tip + QPointF(-4, 0), tip, tip + QPointF(0, back)])


def draw_drop(painter: QPainter, centre: QPointF, size: float) -> None:
    x, y = centre.x(), centre.y()
    path = QPainterPath(QPointF(x, y - size * 1.35))
    path.cubicTo(x + size * 0.4, y - size * 0.6, x + size, y - size * 0.1, x + size, y + size * 0.35)
    path.arcTo(QRectF(x - size, y - size * 0.65, 2 * size, 2 * size), 0, -180)
    path.cubicTo(x - size, y - size * 0.1, x - size * 0.4, y - size * 0.6, x, y - size * 1.35)
    painter.setPen(QPen(T.surface, 1))
    painter.setBrush(T.accent)
    painter.drawPath(path)


class AxisPaint:
    """One laboratory value in a box: limit, area below it, line, points."""

    def __init__(self, axis: Axis, scale: Scale, top: float, height: float) -> None:
        self.axis, self.scale, self.top, self.height = axis, scale, top, height

    def y(self, value: float) -> float:
        return self.top + self.height - 8 - (self.height - 18) * self.axis.share(value)

    def at(self, point: Point) -> QPointF:
        return QPointF(self.scale.x(point.day), self.y(float(point.value)))

    def limit_y(self) -> float:
        return round(self.y(float(self.axis.limit.value))) + 0.5

    def draw(self, painter: QPainter) -> None:
        left, right = self.scale.left, self.scale.left + self.scale.width
        limit = self.limit_y()
        painter.setPen(QPen(faded(T.amber_mark, 200), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(left, limit), QPointF(right, limit))
        painter.save()
        painter.setClipRect(QRectF(left, self.top, self.scale.width, self.height))
        for run in self.axis.runs:
            self._area(painter, run, limit)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(T.control, 1.2, Qt.PenStyle.DotLine))
        for before, after in zip(self.axis.runs, self.axis.runs[1:], strict=False):
            painter.drawLine(self.at(before[-1]), self.at(after[0]))
        ends = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
        painter.setPen(QPen(T.ink2, 1.8, Qt.PenStyle.SolidLine, *ends))
        for run in self.axis.runs:
            painter.drawPolyline([self.at(point) for point in run])
        self._points(painter)
        painter.restore()

    def _area(self, painter: QPainter, run: Sequence[Point], limit: float) -> None:
        places = [self.at(point) for point in run]
        path = QPainterPath(places[0])
        for place in places[1:]:
            path.lineTo(place)
        path.lineTo(QPointF(places[-1].x(), limit))
        path.lineTo(QPointF(places[0].x(), limit))
        path.closeSubpath()
        painter.save()
        bottom = self.top + self.height
        below = QRectF(self.scale.left, limit, self.scale.width, bottom - limit)
        painter.setClipRect(below, Qt.ClipOperation.IntersectClip)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(faded(T.amber_mark, 46))
        painter.drawPath(path)
        painter.restore()

    def _points(self, painter: QPainter) -> None:
        for point in self.axis.points:
            if not self.scale.holds(point.day):
                continue
            place = self.at(point)
            if point.low:
                painter.setPen(QPen(T.surface, 1))
                painter.setBrush(T.amber_mark)
                painter.drawPolygon(
                    [place + QPointF(x, y) for x, y in ((0, -4.2), (4.2, 0), (0, 4.2), (-4.2, 0))]
                )
            else:
                painter.setPen(QPen(T.ink2, 1.5))
                painter.setBrush(T.surface)
                painter.drawEllipse(place, 3, 3)
