"""What can be found: patients, actions, open items.  Folded once and kept in memory; knows no window."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Literal, Protocol

from iago_desktop.services.names import search_text, spellings
from iago_desktop.services.patients import PatientRow

Section = Literal["patients", "do", "open", "go", "help"]
ORDER: tuple[Section, ...] = ("patients", "do", "open", "go", "help")
MOST = 8
"""Rows a section shows at most: more than that is read no faster than another letter is typed."""


@dataclass(frozen=True)
class Found:
    """One line.  `keys` is a key sequence, `run` what Enter does; `row` what a delegate may paint of it."""

    section: Section
    words: str
    about: str = ""
    icon: str = "caret-right"
    keys: str = ""
    run: Callable[[], object] = field(default=bool, repr=False, compare=False)
    row: object = field(default=None, repr=False, compare=False)
    also: str = ""
    """Further words to be found by: a pseudonym, a birth date, a synonym."""


class Searched(Protocol):
    def search(self, typed: str) -> list[Found]:
        """Nothing typed: the first few of each section."""
        ...


class Texts:
    """Folded texts in one string: ten thousand are searched in the time of one."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = tuple(f" {text}\n" for text in texts)
        self._whole = "".join(self._texts)
        self._starts = [0, *accumulate(map(len, self._texts))]

    def matches(self, typed: str, most: int | None = None) -> Sequence[int]:
        """Places of the texts in which every part typed begins a word, then those in which it lies in one."""
        spelt = {tuple(words.split()) for words in spellings(typed)} - {()}
        if not spelt:
            return range(len(self._texts))
        most = len(self._texts) if most is None else most
        began = sorted({at for parts in spelt for at in self._having([f" {part}" for part in parts], most)})
        if len(began) >= most:
            return began[:most]
        within = sorted({at for parts in spelt for at in self._having(parts, most)} - set(began))
        return (began + within)[:most]

    def _having(self, parts: Sequence[str], most: int) -> Iterator[int]:
        rarest = max(parts, key=len)
        at = self._whole.find(rarest)
        while at >= 0 and most:
            place = bisect_right(self._starts, at) - 1
            if all(part in self._texts[place] for part in parts):
                most -= 1
                yield place
            at = self._whole.find(rarest, self._starts[place + 1])


class People:
    """The patients, folded: of ten thousand that takes half a second, on another thread.

    They are found by their names also while names are hidden: whoever types one knows it.
    """

    def __init__(self, rows: Iterable[PatientRow] = ()) -> None:
        self.rows = tuple(rows)
        self._by_id = {row.id: row for row in self.rows}
        self._texts = Texts(search_text(*_words_of(row)) for row in self.rows)

    def row(self, patient_id: str) -> PatientRow | None:
        return self._by_id.get(patient_id)

    def search(self, typed: str) -> list[PatientRow]:
        """Beginnings of words first."""
        return [self.rows[place] for place in self._texts.matches(typed, MOST)[:MOST]]


class Index:
    """`found` is in the order in which its lines are to be offered where they match equally well."""

    def __init__(self, found: Iterable[Found]) -> None:
        self._all = tuple(found)
        self._texts = Texts(search_text(each.words, each.about, each.also) for each in self._all)

    def search(self, typed: str) -> list[Found]:
        return _first(self._all[place] for place in self._texts.matches(typed))


def _words_of(row: PatientRow) -> tuple[str, ...]:
    born = row.born_on.strftime("%d.%m.%Y") if row.born_on else ""
    return (row.surname, row.given_name, born, row.pid, row.product or "", row.indication or "")


def _first(found: Iterable[Found]) -> list[Found]:
    kept: dict[Section, list[Found]] = {section: [] for section in ORDER}
    for each in found:
        if len(kept[each.section]) < MOST:
            kept[each.section].append(each)
    return [each for section in ORDER for each in kept[section]]
