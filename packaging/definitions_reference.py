"""Write docs/definitions.md: what a definition file may say, from the models themselves.

`--check` says whether the page is still true.
"""

import inspect
import sys
from collections.abc import Mapping
from pathlib import Path

from pydantic.fields import FieldInfo

from iago_desktop.definitions import model
from iago_desktop.definitions.shape import ROLES
from iago_desktop.rules.derive import FUNCTIONS

PAGE = Path(__file__).parent.parent / "docs" / "definitions.md"
PARTS = (
    (model.Form, "the file itself"),
    (model.Section, "[[section]]"),
    (model.Field, "[[section.field]]"),
    (model.Column, "[[section.field.column]]"),
    (model.Derived, "[[derived]]"),
    (model.Grading, "[[grading]]"),
    (model.GradeRow, "[[grading.row]]"),
    (model.Block, "blocks/<name>.toml"),
    (model.CodeEntry, "codes/<list>.csv"),
    (model.LabEntry, "codes/labs.csv"),
    (model.GradeTable, "codes/<table>.toml"),
    (model.GradeTableTerm, "codes/<table>.csv"),
)
INTRODUCTION = """# Definitions

Generated from `iago_desktop/definitions/model.py` by `make reference`; do not edit.

A form is one TOML file in `resources/forms/`; its vectors stand beside it in `<form>.vectors.toml`.
A text is `{ en = "...", de = "..." }`; choices are a table of code and text. Conditions are CEL
over fields and derived values: an unanswered field is absent, and a condition that needs it is
unknown, never false. Of CEL, `size`, `filter`, `exists` and `all` on lists of codes may be used;
`matches` and `has` may not. A date gives `<id>` (its day after the infusion, when exact),
`<id>_from` and `<id>_to`.

Questions that several forms share stand in `resources/forms/blocks/<name>.toml` as `[[field]]` and
`[[derived]]`; `[[section.field]]` with nothing but `block = "<name>"` puts them in its place. A form is
stored together with the blocks it uses.

A table of choices is `[section.field.choices]`, code = text. In CSV files a text has the columns `en` and
`de`, several values of one column are parted by `|`, and the bands of a laboratory value are written
`0..200`. A grading table has its patterns of rows in `[[pattern.<name>.row]]`; the column `pattern` of a
term names one, the columns `g1` to `g5` hold the published words, and only rows of those grades count.
"""


def _row(name: str, info: FieldInfo) -> str:
    kind = inspect.formatannotation(info.annotation).replace("iago_desktop.definitions.model.", "")
    kind = kind.replace("typing.", "").replace("|", "or")
    default = "required" if info.is_required() else f"`{info.get_default(call_default_factory=True)!r}`"
    return f"| `{name}` | {kind} | {default} |\n"


def _named(arguments: Mapping[str, str]) -> str:
    return ", ".join(f"`{name}` ({kind.replace('_', ' ')})" for name, kind in arguments.items())


def page() -> str:
    parts = [INTRODUCTION]
    for part, place in PARTS:
        own = inspect.cleandoc(part.__dict__.get("__doc__") or "")
        parts.append(f"\n## {part.__name__}: `{place}`\n\n")
        parts += [own, "\n\n"] if own else []
        parts.append("| key | type | default |\n|---|---|---|\n")
        parts += [_row(name, info) for name, info in part.model_fields.items()]
    parts.append(
        "\n## Derived functions\n\nThe closed list; older programs refuse forms that use a newer one.\n\n"
    )
    parts.append("| function | arguments | optional | what it gives |\n|---|---|---|---|\n")
    for name, function in FUNCTIONS.items():
        says = (inspect.getdoc(function.compute or function.span) or "").split("\n\n")[0].replace("\n", " ")
        optional = {key: kind for key, kind in function.optional.items() if key not in function.arguments}
        parts.append(f"| `{name}` | {_named(function.arguments)} | {_named(optional)} | {says} |\n")
    parts.append("\n## Roles\n\nWhat a field can be for the program, and the types that can be it.\n\n")
    parts.append("| role | type |\n|---|---|\n")
    parts += [f"| `{role}` | {' or '.join(types)} |\n" for role, types in sorted(ROLES.items())]
    return "".join(parts)


if __name__ == "__main__":
    if "--check" in sys.argv:
        same = PAGE.read_text(encoding="utf-8") == page()
        sys.exit(0 if same else "docs/definitions.md is stale: run make reference")
    PAGE.write_text(page(), encoding="utf-8")
