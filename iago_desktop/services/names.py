"""Names as people search for them: Müller is found as muller and as mueller."""

import unicodedata
from collections.abc import Callable

_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe"})
_PLAIN = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "ł": "l", "đ": "d"})


def spellings(text: str) -> tuple[str, str]:
    """Without accents, and with umlauts written out."""
    if text.isascii():
        low = text.lower()
        return low, low
    low = unicodedata.normalize("NFC", text).casefold()
    return _bare(low.translate(_PLAIN)), _bare(low.translate(_GERMAN))


def search_text(*parts: str) -> str:
    """What a list searches in."""
    return " ".join(dict.fromkeys(spellings(" ".join(filter(None, parts)))))


def finds(query: str, text: str) -> bool:
    """Whether every word of the query begins or lies in a word of the text; any order, any spelling."""
    return finder(query)(text)


def finder(query: str) -> Callable[[str], bool]:
    """finds() for many texts: the query is folded once."""
    spelt = [words.split() for words in dict.fromkeys(spellings(query))]
    if [] in spelt:
        return lambda _text: True
    if len(spelt) == len(spelt[0]) == 1:  # what is typed most, in a third of the time
        word = spelt[0][0]
        return lambda text: word in text
    return lambda text: any(all(word in text for word in words) for words in spelt)


def same_name(one: str, other: str) -> bool:
    return bool(set(spellings(one.strip())) & set(spellings(other.strip())))


def _bare(text: str) -> str:
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
