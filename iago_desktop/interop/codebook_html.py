"""The codebook as one page: no script, nothing from outside, readable on paper and on a phone.

Tables of two columns and headings only, so that a simple renderer can set the same page for paper.
"""

from collections.abc import Iterable, Iterator, Mapping
from html import escape

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.definitions.model import CodeEntry, CodeList, Column, Field, Form, GradeTable, Grading, Text
from iago_desktop.interop import codebook_words as words
from iago_desktop.interop.codebook import OPEN_MARKS, OpenPoint, open_points
from iago_desktop.interop.spoken import YES_NO, Speaker

_FEW = 12
"""Longer lists of answers stand in one paragraph."""
Fact = tuple[str, str]
"""HTML of the name, HTML of what is said."""


def html_bytes(catalogue: Catalogue, style: str) -> bytes:
    """The whole page with the given style sheet in its head."""
    title = f"IAGO · {words.TITLE.en} · {words.TITLE.de}"
    head = (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{style}</style></head><body>\n{_SWITCH}<main>\n"
    )
    return (head + "\n".join(_page(catalogue)) + "\n</main></body></html>\n").encode("utf-8")


_SWITCH = (
    '<div class="switch"><input type="radio" name="l" id="both" checked><label for="both">EN + DE</label>'
    '<input type="radio" name="l" id="only-en"><label for="only-en">English</label>'
    '<input type="radio" name="l" id="only-de"><label for="only-de">Deutsch</label></div>'
)


def _page(catalogue: Catalogue) -> Iterator[str]:
    forms = sorted(catalogue.forms(), key=lambda form: (list(words.GROUPS).index(form.group), form.title.en))
    yield f"<h1>IAGO · {_inline(words.TITLE)}</h1><p>{_inline(words.ABOUT, '<br>')}</p>"
    yield f"<p><code>{escape(catalogue.pack)}</code> {catalogue.pack_version} · "
    yield f"{len(forms)} {_inline(words.FORMS)}</p>"
    yield _table((f"[{escape(mark)}]", _both(text)) for mark, text in words.MARKS.items())
    yield from _contents(catalogue, forms)
    group = ""
    for form in forms:
        if form.group != group:
            group = form.group
            yield f'<h2 id="g-{group}">{_inline(words.GROUPS[group])}</h2>'
        yield from _form(form, catalogue)
    yield f'<h2 id="open">{_inline(words.OPEN)}</h2>'
    yield from _open(open_points(catalogue))
    yield f'<h2 id="tables">{_inline(words.TABLES)}</h2>'
    for table in catalogue.tables():
        yield from _grade_table(table)
    yield f'<h2 id="lists">{_inline(words.LISTS)}</h2>'
    for entries in catalogue.lists():
        yield from _code_list(entries)
    yield f'<h2 id="notices">{_inline(words.NOTICES)}</h2>'
    yield from (f"<p>{escape(each)}</p>" for each in words.CLASSIFICATIONS)


def _contents(catalogue: Catalogue, forms: Iterable[Form]) -> Iterator[str]:
    yield f"<h2>{_inline(words.CONTENTS)}</h2><nav><ul>"
    group = ""
    for form in forms:
        if form.group != group:
            yield ("</ul></li>" if group else "") + f'<li><a href="#g-{form.group}">'
            yield f"{_inline(words.GROUPS[form.group])}</a><ul>"
            group = form.group
        yield f'<li><a href="#f-{escape(form.id)}">{_inline(form.title)}</a></li>'
    yield "</ul></li>" if group else ""
    for name, title in (("open", words.OPEN), ("tables", words.TABLES), ("lists", words.LISTS)):
        yield f'<li><a href="#{name}">{_inline(title)}</a>'
        listed: list[CodeList | GradeTable] = []
        if name != "open":
            listed += catalogue.tables() if name == "tables" else catalogue.lists()
        each = [f'<li><a href="#l-{escape(one.id)}">{_inline(one.title)}</a></li>' for one in listed]
        yield f"<ul>{''.join(each)}</ul></li>" if each else "</li>"
    yield f'<li><a href="#notices">{_inline(words.NOTICES)}</a></li></ul></nav>'


# -- forms ---------------------------------------------------------------------------------------------------


def _form(form: Form, catalogue: Catalogue) -> Iterator[str]:
    speaker = Speaker(form, catalogue)
    yield f'<h3 id="f-{escape(form.id)}">{_inline(form.title)}</h3>'
    kind = _inline(words.KINDS[form.kind])
    yield f"<p><code>{escape(form.id)}</code> v{form.version} · {kind}</p>"
    told = {name: getattr(form, name) for name in ("definition", "report", "not_report", "example")}
    facts = [(_fact(name), _both(text)) for name, text in told.items() if text]
    yield _table([*facts, (_fact("source"), escape(form.source))] if form.source else facts)
    for section in form.sections:
        step = words.STEPS[section.step]
        yield f"<h4>{_inline(step)}: {_inline(section.title)}</h4>"
        for field in section.fields:
            yield from _field(form, field, speaker, catalogue)
    if form.derived:
        yield f"<h4>{_inline(words.DERIVED)}</h4>"
        yield _table(
            (
                f"<code>{escape(each.id)}</code>",
                f"<code>{escape(each.function)}</code> {_arguments(each.arguments)}",
            )
            for each in form.derived
        )
    for grading in form.gradings:
        yield from _grading(grading, speaker)


def _field(form: Form, field: Field, speaker: Speaker, catalogue: Catalogue) -> Iterator[str]:
    anchor = f"f-{form.id}-{field.id}"
    yield f'<h5 id="{escape(anchor)}">{_inline(field.label)} <code>{escape(field.id)}</code></h5>'
    facts = list(_of_column(field, catalogue))
    facts += [
        (_fact(name), _said(speaker, condition))
        for name, condition in (
            ("shown", field.shown_when),
            ("valid", field.valid_when),
            ("impossible", field.impossible),
            ("implausible", field.implausible),
            ("unusual", field.unusual),
        )
        if condition
    ]
    known = catalogue.lab(field.lab) if field.lab and catalogue.has_lab(field.lab) else None
    for name, band in (("warn", known.warn if known else None), ("reject", known.reject if known else None)):
        if band and known:
            facts.append((_fact(name), escape(f"{band[0]} – {band[1]} {known.unit}")))
    roles = ", ".join(f"<code>{escape(each)}</code>" for each in (field.role, field.lab) if each)
    facts += [(_fact("role"), roles)] if roles else []
    facts += [(_fact("help"), _both(field.help))] if field.help else []
    facts += [(_fact("evidence"), f"[{escape(field.evidence)}]")] if field.evidence else []
    columns = (_column(column, catalogue) for column in field.columns)
    facts += [(_fact("columns"), "".join(columns))] if field.columns else []
    yield _table(facts)


def _of_column(column: Column, catalogue: Catalogue) -> Iterator[Fact]:
    kind = _inline(words.TYPES[column.type])
    kind += f" · {_inline(words.FACTS['required'])}" if column.required else ""
    kind += f" · {_inline(words.FACTS['stays'])}" if getattr(column, "stays", False) else ""
    yield _fact("type"), kind
    if column.hint:
        yield _fact("hint"), _both(column.hint)
    lab = getattr(column, "lab", "")
    known = catalogue.lab(lab) if lab and catalogue.has_lab(lab) else None
    units = (column.unit, *column.units) if column.unit or not known else (known.unit, *known.units)
    if any(units):
        yield _fact("unit"), escape(", ".join(unit for unit in units if unit))
    answers = _answers(column)
    if answers:
        yield _fact("choices"), answers


def _answers(column: Column) -> str:
    if column.codes:
        use = f" ({escape(column.group)})" if column.group else ""
        name = escape(column.codes)
        return f'{_inline(words.FACTS["in_list"])} <a href="#l-{name}"><code>{name}</code></a>{use}'
    texts: Mapping[str, Text] = (
        YES_NO if column.type == "yes_no" else {each.code: each.text for each in column.choices}
    )
    each_one = [f"<code>{escape(code)}</code> {_inline(text)}" for code, text in texts.items()]
    return ("<br>" if len(each_one) <= _FEW else "; ").join(each_one)


def _column(column: Column, catalogue: Catalogue) -> str:
    told = "; ".join(said for _, said in _of_column(column, catalogue))
    return f"<p><b>{_inline(column.label)}</b> <code>{escape(column.id)}</code>: {told}</p>"


def _grading(grading: Grading, speaker: Speaker) -> Iterator[str]:
    beside = f" · {_inline(words.FACTS['beside'])}" if grading.beside else ""
    name = escape(f"{grading.system} {grading.version}")
    yield f"<h4>{_inline(words.GRADING)}: {name}{beside}</h4>"
    facts: list[Fact] = [(_fact("source"), escape(grading.source))]
    facts += [(_fact("evidence"), f"[{escape(grading.evidence)}]")] if grading.evidence else []
    for fact, condition in (
        ("counts", grading.when),
        ("provisional", grading.provisional_when),
        ("lower", grading.lower_bound_when),
    ):
        facts += [(_fact(fact), _said(speaker, condition))] if condition else []
    if grading.table:
        link = f'<a href="#l-{escape(grading.table)}"><code>{escape(grading.table)}</code></a>'
        facts.append(
            (_fact("terms"), f"{link} <code>{escape(grading.table_field or grading.table_term)}</code>")
        )
    facts += [(f"<b>{row.grade}</b>", _both(row.text) + _said(speaker, row.when)) for row in grading.rows]
    yield _table(facts)


# -- appendices ----------------------------------------------------------------------------------------------


def _open(points: Iterable[OpenPoint]) -> Iterator[str]:
    """What several forms share word for word is one line."""
    found: dict[tuple[str, str, Text], list[OpenPoint]] = {}
    for each in points:
        found.setdefault((each.mark, each.place, each.text), []).append(each)
    for mark in OPEN_MARKS:
        of_mark = [(text, same) for (own, _, text), same in found.items() if own == mark]
        yield f"<h3>[{escape(mark)}] {_inline(words.MARKS[mark])} ({len(of_mark)})</h3>"
        yield _table((_where(same[0]), _both(text) + _forms_of(same)) for text, same in of_mark)


def _where(point: OpenPoint) -> str:
    return f'<a href="#{escape(point.anchor)}"><code>{escape(point.place or point.of)}</code></a>'


def _forms_of(points: Iterable[OpenPoint]) -> str:
    links = (f'<a href="#{escape(each.anchor)}">{escape(each.of)}</a>' for each in points)
    return f"<div><small>{', '.join(links)}</small></div>"


def _grade_table(table: GradeTable) -> Iterator[str]:
    yield f'<h3 id="l-{escape(table.id)}">{_inline(table.title)} <code>{escape(table.id)}</code></h3>'
    yield f"<p>{escape(table.source)}</p>"
    for term in table.terms:
        yield f"<h5>{_inline(term.text)} <code>{escape(term.code)}</code></h5>"
        conditions = {row.grade: row.when for row in term.rows}
        yield _table(
            (f"<b>{grade}</b>", f"{escape(said)}<br><code>{escape(conditions.get(grade, ''))}</code>")
            for grade, said in sorted(term.published.items(), reverse=True)
        )


def _code_list(entries: CodeList) -> Iterator[str]:
    yield f'<h3 id="l-{escape(entries.id)}">{_inline(entries.title)} <code>{escape(entries.id)}</code></h3>'
    yield f"<p>{escape(entries.source)}</p>"
    yield _table((f"<code>{escape(entry.code)}</code>", _entry(entry)) for entry in entries.entries)


def _entry(entry: CodeEntry) -> str:
    ids = (
        ("SNOMED CT", entry.snomed),
        ("ATC", entry.atc),
        ("LOINC", entry.loinc),
        ("NCBI", entry.ncbi),
        ("days · Tage", str(entry.interval or "")),
    )
    told = " · ".join(f"{name} {escape(value)}" for name, value in ids if value)
    return _inline(entry.text) + (f"<br><small>{told}</small>" if told else "")


# -- small pieces --------------------------------------------------------------------------------------------


def _table(facts: Iterable[Fact]) -> str:
    lines = "".join(f"<tr><th>{name}</th><td>{said}</td></tr>" for name, said in facts)
    return f"<table>{lines}</table>" if lines else ""


def _fact(name: str) -> str:
    return _inline(words.FACTS[name])


def _both(text: Text) -> str:
    if text.en == text.de:
        return f"<div>{escape(text.en)}</div>"
    return f'<div lang="en">{escape(text.en)}</div><div lang="de">{escape(text.de)}</div>'


def _inline(text: Text, between: str = " · ") -> str:
    """On one line; what stands between goes when one language is hidden."""
    if text.en == text.de:
        return escape(text.en)
    return (
        f'<span lang="en">{escape(text.en)}</span><span class="and">{between}</span>'
        f'<span lang="de">{escape(text.de)}</span>'
    )


def _said(speaker: Speaker, condition: str) -> str:
    told = Text(en=speaker.say(condition, "en"), de=speaker.say(condition, "de"))
    return f"{_both(told)}<div><code>{escape(condition)}</code></div>"


def _arguments(given: Mapping[str, object]) -> str:
    told = (f"{escape(name)} = <code>{escape(str(value))}</code>" for name, value in given.items())
    return "<br>".join(("", *told))
