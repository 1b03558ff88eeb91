"""How the toxicity of a record is identified, in lines: window, duration, persistence, what it continues."""

from PySide6.QtCore import QCoreApplication

from iago_desktop.dates import Days
from iago_desktop.services.identification import Identification, Related
from iago_desktop.services.measures import FOREVER


def lines(found: Identification, language: str) -> tuple[tuple[str, str], ...]:
    """Pairs of a name and what is known; what is not known is left out."""
    pairs = [
        (QCoreApplication.translate("Identification", "Onset window"), _windows(found)),
        (QCoreApplication.translate("Identification", "Duration"), _duration(found)),
        (QCoreApplication.translate("Identification", "Persistence"), _persistence(found)),
        (
            QCoreApplication.translate("Identification", "Earlier infection"),
            _related(found.related, language),
        ),
    ]
    return tuple((name, words) for name, words in pairs if words)


def _windows(found: Identification) -> str:
    return " · ".join(_window(*window) + f" ({scheme.source})" for scheme, window in found.windows)


def _window(first: int, last: int) -> str:
    return f">{first - 1}" if last == FOREVER else f"{first}–{last}"


def _days(days: int) -> str:
    if days == 1:
        return QCoreApplication.translate("Identification", "1 day")
    return QCoreApplication.translate("Identification", "{days} days").format(days=days)


def _duration(found: Identification) -> str:
    if found.days is None:
        return ""
    if found.ended:
        return _days(found.days)
    return QCoreApplication.translate("Identification", "at least {days}, going on at day {until}").format(
        days=_days(found.days), until=found.counted_until
    )


def _persistence(found: Identification) -> str:
    still = [str(day) for day, there in found.persists.items() if there]
    over = [str(day) for day, there in found.persists.items() if not there]
    words = []
    if still:
        words.append(QCoreApplication.translate("Identification", "still there {days} days after onset"))
    if over:
        words.append(QCoreApplication.translate("Identification", "no longer there after {days} days"))
    filled = [
        text.format(days=", ".join(days))
        for text, days in zip(words, filter(None, (still, over)), strict=True)
    ]
    return " · ".join(filled)


def _related(related: tuple[Related, ...], language: str) -> str:
    texts = {
        "same_episode": QCoreApplication.translate("Identification", "same infection as the one of {day}"),
        "recurrence": QCoreApplication.translate("Identification", "comes back after the one of {day}"),
    }
    return " · ".join(
        texts[each.relation].format(day=Days(each.onset, each.onset).shown(language)) for each in related
    )
