"""What two computers say differently, in words: names and values that no form puts into words."""

from datetime import date, datetime

from PySide6.QtCore import QCoreApplication

from iago_desktop.services.desk_questions import Choice, Said


def label_of(choice: Choice) -> str:
    """What it is called."""
    known = {
        "surname": QCoreApplication.translate("ChoicesPage", "Surname"),
        "given_name": QCoreApplication.translate("ChoicesPage", "First name"),
        "born_on": QCoreApplication.translate("ChoicesPage", "Date of birth"),
        "sex": QCoreApplication.translate("ChoicesPage", "Sex"),
        "infused_on": QCoreApplication.translate("ChoicesPage", "Date of infusion"),
        "word": QCoreApplication.translate("ChoicesPage", "Consent"),
        "op": QCoreApplication.translate("ChoicesPage", "The entry"),
        "grade_confirmed": QCoreApplication.translate("ChoicesPage", "Grade by judgement"),
        "name": QCoreApplication.translate("ChoicesPage", "Name"),
        "role": QCoreApplication.translate("ChoicesPage", "Role"),
        "rights": QCoreApplication.translate("ChoicesPage", "Rights"),
        "active": QCoreApplication.translate("ChoicesPage", "Works here"),
        "pid": QCoreApplication.translate("ChoicesPage", "Patient number"),
    }
    return known.get(choice.path, choice.label)


def words_of(choice: Choice, said: Said) -> str:
    """The answer, readable; nothing is said as that, too."""
    if choice.path == "op":
        return (
            QCoreApplication.translate("ChoicesPage", "Taken back, entered by mistake")
            if said.words
            else QCoreApplication.translate("ChoicesPage", "Stays")
        )
    if choice.path == "word":
        return _consent(said.words)
    if choice.path in ("born_on", "infused_on"):
        return _day(said.words) or QCoreApplication.translate("ChoicesPage", "Not known")
    if not said.words:
        gone = "#" in choice.path
        return (
            QCoreApplication.translate("ChoicesPage", "Removed")
            if gone
            else QCoreApplication.translate("ChoicesPage", "No answer")
        )
    known = {
        ("sex", "f"): QCoreApplication.translate("ChoicesPage", "female"),
        ("sex", "m"): QCoreApplication.translate("ChoicesPage", "male"),
        ("sex", "d"): QCoreApplication.translate("ChoicesPage", "diverse"),
        ("active", "True"): QCoreApplication.translate("ChoicesPage", "yes"),
        ("active", "False"): QCoreApplication.translate("ChoicesPage", "no"),
        ("role", "physician"): QCoreApplication.translate("ChoicesPage", "Physician"),
        ("role", "study_nurse"): QCoreApplication.translate("ChoicesPage", "Study nurse"),
    }
    return known.get((choice.path, said.words), said.words)


def about_of(said: Said) -> str:
    """Who, and when by that computer's clock."""
    when = datetime.fromisoformat(said.at).astimezone().strftime("%d.%m.%Y %H:%M") if said.at else ""
    return " · ".join(part for part in (said.by, when) if part)


def _consent(told: str) -> str:
    given, on, note = (*told.split("\n"), "", "")[:3]
    words = (
        QCoreApplication.translate("ChoicesPage", "Given")
        if given == "true"
        else QCoreApplication.translate("ChoicesPage", "Not given, or withdrawn")
    )
    return "\n".join(part for part in (words, _day(on), note) if part)


def _day(told: str) -> str:
    return f"{date.fromisoformat(told):%d.%m.%Y}" if told else ""
