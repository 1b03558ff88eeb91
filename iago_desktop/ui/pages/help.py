"""Help, offline: a line to search in, what was found, and the text beside it."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QUrl, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QResizeEvent, QTextDocument
from PySide6.QtWidgets import QFrame, QStackedWidget, QTextBrowser, QWidget

from iago_desktop.paths import resource
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui import guide
from iago_desktop.ui.form.inputs import InputFrame
from iago_desktop.ui.guide import Article, Hit
from iago_desktop.ui.handbook import CHAPTERS
from iago_desktop.ui.icons import draw_icon
from iago_desktop.ui.models.rows import Index, Lines, Rows, Table
from iago_desktop.ui.page import Footer, Page
from iago_desktop.ui.paint import draw_text
from iago_desktop.ui.scroll import quiet
from iago_desktop.ui.tasks import Task
from iago_desktop.ui.tokens import T, font
from iago_desktop.ui.widgets import Card, Icon, KeyHints, Label, column, row

_ROW = 50
_LINE = 780
_AIR = 72  # margins of the text and the scroll bar
_LIST, _NARROW_LIST, _NARROW_BELOW = 380, 300, 1100
_MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class _Hits(Rows[Hit]):
    def headings(self) -> tuple[str, ...]:
        return (self.tr("Found"),)

    def words(self, row: Hit, _column: int) -> str:
        return f"{row.article.title}. {row.line.words if row.line else row.article.kind}"


class _HitLines(Lines):
    def paint_cell(self, painter: QPainter, rect: QRectF, index: Index, *, chosen: bool) -> None:
        hit: Hit = index.data(Qt.ItemDataRole.UserRole)
        draw_icon(painter, hit.article.icon, rect.x() + 16, rect.y() + 15, 20, T.accent if chosen else T.ink2)
        box = QRectF(rect.x() + 48, rect.y() + 5, rect.width() - 60, 21)
        draw_text(painter, box, hit.article.title, font(14, 600), T.ink, elide=True)
        below = hit.line.words if hit.line else hit.article.kind
        draw_text(painter, box.translated(0, 20), below, font(12), T.ink2, elide=True)


class _Reader(QTextBrowser):
    """One text at a time; links lead to other chapters, for there is no network."""

    linked = Signal(str, str)  # a chapter, and the place in it

    def __init__(self, language: str) -> None:
        super().__init__()
        self._pictures, self._picture_width, self._has_pictures = resource("handbook", language), 0, False
        self.anchorClicked.connect(self._on_link)
        quiet(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setFont(font(14))
        self.document().setDocumentMargin(26)
        self.shown: Article | None = None

    def show_article(self, article: Article, anchor: str = "") -> None:
        if self.shown is not article:
            self.shown = article
            self._set_page()
        if anchor:
            self.scrollToAnchor(anchor)
        else:
            self.verticalScrollBar().setValue(0)

    def _set_page(self) -> None:
        if self.shown is not None:
            ink, ink2 = T.ink.name(), T.ink2.name()
            self.document().setDefaultStyleSheet(
                f"p, li, td {{ color: {ink}; }} p, li {{ line-height: 130%; }} li {{ margin-bottom: 4px; }}"
                f".title {{ font-size: 20px; font-weight: 600; color: {ink}; }}"
                f".head {{ font-size: 16px; font-weight: 600; margin-top: 20px; color: {ink}; }}"
                f"pre {{ color: {ink}; white-space: pre-wrap; }}"
                f".picture {{ line-height: 100%; }}"  # else a third of its height is empty below it
                f".quiet {{ color: {ink2}; }} a {{ color: {T.accent.name()}; }}"
            )
            self._picture_width = self._room()
            html = self.shown.page()
            self._has_pictures = "<img" in html
            self.setHtml(html)

    def _room(self) -> int:
        return min(self.width(), _LINE) - _AIR

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """A picture of the handbook, as wide as there is room."""
        address = name.path() if isinstance(name, QUrl) else name
        file = self._pictures / address
        if kind != QTextDocument.ResourceType.ImageResource.value or not file.is_file():
            return None
        picture = QImage(str(file))
        width = min(picture.width(), self._picture_width)
        return picture.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)

    def _on_link(self, link: QUrl) -> None:
        self.linked.emit(link.path().removesuffix(".md"), link.fragment())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:  # light and dark: the text has its colours in it
            self._set_page()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.setViewportMargins(0, 0, max(0, self.width() - _LINE), 0)  # long lines are hard to read
        super().resizeEvent(event)
        if self._has_pictures and self._picture_width != self._room():
            self._set_page()


class HelpPage(Page):
    """`about` is the kind of place that F1 was pressed at, or the id of an article."""

    def __init__(self, workspace: Workspace, about: str = "") -> None:
        super().__init__()
        self._workspace = workspace
        self.crumbs = (self.tr("Help"),)
        self.articles = guide.chapters(workspace.language)
        self._wanted = guide.ABOUT.get(about, about) or CHAPTERS[0]
        self.search = InputFrame(self.tr("Search in help and forms"), "magnifying-glass")
        self.search.setAccessibleName(self.tr("Search in help and forms"))
        self.search.edit.textChanged.connect(lambda _text: self._show_found())
        self.search.edit.installEventFilter(self)
        self.table = Table(_Hits(), _HitLines(), (100,), 0, _ROW)
        self.table.horizontalHeader().hide()
        self.table.setAccessibleName(self.tr("Found"))
        self.table.moved.connect(self._read)
        self.reader = _Reader(workspace.language)
        self.reader.linked.connect(self._follow)
        self.reader.setAccessibleName(self.tr("Text"))
        self.table.opened.connect(lambda _hit: self.reader.setFocus(Qt.FocusReason.OtherFocusReason))
        self._task: Task | None = None
        self._lay_out()

    def _lay_out(self) -> None:
        nothing = QWidget()
        words = Label(self.tr("Nothing found."), font(14, 500), "ink2")
        column(None, row(None, Icon("question", 22, "ink3"), words, None, gap=10), None, parent=nothing)
        self._body = QStackedWidget()
        self._body.addWidget(self.table)
        self._body.addWidget(nothing)
        left = Card()
        inner = column(parent=left)
        inner.addLayout(row(self.search, margins=(12, 12, 12, 8)))
        inner.addWidget(self._body, 1)
        inner.setContentsMargins(1, 0, 1, 6)
        right = Card()
        column(self.reader, margins=(2, 2, 2, 2), parent=right)
        self._left = left
        content = row(gap=16, margins=(24, 18, 24, 16))
        content.addWidget(left)
        content.addWidget(right, 1)
        layout = column(parent=self)
        layout.addLayout(content, 1)
        hints = KeyHints(
            (
                (("↑", "↓"), self.tr("select")),
                (("↵",), self.tr("read")),
                (("/",), self.tr("search")),
                (("Esc",), self.tr("back")),
            )
        )
        footer = Footer(hints, None)
        footer.setFixedHeight(46)
        layout.addWidget(footer)

    def refresh(self) -> None:
        if self._task is None:
            catalogue, language = self._workspace.catalogue, self._workspace.language
            self._task = Task(lambda: guide.field_guide(catalogue, language), self)
            self._task.finished.connect(self._on_guide)
            self._task.start()
            self._show_found()
            self._choose(self._wanted)

    def _on_guide(self, found: tuple[Article, ...]) -> None:
        hit = self.table.current()
        self.articles = (*self.articles, *found)
        self._show_found()
        self._choose(self._wanted if hit is None or hit.id not in self._ids() else hit.id)
        if any(each.id == self._wanted for each in found):
            self._choose(self._wanted)

    def _ids(self) -> list[str]:
        return [hit.id for hit in self.table.lines()]

    def _choose(self, article: str) -> None:
        if article in self._ids():
            self.table.choose(self._ids().index(article))

    def _show_found(self) -> None:
        typed = self.search.text().strip()
        hits = guide.find(self.articles, typed) if typed else [Hit(each) for each in self.articles]
        self.table.show_rows(hits)
        if typed:
            self.table.choose(0)
        self._body.setCurrentIndex(0 if hits else 1)
        self._read(self.table.current())

    def _read(self, hit: Hit | None) -> None:
        if hit is not None:
            self.reader.show_article(hit.article, hit.line.anchor if hit.line else "")

    def _follow(self, chapter: str, place: str) -> None:
        """A link in a text: the list goes along."""
        self.search.set_text("")
        if chapter:
            self._choose(chapter)
        if place:
            self.reader.scrollToAnchor(place)

    def take_focus(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def step_up(self) -> bool:
        if self.search.text():
            self.search.set_text("")
        elif self.reader.hasFocus() or self.search.edit.hasFocus():
            self.take_focus()
        else:
            self.done.emit()
            return True
        self.take_focus()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() == "/":
            self.search.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.search.edit.selectAll()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrow keys move in the list while the cursor stays in the search."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            if key in _MOVES:
                self.table.move_by(_MOVES[key])
                return True
            if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self.table.open_current()
                return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._left.setFixedWidth(_NARROW_LIST if self.width() < _NARROW_BELOW else _LIST)
