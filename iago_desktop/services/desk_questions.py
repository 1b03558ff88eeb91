"""What two computers say differently about the same thing, side by side, for a person to choose.

A choice is kept as soon as it is made; when all of a row are made the row is written, once, and its history
says what was chosen against what.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.definitions.model import Column, Field, Form
from iago_desktop.errors import IagoError
from iago_desktop.quantities import unit_shown
from iago_desktop.rules.joining import VOID, WITHDRAW, Conflict, Side, Stamp, join
from iago_desktop.rules.paths import ANSWERS, STAYS, field_and_row, is_in_row, place_of
from iago_desktop.rules.wording import wording
from iago_desktop.services import desk_states
from iago_desktop.services.desk_dates import derived_paths
from iago_desktop.services.desk_file import Told
from iago_desktop.services.desk_join import Joining
from iago_desktop.services.desk_states import Local, letter
from iago_desktop.services.entries import title_of
from iago_desktop.services.shifting import days_between
from iago_desktop.services.workspace import Workspace
from iago_desktop.store import queries
from iago_desktop.tables import Identity, InfusionDate, Unjoined

CHOOSE = "join_choice"


@dataclass(frozen=True, repr=False)
class Said:
    """One of the two: in words, who wrote it, when (UTC) and at which computer; `words` "" for nothing."""

    words: str
    by: str
    at: str
    desk: str


@dataclass(frozen=True, repr=False)
class Choice:
    """One thing that two computers say differently.  `label` is what it is called, "" for the whole row."""

    row: str
    key: str
    kind: str
    path: str
    patient_id: str | None
    patient: str
    title: str
    label: str
    mine: Said
    theirs: Said
    record_id: str = ""


@dataclass(frozen=True, repr=False)
class Waits:
    """An entry that another computer changed while a correction of it was begun here."""

    row: str
    patient_id: str | None
    patient: str
    title: str
    draft: str


@dataclass(frozen=True, repr=False)
class Open:
    choices: tuple[Choice, ...]
    waits: tuple[Waits, ...]


def open_choices(workspace: Workspace) -> Open:
    """By patient, then in the order of the form."""
    choices: list[Choice] = []
    waits: list[Waits] = []
    with workspace.store.read() as session:
        drafts = {draft.record_id: draft.id for draft in queries.drafts(session) if draft.record_id}
        for row in session.exec(select(Unjoined).order_by(col(Unjoined.patient_id), col(Unjoined.id))).all():
            asked = _Asked(workspace, session, row)
            draft = drafts.get(asked.told.key)
            if draft is not None:
                waits.append(Waits(row.id, row.patient_id, asked.patient(), asked.title(), draft))
            else:
                choices += asked.choices()
    return Open(tuple(choices), tuple(waits))


def choose(workspace: Workspace, choice: Choice, side: Side) -> bool:
    """Whether the row has been written with it: False while another choice about it is open.

    Raises IagoError `exchange_waits_gone`, `exchange_changed` when what was shown is not what stands.
    """
    reason = _reason(choice, side)
    with workspace.write(CHOOSE, reason) as transaction:
        row = transaction.session.get(Unjoined, choice.row)
        if row is None:
            raise IagoError("exchange_waits_gone")
        asked = _Asked(workspace, transaction.session, row)
        if choice.key not in {each.key for each in asked.conflicts()}:
            raise IagoError("exchange_changed")
        chosen: dict[str, Side] = {**asked.chosen, choice.key: side}
        told = {"told": row.theirs["told"], "chosen": chosen}
        transaction.put_aside(Unjoined(**row.model_dump() | {"theirs": told}))
        joining = Joining(workspace, transaction, row.desk, chosen)
        joining.take([asked.told])
        return not (joining.counts.waiting or joining.counts.drafts)


def settle(workspace: Workspace) -> int:
    """Join what waited for a draft that is gone now; how many rows."""
    with workspace.store.read() as session:
        drafts = {draft.record_id for draft in queries.drafts(session) if draft.record_id}
        rows = session.exec(select(Unjoined).order_by(col(Unjoined.id))).all()
        free = [
            row
            for row in rows
            if Told.read(row.theirs["told"]).key not in drafts
            and not _Asked(workspace, session, row).conflicts()
        ]
    if not free:
        return 0
    with workspace.write("import_exchange") as transaction:
        transaction.note(waited=len(free))
        for row in free:
            joining = Joining(workspace, transaction, row.desk, row.theirs["chosen"])
            joining.take([Told.read(row.theirs["told"])])
    return len(free)


class _Asked:
    """One row that waits, with what is needed to put it into words."""

    def __init__(self, workspace: Workspace, session: Session, row: Unjoined) -> None:
        self.told = Told.read(row.theirs["told"])
        self.chosen: dict[str, Side] = row.theirs["chosen"]
        self._workspace, self._session, self._row = workspace, session, row
        self._catalogue: Catalogue = workspace.catalogue
        self._language = workspace.language
        self.here: Local | None = desk_states.local(session, self._catalogue, self.told.kind, self.told.key)
        self._names = {user.id: user.name for user in queries.users(session)}

    def conflicts(self) -> tuple[Conflict, ...]:
        if self.here is None:
            return ()
        here, content = self.here.state, self.told.content
        if self.told.kind in ("record", "treatment"):
            there = date.fromisoformat(self.told.infused_on) if self.told.infused_on else None
            days = days_between(there, self._day_0())
            content = desk_states.moved(content, self._form(), days)
        return join(
            here, self.told.state(content), self.chosen, derived_paths(self._session, self.told)
        ).conflicts

    def choices(self) -> list[Choice]:
        own = letter(self._session)
        found = [
            Choice(
                row=self._row.id,
                key=each.key,
                kind=self.told.kind,
                path=each.path,
                patient_id=self._row.patient_id,
                patient=self.patient(),
                title=self.title(),
                label=self._label(each.path),
                mine=self._said(each, each.mine, each.my_stamp, own),
                theirs=self._said(each, each.theirs, each.their_stamp, self._row.desk),
                record_id=self.told.id if self.told.kind == "record" else "",
            )
            for each in self.conflicts()
        ]
        form = self._form()
        places = [field.id for field in form.fields()] if form else []
        return sorted(found, key=lambda each: (_place(each.path, places), each.path))

    def patient(self) -> str:
        who = self._session.get(Identity, self._row.patient_id or "")
        return f"{who.surname}, {who.given_name}" if who else ""

    def title(self) -> str:
        """Of an entry what it is about; of anything else "": its kind says it."""
        form = self._form()
        if form is None or self.told.kind != "record":
            return str(self.told.content.get("name", ""))
        return title_of(form, self.told.content["answers"], self._catalogue, self._language)[1]

    def _day_0(self) -> date | None:
        treatment = self.told.id if self.told.kind == "treatment" else self.told.fixed["treatment_id"]
        dated = self._session.get(InfusionDate, treatment)
        return date.fromisoformat(dated.infused_on) if dated and dated.infused_on else None

    def _form(self) -> Form | None:
        name = {"record": self.told.fixed.get("form", ""), "treatment": "treatment"}.get(self.told.kind, "")
        version = self.told.content.get("form_version")
        if not name or not version or not self._catalogue.has_form(name, version):
            return None
        return self._catalogue.form(name, version)

    def _said(self, conflict: Conflict, value: Any, stamp: Stamp | None, desk: str) -> Said:
        by = self._names.get(stamp.by, stamp.by) if stamp else ""
        return Said(self._words(conflict.path, value), by, stamp.at if stamp else "", desk)

    def _label(self, path: str) -> str:
        """What the window calls it; of a column without a form its name, which the window puts into words."""
        form = self._form()
        if form is None or "/" not in path:
            return path
        field_id = place_of(path).field
        label = next(
            (f.label.in_language(self._language) for f in form.fields() if f.id == field_id), field_id
        )
        column = self._column(path)
        if is_in_row(path) and isinstance(column, Column) and not isinstance(column, Field):
            return f"{label}: {column.label.in_language(self._language)}"
        return label

    def _column(self, path: str) -> Column | None:
        form, place = self._form(), place_of(path)
        field = next((each for each in form.fields() if each.id == place.field), None) if form else None
        if field is None or place.column is None:
            return field
        return next((each for each in field.columns if each.id == place.column), None)

    def _words(self, path: str, value: Any) -> str:
        """Of what has no question of a form the plain value: the window says it in its language."""
        if value is None:
            return ""
        if path.startswith((f"{ANSWERS}/", f"{STAYS}/")):
            return self._answer(path, value)
        said = value
        if path == "op":
            said = value if value in (VOID, WITHDRAW) else ""
        elif path == "word":
            given, _, note, private = value
            said = "\n".join((str(given).lower(), private.get("given_on") or "", private.get("note") or note))
        elif path == "grade_confirmed":
            said = value[0] if value[0] is not None else ""
        return str(said)

    def _answer(self, path: str, value: Mapping[str, Any]) -> str:
        if "answer" in value:
            column = self._column(path)
            return self._in_words(column, value) if column else ""
        if is_in_row(path):
            cells = [self._answer(each, cell) for each, cell in sorted(value.items())]
            return ", ".join(word for word in cells if word)
        rows = [self._answer(each, cells) for each, cells in sorted(value.items())]
        return "\n".join(row for row in rows if row)

    def _in_words(self, column: Column, value: Mapping[str, Any]) -> str:
        answer = value["answer"]
        words = wording(
            column,
            answer,
            catalogue=self._catalogue,
            language=self._language,
            infusion=self._day_0(),
            exact=value.get("exact"),
        )
        unit = answer.get("unit")
        return f"{words} {unit_shown(unit)}" if words and unit and "value" in answer else words


def _place(path: str, fields: list[str]) -> int:
    name = field_and_row(path)[0] if "/" in path else ""
    return fields.index(name) if name in fields else -1


def _reason(choice: Choice, side: Side) -> str:
    """For the history, in words that every version of it can show."""
    chosen, other = (choice.mine, choice.theirs) if side == "mine" else (choice.theirs, choice.mine)
    what = choice.label or choice.path
    return f"{what}: {_one_line(chosen)} ≠ {_one_line(other)}"


def _one_line(said: Said) -> str:
    return f"{' '.join(said.words.split()) or '–'} ({said.desk.upper()}, {said.by})"
