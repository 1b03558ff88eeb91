"""A sheet of a few fields that is left with a reason: Enter goes on, Ctrl+Enter saves."""

from datetime import date

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from iago_desktop.dates import parse_date
from iago_desktop.errors import IagoError, InputError
from iago_desktop.sentences import sentence
from iago_desktop.services import identity
from iago_desktop.services.identity import Corrected, MasterData
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.form.code_search import CodeSearch
from iago_desktop.ui.form.date_input import DateInput
from iago_desktop.ui.form.inputs import InputFrame
from iago_desktop.ui.form.segment import Segment
from iago_desktop.ui.pages.entry_row import EntryRow
from iago_desktop.ui.sheet import Sheet
from iago_desktop.ui.tokens import font
from iago_desktop.ui.widgets import Button, Hairline, Label, column, row, scrolled

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
NOT_KNOWN = "?"
_FIELD_OF = {"surname_missing": "surname", "born_in_future": "born", "born_after_infusion": "born"}


def reason_choice() -> Segment:
    """Why something that stood is changed; the words themselves are kept."""
    reasons = (
        QCoreApplication.translate("Reason", "Typing error"),
        QCoreApplication.translate("Reason", "New information"),
        QCoreApplication.translate("Reason", "Wrong event or patient"),
        QCoreApplication.translate("Reason", "Answer to a question"),
    )
    return Segment([(each, each) for each in reasons], as_list=True, columns=False)


def calendar_date(text: str, today: date) -> date | None:
    """Raises InputError; None for nothing typed, or not known."""
    if text.strip() in {"", NOT_KNOWN}:
        return None
    found = parse_date(text.strip(), today=today, infusion=None, partial=False, calendar=True).date
    return found.first if found else None


def shown_date(day: date | None) -> str:
    return day.strftime("%d.%m.%Y") if day else ""


class ReasonSheet(Sheet):
    """`rows` in the order in which Enter walks them; the last one is the reason."""

    saved = Signal(str)
    wide = 580

    def __init__(self, title: str, about: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: dict[str, EntryRow] = {}
        self.reason = reason_choice()
        self.save = Button(self.tr("Save correction"), "primary", keys=(self.tr("Ctrl"), "↵"))
        self.save.clicked.connect(self.save_all)
        self._title, self._about = title, about

    def _lay_out(self, rows: dict[str, EntryRow], between: QWidget | None = None) -> None:
        self.reason.answered.connect(lambda: self.save.setFocus(Qt.FocusReason.TabFocusReason))
        self.rows = {**rows, "reason": EntryRow(self.tr("Reason for the change"), self.reason)}
        cancel = Button(self.tr("Cancel"), "quiet", keys=("Esc",))
        cancel.clicked.connect(self.closed)
        inner = QWidget()
        lines = column(parent=inner, margins=(0, 0, 8, 8))
        for name, line in self.rows.items():
            if name == "reason" and between is not None:
                lines.addWidget(between)
            lines.addWidget(line)
        lines.addStretch(1)
        layout = column(margins=(24, 20, 16, 18), parent=self._panel)
        layout.addWidget(Label(self._title, font(20, 600), wrap=True))
        layout.addSpacing(4)
        layout.addWidget(Label(self._about, font(13), "ink2", wrap=True))
        layout.addSpacing(12)
        self._area = scrolled(inner)
        layout.addWidget(self._area, 1)
        layout.addWidget(Hairline())
        layout.addSpacing(14)
        layout.addLayout(row(cancel, None, self.save, margins=(0, 0, 8, 0)))

    def _take_focus(self) -> None:
        first = next(iter(self.rows.values()))
        first.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.save_all()
        else:
            super().keyPressEvent(event)

    def _on_enter(self) -> None:
        """From the field that has the cursor to the next one."""
        focused, names = QApplication.focusWidget(), [*self.rows]
        inside = [name for name in names if focused and self.rows[name].isAncestorOf(focused)]
        self.go_on(inside[0] if inside else "reason")

    def go_on(self, name: str) -> None:
        names = [each for each, line in self.rows.items() if line.isVisibleTo(self)]
        after = names[names.index(name) + 1 :] if name in names else []
        if not after:
            self.save.setFocus(Qt.FocusReason.TabFocusReason)
            return
        following = self.rows[after[0]]
        following.control.setFocus(Qt.FocusReason.TabFocusReason)
        QTimer.singleShot(0, self, lambda: self._area.ensureWidgetVisible(following, 0, 24))

    def save_all(self) -> None:
        raise NotImplementedError

    def stop_at(self, name: str, words: str) -> None:
        line = self.rows[name]
        line.say(words)
        line.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def reason_given(self) -> str:
        """Empty after it was asked for."""
        given = self.reason.value() or ""
        self.rows["reason"].say("")
        if not given:
            self.stop_at("reason", self.tr("Choose a reason with its digit."))
        return given


class CorrectSheet(ReasonSheet):
    """Who the patient is and what was infused; the infusion date has a sheet of its own."""

    wide = 640  # the longest diagnosis is not cut

    def __init__(self, workspace: Workspace, data: MasterData, treatment_id: str, parent: QWidget) -> None:
        super().__init__(
            QCoreApplication.translate("CorrectSheet", "Correct master data"),
            QCoreApplication.translate("CorrectSheet", "What stood before is kept in the change log."),
            parent,
        )
        self._workspace, self._data, self._treatment = workspace, data, treatment_id
        own = next(each for each in data.infusions if each.id == treatment_id)
        language, codes = workspace.language, workspace.catalogue.codes
        self.surname, self.given_name = InputFrame(width=320), InputFrame(width=320)
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
        self.centre = InputFrame(width=320)
        self.surname.set_text(data.surname)
        self.given_name.set_text(data.given_name)
        self.born.set_text(shown_date(data.born_on))
        self.sex.set_value(data.sex)
        for search, value in ((self.product, own.product), (self.indication, own.indication)):
            search.set_value(dict(value) if isinstance(value, dict) else str(value) if value else None)
        self.centre.set_text(own.centre)
        self._lay_out(
            {
                "surname": EntryRow(self.tr("Last name"), self.surname),
                "given_name": EntryRow(self.tr("First name"), self.given_name),
                "born": EntryRow(self.tr("Birth date"), self.born),
                "sex": EntryRow(self.tr("Sex"), self.sex),
                "product": EntryRow(self.tr("Product"), self.product),
                "indication": EntryRow(self.tr("Indication"), self.indication),
                "centre": EntryRow(
                    self.tr("Treatment centre"), self.centre, self.tr("Stays in the practice")
                ),
            }
        )
        for name, control in (("sex", self.sex), ("product", self.product), ("indication", self.indication)):
            control.answered.connect(lambda name=name: self.go_on(name))
        for frame in (self.surname, self.born.frame):
            frame.edit.textEdited.connect(self._quiet)

    def _quiet(self) -> None:
        for name in ("surname", "born"):
            self.rows[name].say("")

    def save_all(self) -> None:
        """Jumps to what does not stand; else the correction is written."""
        self.product.take_what_is_typed()
        self.indication.take_what_is_typed()
        try:
            born_on = calendar_date(self.born.text(), self._workspace.today())
        except InputError as error:
            self.stop_at("born", sentence(error, self._workspace.language))
            return
        reason = self.reason_given()
        if not reason:
            return
        corrected = Corrected(
            surname=self.surname.text(),
            given_name=self.given_name.text(),
            born_on=born_on,
            sex=self.sex.value(),
            product=self.product.value(),
            indication=self.indication.value(),
            centre=self.centre.text(),
        )
        try:
            identity.correct(self._workspace, self._data.id, self._treatment, corrected, reason)
        except IagoError as error:
            self.stop_at(_FIELD_OF.get(error.code, "reason"), sentence(error, self._workspace.language))
            return
        self.saved.emit(self.tr("Master data corrected."))
