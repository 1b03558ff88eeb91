"""A question of the registry: what it asks, three possible answers, and what of it will be sent."""

from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget

from iago_desktop.errors import IagoError
from iago_desktop.sentences import sentence
from iago_desktop.services import flowsheet, patients, questions
from iago_desktop.services.workspace import Workspace
from iago_desktop.signing.question import REASONS, Verdict
from iago_desktop.ui.charts.trend import Trend
from iago_desktop.ui.form.inputs import InputFrame
from iago_desktop.ui.form.overlays import Overlays
from iago_desktop.ui.form.segment import Segment
from iago_desktop.ui.form.signing_gate import SigningGate
from iago_desktop.ui.keys import caps
from iago_desktop.ui.names import full_name
from iago_desktop.ui.page import Action, Footer, Page, Place
from iago_desktop.ui.strip import signed
from iago_desktop.ui.tokens import font
from iago_desktop.ui.widgets import Badge, Button, Card, Hairline, KeyHints, Label, column, row, scrolled

_WIDEST = 830
_SIDE = 344
_VERDICTS: tuple[Verdict, ...] = ("corrected", "confirmed", "cannot_clarify")


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
        self.verdict = Segment(self._verdicts(), as_list=True, columns=False, wide=True)
        self.verdict.setAccessibleName(self.tr("Your answer"))
        self.verdict.chosen.connect(lambda _code: self._show_verdict())
        self.verdict.answered.connect(self._on_answered)
        self.sign = Button(self.tr("Sign answer"), "primary", keys=caps("Ctrl+Return"))
        self.sign.clicked.connect(self.answer)
        self.value = InputFrame(width=220)
        self.value.edit.setAccessibleName(line.label)
        self.value.edit.returnPressed.connect(self._on_value)
        self.value.edit.textEdited.connect(lambda _text: self._show_sent())
        self.said = Label("", font(12), "ink3", wrap=True)
        self.reasons = {code: self._reasons(code) for code in _VERDICTS}
        self.note = InputFrame(self.tr("stays in the practice"))
        self.note.edit.setAccessibleName(self.tr("Note"))
        self.note.edit.returnPressed.connect(lambda: self.sign.setFocus(Qt.FocusReason.TabFocusReason))
        self.sent = Label("", font(14), "ink", wrap=True)
        self._value_row = self._labelled(line.label, self.value)
        self._reason_rows = {
            code: self._labelled(self.tr("Reason"), segment) for code, segment in self.reasons.items()
        }
        layout = column(parent=self)
        body = row(gap=20, margins=(24, 14, 24, 0))
        left = QWidget()
        left.setMaximumWidth(_WIDEST)
        column(*self._asked(), 16, *self._answer(), None, parent=left)
        body.addWidget(scrolled(left), 1)
        body.addWidget(self._side())
        layout.addLayout(body, 1)
        layout.addWidget(self._footer())
        self._show_verdict()

    def _verdicts(self) -> tuple[tuple[str, str], ...]:
        return (
            ("corrected", self.tr("The value was wrong. Correct it.")),
            ("confirmed", self.tr("The value is right. Confirm it.")),
            ("cannot_clarify", self.tr("It cannot be clarified.")),
        )

    def _reasons(self, verdict: Verdict) -> Segment:
        segment = Segment([(code, reason_words(code)) for code in REASONS[verdict]])
        segment.setAccessibleName(self.tr("Reason"))
        segment.chosen.connect(lambda _code: self._show_sent())
        segment.answered.connect(lambda: self.note.setFocus(Qt.FocusReason.TabFocusReason))
        return segment

    def _asked(self) -> tuple[Any, ...]:
        line = self._open.line
        days = line.days_open
        waited = self.tr("open since today") if not days else self.tr("open for {days} days")
        if days == 1:
            waited = self.tr("open since yesterday")
        about = [full_name(line)]
        if line.day is not None:
            about.append(self.tr("day {day}").format(day=signed(line.day)))
        if self._open.sent_in is not None:
            about.append(self.tr("sent in bundle {number}").format(number=self._open.sent_in))
        quote = Card("sunken")
        asked = self.tr("{date} · question {number}").format(
            date=line.asked.strftime("%d.%m.%Y"), number=line.number
        )
        who = row(Label(self.tr("Registry"), font(13, 600)), Label(asked, font(13), "ink2"), None, gap=10)
        column(who, 4, Label(line.text, font(16), wrap=True), margins=(18, 12, 18, 14), parent=quote)
        title = self.tr("Is “{field}” right?").format(field=line.label)
        head = row(Label(title, font(20, 600)), None, Badge(waited.format(days=days), "amber"))
        return head, 2, Label(" · ".join(about), font(13), "ink2"), 12, quote

    def _answer(self) -> tuple[Any, ...]:
        return (
            Label(self.tr("Your answer"), font(14, 600)),
            8,
            self.verdict,
            14,
            self._value_row,
            self.said,
            *self._reason_rows.values(),
            8,
            self._labelled(self.tr("Note"), self.note),
        )

    def _labelled(self, words: str, control: QWidget) -> QWidget:
        label = Label(words, font(14, 600))
        label.setFixedWidth(150)
        line = QWidget()
        layout = row(label, gap=12, margins=(0, 4, 0, 4), parent=line)
        layout.addWidget(control, 1 if control is not self.value else 0)
        layout.addStretch(0 if control is not self.value else 1)
        return line

    def _side(self) -> QWidget:
        side = QWidget()
        side.setFixedWidth(_SIDE)
        layout = column(gap=14, parent=side)
        line, field = self._open.line, self._open.field
        if field is not None and field.lab:
            treatment = patients.view(self._workspace, line.patient_id).treatment_id
            found = flowsheet.flowsheet(self._workspace, treatment)
            series = next((each for each in found.rows if each.lab == field.lab), None)
            if series is not None and series.values:
                card = Card()
                title = self.tr("{name} over time, {unit}").format(name=series.name, unit=series.unit)
                trend = Trend(title, series.values, line.day)
                column(Label(title, font(13, 600), "ink2"), 8, trend, margins=(16, 13, 16, 12), parent=card)
                layout.addWidget(card)
        card = Card()
        names = Label(self.tr("No name and no note travels."), font(12), "ink3", wrap=True)
        heading = Label(self.tr("What will be sent"), font(13, 600), "ink2")
        column(heading, 8, self.sent, 8, Hairline(), 8, names, margins=(16, 13, 16, 12), parent=card)
        layout.addWidget(card)
        layout.addStretch(1)
        return side

    def _footer(self) -> Footer:
        hints = KeyHints(
            (
                (("1–3",), self.tr("choose answer")),
                (("↵",), self.tr("next")),
                (caps("Esc"), self.tr("registry")),
            )
        )
        return Footer(hints, None, self.sign)

    # what is chosen

    def _chosen(self) -> Verdict | None:
        value = self.verdict.value()
        return next((each for each in _VERDICTS if each == value), None)

    def _reason(self) -> str | None:
        verdict = self._chosen()
        return self.reasons[verdict].value() if verdict else None

    def _show_verdict(self) -> None:
        verdict = self._chosen()
        self._value_row.setVisible(verdict == "corrected")
        self.said.setVisible(verdict == "corrected" and bool(self.said.text()))
        for code, line in self._reason_rows.items():
            line.setVisible(code == verdict)
        self._show_sent()

    def _on_answered(self) -> None:
        verdict = self._chosen()
        if verdict == "corrected":
            self.value.setFocus(Qt.FocusReason.TabFocusReason)
        elif verdict is not None:
            self.reasons[verdict].setFocus(Qt.FocusReason.TabFocusReason)

    def _on_value(self) -> None:
        """Shown as it is understood; what cannot be read keeps the cursor."""
        shown, problem = questions.check_value(self._workspace, self._open, self.value.text())
        self.said.setText(problem or self.tr("Read as {value}").format(value=shown))
        self.said.set_ink("red" if not shown else "amber" if problem else "ink3")
        self.said.show()
        self._show_sent()
        if shown:
            self.reasons["corrected"].setFocus(Qt.FocusReason.TabFocusReason)

    def _show_sent(self) -> None:
        verdict, reason = self._chosen(), self._reason()
        if verdict is None:
            self.sent.setText(self.tr("Choose an answer."))
            return
        lines = [dict(self._verdicts())[verdict]]
        if verdict == "corrected" and self.value.text().strip():
            lines.append(f"{self._open.said or '–'} → {self.value.text().strip()}")
        if reason:
            lines.append(self.tr("Reason: {reason}").format(reason=reason_words(reason)))
        lines.append(self.tr("Signed by {name}, in the next bundle.").format(name=self._workspace.user.name))
        self.sent.setText("\n".join(lines))

    # signing

    def actions_here(self) -> tuple[Action, ...]:
        return (Action(self.tr("Sign answer"), "Ctrl+Return", self.answer, "signature"),)

    def answer(self) -> None:
        verdict = self._chosen()
        if verdict is None:
            self.verdict.setFocus(Qt.FocusReason.TabFocusReason)
            self.trouble.emit(self.tr("Choose one of the three answers first."))
            return
        if verdict == "corrected" and not self.value.text().strip():
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
        value = self.value.text().strip() if verdict == "corrected" else None
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
            "value": self.value.text(),
            "reason": self._reason(),
            "note": self.note.text(),
        }

    def restore(self, stopped: dict[str, Any]) -> None:
        self.verdict.set_value(stopped.get("verdict"))
        verdict = self._chosen()
        if verdict is not None:
            self.reasons[verdict].set_value(stopped.get("reason"))
        self.value.set_text(stopped.get("value", ""))
        self.note.set_text(stopped.get("note", ""))
        self._show_verdict()

    def take_focus(self) -> None:
        self.verdict.setFocus(Qt.FocusReason.OtherFocusReason)
