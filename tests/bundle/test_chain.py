"""Lost, repeated, shuffled, forked or restored: the registry has a beginning of the site's history."""

from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from iago_desktop.definitions.catalogue import Catalogue
from tests.bundle.chain_model import World, prepare


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory, catalogue: Catalogue) -> Path:
    folder = tmp_path_factory.mktemp("prepared")
    prepare(folder, catalogue)
    return folder


def test_the_registry_has_a_beginning_of_the_history(
    prepared: Path, catalogue: Catalogue, tmp_path: Path
) -> None:
    class Histories(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.world = World.copied(prepared, Path(mkdtemp(dir=tmp_path)), catalogue)

        @rule(infection=st.booleans())
        def work_and_export(self, infection: bool) -> None:
            self.world.work(infection=infection)
            self.world.export()

        @precondition(lambda self: self.world.sent)
        @rule(data=st.data())
        def deliver(self, data: st.DataObject) -> None:
            self.world.deliver(data.draw(st.sampled_from(self.world.sent)))

        @precondition(lambda self: self.world.taken)
        @rule(data=st.data())
        def confirm(self, data: st.DataObject) -> None:
            self.world.confirm(data.draw(st.sampled_from(self.world.taken)))

        @rule()
        def back_up(self) -> None:
            self.world.back_up()

        @precondition(lambda self: self.world.backups)
        @rule(data=st.data(), guided=st.booleans())
        def restore(self, data: st.DataObject, guided: bool) -> None:
            self.world.restore(data.draw(st.integers(0, self.world.backups - 1)), guided=guided)

        @rule()
        def resync(self) -> None:
            self.world.resync()

        @invariant()
        def holds(self) -> None:
            self.world.check()

        def teardown(self) -> None:
            self.world.settle()
            self.world.close()

    run_state_machine_as_test(
        Histories,
        settings=settings(
            max_examples=5,
            stateful_step_count=8,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
        ),
    )


def test_a_fork_a_gap_and_a_repetition(prepared: Path, catalogue: Catalogue, tmp_path: Path) -> None:
    """One history told out, so that what the model says is also said in plain words."""
    world = World.copied(prepared, tmp_path / "world", catalogue)
    world.work(infection=False)
    world.export()
    world.back_up()
    for _ in range(2):
        world.work(infection=True)
        world.export()
    first, second, third = world.sent
    assert world.deliver(third) == "held"
    assert [world.deliver(each) for each in (first, second, third)] == ["accepted"] * 3
    assert world.deliver(second) == "duplicate"
    world.restore(0, guided=False)
    world.work(infection=True)
    world.export()
    forked = world.sent[-1]
    assert forked.seq == 2
    assert world.deliver(forked) == "fork"
    world.check()
    world.settle()
    world.close()
