"""`make demo`, as a newcomer runs it: what it leaves, what it says, and what the standard tools say of it."""

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.demo.facts import cases
from iago_desktop.paths import resource
from tests.bundle.test_standard_tools import commands, needs_tools, shell

PUBLISHED = json.loads(resource("demo", "published_cases.json").read_text(encoding="utf-8"))
CASES = [*PUBLISHED["cases"], *PUBLISHED["thin_cases"]]
INFECTIONS = 15
SCREENS = 15
FAR_TOO_LONG = 300


@dataclass(frozen=True)
class Demo:
    folder: Path
    said: str

    @property
    def bundle(self) -> Path:
        (made,) = (self.folder / "bundles").glob("*.iago")
        return made

    @property
    def site(self) -> str:
        return self.bundle.stem.split("_")[1]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    folder = tmp_path_factory.mktemp("made") / "demo"
    run = subprocess.run(
        [sys.executable, "-m", "iago_desktop.demo", folder],
        capture_output=True,
        encoding="utf-8",
        timeout=FAR_TOO_LONG,
        check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"},
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return Demo(folder, run.stdout)


def test_it_leaves_what_it_promises(demo: Demo) -> None:
    keys = ("age.txt", "registry.pub", "receipts.pub", f"{demo.site}.pub")
    for name in keys:
        assert (demo.folder / "registry" / "keys" / name).is_file(), name
    assert [path.suffix for path in (demo.folder / "receipts").iterdir()] == [".iago"]
    assert {"iago.db", "keystore.json"} <= {path.name for path in (demo.folder / "practice").iterdir()}
    screens = list((demo.folder / "screens").glob("*.png"))
    assert len(screens) >= SCREENS
    assert all(screen.read_bytes().startswith(b"\x89PNG") for screen in screens)


def test_every_published_case_and_event_is_recorded() -> None:
    recorded = {case.id: case for case in cases()}
    assert list(recorded) == [case["id"] for case in CASES]
    for case in CASES:
        told = {record.event for record in recorded[case["id"]].records} - {""}
        assert told == {event["term"] for event in case["events"]}, case["id"]
        died = case["patient_outcome"]["died"]
        assert any(record.form == "death" for record in recorded[case["id"]].records) == (died is True)


def test_every_toxicity_is_in_a_form_of_its_own() -> None:
    catalogue, recorded = Catalogue.shipped(), {case.id: case for case in cases()}
    for case in CASES:
        for event in case["events"]:
            if event["toxicity_type"] in {"context", "follow-up"}:
                continue
            records = [each for each in recorded[case["id"]].records if each.event == event["term"]]
            kinds = {catalogue.form(each.form).kind for each in records}
            assert "toxicity" in kinds, (case["id"], event["term"])


def test_its_table_tells_every_graded_record_and_counts_all(demo: Demo) -> None:
    catalogue = Catalogue.shipped()
    records = [(case.id, record) for case in cases() for record in case.records]
    graded = [case for case, record in records if catalogue.form(record.form).gradings]
    table = demo.said.split("\n\n")[1]
    assert [line.split()[0] for line in table.splitlines()[1:]] == graded
    assert (
        f"Patients: {len(CASES)}.  Records: {len(records)}, signed {len(records)}.  Infections: {INFECTIONS}."
        in demo.said
    )
    for case in CASES:
        assert re.search(rf"^{case['id']}: \S", demo.said, re.MULTILINE), case["id"]
    assert "verified ok, ingested accepted" in demo.said
    assert "findings 0; receipt imported" in demo.said
    assert "no real person" in demo.said
    assert "not stated" in demo.said


def test_both_grades_are_told_where_the_authors_differs(demo: Demo) -> None:
    """A fall of blood pressure without a vasopressor is 2 by the published rule; the authors say 3."""
    assert re.search(r"^T01 .* 2\*  .* 3 #$", demo.said, re.MULTILINE)
    assert "# T01 Cytokine release syndrome, very late: computed 2* (ASTCT 2019), authors' 3" in demo.said
    assert "Fever with hypotension without vasopressor" in demo.said
    assert re.search(r"^C09 .* 4\*  .* 4 =", demo.said, re.MULTILINE)
    assert re.search(r"^C25 .* none  .* 0 \+$", demo.said, re.MULTILINE)
    stated = sum(record.author_grade is not None for case in cases() for record in case.records)
    counts = re.search(
        r"Authors' grades: (\d+), the same (\d+), differing (\d+), not to be computed (\d+)\.", demo.said
    )
    assert counts
    total, *parts = map(int, counts.groups())
    assert total == stated == sum(parts)


def test_what_is_typed_by_key_is_whole(demo: Demo) -> None:
    typed = {case.id: case.typed for case in cases() if case.typed}
    assert set(typed) == {"C15", "C20"}
    for case in typed:
        assert re.search(rf"^{case}: .*Infection 1", demo.said, re.MULTILINE)


@needs_tools
def test_the_standard_tools_confirm_its_bundle(demo: Demo, tmp_path: Path) -> None:
    """HOWTO-VERIFY.txt word for word, with the keys that the demo leaves open."""
    keys = demo.folder / "registry" / "keys"
    shutil.copy(demo.bundle, tmp_path / "bundle.iago")
    shutil.copy(keys / f"{demo.site}.pub", tmp_path / "site.pub")
    shutil.copy(keys / "age.txt", tmp_path / "registry.key")
    shutil.copy(keys / "registry.pub", tmp_path / "registry.pub")
    done = shell(commands(), tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("Signature and comment signature verified") == 3
    (statement,) = set(re.findall(r"Trusted comment: (iago/1 report .*)", done.stdout))
    assert statement.startswith(f"iago/1 report from={demo.site} to=REG-DEMO seq=1 set=")
    assert f"{statement[-64:]}  SHA256SUMS" in done.stdout
    assert done.stdout.count(": OK") == 5
    receipt = next((demo.folder / "receipts").iterdir())
    shutil.copy(receipt, tmp_path / "receipt.iago")
    shutil.copy(keys / "receipts.pub", tmp_path)
    lines = ["unzip -o receipt.iago", "minisign -V -H -m payload.age -p receipts.pub"]
    assert shell(lines, tmp_path).returncode == 0
