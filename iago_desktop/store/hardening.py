"""What other programs of the same person, and the crash reports of the system, do not get from this process.

Files are made for their owner alone, a crash leaves no image of the memory, on Linux no other process of the
same user may read it, and on Windows no library is taken from the current folder or from PATH.  Root still
can: nobody is protected from the owner of the computer.  What the database's pages and keys lie in is locked
into memory by SQLCipher (connection.py); copies of the keys in Python's memory may be swapped out.
"""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass

_PR_SET_DUMPABLE = 4
_SEM_FAILCRITICALERRORS = 0x0001
_SEM_NOGPFAULTERRORBOX = 0x0002
_SEM_NOOPENFILEERRORBOX = 0x8000
_WER_FAULT_REPORTING_FLAG_NOHEAP = 1
_LOAD_LIBRARY_SEARCH_DEFAULT_DIRS = 0x1000
"""The program's own folder, System32, and what the program itself names."""

Call = Callable[..., object]


def harden() -> None:
    """At the beginning of a process that will hold keys.  What the system refuses is not there to be had."""
    os.umask(0o077)
    harden_memory()


def harden_memory() -> None:
    """The same for a command whose files are not for their owner alone."""
    if sys.platform != "win32":
        _no_core_file()
    if sys.platform in {"win32", "linux"}:
        _harden_here()


def harden_linux(prctl: Call) -> None:
    prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


@dataclass(frozen=True)
class Windows:
    """The functions of the system that are called."""

    set_error_mode: Call
    set_default_dll_directories: Call
    wer_set_flags: Call
    wer_exclude: Call


def harden_windows(system: Windows, program: str) -> None:
    """No box and no report of a crash, no heap in one that is made all the same, no library from the current
    folder or PATH.  Not run."""
    system.set_default_dll_directories(_LOAD_LIBRARY_SEARCH_DEFAULT_DIRS)
    system.set_error_mode(_SEM_FAILCRITICALERRORS | _SEM_NOGPFAULTERRORBOX | _SEM_NOOPENFILEERRORBOX)
    system.wer_set_flags(_WER_FAULT_REPORTING_FLAG_NOHEAP)
    system.wer_exclude(program, False)


if sys.platform == "win32":
    import ctypes
    from pathlib import Path

    def _harden_here() -> None:
        kernel, wer = ctypes.windll.kernel32, ctypes.windll.wer
        system = Windows(
            kernel.SetErrorMode,
            kernel.SetDefaultDllDirectories,
            wer.WerSetFlags,
            wer.WerAddExcludedApplication,
        )
        harden_windows(system, Path(sys.executable).name)
else:
    import ctypes
    import resource
    from contextlib import suppress

    def _no_core_file() -> None:
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    def _harden_here() -> None:
        with suppress(OSError, AttributeError):
            harden_linux(ctypes.CDLL(None, use_errno=True).prctl)
