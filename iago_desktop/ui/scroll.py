"""What scrolls: no frame, no ground of its own, and a slim bar that draws itself.

A style sheet would do the same, and every widget of the program would be measured and polished by it: pages
take twice as long to build.
"""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QScrollBar, QStyle, QStyleOptionSlider

from iago_desktop.ui.paint import draw_box
from iago_desktop.ui.tokens import T

_WIDTH = 10
_MARGIN = 2


class ScrollBar(QScrollBar):
    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Vertical)

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, 64)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.maximum() <= self.minimum():
            return
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        handle = self.style().subControlRect(
            QStyle.ComplexControl.CC_ScrollBar, option, QStyle.SubControl.SC_ScrollBarSlider, self
        )
        fill = T.control if self.underMouse() or self.isSliderDown() else T.line2
        draw_box(QPainter(self), QRectF(handle).adjusted(_MARGIN, 0, -_MARGIN, 0), 3, fill)


def quiet(area: QAbstractScrollArea) -> None:
    """For every scroll area, list, table and text: it looks like the page it lies on."""
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setVerticalScrollBar(ScrollBar())
    area.viewport().setAutoFillBackground(False)
