"""The change log as rows: a line for each revision, and below it one for each value that became another."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QPainter

from iago_desktop.services.change_log import LogLine
from iago_desktop.services.entry_history import Changed
from iago_desktop.ui.models.rows import Index, Lines, Rows
from iago_desktop.ui.names import are_hidden
from iago_desktop.ui.paint import draw_text
from iago_desktop.ui.tokens import T, font

ROW = 38
WHEN, WHO, WHAT, HOW = range(4)
WIDE = (150, 170, 300, 340)
NARROW = (156, 130, 230, 300)
_NAMED = frozenset({"surname", "given_name", "born_on"})
_DATES = frozenset({"born_on", "infused_on", "given_on"})


@dataclass(frozen=True, repr=False)
class LogRow:
    """`change` None: the line of the revision itself.  `cells` are read and searched."""

    id: str
    line: LogLine
    change: Changed | None
    cells: tuple[str, str, str, str]


def log_rows(lines: Iterable[LogLine]) -> list[LogRow]:
    rows = []
    for line in lines:
        how = " · ".join(filter(None, (intent_words(line), line.reason)))
        rows.append(LogRow(str(line.id), line, None, (when(line.at), line.by, title_words(line), how)))
        for number, each in enumerate(line.changes):
            words = f"{value_words(each, each.before)} → {value_words(each, each.after)}"
            rows.append(LogRow(f"{line.id}/{number}", line, each, ("", "", label_words(each), words)))
    return rows


def when(at: str) -> str:
    """UTC as the clock on the wall said it."""
    return datetime.fromisoformat(at).astimezone().strftime("%d.%m.%Y %H:%M")


def title_words(line: LogLine) -> str:
    titles = {
        "patient": QCoreApplication.translate("ChangeLog", "Person"),
        "treatment": QCoreApplication.translate("ChangeLog", "Treatment"),
        "consent": QCoreApplication.translate("ChangeLog", "Registry consent"),
    }
    return line.title or titles.get(line.kind, line.kind)


def intent_words(line: LogLine) -> str:
    """What was done; the bare name of an intent that nobody foresaw."""
    words = {
        "add_patient": QCoreApplication.translate("ChangeLog", "patient added"),
        "record_consent": QCoreApplication.translate("ChangeLog", "consent recorded"),
        "save_record": QCoreApplication.translate("ChangeLog", "recorded"),
        "correct_record": QCoreApplication.translate("ChangeLog", "corrected"),
        "sign_record": QCoreApplication.translate("ChangeLog", "signed"),
        "regrade": QCoreApplication.translate("ChangeLog", "graded again"),
        "correct_master_data": QCoreApplication.translate("ChangeLog", "master data corrected"),
        "correct_infusion": QCoreApplication.translate("ChangeLog", "infusion date corrected"),
        "move_record": QCoreApplication.translate("ChangeLog", "moved to another patient")
        if line.op == "void"
        else QCoreApplication.translate("ChangeLog", "moved here from another patient"),
        "void_record": QCoreApplication.translate("ChangeLog", "deleted"),
        "delete_record": QCoreApplication.translate("ChangeLog", "deleted"),
        "restore_record": QCoreApplication.translate("ChangeLog", "brought back"),
        "answer_question": QCoreApplication.translate("ChangeLog", "question of the registry answered"),
    }
    return words.get(line.intent, line.intent.replace("_", " "))


def label_words(change: Changed) -> str:
    labels = {
        "": QCoreApplication.translate("ChangeLog", "Grade"),
        "surname": QCoreApplication.translate("ChangeLog", "Last name"),
        "given_name": QCoreApplication.translate("ChangeLog", "First name"),
        "born_on": QCoreApplication.translate("ChangeLog", "Birth date"),
        "sex": QCoreApplication.translate("ChangeLog", "Sex"),
        "infused_on": QCoreApplication.translate("ChangeLog", "Infusion date"),
        "given": QCoreApplication.translate("ChangeLog", "Consent"),
        "given_on": QCoreApplication.translate("ChangeLog", "Consent date"),
        "note": QCoreApplication.translate("ChangeLog", "Note"),
    }
    return labels.get(change.label, change.label)


def value_words(change: Changed, value: str) -> str:
    if not value:
        return "–"
    if change.label in _NAMED and are_hidden():
        return QCoreApplication.translate("ChangeLog", "hidden (F12 shows it)")
    if change.label in _DATES:
        return ".".join(reversed(value.split("-")))
    words = {
        ("given", "yes"): QCoreApplication.translate("ChangeLog", "given"),
        ("given", "no"): QCoreApplication.translate("ChangeLog", "refused"),
        ("sex", "f"): QCoreApplication.translate("ChangeLog", "female"),
        ("sex", "m"): QCoreApplication.translate("ChangeLog", "male"),
        ("sex", "d"): QCoreApplication.translate("ChangeLog", "diverse"),
    }
    return words.get((change.label, value), value)


class LogModel(Rows[LogRow]):
    def headings(self) -> Sequence[str]:
        return (self.tr("When"), self.tr("By"), self.tr("What"), self.tr("How, why"))

    def words(self, row: LogRow, column: int) -> str:
        return row.cells[column]


class LogLines(Lines):
    def paint_cell(self, painter: QPainter, rect: QRectF, index: Index, *, chosen: bool) -> None:
        row: LogRow = index.data(Qt.ItemDataRole.UserRole)
        column, words = index.column(), row.cells[index.column()]
        left = 16 if column == WHEN else 6
        face, ink = font(14), T.ink2
        if row.change is not None:
            left, ink = (22 if column == WHAT else 6), T.ink if column == HOW else T.ink2
            face = font(13, 600) if column == HOW else font(13)
        elif column == WHAT:
            face, ink = font(14, 600), T.ink
        draw_text(painter, rect.adjusted(left, 0, -6, 0), words, face, T.ink if chosen else ink, elide=True)
