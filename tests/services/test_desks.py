"""Two computers of one practice: what is written on one reaches the other, and nothing is overwritten."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from iago_desktop.services import desks, setup
from iago_desktop.services.workspace import Workspace
from tests.builders import a_patient, an_infection
from tests.services.two_desks import TwoDesks, two_desks


@pytest.fixture
def both(practice: Workspace, tmp_path: Path) -> Iterator[TwoDesks]:
    found = two_desks(practice, tmp_path)
    yield found
    setup.close(found.b)


def test_second(both: TwoDesks) -> None:
    assert desks.desks(both.b).own == "b"
    assert both.marks()[0] == both.marks()[1]
    patient = a_patient(both.a)
    an_infection(both.a, patient)
    taken = both.carry(both.a, both.b)
    print(taken)
    assert both.marks()[0] == both.marks()[1]
