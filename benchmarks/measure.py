"""Medians over rounds, and the table they end in."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Result:
    """`value` and `limit` in `unit`; the issue's number is the limit."""

    name: str
    value: float
    low: float
    high: float
    unit: str
    limit: float

    @property
    def holds(self) -> bool:
        """Failed only if even the better half of the rounds is over the limit."""
        return self.low <= self.limit


def milliseconds(work: Callable[[], object], rounds: int = 15) -> list[float]:
    """One warm-up, then each round's time."""
    work()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - start))
    return times


def result(name: str, values: list[float], unit: str, limit: float) -> Result:
    low, middle, high = statistics.quantiles(values, n=4)
    return Result(name, middle, low, high, unit, limit)


def table(results: list[Result]) -> str:
    lines = ["| what | median | quartiles | limit | holds |", "|---|---|---|---|---|"]
    lines += [
        f"| {r.name} | {r.value:.2f} {r.unit} | {r.low:.2f} to {r.high:.2f} | {r.limit:g} {r.unit} "
        f"| {'yes' if r.holds else 'NO'} |"
        for r in results
    ]
    return "\n".join(lines)
