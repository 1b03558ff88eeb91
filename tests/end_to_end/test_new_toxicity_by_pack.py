"""A toxicity that no program knows travels by pack: registry, desktop, record, bundle, registry."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlmodel import select

from iago_desktop.errors import IagoError
from iago_desktop.registry.home import Home
from iago_desktop.sentences import LANGUAGES, Language, known_codes, sentence
from iago_desktop.services import exchange, packs, patients, records
from iago_desktop.services.workspace import Workspace
from iago_desktop.tables import Definition, Record
from tests.builders import a_patient, fill_in
from tests.end_to_end.registry_command import called, done, found_registry, introduce
from tests.ui.desk import CTRL, ENTER, open_desk

FOLDER = Path(__file__).parent / "pack_tumour_flare"
FORM = "tumour_flare"
FLARE = {"onset": "d6", "sign": "pain", "swelling": "34", "compression": "no"}
K = Qt.Key


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The pack as its author keeps it, to be changed by a test."""
    return Path(shutil.copytree(FOLDER, tmp_path / "pack"))


@pytest.fixture
def registry(practice: Workspace, tmp_path: Path, stick: Path) -> Path:
    """A registry that knows the practice."""
    path = tmp_path / "registry"
    introduce(practice, path, found_registry(path), stick)
    return path


def built(registry: Path, folder: Path, stick: Path) -> bytes:
    target = stick / "new.iagopack"
    done("pack", "build", folder, "-o", target, "--registry", registry)
    return target.read_bytes()


def changed(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def a_flare(practice: Workspace) -> str:
    treatment = patients.view(practice, a_patient(practice)).treatment_id
    draft_id = records.start(practice, treatment, FORM)
    draft = records.open_draft(practice, draft_id).draft
    fill_in(draft, FLARE)
    record_id = records.finish(practice, draft_id, draft)
    records.sign(practice, record_id)
    return record_id


def test_a_new_toxicity_needs_no_new_program(
    practice: Workspace, opened: Callable[[], Workspace], registry: Path, folder: Path, stick: Path
) -> None:
    data = built(registry, folder, stick)

    imported = exchange.import_file(practice, data)
    assert (imported.kind, imported.code) == ("pack", "pack_to_look_at")
    preview = imported.pack
    assert preview is not None
    assert (preview.id, preview.version, preview.vectors) == ("lmu-2027", 1, 3)
    assert [(each.id, each.version) for each in preview.new] == [(FORM, 1)]
    assert not practice.catalogue.has_form(FORM)  # nothing is installed by looking
    packs.install(practice, data)
    assert FORM in [each.id for each in practice.catalogue.entries()]
    assert exchange.import_file(practice, data).code == "pack_known"

    record_id = a_flare(practice)
    _, record = records.read_record(practice, record_id)
    assert (record.status, record.grade) == ("signed", 2)
    exported = exchange.export(practice, stick)
    (checked,) = done("verify", registry, exported.path)
    assert checked["state"] == "ok"
    (taken,) = done("ingest", registry, exported.path, "--receipts", stick)
    assert (taken["state"], taken["findings"]) == ("accepted", [])
    with Home.open(registry).store() as store, store.read() as session:
        there = session.get(Record, record_id)
        kept = session.exec(select(Definition).where(Definition.form == FORM)).one()
    assert there is not None
    assert (there.form, there.form_version, there.grade) == (FORM, 1, 2)
    assert (kept.pack, kept.digest) == ("lmu-2027", practice.catalogue.digest(FORM))

    case = stick / "case.json"
    case.write_text(json.dumps({"id": "c", "form": FORM, "answers": {"swelling": 34, "compression": "no"}}))
    assert done("grade", case, "--registry", registry)["grade"] == 2
    assert called("grade", case)[1]["error"] == "unknown_form"


def test_it_is_there_after_the_next_start_and_old_records_keep_their_version(
    practice: Workspace, opened: Callable[[], Workspace], registry: Path, folder: Path, stick: Path
) -> None:
    packs.install(practice, built(registry, folder, stick))
    record_id = a_flare(practice)
    changed(folder / "pack.toml", "version = 1", "version = 2")
    changed(folder / "tumour_flare.toml", "version = 1\nkind", "version = 2\nkind")
    changed(folder / "tumour_flare.toml", "30.0", "35.0")
    changed(folder / "tumour_flare.vectors.toml", "swelling = 30", "swelling = 35")
    newer = built(registry, folder, stick)
    preview = packs.install(practice, newer)
    assert [(each.id, each.before, each.version) for each in preview.changed] == [(FORM, 1, 2)]
    practice.store.close()
    again = opened()
    assert again.catalogue.form(FORM).version == 2
    assert again.catalogue.codes("flare_signs").entry("pain") is not None
    draft, record = records.read_record(again, record_id)
    assert (draft.form.version, record.form_version, draft.grade().value) == (1, 1, 2)
    exported = exchange.export(again, stick)
    (taken,) = done("ingest", registry, exported.path, "--receipts", stick)
    assert taken["state"] == "accepted"


def test_by_keys(qtbot: QtBot, practice: Workspace, registry: Path, folder: Path, stick: Path) -> None:
    built(registry, folder, stick)
    desk = open_desk(qtbot, practice)
    desk.files.append(stick / "new.iagopack")
    desk.press(K.Key_I, CTRL)
    page = desk.window.page()
    desk.bot.waitUntil(lambda: page.pack_sheet is not None)  # type: ignore[attr-defined]
    words = page.pack_sheet.words  # type: ignore[attr-defined]
    assert "Tumour flare, version 1" in words
    assert "3 test cases came out on this computer." in words
    desk.press(K.Key_Escape)
    assert page.pack_sheet is None  # type: ignore[attr-defined]
    assert not practice.catalogue.has_form(FORM)

    desk.files.append(stick / "new.iagopack")
    desk.press(K.Key_I, CTRL)
    desk.bot.waitUntil(lambda: page.pack_sheet is not None)  # type: ignore[attr-defined]
    desk.press(ENTER)
    desk.bot.waitUntil(lambda: practice.catalogue.has_form(FORM))
    desk.bot.waitUntil(lambda: page.pack_sheet is None)  # type: ignore[attr-defined]

    a_patient(practice)
    desk.press(K.Key_F6)
    desk.press(K.Key_3, CTRL)
    desk.enter("tumour fl")
    assert desk.window.place.kind == "form"
    (draft,) = records.drafts(practice)
    assert records.open_draft(practice, draft.id).draft.form.id == FORM


# -- what is refused -----------------------------------------------------------------------------------------


def says(code: str, language: Language, **details: object) -> str:
    return sentence(IagoError(code, **details), language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("file", "old", "new", "code", "named"),
    [
        ("tumour_flare.vectors.toml", "grade = 2", "grade = 3", "pack_vector_wrong", ("large", "3", "2")),
        ("tumour_flare.toml", '"decide"', '"foresee"', "definition_needs_newer_program", ("foresee",)),
        ("tumour_flare.toml", "swelling >= 30.0", "exp(swelling)", "definition_forbidden_function", ("exp",)),
        ("tumour_flare.toml", ', de = "Tumor-Flare"', "", "definition_key_missing", ("title", "de")),
        ("tumour_flare.toml", '"onset"', '"onsett"', "definition_unknown_block", ("onsett",)),
        ("tumour_flare.toml", '"flare_signs"', '"flare_sings"', "definition_unknown_list", ("flare_sings",)),
        ("flare_signs.csv", "pain,Pain,Schmerz", "pain,Pain,", "definition_bad_value", ("flare_signs.csv",)),
        ("pack.toml", "[lists.flare_signs]", '[lists."../signs"]', "pack_file_strange", ("../signs.csv",)),
        ("pack.toml", "version = 1", "version = 1\nformat = 2", "pack_needs_newer_program", ("2",)),
        ("pack.toml", '"lmu-2027"', '"iago-core"', "pack_bad_id", ("iago-core",)),
    ],
)
def test_a_pack_that_cannot_work_is_refused_in_words(
    folder: Path,
    language: Language,
    file: str,
    old: str,
    new: str,
    code: str,
    named: tuple[str, ...],
) -> None:
    changed(folder / file, old, new)
    exit_code, document = called("pack", "check", folder, language=language)
    problem = document["problems"][0] if "problems" in document else document
    assert (exit_code, problem["code"]) == (1, code)
    for words in (file, *named):
        assert words in problem["message"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_form_without_vectors_is_refused(folder: Path, language: Language) -> None:
    (folder / "tumour_flare.vectors.toml").unlink()
    exit_code, document = called("pack", "check", folder, language=language)
    assert (exit_code, document["problems"][0]["code"]) == (1, "pack_vectors_missing")
    assert FORM in document["problems"][0]["message"]


@pytest.mark.parametrize("name", ["notes.txt", "Form.toml", "other.csv"])
def test_a_file_without_a_place_is_refused(folder: Path, name: str) -> None:
    (folder / name).write_text("x")
    _, document = called("pack", "check", folder)
    assert document["code"] == "pack_file_strange"


def test_a_built_in_form_is_replaced_by_a_higher_version_only(folder: Path) -> None:
    for part in (".toml", ".vectors.toml"):
        (folder / f"tumour_flare{part}").rename(folder / f"skin{part}")
    changed(folder / "skin.toml", 'id = "tumour_flare"', 'id = "skin"')
    for language in LANGUAGES:
        _, document = called("pack", "check", folder, language=language)
        (problem,) = document["problems"]
        expected = says("pack_form_version", language, form="skin", version=1, known=1)
        assert (problem["code"], problem["message"]) == ("pack_form_version", expected)
    changed(folder / "skin.toml", "version = 1\nkind", "version = 2\nkind")
    document = done("pack", "check", folder)
    assert document["forms"] == [{"form": "skin", "version": 2, "before": 1, "vectors": 3}]


def refused(practice: Workspace, data: bytes, code: str) -> None:
    with pytest.raises(IagoError) as raised:
        packs.install(practice, data)
    assert raised.value.code == code
    for language in LANGUAGES:
        assert sentence(raised.value, language) not in ("", code)
        assert "{" not in sentence(raised.value, language)


def test_the_desktop_checks_again_what_the_registry_should_have(
    practice: Workspace, registry: Path, folder: Path
) -> None:
    """Signed all the same, by a registry whose program checks nothing."""
    from iago_desktop.definitions.pack import Pack  # noqa: PLC0415
    from iago_desktop.registry.keys import Password  # noqa: PLC0415

    key = Home.open(registry).signing_key("definitions", Password(str))
    changed(folder / "tumour_flare.vectors.toml", "grade = 2", "grade = 3")
    refused(practice, Pack.of_folder(folder).signed(key, "REG-LMU"), "pack_vector_wrong")
    refused(practice, Pack.of_folder(folder).signed(key, "REG-OTHER"), "statements_differ")
    assert not practice.catalogue.has_form(FORM)


def test_a_lower_version_and_the_same_with_other_content_are_refused(
    practice: Workspace, registry: Path, folder: Path, stick: Path
) -> None:
    older = built(registry, folder, stick)
    changed(folder / "pack.toml", "version = 1", "version = 2")
    packs.install(practice, built(registry, folder, stick))
    refused(practice, older, "pack_older")
    changed(folder / "pack.toml", "New forms", "Newer forms")
    exit_code, document = called("pack", "build", folder, "-o", stick / "x", "--registry", registry)
    assert (exit_code, document["code"]) == (1, "pack_version_taken")
    assert not (stick / "x").exists()


def test_another_registry_and_no_registry_are_refused(
    practice: Workspace, tmp_path: Path, folder: Path, stick: Path
) -> None:
    other = tmp_path / "other"
    found_registry(other, "REG-OTHER")
    data = built(other, folder, stick)
    refused(practice, data, "pack_needs_card")
    own = tmp_path / "own"
    introduce(practice, own, found_registry(own), stick)
    refused(practice, data, "pack_of_another_registry")


def test_no_flipped_byte_is_accepted(practice: Workspace, registry: Path, folder: Path, stick: Path) -> None:
    data = built(registry, folder, stick)
    places = {*range(0, 1200, 5), *range(1200, len(data), 211), *range(len(data) - 200, len(data), 9)}
    for place in sorted(places):
        broken = bytearray(data)
        broken[place] ^= 1
        with pytest.raises(IagoError) as raised:
            packs.install(practice, bytes(broken))
        assert raised.value.code in known_codes()
    for cut in (0, 1, 100, len(data) - 1):
        with pytest.raises(IagoError):
            packs.install(practice, data[:cut])
    assert not practice.catalogue.has_form(FORM)
