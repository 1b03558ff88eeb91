"""Write build/docs/codebook.html, .pdf and .csv from the definitions as they lie in resources/."""

import os
import re
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["TZ"] = "UTC"  # the length of a date in the file must not depend on the place

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF
from PySide6.QtGui import (
    QFont,
    QFontDatabase,
    QGuiApplication,
    QPageLayout,
    QPageSize,
    QPdfWriter,
    QTextDocument,
)

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.interop.codebook import csv_bytes, rows
from iago_desktop.interop.codebook_html import html_bytes
from iago_desktop.paths import resource

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "build" / "docs"
SCREEN = Path(__file__).with_name("codebook.css")
PAPER = (
    "th { text-align: left; font-weight: 500; color: #435762; padding-right: 8px } code { color: #435762 } "
    "h3, h4 { color: #07505d } h5 { font-size: 9pt } "
    "a { color: #07505d; text-decoration: none } div[lang=de] { color: #435762 }"
)
_DATE = re.compile(rb"D:\d{14}[^)]*|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[^<]*")
_ID = re.compile(rb"(?<=/ID \[)[^\]]*|(?<=uuid:)[0-9a-f-]{36}")


def pdf_bytes(page: str) -> bytes:
    """The page on A4.  Dates and random ids of the file are blanked at their length: no calendar in it."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle("IAGO codebook")
    writer.setCreator("IAGO Desktop")
    writer.setResolution(96)
    margins = QMarginsF(16, 16, 16, 16)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Portrait,
            margins,
            QPageLayout.Unit.Millimeter,
        )
    )
    document = QTextDocument()
    document.setDefaultFont(QFont("Inter", 8))
    document.setHtml(page)
    document.setPageSize(writer.pageLayout().paintRectPixels(writer.resolution()).size().toSizeF())
    document.print_(writer)
    del writer  # the end of the file is written when the writer goes
    buffer.close()
    data = bytes(buffer.data().data())
    data = _DATE.sub(lambda found: _fixed(found[0]), data)
    return _ID.sub(lambda found: re.sub(rb"[0-9A-Fa-f]", b"0", found[0]), data)


def _fixed(date: bytes) -> bytes:
    digits = iter(b"20000101" + b"0" * len(date))
    return bytes(next(digits) if byte in b"0123456789" else byte for byte in date)


def write(catalogue: Catalogue, folder: Path) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    screen = " ".join(SCREEN.read_text(encoding="utf-8").split("\n"))
    paper = html_bytes(catalogue, PAPER).decode("utf-8")
    paper = re.sub(r'<div class="switch">.*?</div>', "", paper, flags=re.DOTALL)
    paper = paper.replace("<th>", '<th width="140">')  # the only way to say a width on paper
    made = {
        "codebook.csv": csv_bytes(rows(catalogue)),
        "codebook.html": html_bytes(catalogue, screen),
        "codebook.pdf": pdf_bytes(paper),
    }
    for name, data in made.items():
        (folder / name).write_bytes(data)
    return [folder / name for name in made]


if __name__ == "__main__":
    application = QGuiApplication(sys.argv)
    for font in sorted(resource("fonts").glob("*.[ot]tf")):
        QFontDatabase.addApplicationFont(str(font))
    for path in write(Catalogue.of_folder(resource("forms"), resource("codes")), FOLDER):
        print(f"{path.relative_to(ROOT)}  {path.stat().st_size // 1024} kB")
