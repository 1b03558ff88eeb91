"""What a screen reader is told when something changes that does not have the focus."""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

is_heard = QAccessible.isActive
tell = QAccessible.updateAccessibility


def say(widget: QWidget, words: str, *, at_once: bool = False) -> None:
    """Politely, or at once for what has to be mended.  Nobody listening: nothing happens."""
    if not words or not is_heard():
        return
    event = QAccessibleAnnouncementEvent(widget, words)
    politeness = QAccessible.AnnouncementPoliteness
    event.setPoliteness(politeness.Assertive if at_once else politeness.Polite)
    tell(event)
