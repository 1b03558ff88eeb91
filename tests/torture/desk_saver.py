"""A practice that enters one infection after another by the real services, until it is stopped.

Every acknowledged save is one line on its standard output: `record <id>` or `signed <id>`.

    zygote FOLDER PASSWORD   forks such a process for every line on its standard input: its number comes first
    once FOLDER PASSWORD TIMES MODE   a few records; MODE is FULL, or NORMAL or OFF for synchronous
"""

import os
import sys
from pathlib import Path

from iago_desktop.rules.expressions import warm_up
from iago_desktop.services import patients, setup
from iago_desktop.services.workspace import Workspace
from iago_desktop.store import connection, store
from tests.builders import a_patient, an_infection


def main(task: str, folder: str, password: str, *more: str) -> None:
    warm_up()
    if task == "zygote":
        _fork_for_each_line(Path(folder), password)
    else:
        times, mode = more
        _weaken(mode)
        workspace = setup.open_workspace(Path(folder), "u1", password, "en")
        _save(workspace, int(times))
        os._exit(0)  # as if killed: nothing is tidied


def _fork_for_each_line(folder: Path, password: str) -> None:
    for _ in sys.stdin:
        child = os.fork()
        if child == 0:
            _say(str(os.getpid()))
            _save(setup.open_workspace(folder, "u1", password, "en"), 10_000)
            os._exit(0)
        os.waitpid(child, 0)
        _say("ended")


def _weaken(mode: str) -> None:
    """For the counter-proof only: without the promise of synchronous=FULL a power cut must lose something."""
    if mode == "FULL":
        return
    pragmas = connection._PRAGMAS
    connection._PRAGMAS = tuple(each.replace("synchronous=FULL", f"synchronous={mode}") for each in pragmas)
    store.checkpoint = lambda _engine: None  # type: ignore[assignment]


def _save(workspace: Workspace, times: int) -> None:
    patient = _patient(workspace)
    for number in range(times):
        record = an_infection(workspace, patient, sign=False, onset=f"d{14 + number % 300}")
        _say(f"record {record}")
        from_now = an_infection(workspace, patient, onset=f"d{14 + number % 300}")
        _say(f"signed {from_now}")


def _patient(workspace: Workspace) -> str:
    there = patients.rows(workspace)
    return there[0].id if there else a_patient(workspace)


def _say(words: str) -> None:
    # One call for one line: what a killed process acknowledged is never half a line.
    os.write(1, f"{words}\n".encode())


if __name__ == "__main__":
    main(*sys.argv[1:])
