"""A registry with open keys, made once and copied, and practices enrolled with it."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.registry.home import Home
from iago_desktop.registry.ingest import Desk
from iago_desktop.registry.keys import Password
from iago_desktop.signing import trust
from tests.registry.practice import Practice

NOW = datetime(2026, 5, 2, 10, 30, tzinfo=UTC)
Enrol = Callable[..., Practice]


def no_password() -> str:
    raise AssertionError("open keys need no passphrase")


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("made") / "registry"
    Home.create(path, name="IAGO Register", registry_id="REG-LMU", new_password=None, today=NOW.date())
    return path


@pytest.fixture
def home(made: Path, tmp_path: Path) -> Home:
    return Home.open(Path(shutil.copytree(made, tmp_path / "registry")))


@pytest.fixture
def enrol(home: Home, made: Path, tmp_path: Path) -> Iterator[Enrol]:
    with ExitStack() as stack:

        def enrolled(name: str = "practice") -> Practice:
            practice = Practice.at(tmp_path / name, made / "registry.db")
            stack.callback(practice.store.close)
            request = practice.request
            key = home.signing_key("registry", Password(no_password))
            answered = home.enrol(
                request, trust.request_fingerprint(request), enrolment_key=key, today=NOW.date()
            )
            return practice.enrolled(answered.file, home.card)

        yield enrolled


@pytest.fixture
def practice(enrol: Enrol) -> Practice:
    return enrol()


@pytest.fixture
def desk(home: Home, catalogue: Catalogue) -> Iterator[Desk]:
    password = Password(no_password)
    with home.store() as store:
        yield Desk(
            home,
            store,
            catalogue,
            home.receiver(home.identity(password), NOW.date()),
            home.signing_key("receipts", password),
            now=lambda: NOW,
        )
