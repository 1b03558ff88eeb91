"""`grade`: the rules alone, on cases as people and other implementations write them.  Needs no registry.

With one, the forms it installed itself count too.
"""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.errors import IagoError
from iago_desktop.registry.invocation import DONE, REFUSED, read_file
from iago_desktop.registry.output import Output
from iago_desktop.rules.case import grade_case


def grade(output: Output, file: Path, *, every: bool, registry: Path | None) -> int:
    cases = _cases(read_file(file), every=every)
    catalogue = _installed(registry) if registry else Catalogue.shipped()
    graded = [_graded(case, catalogue) for case in cases]
    output.document(graded if every else graded[0])
    return REFUSED if any("error" in each for each in graded) else DONE


def _installed(registry: Path) -> Catalogue:
    # Only here a database is needed, and most cases are graded without one.
    from iago_desktop.registry.home import Home  # noqa: PLC0415
    from iago_desktop.registry.packs import installed  # noqa: PLC0415

    return installed(Home.open(registry))


def _graded(case: dict[str, Any], catalogue: Catalogue) -> dict[str, Any]:
    try:
        return grade_case(case, catalogue)
    except IagoError as error:
        return {"id": case.get("id"), "form": case.get("form"), "error": error.code}


def _cases(data: bytes, *, every: bool) -> list[dict[str, Any]]:
    try:
        # A decimal is never a double before the rules make it one.
        read = json.loads(data, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise IagoError("cases_unreadable") from error
    cases = read if every else [read]
    if not isinstance(cases, list) or not all(isinstance(each, dict) for each in cases):
        raise IagoError("cases_unreadable")
    return cases
