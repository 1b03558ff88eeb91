"""Who may do what: asked at every write, changed by who manages, and never by nobody."""

import ast
from pathlib import Path

import pytest

from iago_desktop.errors import IagoError
from iago_desktop.services import patients, records, rights, setup, users
from iago_desktop.services.workspace import Workspace
from iago_desktop.signing.keystore import FLOOR
from tests.builders import a_patient, an_infection

SOURCE = Path(__file__).parent.parent.parent / "iago_desktop"
OTHER = "nine grey herons over the weir"


def intents_in(path: Path) -> set[str]:
    """Every intent that a module writes under; one that is handed on is looked up where it is handed over."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    named = constants()
    found: set[str] = set()
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        taken = [each.arg for each in function.args.args]
        for call in ast.walk(function):
            if not is_write(call):
                continue
            intent = call.args[0]
            if isinstance(intent, ast.Constant):
                found.add(intent.value)
            elif isinstance(intent, ast.Name) and intent.id in taken:
                found |= handed_to(tree, function.name, taken.index(intent.id))
            elif isinstance(intent, ast.Name | ast.Attribute):
                found.add(named[intent.id if isinstance(intent, ast.Name) else intent.attr, path.name])
            else:
                raise AssertionError(f"{path.name}:{call.lineno}: an intent that nobody can read")
    return found


def is_write(node: ast.AST) -> bool:
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
        return False
    of = node.func.value
    name = of.id if isinstance(of, ast.Name) else of.attr if isinstance(of, ast.Attribute) else ""
    return node.func.attr == "write" and name in {"workspace", "_workspace", "practice"}


def handed_to(tree: ast.AST, function: str, place: int) -> set[str]:
    calls = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == function
    ]
    assert calls
    return {call.args[place].value for call in calls}  # type: ignore[attr-defined]


def constants() -> dict[tuple[str, str], str]:
    """(name, module) -> text; an imported name is found under the module that imports it too."""
    found: dict[tuple[str, str], str] = {}
    of_module: dict[str, str] = {}
    paths = list((SOURCE / "services").glob("*.py"))
    for path in paths:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
                for target in node.targets:
                    if isinstance(target, ast.Name) and isinstance(node.value.value, str):
                        found[target.id, path.name] = node.value.value
                        of_module.setdefault(target.id, node.value.value)
    for path in paths:
        for name, value in of_module.items():
            found.setdefault((name, path.name), value)
    return found


def test_every_write_is_under_an_intent_that_somebody_thought_of() -> None:
    written = {path.name: intents_in(path) for path in SOURCE.rglob("*.py")}
    assert sum(map(len, written.values())) > 20
    unknown = {name: left for name, some in written.items() if (left := some - set(rights.NEEDS))}
    assert not unknown


@pytest.mark.parametrize(
    ("role", "first", "held"),
    [
        ("physician", False, "enter sign export manage"),
        ("study_nurse", False, "enter export"),
        ("study_nurse", True, "enter export manage"),
    ],
)
def test_what_a_role_may_do_until_it_is_changed(role: str, first: bool, held: str) -> None:
    assert rights.defaults(role, is_first=first) == held


def test_rights_stand_in_one_order() -> None:
    assert rights.text(["manage", "enter", "enter"]) == "enter manage"
    with pytest.raises(ValueError, match="paint"):
        rights.text(["paint"])


@pytest.fixture
def nurse(practice: Workspace) -> Workspace:
    """The same practice, after its nurse may enter and export only."""
    users.add_user(practice, "Dr. Lang", "physician", OTHER, FLOOR)
    users.change_rights(practice, "u1", ("enter", "export"))
    return practice


def test_who_may_not_sign_is_refused_and_nothing_is_signed(nurse: Workspace) -> None:
    patient = a_patient(nurse)
    record = an_infection(nurse, patient, sign=False)
    before = nurse.store.head()
    with pytest.raises(IagoError, match="right_missing") as caught:
        records.sign(nurse, record)
    assert caught.value.details == {"right": "sign"}
    assert nurse.store.head() == before
    (entry,) = patients.entries(nurse, patient)
    assert entry.status == "ready"


def test_who_does_not_manage_adds_and_changes_nobody(nurse: Workspace) -> None:
    for attempt in (
        lambda: users.add_user(nurse, "Eva Neu", "study_nurse", OTHER, FLOOR),
        lambda: users.change_rights(nurse, "u1", rights.ALL),
    ):
        with pytest.raises(IagoError, match="right_missing"):
            attempt()
    assert len(setup.people(nurse.folder)) == 2


def test_changed_rights_are_there_at_the_next_unlock(nurse: Workspace, practice_folder: Path) -> None:
    setup.close(nurse)
    physician = setup.open_workspace(practice_folder, "u2", OTHER, "en")
    assert [each.may for each in users.members(physician)] == [("enter", "export"), rights.ALL]
    setup.close(physician)


def test_somebody_always_manages(practice: Workspace) -> None:
    with pytest.raises(IagoError, match="last_manager"):
        users.change_rights(practice, "u1", ("enter", "sign"))
    assert practice.may("manage")
    users.add_user(practice, "Eva Neu", "study_nurse", OTHER, FLOOR)
    with pytest.raises(IagoError, match="last_manager"):
        users.change_rights(practice, "u1", ())
    users.change_rights(practice, "u2", ("manage",))
    users.change_rights(practice, "u1", ())
    assert practice.rights == frozenset()


def test_a_change_that_changes_nothing_is_no_entry(practice: Workspace) -> None:
    before = practice.store.head()
    users.change_rights(practice, "u1", rights.ALL)
    assert practice.store.head() == before
