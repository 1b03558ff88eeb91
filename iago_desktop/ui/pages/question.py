"""A question of the registry: what it asks, three possible answers, and what of it will be sent."""

from typing import Any

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from iago_desktop.definitions.model import Field
from iago_desktop.errors import IagoError
from iago_desktop.quantities import unit_shown
from iago_desktop.sentences import sentence
from iago_desktop.services import questions
from iago_desktop.services.workspace import Workspace
from iago_desktop.signing.question import REASONS, Verdict
from iago_desktop.ui.form.inputs import InputFrame
from iago_desktop.ui.form.overlays import Overlays
from iago_desktop.ui.form.segment import Segment
from iago_desktop.ui.form.signing_gate import SigningGate
from iago_desktop.ui.keys import caps
from iago_desktop.ui.names import full_name
from iago_desktop.ui.page import Action, Footer, Page, Place
from iago_desktop.ui.pages.answer_cards import AnswerCards
from iago_desktop.ui.pages.question_side import NARROW, WIDTH, QuestionSide
from iago_desktop.ui.strip import signed
from iago_desktop.ui.tokens import T, font
from iago_desktop.ui.widgets import Badge, Button, Card, KeyHints, Label, column, row, scrolled

_WIDEST = 830
_NARROW_BELOW = 1100
_VERDICTS: tuple[Verdict, ...] = ("corrected", "confirmed", "cannot_clarify")
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_TYPED = frozenset({"number", "date", "text"})
_CHOSEN = frozenset({"yes_no", "choice"})


def reason_words(code: str) -> str:
    """Of the codes that travel; one of another program's version stays as it is."""
    return {
        "typing_error": QCoreApplication.translate("QuestionPage", "Typing error"),
        "wrong_unit": QCoreApplication.translate("QuestionPage", "Wrong unit"),
        "wrong_patient": QCoreApplication.translate("QuestionPage", "Wrong patient"),
        "later_finding": QCoreApplication.translate("QuestionPage", "Later finding"),
        "source_checked": QCoreApplication.translate("QuestionPage", "Source checked"),
        "explained_by_treatment": QCoreApplication.translate("QuestionPage", "Explained by treatment"),
        "measured_again": QCoreApplication.translate("QuestionPage", "Measured again"),
        "source_missing": QCoreApplication.translate("QuestionPage", "Source missing"),
        "source_contradicts": QCoreApplication.translate("QuestionPage", "Sources differ"),
        "nobody_reached": QCoreApplication.translate("QuestionPage", "Nobody reached"),
    }.get(code, code)


class _Quote(Card):
    """What the registry wrote, with a bar at its left."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        QPainter(self).fillRect(QRectF(1, 10, 3, self.height() - 20), T.amber_mark)


class QuestionPage(Page):
    """Raises IagoError `question_gone`."""

    above = Place("registry")

    def __init__(self, workspace: Workspace, question_id: str) -> None:
        super().__init__()
        self._workspace, self._id = workspace, question_id
        self._open = questions.read(workspace, question_id)
        line = self._open.line
        self.patient_id = line.patient_id
        self._gate = SigningGate(workspace, line.patient_id, Overlays(self, self.take_focus))
        self.crumbs = (self.tr("Registry"), self.tr("Questions"), line.number)
        self.verdict = AnswerCards(self.tr("Your answer"), self._verdicts())
        self.verdict.chosen.connect(lambda _code: self._show_verdict())
        self.verdict.answered.connect(self._on_answered)
        self.sign = Button(self.tr("Sign answer"), "primary", keys=caps("Ctrl+Return"))
        self.sign.clicked.connect(self.answer)
        self.close_page = Button(self.tr("Close"), "quiet", keys=caps("Esc"))
        self.close_page.clicked.connect(self.done)
        self.value: InputFrame | Segment | None = self._control(self._open.field)
        self.said = Label("", font(13), "ink2", wrap=True)
        self.reasons = {code: self._reasons(code) for code in _VERDICTS}
        self.note = InputFrame(self.tr("stays in the practice"))
        self.note.edit.setAccessibleName(self.tr("Note"))
        self.side = QuestionSide(workspace, self._open)
        self._note_row = QWidget()
        column(Label(self.tr("Note (optional)"), font(13, 600), "ink2"), 6, self.note, parent=self._note_row)
        for code in _VERDICTS:
            self._fill(code)
        layout = column(parent=self)
        self._body = row()
        left = QWidget()
        left.setMaximumWidth(_WIDEST + 48)
        column(*self._asked(), 16, *self._answer(), None, margins=(24, 14, 24, 16), parent=left)
        self._body.addWidget(scrolled(left), 1)
        side = QWidget()
        column(self.side, margins=(4, 14, 24, 0), parent=side)
        self._right = scrolled(side)
        self._right.setFixedWidth(self.side.width() + 30)
        self._body.addWidget(self._right)
        layout.addLayout(self._body, 1)
        layout.addWidget(self._footer())
        # Not by the window: what scrolls takes arrows before it hears of them.
        ahead = QShortcut(QKeySequence("Alt+Down"), self)
        ahead.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        ahead.activated.connect(self.go_on)
        self._show_verdict()

    def _verdicts(self) -> tuple[tuple[str, str, str], ...]:
        return (
            (
                "corrected",
                self.tr("The value was wrong. Correct it."),
                self.tr("The old value stays visible in the change log."),
            ),
            (
                "confirmed",
                self.tr("The value is right. Confirm it."),
                self.tr("With a reason, for example a treatment that explains it."),
            ),
            (
                "cannot_clarify",
                self.tr("It cannot be clarified."),
                self.tr("The registry marks the value as not usable."),
            ),
        )

    def _control(self, field: Field | None) -> InputFrame | Segment | None:
        """None for what is corrected in the entry itself."""
        draft, language = self._open.draft, self._workspace.language
        if field is None or field.stays:
            return None
        if field.type in _TYPED:
            is_number = field.type == "number"
            unit = unit_shown(draft.unit_of(field.id)) if is_number and field.unit else ""
            frame = InputFrame(unit=unit, width=170 if field.type != "text" else None)
            frame.edit.setAccessibleName(self._open.line.label)
            frame.edit.textEdited.connect(lambda _text: self._show_sent())
            return frame
        if field.type in _CHOSEN:
            yes_no = (("yes", self.tr("Yes")), ("no", self.tr("No")))
            options = [(each.code, each.text.in_language(language)) for each in field.choices] or yes_no
            segment = Segment(options)
            segment.setAccessibleName(self._open.line.label)
            segment.chosen.connect(lambda _code: self._show_sent())
            segment.answered.connect(self._on_value)
            return segment
        return None

    def _reasons(self, verdict: Verdict) -> Segment:
        segment = Segment([(code, reason_words(code)) for code in REASONS[verdict]])
        segment.setAccessibleName(self.tr("Reason"))
        segment.chosen.connect(lambda _code: self._show_sent())
        return segment

    def _fill(self, code: Verdict) -> None:
        """What belongs to an answer; the note moves to the one that is chosen."""
        inside = self.verdict.inside(code)
        reason = column(Label(self.tr("Reason"), font(13, 600), "ink2"), self.reasons[code], gap=6)
        if code != "corrected":
            inside.addLayout(reason)
            return
        if self.value is None:
            words = self.tr("This answer is corrected in the entry itself. Then choose the reason here.")
            self.open_entry = Button(self.tr("Open the entry"), height=34)
            self.open_entry.clicked.connect(lambda: self.go.emit(Place("record", self._open.line.record_id)))
            inside.addWidget(Label(words, font(13), "ink2", wrap=True))
            inside.addLayout(row(self.open_entry, None))
            inside.addLayout(reason)
            return
        value = column(Label(self._open.line.label, font(13, 600), "ink2"), self.value, gap=6)
        is_short = isinstance(self.value, InputFrame) and self.value.maximumWidth() < _WIDEST
        if is_short:
            value.addStretch(1)  # the reasons may be a list, and taller
            reason.addStretch(1)
            line: QHBoxLayout = row(value, gap=18)
            line.addLayout(reason, 1)
            inside.addLayout(line)
            inside.addWidget(self.said)
        else:
            inside.addLayout(value)
            inside.addWidget(self.said)
            inside.addLayout(reason)

    def _asked(self) -> tuple[Any, ...]:
        line = self._open.line
        days = line.days_open
        waited = self.tr("open since today") if not days else self.tr("open for {days} days")
        if days == 1:
            waited = self.tr("open since yesterday")
        words, tone = waited.format(days=days), "amber"
        if line.verdict is not None:
            words, tone = self.tr("answered"), "accent"
        about = [full_name(line)]
        if line.day is not None:
            about.append(self.tr("day {day}").format(day=signed(line.day)))
        if self._open.sent_in is not None:
            about.append(self.tr("sent in bundle {number}").format(number=self._open.sent_in))
        quote = _Quote("sunken")
        asked = self.tr("{date} · question {number}").format(
            date=line.asked.strftime("%d.%m.%Y"), number=line.number
        )
        who = row(Label(self.tr("Registry"), font(13, 600)), Label(asked, font(13), "ink2"), None, gap=10)
        column(who, 4, Label(line.text, font(16), wrap=True), margins=(18, 12, 18, 14), parent=quote)
        head = row(gap=12)
        head.addWidget(
            Label(self.tr("Is “{field}” right?").format(field=line.label), font(20, 600), wrap=True), 1
        )
        head.addWidget(Badge(words, tone), 0, Qt.AlignmentFlag.AlignTop)
        return head, 2, Label(" · ".join(about), font(13), "ink2"), 12, quote

    def _answer(self) -> tuple[Any, ...]:
        return Label(self.tr("Your answer"), font(14, 600)), 8, self.verdict

    def _footer(self) -> Footer:
        hints = KeyHints(
            (
                (("1–3",), self.tr("choose answer")),
                (caps("Alt+Down"), self.tr("next question")),
            )
        )
        return Footer(hints, None, self.close_page, self.sign)

    # what is chosen

    def _chosen(self) -> Verdict | None:
        value = self.verdict.value()
        return next((each for each in _VERDICTS if each == value), None)

    def _reason(self) -> str | None:
        verdict = self._chosen()
        return self.reasons[verdict].value() if verdict else None

    def _typed(self) -> str | None:
        """The value as it was typed or chosen; None for nothing."""
        if isinstance(self.value, Segment):
            return self.value.value()
        return self.value.text().strip() or None if self.value is not None else None

    def _show_verdict(self) -> None:
        verdict = self._chosen()
        if verdict is not None:
            self.verdict.inside(verdict).addWidget(self._note_row)
            self._note_row.show()
        self.said.setVisible(bool(self.said.text()))
        self.verdict.set_value(verdict)
        self._show_sent()

    def _on_answered(self) -> None:
        verdict = self._chosen()
        if verdict == "corrected":
            (self.value or self.open_entry).setFocus(Qt.FocusReason.TabFocusReason)
        elif verdict is not None:
            self.reasons[verdict].setFocus(Qt.FocusReason.TabFocusReason)

    def _on_value(self) -> None:
        """Shown as it is understood; what cannot be read keeps the cursor."""
        _, shown, problem = self._open.read(self._typed() or "")
        self.said.setText(problem.sentence(self._workspace.language) if problem else "")
        self.said.set_ink("red" if problem and problem.hard else "amber")
        self.said.setVisible(bool(self.said.text()))
        self._show_sent()
        if shown:
            self.reasons["corrected"].setFocus(Qt.FocusReason.TabFocusReason)

    def _show_sent(self) -> None:
        verdict, reason, typed = self._chosen(), self._reason(), self._typed()
        is_typed = verdict == "corrected" and typed is not None
        answer, shown, _ = self._open.read(typed or "") if is_typed else ({}, "", None)
        words = {code: title for code, title, _ in self._verdicts()}
        said = words[verdict] if verdict else self.tr("Choose an answer.")
        self.side.show_sent(self._open.said, shown, said, reason_words(reason) if reason else "")
        self.side.show_typed(answer)

    # signing

    def actions_here(self) -> tuple[Action, ...]:
        return (
            Action(self.tr("Sign answer"), "Ctrl+Return", self.answer, "signature"),
            Action(self.tr("Next question"), "Alt+Down", self.go_on, "chat-circle"),
        )

    def go_on(self) -> None:
        """To the next question that waits; from the last one to the first."""
        ids = [line.id for line in questions.open_questions(self._workspace)]
        if not [each for each in ids if each != self._id]:
            self.notice.emit(self.tr("No other question waits."))
            return
        at = ids.index(self._id) + 1 if self._id in ids else 0
        self.go.emit(Place("question", ids[at % len(ids)]))

    def answer(self) -> None:
        verdict = self._chosen()
        if verdict is None:
            self.verdict.setFocus(Qt.FocusReason.TabFocusReason)
            self.trouble.emit(self.tr("Choose one of the three answers first."))
            return
        if verdict == "corrected" and self.value is not None and self._typed() is None:
            self.value.setFocus(Qt.FocusReason.TabFocusReason)
            self.trouble.emit(self.tr("Type the right value first."))
            return
        if self._reason() is None:
            self.reasons[verdict].setFocus(Qt.FocusReason.TabFocusReason)
            self.trouble.emit(self.tr("Choose a reason first."))
            return
        self.trouble.emit("")
        self._gate.ask(self.sign, lambda: self._sign(verdict))

    def _sign(self, verdict: Verdict) -> None:
        reason = self._reason()
        value = self._typed() if verdict == "corrected" else None
        try:
            questions.answer(
                self._workspace, self._id, verdict, reason, self.note.text(), value,
                said=reason_words(reason or ""),
            )  # fmt: skip
        except IagoError as error:
            self.trouble.emit(sentence(error, self._workspace.language))
            return
        self.notice.emit(self.tr("Answered. It goes with the next bundle."))
        self.done.emit()

    def stopped_at(self) -> dict[str, Any]:
        return {
            "verdict": self.verdict.value(),
            "value": self._typed() or "",
            "reason": self._reason(),
            "note": self.note.text(),
        }

    def restore(self, stopped: dict[str, Any]) -> None:
        self.verdict.set_value(stopped.get("verdict"))
        verdict = self._chosen()
        if verdict is not None:
            self.reasons[verdict].set_value(stopped.get("reason"))
        typed = stopped.get("value", "")
        if isinstance(self.value, Segment):
            self.value.set_value(typed or None)
        elif self.value is not None:
            self.value.set_text(typed)
        self.note.set_text(stopped.get("note", ""))
        self._show_verdict()

    def take_focus(self) -> None:
        self.verdict.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not (plain and event.key() in _ENTER and self._go_on_from(self.focusWidget())):
            super().keyPressEvent(event)

    def _go_on_from(self, here: QWidget | None) -> bool:
        """Enter goes from the value to the reason, the note and the signature; False if it is elsewhere."""
        verdict = self._chosen()
        if here is None or verdict is None:
            return False
        if self.value is not None and self.value.isAncestorOf(here):
            self._on_value()
        elif self.reasons[verdict].isAncestorOf(here):
            self.note.setFocus(Qt.FocusReason.TabFocusReason)
        elif self.note.isAncestorOf(here):
            self.sign.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            return self.verdict.isAncestorOf(here) and self._enter_answer()
        return True

    def _enter_answer(self) -> bool:
        """Enter on the answer that is chosen already."""
        self._on_answered()
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = WIDTH if self.width() >= _NARROW_BELOW else NARROW
        self.side.setFixedWidth(width)
        self._right.setFixedWidth(width + 30)
