"""Whether the parts of one form fit together, without looking at what its conditions say."""

import re

from iago_desktop.definitions.model import Column, Field, FieldType, Form
from iago_desktop.errors import DefinitionError

_ID = re.compile(r"[a-z][a-z0-9_]+")
# Words of CEL that cannot name a variable.
RESERVED = frozenset(
    {
        "as",
        "break",
        "const",
        "continue",
        "else",
        "false",
        "for",
        "function",
        "if",
        "import",
        "in",
        "let",
        "loop",
    }
    | {"namespace", "null", "package", "return", "true", "var", "void", "while"}
    | {"size", "filter", "exists", "all", "has", "matches", "map"}
)
_MOST_CHOICES = 7
_DATES = ("onset", "resolution", "infusion", "start", "stop")
_MILESTONES = ("died", "last_contact", "progression", "next_therapy")
ROLES: dict[str, tuple[FieldType, ...]] = {
    **dict.fromkeys((*_DATES, *_MILESTONES, "consent", "withdrawal"), ("date",)),
    **dict.fromkeys(("product", "indication", "age_band", "agent"), ("code",)),
    **dict.fromkeys(("attribution", "outcome"), ("choice",)),
    "agent_class": ("choice", "code"),
}
"""The parts that a field can play for the program, and the types that can play them."""


def check_shape(form: Form, file: str) -> None:
    """Raise DefinitionError for what the models cannot say: ids, twins, what each type needs."""
    fields = form.fields()
    implied = {entry.id for entry in form.derived if entry.function == "implied"}
    for name in [each.id for each in fields] + [entry.id for entry in form.derived]:
        _check_id(name, file)
    names = [each.id for each in fields]
    names += [f"{each.id}_{end}" for each in fields if each.type == "date" for end in ("from", "to")]
    no_twins(names + [entry.id for entry in form.derived if entry.id not in implied], file, "id")
    for each in fields:
        _check_type(each, file, each.id)
        for column in each.columns:
            _check_id(column.id, file, each.id)
            _check_type(column, file, f"{each.id}.{column.id}")
        no_twins([column.id for column in each.columns], file, each.id)
    _check_roles(form, file)
    _check_grading(form, file)


def _check_id(name: str, file: str, place: str = "") -> None:
    where = f"{place}.{name}" if place else name
    if not _ID.fullmatch(name) or name.endswith("_missing"):
        raise DefinitionError("definition_bad_id", file=file, field=where, id=name)
    if name in RESERVED:
        raise DefinitionError("definition_reserved_id", file=file, field=where, id=name)


def _check_type(column: Column, file: str, where: str) -> None:
    """Each type has what it needs and nothing it cannot use."""
    rows = column.columns if isinstance(column, Field) else ()
    chosen = bool(column.choices) + bool(column.codes)
    needs = {
        "choice": bool(column.choices) and not column.codes,
        "code": bool(column.codes) and not column.choices,
        "several": chosen == 1,
        "rows": bool(rows),
    }
    if not needs.get(column.type, chosen == 0):
        raise DefinitionError("definition_choices", file=file, field=where, type=column.type)
    if column.type != "rows" and rows:
        raise DefinitionError("definition_columns", file=file, field=where, type=column.type)
    if column.type == "choice" and len(column.choices) > _MOST_CHOICES:
        raise DefinitionError("definition_too_many_choices", file=file, field=where, most=_MOST_CHOICES)
    no_twins([choice.code for choice in column.choices], file, where)
    if isinstance(column, Field) and bool(column.valid_when) != bool(column.invalid_text):
        raise DefinitionError("definition_invalid_text", file=file, field=where)
    if column.type != "number" and (column.unit or column.units or column.integer):
        raise DefinitionError("definition_unit", file=file, field=where, type=column.type)


def _check_roles(form: Form, file: str) -> None:
    taken: dict[str, str] = {}
    for each in form.fields():
        if not each.role:
            continue
        if each.role not in ROLES:
            raise DefinitionError(
                "definition_unknown_role",
                file=file,
                field=each.id,
                role=each.role,
                allowed=", ".join(sorted(ROLES)),
            )
        if each.type not in ROLES[each.role]:
            types = ", ".join(ROLES[each.role])
            raise DefinitionError(
                "definition_role_type", file=file, field=each.id, role=each.role, type=types
            )
        if each.role in taken:
            raise DefinitionError(
                "definition_role_twice", file=file, field=each.id, role=each.role, other=taken[each.role]
            )
        taken[each.role] = each.id


def _check_grading(form: Form, file: str) -> None:
    for grading in form.gradings:
        terms = bool(grading.table_field) + bool(grading.table_term)
        if bool(grading.table) == bool(grading.rows) or terms != bool(grading.table):
            raise DefinitionError("definition_grading", file=file, field="grading")
        grades = [row.grade for row in grading.rows]
        if grades != sorted(grades, reverse=True):
            raise DefinitionError("definition_rows_order", file=file, field="grading")
        if bool(grading.lower_bound_when) != bool(grading.lower_bound_by):
            raise DefinitionError("definition_lower_bound", file=file, field="grading")
    own = [grading.when for grading in form.gradings if not grading.beside]
    if form.gradings and own.count("") != 1:
        raise DefinitionError("definition_default_grading", file=file, field="grading")


def no_twins(names: list[str], file: str, where: str) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise DefinitionError("definition_twice", file=file, field=where, id=name)
        seen.add(name)
