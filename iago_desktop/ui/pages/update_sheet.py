"""What an update file brings, after it was checked: a sheet at the right.  It installs nothing."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from iago_desktop.services.update_file import Checked, Installed
from iago_desktop.ui.sheet import Sheet
from iago_desktop.ui.tokens import font
from iago_desktop.ui.widgets import Button, Hairline, Icon, Label, column, row, scrolled


class UpdateSheet(Sheet):
    def __init__(
        self, checked: Checked, here: Installed, folder: Path, language: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._checked, self._here, self._folder = checked, here, folder
        self._lines = checked.update.changes.de if language == "de" else checked.update.changes.en
        self.words: list[str] = []
        self.close_button = Button(self.tr("Close"), "primary", keys=("↵",))
        self.close_button.clicked.connect(self.closed)
        version = checked.update.version
        title = (
            self.tr("Version {version} is installed already")
            if checked.same
            else self.tr("Version {version}")
        )
        day = self.tr("Update file of {day}").format(day=f"{checked.update.built:%d.%m.%Y}")
        layout = column(margins=(24, 20, 24, 18), parent=self._panel)
        layout.addWidget(Label(title.format(version=version), font(20, 600), wrap=True))
        layout.addSpacing(4)
        layout.addWidget(Label(day, font(14), "ink2", wrap=True))
        layout.addSpacing(12)
        layout.addWidget(scrolled(self._summary()), 1)
        layout.addWidget(Hairline())
        layout.addSpacing(14)
        layout.addLayout(row(None, self.close_button))

    def _summary(self) -> QWidget:
        inner = QWidget()
        layout = column(margins=(0, 6, 8, 0), parent=inner)
        self._section(layout, self.tr("Checked"), "shield-check", self._said_of_checks())
        self._section(layout, self.tr("What changes"), "check-circle", list(self._lines))
        if not self._checked.same:
            self._section(layout, self.tr("What you do"), "caret-right", self._to_do())
            self._section(layout, self.tr("Your data"), "lock-simple", self._of_the_data())
            it = self.tr(
                "Your IT may install it silently; the sheet for IT beside the installer says how. "
                "The checksum that was compared: {sum}"
            )
            file = self._checked.file
            self._section(
                layout, self.tr("For IT"), "info", [it.format(sum=_in_groups(file.sha256))] if file else []
            )
        layout.addStretch(1)
        return inner

    def _said_of_checks(self) -> list[str]:
        signed = self.tr("Signed with a release key that this program knows.")
        if self._checked.same or self._checked.installer is None:
            return [signed, self.tr("There is nothing to do.")]
        found = self.tr("{file} beside it is the installer that was signed.")
        newer = self.tr("It follows version {version}, which is installed here.")
        return [
            signed,
            found.format(file=self._checked.installer.name),
            newer.format(version=self._here.version),
        ]

    def _to_do(self) -> list[str]:
        file = self._checked.installer.name if self._checked.installer else ""
        return [
            self.tr("Close this program on all computers of the practice that are to be updated."),
            self.tr("Start {file}. This program never installs by itself.").format(file=file),
            self.tr("Unlock as always."),
        ]

    def _of_the_data(self) -> list[str]:
        if not self._checked.migrates:
            return [self.tr("The database stays as it is.")]
        return [
            self.tr(
                "At the first unlocking the database is copied, the copy is opened, and only then changed."
            ),
            self.tr(
                "For 30 days “Updates” in the settings leads back to this version, and names what would be "
                "missing."
            ),
            self.tr("The copy needs room in the data folder: {folder}").format(folder=self._folder),
        ]

    def _section(self, layout: QVBoxLayout, title: str, icon: str, lines: list[str]) -> None:
        if not lines:
            return
        layout.addWidget(Label(title, font(13, 600), "ink2"))
        layout.addSpacing(4)
        for words in lines:
            self.words.append(words)
            line = row(gap=10, margins=(0, 4, 0, 4))
            line.addWidget(Icon(icon, 16, "accent"), alignment=Qt.AlignmentFlag.AlignTop)
            line.addWidget(Label(words, font(14), wrap=True), 1)
            layout.addLayout(line)
        layout.addSpacing(14)

    def _take_focus(self) -> None:
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_enter(self) -> None:
        self.closed.emit()


def _in_groups(digest: str) -> str:
    """As it is read aloud or compared by eye."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))
