"""One entry of the file of questions as people write it, or the sentence that says what is wrong with it."""

import re
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from iago_desktop.errors import IagoError
from iago_desktop.sentences import LANGUAGES
from iago_desktop.signing.question import MAX_TEXT, days_in

_QID = re.compile("[0-9a-f]{32}", re.ASCII)


class Wanted(BaseModel):
    """`site`, `rev` and `qid` may be left out: the practice that the record is of, the newest revision that
    has come, a new number."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", hide_input_in_errors=True)

    rid: str
    field: str
    text: dict[str, str]
    site: str | None = None
    rev: int | None = Field(default=None, ge=1)
    qid: str | None = None

    @classmethod
    def read(cls, entry: Any) -> Self:
        """Raises IagoError."""
        try:
            wanted = cls.model_validate(entry)
        except ValidationError as error:
            wrong = error.errors()[0]
            field = str(wrong["loc"][0]) if wrong["loc"] else "{ }"
            if wrong["type"] == "extra_forbidden":
                raise IagoError("ask_entry_unknown", field=field) from None
            raise IagoError("ask_field_missing", field=field) from None
        if wanted.qid is not None and not _QID.fullmatch(wanted.qid):
            raise IagoError("ask_number_unusable")
        wanted.check_text()
        return wanted

    def check_text(self) -> None:
        """Both languages, one line each, and the same days in both."""
        for language in sorted(set(self.text) - set(LANGUAGES)):
            raise IagoError("ask_entry_unknown", field=f"text.{language}")
        days = []
        for language in LANGUAGES:
            text = self.text.get(language, "")
            if not text.strip():
                raise IagoError("ask_language_missing", language=language)
            if text != text.strip() or not text.isprintable() or len(text) > MAX_TEXT:
                raise IagoError("ask_text_unusable", language=language, longest=MAX_TEXT)
            try:
                days.append(sorted(days_in(text)))
            except ValueError:
                raise IagoError("ask_day_unusable", language=language) from None
        if any(each != days[0] for each in days):
            raise IagoError("ask_days_differ")
