"""The quick size of every trial, and the runner of the full one."""

from pathlib import Path

import pytest

from tests.torture.__main__ import run_all
from tests.torture.levels import AT_LEAST
from tests.torture.trial import Trial
from tests.torture.trials import TRIALS


@pytest.mark.parametrize("trial", TRIALS, ids=lambda trial: trial.id)
def test_quick(trial: Trial, tmp_path: Path) -> None:
    if missing := trial.missing():
        pytest.skip(f"needs {missing}")
    with trial.prepared(tmp_path) as run:
        # Spread over the whole range, so that a claim about every bit is not tried on the first bytes only.
        for number in range(0, trial.full, max(1, trial.full // trial.quick)):
            run(number)


def _fails_on_three(_shared: None, _chance: object, number: int) -> None:
    assert number != 3


def test_a_failure_is_counted_and_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    trial = Trial("T99", "three is no number", 1, 6, lambda _folder: None, _fails_on_three)
    assert run_all((trial,), tmp_path) == 1
    said = capsys.readouterr().out
    assert "T99" in said
    assert "case 3" in said
    assert said.splitlines()[-1].split()[-4:-1] == ["6", "0", "1"]


def test_every_trial_is_large_enough() -> None:
    """The full count is at least what the design asks for, and every level has its trial."""
    sizes = {trial.id: trial.full * trial.counts for trial in TRIALS}
    assert not {name: sizes.get(name, 0) for name, least in AT_LEAST.items() if sizes.get(name, 0) < least}
    assert len(sizes) == len(TRIALS)


def test_a_trial_that_became_smaller_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    trial = Trial("T97", "tried too seldom", 1, 5, lambda _folder: None, lambda *_: None)
    assert run_all((trial,), tmp_path) == 0
    monkeypatch.setitem(AT_LEAST, "T97", 6)
    assert run_all((trial,), tmp_path) == 1
    assert capsys.readouterr().out.splitlines()[-1].split()[-4:-1] == ["5", "6", "0"]


def test_what_cannot_run_here_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    trial = Trial("T96", "elsewhere", 1, 5, _fails_always, _fails_always, needs=("no-such-program-1",))
    assert run_all((trial,), tmp_path) == 0
    assert "not run: needs no-such-program-1" in capsys.readouterr().out


def _fails_always(*_anything: object) -> None:
    raise AssertionError


def test_a_run_goes_on_where_it_stopped(tmp_path: Path) -> None:
    done: list[int] = []

    def stops_at_four(_shared: None, _chance: object, number: int) -> None:
        if number == 4 and len(done) < 5:
            done.append(-1)
            raise KeyboardInterrupt
        done.append(number)

    trial = Trial("T98", "stopped once", 1, 8, lambda _folder: None, stops_at_four)
    with pytest.raises(KeyboardInterrupt):
        run_all((trial,), tmp_path, measure=0)
    assert run_all((trial,), tmp_path, measure=0) == 0
    assert done == [0, 1, 2, 3, -1, 4, 5, 6, 7]
