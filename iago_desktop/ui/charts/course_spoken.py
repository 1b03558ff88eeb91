"""The course for a screen reader: a list of its entries, each with its place, opened by its action.

Qt asks for an interface by the name of a class; what was given out is kept, for Qt holds no reference to it.
"""

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget

from iago_desktop.ui.charts import course_words as say
from iago_desktop.ui.charts.course_paint import box_of

if TYPE_CHECKING:
    from iago_desktop.services.course_view import Occurrence
    from iago_desktop.ui.charts.course import Course

_NAME = "Course"


class SpokenEntry(QAccessibleInterface):
    """One entry of the list."""

    def __init__(self, course: "Course", of: "Occurrence", parent: "SpokenCourse") -> None:
        super().__init__()
        self._course, self._of, self._parent = course, of, parent

    def text(self, which: QAccessible.Text) -> str:
        return say.entry_words(self._of) if which == QAccessible.Text.Name else ""

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    def state(self) -> QAccessible.State:
        return QAccessible.State()

    def rect(self) -> QRect:
        """Empty while the zoom leaves it out."""
        for mark, middle in self._course.frame.placed():
            if self._of in mark.all:
                box = box_of(mark, middle).toRect()
                return QRect(self._course.mapToGlobal(box.topLeft()), box.size())
        return QRect()

    def isValid(self) -> bool:
        return True

    def parent(self) -> QAccessibleInterface:
        return self._parent

    # The stubs know no None where Qt means a null pointer.
    def object(self) -> QObject | None:  # type: ignore[override]
        return None

    def childCount(self) -> int:
        return 0

    def child(self, _index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    def childAt(self, _x: int, _y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    def indexOfChild(self, _child: QAccessibleInterface) -> int:
        return -1

    def setText(self, which: QAccessible.Text, text: str) -> None:
        """What it says is worked out."""


class SpokenCourse(QAccessibleWidget):
    def __init__(self, course: "Course") -> None:
        super().__init__(course, QAccessible.Role.List)
        self._course = course
        self._entries: list[SpokenEntry] = []
        self._told: tuple[Occurrence, ...] = ()

    def _children(self) -> list[SpokenEntry]:
        dated = self._course.dated()
        if dated is not self._told and dated != self._told:
            self._told = dated
            self._entries = [SpokenEntry(self._course, each, self) for each in dated]
        return self._entries

    def childCount(self) -> int:
        return len(self._children())

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        children = self._children()
        return children[index] if 0 <= index < len(children) else None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return next((place for place, each in enumerate(self._children()) if each is child), -1)

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return next((each for each in self._children() if each.rect().contains(x, y)), None)


_given: WeakKeyDictionary[QObject, SpokenCourse] = WeakKeyDictionary()
_installed: list[object] = []


def speak_marks() -> None:
    """From now on; once is enough."""
    if not _installed:
        _installed.append(_interface)
        QAccessible.installFactory(_interface)


def _interface(_name: str, of: QObject) -> QAccessibleInterface | None:
    if type(of).__name__ != _NAME or not hasattr(of, "dated"):
        return None
    if of not in _given:
        _given[of] = SpokenCourse(of)  # type: ignore[arg-type]
    return _given[of]
