"""All trials, in the order of the test list."""

import re

from tests.torture import (
    audit,
    backup,
    cards,
    cells,
    chains,
    clock,
    corpora,
    damage,
    desks,
    fuzzing,
    ingests,
    memory,
    packs,
    people,
    power,
    privacy,
    sealed,
    sticks,
    storage,
    tools,
    trust,
    updates,
)
from tests.torture.trial import Trial


def _place(trial: Trial) -> tuple[int, str]:
    """T20, T20b, T21."""
    number = re.search(r"\d+", trial.id)
    return (int(number[0]) if number else 0, trial.id)


TRIALS: tuple[Trial, ...] = tuple(
    sorted(
        (
            *audit.TRIALS,
            *backup.TRIALS,
            *cards.TRIALS,
            *cells.TRIALS,
            *chains.TRIALS,
            *clock.TRIALS,
            *corpora.TRIALS,
            *damage.TRIALS,
            *desks.TRIALS,
            *fuzzing.TRIALS,
            *ingests.TRIALS,
            *memory.TRIALS,
            *packs.TRIALS,
            *people.TRIALS,
            *sticks.TRIALS,
            *power.TRIALS,
            *privacy.TRIALS,
            *sealed.TRIALS,
            *storage.TRIALS,
            *tools.TRIALS,
            *trust.TRIALS,
            *updates.TRIALS,
        ),
        key=_place,
    )
)
