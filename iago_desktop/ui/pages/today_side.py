"""Beside Today's list: what is not sent, the newest bundles and the backup, the visits of the week."""

from datetime import date

from PySide6.QtCore import QLocale, QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from iago_desktop.services.exchange import LedgerRow
from iago_desktop.services.today import Today
from iago_desktop.ui.keys import caps
from iago_desktop.ui.models.worklist import HEAD
from iago_desktop.ui.paint import CENTRE, Painted, draw_box, draw_text
from iago_desktop.ui.tokens import T, font
from iago_desktop.ui.widgets import Button, Card, Icon, Label, Link, column, row

WIDTH = 300
_DOTS = 3
_WEEK_OLD = 7


class TodaySide(QWidget):
    export_asked = Signal()
    hand_over_asked = Signal()
    copy_asked = Signal()
    drill_asked = Signal()

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        self.setFixedWidth(WIDTH)
        self.sending = _heading(self.tr("Not yet sent"))
        self.count = Label("0", font(40, 600))
        self.records = Label("", font(14, 600))
        self.patients = Label("", font(13), "ink2")
        self.export = Button(self.tr("Export for the registry"), "ghost", keys=caps("Ctrl+E"))
        self.export.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.export.clicked.connect(self.export_asked)
        self.hand_over = Button(self.tr("Write a file for it …"), "ghost")
        self.hand_over.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hand_over.clicked.connect(self.hand_over_asked)
        self.hand_over.hide()
        names = Label(self.tr("Names and birth dates stay on this computer."), font(12), "ink3", wrap=True)
        send = Card()
        number = row(self.count, column(self.records, self.patients, gap=1), None, gap=14)
        column(
            self.sending, 2, number, 8, self.export, self.hand_over, 8, names,
            margins=(18, 13, 18, 14), parent=send,
        )  # fmt: skip
        self.lines = [_Line(), _Line(), _Line("hard-drive")]
        self.copy = Link(self.tr("Copy a backup to a stick"))
        self.copy.setAccessibleName(self.copy.text())
        self.copy.clicked.connect(self.copy_asked)
        self.drill = Link(self.tr("Try your recovery sheet"))
        self.drill.setAccessibleName(self.drill.text())
        self.drill.clicked.connect(self.drill_asked)
        self.withdrawal = _Line("warning")
        registry = Card()
        column(
            _heading(self.tr("Registry and backup")), 8, self.withdrawal, *self.lines,
            row(self.copy, None, margins=(30, 0, 0, 0)), row(self.drill, None, margins=(30, 0, 0, 0)),
            gap=6, margins=(18, 13, 18, 14), parent=registry,
        )  # fmt: skip
        self.week = Week(language)
        week = Card()
        title = row(_heading(self.tr("This week")), None, Label(self.tr("visits"), font(12), "ink3"))
        column(title, 8, self.week, margins=(18, 13, 18, 12), parent=week)
        column(HEAD, send, 14, registry, 14, week, None, parent=self)

    def show_today(self, found: Today) -> None:
        if found.waiting is not None and found.waiting.elsewhere:
            self._show_elsewhere(found.waiting.elsewhere)
        elif found.waiting is not None:
            self._show_waiting(found.waiting.records, found.waiting.patients)
        for line, bundle in zip(self.lines[:2], (*found.bundles, None, None), strict=False):
            self._show_bundle(line, bundle)
        self._show_withdrawals(found)
        self._show_backup(found)
        self.drill.setVisible(found.drill)
        self.week.show_week(found.week, found.day)

    def _show_waiting(self, records: int, patients: int) -> None:
        self.count.setText(str(records))
        self.records.setText(self.tr("1 record") if records == 1 else self.tr("records"))
        if records:
            one, many = self.tr("of 1 patient"), self.tr("of {count} patients")
        else:  # a withdrawal, a date that was corrected: something leaves all the same
            one, many = self.tr("other changes of 1 patient"), self.tr("other changes of {count} patients")
        words = one if patients == 1 else many.format(count=patients)
        self.patients.setText(words if records or patients else "")

    def _show_elsewhere(self, letter: str) -> None:
        """Of a computer from which no bundle leaves: where they leave from."""
        self.sending.setText(self.tr("Registry"))
        self.count.setText(letter)
        self.records.setText(self.tr("Computer {letter} exports").format(letter=letter))
        self.patients.setText(self.tr("it gets files from here"))
        self.export.hide()
        self.hand_over.show()

    def _show_bundle(self, line: "_Line", bundle: LedgerRow | None) -> None:
        line.setVisible(bundle is not None)
        if bundle is None:
            return
        if bundle.state == "confirmed":
            day = _shown(bundle.receipt_on or bundle.created)
            words = self.tr("Bundle {number} confirmed").format(number=bundle.seq)
            line.say("check-circle", words, self.tr("receipt of {date}").format(date=day))
        else:
            words = self.tr("Bundle {number} on its way").format(number=bundle.seq)
            carried = self.tr("of {date}, no receipt yet").format(date=_shown(bundle.created))
            line.say("hourglass", words, carried)

    def _show_withdrawals(self, found: Today) -> None:
        """A patient waits for what the law demands within a month."""
        waiting = sum(each.state == "waiting" for each in found.withdrawals)
        sent = len(found.withdrawals) - waiting
        self.withdrawal.setVisible(bool(found.withdrawals))
        if waiting:
            words = self.tr("1 withdrawal") if waiting == 1 else self.tr("{count} withdrawals")
            self.withdrawal.say("warning", words.format(count=waiting), self.tr("waits for the next bundle"))
        elif sent:
            words = self.tr("1 withdrawal") if sent == 1 else self.tr("{count} withdrawals")
            about = self.tr("sent, not confirmed by the registry yet")
            self.withdrawal.say("hourglass", words.format(count=sent), about)

    def _show_backup(self, found: Today) -> None:
        state, line = found.backup, self.lines[2]
        self.copy.setVisible(state.copy_due)
        if state.last is None or state.days is None:
            line.say("hard-drive", self.tr("No backup yet"), self.tr("made when the program closes"))
            return
        day = state.last.strftime("%d.%m.%Y")
        if state.days == 0:
            words = self.tr("Backup of today")
        elif state.days == 1:
            words = self.tr("Last backup yesterday")
        else:
            words = self.tr("Last backup {days} days ago").format(days=state.days)
        if not state.good:
            line.say(
                "warning-circle", self.tr("The backup cannot be opened"), self.tr("make a new one: Settings")
            )
            return
        line.say("warning-circle" if state.days > _WEEK_OLD else "hard-drive", words, day)


class _Line(QWidget):
    def __init__(self, icon: str = "check-circle") -> None:
        super().__init__()
        self._icon = Icon(icon, 20, "accent")
        self.words = Label("", font(14, 600))
        self.about = Label("", font(12), "ink2")
        row(self._icon, column(self.words, self.about, gap=0), None, gap=10, parent=self)

    def say(self, icon: str, words: str, about: str) -> None:
        self._icon.set_icon(icon, {"check-circle": "accent", "warning-circle": "red"}.get(icon, "ink2"))
        self.words.set_ink("red" if icon == "warning-circle" else "ink")
        self.words.setText(words)
        self.about.setText(about)


class Week(Painted):
    """Monday to Friday: a dot for each visit, a number where there are more than dots tell."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        self._days: tuple[tuple[date, int], ...] = ()
        self._today: date | None = None
        self.setFixedHeight(72)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_week(self, days: tuple[tuple[date, int], ...], today: date) -> None:
        self._days, self._today = days, today
        names = QLocale(self._language)
        said = (f"{names.dayName(day.isoweekday())} {day.day}: {count}" for day, count in days)
        self.setAccessibleName(", ".join(said))
        self.update()

    def paint(self, painter: QPainter) -> None:
        if not self._days:
            return
        locale = QLocale(self._language)
        width = self.width() / len(self._days)
        for number, (day, count) in enumerate(self._days):
            rect = QRectF(number * width, 0, width, 72)
            is_today = day == self._today
            if is_today:
                draw_box(painter, rect.adjusted(1, 0, -1, 0), 8, T.accent_soft)
            quiet = T.accent_ink if is_today else T.ink3
            name = locale.dayName(day.isoweekday(), QLocale.FormatType.ShortFormat).rstrip(".")[:2]
            draw_text(painter, QRectF(rect.x(), 6, width, 16), name, font(12, 500), quiet, CENTRE)
            ink = T.accent_ink if is_today else T.ink
            draw_text(painter, QRectF(rect.x(), 24, width, 22), str(day.day), font(16, 600), ink, CENTRE)
            if count > _DOTS:
                words = QRectF(rect.x(), 50, width, 16)
                draw_text(painter, words, str(count), font(12, 600), T.accent_ink, CENTRE)
            for dot in range(count if count <= _DOTS else 0):
                x = rect.center().x() + (dot - (count - 1) / 2) * 10 - 3
                draw_box(painter, QRectF(x, 55, 6, 6), 3, T.accent)


def _heading(words: str) -> Label:
    return Label(words, font(13, 600), "ink2")


def _shown(iso: str) -> str:
    return ".".join(reversed(iso[:10].split("-")))
