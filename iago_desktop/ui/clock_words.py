"""What is wrong with the computer's clock, in one sentence, and what follows from it."""

from datetime import date

from PySide6.QtCore import QCoreApplication

from iago_desktop.services.clock import Doubt


def clock_words(doubt: Doubt, said: date | None) -> str:
    return _template(doubt, typed=said is not None).format(
        shows=doubt.shows.strftime("%d.%m.%Y"),
        known=doubt.known_day.strftime("%d.%m.%Y"),
        said=said.strftime("%d.%m.%Y") if said else "",
        days=abs(doubt.days),
    )


def _template(doubt: Doubt, *, typed: bool) -> str:
    kind = doubt.by if doubt.kind == "behind" else doubt.kind
    if typed:
        words = QCoreApplication.translate(
            "Clock",
            "The computer clock shows {shows}. You typed {said}, and that is used. Set the clock right.",
        )
    elif kind == "registry":
        words = QCoreApplication.translate(
            "Clock",
            "The computer clock shows {shows}, before the registry's receipt of {known}. "
            "Dates of care are not affected. Signing waits for today's date.",
        )
    elif kind == "program":
        words = QCoreApplication.translate(
            "Clock",
            "The computer clock shows {shows}, before this program was made. "
            "Dates of care are not affected. Signing waits for today's date.",
        )
    elif kind == "entry":
        words = QCoreApplication.translate(
            "Clock",
            "The computer clock shows {shows}, before the last entry of {known}. "
            "Dates of care are not affected. Signing waits for today's date.",
        )
    elif kind == "set_back":
        words = QCoreApplication.translate(
            "Clock",
            "The computer clock was set back to {shows}. "
            "Dates of care are not affected. Signing waits for today's date.",
        )
    elif kind == "ahead_of_registry":
        words = QCoreApplication.translate(
            "Clock",
            "The computer clock is {days} days ahead of the registry's. "
            "Dates of care are not affected. Signing waits for today's date.",
        )
    elif kind == "as_said" and doubt.days > 0:
        words = QCoreApplication.translate(
            "Clock",
            "The computer clock was {days} days ahead when today's date was typed last. "
            "Dates of care are not affected. Signing waits for today's date.",
        )
    elif kind == "as_said":
        words = QCoreApplication.translate(
            "Clock",
            "The computer clock was {days} days behind when today's date was typed last. "
            "Dates of care are not affected. Signing waits for today's date.",
        )
    else:
        words = QCoreApplication.translate(
            "Clock",
            "The computer clock shows {shows}, long after everything known here, last of {known}. "
            "Dates of care are not affected. Signing waits for today's date.",
        )
    return words
