"""What the records of a patient offer for an answer: shown, and taken only by a key."""

from iago_desktop.definitions.model import Field
from iago_desktop.rules.draft import Draft
from iago_desktop.rules.known import Context, Course

ANSWER, VISIT = "answer", "visit"
"""What `last_known` may say besides the id of a form."""


def offered_rows(draft: Draft, field: Field) -> tuple[dict[str, str], ...]:
    """The drugs of one form that were given on the day of the onset, as cells to be entered."""
    onset = draft.form.with_role("onset")
    days = draft.day_note(onset.id) if onset and field.last_known else None
    if days is None or days.exact is None:
        return ()
    columns = [each.id for each in field.columns]
    return tuple(
        {name: raw for name, raw in _cells(each).items() if name in columns and raw}
        for each in given_on(draft.context, field.last_known, days.exact)
    )


def given_on(context: Context, form: str, day: int) -> tuple[Course, ...]:
    """By the time they began; the last day still counts."""
    on = (
        each
        for each in context.courses or ()
        if each.form == form and each.start <= day and (each.stop is None or day <= each.stop)
    )
    return tuple(sorted(on, key=lambda each: (each.start, each.agent)))


def _cells(course: Course) -> dict[str, str]:
    stop = "" if course.stop is None else f"d{course.stop}"
    return {"agent": course.agent, "class": course.agent_class, "start": f"d{course.start}", "stop": stop}
