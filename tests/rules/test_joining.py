"""Values that grew apart are joined by the changes that set them; what is new on both sides asks."""

from dataclasses import replace
from typing import Any

import pytest

from iago_desktop.rules.joining import READY, SIGNED, VOID, WITHDRAW, Stamp, State, join
from iago_desktop.rules.paths import put_together, row_path, take_apart
from tests.rules.history_model import history

FIRST = Stamp("s", "u1", "2026-11-01")
A, B = Stamp("a", "u1", "2026-11-02"), Stamp("b", "u2", "2026-11-03")
ROW, OTHER = row_path("organisms", "1a"), row_path("organisms", "2b")
CELL = f"{ROW}/organism"


def begin(**values: Any) -> State:
    values = {"op": "put", **values}
    return State(values, dict.fromkeys(values, FIRST), frozenset({"s"}), "s", {}, SIGNED, "u1")


def edit(state: State, stamp: Stamp, changes: dict[str, Any], status: str = READY) -> State:
    values = {path: v for path, v in {**state.values, **changes}.items() if v is not None}
    rows = tuple(path.partition("#")[2] for path in values if "#" in path and path.count("/") == 1)
    return State(
        values,
        {**state.stamps, **dict.fromkeys(changes, stamp)},
        state.known | {stamp.dot},
        stamp.dot,
        {"organisms": rows},
        status,
    )


def test_different_values_join_alone() -> None:
    base = begin(severity="2", outcome="ongoing")
    mine, theirs = edit(base, A, {"severity": "3"}), edit(base, B, {"outcome": "resolved"})
    for one, other in ((mine, theirs), (theirs, mine)):
        outcome = join(one, other)
        assert outcome.kind == "joined"
        assert outcome.state.values == {"op": "put", "severity": "3", "outcome": "resolved"}
        assert outcome.state.status == READY  # nobody signed this


def test_the_same_value_asks_and_both_stand_there() -> None:
    base = begin(ended="1")
    outcome = join(edit(base, A, {"ended": "2"}), edit(base, B, {"ended": "3"}))
    (conflict,) = outcome.conflicts
    assert (outcome.kind, conflict.path) == ("asks", "ended")
    assert (conflict.mine, conflict.my_stamp, conflict.theirs, conflict.their_stamp) == ("2", A, "3", B)
    mine, theirs = edit(base, A, {"ended": "2"}), edit(base, B, {"ended": "3"})
    chosen = join(mine, theirs, {conflict.key: "theirs"})
    assert (chosen.kind, chosen.state.values["ended"]) == ("joined", "3")
    again = join(edit(mine, Stamp("a2", "u1", ""), {"ended": "4"}), theirs, {conflict.key: "theirs"})
    assert again.kind == "asks"  # it was another value when somebody chose


def test_the_same_change_on_both_asks_nobody() -> None:
    base = begin(ended="1")
    outcome = join(edit(base, A, {"ended": "2"}), edit(base, B, {"ended": "2"}))
    assert (outcome.kind, outcome.state.values["ended"]) == ("joined", "2")


def test_what_was_changed_there_and_back_is_not_overwritten_after_another_file() -> None:
    base = begin(outcome="ongoing", severity="2")
    there = edit(base, B, {"outcome": "death"})
    back = edit(there, Stamp("b2", "u2", "2026-11-04"), {"outcome": "ongoing"})
    other = edit(base, A, {"severity": "3"})
    for one, another in ((back, other), (other, back)):
        joined = join(one, another).state
        assert joined.stamps["outcome"].dot == "b2"
        later = edit(other, Stamp("a2", "u1", "2026-11-05"), {"outcome": "death"})
        for mine, theirs in ((joined, later), (later, joined)):
            assert [each.path for each in join(mine, theirs).conflicts] == ["outcome"]


def test_what_follows_is_taken_with_its_signature_and_what_is_known_changes_nothing() -> None:
    base = begin(ended="1")
    later = replace(edit(base, B, {"ended": "2"}), status=SIGNED, signer="u2")
    taken = join(base, later)
    assert (taken.kind, taken.state.status, taken.state.signer) == ("taken", SIGNED, "u2")
    assert join(later, base).kind == "nothing"


def test_a_signature_stays_where_the_content_is_what_was_signed() -> None:
    base = begin(ended="1")
    signed = replace(edit(base, A, {"ended": "2"}), status=SIGNED, signer="u1")
    same = edit(base, B, {"ended": "2"})
    outcome = join(same, signed)
    assert (outcome.state.status, outcome.state.signer) == (SIGNED, "u1")


def test_rows_that_each_added_stay_and_do_not_swap() -> None:
    base = begin()
    mine = edit(base, A, {ROW: True, CELL: "k"})
    theirs = edit(base, B, {OTHER: True, f"{OTHER}/organism": "e"})
    one, other = join(mine, theirs).state, join(theirs, mine).state
    assert one.order == other.order == {"organisms": ("1a", "2b")}
    assert one.values == other.values


def test_the_same_row_of_both_stands_once() -> None:
    base = begin()
    mine = edit(base, A, {ROW: True, CELL: "k"})
    theirs = edit(base, B, {OTHER: True, f"{OTHER}/organism": "k"})
    for outcome in (join(mine, theirs), join(theirs, mine)):
        assert outcome.state.order == {"organisms": ("1a",)}
    assert join(mine, theirs).state.values == join(theirs, mine).state.values


@pytest.mark.parametrize(("cell", "kind"), [({}, "joined"), ({CELL: "e"}, "asks")])
def test_a_row_taken_away_against_one_that_was_changed_asks(cell: dict[str, str], kind: str) -> None:
    base = edit(begin(ended="1"), FIRST, {ROW: True, CELL: "k"})
    gone = edit(base, A, {ROW: None, CELL: None})
    changed = edit(base, B, {"ended": "2", **cell})
    for one, other in ((gone, changed), (changed, gone)):
        outcome = join(one, other)
        assert outcome.kind == kind
        if kind == "joined":
            assert ROW not in outcome.state.values
            assert CELL not in outcome.state.values
        else:
            (conflict,) = outcome.conflicts
            side = "mine" if one is changed else "theirs"
            assert join(one, other, {conflict.key: side}).state.values[CELL] == "e"


def test_none_against_some_asks() -> None:
    base = begin()
    none = edit(base, A, {"answers/organisms": {"answer": {"value": []}}})
    some = edit(base, B, {ROW: True, CELL: "k"})
    (conflict,) = join(none, some).conflicts
    assert join(none, some, {conflict.key: "mine"}).state.order == {}
    kept = join(none, some, {conflict.key: "theirs"}).state
    assert (kept.order, "answers/organisms" in kept.values) == ({"organisms": ("1a",)}, False)


def test_taken_back_against_changed_asks_and_a_patients_wish_stands() -> None:
    base = begin(ended="1")
    void, changed = edit(base, A, {"op": VOID}, "withdrawn"), edit(base, B, {"ended": "2"})
    (conflict,) = join(void, changed).conflicts
    assert conflict.path == "op"
    kept = join(void, changed, {conflict.key: "theirs"}).state
    assert (kept.values["op"], kept.values["ended"], kept.status) == ("put", "2", READY)
    gone = join(void, changed, {conflict.key: "mine"}).state
    assert (gone.values["op"], gone.status) == (VOID, "withdrawn")
    wish = edit(base, A, {"op": WITHDRAW}, "withdrawn")
    assert join(changed, wish).state.values["op"] == WITHDRAW


def test_taken_back_against_a_mere_signature_is_taken_back() -> None:
    base = begin(ended="1")
    void = edit(base, A, {"op": VOID}, "withdrawn")
    signed = replace(edit(base, B, {}), status=SIGNED, signer="u1")
    assert join(signed, void).state.values["op"] == VOID


@pytest.mark.parametrize("names", ["ab", "abc"])
def test_histories_end_alike_and_nothing_goes_in_silence(names: str) -> None:
    for seed in range(400 if names == "ab" else 150):
        computers, book = history(f"{names}:{seed}", names)
        said = [computer.state.says() for computer in computers]
        assert all(each == said[0] for each in said), seed
        assert not list(book.silent(said[0][0])), seed
        for here in computers:
            for there in computers:
                before = here.state
                here.take(there.name, there.state)
                assert here.state.says() == before.says()


def test_taken_apart_and_put_together_is_the_same() -> None:
    content = {
        "form_version": 1,
        "grade_confirmed": [None, None],
        "answers": {
            "onset": {"value": {"from": 11, "to": 40, "window": "late_gt_30"}},
            "organisms": {
                "value": [{"row": "1a", "organism": {"value": "k"}, "found": {"value": {"day": 3}}}]
            },
            "drugs": {"value": []},
            "route": {"missing": "not_known"},
        },
        "private": {
            "dates": {"onset": {"from": 14, "to": 40}, "organisms/1a/found": {"from": 1, "to": 3}, "x": 1},
            "notes": {"onset": "from the\nletter"},
            "stays": {"centre": {"value": "Ulm"}},
        },
    }
    taken = take_apart(content)
    assert taken.values[row_path("organisms", "1a")] is True
    assert put_together(taken.values, taken.order) == content
