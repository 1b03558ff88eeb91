"""The audit as rows: when, who, what, about whom, why.  Words are made when a row is looked at."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from iago_desktop.services.audit import AuditLine
from iago_desktop.services.names import finder, search_text
from iago_desktop.ui.models.audit_words import action_words, group_of
from iago_desktop.ui.models.change_log import when
from iago_desktop.ui.models.rows import Index, Lines, Rows
from iago_desktop.ui.names import full_name
from iago_desktop.ui.paint import draw_text
from iago_desktop.ui.tokens import T, font

ROW = 40
WHEN, WHO, WHAT, WHOM, WHY = range(5)
WIDE = (150, 170, 290, 230, 240)
NARROW = (150, 140, 230, 180, 150)


@dataclass(repr=False)
class AuditRow:
    """`id` is the number of the entry."""

    line: AuditLine

    @property
    def id(self) -> int:
        return self.line.id

    @cached_property
    def cells(self) -> tuple[str, str, str, str, str]:
        line = self.line
        whom = "; ".join(full_name(each) for each in line.about)
        return when(line.at), line.who, action_words(line.intent, line.ops), whom, line.reason

    @cached_property
    def folded(self) -> str:
        return search_text(*self.cells, *(each.pid for each in self.line.about))


@dataclass(frozen=True)
class Wanted:
    """What is shown: found by these words, of this group (empty: all), of so many days (0: all)."""

    text: str = ""
    group: str = ""
    days: int = 0


def chosen(rows: Iterable[AuditRow], wanted: Wanted, today: date) -> list[AuditRow]:
    """May take long: the words of each row are made the first time."""
    since = (today - timedelta(days=wanted.days - 1)).isoformat() if wanted.days else ""
    some = (row for row in rows if row.line.at >= since)
    if wanted.group:
        some = (row for row in some if group_of(row.line.intent) == wanted.group)
    if not wanted.text.strip():
        return list(some)
    finds = finder(wanted.text)
    return [row for row in some if finds(row.folded)]


class AuditModel(Rows[AuditRow]):
    def headings(self) -> Sequence[str]:
        return (self.tr("When"), self.tr("Who"), self.tr("What"), self.tr("About whom"), self.tr("Reason"))

    def words(self, row: AuditRow, column: int) -> str:
        return row.cells[column]


class AuditLines(Lines):
    def paint_cell(self, painter: QPainter, rect: QRectF, index: Index, *, chosen: bool) -> None:
        row: AuditRow = index.data(Qt.ItemDataRole.UserRole)
        column = index.column()
        left = 16 if column == WHEN else 6
        face, ink = (font(14, 600), T.ink) if column == WHAT else (font(14), T.ink2)
        cell = rect.adjusted(left, 0, -6, 0)
        draw_text(painter, cell, row.cells[column], face, T.ink if chosen else ink, elide=True)
