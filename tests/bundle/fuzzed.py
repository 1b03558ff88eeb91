"""Reads made-up bundles in a process of its own, so that its time and memory are theirs.

Asked on stdin for `first count`, answers with one line of JSON.  Every tenth goes on to a registry's counter,
right but for what its lines say.
"""

import contextlib
import copy
import json
import random
import resource
import shutil
import sys
import time
import traceback
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from iago_desktop import bundle
from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.errors import IagoError
from iago_desktop.registry.home import DATABASE, Home
from iago_desktop.registry.ingest import Desk
from iago_desktop.signing import canonical_json, chain
from tests.bundle import fuzz
from tests.bundle.forge import read_at_registry
from tests.bundle.hostile_values import extreme_answers, hostile_document
from tests.bundle.published import a_counter, a_home, a_practice
from tests.registry.practice import Lines, Practice

EVERY = 10
SLOWEST, LARGEST = 1.0, 500  # seconds of processor time for one, MiB of the whole process


@dataclass
class Counted:
    """A registry that took bundle 1, and bundle 2 as lines before they are signed."""

    home: Home
    desk: Desk
    practice: Practice
    audit: Lines
    records: Lines
    fields: dict[str, Any]
    is_changed: bool = False

    @classmethod
    def at(cls, folder: Path) -> "Counted":
        catalogue = Catalogue.shipped()
        home = a_home(folder / "registry")
        practice = a_practice(folder / "practice.db")
        treatment = practice.add_patient()
        practice.add_record(treatment)
        first = practice.export()
        kept: list[Lines] = []
        practice.add_record(treatment)
        practice.add_record(practice.add_patient("R-AAAA-BBBB"))
        second = practice.export(lambda audit, records: kept.extend(copy.deepcopy([audit, records])))
        said = read_at_registry(second).manifest
        desk = a_counter(home, catalogue)
        assert desk.ingest(first).ok
        desk.store.close()
        shutil.copyfile(home.path / DATABASE, home.path / "before.db")
        fields = {"seq": 2, "prev": said.prev, "audit": said.audit}
        return cls(home, a_counter(home, catalogue), practice, *kept, fields)

    def offer(self, chance: random.Random) -> str:
        """What the counter says to bundle 2 with something hostile in a line."""
        audit, records = copy.deepcopy(self.audit), copy.deepcopy(self.records)
        lines = records if chance.random() < 0.8 else audit
        at = chance.randrange(len(lines))
        if chance.random() < 0.5:
            lines = records
            self._fill(chance, records)
        else:
            changed = hostile_document(chance, lines[at])
            if not isinstance(changed, dict):
                return "no object"
            lines[at] = changed
        with contextlib.suppress(KeyError, TypeError, IagoError):
            if lines is records:  # the user, too, means harm and signs
                self.practice.resend(records, audit)
        try:
            data = self._written(audit, records)
        except IagoError:
            return "cannot be written"
        outcome = self.desk.ingest(data)
        self.is_changed = outcome.state == "accepted"
        return outcome.error.code if outcome.error else outcome.state

    def _fill(self, chance: random.Random, records: Lines) -> None:
        """Every record becomes one of some form, with answers that only its types allow."""
        form = chance.choice(self.desk.catalogue.forms())
        digests: dict[str, str] = {}
        for line in records:
            if line["kind"] == "record":
                line["prev"] = digests.get(line["rid"], line["prev"])
                line["form"], line["form_version"] = form.id, form.version
                line["data"] = line["data"] | {"answers": extreme_answers(chance, form), "grading": None}
                with contextlib.suppress(IagoError):
                    digests[line["rid"]] = chain.body_digest(canonical_json.dumps(line))

    def _written(self, audit: Lines, records: Lines) -> bytes:
        said = dict(self.fields)
        head = audit[-1].get("digest")
        if isinstance(head, str):
            with contextlib.suppress(ValueError):
                said["audit"] = bundle.AuditRange.model_validate({**said["audit"].model_dump(), "head": head})
        assert self.practice.certificate
        assert self.practice.card
        files = {
            "audit.ndjson": b"".join(canonical_json.dumps(line) + b"\n" for line in audit),
            "records.ndjson": b"".join(canonical_json.dumps(line) + b"\n" for line in records),
        }
        return bundle.write(
            "report",
            files,
            sender=self.practice.certificate.site,
            to=self.practice.card.registry,
            key=self.practice.key,
            recipients=self.practice.card.recipients,
            created=date(2026, 5, 2),
            software="fuzz",
            certificate=self.practice.certificate,
            **said,
        ).file

    def forget(self) -> None:
        """As before the bundle came, if it was taken."""
        if not self.is_changed:
            return
        self.is_changed = False
        self.desk.store.close()
        shutil.copyfile(self.home.path / "before.db", self.home.path / DATABASE)
        self.desk = a_counter(self.home, self.desk.catalogue)


def one(number: int, counted: Counted) -> str:
    """What was said to the bundle of this number; an exception that is no refusal flies."""
    chance = random.Random(f"T21:{number}")  # noqa: S311 -- a seed, not a secret
    if number % EVERY == 0:
        return counted.offer(chance)
    mode = number % len(fuzz.MODES)
    data = fuzz.made_up(chance, mode)
    try:
        read_at_registry(data)
    except IagoError as error:
        return error.code
    assert mode == fuzz.MAY_BE_TAKEN, f"{fuzz.NAMES[mode]} was taken"
    return "taken"


def several(first: int, count: int, counted: Counted) -> dict[str, Any]:
    said: Counter[str] = Counter()
    slowest, failures = 0.0, []
    for number in range(first, first + count):
        begun = time.process_time()
        try:
            said[one(number, counted)] += 1
        except BaseException:  # noqa: BLE001 -- the native library's panic is no Exception
            failures.append({"number": number, "error": traceback.format_exc()})
        slowest = max(slowest, time.process_time() - begun)
        counted.forget()
    return {"said": dict(said), "slowest": slowest, "peak_mib": _peak_mib(), "failures": failures}


def _peak_mib() -> float:
    """The most memory so far.  Linux counts what started this process too, unless its own page is read."""
    status = Path("/proc/self/status")
    if status.exists():
        (line,) = (
            each for each in status.read_text(encoding="ascii").splitlines() if each.startswith("VmHWM:")
        )
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    with TemporaryDirectory() as folder:
        counted = Counted.at(Path(folder))
        for line in sys.stdin:
            first, count = map(int, line.split())
            sys.stdout.write(json.dumps(several(first, count, counted)) + "\n")
            sys.stdout.flush()
        counted.desk.store.close()
        counted.practice.store.close()


if __name__ == "__main__":
    main()
