"""A stick that is looked at again, and one that has no room."""

from pathlib import Path

import pytest

from iago_desktop.errors import IagoError
from iago_desktop.services import carrier, copies, exchange
from iago_desktop.services.workspace import Workspace
from tests.builders import a_patient, an_infection
from tests.registry_simulator import RegistrySimulator

NAME = "IAGO_DE-0042_000001.iago"


@pytest.fixture
def stick(practice: Workspace, tmp_path: Path) -> Path:
    RegistrySimulator().enrol(practice, tmp_path)
    an_infection(practice, a_patient(practice))
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def refused(practice: Workspace, stick: Path) -> str:
    with pytest.raises(IagoError) as raised:
        copies.check(practice, 1, stick)
    assert raised.value.details.get("name", NAME) == NAME
    return raised.value.code


def test_a_copy_is_the_one_that_was_saved_or_not(practice: Workspace, stick: Path) -> None:
    with pytest.raises(IagoError, match="bundle_unknown"):
        copies.check(practice, 1, stick)
    path = exchange.export(practice, stick).path
    whole = path.read_bytes()
    assert copies.lies_on(practice, 1, stick)
    assert copies.check(practice, 1, stick) == NAME
    for data, code in (
        (whole[:-1], "copy_shorter"),
        (b"", "copy_shorter"),
        (whole + b"x", "copy_differs"),
        (whole[:900] + bytes([whole[900] ^ 1]) + whole[901:], "copy_differs"),
    ):
        path.write_bytes(data)
        assert refused(practice, stick) == code
    path.unlink()
    assert not copies.lies_on(practice, 1, stick)
    assert refused(practice, stick) == "copy_missing"
    assert refused(practice, stick / "gone") == "copy_missing"


def test_too_little_room_is_said_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(IagoError) as raised:
        carrier.put_beside(tmp_path, "a.iago", bytes(3_200_000), free=lambda _folder: 1_000_000)
    assert raised.value.code == "carrier_no_room"
    assert raised.value.details == {"needs": "3.3 MB", "free": "1.0 MB"}
    assert not any(tmp_path.iterdir())


def test_the_same_export_later_gives_the_same_bytes(
    practice: Workspace, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[bytes] = []

    def pulled(path: Path, data: bytes, _progress: object) -> None:
        tried.append(data)
        raise OSError(5, "pulled")

    with monkeypatch.context() as patched:
        patched.setattr(carrier, "_write", pulled)
        with pytest.raises(IagoError, match="carrier_error"):
            exchange.export(practice, stick)
    assert exchange.ledger(practice) == ()
    assert exchange.export(practice, stick).path.read_bytes() == tried[0]


def test_other_content_after_a_failure_is_another_file(practice: Workspace, stick: Path) -> None:
    stick.rmdir()
    with pytest.raises(IagoError, match="carrier_gone"):
        exchange.export(practice, stick)
    an_infection(practice, a_patient(practice, surname="Zeller"))
    stick.mkdir()
    assert exchange.export(practice, stick).records == 2
    assert copies.check(practice, 1, stick) == NAME
