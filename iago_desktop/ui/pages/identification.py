"""How the toxicity of a record is identified, in lines: window, duration, persistence, what it continues."""

from PySide6.QtCore import QCoreApplication

from iago_desktop.dates import Days
from iago_desktop.services.identification import Identification, Related
from iago_desktop.services.measures import FOREVER

_TRANSLATE = QCoreApplication.translate


def lines(found: Identification, language: str) -> tuple[tuple[str, str], ...]:
    """Pairs of a name and what is known; what is not known is left out."""
    pairs = [
        (_TRANSLATE("Identification", "Onset window"), _windows(found)),
        (_TRANSLATE("Identification", "Duration"), _duration(found)),
        (_TRANSLATE("Identification", "Persistence"), _persistence(found)),
        (_TRANSLATE("Identification", "Earlier infection"), _related(found.related, language)),
    ]
    return tuple((name, words) for name, words in pairs if words)


def _windows(found: Identification) -> str:
    return " · ".join(_window(*window) + f" ({scheme.source})" for scheme, window in found.windows)


def _window(first: int, last: int) -> str:
    return f">{first - 1}" if last == FOREVER else f"{first}–{last}"


def _duration(found: Identification) -> str:
    if found.days is None:
        return ""
    if found.ended:
        return _TRANSLATE("Identification", "%n day(s)", None, found.days)
    return _TRANSLATE("Identification", "at least {days}, going on at day {until}").format(
        days=_TRANSLATE("Identification", "%n day(s)", None, found.days), until=found.counted_until
    )


def _persistence(found: Identification) -> str:
    still = [str(day) for day, there in found.persists.items() if there]
    over = [str(day) for day, there in found.persists.items() if not there]
    words = []
    if still:
        words.append(_TRANSLATE("Identification", "still there {days} days after onset"))
    if over:
        words.append(_TRANSLATE("Identification", "no longer there after {days} days"))
    filled = [
        text.format(days=", ".join(days))
        for text, days in zip(words, filter(None, (still, over)), strict=True)
    ]
    return " · ".join(filled)


def _related(related: tuple[Related, ...], language: str) -> str:
    texts = {
        "same_episode": _TRANSLATE("Identification", "same infection as the one of {day}"),
        "recurrence": _TRANSLATE("Identification", "comes back after the one of {day}"),
    }
    return " · ".join(
        texts[each.relation].format(day=Days(each.onset, each.onset).shown(language)) for each in related
    )
