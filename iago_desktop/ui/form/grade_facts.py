"""What the grade card says, as plain data: from the computed grade to sentences of the window."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from iago_desktop.definitions.catalogue import LABS, Catalogue
from iago_desktop.definitions.model import Text
from iago_desktop.rules.draft import Draft
from iago_desktop.rules.expressions import condition
from iago_desktop.rules.grade import Grade
from iago_desktop.ui.form.worked_out import Pairs, worked_out

_HIGHEST = 5


@dataclass(frozen=True)
class Missing:
    field: str
    label: str
    where: str  # the step, if it is another one
    step: str


@dataclass(frozen=True)
class Facts:
    """`lower` is the certain grade, `possible` those that the missing findings still allow."""

    grade: int | None
    is_bound: bool
    title: str
    subtitle: str
    state: str
    tone: str
    lower: int
    possible: tuple[int, ...]
    top: int
    rule: str
    missing: tuple[Missing, ...]
    checked: tuple[tuple[str, str], ...]
    source: str
    rule_set: str
    beside: tuple[tuple[str, str], ...] = ()  # other systems and their grades
    worked_out: Pairs = ()


def published_words(draft: Draft, catalogue: Catalogue) -> dict[int, str]:
    """The words as printed, by grade, where the table keeps them."""
    grade = draft.grade()
    if grade.grading is None or not grade.grading.table:
        return {}
    term = catalogue.table(grade.grading.table).term(grade.term)
    return dict(term.published) if term else {}


def step_name(step: str) -> str:
    names = {
        "identify": QCoreApplication.translate("Steps", "Identify"),
        "attribute": QCoreApplication.translate("Steps", "Attribute"),
        "grade": QCoreApplication.translate("Steps", "Grade"),
        "optimize": QCoreApplication.translate("Steps", "Optimize"),
        "record": QCoreApplication.translate("Steps", "Record"),
    }
    return names[step]


def facts(draft: Draft, catalogue: Catalogue, step: str) -> Facts:
    grade = draft.grade()
    rows = grade.rows
    missing = tuple(_missing(draft, catalogue, name, step) for name in grade.missing)
    certain = grade.value if grade.value is not None else grade.at_least
    title, subtitle = _words(draft, catalogue, grade)
    lower = certain or 0
    possible = tuple(each for each in grade.reachable or () if each > lower)
    if grade.reachable is None and missing:
        possible = tuple(sorted({row.grade for row in rows if row.grade > lower}))
    final = grade.value is not None and not grade.provisional
    return Facts(
        grade=certain,
        is_bound=grade.value is None and certain is not None and bool(possible),
        title=title,
        subtitle=subtitle,
        state=QCoreApplication.translate("GradeCard", "final")
        if final
        else QCoreApplication.translate("GradeCard", "provisional"),
        tone="accent" if final else "amber",
        lower=lower,
        possible=possible,
        top=max((row.grade for row in rows), default=_HIGHEST),
        rule=grade.row.text.in_language(draft.language) if grade.row else "",
        missing=missing,
        checked=_checked(draft, catalogue, grade),
        source=_source(draft, catalogue, grade),
        rule_set=QCoreApplication.translate("GradeCard", "Rule set {form} {version}").format(
            form=draft.form.id, version=draft.form.version
        )
        if grade.grading
        else "",
        beside=tuple((f"{each.system} v{each.version}", _short(each)) for each in grade.beside),
        worked_out=worked_out(draft),
    )


def _short(grade: Grade) -> str:
    if grade.value is not None:
        return QCoreApplication.translate("GradeCard", "Grade {grade}").format(grade=grade.value)
    if grade.at_least is not None:
        return QCoreApplication.translate("GradeCard", "At least grade {grade}").format(grade=grade.at_least)
    words = QCoreApplication.translate("GradeCard", "No grade yet")
    return words if grade.missing else QCoreApplication.translate("GradeCard", "No grade")


def _label(draft: Draft, catalogue: Catalogue, name: str) -> str:
    """What a missing or coded finding is called: a question of the form, or a laboratory value."""
    if name in _questions(draft):
        label: Text = draft.form.field(name).label
    else:
        entry = catalogue.codes(LABS).entry(name) if catalogue.has_codes(LABS) else None
        label = entry.text if entry else Text(en=name, de=name)
    return label.in_language(draft.language).rstrip("?")


def _questions(draft: Draft) -> frozenset[str]:
    return frozenset(each.id for each in draft.form.fields())


def _missing(draft: Draft, catalogue: Catalogue, name: str, step: str) -> Missing:
    if name not in _questions(draft):
        where = QCoreApplication.translate("GradeCard", "laboratory value")
        return Missing(name, _label(draft, catalogue, name), where, "")
    own = draft.form.section_of(name).step
    where = ""
    if own != step:
        where = QCoreApplication.translate("GradeCard", "in step {step}").format(step=step_name(own))
    return Missing(name, _label(draft, catalogue, name), where, own)


def _words(draft: Draft, catalogue: Catalogue, grade: Grade) -> tuple[str, str]:
    """The grade in words, and what it waits for."""
    if grade.value is not None:
        title = QCoreApplication.translate("GradeCard", "Grade {grade}").format(grade=grade.value)
        return title, _provisional(draft, catalogue, grade)
    if grade.at_least is not None:
        return _bound(draft, catalogue, grade, grade.at_least)
    if grade.missing:
        return QCoreApplication.translate("GradeCard", "No grade yet"), _named(draft, catalogue, grade)
    title = QCoreApplication.translate("GradeCard", "No grade")
    if grade.coded_missing:
        return title, _without(draft, catalogue, grade)
    if grade.grading is not None and grade.grading.table and not grade.rows:
        return title, QCoreApplication.translate("GradeCard", "Not gradable from findings yet")
    return title, QCoreApplication.translate("GradeCard", "No row of the table is met")


def _provisional(draft: Draft, catalogue: Catalogue, grade: Grade) -> str:
    """Why a grade that is given may not be the last word."""
    if not grade.provisional:
        return ""
    if grade.coded_missing:
        return _without(draft, catalogue, grade)
    return QCoreApplication.translate("GradeCard", "May still change")


def _bound(draft: Draft, catalogue: Catalogue, grade: Grade, at_least: int) -> tuple[str, str]:
    others = [each for each in grade.reachable or () if each != at_least]
    if grade.reachable is not None and not others:
        title = QCoreApplication.translate("GradeCard", "Grade {grade}").format(grade=at_least)
        words = QCoreApplication.translate("GradeCard", "{field} missing, cannot change it")
        return title, words.format(field=_waiting(draft, catalogue, grade))
    title = QCoreApplication.translate("GradeCard", "At least grade {grade}").format(grade=at_least)
    if not others:
        return title, _named(draft, catalogue, grade)
    words = QCoreApplication.translate("GradeCard", "{field} missing · {grades}")
    return title, words.format(field=_waiting(draft, catalogue, grade), grades=_either(grade.reachable or ()))


def _waiting(draft: Draft, catalogue: Catalogue, grade: Grade) -> str:
    return _label(draft, catalogue, grade.missing[0])


def _named(draft: Draft, catalogue: Catalogue, grade: Grade) -> str:
    words = QCoreApplication.translate("GradeCard", "{field} missing")
    return words.format(field=_waiting(draft, catalogue, grade))


def _without(draft: Draft, catalogue: Catalogue, grade: Grade) -> str:
    names = ", ".join(_label(draft, catalogue, name) for name in grade.coded_missing[:2])
    return QCoreApplication.translate("GradeCard", "No value: {field}").format(field=names)


def _either(grades: tuple[int, ...]) -> str:
    if len(grades) == 1:
        return str(grades[0])
    words = QCoreApplication.translate("GradeCard", "{first} or {last}")
    return words.format(first=", ".join(map(str, grades[:-1])), last=grades[-1])


def _checked(draft: Draft, catalogue: Catalogue, grade: Grade) -> tuple[tuple[str, str], ...]:
    """Findings that were looked at and did not decide."""
    decided = condition(grade.row.when).variables if grade.row else frozenset[str]()
    looked_at = {name for row in grade.rows for name in condition(row.when).variables} - decided
    answered = [
        each.id for each in draft.form.fields() if each.id in looked_at and draft.answer(each.id).get("value")
    ]
    return tuple((_label(draft, catalogue, name), draft.display(name)) for name in answered)


def _source(draft: Draft, catalogue: Catalogue, grade: Grade) -> str:
    grading = grade.grading
    if grading is None:
        return ""
    source = f"{grading.system} v{grading.version}"
    if not grading.table:
        return f"{source}. {grading.source}"
    term = catalogue.table(grading.table).term(grade.term)
    return f"{source}, {term.text.in_language(draft.language)}" if term else source
