"""Whether conditions, names and functions of a loaded form hold together; run before a pack is installed."""

import re
from collections.abc import Iterable, Iterator

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.definitions.model import Column, Derived, Field, Form, GradeTableTerm, Grading
from iago_desktop.errors import DefinitionError
from iago_desktop.rules.derive import FUNCTIONS, names_given, names_of, sample
from iago_desktop.rules.expressions import Value, condition
from iago_desktop.rules.series import EVENTS

ALLOWED = frozenset(
    {"_&&_", "_||_", "!_", "-_", "_==_", "_!=_", "_<_", "_<=_", "_>_", "_>=_", "_?_:_"}
    | {"_+_", "_-_", "_*_", "_/_", "@in", "@not_strictly_false", "size"}
)
"""What a condition may call; `filter`, `exists` and `all` are built from these."""
_BANNED = frozenset({"matches", "has", "map", "exists_one"})
_TEXT = re.compile(r"'[^']*'|\"[^\"]*\"")
_COMPARED = re.compile(
    rf"\b(?P<left>[a-z][a-z0-9_]+)\s*[!=]=\s*(?P<right>{_TEXT.pattern})"
    rf"|(?P<member>{_TEXT.pattern})\s+in\s+(?P<inside>[a-z][a-z0-9_]+)"
    r"|\b(?P<among>[a-z][a-z0-9_]+)\s+in\s+\[(?P<texts>[^\]]*)\]"
)


def check_form(form: Form, catalogue: Catalogue, file: str = "") -> None:
    """Raise DefinitionError for the first thing that cannot work, naming file, field and remedy."""
    _Check(form, catalogue, file or f"{form.id}.toml").run()


def terms_of(grading: Grading, form: Form, catalogue: Catalogue) -> tuple[GradeTableTerm, ...]:
    """The terms of a grading table that this form can come to."""
    if not grading.table:
        return ()
    terms = catalogue.table(grading.table).terms
    if grading.table_term:
        return tuple(term for term in terms if term.code == grading.table_term)
    use = form.field(grading.table_field).group
    return tuple(term for term in terms if not use or use in term.uses)


class _Check:
    def __init__(self, form: Form, catalogue: Catalogue, file: str) -> None:
        self._form = form
        self._catalogue = catalogue
        self._file = file
        self._names: dict[str, Value] = _samples(form.fields())
        self._fields = {each.id: each for each in form.fields()}

    def run(self) -> None:
        for each in self._form.fields():
            self._check_codes(each, each.id)
            self._check_lab(each)
            for column in each.columns:
                self._check_codes(column, f"{each.id}.{column.id}")
            for asked in (each, *each.columns):
                if asked.offered_by and asked.offered_by not in self._fields:
                    self._refuse("definition_unknown_name", each.id, name=asked.offered_by)
        for entry in self._form.derived:
            self._check_derived(entry)
        for each in self._form.fields():
            for source in (each.shown_when, each.valid_when):
                self._check_condition(source, each.id)
            self._check_bands(each, each.id)
            for column in each.columns:
                self._check_bands(column, f"{each.id}.{column.id}", each.columns)
        for grading in self._form.gradings:
            self._check_grading(grading)

    def _refuse(self, code: str, field: str, **details: object) -> None:
        raise DefinitionError(code, file=self._file, field=field, **details)

    def _check_codes(self, column: Column, where: str) -> None:
        if column.codes and not self._catalogue.has_codes(column.codes):
            self._refuse("definition_unknown_list", where, list=column.codes)
        if column.codes and column.group and not self._catalogue.codes(column.codes).offered(column.group):
            self._refuse("definition_no_code_of_use", where, list=column.codes, group=column.group)

    def _check_bands(self, column: Column, where: str, row: tuple[Column, ...] = ()) -> None:
        for source in (column.impossible, column.implausible, column.unusual):
            self._check_condition(source, where, row)

    def _check_derived(self, entry: Derived) -> None:
        if entry.function not in FUNCTIONS:
            self._refuse("definition_needs_newer_program", entry.id, function=entry.function)
        meant = FUNCTIONS[entry.function]
        if not set(meant.arguments) <= set(entry.arguments) <= set(meant.every):
            self._refuse(
                "definition_arguments",
                entry.id,
                function=entry.function,
                expected=", ".join(sorted(meant.arguments or meant.every)),
            )
        rows = self._fields.get(str(entry.arguments.get("rows", "")))
        for argument, kind in meant.every.items():
            given = entry.arguments.get(argument, [])
            for each in given if isinstance(given, list) else [given]:
                self._check_argument(entry, argument, kind, str(each), rows)
        self._check_unit(entry)
        if entry.function == "implied":
            self._check_implied(entry)
        else:
            self._names |= dict.fromkeys(names_given(entry), sample(entry, self._names))

    def _check_argument(
        self, entry: Derived, argument: str, kind: str, text: str, rows: Field | None
    ) -> None:
        if kind in ("condition", "conditions"):
            self._check_condition(text, entry.id)
        elif kind == "row_condition" and rows:
            self._check_condition(text, entry.id, rows.columns)
        elif kind == "expression":
            self._check_condition(text, entry.id, gives_truth=False)
        elif not self._stands_for(kind, text, rows):
            self._refuse("definition_unknown_name", entry.id, name=text)
        elif reason := _unfit(kind, text):
            self._refuse("definition_bad_value", entry.id, key=argument, reason=reason)

    def _stands_for(self, kind: str, text: str, rows: Field | None) -> bool:
        """Whether a name is what the argument wants: a field of a type, a column, a variable, a lab value."""
        if kind in ("date", "rows"):
            return getattr(self._fields.get(text), "type", "") == kind
        if kind in ("name", "names"):
            return text in self._names
        if kind == "lab":
            return self._catalogue.has_lab(text)
        if kind == "events":
            return text in EVENTS
        return kind != "column" or (rows is not None and any(column.id == text for column in rows.columns))

    def _check_unit(self, entry: Derived) -> None:
        unit = str(entry.arguments.get("unit", ""))
        if unit and "lab" in entry.arguments:
            self._check_units(str(entry.arguments["lab"]), [unit], entry.id)

    def _check_implied(self, entry: Derived) -> None:
        field = self._fields.get(entry.id)
        if field is None or ("of" in entry.arguments) == (
            "value" in entry.arguments and "when" in entry.arguments
        ):
            self._refuse(
                "definition_arguments" if field else "definition_unknown_name",
                entry.id,
                function="implied",
                expected="value, when",
                name=entry.id,
            )
        if "of" in entry.arguments:
            return
        if entry.arguments["value"] not in self._answers(field):
            self._refuse("definition_unknown_name", entry.id, name=str(entry.arguments["value"]))

    def _answers(self, column: Column | None) -> frozenset[str]:
        """The codes that may answer a field; none where it takes no codes."""
        if column is None:
            return frozenset()
        if column.type == "yes_no":
            return frozenset({"yes", "no"})
        if column.codes:
            return frozenset(entry.code for entry in self._catalogue.codes(column.codes).entries)
        return frozenset(choice.code for choice in column.choices)

    def _check_grading(self, grading: Grading) -> None:
        for source in (grading.when, grading.provisional_when, grading.lower_bound_when):
            self._check_condition(source, "grading")
        for name in grading.lower_bound_by:
            if name not in self._fields and not self._catalogue.has_lab(name):
                self._refuse("definition_unknown_name", "grading", name=name)
        for row in grading.rows:
            self._check_condition(row.when, f"grading.{row.grade}")
        if not grading.table:
            return
        if not self._catalogue.has_table(grading.table):
            self._refuse("definition_unknown_list", "grading", list=grading.table)
        chosen = self._fields.get(grading.table_field)
        if grading.table_field and (chosen is None or chosen.codes != grading.table):
            self._refuse("definition_unknown_name", "grading", name=grading.table_field)
        terms = terms_of(grading, self._form, self._catalogue)
        if grading.table_term and not terms:
            self._refuse("definition_unknown_term", "grading", table=grading.table, term=grading.table_term)
        for source in {row.when for term in terms for row in term.rows}:
            self._check_condition(source, f"grading.{grading.table}")

    def _check_lab(self, each: Field) -> None:
        """A number of the list, in a unit that can be converted to the one of the list."""
        if not each.lab:
            return
        if each.type != "number" or not self._catalogue.has_lab(each.lab):
            self._refuse("definition_unknown_lab", each.id, lab=each.lab)
        own = [each.unit] if each.unit or not each.units else []
        self._check_units(each.lab, [*own, *each.units], each.id)

    def _check_units(self, code: str, units: list[str], where: str) -> None:
        lab = self._catalogue.lab(code)
        possible = [unit for unit in (lab.unit, *lab.units) if unit]
        for unit in units:
            if unit not in (possible or [""]):
                allowed = ", ".join(possible) or "–"
                self._refuse("definition_lab_unit", where, lab=code, unit=unit, allowed=allowed)

    def _check_condition(
        self,
        source: str,
        where: str,
        row: tuple[Column, ...] = (),
        *,
        gives_truth: bool = True,
    ) -> None:
        """Readable, in the allowed part of CEL, of known names, and an answer when every name has a value.

        `row` are the columns that it sees beside the fields.
        """
        if not source:
            return
        names, by_id = self._names | _samples(row), {**self._fields, **{each.id: each for each in row}}
        rule = condition(source)
        banned = sorted((rule.names | _called(source)) & _BANNED)
        if banned:
            self._refuse("definition_forbidden_function", where, function=banned[0], condition=source)
        try:
            variables, functions = rule.variables, rule.functions
        except DefinitionError as error:
            raise DefinitionError(
                error.code, **{**error.details, "file": self._file, "field": where}
            ) from error
        strange = sorted(functions - ALLOWED)
        if strange:
            self._refuse("definition_forbidden_function", where, function=strange[0], condition=source)
        loose = {name for name in rule.names if len(name) == 1} - rule.bound
        unknown = sorted((variables - set(names)) | loose)
        if unknown:
            self._refuse("definition_unknown_name", where, name=unknown[0])
        for name, text in _compared(source):
            answers = self._answers(by_id.get(name))
            if answers and text not in answers:
                self._refuse("definition_unknown_answer", where, name=name, answer=text, condition=source)
        try:
            if gives_truth:
                rule.evaluate(names)
            else:
                rule.compute(names)
        except DefinitionError as error:
            raise DefinitionError(
                error.code, **{**error.details, "file": self._file, "field": where}
            ) from error


def _unfit(kind: str, text: str) -> str:
    """Why a text cannot be an argument of its kind, or ""."""
    if kind in ("day", "numbers") and not re.fullmatch(r"-?[0-9]+", text):
        return "a whole number is expected"
    if kind == "count" and not text.isdecimal():
        return "a whole number is expected"
    if kind == "limit" and not re.fullmatch(r"[0-9]+([.][0-9]+)?", text):
        return "a number is expected"
    if kind == "flag" and text not in ("True", "False"):
        return "true or false is expected"
    return 'expected is "longest" or "total"' if kind == "way" and text not in ("longest", "total") else ""


def _compared(source: str) -> Iterator[tuple[str, str]]:
    """Pairs (variable, text) that a condition compares: `x == 'a'`, `'a' in x`, `x in ['a', 'b']`."""
    for match in _COMPARED.finditer(source):
        name = match["left"] or match["inside"] or match["among"]
        texts = _TEXT.findall(match["texts"]) if match["among"] else [match["right"] or match["member"]]
        yield from ((name, text.strip("'\"")) for text in texts)


def _called(source: str) -> frozenset[str]:
    """Method names: `x.matches(...)`."""
    return frozenset(re.findall(r"\.\s*([a-z_]+)\s*\(", source))


def _samples(columns: Iterable[Column]) -> dict[str, Value]:
    """A value of the right type for every variable that fields may give."""
    columns = tuple(columns)
    by_id = {column.id: column for column in columns}
    samples: dict[str, Value] = {}
    for name, field_id in names_of(columns).items():
        kind = by_id[field_id].type
        samples[name] = 1 if kind in ("date", "number") else ["sample"] if kind == "several" else "sample"
    return samples
