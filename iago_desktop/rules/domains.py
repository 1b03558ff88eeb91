"""Answers to a question that conditions can tell apart: for each kind of answer one that stands for it."""

import re
from collections.abc import Iterable
from fractions import Fraction
from itertools import combinations, pairwise

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.definitions.model import Field
from iago_desktop.errors import DefinitionError
from iago_desktop.rules.expressions import Value, condition

_TEXT = re.compile(r"'([^'\\]*)'|\"([^\"\\]*)\"")
_NUMBER = r"-?[0-9]+(?:\.[0-9]+)?"
_COMPARES = r"(?:<=|>=|<|>|==|!=)"
_MOST_WHOLE = 64
_MOST_SETS = 64
_FEW = 12


def domain(
    each: Field, sources: Iterable[str], catalogue: Catalogue, *, reckoned: bool = False
) -> tuple[Value, ...] | None:
    """Values of which one behaves in `sources` as any answer does; None if they cannot be told.

    `reckoned`: something is worked out from its number itself, so that every number differs.
    """
    naming = [source for source in sources if each.id in condition(source).variables]
    if each.type == "yes_no":
        return ("yes", "no")
    if each.type == "number":
        return _numbers(each, naming, reckoned)
    codes = _codes(each, catalogue)
    if each.type in ("choice", "code"):
        if len(codes) <= _FEW:
            return codes
        return None if _compared_with_another(each.id, naming) else _told_apart(codes, naming, 1)
    if each.type == "several" and not _compared_with_another(each.id, naming):
        return _sets(codes, naming)
    return None


def _codes(each: Field, catalogue: Catalogue) -> tuple[str, ...]:
    if each.codes:
        return tuple(entry.code for entry in catalogue.codes(each.codes).offered(each.group))
    return tuple(choice.code for choice in each.choices)


def _told_apart(codes: tuple[str, ...], sources: list[str], others: int) -> tuple[str, ...]:
    """The codes that conditions name, and some of the others."""
    named = {a or b for source in sources for a, b in _TEXT.findall(source)}
    rest = [code for code in codes if code not in named]
    return tuple(code for code in codes if code in named) + tuple(rest[:others])


def _sets(codes: tuple[str, ...], sources: list[str]) -> tuple[Value, ...] | None:
    counts = [int(float(each)) for source in sources for each in re.findall(_NUMBER, _TEXT.sub("''", source))]
    others = max((each for each in counts if each >= 0), default=0) + 1
    named = _told_apart(codes, sources, 0)
    rest = [code for code in codes if code not in named][:others]
    if 2 ** len(named) * (len(rest) + 1) > _MOST_SETS:
        return None
    subsets = [chosen for size in range(len(named) + 1) for chosen in combinations(named, size)]
    return tuple([*chosen, *rest[:more]] for chosen in subsets for more in range(len(rest) + 1))


def _compared_with_another(name: str, sources: list[str]) -> bool:
    """Whether a condition holds it against another answer, so that no code of it stands for the rest."""
    other = r"[a-z][a-z0-9_]+\b(?!\s*[.(])"
    alone = rf"(?<![\w.]){re.escape(name)}\b"
    pattern = re.compile(rf"{alone}\s*(?:==|!=|in)\s*{other}|{other}\s*(?:==|!=|in)\s*{alone}")
    return any(pattern.search(_TEXT.sub("''", source)) for source in sources)


# -- numbers -------------------------------------------------------------------------------------------------


def _numbers(each: Field, sources: list[str], reckoned: bool) -> tuple[Value, ...] | None:
    """The numbers that conditions compare it with, what lies between and beyond; of few whole numbers all."""
    limits = _compared(each.id, [each.impossible] if each.impossible else [])
    own = None if reckoned else _compared(each.id, sources)
    if each.integer and limits:
        whole = range(int(min(limits)) - 1, int(max(limits)) + 2)
        if len(whole) <= _MOST_WHOLE and _impossible(each, whole[0]) and _impossible(each, whole[-1]):
            return tuple(number for number in whole if not _impossible(each, number))
    if own is None:
        return None
    points = sorted(own | (limits or set()))
    if not points:
        return (1,)
    between = [(a + b) / 2 for a, b in pairwise(points)]
    tried = {points[0] - 1, *points, *between, points[-1] + 1}
    if each.integer:
        tried = {Fraction(int(point) + step) for point in points for step in (-1, 0, 1)}
    if points[0] > 0:
        tried = {abs(number) for number in tried}
    return tuple(float(number) for number in sorted(tried) if not _impossible(each, float(number)))


def _impossible(each: Field, number: float) -> bool:
    if not each.impossible:
        return number < 0
    try:
        return condition(each.impossible).evaluate({each.id: number}) is True
    except DefinitionError:
        return False


def _compared(name: str, sources: list[str]) -> set[Fraction] | None:
    """The numbers it is compared with; None if a condition does anything else with it."""
    found: set[Fraction] = set()
    alone = rf"(?<![\w.]){re.escape(name)}(?![\w.])"
    right = re.compile(rf"(?<![-+*/%]){alone}\s*{_COMPARES}\s*({_NUMBER})(?!\s*[-+*/%0-9.])")
    left = re.compile(rf"(?<![-+*/%\w.])({_NUMBER})\s*{_COMPARES}\s*{alone}(?!\s*[-+*/%])")
    for source in sources:
        bare = re.sub(r"\s*([-+*/%])\s*", r"\1", _TEXT.sub("''", source))
        hits = right.findall(bare) + left.findall(bare)
        if len(hits) < len(re.findall(alone, bare)):
            return None
        found |= {Fraction(each) for each in hits}
    return found
