"""Master data: read, and corrected with a reason; what stood before stays in the history."""

import json
from datetime import date
from typing import Any

import pytest

from iago_desktop.errors import InputError
from iago_desktop.services import identity, patients
from iago_desktop.services.centre import last_centre
from iago_desktop.services.identity import Corrected, MasterData
from iago_desktop.services.workspace import Workspace
from iago_desktop.store import queries
from iago_desktop.tables import Treatment
from tests.builders import INFUSED, a_patient


def _as_it_is(data: MasterData, **changed: Any) -> Corrected:
    own = data.infusions[-1]
    values = {
        "surname": data.surname,
        "given_name": data.given_name,
        "born_on": data.born_on,
        "sex": data.sex,
        "product": own.product,
        "indication": own.indication,
        "centre": own.centre,
    }
    return Corrected(**{**values, **changed})


def _correct(practice: Workspace, patient: str, **changed: Any) -> MasterData:
    data = identity.master_data(practice, patient)
    corrected = _as_it_is(data, **changed)
    identity.correct(practice, patient, data.infusions[-1].id, corrected, "Typing error")
    return identity.master_data(practice, patient)


def test_what_is_read(practice: Workspace) -> None:
    patient = a_patient(practice, centre="AKH Wien")
    data = identity.master_data(practice, patient)
    assert (data.surname, data.given_name, data.born_on, data.sex) == (
        "Baumann",
        "Ute",
        date(1960, 3, 12),
        "f",
    )
    (own,) = data.infusions
    assert (own.product, own.indication, own.centre, own.infused_on) == (
        "axi-cel",
        "DLBCL",
        "AKH Wien",
        INFUSED,
    )
    assert (own.age_band, own.half_year) == ("60-69", "2026-H2")
    assert (data.consent, data.consent_on, data.corrected_at) == (True, INFUSED, "")


def test_the_centre_never_leaves_and_is_offered_again(practice: Workspace) -> None:
    assert last_centre(practice) == ""
    a_patient(practice, centre="AKH Wien")
    assert last_centre(practice) == "AKH Wien"
    a_patient(practice, "Moser")
    assert last_centre(practice) == "AKH Wien"
    with practice.store.read() as session:
        bodies = [each.body for each in queries.waiting(session)]
    assert not any(b"AKH" in (body or b"") for body in bodies)


def test_a_corrected_name_is_found_and_the_old_one_kept(practice: Workspace) -> None:
    patient = a_patient(practice)
    data = _correct(practice, patient, surname="Baumänn")
    assert (data.surname, data.corrected_by, data.corrected_why) == ("Baumänn", "Maria Weber", "Typing error")
    assert [row.id for row in patients.rows(practice, "baumaenn")] == [patient]
    with practice.store.read() as session:
        history = queries.history(session, patient)
    assert [each.stays["identity"]["surname"] for each in history] == ["Baumann", "Baumänn"]
    assert "aum" not in json.dumps([each.data for each in history])


def test_a_birth_date_changes_the_age_band(practice: Workspace) -> None:
    patient = a_patient(practice)
    data = _correct(practice, patient, born_on=date(1950, 3, 12))
    assert data.infusions[-1].age_band == "70-79"


def test_product_and_centre(practice: Workspace) -> None:
    patient = a_patient(practice, product={"text": "a new product"})
    data = _correct(practice, patient, product="tisa-cel", centre="AKH Wien")
    own = data.infusions[-1]
    assert (own.product, own.centre) == ("tisa-cel", "AKH Wien")
    with practice.store.read() as session:
        row, history = session.get_one(Treatment, own.id), queries.history(session, own.id)
    assert row.product == "tisa-cel"
    assert history[-1].stays["infused_on"] == INFUSED.isoformat()
    assert history[0].data is not None
    assert history[0].data["answers"]["product"] == {"value": {"text": "a new product"}}


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({}, "nothing_changed"),
        ({"surname": " "}, "surname_missing"),
        ({"born_on": date(2026, 9, 2)}, "born_after_infusion"),
        ({"born_on": date(2027, 1, 1)}, "born_in_future"),
    ],
)
def test_what_cannot_be_is_not_written(practice: Workspace, changed: dict[str, Any], code: str) -> None:
    patient = a_patient(practice)
    head = practice.store.head()
    with pytest.raises(InputError) as raised:
        _correct(practice, patient, **changed)
    assert raised.value.code == code
    assert practice.store.head() == head
