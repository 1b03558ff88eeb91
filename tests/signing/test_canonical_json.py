"""One spelling for every document, and nothing that could be read in two ways."""

import json
from typing import Any

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from iago_desktop.errors import BundleError
from iago_desktop.signing import canonical_json
from tests.signing.hostile_json import HOSTILE


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_json_is_refused(name: str) -> None:
    data, code = HOSTILE[name]
    with pytest.raises(BundleError) as refused:
        canonical_json.loads(data)
    # Which of two defects is named first may differ between Python versions; that it is refused may not.
    assert refused.value.code == code


keys = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
texts = st.text(st.sampled_from("abcXYZ 019.,+<>&\"\\/'äöüßÄ€µ°≥漢字😀"), max_size=20)
scalars = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | texts
documents = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=20,
)


@given(documents)
@settings(max_examples=100)
def test_the_encoding_is_that_of_rfc_8785(document: Any) -> None:
    """By an encoder that is not ours."""
    assert canonical_json.dumps(document) == rfc8785.dumps(document)


@given(documents)
@settings(max_examples=100)
def test_what_is_written_is_read_again(document: Any) -> None:
    data = canonical_json.dumps(document)
    assert canonical_json.loads(data) == document
    assert json.loads(data) == document


@given(documents)
@settings(max_examples=100)
def test_any_other_spelling_is_refused(document: Any) -> None:
    for spelling in (
        json.dumps(document, indent=1, ensure_ascii=False),
        json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=True),
    ):
        data = spelling.encode()
        if data != canonical_json.dumps(document):
            with pytest.raises(BundleError):
                canonical_json.loads(data)


@given(st.binary(max_size=60))
@settings(max_examples=100)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        value = canonical_json.loads(data)
    except BundleError:
        return
    assert canonical_json.dumps(value) == data


def test_the_order_of_keys_does_not_matter_when_writing() -> None:
    assert canonical_json.dumps({"b": 1, "a": [True, None]}) == b'{"a":[true,null],"b":1}'


@pytest.mark.parametrize(
    "value", [1.5, b"bytes", (1, 2), {1: 2}, {"a": {1, 2}}, "a\nb", 2**53, {"Bad": 1}, {"a": float("nan")}]
)
def test_a_value_outside_the_profile_is_not_written(value: Any) -> None:
    with pytest.raises(BundleError):
        canonical_json.dumps(value)


def _nested(levels: int) -> Any:
    value: Any = "x"
    for _ in range(levels):
        value = [value]
    return value


def test_the_limits_are_kept_on_both_sides() -> None:
    for allowed in (_nested(12), "x" * 20_000, 2**53 - 1, -(2**53) + 1):
        assert canonical_json.loads(canonical_json.dumps(allowed)) == allowed
    for refused in (_nested(13), "x" * 20_001, 2**53, -(2**53)):
        with pytest.raises(BundleError):
            canonical_json.dumps(refused)
        with pytest.raises(BundleError):
            canonical_json.loads(json.dumps(refused).encode())


def test_lines_end_with_one_lf_each() -> None:
    assert canonical_json.load_lines(b"") == ()
    assert canonical_json.load_lines(b'{"a":1}\n{"a":2}\n') == ({"a": 1}, {"a": 2})
    for data in (b'{"a":1}', b'{"a":1}\r\n', b'\n{"a":1}\n', b'{"a":1}\n\n', b"[]\n", b'"a"\n', b"null\n"):
        with pytest.raises(BundleError):
            canonical_json.load_lines(data)


def test_a_line_has_at_most_64_kib() -> None:
    frame = len(b'{"a":["","","",""]}')
    parts = [b'"' + b"x" * 16_000 + b'"'] * 3
    longest = b'{"a":[' + b",".join([*parts, b'"' + b"x" * (65_536 - 48_000 - frame) + b'"']) + b"]}"
    assert len(longest) == 65_536
    assert len(canonical_json.load_lines(longest + b"\n")) == 1
    with pytest.raises(BundleError) as refused:
        canonical_json.load_lines(longest.replace(b'"]}', b'x"]}') + b"\n")
    assert refused.value.code == "line_too_long"


def test_a_file_has_at_most_200_000_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BundleError) as refused:
        canonical_json.load_lines(b"{}\n" * 200_001)
    assert refused.value.code == "too_many_lines"
    assert refused.value.details["limit"] == 200_000
    # Where the limit lies is tried with fewer: two hundred thousand lines take seconds to read.
    monkeypatch.setattr(canonical_json, "MAX_LINES", 2000)
    assert len(canonical_json.load_lines(b"{}\n" * 2000)) == 2000
    with pytest.raises(BundleError):
        canonical_json.load_lines(b"{}\n" * 2001)
