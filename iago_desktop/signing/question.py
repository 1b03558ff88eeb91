"""questions.json: what a registry asks one site about fields of records that it holds.

How questions are written is decided by the registry, how they are answered by the desk; both read them here.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from iago_desktop.signing.documents import Document, Id, Positive
from iago_desktop.signing.receipt import Code, EntityId

MAX_QUESTIONS = 500
"""Of one container, which is at most 1 MiB."""
MAX_TEXT = 600

Verdict = Literal["corrected", "confirmed", "cannot_clarify"]
REASONS: dict[Verdict, tuple[str, ...]] = {
    "corrected": ("typing_error", "wrong_unit", "wrong_patient", "later_finding"),
    "confirmed": ("source_checked", "explained_by_treatment", "measured_again"),
    "cannot_clarify": ("source_missing", "source_contradicts", "nobody_reached"),
}
"""The reasons that this program offers; an older or newer one may give others."""

_DAY = re.compile(r"\{day:(-?(?:0|[1-9][0-9]{0,4}))\}", re.ASCII)


def days_in(text: str) -> tuple[int, ...]:
    """The days that a text names.  Raises ValueError for a brace that is no {day:77}."""
    if set("{}") & set(_DAY.sub("", text)):
        raise ValueError("a day is written {day:77}")
    return tuple(int(found) for found in _DAY.findall(text))


def with_days(text: str, shown: Callable[[int], str]) -> str:
    """The text as people read it."""
    return _DAY.sub(lambda found: shown(int(found[1])), text)


def _sentence(text: str) -> str:
    if text != text.strip() or not text.isprintable():
        raise ValueError("one line of text")
    days_in(text)
    return text


Sentence = Annotated[str, Field(min_length=1, max_length=MAX_TEXT), AfterValidator(_sentence)]


class QuestionText(Document):
    """A day in it is written {day:77}: the registry knows no calendar date, the desk shows it."""

    en: Sentence
    de: Sentence


class AskedQuestion(Document):
    """One question about one field of a record, as its revision `rev` stood."""

    qid: EntityId
    rid: EntityId
    rev: Positive
    field: Code
    text: QuestionText
    asked: date


class Questions(Document):
    """`seq` counts the containers of one site."""

    format: Literal["iago-questions/1"] = "iago-questions/1"
    registry: Id
    site: Id
    seq: Positive
    questions: tuple[AskedQuestion, ...] = Field(min_length=1, max_length=MAX_QUESTIONS)


class AnswerData(Document):
    """What a line of kind `answer` says; the note beside it stays in the practice."""

    qid: EntityId
    verdict: Verdict
    reason: Code | None
