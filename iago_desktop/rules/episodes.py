"""Whether an infection goes on, comes back, or is another one: the same-infection rule.

Same organism and same site within the organism's interval after it had resolved is one episode; another site
within the interval is too, if one of the two was disseminated (clinical reference, section 1.5).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

Relation = Literal["same_episode", "recurrence", "unrelated"]


@dataclass(frozen=True)
class Infection:
    """As far as the rule needs it; days after infusion, None where not exactly known.

    `resolved` None means that it has not ended.
    """

    id: str
    organisms: frozenset[str]
    sites: frozenset[str]
    onset: int | None
    resolved: int | None
    is_over: bool
    disseminated: bool = False


def relation(earlier: Infection, later: Infection, intervals: Mapping[str, int]) -> Relation | None:
    """How a later infection is related to an earlier one; None where a date or an interval is not known.

    `intervals` are the days per organism: fewer than that many days after the end it is the same infection.
    """
    shared = earlier.organisms & later.organisms
    if not shared:
        return "unrelated"
    related = bool(earlier.sites & later.sites) or earlier.disseminated or later.disseminated
    if not earlier.is_over:
        return "same_episode" if related else "unrelated"
    if earlier.resolved is None or later.onset is None:
        return None
    known = [intervals[organism] for organism in shared if organism in intervals]
    if not known:
        return None
    if later.onset - earlier.resolved < max(known):
        return "same_episode" if related else "unrelated"
    return "recurrence"


@dataclass(frozen=True)
class Chain:
    """One episode, as the records that belong to it, in the order of their onset."""

    members: tuple[Infection, ...]
    recurs: bool


def episodes(infections: Iterable[Infection], intervals: Mapping[str, int]) -> tuple[Chain, ...]:
    """Infections joined to episodes; one without a known onset stands alone, at the end."""
    ordered = sorted(infections, key=lambda each: (each.onset is None, each.onset or 0, each.id))
    chains: list[list[Infection]] = []
    recurring: set[int] = set()
    for each in ordered:
        found = [
            (place, relation(earlier, each, intervals))
            for place, chain in enumerate(chains)
            for earlier in chain
        ]
        same = [place for place, how in found if how == "same_episode"]
        if same:
            chains[same[-1]].append(each)
            continue
        if any(how == "recurrence" for _, how in found):
            recurring.add(len(chains))
        chains.append([each])
    return tuple(Chain(tuple(chain), place in recurring) for place, chain in enumerate(chains))
