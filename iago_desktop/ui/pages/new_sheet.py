"""A new recovery sheet: the groups, three of them typed back, and only then is the one before void."""

from collections.abc import Callable, Mapping
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QSizePolicy, QWidget

from iago_desktop.sentences import Language
from iago_desktop.ui.choosers import choose_save
from iago_desktop.ui.page import ChooseSave
from iago_desktop.ui.pages.first_recovery import RecoveryStep
from iago_desktop.ui.tasks import Task
from iago_desktop.ui.texts import said
from iago_desktop.ui.tokens import HEIGHT, T, font
from iago_desktop.ui.widgets import Banner, Button, Label, Panel, column, row, scrolled

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_WIDE = 1100


class Drawn(Protocol):
    """services.sheets.NewSheet, which is not imported before a practice is open."""

    @property
    def groups(self) -> tuple[str, ...]: ...
    @property
    def asked(self) -> tuple[int, ...]: ...
    @property
    def practice(self) -> str: ...
    def confirm(self, typed: Mapping[int, str]) -> None: ...


class NewSheetView(QWidget):
    """`draw` runs on another thread, at once.  `why` is the sentence above.

    `done` when the new sheet is the right one, `left` when it could not be made and one goes on without.
    """

    done = Signal()
    left = Signal()

    def __init__(
        self,
        draw: Callable[[], Drawn],
        language: Language,
        why: str = "",
        choose: ChooseSave = choose_save,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._language = language
        self._drawn: Drawn | None = None
        self.step = RecoveryStep(choose, language)
        self.step.ready.connect(self._refresh)
        self.step.advanced.connect(self._confirm)
        self.reason = Label(self.tr("Keys are being made. This takes a moment on purpose."), font(12), "ink3")
        self.reason.setWordWrap(True)
        self.reason.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.next = Button(self.tr("Continue"), "primary", keys=("↵",))
        self.next.setAccessibleName(self.next.text())
        self.next.setEnabled(False)
        self.next.clicked.connect(self.step.enter)
        foot = Panel("surface", "top")
        foot.setFixedHeight(HEIGHT["foot"])
        line = row(gap=12, margins=(32, 1, 32, 0), parent=foot)
        line.addWidget(self.reason, 1)
        for button in self.step.buttons:
            line.addWidget(button)
            button.hide()
        self.later = Button(self.tr("Later"), "quiet")
        self.later.setAccessibleName(self.later.text())
        self.later.clicked.connect(self.left)
        line.addWidget(self.later)
        self.later.hide()
        line.addWidget(self.next)
        area = QWidget()
        inner = column(margins=(32, 28, 32, 16), parent=area)
        if why:
            inner.addWidget(Banner(why))
            inner.addSpacing(20)
        inner.addWidget(self.step, 1)
        inner.addStretch(1)
        self.step.hide()
        body = column(parent=self)
        body.addWidget(scrolled(area), 1)
        body.addWidget(foot)
        self._task: Task | None = None
        self._run(draw, self._on_drawn, self._on_failed)

    def _run(
        self, work: Callable[[], object], then: Callable[..., None], failed: Callable[[object], None]
    ) -> None:
        self._task = task = Task(work, self)
        task.finished.connect(then)
        task.failed.connect(failed)
        task.start()

    def is_busy(self) -> bool:
        return self._task is not None

    def forget(self) -> None:
        self._drawn = None
        self.step.forget()

    def _on_drawn(self, drawn: Drawn) -> None:
        self._task = None
        self._drawn = drawn
        self.step.show_groups(drawn.groups, drawn.asked, drawn.practice)
        self.step.setVisible(True)
        self._refresh()
        self._focus()

    def _refresh(self) -> None:
        if self._drawn is None:
            return
        can = self.step.is_ready() and self._task is None
        offered = self.step.offered()
        for button in self.step.buttons:
            button.setVisible(button in offered)
        self.next.setText(self.step.primary)
        self.next.setAccessibleName(self.step.primary)
        self.next.updateGeometry()
        self.next.setEnabled(can)
        self.reason.setText("" if can else self.step.why_not())

    def _focus(self) -> None:
        self.step.focus_first()
        focused = QApplication.focusWidget()
        if focused is None or not self.step.isAncestorOf(focused):
            self.next.setFocus()

    def _confirm(self) -> None:
        if self._drawn is None or self._task is not None or not self.step.is_ready():
            return
        drawn, typed = self._drawn, self.step.typed()
        self._run(lambda: drawn.confirm(typed), self._on_confirmed, self._on_refused)
        self._refresh()

    def _on_confirmed(self, _nothing: object) -> None:
        self._task = None
        self.forget()
        self.done.emit()

    def _on_refused(self, error: object) -> None:
        self._task = None
        self._refresh()
        self.step.message.say(said(error, self._language), "error")
        self.later.show()

    def _on_failed(self, error: object) -> None:
        self._task = None
        self.reason.set_ink("red")
        self.reason.setText(said(error, self._language))
        self.later.show()
        self.later.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in _ENTER:
            super().keyPressEvent(event)
            return
        focused = QApplication.focusWidget()
        if isinstance(focused, QAbstractButton) and focused is not self.next:
            focused.click()
        elif self._drawn is not None and self._task is None:
            self.step.enter()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._drawn is not None:
            self._focus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.step.side.setVisible(self.width() >= _WIDE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), T.surface)
        painter.end()
