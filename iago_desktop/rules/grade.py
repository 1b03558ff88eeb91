"""The grade of a filled-in form: settled, open (at least n), or none.  Never a guess.

Rows run from the worst down; each is true, false or unknown.  See `grade` for what unknown means.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.definitions.model import Form, GradeRow, Grading
from iago_desktop.rules.derive import known
from iago_desktop.rules.known import Answers, Context, Known
from iago_desktop.rules.reach import reach
from iago_desktop.rules.walk import Reader, Walked, walk


@dataclass(frozen=True)
class Grade:
    """What the rule says, and why.

    `value` is None while the grade is open, when no row matches, and when a coded missing value could turn
    it into a grade.  `because` is the English text of the row that decided, `row` that row itself.
    `missing` names the fields still to be answered and after them the laboratory values that are not there;
    `coded_missing` the fields whose missing value makes it provisional.  `reachable` is every grade that the
    missing findings still allow, or None if that cannot be told.  `beside` are the grades of other systems
    that are stored next to this one.  `grading`, `rows` and `term` (of its table) are what was read.
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
    beside: tuple["Grade", ...] = ()
    grading: Grading | None = None
    rows: tuple[GradeRow, ...] = ()
    term: str = ""


def grade(
    form: Form, answers: Answers, private: Mapping[str, Any] | None, context: Context, catalogue: Catalogue
) -> Grade:
    """Grade a form by its definition.

    1. An absent answer is neither no nor zero: a row that needs it is unknown.
    2. A row that waits for an unanswered or `pending` field, or for a laboratory value, keeps the grade open:
       `at_least` is the row that is already met (None below 1), `missing` what it waits for, without fields
       not shown at present and those of which no answer changes the grade.
    3. A row that waits only for fields coded missing counts as not met; the grade is given and provisional.
       If nothing above 0 is met and such a row could be, there is no grade.
    4. Grade 0 is a row of its own; no row met is no grade.
    5. The grading is the first one whose `when` is true, else the one without.

    Exact bounds of partial dates are not used, so that the registry, which has none, finds the same grade.
    Raises DefinitionError if a condition fails although every variable is present.
    """
    _ = private
    state = known(form, answers, None, context)
    reader = Reader(form)
    chosen = selected(form, state)
    beside = tuple(
        _graded(each, state, reader, context, catalogue)
        for each in form.gradings
        if each.beside and (not each.when or state.truth(each.when) is True)
    )
    found = _graded(chosen, state, reader, context, catalogue) if chosen else Grade(derived=state.derived)
    return replace(found, beside=beside)


def selected(form: Form, state: Known) -> Grading | None:
    """The grading that counts; one whose `when` is not decided does not."""
    named = (each for each in form.gradings if each.when and not each.beside)
    return next((each for each in named if state.truth(each.when) is True), form.grading)


def _graded(grading: Grading, state: Known, reader: Reader, context: Context, catalogue: Catalogue) -> Grade:
    found = Grade(derived=state.derived, system=grading.system, version=grading.version, grading=grading)
    rows, code = grading.rows, ""
    if grading.table:
        code = grading.table_term or str(state.variables.get(grading.table_field, ""))
        term = catalogue.table(grading.table).term(code)
        rows = term.rows if term else ()
    if grading.table and not code:
        pairs = list(reader.absent(state, frozenset({grading.table_field})))
        return replace(
            found,
            missing=tuple(name for name, why in pairs if why == "open"),
            coded_missing=tuple(name for name, why in pairs if why == "coded"),
            provisional=any(why == "coded" for _, why in pairs),
        )
    walked = walk(rows, state, reader)
    row = walked.row
    may_change = row is not None and state.truth(grading.provisional_when or "false") is True
    found = replace(
        found,
        rows=rows,
        term=code,
        row=row,
        because=row.text.en if row else None,
        coded_missing=_in_order(reader.form, walked.coded),
        provisional=bool(walked.coded) or walked.elsewhere or may_change,
    )
    if walked.settled:
        settled = replace(found, value=row.grade if row else None, reachable=(row.grade,) if row else None)
        return _bounded(settled, grading, rows, state)
    return _bounded(_open(found, walked, rows, state, reader, context, catalogue), grading, rows, state)


def _open(
    found: Grade,
    walked: Walked,
    rows: tuple[GradeRow, ...],
    state: Known,
    reader: Reader,
    context: Context,
    catalogue: Catalogue,
) -> Grade:
    """A grade that waits: with what may still come out of it, as far as that can be told."""
    reached = reach(rows, state, reader, context, catalogue, walked)
    labs = tuple(_labs(reader.form, walked.labs))
    missing = _in_order(reader.form, walked.waits_for - reached.idle)
    if not missing and not labs and reached.grades:
        if len(reached.grades) == 1:
            return _settled(found, rows, reached.grades[0])
        # Each of two findings is idle beside the other, such as a value and a yes that stands for it.
        missing = _in_order(reader.form, walked.waits_for)
    at_least = walked.row.grade if walked.row and walked.row.grade > 0 else None
    return replace(found, at_least=at_least, missing=(*missing, *labs), reachable=reached.grades)


def _settled(found: Grade, rows: tuple[GradeRow, ...], value: int) -> Grade:
    """The grade that comes out whatever is answered."""
    row = found.row if found.row and found.row.grade == value else next(r for r in rows if r.grade == value)
    return replace(found, value=value, row=row, because=row.text.en, reachable=(value,))


def _bounded(found: Grade, grading: Grading, rows: tuple[GradeRow, ...], state: Known) -> Grade:
    """A grade that its rows give as a lower bound only, for example because days were not measured."""
    if found.row is None or not grading.lower_bound_when or found.row.grade == rows[0].grade:
        return found
    if state.truth(grading.lower_bound_when) is not True:
        return found
    lowest = found.row.grade
    return replace(
        found,
        value=None,
        at_least=lowest or None,
        missing=tuple(dict.fromkeys((*found.missing, *grading.lower_bound_by))),
        reachable=tuple(sorted({row.grade for row in rows if row.grade >= lowest})),
    )


def _in_order(form: Form, names: frozenset[str]) -> tuple[str, ...]:
    return tuple(each.id for each in form.fields() if each.id in names)


def _labs(form: Form, codes: frozenset[str]) -> dict[str, None]:
    """Codes in the order in which the form reads them, each once."""
    named = (str(entry.arguments.get("lab", "")) for entry in form.derived)
    return dict.fromkeys(code for code in named if code in codes)


def shown_fields(
    form: Form, answers: Answers, private: Mapping[str, Any] | None, context: Context, catalogue: Catalogue
) -> frozenset[str]:
    """The fields to ask now: `shown_when` is true or not given, and no other finding has answered them."""
    _ = catalogue
    state = known(form, answers, private, context)
    reader = Reader(form)
    return frozenset(each.id for each in form.fields() if reader.shown(state, each) is True)
