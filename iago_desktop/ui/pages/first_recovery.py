"""The step of the recovery sheet: six groups to write down, hidden then, and three of them typed back."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from iago_desktop.sentences import Language
from iago_desktop.signing import recovery_code
from iago_desktop.ui.form.inputs import InputFrame
from iago_desktop.ui.page import ChooseSave
from iago_desktop.ui.pages.first_steps import Step, heading, labelled
from iago_desktop.ui.pages.message import Message
from iago_desktop.ui.paint import CENTRE, Painted, draw_box, draw_logo, draw_text
from iago_desktop.ui.printing.printer import Printer, Printout
from iago_desktop.ui.printing.recovery_sheet import recovery_sheet
from iago_desktop.ui.tokens import T, faded, font
from iago_desktop.ui.widgets import Button, Hairline, Label, column, row

_GROUP = 6


class GroupCards(Painted):
    """Groups large enough to be copied without a mistake, three in a row."""

    def __init__(self) -> None:
        super().__init__()
        self._groups: tuple[str, ...] = ()
        self.setFixedHeight(164)

    def set_groups(self, groups: Sequence[str]) -> None:
        self._groups = tuple(groups)
        spoken = ", ".join(f"{number}: {' '.join(group)}" for number, group in enumerate(self._groups, 1))
        self.setAccessibleName(spoken)
        self.update()

    def paint(self, painter: QPainter) -> None:
        for index, group in enumerate(self._groups):
            draw_group(painter, group_place(self.width(), index), index + 1, group)


def group_place(width: float, index: int) -> QRectF:
    """Where a group lies: two rows of three."""
    own = (width - 24) / 3
    return QRectF(index % 3 * (own + 12), index // 3 * 88, own, 76)


def draw_group(painter: QPainter, place: QRectF, number: int, group: str) -> None:
    draw_box(painter, place, 10, T.sunken, T.line)
    corner = QRectF(place.x() + 12, place.y() + 6, 30, 16)
    draw_text(painter, corner, str(number), font(12, 600), T.ink3)
    face = font(28, 500, mono=True)
    face.setLetterSpacing(face.SpacingType.AbsoluteSpacing, 3)
    draw_text(painter, place.translated(1.5, 2), group, face, T.ink, CENTRE)


def draw_paper(painter: QPainter, paper: QRectF) -> None:
    """A sheet with a soft shadow, painted as a few translucent outlines."""
    painter.setPen(Qt.PenStyle.NoPen)
    for spread in range(10, 0, -1):
        painter.setBrush(faded(T.shadow, int(3 * (1 - spread / 11) + 1)))
        around = paper.adjusted(-spread, 4 - spread, spread, 4 + spread)
        painter.drawRoundedRect(around, 4 + spread, 4 + spread)
    draw_box(painter, paper, 4, T.surface, T.line2)


class PaperSheet(Painted):
    """What the sheet looks like; the groups stand on it as bars, never as characters."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(346, 400)
        self._title = self.tr("Recovery sheet")
        self._lines = (
            self.tr("Whoever has this sheet can open the records."),
            self.tr("Keep it locked, away from the computer."),
            self.tr("Without password and sheet the data are lost."),
        )
        self._stored, self._signature = self.tr("Stored where"), self.tr("Signature")
        self.practice = ""

    def paint(self, painter: QPainter) -> None:
        paper = QRectF(18, 10, 310, 372)
        draw_paper(painter, paper)
        x, y = paper.x() + 24, paper.y() + 22
        draw_logo(painter, QRectF(x, y, 20, 20))
        draw_text(painter, QRectF(x + 28, y, 234, 20), self._title, font(14, 600), T.ink)
        draw_text(painter, QRectF(x, y + 28, 262, 16), self.practice, font(12), T.ink2, elide=True)
        for index in range(_GROUP):
            place = QRectF(x + index % 2 * 134, y + 62 + index // 2 * 44, 128, 36)
            draw_box(painter, place, 4, T.sunken)
            draw_text(painter, place.adjusted(8, 0, 0, 0), str(index + 1), font(12, 500), T.ink2)
            draw_box(painter, QRectF(place.x() + 30, place.y() + 14, 84, 8), 4, T.line2)
        for index, line in enumerate(self._lines):
            words = QRectF(x, y + 206 + index * 19, 282, 18)
            draw_text(painter, words, f"·  {line}", font(12), T.ink2, elide=True)
        foot = paper.bottom() - 44
        for at, text in ((x, self._stored), (x + 142, self._signature)):
            painter.fillRect(QRectF(at, foot, 120, 1), T.control)
            draw_text(painter, QRectF(at, foot + 3, 120, 16), text, font(12), T.ink2)


class RecoveryStep(Step):
    """`show_groups` before it is entered; `typed` gives what was typed back."""

    def __init__(self, choose_save: ChooseSave, language: Language) -> None:
        super().__init__()
        self._groups: tuple[str, ...] = ()
        self._asked: tuple[int, ...] = ()
        self._is_written = False
        self.cards = GroupCards()
        self.frames: dict[int, InputFrame] = {}
        self.message = Message()
        self.paper = PaperSheet()
        self.caption = Label("", font(12), "ink3", wrap=True)
        self.caption.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.show_again = Button(self.tr("Show the groups again"), "quiet")
        self.show_again.setAccessibleName(self.show_again.text())
        self.show_again.clicked.connect(self._on_show_again)
        self.save_pdf = Button(self.tr("Save as PDF"), "quiet", icon="printer", keys=(self.tr("Ctrl"), "P"))
        self.save_pdf.setAccessibleName(self.save_pdf.text())
        self.save_pdf.clicked.connect(self.ask_pdf)
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(self.ask_pdf)
        self.saved = Message()
        self._printer = Printer(
            self,
            choose_save,
            language,
            done=lambda words: self.saved.say(words, "good"),
            trouble=lambda words: self.saved.say(words, "error"),
        )
        self.buttons = (self.show_again, self.save_pdf)
        self._proof = QWidget()
        self._stack = QStackedWidget()
        self._reveal = QWidget()
        column(
            heading(
                self.tr("Write down the recovery sheet"),
                self.tr(
                    "Nobody can reset your password, not even the registry. "
                    "These six groups are the spare key."
                ),
            ),
            26,
            self.cards,
            16,
            Message(self.tr("The sheet has no O, I, L or U: what looks like O is zero, like I or L is one.")),
            22,
            Hairline(),
            18,
            Label(self.tr("Copy all six by hand, and read them once more."), font(14, 600)),
            12,
            self.saved,
            None,
            parent=self._reveal,
        )
        self._stack.addWidget(self._reveal)
        self._stack.addWidget(self._proof)
        side = QWidget()
        side.setFixedWidth(346)
        column(self.paper, 4, self.caption, None, parent=side)
        self.side = side
        area = row(gap=40, parent=self)
        area.addWidget(self._stack, 10)
        area.addStretch(1)
        area.addWidget(side)
        self._stack.setMaximumWidth(620)
        self._show_phase()

    def show_groups(self, groups: Sequence[str], asked: Sequence[int], practice: str) -> None:
        self._groups, self._asked = tuple(groups), tuple(asked)
        self._is_written = False
        self.saved.say("")
        self.cards.set_groups(groups)
        self.paper.practice = practice
        self._build_proof()
        self._show_phase()

    def ask_pdf(self) -> None:
        """Only while the groups are shown: afterwards they are on paper."""
        if self._groups and not self._is_written:
            groups, practice = self._groups, self.paper.practice
            self._printer.print(
                Printout("IAGO_recovery.pdf", lambda: groups, lambda found: recovery_sheet(found, practice))
            )

    def forget(self) -> None:
        """Nothing of the key stays in a widget."""
        self._groups = ()
        self.cards.set_groups(())
        for frame in self.frames.values():
            frame.set_text("")

    def typed(self) -> dict[int, str]:
        return {index: frame.text() for index, frame in self.frames.items()}

    def _build_proof(self) -> None:
        self._stack.removeWidget(self._proof)
        self._proof.deleteLater()
        self._proof = QWidget()
        self.frames = {}
        self.message = Message()
        cells: list[QWidget | int | None] = []
        for index in self._asked:
            name = self.tr("Group {number}").format(number=index + 1)
            frame = InputFrame(width=160, mono=True)
            frame.setAccessibleName(name)
            frame.edit.textEdited.connect(self._on_typed)
            self.frames[index] = frame
            cells += [labelled(name, frame), 14]
        numbers = [str(index + 1) for index in self._asked]
        which = (
            self.tr("Type groups {first}, {second} and {third} from the paper.") if len(numbers) == 3 else ""
        )
        asked = which.format(**dict(zip(("first", "second", "third"), numbers, strict=False)))
        column(
            heading(
                self.tr("Recovery sheet"),
                self.tr("Nobody can reset your password, not even the registry."),
            ),
            14,
            Hairline(),
            12,
            Label(self.tr("Prove that you have it"), font(16, 600)),
            4,
            Label(asked, font(14), "ink2"),
            14,
            row(*cells, None),
            10,
            self.message,
            None,
            parent=self._proof,
        )
        self._stack.addWidget(self._proof)

    def _show_phase(self) -> None:
        self._stack.setCurrentWidget(self._proof if self._is_written else self._reveal)
        self.cards.setVisible(not self._is_written)
        self.primary = self.tr("Continue") if self._is_written else self.tr("I have written it down")
        hidden = self.tr("The groups are hidden now. They are only on paper.")
        self.caption.setText(hidden if self._is_written else self.tr("Write them on paper and lock it away."))
        self.ready.emit()

    def _on_show_again(self) -> None:
        self._is_written = False
        self._show_phase()
        self.focus_first()

    def _on_typed(self) -> None:
        right: list[int] = []
        wrong: list[int] = []
        for index, frame in self.frames.items():
            full = len(recovery_code.clean(frame.text())) >= _GROUP
            same = full and recovery_code.same_group(frame.text(), self._groups[index])
            frame.set_state("error" if full and not same else "normal")
            (right if same else wrong if full else []).append(index + 1)
        if wrong:
            text = self.tr("Group {number} differs from the sheet. Compare it once more.")
            self.message.say(text.format(number=wrong[0]), "error")
        elif right:
            text = self.tr("Right so far: group {numbers}.")
            self.message.say(text.format(numbers=", ".join(map(str, right))), "good")
        else:
            self.message.say("")
        self.ready.emit()
        focused = next((index for index, frame in self.frames.items() if frame.edit.hasFocus()), None)
        if focused is not None and focused + 1 in right:
            self._focus_next_open()

    def _focus_next_open(self) -> None:
        for index, frame in self.frames.items():
            if not recovery_code.same_group(frame.text(), self._groups[index]):
                frame.edit.setFocus()
                return

    def offered(self) -> tuple[Button, ...]:
        return (self.show_again,) if self._is_written else (self.save_pdf,)

    def is_ready(self) -> bool:
        if not self._is_written:
            return bool(self._groups)
        return bool(self._groups) and all(
            recovery_code.same_group(frame.text(), self._groups[index])
            for index, frame in self.frames.items()
        )

    def why_not(self) -> str:
        return self.tr("Three groups are typed back from paper.")

    def focus_first(self) -> None:
        if self._is_written:
            self._focus_next_open()

    def enter(self) -> None:
        if self._is_written:
            if self.is_ready():
                self.advanced.emit()
            else:
                self._focus_next_open()
            return
        self._is_written = True
        self._show_phase()
        self._focus_next_open()
