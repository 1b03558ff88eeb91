"""An update file from a stick: only with a pinned key, never older, only beside its installer."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from iago_desktop.errors import IagoError
from iago_desktop.paths import resource
from iago_desktop.sentences import sentence
from iago_desktop.services import update_file
from iago_desktop.services.update_file import Installed
from iago_desktop.signing import release, strict_zip
from iago_desktop.signing.release import Update
from iago_desktop.signing.signatures import SigningKey
from tests.an_update import DAY, INSTALLER, KEY, an_update, here, put
from tests.torture.trial import flipped


def refused(path: Path, installed: Installed) -> IagoError:
    with pytest.raises(IagoError) as caught:
        update_file.check(path, installed)
    for language in ("en", "de"):
        assert len(sentence(caught.value, language)) > 20  # type: ignore[arg-type]
    return caught.value


def test_a_good_one_is_explained(tmp_path: Path) -> None:
    checked = update_file.check(put(tmp_path), here())
    assert (checked.update.version, checked.same, checked.migrates) == ("0.2.0", False, True)
    assert checked.installer == tmp_path / INSTALLER
    assert checked.update.built == DAY


def test_the_same_version_is_installed_already_and_needs_no_installer(tmp_path: Path) -> None:
    path = put(tmp_path, an_update(version="0.1.0"))
    (tmp_path / INSTALLER).unlink()
    assert update_file.check(path, here()).same


def test_a_second_pinned_key_counts_too(tmp_path: Path) -> None:
    other = SigningKey.generate()
    installed = replace(here(), keys=(other.public, KEY.public))
    assert update_file.check(put(tmp_path), installed).update.version == "0.2.0"
    assert update_file.check(put(tmp_path, key=other), installed).update.version == "0.2.0"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"version": "0.0.9"}, "update_older"),
        ({"version": "0.0.10", "follows": "0.0.1"}, "update_older"),
        ({"product": "iago-registry"}, "update_other_product"),
        ({"follows": "0.1.5"}, "update_needs_between"),
        ({"schema_number": 3}, "update_older_shape"),
    ],
)
def test_what_is_signed_and_does_not_fit(tmp_path: Path, changed: dict[str, object], code: str) -> None:
    assert refused(put(tmp_path, an_update(**changed)), here()).code == code


def test_somebody_else_s_signature(tmp_path: Path) -> None:
    assert refused(put(tmp_path, key=SigningKey.generate()), here()).code == "update_wrong_signature"
    posing = SigningKey.from_seed(bytes(32), key_id=KEY.public.key_id)
    assert refused(put(tmp_path, key=posing), here()).code == "update_damaged"


def test_a_signature_made_for_something_else(tmp_path: Path) -> None:
    """The release key signs the sums of a release too."""
    text = an_update().to_bytes()
    members = [("update.json", text), ("update.json.minisig", KEY.sign(text, "iago-desktop 0.2.0"))]
    path = put(tmp_path)
    path.write_bytes(strict_zip.write(members))
    assert refused(path, here()).code == "update_wrong_signature"


def test_without_a_pinned_key_nothing_is_checked(tmp_path: Path) -> None:
    assert refused(put(tmp_path), replace(here(), keys=())).code == "update_no_keys"


def test_no_bit_and_no_byte_may_be_missing(tmp_path: Path) -> None:
    path = put(tmp_path)
    data = path.read_bytes()
    for bit in range(0, len(data) * 8, 7):
        with pytest.raises(IagoError):
            release.read(flipped(data, bit), [KEY.public])
    for length in range(0, len(data), 13):
        with pytest.raises(IagoError):
            release.read(data[:length], [KEY.public])
    with pytest.raises(IagoError):
        release.read(data + b"\0", [KEY.public])


def test_the_installer_beside_it(tmp_path: Path) -> None:
    path = put(tmp_path)
    installer = tmp_path / INSTALLER
    data = installer.read_bytes()
    installer.write_bytes(data[:-1] + b"!")
    assert refused(path, here()).code == "update_installer_differs"
    installer.write_bytes(data + b"!")
    assert refused(path, here()).code == "update_installer_differs"
    installer.unlink()
    assert refused(path, here()).details["file"] == INSTALLER
    assert refused(path, replace(here(), system="macos")).code == "update_not_for_system"


def test_what_is_no_update_file(tmp_path: Path) -> None:
    path = tmp_path / "letter.iagoupdate"
    path.write_bytes(b"Dear practice")
    assert refused(path, here()).code == "update_not_a_file"
    path.write_bytes(b"PK\x03\x04" + bytes(4 << 20))
    assert refused(path, here()).code == "update_not_a_file"


def test_a_long_check_can_be_stopped(tmp_path: Path) -> None:
    def stop(_done: int, _total: int) -> None:
        raise IagoError("cancelled")

    with pytest.raises(IagoError, match="cancelled"):
        update_file.check(put(tmp_path), here(), stop)


def test_a_file_name_leads_nowhere_else() -> None:
    text = an_update().to_bytes().replace(INSTALLER.encode(), b"../" + INSTALLER[3:].encode())
    with pytest.raises(IagoError):
        Update.from_bytes(text)


def test_the_pinned_list(tmp_path: Path) -> None:
    path = tmp_path / "release.pub"
    assert release.pinned(path) == ()
    second = SigningKey.generate().public
    path.write_text(
        "# old\n" + KEY.public.to_text() + "\n# new\n" + second.to_base64() + "\n", encoding="ascii"
    )
    assert release.pinned(path) == (KEY.public, second)


def test_this_program_says_which_keys_it_pins() -> None:
    installed = update_file.installed()
    assert release.number(installed.version) >= (0, 1, 0)
    assert installed.keys == release.pinned(resource("trust") / "release.pub")


@pytest.mark.parametrize(("older", "newer"), [("0.9.0", "0.10.0"), ("0.9.9", "1.0.0"), ("1.0.0", "1.0.1")])
def test_versions_are_numbers(older: str, newer: str) -> None:
    assert release.number(older) < release.number(newer)


def test_made_from_what_lies_in_dist(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parent.parent.parent / "packaging"))
    import sign_update  # noqa: PLC0415 -- a script, not a part of the program

    (tmp_path / INSTALLER).write_bytes(b"a package")
    (tmp_path / "iago-desktop_0.1.9_amd64.deb").write_bytes(b"of another version")
    told = tmp_path / "changes.toml"
    told.write_text(
        'follows = "0.1.0"\n[changes]\nen = ["A new form"]\nde = ["Ein neues Formular"]\n', encoding="utf-8"
    )
    made = sign_update.make(tmp_path, told, KEY, [KEY.public], "0.2.0", date(2026, 12, 1))
    checked = update_file.check(made, here())
    assert [each.name for each in checked.update.files] == [INSTALLER]
    with pytest.raises(ValueError, match="not among"):
        sign_update.make(tmp_path, told, SigningKey.generate(), [KEY.public], "0.2.0")


def test_no_secret_key_is_handed_on_with_the_program() -> None:
    for path in resource("trust").iterdir():
        assert "minisign secret key" not in path.read_text(encoding="utf-8", errors="replace")
