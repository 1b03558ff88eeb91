"""One entry of the audit: what was changed from what to what, its proof, and where it has gone."""

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget

from iago_desktop.services.audit import Anchor, Details, Part
from iago_desktop.services.entry_history import Changed
from iago_desktop.ui.models.audit import AuditRow
from iago_desktop.ui.models.audit_words import noted_words
from iago_desktop.ui.models.change_log import label_words, value_words, when
from iago_desktop.ui.models.ledger import groups_of, shown_day
from iago_desktop.ui.sheet import Sheet
from iago_desktop.ui.tokens import font
from iago_desktop.ui.widgets import Badge, Button, Hairline, Item, Label, column, row, scrolled


class AuditSheet(Sheet):
    wide = 560

    def __init__(self, page: QWidget, entry: AuditRow, details: Details) -> None:
        super().__init__(page)
        _, who, what, whom, reason = entry.cells
        self.close_button = Button(self.tr("Close"), keys=("Esc",))
        self.close_button.clicked.connect(self.closed)
        items: list[Item] = [
            Label(what, font(20, 600), wrap=True),
            4,
            Label(f"{when(entry.line.at)} · {who}", font(14), "ink2", wrap=True),
        ]
        for label, value in ((self.tr("About"), whom), (self.tr("Reason"), reason), *_facts(details)):
            if value:
                items += [8, _pair(label, value)]
        items += [12, _pair(self.tr("Registry"), _where(details.anchor))]
        for part in details.parts:
            items += [14, Hairline(), 12, self._part(part)]
        inner = QWidget()
        column(*items, None, margins=(24, 20, 24, 16), parent=inner)
        layout = column(parent=self._panel)
        layout.addWidget(scrolled(inner), 1)
        layout.addLayout(row(None, self.close_button, margins=(24, 10, 24, 14)))
        self.setAccessibleName(what)

    def _part(self, part: Part) -> QWidget:
        holds = (
            Badge(self.tr("Signature holds"), "accent", "check-circle")
            if part.holds
            else Badge(self.tr("Signature does not hold"), "red", "warning")
        )
        number = Label(self.tr("No. {number}").format(number=part.n), font(13, 600), "ink2")
        items: list[Item] = [row(number, None, holds)]
        if title := _title(part):
            items += [4, Label(title, font(15, 600), wrap=True)]
        for change in part.changes:
            items += [6, _change(change)]
        proof = Label(" ".join(groups_of(part.digest)[:8]) + " …", font(12, mono=True), "ink3")
        proof.setAccessibleName(part.digest)
        proof.setToolTip(part.digest)
        items += [8, proof]
        box = QWidget()
        column(*items, parent=box)
        return box

    def _take_focus(self) -> None:
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_enter(self) -> None:
        self.closed.emit()


def _pair(label: str, value: str) -> QWidget:
    box = QWidget()
    column(Label(label, font(12, 500), "ink3"), Label(value, font(14), wrap=True), gap=1, parent=box)
    return box


def _change(change: Changed) -> QWidget:
    words = f"{_value(change, change.before)} → {_value(change, change.after)}"
    return _pair(_label(change), words)


def _facts(details: Details) -> Iterator[tuple[str, str]]:
    for name, value in details.noted:
        yield noted_words(name), value
    if details.clock:
        yield QCoreApplication.translate("AuditSheet", "The computer's clock showed"), when(details.clock)


def _where(anchor: Anchor | None) -> str:
    if anchor is None:
        return QCoreApplication.translate("AuditSheet", "Its line leaves with the next bundle.")
    if anchor.receipt_on is None:
        words = QCoreApplication.translate(
            "AuditSheet", "Its line left with bundle {number} of {day}. The receipt has not come yet."
        )
        return words.format(number=anchor.seq, day=shown_day(anchor.created))
    words = QCoreApplication.translate(
        "AuditSheet",
        "Its line left with bundle {number} of {day}. The registry countersigned it; receipt of {receipt}.",
    )
    return words.format(
        number=anchor.seq, day=shown_day(anchor.created), receipt=shown_day(anchor.receipt_on)
    )


def _title(part: Part) -> str:
    titles = {
        "patient": QCoreApplication.translate("ChangeLog", "Person"),
        "treatment": QCoreApplication.translate("ChangeLog", "Treatment"),
        "consent": QCoreApplication.translate("ChangeLog", "Registry consent"),
        "answer": QCoreApplication.translate("AuditSheet", "Answer to the registry"),
        "user": QCoreApplication.translate("AuditSheet", "Person of the practice"),
    }
    return part.title or titles.get(part.kind, "")


def _label(change: Changed) -> str:
    labels = {
        "name": QCoreApplication.translate("AuditSheet", "Name"),
        "role": QCoreApplication.translate("AuditSheet", "Role"),
        "rights": QCoreApplication.translate("AuditSheet", "Rights"),
        "active": QCoreApplication.translate("AuditSheet", "Works here"),
    }
    return labels.get(change.label) or label_words(change)


def _value(change: Changed, value: str) -> str:
    words = {
        ("active", "yes"): QCoreApplication.translate("AuditSheet", "yes"),
        ("active", "no"): QCoreApplication.translate("AuditSheet", "no"),
        ("role", "physician"): QCoreApplication.translate("AuditSheet", "Physician"),
        ("role", "study_nurse"): QCoreApplication.translate("AuditSheet", "Study nurse"),
    }
    rights = {
        "enter": QCoreApplication.translate("AuditSheet", "enter"),
        "sign": QCoreApplication.translate("AuditSheet", "sign"),
        "export": QCoreApplication.translate("AuditSheet", "export"),
        "manage": QCoreApplication.translate("AuditSheet", "manage"),
    }
    if change.label == "rights" and value:
        return ", ".join(rights.get(each, each) for each in value.split())
    return words.get((change.label, value)) or value_words(change, value)
