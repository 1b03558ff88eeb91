"""A draft as a text file, for when the disk refuses it: what was answered, without a name or a birth date."""

from pathlib import Path

from iago_desktop.rules.draft import Draft
from iago_desktop.signing.whole_file import replace_whole


def save_copy(draft: Draft, draft_id: str, folder: Path) -> Path:
    """Questions and answers in words; days after the infusion instead of dates.  Raises StoreError."""
    path = folder / f"IAGO_draft_{draft_id[:8]}.txt"
    replace_whole(path, "\n".join(_lines(draft)).encode() + b"\n")
    return path


def _lines(draft: Draft) -> list[str]:
    language = draft.language
    lines = [draft.form.title.in_language(language)]
    for field in draft.form.fields():
        label = field.label.in_language(language)
        if field.columns:
            for row in draft.rows(field.id):
                cells = (_said(draft, field.id, row, column.id) for column in field.columns)
                lines.append(f"{label}: {' · '.join(filter(None, cells))}")
        elif words := _said(draft, field.id):
            lines.append(f"{label}: {words}")
    return lines


def _said(draft: Draft, field: str, row: str | None = None, column: str | None = None) -> str:
    days = draft.day_note(field, row, column)
    return days.shown(draft.language) if days is not None else draft.display(field, row, column)
