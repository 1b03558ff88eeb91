"""A practice with one user, made once at the floor of the cost and copied for each test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from iago_desktop.signing.keystore import FLOOR, KeyStore, Unlocked
from iago_desktop.store.store import Actor, Store
from iago_desktop.tables import User

PASSWORD = "tulip anvil harbour moss"


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Unlocked]:
    folder = tmp_path_factory.mktemp("template") / "practice"
    keystore, _ = KeyStore.create(
        folder / "keystore.json", "u1", "Dr. Ada Berg", "physician", PASSWORD, FLOOR
    )
    keys = keystore.unlock("u1", PASSWORD)
    with (
        Store.create(folder / "iago.db", keys) as store,
        store.write(Actor("u1", keys.sign), "set_up") as transaction,
    ):
        transaction.put(User(id="u1", name="Dr. Ada Berg", role="physician", verify_key=keys.verify_key))
    return folder, keys


@pytest.fixture
def keys(template: tuple[Path, Unlocked]) -> Unlocked:
    return template[1]


@pytest.fixture
def actor(keys: Unlocked) -> Actor:
    return Actor("u1", keys.sign)


@pytest.fixture
def folder(template: tuple[Path, Unlocked], tmp_path: Path) -> Path:
    return Path(shutil.copytree(template[0], tmp_path / "practice"))


@pytest.fixture
def store(folder: Path, keys: Unlocked) -> Iterator[Store]:
    with Store.open(folder / "iago.db", keys) as store:
        yield store


@pytest.fixture(scope="session")
def other_keys(tmp_path_factory: pytest.TempPathFactory) -> Unlocked:
    """Somebody with other keys, from another practice."""
    path = tmp_path_factory.mktemp("other") / "keystore.json"
    keystore, _ = KeyStore.create(path, "u2", "B. Cole", "study_nurse", PASSWORD, FLOOR)
    return keystore.unlock("u2", PASSWORD)
