"""The bundles as a chain: each names the one before it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from iago_desktop.services.exchange import LedgerRow
from iago_desktop.ui.icons import draw_icon
from iago_desktop.ui.models.rows import Index, Lines, Rows
from iago_desktop.ui.paint import draw_pill, draw_text
from iago_desktop.ui.tokens import T, font

ROW = 45
NUMBER, CREATED, RECORDS, FINGERPRINT, CARRIED, RECEIPT = range(6)
WIDE = (100, 122, 106, 132, 150, 210)
NARROW = (92, 108, 92, 0, 0, 200)


@dataclass(frozen=True)
class LedgerLine:
    """A bundle, or the next one, not made yet (`state` next).  `broken`: it does not name the last one."""

    seq: int
    created: str
    records: int
    digest: str
    state: str
    carried_to: str
    receipt_on: str
    broken: bool = False


def lines_of(ledger: Sequence[LedgerRow], waiting: int) -> tuple[LedgerLine, ...]:
    """Newest first, the next bundle above all."""
    by_seq = {row.seq: row for row in ledger}
    lines = (
        [LedgerLine(ledger[0].seq + 1 if ledger else 1, "", waiting, "", "next", "", "")] if waiting else []
    )
    for row in ledger:
        before = by_seq.get(row.seq - 1)
        broken = row.seq > 1 and (before is None or before.digest != row.previous)
        lines.append(
            LedgerLine(
                seq=row.seq,
                created=shown_day(row.created),
                records=row.records,
                digest=row.digest,
                state=row.state,
                carried_to=row.carried_to,
                receipt_on=shown_day(row.receipt_on or ""),
                broken=broken,
            )
        )
    return tuple(lines)


def shown_day(iso: str) -> str:
    return f"{iso[8:10]}.{iso[5:7]}.{iso[:4]}" if len(iso) >= 10 else ""


def groups_of(digest: str, size: int = 4) -> list[str]:
    return [digest[at : at + size] for at in range(0, len(digest), size)]


class LedgerModel(Rows[LedgerLine]):
    def headings(self) -> Sequence[str]:
        return (
            self.tr("No."),
            self.tr("Created"),
            self.tr("Records"),
            self.tr("Fingerprint"),
            self.tr("Carried"),
            self.tr("Receipt"),
        )

    def words(self, row: LedgerLine, column: int) -> str:
        return (
            str(row.seq),
            row.created or self.tr("not created"),
            str(row.records) if row.state != "next" else self.tr("{count} waiting").format(count=row.records),
            " ".join(groups_of(row.digest[:8])),
            row.carried_to,
            self.receipt(row),
        )[column]

    def receipt(self, row: LedgerLine) -> str:
        match row.state:
            case "next":
                return "–"
            case "made":
                return self.tr("on no carrier yet")
            case "confirmed":
                return row.receipt_on
            case _:
                return self.tr("waiting for receipt")


class LedgerLines(Lines):
    first_line = 56

    def paint_cell(self, painter: QPainter, rect: QRectF, index: Index, *, chosen: bool) -> None:
        line: LedgerLine = index.data(Qt.ItemDataRole.UserRole)
        model = index.model()
        if not isinstance(model, LedgerModel):
            return
        is_next = line.state == "next"
        words = model.words(line, index.column())
        cell = rect.adjusted(6, 0, -6, 0)
        match index.column():
            case 0:
                self._paint_chain(painter, rect, index, line)
                number = QRectF(rect.x() + 52, rect.y(), 50, rect.height())
                draw_text(painter, number, words, font(15, 600), T.ink2 if is_next else T.ink)
            case 1:
                draw_text(painter, cell, words, font(14), T.ink3 if is_next else T.ink, elide=True)
            case 2:
                draw_text(painter, cell, words, font(14, 500), T.ink2 if is_next else T.ink, elide=True)
            case 3:
                draw_text(painter, cell, words, font(13, mono=True), T.ink2)
            case 4:
                draw_text(painter, cell, words, font(14), T.ink2, elide=True)
            case _:
                self._paint_receipt(painter, cell, line, words, chosen=chosen)

    def _paint_receipt(
        self, painter: QPainter, cell: QRectF, line: LedgerLine, words: str, *, chosen: bool
    ) -> None:
        middle = cell.center().y()
        if line.state == "next":
            draw_text(painter, cell, words, font(14), T.ink3)
        elif line.state == "confirmed":
            draw_icon(painter, "check-circle", cell.x(), middle - 8, 16, T.accent)
            draw_text(painter, cell.adjusted(23, 0, 0, 0), words, font(14), T.ink)
        elif line.state == "made":
            draw_pill(painter, cell.x() - 2, middle, words, T.amber, T.amber_soft, icon="warning")
        else:
            fill = T.surface if chosen else T.hover
            draw_pill(painter, cell.x() - 2, middle, words, T.ink2, fill, icon="hourglass")

    def _paint_chain(self, painter: QPainter, rect: QRectF, index: Index, line: LedgerLine) -> None:
        x, y = rect.x() + 30, rect.center().y()
        last = index.model().rowCount() - 1
        above = (
            index.model().index(index.row() - 1, 0).data(Qt.ItemDataRole.UserRole) if index.row() else None
        )
        if above is not None:
            ink = T.red if above.broken else T.line2 if above.state == "next" else T.accent_line
            painter.fillRect(QRectF(x - 1, rect.y(), 2, y - rect.y() - 8), ink)
        if index.row() < last:
            ink = T.red if line.broken else T.line2 if line.state == "next" else T.accent_line
            painter.fillRect(QRectF(x - 1, y + 8, 2, rect.bottom() - y - 8), ink)
        centre = QPointF(x, y)
        if line.state == "next":
            painter.setPen(QPen(T.control, 1.4, Qt.PenStyle.DashLine))
            painter.setBrush(T.surface)
            painter.drawEllipse(centre, 7, 7)
        elif line.state == "confirmed":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(T.accent)
            painter.drawEllipse(centre, 7.5, 7.5)
            draw_icon(painter, "check", x - 6, y - 6, 12, T.on_accent)
        else:
            painter.setPen(QPen(T.accent, 2))
            painter.setBrush(T.surface)
            painter.drawEllipse(centre, 6.5, 6.5)
