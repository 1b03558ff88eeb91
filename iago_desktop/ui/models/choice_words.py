"""What two computers say differently, in words: names and values that no form puts into words."""

from datetime import date, datetime

from PySide6.QtCore import QCoreApplication

from iago_desktop.services.desk_questions import Choice, Said


def label_of(choice: Choice) -> str:
    """What it is called."""
    tr = QCoreApplication.translate
    known = {
        "surname": tr("ChoicesPage", "Surname"),
        "given_name": tr("ChoicesPage", "First name"),
        "born_on": tr("ChoicesPage", "Date of birth"),
        "sex": tr("ChoicesPage", "Sex"),
        "infused_on": tr("ChoicesPage", "Date of infusion"),
        "word": tr("ChoicesPage", "Consent"),
        "op": tr("ChoicesPage", "The entry"),
        "grade_confirmed": tr("ChoicesPage", "Grade by judgement"),
        "name": tr("ChoicesPage", "Name"),
        "role": tr("ChoicesPage", "Role"),
        "rights": tr("ChoicesPage", "Rights"),
        "active": tr("ChoicesPage", "Works here"),
        "pid": tr("ChoicesPage", "Patient number"),
    }
    return known.get(choice.path, choice.label)


def words_of(choice: Choice, said: Said) -> str:
    """The answer, readable; nothing is said as that, too."""
    tr = QCoreApplication.translate
    if choice.path == "op":
        return (
            tr("ChoicesPage", "Taken back, entered by mistake") if said.words else tr("ChoicesPage", "Stays")
        )
    if choice.path == "word":
        return _consent(said.words)
    if choice.path in ("born_on", "infused_on"):
        return _day(said.words) or tr("ChoicesPage", "Not known")
    if not said.words:
        gone = "#" in choice.path
        return tr("ChoicesPage", "Removed") if gone else tr("ChoicesPage", "No answer")
    known = {
        ("sex", "f"): tr("ChoicesPage", "female"),
        ("sex", "m"): tr("ChoicesPage", "male"),
        ("sex", "d"): tr("ChoicesPage", "diverse"),
        ("active", "True"): tr("ChoicesPage", "yes"),
        ("active", "False"): tr("ChoicesPage", "no"),
        ("role", "physician"): tr("ChoicesPage", "Physician"),
        ("role", "study_nurse"): tr("ChoicesPage", "Study nurse"),
    }
    return known.get((choice.path, said.words), said.words)


def about_of(said: Said) -> str:
    """Who, and when by that computer's clock."""
    when = datetime.fromisoformat(said.at).astimezone().strftime("%d.%m.%Y %H:%M") if said.at else ""
    return " · ".join(part for part in (said.by, when) if part)


def _consent(told: str) -> str:
    given, on, note = (*told.split("\n"), "", "")[:3]
    tr = QCoreApplication.translate
    words = tr("ChoicesPage", "Given") if given == "true" else tr("ChoicesPage", "Not given, or withdrawn")
    return "\n".join(part for part in (words, _day(on), note) if part)


def _day(told: str) -> str:
    return f"{date.fromisoformat(told):%d.%m.%Y}" if told else ""
