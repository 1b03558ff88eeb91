"""What Windows wants to find in a program's file: its icon and its version, as PyInstaller takes them."""

from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

LOGO = Path(__file__).parent / "linux" / "iago-desktop.svg"
SIZE = 256  # pixels; Windows makes the smaller ones from it
RESOURCE = """\
VSVersionInfo(
  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3F, flags=0x0, OS=0x40004, fileType=0x1),
  kids=[
    StringFileInfo([StringTable("040904B0", [
      StringStruct("CompanyName", "The IAGO Desktop contributors"),
      StringStruct("FileDescription", "IAGO Desktop"),
      StringStruct("FileVersion", "{version}"),
      StringStruct("LegalCopyright", "EUPL-1.2"),
      StringStruct("ProductName", "IAGO Desktop"),
      StringStruct("ProductVersion", "{version}"),
    ])]),
    VarFileInfo([VarStruct("Translation", [1033, 1200])]),
  ],
)
"""


def write(folder: Path, version: str) -> None:
    """`iago.ico` and `version.txt`, which the specification names."""
    folder.mkdir(parents=True, exist_ok=True)
    image = QImage(QSize(SIZE, SIZE), QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(LOGO)).render(painter)
    painter.end()
    if not image.save(str(folder / "iago.ico"), "ICO"):
        raise SystemExit("Qt cannot write an icon file here")
    numbers = tuple([*map(int, version.split(".")), 0, 0, 0][:4])
    (folder / "version.txt").write_text(RESOURCE.format(numbers=numbers, version=version), encoding="utf-8")
