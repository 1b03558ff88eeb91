"""What stands beside the button that exports: how much waits, or which computer exports instead."""

from PySide6.QtCore import QCoreApplication

from iago_desktop.services.exchange import Waiting
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.pages.big_count import BigCount

_KINDS_SAID = 2


def show_what_waits(count: BigCount, waiting: Waiting, workspace: Workspace) -> None:
    if waiting.elsewhere:
        what = QCoreApplication.translate("RegistryPage", "Computer {letter} speaks with the registry")
        long = QCoreApplication.translate(
            "RegistryPage", "What is written here reaches it by files: Settings, Computers of this practice."
        )
        short = QCoreApplication.translate("RegistryPage", "It gets files from here.")
        count.show_count(waiting.elsewhere, what.format(letter=waiting.elsewhere), long, short)
        return
    one = QCoreApplication.translate("RegistryPage", "record not yet sent")
    many = QCoreApplication.translate("RegistryPage", "records not yet sent")
    count.show_count(waiting.records, one if waiting.records == 1 else many, *_details(waiting, workspace))


def _details(waiting: Waiting, workspace: Workspace) -> tuple[str, ...]:
    kinds = sorted(waiting.by_form.items(), key=lambda kind: -kind[1])
    parts = [
        f"{workspace.catalogue.form(form).called.in_language(workspace.language)} {count}"
        for form, count in kinds[:_KINDS_SAID]
    ]
    if rest := sum(count for _, count in kinds[_KINDS_SAID:]):
        parts.append(QCoreApplication.translate("RegistryPage", "{count} others").format(count=rest))
    if waiting.patients:
        one = QCoreApplication.translate("RegistryPage", "1 patient")
        many = QCoreApplication.translate("RegistryPage", "{count} patients")
        if not waiting.records:  # a withdrawal, a date that was corrected
            one = QCoreApplication.translate("RegistryPage", "other changes of 1 patient")
            many = QCoreApplication.translate("RegistryPage", "other changes of {count} patients")
        parts.append((one if waiting.patients == 1 else many).format(count=waiting.patients))
    if not parts:
        return (
            QCoreApplication.translate("RegistryPage", "Signed entries of patients with consent wait here."),
            QCoreApplication.translate("RegistryPage", "Nothing waits."),
        )
    return " · ".join(parts), parts[-1]
