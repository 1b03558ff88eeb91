"""Beside the course: what comes next, what can be recorded, what there was so far; narrow, one banner."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QCoreApplication, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QWidget

from iago_desktop.rules.schedule import NextVisit
from iago_desktop.services.course_view import Burden
from iago_desktop.services.patient_desk import Waiting
from iago_desktop.ui.icons import draw_icon
from iago_desktop.ui.models.ledger import shown_day
from iago_desktop.ui.page import Place
from iago_desktop.ui.paint import Painted, draw_box, draw_keys, draw_text, key_width
from iago_desktop.ui.strip import signed
from iago_desktop.ui.tokens import T, font
from iago_desktop.ui.widgets import Button, Card, Icon, Label, Link, column, row

WIDTH = 268


class SideAction(QAbstractButton):
    """Two lines that act: what, and about it; with its key.

    `tone` is accent for what is due, amber for what is late, ask for a question.
    """

    def __init__(self, icon: str, words: str, about: str, keys: tuple[str, ...] = (), tone: str = "") -> None:
        super().__init__()
        self._icon, self._about, self._keys, self._tone = icon, about, keys, tone
        self.setText(words)
        self.setAccessibleName(words)
        self.setAccessibleDescription(about)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedHeight(46)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def about(self) -> str:
        return self._about

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()  # the page's: a button would go to its neighbour
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        fills = {"accent": T.accent_soft, "amber": T.amber_soft}
        if self.underMouse() or self.isDown() or self._tone in fills:
            draw_box(painter, rect, 8, fills.get(self._tone, T.hover))
        ink = {"accent": T.accent, "amber": T.amber_mark, "ask": T.amber_mark}.get(self._tone, T.ink2)
        draw_icon(painter, self._icon, 10, 13, 20, ink)
        room = rect.width() - (58 + key_width(self._keys) if self._keys else 48)
        draw_text(painter, QRectF(40, 5, room, 18), self.text(), font(14, 600), T.ink, elide=True)
        draw_text(painter, QRectF(40, 23, room, 16), self._about, font(12), T.ink3, elide=True)
        if self._keys:
            draw_keys(painter, rect.width() - 10, 23, self._keys)
        if self.hasFocus():
            draw_box(painter, rect, 8, None, T.accent, 2)


class NextCard(Card):
    """`asked` brings a place: the visit (form), a question, a draft; None for the list of entries."""

    asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        title = Label(self.tr("Next"), font(13, 600), "ink2")
        self._rows = column()
        self.lines: list[SideAction] = []
        heading = row(title, margins=(10, 0, 0, 0))
        column(heading, 6, self._rows, margins=(12, 12, 12, 8), parent=self)

    def show_next(self, visit: NextVisit | None, waiting: Waiting, infusion: date | None) -> None:
        before = next((place for place, each in enumerate(self.lines) if each.hasFocus()), None)
        for each in self.lines:
            each.hide()
            each.deleteLater()
        self.lines = []
        if visit is not None:
            words, about, tone = visit_words(visit, infusion)
            self._add(SideAction("calendar-check", words, about, tone=tone), Place("form"))
        if waiting.questions:
            words, about = self._question(len(waiting.questions))
            asked = SideAction("chat-circle", words, about, tone="ask")
            self._add(asked, Place("question", waiting.questions[0]))
        if waiting.drafts:
            draft, count = waiting.drafts[0], len(waiting.drafts)
            if count == 1:
                words = self.tr("Draft: {title}").format(title=draft.title)
                about = self.tr("saved on {day}").format(day=shown_day(draft.saved_at))
                self._add(SideAction("pencil-simple", words, about), Place("form", draft.id))
            else:
                words = self.tr("{count} drafts").format(count=count)
                about = self.tr("last: {title}").format(title=draft.title)
                self._add(SideAction("pencil-simple", words, about), None)
        self.setVisible(bool(self.lines))
        if before is not None and self.lines:
            place = min(before, len(self.lines) - 1)
            self.lines[place].setFocus(Qt.FocusReason.OtherFocusReason)

    def _question(self, count: int) -> tuple[str, str]:
        if count == 1:
            return self.tr("1 registry question"), self.tr("waits for an answer")
        return self.tr("{count} registry questions").format(count=count), self.tr("wait for an answer")

    def _add(self, action: SideAction, place: Place | None) -> None:
        action.clicked.connect(lambda: self.asked.emit(place))
        self._rows.addWidget(action)
        action.show()  # now, not with the next event: it may be given the focus at once
        self.lines.append(action)


def visit_words(visit: NextVisit, infusion: date | None) -> tuple[str, str, str]:
    """(what, about it, tone)."""
    on = f"{infusion + timedelta(visit.day):%d.%m.%Y}" if infusion else ""
    day, window = signed(visit.day), ""
    if visit.planned is not None:
        window = QCoreApplication.translate("NextCard", "window {first} to {last}").format(
            first=signed(visit.planned.first), last=signed(visit.planned.last)
        )
    if visit.state == "overdue":
        return (
            QCoreApplication.translate("NextCard", "Visit {day} overdue").format(day=day),
            window or on,
            "amber",
        )
    if visit.state == "due":
        return (
            QCoreApplication.translate("NextCard", "Visit {day} due").format(day=day),
            window or on,
            "accent",
        )
    return QCoreApplication.translate("NextCard", "Next visit {day}").format(day=day), on or window, ""


class BurdenCard(Card):
    """Three numbers."""

    def __init__(self) -> None:
        super().__init__()
        title = Label(self.tr("Burden so far"), font(13, 600), "ink2")
        self.numbers = _Numbers()
        column(title, 6, self.numbers, margins=(20, 12, 12, 12), parent=self)

    def show_burden(self, burden: Burden) -> None:
        self.numbers.show_numbers(
            (
                (burden.infections, self.tr("infections")),
                (burden.severe, self.tr("grade ≥3")),
                (burden.hospital_days, self.tr("hospital days")),
            )
        )


class _Numbers(Painted):
    def __init__(self) -> None:
        super().__init__()
        self._numbers: Sequence[tuple[int, str]] = ()
        self.setFixedHeight(44)

    def show_numbers(self, numbers: Sequence[tuple[int, str]]) -> None:
        self._numbers = numbers
        self.setAccessibleName(", ".join(f"{number} {words}" for number, words in numbers))
        self.update()

    def paint(self, painter: QPainter) -> None:
        x = 0.0
        for (number, words), width in zip(self._numbers, (78, 74, 90), strict=False):
            draw_text(painter, QRectF(x, 0, width, 24), str(number), font(20, 600), T.ink)
            draw_text(painter, QRectF(x, 26, width, 16), words, font(12), T.ink3)
            x += width


class RecordCard(Card):
    """What can be recorded, each with its key."""

    def __init__(self) -> None:
        super().__init__()
        ctrl = self.tr("Ctrl")
        self.visit = SideAction(
            "clipboard-text", self.tr("Follow-up visit"), self.tr("with lab values"), (ctrl, "1")
        )
        self.infection = SideAction("bug", self.tr("Infection"), self.tr("five questions"), (ctrl, "2"))
        self.toxicity = SideAction(
            "brain", self.tr("Other toxicity"), self.tr("CRS, ICANS, ICAHT …"), (ctrl, "3")
        )
        self.more = SideAction("pill", self.tr("Drugs, labs …"), self.tr("prophylaxis, IVIG …"), (ctrl, "4"))
        self.consent = SideAction("signature", self.tr("Consent"), self.tr("for the registry"), (ctrl, "6"))
        heading = row(Label(self.tr("Record"), font(13, 600), "ink2"), margins=(10, 0, 0, 0))
        actions = (self.visit, self.infection, self.toxicity, self.more, self.consent)
        column(heading, 6, *actions, margins=(12, 12, 12, 8), parent=self)


class NextBanner(QFrame):
    """The same as the card in one line, where there is no room for a column."""

    asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._tone = ""
        self._words = Label("", font(14, 600), "accent_ink")
        self.question, self.draft = Link(""), Link("")
        self.question.clicked.connect(lambda: self.asked.emit(self._question))
        self.draft.clicked.connect(lambda: self.asked.emit(self._draft))
        self._question: Place | None = None
        self._draft: Place | None = None
        self.start = Button(self.tr("Start visit"), "primary", keys=(self.tr("Ctrl"), "1"), height=32)
        self.start.clicked.connect(lambda: self.asked.emit(Place("form")))
        icon = Icon("calendar-check", 18, "accent")
        row(
            icon,
            self._words,
            None,
            self.question,
            self.draft,
            self.start,
            gap=14,
            margins=(14, 5, 8, 5),
            parent=self,
        )
        self.setFixedHeight(44)

    def show_next(self, visit: NextVisit | None, waiting: Waiting, infusion: date | None) -> None:
        words = self.tr("No visit planned")
        self._tone = ""
        if visit is not None:
            what, about, self._tone = visit_words(visit, infusion)
            words = f"{what} · {about}" if about else what
        self._words.setText(words)
        self._words.set_ink("amber" if self._tone == "amber" else "accent_ink")
        questions, drafts = len(waiting.questions), len(waiting.drafts)
        one, many = self.tr("1 question"), self.tr("{count} questions")
        self.question.setText((one if questions == 1 else many).format(count=questions))
        self.question.setVisible(questions > 0)
        self._question = Place("question", waiting.questions[0]) if questions else None
        one, many = self.tr("1 draft"), self.tr("{count} drafts")
        self.draft.setText((one if drafts == 1 else many).format(count=drafts))
        self.draft.setVisible(drafts > 0)
        self._draft = Place("form", waiting.drafts[0].id) if drafts == 1 else None
        for link in (self.question, self.draft):
            link.setAccessibleName(link.text())
            link.updateGeometry()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        fill, line = (T.amber_soft, T.amber_line) if self._tone == "amber" else (T.accent_soft, T.accent_line)
        draw_box(QPainter(self), QRectF(self.rect()), 8, fill, line)


class PatientSide(QWidget):
    """The column of cards."""

    def __init__(self) -> None:
        super().__init__()
        self.next, self.record, self.burden = NextCard(), RecordCard(), BurdenCard()
        self.setFixedWidth(WIDTH)
        column(self.next, self.record, self.burden, None, gap=12, parent=self)
