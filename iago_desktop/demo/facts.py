"""The published cases, and how each stated fact is answered: see resources/demo/recording.toml."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from iago_desktop.paths import resource

Answers = Mapping[str, Any]


@dataclass(frozen=True)
class RecordFacts:
    """One record: what is answered, the published event it tells of, and the authors' own grade."""

    form: str
    event: str  # empty: it belongs to the whole course
    answers: Answers
    typed: bool  # entered key by key in the real window
    author_grade: int | None
    author_system: str


@dataclass(frozen=True)
class CaseFacts:
    id: str
    citation: str
    sex: str | None
    age: int | None
    product: str | None
    indication: str | dict[str, str] | None
    treatment: Answers
    records: tuple[RecordFacts, ...]
    thin: bool

    @property
    def typed(self) -> tuple[RecordFacts, ...]:
        return tuple(each for each in self.records if each.typed)


def cases() -> tuple[CaseFacts, ...]:
    """The twenty cases and the fifteen with less stated, in the order of the source."""
    source = json.loads(resource("demo", "published_cases.json").read_text(encoding="utf-8"))
    thin = {case["id"] for case in source["thin_cases"]}
    published = {case["id"]: case for case in (*source["cases"], *source["thin_cases"])}
    recording = tomllib.loads(resource("demo", "recording.toml").read_text(encoding="utf-8"))["case"]
    return tuple(_case(case, published[case["id"]], case["id"] in thin) for case in recording)


def _case(case: dict[str, Any], published: dict[str, Any], thin: bool) -> CaseFacts:
    events = {event["term"]: event for event in published["events"]}
    words = case.get("indication_text")
    return CaseFacts(
        id=case["id"],
        citation=published["source"]["citation"],
        sex=case.get("sex"),
        age=case.get("age"),
        product=case.get("product"),
        indication={"text": words} if words else case.get("indication"),
        treatment=case.get("treatment", {}),
        records=tuple(_record(record, events) for record in case.get("record", ())),
        thin=thin,
    )


def _record(record: dict[str, Any], events: Mapping[str, dict[str, Any]]) -> RecordFacts:
    event = record.get("event", "")
    graded = events[event] if event else {}
    return RecordFacts(
        form=record["form"],
        event=event,
        answers=record.get("answers", {}),
        typed=record.get("typed", False),
        author_grade=_stated(str(graded.get("author_grade", ""))),
        author_system=str(graded.get("author_grade_system", "")),
    )


def _stated(grade: str) -> int | None:
    """Only a number is a grade, `2 (day +9)` too; words such as "severe" describe."""
    return int(grade[0]) if grade[:1].isdigit() else None
