"""Names as people search for them: Müller is found as muller and as mueller."""

import unicodedata
from collections.abc import Callable

_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe"})
_PLAIN = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "ł": "l", "đ": "d"})


def spellings(text: str) -> tuple[str, str]:
    """Without accents, and with umlauts written out."""
    low = unicodedata.normalize("NFC", text).casefold()
    return _bare(low.translate(_PLAIN)), _bare(low.translate(_GERMAN))


def search_text(*parts: str) -> str:
    """What a list searches in."""
    words = [" ".join(filter(None, part)) for part in zip(*map(spellings, parts), strict=True)]
    return " ".join(dict.fromkeys(words))


def finds(query: str, text: str) -> bool:
    """Whether every word of the query begins or lies in a word of the text; any order, any spelling."""
    return finder(query)(text)


def finder(query: str) -> Callable[[str], bool]:
    """finds() for many texts: the query is folded once."""
    spelt = [words.split() for words in dict.fromkeys(spellings(query))]
    return lambda text: any(all(word in text for word in words) for words in spelt)


def same_name(one: str, other: str) -> bool:
    return bool(set(spellings(one.strip())) & set(spellings(other.strip())))


def _bare(text: str) -> str:
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
