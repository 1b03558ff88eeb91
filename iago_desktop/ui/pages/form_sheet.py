"""Which form to begin: type any word start, Enter takes the first; the list is ordered by subject."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListView, QWidget

from iago_desktop.definitions.model import CodeEntry
from iago_desktop.ui.form.inputs import InputFrame
from iago_desktop.ui.form.popup import Line, Row, Rows
from iago_desktop.ui.form.search import CodeIndex
from iago_desktop.ui.scroll import quiet
from iago_desktop.ui.sheet import Sheet
from iago_desktop.ui.tokens import font
from iago_desktop.ui.widgets import Button, Hairline, Label, column, row

_MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}


class FormSheet(Sheet):
    """Forms as the entries of a code list: their id, their title, the group they stand in."""

    chosen = Signal(str)

    def __init__(self, title: str, forms: Sequence[CodeEntry], language: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._forms, self._language = tuple(forms), language
        self._index = CodeIndex(self._forms, language)
        self.search = InputFrame(self.tr("Name or abbreviation"), "magnifying-glass")
        self.search.setAccessibleName(title)
        self.search.edit.installEventFilter(self)
        self.search.edit.textEdited.connect(self._on_edited)
        self._model = Rows()
        self.list = QListView()
        quiet(self.list)
        self.list.setModel(self._model)
        self.list.setItemDelegate(Line(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(title)
        self.list.clicked.connect(self._pick)
        self.nothing = Label(
            self.tr("No form has this name. “New or unexpected toxicity” takes everything else."),
            font(13),
            "ink2",
            wrap=True,
        )
        cancel = Button(self.tr("Cancel"), "quiet", keys=("Esc",))
        cancel.clicked.connect(self.closed)
        begin = Button(self.tr("Begin"), "primary", keys=("↵",))
        begin.clicked.connect(self._on_enter)
        layout = column(margins=(24, 20, 24, 18), parent=self._panel)
        layout.addWidget(Label(title, font(20, 600), wrap=True))
        layout.addSpacing(12)
        layout.addWidget(self.search)
        layout.addSpacing(8)
        layout.addWidget(self.nothing)
        layout.addWidget(self.list, 1)
        layout.addWidget(Hairline())
        layout.addSpacing(14)
        layout.addLayout(row(cancel, None, begin))
        self._on_edited("")

    def shown(self) -> tuple[str, ...]:
        return tuple(each.text for each in self._model.rows)

    def _take_focus(self) -> None:
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_edited(self, text: str) -> None:
        found = self._index.find(text) if text.strip() else self._forms
        self._model.show([self._row(each) for each in found])
        self.nothing.setVisible(not found)
        self.list.setVisible(bool(found))
        self.list.setCurrentIndex(self._model.index(0, 0))

    def _row(self, entry: CodeEntry) -> Row:
        note = entry.group.in_language(self._language) if entry.group else ""
        return Row(entry.code, entry.text.in_language(self._language), note)

    def _on_enter(self) -> None:
        self._pick(self.list.currentIndex())

    def _pick(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(str(self._model.rows[index.row()].value))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = _MOVES.get(Qt.Key(event.key()), 0)
            if step:
                last = self._model.rowCount() - 1
                at = min(max(self.list.currentIndex().row() + step, 0), last)
                self.list.setCurrentIndex(self._model.index(at, 0))
                return True
        return super().eventFilter(watched, event)
