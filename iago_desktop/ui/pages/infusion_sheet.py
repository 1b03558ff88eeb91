"""The infusion date, corrected: what becomes of every day and grade is shown before it is applied."""

from datetime import date

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QWidget

from iago_desktop.errors import IagoError, InputError
from iago_desktop.sentences import sentence
from iago_desktop.services import infusion
from iago_desktop.services.identity import Infusion
from iago_desktop.services.infusion import Preview
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.form.date_input import DateInput
from iago_desktop.ui.models.rows import Table
from iago_desktop.ui.models.shifted import ROW, WIDTHS, Line, ShiftLines, ShiftModel
from iago_desktop.ui.pages.correct_sheet import NOT_KNOWN, ReasonSheet, calendar_date, shown_date
from iago_desktop.ui.pages.entry_row import EntryRow
from iago_desktop.ui.tasks import Task
from iago_desktop.ui.tokens import font
from iago_desktop.ui.widgets import Label, column

_SOON = 200  # ms after the last key
_MOST_LINES = 5
_HEAD = 34


class InfusionSheet(ReasonSheet):
    """Nothing is applied that was not shown: saving waits for the preview of what is typed now."""

    wide = 640

    def __init__(self, workspace: Workspace, treatment: Infusion, parent: QWidget) -> None:
        super().__init__(
            QCoreApplication.translate("InfusionSheet", "Correct the infusion date"),
            QCoreApplication.translate(
                "InfusionSheet", "Dates in the calendar stay; the days counted from the infusion change."
            ),
            parent,
        )
        self._workspace, self._treatment = workspace, treatment
        self.on = DateInput(workspace.language)
        self.on.set_text(shown_date(treatment.infused_on) or NOT_KNOWN)
        self.preview: Preview | None = None
        self._previewed = ""
        self._task: Task | None = None
        self.summary = Label("", font(14, 600), wrap=True)
        self.model = ShiftModel(workspace.language)
        self.table = Table(self.model, ShiftLines(), WIDTHS, 0, ROW)
        self.table.setAccessibleName(self.tr("What changes"))
        self.table.opened.connect(lambda _row: self.go_on("infused"))
        shown = QWidget()
        column(self.summary, 8, self.table, 8, margins=(0, 6, 0, 6), parent=shown)
        self._lay_out(
            {"infused": EntryRow(self.tr("Infusion date"), self.on, self.tr("? if nobody knows it"))}, shown
        )
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._soon.timeout.connect(self._start_preview)
        self.on.edit.textEdited.connect(self._on_typed)
        self._show(None)

    def _take_focus(self) -> None:
        super()._take_focus()
        self.on.edit.selectAll()

    def _on_typed(self) -> None:
        self.rows["infused"].say("")
        self._soon.start()

    def _typed(self) -> date | None:
        """Raises InputError."""
        if not self.on.text().strip():
            raise InputError("date_empty")
        return calendar_date(self.on.text(), self._workspace.today())

    def _start_preview(self) -> None:
        """On another thread: a long course takes a moment to be graded anew."""
        self._soon.stop()
        text = self.on.text()
        try:
            day = self._typed()
        except InputError:
            self._show(None)  # said when the field is left
            return
        workspace, treatment = self._workspace, self._treatment.id
        task = self._task = Task(lambda: (text, infusion.preview(workspace, treatment, day)), self)
        task.finished.connect(self._on_previewed)
        task.failed.connect(self._on_refused)
        task.start()

    def _on_previewed(self, found: tuple[str, Preview]) -> None:
        text, preview = found
        if text == self.on.text():
            self._previewed = text
            self._show(preview)

    def _on_refused(self, error: BaseException) -> None:
        self._show(None)
        if isinstance(error, IagoError):
            self.rows["infused"].say(sentence(error, self._workspace.language))

    def _show(self, preview: Preview | None) -> None:
        self.preview = preview
        self.save.setEnabled(preview is not None and preview.before != preview.after)
        self.summary.setText(self._words(preview))
        self.summary.setVisible(bool(self.summary.text()))
        lines: list[Line] = [*preview.grades, *preview.dates] if preview and preview.days else []
        self.model.show_rows(lines)
        self.table.setVisible(bool(lines))
        self.table.setFixedHeight(_HEAD + ROW * min(len(lines), _MOST_LINES) + 2)
        self.table.choose(0)

    def _words(self, preview: Preview | None) -> str:
        if preview is None or preview.before == preview.after:
            return ""
        if preview.becomes_dated:
            return self.tr("Days stay as they are; from now on they have calendar dates.")
        if preview.loses_date:
            return self.tr("Days stay as they are and lose their calendar dates.")
        parts = [self._moved(preview)]
        if len(preview.grades) == 1:
            parts.append(self.tr("One grade changes."))
        elif preview.grades:
            parts.append(self.tr("{count} grades change.").format(count=len(preview.grades)))
        else:
            parts.append(self.tr("No grade changes."))
        if any(each.stays for each in preview.dates):
            parts.append(self.tr("Ranges that were typed in days stay."))
        return " ".join(parts)

    def _moved(self, preview: Preview) -> str:
        days, count = -preview.days, len(preview.dates)
        shift = f"{days:+d}"
        if not count:
            return self.tr("No entry has a date yet.")
        if count == 1:
            return self.tr("One date moves by {shift} days.").format(shift=shift)
        return self.tr("{count} dates move by {shift} days.").format(count=count, shift=shift)

    def go_on(self, name: str) -> None:
        """Leaving the date: say what does not stand, show what would change."""
        if name == "infused":
            try:
                self._typed()
            except InputError as error:
                self.stop_at("infused", sentence(error, self._workspace.language))
                return
            if self._previewed != self.on.text():
                self._start_preview()
        super().go_on(name)

    def save_all(self) -> None:
        try:
            day = self._typed()
        except InputError as error:
            self.stop_at("infused", sentence(error, self._workspace.language))
            return
        if self._previewed != self.on.text():
            self._start_preview()
            self.rows["reason"].control.setFocus()
            return
        reason = self.reason_given()
        if not reason:
            return
        try:
            infusion.correct(self._workspace, self._treatment.id, day, reason)
        except IagoError as error:
            self.stop_at("infused", sentence(error, self._workspace.language))
            return
        self.saved.emit(self.tr("Infusion date corrected."))
