"""Why an unusual value is right: a short list of reasons, kept with the answer as a code."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from iago_desktop.ui.form.overlays import Overlays


def reasons() -> dict[str, str]:
    return {
        "as_in_source": QCoreApplication.translate("Keeping", "As in the source"),
        "measured_again": QCoreApplication.translate("Keeping", "Measured again"),
        "explained": QCoreApplication.translate("Keeping", "Explained by treatment or disease"),
        "checked": QCoreApplication.translate("Keeping", "Checked"),
    }


def kept(reason: object) -> str:
    """What stands below an answer that was kept."""
    words = reasons().get(str(reason), str(reason))
    return QCoreApplication.translate("Keeping", "Kept: {reason}").format(reason=words)


def ask_reason(overlays: Overlays, anchor: QWidget, keep: Callable[[str], object]) -> None:
    title = QCoreApplication.translate("Keeping", "Why is it right?")
    overlays.ask(anchor, title, list(reasons().items()), keep)
