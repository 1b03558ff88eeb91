"""Reports as a registry gets them one after the other, and what it must say to each."""

import base64
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlmodel import select

from iago_desktop.signing import canonical_json, chain
from iago_desktop.tables import Consent, Patient
from tests.bundle.forge import read_at_registry
from tests.bundle.published import a_practice
from tests.registry.practice import Lines, Practice

Step = tuple[bytes, str, str]
Change = Callable[[Practice, Lines, Lines], object]
ACCEPTED, DUPLICATE = ("accepted", ""), ("duplicate", "")
_PID = "R-7K3M-Q2XW"


@dataclass(frozen=True)
class History:
    """`tell` makes the files, each with the state and the code that a registry without bundles must give."""

    name: str
    why: str
    tell: Callable[[Path], list[Step]]


def _told(*steps: tuple[bytes, tuple[str, str]]) -> list[Step]:
    return [(data, *said) for data, said in steps]


def _two(folder: Path) -> tuple[Practice, str, bytes, bytes]:
    practice = a_practice(folder / "practice.db")
    treatment = practice.add_patient(_PID)
    practice.add_record(treatment)
    first = practice.export()
    practice.add_record(treatment)
    return practice, treatment, first, practice.export()


def _in_order(folder: Path) -> list[Step]:
    _, _, first, second = _two(folder)
    return _told((first, ACCEPTED), (second, ACCEPTED), (first, DUPLICATE), (second, DUPLICATE))


def _gap(folder: Path) -> list[Step]:
    _, _, first, second = _two(folder)
    return _told((second, ("held", "bundle_missing")), (first, ACCEPTED), (second, ACCEPTED))


def _same_number(folder: Path) -> list[Step]:
    _, _, first, _ = _two(folder)
    other = a_practice(folder / "other.db")
    other.add_patient()
    return _told((first, ACCEPTED), (other.export(), ("fork", "bundle_forked")), (first, DUPLICATE))


def _other_predecessor(folder: Path) -> list[Step]:
    practice, treatment, first, second = _two(folder)
    practice.add_record(treatment)
    third = practice.export(prev="a" * 64)
    return _told((first, ACCEPTED), (second, ACCEPTED), (third, ("fork", "bundle_forked")))


def _first_with_a_predecessor(folder: Path) -> list[Step]:
    practice = a_practice(folder / "practice.db")
    practice.add_patient()
    return _told((practice.export(prev="b" * 64), ("fork", "bundle_forked")))


def _left_out(folder: Path) -> list[Step]:
    """The third report under the number of the second: entries between them came in none."""
    practice, treatment, first, _ = _two(folder)
    practice.add_record(treatment)
    third = practice.export(seq=2, prev=read_at_registry(first).set_digest)
    return _told((first, ACCEPTED), (third, ("refused", "audit_gap")))


def _restored(folder: Path) -> list[Step]:
    """A site that was set back tells its audit otherwise after its first report, and says so."""
    practice, treatment, first, second = _two(folder)
    practice.store.close()
    del treatment
    said_first, said_second = read_at_registry(first), read_at_registry(second)
    again = a_practice(folder / "again.db")
    again.add_record(again.add_patient("R-AAAA-BBBB"))
    ended = said_first.manifest.audit
    assert ended

    def goes_on(audit: Lines, records: Lines) -> None:
        del audit[0]  # the user is known already
        for place, line in enumerate(audit):
            line["n"] = ended.last + 1 + place
        audit[0]["prev"] = ended.head
        again.resign(audit)

    fields = {"seq": 3, "prev": said_second.set_digest}
    third = again.export(goes_on, recovered=True, prev_head=ended.head, **fields)
    return _told((first, ACCEPTED), (second, ACCEPTED), (third, ACCEPTED))


def _withdrawn(scope: str) -> Callable[[Path], list[Step]]:
    """After the wish the same patient's lines are dropped, in new reports and in old ones."""

    def tell(folder: Path) -> list[Step]:
        practice, _, first, second = _two(folder)
        with practice.store.write(practice.actor(), "withdraw") as transaction:
            patient = transaction.session.exec(select(Patient)).one()
            consent = transaction.session.exec(select(Consent)).one()
            transaction.put(consent.model_copy(update={"given": False}))
            transaction.put(patient, "withdraw", scope=scope)
        third = practice.export()
        return _told((first, ACCEPTED), (second, ACCEPTED), (third, ACCEPTED), (first, DUPLICATE))

    return tell


def _second(change: Change, code: str, state: str = "refused") -> Callable[[Path], list[Step]]:
    """A first report that is taken, and a second with something wrong in its lines."""

    def tell(folder: Path) -> list[Step]:
        practice = a_practice(folder / "practice.db")
        treatment = practice.add_patient(_PID)
        practice.add_record(treatment)
        first = practice.export()
        practice.add_record(treatment)
        second = practice.export(lambda audit, records: _changed(change, practice, audit, records))
        return _told((first, ACCEPTED), (second, (state, code)))

    return tell


def _changed(change: Change, practice: Practice, audit: Lines, records: Lines) -> None:
    change(practice, audit, records)


def _without(kind: str, code: str) -> Callable[[Path], list[Step]]:
    """A first report that leaves out the lines of a kind."""

    def tell(folder: Path) -> list[Step]:
        practice = a_practice(folder / "practice.db")
        practice.add_record(practice.add_patient(_PID))

        def forge(_audit: Lines, records: Lines) -> None:
            records[:] = [line for line in records if line["kind"] != kind]

        return _told((practice.export(forge), ("refused", code)))

    return tell


def _set(index: int, **values: Any) -> Change:
    """A line says otherwise, and the audit vouches for it."""

    def change(practice: Practice, audit: Lines, records: Lines) -> None:
        records[index] |= values
        _vouched(practice, audit, records)

    return change


def _data(**values: Any) -> Change:
    def change(practice: Practice, audit: Lines, records: Lines) -> None:
        records[0]["data"] = records[0]["data"] | values
        _vouched(practice, audit, records)

    return change


def _vouched(practice: Practice, audit: Lines, records: Lines) -> None:
    """`prev` right again after a revision was changed, the audit too."""
    digests: dict[tuple[str, int], str] = {}
    for line in records:
        if before := digests.get((line["rid"], line["rev"] - 1)):
            line["prev"] = before
        digests[line["rid"], line["rev"]] = chain.body_digest(canonical_json.dumps(line))
    practice.resend(records, audit)


def _entry(**values: Any) -> Change:
    """The last entry of the audit says otherwise, and nobody made it whole again."""
    return lambda _practice, audit, _records: audit[-1].update(values)


def _swapped(_practice: Practice, audit: Lines, _records: Lines) -> None:
    audit[0], audit[1] = audit[1], audit[0]


def _by_a_stranger(practice: Practice, audit: Lines, _records: Lines) -> None:
    practice.users["u7"] = Ed25519PrivateKey.from_private_bytes(bytes(32))
    practice.resign(audit, "u7")


def _by_an_unknown_user(practice: Practice, audit: Lines, _records: Lines) -> None:
    audit[-1]["by"] = "u9"


def _another_key(practice: Practice, audit: Lines, _records: Lines) -> None:
    public = Ed25519PrivateKey.from_private_bytes(bytes(32)).public_key().public_bytes_raw()
    audit[-1] |= {"rid": "u1", "rev": 9, "key": base64.b64encode(public).decode()}
    practice.resign(audit)


def _not_vouched(_practice: Practice, _audit: Lines, records: Lines) -> None:
    records[-1]["nonce"] = "0" * 32


def _twice(_practice: Practice, _audit: Lines, records: Lines) -> None:
    records.append(records[-1])


def _wrong_prev(practice: Practice, audit: Lines, records: Lines) -> None:
    records[-1]["prev"] = "0" * 64
    practice.resend(records, audit)


def _other_content(folder: Path) -> list[Step]:
    """A revision that is there already, in other words."""
    practice = a_practice(folder / "practice.db")
    treatment = practice.add_patient(_PID)
    practice.add_record(treatment)
    kept: Lines = []
    first = practice.export(lambda _audit, records: kept.extend(records))
    practice.add_record(treatment)

    def change(audit: Lines, records: Lines) -> None:
        again = {**kept[-2], "nonce": "1" * 32}
        audit[0] |= {"rid": again["rid"], "rev": again["rev"]}
        records[:] = [again]
        practice.resend(records, audit)

    return _told((first, ACCEPTED), (practice.export(change), ("conflict", "revision_conflict")))


def _of_another_site(folder: Path) -> list[Step]:
    """Site DE-0043 sends a record under an id that is DE-0042's."""
    _, _, first, _ = _two(folder)
    record = str(read_at_registry(first).lines["records.ndjson"][-1]["rid"])
    other = a_practice(folder / "other.db", site_id="DE-0043")
    stolen = other.add_record(other.add_patient("R-AAAA-BBBB"))

    def take(audit: Lines, records: Lines) -> None:
        for line in (*audit, *records):
            line["rid"] = record if line["rid"] == stolen else line["rid"]
        _vouched(other, audit, records)

    return _told((first, ACCEPTED), (other.export(take), ("conflict", "id_of_another_site")))


HISTORIES = (
    History("in order and again", "every report once, and the same receipt for the same report", _in_order),
    History("a gap", "a lost report is noticed, and taken when it comes", _gap),
    History("another report of the same number", "two histories of one site", _same_number),
    History("another predecessor", "two histories of one site", _other_predecessor),
    History("number 1 with a predecessor", "two histories of one site", _first_with_a_predecessor),
    History("an audit that leaves something out", "every change at the site is accounted for", _left_out),
    History(
        "a site that was set back", "after a restore the audit goes on otherwise, and says so", _restored
    ),
    History("withdrawn and deleted", "a patient's wish", _withdrawn("delete")),
    History("withdrawn and stopped", "a patient's wish", _withdrawn("stop")),
    History("an entry changed", "the audit is a chain", _second(_entry(body="0" * 64), "audit_broken")),
    History("an entry with another number", "the audit is a chain", _second(_entry(n=99), "audit_broken")),
    History(
        "an entry with another field",
        "what no reader knows, no reader passes on",
        _second(_entry(note="x"), "audit_broken"),
    ),
    History("two entries swapped", "the audit is a chain", _second(_swapped, "audit_broken")),
    History(
        "entries signed by somebody else",
        "everybody signs his own",
        _second(_by_a_stranger, "audit_signature"),
    ),
    History(
        "an entry of an unknown user",
        "everybody signs his own",
        _second(_by_an_unknown_user, "audit_user_unknown"),
    ),
    History("a user with another key", "a key is given once", _second(_another_key, "audit_user_key")),
    History(
        "a line that the audit does not know",
        "the audit speaks of every line",
        _second(_not_vouched, "line_not_in_audit"),
    ),
    History("a line twice", "a receipt counts lines", _second(_twice, "line_repeated")),
    History(
        "a line after another one",
        "revisions follow each other",
        _second(_wrong_prev, "revision_conflict", "conflict"),
    ),
    History("a revision in other words", "what was said is not unsaid", _other_content),
    History("an id of another site", "ids are random: the same twice is no accident", _of_another_site),
    History("an unknown kind", "a newer program wrote it", _second(_set(0, kind="biopsy"), "kind_unknown")),
    History(
        "a line with another member",
        "what no reader knows, no reader passes on",
        _second(_set(0, name="x"), "line_not_understood"),
    ),
    History("revision 0", "revisions begin at 1", _second(_set(0, rev=0), "line_not_understood")),
    History(
        "a record without a form",
        "answers mean nothing without their form",
        _second(_set(0, form=None), "line_not_understood"),
    ),
    History("grade 6", "grades end at 5", _second(_data(grade=6), "line_not_understood")),
    History(
        "a form that is not installed",
        "a newer pack wrote it",
        _second(_set(0, form_version=99), "form_unknown"),
    ),
    History(
        "an answer to no question",
        "the form has no such field",
        _second(_data(answers={"name": {"value": "x"}}), "answer_not_understood"),
    ),
    History(
        "another treatment",
        "days count from an infusion",
        _second(_data(treatment="0" * 32), "treatment_unknown"),
    ),
    History("no patient", "whose is it?", _without("patient", "patient_unknown")),
    History("no consent", "nothing is kept of who did not consent", _without("consent", "no_consent")),
)
