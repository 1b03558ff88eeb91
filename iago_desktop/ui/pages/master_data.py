"""Who the patient is, what was infused and when, and the consent: read here, corrected in a sheet."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from iago_desktop.errors import IagoError
from iago_desktop.services import withdrawal
from iago_desktop.services.identity import Infusion, MasterData, master_data
from iago_desktop.services.patients import Coded, age_at
from iago_desktop.services.rights import EXPORT
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.models.ledger import shown_day
from iago_desktop.ui.names import are_hidden
from iago_desktop.ui.page import Action, Page
from iago_desktop.ui.pages.correct_sheet import CorrectSheet, ReasonSheet, shown_date
from iago_desktop.ui.pages.infusion_sheet import InfusionSheet
from iago_desktop.ui.texts import said
from iago_desktop.ui.tokens import font
from iago_desktop.ui.widgets import Button, Hairline, Label, column, row, scrolled

_LABEL = 200


class MasterDataTab(QWidget):
    """A tab of the patient's page, which opens `sheet_asked` over itself and hears of `saved`."""

    sheet_asked = Signal(object)
    consent_asked = Signal()
    copy_asked = Signal()
    saved = Signal(str)

    def __init__(self, workspace: Workspace, patient_id: str) -> None:
        super().__init__()
        self._workspace, self._patient_id = workspace, patient_id
        self.data: MasterData | None = None
        self._hidden = False
        self._inner = QWidget()
        self._lines = column(margins=(27, 16, 27, 20), parent=self._inner)
        column(scrolled(self._inner), parent=self)
        self._facts: list[tuple[str, str]] = []
        self.correct: Button | None = None
        self.dates: list[Button] = []

    def actions_here(self) -> Sequence[Action]:
        """What the page offers while this tab is shown."""
        return (
            Action(self.tr("Correct master data"), "Ctrl+R", self.ask_correction, "pencil-simple"),
            Action(self.tr("Correct the infusion date"), "Ctrl+Shift+R", self.ask_infusion, "calendar-blank"),
        )

    def take_focus(self) -> None:
        if self.correct is not None:
            self.correct.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        data, hidden = master_data(self._workspace, self._patient_id), are_hidden()
        if (data, hidden) != (self.data, self._hidden):
            self.data, self._hidden = data, hidden
            self._show(data)

    # what is read

    def facts(self) -> list[tuple[str, str]]:
        """Everything that is shown, for a reader and for tests."""
        return list(self._facts)

    def _show(self, data: MasterData) -> None:
        had_focus = self.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        _clear(self._lines)
        self._facts, self.dates = [], []
        self.correct = Button(
            self.tr("Correct"), icon="pencil-simple", keys=(self.tr("Ctrl"), "R"), height=30
        )
        self.correct.clicked.connect(self.ask_correction)
        self.correct.setEnabled(not self._hidden)
        self._heading(self.tr("Person"), self.correct)
        sexes = {"f": self.tr("female"), "m": self.tr("male"), "d": self.tr("diverse")}
        if self._hidden:
            self._line(self.tr("Name"), self.tr("hidden (F12 shows it)"))
        else:
            self._line(self.tr("Last name"), data.surname)
            self._line(self.tr("First name"), data.given_name)
            self._line(self.tr("Birth date"), self._born(data))
        self._line(self.tr("Sex"), sexes.get(data.sex or "", ""))
        self._line(self.tr("Pseudonym"), data.pid)
        for number, each in enumerate(data.infusions, 1):
            self._show_infusion(each, number if len(data.infusions) > 1 else 0)
        self._show_consent(data)
        copy = Button(self.tr("Copy for the patient"), icon="download-simple", height=30)
        copy.clicked.connect(self.copy_asked)
        copy.setEnabled(EXPORT in self._workspace.rights)
        if EXPORT not in self._workspace.rights:
            copy.setAccessibleDescription(said(IagoError("right_missing"), self._workspace.language))
            copy.setToolTip(copy.accessibleDescription())
        self._heading(self.tr("What is stored about the patient"), copy)
        self._lines.addWidget(
            Label(
                self.tr("A page to read and a JSON file, in a folder of your choice."),
                font(12),
                "ink3",
                wrap=True,
            )
        )
        if data.corrected_at:
            self._lines.addSpacing(18)
            words = self.tr("Last corrected on {day} by {person}: {why}").format(
                day=shown_day(data.corrected_at), person=data.corrected_by, why=data.corrected_why
            )
            self._lines.addWidget(Label(words, font(12), "ink3", wrap=True))
        self._lines.addStretch(1)
        if had_focus:
            self.take_focus()

    def _show_infusion(self, each: Infusion, number: int) -> None:
        date_button = Button(
            self.tr("Correct the date"),
            icon="calendar-blank",
            keys=(self.tr("Ctrl"), self.tr("Shift"), "R") if number < 2 else (),
            height=30,
        )
        date_button.clicked.connect(lambda _on=False, each=each: self._open_infusion(each))
        self.dates.append(date_button)
        title = self.tr("Treatment {number}").format(number=number) if number else self.tr("Treatment")
        self._heading(title, date_button)
        self._line(self.tr("Product"), self._coded("products", each.product))
        self._line(self.tr("Indication"), self._coded("indications", each.indication))
        self._line(self.tr("Treatment centre"), each.centre)
        self._line(self.tr("Infusion date"), shown_date(each.infused_on) or self.tr("not known"))
        leaves = " · ".join(filter(None, (each.half_year, each.age_band)))
        self._line(self.tr("Leaves as"), leaves, self.tr("half-year and age at infusion"))

    def _show_consent(self, data: MasterData) -> None:
        button = Button(self.tr("Consent …"), icon="signature", keys=(self.tr("Ctrl"), "6"), height=30)
        button.clicked.connect(self.consent_asked)
        self._heading(self.tr("Registry consent"), button)
        given = {True: self.tr("given"), False: self.tr("refused"), None: self.tr("open")}[data.consent]
        self._line(self.tr("Consent"), given)
        self._line(self.tr("Consent date"), shown_date(data.consent_on))
        if words := self._withdrawal():
            self._line(self.tr("Withdrawal"), words)
        if data.consent_note:
            self._line(self.tr("Note"), data.consent_note)

    def _withdrawal(self) -> str:
        found = withdrawal.state_of(self._workspace, self._patient_id)
        if found is None:
            return ""
        if found.state == "confirmed" and found.scope == "delete":
            return self.tr("deletion confirmed by the registry")
        return {
            "here": "",
            "waiting": self.tr("waits for the next bundle"),
            "sent": self.tr("sent with bundle {number}, not confirmed yet"),
            "confirmed": self.tr("confirmed by the registry"),
        }[found.state].format(number=found.bundle)

    def _heading(self, words: str, button: Button) -> None:
        if self._lines.count():
            self._lines.addSpacing(24)
        self._lines.addLayout(row(Label(words, font(15, 600)), None, button))
        self._lines.addSpacing(6)

    def _line(self, label: str, words: str, hint: str = "") -> None:
        self._lines.addWidget(Hairline())
        name = Label(label, font(13), "ink2")
        name.setFixedWidth(_LABEL)
        value = Label(words or "–", font(14, 600), wrap=True)
        line = row(name, gap=16, margins=(0, 8, 0, 8))
        line.addWidget(value, 0 if hint else 1)
        if hint:
            line.addWidget(Label(hint, font(12), "ink3"), 1)
        self._lines.addLayout(line)
        self._facts.append((label, words))

    def _born(self, data: MasterData) -> str:
        if data.born_on is None:
            return ""
        age = age_at(data.born_on, self._workspace.today())
        return self.tr("{date} ({age} years)").format(date=shown_date(data.born_on), age=age)

    def _coded(self, codes: str, value: Coded) -> str:
        if value is None:
            return ""
        if not isinstance(value, str):
            return value["text"]
        entry = self._workspace.catalogue.codes(codes).entry(value)
        return entry.text.in_language(self._workspace.language) if entry else value

    # what is corrected

    def ask_correction(self) -> None:
        if self.data is not None and not are_hidden():  # they would stand in the sheet
            sheet = CorrectSheet(self._workspace, self.data, self.data.infusions[-1].id, self._page())
            self._open(sheet)

    def ask_infusion(self) -> None:
        if self.data is not None:
            self._open_infusion(self.data.infusions[-1])

    def _open_infusion(self, infusion: Infusion) -> None:
        self._open(InfusionSheet(self._workspace, infusion, self._page()))

    def _page(self) -> QWidget:
        """What a sheet lies over."""
        over: QWidget | None = self
        while over is not None and not isinstance(over, Page):
            over = over.parentWidget()
        return over or self

    def _open(self, sheet: ReasonSheet) -> None:
        sheet.saved.connect(self.saved)
        self.sheet_asked.emit(sheet)


def _clear(layout: QVBoxLayout) -> None:
    while layout.count():
        item = layout.takeAt(0)
        if item is None:
            return
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            _clear(inner)  # type: ignore[arg-type]
