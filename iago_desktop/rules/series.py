"""Values worked out from a patient's laboratory series and courses of drugs, for `[[derived]]`.

Every function is absent, not zero, when there is nothing to work it out from.
"""

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from iago_desktop.definitions.model import Derived
from iago_desktop.errors import InputError
from iago_desktop.quantities import convert
from iago_desktop.rules import icaht
from iago_desktop.rules.expressions import Value
from iago_desktop.rules.known import Context, Course, Known

HIGHEST = frozenset(
    {"crp", "ferritin", "ldh", "creatinine", "bilirubin", "ast", "alt", "pct", "il6", "cmv_dna"}
    | {"triglycerides", "d_dimer", "inr", "aptt", "nt_probnp", "troponin_i", "troponin_t", "car_t"}
)
"""Laboratory values of which the highest of one day counts; of others the lowest (`worst` of the list)."""

EVENTS = ("died", "last_contact", "progression", "next_therapy", "second_infusion")
"""What may end a window (`until`): the day itself still counts."""

_CLOSING = frozenset({"progression", "next_therapy", "second_infusion"})

_ATC = re.compile(r"[A-Z][0-9]{2}[A-Z0-9]*")


# -- daily values --------------------------------------------------------------------------------------------


def daily(context: Context, code: str, unit: str, first: int, last: int) -> dict[int, Decimal]:
    """The one value that counts of each day, in `unit`; a value that cannot be converted is none."""
    worse = max if code in HIGHEST else min
    found: dict[int, Decimal] = {}
    for lab in context.labs:
        if lab.code != code or not first <= lab.day <= last:
            continue
        try:
            value = convert(lab.value, lab.unit, unit, code) if unit else lab.value
        except (InputError, InvalidOperation):
            continue
        found[lab.day] = worse(found[lab.day], value) if lab.day in found else value
    return found


def _bounds(entry: Derived, context: Context) -> tuple[int, int]:
    """First and last day that count; the window ends with the first event it is limited by."""
    given = entry.arguments
    last = int(str(given["last"]))
    until = given.get("until", [])
    ends = [getattr(context, str(name)) for name in until] if isinstance(until, list) else []
    return int(str(given["first"])), min([last, *(end for end in ends if end is not None)])


def _series(entry: Derived, context: Context) -> tuple[dict[int, Decimal], int, int]:
    """Daily values and the days that count; `ends = false`: only those from the first to the last value."""
    first, last = _bounds(entry, context)
    given = entry.arguments
    measured = daily(context, str(given["lab"]), str(given.get("unit", "")), first, last)
    if measured and given.get("ends") is False:
        return measured, min(measured), max(measured)
    return measured, first, last


def _rule(entry: Derived) -> icaht.Rule:
    given = entry.arguments
    return icaht.Rule(
        Decimal(str(given["limit"])),
        bool(given.get("inclusive", True)),
        _fill(entry),
        int(str(given.get("bridge", 2))),
    )


def _fill(entry: Derived) -> int:
    return int(str(entry.arguments.get("fill", 7)))


def _yes(truth: bool) -> str:
    return "yes" if truth else "no"


# -- counted days --------------------------------------------------------------------------------------------


def lab_days(_known: Known, entry: Derived, context: Context) -> Value | None:
    """Days at or below the limit: the longest joined run, or with `count = "total"` all runs together."""
    measured, first, last = _series(entry, context)
    count = icaht.total if entry.arguments.get("count") == "total" else icaht.longest
    return count(measured, first, last, _rule(entry)) if measured else None


def lab_gap(_known: Known, entry: Derived, context: Context) -> Value | None:
    """Yes when days without a value, too many to be filled, lie beside low days."""
    measured, first, last = _series(entry, context)
    return _yes(icaht.touches_gap(measured, first, last, _rule(entry))) if measured else None


def lab_never_recovered(_known: Known, entry: Derived, context: Context) -> Value | None:
    """Yes when low days that start by day `start_by` last to the end of the window."""
    measured, first, last = _series(entry, context)
    if not measured:
        return None
    start_by = int(str(entry.arguments.get("start_by", 3)))
    return _yes(icaht.never_recovered(measured, first, last, _rule(entry), start_by))


def lab_count(_known: Known, entry: Derived, context: Context) -> Value | None:
    """Days on which it was measured; 0 is an answer."""
    return len(_series(entry, context)[0])


def lab_share(_known: Known, entry: Derived, context: Context) -> Value | None:
    """Per cent of the days of the window whose value was filled in, to the nearest whole number."""
    measured, first, last = _series(entry, context)
    if not measured:
        return None
    days, filled = last - first + 1, icaht.interpolated(measured, first, last, _fill(entry))
    return (200 * filled + days) // (2 * days)


# -- single values -------------------------------------------------------------------------------------------


def lab_lowest(_known: Known, entry: Derived, context: Context) -> Value | None:
    """The lowest daily value, or the one at place `rank` from below."""
    return _ranked(entry, context, highest=False)


def lab_highest(_known: Known, entry: Derived, context: Context) -> Value | None:
    """The highest daily value, or the one at place `rank` from above."""
    return _ranked(entry, context, highest=True)


def _ranked(entry: Derived, context: Context, *, highest: bool) -> Value | None:
    values = sorted(_series(entry, context)[0].values(), reverse=highest)
    rank = int(str(entry.arguments.get("rank", 1)))
    return float(values[rank - 1]) if len(values) >= rank else None


def lab_near(known: Known, entry: Derived, context: Context) -> Value | None:
    """The value nearest to a date, from `before` days before it to `after` days after."""
    given = entry.arguments
    day = known.variables.get(str(given["of"]))
    if not isinstance(day, int):
        return None
    first, last = day - int(str(given["before"])), day + int(str(given["after"]))
    measured = daily(context, str(given["lab"]), str(given.get("unit", "")), first, last)
    return _nearest(measured, day)


def lab_nearest(_known: Known, entry: Derived, context: Context) -> Value | None:
    """The value of the window nearest to day `to`."""
    measured, _, _ = _series(entry, context)
    return _nearest(measured, int(str(entry.arguments["to"])))


def _nearest(measured: Mapping[int, Decimal], day: int) -> float | None:
    """Of two that are equally near the earlier."""
    if not measured:
        return None
    return float(measured[min(measured, key=lambda each: (abs(each - day), each))])


# -- what other records say ----------------------------------------------------------------------------------


def window_open(_known: Known, entry: Derived, context: Context) -> Value | None:
    """Yes while a living patient has not been seen on day `last` or later; no for who has, or has died.

    What `until` names closes the window too: nothing after it counts.
    """
    if context.died is not None or context.vital_status == "dead":
        return "no"
    ends = entry.arguments.get("until", [])
    if isinstance(ends, list) and any(
        getattr(context, str(each)) is not None for each in ends if each in _CLOSING
    ):
        return "no"
    if context.last_contact is None:
        return None
    if context.last_contact >= int(str(entry.arguments["last"])):
        return "no"
    return "yes" if context.vital_status == "alive" else None


def course_on(known: Known, entry: Derived, context: Context) -> Value | None:
    """Yes when a drug was on at the date, or its last day no more than `within` days before.

    A date that is only partly known is answered when every day of it gives the same.
    """
    name = str(entry.arguments["of"])
    first, last = known.variables.get(f"{name}_from"), known.variables.get(f"{name}_to")
    if context.courses is None or not isinstance(first, int) or not isinstance(last, int):
        return None
    within = int(str(entry.arguments.get("within", 0)))
    days = range(first, last + 1)
    on = [each for each in context.courses if _meant(each, entry)]
    covered = sum(
        any(each.start <= day and (each.stop is None or day <= each.stop + within) for each in on)
        for day in days
    )
    return "yes" if covered == len(days) else None if covered else "no"


def _meant(course: Course, entry: Derived) -> bool:
    forms, classes = entry.arguments.get("forms", []), entry.arguments.get("classes", [])
    if isinstance(forms, list) and forms and course.form not in forms:
        return False
    if not isinstance(classes, list) or not classes:
        return True
    return any(_is_class(course, str(each)) for each in classes)


def _is_class(course: Course, wanted: str) -> bool:
    if course.agent_class == wanted:
        return True
    return bool(_ATC.fullmatch(wanted)) and wanted in (
        course.agent_class[: len(wanted)],
        course.agent[: len(wanted)],
    )
