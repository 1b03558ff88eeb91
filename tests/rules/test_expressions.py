"""True, false, unknown; and what is a mistake in the definition."""

import subprocess
import sys
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iago_desktop.errors import DefinitionError
from iago_desktop.rules.expressions import Condition

UNKNOWN = object()


def test_an_absent_side_is_absorbed_where_the_other_decides() -> None:
    either = Condition("aa == 'yes' || bb == 'yes'")
    assert either.evaluate({"aa": "yes"}) is True
    assert either.evaluate({"bb": "yes"}) is True
    assert either.evaluate({"bb": "no"}) is None
    both = Condition("aa == 'yes' && bb == 'yes'")
    assert both.evaluate({"bb": "no"}) is False
    assert both.evaluate({"aa": "yes"}) is None


_ATOMS = {"aa": ("aa == 'yes'", "yes"), "bb": ("bb > 2.0", 3), "cc": ("'x' in cc", ["x"])}
_OTHER: dict[str, Any] = {"aa": "no", "bb": 2, "cc": []}


def _expressions() -> st.SearchStrategy[Any]:
    return st.recursive(
        st.sampled_from(sorted(_ATOMS)),
        lambda inner: st.tuples(st.sampled_from(["&&", "||"]), inner, inner) | st.tuples(st.just("!"), inner),
        max_leaves=6,
    )


def _written(tree: Any) -> str:
    if isinstance(tree, str):
        return f"({_ATOMS[tree][0]})"
    if tree[0] == "!":
        return f"!{_written(tree[1])}"
    return f"({_written(tree[1])} {tree[0]} {_written(tree[2])})"


def _kleene(tree: Any, values: dict[str, bool | None]) -> bool | None:
    """The truth table, written out."""
    if isinstance(tree, str):
        return values[tree]
    sides = [_kleene(each, values) for each in tree[1:]]
    if tree[0] == "!":
        return None if sides[0] is None else not sides[0]
    decides: bool = tree[0] == "||"
    if decides in sides:
        return decides
    return None if None in sides else not decides


@settings(max_examples=80, deadline=None)
@given(tree=_expressions())
def test_conditions_follow_the_three_valued_truth_table(tree: Any) -> None:
    condition = Condition(_written(tree))
    for truths in product((True, False, None), repeat=len(_ATOMS)):
        values = dict(zip(sorted(_ATOMS), truths, strict=True))
        given_values: dict[str, Any] = {
            name: _ATOMS[name][1] if truth else _OTHER[name]
            for name, truth in values.items()
            if truth is not None
        }
        assert condition.evaluate(given_values) is _kleene(tree, values)


def test_integers_reach_a_condition_as_doubles() -> None:
    assert Condition("ice == 10.0").evaluate({"ice": 10}) is True
    assert Condition("ice + 1.0 > 10.5").evaluate({"ice": 10}) is True


def test_a_list_that_is_absent_is_unknown_and_an_empty_one_is_not() -> None:
    several = Condition("vasopressors.filter(v, v != 'vasopressin').size() >= 2")
    assert several.evaluate({}) is None
    assert several.evaluate({"vasopressors": []}) is False
    assert several.evaluate({"vasopressors": ["dopamine", "epinephrine"]}) is True
    assert several.evaluate({"vasopressors": ["dopamine", "vasopressin"]}) is False


def test_loop_variables_are_no_fields() -> None:
    assert Condition("sites.exists(s, s == 'LRTI')").variables == {"sites"}


def test_an_error_with_every_variable_present_is_a_mistake() -> None:
    for source in ("aa > 1.0", "aa + 1 > 2", "aa", "nobody(aa)"):
        with pytest.raises(DefinitionError) as error:
            Condition(source).evaluate({"aa": "text", "nobody": "x"})
        assert error.value.code == "definition_condition_fails"


def test_an_unreadable_condition_says_what_is_wrong() -> None:
    with pytest.raises(DefinitionError) as error:
        Condition("aa ==").evaluate({})
    assert error.value.code == "definition_condition_unreadable"
    assert error.value.details["reason"]


def test_loading_the_definitions_imports_no_expression_library() -> None:
    code = (
        "import sys; from iago_desktop.definitions.catalogue import Catalogue; Catalogue.shipped();"
        "import iago_desktop.rules.grade, iago_desktop.rules.check, iago_desktop.rules.case;"
        "sys.exit('cel' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("1 / 0 == 1", "definition_condition_fails"),
        (" + ".join(["1"] * 30_000) + " > 1", "definition_condition_long"),  # the library's stack ends before
        ("[1].exists(a, [1].exists(b, [1].exists(c, a + b + c > 9)))", "definition_condition_loops"),
    ],
)
def test_a_condition_that_would_bring_the_program_down_is_refused(source: str, code: str) -> None:
    with pytest.raises(DefinitionError) as raised:
        Condition(source).evaluate({})
    assert raised.value.code == code
