"""What the help shows: the handbook, the keyboard card, and every form with its questions, rules and sources.

An article is read once and searched in memory; its page is made when somebody opens it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape

from PySide6.QtCore import QCoreApplication

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.definitions.model import Form, Grading, Text
from iago_desktop.services.names import search_text, spellings
from iago_desktop.ui import handbook
from iago_desktop.ui.handbook import Chapter
from iago_desktop.ui.keys import Keyboard
from iago_desktop.ui.tokens import T

KEYBOARD = "keyboard"
ABOUT = {**handbook.ABOUT, "patient": KEYBOARD}
"""Kind of place -> the article that answers F1 there; everything else begins with the first steps."""

_TABLE = '<table cellspacing="0" cellpadding="5">'


@dataclass(frozen=True)
class Line:
    """A place in an article that can be found: `anchor` is where the reader scrolls to."""

    anchor: str
    words: str
    searched: str = field(repr=False)


@dataclass(frozen=True)
class Article:
    """`page` makes the HTML; a field guide has its definitions and rules as `lines`."""

    id: str
    title: str
    kind: str
    icon: str
    page: Callable[[], str] = field(repr=False, compare=False)
    searched: str = field(default="", repr=False)
    lines: tuple[Line, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Hit:
    """An article, and the line of it that was found; without one, its title was."""

    article: Article
    line: Line | None = None

    @property
    def id(self) -> str:
        return self.article.id


def chapters(language: str) -> tuple[Article, ...]:
    """What needs no form to be read: shown at once."""
    card = tuple(_card_lines())
    help_ = QCoreApplication.translate("Guide", "Handbook")
    keys = QCoreApplication.translate("Guide", "Keyboard")
    first, *others = (_chapter(name, help_, language) for name in handbook.CHAPTERS)
    return first, Article(KEYBOARD, keys, help_, "key", lambda: _card(keys), search_text(keys), card), *others


def field_guide(catalogue: Catalogue, language: str) -> tuple[Article, ...]:
    """Every form; reads them all, which takes a second."""
    return tuple(
        sorted(
            (_of_form(form, language) for form in catalogue.forms()), key=lambda each: each.title.casefold()
        )
    )


def field_guide_words() -> str:
    return QCoreApplication.translate("Guide", "Field guide")


def find(articles: Iterable[Article], typed: str) -> list[Hit]:
    """Titles first, then what is written in them, one line of each article."""
    spelt = {tuple(words.split()) for words in spellings(typed)}
    titled, written = [], []
    for article in articles:
        if _has(article.searched, spelt):
            titled.append(Hit(article))
            continue
        line = next((line for line in article.lines if _has(line.searched, spelt)), None)
        if line is not None:
            written.append(Hit(article, line))
    return titled + written


def _has(text: str, spelt: Iterable[Sequence[str]]) -> bool:
    return any(all(part in text for part in parts) for parts in spelt)


def _chapter(name: str, kind: str, language: str) -> Article:
    text = Chapter(name, language)
    lines = tuple(Line(anchor, words, search_text(words)) for anchor, words in text.lines())
    icon = handbook.icon(name)
    return Article(name, text.title, kind, icon, text.page, search_text(text.title), lines)


def _title(words: str) -> str:
    return f'<p class="title">{escape(words)}</p>'


def _head(words: str, anchor: str = "") -> str:
    return f'<p class="head"><a name="{anchor}"></a>{escape(words)}</p>'


# the keyboard card


def _card_lines() -> Iterator[Line]:
    for at, (_, hints) in enumerate(Keyboard().card()):
        for hint in hints:
            yield Line(f"k{at}", f"{' '.join(hint.keys)}  {hint.words}", search_text(hint.words, *hint.keys))


def _card(title: str) -> str:
    html = [_title(title)]
    for at, (heading, hints) in enumerate(Keyboard().card()):
        html.append(_head(heading, f"k{at}") + _TABLE)
        for hint in hints:
            caps = " ".join(_cap(key) for key in hint.keys)
            html.append(f'<tr><td width="210">{caps}</td><td>{escape(hint.words)}</td></tr>')
        html.append("</table>")
    return "".join(html)


def _cap(key: str) -> str:
    return f'<span style="background-color:{T.hover.name()}">&nbsp;{escape(key)}&nbsp;</span>'


# the field guide


def _of_form(form: Form, language: str) -> Article:
    def words(text: Text | None) -> str:
        return text.in_language(language) if text else ""

    lines = tuple(
        Line(anchor, shown, search_text(searched)) for anchor, shown, searched in _said(form, words) if shown
    )
    both = filter(None, (form.id, form.title.en, form.title.de, words(form.short)))
    kind = field_guide_words()
    return Article(
        f"form:{form.id}",
        words(form.called),
        kind,
        "clipboard-text",
        lambda: _form_page(form, words),
        search_text(*both),
        lines,
    )


def _said(form: Form, words: Callable[[Text | None], str]) -> Iterator[tuple[str, str, str]]:
    """Anchor, what is shown of a hit, what is searched."""
    for name in ("definition", "report", "not_report", "example"):
        text = words(getattr(form, name))
        yield name, text, text
    for each in form.fields():
        label, more = words(each.label), " ".join((words(each.hint), words(each.help)))
        choices = " ".join(words(choice.text) for choice in each.choices)
        yield f"f_{each.id}", label, f"{label} {more} {choices}"
    for at, grading in enumerate(form.gradings):
        yield f"g{at}", _system(grading), f"{_system(grading)} {grading.source}"
        for row in grading.rows:
            yield f"g{at}", words(row.text), words(row.text)
    yield "source", form.source, form.source


def _form_page(form: Form, words: Callable[[Text | None], str]) -> str:
    html = [_title(words(form.title))]
    texts = (
        ("definition", ""),
        ("report", QCoreApplication.translate("Guide", "When to record")),
        ("not_report", QCoreApplication.translate("Guide", "When not")),
        ("example", QCoreApplication.translate("Guide", "Example")),
    )
    for name, heading in texts:
        text = words(getattr(form, name))
        if text:
            title = _head(heading) if heading else ""
            html.append(f'{title}<p><a name="{name}"></a>{escape(text)}</p>')
    for at, grading in enumerate(form.gradings):
        html.append(_grading(grading, at, words))
    for section in form.sections:
        html.append(_head(words(section.title)))
        for each in section.fields:
            more = [escape(part) for part in (words(each.hint), words(each.help)) if part]
            about = "".join(f'<br><span class="quiet">{part}</span>' for part in more)
            html.append(f'<p><a name="f_{each.id}"></a><b>{escape(words(each.label))}</b>{about}</p>')
    if form.source:
        heading = QCoreApplication.translate("Guide", "Source")
        html.append(_head(heading, "source") + f"<p>{escape(form.source)}</p>")
    marks = QCoreApplication.translate(
        "Guide",
        "[V] publication read, [V2] secondary source, [K+] well known, [K?] uncertain, [P] proposed",
    )
    html.append(f'<p class="quiet">{escape(marks)}</p>')
    return "".join(html)


def _grading(grading: Grading, at: int, words: Callable[[Text | None], str]) -> str:
    heading = QCoreApplication.translate("Guide", "Grade by {system}").format(system=_system(grading))
    html = [_head(heading, f"g{at}")]
    if grading.rows:
        lines = "".join(
            f'<tr><td width="80"><b>{escape(_grade(each.grade))}</b></td>'
            f"<td>{escape(words(each.text))}</td></tr>"
            for each in grading.rows
        )
        html.append(f"{_TABLE}{lines}</table>")
    elif grading.table:
        by_term = QCoreApplication.translate("Guide", "By the rows of the term that is chosen.")
        html.append(f"<p>{escape(by_term)}</p>")
    if grading.source:
        html.append(f'<p class="quiet">{escape(grading.source)}</p>')
    return "".join(html)


def _grade(grade: int) -> str:
    return QCoreApplication.translate("Guide", "Grade {grade}").format(grade=grade)


def _system(grading: Grading) -> str:
    return f"{grading.system} {grading.version}".strip()
