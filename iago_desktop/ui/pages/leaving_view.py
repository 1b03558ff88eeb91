"""The lines that leave: a list at the left, what the chosen one says at the right, in words or as it is."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QAbstractItemView, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from iago_desktop.services import what_leaves
from iago_desktop.services.what_leaves import Fact, LeavingLine
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.models.leaving import ROW, LeavingModel, LeavingRows
from iago_desktop.ui.models.rows import Table
from iago_desktop.ui.scroll import quiet
from iago_desktop.ui.tokens import T, font
from iago_desktop.ui.widgets import Button, Hairline, Label, column, row, scrolled

_LIST = 330
_LABEL = 190


class LeavingView(QWidget):
    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._facts: tuple[Fact, ...] = ()
        self.table = Table(LeavingModel(), LeavingRows(), (_LIST,), 0, ROW)
        self.table.setAccessibleName(self.tr("Lines that leave"))
        self.table.setFixedWidth(_LIST)
        self.table.moved.connect(self._show)
        self.title = Label("", font(16, 600), wrap=True)
        self.about = Label("", font(12), "ink3", wrap=True)
        self.switch = Button(self.tr("Exact line"), "ghost", keys=("Alt", "L"), height=30)
        self.switch.setShortcut("Alt+L")
        self.switch.clicked.connect(self._toggle)
        self.exact = QPlainTextEdit()
        quiet(self.exact)
        self.exact.setReadOnly(True)
        self.exact.setFont(font(12, mono=True))
        self.exact.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
        self.exact.setAccessibleName(self.tr("Exact line"))
        self._inner = QWidget()
        self._lines = column(margins=(0, 0, 10, 0), parent=self._inner)
        self._body = QStackedWidget()
        self._body.addWidget(scrolled(self._inner))
        self._body.addWidget(self.exact)
        head = row(self.title, None, self.switch, gap=10)
        right = column(head, 2, self.about, 10, gap=0)
        right.addWidget(self._body, 1)
        layout = row(self.table, gap=20, parent=self)
        layout.addLayout(right, 1)

    def show_lines(self, lines: Sequence[LeavingLine]) -> None:
        """What has to be looked at is chosen first."""
        self.table.show_rows(lines)
        self.table.choose(next((n for n, line in enumerate(lines) if line.doubts), 0))
        self._show(self.table.current())

    def show_chosen(self) -> None:
        self.table.scrollTo(self.table.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)

    def facts(self) -> tuple[Fact, ...]:
        """Of the chosen line, as they are shown."""
        return self._facts

    def _show(self, line: LeavingLine | None) -> None:
        _clear(self._lines)
        self._facts = what_leaves.facts(self._workspace, line) if line is not None else ()
        self.title.setText(line.form if line else "")
        self.about.setText(
            self.tr("{pid}. The name stays here; the line does not have it.").format(pid=line.pid)
            if line
            else ""
        )
        self.exact.setPlainText(line.exact if line else "")
        for fact in self._facts:
            self._lines.addWidget(Hairline())
            label = Label(fact.label, font(13), "ink2", wrap=True)
            label.setFixedWidth(_LABEL)
            value = Label("", font(14, 600), wrap=True)
            value.setTextFormat(Qt.TextFormat.RichText)
            value.setText(marked_text(fact))
            value.setAccessibleName(self._said(fact))
            each = row(label, gap=14, margins=(0, 6, 0, 6))
            each.addWidget(value, 1)
            self._lines.addLayout(each)
        self._lines.addStretch(1)

    def _said(self, fact: Fact) -> str:
        words = ", ".join(fact.value[place.start : place.end] for place in fact.places)
        if not words:
            return fact.value
        return self.tr("{value}. To be looked at: {words}").format(value=fact.value, words=words)

    def _toggle(self) -> None:
        is_words = self._body.currentIndex() == 0
        self._body.setCurrentIndex(1 if is_words else 0)
        self.switch.setText(self.tr("In words") if is_words else self.tr("Exact line"))
        self.switch.updateGeometry()


def marked_text(fact: Fact) -> str:
    """The value with what may name somebody on an amber ground."""
    parts, at = [], 0
    for place in fact.places:
        parts.append(escape(fact.value[at : place.start]))
        words = escape(fact.value[place.start : place.end])
        ground = T.amber_soft.name()
        parts.append(f'<span style="background-color:{ground}; text-decoration:underline">{words}</span>')
        at = place.end
    return "".join((*parts, escape(fact.value[at:])))


def _clear(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            _clear(inner)  # type: ignore[arg-type]
