"""A draft on its page: opened where work stopped, saved after every field, signed, closed.

The form itself knows no store; this page listens to it and calls the services.
"""

from datetime import datetime
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from iago_desktop.definitions.model import Text
from iago_desktop.errors import IagoError
from iago_desktop.rules.draft import Draft
from iago_desktop.sentences import sentence
from iago_desktop.services import records
from iago_desktop.services.draft_copy import save_copy
from iago_desktop.services.last_known import last_known
from iago_desktop.services.patients import PatientRow
from iago_desktop.services.review import signs
from iago_desktop.services.used_codes import used_codes
from iago_desktop.services.workspace import Workspace
from iago_desktop.tables import Draft as DraftRow
from iago_desktop.ui.choosers import choose_folder
from iago_desktop.ui.form.editor import Desk
from iago_desktop.ui.form.form_view import FormView
from iago_desktop.ui.form.known_words import known_words
from iago_desktop.ui.form.rail import Person
from iago_desktop.ui.form.signing_gate import SigningGate
from iago_desktop.ui.models.ledger import shown_day
from iago_desktop.ui.names import born, full_name
from iago_desktop.ui.page import ChooseFolder
from iago_desktop.ui.widgets import Banner, Link, row

_WHILE_TYPING = 1500  # ms: at most two seconds of typing are at risk
_RETRY = 5000


class FormPage(QWidget):
    closed = Signal()
    signed = Signal(str)  # the record
    handed_over = Signal(str)  # the record, which waits for a physician
    state_text = Signal(str)
    notice = Signal(str)

    def __init__(self, workspace: Workspace, draft_id: str) -> None:
        super().__init__()
        self._workspace = workspace
        self._open = records.open_draft(workspace, draft_id)
        draft, patient = self._open.draft, self._open.patient
        self.patient_id = patient.id
        title = draft.form.called.in_language(workspace.language)
        self.crumbs: tuple[str, ...] = (full_name(patient), title)
        self._done = False
        self._signs = signs(workspace)
        known = known_words(last_known(workspace, draft_id, draft), draft.infusion)
        desk = Desk(workspace.catalogue, workspace.today(), workspace.language, known)
        correction = self._correction(desk)
        self.view = FormView(
            draft,
            desk,
            person=self._person(patient),
            sign_words=self._sign_words(draft.form.called),
            step=_first_step(draft, self._open.place),
        )
        self._gate = SigningGate(workspace, patient.id, self.view.overlays)
        copy = Link(self.tr("Save a copy …"))
        copy.setAccessibleName(copy.text())
        copy.clicked.connect(self.save_a_copy)
        self.choose: ChooseFolder = choose_folder
        self._failed = Banner("", "red", "warning-circle", copy)
        self._failed.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._failed)
        if correction is not None:
            layout.addLayout(row(correction, margins=(16, 10, 16, 10)))
        layout.addWidget(self.view, 1)
        self._soon = QTimer(self, singleShot=True, interval=_WHILE_TYPING)
        self._soon.timeout.connect(self.save)
        self._at_once = QTimer(self, singleShot=True, interval=0)
        self._at_once.timeout.connect(self.save)
        self._again = QTimer(self, singleShot=True, interval=_RETRY)
        self._again.timeout.connect(self.save)
        self._used = QTimer(self, singleShot=True, interval=0)  # once the form is painted
        self._used.timeout.connect(self._look_up_used)
        self._used.start()
        self._furthest = str(self._open.place.get("furthest", ""))
        self._left = False
        self._cut_off: dict[str, Any] = {}
        self._restore(self._open.place)
        self.view.moved.connect(self._on_moved)
        self.view.edited.connect(self._at_once.start)
        self.view.typed.connect(self._on_typed)
        self.view.close_asked.connect(self.close_draft)
        self.view.sign_asked.connect(self._sign)
        self.view.notice.connect(self.notice)

    def _correction(self, desk: Desk) -> Banner | None:
        """What is corrected stays visible; whose signature no longer holds for it is said."""
        if self._open.corrects is None:
            return None
        desk.before, record = records.read_record(self._workspace, self._open.corrects)
        words = self.tr("Correction of an entry that nobody signed.")
        if record.signed_by:
            words = self.tr("Signed on {day} by {person}. The correction needs a new signature.").format(
                day=shown_day(record.saved_at), person=record.signed_by
            )
        return Banner(words, "amber", "pencil-simple")

    def _person(self, patient: PatientRow) -> Person:
        day = born(patient)
        words = [self.tr("born {date}").format(date=day)] if day else []
        if patient.day_today is not None:
            words.append(self.tr("day {day}").format(day=f"{patient.day_today:+d}"))
        infused = patient.infused_on.strftime("%d.%m.%Y") if patient.infused_on else ""
        infusion = (
            self.tr("infused {date}").format(date=infused) if infused else self.tr("infusion date not known")
        )
        product = patient.product or ""
        return Person(
            full_name(patient), " · ".join(words), " · ".join(part for part in (product, infusion) if part)
        )

    def _look_up_used(self) -> None:
        if not self._done:
            self.view.desk.note_used(used_codes(self._workspace, self.view.draft.form.id))

    def _sign_words(self, name: Text) -> str:
        title = name.in_language(self._workspace.language)
        is_word = self._workspace.language != "de" and title[1:2].islower()
        form = title[:1].lower() + title[1:] if is_word else title
        if not self._signs:
            return self.tr("Hand over {form}").format(form=form)
        return self.tr("Sign {form}").format(form=form)

    # -- where work stopped

    def _place(self) -> dict[str, Any]:
        editor = self.view.current_editor()
        place: dict[str, Any] = {"step": self.view.step, "furthest": self._furthest}
        if self._left:
            place["left"] = True
        if editor is not None:
            asked = editor.asked()
            place["field"] = asked.field
            if asked.row and asked.column:
                place["cell"] = [asked.row, asked.column]
            if editor.pending_text():
                place["typing"] = editor.pending_text()
        if self.view.recorded is not None:
            grade, reason = self.view.recorded
            place["recorded"] = {"grade": grade, "reason": reason, "code": self.view.grade_reason}
        return place

    def _restore(self, place: dict[str, Any]) -> None:
        """What a person decided about the grade; where work was cut off it goes on when the form is shown."""
        view = self.view
        view.from_gap_to_gap = self._has_passed_by()
        if kept := place.get("recorded"):
            view.recorded, view.grade_reason = (kept["grade"], kept["reason"]), kept["code"]
            view.refresh()
        field = place.get("field", "")
        if _is_cut_off(place) and any(each.id == field for each in view.draft.form.fields()):
            self._cut_off = place
        elif view.from_gap_to_gap:
            view.focus_first_gap()

    def _go_on(self, place: dict[str, Any]) -> None:
        """At the field and the cell, with the half-typed text.  A widget that nobody sees keeps no focus."""
        self.view.go_to_field(place["field"])
        editor = self.view.page().editor_of(place["field"])
        if editor is not None and "cell" in place:
            editor.focus_at(*place["cell"])
        if editor is not None and "typing" in place:
            editor.restore_pending(place["typing"])

    def _on_moved(self) -> None:
        """How far down the form somebody has been: a gap above that was passed by."""
        editor = self.view.current_editor()
        if editor is not None:
            order = self._order()
            self._furthest = max(editor.fields[-1].id, self._furthest, key=lambda each: order.get(each, -1))

    def _order(self) -> dict[str, int]:
        return {field.id: place for place, field in enumerate(self.view.draft.form.fields())}

    def _has_passed_by(self) -> bool:
        gap, order = next(iter(self.view.draft.open_items()), None), self._order()
        return gap is not None and order[gap.field] < order.get(self._furthest, -1)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._cut_off:
            place, self._cut_off = self._cut_off, {}
            self._go_on(place)
        elif self.view.current_editor() is None:
            self.view.focus_first_gap()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Back to the control that had it."""
        super().focusInEvent(event)
        control = self.view.focusWidget()
        if control is not None and control.isVisible():
            control.setFocus()
        else:
            self.view.focus_first_gap()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._left = self.window().isVisible()  # else the window goes as well: locked, or closed
        if self._left or self._soon.isActive() or self._at_once.isActive():
            self.save()

    # -- saving

    def _on_typed(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def save(self) -> None:
        """Keep the draft as it stands; if that fails, say so and try again."""
        for timer in (self._soon, self._at_once, self._again):
            timer.stop()
        if self._done:
            return
        try:
            records.autosave(self._workspace, self._open.id, self.view.draft, self._place())
        except IagoError as error:
            self._failed.label.setText(sentence(error, self._workspace.language))
            self._failed.show()
            self.state_text.emit(self.tr("Draft not saved"))
            self._again.start()
            return
        self._failed.hide()
        now = datetime.now().astimezone()
        self.state_text.emit(self.tr("Draft saved {time}").format(time=now.strftime("%H:%M")))

    def rest(self) -> None:
        """Keep what is half-typed as it stands; losing the focus enters nothing any more."""
        self.save()
        self._done = True

    def save_a_copy(self) -> None:
        """Beside the practice's own file, where that one cannot be written."""
        self.view.commit()
        folder = self.choose(self)
        if folder is None:
            return
        try:
            save_copy(self.view.draft, self._open.id, folder)
        except IagoError as error:
            self.notice.emit(sentence(error, self._workspace.language))
            return
        self.notice.emit(self.tr("The copy is saved."))

    def close_draft(self) -> None:
        """Closing is always safe: the draft is kept."""
        self.view.commit()
        self._left = True
        self.save()
        self.closed.emit()

    def discard(self) -> DraftRow | None:
        """Delete the draft; what brings it back.  None if that failed."""
        self.view.commit()
        self.save()
        try:
            kept = records.discard(self._workspace, self._open.id)
        except IagoError as error:
            self.notice.emit(sentence(error, self._workspace.language))
            return None
        self._done = True
        return kept

    # -- signing

    def _sign(self) -> None:
        if not self._signs:
            self._ask_reason()
            return
        self._gate.ask(self.view.next_button, self._ask_reason)

    def _ask_reason(self) -> None:
        if self._open.corrects is None:
            self._finish("")
            return
        reasons = (
            self.tr("Typing error"),
            self.tr("New information"),
            self.tr("Wrong event or patient"),
            self.tr("Answer to a question"),
        )
        title = self.tr("Reason for the change")
        options = [(reason, reason) for reason in reasons]
        self.view.overlays.ask(self.view.next_button, title, options, self._finish)

    def _finish(self, reason: str) -> None:
        grade = self.view.recorded[0] if self.view.recorded else None
        code = self.view.grade_reason or None
        try:
            record = records.finish(
                self._workspace,
                self._open.id,
                self.view.draft,
                reason,
                grade_confirmed=grade,
                grade_reason=code,
            )
            self._done = True
            if not self._signs:
                self.handed_over.emit(record)
                return
            records.sign(self._workspace, record)
        except IagoError as error:
            self.notice.emit(sentence(error, self._workspace.language))
            if self._done:  # kept, but not signed: it waits in the list
                self.closed.emit()
            return
        self.signed.emit(record)


def _is_cut_off(place: dict[str, Any]) -> bool:
    """Nobody left the form: the lock, a crash or the power ended it."""
    return "typing" in place or ("field" in place and "left" not in place)


def _first_step(draft: Draft, place: dict[str, Any]) -> str:
    """The one where work was cut off, else the one with the first gap, else where it stopped."""
    if not _is_cut_off(place) and (gap := next(iter(draft.open_items()), None)):
        return gap.step
    return str(place.get("step", ""))
