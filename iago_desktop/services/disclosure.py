"""What is stored about one patient, for the patient (Art. 15 GDPR): a page to read, and the same as JSON.

The files lie in the open where they are written; their names say nobody's.
"""

import json
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from sqlmodel import col, select

from iago_desktop.definitions.model import Text
from iago_desktop.rules.held import Held, Place
from iago_desktop.rules.wording import wording
from iago_desktop.services import identity, records
from iago_desktop.services.carrier import put_file
from iago_desktop.services.workspace import Workspace
from iago_desktop.store import queries
from iago_desktop.tables import Bundle, Record

INTENT = "disclose_patient"
PAGE, DATA = "IAGO_copy_for_the_patient.html", "IAGO_copy_for_the_patient.json"

_WORDS = {
    "title": Text(
        en="What this practice has stored about you", de="Was diese Praxis über Sie gespeichert hat"
    ),
    "person": Text(en="Person", de="Person"),
    "surname": Text(en="Last name", de="Nachname"),
    "given_name": Text(en="First name", de="Vorname"),
    "born_on": Text(en="Birth date", de="Geburtsdatum"),
    "sex": Text(en="Sex (f, m, d)", de="Geschlecht (f, m, d)"),
    "pseudonym": Text(en="Pseudonym at the registry", de="Pseudonym beim Register"),
    "consent": Text(en="Consent to the registry", de="Einwilligung zum Register"),
    "consent_on": Text(en="Consent of", de="Einwilligung vom"),
    "treatments": Text(en="Treatments", de="Behandlungen"),
    "entries": Text(en="Entries", de="Einträge"),
    "sent": Text(en="Sent to the registry with bundle", de="An das Register gesendet mit Bündel"),
    "changes": Text(en="Changes", de="Änderungen"),
    "grade": Text(en="Grade", de="Grad"),
    "signed": Text(en="signed", de="signiert"),
    "note": Text(en="{label} (note)", de="{label} (Notiz)"),
    "True": Text(en="yes", de="ja"),
    "False": Text(en="no", de="nein"),
    "None": Text(en="open", de="offen"),
}


@dataclass(frozen=True)
class Disclosed:
    page: Path
    data: Path


def write(workspace: Workspace, patient_id: str, folder: Path) -> Disclosed:
    """Both files, read back.  One entry of the audit.  Raises IagoError `carrier_...`, `right_missing`."""
    told = content(workspace, patient_id)
    page = _page(workspace, told).encode()
    data = json.dumps(told, ensure_ascii=False, indent=2).encode()
    with workspace.write(INTENT) as transaction:
        transaction.note(patient=patient_id, files=2)
        paths = [
            put_file(folder, name, content_, lambda _data: None)
            for name, content_ in ((PAGE, page), (DATA, data))
        ]
    return Disclosed(*paths)


def content(workspace: Workspace, patient_id: str) -> dict[str, Any]:
    """Everything: who, consent, infusions, entries with notes, who changed what when, and what left."""
    data = identity.master_data(workspace, patient_id)
    with workspace.store.read() as session:
        rows = queries.records_of(session, patient_id)
        history = queries.history_of_patient(session, patient_id)
        names = {user.id: user.name for user in queries.users(session)}
        sent = session.exec(select(Bundle.seq, Bundle.created, Bundle.state).order_by(col(Bundle.seq))).all()
    left = {revision.bundle for revision, _ in history if revision.bundle is not None}
    return {
        "person": {
            "surname": data.surname,
            "given_name": data.given_name,
            "born_on": data.born_on.isoformat() if data.born_on else None,
            "sex": data.sex,
            "pseudonym": data.pid,
            "consent": data.consent,
            "consent_on": data.consent_on.isoformat() if data.consent_on else None,
        },
        "treatments": [
            {
                "product": each.product,
                "indication": each.indication,
                "centre": each.centre,
                "infused_on": each.infused_on.isoformat() if each.infused_on else None,
                "age_band": each.age_band,
                "half_year": each.half_year,
            }
            for each in data.infusions
        ],
        "entries": [_entry(workspace, each) for each in rows if each.status != "withdrawn"],
        "sent": [{"bundle": seq, "created": day, "state": state} for seq, day, state in sent if seq in left],
        "changes": [
            {
                "at": entry.at,
                "by": names.get(entry.actor, entry.actor),
                "what": revision.kind,
                "revision": entry.revision,
                "reason": entry.reason,
                "bundle": entry.bundle,
            }
            for revision, entry in history
        ],
    }


def _entry(workspace: Workspace, record: Record) -> dict[str, Any]:
    catalogue, language = workspace.catalogue, workspace.language
    if not catalogue.has_form(record.form, record.form_version):
        return {"form": record.form, "raw": {"answers": record.answers, "private": record.private}}
    draft, view = records.read_record(workspace, record.id)
    held = Held.of(record.answers, record.private)
    answers = []
    for place, column in held.places(draft.form):
        answer = held.answer(place)
        words = wording(
            column,
            answer,
            catalogue=catalogue,
            language=language,
            infusion=draft.infusion,
            exact=held.dates.get(place.key),
        )
        label = column.label.in_language(language)
        if words and column.type != "rows":
            answers.append({"question": label, "answer": words, "raw": dict(answer)})
        if note := held.notes.get(place.key) if place == Place(place.field) else None:
            answers.append({"question": _in(workspace, "note").format(label=label), "answer": note})
    return {
        "form": draft.form.title.in_language(language),
        "status": record.status,
        "grade": record.grade_confirmed if record.grade_confirmed is not None else record.grade,
        "grading": f"{record.grading_system} {record.grading_version}" if record.grading_system else None,
        "saved_at": view.saved_at,
        "signed_by": view.signed_by,
        "answers": answers,
    }


def _page(workspace: Workspace, told: dict[str, Any]) -> str:
    def words(name: str) -> str:
        return escape(_in(workspace, name))

    def lines(pairs: list[tuple[str, Any]]) -> str:
        cells = (
            f"<tr><th>{escape(str(a))}</th><td>{escape(_shown(workspace, b))}</td></tr>" for a, b in pairs
        )
        return f"<table>{''.join(cells)}</table>"

    parts = [f"<h1>{words('title')}</h1><h2>{words('person')}</h2>"]
    parts.append(lines([(_in(workspace, name), value) for name, value in told["person"].items()]))
    parts.append(f"<h2>{words('treatments')}</h2>")
    parts += [lines(list(each.items())) for each in told["treatments"]]
    parts.append(f"<h2>{words('entries')}</h2>")
    for each in told["entries"]:
        parts.append(f"<h3>{escape(each['form'])}</h3>")
        pairs = [(answer["question"], answer["answer"]) for answer in each.get("answers", ())]
        if each.get("grade") is not None:
            pairs.append((_in(workspace, "grade"), f"{each['grade']} ({each['grading']})"))
        parts.append(lines(pairs or list(each.get("raw", {}).items())))
    parts.append(f"<h2>{words('sent')}</h2>")
    parts.append(lines([(each["bundle"], each["created"]) for each in told["sent"]]))
    parts.append(f"<h2>{words('changes')}</h2>")
    parts.append(
        lines(
            [(each["at"][:16], f"{each['what']}, {each['by']} {each['reason']}") for each in told["changes"]]
        )
    )
    style = "body{font:15px sans-serif;max-width:50em;margin:2em auto}th{text-align:left;padding-right:2em}"
    return (
        f'<!doctype html><html lang="{workspace.language}"><meta charset="utf-8">'
        f"<title>IAGO Desktop</title><style>{style}</style>{''.join(parts)}</html>\n"
    )


def _shown(workspace: Workspace, value: Any) -> str:
    if isinstance(value, dict) and "text" in value:
        return str(value["text"])
    return _in(workspace, str(value)) if str(value) in _WORDS else str(value)


def _in(workspace: Workspace, name: str) -> str:
    return _WORDS[name].in_language(workspace.language)
