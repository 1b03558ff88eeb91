"""The laboratory flowsheet of a patient: a row for each parameter, a column for each day, trend, today."""

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem

from iago_desktop.errors import InputError
from iago_desktop.quantities import canonical, convert, shown, unit_shown
from iago_desktop.services.course_view import UNITS
from iago_desktop.services.flowsheet import Flowsheet, LabSeries
from iago_desktop.ui.charts.course_marks import LIMITS
from iago_desktop.ui.icons import draw_icon
from iago_desktop.ui.models.rows import Index
from iago_desktop.ui.paint import RIGHT, draw_box, draw_text, width_of
from iago_desktop.ui.strip import signed
from iago_desktop.ui.tokens import RADIUS, T, font

ROW, HEAD = 44, 42
NAME, DAY, TREND, TODAY = 186, 74, 110, 156
_POINTS = 12  # of the trend: the newest


class FlowModel(QAbstractTableModel):
    """Columns: the name, as many days as fit (the newest at the right), the trend, and today to be typed.

    `back` is how many days lie to the right of those that are shown.  `typed` and `states` are today's.
    """

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        self.sheet = Flowsheet((), (), None, None)
        self.fits = 1
        self.back = 0
        self.typed: Mapping[str, str] = {}
        self.states: Mapping[str, str] = {}
        self._values: list[dict[int, Decimal]] = []

    def show(self, sheet: Flowsheet, typed: Mapping[str, str], states: Mapping[str, str]) -> None:
        self.beginResetModel()
        self.sheet, self.typed, self.states = sheet, typed, states
        self._values = [dict(row.values) for row in sheet.rows]
        self.endResetModel()

    def fit(self, days: int) -> None:
        """So many columns have room."""
        if days != self.fits:
            self.beginResetModel()
            self.fits = max(1, days)
            self.endResetModel()
        self.page(0)

    def page(self, days: int) -> None:
        """So many days further back; 0 only stays inside what there is."""
        back = max(0, min(self.back + days, len(self.sheet.days) - self.fits))
        if back != self.back:
            self.beginResetModel()
            self.back = back
            self.endResetModel()

    @property
    def days(self) -> tuple[int, ...]:
        """Those that are shown."""
        end = len(self.sheet.days) - self.back
        return self.sheet.days[max(0, end - self.fits) : end]

    @property
    def today(self) -> int:
        """The last column."""
        return self.fits + 2

    def day_of(self, column: int) -> int | None:
        """The days stand at the right, beside the trend."""
        place = column - 1 - (self.fits - len(self.days))
        return self.days[place] if 0 <= place < len(self.days) and column <= self.fits else None

    def row_at(self, line: int) -> LabSeries:
        return self.sheet.rows[line]

    def value(self, line: int, day: int | None) -> Decimal | None:
        return self._values[line].get(day) if day is not None else None

    def is_low(self, line: int, value: Decimal) -> bool:
        row = self.sheet.rows[line]
        if row.lab not in LIMITS:
            return False
        try:
            return LIMITS[row.lab].is_low(convert(value, row.unit, UNITS[row.lab], row.lab))
        except InputError:
            return False

    def number(self, value: Decimal) -> str:
        return shown(canonical(value.normalize() if value else value), self._language)

    def date_words(self, day: int) -> str:
        on = self.sheet.infusion + timedelta(day) if self.sheet.infusion else None
        return on.strftime("%d.%m.%y") if on else ""

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.sheet.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self.fits + 3

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._words(index.row(), index.column())
        return None

    def _words(self, line: int, column: int) -> str:
        row = self.sheet.rows[line]
        if column == 0:
            return f"{row.name}, {unit_shown(row.unit)}"
        if column == self.today:
            return self.typed.get(row.field, "")
        value = self.value(line, self.day_of(column))
        if value is None:
            return ""
        low = self.tr("low") if self.is_low(line, value) else ""
        return " ".join(filter(None, (self.number(value), low)))

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        day = self.day_of(section)
        if section == self.fits + 1:
            return self.tr("Trend")
        if section == self.today:
            return self.tr("Today")
        return f"{self.date_words(day)} {signed(day)}".strip() if section and day is not None else ""


class FlowHead(QHeaderView):
    def __init__(self, model: FlowModel) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._labs = model
        self.setFixedHeight(HEAD)
        self.setSectionsClickable(False)
        self.setMinimumSectionSize(0)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        painter.save()
        box, labs = QRectF(rect), self._labs
        upper, lower = box.adjusted(4, 3, -10, -20), box.adjusted(4, 20, -10, -4)
        day = labs.day_of(section)
        if section == labs.today:
            painter.fillRect(box, T.accent_soft)
            words = labs.headerData(section, Qt.Orientation.Horizontal)
            draw_text(painter, upper.adjusted(8, 0, 0, 0), words, font(13, 600), T.accent_ink)
            if labs.sheet.today is not None:
                words = self.tr("day {day}").format(day=signed(labs.sheet.today))
                draw_text(painter, lower.adjusted(8, 0, 0, 0), words, font(12), T.accent_ink)
        elif section == labs.fits + 1:
            words = labs.headerData(section, Qt.Orientation.Horizontal)
            draw_text(painter, box.adjusted(10, 0, 0, 0), words, font(12, 500), T.ink3)
        elif section and day is not None:
            draw_text(painter, upper, labs.date_words(day), font(12, 600), T.ink2, RIGHT)
            draw_text(painter, lower, signed(day), font(12), T.ink3, RIGHT)
        painter.fillRect(QRectF(box.x(), box.bottom() - 1, box.width(), 1), T.line2)
        painter.restore()


class FlowLines(QStyledItemDelegate):
    def __init__(self, model: FlowModel) -> None:
        super().__init__()
        self._labs = model

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(40, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        rect, labs, line = QRectF(option.rect), self._labs, index.row()
        row = labs.row_at(line)
        if index.column() == labs.today:
            self._today(painter, rect, row)
        elif index.column() == labs.fits + 1:
            _trend(painter, rect.adjusted(10, 10, -16, -10), row)
        elif index.column() == 0:
            left = QRectF(rect.x() + 18, rect.y() + 4, rect.width() - 22, 19)
            draw_text(painter, left, row.name, font(14, 600), T.ink, elide=True)
            unit = QRectF(rect.x() + 18, rect.y() + 22, rect.width() - 22, 17)
            draw_text(painter, unit, unit_shown(row.unit), font(12), T.ink3)
        elif (value := labs.value(line, labs.day_of(index.column()))) is not None:
            self._value(
                painter, rect.adjusted(0, 0, -10, 0), labs.number(value), low=labs.is_low(line, value)
            )
        if index.column() != labs.today:
            painter.fillRect(QRectF(rect.x(), rect.bottom() - 1, rect.width(), 1), T.line)
        painter.restore()

    @staticmethod
    def _value(painter: QPainter, box: QRectF, words: str, *, low: bool) -> None:
        face = font(14, 600 if low else 400)
        draw_text(painter, box, words, face, T.amber if low else T.ink2, RIGHT)
        if low:
            left = box.right() - width_of(words, face) - 16
            draw_icon(painter, "arrow-down", left, box.center().y() - 6, 12, T.amber_mark)

    def _today(self, painter: QPainter, rect: QRectF, row: LabSeries) -> None:
        painter.fillRect(rect, T.accent_soft)
        box = rect.adjusted(12, 4, -12, -4)
        state = self._labs.states.get(row.field, "normal")
        outline = {"error": T.red, "warning": T.amber_mark}.get(state, T.control)
        draw_box(painter, box, RADIUS["control"], T.surface, outline, 1.0 if state == "normal" else 1.6)
        words = self._labs.typed.get(row.field, "")
        draw_text(painter, box.adjusted(12, 0, -12, 0), words, font(14, 600), T.ink)
        draw_text(painter, box.adjusted(0, 0, -10, 0), unit_shown(row.unit), font(13), T.ink3, RIGHT)


def _trend(painter: QPainter, box: QRectF, row: LabSeries) -> None:
    points = [(day, float(value)) for day, value in row.values[-_POINTS:]]
    if len(points) < 2:
        return
    values = [value for _, value in points]
    wide, high = max(points[-1][0] - points[0][0], 1), max(values) - min(values) or 1.0
    line = [
        QPointF(
            box.x() + box.width() * (day - points[0][0]) / wide,
            box.bottom() - box.height() * (value - min(values)) / high,
        )
        for day, value in points
    ]
    painter.setPen(QPen(T.lane, 1.4))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF(line))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(T.accent)
    painter.drawEllipse(line[-1], 3, 3)
