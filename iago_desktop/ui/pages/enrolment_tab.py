"""How the practice and the registry come to know each other: card, request, certificate."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from iago_desktop.errors import IagoError, InputError
from iago_desktop.sentences import sentence
from iago_desktop.services import enrolment
from iago_desktop.services.enrolment import CardPreview, EnrolmentState
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.choosers import Choosers
from iago_desktop.ui.form.inputs import InputFrame
from iago_desktop.ui.pages.bundle_card import Fingerprint
from iago_desktop.ui.pages.entry_row import EntryRow
from iago_desktop.ui.tokens import font
from iago_desktop.ui.widgets import Badge, Button, Card, Icon, Label, column, row, scrolled

_GROUP = 5
_WIDEST = 760


class EnrolmentTab(QWidget):
    """Three cards from top to bottom; the one that is next has the button."""

    import_asked = Signal()
    notice = Signal(str)
    trouble = Signal(str)

    def __init__(self, workspace: Workspace, choose: Choosers) -> None:
        super().__init__()
        self._workspace, self._choose = workspace, choose
        self._data = b""
        self._preview: CardPreview | None = None
        self.state: EnrolmentState = enrolment.state(workspace)
        self.group = InputFrame(width=120, mono=True)
        self.group_row = EntryRow(self.tr("Group 6, from the letter"), self.group)
        self.group.edit.setMaxLength(12)
        self.group.edit.textEdited.connect(self._on_group)
        self._inner = QWidget()
        self._layout = column(gap=14, margins=(24, 14, 24, 16), parent=self._inner)
        column(scrolled(self._inner), parent=self)
        self._show()

    def refresh(self) -> None:
        state = enrolment.state(self._workspace)
        if state != self.state:
            self.state = state
            self._show()

    def compare(self, data: bytes) -> None:
        """A card that nobody has vouched for yet.  Nothing is trusted before group 6 is typed."""
        try:
            self._preview, self._data = enrolment.read_card(data), data
        except IagoError as error:
            self.trouble.emit(sentence(error, self._workspace.language))
            return
        self._show()
        self.group.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_group(self, text: str) -> None:
        self.group_row.say("")
        if sum(character.isdigit() for character in text) < _GROUP:
            return
        try:
            card = enrolment.pin_card(self._workspace, self._data, text)
        except InputError as error:
            self.group_row.say(sentence(error, self._workspace.language))
            return
        except IagoError as error:
            self.trouble.emit(sentence(error, self._workspace.language))
            return
        self._forget_card()
        self.refresh()
        self.trouble.emit("")
        self.notice.emit(self.tr("{registry} is trusted.").format(registry=card.name))

    def _differs(self) -> None:
        self._forget_card()
        self._show()
        self.trouble.emit(
            self.tr("Nothing has been trusted. Call the registry on a number that you already know.")
        )

    def _forget_card(self) -> None:
        self._preview, self._data = None, b""
        self.group.set_text("")
        self.group_row.say("")

    def _write_request(self) -> None:
        folder = self._choose.folder(self)
        if folder is None:
            return
        try:
            written = enrolment.write_request(self._workspace, folder)
        except IagoError as error:
            self.trouble.emit(sentence(error, self._workspace.language))
            return
        self.refresh()
        self.trouble.emit("")
        self.notice.emit(self.tr("{file} is written.").format(file=written.path.name))

    # the three cards

    def _show(self) -> None:
        self.group_row.setParent(None)
        _clear(self._layout)
        self._layout.addWidget(self._card_part())
        self._layout.addWidget(self._request_part())
        self._layout.addWidget(self._certificate_part())
        self._layout.addStretch(1)

    def _part(self, number: int, title: str, words: str, tone: str) -> tuple[Card, QVBoxLayout]:
        card = Card()
        card.setMaximumWidth(_WIDEST)
        layout = column(margins=(20, 14, 20, 16), parent=card)
        badge = Badge(words, tone)
        layout.addLayout(
            row(Label(str(number), font(16, 600), "accent"), 10, Label(title, font(16, 600)), None, badge)
        )
        layout.addSpacing(8)
        return card, layout

    def _card_part(self) -> Card:
        known, preview = self.state.card, self._preview
        if known is not None:
            card, layout = self._part(1, self.tr("The registry's card"), self.tr("trusted"), "accent")
            self._add_registry(layout, known, known.groups)
            return card
        if preview is not None:
            card, layout = self._part(1, self.tr("Compare the number"), self.tr("not trusted yet"), "amber")
            self._say(
                layout, self.tr("The letter proves the file. Compare groups 1 to 5, then type group 6.")
            )
            layout.addSpacing(10)
            self._add_registry(layout, preview, (*preview.groups[:-1], ""))
            layout.addWidget(self.group_row)
            self.differ = Button(self.tr("Numbers differ"), height=34)
            self.differ.clicked.connect(self._differs)
            layout.addSpacing(6)
            layout.addLayout(row(self.differ, None))
            return card
        card, layout = self._part(1, self.tr("The registry's card"), self.tr("missing"), "neutral")
        self._say(layout, self.tr("The registry sends its card as a file, and its number in a letter."))
        self._add_import(layout, self.tr("Import the card"))
        return card

    def _add_registry(self, layout: QVBoxLayout, card: CardPreview, groups: tuple[str, ...]) -> None:
        facts = self.tr("{id} · valid until {day} · {threshold} of {roots} root keys").format(
            id=card.id,
            day=card.valid_until.strftime("%d.%m.%Y"),
            threshold=card.threshold,
            roots=card.roots,
        )
        names = column(Label(card.name, font(14, 600)), 2, Label(facts, font(13), "ink2"))
        layout.addLayout(row(Icon("identification-card", 20, "ink2"), names, None, gap=12))
        layout.addSpacing(10)
        self.card_number = Fingerprint(6, 15, 28)
        self.card_number.show_groups(groups)
        layout.addWidget(self.card_number)

    def _request_part(self) -> Card:
        number = self.state.request_fingerprint
        words, tone = (self.tr("written"), "accent") if number else (self.tr("not written"), "neutral")
        card, layout = self._part(2, self.tr("Request of this practice"), words, tone)
        if number is None:
            self._say(layout, self.tr("The request asks the registry for a centre code and a certificate."))
        else:
            self._say(layout, self.tr("The registry calls. Read this number out to the end."))
            layout.addSpacing(10)
            self.request_number = Fingerprint(6, 15, 28)
            self.request_number.show_groups(number.split())
            layout.addWidget(self.request_number)
        again = self.tr("Write the request again") if number else self.tr("Write the request")
        is_next = number is None and self.state.card is not None
        self.request_button = Button(again, "ghost" if is_next else "plain", icon="file-arrow-up", height=34)
        self.request_button.clicked.connect(self._write_request)
        layout.addSpacing(12)
        layout.addLayout(row(self.request_button, None))
        return card

    def _certificate_part(self) -> Card:
        state = self.state
        if state.site is None:
            card, layout = self._part(3, self.tr("Certificate"), self.tr("missing"), "neutral")
            self._say(layout, self.tr("It brings the centre code. Until then everything works but Export."))
            self._add_import(layout, self.tr("Import the certificate"))
            return card
        card, layout = self._part(3, self.tr("Certificate"), self.tr("in place"), "accent")
        layout.addLayout(
            row(
                Label(self.tr("Centre code"), font(14), "ink2"),
                Label(state.site, font(14, 600, mono=True)),
                None,
                gap=12,
            )
        )
        if state.valid_until is not None:
            until = self.tr("Valid until {day}").format(day=state.valid_until.strftime("%d.%m.%Y"))
            layout.addSpacing(4)
            self._say(layout, until)
        return card

    def _say(self, layout: QVBoxLayout, words: str) -> None:
        layout.addWidget(Label(words, font(13), "ink2", wrap=True))

    def _add_import(self, layout: QVBoxLayout, words: str) -> None:
        button = Button(words, "plain", icon="download-simple", keys=(self.tr("Ctrl"), "I"), height=34)
        button.clicked.connect(self.import_asked)
        layout.addSpacing(12)
        layout.addLayout(row(button, None))


def _clear(layout: QVBoxLayout) -> None:
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
