"""A new patient in ten fields, typed from top to bottom."""

from datetime import date

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from iago_desktop.dates import Days, parse_date
from iago_desktop.errors import IagoError, InputError
from iago_desktop.sentences import sentence
from iago_desktop.services import patients
from iago_desktop.services.centre import last_centre
from iago_desktop.services.patients import NewPatient
from iago_desktop.services.same_person import Known, similar
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.form.code_search import CodeSearch
from iago_desktop.ui.form.date_input import DateInput
from iago_desktop.ui.form.inputs import InputFrame
from iago_desktop.ui.form.segment import Segment
from iago_desktop.ui.page import Footer, Page, Place
from iago_desktop.ui.pages.entry_row import EntryRow
from iago_desktop.ui.pages.same_person import SamePerson
from iago_desktop.ui.tokens import font
from iago_desktop.ui.widgets import (
    Button,
    Card,
    Hairline,
    KeyHints,
    Label,
    column,
    row,
    scrolled,
)

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_NOT_KNOWN = "?"
_FIELD_OF = {
    "surname_missing": "surname",
    "born_in_future": "born",
    "born_after_infusion": "born",
    "infusion_in_future": "infused",
    "consent_in_future": "consent_on",
}


class NewPatientPage(Page):
    """Enter goes on, Ctrl+Enter saves; what is typed stays as it is until it is understood."""

    above = Place("patients")

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.crumbs = (self.tr("Patients"), self.tr("New patient"))
        language = workspace.language
        codes = workspace.catalogue.codes
        self.surname = InputFrame(width=320)
        self.given_name = InputFrame(width=320)
        self.born = DateInput(language)
        self.sex = Segment(
            (("f", self.tr("female")), ("m", self.tr("male")), ("d", self.tr("diverse"))),
            keys=(
                self.tr("F", "keys of female"),
                self.tr("M", "keys of male"),
                self.tr("D", "keys of diverse"),
            ),
        )
        self.product = CodeSearch(codes("products").entries, language)
        self.indication = CodeSearch(codes("indications").entries, language)
        self.infused = DateInput(language)
        self._last_centre = last_centre(workspace)
        self.centre = InputFrame(self._last_centre, width=320)
        yes = self.tr("Yes")
        self.consent = Segment(
            (("yes", yes), ("no", self.tr("No"))), keys=("JY" if yes.startswith("J") else "YJ", "N")
        )
        self.consent_on = DateInput(language)
        self.rows = self._rows()
        self.same = SamePerson()
        self.same.open_asked.connect(self.open_existing)
        self._connect()
        self._lay_out()

    def _rows(self) -> dict[str, EntryRow]:
        return {
            "surname": EntryRow(self.tr("Last name"), self.surname),
            "given_name": EntryRow(self.tr("First name"), self.given_name),
            "born": EntryRow(self.tr("Birth date"), self.born, self.tr("14.9.57 or 140957")),
            "sex": EntryRow(self.tr("Sex"), self.sex),
            "product": EntryRow(self.tr("Product"), self.product, self.tr("Short name or brand")),
            "indication": EntryRow(self.tr("Indication"), self.indication),
            "infused": EntryRow(
                self.tr("Infusion date"), self.infused, self.tr("Day 0. Type ? if not known")
            ),
            "centre": EntryRow(self.tr("Treatment centre"), self.centre, self._about_centre()),
            "consent": EntryRow(
                self.tr("Registry consent"), self.consent, self.tr("Without it nothing leaves")
            ),
            "consent_on": EntryRow(self.tr("Consent date"), self.consent_on),
        }

    def _about_centre(self) -> str:
        if self._last_centre:
            return self.tr("↵ takes the last one")
        return self.tr("Stays in the practice")

    def _inputs(self) -> dict[str, InputFrame]:
        return {
            "surname": self.surname,
            "given_name": self.given_name,
            "born": self.born.frame,
            "infused": self.infused.frame,
            "centre": self.centre,
            "consent_on": self.consent_on.frame,
        }

    def _connect(self) -> None:
        for name, frame in self._inputs().items():
            frame.edit.returnPressed.connect(lambda name=name: self._go_on(name))
            frame.edit.editingFinished.connect(lambda name=name: self._left(name))
            frame.edit.textEdited.connect(lambda _text, name=name: self._typed(name))
        for name, control in (("sex", self.sex), ("consent", self.consent)):
            control.answered.connect(lambda name=name: self._go_on(name))
            control.chosen.connect(lambda _code, name=name: self._chosen(name))
            control.cleared.connect(lambda name=name: self._chosen(name))
        for name, search in (("product", self.product), ("indication", self.indication)):
            search.answered.connect(lambda name=name: self._go_on(name))
            search.frame.edit.returnPressed.connect(lambda name=name: self._go_on(name))

    def _lay_out(self) -> None:
        head = column(
            Label(self.tr("New patient"), font(20, 600)),
            4,
            Label(self.tr("Names and birth dates stay on this computer."), font(13), "ink2"),
        )
        sheet = Card()
        layout = column(margins=(28, 16, 28, 16), parent=sheet)
        layout.addLayout(head)
        layout.addSpacing(10)
        layout.addWidget(self.same)
        for each in self.rows.values():
            layout.addWidget(Hairline())
            layout.addWidget(each)
        layout.addStretch(1)
        sheet.setMaximumWidth(760)
        inner = QWidget()
        line = row(margins=(24, 18, 24, 16), parent=inner)
        line.addWidget(sheet, 10)
        line.addStretch(1)
        outer = column(parent=self)
        self._area = scrolled(inner)
        outer.addWidget(self._area, 1)
        outer.addWidget(self._footer())
        self.rows["consent_on"].setVisible(False)

    def _footer(self) -> Footer:
        hints = KeyHints(
            (
                (("↵",), self.tr("next field")),
                (("?",), self.tr("not known")),
                (("Esc",), self.tr("back")),
            )
        )
        self.save = Button(self.tr("Save patient"), "primary", keys=(self.tr("Ctrl"), "↵"))
        self.save.clicked.connect(self.save_patient)
        return Footer(hints, None, self.save)

    def take_focus(self) -> None:
        self.surname.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin_with(self, typed: str) -> None:
        """A name from elsewhere: a surname, and after a comma the given name.  The cursor goes on."""
        surname, _, given_name = (part.strip() for part in typed.partition(","))
        self.surname.set_text(surname)
        self.given_name.set_text(given_name)
        self._look_for_same()
        self._go_on("given_name" if given_name else "surname")

    # while typing

    def _go_on(self, name: str) -> None:
        if name == "centre" and not self.centre.text().strip():
            self.centre.set_text(self._last_centre)
        names = [each for each, line in self.rows.items() if line.isVisibleTo(self)]
        after = names[names.index(name) + 1 :]
        if after:
            following = self.rows[after[0]]
            following.control.setFocus(Qt.FocusReason.TabFocusReason)
            # Later: a row that has just appeared has no place yet.
            QTimer.singleShot(0, self, lambda: self._area.ensureWidgetVisible(following, 0, 24))
        else:
            self.save.setFocus(Qt.FocusReason.TabFocusReason)

    def _typed(self, name: str) -> None:
        self.rows[name].say("")
        if name in {"surname", "given_name", "born"}:
            self._look_for_same()
        if name == "infused":
            self._show_day()

    def _chosen(self, name: str) -> None:
        if name == "consent":
            self.rows["consent_on"].setVisible(self.consent.value() is not None)

    def _left(self, name: str) -> None:
        if name in {"born", "infused", "consent_on"}:
            control: DateInput = getattr(self, name)
            day = self._read_date(name)
            if day is not None:
                control.set_text(day.strftime("%d.%m.%Y"))

    def _date(self, name: str) -> date | None:
        """Raises InputError; None for nothing typed, or not known."""
        control: DateInput = getattr(self, name)
        text = control.text().strip()
        if text in {"", _NOT_KNOWN}:
            return None
        found = parse_date(
            text, today=self._workspace.today(), infusion=None, partial=False, calendar=True
        ).date
        return found.first if found else None

    def _read_date(self, name: str) -> date | None:
        try:
            return self._date(name)
        except InputError as error:
            self._complain(name, error)
            return None

    def _quiet_date(self, name: str) -> date | None:
        try:
            return self._date(name)
        except InputError:
            return None

    def _show_day(self) -> None:
        day = self._quiet_date("infused")
        after = (self._workspace.today() - day).days if day else None
        self.infused.show_days(Days(after, after) if after is not None else None)

    def _complain(self, name: str, error: IagoError) -> None:
        self.rows[name].say(sentence(error, self._workspace.language))

    # the same person twice

    def _look_for_same(self) -> None:
        surname, given_name = self.surname.text().strip(), self.given_name.text().strip()
        found: tuple[Known, ...] = ()
        born_on = self._quiet_date("born")
        if surname and (given_name or born_on):
            found = similar(self._workspace, surname, given_name, born_on)
        self.same.show_person(found[0] if found else None)

    def open_existing(self) -> None:
        if self.same.person is not None:
            self.go.emit(Place("patient", self.same.person.id))

    # saving

    def save_patient(self) -> None:
        """Jumps to the first field that does not stand; a likely duplicate is shown once before."""
        self.product.take_what_is_typed()
        self.indication.take_what_is_typed()
        dates: dict[str, date | None] = {}
        for name in ("born", "infused", "consent_on"):
            try:
                dates[name] = self._date(name)
            except InputError as error:
                self._stop_at(name, error)
                return
        if self._stops_at_gap() or self._stops_at_same():
            return
        consent = self.consent.value()
        new = NewPatient(
            surname=self.surname.text(),
            given_name=self.given_name.text(),
            born_on=dates["born"],
            sex=self.sex.value(),
            product=self.product.value(),
            indication=self.indication.value(),
            infused_on=dates["infused"],
            consent=None if consent is None else consent == "yes",
            consent_on=dates["consent_on"] if consent is not None else None,
            centre=self.centre.text(),
        )
        try:
            patient_id = patients.add(self._workspace, new)
        except IagoError as error:
            self._stop_at(_FIELD_OF.get(error.code, ""), error)
            return
        self.trouble.emit("")
        self.notice.emit(self.tr("Patient saved."))
        self.go.emit(Place("patient", patient_id))

    def _stops_at_gap(self) -> bool:
        """The infusion date needs a day or a ?: nothing typed is not the same as not known."""
        if not self.infused.text().strip():
            self.rows["infused"].say(self.tr("Day 0 is missing. Type the date, or ? if nobody knows it."))
            self.infused.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return False

    def _stops_at_same(self) -> bool:
        if not self.same.stops_saving():
            return False
        self.notice.emit(self.tr("This may be the same person. Ctrl+Enter again saves a new one."))
        return True

    def _stop_at(self, name: str, error: IagoError) -> None:
        if name:
            self._complain(name, error)
            self.rows[name].control.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.trouble.emit(sentence(error, self._workspace.language))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        modifiers = event.modifiers()
        if event.key() in _ENTER and modifiers & Qt.KeyboardModifier.ControlModifier:
            self.save_patient()
        elif event.key() in _ENTER and modifiers & Qt.KeyboardModifier.AltModifier:
            self.open_existing()
        else:
            super().keyPressEvent(event)
