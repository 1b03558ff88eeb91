"""The forms that can be begun, as entries to choose from, in the order of their groups."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.definitions.model import CodeEntry, Text


def _groups() -> dict[str, str]:
    """Group -> its name in the language of the window, in the order of the menu."""
    return {
        "visit": QCoreApplication.translate("FormMenu", "Visit"),
        "infection": QCoreApplication.translate("FormMenu", "Infection"),
        "canonical": QCoreApplication.translate("FormMenu", "Inflammation"),
        "blood": QCoreApplication.translate("FormMenu", "Blood and immune system"),
        "nervous": QCoreApplication.translate("FormMenu", "Nervous system"),
        "organs": QCoreApplication.translate("FormMenu", "Organs"),
        "tumour": QCoreApplication.translate("FormMenu", "Second tumour"),
        "other": QCoreApplication.translate("FormMenu", "Other"),
        "drugs": QCoreApplication.translate("FormMenu", "Drugs and products"),
        "milestones": QCoreApplication.translate("FormMenu", "Milestones"),
    }


def menu(catalogue: Catalogue, wanted: Callable[[str], bool]) -> tuple[CodeEntry, ...]:
    """What can be begun for a patient; the treatment itself is made with the patient."""
    groups = _groups()
    places = {group: place for place, group in enumerate(groups)}
    forms = [each for each in catalogue.entries() if each.kind != "treatment" and wanted(each.group)]
    return tuple(
        CodeEntry(
            code=each.id,
            text=each.title,
            group=Text(en=groups[each.group], de=groups[each.group]),
            synonyms=(each.short.en, each.short.de) if each.short else (),
        )
        for each in sorted(forms, key=lambda form: places[form.group])
    )
