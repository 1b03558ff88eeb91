"""A practice of invented patients to try everything in: in a folder of its own, and nothing of it leaves.

Its password is known to everybody, because nothing real belongs into it.
"""

import shutil
import tomllib
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.errors import IagoError
from iago_desktop.paths import resource
from iago_desktop.rules.draft import Draft
from iago_desktop.sentences import Language
from iago_desktop.services import patients, records, setup
from iago_desktop.services.patients import NewPatient
from iago_desktop.services.setup import FIRST_USER, NewPractice
from iago_desktop.services.workspace import Workspace
from iago_desktop.signing.keystore import FLOOR
from iago_desktop.signing.whole_file import file_error

PASSWORD = "nothing real is kept in here"  # noqa: S105 -- known to everybody, see above
NAMES: Mapping[Language, tuple[str, str, str]] = {
    "en": ("Training practice", "Nowhere", "Dr. Robin Trainee"),
    "de": ("Übungspraxis", "Nirgendwo", "Dr. Robin Übung"),
}
_LABS, _DAY = "labs", "day"


def open_training(
    folder: Path,
    language: Language,
    *,
    today: Callable[[], date] = date.today,
    catalogue: Catalogue | None = None,
) -> Workspace:
    """As it was left; made anew where there is none yet.  Raises IagoError."""
    if not setup.is_set_up(folder):
        workspace = _found(folder, language, today, catalogue)
    else:
        workspace = setup.open_workspace(
            folder, FIRST_USER, PASSWORD, language, today=today, catalogue=catalogue
        )
    if not workspace.training:
        setup.close(workspace)
        raise IagoError("training_folder_foreign")
    return workspace


def start_afresh(folder: Path) -> None:
    """Forget all that was practised; the next open_training() makes the patients again.

    Raises IagoError `training_folder_foreign` where the folder holds anything but a training practice.
    """
    setup.close(open_training(folder, "en"))
    try:
        shutil.rmtree(folder)
    except OSError as error:
        raise file_error(error) from error


def _found(
    folder: Path, language: Language, today: Callable[[], date], catalogue: Catalogue | None
) -> Workspace:
    """All of it, or nothing: half a training practice would be taken for a whole one."""
    practice, place, person = NAMES[language]
    new = NewPractice(folder, FLOOR, today)
    groups = new.prepare(practice, place, person, "physician", PASSWORD)
    new.confirm({index: groups[index] for index in new.asked})
    workspace = new.create(language, catalogue=catalogue, training=True)
    try:
        add_invented(workspace)
    except BaseException:
        setup.close(workspace)
        with suppress(OSError):
            shutil.rmtree(folder)
        raise
    return workspace


def add_invented(workspace: Workspace, count: int | None = None) -> None:
    """The first so many of the patients, with all that is recorded of them; without a number all."""
    for patient in _invented()[:count]:
        _add(workspace, patient)


def _invented() -> list[dict[str, Any]]:
    source = resource("training", "patients.toml").read_text(encoding="utf-8")
    invented: list[dict[str, Any]] = tomllib.loads(source)["patient"]
    return invented


def _add(workspace: Workspace, invented: Mapping[str, Any]) -> None:
    infused = workspace.today() - timedelta(invented["infused_days_ago"])
    patient = patients.add(
        workspace,
        NewPatient(
            surname=invented["surname"],
            given_name=invented["given_name"],
            born_on=invented["born_on"],
            sex=invented["sex"],
            product=invented["product"],
            indication=invented["indication"],
            infused_on=infused,
            consent=invented.get("consent", True),
            consent_on=infused,
        ),
    )
    treatment = patients.view(workspace, patient).treatment_id
    for day in invented.get(_LABS, ()):
        answers = {"drawn_on": f"d{day[_DAY]}"} | {name: day[name] for name in day if name != _DAY}
        _record(workspace, treatment, {"form": _LABS, "answers": answers})
    for record in invented.get("record", ()):
        _record(workspace, treatment, record)


def _record(workspace: Workspace, treatment: str, record: Mapping[str, Any]) -> None:
    draft_id = records.start(workspace, treatment, record["form"])
    draft = records.open_draft(workspace, draft_id).draft
    for field, answer in record["answers"].items():
        _answer(draft, field, answer)
    if record.get("open"):
        records.autosave(workspace, draft_id, draft, {})
        return
    while open_items := draft.open_items():
        for item in open_items:
            if item.why == "unanswered":
                draft.set_missing(item.field, "not_known", item.row, item.column)
            else:
                draft.confirm(item.field, "checked", item.row, item.column)
    records.sign(workspace, records.finish(workspace, draft_id, draft))


def _answer(draft: Draft, field: str, answer: Any) -> None:
    if isinstance(answer, list) and isinstance(answer[0], dict):
        for cells in answer:
            row = draft.add_row(field)
            for column, cell in cells.items():
                draft.enter(field, cell, row=row, column=column)
    else:
        draft.enter(field, answer)
