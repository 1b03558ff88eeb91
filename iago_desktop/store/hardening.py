"""What other programs of the same person, and the crash reports of the system, do not get from this process.

Files are made for their owner alone, a crash leaves no image of the memory, and on Linux no other process of
the same user may read it.  Root still can: nobody is protected from the owner of the computer.
"""

import os
import sys
from collections.abc import Callable

_PR_SET_DUMPABLE = 4
_SEM_FAILCRITICALERRORS = 0x0001
_SEM_NOGPFAULTERRORBOX = 0x0002
_SEM_NOOPENFILEERRORBOX = 0x8000
_WER_FAULT_REPORTING_FLAG_NOHEAP = 1

Call = Callable[..., object]


def harden() -> None:
    """At the beginning of a process that will hold keys.  What the system refuses is not there to be had."""
    os.umask(0o077)
    if sys.platform == "win32":
        _harden_here()
        return
    _no_core_file()
    if sys.platform == "linux":
        _harden_here()


def harden_linux(prctl: Call) -> None:
    prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def harden_windows(set_error_mode: Call, wer_set_flags: Call, wer_exclude: Call, program: str) -> None:
    """No box and no report of a crash, and no heap in one that is made all the same.  Not run."""
    set_error_mode(_SEM_FAILCRITICALERRORS | _SEM_NOGPFAULTERRORBOX | _SEM_NOOPENFILEERRORBOX)
    wer_set_flags(_WER_FAULT_REPORTING_FLAG_NOHEAP)
    wer_exclude(program, False)


if sys.platform == "win32":
    import ctypes
    from pathlib import Path

    def _harden_here() -> None:
        kernel, wer = ctypes.windll.kernel32, ctypes.windll.wer
        harden_windows(
            kernel.SetErrorMode, kernel.WerSetFlags, wer.WerAddExcludedApplication, Path(sys.executable).name
        )
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
