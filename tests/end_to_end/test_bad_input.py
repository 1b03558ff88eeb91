"""Whatever goes wrong is said in words, in German and English, and nothing is lost or half done.

One walk over every bad input that people will meet, through the front doors alone.  After each refusal every
file is as it was, and the good way still leads to the end.
"""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from iago_desktop.bundle import MAX_FILE
from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.errors import IagoError
from iago_desktop.paths import resource
from iago_desktop.sentences import LANGUAGES, Language, sentence
from iago_desktop.services import enrolment, exchange, patients, records, setup
from iago_desktop.services.setup import NewPractice
from iago_desktop.services.workspace import Workspace
from iago_desktop.signing import strict_zip
from iago_desktop.signing.keystore import FLOOR
from tests.builders import a_patient, an_infection, fill_in
from tests.conftest import NURSE, PASSWORD, PRACTICE, TODAY
from tests.end_to_end.registry_command import called, card_of, done, found_registry, introduce

SURNAME = "Kanarienvogel"
BUNDLE = "IAGO_DE-0001_000001.iago"
NOT_COMPARED = {"lock", "iago.db-shm", "iago.db-wal", "registry.db-shm", "registry.db-wal"}
"""What comes and goes with an open database."""


@dataclass
class World:
    """A practice and a registry that know each other; one infection was exported and lies on the stick."""

    folder: Path
    catalogue: Catalogue
    opened: list[Workspace] = field(default_factory=list)

    @property
    def practice_folder(self) -> Path:
        return self.folder / "practice"

    @property
    def registry(self) -> Path:
        return self.folder / "registry"

    @property
    def stick(self) -> Path:
        return self.folder / "stick"

    @property
    def bundle(self) -> Path:
        return self.stick / BUNDLE

    def open(self, password: str = PASSWORD, catalogue: Catalogue | None = None) -> Workspace:
        workspace = setup.open_workspace(
            self.practice_folder,
            "u1",
            password,
            "en",
            today=lambda: TODAY,
            catalogue=catalogue or self.catalogue,
        )
        self.opened.append(workspace)
        return workspace

    def close(self) -> None:
        while self.opened:
            setup.close(self.opened.pop())

    def state(self) -> dict[str, str]:
        """Every file, byte for byte."""
        files = (path for path in self.folder.rglob("*") if path.is_file() and path.name not in NOT_COMPARED)
        return {
            str(path.relative_to(self.folder)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in files
        }


@pytest.fixture(scope="module")
def first_world(
    practice_template: Path, catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    world = World(tmp_path_factory.mktemp("first") / "world", catalogue)
    shutil.copytree(practice_template, world.practice_folder)
    world.stick.mkdir()
    practice = world.open()
    introduce(practice, world.registry, found_registry(world.registry), world.stick)
    an_infection(practice, a_patient(practice, SURNAME))
    assert exchange.export(practice, world.stick).path == world.bundle
    world.close()
    return world.folder


@pytest.fixture
def world(first_world: Path, catalogue: Catalogue, tmp_path: Path) -> Iterator[World]:
    copied = World(Path(shutil.copytree(first_world, tmp_path / "world")), catalogue)
    yield copied
    copied.close()


# What is said: (code, sentence), asked for in one language.

Said = tuple[str, str]
Attempt = Callable[[Language], Said]


def by_service(act: Callable[[], object]) -> Attempt:
    def attempt(language: Language) -> Said:
        with pytest.raises(IagoError) as caught:
            act()
        return caught.value.code, sentence(caught.value, language)

    return attempt


def by_command(*arguments: object) -> Attempt:
    """A command that is refused as a whole, or whose only file is."""

    def attempt(language: Language) -> Said:
        code, document = called(*arguments, language=language)
        assert code == 1
        (row,) = document if isinstance(document, list) else [document]
        assert row["ok"] is False
        return row["code"], row["message"]

    return attempt


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """No file may grow beyond: what a full disk does to a program, at the same calls."""
    limits = pytest.importorskip("resource", reason="limits of a process are POSIX")
    before = limits.getrlimit(limits.RLIMIT_FSIZE)
    limits.setrlimit(limits.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        limits.setrlimit(limits.RLIMIT_FSIZE, before)


def in_little_room(attempt: Attempt) -> Attempt:
    def limited(language: Language) -> Said:
        with room_for(4096):
            return attempt(language)

    return limited


def unwritable(folder: Path) -> Path:
    """A folder that cannot be written; for root, who may write everywhere, a file in its place."""
    if hasattr(os, "geteuid") and os.geteuid() != 0:
        folder.mkdir(mode=0o500)
    else:
        folder.write_bytes(b"in the way")
    return folder


# The bad inputs.


def wrong_password(world: World) -> Attempt:
    return by_service(lambda: world.open(PASSWORD.upper()))


def wrong_group_at_the_practice(world: World) -> Attempt:
    other = world.folder / "other"
    letter = found_registry(other, "REG-OTHER")
    wrong = f"{(int(letter.rsplit(maxsplit=1)[-1]) + 1) % 100_000:05}"
    new = _another_practice(world)
    return by_service(lambda: enrolment.pin_card(new, card_of(other), wrong))


def wrong_digits_at_the_registry(world: World) -> Attempt:
    letters = world.folder / "letters"
    letters.mkdir()
    request = enrolment.write_request(_another_practice(world), letters)
    wrong = request.fingerprint[:-1] + str((int(request.fingerprint[-1]) + 1) % 10)
    return by_command(
        "enrol", world.registry, request.path, "--fingerprint", wrong, "-o", letters / "x.iagocert"
    )


def wrong_recipient(world: World) -> Attempt:
    """Another registry that knows the practice as well."""
    other = world.folder / "other"
    found_registry(other, "REG-OTHER")
    practice = world.open()
    request = enrolment.write_request(practice, world.stick)
    certificate = world.folder / "other.iagocert"
    done("enrol", other, request.path, "--fingerprint", request.fingerprint, "-o", certificate)
    return by_command("ingest", other, world.bundle, "--receipts", world.stick)


def bundle_of_a_stranger(world: World) -> Attempt:
    other = world.folder / "other"
    found_registry(other, "REG-OTHER")
    return by_command("ingest", other, world.bundle, "--receipts", world.stick)


def truncated_bundle(world: World) -> Attempt:
    return _ingest(world, world.bundle.read_bytes()[:-200])


def damaged_bundle(world: World) -> Attempt:
    data = bytearray(world.bundle.read_bytes())
    data[len(data) // 2] ^= 0x10
    return _ingest(world, bytes(data))


def edited_bundle(world: World) -> Attempt:
    """Changed and packed again, so that the container is sound."""
    members = strict_zip.read(world.bundle.read_bytes(), MAX_FILE)
    members["payload.age"] = members["payload.age"][:-1] + bytes([members["payload.age"][-1] ^ 1])
    return _ingest(world, strict_zip.write(list(members.items())))


def damaged_receipt(world: World) -> Attempt:
    receipt = _receipt(world)[:-1]
    practice = world.open()
    return by_service(lambda: exchange.import_file(practice, receipt))


def bundle_offered_to_a_practice(world: World) -> Attempt:
    practice = world.open()
    return by_service(lambda: exchange.import_file(practice, world.bundle.read_bytes()))


def form_too_new_for_the_registry(world: World) -> Attempt:
    practice = world.open(catalogue=_newer_forms(world))
    (patient,) = patients.rows(practice)
    an_infection(practice, patient.id, onset="d40")
    sent = exchange.export(practice, world.stick)
    return by_command("ingest", world.registry, sent.path, "--receipts", world.stick)


def form_too_new_for_the_practice(world: World) -> Attempt:
    newer = world.open(catalogue=_newer_forms(world))
    (patient,) = patients.rows(newer)
    treatment = patients.view(newer, patient.id).treatment_id
    draft = records.start(newer, treatment, "infection")
    world.close()
    older = world.open()
    return by_service(lambda: records.open_draft(older, draft))


def second_start(world: World) -> Attempt:
    world.open()
    return by_service(world.open)


def full_disk_while_saving(world: World) -> Attempt:
    practice = world.open()
    (patient,) = patients.rows(practice)
    draft_id = records.start(practice, patients.view(practice, patient.id).treatment_id, "infection")
    draft = records.open_draft(practice, draft_id).draft
    fill_in(draft, {"onset": "d40", "ctcae_term": "lung_infection"})
    return in_little_room(by_service(lambda: records.finish(practice, draft_id, draft)))


def full_stick(world: World) -> Attempt:
    practice = world.open()
    return in_little_room(by_service(lambda: exchange.save_again(practice, 1, world.stick)))


def full_disk_at_the_registry(world: World) -> Attempt:
    return in_little_room(by_command("ingest", world.registry, world.bundle, "--receipts", world.stick))


def read_only_folder_at_the_first_start(world: World) -> Attempt:
    folder = unwritable(world.folder / "shelf") / "data"
    new = NewPractice(folder, FLOOR)
    return by_service(lambda: new.prepare(PRACTICE, "", NURSE, "physician", PASSWORD))


def read_only_stick(world: World) -> Attempt:
    practice = world.open()
    folder = unwritable(world.folder / "closed stick")
    return by_service(lambda: exchange.save_again(practice, 1, folder))


def read_only_folder_for_receipts(world: World) -> Attempt:
    """Nothing can be answered, so nothing is taken."""
    receipts = unwritable(world.folder / "shelf") / "receipts"
    return by_command("ingest", world.registry, world.bundle, "--receipts", receipts)


def typo_in_a_definition(world: World) -> Attempt:
    forms = _forms(world, b"shown_when", b"shown_wen")
    return by_service(lambda: Catalogue.read(forms, resource("codes")))


def _another_practice(world: World) -> Workspace:
    new = NewPractice(world.folder / "another", FLOOR, today=lambda: TODAY)
    groups = new.prepare("Praxis am Tor", "", NURSE, "physician", PASSWORD)
    new.confirm({index: groups[index] for index in new.asked})
    workspace = new.create("en", catalogue=world.catalogue)
    world.opened.append(workspace)
    return workspace


def _ingest(world: World, data: bytes) -> Attempt:
    bad = world.folder / "bad.iago"
    bad.write_bytes(data)
    return by_command("ingest", world.registry, bad, "--receipts", world.stick)


def _receipt(world: World) -> bytes:
    (row,) = done("ingest", world.registry, world.bundle, "--receipts", world.folder / "receipts")
    return Path(row["receipt"]).read_bytes()


def _newer_forms(world: World) -> Catalogue:
    return Catalogue.read(_forms(world, b"\nversion = 1\n", b"\nversion = 9\n"), resource("codes"))


def _forms(world: World, old: bytes, new: bytes) -> Path:
    """The shipped forms, with one change in that of the infection."""
    folder = Path(shutil.copytree(resource("forms"), world.folder / "forms"))
    file = folder / "infection.toml"
    source = file.read_bytes()
    assert old in source
    file.write_bytes(source.replace(old, new, 1))
    return folder


REFUSED: tuple[tuple[Callable[[World], Attempt], set[str]], ...] = (
    (wrong_password, {"wrong_password"}),
    (wrong_group_at_the_practice, {"fingerprint_group_differs"}),
    (wrong_digits_at_the_registry, {"fingerprint_differs"}),
    (wrong_recipient, {"not_addressed_to_me"}),
    (bundle_of_a_stranger, {"sender_unknown"}),
    (truncated_bundle, {"zip_not_canonical"}),
    (damaged_bundle, {"zip_not_canonical", "signature_wrong"}),
    (edited_bundle, {"signature_wrong"}),
    (damaged_receipt, {"zip_not_canonical"}),
    (bundle_offered_to_a_practice, {"file_for_registry"}),
    (form_too_new_for_the_registry, {"form_unknown"}),
    (form_too_new_for_the_practice, {"unknown_form"}),
    (second_start, {"database_in_use"}),
    (full_disk_while_saving, {"disk_full", "disk_error"}),
    (full_stick, {"carrier_full"}),
    (full_disk_at_the_registry, {"disk_full", "disk_error"}),
    (read_only_folder_at_the_first_start, {"folder_read_only", "disk_error"}),
    (read_only_stick, {"carrier_read_only", "carrier_gone"}),
    (read_only_folder_for_receipts, {"folder_read_only", "disk_error"}),
    (typo_in_a_definition, {"definition_typo"}),
)


@pytest.mark.parametrize(("arrange", "codes"), REFUSED, ids=[arrange.__name__ for arrange, _ in REFUSED])
def test_it_is_said_in_words_and_nothing_is_lost(
    world: World, arrange: Callable[[World], Attempt], codes: set[str]
) -> None:
    attempt = arrange(world)
    before = world.state()

    said = {language: attempt(language) for language in LANGUAGES}

    assert {code for code, _ in said.values()} <= codes
    words = [text for _, text in said.values()]
    assert len(set(words)) == len(LANGUAGES)
    for text in words:
        assert len(text.split()) > 4, "a sentence, not a code"
        assert "{" not in text
        assert SURNAME not in text
        assert str(world.folder) not in text
    assert world.state() == before
    world.close()
    assert_the_good_way_still_works(world)


def assert_the_good_way_still_works(world: World) -> None:
    """The record is there as it was signed, the bundle is taken, its receipt confirms it."""
    practice = world.open()
    (patient,) = patients.rows(practice)
    signed = [each for each in patients.entries(practice, patient.id) if not each.is_draft]
    assert records.read_record(practice, signed[0].id)[1].status == "signed"
    (row, *_) = done("ingest", world.registry, world.bundle, "--receipts", world.stick)
    assert row["findings"] == []
    exchange.import_file(practice, Path(row["receipt"]).read_bytes())
    states = {line.seq: line.state for line in exchange.ledger(practice)}
    assert states[1] == "confirmed"
