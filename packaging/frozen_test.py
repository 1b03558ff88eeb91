"""The frozen program, used before it is packed: on a display, in both languages, from first start to bundle.

`walk` is one program more in a copy of the folder that is shipped; see frozen/walk.py.
"""

import filecmp
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

LANGUAGES = ("en", "de")
ROUNDS = 7
_LOOKED_AT = 8  # seconds
_ENDING = ".exe" if sys.platform == "win32" else ""
_SESSION = ("DISPLAY", "XAUTHORITY", "LANG")
_OF_WINDOWS = ("SYSTEMROOT", "USERNAME", "USERDOMAIN", "USERPROFILE", "LOCALAPPDATA", "APPDATA", "TEMP")
# Qt's own tests, and nothing else, come with the program that walks.
_ONLY_FOR_THE_WALK = ("walk", "QtTest", "Qt6Test")
_EXPECTED = ("started", "first start", "patient by keys", "infection by keys", "signed", "exported")
_AT_THE_REGISTRY = ("verified by iago-registry", "graded again by iago-registry", "encrypted files")


def use(frozen: Path, walk: Path) -> None:
    """Raises SystemExit with what went wrong."""
    strange = [
        name for name in _differences(frozen, walk) if not any(each in name for each in _ONLY_FOR_THE_WALK)
    ]
    if strange:
        raise SystemExit(f"what is used is not what is shipped: {strange[:5]}")
    for language in LANGUAGES:
        with tempfile.TemporaryDirectory(prefix="iago-walk-") as folder:
            _walk(walk, Path(folder), language)
    with tempfile.TemporaryDirectory(prefix="iago-start-") as folder:
        _stays_open(frozen, Path(folder))


def compare_starts(walk: Path, root: Path) -> tuple[float, float]:
    """Seconds from the start of a process to its first window, with `--start`: frozen and not."""
    unfrozen = [sys.executable, str(root / "packaging" / "frozen" / "walk.py")]
    found = []
    for command in ([str(walk / f"walk{_ENDING}")], unfrozen):
        with tempfile.TemporaryDirectory(prefix="iago-start-") as folder:
            times = [_seconds([*command, folder, "--start"], root) for _ in range(ROUNDS + 1)]
        found.append(statistics.median(times[1:]))  # the first reads the files from the disk
    return found[0], found[1]


def _walk(walk: Path, folder: Path, language: str) -> None:
    run = subprocess.run(
        [*on_a_display(), str(walk / f"walk{_ENDING}"), str(folder), language],
        env=_clean_environment(folder),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    print(run.stdout, end="")
    logs = [path.read_text(encoding="utf-8") for path in (folder / "log").glob("*")]
    if run.returncode or run.stderr.strip() or logs:
        raise SystemExit(f"the frozen program failed in {language}:\n{run.stderr}{''.join(logs)}")
    missing = [step for step in (*_EXPECTED, *_AT_THE_REGISTRY) if f"{language}: {step} (" not in run.stdout]
    if missing:
        raise SystemExit(f"the frozen program left out {missing}")


def _stays_open(frozen: Path, folder: Path) -> None:
    """The program that is shipped, as it is: opens its window, says nothing on the console, and stays."""
    display = on_a_display()
    # A session that was made for it must be left by the program itself, or the session stays.
    ended = ["timeout", str(_LOOKED_AT)] if display else []
    process = subprocess.Popen(
        [*display, *ended, str(frozen / f"iago-desktop{_ENDING}"), "--data", str(folder / "data")],
        env=_clean_environment(folder),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    begun = time.monotonic()
    if not display:
        time.sleep(_LOOKED_AT)
        process.terminate()
    said, _ = process.communicate()
    if said.strip() or time.monotonic() - begun < _LOOKED_AT:
        raise SystemExit(f"the frozen program closed or spoke by itself:\n{said}")


def on_a_display() -> list[str]:
    """What a command needs in front of it where there is no display."""
    if sys.platform != "linux" or os.environ.get("DISPLAY"):
        return []
    runner = shutil.which("xvfb-run")
    if runner is None:
        raise SystemExit("the frozen program is tested on a display: install xvfb, or run this in a session")
    return [runner, "-a"]


def _clean_environment(folder: Path) -> dict[str, str]:
    """As on a computer without Python: nothing of this environment, and a home of its own."""
    kept = {name: os.environ[name] for name in (*_SESSION, *_OF_WINDOWS) if name in os.environ}
    return kept | {"HOME": str(folder), "PATH": os.defpath, "XDG_RUNTIME_DIR": str(folder)}


def _seconds(command: list[str], root: Path) -> float:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(root)}
    begun = time.perf_counter()
    subprocess.run(command, check=True, timeout=60, env=environment)
    return time.perf_counter() - begun


def _differences(one: Path, other: Path) -> Iterator[str]:
    names = {
        str(path.relative_to(folder))
        for folder in (one, other)
        for path in folder.rglob("*")
        if path.is_file()
    }
    for name in sorted(names):
        both = (one / name).is_file() and (other / name).is_file()
        if not both or not filecmp.cmp(one / name, other / name, shallow=False):
            yield name
