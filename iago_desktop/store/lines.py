"""What the named queries answer with: frozen, and silent in a log."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from iago_desktop.tables import Treatment


@dataclass(frozen=True, repr=False)
class PatientLine:
    """One line of the patients list; the infusion is the latest one."""

    id: str
    pid: str
    sex: str | None
    surname: str
    given_name: str
    born_on: str | None
    treatments: int
    infused_on: str | None
    product: str | None
    records: int
    unsigned: int
    drafts: int
    consent: bool | None


@dataclass(frozen=True, repr=False)
class TreatmentLine:
    """`infused_on` is None when the date is coded not known."""

    treatment: Treatment
    infused_on: str | None


class WaitingLine(NamedTuple):
    """A revision that may leave."""

    kind: str
    entity_id: str
    patient_id: str | None


@dataclass(frozen=True, repr=False)
class Entry:
    """One revision as people read it: who, when, why, and what it looked like."""

    n: int
    revision: int
    op: str
    at: str
    actor: str
    intent: str
    reason: str
    data: dict[str, Any] | None  # None: blanked by law
    stays: dict[str, Any]
    bundle: int | None


@dataclass(frozen=True)
class HeldBack:
    """What does not leave yet, and why."""

    drafts: int
    unsigned: int  # records with consent that nobody has signed
    without_consent: int  # patients who have something to send and no consent
    withdrawn: int = 0  # patients who took the consent back


@dataclass(frozen=True)
class LedgerLine:
    """A bundle without its bytes."""

    seq: int
    to: str
    set_digest: str
    created: str
    state: str
    records: int
    carried_to: str
    has_receipt: bool
