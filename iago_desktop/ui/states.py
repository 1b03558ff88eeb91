"""Under the top bar: what the database itself has to say about being whole."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from iago_desktop.services import integrity, mending
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.texts import said


class State(NamedTuple):
    """A sentence that lasts; `action` and what it does, where a person can do something about it."""

    name: str
    words: str
    action: str = ""
    do: Callable[[Workspace], object] | None = None


def states(workspace: Workspace) -> tuple[State, ...]:
    """Each by its name, without words where all is well."""
    return _witness(workspace), _checked(workspace), _apart(workspace), _restored(workspace)


def _witness(workspace: Workspace) -> State:
    warning = workspace.store.warning
    if warning is None:
        return State("witness", "")
    action = QCoreApplication.translate("States", "I have compared them")
    return State("witness", said(warning, workspace.language), action, integrity.accept_history)


def _checked(workspace: Workspace) -> State:
    found = integrity.last_check(workspace)
    words = ""
    if found is not None and found.pages:
        words = QCoreApplication.translate(
            "States",
            "Damaged places were found in the database. Lock and unlock it: then what can be read is "
            "rescued, or a backup is restored.",
        )
    elif found is not None and found.entry is not None:
        words = QCoreApplication.translate(
            "States",
            "The history does not hold from change {n} on: it was edited outside IAGO Desktop or is damaged. "
            "Tell the person responsible for data protection.",
        ).format(n=found.entry)
    return State("checked", words)


def _apart(workspace: Workspace) -> State:
    apart = mending.apart(workspace)
    if not apart:
        return State("apart", "")
    if len(apart) == 1:
        words = QCoreApplication.translate(
            "States", "1 entry cannot be read or does not say what its history says. It does not leave."
        )
    else:
        words = QCoreApplication.translate(
            "States",
            "{n} entries cannot be read or do not say what their history says. They do not leave.",
        ).format(n=len(apart))
    if not any(each.can_be_restored for each in apart):
        return State("apart", words)
    action = QCoreApplication.translate("States", "Restore from history")
    return State("apart", words, action, mending.restore)


def _restored(workspace: Workspace) -> State:
    if workspace.put_back == 1:
        words = QCoreApplication.translate(
            "States", "1 entry could not be read and was put back from its history."
        )
    elif workspace.put_back:
        words = QCoreApplication.translate(
            "States", "{n} entries could not be read and were put back from their history."
        ).format(n=workspace.put_back)
    else:
        return State("restored", "")
    return State("restored", words, QCoreApplication.translate("States", "Read"), _forget)


def _forget(workspace: Workspace) -> None:
    workspace.put_back = 0
