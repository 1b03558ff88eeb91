"""What a saving process wrote and synced, call by call; and what a power cut would have left of it.

Recorded with strace, which needs ptrace: where that is forbidden Recording.made() says so and fails.
"""

import random
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

SECTOR = 512
_CALLS = (
    "openat,open,creat,close,dup,dup2,fcntl,lseek,write,pwrite64,fsync,fdatasync,ftruncate,"
    "unlink,unlinkat,rename,renameat,renameat2"
)
_STRACE = ("strace", "-f", "--seccomp-bpf", "-qq", "-xx", "-s", "1000000")
_LINE = re.compile(r"^(?:\d+ +)?(\w+)\((.*)\) += (-?\d+)")
_STRING = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True)
class Event:
    """`kind`: make, write, cut, sync, sync_folder, drop, move, said."""

    kind: str
    name: str = ""
    number: int = 0  # of the file: a name may be taken by another
    offset: int = 0
    data: bytes = b""
    other: str = ""


@dataclass
class Recording:
    """`before`: the folder's files when the process began.  `words`: the line of each `said`."""

    before: dict[str, bytes]
    events: list[Event] = field(default_factory=list)

    @classmethod
    def made(cls, folder: Path, command: list[str], trace: Path) -> "Recording":
        if shutil.which("strace") is None:
            raise RuntimeError("strace is not installed: power cuts cannot be recorded")
        before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
        run = subprocess.run(
            [
                "strace",
                "-f",
                "-qq",
                "-xx",
                "-s",
                "1000000",
                "-e",
                f"trace={_CALLS}",
                "-o",
                str(trace),
                *command,
            ],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
            timeout=600,
        )
        if "ptrace" in run.stderr or "PTRACE" in run.stderr:
            raise RuntimeError(f"this machine forbids ptrace: power cuts cannot be recorded ({run.stderr})")
        if run.returncode:
            raise RuntimeError(run.stderr)
        recording = cls(before)
        recording.events = _Reader(folder, before).read(trace)
        return recording

    def left_by_a_cut(self, at: int, chance: random.Random) -> dict[str, bytes]:
        """The files that are there when the power goes after so many events.

        What was not synced survives as random sectors, in whatever order the disk liked; new and dropped
        names survive up to some point of their own order, as a journal keeps them.
        """
        disk = _Disk(self.before, chance)
        for event in self.events[:at]:
            disk.do(event)
        return disk.after_a_cut()

    def said_before(self, at: int) -> list[str]:
        return [event.data.decode() for event in self.events[:at] if event.kind == "said"]


class _Reader:
    """From strace's lines to events about the files of one folder, and lines on the standard output."""

    def __init__(self, folder: Path, before: dict[str, bytes]) -> None:
        self._folder = str(folder)
        self._numbers = {name: number for number, name in enumerate(before, 1)}
        self._last = len(before)
        self._open: dict[int, tuple[str, int]] = {}  # handle: name, file
        self._at: dict[int, int] = {}
        self.events: list[Event] = []

    def read(self, trace: Path) -> list[Event]:
        unfinished: dict[str, str] = {}
        with trace.open(encoding="ascii") as lines:
            for line in lines:
                pid = line.split(" ", 1)[0]
                if line.rstrip().endswith("<unfinished ...>"):
                    unfinished[pid] = line.rstrip().removesuffix("<unfinished ...>")
                    continue
                if "<... " in line and " resumed>" in line:
                    line = unfinished.pop(pid, "") + line.split(" resumed>", 1)[1]  # noqa: PLW2901
                match = _LINE.match(line)
                if match and int(match[3]) >= 0:
                    self._call(match[1], match[2], int(match[3]))
        return self.events

    def _call(self, call: str, arguments: str, result: int) -> None:
        strings = [bytes.fromhex(each.replace("\\x", "")) for each in _STRING.findall(arguments)]
        first = arguments.split(",", 1)[0]
        handle = int(first) if first.isdigit() else -1
        if call in ("openat", "open", "creat"):
            self._opened(strings[0].decode("utf-8", "surrogateescape"), arguments, result)
        elif call == "write" and handle == 1:
            self.events.append(Event("said", data=strings[0].strip()))
        elif handle in self._open:
            self._on_file(call, arguments, handle, result, strings)
        elif handle < 0:
            self._on_name(call, strings)

    def _on_file(self, call: str, arguments: str, handle: int, result: int, strings: list[bytes]) -> None:
        name, number = self._open[handle]
        match call:
            case "close":
                del self._open[handle]
            case "dup" | "dup2":
                self._open[result] = name, number
            case "fcntl" if "F_DUPFD" in arguments:
                self._open[result] = name, number
            case "lseek":
                self._at[handle] = result
            case "write" | "pwrite64":
                offset = int(arguments.rsplit(",", 1)[1]) if call == "pwrite64" else self._at.get(handle, 0)
                self.events.append(Event("write", name, number, offset, strings[0][:result]))
                self._at[handle] = offset + result
            case "fsync" | "fdatasync":
                self.events.append(Event("sync" if name else "sync_folder", name, number))
            case "ftruncate":
                self.events.append(Event("cut", name, number, int(arguments.rsplit(",", 1)[1])))

    def _on_name(self, call: str, strings: list[bytes]) -> None:
        names = [self._inside(each) for each in strings]
        if call in ("unlink", "unlinkat") and names[-1] is not None:
            self.events.append(Event("drop", names[-1]))
            self._numbers.pop(names[-1], None)
        elif call.startswith("rename") and names[0] is not None and names[1] is not None:
            self.events.append(Event("move", names[0], other=names[1]))
            self._numbers[names[1]] = self._numbers.pop(names[0])

    def _inside(self, path: bytes) -> str | None:
        text = path.decode("utf-8", "surrogateescape")
        folder, _, name = text.rpartition("/")
        return name if folder == self._folder else None

    def _opened(self, path: str, arguments: str, handle: int) -> None:
        if path == self._folder:
            self._open[handle] = "", 0
            return
        name = self._inside(path.encode("utf-8", "surrogateescape"))
        if name is None:
            return
        if name not in self._numbers:
            self._last += 1
            self._numbers[name] = self._last
            self.events.append(Event("make", name, self._last))
        elif "O_TRUNC" in arguments:
            self.events.append(Event("cut", name, self._numbers[name], 0))
        self._open[handle] = name, self._numbers[name]
        self._at[handle] = 0


class _Disk:
    """Files by number, names by folder; what is safe, and what is only on its way."""

    def __init__(self, before: dict[str, bytes], chance: random.Random) -> None:
        self._chance = chance
        self._safe = {number: bytearray(data) for number, data in enumerate(before.values(), 1)}
        self._names = {name: number for number, name in enumerate(before, 1)}
        self._waiting: dict[int, list[Event]] = {}
        self._renamed: list[Event] = []

    def do(self, event: Event) -> None:
        match event.kind:
            case "write" | "cut":
                self._waiting.setdefault(event.number, []).append(event)
            case "sync":
                for each in self._waiting.pop(event.number, []):
                    _apply(self._safe.setdefault(event.number, bytearray()), each)
            case "sync_folder":
                for each in self._renamed:
                    self._rename(each)
                self._renamed = []
            case "make" | "drop" | "move":
                self._renamed.append(event)

    def after_a_cut(self) -> dict[str, bytes]:
        for each in self._renamed[: self._chance.randint(0, len(self._renamed))]:
            self._rename(each)
        share = self._chance.choice((0.0, 0.25, 0.5, 0.75, 1.0))
        for number, events in self._waiting.items():
            content = self._safe.setdefault(number, bytearray())
            for event in events:
                if event.kind == "write":
                    self._some_sectors(content, event, share)
                elif self._chance.random() < share:
                    _apply(content, event)
        return {name: bytes(self._safe.get(number, b"")) for name, number in self._names.items()}

    def _some_sectors(self, content: bytearray, event: Event, share: float) -> None:
        start, end = event.offset, event.offset + len(event.data)
        while start < end:
            stop = min(end, (start // SECTOR + 1) * SECTOR)
            if self._chance.random() < share:
                part = event.data[start - event.offset : stop - event.offset]
                _apply(content, Event("write", offset=start, data=part))
            start = stop

    def _rename(self, event: Event) -> None:
        match event.kind:
            case "make":
                self._names[event.name] = event.number
            case "drop":
                self._names.pop(event.name, None)
            case "move" if event.name in self._names:
                self._names[event.other] = self._names.pop(event.name)


def _apply(content: bytearray, event: Event) -> None:
    if event.kind == "cut":
        del content[event.offset :]
        content.extend(bytes(event.offset - len(content)))
        return
    end = event.offset + len(event.data)
    if len(content) < end:
        content.extend(bytes(end - len(content)))
    content[event.offset : end] = event.data


def python(module: str, *arguments: str) -> list[str]:
    return [sys.executable, "-m", module, *arguments]
