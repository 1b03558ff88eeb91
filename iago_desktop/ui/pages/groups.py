"""The six groups of a recovery sheet, as they are typed from paper."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from iago_desktop.signing import recovery_code
from iago_desktop.ui.form.inputs import InputFrame

GROUPS = 6
_LENGTH = 6
_COLUMNS = 3


class GroupFields(QWidget):
    """A full group leads to the next; all six pasted at once find their places.  `full` after the last."""

    edited = Signal()
    full = Signal()

    def __init__(self) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(10)
        self.frames: list[InputFrame] = []
        for index in range(GROUPS):
            frame = InputFrame(str(index + 1), mono=True, height=40)
            frame.setAccessibleName(self.tr("Group {number}").format(number=index + 1))
            frame.edit.textEdited.connect(self._on_edited)
            self.frames.append(frame)
            grid.addWidget(frame, index // _COLUMNS, index % _COLUMNS)

    def code(self) -> str:
        return "-".join(frame.text() for frame in self.frames)

    def clear(self) -> None:
        for frame in self.frames:
            frame.set_text("")

    def _on_edited(self, text: str) -> None:
        self.edited.emit()
        at = next(index for index, frame in enumerate(self.frames) if frame.edit.hasFocus())
        typed = recovery_code.clean(text)
        if len(typed) > _LENGTH:
            parts = [typed[i : i + _LENGTH] for i in range(0, len(typed), _LENGTH)]
            for frame, part in zip(self.frames[at:], parts, strict=False):
                frame.set_text(part)
            at = min(at + len(parts), GROUPS) - 1
        if len(recovery_code.clean(self.frames[at].text())) == _LENGTH:
            if at + 1 < GROUPS:
                self.frames[at + 1].edit.setFocus()
            else:
                self.full.emit()
