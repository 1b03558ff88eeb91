"""What the palette finds: the patients, what can be done here and everywhere, what is open."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.services import agenda, patients, questions
from iago_desktop.services.agenda import DraftLine
from iago_desktop.services.patients import PatientRow
from iago_desktop.services.questions import QuestionLine
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui import guide
from iago_desktop.ui.keys import WindowKey
from iago_desktop.ui.models.today_words import form_title
from iago_desktop.ui.names import born, full_name
from iago_desktop.ui.page import Action, Place
from iago_desktop.ui.palette.index import Found, Index, People

Go = Callable[[Place], object]
_PLACES = frozenset(
    {"today", "patients", "drafts", "registry", "measures", "audit", "settings", "back", "forward"}
)
_NOT_OFFERED = frozenset({"palette", "undo"})


@dataclass(frozen=True)
class OpenItem:
    """A draft that waits; how its patient is named is asked when it is shown."""

    line: DraftLine
    form: str


class PeopleOnly:
    """Patients, for a purpose: only the lines that are shown are made."""

    def __init__(self, people: People, one: Callable[[PatientRow], Found]) -> None:
        self._people, self._one = people, one

    def search(self, typed: str) -> list[Found]:
        return [self._one(row) for row in self._people.search(typed)]


class Offer:
    """Patients, what can be begun for the first one found, and everything else."""

    def __init__(
        self,
        people: People,
        one: Callable[[PatientRow], Found],
        rest: Index,
        for_found: Callable[[PatientRow], list[Found]],
    ) -> None:
        self._people, self._one, self._rest, self._for_found = people, one, rest, for_found

    def search(self, typed: str) -> list[Found]:
        rows = self._people.search(typed)
        doing = self._for_found(rows[0]) if rows and typed else []
        return [*(self._one(row) for row in rows), *doing, *self._rest.search(typed)]


def one_patient(run: Callable[[PatientRow], object]) -> Callable[[PatientRow], Found]:
    def one(row: PatientRow) -> Found:
        about = " · ".join(filter(None, (row.product, row.indication, born(row))))
        return Found("patients", full_name(row), about, "users", run=lambda: run(row), row=row)

    return one


def of_keys(keys: Sequence[WindowKey], run: Callable[[str], object]) -> list[Found]:
    """What works everywhere."""
    return [
        Found(
            "help" if key.id == "help" else "go" if key.id in _PLACES else "do",
            key.words,
            icon=key.icon,
            keys=key.keys,
            run=lambda key=key: run(key.id),  # type: ignore[misc]
        )
        for key in keys
        if key.id not in _NOT_OFFERED
    ]


def of_actions(actions: Sequence[Action], whom: str) -> list[Found]:
    """What can be done on the page that is shown."""
    return [Found("do", each.words, whom, each.icon, each.keys, each.run) for each in actions if each.words]


def for_patient(row: PatientRow, keys: Sequence[WindowKey], run: Callable[[str], object]) -> list[Found]:
    """Records that can be begun for the patient who is open."""
    wanted = ("visit", "infection", "toxicity", "more")
    return [
        Found("do", key.words, full_name(row), key.icon, key.keys, lambda key=key: run(key.id))  # type: ignore[misc]
        for key in keys
        if key.id in wanted
    ]


def of_help(catalogue: Catalogue, language: str, go: Go) -> list[Found]:
    """The short texts, and the guide to every form; reads no form."""
    found = [
        Found("help", each.title, icon=each.icon, run=_opens(go, each.id))
        for each in guide.chapters(language)
    ]
    for form in catalogue.entries():
        title, short = (
            form.title.in_language(language),
            form.short.in_language(language) if form.short else "",
        )
        run = _opens(go, f"form:{form.id}")
        found.append(
            Found("help", short or title, guide.field_guide_words(), "clipboard-text", run=run, also=title)
        )
    return found


def _opens(go: Go, article: str) -> Callable[[], object]:
    return lambda: go(Place("help", article))


def of_open_items(items: Iterable[OpenItem | QuestionLine], go: Go) -> list[Found]:
    """Drafts and questions of the registry, by what they are about and whose they are."""
    return [_question(item, go) if isinstance(item, QuestionLine) else _draft(item, go) for item in items]


def _question(line: QuestionLine, go: Go) -> Found:
    words = QCoreApplication.translate("Offers", "Question {number}: {form}, {field}")
    words = words.format(number=line.number, form=line.title, field=line.label)
    also = f"{line.surname} {line.given_name} {line.pid}"
    place = Place("question", line.id)
    return Found("open", words, full_name(line), "question", run=lambda: go(place), also=also)


def _draft(item: OpenItem, go: Go) -> Found:
    words = QCoreApplication.translate("Offers", "Draft: {form}").format(form=item.form)
    place = Place("form", item.line.id)
    also = f"{item.line.surname} {item.line.given_name}"
    return Found("open", words, full_name(item.line), "pencil-simple", run=lambda: go(place), also=also)


def everything(workspace: Workspace) -> tuple[People, list[OpenItem | QuestionLine]]:
    """What has to be read and folded for the palette: on another thread, for it takes a while."""
    drafts = agenda.drafts(workspace, count=False)
    opened: list[OpenItem | QuestionLine] = [
        OpenItem(line, form_title(workspace, line.form, line.form_version)) for line in drafts
    ]
    opened += questions.open_questions(workspace)
    return People(patients.rows(workspace)), opened
