"""What is typed before a signature: today's date after the clock went back, and whose entry it is."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from iago_desktop.errors import InputError
from iago_desktop.sentences import sentence
from iago_desktop.services import clock, signing_check
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.form.inputs import InputFrame
from iago_desktop.ui.form.missing_panel import Overlay
from iago_desktop.ui.form.overlays import Overlays
from iago_desktop.ui.tokens import font
from iago_desktop.ui.widgets import Icon, Label, column, row

_WIDTH = 380
_AIR = 18
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class TypePanel(Overlay):
    """One line to type over the page.  Enter tries it; what is wrong is said below and stays typed."""

    typed = Signal(str)

    def __init__(self, anchor: QWidget, title: str, about: str, example: str) -> None:
        super().__init__(anchor, _WIDTH)
        self.setAccessibleName(title)
        self.input = InputFrame(example, width=_WIDTH - 28)
        self.input.setAccessibleName(title)
        self.input.setAccessibleDescription(about)
        self.input.edit.textEdited.connect(lambda _text: self.say(""))
        self._about = about
        words = Label(about, font(13), "ink2", wrap=True)
        words.setFixedWidth(_WIDTH - 28)
        self.message = Label("", font(13, 500), "red", wrap=True)
        self.message.setFixedWidth(_WIDTH - 28 - 22)
        self._problem = QWidget()
        row(Icon("warning-circle", 16, "red"), self.message, gap=6, parent=self._problem)
        self._problem.hide()
        margins = (_AIR + 14, 12, _AIR + 14, _AIR + 14)
        head = Label(title, font(14, 600), wrap=True)
        column(head, 4, words, 10, self.input, 6, self._problem, margins=margins, parent=self)
        self.open(self.input)

    def say(self, words: str) -> None:
        self.message.setText(words)
        self._problem.setVisible(bool(words))
        self.input.set_state("error" if words else "normal")
        self.input.setAccessibleDescription(words or self._about)
        before, above = self.height(), self.geometry().bottom() <= self._anchor_top() + _AIR
        self.adjustSize()
        if above:  # it grows upwards, away from what it stands on
            self.move(self.x(), self.y() + before - self.height())

    def _anchor_top(self) -> int:
        return self._anchor.mapTo(self._anchor.window(), QPoint(0, 0)).y()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.typed.emit(self.input.text())
        else:
            super().keyPressEvent(event)


class SigningGate:
    """Lets a signature through once nothing is left to be typed."""

    def __init__(self, workspace: Workspace, patient_id: str, overlays: Overlays) -> None:
        self._workspace, self._patient_id, self._overlays = workspace, patient_id, overlays

    def ask(self, anchor: QWidget, sign: Callable[[], object]) -> None:
        """`sign` at once, or after what was asked at `anchor` is right; Esc leaves everything unsigned."""
        if clock.must_ask(self._workspace):
            self._ask_day(anchor, sign)
        elif signing_check.must_identify(self._workspace, self._patient_id):
            self._ask_who(anchor, sign)
        else:
            sign()

    def _ask_day(self, anchor: QWidget, sign: Callable[[], object]) -> None:
        ask_day(self._workspace, self._overlays, anchor, lambda: self.ask(anchor, sign))

    def _ask_who(self, anchor: QWidget, sign: Callable[[], object]) -> None:
        panel = TypePanel(
            anchor,
            QCoreApplication.translate("SigningGate", "Whose entry is it?"),
            QCoreApplication.translate(
                "SigningGate",
                "First signature for this patient today: type initials and birth year. "
                "Without a birth date the initials are enough.",
            ),
            QCoreApplication.translate("SigningGate", "for example AM48"),
        )

        def try_it(typed: str) -> None:
            if not signing_check.identifies(self._workspace, self._patient_id, typed):
                panel.say(
                    QCoreApplication.translate(
                        "SigningGate", "That is not this patient. Compare the name above; nothing was signed."
                    )
                )
                panel.input.edit.selectAll()
                return
            self._overlays.close()
            sign()

        panel.typed.connect(try_it)
        self._overlays.put_over(panel)


def ask_day(
    workspace: Workspace, overlays: Overlays, anchor: QWidget, done: Callable[[], object]
) -> TypePanel:
    """Which day it is, at `anchor`; what contradicts the history is taken when it is said twice."""
    panel = TypePanel(
        anchor,
        QCoreApplication.translate("SigningGate", "Which day is it today?"),
        QCoreApplication.translate("SigningGate", "The computer's clock is in doubt. Type today's date."),
        QCoreApplication.translate("SigningGate", "for example 14.10.2026"),
    )
    doubted: list[str] = []

    def try_it(typed: str) -> None:
        try:
            clock.say_today(workspace, typed, insists=typed in doubted)
        except InputError as error:
            panel.say(sentence(error, workspace.language))
            doubted[:] = [typed] if error.code in clock.MAY_INSIST else []
            return
        overlays.close()
        done()

    panel.typed.connect(try_it)
    overlays.put_over(panel)
    return panel
