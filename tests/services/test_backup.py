"""When a practice gets its backup, and what Today says about it."""

from collections.abc import Callable
from datetime import timedelta

from iago_desktop.services import backup
from iago_desktop.services.workspace import Workspace
from tests.builders import a_patient
from tests.conftest import TODAY


def test_the_first_close_of_a_day_with_changes(opened: Callable[[], Workspace]) -> None:
    practice = opened()
    assert backup.state(practice) == backup.BackupState(None, None, 0)
    a_patient(practice)
    made = backup.at_close(practice)
    assert made is not None
    assert (made.n, made.head) == practice.store.head()
    a_patient(practice, "Huber")
    assert backup.at_close(practice) is None  # there is one of today
    practice.today = lambda: TODAY + timedelta(days=3)
    assert backup.state(practice) == backup.BackupState(TODAY, 3, 1)
    assert backup.at_close(practice) is not None
    practice.today = lambda: TODAY + timedelta(days=4)
    assert backup.at_close(practice) is None  # nothing changed since
    assert backup.state(practice).kept == 2
