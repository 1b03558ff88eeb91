"""Bytes of a definition -> frozen models, or a DefinitionError that names file, field and remedy.

What a condition says is not looked at here (rules/check.py does that), so that opening the program needs no
expression library.
"""

import csv
import difflib
import io
import json
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any, NoReturn, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from iago_desktop.definitions.model import (
    Block,
    CodeEntry,
    CodeList,
    Form,
    GradeRow,
    GradeTable,
    GradeTableTerm,
)
from iago_desktop.definitions.shape import check_shape, no_twins
from iago_desktop.errors import DefinitionError

_PLURALS = {"sections": "section", "fields": "field", "columns": "column", "rows": "row"}

M = TypeVar("M", bound=BaseModel)


def load_form(data: bytes, file: str, blocks: Mapping[str, Block] | None = None) -> Form:
    """A form from its TOML file, or from what `self_contained` made of it; `file` is only named in errors.

    `[[section.field]] block = "onset"` stands for the fields of that block; what a block works out comes
    before what the form does.
    """
    raw = _toml(data, file)
    known = dict(blocks or {}) | _own_blocks(raw.pop("blocks", {}), file)
    sections = _tables(raw.pop("section", []), file, "section")
    used = [_block(name, known, file) for name in _block_names(sections, file)]
    raw["sections"] = [_section(each, known) for each in sections]
    raw["derived"] = [entry for block in used for entry in block.derived] + _derived(raw, file)
    raw["gradings"] = [_grading(each) for each in _tables(_listed(raw.pop("grading", [])), file, "grading")]
    form = _validated(Form, raw, file)
    check_shape(form, file)
    return form


def load_block(data: bytes, file: str) -> Block:
    """Shared questions from their TOML file: `[[field]]` and `[[derived]]`; the file's name is its id."""
    raw = _toml(data, file) | {"id": PurePosixPath(file).stem}
    raw["fields"] = [_field(each) for each in _tables(raw.pop("field", []), file, "field")]
    raw["derived"] = _derived(raw, file)
    return _validated(Block, raw, file)


def self_contained(data: bytes, file: str, blocks: Mapping[str, bytes]) -> bytes:
    """The form file with the texts of the blocks it uses, as one TOML file that `load_form` reads by itself.

    A form that uses no block stays as it is, byte for byte.
    """
    names = _block_names(_tables(_toml(data, file).get("section", []), file, "section"), file)
    if not names:
        return data
    texts = {name: blocks[name].decode("utf-8") for name in sorted(names) if name in blocks}
    # A JSON string is a TOML string.
    lines = [f"{name} = {json.dumps(text, ensure_ascii=False)}\n" for name, text in texts.items()]
    return data + ("\n[blocks]\n" + "".join(lines)).encode()


def _own_blocks(texts: Any, file: str) -> dict[str, Block]:
    if not isinstance(texts, dict) or not all(isinstance(text, str) for text in texts.values()):
        raise DefinitionError("definition_bad_value", file=file, field="blocks", key="blocks", reason="texts")
    return {name: load_block(text.encode(), f"{file}/{name}.toml") for name, text in texts.items()}


def _block_names(sections: list[dict[str, Any]], file: str) -> list[str]:
    """The blocks that the sections use, in the order of their places."""
    names = []
    for entry in _entries(sections):
        if "block" not in entry:
            continue
        if len(entry) != 1 or not isinstance(entry["block"], str):
            raise DefinitionError("definition_block_alone", file=file, field=str(entry["block"]))
        names.append(entry["block"])
    return names


def _entries(sections: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for section in sections:
        fields = section.get("field", [])
        yield from (each for each in fields if isinstance(each, dict)) if isinstance(fields, list) else ()


def _block(name: str, blocks: Mapping[str, Block], file: str) -> Block:
    if name not in blocks:
        there = ", ".join(sorted(blocks)) or "–"
        raise DefinitionError("definition_unknown_block", file=file, field=name, block=name, there=there)
    return blocks[name]


def _listed(value: Any) -> Any:
    """One table or several of them: `[grading]` and `[[grading]]`."""
    return [value] if isinstance(value, dict) else value


def _derived(raw: dict[str, Any], file: str) -> list[dict[str, Any]]:
    return [
        {key: each.pop(key) for key in ("id", "function", "hidden") if key in each} | {"arguments": each}
        for each in _tables(raw.pop("derived", []), file, "derived")
    ]


def _grading(raw: dict[str, Any]) -> dict[str, Any]:
    return {"rows" if key == "row" else key: value for key, value in raw.items()}


def _section(raw: dict[str, Any], blocks: Mapping[str, Block]) -> dict[str, Any]:
    fields: list[Any] = []
    for each in raw.pop("field", []):
        if isinstance(each, dict) and "block" in each:
            fields += blocks[each["block"]].fields
        else:
            fields.append(_field(each) if isinstance(each, dict) else each)
    raw["fields"] = fields
    return raw


def _field(raw: dict[str, Any]) -> dict[str, Any]:
    if isinstance(raw.get("choices"), dict):
        raw["choices"] = [{"code": code, "text": text} for code, text in raw["choices"].items()]
    if "column" in raw:
        raw["columns"] = [_field(each) if isinstance(each, dict) else each for each in raw.pop("column")]
    return raw


def load_code_list(data: bytes, file: str, *, list_id: str, title: dict[str, str], source: str) -> CodeList:
    """A code list from its CSV file: code, en, de, any of group_en, group_de, latin, synonyms, snomed, atc,
    pathogen_class, uses, offers, retired; several synonyms, uses or offers are parted by `|`."""
    entries = tuple(_entry(row, file, number) for number, row in _csv(data, file))
    no_twins([entry.code for entry in entries], file, list_id)
    return _validated(CodeList, {"id": list_id, "title": title, "source": source, "entries": entries}, file)


_LIST_COLUMNS = frozenset(
    {"code", "en", "de", "group_en", "group_de", "latin", "synonyms", "snomed", "atc"}
    | {"pathogen_class", "uses", "offers", "retired"}
)


def _entry(row: dict[str, str], file: str, number: int) -> CodeEntry:
    for column in row:
        if column not in _LIST_COLUMNS:
            _refuse_key(file, f"line {number}", column, _LIST_COLUMNS)
    row = {column: text.strip() for column, text in row.items()}
    raw: dict[str, Any] = {
        k: row[k] for k in ("code", "latin", "snomed", "atc", "pathogen_class") if k in row
    }
    raw["text"] = {"en": row.get("en", ""), "de": row.get("de", "")}
    if row.get("group_en"):
        raw["group"] = {"en": row["group_en"], "de": row.get("group_de", "")}
    raw |= {k: tuple(_parts(row.get(k, ""))) for k in ("synonyms", "uses", "offers")}
    raw["retired"] = row.get("retired", "") == "yes"
    return _validated(CodeEntry, raw, file, f"line {number}")


def load_grade_table(patterns: bytes, terms: bytes, file: str) -> GradeTable:
    """A grading table: a TOML file of patterns (rows of conditions), a CSV file of terms that follow one.

    A term has the rows of its pattern for those grades that it has in print; without a pattern it has none.
    """
    raw = _toml(patterns, file)
    rows = {
        name: tuple(_validated(GradeRow, row, file, name) for row in pattern.get("row", []))
        for name, pattern in raw.pop("pattern", {}).items()
    }
    raw["terms"] = tuple(_term(row, rows, file, number) for number, row in _csv(terms, file))
    no_twins([term.code for term in raw["terms"]], file, "code")
    return _validated(GradeTable, raw, file)


def _term(
    row: dict[str, str], patterns: dict[str, tuple[GradeRow, ...]], file: str, number: int
) -> GradeTableTerm:
    published = {
        grade: row[f"g{grade}"] for grade in range(1, 6) if row.get(f"g{grade}", "-") not in ("-", "")
    }
    pattern = row.get("pattern", "")
    if pattern and pattern not in patterns:
        _refuse_key(file, f"line {number}", pattern, patterns)
    rows = tuple(each for each in patterns[pattern] if each.grade in published) if pattern else ()
    return _validated(
        GradeTableTerm,
        {
            "code": row.get("code", ""),
            "text": {"en": row.get("en", ""), "de": row.get("de", "")},
            "definition": row.get("definition", ""),
            "synonyms": tuple(_parts(row.get("synonyms", ""))),
            "published": published,
            "rows": rows,
        },
        file,
        f"line {number}",
    )


# -- reading -------------------------------------------------------------------------------------------------


def _toml(data: bytes, file: str) -> dict[str, Any]:
    try:
        return tomllib.loads(data.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DefinitionError("definition_not_toml", file=file, field="", reason=str(error)) from error


def _tables(value: Any, file: str, key: str) -> list[dict[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise DefinitionError("definition_not_tables", file=file, field=key)
    return value


def _csv(data: bytes, file: str) -> list[tuple[int, dict[str, str]]]:
    """Rows with their line numbers; every row has exactly the columns of the first line."""
    try:
        lines = list(csv.reader(io.StringIO(data.decode("utf-8"), newline=""), strict=True))
    except (csv.Error, UnicodeDecodeError) as error:
        raise DefinitionError("definition_not_csv", file=file, field="", reason=str(error)) from error
    head, *rest = lines or [[]]
    for number, line in enumerate(rest, start=2):
        if len(line) != len(head):
            raise DefinitionError(
                "definition_csv_columns",
                file=file,
                field=f"line {number}",
                expected=len(head),
                found=len(line),
            )
    return [(number, dict(zip(head, line, strict=True))) for number, line in enumerate(rest, start=2)]


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split("|") if part.strip()]


# -- saying what is wrong ------------------------------------------------------------------------------------


def _validated(model: type[M], raw: dict[str, Any], file: str, field: str = "") -> M:
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        first = min(error.errors(), key=lambda each: each["type"] != "extra_forbidden")
        place, key = _place(raw, first["loc"]), str(first["loc"][-1])
        where = ".".join(part for part in (field, place) if part) or key
        if first["type"] == "extra_forbidden":
            _refuse_key(file, where, key, _keys(first["loc"], model), error)
        if first["type"] == "missing" or first.get("input", "") is None:
            raise DefinitionError("definition_key_missing", file=file, field=where, key=key) from error
        raise DefinitionError(
            "definition_bad_value", file=file, field=where, key=key, reason=first["msg"]
        ) from error


def _place(raw: Any, loc: tuple[int | str, ...]) -> str:
    """The ids on the way to a value: `organisms.specimen` rather than sections.0.fields.4.columns.1."""
    ids = []
    for part in loc[:-1]:
        try:
            raw = raw[part]
        except (KeyError, IndexError, TypeError):
            break
        name = raw.get("id", raw.get("code")) if isinstance(raw, dict) else None
        if isinstance(name, str):
            ids.append(name)
    return ".".join(ids)


def _keys(loc: tuple[int | str, ...], model: type[BaseModel]) -> list[str]:
    """The keys that may stand where a wrong one was found, in the words of the file."""
    known: type[BaseModel] = model
    for part in loc[:-1]:
        if isinstance(part, str) and part in known.model_fields:
            inner = [known.model_fields[part].annotation, *get_args(known.model_fields[part].annotation)]
            known = next((a for a in inner if isinstance(a, type) and issubclass(a, BaseModel)), known)
    return [_PLURALS.get(name, name) for name in known.model_fields]


def _refuse_key(file: str, field: str, key: str, possible: Any, cause: Exception | None = None) -> NoReturn:
    close = difflib.get_close_matches(key, list(possible), n=1, cutoff=0.6)
    if close:
        raise DefinitionError(
            "definition_typo", file=file, field=field, key=key, suggestion=close[0]
        ) from cause
    allowed = ", ".join(sorted(possible))
    raise DefinitionError(
        "definition_unknown_key", file=file, field=field, key=key, allowed=allowed
    ) from cause
