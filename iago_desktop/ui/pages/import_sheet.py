"""What lies on the stick for this practice: a sheet at the right, opened by Ctrl+I, taken by Enter."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from iago_desktop.services.incoming import Waiting
from iago_desktop.ui.form.segment import Segment
from iago_desktop.ui.keys import caps
from iago_desktop.ui.sheet import Sheet, TroubleBox
from iago_desktop.ui.tokens import font
from iago_desktop.ui.widgets import Button, Icon, Label, column, row, scrolled

_MOST = 9
"""More than nobody has a digit for are taken one after the other."""


class ImportSheet(Sheet):
    """Opens at once and says that it is looking; Enter pressed meanwhile takes what is found alone."""

    chosen = Signal(object)
    other_asked = Signal()

    def __init__(self, stick: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self._found: tuple[Waiting, ...] | None = None
        self._enter_pressed = False
        self.list: Segment | None = None
        self.words = Label(self.tr("Looking for files from the registry …"), font(14), "ink2", wrap=True)
        self.take = Button(self.tr("Import"), "primary", keys=caps("Return"))
        self.take.clicked.connect(self._on_enter)
        self.other = Button(self.tr("Other file …"))
        self.other.clicked.connect(self.other_asked)
        self.cancel = Button(self.tr("Cancel"), "quiet", keys=caps("Esc"))
        self.cancel.clicked.connect(self.closed)
        inner = QWidget()
        self._body = column(margins=(0, 0, 8, 0), parent=inner)
        self._body.addWidget(self.words)
        self._body.addSpacing(10)
        self._body.addStretch(1)
        self._trouble = TroubleBox()
        layout = column(margins=(24, 20, 16, 18), parent=self._panel)
        layout.addWidget(Label(self.tr("Import from the registry"), font(20, 600), wrap=True))
        layout.addSpacing(12)
        folder = row(Icon("usb", 18, "ink2"), gap=10)
        folder.addWidget(Label(str(stick), font(14, 500), wrap=True), 1)
        layout.addLayout(folder)
        layout.addSpacing(14)
        layout.addWidget(scrolled(inner), 1)
        layout.addWidget(self._trouble)
        layout.addLayout(row(self.other, None))
        layout.addSpacing(10)
        layout.addLayout(row(self.cancel, None, self.take))
        self.take.setEnabled(False)

    def _take_focus(self) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_found(self, found: Sequence[Waiting]) -> None:
        """The only receipt that waits is chosen already."""
        self._found = tuple(found[:_MOST])
        if not found:
            self.words.setText(self.tr("There is nothing new for this practice on it."))
            self.other.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.words.setText(self.tr("For this practice, not imported yet:"))
        options = [(str(index), self._name(each)) for index, each in enumerate(self._found)]
        self.list = Segment(options, as_list=True, columns=False, wide=True)
        self.list.setAccessibleName(self.tr("Files"))
        self.list.set_value("0")
        self._body.insertWidget(2, self.list)
        self.take.setEnabled(True)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._enter_pressed and len(found) == 1:
            self._on_enter()

    def _name(self, each: Waiting) -> str:
        if each.kind == "resync":
            return self.tr("Resync after the restore; the next bundle is {number}").format(number=each.number)
        if each.kind == "receipt":
            return self.tr("Receipt for bundle {number}").format(number=each.number)
        if each.kind == "exchange":
            return self.tr("File {number} of another computer of the practice").format(number=each.number)
        return self.tr("Questions, file {number}").format(number=each.number)

    def _on_enter(self) -> None:
        if self._found is None:
            self._enter_pressed = True
        elif self.list is not None and self.list.value() is not None and self.take.isEnabled():
            self.take.setEnabled(False)
            self.chosen.emit(self._found[int(self.list.value() or 0)].path)

    def show_trouble(self, words: str) -> None:
        self._trouble.say(words)
        if words:
            self.take.setEnabled(self.list is not None)

    def trouble(self) -> str:
        return self._trouble.words
