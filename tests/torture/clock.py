"""T34: clocks that lie, and clocks that only look as if they did."""

import os
import random
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlmodel import col, select

from iago_desktop.errors import IagoError, InputError
from iago_desktop.services import agenda, clock, exchange, patients, records, setup
from iago_desktop.services.setup import NewPractice
from iago_desktop.services.workspace import Workspace
from iago_desktop.signing.keystore import FLOOR
from iago_desktop.store.verify import verify_chain
from iago_desktop.supposed import SupposedDay
from iago_desktop.tables import Revision
from tests.builders import a_patient, an_infection
from tests.registry_simulator import RegistrySimulator
from tests.torture.trial import Trial

PASSWORD = "quiet river carries seven lamps"
VIENNA = "Europe/Vienna"


class Wall:
    """The computer's clock, which people set, and the one that nobody sets."""

    def __init__(self, now: datetime) -> None:
        self.now, self.ticks, self.started = now, 1000.0, 0

    def passes(self, **time: float) -> None:
        self.now += timedelta(**time)
        self.ticks += timedelta(**time).total_seconds()

    def is_set(self, now: datetime) -> None:
        self.now = now

    def restarts(self, now: datetime) -> None:
        """The computer is off for a while: the clock shows something else, the other one begins anew."""
        self.now, self.ticks, self.started = now, 10.0, self.started + 1


@dataclass
class Practice:
    """Enrolled, with a patient and one signed entry, written by a right clock."""

    template: Path
    registry: RegistrySimulator

    def opened(self, folder: Path, wall: Wall) -> Workspace:
        workspace = setup.open_workspace(
            folder, "u1", PASSWORD, "en", today=lambda: wall.now.astimezone().date()
        )
        workspace.now, workspace.elapsed = lambda: wall.now, lambda: wall.ticks
        workspace.started = str(wall.started)
        workspace.opened = wall.now, wall.ticks
        clock.look(workspace)
        return workspace


@dataclass
class Scene:
    """One practice, one clock.  `begun` is when the right clock showed last."""

    practice: Practice
    folder: Path
    wall: Wall
    begun: datetime
    desk: Workspace

    @property
    def day(self) -> date:
        return self.begun.astimezone().date()

    def again(self) -> None:
        """The window is locked and opened."""
        setup.close(self.desk)
        self.desk = self.practice.opened(self.folder, self.wall)

    def write(self) -> str:
        record = an_infection(self.desk, patients.rows(self.desk)[0].id, sign=False)
        clock.look(self.desk)
        return record

    def doubt(self) -> str:
        found = clock.look(self.desk)
        return found.kind if found else ""

    def waits(self) -> bool:
        """Whether signing is refused until somebody typed the day."""
        record = self.write()
        try:
            records.sign(self.desk, record)
        except IagoError as error:
            return error.code in ("clock_went_back", "clock_far_ahead")
        return False

    def says(self, day: date, *, insists: bool = False) -> None:
        clock.say_today(self.desk, day.strftime("%d.%m.%Y"), insists=insists)
        clock.look(self.desk)

    def exported(self) -> object:
        """What the manifest of the next bundle says about the clock."""
        folder = self.folder.parent / "stick"
        folder.mkdir(exist_ok=True)
        data = exchange.export(self.desk, folder).path.read_bytes()
        found = self.practice.registry.read(data).manifest.clock
        return (found.shown, found.said) if found else None


def _practice(folder: Path) -> Practice:
    registry = RegistrySimulator()
    path = folder / "template"
    new = NewPractice(path, FLOOR)
    groups = new.prepare("Praxis am Park", "Wien", "Dr. Ada Berg", "physician", PASSWORD)
    new.confirm({index: groups[index] for index in new.asked})
    desk = new.create("en")
    registry.today = desk.today()
    registry.enrol(desk, folder)
    patient = a_patient(desk, infused_on=desk.today() - timedelta(days=70), consent_on=None)
    an_infection(desk, patient)
    setup.close(desk)
    return Practice(path, registry)


def _ten_years_behind(scene: Scene) -> None:
    scene.wall.restarts(scene.begun - timedelta(days=3653))
    scene.again()
    assert scene.doubt() == "behind"
    assert scene.waits()
    assert scene.desk.today() == scene.day


def _ten_years_ahead(scene: Scene) -> None:
    scene.wall.restarts(scene.begun + timedelta(days=3653))
    scene.again()
    assert scene.doubt() == "ahead"
    assert scene.waits()
    assert scene.desk.today() == scene.day


def _summer_time_begins(scene: Scene) -> None:
    _walks_through(scene, datetime(scene.begun.year + 1, 3, 20, 0, 30, tzinfo=UTC))


def _summer_time_ends(scene: Scene) -> None:
    _walks_through(scene, datetime(scene.begun.year + 1, 10, 20, 0, 30, tzinfo=UTC))


def _walks_through(scene: Scene, start: datetime) -> None:
    """Two weeks around the change, an hour at a time: a day never comes twice, nothing is in doubt."""
    with _zone(VIENNA):
        scene.wall.restarts(start)
        scene.again()
        days = []
        offsets = set()
        for _ in range(14 * 24):
            scene.wall.passes(hours=1)
            assert not scene.doubt()
            days.append(scene.desk.today())
            offsets.add(scene.wall.now.astimezone().utcoffset())
        assert len(offsets) == 2  # it did change
        assert days == sorted(days)
        assert not scene.waits()


def _another_time_zone(scene: Scene) -> None:
    for zone in (VIENNA, "Pacific/Auckland", "America/Los_Angeles", VIENNA):
        with _zone(zone):
            scene.again()
            assert not scene.doubt()
            assert not scene.waits()
            scene.wall.passes(minutes=20)
    assert scene.exported() is None


def _leap_day(scene: Scene) -> None:
    scene.wall.restarts(datetime(2019, 1, 1, tzinfo=UTC))
    scene.again()
    scene.says(date(2028, 2, 29), insists=True)
    assert scene.desk.today() == date(2028, 2, 29)
    scene.wall.passes(days=1)
    assert scene.desk.today() == date(2028, 3, 1)
    assert not scene.waits()


def _set_back_in_the_session(scene: Scene) -> None:
    scene.wall.passes(hours=9)
    assert not scene.doubt()
    # Not behind the last entry, which is of the morning: only the other clock knows.
    scene.wall.is_set(scene.wall.now - timedelta(hours=6))
    assert scene.doubt() == "set_back"
    assert scene.waits()
    scene.says(scene.day)
    assert not scene.doubt()


def _dead_battery(scene: Scene) -> None:
    before = agenda.due(scene.desk), [row.day_today for row in patients.rows(scene.desk)]
    scene.wall.restarts(datetime(2019, 1, 1, 0, 0, 7, tzinfo=UTC))
    scene.again()
    assert scene.doubt() == "behind"
    assert (agenda.due(scene.desk), [row.day_today for row in patients.rows(scene.desk)]) == before
    for typed in ("heute", "t", "-3", "14.", "14.11."):
        _refuses_to_count(scene, typed)
    an_infection(scene.desk, patients.rows(scene.desk)[0].id, onset=f"{scene.day:%d.%m.%Y}", sign=False)
    assert scene.exported() == (date(2019, 1, 1), None)


def _a_slip_to_2031(scene: Scene) -> None:
    before = agenda.due(scene.desk)
    scene.wall.is_set(datetime(2031, 10, 13, 8, tzinfo=UTC))
    scene.again()
    assert scene.doubt() == "ahead"
    assert agenda.due(scene.desk) == before
    # The certificate of the registry ran out in 2028 and its card in 2030: not by this clock.
    assert scene.exported() == (date(2031, 10, 13), None)


def _the_typed_day_counts(scene: Scene) -> None:
    scene.wall.restarts(datetime(2019, 1, 1, 8, tzinfo=UTC))
    scene.again()
    tomorrow = scene.day + timedelta(days=1)
    scene.says(tomorrow)
    assert (scene.desk.today(), isinstance(scene.desk.today(), SupposedDay)) == (tomorrow, False)
    assert not scene.waits()
    assert scene.exported() == (date(2019, 1, 1), tomorrow)
    with scene.desk.store.read() as session:
        newest = session.exec(select(Revision).order_by(col(Revision.seq).desc())).first()
    assert newest is not None
    assert newest.private is not None
    assert newest.at.startswith(tomorrow.isoformat()[:7])
    assert b'"clock":"2019-01-01' in newest.private


def _typed_once_until_the_computer_is_off(scene: Scene) -> None:
    scene.wall.restarts(datetime(2019, 1, 1, 8, tzinfo=UTC))
    scene.again()
    scene.says(scene.day)
    scene.wall.passes(hours=3)
    scene.again()  # locked after a while, unlocked
    assert scene.desk.today() == scene.day
    assert not scene.waits()
    scene.wall.restarts(datetime(2019, 1, 1, 8, tzinfo=UTC))
    scene.again()
    assert scene.waits()


def _set_right_after_the_day_was_typed(scene: Scene) -> None:
    # The right time of a wrong day: what is written then is not later than what the network says.
    scene.wall.restarts(scene.begun.replace(year=2019, month=1, day=1))
    scene.again()
    scene.says(scene.day)
    scene.wall.passes(minutes=5)
    scene.wall.is_set(scene.begun + timedelta(hours=1))  # the network's time arrives
    clock.look(scene.desk)
    # Not seven years on: what was typed spoke of the wrong clock.
    assert scene.desk.today() == scene.day
    assert not scene.doubt()
    scene.again()
    assert not scene.doubt()


def _behind_the_registry(scene: Scene) -> None:
    arrival = scene.begun + timedelta(days=5)
    _answered(scene, arrival)
    assert scene.doubt() == "behind"
    assert scene.waits()
    assert scene.desk.today() == arrival.astimezone().date()


def _ahead_of_the_registry(scene: Scene) -> None:
    scene.wall.restarts(scene.begun + timedelta(days=30))
    scene.again()
    assert _answered(scene, scene.begun + timedelta(days=27)) == 3
    assert scene.doubt() == "ahead_of_registry"
    assert scene.waits()
    scene.says(scene.begun.astimezone().date() + timedelta(days=27))
    assert not scene.waits()


def _entries_of_a_wrong_clock(scene: Scene) -> None:
    """Months ahead, which nothing tells; then the clock is right again, before what was written."""
    scene.wall.restarts(scene.begun + timedelta(days=90))
    scene.again()
    assert not scene.waits()
    scene.wall.restarts(scene.begun + timedelta(days=1))
    scene.again()
    assert scene.doubt() == "behind"
    tomorrow = scene.day + timedelta(days=1)
    try:
        scene.says(tomorrow)
    except InputError as error:
        assert error.code == "today_before_newest"  # noqa: PT017
    scene.says(tomorrow, insists=True)
    assert not scene.doubt()
    scene.again()
    assert not scene.waits()


CASES: tuple[Callable[[Scene], None], ...] = (
    _ten_years_behind,
    _ten_years_ahead,
    _summer_time_begins,
    _summer_time_ends,
    _another_time_zone,
    _leap_day,
    _set_back_in_the_session,
    _dead_battery,
    _a_slip_to_2031,
    _the_typed_day_counts,
    _typed_once_until_the_computer_is_off,
    _set_right_after_the_day_was_typed,
    _behind_the_registry,
    _ahead_of_the_registry,
    _entries_of_a_wrong_clock,
)


def _lies(practice: Practice, _chance: random.Random, number: int) -> None:
    folder = practice.template.parent / "case" / "practice"
    shutil.rmtree(folder.parent, ignore_errors=True)
    shutil.copytree(practice.template, folder)
    begun = datetime.now(UTC)
    wall = Wall(begun)
    scene = Scene(practice, folder, wall, begun, practice.opened(folder, wall))
    try:
        CASES[number](scene)
        with scene.desk.store.read() as session:
            assert verify_chain(session).holds
            found = session.exec(select(Revision.seq).order_by(col(Revision.seq))).all()
        assert list(found) == list(range(1, len(found) + 1))
    finally:
        setup.close(scene.desk)


def _answered(scene: Scene, arrival: datetime) -> int:
    """A bundle goes, and its receipt says when it arrived."""
    folder = scene.folder.parent / "stick"
    folder.mkdir(exist_ok=True)
    registry = scene.practice.registry
    contents = registry.read(exchange.export(scene.desk, folder).path.read_bytes())
    return exchange.import_file(scene.desk, registry.receipt(contents, at=arrival)).count


def _refuses_to_count(scene: Scene, typed: str) -> None:
    draft_id = records.start(scene.desk, patients.rows(scene.desk)[0].treatment_id, "infection")
    draft = records.open_draft(scene.desk, draft_id).draft
    draft.enter("onset", typed)
    assert [each.code for each in draft.problems() if each.field == "onset"] == ["today_in_doubt"], typed


class _zone:  # noqa: N801 -- reads as a word in a `with`
    def __init__(self, name: str) -> None:
        self._name = name

    def __enter__(self) -> None:
        self._before = os.environ.get("TZ")
        self._set(self._name)

    def __exit__(self, *_error: object) -> None:
        self._set(self._before)

    def _set(self, name: str | None) -> None:
        if name is None:
            os.environ.pop("TZ", None)
        else:
            os.environ["TZ"] = name
        if hasattr(time, "tzset"):
            time.tzset()


TRIALS = (
    Trial(
        "T34", "a clock that lies is noticed, one that does not is believed", 1, len(CASES), _practice, _lies
    ),
)
