"""Work that is stopped dead at one of its steps: as a killed process leaves the disk."""

import os
import sys
from collections.abc import Callable

STEPS = frozenset(
    {"open", "os.rename", "os.mkdir", "os.remove", "os.link", "os.rmdir", "os.truncate", "shutil.rmtree"}
)
_STOPPED = 9


def stopped_at(step: int, work: Callable[[], object]) -> bool:
    """Run `work` in a process of its own that ends without any tidying before its file operation number
    `step`.  Whether it was stopped; an exception in it fails here."""
    child = os.fork()
    if child == 0:
        _stop_at(step)
        try:
            work()
        except BaseException:  # noqa: BLE001 -- told by the exit code, without running anybody's clean-up
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    if code not in (0, _STOPPED):
        raise AssertionError(f"the work failed ({code}) at step {step}")
    return code == _STOPPED


def _stop_at(step: int) -> None:
    done = 0

    def hook(event: str, _arguments: object) -> None:
        nonlocal done
        if event in STEPS:
            if done == step:
                os._exit(_STOPPED)
            done += 1

    sys.addaudithook(hook)
