"""JSON with exactly one spelling: a restricted RFC 8785 profile, refused unless it is its own re-encoding.

Objects, arrays, strings, integers, true, false, null.  What a document means is decided elsewhere.
"""

import json
import re
import unicodedata
from functools import lru_cache
from typing import Any, NoReturn

from iago_desktop.errors import BundleError

MAX_DEPTH = 12
MAX_STRING = 20_000
MAX_INTEGER = 2**53 - 1
MAX_LINE = 64 * 1024
MAX_LINES = 200_000
_SHORT = 1024
_LONGEST_INTEGER = len(str(-MAX_INTEGER))

_KEY = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
# Written out, not taken from unicodedata: two Python versions must refuse the same characters.
_FORBIDDEN = re.compile(
    "["
    "\x00-\x1f\x7f-\x9f"  # control
    "\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e"  # format characters
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"  # zero width, bidi, line separators
    "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0"  # look like nothing
    "\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff"  # surrogates, private use, non-characters
    "\U000110bd\U000110cd\U00013430-\U0001345f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U0001fffe\U0001ffff\U0002fffe\U0002ffff\U0003fffe-\U0010ffff"  # planes that hold no text
    "]"
)


def dumps(value: Any) -> bytes:
    """The one encoding of `value`; BundleError json_* when it lies outside the profile."""
    _check(value, 0)
    return _encode(value)


def loads(data: bytes) -> Any:
    """The value, if `data` is its one encoding; BundleError json_* otherwise."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BundleError("json_not_utf8") from error
    try:
        value = json.loads(
            text,
            object_pairs_hook=_object,
            parse_int=_integer,
            parse_float=_no_fraction,
            parse_constant=_no_fraction,
        )
    except RecursionError as error:
        raise BundleError("json_depth") from error
    except ValueError as error:
        raise BundleError("json_syntax") from error
    _check(value, 0)
    if _encode(value) != data:
        raise BundleError("json_not_canonical")
    return value


def load_object(data: bytes) -> dict[str, Any]:
    """As `loads`, and the value is an object."""
    value = loads(data)
    if not isinstance(value, dict):
        raise BundleError("json_not_an_object")
    return value


def load_lines(data: bytes) -> tuple[dict[str, Any], ...]:
    """One object per line, each line ended by LF, none of them empty."""
    if data.count(b"\n") > MAX_LINES:
        raise BundleError("too_many_lines", limit=MAX_LINES)
    *lines, rest = data.split(b"\n")
    if rest or any(len(line) > MAX_LINE for line in lines):
        raise BundleError("line_too_long", limit_kib=MAX_LINE // 1024)
    return tuple(map(load_object, lines))


def _encode(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode("utf-8")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise BundleError("json_duplicate_key")
    return found


def _integer(digits: str) -> int:
    # Before int(): a number of a million digits must not cost anything.
    if len(digits) > _LONGEST_INTEGER:
        raise BundleError("json_number")
    return int(digits)


def _no_fraction(_: str) -> NoReturn:
    raise BundleError("json_number")


def _check(value: Any, depth: int) -> None:  # noqa: C901 - one branch per JSON type
    kind = type(value)
    if kind is str:
        _check_string(value)
    elif kind is int:
        if abs(value) > MAX_INTEGER:
            raise BundleError("json_number")
    elif kind is dict:
        _check_depth(depth)
        for key, inner in value.items():
            if type(key) is not str or len(key) > MAX_STRING or not _is_key(key):
                raise BundleError("json_key")
            if type(inner) is not str or not _is_plain(inner):
                _check(inner, depth + 1)
    elif kind is list:
        _check_depth(depth)
        for inner in value:
            _check(inner, depth + 1)
    elif kind is float:
        raise BundleError("json_number")
    elif value is not None and kind is not bool:
        raise BundleError("json_type")


@lru_cache(1024)  # a bundle has many lines and few names
def _is_key(key: str) -> bool:
    return _KEY.fullmatch(key) is not None


def _check_depth(depth: int) -> None:
    if depth >= MAX_DEPTH:
        raise BundleError("json_depth")


def _is_plain(text: str) -> bool:
    """Almost every text of a bundle; nothing that is forbidden is among them."""
    return len(text) <= _SHORT and text.isascii() and text.isprintable()


def _check_string(text: str) -> None:
    if len(text) > MAX_STRING:
        raise BundleError("json_string_length")
    if _FORBIDDEN.search(text) or not unicodedata.is_normalized("NFC", text):
        raise BundleError("json_characters")
