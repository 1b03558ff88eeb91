"""T24, T25: age and minisign on the command line read ours, and we read theirs."""

import random
import shutil
import subprocess
from pathlib import Path

from iago_desktop.errors import SignatureError
from iago_desktop.signing import encryption
from iago_desktop.signing.signatures import SigningKey
from tests.signing import throwaway
from tests.torture.trial import Trial

_CHUNK = 64 * 1024
_SIZES = sorted(
    {0, 1, 1000, 2**20}
    | {chunk * _CHUNK + off for chunk in (1, 2, 3, 8, 15, 16) for off in (-17, -16, -1, 0, 1, 16, 17)}
    | {n * 41_017 for n in range(1, 22)}
)
SECRET, RECIPIENT = throwaway.identity("a tool")
OTHER_SECRET, OTHER = throwaway.identity("another tool")


class Folder:
    """Where the tools work.  Without them the trial fails: it would claim what nobody tried."""

    def __init__(self, folder: Path) -> None:
        absent = [tool for tool in ("age", "minisign") if not shutil.which(tool)]
        assert not absent, f"not installed: {', '.join(absent)}"
        self.path = folder

    def run(self, *command: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(command, cwd=self.path, capture_output=True, check=False)


def _age(folder: Folder, chance: random.Random, number: int) -> None:
    """One size, both directions; every other time with a second recipient."""
    data = chance.randbytes(_SIZES[number % len(_SIZES)])
    recipients = [RECIPIENT, OTHER] if number % 2 else [RECIPIENT]
    (folder.path / "key").write_text(f"{SECRET}\n")
    (folder.path / "plain").write_bytes(data)
    (folder.path / "ours.age").write_bytes(encryption.encrypt(data, recipients))
    assert folder.run("age", "-d", "-i", "key", "ours.age").stdout == data
    (folder.path / "theirs.age").unlink(missing_ok=True)
    options = [option for recipient in recipients for option in ("-r", recipient)]
    assert folder.run("age", *options, "-o", "theirs.age", "plain").returncode == 0
    theirs = (folder.path / "theirs.age").read_bytes()
    assert encryption.decrypt(theirs, SECRET, len(recipients)) == data
    if number % 2:
        assert encryption.decrypt(theirs, OTHER_SECRET, 2) == data


def _minisign(folder: Folder, chance: random.Random, number: int) -> None:
    """Ours and theirs, each right and with one bit of the file changed."""
    key = SigningKey.from_seed(chance.randbytes(32))
    data = chance.randbytes(chance.choice((0, 1, 100, 70_000)))
    comment = f"iago/1 report from=DE-0042 to=REG-LMU seq={number} set={'0' * 64}"
    (folder.path / "key.pub").write_text(key.public.to_text())
    (folder.path / "file.minisig").write_bytes(key.sign(data, comment))
    (folder.path / "file").write_bytes(data)
    verify = ("minisign", "-V", "-H", "-m", "file", "-p", "key.pub")
    said = folder.run(*verify)
    assert said.returncode == 0
    assert comment.encode() in said.stdout
    changed = data + b"x" if not data else data[:-1] + bytes([data[-1] ^ 1 << chance.randrange(8)])
    (folder.path / "file").write_bytes(changed)
    assert folder.run(*verify).returncode != 0
    (folder.path / "file").write_bytes(data)
    (folder.path / "key").write_text(key.to_text())
    sign = ("minisign", "-S", "-H", "-s", "key", "-m", "file", "-c", "iago signature", "-t", comment)
    assert folder.run(*sign).returncode == 0
    theirs = (folder.path / "file.minisig").read_bytes()
    assert key.public.verify(data, theirs) == comment
    try:
        key.public.verify(changed, theirs)
    except SignatureError:
        return
    raise AssertionError("accepted")


TRIALS = (
    Trial("T24", "age and we open each other's files", 6, len(_SIZES), Folder, _age, counts=2),
    Trial("T25", "minisign and we verify each other's signatures", 5, 60, Folder, _minisign, counts=4),
)
