"""A registry's age key as a file, open and behind a password."""

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from iago_desktop.errors import SignatureError
from iago_desktop.signing import encryption, identity_file

SECRET, RECIPIENT = encryption.new_identity()
CREATED = date(2026, 11, 20)
PASSWORD = "tulip anvil harbour moss"


def refused(data: bytes, password: str | None = None) -> str:
    with pytest.raises(SignatureError) as caught:
        identity_file.read(data, password)
    return caught.value.code


def test_an_open_file_is_read_as_it_was_written() -> None:
    data = identity_file.write(SECRET, CREATED)
    assert not identity_file.is_protected(data)
    assert data.decode() == f"# created: 2026-11-20\n# public key: {RECIPIENT}\n{SECRET}\n"
    assert identity_file.read(data) == SECRET


def test_a_protected_file_needs_its_password() -> None:
    data = identity_file.write(SECRET, CREATED, PASSWORD)
    assert identity_file.is_protected(data)
    assert SECRET.encode() not in data
    assert data.split(b"\n")[1].startswith(b"-> scrypt ")
    assert identity_file.read(data, PASSWORD) == SECRET
    assert refused(data) == "key_needs_password"
    assert refused(data, "another long sentence") == "key_password_wrong"
    assert refused(data[:-1], PASSWORD) == "key_password_wrong"


@pytest.mark.parametrize("data", [b"", b"\xff", f"{SECRET}\n{SECRET}\n".encode(), b"x" * 70_000])
def test_anything_else_is_unreadable(data: bytes) -> None:
    assert refused(data) == "key_unreadable"


@pytest.mark.skipif(not shutil.which("age-keygen"), reason="age-keygen is not installed")
def test_age_reads_the_open_file(tmp_path: Path) -> None:
    (tmp_path / "age.txt").write_bytes(identity_file.write(SECRET, CREATED))
    done = subprocess.run(["age-keygen", "-y", "age.txt"], cwd=tmp_path, check=True, capture_output=True)
    assert done.stdout.decode().strip() == RECIPIENT
