"""Under the top bar: what went wrong just now, and states that last."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from iago_desktop.errors import IagoError
from iago_desktop.services import clock, resync
from iago_desktop.services.stopping import CutOff
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui import states
from iago_desktop.ui.clock_words import clock_words
from iago_desktop.ui.cut_off_words import cut_off_words
from iago_desktop.ui.focus_before import FocusBefore
from iago_desktop.ui.form.overlays import Overlays
from iago_desktop.ui.form.signing_gate import ask_day
from iago_desktop.ui.texts import said
from iago_desktop.ui.widgets import Banner, Button, column

_A_MINUTE = 60_000


class Banners(QWidget):
    """`trouble` is the red one, None where nothing is wrong; `lasting` those that say a state.

    `day_changed`: which day it is was typed, or is only supposed from now on.  `go_on_asked`: a person wants
    to go on where the program was killed.
    """

    day_changed = Signal()
    go_on_asked = Signal(str)  # the draft

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.trouble: Banner | None = None
        self.lasting: dict[str, Banner] = {}
        self._layout = column(gap=8, parent=self)
        self._overlays = Overlays(self, self._focus_back)
        self._focus: FocusBefore | None = None
        self._air()
        self._clock = QTimer(self, interval=_A_MINUTE)
        self._clock.timeout.connect(self.look)
        self._clock.start()

    def stop(self) -> None:
        """Before the practice is closed: nothing is looked for any more."""
        self._clock.stop()

    def say_trouble(self, words: str) -> None:
        if self.trouble is not None:
            self._take_away(self.trouble)
            self.trouble = None
        if words:
            self.trouble = self._banner(words, "red", "warning-circle")
            self._layout.addWidget(self.trouble)
        self._air()

    def look(self) -> None:
        """What lasts, as it is now."""
        doubt, typed = clock.look(self._workspace), clock.said(self._workspace)
        words = clock_words(doubt, typed) if doubt is not None else ""
        action = None
        if words and typed is None:
            action = Button(self.tr("Type today's date"), height=30)
            action.clicked.connect(self.ask_day)
        self._last("clock", words, action)
        for each in states.states(self._workspace):
            self._last(each.name, each.words, self._button(each))
        self._last("sealed", self._sealed())
        self._last("owed", self._owed())

    def _button(self, state: states.State) -> Button | None:
        if state.do is None:
            return None
        button, act = Button(state.action, height=30), state.do

        def pressed() -> None:
            try:
                act(self._workspace)
            except IagoError as error:
                self.say_trouble(said(error, self._workspace.language))
            self.look()

        button.clicked.connect(pressed)
        return button

    def _sealed(self) -> str:
        if self._workspace.sealed is None:
            return ""
        words = self.tr(
            "This practice moved to another computer on {day}. Work goes on there; here it can only be read."
        )
        return words.format(day=".".join(reversed(self._workspace.sealed.split("-"))))

    def _owed(self) -> str:
        """After a restore, until the registry has said where the practice goes on."""
        owed = resync.owed(self._workspace)
        if owed is None or not owed.asks:
            return ""
        words = self.tr(
            "Restored from the backup of {day}. Ask the registry for its resync file and import it with "
            "Ctrl+I; until then nothing is exported."
        )
        return words.format(day=".".join(reversed(owed.of.split("-"))))

    def offer_to_go_on(self, cut_off: CutOff | None) -> None:
        """After a power cut: Enter leads to the field.  None: somebody went on."""
        if cut_off is None:
            self._last("cut_off", "")
            return
        button = Button(self.tr("Go on"), keys=("↵",), height=30)
        # Not from its own click: the form that is opened takes the banner away.
        button.clicked.connect(
            lambda: self.go_on_asked.emit(cut_off.draft), Qt.ConnectionType.QueuedConnection
        )
        self._last("cut_off", cut_off_words(self._workspace, cut_off), button)
        self.lasting["cut_off"].show()  # what nobody sees keeps no focus
        button.setFocus()

    def ask_day(self) -> None:
        """At the banner's button; the focus goes back to where it was."""
        banner = self.lasting.get("clock")
        button = banner.findChild(Button) if banner is not None else None
        if button is not None:
            self._focus = FocusBefore(self.window())
            ask_day(self._workspace, self._overlays, button, self._on_day)

    def _on_day(self) -> None:
        self.look()
        self.day_changed.emit()

    def _focus_back(self) -> None:
        if self._focus is not None:
            self._focus.give_back()

    def _last(self, state: str, words: str, action: QWidget | None = None) -> None:
        shown = self.lasting.get(state)
        if shown is not None and shown.label.text() == words:
            return
        if shown is not None:
            self._take_away(self.lasting.pop(state))
        if words:
            self.lasting[state] = self._banner(words, "amber", "warning", action)
            self._layout.insertWidget(0, self.lasting[state])
        self._air()

    def _banner(self, words: str, tone: str, icon: str, action: QWidget | None = None) -> Banner:
        banner = Banner(words, tone, icon, action)
        banner.setAccessibleName(words)
        return banner

    def _take_away(self, banner: Banner) -> None:
        self._layout.removeWidget(banner)
        banner.hide()
        banner.deleteLater()

    def _air(self) -> None:
        any_shown = self.trouble is not None or bool(self.lasting)
        self._layout.setContentsMargins(24, 12 if any_shown else 0, 24, 0)
