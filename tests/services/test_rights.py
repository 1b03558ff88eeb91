"""Who may do what: asked at every write, changed by who manages, and never by nobody."""

import ast
from functools import cache
from pathlib import Path

import pytest

from iago_desktop.errors import IagoError
from iago_desktop.services import patients, records, rights, setup, users
from iago_desktop.services.workspace import Workspace
from iago_desktop.signing.keystore import FLOOR
from tests.builders import a_patient, an_infection

SOURCE = Path(__file__).parent.parent.parent / "iago_desktop"
OTHER = "nine grey herons over the weir"


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def modules() -> list[Path]:
    """Whatever could write; who never says `.write(` is not read any further."""
    return [path for path in SOURCE.rglob("*.py") if ".write(" in path.read_text(encoding="utf-8")]


def intents_in(path: Path) -> set[str]:
    """Every intent that a module writes under; one that is handed on is looked up where it is handed over."""
    found: set[str] = set()
    for function in ast.walk(tree(path)):
        if not isinstance(function, ast.FunctionDef):
            continue
        taken = [each.arg for each in function.args.args]
        for call in ast.walk(function):
            if isinstance(call, ast.Call) and is_write(call):
                intent = call.args[0]
                if isinstance(intent, ast.Name) and intent.id in taken:
                    found |= handed_to(path, function.name, taken.index(intent.id))
                else:
                    found |= texts_of(intent, path)
    return found


def is_write(call: ast.Call) -> bool:
    of = call.func
    owners = {"workspace", "_workspace", "practice"}
    return isinstance(of, ast.Attribute) and of.attr == "write" and name_of(of.value) in owners


def handed_to(path: Path, function: str, place: int) -> set[str]:
    """What the calls of a function hand over as its intent: a private one's are in its own module."""
    where = [path] if function.startswith("_") else list((SOURCE / "services").glob("*.py"))
    calls = [
        (each, node)
        for each in where
        for node in ast.walk(tree(each))
        if isinstance(node, ast.Call) and name_of(node.func) == function
    ]
    assert calls, function
    return {text_of(call.args[place], each) for each, call in calls}


def texts_of(intent: ast.expr, path: Path) -> set[str]:
    either = (intent.body, intent.orelse) if isinstance(intent, ast.IfExp) else (intent,)
    return {text_of(each, path) for each in either}


def text_of(intent: ast.expr, path: Path) -> str:
    """A literal, or a constant of this module or of one that it is imported from."""
    if isinstance(intent, ast.Constant) and isinstance(intent.value, str):
        return intent.value
    name = name_of(intent)
    for where in (path, *sorted((SOURCE / "services").glob("*.py"))):
        if (text := constants(where).get(name)) is not None:
            return text
    raise AssertionError(f"{path.name}:{intent.lineno}: an intent that nobody can read")


@cache
def constants(path: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in tree(path).body:
        if not isinstance(node, ast.Assign):
            continue
        for target in node.targets:
            pairs = [(target, node.value)]
            if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                pairs = list(zip(target.elts, node.value.elts, strict=True))
            for name, value in pairs:
                if isinstance(value, ast.Constant) and isinstance(value.value, str):
                    found[name_of(name)] = value.value
    return found


def name_of(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def test_every_write_is_under_an_intent_that_somebody_thought_of() -> None:
    written = {path.name: intents_in(path) for path in modules()}
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
