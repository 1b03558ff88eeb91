"""What was last known of a question, in the words that stand beside it."""

from collections.abc import Mapping
from datetime import date, timedelta

from PySide6.QtCore import QCoreApplication

from iago_desktop.services.last_known import LastKnown
from iago_desktop.ui.strip import signed


def known_words(found: Mapping[str, LastKnown], infusion: date | None) -> dict[str, str]:
    return {field: _words(known, infusion) for field, known in found.items()}


def _words(known: LastKnown, infusion: date | None) -> str:
    if known.kind == "answer":
        return QCoreApplication.translate("LastKnown", "last known: {answer}").format(answer=known.words)
    if known.kind == "given":
        return QCoreApplication.translate("LastKnown", "given: {drugs}").format(drugs=known.words)
    day = ""
    if known.day is not None:
        day = (infusion + timedelta(known.day)).strftime("%d.%m.%Y") if infusion else signed(known.day)
    if known.kind == "visit":
        return QCoreApplication.translate("LastKnown", "since {day}").format(day=day)
    if not known.words:
        return QCoreApplication.translate("LastKnown", "last {day}").format(day=day)
    return QCoreApplication.translate("LastKnown", "last {day}, {drug}").format(day=day, drug=known.words)
