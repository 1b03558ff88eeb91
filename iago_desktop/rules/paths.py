"""What a row says, taken apart into single values with a name each, and put together again.

`answers/outcome` is an answer with its exact bounds, `answers/organisms#1a2b` a row of a field, and
`answers/organisms#1a2b/agent` a cell of it; `notes/…` and `stays/…` stay in the practice.  Whatever has no
parts of its own stands under its own name.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from iago_desktop.rules.held import Place

ANSWERS, NOTES, STAYS, DATES, PRIVATE = "answers", "notes", "stays", "dates", "private"
_PARTS = (NOTES, STAYS, DATES)
Values = Mapping[str, Any]
Order = Mapping[str, tuple[str, ...]]


class Taken(NamedTuple):
    """`order` is that of the rows of each field."""

    values: dict[str, Any]
    order: dict[str, tuple[str, ...]]


def take_apart(content: Mapping[str, Any]) -> Taken:
    private = content.get(PRIVATE, {})
    dates = dict(private.get(DATES, {}))
    values = {name: value for name, value in content.items() if name not in (ANSWERS, PRIVATE)}
    order: dict[str, tuple[str, ...]] = {}
    for field, answer in content.get(ANSWERS, {}).items():
        if _is_rows(answer):
            order[field] = tuple(each["row"] for each in answer["value"])
            values |= dict(_of_rows(field, answer["value"], dates))
        else:
            values[f"{ANSWERS}/{field}"] = _with_bounds(answer, dates.pop(field, None))
    for field, answer in private.get(STAYS, {}).items():
        values[f"{STAYS}/{field}"] = _with_bounds(answer, dates.pop(field, None))
    for part, held in ((NOTES, private.get(NOTES, {})), (DATES, dates)):
        values |= {f"{part}/{name}": value for name, value in held.items()}
    values |= {f"{PRIVATE}/{name}": value for name, value in private.items() if name not in _PARTS}
    return Taken(values, order)


def put_together(values: Values, order: Order) -> dict[str, Any]:
    """What take_apart() had; parts that would be empty are left out."""
    content: dict[str, Any] = {name: value for name, value in values.items() if "/" not in name}
    answers: dict[str, Any] = {}
    private: dict[str, Any] = {}
    dates: dict[str, Any] = {}
    for path, value in values.items():
        part, _, name = path.partition("/")
        if part in (ANSWERS, STAYS) and not is_in_row(path):
            into = answers if part == ANSWERS else private.setdefault(STAYS, {})
            into[name] = value["answer"]
            if "exact" in value:
                dates[name] = value["exact"]
        elif part in (DATES, NOTES):
            (dates if part == DATES else private.setdefault(NOTES, {}))[name] = value
        elif part == PRIVATE:
            private[name] = value
    for field, rows in order.items():
        if rows:
            answers[field] = {"value": [_row(values, field, row, dates) for row in rows]}
    if dates:
        private[DATES] = dates
    return content | ({ANSWERS: answers, PRIVATE: private} if "form_version" in values else {})


def is_in_row(path: str) -> bool:
    """A row or a cell of one."""
    return path.startswith(f"{ANSWERS}/") and "#" in path


def row_path(field: str, row: str) -> str:
    return f"{ANSWERS}/{field}#{row}"


def row_of(path: str) -> str:
    """The row that a cell stands in; of a row itself."""
    return "/".join(path.split("/")[:2])


def field_and_row(path: str) -> tuple[str, str]:
    field, _, row = path.split("/")[1].partition("#")
    return field, row


def place_of(path: str) -> Place:
    """Where a form shows it; of a row, its field."""
    _, name, *column = path.split("/")
    field, _, row = name.partition("#")
    return Place(field, row, column[0]) if column else Place(field)


def _is_rows(answer: Mapping[str, Any]) -> bool:
    value = answer.get("value")
    return isinstance(value, list) and bool(value) and isinstance(value[0], Mapping) and "row" in value[0]


def _of_rows(field: str, rows: list[dict[str, Any]], dates: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for row in rows:
        path = row_path(field, row["row"])
        yield path, True
        for column, answer in row.items():
            if column != "row":
                exact = dates.pop(Place(field, row["row"], column).key, None)
                yield f"{path}/{column}", _with_bounds(answer, exact)


def _row(values: Values, field: str, row: str, dates: dict[str, Any]) -> dict[str, Any]:
    cells: dict[str, Any] = {"row": row}
    start = f"{row_path(field, row)}/"
    for path in sorted(each for each in values if each.startswith(start)):
        column = path.removeprefix(start)
        cells[column] = values[path]["answer"]
        if "exact" in values[path]:
            dates[Place(field, row, column).key] = values[path]["exact"]
    return cells


def _with_bounds(answer: Any, exact: Any) -> dict[str, Any]:
    return {"answer": answer} | ({"exact": exact} if exact is not None else {})
