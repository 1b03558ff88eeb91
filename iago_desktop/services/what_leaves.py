"""What the next bundle carries, line by line in words, with the exact line; and texts that may name somebody.

The patient's name stands beside a line on the screen of the practice; it is not in the line.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import select

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.definitions.model import Column, Field, Text
from iago_desktop.quantities import unit_shown
from iago_desktop.rules.free_text import Found, leaving_text, scan
from iago_desktop.rules.known_names import Names
from iago_desktop.rules.wording import wording
from iago_desktop.sentences import Language
from iago_desktop.services import known_people
from iago_desktop.services.outgoing import body_of
from iago_desktop.services.patients import CODED_NOTES
from iago_desktop.services.workspace import Workspace
from iago_desktop.store import queries
from iago_desktop.tables import Identity

KIND_NAMES: Mapping[str, Text] = {
    "patient": Text(en="Patient", de="Person"),
    "treatment": Text(en="Treatment", de="Behandlung"),
    "record": Text(en="Entry", de="Eintrag"),
    "consent": Text(en="Consent", de="Einwilligung"),
    "answer": Text(en="Answer to a question of the registry", de="Antwort auf eine Rückfrage des Registers"),
    "withdrawal": Text(en="Withdrawal of consent", de="Widerruf der Einwilligung"),
}
_LABELS: Mapping[str, Text] = {
    "about": Text(en="Judges an earlier entry", de="Beurteilt einen früheren Eintrag"),
    "beside": Text(en="Grade by a further system", de="Grad nach einem weiteren System"),
    "given": Text(en="Consent given", de="Einwilligung erteilt"),
    "grade": Text(en="Grade", de="Grad"),
    "grade_confirmed": Text(en="Grade as the practice sees it", de="Grad aus Sicht der Praxis"),
    "grade_reason_code": Text(en="Why", de="Grund"),
    "grading": Text(en="Grading", de="Einteilung"),
    "note": Text(en="Note", de="Vermerk"),
    "op": Text(en="Taken back", de="Zurückgenommen"),
    "reason": Text(en="Reason", de="Grund"),
    "scope": Text(en="At the registry", de="Beim Register"),
    "sex": Text(en="Sex", de="Geschlecht"),
    "status": Text(en="State", de="Stand"),
    "verdict": Text(en="Answer", de="Antwort"),
    "form_version": Text(en="Version of the consent", de="Version der Einwilligung"),
    "confirmed": Text(en="{label}, confirmed", de="{label}, bestätigt"),
    "row": Text(en="{label} {number}, {column}", de="{label} {number}, {column}"),
}
_VALUES: Mapping[str, Text] = {
    "True": Text(en="yes", de="ja"),
    "False": Text(en="no", de="nein"),
    "f": Text(en="female", de="weiblich"),
    "m": Text(en="male", de="männlich"),
    "d": Text(en="diverse", de="divers"),
    "ready": Text(en="not signed", de="nicht signiert"),
    "signed": Text(en="signed", de="signiert"),
    "withdrawn": Text(en="taken back", de="zurückgenommen"),
    "void": Text(en="entered by mistake", de="irrtümlich eingetragen"),
    "withdraw": Text(en="on the patient's wish", de="auf Wunsch der Person"),
    "delete": Text(en="delete everything", de="alles löschen"),
    "stop": Text(en="keep what is there, add nothing", de="Vorhandenes behalten, nichts hinzufügen"),
    "corrected": Text(en="corrected", de="korrigiert"),
    "confirmed": Text(en="confirmed", de="bestätigt"),
    "cannot_clarify": Text(en="cannot be clarified", de="nicht zu klären"),
    "as_in_source": Text(en="as in the source", de="wie in der Quelle"),
    "measured_again": Text(en="measured again", de="erneut gemessen"),
    "explained": Text(en="explained by treatment or disease", de="durch Behandlung oder Krankheit erklärt"),
    "checked": Text(en="checked", de="geprüft"),
}
_CODE = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, repr=False)
class Fact:
    """One label and value; `places` in the value may say who the patient is."""

    label: str
    value: str
    places: tuple[Found, ...] = ()


@dataclass(frozen=True, repr=False)
class LeavingLine:
    """The name is not in the line.  `form` is the title of the form, `exact` the line byte for byte."""

    n: int
    kind: str
    pid: str
    surname: str
    given_name: str
    form: str
    revision: int
    op: str
    grade: int | None
    day: int | None
    exact: str
    doubts: int

    @property
    def id(self) -> int:
        return self.n


@dataclass(frozen=True, repr=False)
class Doubt:
    """A text that leaves and may name somebody."""

    line: LeavingLine
    fact: Fact


def lines(workspace: Workspace) -> tuple[LeavingLine, ...]:
    """In the order in which they leave.  A second for some ten thousand lines."""
    names = known_people.names(workspace)
    with workspace.store.read() as session:
        revisions = queries.waiting(session)
        who = {each.id: each for each in session.exec(select(Identity)).all()}
    found = []
    for revision in revisions:
        exact = body_of(revision).decode("utf-8")
        said = json.loads(exact)
        person = who.get(revision.patient_id or "")
        kind = "withdrawal" if (said["kind"], said["op"]) == ("patient", "withdraw") else said["kind"]
        found.append(
            LeavingLine(
                n=revision.seq,
                kind=kind,
                pid=said["pid"],
                surname=person.surname if person else "",
                given_name=person.given_name if person else "",
                form=_title(workspace, said) if kind == "record" else _in(KIND_NAMES[kind], workspace),
                revision=said["rev"],
                op=said["op"],
                grade=said["data"].get("grade"),
                day=_day(workspace.catalogue, said),
                exact=exact,
                doubts=sum(bool(each) for _, each in _doubtful(workspace, said, names)),
            )
        )
    return tuple(found)


def _day(catalogue: Catalogue, said: Mapping[str, Any]) -> int | None:
    """The first that the entry tells: of the onset, of the visit, of the blood sample."""
    answers = said["data"].get("answers") or {}
    if not answers or not catalogue.has_form(said["form"], said["form_version"]):
        return None
    fields = catalogue.form(said["form"], said["form_version"]).fields()
    told = (answers.get(field.id, {}).get("value") for field in fields if field.type == "date")
    days = (each.get("day") for each in told if isinstance(each, dict))
    return next((day for day in days if isinstance(day, int)), None)


def facts(workspace: Workspace, line: LeavingLine) -> tuple[Fact, ...]:
    """Everything that the line says, in words."""
    return tuple(_facts(workspace, json.loads(line.exact), known_people.names(workspace)))


def doubts(workspace: Workspace) -> tuple[Doubt, ...]:
    """Texts to be looked at before they leave."""
    return tuple(
        Doubt(line, fact)
        for line in lines(workspace)
        if line.doubts
        for fact in facts(workspace, line)
        if fact.places
    )


def _facts(workspace: Workspace, said: Mapping[str, Any], names: Names) -> Iterator[Fact]:
    language, data = workspace.language, said["data"]
    if said["op"] != "put" and "scope" not in data:
        yield Fact(_in(_LABELS["op"], workspace), _value(said["op"], language))
    answers = data.get("answers")
    if answers is not None and workspace.catalogue.has_form(said["form"], said["form_version"]):
        yield from _answers(workspace.catalogue, said, language, names)
    for name, value in sorted(data.items()):
        if name in {"answers", "qid", "treatment", "at_least"} or value is None or value in ("", []):
            continue
        if name == "grade" or (name == "about" and value):
            shown = str(value) if name == "grade" else "✓"
        elif name == "grading":
            shown = f"{value['system']} {value['version']}"
        elif name == "beside":
            shown = ", ".join(map(_beside, value))
        else:
            shown = _value(str(value), language)
        yield Fact(_in(_LABELS[name], workspace), shown, _places(str(value), shown, names))
    if data.get("grade") is None and data.get("at_least") is not None:
        yield Fact(_in(_LABELS["grade"], workspace), f"≥ {data['at_least']}")


def _places(value: str, shown: str, names: Names) -> tuple[Found, ...]:
    return scan(value, names) if value == shown and _is_own_words(value) else ()


def _is_own_words(value: str) -> bool:
    """Whether somebody wrote it, not the program."""
    return not _CODE.fullmatch(value) and value not in CODED_NOTES


def _answers(
    catalogue: Catalogue, said: Mapping[str, Any], language: Language, names: Names
) -> Iterator[Fact]:
    form = catalogue.form(said["form"], said["form_version"])
    for field in form.fields():
        answer = said["data"]["answers"].get(field.id)
        if answer is None:
            continue
        label = field.label.in_language(language)
        if field.type == "rows" and "value" in answer:
            for number, row in enumerate(answer["value"], 1):
                for column in field.columns:
                    if column.id in row:
                        title = _LABELS["row"].in_language(language)
                        name = column.label.in_language(language)
                        named = title.format(label=label, number=number, column=name)
                        yield from _cell(catalogue, column, named, row[column.id], language, names)
        else:
            yield from _cell(catalogue, field, label, answer, language, names)


def _cell(
    catalogue: Catalogue,
    column: Column | Field,
    label: str,
    answer: Mapping[str, Any],
    language: Language,
    names: Names,
) -> Iterator[Fact]:
    words = wording(column, answer, catalogue=catalogue, language=language, infusion=None)
    unit = f" {unit_shown(answer['unit'])}" if answer.get("unit") and "value" in answer else ""
    yield Fact(label, words + unit, scan(leaving_text(column, answer), names))
    if reason := answer.get("confirmed"):
        shown = _value(str(reason), language)
        named = _LABELS["confirmed"].in_language(language).format(label=label)
        yield Fact(named, shown, _places(str(reason), shown, names))


def _doubtful(
    workspace: Workspace, said: Mapping[str, Any], names: Names
) -> Iterator[tuple[str, tuple[Found, ...]]]:
    """What _facts() finds, without putting every coded answer into words."""
    answers = said["data"].get("answers")
    if answers is None:
        note = str(said["data"].get("note") or "")
        if note and _is_own_words(note):
            yield "note", scan(note, names)
        return
    if not workspace.catalogue.has_form(said["form"], said["form_version"]):
        return
    form = workspace.catalogue.form(said["form"], said["form_version"])
    for field in form.fields():
        answer = answers.get(field.id, {})
        cells: list[tuple[Column, Mapping[str, Any]]] = [(field, answer)]
        if field.type == "rows" and isinstance(answer.get("value"), list):
            by_id = {column.id: column for column in field.columns}
            cells = [
                (by_id[name], cell) for row in answer["value"] for name, cell in row.items() if name in by_id
            ]
        for column, cell in cells:
            if text := leaving_text(column, cell):
                yield field.id, scan(text, names)
            reason = str(cell.get("confirmed", ""))
            if reason and _is_own_words(reason):
                yield field.id, scan(reason, names)


def _title(workspace: Workspace, said: Mapping[str, Any]) -> str:
    if not said["form"] or not workspace.catalogue.has_form(said["form"], said["form_version"]):
        return str(said["form"] or "")
    form = workspace.catalogue.form(said["form"], said["form_version"])
    return form.called.in_language(workspace.language)


def _beside(grade: Mapping[str, Any]) -> str:
    least = grade.get("at_least")
    shown = grade["grade"] if grade["grade"] is not None else f"≥ {least}" if least is not None else "–"
    return f"{grade['system']} {grade['version']}: {shown}"


def _value(code: str, language: Language) -> str:
    known = _VALUES.get(code)
    return known.in_language(language) if known else code


def _in(text: Text, workspace: Workspace) -> str:
    return text.in_language(workspace.language)
