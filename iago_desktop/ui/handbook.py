"""The chapters of the handbook beside the work: Markdown of resources/handbook/, as on the site."""

import re
from collections.abc import Iterator
from functools import partial

from markdown_it import MarkdownIt
from markdown_it.token import Token

from iago_desktop.paths import resource

CHAPTERS = (
    "first_steps",
    "first_start",
    "visit",
    "infection",
    "signing",
    "export",
    "what_leaves",
    "at_the_desk",
    "password",
    "recovery",
    "backup",
    "updates",
    "two_computers",
    "faq",
    "registry_side",
    "packs",
    "it",
)
"""In the order in which they are listed; each is a file of this name in every language.

None is called like a kind of place: help is asked for by either.
"""

ABOUT = {
    "choices": "two_computers",
    "drafts": "visit",
    "form": "infection",
    "question": "export",
    "record": "signing",
    "registry": "export",
    "settings": "at_the_desk",
}
"""Kind of place -> the chapter that answers F1 there; everything else begins with the first."""

_ICONS = {"what_leaves": "shield-check", "export": "tray", "password": "lock-simple"}
_CELLS = {"cellspacing": "0", "cellpadding": "5"}


def icon(chapter: str) -> str:
    return _ICONS.get(chapter, "book-open")


def source(chapter: str, language: str) -> str:
    return resource("handbook", language, f"{chapter}.md").read_text(encoding="utf-8")


def slug(heading: str) -> str:
    """What a link to a heading ends with, here and on the site."""
    return re.sub(r"[\s_-]+", "-", re.sub(r"[^\w\s-]", "", heading).strip().lower())


class Chapter:
    """One text: its title, what of it is found by search, and its page."""

    def __init__(self, chapter: str, language: str) -> None:
        markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
        self._tokens = markdown.parse(source(chapter, language))
        self._render = partial(markdown.renderer.render, options=markdown.options, env={})
        self._language = language
        self.title = self._tokens[1].content

    def lines(self) -> Iterator[tuple[str, str]]:
        """Anchor and words of everything that is written below the title."""
        for at, token in enumerate(self._tokens):
            words = "".join(_words(token))
            if token.type == "inline" and at > 1 and words:
                yield f"l{at}", words

    def page(self) -> str:
        """For a QTextBrowser.  A picture that is not there is left out: a copy from source has none."""
        return str(self._render([self._dressed(at, token) for at, token in enumerate(self._tokens)]))

    def _dressed(self, at: int, token: Token) -> Token:
        heading = {"h1": "title", "h2": "head", "h3": "head"}.get(token.tag)
        if heading:
            classes = {"class": heading} if token.nesting == 1 else {}
            return token.copy(tag="p", attrs=classes)
        if token.type == "table_open":
            return token.copy(attrs=dict(_CELLS))
        if token.type == "paragraph_open" and _is_picture(self._tokens[at + 1]):
            return token.copy(attrs={"class": "picture"})
        if token.type == "inline" and token.children is not None:
            names = [f"l{at}"]
            if self._tokens[at - 1].type == "heading_open":
                names.append(slug(token.content))
            anchors = [Token("html_inline", "", 0, content=f'<a name="{name}"></a>') for name in names]
            return token.copy(children=[*anchors, *filter(self._is_there, token.children)])
        return token

    def _is_there(self, token: Token) -> bool:
        picture = str(token.attrs.get("src", ""))
        return token.type != "image" or resource("handbook", self._language, picture).is_file()


def _is_picture(token: Token) -> bool:
    return bool(token.children) and all(child.type == "image" for child in token.children or ())


def _words(token: Token) -> Iterator[str]:
    for child in token.children or ():
        if child.type in {"text", "code_inline"}:
            yield child.content
        elif child.type in {"softbreak", "hardbreak"}:
            yield " "


def pictures(chapter: str, language: str) -> list[str]:
    """The scenes whose pictures it shows."""
    return re.findall(r"^!\[[^\]]*\]\(pictures/(\w+)\.png\)$", source(chapter, language), re.MULTILINE)
