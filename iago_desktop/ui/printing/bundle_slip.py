"""What travels beside the stick: which bundle it is, its fingerprint, and room for two signatures."""

from PySide6.QtCore import QCoreApplication

from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.models.ledger import LedgerLine, groups_of
from iago_desktop.ui.printing.blocks import Groups, Head, Heading, Pair, SignatureLines, Space, Text
from iago_desktop.ui.printing.paper import Document
from iago_desktop.ui.printing.words import footer, practice


def bundle_slip(workspace: Workspace, site: str, line: LedgerLine) -> Document:
    kind = QCoreApplication.translate("BundleSlip", "Slip for the stick")
    title = QCoreApplication.translate("BundleSlip", "Bundle {number}").format(number=line.seq)
    state = {
        "made": QCoreApplication.translate("BundleSlip", "not saved to a carrier yet"),
        "confirmed": QCoreApplication.translate("BundleSlip", "confirmed by the registry"),
    }.get(line.state, QCoreApplication.translate("BundleSlip", "waiting for receipt"))
    where = practice(workspace)
    pairs = (
        (QCoreApplication.translate("BundleSlip", "Centre code"), site),
        (QCoreApplication.translate("BundleSlip", "Sequence number"), str(line.seq)),
        (QCoreApplication.translate("BundleSlip", "Created"), line.created),
        (QCoreApplication.translate("BundleSlip", "Records"), str(line.records)),
        (QCoreApplication.translate("BundleSlip", "Saved to"), line.carried_to),
        (QCoreApplication.translate("BundleSlip", "Receipt"), line.receipt_on),
    )
    compare = QCoreApplication.translate(
        "BundleSlip",
        "Whoever receives the stick compares the fingerprint with the one their program shows. "
        "The bundle is encrypted and holds pseudonyms only.",
    )
    signatures = (
        QCoreApplication.translate("BundleSlip", "Handed over: date, signature"),
        QCoreApplication.translate("BundleSlip", "Received: date, signature"),
    )
    return Document(
        title,
        (
            Head(title, state, kind, line.created, where),
            *(Pair(name, value or "–") for name, value in pairs),
            Space(24),
            Heading(QCoreApplication.translate("BundleSlip", "Fingerprint")),
            Groups(groups_of(line.digest)),
            Space(8),
            Text(compare, ink="ink2"),
            Space(40),
            SignatureLines(signatures),
        ),
        footer(workspace, patient=False),
        QCoreApplication.translate("BundleSlip", "Draft, not saved to a carrier")
        if line.state == "made"
        else "",
    )
