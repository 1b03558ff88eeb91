"""What the other records say about the time of an event: to be weighed by a person, nothing is suggested."""

from PySide6.QtCore import QCoreApplication

from iago_desktop.dates import window_name
from iago_desktop.definitions.catalogue import LABS, Catalogue
from iago_desktop.quantities import unit_shown
from iago_desktop.rules.draft import Draft
from iago_desktop.rules.known import Course, Event, Lab
from iago_desktop.ui.form.worked_out import Pairs, number_words

_AGENTS = "agents"
_LABS = ("anc", "igg", "crp", "platelets")
_NEAR = 14  # days around the onset: other toxicities
_BEFORE = 30  # days before the onset: drugs that ended
_LAB_NEAR = 30

Parts = tuple[tuple[str, Pairs], ...]


def evidence(draft: Draft, catalogue: Catalogue) -> Parts:
    """Onset, drugs, laboratory values and other toxicities around it; without a day only that it is open."""
    onset = draft.form.with_role("onset")
    days = draft.day_note(onset.id) if onset else None
    title = QCoreApplication.translate("Evidence", "Evidence")
    event = QCoreApplication.translate("Evidence", "Onset")
    if days is None or days.first is None:
        words = days.shown(draft.language) if days else QCoreApplication.translate("Evidence", "no date yet")
        return ((title, ((event, words),)),)
    day = days.first
    last = days.last if days.last is not None else day
    window = (QCoreApplication.translate("Evidence", "Window"), window_name(days.window_code, draft.language))
    return (
        (title, ((event, days.shown(draft.language)), window)),
        (
            QCoreApplication.translate("Evidence", "Drugs at onset and 30 days before"),
            _drugs(draft, catalogue, day),
        ),
        (
            QCoreApplication.translate("Evidence", "Laboratory values nearest to onset"),
            _labs(draft, catalogue, day),
        ),
        (
            QCoreApplication.translate("Evidence", "Other toxicities within 14 days"),
            _others(draft, day, last),
        ),
    )


def _none() -> Pairs:
    return ((QCoreApplication.translate("Evidence", "none recorded"), ""),)


def _drugs(draft: Draft, catalogue: Catalogue, day: int) -> Pairs:
    given = draft.context.courses or ()
    near = [each for each in given if each.start <= day and (each.stop is None or each.stop >= day - _BEFORE)]
    return tuple((_agent(each, catalogue, draft.language), _when(each, day)) for each in near) or _none()


def _agent(course: Course, catalogue: Catalogue, language: str) -> str:
    entry = catalogue.codes(_AGENTS).entry(course.agent) if catalogue.has_codes(_AGENTS) else None
    return entry.text.in_language(language) if entry else course.agent


def _when(course: Course, day: int) -> str:
    if course.stop is None or course.stop >= day:
        return QCoreApplication.translate("Evidence", "since day {day}").format(day=f"{course.start:+d}")
    return QCoreApplication.translate("Evidence", "to day {day}").format(day=f"{course.stop:+d}")


def _labs(draft: Draft, catalogue: Catalogue, day: int) -> Pairs:
    found = []
    for code in _LABS:
        near = [each for each in draft.context.labs if each.code == code and abs(each.day - day) <= _LAB_NEAR]
        entry = catalogue.codes(LABS).entry(code) if catalogue.has_codes(LABS) else None
        name = entry.text.in_language(draft.language) if entry else code
        nearest = min(near, key=lambda each: (abs(each.day - day), each.day), default=None)
        found.append((name, _value(nearest, draft.language) if nearest else "–"))
    return tuple(found)


def _value(lab: Lab, language: str) -> str:
    words = f"{number_words(float(lab.value), language)} {unit_shown(lab.unit)}"
    return QCoreApplication.translate("Evidence", "{value} · day {day}").format(
        value=words, day=f"{lab.day:+d}"
    )


def _others(draft: Draft, first: int, last: int) -> Pairs:
    near = [
        each
        for each in draft.context.events
        if each.form.kind == "toxicity"
        and each.field.role == "onset"
        and each.first <= last + _NEAR
        and each.last >= first - _NEAR
    ]
    return tuple((_name(each, draft.language), f"{each.first:+d}") for each in near) or _none()


def _name(event: Event, language: str) -> str:
    title = event.form.called
    return title.in_language(language)
