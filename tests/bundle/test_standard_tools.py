"""A bundle without the program that made it: HOWTO-VERIFY.txt word for word, and a bundle made by tools."""

import hashlib
import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from iago_desktop import bundle
from iago_desktop.signing import strict_zip
from iago_desktop.signing.signatures import VerifyKey
from tests.bundle.forge import FILES, Forger, a_receipt, a_report, read_at_registry
from tests.signing.people import registry, site

# Part of format 1: every reader compares the text byte for byte.  Another text is another format.
HOWTO_SHA256 = "03d649dab7f8d1ca403b55b8868fbb802a795b959aa7f706494b77fd9a8a064a"
TOOLS = ("unzip", "minisign", "age", "sha256sum")
ABSENT = [tool for tool in TOOLS if not shutil.which(tool)]
needs_tools = pytest.mark.skipif(
    bool(ABSENT),
    reason=f"not installed: {', '.join(ABSENT)}; only the readings by hand have confirmed the format",
)


def commands() -> list[str]:
    """The shell lines at the head of the text, up to the first empty line."""
    return bundle.howto().decode("ascii").split("\n\n")[0].splitlines()


def a_folder(folder: Path, file: bytes, sender: VerifyKey, secret: str) -> Path:
    (folder / "bundle.iago").write_bytes(file)
    (folder / "site.pub").write_text(sender.to_text())
    (folder / "registry.key").write_text(f"{secret}\n")
    (folder / "registry.pub").write_text(registry().enrolment.public.to_text())
    return folder


def shell(lines: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    script = "\n".join(["set -e", *lines])
    return subprocess.run(["sh", "-c", script], cwd=folder, capture_output=True, text=True, check=False)


def test_the_text_is_the_one_of_format_1() -> None:
    assert hashlib.sha256(bundle.howto()).hexdigest() == HOWTO_SHA256


def test_the_text_begins_with_commands() -> None:
    assert len(commands()) == 9
    assert {line.split()[0] for line in commands()} == {*TOOLS, "cd"}
    assert all("-V -H" in line for line in commands() if line.startswith("minisign"))


@needs_tools
def test_the_commands_confirm_a_report(tmp_path: Path) -> None:
    written = a_report()
    done = shell(commands(), a_folder(tmp_path, written.file, site().key.public, registry().secret))
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("Signature and comment signature verified") == 3
    comments = re.findall("Trusted comment: (.*)", done.stdout)
    assert (
        comments[0] == comments[1] == f"iago/1 report from=DE-0042 to=REG-LMU seq=1 set={written.set_digest}"
    )
    assert comments[2].startswith("iago/1 cert from=REG-LMU to=DE-0042 seq=1 ")
    assert f"{written.set_digest}  SHA256SUMS" in done.stdout
    assert done.stdout.count(": OK") == 5


@needs_tools
def test_the_commands_confirm_a_receipt_without_the_last(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, a_receipt().file, registry().receipts.public, site().secret)
    done = shell(commands()[:-1], folder)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count(": OK") == 2


@needs_tools
@pytest.mark.parametrize("part", ["payload.age", "payload.age.minisig"])
def test_the_commands_refuse_a_changed_bundle(tmp_path: Path, part: str) -> None:
    members = strict_zip.read(a_report().file, bundle.MAX_FILE)
    changed = bytearray(members[part])
    changed[-10] ^= 1
    file = strict_zip.write(list({**members, part: bytes(changed)}.items()))
    assert shell(commands(), a_folder(tmp_path, file, site().key.public, registry().secret)).returncode != 0


@needs_tools
def test_the_commands_refuse_a_changed_inside(tmp_path: Path) -> None:
    members = strict_zip.read(a_report().payload, bundle.MAX_FILE)
    inside = strict_zip.write(list({**members, "records.ndjson": b"{}\n"}.items()))
    file = Forger(payload=lambda _: inside).make()
    done = shell(commands(), a_folder(tmp_path, file, site().key.public, registry().secret))
    assert done.returncode != 0
    assert "records.ndjson: FAILED" in done.stdout


@needs_tools
def test_a_bundle_made_by_tools_alone_is_read(tmp_path: Path) -> None:
    """minisign, age and sha256sum sign, seal and sum; Python's zipfile packs.  None of our code writes."""
    members = strict_zip.read(a_report().payload, bundle.MAX_FILE)
    content = ["manifest.json", *FILES, "cert.json", "cert.json.minisig"]
    for name in content:
        (tmp_path / name).write_bytes(members[name])
    (tmp_path / "site.key").write_text(site().key.to_text())
    recipient = registry().card.recipients[0]
    sign = "minisign -S -H -s site.key -c 'iago signature'"
    statement = "iago/1 report from=DE-0042 to=REG-LMU seq=1 set=$(sha256sum < SHA256SUMS | cut -c-64)"
    assert shell([f"sha256sum {' '.join(sorted(content))} > SHA256SUMS"], tmp_path).returncode == 0
    made = shell([f'{sign} -m SHA256SUMS -t "{statement}"'], tmp_path)
    assert made.returncode == 0, made.stderr
    pack(tmp_path / "payload.zip", tmp_path, ["SHA256SUMS", "SHA256SUMS.minisig", *content])
    made = shell(
        [f"age -r {recipient} -o payload.age payload.zip", f'{sign} -m payload.age -t "{statement}"'],
        tmp_path,
    )
    assert made.returncode == 0, made.stderr
    (tmp_path / "mimetype").write_text("application/vnd.iago.bundle+zip")
    (tmp_path / "HOWTO-VERIFY.txt").write_bytes(bundle.howto())
    pack(tmp_path / "out.iago", tmp_path, list(bundle.OUTER))
    contents = read_at_registry((tmp_path / "out.iago").read_bytes())
    assert {name: contents.files[name] for name in FILES} == FILES


def pack(target: Path, folder: Path, names: list[str]) -> None:
    with zipfile.ZipFile(target, "w") as archive:
        for name in names:
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.external_attr = 0o644 << 16
            archive.writestr(info, (folder / name).read_bytes())


def test_python_alone_sees_a_sound_zip() -> None:
    """What stands in for unzip and sha256sum where they are absent."""
    written = a_report()
    for data in (written.file, written.payload):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert archive.testzip() is None
    with zipfile.ZipFile(io.BytesIO(written.payload)) as archive:
        for line in archive.read("SHA256SUMS").decode().splitlines():
            digest, name = line.split("  ")
            assert hashlib.sha256(archive.read(name)).hexdigest() == digest
