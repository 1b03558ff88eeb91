"""The patient on one sheet: course, events, drugs, what is open.  A second sheet only if it does not fit."""

from PySide6.QtCore import QCoreApplication

from iago_desktop.dates import Days
from iago_desktop.services.patients import age_at
from iago_desktop.services.summary import Event, Summary
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.charts.course import Course
from iago_desktop.ui.printing.blocks import (
    Beside,
    Drawn,
    Facts,
    Head,
    Heading,
    Space,
    TableHead,
    TableRow,
    Text,
)
from iago_desktop.ui.printing.paper import MARGIN, WIDTH, Block, Document
from iago_desktop.ui.printing.words import footer, practice

_LEAST, _MOST = 330.0, 560.0


def patient_summary(workspace: Workspace, found: Summary) -> Document:
    patient, language = found.patient, workspace.language
    today = workspace.today().strftime("%d.%m.%Y")
    state = QCoreApplication.translate("PatientSummary", "as of {date}").format(date=today)
    if patient.day_today is not None:
        state = QCoreApplication.translate("PatientSummary", "as of {date}, day {day}").format(
            date=today, day=f"{patient.day_today:+d}"
        )
    kind = QCoreApplication.translate("PatientSummary", "Patient summary after CAR-T")
    name = ", ".join(filter(None, (patient.surname, patient.given_name)))
    blocks: list[Block] = [
        Head(name, _about(workspace, found), kind, state, practice(workspace)),
        Facts(_facts(found)),
    ]
    events = _events(found, language)
    lists = Beside(
        (
            (QCoreApplication.translate("PatientSummary", "Current drugs"), _drugs(found)),
            (QCoreApplication.translate("PatientSummary", "Open items"), _open_items(found)),
        )
    )
    rest = sum(block.height for block in (*blocks, *events, lists)) + 28 + 16 + 18 + 40
    if not found.course.is_empty:
        course = Course(language)
        course.resize(int(WIDTH), int(_LEAST))
        course.show_course(found.course, patient.infused_on)
        least = float(course.minimumSizeHint().height())
        room = 1123 - 2 * MARGIN - 26 - rest
        height = max(least, min(_MOST, room))
        blocks += [
            Heading(QCoreApplication.translate("PatientSummary", "Course")),
            Drawn(course, height),
            Space(16),
        ]
    blocks += [*events, Space(18), lists]
    grades = QCoreApplication.translate(
        "PatientSummary", "Grades computed from findings by the named rules; drafts are not signed."
    )
    return Document(
        kind,
        blocks,
        f"{footer(workspace)} {grades}",
        QCoreApplication.translate("PatientSummary", "With drafts, not all signed") if found.is_draft else "",
    )


def _about(workspace: Workspace, found: Summary) -> str:
    patient = found.patient
    sexes = {
        "f": QCoreApplication.translate("PatientSummary", "f"),
        "m": QCoreApplication.translate("PatientSummary", "m"),
        "d": QCoreApplication.translate("PatientSummary", "d"),
    }
    parts = []
    if patient.born_on:
        parts = [
            QCoreApplication.translate("PatientSummary", "born {date}").format(
                date=patient.born_on.strftime("%d.%m.%Y")
            ),
            QCoreApplication.translate("PatientSummary", "{age} y").format(
                age=age_at(patient.born_on, workspace.today())
            ),
        ]
    return " · ".join(filter(None, (*parts, sexes.get(patient.sex or "", ""), patient.pid)))


def _facts(found: Summary) -> list[tuple[str, str]]:
    data, patient = found.data, found.patient
    not_known = QCoreApplication.translate("PatientSummary", "not known")
    consent = {
        True: QCoreApplication.translate("PatientSummary", "given"),
        False: QCoreApplication.translate("PatientSummary", "refused"),
        None: QCoreApplication.translate("PatientSummary", "open"),
    }[data.consent]
    if data.consent and data.consent_on:
        consent = data.consent_on.strftime("%d.%m.%Y")
    own = next(each for each in data.infusions if each.id == patient.treatment_id)
    status = ", ".join(filter(None, (found.status, found.status_on)))
    return [
        (QCoreApplication.translate("PatientSummary", "Product"), patient.product or "–"),
        (QCoreApplication.translate("PatientSummary", "Indication"), patient.indication or "–"),
        (
            QCoreApplication.translate("PatientSummary", "Infused"),
            patient.infused_on.strftime("%d.%m.%Y") if patient.infused_on else not_known,
        ),
        (QCoreApplication.translate("PatientSummary", "Treatment centre"), own.centre or "–"),
        (QCoreApplication.translate("PatientSummary", "Disease status"), status or "–"),
        (QCoreApplication.translate("PatientSummary", "Registry consent"), consent),
    ]


def _events(found: Summary, language: str) -> list[Block]:
    title = QCoreApplication.translate("PatientSummary", "Infections and other toxicities")
    if not found.events:
        nothing = QCoreApplication.translate("PatientSummary", "None recorded.")
        return [Heading(title), Text(nothing, ink="ink2")]
    head = TableHead(
        (
            (QCoreApplication.translate("PatientSummary", "Grade"), 44),
            (QCoreApplication.translate("PatientSummary", "Event"), 170),
            (QCoreApplication.translate("PatientSummary", "Onset"), 150),
            (QCoreApplication.translate("PatientSummary", "Duration"), 62),
            (QCoreApplication.translate("PatientSummary", "Caused by CAR-T"), 110),
            (QCoreApplication.translate("PatientSummary", "Rule"), WIDTH - 536),
        )
    )
    return [Heading(title), head, *(_row(head, each, language) for each in found.events)]


def _row(head: TableHead, event: Event, language: str) -> TableRow:
    title = event.title
    if event.state == "draft":
        title = QCoreApplication.translate("PatientSummary", "{event} (draft)").format(event=title)
    elif event.state == "ready":
        title = QCoreApplication.translate("PatientSummary", "{event} (not signed)").format(event=title)
    lower = event.grade is None and event.at_least is not None
    lasted = ""
    if event.days is not None:
        lasted = QCoreApplication.translate("PatientSummary", "{days} d").format(days=event.days)
    cells = (
        "",
        title,
        _onset(event.onset, event.calendar, language),
        lasted or "–",
        event.attribution or "–",
    )
    return TableRow(head, (*cells, event.rule or "–"), (event.at_least if lower else event.grade, lower))


def _onset(onset: Days | None, calendar: str, language: str) -> str:
    if onset is None:
        return "–"
    return ", ".join(filter(None, (calendar, onset.shown(language))))


def _drugs(found: Summary) -> list[str]:
    lines = []
    for each in found.drugs:
        words = " ".join(filter(None, (each.name, each.dose)))
        if each.since:
            words = QCoreApplication.translate("PatientSummary", "{drug} since {date}").format(
                drug=words, date=each.since
            )
        lines.append(words)
    return lines or [QCoreApplication.translate("PatientSummary", "None recorded.")]


def _open_items(found: Summary) -> list[str]:
    lines = []
    if found.visit is not None:
        on = found.visit.on.strftime("%d.%m.%Y")
        words = QCoreApplication.translate("PatientSummary", "Next visit {date}").format(date=on)
        if found.visit.until:
            words = QCoreApplication.translate(
                "PatientSummary", "Next visit {date}, window to {until}"
            ).format(date=on, until=found.visit.until.strftime("%d.%m.%Y"))
        lines.append(words)
    lines += [
        QCoreApplication.translate("PatientSummary", "Draft: {entry}").format(entry=each)
        for each in found.drafts
    ]
    lines += [
        QCoreApplication.translate("PatientSummary", "Not signed: {entry}").format(entry=each)
        for each in found.unsigned
    ]
    return lines or [QCoreApplication.translate("PatientSummary", "Nothing open.")]
