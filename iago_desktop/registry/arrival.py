"""The lines of one bundle into the open transaction: revisions appended, rows put."""

import base64
from collections.abc import Callable, Sequence
from datetime import date

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.definitions.model import Form
from iago_desktop.errors import BundleError
from iago_desktop.registry import audit, rows, tombstones
from iago_desktop.registry.audit import Entry, Index
from iago_desktop.registry.lines import Line, RecordData
from iago_desktop.registry.rows import Place
from iago_desktop.store import arrivals, queries
from iago_desktop.store.arrivals import Held
from iago_desktop.store.transaction import Transaction
from iago_desktop.tables import Consent, Definition, Patient, Question, Record, Revision, Treatment

_TABLES: dict[str, type[Held]] = {
    "patient": Patient,
    "treatment": Treatment,
    "record": Record,
    "consent": Consent,
    "answer": Question,
}


class Arrival:
    """One bundle of one site.

    `withdrawn` names the rows whose content was erased on the patient's wish, patients first; `unasked` are
    answers to questions that this registry does not know: kept, and asked about.  `dropped` are lines about
    patients who withdrew: nothing of them is stored.
    """

    def __init__(
        self,
        transaction: Transaction,
        site: str,
        seq: int,
        catalogue: Catalogue,
        earlier: Callable[[str, int], Index],
        today: date,
    ) -> None:
        self.withdrawn: list[str] = []
        self.dropped: set[tuple[str, int]] = set()
        self.unasked: list[Line] = []
        self._transaction = transaction
        self._session = transaction.session
        self._site = site
        self._seq = seq
        self._catalogue = catalogue
        self._read_earlier = earlier
        self._today = today
        self._earlier: Index | None = None
        self._entries: Index = {}
        self._before: dict[str, list[Revision]] = {}
        self._newest: dict[
            str, int
        ] = {}  # of each row, the last revision in this bundle that says what it looks like
        self._patients: dict[str, str] = {}
        self._erased_patients: set[str] = set()
        self._treatments: dict[str, list[str]] = {}

    def put(self, lines: Sequence[Line], entries: Sequence[Entry]) -> None:
        """All lines, or BundleError.  For every line:

        1. the audit has an entry for it, with its digest (`line_not_in_audit`);
        2. the same revision with the same content has come before: nothing to do; with other content:
           `revision_conflict`;
        3. its subject is of one kind and one patient in all revisions, and of this site alone;
        4. `prev` is the digest of the revision before;
        5. the patient and the treatment it speaks of are known here;
        and at the end: every patient of whom something came has given consent (`no_consent`).
        """
        self._entries = audit.index(entries)
        self._before = arrivals.revisions(self._session, self._site, (line.head.rid for line in lines))
        self._newest = {}
        for line in lines:
            if line.head.op == "put":
                self._newest[line.head.rid] = max(line.head.rev, self._newest.get(line.head.rid, 0))
        patients: set[str] = set()
        for line in lines:
            if self._is_of_the_withdrawn(line):
                self.dropped.add(line.key)
                continue
            patient_id = self._put(line)
            if line.head.op == "put" and line.head.kind != "consent":
                patients.add(patient_id)
        for patient_id in patients - set(self.withdrawn):
            if not arrivals.has_consent(self._session, patient_id):
                raise BundleError("no_consent")

    def _is_of_the_withdrawn(self, line: Line) -> bool:
        """A tombstone beats every line but one: whoever stopped may still have everything deleted."""
        stone = tombstones.over(self._session, self._site, line.head.pid)
        if stone is None:
            return False
        self._vouched(line)
        return not (line.scope == tombstones.DELETE != stone.scope)

    def _vouched(self, line: Line) -> Entry:
        head = line.head
        entry = self._entry(head.rid, head.rev)
        if entry is None or entry.body != line.digest:
            raise BundleError("line_not_in_audit", rid=head.rid, rev=head.rev)
        return entry

    def _put(self, line: Line) -> str:
        head = line.head
        entry = self._vouched(line)
        before = self._before[head.rid]
        held = arrivals.row(self._session, _TABLES[head.kind], head.rid)
        patient_id = self._patient(line)
        self._check_subject(line, before, held, patient_id)
        if any(each.revision == head.rev for each in before):
            return patient_id
        if head.prev != self._digest_before(line, before):
            raise BundleError("revision_conflict", rid=head.rid, rev=head.rev)
        is_newest = all(head.rev > each.revision for each in before)
        revision = self._revision(line, entry, patient_id)
        self._transaction.append_revision(revision)
        before.append(revision)
        if is_newest or head.op == "withdraw":
            self._put_row(line, held, patient_id)
        return patient_id

    def _digest_before(self, line: Line, before: list[Revision]) -> str | None:
        """Of the revision before; the audit knows it also where its content never left."""
        rid, rev = line.head.rid, line.head.rev - 1
        if not rev:
            return None
        stored = next((each.body_digest for each in before if each.revision == rev), None)
        entry = self._entry(rid, rev) if stored is None else None
        return entry.body if entry else stored

    def _check_subject(self, line: Line, before: list[Revision], held: Held | None, patient_id: str) -> None:
        head = line.head
        if held is not None and held.site != self._site:
            raise BundleError("id_of_another_site", rid=head.rid)
        if isinstance(held, Question) and held.patient_id != patient_id:
            raise BundleError("revision_conflict", rid=head.rid, rev=head.rev)
        if any((each.kind, each.patient_id) != (head.kind, patient_id) for each in before):
            raise BundleError("revision_conflict", rid=head.rid, rev=head.rev)
        if any(each.revision == head.rev and each.body_digest != line.digest for each in before):
            raise BundleError("revision_conflict", rid=head.rid, rev=head.rev)

    def _patient(self, line: Line) -> str:
        rid, pid = line.head.rid, line.head.pid
        known = self._patients.get(pid)
        if known is None:
            found = arrivals.patient_with(self._session, self._site, pid)
            known = found.id if found else None
        if known is None and line.head.kind != "patient":
            raise BundleError("patient_unknown", pid=pid)
        if line.head.kind == "patient" and known not in (None, rid):
            raise BundleError("revision_conflict", rid=rid, rev=line.head.rev)
        self._patients[pid] = known or rid
        return known or rid

    def _treatment(self, line: Line, patient_id: str) -> str:
        if not isinstance(line.data, RecordData):
            return ""
        if patient_id not in self._treatments:
            found = arrivals.treatments_of(self._session, patient_id)
            self._treatments[patient_id] = [each.id for each in found]
        treatments = self._treatments[patient_id]
        wanted = line.data.treatment
        if wanted is None and len(treatments) == 1:
            return treatments[0]
        if wanted is None or wanted not in treatments:
            raise BundleError("treatment_unknown", rid=line.head.rid, rev=line.head.rev)
        return wanted

    def _put_row(self, line: Line, held: Held | None, patient_id: str) -> None:
        head = line.head
        if head.op == "put" and head.kind == "answer" and held is None:
            self.unasked.append(line)
        elif head.op == "put":
            place = Place(self._site, patient_id, self._treatment(line, patient_id))
            if head.kind == "treatment":
                self._treatments.pop(patient_id, None)
            # A record that comes in several revisions is written once, as the last of them.
            if head.kind != "record" or head.rev == self._newest[head.rid]:
                self._transaction.put_row(rows.row(line, place, held))
            if line.form is not None:
                self._keep_definition(line.form)
        elif head.op == "withdraw":
            self._withdraw(line, held)
        elif held is None:
            raise BundleError("line_not_understood", rid=head.rid, rev=head.rev)
        elif isinstance(held, Record):
            self._transaction.put_row(held.model_copy(update={"status": "withdrawn"}))
        elif isinstance(held, Consent):
            self._transaction.put_row(held.model_copy(update={"given": False}))

    def _withdraw_patient(self, line: Line, patient: Held | None) -> None:
        """Everything about the patient goes; after `stop` what is here stays and nothing is added."""
        tombstones.put(self._transaction, self._site, line.head.pid, line.scope, self._today)
        if not isinstance(patient, Patient):
            return
        if line.scope == tombstones.DELETE:
            gone = tombstones.erase(self._transaction, patient)
            first = sum(each in self._erased_patients for each in self.withdrawn)
            self._erased_patients.add(patient.id)
            self.withdrawn[first:first] = gone[:1]
            self.withdrawn += gone[1:]
            self._forget(line.head.pid, patient.id)
        else:
            for consent in arrivals.consents_of(self._session, patient.id):
                self._transaction.put_row(consent.model_copy(update={"given": False}))

    def _forget(self, pid: str, patient_id: str) -> None:
        self._patients.pop(pid, None)
        self._treatments.pop(patient_id, None)

    def _withdraw(self, line: Line, held: Held | None) -> None:
        """A patient with everything, or one row whose content goes."""
        if line.head.kind == "patient":
            self._withdraw_patient(line, held)
            return
        if held is None:
            raise BundleError("line_not_understood", rid=line.head.rid, rev=line.head.rev)
        self._transaction.put_row(rows.erased(held))
        arrivals.blank(self._session, [held.id])
        self.withdrawn.append(held.id)

    def _revision(self, line: Line, entry: Entry, patient_id: str) -> Revision:
        head = line.head
        return Revision(
            seq=0,  # the order of arrival is given by the store
            site=self._site,
            kind=head.kind,
            entity_id=head.rid,
            patient_id=patient_id,
            revision=head.rev,
            op=head.op,
            body=line.body if head.op != "withdraw" else None,
            actor=f"{self._site}/{entry.by}",
            previous=entry.prev,
            body_digest=line.digest,
            private_digest=entry.private,
            digest=entry.digest,
            signature=base64.b64decode(entry.sig),
            bundle=self._seq,
        )

    def _entry(self, rid: str, rev: int) -> Entry | None:
        """What the site's audit says of a revision, in this bundle or an earlier one."""
        found = self._entries.get((rid, rev))
        if found is None:
            if self._earlier is None:
                self._earlier = self._read_earlier(self._site, self._seq)
            found = self._earlier.get((rid, rev))
        return found

    def _keep_definition(self, form: Form) -> None:
        if queries.definition(self._session, form.id, form.version) is None:
            self._transaction.put_aside(
                Definition(
                    id=f"{form.id}:{form.version}",
                    form=form.id,
                    version=form.version,
                    pack=self._catalogue.pack,
                    digest=self._catalogue.digest(form.id, form.version),
                    source=self._catalogue.source(form.id, form.version),
                    installed_at="",
                )
            )
