"""The published cases, and how each stated fact is answered: see resources/demo/recording.toml."""

import json
import tomllib
from dataclasses import dataclass
from typing import Any

from iago_desktop.paths import resource


@dataclass(frozen=True)
class InfectionFacts:
    """One published infection: what is answered, and the authors' own grade."""

    term: str
    onset: str  # as typed: d14, d65..105; empty: not stated
    organism: str
    answers: dict[str, Any]
    typed: bool  # entered key by key in the real window
    author_grade: str


@dataclass(frozen=True)
class CaseFacts:
    id: str
    citation: str
    sex: str | None
    age: int | None
    product: str | None
    indication: str | dict[str, str] | None
    infections: tuple[InfectionFacts, ...]


def cases() -> tuple[CaseFacts, ...]:
    """The twenty main cases, in the order of the source."""
    published = {
        case["id"]: case
        for case in json.loads(resource("demo", "published_cases.json").read_text(encoding="utf-8"))["cases"]
    }
    recording = tomllib.loads(resource("demo", "recording.toml").read_text(encoding="utf-8"))["case"]
    return tuple(_case(case, published[case["id"]]) for case in recording)


def _case(case: dict[str, Any], published: dict[str, Any]) -> CaseFacts:
    events = {event["term"]: event for event in published["events"]}
    words = case.get("indication_text")
    return CaseFacts(
        id=case["id"],
        citation=published["source"]["citation"],
        sex=case.get("sex"),
        age=case.get("age"),
        product=case.get("product"),
        indication={"text": words} if words else case.get("indication"),
        infections=tuple(
            InfectionFacts(
                term=infection["term"],
                onset=infection.get("onset", ""),
                organism=infection.get("organism", ""),
                answers=infection["answers"],
                typed=infection.get("typed", False),
                author_grade=_stated(events[infection["term"]]["author_grade"]),
            )
            for infection in case.get("infection", ())
        ),
    )


def _stated(grade: str) -> str:
    """Only a number is a grade; words such as "severe" describe."""
    return grade if grade.isdigit() else "not stated"
