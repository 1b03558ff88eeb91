"""What the palette finds: the patients, what can be done here and everywhere, what is open."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import cast

from PySide6.QtCore import QCoreApplication

from iago_desktop.services import agenda, patients
from iago_desktop.services.agenda import DraftLine
from iago_desktop.services.patients import PatientRow
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.keys import WindowKey
from iago_desktop.ui.models.today_words import form_title
from iago_desktop.ui.names import born, full_name
from iago_desktop.ui.page import Action, Place
from iago_desktop.ui.palette.index import Found, Index

Go = Callable[[Place], object]
_PLACES = frozenset({"today", "patients", "drafts", "registry", "measures", "settings", "back", "forward"})
_NOT_OFFERED = frozenset({"palette", "undo"})


def of_patients(rows: Iterable[PatientRow], run: Callable[[PatientRow], object]) -> list[Found]:
    return [
        Found(
            "patients",
            full_name(row),
            " · ".join(filter(None, (row.product, row.indication, born(row)))),
            "users",
            run=lambda row=row: run(row),  # type: ignore[misc]
            row=row,
            also=row.pid,
        )
        for row in rows
    ]


def for_whom(people: Index, then: Callable[[PatientRow], object]) -> Index:
    """The same patients, for another purpose."""
    return people.each(lambda found: replace(found, run=lambda: then(cast("PatientRow", found.row))))


def of_keys(keys: Sequence[WindowKey], run: Callable[[str], object]) -> list[Found]:
    """What works everywhere."""
    return [
        Found(
            "help" if key.id == "help" else "go" if key.id in _PLACES else "do",
            key.words,
            icon=key.icon,
            keys=key.keys,
            run=lambda key=key: run(key.id),  # type: ignore[misc]
        )
        for key in keys
        if key.id not in _NOT_OFFERED
    ]


def of_actions(actions: Sequence[Action], whom: str) -> list[Found]:
    """What can be done on the page that is shown."""
    return [Found("do", each.words, whom, each.icon, each.keys, each.run) for each in actions]


def for_patient(row: PatientRow, keys: Sequence[WindowKey], run: Callable[[str], object]) -> list[Found]:
    """Records that can be begun for the patient who is open."""
    wanted = ("visit", "infection", "toxicity", "more")
    return [
        Found("do", key.words, full_name(row), key.icon, key.keys, lambda key=key: run(key.id))  # type: ignore[misc]
        for key in keys
        if key.id in wanted
    ]


def open_items(workspace: Workspace, go: Go) -> list[Found]:
    """Drafts, by the form and whose it is."""
    return [
        _draft(line, form_title(workspace, line.form, line.form_version), go)
        for line in agenda.drafts(workspace, count=False)
    ]


def _draft(line: DraftLine, form: str, go: Go) -> Found:
    words = QCoreApplication.translate("Offers", "Draft: {form}").format(form=form)
    return Found("open", words, full_name(line), "pencil-simple", run=lambda: go(Place("form", line.id)))


@dataclass(frozen=True)
class Read:
    """What had to be read and folded for the palette; made on another thread, for it takes a while."""

    people: Index
    opened: Index


def read(workspace: Workspace, go: Go) -> Read:
    def open_patient(row: PatientRow) -> None:
        go(Place("patient", row.id))

    return Read(Index(of_patients(patients.rows(workspace), open_patient)), Index(open_items(workspace, go)))
