"""Write docs/definitions.md: what a definition file may say, from the models themselves.

`--check` says whether the page is still true.
"""

import inspect
import sys
from pathlib import Path

from pydantic.fields import FieldInfo

from iago_desktop.definitions import model
from iago_desktop.rules.derive import FUNCTIONS

PAGE = Path(__file__).parent.parent / "docs" / "definitions.md"
PARTS = (
    (model.Form, "the file itself"),
    (model.Section, "[[section]]"),
    (model.Field, "[[section.field]]"),
    (model.Column, "[[section.field.column]]"),
    (model.Derived, "[[derived]]"),
    (model.Grading, "[grading]"),
    (model.GradeRow, "[[grading.row]]"),
)
INTRODUCTION = """# Definitions

Generated from `iago_desktop/definitions/model.py` by `make reference`; do not edit.

A form is one TOML file in `resources/forms/`; its vectors stand beside it in `<form>.vectors.toml`.
A text is `{ en = "...", de = "..." }`; choices are a table of code and text. Conditions are CEL
over fields and derived values: an unanswered field is absent, and a condition that needs it is
unknown, never false. Of CEL, `size`, `filter`, `exists` and `all` on lists of codes may be used;
`matches` and `has` may not. A date gives `<id>` (its day after the infusion, when exact),
`<id>_from` and `<id>_to`.
"""


def _row(name: str, info: FieldInfo) -> str:
    kind = inspect.formatannotation(info.annotation).replace("iago_desktop.definitions.model.", "")
    kind = kind.replace("typing.", "").replace("|", "or")
    default = "required" if info.is_required() else f"`{info.get_default(call_default_factory=True)!r}`"
    return f"| `{name}` | {kind} | {default} |\n"


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
    parts.append("| function | arguments | what it gives |\n|---|---|---|\n")
    for name, function in FUNCTIONS.items():
        says = (inspect.getdoc(function.compute) or "").split("\n\n")[0].replace("\n", " ")
        arguments = ", ".join(f"`{each}`" for each in function.arguments)
        parts.append(f"| `{name}` | {arguments} | {says} |\n")
    return "".join(parts)


if __name__ == "__main__":
    if "--check" in sys.argv:
        same = PAGE.read_text(encoding="utf-8") == page()
        sys.exit(0 if same else "docs/definitions.md is stale: run make reference")
    PAGE.write_text(page(), encoding="utf-8")
