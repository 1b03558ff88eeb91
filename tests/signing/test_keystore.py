"""Who opens the database, and who does not."""

import json
import random
import shutil
import stat
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, strategies

from iago_desktop.errors import StoreError, UnlockError
from iago_desktop.signing import canonical_json, passwords, recovery_code
from iago_desktop.signing.keystore import (
    FLOOR,
    STRONG,
    KeyStore,
    Unlocked,
    check_password,
    strongest_here,
)

PASSWORD = "tulip anvil harbour moss"
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str], Unlocked]:
    path = tmp_path_factory.mktemp("made") / "practice" / "keystore.json"
    keystore, groups = KeyStore.create(path, "u1", "Dr. Ada Berg", "physician", PASSWORD, FLOOR)
    return path, groups, keystore.unlock("u1", PASSWORD)


@pytest.fixture
def path(made: tuple[Path, list[str], Unlocked], tmp_path: Path) -> Path:
    return Path(shutil.copy(made[0], tmp_path / "keystore.json"))


def refused(path: Path, password: str = PASSWORD, user: str = "u1") -> str:
    with pytest.raises(UnlockError) as caught:
        KeyStore.load(path).unlock(user, password)
    return caught.value.code


def test_password_opens_and_gives_the_same_keys(path: Path, made: tuple[Path, list[str], Unlocked]) -> None:
    unlocked = KeyStore.load(path).unlock("u1", PASSWORD)
    assert unlocked.database_key == made[2].database_key
    assert unlocked.verify_key == made[2].verify_key
    assert len({unlocked.database_key, unlocked.witness_key, unlocked.dmk}) == 3
    assert "dmk" not in repr(unlocked)


def test_people_can_be_shown_before_anybody_unlocks(path: Path) -> None:
    assert KeyStore.load(path).people() == [("s1", "u1", "Dr. Ada Berg", "physician")]


def test_wrong_password_and_unknown_user(path: Path) -> None:
    assert refused(path, "another long sentence") == "wrong_password"
    assert refused(path, user="u7") == "unknown_user"


def test_file_is_the_owner_s_alone_and_of_the_described_shape(made: tuple[Path, list[str], Unlocked]) -> None:
    path = made[0]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    document = json.loads(path.read_bytes())
    assert set(document) == {"fmt", "store", "epoch", "gen", "slots", "next", "mac"}
    assert [slot["kind"] for slot in document["slots"]] == ["password", "recovery"]
    shape = {"id", "kind", "user", "name", "role", "salt", "m", "t", "p", "xpub", "epub", "n", "ct", "dmk"}
    assert set(document["slots"][0]) == shape
    assert PASSWORD.encode() not in path.read_bytes()


def test_typed_composed_or_decomposed_it_is_the_same_password(tmp_path: Path) -> None:
    password = "Grüße vom Köhler 42"
    path = tmp_path / "keystore.json"
    KeyStore.create(path, "u1", "Ada", "physician", unicodedata.normalize("NFD", password), FLOOR)
    for form in ("NFC", "NFD"):
        KeyStore.load(path).unlock("u1", unicodedata.normalize(form, password))


def test_recovery_sheet_opens_as_its_user_and_a_new_password_follows(
    path: Path, made: tuple[Path, list[str], Unlocked]
) -> None:
    keystore = KeyStore.load(path)
    unlocked = keystore.unlock_with_recovery(" ".join(made[1]).lower().replace("0", "o"))
    assert (unlocked.user_id, unlocked.verify_key) == ("u1", made[2].verify_key)
    keystore.change_password(unlocked, "granite weather piano forty")
    assert refused(path) == "wrong_password"
    again = KeyStore.load(path).unlock("u1", "granite weather piano forty")
    assert again.database_key == made[2].database_key
    KeyStore.load(path).unlock_with_recovery("-".join(made[1]))


def test_sheet_of_another_practice_is_refused(path: Path) -> None:
    foreign = "".join(recovery_code.groups(recovery_code.new_secret()))
    with pytest.raises(UnlockError) as caught:
        KeyStore.load(path).unlock_with_recovery(foreign)
    assert caught.value.code == "wrong_recovery"


def test_a_new_sheet_voids_the_old(path: Path, made: tuple[Path, list[str], Unlocked]) -> None:
    keystore = KeyStore.load(path)
    groups = keystore.new_recovery_sheet(keystore.unlock("u1", PASSWORD), FLOOR)
    KeyStore.load(path).unlock_with_recovery("".join(groups))
    with pytest.raises(UnlockError):
        KeyStore.load(path).unlock_with_recovery("".join(made[1]))


def test_second_user_has_keys_of_his_own_and_the_same_database(path: Path) -> None:
    keystore = KeyStore.load(path)
    first = keystore.unlock("u1", PASSWORD)
    verify_key = keystore.add_user(first, "u2", "Ben Cole", "study_nurse", "quiet copper lantern sum", FLOOR)
    second = KeyStore.load(path).unlock("u2", "quiet copper lantern sum")
    assert second.database_key == first.database_key
    assert second.verify_key == verify_key != first.verify_key
    assert [person.user for person in KeyStore.load(path).people()] == ["u1", "u2"]
    assert refused(path, PASSWORD, "u2") == "wrong_password"
    with pytest.raises(UnlockError) as caught:
        keystore.add_user(first, "u2", "Ben Cole", "study_nurse", "quiet copper lantern sum", FLOOR)
    assert caught.value.code == "user_exists"


def test_a_stranger_cannot_add_himself(path: Path, tmp_path: Path) -> None:
    other, _ = KeyStore.create(tmp_path / "other.json", "u1", "X", "physician", PASSWORD, FLOOR)
    stranger = other.unlock("u1", PASSWORD)
    with pytest.raises(UnlockError) as caught:
        KeyStore.load(path).add_user(stranger, "u2", "X", "physician", PASSWORD, FLOOR)
    assert caught.value.code == "keystore_changed"


def test_no_flipped_bit_is_accepted(path: Path, made: tuple[Path, list[str], Unlocked]) -> None:
    original = path.read_bytes()
    chosen = random.Random(1)  # noqa: S311
    accepted = 0
    for _ in range(60):
        data = bytearray(original)
        at = chosen.randrange(len(data) * 8)
        data[at // 8] ^= 1 << at % 8
        path.write_bytes(data)
        try:
            KeyStore.load(path).unlock("u1", PASSWORD)
            accepted += 1
        except UnlockError:
            pass
    assert accepted == 0


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"name": "Dr. Eve"}, "keystore_changed"),
        ({"role": "study_nurse"}, "keystore_changed"),
        ({"user": "u9"}, "unknown_user"),
        ({"m": 19 * 1024 - 1}, "keystore_damaged"),  # below the floor: a downgrade
        ({"t": 1}, "keystore_damaged"),
        ({"p": 0}, "keystore_damaged"),
        ({"m": 1024 * 1024 + 1}, "keystore_damaged"),  # beyond the ceiling: a memory bomb
        ({"t": 17}, "keystore_damaged"),
        ({"m": "19456"}, "keystore_damaged"),
        ({"salt": "AAAA"}, "keystore_damaged"),
        ({"id": "x"}, "keystore_damaged"),
        ({"kind": "keyring"}, "keystore_damaged"),
        ({"more": 1}, "keystore_damaged"),
    ],
)
def test_an_edited_slot_is_refused(path: Path, change: dict[str, object], code: str) -> None:
    document = json.loads(path.read_bytes())
    document["slots"][0] |= change
    path.write_bytes(canonical_json.dumps(document))
    assert refused(path) == code


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"fmt": "iago-keystore/2"}, "keystore_newer"),
        ({"next": {}}, "keystore_damaged"),
        ({"gen": 2}, "keystore_changed"),
        ({"epoch": 2}, "keystore_changed"),
        ({"epoch": 0}, "keystore_damaged"),
        ({"store": "0" * 32}, "wrong_password"),
        ({"slots": []}, "keystore_damaged"),
        ({"slots": 3}, "keystore_damaged"),
        ({"mac": ""}, "keystore_changed"),
        ({"mac": "é"}, "keystore_changed"),
        ({"mac": None}, "keystore_damaged"),
    ],
)
def test_an_edited_file_is_refused(path: Path, change: dict[str, object], code: str) -> None:
    path.write_bytes(canonical_json.dumps(json.loads(path.read_bytes()) | change))
    assert refused(path) == code


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[]", b"null", b"\xff", b'{"fmt":"iago-keystore/1"}', b"[" * 10000]
)
def test_garbage_is_damaged(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    assert refused(path) == "keystore_damaged"


def test_a_planted_slot_is_noticed(path: Path, tmp_path: Path) -> None:
    KeyStore.create(tmp_path / "eve.json", "u1", "Eve", "physician", PASSWORD, FLOOR)
    document = json.loads(path.read_bytes())
    planted = json.loads((tmp_path / "eve.json").read_bytes())["slots"][0]
    document["slots"].append(planted | {"id": "s3", "user": "u3"})
    path.write_bytes(canonical_json.dumps(document))
    assert refused(path) == "keystore_changed"
    assert refused(path, user="u3") == "wrong_password"


def test_missing_and_existing(tmp_path: Path, path: Path) -> None:
    assert refused(tmp_path / "nothing.json") == "keystore_missing"
    with pytest.raises(UnlockError) as caught:
        KeyStore.create(path, "u1", "Ada", "physician", PASSWORD, FLOOR)
    assert caught.value.code == "keystore_exists"


def test_an_interrupted_change_leaves_the_old_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = path.read_bytes()
    keystore = KeyStore.load(path)
    unlocked = keystore.unlock("u1", PASSWORD)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(StoreError) as caught:
        keystore.change_password(unlocked, "granite weather piano forty")
    assert caught.value.code == "disk_full"
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == ["keystore.json"]
    keystore.unlock("u1", PASSWORD)


def test_a_leftover_that_cannot_be_removed_is_said_in_words(path: Path) -> None:
    (path.parent / "keystore.json.new").mkdir()
    keystore = KeyStore.load(path)
    unlocked = keystore.unlock("u1", PASSWORD)
    with pytest.raises(StoreError):
        keystore.change_password(unlocked, "granite weather piano forty")
    keystore.unlock("u1", PASSWORD)


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("correcthors", "password_too_short"),  # eleven
        ("passwordpassword", "password_too_easy"),
        ("qwertzuiopasdf", "password_too_easy"),
        ("111111111111", "password_too_easy"),
    ],
)
def test_weak_passwords_are_refused(password: str, code: str) -> None:
    with pytest.raises(UnlockError) as caught:
        check_password(password)
    assert caught.value.code == code


def test_own_name_does_not_make_a_password_strong() -> None:
    with pytest.raises(UnlockError):
        check_password("Schmittenberger", "Schmittenberger")


def test_long_sentences_and_twelve_good_characters_are_taken() -> None:
    check_password("vK7#tq9Lw2!x")
    check_password("seven green bicycles " * 40)


@given(strategies.binary(min_size=20, max_size=20))
def test_recovery_key_comes_back_from_its_groups(secret: bytes) -> None:
    groups = recovery_code.groups(secret)
    assert [len(group) for group in groups] == [6] * 6
    assert recovery_code.secret_of(" - ".join(groups)) == secret


def test_every_single_typing_error_is_noticed() -> None:
    text = "".join(recovery_code.groups(bytes(range(20))))
    wrong = {text[:at] + c + text[at + 1 :] for at in range(36) for c in ALPHABET} - {text}
    wrong |= {text[:at] + text[at + 1] + text[at] + text[at + 2 :] for at in range(35)} - {text}
    assert len(wrong) > 1116
    for typed in wrong:
        with pytest.raises(UnlockError):
            recovery_code.secret_of(typed)


def test_an_incomplete_recovery_key_says_so() -> None:
    with pytest.raises(UnlockError) as caught:
        recovery_code.secret_of("5Q7EG4-0NB955")
    assert (caught.value.code, caught.value.details) == ("recovery_incomplete", {"typed": 12, "needed": 36})
    assert recovery_code.same_group(" 5q7eg4", "5Q7EG4")
    assert not recovery_code.same_group("5Q7EG5", "5Q7EG4")


def test_full_cost_opens_too(tmp_path: Path) -> None:
    path = tmp_path / "keystore.json"
    KeyStore.create(path, "u1", "Ada", "physician", PASSWORD, STRONG)
    slot = json.loads(path.read_bytes())["slots"][0]
    assert (slot["m"], slot["t"], slot["p"]) == (256 * 1024, 3, 4)
    KeyStore.load(path).unlock("u1", PASSWORD)


@pytest.mark.parametrize(("seconds", "memory"), [(1.5, 256), (1.6, 64)])
def test_cost_is_measured_on_this_machine(
    seconds: float, memory: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticks = iter([0.0, seconds] * 2)
    monkeypatch.setattr(passwords, "stretch", lambda *_: b"")
    monkeypatch.setattr("time.perf_counter", lambda: next(ticks))
    assert strongest_here() == (memory * 1024, 3, 4)
