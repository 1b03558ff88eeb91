"""The forms that can be begun, as entries to choose from, in the order of their groups."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.definitions.model import CodeEntry, Text

_TRANSLATE = QCoreApplication.translate


def _groups() -> dict[str, str]:
    """Group -> its name in the language of the window, in the order of the menu."""
    return {
        "visit": _TRANSLATE("FormMenu", "Visit"),
        "infection": _TRANSLATE("FormMenu", "Infection"),
        "canonical": _TRANSLATE("FormMenu", "Inflammation"),
        "blood": _TRANSLATE("FormMenu", "Blood and immune system"),
        "nervous": _TRANSLATE("FormMenu", "Nervous system"),
        "organs": _TRANSLATE("FormMenu", "Organs"),
        "tumour": _TRANSLATE("FormMenu", "Second tumour"),
        "other": _TRANSLATE("FormMenu", "Other"),
        "drugs": _TRANSLATE("FormMenu", "Drugs and products"),
        "milestones": _TRANSLATE("FormMenu", "Milestones"),
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
