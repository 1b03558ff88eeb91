"""What a course says in words: for tooltips, the screen reader and the table."""

from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from iago_desktop.quantities import canonical, shown, unit_shown
from iago_desktop.rules.schedule import NextVisit
from iago_desktop.services.course_view import Lane, Occurrence
from iago_desktop.ui.charts.course_frame import Turn
from iago_desktop.ui.charts.course_marks import Axis, Point
from iago_desktop.ui.strip import signed


def lane_name(lane: Lane) -> str:
    names = {
        "infections": QCoreApplication.translate("Course", "Infections"),
        "toxicities": QCoreApplication.translate("Course", "Other toxicities"),
        "visits": QCoreApplication.translate("Course", "Visits"),
        "prophylaxis": QCoreApplication.translate("Course", "Prophylaxis"),
        "drugs": QCoreApplication.translate("Course", "Other drugs"),
        "immunoglobulin": QCoreApplication.translate("Course", "IVIG"),
    }
    return names[lane]


def lab_name(lab: str) -> tuple[str, str]:
    """The name, and what stands before its unit."""
    names = {
        "anc": (QCoreApplication.translate("Course", "Neutrophils"), "ANC, "),
        "igg": ("IgG", ""),
        "platelets": (QCoreApplication.translate("Course", "Platelets"), ""),
    }
    return names[lab]


def day_words(day: int) -> str:
    return QCoreApplication.translate("Course", "day {day}").format(day=signed(day))


def grade_words(of: Occurrence) -> str:
    """Empty for what has no grade."""
    if of.grade is not None:
        return QCoreApplication.translate("Course", "grade {grade}").format(grade=of.grade)
    if of.at_least:
        return QCoreApplication.translate("Course", "at least grade {grade}").format(grade=of.at_least)
    if of.lane in {"infections", "toxicities"}:
        return QCoreApplication.translate("Course", "no grade")
    return ""


def began_words(of: Occurrence) -> str:
    if of.first is None or of.last is None:
        return QCoreApplication.translate("Course", "day not known")
    if of.first == of.last:
        return day_words(of.first)
    words = QCoreApplication.translate("Course", "day {first} to {last}")
    return words.format(first=signed(of.first), last=signed(of.last))


def until_words(of: Occurrence) -> str:
    """Empty where no end is known."""
    if of.goes_on:
        return QCoreApplication.translate("Course", "goes on")
    if of.end is None or of.end == of.last:
        return ""
    return QCoreApplication.translate("Course", "until day {day}").format(day=signed(of.end))


def words(of: Occurrence) -> str:
    """Pneumonia, grade 3, day +14, until day +21."""
    parts = (of.title, grade_words(of), began_words(of), until_words(of))
    return ", ".join(part for part in parts if part)


def turn_words(name: Turn, day: int) -> str:
    words = {
        "second_infusion": QCoreApplication.translate("Course", "infused again {day}"),
        "progression": QCoreApplication.translate("Course", "progression {day}"),
        "next_therapy": QCoreApplication.translate("Course", "next therapy {day}"),
    }
    return words[name].format(day=signed(day))


def visit_state(visit: NextVisit) -> str:
    states = {
        "due": QCoreApplication.translate("Course", "due"),
        "overdue": QCoreApplication.translate("Course", "overdue"),
        "planned": QCoreApplication.translate("Course", "planned"),
    }
    return states[visit.state]


def dose_words(of: Occurrence) -> str:
    """IVIG 30 g."""
    if not of.detail:
        return QCoreApplication.translate("Course", "IVIG")
    return QCoreApplication.translate("Course", "IVIG {dose}").format(dose=of.detail)


def entry_words(of: Occurrence) -> str:
    """Infections, pneumonia, grade 3, day +14 to +21: with the lane, for who cannot see it."""
    began = began_words(of)
    if of.end is not None and of.first is not None and of.end > of.first and not of.goes_on:
        span = QCoreApplication.translate("Course", "day {first} to {last}")
        began = span.format(first=signed(of.first), last=signed(of.end))
    goes_on = QCoreApplication.translate("Course", "goes on") if of.goes_on else ""
    parts = (lane_name(of.lane), of.title, of.detail, grade_words(of), began, goes_on)
    return ", ".join(part for part in parts if part)


def number_words(value: Decimal, language: str) -> str:
    return shown(canonical(value.normalize() if value else value), language)


def value_words(axis: Axis, point: Point, language: str) -> str:
    """420 /µL, and whether it is low."""
    value = f"{number_words(point.value, language)} {unit_shown(axis.unit)}"
    return f"{value}, {limit_words(axis, language, low=True)}" if point.low else value


def limit_words(axis: Axis, language: str, *, low: bool) -> str:
    """Short enough to stand beside the axis."""
    limit = number_words(axis.limit.value, language)
    below, above = ("≤", ">") if axis.limit.inclusive else ("<", "≥")
    return f"{below if low else above} {limit}"
