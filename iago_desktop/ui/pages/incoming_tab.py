"""What came from the registry: receipts, questions, card, certificate, packs."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStackedWidget, QWidget

from iago_desktop.services import incoming, resync
from iago_desktop.services.incoming import Received
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.icons import draw_icon
from iago_desktop.ui.models.ledger import shown_day
from iago_desktop.ui.models.rows import Index, Lines, Rows, Table
from iago_desktop.ui.paint import draw_text
from iago_desktop.ui.tokens import T, font
from iago_desktop.ui.widgets import Card, Icon, Label, column, row

_WIDTHS = (170, 420, 320)
_MOST_MISSING = 12
_ICONS = {
    "receipt": "check-circle",
    "question": "chat-circle",
    "card": "identification-card",
    "cert": "shield-check",
}


class _Model(Rows[Received]):
    def headings(self) -> tuple[str, ...]:
        return (self.tr("Imported"), self.tr("What"), self.tr("Content"))

    def words(self, row: Received, column: int) -> str:
        return (shown_day(row.on), self._what(row), self._content(row))[column]

    def _what(self, row: Received) -> str:
        what = {
            "receipt": self.tr("Receipt for bundle {number}"),
            "question": self.tr("Questions, file {number}"),
            "card": self.tr("The registry's card, version {number}"),
            "cert": self.tr("Certificate {number}"),
        }.get(row.kind, self.tr("Pack, version {number}"))
        return what.format(number=row.number)

    def _content(self, row: Received) -> str:
        if row.kind != "question":
            return row.name
        one = self.tr("1 question")
        return one if row.count == 1 else self.tr("{count} questions").format(count=row.count)


class _Paint(Lines):
    def paint_cell(self, painter: QPainter, rect: QRectF, index: Index, *, chosen: bool) -> None:  # noqa: ARG002
        model, line = index.model(), index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(model, _Model):
            return
        words = model.words(line, index.column())
        cell = rect.adjusted(16 if index.column() == 0 else 6, 0, -6, 0)
        if index.column() == 1:
            draw_icon(
                painter,
                _ICONS.get(line.kind, "clipboard-text"),
                cell.x(),
                cell.center().y() - 9,
                18,
                T.accent,
            )
            draw_text(painter, cell.adjusted(28, 0, 0, 0), words, font(14, 500), T.ink, elide=True)
        else:
            draw_text(painter, cell, words, font(14), T.ink2, elide=True)


class IncomingTab(QWidget):
    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.table = Table(_Model(), _Paint(), _WIDTHS, 2, 45)
        self.table.setAccessibleName(self.tr("Incoming"))
        nothing = QWidget()
        words = Label(self.tr("Nothing has come from the registry yet."), font(14, 500), "ink2")
        column(None, row(None, Icon("tray", 22, "ink3"), words, None, gap=10), None, parent=nothing)
        self._body = QStackedWidget()
        self._body.addWidget(self.table)
        self._body.addWidget(nothing)
        card = Card()
        column(self._body, margins=(1, 4, 1, 6), parent=card)
        self.missing = Label("", font(14), "ink2", wrap=True)
        self._missing = Card()
        title = Label(
            self.tr("At the registry and no longer here, since the restore"), font(14, 600), wrap=True
        )
        column(title, 6, self.missing, margins=(20, 14, 20, 14), parent=self._missing)
        layout = column(self._missing, gap=12, margins=(24, 14, 24, 16), parent=self)
        layout.addWidget(card, 1)

    def refresh(self) -> int:
        """How many files have come."""
        found = incoming.received(self._workspace)
        self._show_missing()
        self.table.show_rows(found)
        self._body.setCurrentIndex(0 if found else 1)
        return len(found)

    def _show_missing(self) -> None:
        """What a person enters again, or asks the registry to take back."""
        catalogue, language = self._workspace.catalogue, self._workspace.language
        kinds = {
            "patient": self.tr("Master data"),
            "treatment": self.tr("Infusion"),
            "consent": self.tr("Consent"),
            "answer": self.tr("Answer to the registry"),
        }
        lines = []
        for each in resync.missing(self._workspace)[:_MOST_MISSING]:
            has_form = bool(each.form) and catalogue.has_form(each.form)
            what = (
                self.tr("Withdrawal")
                if each.op == "withdraw"
                else catalogue.form(each.form).called.in_language(language)
                if has_form
                else kinds.get(each.kind, each.kind)
            )
            state = self.tr("older here") if each.older else self.tr("not here")
            line = self.tr("{who}: {what}, bundle {number}, {state}")
            lines.append(line.format(who=each.who, what=what, number=each.bundle, state=state))
        self.missing.setText("\n".join(lines))
        self._missing.setVisible(bool(lines))

    def take_focus(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
