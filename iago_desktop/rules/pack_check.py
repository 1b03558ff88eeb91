"""Whether a pack works on this machine: its forms hold together and every vector comes out."""

from collections.abc import Iterator
from dataclasses import dataclass

from iago_desktop.definitions.catalogue import Catalogue, Kept
from iago_desktop.definitions.load import load_form
from iago_desktop.definitions.model import Text
from iago_desktop.definitions.pack import Pack
from iago_desktop.definitions.vectors import differences, load_vectors
from iago_desktop.errors import DefinitionError
from iago_desktop.rules.case import grade_case
from iago_desktop.rules.check import check_form


@dataclass(frozen=True)
class CheckedForm:
    """`before` is the version installed now, None for a new form; `vectors` came out."""

    id: str
    title: Text
    version: int
    before: int | None
    vectors: int


@dataclass(frozen=True)
class Checked:
    forms: tuple[CheckedForm, ...]
    problems: tuple[DefinitionError, ...]

    @property
    def vectors(self) -> int:
        return sum(form.vectors for form in self.forms)


def check_pack(pack: Pack, catalogue: Catalogue, shipped: Catalogue) -> Checked:
    """Everything that is wrong, form by form; of a form that cannot be read only the first thing.

    `catalogue` has what is installed, `shipped` what belongs to the program.
    """
    problems = list(_problems_of_lists(pack, catalogue, shipped))
    try:
        kept = pack.forms
    except DefinitionError as error:
        return Checked((), (*problems, error))
    without_form = sorted(set(pack.named(".vectors.toml")) - set(pack.form_ids))
    problems += [DefinitionError("pack_file_strange", file=f"{name}.vectors.toml") for name in without_form]
    together = pack.added_to(catalogue)
    forms: list[CheckedForm] = []
    for each in kept:
        try:
            checked, wrong = _check_form(pack, each, catalogue, together)
        except DefinitionError as error:
            problems.append(error)
            continue
        forms.append(checked)
        problems += wrong
    return Checked(tuple(forms), tuple(problems))


def _problems_of_lists(pack: Pack, catalogue: Catalogue, shipped: Catalogue) -> Iterator[DefinitionError]:
    """What the program ships stays; a list may grow, but a code that records have is never lost."""
    try:
        codes = {name: {entry.code for entry in make().entries} for name, make in pack.lists.items()}
        codes |= {name: {term.code for term in make().terms} for name, make in pack.tables.items()}
    except DefinitionError as error:
        yield error
        return
    for name, now in codes.items():
        if shipped.has_codes(name):
            yield DefinitionError("pack_list_shipped", file=f"{name}.csv", list=name)
        elif catalogue.has_codes(name):
            lost = sorted({entry.code for entry in catalogue.codes(name).entries} - now)
            if lost:
                yield DefinitionError("pack_code_lost", file=f"{name}.csv", list=name, lost=lost[0])


def _check_form(
    pack: Pack, kept: Kept, catalogue: Catalogue, together: Catalogue
) -> tuple[CheckedForm, list[DefinitionError]]:
    file = f"{kept.id}.toml"
    before = catalogue.form_version(kept.id) or None
    same = catalogue.has_form(kept.id, kept.version)
    changed = same and catalogue.digest(kept.id, kept.version) != kept.digest
    if changed or (before or 0) > kept.version:
        raise DefinitionError("pack_form_version", form=kept.id, version=kept.version, known=before)
    form = load_form(kept.data, file)
    check_form(form, together, file)
    if form.kind == "treatment":
        raise DefinitionError("pack_treatment", file=file, form=kept.id)
    vectors = f"{kept.id}.vectors.toml"
    if vectors not in pack.files:
        raise DefinitionError("pack_vectors_missing", file=vectors, form=kept.id)
    cases = load_vectors(pack.files[vectors], vectors, kept.id)
    if not cases:
        raise DefinitionError("pack_vectors_missing", file=vectors, form=kept.id)
    wrong = []
    for case in cases:
        result = grade_case({**case, "version": kept.version}, together)
        for key in differences(case["expect"], result)[:1]:
            expected, found = _said(case["expect"], key), _said(result, key)
            if "error" in result:
                found = " ".join(str(result[name]) for name in ("error", "field") if name in result)
            wrong.append(
                DefinitionError(
                    "pack_vector_wrong",
                    file=vectors,
                    vector=str(case.get("id", "")),
                    key=key,
                    expected=expected,
                    found=found,
                )
            )
    return CheckedForm(kept.id, form.title, kept.version, before, len(cases) - len(wrong)), wrong


def _said(answer: dict[str, object], key: str) -> str:
    name, _, rest = key.partition(".")
    value = answer.get(name)
    if rest and isinstance(value, dict):
        value = value.get(rest)
    return "–" if value is None else str(value)
