"""All trials, in the order of the test list."""

from tests.torture import bundles, storage
from tests.torture.trial import Trial

TRIALS: tuple[Trial, ...] = tuple(
    sorted((*bundles.TRIALS, *storage.TRIALS), key=lambda trial: int(trial.id.removeprefix("T")))
)
