"""Rows of another computer into the open transaction, each joined to what is here.

Every row is either taken, joined, left because it is here already, or kept beside the row until a person has
chosen.  Nothing of a row that asks is written.  What follows from the rows (promoted columns, age bands,
grades) is worked out again at the end.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from iago_desktop.errors import IagoError
from iago_desktop.rules.grade import grade
from iago_desktop.rules.history import context_of
from iago_desktop.rules.joining import REGRADED, SIGNED, WITHDRAWN, Outcome, Side, Stamp, State, join
from iago_desktop.rules.paths import put_together, take_apart
from iago_desktop.services import desk_states
from iago_desktop.services.authors import CAME
from iago_desktop.services.course import CORRECT_INFUSION, REGRADE, filed, infusion_of, regrade, set_grade
from iago_desktop.services.desk_dates import derived_paths, followed
from iago_desktop.services.desk_file import Told
from iago_desktop.services.desk_rows import as_row, put_beside, set_days
from iago_desktop.services.desk_states import Local
from iago_desktop.services.shifting import days_between, shifted_draft, shifted_record
from iago_desktop.services.workspace import Workspace
from iago_desktop.store import queries
from iago_desktop.store.transaction import Transaction
from iago_desktop.tables import Joined, Patient, Record, Treatment, Unjoined

Choices = Mapping[str, Side]


@dataclass(repr=False)
class Staged:
    """A record on its way: what stood, what will stand, and how it came about."""

    local: Local | None
    row: Record
    told: Told | None = None
    outcome: Outcome | None = None


@dataclass
class Counts:
    """`taken` follow on what was here or are new, `joined` were changed on both sides.

    `waiting` ask a person, `drafts` wait for one, `new_patients` are here for the first time.
    """

    taken: int = 0
    joined: int = 0
    waiting: int = 0
    drafts: int = 0
    new_patients: list[str] = field(default_factory=list)


class Joining:
    """All rows of one file, or one row after a person chose: then `choices` by the key of a conflict."""

    def __init__(
        self, workspace: Workspace, transaction: Transaction, desk: str, choices: Choices | None = None
    ) -> None:
        self.counts = Counts()
        self._workspace, self._transaction, self._desk = workspace, transaction, desk
        self._session, self._catalogue = transaction.session, workspace.catalogue
        self._choices: Choices = choices or {}
        self._staged: dict[str, Staged] = {}
        self._treatments: set[str] = set()
        self._persons: set[str] = set()

    def take(self, told: Sequence[Told]) -> None:
        by_kind = {kind: [each for each in told if each.kind == kind] for kind in desk_states.TABLES}
        for each in (*by_kind["user"], *by_kind["patient"]):
            self._plain(each)
        for each in by_kind["treatment"]:
            self._treatment(each)
        self._ages_again()
        for each in by_kind["consent"]:
            self._plain(each)
        for each in by_kind["record"]:
            self._stage(each)
        self._write_records()

    # rows that depend on nothing

    def _plain(self, told: Told) -> None:
        here = desk_states.local(self._session, self._catalogue, told.kind, told.key)
        outcome = self._outcome(here, told, told.content)
        if self._waits(told, outcome) or self._is_here(told, outcome):
            return
        if told.kind == "patient":
            names = ("surname", "given_name", "born_on")
            if here is None:
                self.counts.new_patients.append(told.id)
            if here is None or any(outcome.state.values.get(n) != here.content.get(n) for n in names):
                self._persons.add(told.id)
        if here is not None and told.kind == "consent":
            told = replace(told, id=here.row.id)
        self._write(told, here, outcome, outcome.state.values)

    # treatments

    def _treatment(self, told: Told) -> None:
        """Days are compared as counted from the day 0 that will stand; the entries here move with it."""
        self._must_know(Patient, told.fixed["patient_id"])
        here = desk_states.local(self._session, self._catalogue, "treatment", told.key)
        before = desk_states.infused_on(self._session, told.id)
        after = self._day_0(here, told) if here is not None else _day(told.infused_on)
        outcome = self._outcome(here, told, told.content, before, after)
        self._treatments.add(told.id)
        if self._waits(told, outcome) or self._is_here(told, outcome):
            return
        values = followed(self._session, told.fixed["patient_id"], after, dict(outcome.state.values))
        self._write(told, here, outcome, values)
        if here is not None:
            self._move_entries(told.id, days_between(before, after))

    def _day_0(self, here: Local, told: Told) -> date | None:
        """The one that will stand; the one here, as long as somebody has to choose."""
        mine, theirs = (_only(state, "infused_on") for state in (here.state, told.state()))
        return _day(join(mine, theirs, self._choices).state.values.get("infused_on"))

    def _move_entries(self, treatment_id: str, days: int) -> None:
        if not days:
            return
        for record in queries.records_of_treatment(self._session, treatment_id):
            if record.status == WITHDRAWN or not self._catalogue.has_form(record.form, record.form_version):
                continue
            form = self._catalogue.form(record.form, record.form_version)
            moved = shifted_record(record, form, days)
            here = desk_states.local(self._session, self._catalogue, "record", record.id)
            if here is not None and (moved.answers, moved.private) != (record.answers, record.private):
                self._staged[record.id] = Staged(here, moved)
        for draft in queries.drafts(self._session):
            if draft.treatment_id == treatment_id:
                form = self._catalogue.form(draft.form, draft.form_version)
                self._transaction.put_aside(shifted_draft(draft, form, days))

    def _ages_again(self) -> None:
        """Of persons whose birth date is another one now."""
        for patient_id in sorted(self._persons):
            for line in queries.treatments_of(self._session, patient_id):
                here = desk_states.local(self._session, self._catalogue, "treatment", line.treatment.id)
                if here is None:
                    continue
                values = dict(here.state.values)
                after = followed(self._session, patient_id, _day(line.infused_on), dict(values))
                if after != values:
                    row = as_row(
                        "treatment", here.row.id, {}, put_together(after, here.state.order), here.row
                    )
                    extra = {"infused_on": line.infused_on} if line.infused_on else {}
                    self._transaction.put(row, private_extra=extra)

    # records

    def _stage(self, told: Told) -> None:
        self._must_know(Treatment, told.fixed["treatment_id"])
        form, version = told.fixed["form"], told.content["form_version"]
        if not self._catalogue.has_form(form, version):
            raise IagoError("exchange_form_missing", form=form, version=version)
        treatment_id = told.fixed["treatment_id"]
        here = desk_states.local(self._session, self._catalogue, "record", told.key)
        there, now = _day(told.infused_on), desk_states.infused_on(self._session, treatment_id)
        moved = self._staged.get(told.key)
        if here is not None and moved is not None:
            here = desk_states.local(self._session, self._catalogue, "record", told.key, moved.row)
        content = desk_states.moved(
            told.content, self._catalogue.form(form, version), days_between(there, now)
        )
        outcome = self._outcome(here, told, content)
        if here is not None and self._draft_is_in_the_way(here, outcome):
            self._keep(told)
            self.counts.drafts += 1
            return
        if self._waits(told, outcome) or self._is_here(told, outcome):
            return
        self._treatments.add(treatment_id)
        content = put_together(outcome.state.values, outcome.state.order)
        row = as_row("record", told.id, told.fixed, content, here.row if here else None)
        if isinstance(row, Record):
            set_days(row, self._catalogue.form(form, version))
            row.status = SIGNED if outcome.state.status == REGRADED else outcome.state.status
            stood = moved.local if moved else here
            self._staged[told.key] = Staged(stood, row, told, outcome)

    def _draft_is_in_the_way(self, here: Local, outcome: Outcome) -> bool:
        """A correction that was begun has all answers in it and would put back what comes."""
        if outcome.kind == "nothing" or not (outcome.kind == "asks" or self._differs(here, outcome.state)):
            return False
        return any(draft.record_id == here.key for draft in queries.drafts(self._session))

    def _write_records(self) -> None:
        """Each once, graded by what all of the course says after the file."""
        for treatment_id in sorted({each.row.treatment_id for each in self._staged.values()}):
            treatment = self._session.get(Treatment, treatment_id)
            if treatment is None:
                continue
            _, second = infusion_of(self._session, treatment)
            rows = {each.id: each for each in queries.records_of_treatment(self._session, treatment_id)}
            rows |= {
                key: each.row for key, each in self._staged.items() if each.row.treatment_id == treatment_id
            }
            for key, staged in sorted(self._staged.items()):
                if staged.row.treatment_id == treatment_id:
                    others = [rows[each] for each in sorted(rows) if each != key]
                    self._write_record(staged, others, second)
        for treatment_id in sorted(self._treatments):
            treatment = self._session.get(Treatment, treatment_id)
            if treatment is not None:
                regrade(self._transaction, self._catalogue, treatment, changed="")

    def _write_record(self, staged: Staged, others: list[Record], second: int | None) -> None:
        row, form = staged.row, self._catalogue.form(staged.row.form, staged.row.form_version)
        if form.gradings:
            context = context_of(filed(others, self._catalogue), second)
            set_grade(row, grade(form, row.answers, row.private, context, self._catalogue))
        now = [row.grade, row.grade_at_least, row.beside]
        outcome, told = staged.outcome, staged.told
        if outcome is None or told is None:
            before = staged.local.row if staged.local else row
            same = (
                now == [before.grade, before.grade_at_least, before.beside]
                if isinstance(before, Record)
                else True
            )
            again = not same and row.status == SIGNED
            self._transaction.put(row, intent=REGRADE if again else CORRECT_INFUSION)
            return
        again = outcome.state.status == REGRADED
        if outcome.state.status == SIGNED:
            of_mine = staged.local is not None and outcome.kind == "joined"
            of_mine = (
                of_mine and staged.local is not None and staged.local.state.says() == outcome.state.says()
            )
            again = not of_mine and now != told.grade
        state = replace(outcome.state, status=REGRADED) if again else outcome.state
        stood = desk_states.local(self._session, self._catalogue, "record", told.key)
        self._write(
            told, stood, replace(outcome, state=state), state.values, row, intent=REGRADE if again else ""
        )

    # what all have in common

    def _outcome(
        self,
        here: Local | None,
        told: Told,
        content: dict[str, Any],
        before: date | None = None,
        after: date | None = None,
    ) -> Outcome:
        """`before` and `after` of a treatment: the day 0 here, and the one that will stand."""
        if told.kind == "treatment":
            form = self._catalogue.form("treatment", content["form_version"])
            content = desk_states.moved(content, form, days_between(_day(told.infused_on), after))
            if here is not None:
                own = desk_states.moved(here.content, form, days_between(before, after))
                here = replace(here, content=own, state=_with(here.state, own))
        theirs = told.state(content)
        if here is None:
            return Outcome("taken", theirs)
        return join(here.state, theirs, self._choices, derived_paths(self._session, told))

    def _waits(self, told: Told, outcome: Outcome) -> bool:
        if outcome.kind != "asks":
            return False
        self._keep(told)
        self.counts.waiting += 1
        return True

    def _is_here(self, told: Told, outcome: Outcome) -> bool:
        """What was kept of it needs nobody any more."""
        waited = self._session.get(Unjoined, f"{told.key}@{self._desk}")
        if waited is not None:
            self._transaction.drop_aside(waited)
        return outcome.kind == "nothing"

    def _keep(self, told: Told) -> None:
        row_id = f"{told.key}@{self._desk}"
        kept = self._session.get(Unjoined, row_id)
        chosen = kept.theirs.get("chosen", {}) if kept else {}
        self._transaction.put_aside(
            Unjoined(
                id=row_id,
                desk=self._desk,
                kind=told.kind,
                patient_id=told.id if told.kind == "patient" else told.fixed.get("patient_id"),
                came=self._workspace.today().isoformat(),
                theirs={"told": told.to_json(), "chosen": chosen},
            )
        )

    def _differs(self, here: Local, state: State) -> bool:
        return here.state.says() != state.says() or here.state.status != state.status

    def _write(
        self,
        told: Told,
        here: Local | None,
        outcome: Outcome,
        values: Mapping[str, Any],
        row: Record | None = None,
        intent: str = "",
    ) -> None:
        """One revision, unless everything stands here already; and what is known from now on."""
        state = replace(outcome.state, values=dict(values))
        is_new = here is None or self._differs(here, state) or bool(outcome.chosen)
        if not is_new and here is not None:
            self._remember(told.key, state, here.revision)
            return
        content = put_together(state.values, state.order)
        whole = row or as_row(told.kind, told.id, told.fixed, content, here.row if here else None)
        extra = self._extra(told, outcome, content)
        revision = self._transaction.put(
            whole,
            content.get("op", "put"),
            private_extra=extra,
            intent=intent,
            scope=content.get("scope") or "delete",
        )
        put_beside(self._transaction, told.kind, told.id, content)
        dot = desk_states.dot_of(revision)
        stamps = dict(state.stamps)
        for conflict, _ in outcome.chosen:
            for path in {*stamps, *state.values}:
                if path == conflict.path or path.startswith((f"{conflict.path}/", f"{conflict.path}#")):
                    stamps[path] = Stamp(dot, revision.actor, revision.at)
        known = state.known | {dot}
        self._remember(told.key, replace(state, stamps=stamps, known=known), revision.revision)
        if outcome.kind == "joined":
            self.counts.joined += 1
        else:
            self.counts.taken += 1

    def _extra(self, told: Told, outcome: Outcome, content: Mapping[str, Any]) -> dict[str, Any]:
        came: dict[str, Any] = {"desk": self._desk, "entries": told.entries, "body": told.body}
        if outcome.kind == "joined":
            came["joined"] = True
        if outcome.state.signer:
            came["signer"] = outcome.state.signer
        if outcome.chosen:
            came["chosen"] = [
                {"path": each.path, "side": side, "mine": each.mine, "theirs": each.theirs}
                for each, side in outcome.chosen
            ]
        extra: dict[str, Any] = {CAME: came}
        if told.kind == "patient" and "surname" in content:
            extra["identity"] = {name: content[name] for name in ("surname", "given_name", "born_on")}
        if told.kind == "treatment" and "infused_on" in content:
            extra["infused_on"] = content["infused_on"]
        return extra | {
            name.removeprefix("more."): value for name, value in content.items() if name.startswith("more.")
        }

    def _remember(self, key: str, state: State, revision: int) -> None:
        said = {
            "known": sorted(state.known),
            "stamps": {path: list(each) for path, each in state.stamps.items()},
        }
        before = self._session.get(Joined, key)
        if before is None or (before.revision, before.said) != (revision, said):
            self._transaction.put_aside(Joined(id=key, revision=revision, said=said))

    def _must_know(self, table: type[Patient | Treatment], row_id: str) -> None:
        if self._session.get(table, row_id) is None:
            raise IagoError("exchange_builds_on_earlier")


def _with(state: State, content: Mapping[str, Any]) -> State:
    taken = take_apart(content)
    return replace(state, values=taken.values, order=taken.order)


def _only(state: State, path: str) -> State:
    values = {path: state.values[path]} if path in state.values else {}
    stamps = {path: state.stamps[path]} if path in state.stamps else {}
    return replace(state, values=values, stamps=stamps, order={})


def _day(told: Any) -> date | None:
    return date.fromisoformat(told) if told else None
