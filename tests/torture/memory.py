"""T12: what is left of a patient, a password and the keys in the memory of a program that was locked."""

import os
import random
import secrets
import shutil
import string
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from iago_desktop.services import patients, setup
from iago_desktop.services.patients import NewPatient
from iago_desktop.services.setup import NewPractice
from iago_desktop.signing.keystore import FLOOR
from tests.builders import INFUSED
from tests.torture.recorder import ROOT
from tests.torture.trial import Trial


@dataclass
class Secrets:
    """What must not be found; each as the bytes that would stand in memory."""

    folder: Path
    elsewhere: Path
    names: list[str]
    password: str
    keys: list[bytes]

    def needles(self) -> dict[str, list[bytes]]:
        words = {
            "name": [form for name in self.names for form in (name.encode(), name.encode("utf-16-le"))],
            "password": [self.password.encode(), self.password.encode("utf-16-le")],
        }
        forms = [form for key in self.keys for form in (key, key.hex().encode())]
        return words | {"key": forms}


def _word(length: int) -> str:
    return "".join(secrets.choice(string.ascii_lowercase) for _ in range(length))


def _practice(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _prepared(folder: Path) -> Secrets:
    path, elsewhere = folder / "practice", folder / "elsewhere"
    for each in (path, elsewhere):
        shutil.rmtree(each, ignore_errors=True)
    elsewhere.mkdir(parents=True)
    password = f"{_word(9)} {_word(9)} {_word(9)}"
    names = [f"Q{_word(11)}", f"X{_word(11)}"]
    new = NewPractice(path, FLOOR)
    groups = new.prepare("Praxis", "Wien", "Maria Weber", "physician", password)
    new.confirm({index: groups[index] for index in new.asked})
    workspace = new.create("en")
    patient = patients.add(
        workspace,
        NewPatient(
            surname=names[0],
            given_name=names[1],
            born_on=None,
            sex="f",
            product="axi-cel",
            indication="DLBCL",
            infused_on=INFUSED,
            consent=True,
            consent_on=INFUSED,
        ),
    )
    unlocked = workspace.unlocked
    keys = [unlocked.dmk, unlocked.database_key, unlocked.witness_key]
    keys += [private.private_bytes_raw() for private in (unlocked.x25519, unlocked.ed25519)]
    setup.close(workspace)
    (elsewhere / "password").write_text(password, encoding="ascii")
    (elsewhere / "patient").write_text(patient, encoding="ascii")
    return Secrets(path, elsewhere, names, password, keys)


def copies(pid: int, needles: dict[str, list[bytes]]) -> dict[str, int]:
    """How often each is found in everything that the process has in its memory."""
    found = dict.fromkeys(needles, 0)
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text(encoding="utf-8").splitlines():
            span, rights, *_ = line.split()
            if "r" not in rights or line.endswith(("[vvar]", "[vsyscall]", "[vvar_vclock]")):
                continue
            start, end = (int(each, 16) for each in span.split("-"))
            try:
                memory.seek(start)
                content = memory.read(end - start)
            except (OSError, OverflowError):
                continue
            for what, some in needles.items():
                found[what] += sum(content.count(each) for each in some)
    return found


def _locked(folder: Path, _chance: random.Random, number: int) -> None:
    secret = _prepared(folder / str(number))
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.torture.locked", str(secret.folder), str(secret.elsewhere)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        seen = {}
        for state in ("shown", "locked", "reopened"):
            assert process.stdout.readline().decode().strip() == state
            seen[state] = copies(process.pid, secret.needles())
            process.stdin.write(b"\n")
            process.stdin.flush()
        process.wait(30)
    finally:
        process.kill()
        process.wait()
        process.stdin.close()
        process.stdout.close()
    # The search finds what is there: otherwise finding nothing would mean nothing.
    assert seen["shown"]["name"], seen
    assert seen["shown"]["key"], seen
    nothing = {"name": 0, "password": 0, "key": 0}
    assert seen["locked"] == nothing, seen
    assert seen["reopened"] == nothing, seen
    shutil.rmtree(secret.folder.parent)


TRIALS = (
    (Trial("T12", "a locked program remembers no name, password or key", 1, 20, _practice, _locked),)
    if sys.platform == "linux"
    else ()
)
