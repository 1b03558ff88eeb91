"""Forms, code lists and grading tables as frozen typed models.  No meaning lives here: see rules/."""

from typing import Literal

from pydantic import BaseModel, ConfigDict
from pydantic import Field as PydanticField

Step = Literal["identify", "attribute", "grade", "optimize", "record"]
FieldType = Literal["date", "number", "text", "yes_no", "choice", "code", "several", "rows"]
Missing = Literal["not_done", "not_known", "not_asked", "not_applicable", "refused", "pending"]
MISSING: tuple[Missing, ...] = ("not_done", "not_known", "not_asked", "not_applicable", "refused", "pending")
"""Coded missing values, in the order of their keys 1 to 6."""

Evidence = Literal["V", "K+", "K?", "V2", "P"]
"""How sure a rule or text is: verified, known, uncertain, read in a secondary source, proposed."""


class Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Text(Model):
    """A text in both languages; neither may be empty."""

    en: str = PydanticField(min_length=1)
    de: str = PydanticField(min_length=1)

    def in_language(self, language: str) -> str:
        return self.de if language == "de" else self.en


class Choice(Model):
    code: str
    text: Text


class CodeEntry(Model):
    """One code of a list, with what people type to find it."""

    code: str
    text: Text
    group: Text | None = None
    latin: str = ""
    synonyms: tuple[str, ...] = ()
    snomed: str = ""  # only from the IPS free set
    atc: str = ""
    ncbi: str = ""  # NCBI Taxonomy
    loinc: str = ""
    pathogen_class: str = ""
    uses: tuple[str, ...] = ()  # "prophylaxis", "treatment": what a column's `group` asks for
    offers: tuple[str, ...] = ()  # codes of another list that this one makes likely (a site its CTCAE terms)
    interval: int | None = PydanticField(default=None, ge=1)  # days in which an infection counts as the same
    retired: bool = False  # stays readable, is no longer offered


class LabEntry(Model):
    """A laboratory value of the code list `labs`: units with their factor to the stored one, and bands.

    `warn` and `reject` are the lowest and highest value in `unit`; outside `warn` it is confirmed, outside
    `reject` refused.
    """

    code: str
    unit: str
    units: tuple[str, ...] = ()
    warn: tuple[str, str] | None = None
    reject: tuple[str, str] | None = None
    worst: Literal["lowest", "highest"] = "lowest"  # which of several values of one day counts
    source: str = ""


class PlannedVisit(Model):
    """A visit of the follow-up schedule: the day aimed at, and the first and last day that count for it."""

    code: str
    text: Text
    target: int
    first: int
    last: int
    evidence: Evidence
    source: str = ""


class CodeList(Model):
    id: str
    title: Text
    source: str
    entries: tuple[CodeEntry, ...]

    def entry(self, code: str) -> CodeEntry | None:
        return next((entry for entry in self.entries if entry.code == code), None)

    def offered(self, use: str = "") -> tuple[CodeEntry, ...]:
        """What may still be chosen, for one use if it is named."""
        return tuple(e for e in self.entries if not e.retired and (not use or use in e.uses))


class Column(Model):
    """A column of repeating rows: a field without rows of its own."""

    id: str
    type: FieldType
    label: Text
    hint: Text | None = None
    required: bool = False
    choices: tuple[Choice, ...] = ()
    codes: str = ""
    group: str = ""  # only codes of this use, for example "prophylaxis"
    offered_by: str = ""  # a field of the form: its codes put likely codes first, its date is offered
    unit: str = ""
    units: tuple[str, ...] = ()
    integer: bool = False
    impossible: str = ""
    implausible: str = ""
    unusual: str = ""


class Field(Column):
    """One question.

    `number` is the place among the five questions, if any; `chips` joins neighbouring yes_no fields with the
    same group name into one row of chips; `with_previous` draws the field in the row of the one before.
    `offered_by` names a field whose chosen codes put likely codes of this one first (CodeEntry.offers); of a
    date, one whose day is offered here.  It counts only when a person accepts it.
    `last_known` says what stands beside the question and is never filled in: `answer`, the last answer to it;
    `visit`, the day of the last visit; or a form of kind `course`, what was last given of it.
    `rows` of agents with `last_known` offer what was given on the day of the onset.
    `stays` keeps the answer in the practice: it is stored in the private part and never leaves.
    `lab` names the laboratory value (code list `labs`) that this number is: it joins the patient's series on
    the day of the field with the role `onset`, and has its plausibility bands from the list.  With
    `series = false` it has units and bands only: the worst value of an event was measured on another day.
    """

    help: Text | None = None
    role: str = ""
    number: int | None = None
    chips: str = ""
    with_previous: bool = False
    last_known: str = ""
    future: bool = False
    partial: bool = True
    stays: bool = False
    shown_when: str = ""
    valid_when: str = ""
    invalid_text: Text | None = None
    columns: tuple[Column, ...] = ()
    evidence: Evidence | None = None
    lab: str = ""
    series: bool = True


class Derived(Model):
    """A value worked out by a function of the closed list in rules/derive.py; a variable for conditions.

    With a `text` it is shown beside the form; `choices` puts the texts it may give into words.
    """

    id: str
    function: str
    arguments: dict[str, str | int | float | bool | list[str] | list[int]] = {}
    hidden: bool = False  # a step on the way: a variable, but not part of the result
    text: Text | None = None
    choices: tuple[Choice, ...] = ()


class Block(Model):
    """Questions that several forms share, word for word, and what is worked out from them."""

    id: str
    fields: tuple[Field, ...]
    derived: tuple[Derived, ...] = ()


class Section(Model):
    step: Step
    title: Text
    subtitle: Text | None = None
    fields: tuple[Field, ...]


class GradeRow(Model):
    grade: int
    when: str
    text: Text


class Grading(Model):
    """A published system as rows, worst first; or a table in resources/codes whose rows a term selects.

    The grading of a form is the first one whose `when` is true, else the one without `when`.  One marked
    `beside` is worked out and stored next to it and is never converted into it.
    """

    system: str
    version: str
    source: str
    evidence: Evidence | None = None
    when: str = ""
    beside: bool = False
    table: str = ""  # a grading table of the catalogue
    table_field: str = ""  # the field whose code is the term
    table_term: str = ""  # or the one term of this form
    rows: tuple[GradeRow, ...] = ()
    provisional_when: str = ""  # the grade is given and may still change, e.g. while its window is open
    lower_bound_when: str = ""  # the rows give a lower bound only: grade open, at_least
    lower_bound_by: tuple[str, ...] = ()  # and what is missing then: fields or lab codes


class GradeTableTerm(Model):
    """One term of a grading table, for example `lung_infection` of CTCAE v5.0, with the grades it has."""

    code: str
    text: Text
    definition: str
    synonyms: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()  # what a field's `group` asks for, for example "cardiac"
    published: dict[int, str]  # grade -> the published words
    rows: tuple[GradeRow, ...]  # empty: the term cannot be graded from findings yet


class GradeTable(Model):
    id: str
    system: str
    version: str
    source: str
    title: Text
    terms: tuple[GradeTableTerm, ...]

    def term(self, code: str) -> GradeTableTerm | None:
        return next((term for term in self.terms if term.code == code), None)


Kind = Literal["treatment", "toxicity", "visit", "labs", "course", "record"]
"""What a form is for the program: `course` is a drug with a start and a stop, `labs` adds to the series."""

Group = Literal[
    "visit", "infection", "canonical", "blood", "nervous", "organs", "tumour", "other", "drugs", "milestones"
]
"""Where a form stands in the menu."""


class Form(Model):
    id: str
    version: int
    kind: Kind
    group: Group = "other"
    title: Text
    short: Text | None = None  # for menus and lists, where the title is long: see `called`
    definition: Text | None = None
    report: Text | None = None  # when to report
    not_report: Text | None = None  # and when not
    example: Text | None = None
    source: str = ""
    sections: tuple[Section, ...]
    derived: tuple[Derived, ...] = ()
    gradings: tuple[Grading, ...] = ()

    @property
    def grading(self) -> Grading | None:
        """The one that counts unless an answer selects another; None for a form without grades."""
        return next((each for each in self.gradings if not each.when and not each.beside), None)

    @property
    def called(self) -> Text:
        """What lists and headings call it, where room is short."""
        return self.short or self.title

    def fields(self) -> tuple[Field, ...]:
        """Every field, in the order of the form."""
        return tuple(field for section in self.sections for field in section.fields)

    def section_of(self, field_id: str) -> Section:
        return next(section for section in self.sections if any(f.id == field_id for f in section.fields))

    def with_role(self, role: str) -> Field | None:
        """The field that plays a role (onset, resolution, attribution ...), if the form has one."""
        return next((field for field in self.fields() if field.role == role), None)

    def field(self, field_id: str) -> Field:
        """Raises KeyError for an id the form does not have."""
        return next((f for f in self.fields() if f.id == field_id), None) or _no_field(self.id, field_id)


def _no_field(form: str, field_id: str) -> Field:
    raise KeyError(f"{form}.{field_id}")
