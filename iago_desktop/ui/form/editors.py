"""Editors for one answer: text, number, date, one of few, one of many, several of."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from iago_desktop.dates import Days
from iago_desktop.definitions.model import Column, Field
from iago_desktop.quantities import unit_shown
from iago_desktop.rules.draft import Draft
from iago_desktop.supposed import SupposedDay
from iago_desktop.ui.form.calendar import pick_day
from iago_desktop.ui.form.chips import Chips
from iago_desktop.ui.form.code_search import CodeSearch
from iago_desktop.ui.form.date_input import DateInput
from iago_desktop.ui.form.editor import Desk, Edit, Editor
from iago_desktop.ui.form.inputs import InputFrame
from iago_desktop.ui.form.segment import Segment, YesNoUnknown
from iago_desktop.ui.widgets import column, row

_FEW = 7  # codes; more are searched
_CHIPS = 9  # codes; of more the first four are chips, the rest is searched
_FIRST = 4

Key = tuple[str, str | None, str | None]


def field_state(states: Mapping[Key, str], field: Field) -> str:
    return states.get((field.id, None, None), "normal")


class _Typed(Editor):
    """An answer typed as text: entered on leaving, never while typing."""

    def __init__(self, field: Field, widget: QWidget, frame: InputFrame) -> None:
        super().__init__((field,), widget)
        self.frame = frame
        self._shown = self._offered = ""
        self._hint = frame.edit.placeholderText()
        self._coded = False
        frame.edit.asks_why = not field.stays
        frame.edit.why.connect(lambda: self.why.emit(self.asked()))
        frame.edit.textEdited.connect(lambda _text: self.typed.emit())
        frame.edit.focus_changed.connect(self._on_focus)

    def _on_focus(self, has: bool) -> None:
        if not has:
            self.take_pending()

    def take_pending(self) -> None:
        text = self.frame.text().strip()
        if text == self._shown:
            return
        self._shown = text
        kind = "enter" if text else "clear"
        self.edited.emit(Edit("enter", self.fields[0].id, text) if kind == "enter" else self._cleared())

    def _cleared(self) -> Edit:
        return Edit("clear", self.fields[0].id)

    def pending_text(self) -> str:
        text = self.frame.text()
        return text if text.strip() != self._shown else ""

    def restore_pending(self, text: str) -> None:
        self.frame.edit.setText(text)

    def offer(self, text: str) -> None:
        """Stands there in grey; Enter in the empty field takes it."""
        self._offered = text
        self.frame.edit.setPlaceholderText(f"{text} ↵" if text else self._hint)

    def accept(self) -> None:
        if self._offered and not self.frame.text().strip() and not self._coded:
            self.frame.edit.setText(self._offered)
            self.take_pending()

    def refresh(self, draft: Draft) -> None:
        if self.pending_text() and self.has_focus():
            return
        self._shown = draft.display(self.fields[0].id).strip()
        self._coded = "missing" in draft.answer(self.fields[0].id)
        if self._coded:
            self._shown = ""
        self.frame.set_text(self._shown)

    def set_states(self, states: Mapping[Key, str]) -> None:
        self.frame.set_state(field_state(states, self.fields[0]))

    def mark(self, places: Sequence[tuple[int, int]]) -> None:
        self.frame.mark(places)


class TextEditor(_Typed):
    """`example` makes it a small number among others, that says what can be typed."""

    def __init__(self, field: Field, example: str | None = None) -> None:
        number = field.type == "number" and example is None
        unit = unit_shown(field.unit) if field.unit else ""
        frame = InputFrame(example or "", unit=unit, width=150 if number else None)
        holder = QWidget()
        row(frame, *((None,) if number else ()), parent=holder)
        holder.setFocusProxy(frame)
        super().__init__(field, holder, frame)

    def refresh(self, draft: Draft) -> None:
        super().refresh(draft)
        if self.fields[0].type == "number":
            self.frame.set_unit(unit_shown(draft.unit_of(self.fields[0].id)))

    def show_implied(self, words: str) -> bool:
        self._shown = words
        self.frame.set_text(words)
        self.frame.set_state("readonly")
        return True


class DateEditor(_Typed):
    def __init__(self, field: Field, draft: Draft, desk: Desk, *, short: bool = False) -> None:
        hint = QCoreApplication.translate("DateEditor", "day, d14") if draft.infusion is None else ""
        self.input = DateInput(desk.language, ruler=_has_ruler(field, draft), placeholder=hint, short=short)
        super().__init__(field, self.input, self.input.frame)
        self._draft, self._desk = draft, desk
        self.input.edit.textEdited.connect(self._on_typing)
        self.input.stepped.connect(self._on_stepped)
        self.input.calendar_asked.connect(self._on_calendar)

    def _on_calendar(self) -> None:
        """Without an infusion date there is nothing that a day of the calendar could be counted from."""
        field, draft = self.fields[0], self._draft
        if draft.infusion is None and not field.stays:
            return
        typed = self._desk.understood(draft, field, self.frame.text())
        day = typed.date.first if typed and typed.date else self._desk.today
        is_open = field.future or isinstance(self._desk.today, SupposedDay)
        last = None if is_open else self._desk.today
        pick_day(self.input, self._desk.language, min(day, last or day), last, draft.infusion, self._pick)

    def _pick(self, day: date) -> None:
        self.frame.edit.setText(date_text(day.toordinal()))
        self.take_pending()

    def _on_typing(self, text: str) -> None:
        typed = self._desk.understood(self._draft, self.fields[0], text)
        self.input.show_days(typed.days if typed else None)

    def _on_stepped(self, days: int, months: int) -> None:
        """The day before or after, or a month on, of what stands in the field."""
        field = self.fields[0]
        typed = self._desk.understood(
            self._draft, field, self.frame.text() or ("0" if self._draft.infusion else "")
        )
        if typed is None:
            return
        if typed.date is not None and typed.date.precision == "day":
            day = typed.date.first
            text = date_text(months_on(day, months).toordinal() + days)
        elif typed.days is not None and typed.days.exact is not None:
            text = f"d{typed.days.exact + days + 30 * months}"
        else:
            return
        if self._desk.understood(self._draft, field, text) is not None:
            self.frame.edit.setText(text)
            self._on_typing(text)
            self.typed.emit()

    def refresh(self, draft: Draft) -> None:
        super().refresh(draft)
        if not (self.pending_text() and self.has_focus()):
            days: Days | None = draft.day_note(self.fields[0].id)
            self.input.show_days(days)
        self.offer("" if self._coded else offered_day(draft, self.fields[0]))


def _has_ruler(field: Field, draft: Draft) -> bool:
    """Where the window of the onset says something."""
    return field.role == "onset" and draft.form.kind == "toxicity"


def offered_day(draft: Draft, column: Column) -> str:
    """The day of another answer, where it is offered for this one."""
    there = column.offered_by if column.type == "date" else ""
    days = draft.day_note(there) if there else None
    return draft.display(there) if days is not None and days.exact is not None else ""


def months_on(day: date, months: int) -> date:
    """The same day of another month, or its last one."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def date_text(ordinal: int) -> str:
    return date.fromordinal(ordinal).strftime("%d.%m.%Y")


class ChoiceEditor(Editor):
    """One of few, and yes, no, unknown."""

    def __init__(self, field: Field, desk: Desk) -> None:
        self.segment: Segment
        if field.type == "yes_no":
            self.segment = YesNoUnknown()
        elif field.codes:
            entries = desk.offered(field)
            options = [(entry.code, entry.text.in_language(desk.language)) for entry in entries]
            self.segment = Segment(options, wide=True)
        else:
            options = [(choice.code, choice.text.in_language(desk.language)) for choice in field.choices]
            self.segment = Segment(options, wide=True)
        super().__init__((field,), self.segment)
        self.segment.chosen.connect(self._on_chosen)
        self.segment.cleared.connect(lambda: self.edited.emit(Edit("clear", field.id)))
        self.segment.answered.connect(self.answered)
        self.segment.why.connect(lambda: self.why.emit(self.asked()))

    def _on_chosen(self, code: str) -> None:
        field = self.fields[0]
        if field.type == "yes_no" and code == "not_known":
            self.edited.emit(Edit("missing", field.id, code))
        else:
            self.edited.emit(Edit("enter", field.id, code))

    def refresh(self, draft: Draft) -> None:
        answer = draft.answer(self.fields[0].id)
        value = answer.get("value")
        if self.fields[0].type == "yes_no" and answer.get("missing") == "not_known":
            value = "not_known"
        self.segment.set_value(value)

    def show_implied(self, words: str) -> bool:
        found = next((each.code for each in self.segment.options() if each.text() == words), None)
        self.segment.set_value(found)
        self.segment.set_state("readonly")
        return found is not None

    def set_states(self, states: Mapping[Key, str]) -> None:
        self.segment.set_state(field_state(states, self.fields[0]))


class CodeEditor(Editor):
    def __init__(self, field: Field, desk: Desk) -> None:
        self._desk = desk
        hint = field.hint.in_language(desk.language) if field.hint and field.with_previous else ""
        label = field.label.in_language(desk.language)
        self.search = CodeSearch(desk.index(field), desk.language, placeholder=hint or label)
        self.search.frame.edit.asks_why = True
        self.search.set_used(desk.used(field.id))
        super().__init__((field,), self.search)
        self.search.chosen.connect(lambda value: self.edited.emit(Edit("enter", field.id, value)))
        self.search.cleared.connect(lambda: self.edited.emit(Edit("clear", field.id)))
        self.search.answered.connect(self.answered)
        self.search.why.connect(lambda: self.why.emit(self.asked()))
        self.search.typed.connect(lambda _text: self.typed.emit())

    def take_pending(self) -> None:
        self.search.take_what_is_typed()

    def pending_text(self) -> str:
        return self.search.pending_text()

    def restore_pending(self, text: str) -> None:
        self.search.restore_pending(text)

    def offers(self, draft: Draft) -> tuple[tuple[str, str], ...]:
        """What its digit chooses, while nothing stands here."""
        return () if draft.answer(self.fields[0].id) else self.search.offers()

    def refresh(self, draft: Draft) -> None:
        self.search.set_codes_first(self._desk.likely(draft, self.fields[0]))
        if not (self.search.has_open_list() or (self.pending_text() and self.has_focus())):
            self.search.set_value(draft.answer(self.fields[0].id).get("value"))

    def set_states(self, states: Mapping[Key, str]) -> None:
        self.search.set_state(field_state(states, self.fields[0]))

    def mark(self, places: Sequence[tuple[int, int]]) -> None:
        self.search.frame.mark(places)


class SeveralEditor(Editor):
    """Several of a list.  Of a long list the first four and the chosen are chips, the rest is searched."""

    def __init__(self, field: Field, desk: Desk) -> None:
        language = desk.language
        if field.codes:
            entries = desk.offered(field)
            self._all = [(entry.code, entry.text.in_language(language)) for entry in entries]
        else:
            self._all = [(choice.code, choice.text.in_language(language)) for choice in field.choices]
        self._long = len(self._all) > _CHIPS
        has_none = bool(field.codes) or any(code.startswith("none") for code, _ in self._all)
        none = "" if has_none else QCoreApplication.translate("Chips", "None of these")
        add = QCoreApplication.translate("Chips", "Other") if self._long else ""
        holder = QWidget()
        self.chips = Chips(self._all[:_FIRST] if self._long else self._all, none_label=none, add_label=add)
        layout = column(self.chips, gap=8, parent=holder)
        holder.setFocusProxy(self.chips)
        super().__init__((field,), holder)
        self.search: CodeSearch | None = None
        if self._long:
            self.search = CodeSearch(desk.index(field), language, free_text=False)
            self.search.set_used(desk.used(field.id))
            self.search.setAccessibleName(field.label.in_language(language))
            self.search.hide()
            layout.addWidget(self.search)
            self.search.chosen.connect(self._on_found)
            self.search.typed.connect(lambda _text: self.typed.emit())
            self.search.frame.edit.focus_changed.connect(self._on_search_focus)
        self.chips.changed.connect(lambda codes: self.edited.emit(Edit("enter", field.id, codes)))
        self.chips.cleared.connect(lambda: self.edited.emit(Edit("clear", field.id)))
        self.chips.why.connect(lambda: self.why.emit(self.asked()))
        self.chips.add_asked.connect(self._on_add)

    def pending_text(self) -> str:
        has_search = self.search is not None and self.search.isVisibleTo(self.widget)
        return self.search.pending_text() if self.search is not None and has_search else ""

    def restore_pending(self, text: str) -> None:
        if self.search is not None:
            self._on_add("")
            self.search.restore_pending(text)

    def _on_add(self, typed: str) -> None:
        if self.search is None:
            return
        self.search.set_value(None)
        self.search.show()
        self.search.setFocus()
        if typed:
            self.search.frame.edit.insert(typed)
            self.search.frame.edit.textEdited.emit(self.search.frame.text())

    def _on_found(self, code: str) -> None:
        codes = [*self.chips.ticked(), code]
        self.chips.setFocus()
        self.edited.emit(Edit("enter", self.fields[0].id, list(dict.fromkeys(codes))))

    def _on_search_focus(self, has: bool) -> None:
        if not has and self.search is not None:
            self.search.hide()

    def refresh(self, draft: Draft) -> None:
        value = draft.answer(self.fields[0].id).get("value")
        if self._long:
            chosen = set(value or ())
            options = [pair for place, pair in enumerate(self._all) if place < _FIRST or pair[0] in chosen]
            if tuple(code for code, _ in options) != self.chips.codes():
                self.chips.set_options(options)
        self.chips.set_value(value)
