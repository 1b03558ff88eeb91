"""Where the focus was before something opened over the page, and back to it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid


class FocusBefore:
    """The page may have been built again meanwhile: a control that is gone does no harm."""

    def __init__(self, window: QWidget) -> None:
        self._control: QWidget | None = window.focusWidget()

    def give_back(self) -> bool:
        """Whether there was something to give it to."""
        control = self._control
        if control is None or not isValid(control) or not control.isVisible():
            return False
        control.setFocus(Qt.FocusReason.OtherFocusReason)
        return True
