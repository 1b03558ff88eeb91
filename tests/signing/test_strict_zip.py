"""A container that can be spelled in one way only, and still is an ordinary ZIP file."""

import io
import shutil
import struct
import subprocess
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iago_desktop.errors import BundleError
from iago_desktop.signing import strict_zip
from tests.signing.hostile_zip import GOOD, HOSTILE, by_zipfile

LIMIT = 2**20


names = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,12}", fullmatch=True)
contents = st.lists(
    st.tuples(names, st.binary(max_size=50)), min_size=1, max_size=5, unique_by=lambda m: m[0].lower()
)


@given(contents)
@settings(max_examples=60)
def test_it_is_what_zipfile_writes(members: list[tuple[str, bytes]]) -> None:
    data = strict_zip.write(members)
    assert data == by_zipfile(members)
    assert list(strict_zip.read(data, LIMIT).items()) == members
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None


def test_unzip_takes_it(tmp_path: Path) -> None:
    # The same is said by Python's own zipfile above, where unzip is absent.
    if not shutil.which("unzip"):
        pytest.skip("unzip is not installed; only Python's zipfile has confirmed the container")
    (tmp_path / "x.zip").write_bytes(GOOD)
    subprocess.run(["unzip", "-q", "x.zip"], cwd=tmp_path, check=True)
    assert (tmp_path / "a.json").read_bytes() == b'{"a":1}'
    assert (tmp_path / "a.json").stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_containers_are_refused(name: str) -> None:
    with pytest.raises(BundleError):
        strict_zip.read(HOSTILE[name], LIMIT)


def test_every_flipped_bit_and_every_cut_is_refused() -> None:
    for position in range(len(GOOD)):
        for bit in range(8):
            changed = bytearray(GOOD)
            changed[position] ^= 1 << bit
            with pytest.raises(BundleError):
                strict_zip.read(bytes(changed), LIMIT)
        with pytest.raises(BundleError):
            strict_zip.read(GOOD[:position], LIMIT)


def test_the_limit_is_kept_on_both_sides() -> None:
    assert strict_zip.read(GOOD, len(GOOD))
    with pytest.raises(BundleError) as refused:
        strict_zip.read(GOOD, len(GOOD) - 1)
    assert refused.value.code == "too_large"
    assert len(strict_zip.read(strict_zip.write([(f"m{i}", b"") for i in range(64)]), LIMIT)) == 64


def test_a_bad_name_cannot_be_written() -> None:
    for names in (["../a"], [""], ["a", "A"], ["a\n"], ["a/b"]):
        with pytest.raises(BundleError):
            strict_zip.write([(name, b"") for name in names])


def test_the_checksum_is_the_one_of_zip() -> None:
    assert struct.unpack_from("<I", GOOD, 14)[0] == zlib.crc32(b"application/test")
