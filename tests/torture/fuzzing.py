"""T21: made-up bundles, read in a process of its own; and by a second reader, written from the page alone."""

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

from iago_desktop.errors import IagoError
from tests.bundle import fuzz
from tests.bundle.forge import read_at_registry
from tests.bundle.fuzzed import LARGEST, SLOWEST
from tests.bundle.independent import reader as independent
from tests.bundle.independent.containers import Refused
from tests.signing.people import TODAY, registry, site
from tests.torture.trial import Trial

_ROOT = Path(__file__).parent.parent.parent
_AT_ONCE = 100


class Reader:
    """The child that reads them; it lives for all cases."""

    def __init__(self, folder: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.bundle.fuzzed", str(folder)],
            cwd=_ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def read(self, first: int, count: int) -> dict[str, Any]:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(f"{first} {count}\n")
        self._process.stdin.flush()
        said: dict[str, Any] = json.loads(self._process.stdout.readline())
        return said

    def close(self) -> None:
        assert self._process.stdout
        assert self._process.stdin
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait()


def _hundred(reader: Reader, _chance: random.Random, number: int) -> None:
    said = reader.read(number * _AT_ONCE, _AT_ONCE)
    assert not said["failures"], said["failures"][0]["error"]
    assert said["slowest"] < SLOWEST
    assert said["peak_mib"] < LARGEST
    assert sum(said["said"].values()) == _AT_ONCE


def _lmu(_folder: Path) -> independent.Reader:
    lmu = registry()
    enrolment = [key.to_base64() for key in lmu.card.enrolment_keys]
    senders = {site().id: [site().key.public.to_base64()]}
    return independent.Reader("REG-LMU", [lmu.secret], {"report"}, senders, "REG-LMU", enrolment, TODAY)


def _two_readers(reader: independent.Reader, chance: random.Random, number: int) -> None:
    data = fuzz.made_up(chance, number % len(fuzz.MODES))
    ours = theirs = "ok"
    try:
        read_at_registry(data)
    except IagoError as error:
        ours = error.code
    try:
        independent.read(data, reader)
    except Refused as refused:
        theirs = refused.code
    assert ours == theirs


TRIALS = (
    Trial("T21", "a made-up bundle is refused or understood", 3, 1000, Reader, _hundred, counts=_AT_ONCE),
    Trial("T21b", "two readers say the same to a made-up bundle", 60, 20_000, _lmu, _two_readers),
)
