"""The pack: what its manifest promises, when files are read, and what a changed one does."""

import shutil
import threading
from pathlib import Path

import pytest

from iago_desktop.definitions.catalogue import Catalogue, Later
from iago_desktop.definitions.load import load_form
from iago_desktop.definitions.manifest import MANIFEST, Files, load_manifest, manifest_of, sum_of
from iago_desktop.errors import DefinitionError
from iago_desktop.paths import resource
from iago_desktop.sentences import LANGUAGES, sentence


@pytest.fixture
def pack(tmp_path: Path) -> tuple[Path, Path]:
    """Two shipped forms and a made-up one with a block, and the code lists."""
    forms, codes = tmp_path / "forms", tmp_path / "codes"
    (forms / "blocks").mkdir(parents=True)
    for name in ("infection", "treatment"):
        shutil.copy(resource("forms", f"{name}.toml"), forms)
    shutil.copytree(resource("forms", "blocks"), forms / "blocks", dirs_exist_ok=True)
    shutil.copytree(resource("codes"), codes)
    head = 'id = "cough"\nversion = 1\nkind = "toxicity"\ntitle = { en = "Cough", de = "Husten" }\n'
    head += 'short = { en = "C", de = "H" }\n'
    section = '[[section]]\nstep = "identify"\ntitle = { en = "I", de = "E" }\n'
    block = '[[section.field]]\nblock = "wet"\n'
    (forms / "cough.toml").write_text(head + section + block, encoding="utf-8")
    wet = '[[field]]\nid = "wet"\ntype = "yes_no"\nlabel = { en = "Wet", de = "Feucht" }\n'
    (forms / "blocks" / "wet.toml").write_text(wet, encoding="utf-8")
    return forms, codes


def of_pack(forms: Path, codes: Path) -> Catalogue:
    """As the program finds it: by a manifest, with sums."""
    manifest = manifest_of(forms, codes, "test", 3)
    return Catalogue.of_manifest(manifest, Files(forms, codes, manifest.sums))


def refused(catalogue: Catalogue, form: str = "cough") -> DefinitionError:
    with pytest.raises(DefinitionError) as error:
        catalogue.form(form)
    for language in LANGUAGES:
        assert "cough.toml" in sentence(error.value, language) or "wet.toml" in sentence(
            error.value, language
        )
    return error.value


def test_the_menu_is_there_before_any_form_is_read(pack: tuple[Path, Path]) -> None:
    catalogue = of_pack(*pack)
    for name in ("cough", "infection", "treatment"):
        (pack[0] / f"{name}.toml").unlink()
    entries = {entry.id: entry for entry in catalogue.entries()}
    assert list(entries) == ["cough", "infection", "treatment"]
    cough = entries["cough"]
    assert (cough.version, cough.kind, cough.group, cough.title.de) == (1, "toxicity", "other", "Husten")
    assert cough.short is not None
    assert cough.short.en == "C"
    assert catalogue.digest("cough") == cough.digest
    assert (catalogue.pack, catalogue.pack_version) == ("test", 3)


def test_a_form_of_the_pack_is_the_form_of_its_file(pack: tuple[Path, Path]) -> None:
    catalogue = of_pack(*pack)
    assert [field.id for field in catalogue.form("cough").fields()] == ["wet"]
    assert catalogue.form("cough") is catalogue.form("cough", 1)
    assert load_form(catalogue.source("cough"), "cough.toml") == catalogue.form("cough")
    assert sum_of(catalogue.source("cough")) == catalogue.digest("cough")
    assert catalogue.forms() == Catalogue.read(*pack).forms()
    assert catalogue.lab("anc").unit == "10*9/L"
    assert catalogue.has_codes("labs")
    assert catalogue.codes("ctcae5_infections").entries


@pytest.mark.parametrize("file", ["cough.toml", "blocks/wet.toml"])
def test_a_changed_file_is_refused_when_it_is_read(pack: tuple[Path, Path], file: str) -> None:
    catalogue = of_pack(*pack)
    path = pack[0] / file
    good = path.read_bytes()
    path.write_bytes(good.replace(b"en = ", b"en  = ", 1))
    assert refused(catalogue).code == "pack_file_changed"
    assert catalogue.form("treatment").id == "treatment"
    path.write_bytes(good)
    assert catalogue.form("cough").id == "cough"


def test_a_changed_code_list_is_refused(pack: tuple[Path, Path]) -> None:
    catalogue = of_pack(*pack)
    file = pack[1] / "sites.csv"
    file.write_bytes(file.read_bytes() + b"X,X,X,,\n")
    with pytest.raises(DefinitionError) as error:
        catalogue.codes("sites")
    assert (error.value.code, error.value.details["file"]) == ("pack_file_changed", "codes/sites.csv")


def test_a_missing_file_is_told_at_the_start(pack: tuple[Path, Path]) -> None:
    manifest = manifest_of(*pack, "test", 1)
    (pack[0] / "cough.toml").unlink()
    with pytest.raises(DefinitionError) as error:
        Files(*pack, manifest.sums)
    assert error.value.code == "pack_file_missing"
    for language in LANGUAGES:
        assert "cough.toml" in sentence(error.value, language)


def test_what_is_not_listed_is_no_part_of_the_pack(pack: tuple[Path, Path]) -> None:
    manifest = manifest_of(*pack, "test", 1)
    shutil.copy(pack[0] / "cough.toml", pack[0] / "sneeze.toml")
    with pytest.raises(DefinitionError):
        Files(*pack, manifest.sums).read("forms/sneeze.toml")


def test_a_broken_form_spoils_no_other(pack: tuple[Path, Path]) -> None:
    file = pack[0] / "cough.toml"
    file.write_bytes(file.read_bytes().replace(b"block =", b"blok ="))
    catalogue = Catalogue.of_folder(*pack)
    assert refused(catalogue).code == "definition_unknown_key"
    assert catalogue.form("infection").id == "infection"
    with pytest.raises(DefinitionError):
        Catalogue.read(*pack)


def test_a_manifest_that_cannot_be_read_is_told() -> None:
    for text in (b"id = 1", b"id", b'id = "x"\nversion = 1\nform = [{ id = "x" }]\n[sums]\n'):
        with pytest.raises(DefinitionError) as error:
            load_manifest(text, MANIFEST)
        assert error.value.details["file"] == MANIFEST


def test_a_thing_is_made_once_whoever_asks_first() -> None:
    made: list[object] = []
    gate = threading.Barrier(8)

    def make() -> object:
        made.append(object())
        return made[-1]

    later = Later(make)

    def ask() -> None:
        gate.wait()
        later()

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1
    assert later() is made[0]


def test_the_shipped_pack_has_its_menu() -> None:
    catalogue = Catalogue.shipped()
    entries = catalogue.entries()
    assert {"infection", "treatment"} <= {entry.id for entry in entries}
    assert all(entry.title.en and entry.title.de for entry in entries)
