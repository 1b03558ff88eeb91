"""The grade of a filled-in form: settled, open (at least n), or none.  Never a guess.

Rows run from the worst down; each is true, false or unknown.  See `grade` for what unknown means.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.definitions.model import Field, Form, GradeRow
from iago_desktop.rules.derive import Answers, Context, Known, known, rests_on
from iago_desktop.rules.expressions import Value, condition

_TRIALS = 512
"""Combinations tried for the reachable grades: more would be felt while typing."""


@dataclass(frozen=True)
class Grade:
    """What the rule says, and why.

    `value` is None while the grade is open, when no row matches, and when a coded missing value could turn
    it into a grade.  `because` is the English text of the row that decided, `row` that row itself.
    `missing` names the fields still to be answered, `coded_missing` those whose missing value makes it
    provisional.  `reachable` is every grade that the missing findings still allow, or None if too many would
    have to be tried.
    """

    value: int | None = None
    at_least: int | None = None
    because: str | None = None
    row: GradeRow | None = None
    missing: tuple[str, ...] = ()
    provisional: bool = False
    coded_missing: tuple[str, ...] = ()
    derived: dict[str, Any] = field(default_factory=dict)
    system: str = ""
    version: str = ""
    reachable: tuple[int, ...] | None = None


@dataclass(frozen=True)
class _Result:
    met: GradeRow | None
    waits_for: frozenset[str]  # unanswered or pending fields of worse rows
    coded: frozenset[str]  # coded missing fields of worse rows, which count as not met
    coded_above_0: bool


class _Reader:
    """The absent variables of a condition as fields: still open, coded missing, or not asked at all."""

    def __init__(self, state: Known) -> None:
        self._state = state
        self._behind = rests_on(state.form)
        self._fields = {each.id: each for each in state.form.fields()}

    def shown(self, each: Field) -> bool | None:
        if each.id in self._state.implied:
            return False
        return self._state.truth(each.shown_when) if each.shown_when else True

    def absent(self, names: frozenset[str]) -> Iterator[tuple[str, str]]:
        """Pairs (field id, "open" or "coded") behind absent variables.

        A field that cannot be asked yet stands for the fields that its question waits for; one that will
        never be asked stands for nothing.
        """
        seen: set[str] = set()
        queue = [each for name in names for each in self._behind.get(name, ())]
        while queue:
            field_id = queue.pop()
            if field_id in seen:
                continue
            seen.add(field_id)
            each = self._fields[field_id]
            answer = self._state.answers.get(field_id, {})
            shown = self.shown(each)
            if shown is None:
                gate = condition(each.shown_when).absent(self._state.variables)
                queue += [other for name in gate for other in self._behind.get(name, ())]
            elif shown and (reason := _why_absent(each, answer)):
                yield field_id, reason


def _why_absent(each: Field, answer: Mapping[str, Any]) -> str:
    """What may still come ("open"), what will not ("coded"), or "" where this field is not the reason.

    A text that waits for its code and rows with empty cells may still become better; a partial date is all
    there is.
    """
    if "value" not in answer:
        return "open" if answer.get("missing", "pending") == "pending" else "coded"
    if each.type == "date":
        return "" if "day" in answer["value"] else "coded"
    return "open" if isinstance(answer["value"], dict) or each.type == "rows" else ""


def _walk(rows: tuple[GradeRow, ...], variables: Mapping[str, Value], reader: _Reader) -> _Result:
    """From the worst row down to the first one that is met."""
    waits_for: set[str] = set()
    coded: set[str] = set()
    coded_above_0 = False
    for row in rows:
        rule = condition(row.when)
        truth = rule.evaluate(variables)
        if truth is True:
            return _Result(row, frozenset(waits_for), frozenset(coded), coded_above_0)
        if truth is False:
            continue
        pairs = list(reader.absent(rule.absent(variables)))
        still_open = {name for name, state in pairs if state == "open"}
        waits_for |= still_open
        if not still_open and pairs:
            coded |= {name for name, _ in pairs}
            coded_above_0 = coded_above_0 or row.grade > 0
    return _Result(None, frozenset(waits_for), frozenset(coded), coded_above_0)


def grade(
    form: Form, answers: Answers, private: Mapping[str, Any] | None, context: Context, catalogue: Catalogue
) -> Grade:
    """Grade a form by its definition.

    1. An absent answer is neither no nor zero: a row that needs it is unknown.
    2. A row that waits for an unanswered or `pending` field keeps the grade open: `at_least` is the row
       that is already met (None below 1), `missing` the fields, without those not shown at present.
    3. A row that waits only for fields coded missing counts as not met; the grade is given and provisional.
       If nothing above 0 is met and such a row could be, there is no grade.
    4. Grade 0 is a row of its own; no row met is no grade.

    Exact bounds of partial dates are not used, so that the registry, which has none, finds the same grade.
    Raises DefinitionError if a condition fails although every variable is present.
    """
    _ = private
    state = known(form, answers, None, context)
    if form.grading is None:
        return Grade(derived=state.derived)
    graded = form.grading
    common: dict[str, Any] = {"derived": state.derived, "system": graded.system, "version": graded.version}
    reader = _Reader(state)
    rows = graded.rows
    if graded.table:
        code = state.variables.get(graded.table_field)
        if code is None:
            pairs = list(reader.absent(frozenset({graded.table_field})))
            return Grade(
                missing=tuple(name for name, kind in pairs if kind == "open"),
                coded_missing=tuple(name for name, kind in pairs if kind == "coded"),
                provisional=any(kind == "coded" for _, kind in pairs),
                **common,
            )
        term = catalogue.table(graded.table).term(str(code))
        rows = term.rows if term else ()
    result = _walk(rows, state.variables, reader)
    missing, coded = _in_order(form, result.waits_for), _in_order(form, result.coded)
    row, provisional = result.met, bool(result.coded)
    if row is not None and row.grade == 0 and result.coded_above_0:
        row = None
    common |= {"missing": missing, "coded_missing": coded, "provisional": provisional, "row": row}
    common["because"] = row.text.en if row else None
    if missing:
        at_least = row.grade if row and row.grade > 0 else None
        return Grade(at_least=at_least, reachable=_reachable(rows, state, reader, missing), **common)
    return Grade(value=row.grade if row else None, reachable=(row.grade,) if row else None, **common)


def _in_order(form: Form, names: frozenset[str]) -> tuple[str, ...]:
    return tuple(each.id for each in form.fields() if each.id in names)


def _reachable(
    rows: tuple[GradeRow, ...], state: Known, reader: _Reader, missing: tuple[str, ...]
) -> tuple[int, ...] | None:
    """Every grade that some answer to the missing findings gives, by trying them all."""
    needed = {name for row in rows for name in condition(row.when).variables}
    if any(entry.id in needed and entry.function != "implied" for entry in state.form.derived):
        return None
    domains = [_domain(state.form.field(name)) for name in missing]
    trials = 1
    for domain in domains:
        trials *= len(domain)
    if not 0 < trials <= _TRIALS:
        return None
    grades = set()
    for values in product(*domains):
        result = _walk(rows, {**state.variables, **dict(zip(missing, values, strict=True))}, reader)
        if result.waits_for:
            return None  # an answer brings up a further question
        if result.met is not None:
            grades.add(result.met.grade)
    return tuple(sorted(grades))


def _domain(each: Field) -> tuple[str, ...]:
    """Every answer a finding can have; empty if they cannot all be tried."""
    if each.type == "yes_no":
        return ("yes", "no")
    return tuple(choice.code for choice in each.choices) if each.type == "choice" else ()


def shown_fields(
    form: Form, answers: Answers, private: Mapping[str, Any] | None, context: Context, catalogue: Catalogue
) -> frozenset[str]:
    """The fields to ask now: `shown_when` is true or not given, and no other finding has answered them."""
    _ = catalogue
    state = known(form, answers, private, context)
    reader = _Reader(state)
    return frozenset(each.id for each in form.fields() if reader.shown(each) is True)
