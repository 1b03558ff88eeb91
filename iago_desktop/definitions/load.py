"""Bytes of a form or block -> frozen models, or a DefinitionError that names file, field and remedy.

What a condition says is not looked at here (rules/check.py does that), so that opening the program needs no
expression library.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from iago_desktop.definitions.model import Block, Form
from iago_desktop.definitions.reading import tables_of, toml_of, validated
from iago_desktop.definitions.shape import check_shape
from iago_desktop.errors import DefinitionError


def load_form(data: bytes, file: str, blocks: Mapping[str, Block] | None = None) -> Form:
    """A form from its TOML file, or from what `self_contained` made of it; `file` is only named in errors.

    `[[section.field]] block = "onset"` stands for the fields of that block; what a block works out comes
    before what the form does.
    """
    raw = toml_of(data, file)
    known = _own_blocks(raw.pop("blocks", {}), file, blocks or {})
    sections = tables_of(raw.pop("section", []), file, "section")
    used = [_block(name, known, file) for name in _block_names(sections, file)]
    raw["sections"] = [_section(each, known) for each in sections]
    raw["derived"] = [entry for block in used for entry in block.derived] + _derived(raw, file)
    raw["gradings"] = [_grading(each) for each in tables_of(_listed(raw.pop("grading", [])), file, "grading")]
    form = validated(Form, raw, file)
    check_shape(form, file)
    return form


def load_block(data: bytes, file: str) -> Block:
    """Shared questions from their TOML file: `[[field]]` and `[[derived]]`; the file's name is its id."""
    raw = toml_of(data, file) | {"id": PurePosixPath(file).stem}
    raw["fields"] = [_field(each) for each in tables_of(raw.pop("field", []), file, "field")]
    raw["derived"] = _derived(raw, file)
    return validated(Block, raw, file)


def self_contained(data: bytes, file: str, blocks: Mapping[str, bytes]) -> bytes:
    """The form file with the blocks it uses, as it is stored and as `load_form` reads it by itself."""
    names = block_names(toml_of(data, file), file)
    return bundled(data, {name: blocks[name] for name in names if name in blocks})


def bundled(data: bytes, blocks: Mapping[str, bytes]) -> bytes:
    """The texts of the blocks as a last table `[blocks]`; without blocks the form, byte for byte."""
    if not blocks:
        return data
    # A JSON string is a TOML string.
    lines = [
        f"{name} = {json.dumps(blocks[name].decode('utf-8'), ensure_ascii=False)}\n"
        for name in sorted(blocks)
    ]
    return data + ("\n[blocks]\n" + "".join(lines)).encode()


def block_names(raw: Mapping[str, Any], file: str) -> list[str]:
    """The blocks that a form uses, in the order of their places."""
    return _block_names(tables_of(raw.get("section", []), file, "section"), file)


def _own_blocks(texts: Any, file: str, known: Mapping[str, Block]) -> dict[str, Block]:
    """The blocks that were read already, and those that only the form itself brings."""
    if not isinstance(texts, dict) or not all(isinstance(text, str) for text in texts.values()):
        raise DefinitionError("definition_bad_value", file=file, field="blocks", key="blocks", reason="texts")
    own = {name: text for name, text in texts.items() if name not in known}
    return {**known, **{name: load_block(text.encode(), f"{file}/{name}.toml") for name, text in own.items()}}


def _block_names(sections: list[dict[str, Any]], file: str) -> list[str]:
    """The blocks that the sections use, in the order of their places."""
    names = []
    for entry in _entries(sections):
        if "block" not in entry:
            continue
        if len(entry) != 1 or not isinstance(entry["block"], str):
            raise DefinitionError("definition_block_alone", file=file, field=str(entry["block"]))
        names.append(entry["block"])
    return names


def _entries(sections: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for section in sections:
        fields = section.get("field", [])
        yield from (each for each in fields if isinstance(each, dict)) if isinstance(fields, list) else ()


def _block(name: str, blocks: Mapping[str, Block], file: str) -> Block:
    if name not in blocks:
        there = ", ".join(sorted(blocks)) or "–"
        raise DefinitionError("definition_unknown_block", file=file, field=name, block=name, there=there)
    return blocks[name]


def _listed(value: Any) -> Any:
    """One table or several of them: `[grading]` and `[[grading]]`."""
    return [value] if isinstance(value, dict) else value


def _derived(raw: dict[str, Any], file: str) -> list[dict[str, Any]]:
    names = ("id", "function", "hidden", "text", "choices")
    return [
        _field({key: each.pop(key) for key in names if key in each}) | {"arguments": each}
        for each in tables_of(raw.pop("derived", []), file, "derived")
    ]


def _grading(raw: dict[str, Any]) -> dict[str, Any]:
    return {"rows" if key == "row" else key: value for key, value in raw.items()}


def _section(raw: dict[str, Any], blocks: Mapping[str, Block]) -> dict[str, Any]:
    fields: list[Any] = []
    for each in raw.pop("field", []):
        if isinstance(each, dict) and "block" in each:
            fields += blocks[each["block"]].fields
        else:
            fields.append(_field(each) if isinstance(each, dict) else each)
    raw["fields"] = fields
    return raw


def _field(raw: dict[str, Any]) -> dict[str, Any]:
    if isinstance(raw.get("choices"), dict):
        raw["choices"] = [{"code": code, "text": text} for code, text in raw["choices"].items()]
    if "column" in raw:
        raw["columns"] = [_field(each) if isinstance(each, dict) else each for each in raw.pop("column")]
    return raw
