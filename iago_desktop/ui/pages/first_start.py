"""First start: six steps from an empty folder to an open practice, by keyboard alone.

The services stand behind `Founding`, because they bring the database with them and the window opens first.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QRadioButton,
    QSizePolicy,
    QStackedWidget,
    QWidget,
)

from iago_desktop.errors import IagoError
from iago_desktop.settings import Language
from iago_desktop.ui.choosers import choose_save
from iago_desktop.ui.page import ChooseFile, ChooseSave
from iago_desktop.ui.pages.first_rail import StepsRail
from iago_desktop.ui.pages.first_recovery import RecoveryStep
from iago_desktop.ui.pages.first_registry import FingerprintStep, RegistryStep
from iago_desktop.ui.pages.first_steps import PasswordStep, PracticeAnswers, PracticeStep, Step, link
from iago_desktop.ui.tasks import Task
from iago_desktop.ui.texts import said
from iago_desktop.ui.tokens import HEIGHT, T, font
from iago_desktop.ui.widgets import Button, KeyHints, Label, Panel, column, row, scrolled

if TYPE_CHECKING:
    from iago_desktop.services.enrolment import CardPreview

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_RAIL = 264
_WIDE = 1180
PRACTICE, PASSWORD, RECOVERY, REGISTRY, FINGERPRINT, DONE = range(6)
_OF_THE_PASSWORD = frozenset({"password_too_short", "password_too_easy"})


class Founding(Protocol):
    """How a practice comes to be.  prepare() and create() are slow and are called on another thread."""

    def prepare(
        self, practice: str, place: str, name: str, role: str, password: str
    ) -> tuple[tuple[str, ...], tuple[int, ...]]:
        """The six groups of the recovery sheet, and which of them are asked for."""

    def confirm(self, typed: Mapping[int, str]) -> None: ...

    def create(self) -> object:
        """The open practice."""

    def read_card(self, data: bytes) -> "CardPreview": ...

    def pin_card(self, workspace: object, data: bytes, group: str) -> None: ...

    def cancel(self) -> None: ...


class FirstStart(QWidget):
    """`opened` brings the practice, `stopped` an error that no other input mends."""

    opened = Signal(object)
    stopped = Signal(object)
    language_chosen = Signal(str)
    practise_asked = Signal()
    restore_asked = Signal()

    def __init__(
        self,
        founding: Founding,
        choose_card: ChooseFile,
        language: Language,
        choose_save: ChooseSave = choose_save,
    ) -> None:
        super().__init__()
        self._founding, self._language = founding, language
        self._workspace: object = None
        self._task: Task | None = None
        self.rail = StepsRail()
        self.practice, self.password = PracticeStep(), PasswordStep(language)
        self.recovery = RecoveryStep(choose_save, language)
        self.registry = RegistryStep(choose_card, founding.read_card, language)
        self.fingerprint = FingerprintStep(self._pin, language)
        self.steps: tuple[Step, ...] = (
            self.practice,
            self.password,
            self.recovery,
            self.registry,
            self.fingerprint,
        )
        self._stack = QStackedWidget()
        for step in self.steps:
            area = QWidget()
            layout = row(margins=(56, 56, 56, 16), parent=area)
            layout.addWidget(step, 1000)  # as wide as it may be, the rest stays empty
            layout.addStretch(1)
            self._stack.addWidget(scrolled(area))
            step.ready.connect(self._refresh)
            step.advanced.connect(self.advance)
        self._build()
        self.registry.later.clicked.connect(self._finish)
        self.fingerprint.later.clicked.connect(self._finish)
        self.registry.chosen.connect(self.next.setFocus)
        self.fingerprint.pinned.connect(self.next.setFocus)
        self.fingerprint.other_file.connect(lambda: self.go_to(REGISTRY))
        self.go_to(PRACTICE)

    def _build(self) -> None:
        self.switch = link("English" if self._language == "de" else "Deutsch", self._on_switch)
        self.practise = link(self.tr("Practise with invented patients"), self.practise_asked.emit)
        self.restore = link(self.tr("From a backup or another computer"), self.restore_asked.emit)
        side = Panel("nav", "right")
        side.setFixedWidth(_RAIL)
        layout = column(parent=side)
        layout.addWidget(self.rail, 1)
        layout.addLayout(column(self.restore, self.practise, self.switch, gap=10, margins=(32, 0, 0, 18)))
        self.hints = KeyHints(((("Alt", "←"), self.tr("back")),))
        self.reason = Label("", font(12), "ink3", wrap=True)
        self.reason.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.next = Button(self.tr("Continue"), "primary", keys=("↵",))
        self.next.clicked.connect(self._on_next)
        foot = Panel("surface", "top")
        foot.setFixedHeight(HEIGHT["foot"])
        self._foot = row(self.hints, 12, gap=12, margins=(56, 1, 56, 0), parent=foot)
        self._foot.addWidget(self.reason, 1)
        for step in self.steps:
            for button in step.buttons:
                self._foot.addWidget(button)
        self._foot.addWidget(self.next)
        sheet = Panel("surface")
        body = column(parent=sheet)
        body.addWidget(self._stack, 1)
        body.addWidget(foot)
        outer = row(side, parent=self)
        outer.addWidget(sheet, 1)
        QShortcut(QKeySequence("Alt+Left"), self).activated.connect(self.go_back)

    # where one is

    def at(self) -> int:
        return self._stack.currentIndex()

    def go_to(self, step: int) -> None:
        self._stack.setCurrentIndex(step)
        self.rail.set_current(step)
        self.switch.setVisible(step == PRACTICE)
        self.practise.setVisible(step == PRACTICE)
        self.restore.setVisible(step == PRACTICE)
        self._refresh()
        self._focus()

    def _focus(self) -> None:
        if not self.isVisible():
            return
        step = self.steps[self.at()]
        step.focus_first()
        focused = QApplication.focusWidget()
        if focused is None or not step.isAncestorOf(focused):
            self.next.setFocus()  # nothing to fill in: Enter goes on

    def go_back(self) -> None:
        """To the step before; not behind the moment in which the practice came to be."""
        if self._task is not None or self.at() == PRACTICE or self.at() == REGISTRY:
            return
        if self.at() == RECOVERY:
            self._founding.cancel()
            self.recovery.forget()
        self.go_to(self.at() - 1)

    def answers(self) -> PracticeAnswers:
        return self.practice.answers()

    def _refresh(self) -> None:
        step = self.steps[self.at()]
        can = step.is_ready() and self._task is None
        offered = step.offered()
        for each in self.steps:
            for button in each.buttons:
                button.setVisible(button in offered)
        self.next.setText(step.primary)
        self.next.setAccessibleName(step.primary)
        self.next.updateGeometry()
        self.next.setEnabled(can)
        self.reason.set_ink("ink3")
        self.reason.setText("" if can else self._busy_text() if self._task else step.why_not())
        self.hints.setVisible(self.at() in (PASSWORD, RECOVERY, FINGERPRINT))

    def _busy_text(self) -> str:
        if self.at() == PASSWORD:
            return self.tr("Keys are being made. This takes a moment on purpose.")
        return self.tr("The encrypted database is being made.")

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in _ENTER:
            super().keyPressEvent(event)
            return
        focused = QApplication.focusWidget()
        is_button = isinstance(focused, QAbstractButton) and not isinstance(focused, QRadioButton)
        if isinstance(focused, QAbstractButton) and is_button and focused is not self.next:
            focused.click()
        elif self._task is None:
            self.steps[self.at()].enter()

    def _on_next(self) -> None:
        """Continue was pressed as a button: the same as Enter, but never only to the next field."""
        step = self.steps[self.at()]
        if step is self.recovery:
            step.enter()
        else:
            self.advance()

    def _on_switch(self) -> None:
        self.language_chosen.emit("en" if self._language == "de" else "de")

    # what happens between the steps

    def advance(self) -> None:
        step = self.steps[self.at()]
        if not step.is_ready() or self._task is not None:
            self._refresh()
            return
        following: dict[int, Callable[[], None]] = {
            PRACTICE: self._leave_practice,
            PASSWORD: self._leave_password,
            RECOVERY: self._leave_recovery,
            REGISTRY: self._leave_registry,
            FINGERPRINT: self._finish,
        }
        following[self.at()]()

    def _leave_practice(self) -> None:
        answers = self.practice.answers()
        self.rail.note(PRACTICE, answers.place or answers.practice)
        self.password.know(answers.practice, answers.place, answers.name)
        self.go_to(PASSWORD)

    def _leave_password(self) -> None:
        answers, password = self.practice.answers(), self.password.password.text()
        role = answers.role or ""
        self._start(
            lambda: self._founding.prepare(answers.practice, answers.place, answers.name, role, password),
            self._on_prepared,
        )

    def _on_prepared(self, prepared: tuple[tuple[str, ...], tuple[int, ...]]) -> None:
        groups, asked = prepared
        answers = self.practice.answers()
        self.rail.note(PASSWORD, self.tr("set"))
        line = ", ".join(filter(None, (answers.practice, answers.place)))
        self.recovery.show_groups(groups, asked, line)
        self.go_to(RECOVERY)

    def _leave_recovery(self) -> None:
        try:
            self._founding.confirm(self.recovery.typed())
        except IagoError as error:
            self.recovery.message.say(said(error, self._language), "error")
            return
        self._start(self._founding.create, self._on_created)

    def _on_created(self, workspace: object) -> None:
        self._workspace = workspace
        self.recovery.forget()
        self.password.forget()
        self.rail.note(RECOVERY, self.tr("written down, confirmed"))
        self.go_to(REGISTRY)

    def _leave_registry(self) -> None:
        if self.registry.card is not None:
            self.rail.note(REGISTRY, self.tr("read"))
            self.fingerprint.show_card(self.registry.card, self.registry.data, self.registry.file_name)
            self.go_to(FINGERPRINT)

    def _pin(self, data: bytes, group: str) -> None:
        self._founding.pin_card(self._workspace, data, group)

    def _finish(self) -> None:
        self.opened.emit(self._workspace)

    def _start(self, work: Callable[[], object], then: Callable[..., None]) -> None:
        self._task = Task(work, self)
        self._then = then
        self._task.finished.connect(self._on_done)
        self._task.failed.connect(self._on_failed)
        self._task.start()
        self.steps[self.at()].setEnabled(False)
        self._refresh()

    def _on_done(self, result: object) -> None:
        self._task = None
        self.steps[self.at()].setEnabled(True)
        self._then(result)

    def _on_failed(self, error: object) -> None:
        self._task = None
        self.steps[self.at()].setEnabled(True)
        self._refresh()
        self._focus()
        if isinstance(error, IagoError) and error.code in _OF_THE_PASSWORD:
            self.password.strength.say(said(error, self._language), "error")
        elif isinstance(error, IagoError):
            self.stopped.emit(error)
        else:
            self.reason.set_ink("red")
            self.reason.setText(said(error, self._language))

    # places

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._focus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= _WIDE
        self.recovery.side.setVisible(wide)
        self.fingerprint.side.setVisible(wide)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), T.surface)
        painter.end()
