"""Run everything, print the table, keep it in build/bench/."""

import json
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

from benchmarks import cold_start, course, desk, forms, grading, storing
from benchmarks.measure import Result, table

OUTPUT = Path("build/bench")
PARTS: dict[str, Callable[[Path], Iterator[Result]]] = {
    "cold start": cold_start.run,
    "storing": storing.run,
    "grading": grading.run,
    "forms": forms.run,
    "course": course.run,
    "desk": desk.run,
}


def main() -> int:
    shutil.rmtree(OUTPUT, ignore_errors=True)
    OUTPUT.mkdir(parents=True)
    results: list[Result] = []
    for number, (name, run) in enumerate(PARTS.items(), 1):
        print(f"{number} of {len(PARTS)}: {name}", file=sys.stderr)
        folder = OUTPUT / name.replace(" ", "_")
        folder.mkdir()
        results += run(folder)
    print(table(results))
    (OUTPUT / "bench.md").write_text(table(results) + "\n", encoding="utf-8")
    (OUTPUT / "bench.json").write_text(
        json.dumps([asdict(each) for each in results], indent=1), encoding="utf-8"
    )
    return 0 if all(each.holds for each in results) else 1


if __name__ == "__main__":
    sys.exit(main())
