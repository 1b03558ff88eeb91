import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.definitions.load import load_form
from iago_desktop.errors import IagoError, InputError, StoreError, UnlockError
from iago_desktop.paths import resource
from iago_desktop.services import entrance, patients, setup
from iago_desktop.services.setup import NewPractice
from iago_desktop.services.workspace import Workspace
from iago_desktop.signing.keystore import FLOOR, KeyStore
from iago_desktop.store import queries
from iago_desktop.store.verify import verify_chain
from tests.builders import a_patient
from tests.conftest import NURSE, PASSWORD, PRACTICE, TODAY


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


def _prepared(folder: Path) -> tuple[NewPractice, tuple[str, ...]]:
    new = NewPractice(folder, FLOOR, today=lambda: TODAY)
    return new, new.prepare(PRACTICE, "Wien", NURSE, "study_nurse", PASSWORD)


def test_a_first_start_makes_a_practice(folder: Path, catalogue: Catalogue) -> None:
    assert not setup.is_set_up(folder)
    new, groups = _prepared(folder)
    assert len(groups) == 6
    assert not setup.is_set_up(folder)
    assert len(set(new.asked)) == 3
    new.confirm({index: f" {groups[index].lower()[:3]} {groups[index][3:]}" for index in new.asked})
    workspace = new.create("de", catalogue=catalogue)
    assert (workspace.practice_name, workspace.place) == (PRACTICE, "Wien")
    assert (workspace.user.id, workspace.user.name, workspace.language) == ("u1", NURSE, "de")
    with workspace.store.read() as session:
        assert verify_chain(session).revisions == 1
        assert queries.site_key(session, "sign")
        assert queries.site_key(session, "receive")
        assert queries.definition(session, "infection", catalogue.form("infection").version)
    setup.close(workspace)
    assert setup.is_set_up(folder)
    names = {path.name for path in folder.iterdir()}
    assert names == {"iago.db", "keystore.json", "witness.json", "lock"}


def test_a_wrong_group_is_named_and_nothing_is_created(folder: Path) -> None:
    new, groups = _prepared(folder)
    typed = {index: groups[index] for index in new.asked}
    wrong = new.asked[1]
    with pytest.raises(InputError, match="recovery_group_differs") as caught:
        new.confirm({**typed, wrong: groups[wrong][::-1]})
    assert caught.value.details == {"number": wrong + 1}
    with pytest.raises(InputError):
        new.confirm({index: typed[index] for index in new.asked[:2]})
    with pytest.raises(RuntimeError):
        new.create("en")
    new.cancel()
    assert not setup.is_set_up(folder)
    again, groups = _prepared(folder)
    again.confirm({index: groups[index] for index in again.asked})
    setup.close(again.create("en"))


@pytest.mark.parametrize(
    ("practice", "person", "password", "code"),
    [
        (" ", NURSE, PASSWORD, "practice_name_missing"),
        (PRACTICE, "\n", PASSWORD, "person_name_missing"),
        (PRACTICE, NURSE, "short one 1", "password_too_short"),
        (PRACTICE, NURSE, "passwordpassword", "password_too_easy"),
    ],
)
def test_what_a_first_start_refuses(
    folder: Path, practice: str, person: str, password: str, code: str
) -> None:
    new = NewPractice(folder, FLOOR)
    with pytest.raises(IagoError, match=code):
        new.prepare(practice, "", person, "physician", password)
    assert not setup.is_set_up(folder)


def test_names_are_kept_as_single_composed_lines() -> None:
    assert setup.single_line(" Praxis\n fu\u0308r  Onkologie ") == "Praxis für Onkologie"


def test_a_practice_is_not_made_over_another(practice_folder: Path) -> None:
    before = (practice_folder / "keystore.json").read_bytes()
    with pytest.raises(UnlockError, match="keystore_exists"):
        _prepared(practice_folder)
    assert (practice_folder / "keystore.json").read_bytes() == before


def test_a_database_without_keys_is_not_overwritten(folder: Path) -> None:
    folder.mkdir()
    (folder / "iago.db").write_bytes(b"somebody's")
    with pytest.raises(UnlockError, match="keystore_exists"):
        _prepared(folder)
    assert (folder / "iago.db").read_bytes() == b"somebody's"


@pytest.mark.parametrize("moved", [(), ("iago.db",), ("iago.db", "witness.json")])
def test_a_first_start_cut_short_while_moving_in_is_finished(
    practice_folder: Path, opened: Callable[[], Workspace], moved: tuple[str, ...]
) -> None:
    complete = practice_folder / entrance.COMPLETE
    complete.mkdir()
    for name in {"iago.db", "witness.json", "keystore.json"} - set(moved):
        shutil.move(practice_folder / name, complete / name)
    assert setup.is_set_up(practice_folder)
    assert not complete.exists()
    assert opened().practice_name == PRACTICE


def test_a_second_first_start_or_window_waits(practice_folder: Path, practice: Workspace) -> None:
    with pytest.raises(StoreError, match="database_in_use"):
        setup.open_workspace(practice_folder, "u1", PASSWORD, "en")
    assert patients.rows(practice) == ()


def test_unlocking(practice_folder: Path, opened: Callable[[], Workspace]) -> None:
    (person,) = setup.people(practice_folder)
    assert (person.id, person.name, person.role) == ("u1", NURSE, "study_nurse")
    for user, password, code in (
        ("u1", PASSWORD.capitalize(), "wrong_password"),
        ("u7", PASSWORD, "unknown_user"),
    ):
        with pytest.raises(UnlockError, match=code):
            setup.open_workspace(practice_folder, user, password, "en")
    workspace = opened()
    a_patient(workspace)
    assert workspace.store.warning is None
    assert PRACTICE not in repr(workspace)


def test_an_empty_folder_has_nothing_to_unlock(folder: Path) -> None:
    with pytest.raises(UnlockError, match="keystore_missing"):
        setup.open_workspace(folder, "u1", PASSWORD, "en")
    assert not folder.exists()


def test_the_recovery_sheet_opens_and_sets_a_new_password(folder: Path) -> None:
    new, groups = _prepared(folder)
    new.confirm({index: groups[index] for index in new.asked})
    setup.close(new.create("en"))
    other = "thirteen herons cross a wet meadow"
    with pytest.raises(UnlockError, match="password_too_short"):
        setup.open_with_recovery(folder, "-".join(groups), "short", "en", argon=FLOOR)
    setup.close(setup.open_with_recovery(folder, "-".join(groups), other, "en", argon=FLOOR))
    with pytest.raises(UnlockError, match="wrong_password"):
        setup.open_workspace(folder, "u1", PASSWORD, "en")
    setup.close(setup.open_workspace(folder, "u1", other, "en"))


def test_a_person_whose_adding_was_cut_short_is_refused(practice_folder: Path, practice: Workspace) -> None:
    keystore = KeyStore.load(practice_folder / "keystore.json")
    keystore.add_user(
        practice.unlocked, "u2", "Dr. Lang", "physician", "nine grey herons over the weir", FLOOR
    )
    setup.close(practice)
    with pytest.raises(UnlockError, match="user_not_complete"):
        setup.open_workspace(practice_folder, "u2", "nine grey herons over the weir", "en")
    setup.close(setup.open_workspace(practice_folder, "u1", PASSWORD, "en"))


def test_forms_of_a_newer_program_are_kept(practice_folder: Path, catalogue: Catalogue) -> None:
    source = catalogue.source("infection").replace(b"version = 1", b"version = 2", 1)
    forms, codes = practice_folder.parent / "forms", practice_folder.parent / "codes"
    forms.mkdir()
    (forms / "infection.toml").write_bytes(source)
    (forms / "treatment.toml").write_bytes(catalogue.source("treatment"))
    shutil.copytree(resource("codes"), codes)
    newer = Catalogue.read(forms, codes)
    workspace = setup.open_workspace(practice_folder, "u1", PASSWORD, "en", catalogue=newer)
    with workspace.store.read() as session:
        kept = [queries.definition(session, "infection", version) for version in (1, 2)]
    setup.close(workspace)
    assert [each.source if each else None for each in kept] == [catalogue.source("infection"), source]


def test_a_stored_form_can_be_read_from_its_row_alone(practice: Workspace, catalogue: Catalogue) -> None:
    with_blocks = next(entry for entry in catalogue.entries() if entry.blocks)
    with practice.store.read() as session:
        kept = queries.definition(session, with_blocks.id, with_blocks.version)
    assert kept
    assert kept.digest == with_blocks.digest
    assert load_form(kept.source, with_blocks.file) == catalogue.form(with_blocks.id)


def test_a_folder_that_cannot_be_looked_into_is_said_in_words(
    practice_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "stat", refuse)
        with pytest.raises(StoreError) as asked:
            setup.is_set_up(practice_folder)
        with pytest.raises(StoreError) as opened:
            setup.open_workspace(practice_folder, "u1", PASSWORD, "en", today=lambda: TODAY)
    assert (asked.value.code, opened.value.code) == ("folder_read_only", "folder_read_only")
