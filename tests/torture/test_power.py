"""That the simulated power cut can fail: a database that is not synced must lose something in it."""

import random
import shutil
from pathlib import Path

import pytest

from tests.torture import power, recorder

CUTS = 25


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_without_synced_writes_a_cut_loses_acknowledged_records(tmp_path: Path) -> None:
    cuts = power.recorded(tmp_path, "OFF")
    lost = 0
    for number in range(CUTS):
        try:
            power._cut(cuts, random.Random(number), number)  # noqa: S311 -- a seed
        except AssertionError:
            lost += 1
            break
    assert lost


def test_what_is_not_synced_survives_in_parts_and_what_is_synced_whole() -> None:
    made = recorder.Recording({"a": b"x" * 1024})
    made.events = [
        recorder.Event("write", "a", 1, 0, b"y" * 1024),
        recorder.Event("sync", "a", 1),
        recorder.Event("write", "a", 1, 512, b"z" * 1024),
        recorder.Event("make", "b", 2),
        recorder.Event("write", "b", 2, 0, b"new"),
        recorder.Event("sync", "b", 2),
        recorder.Event("move", "b", other="a"),
        recorder.Event("sync_folder"),
    ]
    after = {tuple(sorted(made.left_by_a_cut(3, random.Random(n)).items())) for n in range(200)}  # noqa: S311
    contents = {content for ((_name, content),) in after}
    y, z = b"y" * 512, b"z" * 512
    assert contents >= {y + y, y + z, y + y + z, y + z + z}
    assert all(content.startswith(y) for content in contents)
    names = {tuple(made.left_by_a_cut(7, random.Random(n))) for n in range(50)}  # noqa: S311
    assert names == {("a",), ("a", "b")}
    assert made.left_by_a_cut(8, random.Random(0)) == {"a": b"new"}  # noqa: S311


def test_without_strace_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    with pytest.raises(RuntimeError, match="strace is not installed"):
        recorder.Recording.made(tmp_path, [], tmp_path / "trace")


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_where_ptrace_is_forbidden_it_says_so(tmp_path: Path) -> None:
    """A traced strace may not trace: the same refusal as where the machine forbids it."""
    (tmp_path / "strace").write_text(
        "#!/bin/sh\necho 'strace: attach: ptrace(PTRACE_SEIZE): denied' >&2\nexit 1\n"
    )
    (tmp_path / "strace").chmod(0o700)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", str(tmp_path))
        with pytest.raises(RuntimeError, match="forbids ptrace"):
            recorder.Recording.made(tmp_path, ["true"], tmp_path / "trace")
