"""Conditions in CEL: compiled late, evaluated to true, false or unknown.  The only module that imports `cel`.

Plain variables only: no Python function is registered in the expression library, because an error inside one
would be swallowed and its text printed.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from math import isfinite
from typing import Any

from iago_desktop.errors import DefinitionError

Number = int | float
Value = str | int | float | list[str]
Variables = Mapping[str, Value]

_KEPT = 512
"""Results kept for each condition: the same few values come again and again while a form is filled in."""

_LONGEST = 2000
"""Characters; the longest that is shipped has 707.  The library's own stack ends at some 20,000 additions."""
_MOST_LOOPS = 2
"""Loops within loops over long lists could keep a program busy for hours; shipped conditions have one."""

_LOOP = re.compile(r"\.\s*(?:exists|exists_one|all|filter|map)\s*\(")
_STRING = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"")
_NAME = re.compile(r"(?<![.\w])[A-Za-z_]\w*")
_BOUND = re.compile(r"\.(?:exists|all|filter)\(\s*([a-z])\s*,")


def warm_up() -> None:
    """Import the expression library (0.25 s): call it from a worker, before the first form is opened."""
    _library()


def _library() -> Any:
    import cel  # noqa: PLC0415 -- costs 0.25 s and nobody needs it before the first form

    return cel


class Condition:
    """One CEL expression: `evaluate` answers yes, no or unknown, `compute` gives a number or a text."""

    __slots__ = ("_program", "_results", "_variables", "source")

    def __init__(self, source: str) -> None:
        self.source = source
        self._program: Any = None
        self._results: dict[Any, Any] = {}  # a list in a condition costs 0.15 ms each time
        self._variables: frozenset[str] | None = None

    def __repr__(self) -> str:
        return f"Condition({self.source!r})"

    def _compiled(self) -> Any:
        if self._program is None:
            self._refuse_excess()
            try:
                self._program = _library().compile(self.source)
            except ValueError as error:
                reason = str(error).split("Syntax error:")[-1].splitlines()[0].strip()
                raise DefinitionError(
                    "definition_condition_unreadable", file="", field="", condition=self.source, reason=reason
                ) from error
        return self._program

    def _refuse_excess(self) -> None:
        if len(self.source) > _LONGEST:
            raise DefinitionError("definition_condition_long", file="", field="", limit=_LONGEST)
        if len(_LOOP.findall(self.source)) > _MOST_LOOPS:
            raise DefinitionError("definition_condition_loops", file="", field="", limit=_MOST_LOOPS)

    @property
    def variables(self) -> frozenset[str]:
        """The fields and derived values it depends on; one letter names a loop variable, not a field."""
        if self._variables is None:
            self._variables = frozenset(name for name in self._compiled().variables() if len(name) > 1)
        return self._variables

    @property
    def functions(self) -> frozenset[str]:
        return frozenset(self._compiled().functions())

    @property
    def names(self) -> frozenset[str]:
        """Every word outside a text; macros such as `has` leave no trace in the compiled program."""
        return frozenset(_NAME.findall(_STRING.sub("''", self.source)))

    @property
    def bound(self) -> frozenset[str]:
        """Loop variables."""
        return frozenset(_BOUND.findall(self.source))

    def absent(self, variables: Variables) -> frozenset[str]:
        return frozenset(name for name in self.variables if name not in variables)

    def evaluate(self, variables: Variables) -> bool | None:
        """True, False, or None when a variable that would decide is absent.

        An error although every variable is present is a mistake in the definition and raises DefinitionError.
        """
        result = self._execute(variables)
        if result is not None and not isinstance(result, bool):
            raise self._fails()
        return result

    def compute(self, variables: Variables) -> Value | None:
        """The number or text it gives, or None when a variable that it needs is absent; errors as above."""
        result = self._execute(variables)
        if isinstance(result, bool) or not isinstance(result, int | float | str | None):
            raise self._fails()
        if isinstance(result, float) and not isfinite(result):
            return None
        return tidy(result) if isinstance(result, float) else result

    def _execute(self, variables: Variables) -> Any:
        given = {name: _plain(variables[name]) for name in self.variables if name in variables}
        key = tuple(
            (name, tuple(value) if isinstance(value, list) else value) for name, value in given.items()
        )
        if key not in self._results:
            if len(self._results) >= _KEPT:
                self._results.clear()
            self._results[key] = self._run(given)
        return self._results[key]

    def _run(self, given: Variables) -> Any:
        program = self._compiled()
        try:
            result = program.execute(given)
        except (RuntimeError, TypeError, ValueError, LookupError, ArithmeticError) as error:
            if len(given) < len(self.variables):
                return None
            raise self._fails() from error
        if result is None:
            raise self._fails()
        return result

    def _fails(self) -> DefinitionError:
        return DefinitionError("definition_condition_fails", file="", field="", condition=self.source)


def tidy(value: Number) -> Number:
    """A whole number without a fraction: 2 for 2.0."""
    return int(value) if value == int(value) else value


def _plain(value: Value) -> Value:
    """Numbers reach a condition as doubles: CEL does not compare an integer with 7.0 in arithmetic."""
    return float(value) if isinstance(value, int) else value


@lru_cache(maxsize=4096)
def condition(source: str) -> Condition:
    """The condition with this text, compiled once."""
    return Condition(source)
