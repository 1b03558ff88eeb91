"""A finished record to read: what was answered, the grade, who signed; sign it, or correct it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from iago_desktop.definitions.model import Field, Section
from iago_desktop.errors import IagoError
from iago_desktop.rules.draft import Draft
from iago_desktop.sentences import sentence
from iago_desktop.services import moving, patients, records
from iago_desktop.services.identification import identification
from iago_desktop.services.judgements import FORM as JUDGEMENT
from iago_desktop.services.judgements import judgements
from iago_desktop.services.review import review, signs
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.form.overlays import Overlays
from iago_desktop.ui.form.signing_gate import SigningGate
from iago_desktop.ui.models.ledger import shown_day
from iago_desktop.ui.names import full_name
from iago_desktop.ui.page import Action, Footer, Page, Place
from iago_desktop.ui.pages.identification import lines
from iago_desktop.ui.pages.move_sheet import MoveSheet
from iago_desktop.ui.pages.record_log import RecordLog
from iago_desktop.ui.pages.review_card import ReadOnly, ReviewCard
from iago_desktop.ui.printing.entry_sheet import entry_sheet, read_entry
from iago_desktop.ui.printing.printer import Printout
from iago_desktop.ui.tokens import font
from iago_desktop.ui.widgets import (
    Badge,
    Button,
    Card,
    GradeMark,
    Hairline,
    Icon,
    KeyHints,
    Label,
    column,
    row,
    scrolled,
)

_LABEL = 240
_WIDEST = 860


class RecordPage(Page):
    """Raises KeyError for a record that is not there."""

    def __init__(self, workspace: Workspace, record_id: str) -> None:
        super().__init__()
        self._workspace, self._id = workspace, record_id
        self.sheet: MoveSheet | None = None
        self._draft, self.record = records.read_record(workspace, record_id)
        self.patient_id = self.record.patient_id
        self.above = Place("patient", self.patient_id)
        self._gate = SigningGate(workspace, self.patient_id, Overlays(self, self.take_focus))
        patient = patients.view(workspace, self.patient_id)
        title = self._draft.form.title.in_language(workspace.language)
        self.crumbs = (self.tr("Patients"), full_name(patient), title)
        sheet = Card()
        layout = column(margins=(28, 20, 28, 20), parent=sheet)
        layout.addLayout(self._heading(title))
        self.everything = QWidget()
        below = column(parent=self.everything)
        for section in self._draft.form.sections:
            self._add_section(below, section)
        if self._draft.form.kind == "toxicity":
            found = identification(workspace, record_id)
            self._add_lines(below, self.tr("Identification"), lines(found, workspace.language))
        self._add_judgements(below)
        layout.addWidget(self.everything)
        layout.addStretch(1)
        inner = QWidget()
        cards = column(gap=14)
        self.review = self._review()
        self.log = RecordLog(workspace, self.patient_id, record_id)
        for card in filter(None, (sheet, self.review, self.log)):
            card.setMaximumWidth(_WIDEST)
            cards.addWidget(card)
        cards.addStretch(1)
        line = row(margins=(24, 18, 24, 16), parent=inner)
        line.addLayout(cards, 10)
        line.addStretch(1)
        outer = column(parent=self)
        outer.addWidget(scrolled(inner), 1)
        outer.addWidget(self._footer())

    def refresh(self) -> None:
        self.log.refresh()

    def _review(self) -> ReviewCard | None:
        """Before a signature only what changed since this person looked; all of it one key away."""
        if not self._waits():
            return None
        found = review(self._workspace, self._id)
        self.everything.setVisible(found is None)
        return ReviewCard(found) if found else None

    def _waits(self) -> bool:
        return self.record.status == "ready" or self.record.regraded

    def show_everything(self) -> None:
        self.everything.show()
        self.show_all.hide()

    def _heading(self, title: str) -> QHBoxLayout:
        record = self.record
        grade = record.grade_confirmed if record.grade_confirmed is not None else record.grade
        lower = grade is None and bool(record.grade_at_least)
        mark = GradeMark(record.grade_at_least if lower else grade, 44, lower=lower)
        if record.regraded:
            words, tone = self.tr("graded again"), "amber"
        elif record.status == "signed":
            words, tone = self.tr("signed"), "accent"
        elif record.status == "withdrawn":
            words, tone = self.tr("withdrawn"), "outline"
        else:
            words, tone = self.tr("not signed"), "amber"
        about = self.tr("Saved {day}").format(day=shown_day(record.saved_at))
        if record.signed_by:
            about = self.tr("Signed on {day} by {person}").format(
                day=shown_day(record.saved_at), person=record.signed_by
            )
        is_closed = bool(record.signed_by) and not record.regraded
        said = row(*((Icon("lock-simple", 16, "ink2"),) if is_closed else ()), Label(about, font(13), "ink2"))
        said.setSpacing(6)
        said.addStretch(1)
        names = column(Label(title, font(20, 600)), 2, said)
        if trail := self._trail():
            names.addSpacing(2)
            names.addWidget(Label(trail, font(13), "ink2", wrap=True))
        return row(mark, names, None, Badge(words, tone), gap=14)

    def _trail(self) -> str:
        """Where the entry went, or came from, when it was at the wrong patient."""
        came, went = moving.moves(self._workspace, self._id)
        if went is not None:
            name = full_name(patients.view(self._workspace, went.patient_id))
            return self.tr("Was at the wrong patient; moved to {name}").format(name=name)
        if came is not None:
            name = full_name(patients.view(self._workspace, came.patient_id))
            return self.tr("Was at the wrong patient before: {name}").format(name=name)
        return ""

    def _add_section(self, layout: QVBoxLayout, section: Section) -> None:
        shown, language = self._draft.shown(), self._workspace.language
        pairs = [
            (field.label.in_language(language), words)
            for field in section.fields
            if field.id in shown and (words := self._words(field))
        ]
        self._add_lines(layout, section.title.in_language(language), pairs)

    def _add_lines(self, layout: QVBoxLayout, title: str, pairs: Sequence[tuple[str, str]]) -> None:
        if not pairs:
            return
        layout.addSpacing(22)
        layout.addWidget(Label(title, font(13, 600), "ink2"))
        layout.addSpacing(6)
        for label, words in pairs:
            layout.addWidget(Hairline())
            name = Label(label, font(14, 500), "ink2", wrap=True)
            name.setFixedWidth(_LABEL)
            is_closed = self.record.status == "signed" and not self.record.regraded
            value = ReadOnly(words) if is_closed else Label(words, font(14, 600), wrap=True)
            margin = 5 if is_closed else 9
            line = row(name, gap=16, margins=(0, margin, 0, margin))
            line.addWidget(value, 1)
            layout.addLayout(line)

    def _add_judgements(self, layout: QVBoxLayout) -> None:
        language = self._workspace.language
        self.judged = judgements(self._workspace, self._id)
        if not self.judged:
            return
        layout.addSpacing(22)
        layout.addWidget(Label(self.tr("Later judgements"), font(13, 600), "ink2"))
        layout.addSpacing(6)
        for each in self.judged:
            layout.addWidget(Hairline())
            day = Label(each.on.shown(language) if each.on else "–", font(14, 500), "ink2")
            day.setFixedWidth(_LABEL)
            by = each.by or self.tr("not signed")
            line = row(day, gap=16, margins=(0, 9, 0, 9))
            line.addWidget(Label(f"{each.category} · {by}", font(14, 600), wrap=True), 1)
            layout.addLayout(line)

    def _words(self, field: Field) -> str:
        """An answer as it is read; of repeating rows, one line each."""
        draft: Draft = self._draft
        if not field.columns:
            return draft.display(field.id)
        rows = draft.answers.get(field.id, {}).get("value") or ()
        lines = []
        for each in rows if isinstance(rows, list) else ():
            cells = (draft.display(field.id, each["row"], column_.id) for column_ in field.columns)
            lines.append(" · ".join(filter(None, cells)))
        return "\n".join(lines)

    def _footer(self) -> Footer:
        is_open = self.record.status != "withdrawn"
        correct = ((self.tr("Ctrl"), "R"), self.tr("correct"))
        hints = KeyHints(((("Esc",), self.tr("patient")), *((correct,) if is_open else ())))
        self.judge = Button(self.tr("Add judgement"), keys=("J",))
        self.judge.clicked.connect(self._judge)
        self.move_away = Button(self.tr("Wrong patient …"), "quiet", keys=(self.tr("Ctrl"), "M"))
        self.move_away.clicked.connect(self.ask_move)
        self.correct = Button(self.tr("Correct"), keys=(self.tr("Ctrl"), "R"))
        self.correct.clicked.connect(self._correct)
        self.sign = Button(self.tr("Sign"), "primary", keys=(self.tr("Ctrl"), "↵"))
        self.sign.clicked.connect(self._ask_to_sign)
        self.show_all = Button(self.tr("Show everything"), "quiet", keys=("Alt", "A"))
        self.show_all.clicked.connect(self.show_everything)
        footer = Footer(hints, None, self.show_all, self.move_away, self.judge, self.correct, self.sign)
        self.show_all.setVisible(self.review is not None)
        self.move_away.setVisible(is_open)
        self.sign.setVisible(self._waits() and signs(self._workspace))
        self.correct.setVisible(is_open)
        is_judged = self._draft.form.kind == "toxicity" and self._workspace.catalogue.has_form(JUDGEMENT)
        self.judge.setVisible(is_judged and is_open)
        return footer

    def actions_here(self) -> Sequence[Action]:
        print_ = Action(self.tr("Print the entry with its change log"), "Ctrl+P", self.print_entry, "printer")
        if self.record.status == "withdrawn":
            return (print_,)
        return (Action(self.tr("Move to another patient"), "Ctrl+M", self.ask_move, "users"), print_)

    def print_entry(self) -> None:
        workspace, record_id = self._workspace, self._id
        self.printing.emit(
            Printout(
                f"IAGO_{self._draft.form.id}_{record_id[:8]}.pdf",
                lambda: read_entry(workspace, record_id),
                lambda found: entry_sheet(workspace, found),
            )
        )

    def ask_move(self) -> None:
        """Open the sheet that finds the right patient."""
        if self.sheet is None:
            here = patients.view(self._workspace, self.patient_id)
            sheet = MoveSheet(self._workspace, self._id, here, self)
            sheet.closed.connect(self.step_up)
            sheet.moved.connect(self._on_moved)
            self.sheet = sheet
            sheet.open_over(self.rect())

    def _on_moved(self, record_id: str) -> None:
        self.step_up()
        self.notice.emit(self.tr("Moved. It waits for a signature here."))
        self.instead.emit(Place("record", record_id))

    def step_up(self) -> bool:
        if self.sheet is None:
            return False
        self.sheet.hide()
        self.sheet.deleteLater()
        self.sheet = None
        self.take_focus()
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.sheet is not None:
            self.sheet.open_over(self.rect())

    def _judge(self) -> None:
        """A later judgement is a record of its own; the first one stays what it was."""
        try:
            draft_id = records.start(self._workspace, self.record.treatment_id, JUDGEMENT, about=self._id)
        except IagoError as error:
            self.trouble.emit(sentence(error, self._workspace.language))
            return
        self.go.emit(Place("form", draft_id))

    def _correct(self) -> None:
        try:
            draft_id = records.correct(self._workspace, self._id)
        except IagoError as error:
            self.trouble.emit(sentence(error, self._workspace.language))
            return
        self.go.emit(Place("form", draft_id))

    def _ask_to_sign(self) -> None:
        self._gate.ask(self.sign, self._sign)

    def _sign(self) -> None:
        try:
            records.sign(self._workspace, self._id)
        except IagoError as error:
            self.trouble.emit(sentence(error, self._workspace.language))
            return
        self.notice.emit(self.tr("Signed. It goes with the next bundle."))
        self.done.emit()

    def take_focus(self) -> None:
        (self.sign if self.sign.isVisibleTo(self) else self.correct).setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if ctrl and event.key() == Qt.Key.Key_R and self.correct.isVisibleTo(self):
            self._correct()
        elif ctrl and enter and self.sign.isVisibleTo(self):
            self._ask_to_sign()
        elif event.key() == Qt.Key.Key_A and event.modifiers() == Qt.KeyboardModifier.AltModifier:
            self.show_everything()
        elif event.key() == Qt.Key.Key_J and not event.modifiers() and self.judge.isVisibleTo(self):
            self._judge()
        else:
            super().keyPressEvent(event)
