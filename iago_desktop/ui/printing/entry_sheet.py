"""One entry on paper: what was answered, the grade and its rule, and everything that happened to it."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from iago_desktop.rules.draft import Draft
from iago_desktop.services import patients, records
from iago_desktop.services.entry_history import Changed, Step, entry_history
from iago_desktop.services.patients import PatientRow
from iago_desktop.services.records import RecordView
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.models.ledger import shown_day
from iago_desktop.ui.printing.blocks import Facts, Head, Heading, Pair, Space, TableHead, TableRow
from iago_desktop.ui.printing.paper import WIDTH, Block, Document
from iago_desktop.ui.printing.words import footer, not_signed, practice


@dataclass(frozen=True, repr=False)
class EntrySheet:
    patient: PatientRow
    draft: Draft
    record: RecordView
    history: tuple[Step, ...]


def read_entry(workspace: Workspace, record_id: str) -> EntrySheet:
    draft, record = records.read_record(workspace, record_id)
    patient = patients.view(workspace, record.patient_id)
    return EntrySheet(patient, draft, record, entry_history(workspace, record_id))


def entry_sheet(workspace: Workspace, found: EntrySheet) -> Document:
    patient, record, language = found.patient, found.record, workspace.language
    title = found.draft.form.title.in_language(language)
    name = ", ".join(filter(None, (patient.surname, patient.given_name)))
    born = patient.born_on.strftime("%d.%m.%Y") if patient.born_on else ""
    blocks: list[Block] = [
        Head(
            name,
            " · ".join(filter(None, (born, patient.pid))),
            title,
            _state(record),
            practice(workspace),
        ),
        Facts(_facts(found)),
    ]
    for section in found.draft.form.sections:
        pairs: list[Block] = []
        for field in section.fields:
            words = _words(found.draft, field.id, language)
            if field.id in found.draft.shown() and words:
                pairs.append(Pair(field.label.in_language(language), words))
        if pairs:
            blocks += [Heading(section.title.in_language(language)), *pairs, Space(16)]
    head = TableHead(
        (
            (QCoreApplication.translate("EntrySheet", "When"), 104),
            (QCoreApplication.translate("EntrySheet", "Who"), 110),
            (QCoreApplication.translate("EntrySheet", "What"), 130),
            (QCoreApplication.translate("EntrySheet", "Why"), 116),
            (QCoreApplication.translate("EntrySheet", "Before and after"), WIDTH - 460),
        )
    )
    blocks += [Heading(QCoreApplication.translate("EntrySheet", "Change log")), head]
    blocks += [_row(head, step) for step in found.history]
    return Document(title, blocks, footer(workspace), "" if record.status == "signed" else _draft(record))


def _facts(found: EntrySheet) -> list[tuple[str, str]]:
    record, patient = found.record, found.patient
    grade = str(record.grade_confirmed if record.grade_confirmed is not None else record.grade)
    if record.grade_confirmed is None and record.grade is None:
        grade = f"≥{record.grade_at_least}" if record.grade_at_least is not None else "–"
    infused = patient.infused_on.strftime("%d.%m.%Y") if patient.infused_on else "–"
    graded = found.draft.grade()
    return [
        (QCoreApplication.translate("EntrySheet", "Grade"), grade),
        (
            QCoreApplication.translate("EntrySheet", "Rule"),
            " ".join(filter(None, (graded.system, graded.version))) or "–",
        ),
        (QCoreApplication.translate("EntrySheet", "Product"), patient.product or "–"),
        (QCoreApplication.translate("EntrySheet", "Infused"), infused),
        (QCoreApplication.translate("EntrySheet", "Revision"), str(record.revision)),
    ]


def _state(record: RecordView) -> str:
    day = shown_day(record.saved_at)
    if record.status == "signed" and record.signed_by:
        return QCoreApplication.translate("EntrySheet", "Signed on {day} by {person}").format(
            day=day, person=record.signed_by
        )
    if record.status == "withdrawn":
        return QCoreApplication.translate("EntrySheet", "Taken back on {day}").format(day=day)
    return QCoreApplication.translate("EntrySheet", "Saved on {day}, not signed").format(day=day)


def _draft(record: RecordView) -> str:
    if record.status == "withdrawn":
        return QCoreApplication.translate("EntrySheet", "Taken back, no longer valid")
    return not_signed()


def _words(draft: Draft, field_id: str, language: str) -> str:
    """An answer as it is read, with its day beside the date; of rows one line each."""
    field = draft.form.field(field_id)
    if not field.columns:
        words = draft.display(field_id)
        days = draft.day_note(field_id)
        if words and days is not None and draft.infusion is not None:
            return f"{words} · {days.shown(language)}"
        return words
    rows = draft.answers.get(field_id, {}).get("value") or ()
    lines = []
    for each in rows if isinstance(rows, list) else ():
        cells = (draft.display(field_id, each["row"], column.id) for column in field.columns)
        lines.append(" · ".join(filter(None, cells)))
    return "\n".join(filter(None, lines))


def _row(head: TableHead, step: Step) -> TableRow:
    when = datetime.fromisoformat(step.at).astimezone().strftime("%d.%m.%Y %H:%M")
    changes = "\n".join(_change(each) for each in step.changes)
    return TableRow(head, (when, step.by, _what(step), step.reason, changes), strong=2)


def _change(each: Changed) -> str:
    label = each.label or QCoreApplication.translate("EntrySheet", "Grade")
    colon = "" if label.endswith("?") else ":"
    return f"{label}{colon} {each.before or '–'} → {each.after or '–'}"


def _what(step: Step) -> str:
    if step.op != "put":
        return QCoreApplication.translate("EntrySheet", "Taken back")
    return {
        "save_record": QCoreApplication.translate("EntrySheet", "Saved"),
        "correct_record": QCoreApplication.translate("EntrySheet", "Corrected"),
        "sign_record": QCoreApplication.translate("EntrySheet", "Signed"),
        "regrade": QCoreApplication.translate("EntrySheet", "Graded again"),
        "correct_infusion": QCoreApplication.translate("EntrySheet", "Infusion date corrected"),
        "move_record": QCoreApplication.translate("EntrySheet", "Moved here"),
    }.get(step.intent, QCoreApplication.translate("EntrySheet", "Changed"))
