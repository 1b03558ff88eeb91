"""Somebody is here already who may be the person being typed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from iago_desktop.services.same_person import Known
from iago_desktop.ui.names import born, full_name
from iago_desktop.ui.widgets import Banner, Button, column


class SamePerson(QWidget):
    """Saving stops once for each who may be the same; whoever saves again means a second person."""

    open_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.person: Known | None = None
        self._warned_of = ""
        self.button = Button(self.tr("Open this patient"), keys=(self.tr("Alt"), "↵"), height=30)
        self.button.clicked.connect(self.open_asked)
        self._banner = Banner("", "amber", "warning", self.button)
        column(self._banner, 10, parent=self)
        self.hide()

    def show_person(self, person: Known | None) -> None:
        self.person = person
        self.setVisible(person is not None)
        if person is not None:
            name = full_name(person)
            known = " · ".join(filter(None, (name, born(person), person.pid)))
            self._banner.label.setText(self.tr("Already here: {known}").format(known=known))

    def stops_saving(self) -> bool:
        """Puts the cursor where Enter opens the one who is there."""
        if self.person is None or self.person.id == self._warned_of:
            return False
        self._warned_of = self.person.id
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)
        return True
