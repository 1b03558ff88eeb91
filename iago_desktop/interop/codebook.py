"""The data dictionary of everything that is installed, as rows: one for each field, column, choice, derived
value, row of a grading, term of a grading table and code of a list.

Nothing of a patient and no date is in it: the same definitions give the same bytes.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.definitions.model import CodeList, Column, Field, Form, GradeTable, Grading, Text
from iago_desktop.interop.spoken import YES_NO, Speaker

OPEN_MARKS = ("K?", "V2", "P")
"""Marks of statements that experts still have to confirm."""
_TAG = re.compile(r"\[([^\]\[]{1,60})\]")
_SENTENCE = re.compile(r"(?<=[.!?\]])\s+(?=[A-ZÄÖÜ0-9])")


@dataclass(frozen=True)
class Row:
    """A line of the table; what does not apply is empty."""

    row: str  # form, field, column, choice, derived, grade, term, code
    form: str = ""
    form_version: str = ""
    kind: str = ""
    group: str = ""
    step: str = ""
    field: str = ""
    column: str = ""
    code: str = ""
    type: str = ""
    required: str = ""
    text_en: str = ""
    text_de: str = ""
    hint_en: str = ""
    hint_de: str = ""
    help_en: str = ""
    help_de: str = ""
    unit: str = ""
    units: str = ""
    code_list: str = ""
    code_use: str = ""
    shown_when: str = ""
    shown_when_en: str = ""
    shown_when_de: str = ""
    valid_when: str = ""
    impossible: str = ""
    implausible: str = ""
    unusual: str = ""
    warn: str = ""
    reject: str = ""
    lab: str = ""
    role: str = ""
    evidence: str = ""
    stays: str = ""
    function: str = ""
    arguments: str = ""
    system: str = ""
    system_version: str = ""
    grade: str = ""
    condition: str = ""
    source: str = ""
    snomed: str = ""
    atc: str = ""
    loinc: str = ""
    ncbi: str = ""
    interval: str = ""
    synonyms: str = ""
    retired: str = ""


def rows(catalogue: Catalogue) -> Iterator[Row]:
    """Forms by id, then grading tables, then code lists."""
    for form in catalogue.forms():
        yield from _form(form, catalogue)
    for table in catalogue.tables():
        for term in table.terms:
            for grade in sorted(term.published):
                yield Row(
                    row="term",
                    code=term.code,
                    text_en=term.text.en,
                    text_de=term.text.de,
                    code_list=table.id,
                    system=table.system,
                    system_version=table.version,
                    grade=str(grade),
                    help_en=term.published[grade],
                    condition=" | ".join(each.when for each in term.rows if each.grade == grade),
                    source=table.source,
                    synonyms="|".join(term.synonyms),
                )
    for entries in catalogue.lists():
        for entry in entries.entries:
            yield Row(
                row="code",
                code_list=entries.id,
                code=entry.code,
                text_en=entry.text.en,
                text_de=entry.text.de,
                group=entry.group.en if entry.group else "",
                snomed=entry.snomed,
                atc=entry.atc,
                loinc=entry.loinc,
                ncbi=entry.ncbi,
                interval=str(entry.interval or ""),
                synonyms="|".join(entry.synonyms),
                code_use="|".join(entry.uses),
                retired=_yes(entry.retired),
                source=entries.source,
            )


def _form(form: Form, catalogue: Catalogue) -> Iterator[Row]:
    head = {"form": form.id, "form_version": str(form.version), "kind": form.kind, "group": form.group}
    title = form.title
    texts = _texts(form.definition, "help")
    yield Row(row="form", text_en=title.en, text_de=title.de, source=form.source, **texts, **head)
    speaker = Speaker(form, catalogue)
    for section in form.sections:
        for field in section.fields:
            place = head | {"step": section.step, "field": field.id}
            yield Row(row="field", **place, **_column(field, catalogue), **_field(field, speaker))
            yield from _choices(field, place)
            for column in field.columns:
                inside = place | {"column": column.id}
                yield Row(row="column", **inside, **_column(column, catalogue))
                yield from _choices(column, inside)
    for derived in form.derived:
        given = json.dumps(derived.arguments, ensure_ascii=False, sort_keys=True)
        yield Row(row="derived", field=derived.id, function=derived.function, arguments=given, **head)
    for grading in form.gradings:
        yield from _grading(grading, head)


def _grading(grading: Grading, head: dict[str, str]) -> Iterator[Row]:
    own = head | {
        "system": grading.system,
        "system_version": grading.version,
        "source": grading.source,
        "evidence": grading.evidence or "",
        "shown_when": grading.when,
    }
    if grading.table:
        yield Row(
            row="grade", code_list=grading.table, field=grading.table_field, code=grading.table_term, **own
        )
    for each in grading.rows:
        yield Row(
            row="grade",
            grade=str(each.grade),
            condition=each.when,
            text_en=each.text.en,
            text_de=each.text.de,
            **own,
        )


def _column(column: Column, catalogue: Catalogue) -> dict[str, str]:
    lab = getattr(column, "lab", "")
    known = catalogue.lab(lab) if lab and catalogue.has_lab(lab) else None
    return {
        "type": column.type,
        "required": _yes(column.required),
        "unit": column.unit or (known.unit if known else ""),
        "units": "|".join(column.units or (known.units if known else ())),
        "code_list": column.codes,
        "code_use": column.group,
        "impossible": column.impossible,
        "implausible": column.implausible,
        "unusual": column.unusual,
        "warn": "..".join(known.warn) if known and known.warn else "",
        "reject": "..".join(known.reject) if known and known.reject else "",
        "lab": lab,
        **_texts(column.label, "text"),
        **_texts(column.hint, "hint"),
    }


def _field(field: Field, speaker: Speaker) -> dict[str, str]:
    return {
        "shown_when": field.shown_when,
        "shown_when_en": speaker.say(field.shown_when, "en"),
        "shown_when_de": speaker.say(field.shown_when, "de"),
        "valid_when": field.valid_when,
        "role": field.role,
        "evidence": field.evidence or "",
        "stays": _yes(field.stays),
        **_texts(field.help, "help"),
    }


def _choices(column: Column, place: dict[str, str]) -> Iterator[Row]:
    texts = YES_NO if column.type == "yes_no" else {each.code: each.text for each in column.choices}
    for code, text in texts.items():
        yield Row(row="choice", code=code, text_en=text.en, text_de=text.de, **place)


def _texts(text: Text | None, name: str) -> dict[str, str]:
    return {f"{name}_en": text.en, f"{name}_de": text.de} if text else {}


def _yes(flag: bool) -> str:
    return "yes" if flag else ""


def csv_bytes(lines: Iterable[Row]) -> bytes:
    """RFC 4180 with a header, UTF-8 with the mark by which spreadsheets know it."""
    names = [each.name for each in fields(Row)]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(names)
    for line in lines:
        writer.writerow([getattr(line, name) for name in names])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


# -- what is not yet sure ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class OpenPoint:
    """A statement with a mark: where it stands, and its words in both languages."""

    mark: str
    of: str  # id of the form, list or table
    place: str  # id of the field, system of the grading, "" for the form or list itself
    anchor: str  # on the page
    text: Text


def open_points(catalogue: Catalogue) -> list[OpenPoint]:
    """Every mark that an expert still has to confirm, by mark, then forms before lists and tables."""
    found = [point for form in catalogue.forms() for point in _points(form)]
    appendix: list[GradeTable | CodeList] = [*catalogue.tables(), *catalogue.lists()]
    for each in appendix:
        found += _marked(each.id, "", f"l-{each.id}", _same(each.source), None)
    return sorted(found, key=lambda each: OPEN_MARKS.index(each.mark))


def _points(form: Form) -> Iterator[OpenPoint]:
    anchor = f"f-{form.id}"
    for text in (form.definition, form.report, form.not_report, form.example, _same(form.source)):
        yield from _marked(form.id, "", anchor, text, None)
    for field in form.fields():
        text = field.help or field.label
        yield from _marked(form.id, field.id, f"{anchor}-{field.id}", text, field.evidence)
    for grading in form.gradings:
        yield from _marked(form.id, grading.system, anchor, _same(grading.source), grading.evidence)
        for row in grading.rows:
            yield from _marked(form.id, grading.system, anchor, row.text, None)


def _same(text: str) -> Text | None:
    return Text(en=text, de=text) if text else None


def _marked(of: str, place: str, anchor: str, text: Text | None, evidence: str | None) -> Iterator[OpenPoint]:
    """By the sentence that carries the mark; the whole text for a mark that stands beside it only."""
    if text is None:
        return
    for mark in OPEN_MARKS:
        english, german = _sentences(text.en, mark), _sentences(text.de, mark)
        if english or german:
            yield OpenPoint(mark, of, place, anchor, Text(en=english or german, de=german or english))
        elif evidence == mark:
            yield OpenPoint(mark, of, place, anchor, text)


def _sentences(text: str, mark: str) -> str:
    return " ".join(each for each in _SENTENCE.split(text) if mark in _marks_in(each))


def _marks_in(sentence: str) -> set[str]:
    return {
        word for tag in _TAG.findall(sentence) for word in re.split(r"[\s,;:/]+", tag) if word in OPEN_MARKS
    }
