"""One bundle: how far it is, and its fingerprint."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPen, QResizeEvent

from iago_desktop.ui.icons import draw_icon
from iago_desktop.ui.models.ledger import LedgerLine, groups_of
from iago_desktop.ui.paint import CENTRE, Painted, draw_box, draw_text
from iago_desktop.ui.tokens import T, font
from iago_desktop.ui.widgets import Badge, Button, Card, Hairline, Label, column, row


class Fingerprint(Painted):
    """In groups, as people compare or read them aloud; a group left empty is one to be typed."""

    def __init__(self, columns: int = 4, px: int = 14, line: int = 24) -> None:
        super().__init__()
        self._columns, self._px, self._line = columns, px, line
        self._groups: tuple[str, ...] = ()
        self.show_groups(())

    def show_groups(self, groups: Sequence[str]) -> None:
        self._groups = tuple(groups)
        lines = -(-len(groups) // self._columns) or 1
        self.setFixedHeight(self._line * lines + 16)
        self.setAccessibleName(" ".join(groups))
        self.update()

    def groups(self) -> tuple[str, ...]:
        return self._groups

    def paint(self, painter: QPainter) -> None:
        rect = QRectF(self.rect())
        draw_box(painter, rect, 6, T.sunken, T.line)
        width = (rect.width() - 24) / self._columns
        face = font(self._px, 500, mono=True)
        for index, words in enumerate(self._groups):
            line, place = divmod(index, self._columns)
            cell = QRectF(12 + place * width, 8 + line * self._line, width, self._line)
            if words:
                draw_text(painter, cell, words, face, T.ink, CENTRE)
            else:
                draw_box(painter, cell.adjusted(6, 3, -6, -3), 4, T.surface, T.accent, 1.6)


class Steps(Painted):
    """done, now or todo, one below the other, on a line."""

    _HEIGHT = 44

    def __init__(self) -> None:
        super().__init__()
        self._steps: tuple[tuple[str, str, str], ...] = ()

    def show_steps(self, steps: Sequence[tuple[str, str, str]]) -> None:
        """(what, detail, state) each."""
        self._steps = tuple(steps)
        self.setFixedHeight(self._HEIGHT * len(steps))
        self.setAccessibleName(". ".join(f"{what}: {detail}" for what, detail, _ in steps))
        self.update()

    def steps(self) -> tuple[tuple[str, str, str], ...]:
        return self._steps

    def paint(self, painter: QPainter) -> None:
        for index, (what, detail, state) in enumerate(self._steps):
            top = index * self._HEIGHT
            x, y = 10.0, top + 15.0
            if index + 1 < len(self._steps):
                ink = T.accent_line if state == "done" else T.line2
                painter.fillRect(QRectF(x - 1, y + 10, 2, self._HEIGHT - 20), ink)
            if state == "done":
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(T.accent)
                painter.drawEllipse(QPointF(x, y), 8, 8)
                draw_icon(painter, "check", x - 6, y - 6, 12, T.on_accent)
            else:
                pen = QPen(T.accent, 2) if state == "now" else QPen(T.control, 1.4)
                painter.setPen(pen)
                painter.setBrush(T.surface)
                painter.drawEllipse(QPointF(x, y), 7, 7)
            room = self.width() - 30
            face = font(14, 600 if state == "now" else 500)
            ink = T.ink2 if state == "todo" else T.ink
            draw_text(painter, QRectF(30, top + 4, room, 20), what, face, ink, elide=True)
            draw_text(painter, QRectF(30, top + 23, room, 18), detail, font(12), T.ink3, elide=True)


_WITH_ALL, _WITH_FINGERPRINT = 486, 440


class BundleCard(Card):
    save_again = Signal(int)
    check_asked = Signal(int)
    slip_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.line: LedgerLine | None = None
        self.title = Label("", font(16, 600))
        self.badge = Badge("", "neutral")
        self.steps = Steps()
        self._fingerprint_words = Label(self.tr("Fingerprint"), font(12, 600), "ink2")
        self.fingerprint = Fingerprint()
        self._contains = Label("", font(13), "ink2", wrap=True)
        self.again = Button(self.tr("Save again"), height=34)
        self.again.clicked.connect(self._ask_again)
        self.check = Button(self.tr("Check a copy"), height=34)
        self.check.clicked.connect(self._ask_check)
        self.slip = Button(self.tr("Print slip"), icon="printer", keys=(self.tr("Ctrl"), "P"), height=34)
        self.slip.clicked.connect(self.slip_asked)
        head = row(self.title, None, self.badge)
        layout = column(head, 12, self.steps, 8, Hairline(), 10, margins=(20, 14, 20, 16), parent=self)
        for widget, gap in ((self._fingerprint_words, 6), (self.fingerprint, 12), (self._contains, 8)):
            layout.addWidget(widget)
            layout.addSpacing(gap)
        layout.addStretch(1)
        layout.addLayout(row(self.again, 8, self.check, None))
        layout.addSpacing(8)
        layout.addLayout(row(self.slip, None))

    def _ask_again(self) -> None:
        if self.line is not None:
            self.save_again.emit(self.line.seq)

    def _ask_check(self) -> None:
        if self.line is not None:
            self.check_asked.emit(self.line.seq)

    def show_line(self, line: LedgerLine | None) -> None:
        self.line = line
        self.setVisible(line is not None)
        if line is None:
            return
        self.title.setText(self.tr("Bundle {number}").format(number=line.seq))
        words, tone = {
            "next": (self.tr("not created"), "outline"),
            "made": (self.tr("not saved"), "amber"),
            "confirmed": (self.tr("confirmed"), "accent"),
        }.get(line.state, (self.tr("waiting for receipt"), "neutral"))
        self.badge.set_status(words, tone)
        self.steps.show_steps(self._steps(line))
        self._fit()
        self.fingerprint.show_groups(groups_of(line.digest))
        self._contains.setText(self._what(line))

    def _fit(self) -> None:
        """Where there is little room, what can be read elsewhere goes first."""
        exists, room = self.line is not None and self.line.state != "next", self.height()
        for widget in (self._fingerprint_words, self.fingerprint):
            widget.setVisible(exists and room >= _WITH_FINGERPRINT)
        for button in (self.again, self.check, self.slip):
            button.setVisible(exists)
        self._contains.setVisible(room >= _WITH_ALL or not exists)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _steps(self, line: LedgerLine) -> list[tuple[str, str, str]]:
        order = ("next", "made", "sent", "confirmed")
        reached = order.index(line.state)
        states = ["done" if reached > at else "now" if reached == at else "todo" for at in range(3)]
        receipt = self.tr("import it with Ctrl+I") if reached < 3 else line.receipt_on
        return [
            (self.tr("Created and signed"), line.created or self.tr("export with Ctrl+E"), states[0]),
            (self.tr("Saved to be carried"), line.carried_to or "–", states[1]),
            (self.tr("Receipt from the registry"), receipt, states[2]),
        ]

    def _what(self, line: LedgerLine) -> str:
        if line.broken:
            return self.tr("Bundle {number} does not follow the one before it. Ask the registry.").format(
                number=line.seq
            )
        words = self.tr("1 record.") if line.records == 1 else self.tr("{count} records.")
        safe = self.tr("Pseudonyms only, no names, no birth dates.")
        return f"{words.format(count=line.records)} {safe}"
