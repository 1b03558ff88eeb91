"""Finding a code by what people type: any word start, marks folded, both languages, Latin, abbreviations.

The list is folded once; a key press is two bisections and a few comparisons.
"""

import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence

from iago_desktop.definitions.model import CodeEntry

MOST = 7  # and the row for free text
_LAST = "\U0010ffff"
_SPECIAL = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "æ": "ae", "œ": "oe"})


def fold(text: str) -> str:
    """Small letters without marks; everything that is no letter or digit becomes a space."""
    # Letters with a second spelling (a bold capital alpha) unfold to capitals: small letters come last again.
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_SPECIAL)).casefold().translate(_SPECIAL)
    marked = unicodedata.normalize("NFKD", plain)
    return " ".join(
        "".join(c if c.isalnum() else " " for c in marked if not unicodedata.combining(c)).split()
    )


def _spellings(entry: CodeEntry) -> tuple[str, ...]:
    names = (entry.text.en, entry.text.de, entry.latin, entry.code, *entry.synonyms)
    folded = [fold(name) for name in names if name]
    # ä is also typed ae
    spelt = entry.text.de.casefold().replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
    return tuple(dict.fromkeys([*folded, fold(spelt)]))


class CodeIndex:
    def __init__(self, entries: Iterable[CodeEntry], language: str) -> None:
        self.entries: tuple[CodeEntry, ...] = tuple(entries)
        self._names = [_spellings(entry) for entry in self.entries]
        self._shown = [fold(entry.text.in_language(language)) for entry in self.entries]
        words: set[tuple[str, int]] = set()
        for place, names in enumerate(self._names):
            for name in names:
                words.update((word, place) for word in name.split())
                words.add((name.replace(" ", ""), place))  # "piptaz", "hsv1"
        self._words = sorted(words)
        self._by_code = {entry.code: entry for entry in self.entries}

    def entry(self, code: str) -> CodeEntry | None:
        return self._by_code.get(code)

    def find(
        self, typed: str, first: Sequence[str] = (), used: Mapping[str, int] | None = None
    ) -> list[CodeEntry]:
        """At most seven: those of `first` (likely by an answer), the very name, used here, by closeness."""
        query = fold(typed)
        rank = {code: place for place, code in enumerate(first)}
        often = used or {}
        if not query:
            order = sorted(self.entries, key=lambda e: (rank.get(e.code, len(rank)), -often.get(e.code, 0)))
            return order[:MOST]
        parts = query.split()
        places = self._starting(parts[0])
        for part in parts[1:]:
            places &= self._starting(part)
        places |= self._starting(query.replace(" ", ""))
        best = sorted(
            places,
            key=lambda p: (
                rank.get(code := self.entries[p].code, len(rank)),
                (close := self._closeness(p, query)) > 0,
                -often.get(code, 0),
                close,
                p,
            ),
        )
        return [self.entries[place] for place in best[:MOST]]

    def exact(self, typed: str) -> CodeEntry | None:
        """The one entry with this very name."""
        query = fold(typed)
        found = [place for place, names in enumerate(self._names) if query in names]
        return self.entries[found[0]] if len(found) == 1 else None

    def _starting(self, word: str) -> set[int]:
        low = bisect_left(self._words, (word, -1))
        high = bisect_left(self._words, (word + _LAST, -1))
        return {place for _, place in self._words[low:high]}

    def _closeness(self, place: int, query: str) -> int:
        names = self._names[place]
        if query in names:
            return 0
        if self._shown[place].startswith(query):
            return 1
        if any(name.startswith(query) for name in names):
            return 2
        return 3
