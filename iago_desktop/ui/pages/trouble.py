"""Pages of their own: for what stops the program, one sentence and one action; and for unknown errors."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from iago_desktop.errors import IagoError
from iago_desktop.settings import Language
from iago_desktop.ui.paint import draw_logo
from iago_desktop.ui.texts import said
from iago_desktop.ui.tokens import T, font
from iago_desktop.ui.widgets import Button, Icon, Label, column, row

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_WIDTH = 600
_ICONS = {"disk_full": "hard-drive", "folder_read_only": "lock-simple", "database_in_use": "copy"}
NEWER = frozenset({"database_newer", "keystore_newer"})
"""No second try helps: another version of the program has to be started."""


RESTORABLE = frozenset(
    {
        "database_missing",
        "database_damaged",
        "database_not_readable",
        "database_foreign",
        "keystore_missing",
        "keystore_damaged",
        "keystore_changed",
        "practice_missing",
    }
)
"""What a backup mends."""


class _Page(QWidget):
    """Icon, title, sentence and one button in the middle of the window; Enter presses it."""

    def __init__(self) -> None:
        super().__init__()
        self.sentence = Label("", font(16), "ink2", wrap=True)
        self.detail = Label("", font(12, mono=True), "ink3", wrap=True)
        self.button = Button("", "primary")

    def _fill(self, icon: str, title: str, sentence: str, detail: str, action: str) -> None:
        self.sentence.setText(sentence)
        self.detail.setText(detail)
        self.button = Button(action, "primary", keys=("↵",), height=44)
        self.button.setAccessibleName(action)
        self.button.setAccessibleDescription(sentence)
        self._beside = row(self.button, gap=12)
        middle = QWidget()
        middle.setFixedWidth(_WIDTH)
        column(
            None,
            row(Icon(icon, 36, "amber_mark"), None),
            16,
            Label(title, font(28, 600), wrap=True),
            10,
            self.sentence,
            14,
            self.detail,
            28,
            self._beside,
            None,
            None,
            parent=middle,
        )
        row(None, middle, None, parent=self)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.button.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.button.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), T.bg)
        draw_logo(painter, QRectF(32, 36, 32, 32))
        painter.end()


class DonePage(_Page):
    """Something was done after which the program only closes; `done` when that was read."""

    done = Signal()

    def __init__(self, title: str, sentence: str, detail: str, action: str) -> None:
        super().__init__()
        self._fill("check-circle", title, sentence, detail, action)
        self.button.clicked.connect(self.done)


class TroublePage(_Page):
    """Try again, or close where trying again cannot help.  The folder is named: it is the person's own."""

    again = Signal()
    closed = Signal()
    restore_asked = Signal()

    def __init__(self, error: IagoError, language: Language, folder: Path) -> None:
        super().__init__()
        self.restore = Button(self.tr("Restore a backup …"), height=44)
        self.restore.setAccessibleName(self.restore.text())
        self.restore.setVisible(False)
        self.restore.clicked.connect(self.restore_asked)
        titles = {
            "database_in_use": self.tr("Already open"),
            "folder_read_only": self.tr("The data folder is read-only"),
            "disk_full": self.tr("The disk is full"),
            "keystore_damaged": self.tr("The key store is damaged"),
            "keystore_missing": self.tr("The key store is missing"),
            "folder_on_network": self.tr("Not on a network drive"),
            "folder_synchronised": self.tr("Not in a synchronised folder"),
            "folder_travels": self.tr("Not in this part of the profile"),
            "folder_open_to_others": self.tr("Others can read the data folder"),
            "database_newer": self.tr("A newer version is needed"),
            "keystore_newer": self.tr("A newer version is needed"),
        }
        is_newer = error.code in NEWER
        self._fill(
            _ICONS.get(error.code, "warning"),
            titles.get(error.code, self.tr("The data cannot be opened")),
            said(error, language),
            _holder(error) or self.tr("Data folder: {folder}").format(folder=folder),
            self.tr("Close the program") if is_newer else self.tr("Try again"),
        )
        self.button.clicked.connect(self.closed if is_newer else self.again)
        self._beside.addWidget(self.restore)
        self._beside.addStretch(1)
        self.restore.setVisible(error.code in RESTORABLE)


def _holder(error: IagoError) -> str:
    """Who has the data open, where that is known."""
    if error.code != "database_in_use" or "pid" not in error.details:
        return ""
    since = datetime.fromisoformat(str(error.details["since"])).astimezone()
    return QCoreApplication.translate(
        "TroublePage", "Open since {time} on {day} on the computer {computer} (process {pid})."
    ).format(
        time=since.strftime("%H:%M"),
        day=since.strftime("%d.%m.%Y"),
        computer=error.details["computer"],
        pid=error.details["pid"],
    )


class CrashPage(_Page):
    """After an unknown error: over the whole window, so that nothing half drawn is worked on."""

    left = Signal()

    def __init__(self, over: QWidget, log: Path) -> None:
        super().__init__()
        self.setParent(over)
        self._fill(
            "warning",
            self.tr("Something unexpected happened"),
            self.tr("What was saved is safe. Go on, and look at the last entry once more."),
            self.tr("Places in the program were noted, nothing of patients: {log}").format(log=log),
            self.tr("Go on"),
        )
        self.button.clicked.connect(self._on_left)
        self.setGeometry(over.rect())
        over.installEventFilter(self)
        self.show()
        self.raise_()

    def _on_left(self) -> None:
        self.left.emit()
        self.hide()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return super().eventFilter(watched, event)
