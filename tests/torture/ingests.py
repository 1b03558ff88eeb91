"""T29: the registry's ingest killed at random moments."""

import random
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from iago_desktop.registry.home import DATABASE, Home
from iago_desktop.registry.keys import Password
from iago_desktop.signing import trust
from tests.registry.exactly_once import check_exactly_once, ingest_under_kills, write_bundles
from tests.registry.practice import Practice
from tests.torture.trial import Trial

_KILLS = 10
_SITES, _BUNDLES, _RECORDS = 2, 5, 1
_TODAY = date(2026, 5, 2)


@dataclass
class Prepared:
    """A registry without bundles, and the bundles of its sites."""

    folder: Path
    records: set[str]

    @classmethod
    def at(cls, folder: Path) -> "Prepared":
        made = folder / "made"
        home = Home.create(made, name="IAGO", registry_id="REG-LMU", new_password=None, today=_TODAY)
        key = home.signing_key("registry", Password(input))
        practices = []
        for number in range(_SITES):
            practice = Practice.at(folder / f"practice-{number}", made / DATABASE)
            fingerprint = trust.request_fingerprint(request := practice.request)
            answer = home.enrol(request, fingerprint, enrolment_key=key, today=_TODAY)
            practices.append(practice.enrolled(answer.file, home.card))
        (folder / "bundles").mkdir()
        records = write_bundles(practices, folder / "bundles", _BUNDLES, _RECORDS)
        for practice in practices:
            practice.store.close()
        return cls(folder, records)


def _killed(prepared: Prepared, _chance: random.Random, number: int) -> None:
    scratch, bundles = prepared.folder / "scratch", prepared.folder / "bundles"
    shutil.rmtree(scratch, ignore_errors=True)
    (scratch / "receipts").mkdir(parents=True)
    home = Home.open(Path(shutil.copytree(prepared.folder / "made", scratch / "registry")))
    report = ingest_under_kills(home, bundles, scratch / "receipts", _KILLS, seed=number)
    assert report.pop("killed") == _KILLS
    assert set(report) <= {"accepted", "duplicate"}
    check_exactly_once(home, bundles, scratch / "receipts", prepared.records)


TRIALS = (
    Trial(
        "T29", "a killed ingest takes every record exactly once", 1, 100, Prepared.at, _killed, counts=_KILLS
    ),
)
