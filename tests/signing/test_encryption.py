"""age files: what is opened, what is refused unopened, and an independent reading of the format."""

import base64
import shutil
import subprocess
from pathlib import Path

import pyrage
import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from iago_desktop.errors import BundleError
from iago_desktop.signing import encryption

SECRET, RECIPIENT = encryption.new_identity()
OTHER_SECRET, OTHER = encryption.new_identity()
SIZES = [0, 1, 100, 65_535, 65_536, 65_537, 131_072, 200_000]


def refused(code: str, data: bytes, secret: str = SECRET, count: int | None = None) -> None:
    with pytest.raises(BundleError) as error:
        encryption.decrypt(data, secret, count)
    assert error.value.code == code


@pytest.mark.parametrize("size", SIZES)
def test_every_recipient_opens_it(size: int) -> None:
    data = b"x" * size
    sealed = encryption.encrypt(data, [RECIPIENT, OTHER])
    assert encryption.decrypt(sealed, SECRET, 2) == data
    assert encryption.decrypt(sealed, [OTHER_SECRET]) == data


def test_nobody_else_opens_it() -> None:
    refused("not_sealed_to_me", encryption.encrypt(b"x", [OTHER]))


def test_the_number_of_recipients_is_counted_without_grease() -> None:
    for _ in range(20):
        sealed = encryption.encrypt(b"x", [RECIPIENT, OTHER])
        assert encryption.sealed_to(sealed) == 2
        kinds = encryption.header_stanzas(sealed)
        assert kinds.count("X25519") == 2
        assert len([kind for kind in kinds if kind.endswith("-grease")]) <= 1
    refused("encryption_header", sealed, count=1)


def header(*stanzas: bytes) -> bytes:
    return b"age-encryption.org/v1\n" + b"".join(stanzas) + b"--- " + b"A" * 43 + b"\n" + bytes(48)


X25519 = b"-> X25519 " + b"A" * 43 + b"\n" + b"B" * 43 + b"\n"
GREASE = b"-> abc-grease x\n\n"


@pytest.mark.parametrize(
    "stanzas",
    [
        [],
        [GREASE],
        [X25519, GREASE, GREASE],
        [X25519, b"-> scrypt AAAAAAAAAAAAAAAAAAAAAA 18\n" + b"B" * 43 + b"\n"],
        [b"-> scrypt AAAAAAAAAAAAAAAAAAAAAA 30\n" + b"B" * 43 + b"\n"],
        [X25519, b"-> ssh-ed25519 AAAA " + b"A" * 43 + b"\n" + b"B" * 43 + b"\n"],
        [X25519, b"-> mlkem768x25519 AAAA\n\n"],
        [X25519] * 17,
        [X25519, b"-> x-grease " + b"y" * 40_000 + b"\n\n"],
        [X25519, b"-> x-grease\n" + (b"B" * 64 + b"\n") * 600 + b"\n"],
        [b"-> \n\n"],
        [b"-> X25519\n" + b"B" * 65 + b"\n"],
        [b"->X25519\n\n"],
        [b"-> X25519 \xff\n\n"],
        [X25519.replace(b"\n", b"\r\n")],
    ],
)
def test_a_header_with_anything_else_is_refused_unopened(stanzas: list[bytes]) -> None:
    refused("encryption_header", header(*stanzas))


def test_sixteen_stanzas_are_read_and_not_opened() -> None:
    assert encryption.sealed_to(header(*[X25519] * 16)) == 16
    refused("not_sealed_to_me", header(*[X25519] * 16))


def test_a_password_file_is_refused_unopened() -> None:
    refused("encryption_header", pyrage.passphrase.encrypt(b"x", "password"))


def test_armour_is_refused() -> None:
    refused(
        "encryption_header", pyrage.encrypt(b"x", [pyrage.x25519.Recipient.from_str(RECIPIENT)], armored=True)
    )


def test_every_flipped_bit_and_every_cut_is_refused() -> None:
    sealed = encryption.encrypt(b"text", [RECIPIENT])
    for position in range(len(sealed)):
        for bit in range(8):
            changed = bytearray(sealed)
            changed[position] ^= 1 << bit
            with pytest.raises(BundleError):
                encryption.decrypt(bytes(changed), SECRET)
        with pytest.raises(BundleError):
            encryption.decrypt(sealed[:position], SECRET)
    with pytest.raises(BundleError):
        encryption.decrypt(sealed + b"\0", SECRET)


def test_a_cut_between_chunks_gives_nothing() -> None:
    sealed = encryption.encrypt(b"x" * 131_072, [RECIPIENT])
    refused("not_sealed_to_me", sealed[: len(sealed) - 65_552])


@pytest.mark.parametrize("recipients", [[], [RECIPIENT, RECIPIENT], ["age1x"], [RECIPIENT.upper()], [SECRET]])
def test_bad_recipients_are_refused(recipients: list[str]) -> None:
    with pytest.raises(BundleError) as error:
        encryption.encrypt(b"x", recipients)
    assert error.value.code == "recipient_unreadable"


def test_a_bad_secret_is_refused() -> None:
    refused("identity_unreadable", encryption.encrypt(b"x", [RECIPIENT]), secret="AGE-SECRET-KEY-1XYZ")
    assert encryption.recipient_of(SECRET) == RECIPIENT


CHARSET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


def bech32_bytes(text: str) -> bytes:
    """The 32 bytes of `age1...` or `AGE-SECRET-KEY-1...`; the checksum was checked by whoever made it."""
    data = text.lower().rpartition("1")[2][:-6]
    bits = "".join(f"{CHARSET.index(character):05b}" for character in data)
    return int(bits[:256], 2).to_bytes(32)


def unpadded(text: bytes) -> bytes:
    return base64.b64decode(text + b"=" * (-len(text) % 4))


def age_by_hand(sealed: bytes, secret: str) -> bytes:
    """age v1 with one X25519 recipient and one chunk, after its specification and without its library."""
    mac_at = sealed.index(b"\n--- ") + 1
    mac_end = sealed.index(b"\n", mac_at)
    stanza = sealed.split(b"-> X25519 ")[1].split(b"\n")
    share, body = unpadded(stanza[0]), unpadded(stanza[1])
    private = X25519PrivateKey.from_private_bytes(bech32_bytes(secret))
    shared = private.exchange(X25519PublicKey.from_public_bytes(share))
    salt = share + private.public_key().public_bytes_raw()
    wrap = HKDF(SHA256(), 32, salt, b"age-encryption.org/v1/X25519").derive(shared)
    file_key = ChaCha20Poly1305(wrap).decrypt(bytes(12), body, None)
    mac = HMAC(HKDF(SHA256(), 32, b"", b"header").derive(file_key), SHA256())
    mac.update(sealed[: mac_at + 3])
    mac.verify(unpadded(sealed[mac_at + 4 : mac_end]))
    nonce, chunk = sealed[mac_end + 1 : mac_end + 17], sealed[mac_end + 17 :]
    payload = HKDF(SHA256(), 32, nonce, b"payload").derive(file_key)
    return ChaCha20Poly1305(payload).decrypt(bytes(11) + b"\x01", chunk, None)


def test_it_is_age_as_its_specification_says() -> None:
    for size in (0, 1, 1000):
        assert age_by_hand(encryption.encrypt(b"y" * size, [RECIPIENT]), SECRET) == b"y" * size


needs_age = pytest.mark.skipif(
    not shutil.which("age"), reason="age is not installed; only the reading by hand has confirmed the format"
)


@needs_age
@pytest.mark.parametrize("size", SIZES)
def test_age_opens_ours_and_we_open_its(tmp_path: Path, size: int) -> None:
    data = b"z" * size
    (tmp_path / "key").write_text(f"# a comment\n{SECRET}\n")
    (tmp_path / "ours.age").write_bytes(encryption.encrypt(data, [RECIPIENT, OTHER]))
    run = ["age", "-d", "-i", "key", "ours.age"]
    assert subprocess.run(run, cwd=tmp_path, check=True, capture_output=True).stdout == data
    (tmp_path / "plain").write_bytes(data)
    run = ["age", "-r", RECIPIENT, "-o", "theirs.age", "plain"]
    subprocess.run(run, cwd=tmp_path, check=True, capture_output=True)
    assert encryption.decrypt((tmp_path / "theirs.age").read_bytes(), SECRET, 1) == data
