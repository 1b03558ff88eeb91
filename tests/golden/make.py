"""Writes tests/golden/<version>/: one of everything that a practice or a registry keeps or sends.

    python -m tests.golden.make

Run once before a version is released, never again for it.  Database and key store lie in the backup.
Passwords and keys are thrown away: they stand beside the files, and nothing real was ever sealed with them.
"""

import hashlib
import json
import shutil
import sys
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlmodel import col, select

from iago_desktop import __version__
from iago_desktop.definitions.pack import Pack
from iago_desktop.registry.home import Home
from iago_desktop.registry.ingest import Desk
from iago_desktop.registry.keys import Password
from iago_desktop.registry.packs import installed
from iago_desktop.services import enrolment, exchange, packs, setup
from iago_desktop.services.setup import NewPractice
from iago_desktop.services.workspace import Workspace
from iago_desktop.signing import trust
from iago_desktop.signing.keystore import FLOOR
from iago_desktop.store import backup
from iago_desktop.store.connection import connect
from iago_desktop.tables import Identity, Record, Revision
from tests.builders import a_patient, an_infection
from tests.torture.trust import PACK

FOLDER = Path(__file__).parent
PASSWORD = "quiet river carries seven lamps"
SAID = "said.json"


def no_password() -> str:
    raise AssertionError("open keys need no passphrase")


def main() -> int:
    target = FOLDER / __version__
    if target.exists():
        print(f"{target.name} is there already, and stays as it is.")
        return 1
    with tempfile.TemporaryDirectory() as scratch:
        made = Path(scratch) / "made"
        made.mkdir()
        _make(made, Path(scratch))
        shutil.copytree(made, target)
    size = sum(path.stat().st_size for path in target.rglob("*") if path.is_file())
    print(f"{target.name}: {size // 1000} kB")
    return 0


def _make(target: Path, scratch: Path) -> None:
    registry = scratch / "registry"
    Home.create(registry, name="Golden registry", registry_id="REG-GOLD", new_password=None, today=_today())
    home, password = Home.open(registry), Password(no_password)
    (target / "registry.iagocard").write_bytes(next(registry.glob("*.iagocard")).read_bytes())
    pack = Pack.of_folder(PACK).signed(home.signing_key("definitions", password), home.id)
    (target / "pack.iagopack").write_bytes(pack)
    new = NewPractice(scratch / "practice", FLOOR)
    groups = new.prepare("Praxis am Park", "Wien", "Dr. Ada Berg", "physician", PASSWORD)
    new.confirm({index: groups[index] for index in new.asked})
    desk = new.create("en")
    said: dict[str, Any] = {"today": _today().isoformat(), "password": PASSWORD, "recovery": "-".join(groups)}
    try:
        said |= _worked(desk, home, target, scratch, pack)
    finally:
        setup.close(desk)
    said["registry"] = {"secret": home.identity(password), "id": home.id}
    (target / SAID).write_text(
        json.dumps(said, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8"
    )


def _today() -> date:
    return datetime.now(UTC).date()


def _worked(desk: Workspace, home: Home, target: Path, scratch: Path, pack: bytes) -> dict[str, Any]:
    """Enrolled, two patients, three records, a pack, one bundle and its receipt, a backup."""
    password, carried = Password(no_password), scratch / "stick"
    carried.mkdir()
    card = (target / "registry.iagocard").read_bytes()
    enrolment.pin_card(desk, card, enrolment.read_card(card).groups[-1])
    request = enrolment.write_request(desk, target)
    answered = home.enrol(
        request.path.read_bytes(),
        request.fingerprint,
        enrolment_key=home.signing_key("registry", password),
        today=_today(),
    )
    (target / "site.iagocert").write_bytes(answered.file)
    exchange.import_file(desk, answered.file)
    packs.install(desk, pack)
    patient = a_patient(desk)
    an_infection(desk, patient)
    an_infection(desk, patient, onset="d40", route="iv")
    an_infection(desk, a_patient(desk, surname="Özdemir", given_name="Łukasz", consent=None), sign=False)
    _drop_unused_forms(desk)
    bundle = exchange.export(desk, carried).path
    shutil.copyfile(bundle, target / "report.iago")
    with home.store() as store:
        taken = Desk(
            home,
            store,
            installed(home),
            home.receiver(home.identity(password), _today()),
            home.signing_key("receipts", password),
        ).ingest(bundle.read_bytes())
    if taken.receipt is None:
        raise RuntimeError(taken.error)
    (target / "receipt.iago").write_bytes(taken.receipt)
    exchange.import_file(desk, taken.receipt)
    keystore = (desk.folder / "keystore.json").read_bytes()
    made = backup.write_backup(desk.store.path, desk.unlocked.database_key, keystore, carried, _today())
    shutil.copyfile(made.path, target / "practice.iagobak")
    return {
        "root_fingerprint": trust.root_fingerprint(home.card),
        "request_fingerprint": request.fingerprint,
        "site": answered.certificate.site,
        "backup": {"n": made.n, "head": made.head},
        "practice": content(desk),
    }


def _drop_unused_forms(desk: Workspace) -> None:
    """The copies of the program's own forms are most of a small database; opening it puts them back."""
    raw = connect(desk.store.path, desk.unlocked.database_key)
    raw.execute("DELETE FROM definition WHERE form <> 'tumour_flare'")
    raw.commit()
    raw.execute("VACUUM")
    raw.close()


def content(desk: Workspace, entries: int | None = None) -> dict[str, Any]:
    """What a practice's database says, in values that a later version must find again.

    Of the history the first `entries`: opening it with more forms adds one.
    """
    with desk.store.read() as session:
        people = session.exec(select(Identity).order_by(col(Identity.surname))).all()
        records = session.exec(select(Record).order_by(col(Record.id))).all()
        bodies = session.exec(select(Revision.body).order_by(col(Revision.seq))).all()[:entries]
    return {
        "patients": [[each.surname, each.given_name, each.born_on] for each in people],
        "records": [[each.id, each.form, each.grade, each.status, each.answers] for each in records],
        "bodies": len(bodies),
        "history": _digest([(body or b"").decode() for body in bodies]),
    }


def _digest(lines: Any) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
