"""TOML, CSV and models read so that whatever is wrong is named: file, field and remedy."""

import csv
import difflib
import io
import tomllib
from typing import Any, NoReturn, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from iago_desktop.errors import DefinitionError

_PLURALS = {"sections": "section", "fields": "field", "columns": "column", "rows": "row"}

M = TypeVar("M", bound=BaseModel)


def toml_of(data: bytes, file: str) -> dict[str, Any]:
    try:
        return tomllib.loads(data.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DefinitionError("definition_not_toml", file=file, field="", reason=str(error)) from error


def tables_of(value: Any, file: str, key: str) -> list[dict[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise DefinitionError("definition_not_tables", file=file, field=key)
    return value


def csv_of(data: bytes, file: str) -> list[tuple[int, dict[str, str]]]:
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


def parts_of(text: str) -> list[str]:
    return [part.strip() for part in text.split("|") if part.strip()]


def validated(model: type[M], raw: dict[str, Any], file: str, field: str = "") -> M:
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        first = min(error.errors(), key=lambda each: each["type"] != "extra_forbidden")
        place, key = _place(raw, first["loc"]), str(first["loc"][-1])
        where = ".".join(part for part in (field, place) if part) or ".".join(map(str, first["loc"]))
        if first["type"] == "extra_forbidden":
            refuse_key(file, where, key, _keys(first["loc"], model), error)
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


def refuse_key(file: str, field: str, key: str, possible: Any, cause: Exception | None = None) -> NoReturn:
    close = difflib.get_close_matches(key, list(possible), n=1, cutoff=0.6)
    if close:
        raise DefinitionError(
            "definition_typo", file=file, field=field, key=key, suggestion=close[0]
        ) from cause
    allowed = ", ".join(sorted(possible))
    raise DefinitionError(
        "definition_unknown_key", file=file, field=field, key=key, allowed=allowed
    ) from cause
