"""minisign files, ours and the command line tool's, and everything that only looks like one."""

import base64
import hashlib
import shutil
import subprocess
from pathlib import Path

import minisign
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given, settings
from hypothesis import strategies as st

from iago_desktop.errors import SignatureError
from iago_desktop.signing.signatures import SigningKey, VerifyKey, comment_in, key_id_of

KEY = SigningKey.generate()
DATA = b"what is signed"
COMMENT = "iago/1 any comment"
SIGNATURE = KEY.sign(DATA, COMMENT)


def refused(code: str, key: VerifyKey, data: bytes, signature: bytes) -> None:
    with pytest.raises(SignatureError) as error:
        key.verify(data, signature)
    assert error.value.code == code


def test_a_signature_gives_back_its_comment() -> None:
    assert KEY.public.verify(DATA, SIGNATURE) == COMMENT
    assert comment_in(SIGNATURE) == COMMENT


def test_it_is_ed25519_over_blake2b_and_over_the_comment() -> None:
    """The format as an independent reader of the specification would check it."""
    first, second, third, fourth, rest = SIGNATURE.split(b"\n")
    assert (first, third, rest) == (
        b"untrusted comment: iago signature",
        b"trusted comment: " + COMMENT.encode(),
        b"",
    )
    raw = base64.b64decode(second)
    assert (raw[:2], raw[2:10]) == (b"ED", KEY.public.key_id)
    public = Ed25519PublicKey.from_public_bytes(KEY.public.public)
    public.verify(raw[10:], hashlib.blake2b(DATA).digest())
    public.verify(base64.b64decode(fourth), raw[10:] + COMMENT.encode())


def test_the_key_id_is_derived_from_the_key() -> None:
    assert KEY.public.key_id == hashlib.sha256(b"iago-key-id/1" + KEY.public.public).digest()[:8]
    assert key_id_of(KEY.public.public) == KEY.public.key_id


@given(
    st.binary(max_size=200),
    st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=80),
)
@settings(max_examples=50)
def test_anything_can_be_signed(data: bytes, comment: str) -> None:
    assert KEY.public.verify(data, KEY.sign(data, comment)) == comment


def test_the_same_content_has_the_same_signature() -> None:
    assert KEY.sign(DATA, COMMENT) == SIGNATURE


def test_every_flipped_bit_and_every_cut_is_refused() -> None:
    for position in range(len(SIGNATURE)):
        for bit in range(8):
            changed = bytearray(SIGNATURE)
            changed[position] ^= 1 << bit
            with pytest.raises(SignatureError):
                KEY.public.verify(DATA, bytes(changed))
        with pytest.raises(SignatureError):
            KEY.public.verify(DATA, SIGNATURE[:position])


def test_other_data_or_another_key_is_refused() -> None:
    refused("signature_wrong", KEY.public, DATA + b"!", SIGNATURE)
    refused("other_key", SigningKey.generate().public, DATA, SIGNATURE)


def test_another_key_with_the_same_id_is_refused() -> None:
    other = SigningKey.generate().public
    refused("signature_wrong", VerifyKey(other.public, KEY.public.key_id), DATA, SIGNATURE)


def test_a_comment_from_another_signature_is_refused() -> None:
    lines, others = SIGNATURE.split(b"\n"), KEY.sign(b"other data", "iago/1 other comment").split(b"\n")
    refused("signature_wrong", KEY.public, DATA, b"\n".join([*lines[:2], *others[2:]]))
    refused("signature_wrong", KEY.public, DATA, b"\n".join([*lines[:2], others[2], *lines[3:]]))


@pytest.mark.parametrize(
    "change",
    [
        lambda s: s[:-1],
        lambda s: s + b"\n",
        lambda s: s.replace(b"\n", b"\r\n"),
        lambda s: b"\n" + s,
        lambda s: s.replace(b"iago signature", b"IAGO signature"),
        lambda s: s.replace(b"iago signature", b"signature from minisign secret key"),
        lambda s: s.replace(b"trusted comment: iago", b"trusted comment:  iago", 1),
        lambda s: s + s,
        lambda _: b"",
        lambda s: s.replace(b"any comment", b"x" * 2000),
        lambda s: s.replace(b"any comment", "ä".encode()),
        lambda s: s.replace(b"any comment", b"\xff"),
    ],
)
def test_another_spelling_is_refused(change) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    with pytest.raises(SignatureError):
        KEY.public.verify(DATA, change(SIGNATURE))


def test_a_legacy_signature_is_refused() -> None:
    secret = minisign.SecretKey.from_bytes(KEY.to_text().encode())
    legacy = bytes(
        secret.sign(DATA, prehash=False, untrusted_comment="iago signature", trusted_comment=COMMENT)
    )
    refused("signature_legacy", KEY.public, DATA, legacy + b"\n")


@pytest.mark.parametrize("comment", ["", "two\nlines", "tab\t", "ä", "x" * 401, "bell\a"])
def test_a_comment_is_one_line_of_ascii(comment: str) -> None:
    with pytest.raises(ValueError, match="printable ASCII"):
        KEY.sign(DATA, comment)


def test_keys_are_written_and_read() -> None:
    assert VerifyKey.from_text(KEY.public.to_text()) == KEY.public
    assert VerifyKey.from_text(KEY.public.to_base64()) == KEY.public
    assert SigningKey.from_text(KEY.to_text()) == KEY
    assert "_seed" not in repr(KEY)


def test_a_secret_key_can_have_a_password() -> None:
    text = KEY.to_text("correct horse")
    assert SigningKey.from_text(text, "correct horse") == KEY
    for password, code in ((None, "key_needs_password"), ("wrong", "key_password_wrong")):
        with pytest.raises(SignatureError) as error:
            SigningKey.from_text(text, password)
        assert error.value.code == code


def test_an_unreadable_key_is_refused() -> None:
    mixed = base64.b64decode(KEY.to_text().splitlines()[1])
    mixed = mixed[:94] + SigningKey.generate().public.public + mixed[126:]
    for text in (
        "",
        "x",
        KEY.public.to_text(),
        f"untrusted comment: x\n{base64.b64encode(mixed).decode()}\n",
        "ä\nö",
    ):
        with pytest.raises(SignatureError):
            SigningKey.from_text(text)
    for text in ("", "x", KEY.to_text(), KEY.public.to_text() * 2, KEY.public.to_base64()[:-1], "ä"):
        with pytest.raises(SignatureError):
            VerifyKey.from_text(text)


needs_minisign = pytest.mark.skipif(
    not shutil.which("minisign"),
    reason="minisign is not installed; only the check written after its specification has run",
)


def run(*arguments: str, cwd: Path, text: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(arguments, cwd=cwd, input=text, capture_output=True, text=True, check=False)


@needs_minisign
def test_minisign_verifies_ours(tmp_path: Path) -> None:
    for number in range(10):
        key, data = SigningKey.generate(), bytes([number]) * number * 100
        (tmp_path / "data").write_bytes(data)
        (tmp_path / "data.minisig").write_bytes(key.sign(data, f"comment {number}"))
        (tmp_path / "key.pub").write_text(key.public.to_text())
        right = run("minisign", "-V", "-H", "-m", "data", "-p", "key.pub", cwd=tmp_path)
        assert right.returncode == 0
        assert f"Trusted comment: comment {number}" in right.stdout
        (tmp_path / "data").write_bytes(data + b"!")
        assert run("minisign", "-V", "-H", "-m", "data", "-p", "key.pub", cwd=tmp_path).returncode != 0


@needs_minisign
def test_minisign_signs_with_our_key_and_we_verify(tmp_path: Path) -> None:
    (tmp_path / "data").write_bytes(DATA)
    for name, text, password in (("open", KEY.to_text(), ""), ("closed", KEY.to_text("secret"), "secret\n")):
        (tmp_path / name).write_text(text)
        made = run(
            *("minisign", "-S", "-H", "-s", name, "-m", "data", "-c", "iago signature", "-t", COMMENT),
            cwd=tmp_path,
            text=password,
        )
        assert made.returncode == 0, made.stderr
        assert KEY.public.verify(DATA, (tmp_path / "data.minisig").read_bytes()) == COMMENT


@needs_minisign
def test_a_key_made_by_minisign_keeps_its_id(tmp_path: Path) -> None:
    made = run("minisign", "-G", "-W", "-p", "key.pub", "-s", "key", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    key = SigningKey.from_text((tmp_path / "key").read_text())
    assert key.public == VerifyKey.from_text((tmp_path / "key.pub").read_text())
    assert key.public.key_id != key_id_of(key.public.public)
    (tmp_path / "data").write_bytes(DATA)
    (tmp_path / "data.minisig").write_bytes(key.sign(DATA, COMMENT))
    assert run("minisign", "-V", "-H", "-m", "data", "-p", "key.pub", cwd=tmp_path).returncode == 0
