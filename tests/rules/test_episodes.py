"""Both sides of every interval of the same-infection rule."""

import pytest

from iago_desktop.rules.episodes import Infection, episodes, relation

INTERVALS = {"CMV": 60, "VZV": 14, "ECOLI": 7, "CDIFF": 30, "CALB": 14, "AFUM": 90, "RSV": 14, "HPYL": 365}


def infection(
    name: str, organism: str, site: str, onset: int | None, resolved: int | None = None, *, over: bool = True
) -> Infection:
    return Infection(name, frozenset({organism}), frozenset({site}), onset, resolved, over)


@pytest.mark.parametrize(("organism", "days"), INTERVALS.items())
def test_the_interval_of_each_organism(organism: str, days: int) -> None:
    first = infection("a", organism, "LRTI", 10, 20)
    inside = infection("b", organism, "LRTI", 20 + days - 1)
    outside = infection("b", organism, "LRTI", 20 + days)
    assert relation(first, inside, INTERVALS) == "same_episode"
    assert relation(first, outside, INTERVALS) == "recurrence"


def test_another_site_is_another_infection_unless_disseminated() -> None:
    first = infection("a", "CMV", "LRTI", 10, 20)
    later = infection("b", "CMV", "GIT", 30)
    assert relation(first, later, INTERVALS) == "unrelated"
    spread = Infection("b", later.organisms, later.sites, 30, None, False, disseminated=True)
    assert relation(first, spread, INTERVALS) == "same_episode"


def test_one_that_has_not_ended_goes_on() -> None:
    first = infection("a", "ECOLI", "UTI", 10, over=False)
    assert relation(first, infection("b", "ECOLI", "UTI", 200), INTERVALS) == "same_episode"


def test_what_is_not_known_is_not_decided() -> None:
    later = infection("b", "ECOLI", "UTI", 40)
    assert relation(infection("a", "ECOLI", "UTI", 10, None), later, INTERVALS) is None
    first = infection("a", "ECOLI", "UTI", 10, 20)
    assert relation(first, infection("b", "ECOLI", "UTI", None), INTERVALS) is None
    assert (
        relation(infection("a", "TOXO", "CNSE", 10, 20), infection("b", "TOXO", "CNSE", 30), INTERVALS)
        is None
    )


def test_chains_and_recurrences() -> None:
    found = episodes(
        [
            infection("c", "ECOLI", "UTI", 60, 65),
            infection("a", "ECOLI", "UTI", 10, 15),
            infection("b", "ECOLI", "UTI", 21, 30),
            infection("d", "VZV", "ZOST", 21, 30),
        ],
        INTERVALS,
    )
    assert [[each.id for each in chain.members] for chain in found] == [["a", "b"], ["d"], ["c"]]
    assert [chain.recurs for chain in found] == [False, False, True]
