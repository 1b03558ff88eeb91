"""The tables at the end of the demo: what was recorded, and our grade beside the authors'."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from iago_desktop.demo.facts import CaseFacts, RecordFacts
from iago_desktop.rules.draft import Draft
from iago_desktop.rules.grade import Grade
from iago_desktop.services import patients, records
from iago_desktop.services.workspace import Workspace

FOOTER = (
    "=  the authors' grade is the rule's.  #  it differs.  +  what is stated gives no grade by the rule.",
    "With # and + both are kept, the authors' as the confirmed grade (reason: the source differs).",
    "none  the findings that decide are not stated and coded not known; *  counted as if they were not met.",
    "No publication states a CTCAE grade for its infection, and only a few name their system.",
    "Names are 'Demo <case id>'. Consent is marked 'demo, no real person'.",
    "Facts are of published patients, with their sources in resources/demo/published_cases.json;",
    "what is not stated is recorded as not known.",
)
_HEAD = "case  record                                     grade    system                     authors'"
_WINDOWS = {
    "pre": "before infusion",
    "early_0_30": "early 0-30",
    "late_gt_30": "late >30",
    "indeterminate": "not to be told",
}
_UNNAMED = frozenset({"", "not named", "not stated", "not applicable"})


@dataclass(frozen=True)
class _Line:
    """One record of one case, as it is kept."""

    case: str
    facts: RecordFacts
    draft: Draft
    grade: int | None
    at_least: int | None
    confirmed: int | None
    signed: bool

    @property
    def rule(self) -> Grade:
        return self.draft.grade()

    @property
    def title(self) -> str:
        form = self.draft.form
        return form.called.en

    @property
    def computed(self) -> str:
        if self.grade is None:
            return "none" if self.at_least is None else f">= {self.at_least}"
        return f"{self.grade}{'*' if self.rule.provisional else ''}"

    @property
    def mark(self) -> str:
        """How the authors' grade stands to the rule's; nothing where they state none."""
        if self.facts.author_grade is None:
            return ""
        if self.grade is None:
            return "+"
        return "=" if self.facts.author_grade == self.grade else "#"

    @property
    def authors(self) -> str:
        if self.facts.author_grade is None:
            return "not stated"
        named = self.facts.author_system
        system = f" ({named})" if named not in _UNNAMED else ""
        return f"{self.facts.author_grade} {self.mark}{system}"

    @property
    def reason(self) -> str:
        """The row that decided; without one, what it waits for."""
        if self.rule.because:
            return self.rule.because
        unknown = ", ".join(self.rule.coded_missing or self.rule.missing)
        return f"no row is met: {unknown} not known" if unknown else "no row is met"


def summary(
    workspace: Workspace,
    told: Mapping[str, CaseFacts],
    kept: Mapping[str, RecordFacts],
    verified: Sequence[Mapping[str, Any]],
    ingested: Sequence[Mapping[str, Any]],
) -> str:
    lines = [line for patient, case in told.items() for line in _lines(workspace, patient, case, kept)]
    graded = [line for line in lines if line.draft.form.gradings]
    marks = Counter(line.mark for line in lines if line.mark)
    forms = Counter(line.title for line in lines)
    windows = Counter(_window(line) for line in lines if line.facts.form == "infection")
    text = [_HEAD, *map(_told, graded), ""]
    for case in told.values():
        recorded = Counter(line.title for line in lines if line.case == case.id)
        text.append(f"{case.id}: {_counted(recorded)}")
    text += ["", "Where the authors' grade differs from the rule's:"]
    for line in sorted((line for line in lines if line.mark in {"#", "+"}), key=lambda line: line.mark):
        text.append(
            f"{line.mark} {line.case} {line.facts.event}: computed {line.computed} ({line.rule.system} "
            f"{line.rule.version}), authors' {line.facts.author_grade}, kept as confirmed {line.confirmed}"
        )
        text.append(f"     {line.reason}")
    agreement = f"the same {marks['=']}, differing {marks['#']}, not to be computed {marks['+']}"
    signed = sum(line.signed for line in lines)
    text += [
        "",
        f"Patients: {len(told)}.  Records: {len(lines)}, signed {signed}.  Infections: {windows.total()}.",
        f"By form: {_counted(forms)}.",
        f"Infections by window: {_counted(windows)}.",
        f"Authors' grades: {marks.total()}, {agreement}.",
        _bundle_line(verified[0], ingested[0]),
        "",
        *FOOTER,
    ]
    return "\n".join(text)


def _lines(
    workspace: Workspace, patient: str, case: CaseFacts, kept: Mapping[str, RecordFacts]
) -> list[_Line]:
    """In the order of the facts; a record that the services did not make was typed in the window."""
    lines = []
    for entry in patients.entries(workspace, patient):
        if entry.is_draft:
            continue
        draft, view = records.read_record(workspace, entry.id)
        lines.append(
            _Line(
                case=case.id,
                facts=kept[entry.id] if entry.id in kept else case.typed[0],
                draft=draft,
                grade=view.grade,
                at_least=view.grade_at_least,
                confirmed=view.grade_confirmed,
                signed=view.status == "signed",
            )
        )
    return sorted(lines, key=lambda line: case.records.index(line.facts))


def _told(line: _Line) -> str:
    system = f"{line.rule.system} {line.rule.version}".strip()
    what = f"{line.title}: {line.facts.event}" if line.facts.form == "new_toxicity" else line.title
    return f"{line.case:5} {what[:41]:42} {line.computed:8} {system[:26]:26} {line.authors}"


def _window(line: _Line) -> str:
    return _WINDOWS[line.rule.derived.get("onset_window", "indeterminate")]


def _bundle_line(verified: Mapping[str, Any], ingested: Mapping[str, Any]) -> str:
    states = f"verified {verified['state']}, ingested {ingested['state']}"
    asked = len(ingested.get("findings", ()))
    return f"Bundle: {states}, {ingested['records']} lines, findings {asked}; receipt imported."


def _counted(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(counts.items()))
