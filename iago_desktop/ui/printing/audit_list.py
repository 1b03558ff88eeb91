"""The audit on paper: a table with who, when, what, about whom and why, and how far the history had come."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.models.audit import AuditRow
from iago_desktop.ui.models.change_log import when
from iago_desktop.ui.models.ledger import groups_of
from iago_desktop.ui.printing.blocks import Facts, Head, Space, TableHead, TableRow, Text
from iago_desktop.ui.printing.paper import Block, Document
from iago_desktop.ui.printing.words import footer, practice


def audit_list(workspace: Workspace, rows: Sequence[AuditRow], head: tuple[int, str]) -> Document:
    """`rows` newest first, at least one; `head` is number and digest of the newest entry there is."""
    title = QCoreApplication.translate("AuditList", "Audit of the practice")
    said = QCoreApplication.translate("AuditList", "{first} to {last}")
    span = said.format(first=when(rows[-1].line.at), last=when(rows[0].line.at))
    numbers = f"{rows[-1].line.id} – {rows[0].line.last}"
    columns = TableHead(
        (
            (QCoreApplication.translate("AuditList", "No."), 46),
            (QCoreApplication.translate("AuditList", "When"), 104),
            (QCoreApplication.translate("AuditList", "Who"), 110),
            (QCoreApplication.translate("AuditList", "What"), 170),
            (QCoreApplication.translate("AuditList", "About whom"), 125),
            (QCoreApplication.translate("AuditList", "Reason"), 125),
        )
    )
    facts = (
        (QCoreApplication.translate("AuditList", "Shown"), str(len(rows))),
        (QCoreApplication.translate("AuditList", "Entries"), numbers),
        (QCoreApplication.translate("AuditList", "Entries in all"), str(head[0])),
    )
    proof = QCoreApplication.translate(
        "AuditList", "Digest of the newest entry, number {number}, to which all others lead: {digest}"
    )
    blocks: list[Block] = [
        Head(practice(workspace), span, title, "", workspace.today().strftime("%d.%m.%Y")),
        Facts(facts),
        Space(6),
        Text(proof.format(number=head[0], digest=" ".join(groups_of(head[1], 8))), 9, "ink2"),
        Space(10),
        columns,
        *(TableRow(columns, (str(row.line.id), *row.cells), strong=3) for row in rows),
    ]
    return Document(title, blocks, footer(workspace))
