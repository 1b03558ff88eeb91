"""Words that every printed sheet has."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from iago_desktop.services.workspace import Workspace


def footer(workspace: Workspace, *, patient: bool = True) -> str:
    """When and by whom it was printed, and that it holds what must not lie about."""
    now = workspace.time().astimezone()
    when = datetime.combine(workspace.today(), now.time()).strftime("%d.%m.%Y %H:%M")
    printed = QCoreApplication.translate("Printing", "Printed {when} by {person}.").format(
        when=when, person=workspace.user.name
    )
    if not patient:
        return printed
    contains = QCoreApplication.translate("Printing", "Contains patient data.")
    return f"{contains} {printed}"


def practice(workspace: Workspace) -> str:
    return ", ".join(filter(None, (workspace.practice_name, workspace.place)))


def not_signed() -> str:
    return QCoreApplication.translate("Printing", "Draft, not signed")
