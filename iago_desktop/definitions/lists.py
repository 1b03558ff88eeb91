"""Bytes of code lists and grading tables -> frozen models, or a DefinitionError that names file and line."""

from typing import Any

from iago_desktop.definitions.model import (
    CodeEntry,
    CodeList,
    GradeRow,
    GradeTable,
    GradeTableTerm,
    LabEntry,
    PlannedVisit,
)
from iago_desktop.definitions.reading import csv_of, parts_of, refuse_key, toml_of, validated
from iago_desktop.definitions.shape import no_twins


def load_code_list(data: bytes, file: str, *, list_id: str, title: dict[str, str], source: str) -> CodeList:
    """A code list from its CSV file: code, en, de, any other of `_LIST_COLUMNS`; several synonyms, uses or
    offers are parted by `|`."""
    entries = tuple(_entry(row, file, number) for number, row in csv_of(data, file))
    return _list(entries, file, list_id, title, source)


def load_labs(
    data: bytes, file: str, *, list_id: str, title: dict[str, str], source: str
) -> tuple[CodeList, dict[str, LabEntry]]:
    """The laboratory values: a code list whose file says unit, other units and bands (`0..200`) too."""
    entries: list[CodeEntry] = []
    labs: dict[str, LabEntry] = {}
    for number, row in csv_of(data, file):
        own = {column: row.pop(column).strip() for column in _LAB_COLUMNS if column in row}
        entry = _entry(row, file, number)
        entries.append(entry)
        raw: dict[str, Any] = {"code": entry.code, "unit": own.get("unit", "")}
        raw["units"] = tuple(parts_of(own.get("units", "")))
        for band in ("warn", "reject"):
            raw[band] = tuple(own.get(band, "").split("..")) if own.get(band) else None
        raw |= {key: own[key] for key in ("worst", "source") if own.get(key)}
        labs[entry.code] = validated(LabEntry, raw, file, f"line {number}")
    return _list(tuple(entries), file, list_id, title, source), labs


def load_schedule(data: bytes, file: str) -> tuple[PlannedVisit, ...]:
    """The planned visits, in the order of the file."""
    visits = []
    for number, row in csv_of(data, file):
        text = {"en": row.pop("en", ""), "de": row.pop("de", "")}
        visits.append(validated(PlannedVisit, {**row, "text": text}, file, f"line {number}"))
    no_twins([visit.code for visit in visits], file, "code")
    return tuple(visits)


def _list(
    entries: tuple[CodeEntry, ...], file: str, list_id: str, title: dict[str, str], source: str
) -> CodeList:
    no_twins([entry.code for entry in entries], file, list_id)
    return validated(CodeList, {"id": list_id, "title": title, "source": source, "entries": entries}, file)


_LAB_COLUMNS = ("unit", "units", "warn", "reject", "worst", "source")
_LIST_COLUMNS = frozenset(
    {"code", "en", "de", "group_en", "group_de", "latin", "synonyms", "snomed", "atc"}
    | {"ncbi", "loinc", "pathogen_class", "uses", "offers", "interval", "retired"}
)
_PLAIN = ("code", "latin", "snomed", "atc", "ncbi", "loinc", "pathogen_class")


def _entry(row: dict[str, str], file: str, number: int) -> CodeEntry:
    for column in row:
        if column not in _LIST_COLUMNS:
            refuse_key(file, f"line {number}", column, _LIST_COLUMNS)
    row = {column: text.strip() for column, text in row.items()}
    raw: dict[str, Any] = {k: row[k] for k in _PLAIN if k in row}
    raw["text"] = {"en": row.get("en", ""), "de": row.get("de", "")}
    if row.get("group_en"):
        raw["group"] = {"en": row["group_en"], "de": row.get("group_de", "")}
    raw |= {k: tuple(parts_of(row.get(k, ""))) for k in ("synonyms", "uses", "offers")}
    raw["interval"] = row.get("interval") or None
    raw["retired"] = row.get("retired", "") == "yes"
    return validated(CodeEntry, raw, file, f"line {number}")


def load_grade_table(patterns: bytes, terms: bytes, file: str) -> GradeTable:
    """A grading table: a TOML file of patterns (rows of conditions), a CSV file of terms that follow one.

    A term has the rows of its pattern for those grades that it has in print; without a pattern it has none.
    A row of grade 0 needs no print.
    """
    raw = toml_of(patterns, file)
    rows = {
        name: tuple(validated(GradeRow, row, file, name) for row in pattern.get("row", []))
        for name, pattern in raw.pop("pattern", {}).items()
    }
    raw["terms"] = tuple(_term(row, rows, file, number) for number, row in csv_of(terms, file))
    no_twins([term.code for term in raw["terms"]], file, "code")
    return validated(GradeTable, raw, file)


def _term(
    row: dict[str, str], patterns: dict[str, tuple[GradeRow, ...]], file: str, number: int
) -> GradeTableTerm:
    published = {
        grade: row[f"g{grade}"] for grade in range(1, 6) if row.get(f"g{grade}", "-") not in ("-", "")
    }
    pattern = row.get("pattern", "")
    if pattern and pattern not in patterns:
        refuse_key(file, f"line {number}", pattern, patterns)
    rows = tuple(each for each in patterns[pattern] if each.grade in published | {0: ""}) if pattern else ()
    return validated(
        GradeTableTerm,
        {
            "code": row.get("code", ""),
            "text": {"en": row.get("en", ""), "de": row.get("de", "")},
            "definition": row.get("definition", ""),
            "synonyms": tuple(parts_of(row.get("synonyms", ""))),
            "uses": tuple(parts_of(row.get("uses", ""))),
            "published": published,
            "rows": rows,
        },
        file,
        f"line {number}",
    )
