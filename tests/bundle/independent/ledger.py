"""Sections 7 and 8 of docs/bundle-format.md: what a registry does with reports, one after the other."""

import base64
import hashlib
from dataclasses import dataclass, field
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tests.bundle.independent.containers import Refused, sha
from tests.bundle.independent.documents import DIGESTS, exactly, like, listed, optional, text, whole
from tests.bundle.independent.reader import Read, Reader, read

ZEROS = "0" * 64
CODE = like("[a-z][a-z0-9_]*", 64)
RID = like("[0-9a-f]{32}")
POSITIVE = whole(1, 2**53 - 1)
GRADE = optional(whole(0, 5))
ENTRY = {
    "body": DIGESTS,
    "by": like("[a-z][a-z0-9_]{0,31}"),
    "digest": DIGESTS,
    "n": POSITIVE,
    "prev": DIGESTS,
    "private": DIGESTS,
    "rev": POSITIVE,
    "rid": like("[0-9a-z_]{1,32}"),
    "sig": text(0, 100),
}
LINE = exactly(
    {
        "data": lambda value: isinstance(value, dict),
        "form": optional(CODE),
        "form_version": optional(POSITIVE),
        "kind": CODE,
        "nonce": RID,
        "op": lambda value: value in ("put", "void", "withdraw"),
        "pid": like("[A-Z0-9]{1,8}(-[A-Z0-9]{1,8}){0,4}"),
        "prev": optional(DIGESTS),
        "rev": POSITIVE,
        "rid": RID,
    }
)
SYSTEM = {"system": text(0, 64), "version": text(0, 32)}
RECORD = {
    "answers": lambda value: isinstance(value, dict),
    "at_least": GRADE,
    "grade": GRADE,
    "grade_confirmed": GRADE,
    "grade_reason_code": optional(CODE),
    "grading": optional(exactly(SYSTEM)),
    "status": lambda value: value in ("ready", "signed", "withdrawn"),
}
BESIDE = listed(exactly(SYSTEM | {"grade": GRADE, "at_least": GRADE}), 0, 1000)
OPTIONAL = {"treatment": optional(RID), "about": optional(RID), "beside": BESIDE}
VERDICTS = ("corrected", "confirmed", "cannot_clarify")
DATA = {
    "patient": exactly({"sex": lambda value: value in ("f", "m", "d", None)}),
    "treatment": exactly({"answers": lambda value: isinstance(value, dict)}),
    "record": lambda data: exactly(RECORD | {name: OPTIONAL[name] for name in OPTIONAL if name in data})(
        data
    ),
    "consent": exactly(
        {"form_version": text(0, 64), "given": lambda value: isinstance(value, bool), "note": text(0, 200)}
    ),
    "answer": exactly({"qid": RID, "verdict": lambda value: value in VERDICTS, "reason": optional(CODE)}),
}
CONFLICTS = ("revision_conflict", "id_of_another_site")
STATES = {"bundle_missing": "held", "bundle_forked": "fork", **dict.fromkeys(CONFLICTS, "conflict")}


@dataclass
class Site:
    """What is held of one site: reports (number to set digest, end of its audit), keys of users, lines."""

    reports: list[tuple[str, int, str]] = field(default_factory=list)
    files: dict[int, bytes] = field(default_factory=dict)
    users: dict[str, str] = field(default_factory=dict)
    vouched: dict[tuple[str, int], str] = field(default_factory=dict)
    lines: dict[str, dict[int, tuple[str, str, str]]] = field(
        default_factory=dict
    )  # rid: rev: digest, kind, pid
    patients: dict[str, str] = field(default_factory=dict)
    treatments: dict[str, str] = field(default_factory=dict)
    consent: dict[str, bool] = field(default_factory=dict)
    stones: dict[str, str] = field(default_factory=dict)


@dataclass
class Ledger:
    reader: Reader
    forms: dict[str, list[str]]
    sites: dict[str, Site] = field(default_factory=dict)

    def offer(self, data: bytes) -> tuple[str, str]:
        """State and refusal, `ok` where there is none."""
        for site in self.sites.values():
            if data in site.files.values():
                return "duplicate", "ok"
        try:
            return self._take(data), "ok"
        except Refused as refused:
            return STATES.get(refused.code, "refused"), refused.code

    def _take(self, data: bytes) -> str:
        found = read(data, self.reader)
        entries = _audit(found)
        lines = [
            _line(line, raw, self.forms)
            for line, raw in zip(found.lines["records.ndjson"], _raw(found), strict=True)
        ]
        if len({digest for _, digest in lines}) != len(lines):
            raise Refused("line_repeated", 17)
        said = found.manifest
        before = self.sites.get(said["from"], Site())
        number, head = len(before.reports), before.reports[-1][0] if before.reports else ZEROS
        if said["seq"] <= number and before.reports[said["seq"] - 1][0] == found.said["set"]:
            return "duplicate"
        if said["seq"] > number + 1:
            raise Refused("bundle_missing", 16)
        if said["seq"] != number + 1 or said["prev"] != head:
            raise Refused("bundle_forked", 16)
        site = _copy(before)
        ends = _goes_on(said, site)
        _signatures(entries, site, again=said["recovered"])
        site.vouched |= {(entry["rid"], entry["rev"]): entry["body"] for entry in entries}
        elsewhere = {rid for name, other in self.sites.items() if name != said["from"] for rid in other.lines}
        _arrive(lines, site, elsewhere)
        site.reports.append((found.said["set"], *ends))
        site.files[said["seq"]] = data
        self.sites[said["from"]] = site
        return "accepted"


def _copy(site: Site) -> Site:
    """All or nothing: what is refused half-way leaves no trace."""
    lines = {rid: dict(revisions) for rid, revisions in site.lines.items()}
    rest = (site.patients, site.treatments, site.consent, site.stones)
    return Site(
        list(site.reports), dict(site.files), dict(site.users), dict(site.vouched), lines, *map(dict, rest)
    )


def _raw(found: Read) -> list[bytes]:
    return found.files["records.ndjson"].split(b"\n")[:-1]


def entry_digest(n: int, prev: str, body: str, private: str) -> str:
    return sha(f"iago-revision/1\n{n}\n{prev}\n{body}\n{private}\n".encode())


def _audit(found: Read) -> list[dict[str, Any]]:
    entries, said = found.lines["audit.ndjson"], found.manifest["audit"]
    for entry in entries:
        if not exactly(ENTRY | ({"key": text(0, 64)} if "key" in entry else {}))(entry):
            raise Refused("audit_broken", 16)
    if said is None:
        if entries:
            raise Refused("audit_broken", 16)
        return []
    if said["last"] - said["first"] + 1 != len(entries):
        raise Refused("audit_broken", 16)
    prev = said["prev_head"]
    for n, entry in enumerate(entries, said["first"]):
        wanted = entry_digest(n, prev, entry["body"], entry["private"])
        if (entry["n"], entry["prev"], entry["digest"]) != (n, prev, wanted):
            raise Refused("audit_broken", 16)
        prev = wanted
    if prev != said["head"]:
        raise Refused("audit_broken", 16)
    return entries


def _goes_on(said: dict[str, Any], site: Site) -> tuple[int, str]:
    """Number and head after this report."""
    n, head = site.reports[-1][1:] if site.reports else (0, ZEROS)
    audit = said["audit"]
    if audit is None:
        return n, head
    begins = (audit["first"] - 1, audit["prev_head"])
    ended = {(0, ZEROS), *((last, end) for _, last, end in site.reports)}
    if begins != (n, head) and not (said["recovered"] and begins in ended):
        raise Refused("audit_gap", 16)
    return audit["last"], audit["head"]


def _signatures(entries: list[dict[str, Any]], site: Site, *, again: bool) -> None:
    for entry in entries:
        if "key" in entry:
            same = site.users.get(entry["rid"], entry["key"]) == entry["key"]
            vouched = entry["by"] in site.users and (same or entry["by"] != entry["rid"])
            if not (same or again) or not (vouched or not site.users):
                raise Refused("audit_user_key", 16)
            site.users[entry["rid"]] = entry["key"]
        if entry["by"] not in site.users:
            raise Refused("audit_user_unknown", 16)
        try:
            key = Ed25519PublicKey.from_public_bytes(base64.b64decode(site.users[entry["by"]], validate=True))
            key.verify(base64.b64decode(entry["sig"], validate=True), bytes.fromhex(entry["digest"]))
        except (InvalidSignature, ValueError):
            raise Refused("audit_signature", 16) from None


def _line(line: dict[str, Any], raw: bytes, forms: dict[str, list[str]]) -> tuple[dict[str, Any], str]:
    if not LINE(line):
        raise Refused("line_not_understood", 17)
    kind, data = line["kind"], line["data"]
    if kind not in DATA:
        raise Refused("kind_unknown", 17)
    if (
        line["op"] == "withdraw"
        and kind == "patient"
        and data.get("scope", "delete") not in ("delete", "stop")
    ):
        raise Refused("line_not_understood", 17)
    if line["op"] != "put":
        return line, sha(raw)
    if not DATA[kind](data) or (kind == "answer" and data["qid"] != line["rid"]):
        raise Refused("line_not_understood", 17)
    if "answers" in data:
        if (
            line["form"] is None
            or line["form_version"] is None
            or (kind == "treatment") != (line["form"] == "treatment")
        ):
            raise Refused("line_not_understood", 17)
        form = f"{line['form']}:{line['form_version']}"
        if form not in forms:
            raise Refused("form_unknown", 17)
        if set(data["answers"]) - set(forms[form]):
            raise Refused("answer_not_understood", 17)
    return line, sha(raw)


def _arrive(  # noqa: C901 -- one sentence of the page after another
    lines: list[tuple[dict[str, Any], str]], site: Site, elsewhere: set[str]
) -> None:
    spoken_of: set[str] = set()
    for line, digest in lines:
        rid, rev, pid, kind = line["rid"], line["rev"], line["pid"], line["kind"]
        if site.vouched.get((rid, rev)) != digest:
            raise Refused("line_not_in_audit", 17)
        scope = line["data"].get("scope", "delete") if line["op"] == "withdraw" and kind == "patient" else ""
        stone = site.stones.get(hashlib.sha256(pid.encode()).hexdigest())
        if stone and not (scope == "delete" != stone):
            continue
        if kind != "patient" and pid not in site.patients:
            raise Refused("patient_unknown", 17)
        if rid in elsewhere:
            raise Refused("id_of_another_site", 17)
        held = site.lines.setdefault(rid, {})
        if kind == "patient" and site.patients.setdefault(pid, rid) != rid:
            raise Refused("revision_conflict", 17)
        if any(each[1:] != (kind, pid) for each in held.values()) or held.get(rev, (digest,))[0] != digest:
            raise Refused("revision_conflict", 17)
        if line["op"] == "put" and kind != "consent":
            spoken_of.add(pid)
        if rev in held:
            continue
        if line["prev"] != (site.vouched.get((rid, rev - 1)) if rev > 1 else None):
            raise Refused("revision_conflict", 17)
        held[rev] = (digest, kind, pid)
        _stored(line, site, scope)
    if any(not site.consent.get(pid) for pid in spoken_of if pid in site.patients):
        raise Refused("no_consent", 17)


def _stored(line: dict[str, Any], site: Site, scope: str) -> None:
    """What later lines are held against."""
    pid, kind = line["pid"], line["kind"]
    if kind == "consent":
        site.consent[pid] = line["op"] == "put" and line["data"]["given"]
    if kind == "treatment":
        site.treatments[line["rid"]] = pid
    if kind == "record" and line["op"] == "put":
        own = [rid for rid, of in site.treatments.items() if of == pid]
        wanted = line["data"].get("treatment")
        if wanted not in own and not (wanted is None and len(own) == 1):
            raise Refused("treatment_unknown", 17)
    if scope:
        site.stones[hashlib.sha256(pid.encode()).hexdigest()] = scope
        if scope == "delete":
            site.patients.pop(pid, None)
