"""Initials and birth year: which are right, and when they are asked."""

from datetime import UTC, date, datetime, timedelta

import pytest

from iago_desktop.errors import IagoError, InputError
from iago_desktop.services import clock, infusion, patients, records, signing_check
from iago_desktop.services.workspace import Workspace
from iago_desktop.tables import Practice
from tests.builders import a_patient, an_infection


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("UB60", True),
        ("ub 1960", True),
        ("B.U. 60", True),
        ("bu,1960", True),
        ("UB", False),
        ("1960", False),
        ("UB61", False),
        ("XB60", False),
        ("UB1860", False),
        ("UB6", False),
        ("", False),
    ],
)
def test_initials_and_birth_year(practice: Workspace, typed: str, right: bool) -> None:
    patient = a_patient(practice, "Baumann", given_name="Ute", born_on=date(1960, 3, 12))
    assert signing_check.identifies(practice, patient, typed) is right


@pytest.mark.parametrize(
    ("surname", "given", "typed"),
    [
        ("Öztürk", "Ülkü", "üö60"),
        ("Öztürk", "Ülkü", "uo60"),
        ("Öztürk", "Ülkü", "ueoe60"),
        ("von der Au", "Karl", "ka60"),
        ("von der Au", "Karl", "kv60"),
        ("von der Au", "Karl", "kvda60"),
        ("Meyer-Lenz", "Anna Maria", "am60"),
        ("Meyer-Lenz", "Anna Maria", "amml60"),
        ("Demo C15", "", "d60"),
    ],
)
def test_names_of_several_words(practice: Workspace, surname: str, given: str, typed: str) -> None:
    patient = a_patient(practice, surname, given_name=given, born_on=date(1960, 3, 12))
    if typed != "ueoe60":  # two letters each are no initials
        assert signing_check.identifies(practice, patient, typed)
    else:
        assert not signing_check.identifies(practice, patient, typed)


def test_without_a_birth_date_the_initials_are_enough(practice: Workspace) -> None:
    patient = a_patient(practice, born_on=None)
    assert signing_check.identifies(practice, patient, "ub")
    assert not signing_check.identifies(practice, patient, "ub60")


def test_asked_once_a_day_for_each_patient(practice: Workspace) -> None:
    one, other = a_patient(practice), a_patient(practice, "Moser")
    assert signing_check.must_identify(practice, one)
    record = an_infection(practice, one, sign=False)
    assert signing_check.must_identify(practice, one)
    records.sign(practice, record)
    assert not signing_check.must_identify(practice, one)
    assert signing_check.must_identify(practice, other)
    practice.now = lambda: datetime.now(UTC) + timedelta(days=1)
    assert signing_check.must_identify(practice, one)


def test_a_record_that_only_stays_signed_is_no_signature(practice: Workspace) -> None:
    patient = a_patient(practice)
    an_infection(practice, patient, onset="15.09.2026")
    practice.now = lambda: datetime.now(UTC) + timedelta(days=1)
    infusion.correct(
        practice, patients.view(practice, patient).treatment_id, date(2026, 9, 2), "Typing error"
    )
    assert signing_check.must_identify(practice, patient)


def test_another_user_is_asked_too(practice: Workspace) -> None:
    patient = a_patient(practice)
    an_infection(practice, patient)
    practice.user = type(practice.user)(**{**vars(practice.user), "id": "u2"})
    assert signing_check.must_identify(practice, patient)


# The clock


def _back(practice: Workspace) -> None:
    practice.now = lambda: datetime(2020, 1, 12, 9, tzinfo=UTC)


def test_a_clock_that_went_back_is_noticed(practice: Workspace) -> None:
    assert clock.look(practice) is None
    _back(practice)
    found = clock.look(practice)
    assert found is not None
    assert (found.shows, found.known_day) == (date(2020, 1, 12), datetime.now(UTC).astimezone().date())
    practice.now = lambda: datetime.now(UTC) - timedelta(minutes=30)
    assert clock.look(practice) is None  # set right by half an hour


def test_signing_waits_until_the_day_is_typed(practice: Workspace) -> None:
    record = an_infection(practice, a_patient(practice), sign=False)
    _back(practice)
    with pytest.raises(IagoError) as raised:
        records.sign(practice, record)
    assert raised.value.code == "clock_went_back"
    today = datetime.now(UTC).astimezone().date() + timedelta(days=3)
    with pytest.raises(InputError) as wrong:
        clock.say_today(practice, "12.01.2020")
    assert wrong.value.code == "today_before_program"
    clock.say_today(practice, today.strftime("%d.%m.%Y"))
    records.sign(practice, record)
    assert practice.today() == today
    assert not clock.must_ask(practice)
    with practice.store.read() as session:
        kept = session.get_one(Practice, 1).chosen[clock.CONFIRMED]
    assert (kept["clock"][:10], kept["said"]) == ("2020-01-12", today.isoformat())
