import errno
import os
import sys
from pathlib import Path

import pytest

from iago_desktop.errors import IagoError
from iago_desktop.services import carrier


def test_a_file_appears_under_its_name_when_it_is_whole(tmp_path: Path) -> None:
    path = carrier.put_file(tmp_path, "a.iago", b"content")
    assert path.read_bytes() == b"content"
    assert [each.name for each in tmp_path.iterdir()] == ["a.iago"]
    carrier.put_file(tmp_path, "a.iago", b"other")
    assert path.read_bytes() == b"other"


def test_nothing_is_left_of_a_file_that_fails_its_check(tmp_path: Path) -> None:
    def refuse(data: bytes) -> None:
        assert data == b"content"
        raise IagoError("carrier_differs")

    with pytest.raises(IagoError, match="carrier_differs"):
        carrier.put_file(tmp_path, "a.iago", b"content", refuse)
    assert not any(tmp_path.iterdir())


def test_what_is_read_back_is_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carrier, "read_carried", lambda _path: b"conten")
    with pytest.raises(IagoError, match="carrier_differs"):
        carrier.put_file(tmp_path, "a.iago", b"content")


def test_a_folder_is_needed(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for folder in (tmp_path / "gone", tmp_path / "file"):
        with pytest.raises(IagoError, match="carrier_gone"):
            carrier.put_file(folder, "a.iago", b"content")


def test_a_folder_that_nobody_may_look_into_is_said_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_folder: Path) -> bool:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(Path, "is_dir", refuse)
    with pytest.raises(IagoError, match="carrier_read_only"):
        carrier.put_file(tmp_path, "a.iago", b"content")


def test_a_name_that_is_taken_by_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.iago").mkdir()
    with pytest.raises(IagoError, match="carrier_"):
        carrier.put_file(tmp_path, "a.iago", b"content")
    assert [each.name for each in tmp_path.iterdir()] == ["a.iago"]


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on file sizes there")
def test_a_carrier_without_room_is_left_as_it_was(tmp_path: Path) -> None:
    import resource  # noqa: PLC0415 - POSIX only

    carrier.put_file(tmp_path, "a.iago", b"the former file")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        with pytest.raises(IagoError, match="carrier_full"):
            carrier.put_file(tmp_path, "a.iago", bytes(10_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert (tmp_path / "a.iago").read_bytes() == b"the former file"
    assert [each.name for each in tmp_path.iterdir()] == ["a.iago"]
