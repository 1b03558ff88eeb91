"""Rows that cannot be read any more, found without reading them: one would stop every list it is in."""

from typing import Any, NamedTuple

from sqlmodel import Session

from iago_desktop.store.transaction import Transaction

_OBJECT = "'object'"
_JSON: dict[str, tuple[tuple[str, str], ...]] = {
    "record": (("answers", _OBJECT), ("private", _OBJECT), ("beside", "'array', 'null'")),
    "treatment": (("answers", _OBJECT), ("private", _OBJECT)),
    "consent": (("private", _OBJECT),),
    "question": (("text", _OBJECT), ("private", _OBJECT)),
    "draft": (("raw", _OBJECT), ("place", _OBJECT)),
}
"""By table: the columns that hold a document, and what it has to be."""
_KINDS = {"question": "answer"}
"""Where the kind of a revision is not the name of the table."""


class Unreadable(NamedTuple):
    table: str
    kind: str  # as in a revision; draft
    id: str
    patient_id: str | None
    why: str  # the column


def unreadable(session: Session) -> list[Unreadable]:
    """At the desk.  Milliseconds: the database itself looks at the documents, nothing is loaded."""
    found = []
    for table, columns in _JSON.items():
        wrong = " ".join(
            # NULL is what an optional document is when there is none.
            f"WHEN {column} IS NOT NULL AND NOT json_valid({column}) THEN '{column}' "
            f"WHEN json_type({column}) NOT IN ({shapes}) THEN '{column}'"
            for column, shapes in columns
        )
        question = (
            f"SELECT id, patient_id, why FROM (SELECT id, patient_id, CASE {wrong} END AS why FROM {table}) "  # noqa: S608 -- names from the table above
            "WHERE why IS NOT NULL ORDER BY id"
        )
        rows = session.connection().exec_driver_sql(question).all()
        found += [Unreadable(table, _KINDS.get(table, table), *map(_text, row)) for row in rows]
    return found


def take_out(transaction: Transaction, table: str, row_id: str) -> dict[str, str | None]:
    """Remove a row that cannot be read.  Every column of it, as text: for the entry that says so."""
    if table not in _JSON:
        raise KeyError(table)
    connection = transaction.session.connection()
    row = connection.exec_driver_sql(f"SELECT * FROM {table} WHERE id = ?", (row_id,)).mappings().one()  # noqa: S608
    connection.exec_driver_sql(f"DELETE FROM {table} WHERE id = ?", (row_id,))  # noqa: S608
    return {name: _text(value) for name, value in row.items()}


def _text(value: Any) -> Any:
    if value is None or isinstance(value, str):
        return value
    return value.decode("utf-8", "backslashreplace") if isinstance(value, bytes) else str(value)
