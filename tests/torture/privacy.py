"""T13, T14, T15, T60, T61, T62: nothing about a patient where it does not belong."""

import json
import random
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from sqlmodel import col, select

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.definitions.model import Field
from iago_desktop.errors import IagoError
from iago_desktop.paths import resource
from iago_desktop.registry.home import Home
from iago_desktop.registry.ingest import Desk
from iago_desktop.registry.keys import Password
from iago_desktop.rules.draft import Draft
from iago_desktop.rules.free_text import scan
from iago_desktop.rules.known_names import Names
from iago_desktop.services import exchange, patients, records, setup
from iago_desktop.services.setup import NewPractice
from iago_desktop.services.workspace import Workspace
from iago_desktop.signing import trust
from iago_desktop.signing.keystore import FLOOR
from iago_desktop.tables import Consent, Patient, Revision, Tombstone
from iago_desktop.ui.crash import LOG, CrashGuard
from tests.builders import a_patient, fill_in
from tests.registry.practice import Practice
from tests.registry_simulator import RegistrySimulator
from tests.torture.sample_texts import GIVEN, KINDS, SURNAMES, clean, named
from tests.torture.trial import Trial

ROOT = Path(__file__).parent.parent.parent
PASSWORD = "quiet river carries seven lamps"
TODAY = date(2026, 11, 20)
CANARY = "Kanarienvogel"
_BATCH = 100
_SLOWEST = 0.2


# T60: the look at texts


def _people(_folder: Path) -> Names:
    return Names.of([*SURNAMES, *GIVEN])


def _found(names: Names, chance: random.Random, number: int) -> None:
    """A hundred texts of one kind: at most one is missed."""
    kind = KINDS[number % len(KINDS)]
    missed = [text for text in (named(kind, chance) for _ in range(_BATCH)) if not scan(text, names)]
    assert len(missed) <= 1, missed


def _not_found(names: Names, chance: random.Random, _number: int) -> None:
    """A hundred texts about findings: none is taken for a name."""
    wrong = [text for text in (clean(chance) for _ in range(_BATCH)) if scan(text, names)]
    assert not wrong, wrong


_PIECES = (
    "a", "1", "1 ", "A1", "@", "a@", "a.a@a.", "0 ", "+1-", "Dr. ", "Frau Dr. med. ", "12.3.", "DE12 ",
    "str ", "Am Aa ", "12 Aa ", "Aa-", "geb. A", "Januar ", "Ää", " ", "0(", "straße", "1-1-", "(", "a-a@",
)  # fmt: skip


def _hostile(names: Names, chance: random.Random, _number: int) -> None:
    pieces = [chance.choice(_PIECES) for _ in range(chance.randrange(1, 4))]
    text = ("".join(pieces) * 20_000)[:20_000]
    begun = time.process_time()
    scan(text, names)
    assert time.process_time() - begun < _SLOWEST, pieces


# T13: what a failure writes down


@dataclass
class Failing:
    catalogue: Catalogue
    guard: CrashGuard
    log: Path


def _failing(folder: Path) -> Failing:
    catalogue = Catalogue.of_folder(resource("forms"), resource("codes"))
    shown: list[None] = []
    return Failing(catalogue, CrashGuard(folder, lambda: shown.append(None)), folder / LOG)


def _fails(failing: Failing, chance: random.Random, number: int) -> None:
    """Somewhere between what was typed and the form; what is logged says where, never what."""
    entries = failing.catalogue.entries()
    form = failing.catalogue.form(entries[number % len(entries)].id)
    canary = f"{CANARY} {number} {chance.choice(SURNAMES)}"
    draft = Draft(form, failing.catalogue, today=TODAY, infusion=date(2026, 9, 1), answers={})
    field = chance.choice(form.fields())
    carried = False
    for act in (_number, *chance.sample(_FAILURES, 2)):
        try:
            act(draft, field, canary)
        except Exception as error:  # noqa: BLE001 -- every kind of it
            carried |= CANARY in repr(error) or CANARY in str(error.__context__)
            failing.guard.on_exception(type(error), error, error.__traceback__)
    text = failing.log.read_text(encoding="utf-8") if failing.log.exists() else ""
    assert text.count("\n") >= 1
    assert carried, "the failures carry no canary: this test would find nothing"
    assert CANARY not in text
    assert not [name for name in SURNAMES if len(name) > 5 and re.search(rf"\b{name}\b", text)]


def _entered(draft: Draft, field: Field, canary: str) -> None:
    draft.enter(field.id, {"text": canary} if field.type == "number" else [canary])


def _unknown(draft: Draft, _field: Field, canary: str) -> None:
    draft.enter(canary, canary)


def _confirmed(draft: Draft, field: Field, canary: str) -> None:
    draft.confirm(field.id, canary, canary, canary)


def _number(_draft: Draft, _field: Field, canary: str) -> None:
    int(canary)


def _key(draft: Draft, _field: Field, canary: str) -> None:
    draft.form.field(canary)


def _file(_draft: Draft, _field: Field, canary: str) -> None:
    Path(f"/no/such/folder/{canary}").read_bytes()


def _model(_draft: Draft, _field: Field, canary: str) -> None:
    Field.model_validate({"id": canary, "type": canary, "label": canary})


def _known(_draft: Draft, _field: Field, canary: str) -> None:
    raise IagoError("program_error", place=canary) from ValueError(canary)


def _assertion(_draft: Draft, field: Field, canary: str) -> None:
    assert field.id == canary, canary


def _group(_draft: Draft, _field: Field, canary: str) -> None:
    raise ExceptionGroup(canary, [ValueError(canary), KeyError(canary)])


_FAILURES: tuple[Callable[[Draft, Field, str], object], ...] = (
    _entered, _unknown, _confirmed, _number, _key, _file, _model, _known, _assertion, _group,
)  # fmt: skip
assert issubclass(ValidationError, ValueError)


# T61: every form, filled with what must not leave


@dataclass
class Exporting:
    workspace: Workspace
    registry: RegistrySimulator
    stick: Path

    def close(self) -> None:
        setup.close(self.workspace)


def _exporting(folder: Path) -> Exporting:
    shutil.rmtree(folder, ignore_errors=True)
    new = NewPractice(folder / "practice", FLOOR, today=lambda: TODAY)
    groups = new.prepare(f"Praxis {CANARY}", "Wien", f"Dr. Ada {CANARY}", "physician", PASSWORD)
    new.confirm({index: groups[index] for index in new.asked})
    catalogue = Catalogue.of_folder(resource("forms"), resource("codes"))
    workspace = new.create("en", catalogue=catalogue)
    registry = RegistrySimulator()
    registry.enrol(workspace, folder)
    stick = folder / "STICK"
    stick.mkdir()
    return Exporting(workspace, registry, stick)


def _every_form(exporting: Exporting, chance: random.Random, number: int) -> None:
    """One form, with canaries in identity, centre, notes and every field that stays."""
    workspace = exporting.workspace
    forms = [each.id for each in workspace.catalogue.entries() if each.id != "treatment"]
    form = forms[number % len(forms)]
    who: dict[str, Any] = {
        "surname": f"{CANARY}-{number}",
        "given_name": "Zinnober",
        "born_on": date(1951, 7, 23),
        "infused_on": date(2026, 4, 17),
        "consent_on": date(2026, 4, 13),
        "consent_note": f"{CANARY} angerufen",
        "centre": f"Klinik {CANARY}",
    }
    hidden = a_patient(workspace, **(who | {"consent": chance.choice((None, False))}))
    patient = a_patient(workspace, **who)
    for each in (hidden, patient):
        record = _filled(workspace, each, form, chance)
        records.sign(workspace, record)
    pid, other = patients.view(workspace, patient).pid, patients.view(workspace, hidden).pid
    exported = exchange.export(workspace, exporting.stick, f"{CANARY} knows")
    contents = exporting.registry.read(exported.path.read_bytes())
    everything = b"".join(contents.files.values()) + exported.path.read_bytes()
    assert pid.encode() in everything
    # The form of a signed consent is itself the patient's yes.
    assert form == "consent" or other.encode() not in everything
    for word in (CANARY, "Zinnober", "23.07", "2026-04-17", "17.04.2026", "2026-04-13"):
        assert word.encode() not in everything, (form, word)
    # The year stands in many a digest by chance; by itself, or before a month, it would be the patient's.
    assert not re.search(rb"(?<![\w+/])1951(?![\w+/])", everything), form
    assert CANARY not in exported.path.name
    exported.path.unlink()


def _filled(workspace: Workspace, patient: str, form: str, chance: random.Random) -> str:
    treatment = patients.view(workspace, patient).treatment_id
    draft_id = records.start(workspace, treatment, form)
    draft = records.open_draft(workspace, draft_id).draft
    for field in draft.form.fields():
        _answered(draft, field, chance)
    fill_in(draft, {})
    for problem in draft.problems():
        if problem.hard:
            draft.clear(problem.field)
    fill_in(draft, {})
    for field in draft.form.fields():
        draft.set_note(field.id, f"says {CANARY}")
    try:
        return records.finish(workspace, draft_id, draft)
    except IagoError as error:
        raise AssertionError((form, error, draft.open_items(), draft.problems())) from error


def _answered(draft: Draft, field: Field, chance: random.Random) -> None:
    if field.id not in draft.shown() or field.type in {"rows", "several"}:
        return
    raw: Any = None
    if field.stays:
        raw = f"{CANARY} in words" if field.type == "text" else None
    elif field.type == "date":
        raw = "05.2026" if field.partial and chance.random() < 0.3 else "08.05.2026"
    elif field.type == "yes_no":
        raw = chance.choice(("yes", "no"))
    elif field.choices:
        raw = chance.choice(field.choices).code
    if raw is not None:
        try:
            draft.enter(field.id, raw)
        except IagoError:
            draft.clear(field.id)


# T62: who withdrew does not come back


@dataclass
class Histories:
    made: Path
    catalogue: Catalogue
    folder: Path


_NOW = datetime(2026, 5, 2, 10, 30, tzinfo=UTC)


def _histories(folder: Path) -> Histories:
    shutil.rmtree(folder, ignore_errors=True)
    made = folder / "made"
    Home.create(made, name="R", registry_id="REG-LMU", new_password=None, today=_NOW.date())
    return Histories(made, Catalogue.of_folder(resource("forms"), resource("codes")), folder)


def _no_password() -> str:
    raise AssertionError


def _history(shared: Histories, chance: random.Random, number: int) -> None:
    """Bundles with withdrawals; replayed, out of order, into restored and rebuilt databases."""
    folder = shared.folder / f"case-{number}"
    home = Home.open(Path(shutil.copytree(shared.made, folder / "registry")))
    practice = Practice.at(folder / "practice", shared.made / "registry.db")
    try:
        _play(shared, home, practice, chance)
    finally:
        practice.store.close()
        shutil.rmtree(folder)


def _play(shared: Histories, home: Home, practice: Practice, chance: random.Random) -> None:
    password = Password(_no_password)
    request = practice.request
    key = home.signing_key("registry", password)
    answered = home.enrol(request, trust.request_fingerprint(request), enrolment_key=key, today=_NOW.date())
    practice.enrolled(answered.file, home.card)
    receiver = home.receiver(home.identity(password), _NOW.date())
    signing, treatments, gone, bundles = home.signing_key("receipts", password), {}, set[str](), list[bytes]()
    with home.store() as store:
        desk = Desk(home, store, shared.catalogue, receiver, signing, now=lambda: _NOW)
        for turn in range(chance.randrange(2, 5)):
            pid = f"R-{turn:04d}-{chance.randrange(1000, 9999)}"
            treatments[pid] = practice.add_patient(pid)
            for treatment in treatments.values():
                if chance.random() < 0.7:
                    practice.add_record(treatment)
            bundles.append(practice.export())
            assert desk.ingest(bundles[-1]).ok
            there = [each for each in treatments if each not in gone]
            if turn and chance.random() < 0.8:
                gone.add(victim := chance.choice(there))
                _withdraw(practice, victim)
                bundles.append(practice.export())
                assert desk.ingest(bundles[-1]).ok
            elif turn:
                desk.ingest(chance.choice(bundles))
    for _ in range(2):
        if chance.random() < 0.7:  # built again from nothing, or put back from the first copy
            shutil.copy(shared.made / "registry.db", home.path / "registry.db")
        with home.store() as store:
            desk = replace(desk, store=store)
            order = bundles * 3
            chance.shuffle(order)
            for data in order:
                desk.ingest(data)
                _nobody_came_back(desk, gone)
            for data in bundles:
                assert desk.ingest(data).ok
            _nobody_came_back(desk, gone)
            kept = set(treatments) - gone
            with desk.store.read() as session:
                assert set(session.exec(select(Patient.pid)).all()) == kept
                assert len(session.exec(select(Tombstone)).all()) == len(gone)
    raw = (home.path / "registry.db").read_bytes()
    assert all(each.encode() in raw for each in kept)
    assert not [each for each in gone if each.encode() in raw]


def _withdraw(practice: Practice, pid: str) -> None:
    with practice.store.write(practice.actor(), "withdraw") as transaction:
        patient = transaction.session.exec(select(Patient).where(Patient.pid == pid)).one()
        consent = transaction.session.exec(select(Consent).where(Consent.patient_id == patient.id)).one()
        transaction.put(consent.model_copy(update={"given": False}))
        transaction.put(patient, "withdraw", scope="delete")


def _nobody_came_back(desk: Desk, gone: set[str]) -> None:
    with desk.store.read() as session:
        assert not gone & set(session.exec(select(Patient.pid)).all())
        for body in session.exec(select(Revision.body).where(col(Revision.body).is_not(None))).all():
            assert body is not None
            assert json.loads(body)["pid"] not in gone


# T14, T15: a session at the real windows


class Session:
    """The robot of robot.py in a home of its own."""

    def __init__(self, folder: Path, *before: str) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        self.folder, self.traced = folder.absolute(), (folder / "trace").absolute()
        for each in ("home", "tmp", "STICK"):
            (folder / each).mkdir()
        home = self.folder / "home"
        environment = {
            "HOME": str(home),
            "TMPDIR": str(self.folder / "tmp"),
            "PATH": "/usr/bin:/bin",
            "QT_QPA_PLATFORM": "offscreen",
            "LANG": "C.UTF-8",
            "PYTHONPATH": str(ROOT),
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONFAULTHANDLER": "1",
        }
        self._process = subprocess.Popen(
            [*before, sys.executable, "-m", "tests.torture.robot", str(self.folder)],
            cwd=home,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def work(self, order: str) -> dict[str, Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(order + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, "the robot has stopped"
        said: dict[str, Any] = json.loads(line)
        return said

    def close(self) -> None:
        if self._process.stdin is not None:
            with suppress(BrokenPipeError):  # a robot that has stopped was told of by the order before
                self._process.stdin.close()
        if self._process.stdout is not None:
            self._process.stdout.close()
        self._process.wait(timeout=60)


def _session(folder: Path) -> Session:
    session = Session(folder / "session")
    try:
        planted = session.work("plant")
        assert planted["seen"], "a planted window title and clipboard are not seen"
        assert hits(session.folder), "a planted file is not found"
        session.work("unplant")
    except BaseException:
        session.close()
        raise
    return session


def _at_the_desk(session: Session, chance: random.Random, _number: int) -> None:
    said = session.work(f"work {chance.randrange(10**6)} 5")
    assert said["steps"]
    assert said["seen"] == [], said["seen"]
    assert said["stale"] == [], "what was copied stands on the clipboard after its minute"
    log = session.folder / "home" / "logs" / LOG
    lines = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
    assert not [line for line in lines if not line.endswith(":_fail")], "an error that nobody planted"
    found = hits(session.folder)
    assert not found, found


def hits(folder: Path) -> list[str]:
    """Files with a canary in their name or in them, in any way in which text is written."""
    wanted = [CANARY.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")]
    wanted += [each.lower() for each in wanted]
    found = []
    for path in folder.rglob("*"):
        is_in = path.is_file() and any(each in path.read_bytes() for each in wanted)
        if is_in or CANARY.lower() in path.name.lower():
            found.append(str(path))
    return found


def _calls(folder: Path) -> Path:
    return folder


_OPENED = re.compile(r'(?:open|openat|creat)\((?:AT_FDCWD(?:<[^>]*>)?, )?"([^"]*)", ([A-Z_|]+)')
_SOCKET = re.compile(r"socket\((AF_\w+)")


def _traced(folder: Path, chance: random.Random, number: int) -> None:
    """No file is written outside the folders of the session, and no socket but the display's."""
    place = folder / f"traced-{number}"
    if shutil.which("strace") is None:
        raise AssertionError("strace is not installed")
    trace = place.with_suffix(".log").absolute()
    calls = "trace=open,openat,creat,socket,connect,rename,renameat,renameat2,mkdir,unlink"
    session = Session(place, "strace", "-f", "--seccomp-bpf", "-qq", "-o", str(trace), "-e", calls)
    try:
        session.work(f"work {chance.randrange(10**6)} 4")
    finally:
        session.close()
    written, sockets = [], []
    for line in trace.read_text(errors="replace").splitlines():
        if (opened := _OPENED.search(line)) and re.search("O_WRONLY|O_RDWR|O_CREAT", opened[2]):
            written.append(opened[1])
        if found := _SOCKET.search(line):
            sockets.append(found[1])
    inside = [path for path in written if path.startswith(str(session.folder))]
    assert inside, "nothing was seen that is written: the trace shows nothing"
    outside = {
        path for path in written if path not in inside and not path.startswith(("/dev/", "/proc/self"))
    }
    assert not outside, outside
    assert set(sockets) <= {"AF_UNIX"}, sockets
    shutil.rmtree(place)


TRIALS = (
    Trial("T13", "a failure writes no patient content down", 49, 1000, _failing, _fails, 3),
    Trial("T14", "30 minutes at the windows leave nothing readable", 1, 360, _session, _at_the_desk),
    Trial("T15", "no file outside the folders, no socket", 1, 10, _calls, _traced),
    Trial("T60", "who is named in a text is found", 10, 50, _people, _found, _BATCH),
    Trial("T60b", "clinical texts raise no alarm", 10, 50, _people, _not_found, _BATCH),
    Trial("T60c", "a hostile text takes less than 200 ms", 10, 1000, _people, _hostile),
    Trial("T61", "a form filled with names sends none", 3, 147, _exporting, _every_form),
    Trial("T62", "who withdrew does not come back", 2, 500, _histories, _history),
)
