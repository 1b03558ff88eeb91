"""T3, T4, T5, T6: who gets in, who does not any more, and what a stop in the middle costs."""

import json
import random
import shutil
import subprocess
import sys
import time
import unicodedata
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from sqlmodel import select

from iago_desktop.errors import IagoError, StoreError, UnlockError
from iago_desktop.services import people, setup, users
from iago_desktop.services.setup import NewPractice
from iago_desktop.signing import canonical_json, recovery_code
from iago_desktop.signing.argon import CEILING
from iago_desktop.signing.keystore import FLOOR, KeyStore
from iago_desktop.store.rekey import opens
from iago_desktop.store.verify import verify_chain
from iago_desktop.tables import Patient
from tests.torture.trial import Trial, flipped

ROOT = Path(__file__).parent.parent.parent
PASSWORD = "tulip anvil harbour moss"
TODAY = date(2026, 11, 20)
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CODE = 36
_WRONG_CHARACTERS = _CODE * (len(_ALPHABET) - 1)
_SWAPS = 1928


def _nothing(_folder: Path) -> None:
    pass


def _refused(typed: str) -> None:
    try:
        recovery_code.secret_of(typed)
    except UnlockError:
        return
    raise AssertionError(typed)


def _every_slip(_shared: None, chance: random.Random, number: int) -> None:
    """Each character of a sheet replaced by each other one; then neighbours the wrong way round."""
    if number < _WRONG_CHARACTERS:
        text = "".join(recovery_code.groups(bytes(range(20))))
        at, other = divmod(number, len(_ALPHABET) - 1)
        wrong = [each for each in _ALPHABET if each != text[at]][other]
        _refused(text[:at] + wrong + text[at + 1 :])
        return
    at = number % (_CODE - 1)
    while True:
        text = "".join(recovery_code.groups(chance.randbytes(20)))
        if text[at] != text[at + 1]:
            break
    _refused(text[:at] + text[at + 1] + text[at] + text[at + 2 :])


@dataclass
class File:
    """A key store with a password and a sheet, as bytes; `path` is where a changed one is tried."""

    path: Path
    data: bytes
    groups: list[str]


def _file(folder: Path) -> File:
    path = folder / "keystore.json"
    path.unlink(missing_ok=True)
    _, groups = KeyStore.create(path, "u1", "Dr. Ada Berg", "physician", PASSWORD, FLOOR)
    return File(path, path.read_bytes(), groups)


def _flipped_bit(file: File, _chance: random.Random, number: int) -> None:
    file.path.write_bytes(flipped(file.data, number % (len(file.data) * 8)))
    try:
        KeyStore.load(file.path).unlock("u1", PASSWORD)
    except UnlockError:
        return
    raise AssertionError("a changed key store was accepted")


def _cost_out_of_bounds(file: File, chance: random.Random, _number: int) -> None:
    """Weaker than the floor or beyond the ceiling: refused before anything is stretched."""
    document = json.loads(file.data)
    which = chance.randrange(3)
    name, low, high = ("m", "t", "p")[which], FLOOR[which], CEILING[which]
    wrong = chance.choice([chance.randrange(-5, low), high + chance.randrange(1, 1 << 40), 0, str(low), None])
    document["slots"][chance.randrange(2)][name] = wrong
    try:
        file.path.write_bytes(canonical_json.dumps(document))
        KeyStore.load(file.path)
    except IagoError:
        return
    raise AssertionError((name, wrong))


_LETTERS = "äöüÄÖÜéèñçåşğőžfiẞ½"


def _other_form(file: File, chance: random.Random, _number: int) -> None:
    """Chosen on a keyboard that composes its letters, typed on one that does not; or the other way round."""
    letters = chance.choices(_LETTERS + "abcdefghijklmnopqrstuvwxyz0123456789 ", k=24)
    forms = ("NFC", "NFD", "NFKC", "NFKD")
    chosen, typed = chance.sample([unicodedata.normalize(form, "".join(letters)) for form in forms], 2)
    path = file.path.with_name("forms.json")
    path.write_bytes(file.data)
    keystore = KeyStore.load(path)
    unlocked = keystore.unlock_with_recovery("".join(file.groups))
    try:
        keystore.change_password(unlocked, chosen)
    except UnlockError as error:
        assert error.code == "password_too_easy"  # noqa: PT017
        return
    assert KeyStore.load(path).unlock("u1", typed).database_key == unlocked.database_key


# Published by the authors of Argon2 with their reference code (version 19): passes, memory as a power of two,
# lanes, password, salt, tag.
_REFERENCE = (
    (2, 16, 1, b"password", b"somesalt", "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7"),
    (2, 8, 1, b"password", b"somesalt", "9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe"),
    (2, 8, 2, b"password", b"somesalt", "6d093c501fd5999645e0ea3bf620d7b8be7fd2db59c20d9fff9539da2bf57037"),
    (1, 16, 1, b"password", b"somesalt", "f6a5adc1ba723dddef9b5ac1d464e180fcd9dffc9d1cbf76cca2fed795d9ca98"),
    (4, 16, 1, b"password", b"somesalt", "9025d48e68ef7395cca9079da4c4ec3affb3c8911fe4f86d1a2520856f63172c"),
    (
        2,
        16,
        1,
        b"differentpassword",
        b"somesalt",
        "0b84d652cf6b0c4beaef0dfe278ba6a80df6696281d7e0d2891b817d8c458fde",
    ),
    (2, 16, 1, b"password", b"diffsalt", "bdf32b05ccc42eb15d58fd19b1f856b113da1e9a5874fdcc544308565aa8141c"),
)
# RFC 9106, 5.3
_RFC = "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"


def _published(_shared: None, _chance: random.Random, number: int) -> None:
    if number == 0:
        function = Argon2id(
            salt=bytes([2] * 16),
            length=32,
            iterations=3,
            lanes=4,
            memory_cost=32,
            ad=bytes([4] * 12),
            secret=bytes([3] * 8),
        )
        assert function.derive(bytes([1] * 32)).hex() == _RFC
        return
    passes, power, lanes, password, salt, tag = _REFERENCE[number - 1]
    function = Argon2id(salt=salt, length=32, iterations=passes, lanes=lanes, memory_cost=1 << power)
    assert function.derive(password).hex() == tag


def _founded(folder: Path) -> Path:
    """A practice of one, closed."""
    path = folder / "practice"
    shutil.rmtree(path, ignore_errors=True)
    new = NewPractice(path, FLOOR, today=lambda: TODAY)
    groups = new.prepare("Praxis", "Wien", "Dr. Ada Berg", "physician", PASSWORD)
    new.confirm({index: groups[index] for index in new.asked})
    setup.close(new.create("en"))
    (path / "sheet").write_text("-".join(groups))
    return path


def _killed_while_renewing(path: Path, chance: random.Random, _number: int) -> None:
    """Whatever was acknowledged is there, under one key; the password and the sheet of before open it."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.services.rotator", str(path), PASSWORD],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    first = process.stdout.readline()
    time.sleep(chance.random() * 0.15)
    process.kill()
    lines = [first, *process.stdout.read().splitlines(keepends=True)]
    process.stdout.close()
    process.wait()
    whole = [line.strip() for line in lines if line.endswith("\n")]
    saved = [int(line) for line in whole if line.isdigit()]
    epochs = [int(line.removeprefix("epoch ")) for line in whole if line.startswith("epoch")]
    assert saved, "the process did not get as far as its first save"
    workspace = setup.open_workspace(path, "u1", PASSWORD, "en", today=lambda: TODAY)
    try:
        assert workspace.store.warning is None
        assert workspace.unlocked.epoch >= max(epochs, default=1)
        with workspace.store.read() as session:
            assert {f"{number:032}" for number in saved} <= set(session.exec(select(Patient.id)))
            assert verify_chain(session).holds
        document = json.loads((path / "keystore.json").read_bytes())
        assert (document["next"], document["epoch"]) == (None, workspace.unlocked.epoch)
    finally:
        setup.close(workspace)
    assert KeyStore.load(path / "keystore.json").is_sheet_of("u1", (path / "sheet").read_text())


def _somebody_leaves(path: Path, chance: random.Random, number: int) -> None:
    """Two to four at work, one goes: what that person kept is useless, everybody else notices nothing."""
    own = path.with_name(f"leaving-{number}")
    shutil.copytree(path, own)
    passwords = {"u1": PASSWORD}
    workspace = setup.open_workspace(own, "u1", PASSWORD, "en", today=lambda: TODAY)
    for each in range(2, 2 + chance.randrange(1, 4)):
        passwords[f"u{each}"] = f"{chance.getrandbits(64):016x} seven herons"
        users.add_user(workspace, f"Person {each}", "physician", passwords[f"u{each}"], FLOOR)
    gone = f"u{chance.randrange(2, len(passwords) + 1)}"
    kept, old = (own / "keystore.json").read_bytes(), workspace.unlocked.database_key
    people.remove_user(workspace, gone)
    setup.close(workspace)
    assert not opens(own / "iago.db", old)
    for user, password in passwords.items():
        assert _enters(own, user, password) == (user != gone)
    (own / "keystore.json").write_bytes(kept)
    assert not any(_enters(own, user, password) for user, password in passwords.items())
    shutil.rmtree(own)


def _enters(folder: Path, user: str, password: str) -> bool:
    try:
        workspace = setup.open_workspace(folder, user, password, "en", today=lambda: TODAY)
    except (UnlockError, StoreError):
        return False
    setup.close(workspace)
    return True


TRIALS: tuple[Trial, ...] = (
    Trial(
        "T3a",
        "each wrong character and swapped neighbours of a recovery sheet are noticed",
        300,
        _WRONG_CHARACTERS + _SWAPS,
        _nothing,
        _every_slip,
    ),
    Trial("T4", "each bit of a key store flipped: never accepted", 12, 9336, _file, _flipped_bit),
    Trial("T4a", "a cost out of bounds is refused unstretched", 40, 400, _file, _cost_out_of_bounds),
    Trial("T4b", "a password opens in every form of its letters", 2, 60, _file, _other_form),
    Trial("T5", "Argon2id gives the published tags", 4, 1 + len(_REFERENCE), _nothing, _published),
    Trial(
        "T6", "a kill while the data key is renewed loses nothing", 1, 500, _founded, _killed_while_renewing
    ),
    Trial("T6a", "who was removed has nothing of use", 1, 40, _founded, _somebody_leaves),
)
