"""A practice of 10,000 patients with 100,000 records, made once and kept under build/.

Written through the store, so that it opens and its history holds; not through the services, which would grade
every record for an hour.
"""

import random
import shutil
from datetime import date, timedelta
from pathlib import Path

from iago_desktop.demo.services_side import PASSWORD, make_practice
from iago_desktop.services import setup
from iago_desktop.services.names import search_text
from iago_desktop.services.workspace import Workspace
from iago_desktop.store.transaction import Transaction
from iago_desktop.tables import Identity, InfusionDate, Patient, Record, Treatment

PATIENTS, RECORDS_EACH = 10_000, 10
TODAY = date(2026, 6, 18)
_AT_ONCE = 500  # patients in one transaction
_SURNAMES = (
    "Baumann",
    "Brandt",
    "Yılmaz",
    "Lindner",
    "Nguyen",
    "Öztürk",
    "Kowalski",
    "Schuster",
    "Weiß",
    "Huber",
)
_GIVEN = ("Ute", "Helga", "Emre", "Karl-Heinz", "Thi Lan", "Selin", "Marek", "Ingrid", "Thomas", "Peter")
_PRODUCTS = (("axi-cel", "DLBCL"), ("tisa-cel", "FL"), ("brexu-cel", "MCL"), ("cilta-cel", "MM"))
_KEPT = Path("build/many")


def practice(language: str = "en") -> Workspace:
    """Opened; made first where it is not there yet, which takes some minutes."""
    done = _KEPT / "done"
    if not done.exists():
        shutil.rmtree(_KEPT, ignore_errors=True)
        _make(make_practice(_KEPT / "practice", TODAY))
        done.touch()
    return setup.open_workspace(
        _KEPT / "practice", "u1", PASSWORD, "de" if language == "de" else "en", today=lambda: TODAY
    )


def _make(workspace: Workspace) -> None:
    chance = random.Random(20260618)  # noqa: S311 -- invented people
    for start in range(0, PATIENTS, _AT_ONCE):
        with workspace.write("add_patient") as transaction:
            for number in range(start, start + _AT_ONCE):
                _add(transaction, number, chance)
    setup.close(workspace)


def _add(transaction: Transaction, number: int, chance: random.Random) -> None:
    surname = f"{chance.choice(_SURNAMES)}-{number:05}"
    given, born = chance.choice(_GIVEN), date(1940, 1, 1) + timedelta(chance.randrange(22_000))
    product, indication = chance.choice(_PRODUCTS)
    infused = TODAY - timedelta(chance.randrange(1, 2500))
    patient = Patient(id=f"{number:032x}", pid=f"R-{number // 1000:04}-{number % 10000:04}", sex="f")
    treatment = Treatment(
        id=f"{number + 1_000_000:032x}", patient_id=patient.id, product=product, indication=indication,
        answers={"product": {"value": product}, "indication": {"value": indication}},
    )  # fmt: skip
    transaction.put(patient, private_extra={"identity": {"surname": surname}})
    search = search_text(surname, given, born.strftime("%d.%m.%Y"))
    transaction.put_aside(
        Identity(id=patient.id, surname=surname, given_name=given, born_on=born.isoformat(), search=search)
    )
    transaction.put(treatment, private_extra={"infused_on": infused.isoformat()})
    transaction.put_aside(InfusionDate(id=treatment.id, infused_on=infused.isoformat()))
    for each in range(RECORDS_EACH):
        day = chance.randrange(1, 400)
        form = "follow_up" if each % 2 else "infection"
        transaction.put(
            Record(
                id=f"{number:024x}{each:08x}", patient_id=patient.id, treatment_id=treatment.id, form=form,
                form_version=1, onset_from=day, onset_to=day, onset_window="late_gt_30", status="signed",
                grade=None if each % 2 else chance.randrange(1, 5),
                answers={"onset": {"value": {"day": day}}},
            )
        )  # fmt: skip
