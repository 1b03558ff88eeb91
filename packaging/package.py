"""make package: freeze the program, use the frozen one, measure it, pack it.

In dist/ afterwards: the folder `iago-desktop/`, a portable archive, a Debian package, the bill of materials,
the sheet for the practice's IT, and SHA256SUMS over them.  A step that fails leaves none of them behind.

`package.py again`: the portable archive and the sums anew, after what is in dist/ was signed.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import building
import debian
import frozen_test
import materials
import sums
import windows_files

ROOT = Path(__file__).parent.parent
WORK, DIST = ROOT / "build" / "package", ROOT / "dist"
SHEETS = ROOT / "resources" / "handbook"
PROGRAM, BUNDLE = "iago-desktop", "IAGO Desktop.app"
MB = 1_000_000
MOST, AIM, AIM_PACKED = 170, 150, 60  # MB
VERSION = (
    (ROOT / "iago_desktop" / "__init__.py")
    .read_text(encoding="utf-8")
    .split('__version__ = "')[1]
    .split('"')[0]
)


def main(arguments: list[str]) -> int:
    if arguments == ["again"]:
        portable()
        print(sums.write(DIST), end="")
        return 0
    if DIST.exists():
        shutil.rmtree(DIST)
    frozen, walk = freeze()
    size = weigh(frozen)
    frozen_test.use(frozen, walk)
    cold, unfrozen = frozen_test.compare_starts(walk, ROOT)
    DIST.mkdir()
    shutil.copytree(frozen, DIST / PROGRAM, symlinks=True)
    if sys.platform == "darwin":
        shutil.copytree(WORK / BUNDLE, DIST / BUNDLE, symlinks=True)
        (DIST / BUNDLE / "Contents" / "MacOS" / "iago-registry").symlink_to(PROGRAM)
    archive = portable()
    materials.write(DIST / f"{PROGRAM}-{VERSION}-{sys.platform}.cdx.json")
    if sys.platform == "linux":
        debian.build(frozen, DIST, VERSION)
    for language in ("en", "de"):
        shutil.copyfile(SHEETS / language / "it.md", DIST / f"{PROGRAM}-{VERSION}-it-{language}.md")
    packed = archive.stat().st_size
    print(f"unpacked {size / MB:.1f} MB (aim {AIM}), portable {packed / MB:.1f} MB (aim {AIM_PACKED})")
    print(f"cold start {cold:.2f} s frozen, {unfrozen:.2f} s unfrozen (medians of {frozen_test.ROUNDS})")
    print(sums.write(DIST), end="")
    return 0


def freeze() -> tuple[Path, Path]:
    """The folder that is shipped, and a copy of it with the program that uses it."""
    if sys.platform == "win32":
        windows_files.write(WORK, VERSION)
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    places = ["--distpath", WORK, "--workpath", WORK / "work"]
    subprocess.run([*command, *map(str, places), str(ROOT / "packaging" / "iago.spec")], check=True, cwd=ROOT)
    frozen, walk, parts = (WORK / name for name in (PROGRAM, "walk", "walk-parts"))
    if sys.platform != "win32":
        (frozen / "iago-registry").symlink_to(PROGRAM)
    if sys.platform == "linux":
        building.forget_the_building_machine(frozen)
        building.forget_the_building_machine(parts)
    shutil.rmtree(walk, ignore_errors=True)
    shutil.copytree(frozen, walk, symlinks=True)
    # What is shipped goes before what was built with the walk: it is the former that is tested.
    for part in parts.rglob("*"):
        place = walk / part.relative_to(parts)
        if not part.is_dir() and not os.path.lexists(place):
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(part, place, follow_symlinks=False)
    return frozen, walk


def weigh(folder: Path) -> int:
    """Bytes of all files; too many end the build."""
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    if size > MOST * MB:
        raise SystemExit(f"the program has grown to {size / MB:.0f} MB; at most {MOST}")
    return size


def portable() -> Path:
    """To be unpacked anywhere the user may write."""
    kind = "zip" if sys.platform == "win32" else "xztar"
    name = f"{PROGRAM}-{VERSION}-{sys.platform}-portable"
    return Path(shutil.make_archive(str(DIST / name), kind, DIST, PROGRAM))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
