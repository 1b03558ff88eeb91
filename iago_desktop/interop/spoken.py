"""Conditions of forms in words: `hospitalised_for == 'yes' && size(sites) > 1` as a person reads it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.definitions.model import Column, Form, Text

YES_NO: Mapping[str, Text] = {"yes": Text(en="Yes", de="Ja"), "no": Text(en="No", de="Nein")}
_TOKEN = re.compile(
    r"'(?P<text>[^']*)'|\"(?P<text2>[^\"]*)\"|(?P<number>\d+(?:\.\d+)?)|(?P<name>[A-Za-z_]\w*)"
    r"|(?P<sign>&&|\|\||==|!=|<=|>=|[-+*/<>!?:(),.\[\]])"
)
_WORDS: Mapping[str, tuple[str, str]] = {
    "&&": ("and", "und"),
    "||": ("or", "oder"),
    "==": ("is", "ist"),
    "!=": ("is not", "ist nicht"),
    "<=": ("≤", "≤"),
    ">=": ("≥", "≥"),
    "!": ("not", "nicht"),
    "size": ("number of", "Anzahl von"),
    "true": ("yes", "ja"),
    "false": ("no", "nein"),
    "?": ("then", "dann"),
    ":": ("else", "sonst"),
    "exists": ("any", "mindestens eine Zeile"),
    "all": ("all", "alle Zeilen"),
    "filter": ("where", "mit"),
}
_ONE_OF, _AMONG = ("is one of", "ist eines von"), ("is among", "ist unter")
_NO_SPACE_AFTER, _NO_SPACE_BEFORE = "([.", ")].,"


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str


def names_of_choices(column: Column, catalogue: Catalogue) -> dict[str, Text]:
    """Code -> words, of a choice, a list or a yes-no question."""
    if column.type == "yes_no":
        return dict(YES_NO)
    if column.codes and catalogue.has_codes(column.codes):
        return {entry.code: entry.text for entry in catalogue.codes(column.codes).entries}
    return {choice.code: choice.text for choice in column.choices}


class Speaker:
    """Says the conditions of one form."""

    def __init__(self, form: Form, catalogue: Catalogue) -> None:
        self._labels: dict[str, Text] = {}
        self._choices: dict[str, dict[str, Text]] = {}
        for field in form.fields():
            for column in (field, *field.columns):
                self._labels.setdefault(column.id, column.label)
                self._choices.setdefault(column.id, names_of_choices(column, catalogue))

    def say(self, condition: str, language: str) -> str:
        """Names become questions, codes their words; what is worked out keeps its id."""
        tokens = list(_tokens(condition))
        said: list[str] = []
        for place, token in enumerate(tokens):
            words = self._word(tokens, place, language)
            glued = not said or said[-1][-1] in _NO_SPACE_AFTER or words[0] in _NO_SPACE_BEFORE
            said.append(words if glued or not words else f" {words}")
            if token.text == "size":
                said[-1] = said[-1].rstrip()
        return "".join(said)

    def _word(self, tokens: list[_Token], place: int, language: str) -> str:
        token = tokens[place]
        if token.kind == "text":
            found = self._meaning(tokens, place, token.text)
            words = found.in_language(language) if found else token.text
            return f"„{words}“" if language == "de" else f"“{words}”"
        if token.kind == "name" and token.text in self._labels:
            return f"«{self._labels[token.text].in_language(language)}»"
        if token.kind == "number":
            number = token.text.removesuffix(".0")
            return number.replace(".", ",") if language == "de" else number
        if token.text == "in":
            one_of = place + 1 < len(tokens) and tokens[place + 1].text == "["
            return (_ONE_OF if one_of else _AMONG)[language == "de"]
        if token.text in _WORDS:
            return _WORDS[token.text][language == "de"]
        return token.text

    def _meaning(self, tokens: list[_Token], place: int, code: str) -> Text | None:
        """Of the nearest question that has this code: the one before, or behind `in`."""
        before = [t.text for t in reversed(tokens[:place]) if t.text in self._choices]
        behind = [t.text for t in tokens[place + 1 : place + 3] if t.text in self._choices]
        for name in (*behind, *before):
            if code in self._choices[name]:
                return self._choices[name][code]
        return None


def _tokens(condition: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(condition):
        kind = match.lastgroup or "sign"
        yield _Token("text" if kind == "text2" else kind, match[kind])
