"""The vectors beside a form: cases as `iago-registry grade` takes them, each with the source of its grade."""

import tomllib
from typing import Any

from iago_desktop.errors import DefinitionError


def load_vectors(data: bytes, file: str, form_id: str) -> tuple[dict[str, Any], ...]:
    """Every `[[vector]]` as a case; `open` in `expect` names the keys that are null: TOML has no null."""
    try:
        vectors = tomllib.loads(data.decode("utf-8"))["vector"]
        return tuple(_case(vector, form_id) for vector in vectors)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DefinitionError("definition_not_toml", file=file, field="", reason=str(error)) from error
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise DefinitionError("definition_key_missing", file=file, field="vector", key=str(error)) from error


def _case(vector: dict[str, Any], form_id: str) -> dict[str, Any]:
    expect = dict(vector["expect"])
    expect |= dict.fromkeys(expect.pop("open", ()))
    if not isinstance(expect.get("derived", {}), dict):
        raise TypeError("derived")
    return {**vector, "form": form_id, "source": vector["source"], "expect": expect}


def differences(expect: dict[str, Any], result: dict[str, Any]) -> tuple[str, ...]:
    """The expected keys that came out otherwise; only what `expect` names is compared."""
    found = tuple(
        key
        for key, value in expect.items()
        if key != "derived" and (key not in result or result[key] != value)
    )
    derived = result.get("derived", {})
    return found + tuple(
        f"derived.{key}" for key, value in expect.get("derived", {}).items() if derived.get(key) != value
    )
