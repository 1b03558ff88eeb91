"""make torture: every trial in full.  Says first how long it will take; goes on where it was stopped.

python -m tests.torture [FOLDER [T7 T8 ...]]
"""

import json
import shutil
import sys
import time
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.torture.levels import AT_LEAST
from tests.torture.trial import Trial
from tests.torture.trials import TRIALS

_SAVE_EVERY = 5.0  # seconds of work that a stop may cost
_MEASURED = 3  # cases by which the time is told


def main(arguments: list[str]) -> int:
    folder = Path(arguments[0] if arguments else "build/torture").absolute()
    wanted = arguments[1:]
    unknown = set(wanted) - {trial.id for trial in TRIALS}
    if unknown:
        print(f"no such test: {', '.join(sorted(unknown))}; there are {' '.join(t.id for t in TRIALS)}")
        return 2
    return run_all(tuple(trial for trial in TRIALS if not wanted or trial.id in wanted), folder)


def run_all(trials: Sequence[Trial], folder: Path, measure: int = _MEASURED) -> int:
    """1 if anything failed or was tried too seldom; what cannot run here is named and does not count.

    `folder` keeps how far each trial came; a complete run starts anew.
    """
    state = _State(folder / "state.json")
    can = [trial for trial in trials if not trial.missing()]
    if measure:
        _say_how_long(can, folder, state, measure)
    for trial in can:
        _run(trial, folder / trial.id, state)
    bad = _print_table(trials, state)
    state.forget()
    return 1 if bad else 0


def _print_table(trials: Sequence[Trial], state: "_State") -> int:
    """How many trials failed or fell short."""
    bad = 0
    print(f"\n{'test':<7}{'claim':<58}{'cases':>9}{'at least':>10}{'failures':>10}{'seconds':>9}")
    for trial in trials:
        least = AT_LEAST.get(trial.id, 0)
        if missing := trial.missing():
            print(f"{trial.id:<7}{trial.claim:<58}{'not run: needs ' + missing:>38}")
            continue
        cases, failed = state.done(trial.id) * trial.counts, len(state.failed(trial.id))
        bad += bool(failed) or cases < least
        seconds = state.seconds(trial.id)
        print(f"{trial.id:<7}{trial.claim:<58}{cases:>9}{least:>10}{failed:>10}{seconds:>9.0f}")
    return bad


class _State:
    """How far each trial came, which cases failed, and how long it took."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._trials: dict[str, dict[str, Any]] = {}
        if path.exists():
            self._trials = json.loads(path.read_text(encoding="utf-8"))

    def done(self, trial: str) -> int:
        return int(self._trials.get(trial, {}).get("done", 0))

    def failed(self, trial: str) -> list[int]:
        return list(self._trials.get(trial, {}).get("failed", []))

    def seconds(self, trial: str) -> float:
        return float(self._trials.get(trial, {}).get("seconds", 0))

    def save(self, trial: str, done: int, failed: list[int], seconds: float) -> None:
        self._trials[trial] = {"done": done, "failed": failed, "seconds": round(seconds, 1)}
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.write_text(json.dumps(self._trials), encoding="utf-8")

    def forget(self) -> None:
        self._path.unlink(missing_ok=True)


def _say_how_long(trials: Sequence[Trial], folder: Path, state: _State, measure: int) -> None:
    total = 0.0
    for trial in trials:
        with trial.prepared(folder / f"{trial.id}-measured") as run:
            numbers = range(0, trial.full, max(1, trial.full // measure))[:measure]
            begun = time.perf_counter()
            for number in numbers:
                try:
                    run(number)
                except Exception:  # noqa: BLE001, S112 -- counted when it is its turn
                    continue
            each = (time.perf_counter() - begun) / len(numbers)
        shutil.rmtree(folder / f"{trial.id}-measured", ignore_errors=True)
        total += each * (trial.full - state.done(trial.id))
    print(
        f"{len(trials)} tests, about {total / 60:.0f} minutes. Stop with Ctrl+C; the next run goes on.",
        flush=True,
    )


def _run(trial: Trial, folder: Path, state: _State) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    number, failed = state.done(trial.id), state.failed(trial.id)
    before, begun = state.seconds(trial.id), time.monotonic()
    saved = begun
    with trial.prepared(folder) as run:
        try:
            while number < trial.full:
                try:
                    run(number)
                except Exception:  # noqa: BLE001 -- whatever it is, the trial failed
                    failed.append(number)
                    print(f"{trial.id} case {number}:\n{traceback.format_exc()}")
                number += 1
                if time.monotonic() - saved > _SAVE_EVERY:
                    saved = time.monotonic()
                    state.save(trial.id, number, failed, before + saved - begun)
                    print(f"\r{trial.id} {number} of {trial.full}", end="", flush=True)
        finally:
            state.save(trial.id, number, failed, before + time.monotonic() - begun)
    print(f"\r{trial.id} {number} of {trial.full}: {trial.claim}", flush=True)
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
