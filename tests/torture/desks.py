"""T70: two computers of one practice, random work, files that are lost, late or come twice."""

import random
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.rules.paths import row_of, take_apart
from iago_desktop.services import desk_questions, desks, patients, records, setup
from iago_desktop.services.setup import NewPractice
from iago_desktop.services.workspace import Workspace
from iago_desktop.signing.keystore import FLOOR
from iago_desktop.store.verify import verify_chain
from iago_desktop.tables import Record
from tests.builders import a_patient, an_infection
from tests.conftest import NURSE, PASSWORD, PRACTICE, TODAY
from tests.rules.history_model import Book, Event, history
from tests.services.two_desks import reopened, two_desks
from tests.torture.trial import Trial

_STEPS = 10
_CHANGES = {
    "route": ("oral", "iv", "none"),
    "outcome": ("ongoing", "death_other"),
    "icu": ("yes", "no"),
    "onset": ("d12", "d14", "d15"),
}


@dataclass
class _Shared:
    """Two computers with one infection, closed; every case works on copies."""

    folder: Path
    record: str
    catalogue: Catalogue


@dataclass
class _Work:
    """Which changes of the entry each computer has seen, kept without the program's help."""

    a: Workspace
    b: Workspace
    stick: Path
    record: str
    book: Book = field(default_factory=Book)
    seen: dict[str, frozenset[str]] = field(default_factory=lambda: {"a": frozenset(), "b": frozenset()})
    came: dict[str, frozenset[str]] = field(default_factory=dict)
    files: list[tuple[str, bytes, frozenset[str]]] = field(default_factory=list)
    agents: dict[str, str] = field(default_factory=dict)  # of a row of organisms

    def side(self, name: str) -> Workspace:
        return self.a if name == "a" else self.b

    def values(self, name: str) -> dict[str, Any]:
        with self.side(name).store.read() as session:
            row = session.get_one(Record, self.record)
        content = {"form_version": 1, "answers": row.answers, "private": row.private}
        return take_apart(content).values

    def note(self, name: str, paths: Iterable[str], seen: frozenset[str]) -> None:
        """What a person set, seeing `seen`; a value that is gone is None."""
        now = self.values(name)
        for path in sorted(paths):
            event = f"{name}{len(self.book.events):04d} {path}"
            self.book.events[event] = Event(path, now.get(path), seen)
            self.seen[name] |= {event}
            if path.endswith("/organism") and path in now:
                self.agents[path.rpartition("/")[0]] = str(now[path])

    def amend(self, name: str, chance: random.Random) -> None:
        side, before, seen = self.side(name), self.values(name), self.seen[name]
        draft_id = records.correct(side, self.record)
        draft = records.open_draft(side, draft_id).draft
        for each in chance.sample(sorted(_CHANGES), chance.randrange(1, 3)):
            draft.enter(each, chance.choice(_CHANGES[each]))
        rows = draft.rows("organisms")
        if chance.random() < 0.3:
            code = chance.choice(("KPNEU", "KOXY", "KAERO"))
            draft.enter("organisms", code, draft.add_row("organisms"), "organism")
        elif rows and chance.random() < 0.3:
            draft.remove_row("organisms", chance.choice(rows))
        draft.set_note("onset", chance.choice(("", "letter\nof the ward", "called")))
        for _ in range(3):
            for item in draft.open_items():
                if item.why == "unconfirmed":
                    draft.confirm(item.field, "checked", item.row, item.column)
                elif item.why == "unanswered":
                    draft.set_missing(item.field, "not_known", item.row, item.column)
        if draft.open_items():
            records.discard(side, draft_id)
            return
        records.finish(side, draft_id, draft, "later finding")
        now = self.values(name)
        self.note(name, (each for each in {*before, *now} if before.get(each) != now.get(each)), seen)

    def write(self, name: str) -> None:
        data = desks.write(self.side(name), self.stick).path.read_bytes()
        self.files.append((name, data, self.seen[name]))

    def take(self, name: str, data: bytes, seen: frozenset[str]) -> None:
        """What waits for a choice has been seen when it is chosen, not before."""
        side = self.side(name)
        desks.take(side, data)
        if desk_questions.open_choices(side).choices:
            self.came[name] = self.came.get(name, frozenset()) | seen
        else:
            self.seen[name] |= seen | self.came.pop(name, frozenset())

    def choose(self, name: str, chance: random.Random) -> None:
        """All that is asked, by a coin; who chooses has seen both."""
        side, chosen = self.side(name), []
        while found := desk_questions.open_choices(side).choices:
            desk_questions.choose(side, found[0], "mine" if chance.random() < 0.5 else "theirs")
            chosen.append(found[0].path)
        if chosen:
            seen = self.seen[name] | self.came.pop(name, frozenset())
            self.seen[name] = seen
            under = tuple(f"{path}{sign}" for path in chosen for sign in "/#")
            known = {each.path for each in self.book.events.values()} | {*self.values(name)}
            self.note(name, {*chosen, *(each for each in known if each.startswith(under))}, seen)

    def silent(self) -> Iterator[str]:
        """Values that are neither there nor were seen by whoever put something else there.

        A row that both entered alike stands once: what stands for one of the two stands for the other.
        """
        now, events = self.values("a"), self.book.events
        for number, event in events.items():
            alike = self._alike(event.path) if event.value is not None else {event.path}
            if any(now.get(path) == event.value for path in alike):
                continue
            same = {name for name, e in events.items() if e.path in alike and e.value == event.value}
            same = same - event.seen | {number}
            above = alike | {path.rpartition("/")[0] for path in alike}
            later = (e for e in events.values() if e.path in above and e.value != event.value)
            if not any(same & each.seen for each in later):
                yield f"{event.path}: {event.value}"

    def _alike(self, path: str) -> set[str]:
        row = row_of(path)
        agent = self.agents.get(row)
        rows = (each for each, other in self.agents.items() if other == agent)
        return {path, *(path.replace(row, each) for each in rows)}


def _prepare(folder: Path) -> _Shared:
    catalogue = Catalogue.shipped()
    new = NewPractice(folder / "practice", FLOOR, today=lambda: TODAY)
    groups = new.prepare(PRACTICE, "Wien", NURSE, "physician", PASSWORD)
    new.confirm({index: groups[index] for index in new.asked})
    first = new.create("en", catalogue=catalogue)
    record = an_infection(first, a_patient(first))
    both = two_desks(first, folder)
    setup.close(both.a)
    setup.close(both.b)
    return _Shared(folder, record, catalogue)


@contextmanager
def _work(shared: _Shared) -> Iterator[_Work]:
    with tempfile.TemporaryDirectory(dir=shared.folder) as name:
        here = Path(name)
        shutil.copytree(shared.folder / "practice", here / "a")
        shutil.copytree(shared.folder / "second", here / "b")
        (here / "stick").mkdir()
        a = setup.open_workspace(
            here / "a", "u1", PASSWORD, "en", today=lambda: TODAY, catalogue=shared.catalogue
        )
        b = reopened(here / "b", a)
        try:
            yield _Work(a, b, here / "stick", shared.record)
        finally:
            setup.close(a)
            setup.close(b)


def _history(shared: _Shared, chance: random.Random, _number: int) -> None:
    with _work(shared) as work:
        for _ in range(_STEPS):
            _something(work, chance.choice("ab"), chance)
        if chance.random() < 0.5:
            an_infection(work.b, patients.rows(work.b)[0].id, onset="d40")
        for source, target in ("ab", "ba") * 3:
            work.write(source)
            _, data, seen = work.files[-1]
            work.take(target, data, seen)
            work.choose(target, chance)
        _check(work)
        for source, data, _ in work.files:
            again = desks.take(work.side("b" if source == "a" else "a"), data)
            assert (again.taken, again.joined, again.waiting) == (0, 0, 0), "an old file changes it"
        _check(work)


def _something(work: _Work, name: str, chance: random.Random) -> None:
    what, others = chance.randrange(10), [each for each in work.files if each[0] != name]
    if what < 5:
        work.amend(name, chance)
    elif what < 7:
        work.write(name)
    elif what < 9 and others:
        _, data, seen = chance.choice(
            others
        )  # it stays on the stick: it may come again, or after a newer one
        work.take(name, data, seen)
    else:
        work.choose(name, chance)


def _check(work: _Work) -> None:
    assert desks.desks(work.a).mark == desks.desks(work.b).mark, "the computers differ"
    assert work.values("a") == work.values("b")
    lost = list(work.silent())
    assert not lost, lost
    for side in (work.a, work.b):
        with side.store.read() as session:
            assert verify_chain(session).holds


def _rows(_folder: Path) -> None:
    return None


def _model(_shared: None, _chance: random.Random, number: int) -> None:
    names = "ab" if number % 3 else "abc"
    computers, book = history(f"{names}:torture:{number}", names, 40)
    said = [computer.state.says() for computer in computers]
    assert all(each == said[0] for each in said), "the computers differ"
    assert not list(book.silent(said[0][0])), "a value went in silence"


TRIALS = (
    Trial("T70", "two computers end alike, nothing overwritten in silence", 1, 500, _prepare, _history),
    Trial("T71", "rows that grew apart on two or three computers join alike", 150, 20_000, _rows, _model),
)
