"""How the laboratory flowsheet is painted: heads, values, the line of the trend, today's boxes."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem

from iago_desktop.quantities import unit_shown
from iago_desktop.ui.form.lab_values import LabRow
from iago_desktop.ui.icons import draw_icon
from iago_desktop.ui.models.rows import Index
from iago_desktop.ui.paint import CENTRE, RIGHT, draw_box, draw_text, width_of
from iago_desktop.ui.strip import signed
from iago_desktop.ui.tokens import RADIUS, T, font

if TYPE_CHECKING:
    from iago_desktop.ui.form.lab_sheet import LabModel

HEAD, ROW = 42, 46
TREND, TODAY = 4, 5
_POINTS = 12  # of the trend: the newest


class LabHead(QHeaderView):
    def __init__(self, model: "LabModel") -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._labs = model
        self.setFixedHeight(HEAD)
        self.setSectionsClickable(False)
        self.setMinimumSectionSize(0)
        self.viewport().setAutoFillBackground(False)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(rect)
        days = self._labs.days
        upper, lower = box.adjusted(0, 2, -6, -20), box.adjusted(0, 19, -6, -4)
        if section == TODAY:
            painter.setClipRect(rect)
            draw_box(painter, box.adjusted(0, 0, 0, 12), RADIUS["card"], T.accent_soft)
            today = QCoreApplication.translate("LabSheet", "Today")
            draw_text(painter, upper.adjusted(10, 0, 0, 0), today, font(13, 600), T.accent_ink)
            if days.today is not None:
                day = QCoreApplication.translate("LabSheet", "day {day}").format(day=signed(days.today))
                draw_text(painter, lower.adjusted(10, 0, 0, 0), day, font(12), T.accent_ink)
        else:
            place = self._labs.place(section)
            if place is not None and section:
                date, day_number = days.earlier[place]
                draw_text(painter, upper, date, font(12, 600), T.ink2, RIGHT)
                draw_text(painter, lower, signed(day_number), font(12), T.ink3, RIGHT)
            elif section == TREND:
                trend = QCoreApplication.translate("LabSheet", "Trend")
                draw_text(painter, box.adjusted(8, 0, 0, 0), trend, font(12, 500), T.ink3)
            painter.fillRect(QRectF(box.x(), box.bottom() - 1, box.width(), 1), T.line)
        painter.restore()


class LabLines(QStyledItemDelegate):
    def __init__(self, model: "LabModel") -> None:
        super().__init__()
        self._labs = model

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(40, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        row: LabRow = index.data(Qt.ItemDataRole.UserRole)
        rect = QRectF(option.rect)
        column = index.column()
        if column == TODAY:
            self._paint_today(painter, rect, index, row)
        else:
            if index.row() + 1 < len(self._labs.rows):
                painter.fillRect(QRectF(rect.x(), rect.bottom() - 1, rect.width(), 1), T.line)
            if column == 0:
                name = QRectF(rect.x(), rect.y() + 5, rect.width() - 4, 19)
                draw_text(painter, name, row.name, font(14, 600), T.ink, elide=True)
                unit = QRectF(rect.x(), rect.y() + 23, rect.width() - 4, 17)
                draw_text(painter, unit, unit_shown(row.unit), font(12), T.ink3)
            elif column == TREND:
                _paint_trend(painter, rect.adjusted(8, 8, -10, -8), row)
            elif (place := self._labs.place(column)) is not None and (value := row.earlier[place]):
                face = font(14, 600 if value.low else 400)
                box = rect.adjusted(0, 0, -6, 0)
                draw_text(painter, box, value.text, face, T.amber if value.low else T.ink2, RIGHT)
                if value.low:
                    left = box.right() - width_of(value.text, face) - 16
                    draw_icon(painter, "arrow-down", left, rect.center().y() - 6, 12, T.amber_mark)
        painter.restore()

    def _paint_today(self, painter: QPainter, rect: QRectF, index: Index, row: LabRow) -> None:
        line, last = index.row(), index.row() + 1 == len(self._labs.rows)
        painter.setClipRect(rect)
        ground = rect.adjusted(0, -12, 0, 0 if last else 12)
        draw_box(painter, ground, RADIUS["card"], T.accent_soft)
        box = rect.adjusted(10, 5, -10, -5)
        state = self._labs.states[line]
        outline = {"error": T.red, "warning": T.amber_mark}.get(state, T.control)
        draw_box(painter, box, RADIUS["control"], T.surface, outline, 1.0 if state == "normal" else 1.6)
        words = self._labs.today[line]
        align = CENTRE if words == "–" else Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        draw_text(painter, box.adjusted(12, 0, -12, 0), words, font(14, 600), T.ink, align)
        draw_text(painter, box.adjusted(0, 0, -10, 0), unit_shown(row.unit), font(13), T.ink3, RIGHT)


def _paint_trend(painter: QPainter, box: QRectF, row: LabRow) -> None:
    """The newest values in time; the dot is today's, grey where there is none yet."""
    points = row.trend[-_POINTS:]
    if len(points) < 2:
        return
    days, values = [day for day, _ in points], [value for _, value in points]
    wide, high = max(days[-1] - days[0], 1), max(values) - min(values) or 1.0
    line = [
        QPointF(
            box.x() + box.width() * (day - days[0]) / wide,
            box.bottom() - box.height() * (value - min(values)) / high,
        )
        for day, value in points
    ]
    painter.setPen(QPen(T.lane, 1.4))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF(line))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(T.accent if row.is_new else T.lane)
    painter.drawEllipse(line[-1], 3, 3)
