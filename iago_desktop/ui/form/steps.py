"""The four steps in words: what the rail and the ready card say about each."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from iago_desktop.rules.draft import Draft, OpenItem
from iago_desktop.ui.form.grade_facts import Facts, Missing, step_name
from iago_desktop.ui.form.rail import StepInfo
from iago_desktop.ui.form.ready_card import Line


def letter(step: str) -> str:
    return step_name(step)[:1] if step == "record" else {"optimize": "O"}.get(step, step[:1].upper())


def step_infos(draft: Draft, steps: Sequence[str], facts: Facts) -> list[StepInfo]:
    return [StepInfo(step, letter(step), step_name(step), *_words(draft, step, facts)) for step in steps]


def _words(draft: Draft, step: str, facts: Facts) -> tuple[str, str]:
    if step == "grade" and draft.form.grading is not None:
        return _grade_words(facts)
    answered, asked, to_confirm = draft.step_state(step)
    if not any(
        draft.answer(field.id)
        for section in draft.form.sections
        if section.step == step
        for field in section.fields
    ):
        return QCoreApplication.translate("Steps", "not started"), "open"
    if answered == asked and not to_confirm:
        return _done_words(draft, step), "done"
    words = QCoreApplication.translate("Steps", "{answered} of {asked}").format(
        answered=answered, asked=asked
    )
    if to_confirm:
        confirm = QCoreApplication.translate("Steps", "{answered}/{asked} · {confirm} to confirm")
        words = confirm.format(answered=answered, asked=asked, confirm=to_confirm)
    return words, "part"


def _grade_words(facts: Facts) -> tuple[str, str]:
    if facts.grade is None:
        return QCoreApplication.translate("Steps", "no grade yet"), "open"
    if facts.is_bound:
        return QCoreApplication.translate("Steps", "at least {grade}").format(grade=facts.grade), "part"
    words = QCoreApplication.translate("Steps", "grade {grade}").format(grade=facts.grade)
    return words, "done" if not facts.missing else "part"


def _done_words(draft: Draft, step: str) -> str:
    role = {"attribute": "attribution", "optimize": "outcome"}.get(step, "")
    field = draft.form.with_role(role) if role else None
    words = draft.display(field.id) if field else ""
    return words or QCoreApplication.translate("Steps", "complete")


def ready_lines(
    draft: Draft, steps: Sequence[str], facts: Facts, open_items: Sequence[OpenItem]
) -> list[Line]:
    waiting = {item.step for item in open_items}
    return [_line(draft, step, facts, done=step not in waiting) for step in steps]


def _line(draft: Draft, step: str, facts: Facts, *, done: bool) -> Line:
    form = draft.form
    if step == "grade" and form.grading is not None:
        return Line(
            letter(step), facts.title, facts.rule or facts.subtitle, facts.grade is not None, facts.grade
        )
    title, subtitle = step_name(step), ""
    if step == "identify":
        term = draft.display(form.grading.table_field) if form.grading and form.grading.table_field else ""
        onset = form.with_role("onset")
        day = draft.day_note(onset.id) if onset else None
        words = [term or form.title.in_language(draft.language), day.shown(draft.language) if day else ""]
        title = ", ".join(word for word in words if word)
        subtitle = _first_words(draft, step)
    elif step in {"attribute", "optimize"}:
        field = form.with_role("attribution" if step == "attribute" else "outcome")
        title = (draft.display(field.id) if field else "") or title
        subtitle = _first_words(draft, step)
    return Line(letter(step), title, subtitle, done)


def _first_words(draft: Draft, step: str) -> str:
    """The first rows, codes or choices of a step, in words."""
    for section in draft.form.sections:
        for field in section.fields if section.step == step else ():
            if field.type == "rows" and draft.rows(field.id):
                first = field.columns[0].id
                names = [draft.display(field.id, row, first) for row in draft.rows(field.id)]
                return ", ".join(name for name in names if name)
    return ""


def gaps(draft: Draft, open_items: Sequence[OpenItem], step: str) -> list[Missing]:
    """What is open, each question once, and where it is if not in this step."""
    found: dict[str, Missing] = {}
    for item in open_items:
        label = draft.form.field(item.field).label.in_language(draft.language)
        where = ""
        if item.step != step:
            where = QCoreApplication.translate("GradeCard", "in step {step}").format(
                step=step_name(item.step)
            )
        found.setdefault(item.field, Missing(item.field, label, where, item.step))
    return list(found.values())
