"""make torture: every trial in full.  Says first how long it will take; goes on where it was stopped."""

import json
import shutil
import sys
import time
import traceback
from collections.abc import Sequence
from pathlib import Path

from tests.torture.trial import Trial
from tests.torture.trials import TRIALS

_SAVE_EVERY = 5.0  # seconds of work that a stop may cost
_MEASURED = 3  # cases by which the time is told


def main(arguments: list[str]) -> int:
    folder = Path(arguments[0] if arguments else "build/torture").absolute()
    chosen = tuple(trial for trial in TRIALS if not arguments[1:] or trial.id in arguments[1:])
    return run_all(chosen, folder)


def run_all(trials: Sequence[Trial], folder: Path, measure: int = _MEASURED) -> int:
    """1 if anything failed.  `folder` keeps how far each trial came; a complete run starts anew."""
    state = _State(folder / "state.json")
    if measure:
        _say_how_long(trials, folder, state, measure)
    for trial in trials:
        _run(trial, folder / trial.id, state)
    failures = sum(len(state.failed(trial.id)) for trial in trials)
    print(f"\n{'test':<6}{'claim':<56}{'cases':>10}{'failures':>10}")
    for trial in trials:
        cases, failed = state.done(trial.id) * trial.counts, len(state.failed(trial.id))
        print(f"{trial.id:<6}{trial.claim:<56}{cases:>10}{failed:>10}")
    state.forget()
    return 1 if failures else 0


class _State:
    """How far each trial came, and which cases failed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._trials: dict[str, dict[str, list[int] | int]] = {}
        if path.exists():
            self._trials = json.loads(path.read_text(encoding="utf-8"))

    def done(self, trial: str) -> int:
        return int(self._trials.get(trial, {}).get("done", 0))  # type: ignore[arg-type]

    def failed(self, trial: str) -> list[int]:
        return list(self._trials.get(trial, {}).get("failed", []))  # type: ignore[arg-type]

    def save(self, trial: str, done: int, failed: list[int]) -> None:
        self._trials[trial] = {"done": done, "failed": failed}
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.write_text(json.dumps(self._trials), encoding="utf-8")

    def forget(self) -> None:
        self._path.unlink(missing_ok=True)


def _say_how_long(trials: Sequence[Trial], folder: Path, state: _State, measure: int) -> None:
    total = 0.0
    for trial in trials:
        with trial.prepared(folder / f"{trial.id}-measured") as run:
            begun = time.perf_counter()
            for number in range(measure):
                try:
                    run(number)
                except Exception:  # noqa: BLE001, S112 -- counted when it is its turn
                    continue
            each = (time.perf_counter() - begun) / measure
        shutil.rmtree(folder / f"{trial.id}-measured", ignore_errors=True)
        total += each * (trial.full - state.done(trial.id))
    print(f"{len(trials)} tests, about {total / 60:.0f} minutes. Stop with Ctrl+C; the next run goes on.")


def _run(trial: Trial, folder: Path, state: _State) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    number, failed = state.done(trial.id), state.failed(trial.id)
    saved = time.monotonic()
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
                    state.save(trial.id, number, failed)
                    saved = time.monotonic()
                    print(f"\r{trial.id} {number} of {trial.full}", end="", flush=True)
        finally:
            state.save(trial.id, number, failed)
    print(f"\r{trial.id} {number} of {trial.full}: {trial.claim}")
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
