"""What a pack brings, before it is installed: a sheet at the right, installed by Enter."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from iago_desktop.services.packs import PackPreview
from iago_desktop.ui.sheet import Sheet
from iago_desktop.ui.tokens import font
from iago_desktop.ui.widgets import Banner, Button, Hairline, Icon, Label, column, row, scrolled


class PackSheet(Sheet):
    install_asked = Signal()

    def __init__(self, preview: PackPreview, language: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._preview, self._language = preview, language
        self.words: list[str] = []
        self.install = Button(self.tr("Install"), "primary", keys=("↵",))
        self.install.clicked.connect(self._on_enter)
        self.cancel = Button(self.tr("Cancel"), "quiet", keys=("Esc",))
        self.cancel.clicked.connect(self.closed)
        self._trouble = Banner("", "red", "warning-circle")
        self._trouble.hide()
        layout = column(margins=(24, 20, 24, 18), parent=self._panel)
        layout.addWidget(Label(preview.title.in_language(language), font(20, 600), wrap=True))
        layout.addSpacing(4)
        number = self.tr("Forms from the registry, version {version}").format(version=preview.version)
        layout.addWidget(Label(number, font(14), "ink2", wrap=True))
        layout.addSpacing(12)
        layout.addWidget(self._trouble)
        layout.addWidget(scrolled(self._summary()), 1)
        layout.addWidget(Hairline())
        layout.addSpacing(14)
        layout.addLayout(row(self.cancel, None, self.install))

    def _summary(self) -> QWidget:
        inner = QWidget()
        layout = column(margins=(0, 6, 8, 0), parent=inner)
        new = self.tr("{form}, version {version}")
        changed = self.tr("{form}: version {before} becomes {version}")
        for title, template, forms in (
            (self.tr("New forms"), new, self._preview.new),
            (self.tr("Changed forms"), changed, self._preview.changed),
        ):
            lines = [
                template.format(
                    form=form.title.in_language(self._language), version=form.version, before=form.before
                )
                for form in forms
            ]
            self._section(layout, title, "check-circle", lines)
        count = self._preview.vectors
        one, many = (
            self.tr("1 test case came out on this computer."),
            self.tr("{count} test cases came out on this computer."),
        )
        signed = self.tr("Signed by {registry}.").format(registry=self._preview.registry)
        self._section(
            layout,
            self.tr("Checked"),
            "shield-check",
            [signed, one if count == 1 else many.format(count=count)],
        )
        stays = self.tr("What was recorded keeps the version it was recorded with.")
        self._section(layout, self.tr("Unchanged"), "lock-simple", [stays])
        layout.addStretch(1)
        return inner

    def _section(self, layout: QVBoxLayout, title: str, icon: str, lines: list[str]) -> None:
        if not lines:
            return
        layout.addWidget(Label(title, font(13, 600), "ink2"))
        layout.addSpacing(4)
        for words in lines:
            self.words.append(words)
            line = row(Icon(icon, 16, "accent"), gap=10, margins=(0, 4, 0, 4))
            line.addWidget(Label(words, font(14), wrap=True), 1)
            layout.addLayout(line)
        layout.addSpacing(14)

    def _take_focus(self) -> None:
        self.install.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_enter(self) -> None:
        """Once: a second Enter while it is being written does nothing."""
        if self.install.isEnabled():
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self.install.setEnabled(False)
            self.install_asked.emit()

    def show_trouble(self, words: str) -> None:
        """Nothing has been installed; the sheet stays as it was."""
        self._trouble.label.setText(words)
        self._trouble.setAccessibleName(words)
        self._trouble.setVisible(bool(words))
        self.install.setEnabled(True)
        self._take_focus()
