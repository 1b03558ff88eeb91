"""The steps of the first start that meet the registry: its file, and the fingerprint from its letter."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QLineEdit, QWidget

from iago_desktop.errors import IagoError, InputError
from iago_desktop.settings import Language
from iago_desktop.ui.page import ChooseFile
from iago_desktop.ui.pages.first_recovery import draw_group, draw_paper, group_place
from iago_desktop.ui.pages.first_steps import TEXT_WIDTH, Step, heading
from iago_desktop.ui.pages.message import Message
from iago_desktop.ui.paint import CENTRE, Painted, draw_box, draw_text
from iago_desktop.ui.texts import said
from iago_desktop.ui.tokens import T, font
from iago_desktop.ui.widgets import Banner, Button, Hairline, Icon, Label, column, row

if TYPE_CHECKING:  # the services bring the database with them; the unlock window opens before it
    from iago_desktop.services.enrolment import CardPreview

_LARGEST_CARD = 1024 * 1024
_DIGITS = 5
_CELL = 21


class RegistryStep(Step):
    """`read` looks into the file; whether it is the right one, the next step finds out."""

    chosen = Signal()

    def __init__(
        self, choose: ChooseFile, read: Callable[[bytes], "CardPreview"], language: Language
    ) -> None:
        super().__init__()
        self._choose, self._read, self._language = choose, read, language
        self.data = b""
        self.card: CardPreview | None = None
        self.file_name = ""
        self.button = Button(
            self.tr("Choose file …"), "plain", icon="folder-open", keys=(self.tr("Ctrl"), "O")
        )
        self.button.setAccessibleName(self.tr("Choose the registry's file"))
        self.button.setShortcut("Ctrl+O")
        self.button.clicked.connect(self._on_choose)
        self.message = Message()
        self.name, self.facts = Label("", font(14, 600)), Label("", font(13), "ink2", wrap=True)
        self.found = QWidget()
        column(Hairline(), 18, fact("identification-card", self.name, self.facts), parent=self.found)
        self.found.hide()
        self.later = Button(self.tr("Do it later"), "quiet")
        self.later.setAccessibleName(self.later.text())
        self.buttons = (self.later,)
        chooser = QWidget()
        row(self.button, None, parent=chooser)
        self._lay_out(
            heading(
                self.tr("Registry file"),
                self.tr("It came with the registry's letter or on a stick. Its name ends in .iagocard."),
            ),
            22,
            chooser,
            10,
            self.message,
            22,
            self.found,
        )

    def _on_choose(self) -> None:
        file = self._choose(self)
        if file is None:
            return
        try:
            data = _content_of(file)
            card = self._read(data)
        except IagoError as error:
            self.data, self.card = b"", None
            self.message.say(said(error, self._language), "error")
            self.found.hide()
        else:
            self.data, self.card, self.file_name = data, card, file.name
            self.message.say(
                self.tr("The file is sound. The letter proves that it is the right one."), "good"
            )
            self.name.setText(card.name)
            self.facts.setText(facts_of(card, file.name))
            self.found.show()
        self.ready.emit()
        if self.card is not None:
            self.chosen.emit()

    def is_ready(self) -> bool:
        return self.card is not None

    def why_not(self) -> str:
        return self.tr("Without a registry the program works, and records are kept here.")

    def focus_first(self) -> None:
        self.button.setFocus()

    def enter(self) -> None:
        if self.is_ready():
            self.advanced.emit()
        else:
            self.button.click()


def fact(icon: str, title: Label, text: Label) -> QWidget:
    area = QWidget()
    layout = row(column(Icon(icon, 20), None), gap=12, parent=area)
    layout.addLayout(column(title, 2, text), 1)
    return area


def facts_of(card: "CardPreview", file_name: str) -> str:
    text = QCoreApplication.translate("RegistryStep", "{file} · valid until {day}")
    return text.format(file=file_name, day=f"{card.valid_until:%d.%m.%Y}")


def _content_of(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            data = opened.read(_LARGEST_CARD + 1)
    except OSError as error:
        raise InputError("file_not_readable") from error
    if len(data) > _LARGEST_CARD:
        raise InputError("file_too_large")
    return data


class GroupEntry(QLineEdit):
    """The group that is not shown: five digits from the letter, each in its place."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFixedHeight(76)
        self.wrong = False
        self.textEdited.connect(self._on_edited)

    def _on_edited(self, text: str) -> None:
        digits = "".join(character for character in text if character in "0123456789")[:_DIGITS]
        if digits != text:
            self.setText(digits)
        self.wrong = False
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.end(False)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        rect, focus = QRectF(self.rect()), self.hasFocus()
        outline = T.red if self.wrong else T.accent if focus else T.control
        draw_box(painter, rect, 10, T.surface, outline, 2 if focus or self.wrong else 1)
        draw_text(painter, QRectF(12, 6, 30, 16), "6", font(12, 600), T.accent_ink)
        typed, face = self.text(), font(30, 500, mono=True)
        left = rect.center().x() - _DIGITS * _CELL / 2
        for index in range(_DIGITS):
            cell = QRectF(left + index * _CELL, 14, _CELL, 50)
            if index < len(typed):
                draw_text(painter, cell, typed[index], face, T.ink, CENTRE)
            else:
                colour = T.accent if index == len(typed) and focus else T.control
                painter.fillRect(QRectF(cell.x() + 3, 54, 15, 2), colour)
        if focus and len(typed) < _DIGITS:
            painter.fillRect(QRectF(left + len(typed) * _CELL + 1, 24, 2, 28), T.ink)
        painter.end()


class FingerprintCards(Painted):
    """Groups 1 to 5 to compare, group 6 to type."""

    def __init__(self, entry: GroupEntry) -> None:
        super().__init__()
        self._groups: tuple[str, ...] = ()
        self._entry = entry
        entry.setParent(self)
        self.setFixedHeight(164)

    def set_groups(self, groups: tuple[str, ...]) -> None:
        """Only the groups that may be seen."""
        self._groups = groups
        self.setAccessibleName(", ".join(f"{n}: {' '.join(group)}" for n, group in enumerate(groups, 1)))
        self.update()

    def paint(self, painter: QPainter) -> None:
        for index, group in enumerate(self._groups):
            draw_group(painter, group_place(self.width(), index), index + 1, group)
        place = group_place(self.width(), 5).toRect()
        if self._entry.geometry() != place:
            self._entry.setGeometry(place)


class Letter(Painted):
    """Where the numbers stand in the letter."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(248, 316)

    def paint(self, painter: QPainter) -> None:
        paper = QRectF(24, 14, 200, 278)
        draw_paper(painter, paper)
        x = paper.x() + 20
        lines = ((26, 64), (34, 46), (42, 54), (92, 158), (101, 150), (110, 156), (119, 96))
        for y, width in (*lines, (216, 150), (225, 158), (234, 70)):
            painter.fillRect(QRectF(x, paper.y() + y, width, 4), T.line2)
        painter.fillRect(QRectF(paper.right() - 62, paper.y() + 26, 42, 4), T.line2)
        painter.fillRect(QRectF(x, paper.y() + 72, 110, 6), T.lane)
        box = QRectF(x - 6, paper.y() + 138, 172, 62)
        draw_box(painter, box, 6, T.accent_soft, T.accent, 1.6)
        for index in range(6):
            place = QRectF(box.x() + 11 + index % 3 * 53, box.y() + 13 + index // 3 * 23, 44, 14)
            draw_box(painter, place, 3, T.accent if index == 5 else T.accent_line)
        path = QPainterPath(QPointF(x, paper.y() + 262))
        path.cubicTo(x + 14, paper.y() + 244, x + 20, paper.y() + 272, x + 34, paper.y() + 256)
        path.cubicTo(x + 44, paper.y() + 246, x + 50, paper.y() + 268, x + 66, paper.y() + 254)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(T.control, 1.4))
        painter.drawPath(path)


class FingerprintStep(Step):
    """`pin(data, group)` trusts the registry, or raises.  The check runs by itself at the fifth digit."""

    other_file = Signal()
    pinned = Signal()

    def __init__(self, pin: Callable[[bytes, str], object], language: Language) -> None:
        super().__init__()
        self._pin, self._language = pin, language
        self._data = b""
        self.is_pinned = False
        self.entry = GroupEntry(self.tr("Group 6, from the letter"))
        self.cards = FingerprintCards(self.entry)
        self.message = Message()
        self.stop = Banner(
            self.tr(
                "Nothing has been trusted. Call the registry on a number you already know, "
                "and read out the groups that differ."
            ),
            "red",
            "warning-circle",
        )
        self.stop.hide()
        self.name, self.facts = Label("", font(14, 600)), Label("", font(13), "ink2", wrap=True)
        self.differ = Button(self.tr("Numbers differ"), "plain")
        self.later = Button(self.tr("Do it later"), "quiet")
        for button in (self.differ, self.later):
            button.setAccessibleName(button.text())
        self.buttons = (self.differ, self.later)
        left = QWidget()
        left.setMaximumWidth(TEXT_WIDTH)
        no_letter = self.tr(
            "Call the registry and have the six groups read out. Use a number you already know."
        )
        column(
            heading(
                self.tr("Check the fingerprint"),
                self.tr(
                    "The file says it comes from the registry. The letter proves it. "
                    "Compare groups 1 to 5, then type group 6 from the letter."
                ),
            ),
            26,
            self.cards,
            14,
            self.message,
            12,
            self.stop,
            10,
            Hairline(),
            18,
            fact("identification-card", self.name, self.facts),
            16,
            fact(
                "phone",
                Label(self.tr("No letter at hand?"), font(14, 600)),
                Label(no_letter, font(13), "ink2", wrap=True),
            ),
            None,
            parent=left,
        )
        caption = Label(self.tr("Printed here in the letter"), font(12), "ink3")
        caption.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.side = QWidget()
        self.side.setFixedWidth(248)
        column(20, Letter(), 10, caption, None, parent=self.side)
        area = row(gap=40, parent=self)
        area.addWidget(left, 10)
        area.addStretch(1)
        area.addWidget(self.side)
        self.entry.textChanged.connect(self._on_typed)
        self.differ.clicked.connect(self._on_differ)

    def show_card(self, card: "CardPreview", data: bytes, file_name: str) -> None:
        self._data, self.is_pinned = data, False
        self.cards.set_groups(card.groups[:-1])
        self.name.setText(card.name)
        self.facts.setText(facts_of(card, file_name))
        self.stop.hide()
        self.differ.setText(self.tr("Numbers differ"))
        self.entry.setEnabled(True)
        self.entry.setText("")
        self._on_typed("")

    def _on_typed(self, text: str) -> None:
        if self.is_pinned:
            return
        if len(text) == _DIGITS:
            # After this key has been drawn: what is typed is seen before the answer comes.
            QTimer.singleShot(0, self._check)
        else:
            still = self.tr("Digits still to type: {count}. The check runs by itself.")
            self.message.say(still.format(count=_DIGITS - len(text)))
        self.ready.emit()

    def _check(self) -> None:
        if self.is_pinned or len(self.entry.text()) != _DIGITS:
            return
        try:
            self._pin(self._data, self.entry.text())
        except IagoError as error:
            self.entry.wrong = True
            self.entry.update()
            self.message.say(said(error, self._language), "error")
            return
        self.is_pinned = True
        self.entry.setEnabled(False)
        self.message.say(self.tr("The numbers agree. This registry is trusted from now on."), "good")
        self.ready.emit()
        self.pinned.emit()

    def _on_differ(self) -> None:
        if self.stop.isHidden():
            self.stop.show()
            self.entry.setText("")
            self.entry.setEnabled(False)
            self.message.say("")
            self.differ.setText(self.tr("Choose another file"))
            self.differ.setAccessibleName(self.differ.text())
            self.differ.updateGeometry()
        else:
            self.other_file.emit()

    def is_ready(self) -> bool:
        return self.is_pinned

    def why_not(self) -> str:
        return "" if self.stop.isHidden() else self.tr("Stopped: the numbers differ.")

    def focus_first(self) -> None:
        self.entry.setFocus()

    def enter(self) -> None:
        if self.is_pinned:
            self.advanced.emit()
