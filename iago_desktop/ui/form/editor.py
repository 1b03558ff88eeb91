"""What an editor of one or more answers reports, and what the form asks of it.

Editors show what the draft says and report what a person did.  They neither parse nor decide.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from iago_desktop.dates import Typed, parse_date
from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.definitions.model import CodeEntry, CodeList, Column, Field
from iago_desktop.errors import InputError
from iago_desktop.rules.draft import Draft
from iago_desktop.sentences import Language
from iago_desktop.ui.form.search import CodeIndex


@dataclass(frozen=True)
class Edit:
    """One thing a person did to one answer."""

    kind: Literal["enter", "clear", "missing", "add_row", "remove_row", "add_rows", "group"]
    field: str
    value: Any = None
    row: str | None = None
    column: str | None = None


class Editor(QObject):
    edited = Signal(object)  # Edit
    answered = Signal()  # by a key that means "and on"
    why = Signal(object)  # Edit of kind "missing" without a value yet: which answer is it about
    typed = Signal()  # something stands in the window that is not entered yet

    def __init__(self, fields: tuple[Field, ...], widget: QWidget) -> None:
        super().__init__(widget)
        self.fields, self.widget = fields, widget

    def refresh(self, draft: Draft) -> None:
        """Show what the draft says now."""
        raise NotImplementedError

    def set_states(self, states: Mapping[tuple[str, str | None, str | None], str]) -> None:
        """normal, error or warning, by (field, row, column)."""

    def mark(self, places: Sequence[tuple[int, int]]) -> None:
        """Places in what was typed that a warning is about."""

    def show_implied(self, words: str) -> bool:  # noqa: ARG002
        """Show what follows from other answers, not to be typed; False where that cannot be shown."""
        return False

    def take_pending(self) -> None:
        """Report what is typed and not yet entered."""

    def pending_text(self) -> str:
        """What is typed and not yet entered."""
        return ""

    def restore_pending(self, text: str) -> None:
        """Put back what was typed when work stopped, where the focus is."""

    def leave(self) -> None:
        """The person goes on by Enter."""

    def accept(self) -> None:
        """Enter, where something is offered that counts only when it is accepted."""

    def focus(self, *, last: bool = False) -> None:
        _ = last
        self.widget.setFocus()

    def focus_at(self, row_id: str, column_id: str) -> None:
        """At one cell of repeating rows."""

    def focus_on(self, _field: str) -> None:
        """At one of its fields."""
        self.focus()

    def asked(self) -> Edit:
        """The answer the focus is at."""
        return Edit("missing", self.fields[0].id)

    def focused_part(self) -> QWidget:
        """What should be in view as a whole."""
        return self.widget

    def owns(self, widget: QWidget | None) -> bool:
        return widget is not None and (widget is self.widget or self.widget.isAncestorOf(widget))

    def has_focus(self) -> bool:
        return self.owns(QApplication.focusWidget())


_INDEXES: dict[tuple[int, str, str], tuple[CodeList, CodeIndex]] = {}
"""Folded code lists, by list, use and language; the list is held, so that its id stays its own."""


class Desk:
    """What editors need besides the draft: code lists, folded once for a catalogue, and what day it is.

    `known` says what was last known of a question, in words, by field.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        today: date,
        language: Language,
        known: Mapping[str, str] | None = None,
    ) -> None:
        self.catalogue, self.today, self.language = catalogue, today, language
        self.known: Mapping[str, str] = known or {}
        self.before: Draft | None = None  # what is being corrected
        self._choices: dict[str, CodeIndex] = {}
        self._used: dict[tuple[str, str], dict[str, int]] = {}

    def offered(self, field: Column) -> tuple[CodeEntry, ...]:
        return self.catalogue.codes(field.codes).offered(field.group)

    def note_used(self, used: Mapping[tuple[str, str], Mapping[str, int]]) -> None:
        """What the practice has chosen so far; lists that exist know it from now on."""
        for place, counts in used.items():
            self.used(*place).update(counts)

    def used(self, field: str, column: str = "") -> dict[str, int]:
        return self._used.setdefault((field, column), {})

    def index(self, field: Column) -> CodeIndex:
        if not field.codes:
            codes = ",".join(choice.code for choice in field.choices)
            if codes not in self._choices:
                self._choices[codes] = CodeIndex(self._entries(field), self.language)
            return self._choices[codes]
        of = self.catalogue.codes(field.codes)
        key = (id(of), field.group, self.language)
        if key not in _INDEXES:
            _INDEXES[key] = (of, CodeIndex(self._entries(field), self.language))
        return _INDEXES[key][1]

    def _entries(self, field: Column) -> tuple[CodeEntry, ...]:
        if field.codes:
            return self.offered(field)
        return tuple(
            CodeEntry(code=choice.code, text=choice.text, synonyms=(str(place),))  # a digit finds it too
            for place, choice in enumerate(field.choices, 1)
        )

    def words(self, column: Column, cells: Mapping[str, str]) -> str:
        """The name of what one row offers."""
        entry = self.index(column).entry(cells[column.id])
        return entry.text.in_language(self.language) if entry else cells[column.id]

    def understood(self, draft: Draft, field: Column, text: str) -> Typed | None:
        """What a date text would mean if it were entered now; nothing while it is unclear."""
        own = field if isinstance(field, Field) else None
        stays = own is not None and own.stays
        try:
            return parse_date(
                text,
                today=self.today,
                infusion=None if stays else draft.infusion,
                future=own is not None and own.future,
                partial=own is None or own.partial,
                calendar=stays,
            )
        except InputError:
            return None

    def likely(self, draft: Draft, field: Field) -> tuple[str, ...]:
        """What another answer makes likely: the codes it offers, and itself."""
        if not field.offered_by:
            return ()
        other = draft.form.field(field.offered_by)
        known = self.index(field)
        value = draft.answer(other.id).get("value") or []
        likely: list[str] = []
        for code in value if isinstance(value, list) else [value]:
            entry = self.catalogue.codes(other.codes).entry(code) if other.codes else None
            likely += [*(entry.offers if entry else ()), code]
        return tuple(code for code in dict.fromkeys(likely) if known.entry(code))
