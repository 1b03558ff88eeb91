"""The short table at the end of the demo: infections by window and class, our grade beside the authors'."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from iago_desktop.demo.facts import CaseFacts
from iago_desktop.services import patients, records
from iago_desktop.services.workspace import Workspace

_WINDOWS = {
    "pre": "before infusion",
    "early_0_30": "early 0-30",
    "late_gt_30": "late >30",
    "indeterminate": "not to be told",
}
FOOTER = (
    "No grade: the finding that decides (route of treatment, severity) is not stated and coded not known.",
    "No publication states a CTCAE grade for its infection.",
    "Names are 'Demo <case id>'. Consent is marked 'demo, no real person'.",
    "Facts are of published patients, with their sources in resources/demo/published_cases.json;",
    "what is not stated is recorded as not known.",
)


def summary(
    workspace: Workspace,
    told: Mapping[str, CaseFacts],
    verified: Sequence[Mapping[str, Any]],
    ingested: Sequence[Mapping[str, Any]],
) -> str:
    lines = ["case  infection                                 window           class      grade  authors'"]
    by_window: Counter[str] = Counter()
    by_class: Counter[str] = Counter()
    for patient, case in told.items():
        entries = [entry for entry in patients.entries(workspace, patient) if not entry.is_draft]
        for entry, infection in zip(entries, case.infections, strict=True):
            draft, view = records.read_record(workspace, entry.id)
            derived = draft.grade().derived
            window = _WINDOWS[derived.get("onset_window", "indeterminate")]
            classes = draft.answer("pathogen_class").get("value") or ["not known"]
            by_window[window] += 1
            by_class["+".join(classes)] += 1
            grade = "none" if view.grade is None else str(view.grade)
            lines.append(
                f"{case.id:5} {infection.term[:41]:41} {window:16} {'+'.join(classes):10} "
                f"{grade:6} {infection.author_grade}"
            )
    lines += [
        "",
        f"Patients: {len(told)}.  Infections: {sum(by_window.values())}.",
        f"By window: {_counted(by_window)}.  By class: {_counted(by_class)}.",
        _bundle_line(verified[0], ingested[0]),
        "",
        *FOOTER,
    ]
    return "\n".join(lines)


def _bundle_line(verified: Mapping[str, Any], ingested: Mapping[str, Any]) -> str:
    states = f"verified {verified['state']}, ingested {ingested['state']}"
    return f"Bundle: {states}, {ingested['records']} lines; receipt imported."


def _counted(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(counts.items()))
