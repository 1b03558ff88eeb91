"""The questions that lie over a form: why there is no value, what a field means, another grade, a reason.

One at a time.  The focus goes back where it was, unless the answer moves on.
"""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from iago_desktop.ui.form.missing_panel import AskPanel, HelpPanel, MissingPanel, Overlay


class Overlays(QObject):
    def __init__(self, parent: QWidget, focus_back: Callable[[], None]) -> None:
        super().__init__(parent)
        self._focus_back = focus_back
        self.panel: Overlay | None = None

    def close(self) -> None:
        anchor = self.panel.anchor if self.panel is not None else None
        self._drop()
        self._focus_back()
        if anchor is not None and anchor.window().focusWidget() is None:
            anchor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop(self) -> None:
        if self.panel is not None:
            if focused := self.panel.focusWidget():
                focused.clearFocus()  # now: a control that is told while it is destroyed ends the program
            self.panel.hide()
            self.panel.deleteLater()
            self.panel = None

    def put_over(self, panel: Overlay) -> None:
        """Any other question; whatever lay there goes."""
        self._drop()
        self.panel = panel
        panel.closed.connect(self.close)

    def ask_why(
        self,
        anchor: QWidget,
        current: str | None,
        language: str,
        answer: Callable[[str], object],
        clear: Callable[[], object],
    ) -> None:
        panel = MissingPanel(anchor, current, language)
        panel.chosen.connect(partial(self._answer, answer))
        panel.cleared.connect(partial(self._answer, lambda _code: clear(), ""))
        self.put_over(panel)

    def ask(
        self, anchor: QWidget, title: str, options: Sequence[tuple[str, str]], answer: Callable[[str], object]
    ) -> None:
        panel = AskPanel(anchor, title, options)
        panel.chosen.connect(partial(self._answer, answer))
        self.put_over(panel)

    def explain(self, anchor: QWidget, title: str, text: str) -> None:
        self.put_over(HelpPanel(anchor, title, text))

    def _answer(self, answer: Callable[[str], object], code: str) -> None:
        self.close()
        answer(code)
