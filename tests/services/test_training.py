"""The training practice: invented patients with courses, in its own folder, and no way out of it."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from iago_desktop import paths
from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.errors import IagoError
from iago_desktop.services import course_view, enrolment, exchange, patients, records, setup, training
from iago_desktop.services.workspace import Workspace
from iago_desktop.signing.keystore import FLOOR
from tests.conftest import TODAY
from tests.registry_simulator import RegistrySimulator

Open = Callable[[], Workspace]


@pytest.fixture
def folder(practice_folder: Path, training_template: Path) -> Path:
    """A training practice beside the real one."""
    folder = paths.training_folder(practice_folder)
    shutil.copytree(training_template, folder)
    return folder


@pytest.fixture
def made(folder: Path, catalogue: Catalogue) -> Iterator[Workspace]:
    workspace = training.open_training(folder, "en", today=lambda: TODAY, catalogue=catalogue)
    yield workspace
    setup.close(workspace)


def test_the_invented_patients_have_courses_worth_looking_at(made: Workspace) -> None:
    rows = patients.rows(made)
    assert len(rows) >= 8
    assert len(records.drafts(made)) == 2
    grades = {grade for row in rows for _day, grade in row.marks}
    assert {1, 2, 3, 4} <= grades
    assert None not in grades
    for row in rows:
        course = course_view.course_view(made, row.treatment_id)
        assert len(next(each for each in course.series if each.lab == "anc").values) >= 3


def test_it_lies_beside_the_real_folder_and_leaves_it_alone(
    practice_folder: Path, folder: Path, catalogue: Catalogue
) -> None:
    before = {path: path.read_bytes() for path in practice_folder.rglob("*") if path.is_file()}
    workspace = training.open_training(folder, "en", today=lambda: TODAY, catalogue=catalogue)
    assert workspace.training
    assert practice_folder not in workspace.store.path.parents
    assert len(records.drafts(workspace)) == 2
    treatment = patients.rows(workspace)[0].treatment_id
    records.start(workspace, treatment, "infection")
    setup.close(workspace)
    again = training.open_training(folder, "en", today=lambda: TODAY, catalogue=catalogue)
    assert len(records.drafts(again)) == 3
    setup.close(again)
    training.start_afresh(folder)
    assert not folder.exists()
    assert {path: path.read_bytes() for path in practice_folder.rglob("*") if path.is_file()} == before


def test_no_registry_can_be_pinned_and_nothing_can_leave(made: Workspace, tmp_path: Path) -> None:
    registry, stick = RegistrySimulator(), tmp_path / "stick"
    stick.mkdir()
    card = registry.card()
    group = enrolment.read_card(card).groups[-1]
    refused: tuple[Callable[[], object], ...] = (
        lambda: enrolment.pin_card(made, card, group),
        lambda: enrolment.write_request(made, stick),
        lambda: enrolment.import_certificate(made, b"any"),
        lambda: exchange.export(made, stick),
        lambda: exchange.save_again(made, 1, stick),
    )
    for way in refused:
        with pytest.raises(IagoError, match="training_cannot_export"):
            way()
    assert enrolment.pinned_card(made) is None
    assert list(stick.iterdir()) == []


def test_what_the_window_believes_does_not_open_the_way(made: Workspace, tmp_path: Path) -> None:
    made.training = False
    try:
        with pytest.raises(IagoError, match="training_cannot_export"):
            exchange.export(made, tmp_path)
    finally:
        made.training = True


def test_a_real_practice_in_that_place_is_neither_opened_nor_wiped(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    folder = tmp_path / "real"
    new = setup.NewPractice(folder, FLOOR, today=lambda: TODAY)
    groups = new.prepare("Real", "Wien", "Maria Weber", "physician", training.PASSWORD)
    new.confirm({index: groups[index] for index in new.asked})
    setup.close(new.create("en", catalogue=catalogue))
    for way in (lambda: training.open_training(folder, "en"), lambda: training.start_afresh(folder)):
        with pytest.raises(IagoError, match="training_folder_foreign"):
            way()
    assert (folder / "iago.db").exists()
