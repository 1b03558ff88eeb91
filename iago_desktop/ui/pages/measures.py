"""Measures over all patients: how often, how severe, how long, by toxicity and window."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from iago_desktop.errors import IagoError
from iago_desktop.services import measures
from iago_desktop.services.measures import FOREVER, SCHEMES, Cohort, Scheme
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.form.segment import Segment
from iago_desktop.ui.models.measures import NARROW, ROW, STRETCH, WIDE, MeasureLines, MeasureModel
from iago_desktop.ui.models.rows import Table
from iago_desktop.ui.page import Footer, Page, Place
from iago_desktop.ui.tasks import Task
from iago_desktop.ui.texts import said
from iago_desktop.ui.tokens import font
from iago_desktop.ui.widgets import Banner, Button, Card, Icon, KeyHints, Label, column, row

_NARROW_BELOW = 1200
_FEW = 10
_EARLY_UNTIL = 100


class MeasuresPage(Page):
    """The records are read by a worker; another window is cut at once from what it read."""

    above = Place("patients")
    _progress = Signal(int, int)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._task: Task | None = None
        self._goes_on = False
        self._again = False
        self.cohort: Cohort | None = None
        self.crumbs = (self.tr("Patients"), self.tr("Measures"))
        self.scheme = Segment([(each.id, _cuts(each)) for each in SCHEMES])
        self.scheme.setAccessibleName(self.tr("Windows cut after day"))
        self.scheme.set_value(SCHEMES[0].id)
        self.scheme.chosen.connect(self._on_scheme)
        self.windows = {each.id: self._windows_of(each) for each in SCHEMES}
        self.count = Label("", font(13, 500), "ink2")
        self._model = MeasureModel(workspace.catalogue, workspace.language)
        self.table = Table(self._model, MeasureLines(), WIDE, STRETCH, ROW)
        self.table.setAccessibleName(self.tr("Measures"))
        self.few = Banner("", "amber", "warning")
        self.few.hide()
        self.method = Label("", font(12), "ink3", wrap=True)
        self._progress.connect(self._on_progress)
        self._lay_out()

    def _windows_of(self, scheme: Scheme) -> Segment:
        options = [(str(index), self._window_name(*window)) for index, window in enumerate(scheme.windows)]
        segment = Segment(options)
        segment.setAccessibleName(self.tr("Window"))
        segment.set_value("0")
        segment.chosen.connect(lambda _code: self._show())
        return segment

    def _window_name(self, first: int, last: int) -> str:
        if last == FOREVER:
            return self.tr("day {first} on").format(first=first)
        return self.tr("day {first} to {last}").format(first=first, last=last)

    def _lay_out(self) -> None:
        self._window = QStackedWidget()
        for segment in self.windows.values():
            holder = QWidget()
            row(segment, None, parent=holder)
            self._window.addWidget(holder)
        self._window.setFixedHeight(self.scheme.sizeHint().height())
        cut = Label(self.tr("Windows cut after day"), font(13, 500), "ink2")
        waiting, self._words = _message("hourglass")
        self.cancel = Button(self.tr("Cancel"), "quiet", keys=("Esc",))
        self.cancel.clicked.connect(self.stop)
        stopped, self._stopped_words = _message("info")
        self.read_again = Button(self.tr("Read again"), keys=("↵",))
        self.read_again.clicked.connect(self.start)
        self._body = QStackedWidget()
        self._waiting = _with_button(waiting, self.cancel)
        self._stopped = _with_button(stopped, self.read_again)
        self._empty, self._empty_words = _message("info")
        for each in (self.table, self._waiting, self._stopped, self._empty):
            self._body.addWidget(each)
        card = Card()
        column(self._body, margins=(1, 4, 1, 6), parent=card)
        layout = column(parent=self)
        layout.addLayout(row(cut, self.scheme, None, self.count, gap=12, margins=(24, 16, 24, 8)))
        layout.addLayout(row(self._window, margins=(24, 0, 24, 12)))
        self._few_room = QWidget()
        row(self.few, margins=(24, 0, 24, 12), parent=self._few_room)
        self._few_room.hide()
        layout.addWidget(self._few_room)
        inner = row(margins=(24, 0, 24, 10))
        inner.addWidget(card)
        layout.addLayout(inner, 1)
        layout.addLayout(row(self.method, margins=(24, 0, 24, 12)))
        footer = Footer(
            KeyHints(
                (
                    (("←", "→"), self.tr("window")),
                    (("Tab",), self.tr("table")),
                    (("Esc",), self.tr("patients")),
                )
            ),
            None,
        )
        footer.setFixedHeight(46)
        layout.addWidget(footer)

    # reading

    def refresh(self) -> None:
        self._again = self._task is not None
        if self._task is None:
            self.start()

    def start(self) -> None:
        self._goes_on = True
        self._on_progress(0, 0)
        self._body.setCurrentWidget(self.table if self.cohort else self._waiting)
        task = Task(lambda: measures.cohort(self._workspace, self._step), self)
        self._task = task
        task.finished.connect(self._on_read)
        task.failed.connect(self._on_failed)
        task.start()

    def stop(self) -> None:
        """What was read so far is thrown away: half of the patients is no measure."""
        self._goes_on = self._again = False

    def _step(self, done: int, total: int) -> bool:
        """On the worker's thread."""
        if self._goes_on:
            self._progress.emit(done, total)
        return self._goes_on

    def _on_progress(self, done: int, total: int) -> None:
        words = self.tr("Reading: {done} of {total} treatments") if total else self.tr("Reading …")
        self._words.setText(words.format(done=done, total=total))

    def _on_read(self, result: object) -> None:
        self._task = None
        if self._again:
            self._again = False
            self.start()
            return
        if isinstance(result, Cohort):
            self.cohort = result
        self._show()

    def _on_failed(self, error: BaseException) -> None:
        self._on_read(None)
        if isinstance(error, IagoError):
            self.trouble.emit(said(error, self._workspace.language))

    # showing

    def _on_scheme(self, scheme: str) -> None:
        self._window.setCurrentIndex([each.id for each in SCHEMES].index(scheme))
        self._show()

    def chosen(self) -> tuple[Scheme, tuple[int, int]]:
        scheme = next((each for each in SCHEMES if each.id == self.scheme.value()), SCHEMES[0])
        index = int(self.windows[scheme.id].value() or 0)
        return scheme, scheme.windows[index]

    def _show(self) -> None:
        scheme, window = self.chosen()
        self.method.setText(self._method(scheme))
        if self.cohort is None:
            self.count.setText("")
            if self._task is None:
                self._stopped_words.setText(self.tr("Nothing is shown: not all records were read."))
                self._body.setCurrentWidget(self._stopped)
                self.read_again.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        found = measures.overview(self.cohort, window)
        self._model.early = window[1] <= _EARLY_UNTIL
        self._model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self._model.columnCount() - 1)
        self.table.show_rows(found.lines)
        followed = sum(each.end >= window[0] for each in self.cohort.courses)
        self._show_count(followed)
        self._empty_words.setText(
            self.tr("No event began in this window.")
            if followed
            else self.tr("Nobody was followed this far.")
        )
        self._body.setCurrentWidget(self.table if found.lines else self._empty)

    def _show_count(self, followed: int) -> None:
        without = self.cohort.not_followed if self.cohort else 0
        words = self.tr("N = {followed} followed in this window").format(followed=followed)
        if without:
            words += "  ·  " + self.tr("{count} without a contact after infusion").format(count=without)
        self.count.setText(words)
        for each in (self.few, self._few_room):
            each.setVisible(0 < followed < _FEW)
        self.few.label.setText(
            self.tr("Fewer than {few} patients: these numbers say little, and may point to a person.").format(
                few=_FEW
            )
        )

    def _method(self, scheme: Scheme) -> str:
        words = self.tr(
            "95 % intervals: shares by Wilson, rates exact by Poisson. Cumulative: a first event from day 0 "
            "to the window's end, Aalen-Johansen, death competing. Duration: Kaplan-Meier. Counting ends at "
            "death, progression, next therapy, second infusion or last contact. Windows: {source}."
        )
        return words.format(source=scheme.source)

    # keys

    def take_focus(self) -> None:
        scheme, _ = self.chosen()
        for option in self.windows[scheme.id].options():
            if option.isChecked():
                option.setFocus(Qt.FocusReason.OtherFocusReason)

    def step_up(self) -> bool:
        if self._task is None or self.cohort is not None or not self._goes_on:
            return False
        self.stop()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if (
            event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            and self._body.currentWidget() is self._stopped
        ):
            self.start()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self.stop()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.table.set_widths(NARROW if self.width() < _NARROW_BELOW else WIDE, STRETCH)


def _cuts(scheme: Scheme) -> str:
    return " · ".join(str(last) for _, last in scheme.windows[:-1])


def _message(icon: str) -> tuple[QWidget, Label]:
    inner, words = QWidget(), Label("", font(14, 500), "ink2")
    column(None, row(None, Icon(icon, 22, "ink3"), words, None, gap=10), None, parent=inner)
    return inner, words


def _with_button(message: QWidget, button: Button) -> QWidget:
    inner = QWidget()
    column(None, message, row(None, button, None), None, gap=12, parent=inner)
    return inner
