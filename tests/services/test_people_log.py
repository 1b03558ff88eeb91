"""Who came and went stands in the history; the sheet after it was used, and the yearly drill."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select

from iago_desktop.errors import InputError, UnlockError
from iago_desktop.services import data_key, people, setup, sheets, stopping, users
from iago_desktop.services.setup import NewPractice
from iago_desktop.services.workspace import Workspace
from iago_desktop.signing.keystore import FLOOR
from iago_desktop.store.verify import verify_chain
from iago_desktop.tables import Revision
from tests.conftest import PASSWORD, TODAY

NEW = "seven quiet lanterns by the sea"
LANG = "nine grey herons over the weir"


def entries(workspace: Workspace, after: int = 0) -> list[tuple[str, str, dict[str, Any]]]:
    """Intent, who, and what the entry says besides."""
    with workspace.store.read() as session:
        assert verify_chain(session).holds
        found = session.exec(select(Revision).where(col(Revision.seq) > after).order_by(col(Revision.seq)))
        return [
            (each.intent, each.actor, json.loads(each.private or b"{}").get("details", {})) for each in found
        ]


def wrong(folder: Path, times: int) -> None:
    for _ in range(times):
        with pytest.raises(UnlockError):
            setup.open_workspace(folder, "u1", "not the password", "en")


def test_unlocking_and_locking_are_one_entry_each(practice: Workspace, practice_folder: Path) -> None:
    before = practice.store.head()[0]
    stopping.keep(practice, {"kind": "today", "id": "", "page": {}})
    setup.close(practice)
    wrong(practice_folder, 3)
    again = setup.open_workspace(practice_folder, "u1", PASSWORD, "en", today=lambda: TODAY)
    assert stopping.take(again)
    assert entries(again, before) == [
        ("lock", "u1", {}),
        ("unlock", "u1", {"by": "password", "failed_before": 3}),
    ]
    setup.close(again)
    third = setup.open_workspace(practice_folder, "u1", PASSWORD, "en", today=lambda: TODAY)
    assert entries(third, before)[-1][2]["failed_before"] == 0
    setup.close(third)


def test_after_five_failures_the_right_password_waits_too(practice: Workspace, practice_folder: Path) -> None:
    setup.close(practice)
    wrong(practice_folder, 5)
    with pytest.raises(UnlockError, match="unlock_waits") as caught:
        setup.open_workspace(practice_folder, "u1", PASSWORD, "en")
    assert 0 < int(str(caught.value.details["seconds"])) <= 30


def test_each_thing_done_about_people_is_one_entry(practice: Workspace) -> None:
    def one(intent: str, before: int) -> dict[str, Any]:
        ((found, actor, details),) = entries(practice, before)
        assert (found, actor) == (intent, "u1")
        return details

    n = practice.store.head()[0]
    users.add_user(practice, "Dr. Lang", "physician", LANG, FLOOR)
    one("add_user", n)
    n = practice.store.head()[0]
    users.change_rights(practice, "u2", ("sign",))
    one("change_rights", n)
    n = practice.store.head()[0]
    people.change_password(practice, PASSWORD, NEW, FLOOR)
    one("change_password", n)
    n = practice.store.head()[0]
    sheet = sheets.NewSheet(practice, NEW, FLOOR)
    sheet.confirm(dict(enumerate(sheet.groups)))
    one("new_recovery_sheet", n)
    n = practice.store.head()[0]
    assert sheets.try_sheet(practice, " ".join(sheet.groups))
    assert one("try_recovery_sheet", n) == {"fits": True}
    n = practice.store.head()[0]
    people.remove_user(practice, "u2")
    one("remove_user", n)


@pytest.fixture
def with_sheet(tmp_path: Path) -> tuple[Path, tuple[str, ...]]:
    new = NewPractice(tmp_path / "own", FLOOR, today=lambda: TODAY)
    groups = new.prepare("Praxis", "Wien", "Maria Weber", "physician", PASSWORD)
    new.confirm({index: groups[index] for index in new.asked})
    setup.close(new.create("en"))
    return tmp_path / "own", groups


def test_a_used_sheet_is_to_be_replaced_and_void_after_that(with_sheet: tuple[Path, tuple[str, ...]]) -> None:
    folder, groups = with_sheet
    code = "-".join(groups)
    workspace = setup.open_with_recovery(folder, code, NEW, "en", argon=FLOOR, today=lambda: TODAY)
    assert sheets.sheet_is_due(workspace)
    assert [intent for intent, _, _ in entries(workspace)][-2:] == ["recover", "unlock"]
    setup.close(workspace)  # and the program ends before there is a new one
    workspace = setup.open_workspace(folder, "u1", NEW, "en", today=lambda: TODAY)
    assert sheets.sheet_is_due(workspace)
    sheet = sheets.NewSheet(workspace, argon=FLOOR)
    assert sheets.try_sheet(workspace, code)  # the old one, until the new one is on paper
    with pytest.raises(InputError, match="recovery_group_differs"):
        sheet.confirm({index: groups[index] for index in sheet.asked})
    assert sheets.sheet_is_due(workspace)
    sheet.confirm({index: sheet.groups[index] for index in sheet.asked})
    assert not sheets.sheet_is_due(workspace)
    assert not sheets.try_sheet(workspace, code)
    setup.close(workspace)
    with pytest.raises(UnlockError, match="wrong_recovery"):
        setup.open_with_recovery(folder, code, NEW, "en", argon=FLOOR)
    setup.close(setup.open_with_recovery(folder, "-".join(sheet.groups), PASSWORD, "en", argon=FLOOR))


def test_a_sheet_drawn_before_the_data_key_changed_opens_after_it(
    with_sheet: tuple[Path, tuple[str, ...]],
) -> None:
    folder, _ = with_sheet
    workspace = setup.open_workspace(folder, "u1", PASSWORD, "en", today=lambda: TODAY)
    sheet = sheets.NewSheet(workspace, PASSWORD, FLOOR)
    data_key.renew(workspace)
    sheet.confirm(dict(enumerate(sheet.groups)))
    setup.close(workspace)
    setup.close(setup.open_with_recovery(folder, "-".join(sheet.groups), NEW, "en", argon=FLOOR))


def test_the_drill_comes_once_a_year_and_opens_nothing(with_sheet: tuple[Path, tuple[str, ...]]) -> None:
    folder, groups = with_sheet
    today = TODAY
    workspace = setup.open_workspace(folder, "u1", PASSWORD, "en", today=lambda: today)
    try:
        assert not sheets.drill_is_due(workspace)
        assert sheets.last_drill(workspace) == TODAY
        today = TODAY + timedelta(days=365)
        assert sheets.drill_is_due(workspace)
        other = "-".join([*groups[:5], "000000"])
        with pytest.raises(UnlockError, match="recovery_typo"):
            sheets.try_sheet(workspace, other)
        keystore = (folder / "keystore.json").read_bytes()
        assert sheets.try_sheet(workspace, "-".join(groups).lower())
        assert (folder / "keystore.json").read_bytes() == keystore
        assert not sheets.drill_is_due(workspace)
        assert sheets.last_drill(workspace) == date(2027, 11, 20)
    finally:
        setup.close(workspace)


def test_the_sheet_of_a_colleague_does_not_pass_for_one_s_own(
    with_sheet: tuple[Path, tuple[str, ...]],
) -> None:
    folder, groups = with_sheet
    workspace = setup.open_workspace(folder, "u1", PASSWORD, "en", today=lambda: TODAY)
    users.add_user(workspace, "Dr. Lang", "physician", LANG, FLOOR)
    setup.close(workspace)
    lang = setup.open_workspace(folder, "u2", LANG, "en", today=lambda: TODAY)
    assert not sheets.has_sheet(lang)
    assert not sheets.drill_is_due(lang)  # who has no sheet is not asked for it
    assert not sheets.try_sheet(lang, "-".join(groups))
    setup.close(lang)


def test_the_password_of_now_is_asked_again_and_guessing_it_slows_down(practice: Workspace) -> None:
    codes = []
    for _ in range(6):
        with pytest.raises(UnlockError) as caught:
            sheets.NewSheet(practice, "not the password", FLOOR)
        codes.append(caught.value.code)
    assert codes == ["old_password_wrong"] * 4 + ["unlock_waits"] * 2
