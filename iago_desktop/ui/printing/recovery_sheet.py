"""The recovery sheet: six groups that open the records without a password."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from iago_desktop.ui.printing.blocks import Groups, Head, Heading, SignatureLines, Space, Text
from iago_desktop.ui.printing.paper import Document


def recovery_sheet(groups: Sequence[str], practice: str) -> Document:
    """Made before there is a practice, so it takes only words."""
    title = QCoreApplication.translate("RecoverySheet", "Recovery sheet")
    now = datetime.now().astimezone()
    rules = (
        QCoreApplication.translate("RecoverySheet", "Whoever has this sheet can open the records."),
        QCoreApplication.translate("RecoverySheet", "Keep it locked, away from the computer."),
        QCoreApplication.translate("RecoverySheet", "Without password and sheet the data are lost."),
        QCoreApplication.translate(
            "RecoverySheet", "It has no O, I, L or U: what looks like O is zero, like I or L is one."
        ),
        QCoreApplication.translate(
            "RecoverySheet", "Delete the file that this was printed from, also from the recycle bin."
        ),
    )
    signatures = (
        QCoreApplication.translate("RecoverySheet", "Stored where"),
        QCoreApplication.translate("RecoverySheet", "Date, signature"),
    )
    printed = QCoreApplication.translate(
        "RecoverySheet", "Printed {when}. Opens all records of the practice."
    )
    numbered = [f"{number}  {group}" for number, group in enumerate(groups, 1)]
    return Document(
        title,
        (
            Head(title, practice, "IAGO Desktop", now.strftime("%d.%m.%Y"), ""),
            Heading(QCoreApplication.translate("RecoverySheet", "The six groups")),
            Groups(numbered, columns=2, px=22),
            Space(16),
            *(Text(f"·  {rule}", px=12) for rule in rules),
            Space(48),
            SignatureLines(signatures),
        ),
        printed.format(when=now.strftime("%d.%m.%Y %H:%M")),
    )
