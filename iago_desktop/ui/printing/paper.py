"""Pages of A4: what they hold, where it breaks, and how the same painting becomes a PDF or a picture.

Everything is laid out in units of 1/96 inch, in which a page is 794 by 1123; margins are 15 mm.  Paper is
always light, whatever the window looks like.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPageLayout, QPageSize, QPainter, QPdfWriter

from iago_desktop.ui.paint import LEFT, RIGHT
from iago_desktop.ui.tokens import T

PAGE = QSize(794, 1123)
MARGIN = 56.7  # 15 mm
WIDTH = PAGE.width() - 2 * MARGIN
_FOOT = 26.0
_BOTTOM = PAGE.height() - MARGIN - _FOOT
_DPI = 300
_HINTS = QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing


def face(px: float, weight: int = 400, *, mono: bool = False) -> QFont:
    """A font of the paper, which does not follow the text size of the window."""
    font = QFont("JetBrains Mono" if mono else "Inter")
    font.setPixelSize(round(px))
    font.setWeight(QFont.Weight(weight))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    # Alternate glyphs have no letter in a PDF: text that has them is neither found nor copied.
    font.setFeature(QFont.Tag("calt"), 0)
    return font


class Block:
    """Something of a certain height.  `head` is painted again where a page begins inside what it heads."""

    height = 0.0
    head: "Block | None" = None
    keeps_next = False

    def paint(self, painter: QPainter, left: float, top: float, width: float) -> None:
        raise NotImplementedError


@dataclass
class Document:
    """`footer` stands at the foot of every page, page numbers are added; `draft` marks every page."""

    title: str
    blocks: Sequence[Block]
    footer: str
    draft: str = ""
    pages: list[list[tuple[float, Block]]] = field(init=False)

    def __post_init__(self) -> None:
        self.pages = _pages(self.blocks)


def write(
    painter: QPainter, box: QRectF, words: str, font: QFont, ink: QColor, *, right: bool = False
) -> None:
    """One line, cut with an ellipsis where it does not fit."""
    painter.setFont(font)
    painter.setPen(ink)
    shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, box.width() + 0.5)
    painter.drawText(box, int(RIGHT if right else LEFT), shown)


def lines_of(words: str, font: QFont, width: float) -> list[str]:
    """Broken between words; a word that is too long for a line stays whole."""
    metrics, lines = QFontMetricsF(font), []
    for paragraph in words.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            longer = f"{line} {word}" if line else word
            if line and metrics.horizontalAdvance(longer) > width:
                lines.append(line)
                line = word
            else:
                line = longer
        lines.append(line)
    return lines


def pdf(document: Document) -> bytes:
    """The file, with its fonts inside."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)
    writer.setResolution(_DPI)
    writer.setTitle(document.title)
    writer.setCreator("IAGO Desktop")
    painter = QPainter(writer)
    scale = writer.width() / PAGE.width()
    with on_paper():
        for number in range(len(document.pages)):
            if number:
                writer.newPage()
            painter.save()
            painter.scale(scale, scale)
            paint_page(painter, document, number)
            painter.restore()
    painter.end()
    buffer.close()
    return bytes(data.data())


def pictures(document: Document, scale: float = 1.0) -> list[QImage]:
    """The same pages as pictures, for the eye."""
    found = []
    with on_paper():
        for number in range(len(document.pages)):
            image = QImage(PAGE * scale, QImage.Format.Format_RGB32)
            image.fill(Qt.GlobalColor.white)
            painter = QPainter(image)
            painter.scale(scale, scale)
            paint_page(painter, document, number)
            painter.end()
            found.append(image)
    return found


def paint_page(painter: QPainter, document: Document, number: int) -> None:
    painter.setRenderHints(_HINTS)
    for top, block in document.pages[number]:
        block.paint(painter, MARGIN, top, WIDTH)
    foot = PAGE.height() - MARGIN - 12
    painter.fillRect(QRectF(MARGIN, foot - 6, WIDTH, 0.7), T.line2)
    page = f"{number + 1} / {len(document.pages)}"
    write(painter, QRectF(MARGIN, foot, WIDTH - 50, 14), document.footer, face(8), T.ink3)
    write(painter, QRectF(MARGIN, foot, WIDTH, 14), page, face(8), T.ink3, right=True)
    if document.draft:
        box = QRectF(MARGIN, MARGIN - 22, WIDTH, 15)
        write(painter, box, document.draft, face(11, 700), T.amber, right=True)


@contextmanager
def on_paper() -> Iterator[None]:
    """Light colours while something is painted; the window is not asked to paint meanwhile."""
    mode = T.mode
    T.use("light")
    try:
        yield
    finally:
        T.use(mode)


def _pages(blocks: Sequence[Block]) -> list[list[tuple[float, Block]]]:
    """A heading stays with what follows; a table that goes on begins with its head."""
    pages: list[list[tuple[float, Block]]] = [[]]
    top = MARGIN
    for place, block in enumerate(blocks):
        needed = block.height
        following = place
        while blocks[following].keeps_next and following + 1 < len(blocks):
            following += 1
            needed += blocks[following].height
        if top + needed > _BOTTOM and pages[-1]:
            pages.append([])
            top = MARGIN
            if block.head is not None:
                pages[-1].append((top, block.head))
                top += block.head.height
        pages[-1].append((top, block))
        top += block.height
    return pages
