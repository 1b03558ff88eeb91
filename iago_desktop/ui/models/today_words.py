"""Visits, drafts and signatures in the words of a worklist."""

from datetime import datetime

from PySide6.QtCore import QObject

from iago_desktop.services import agenda
from iago_desktop.services.agenda import DraftLine, SignLine, VisitLine
from iago_desktop.services.questions import QuestionLine
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.models.worklist import Task
from iago_desktop.ui.names import full_name
from iago_desktop.ui.page import Place
from iago_desktop.ui.strip import signed


def form_title(workspace: Workspace, form: str, version: int) -> str:
    """The form's id where it is no longer installed."""
    catalogue = workspace.catalogue
    if not catalogue.has_form(form, version):
        return form
    return catalogue.form(form, version).called.in_language(workspace.language)


class TaskWords(QObject):
    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace

    def visit(self, line: VisitLine) -> Task:
        planned = line.visit.planned
        if line.visit.agreed or planned is None:
            what = self.tr("Visit {day}").format(day=signed(line.visit.day))
            when = self.tr("agreed for {date}").format(date=line.on.strftime("%d.%m.%Y"))
        else:
            what = planned.text.in_language(self._workspace.language)
            closed = line.visit.state == "overdue"
            words = self.tr("window closed {date}") if closed else self.tr("window to {date}")
            when = words.format(date=(line.until or line.on).strftime("%d.%m.%Y"))
        badge, tone = "", "neutral"
        if line.visit.state == "overdue":
            badge, tone = self.tr("overdue"), "amber"
        elif line.visit.closes_soon:
            days = line.visit.closes_in
            words = self.tr("1 day left") if days == 1 else self.tr("{count} days left")
            badge, tone = words.format(count=days) if days else self.tr("last day"), "amber"
        about = " · ".join(filter(None, (line.product, line.indication)))
        return Task(
            line.id, line.day_today, full_name(line), about, "calendar-check", what, when, badge, tone,
            treatment_id=line.treatment_id, form=agenda.VISIT, action=self.tr("Start visit"),
        )  # fmt: skip

    def draft(self, line: DraftLine) -> Task:
        saved = datetime.fromisoformat(line.saved_at).astimezone()
        is_today = saved.date() == self._workspace.today()
        when = " · ".join(filter(None, (line.by, saved.strftime("%H:%M" if is_today else "%d.%m.%Y"))))
        if not line.is_counted:
            what = self.tr("Draft")
        elif line.open is None:
            what = self.tr("form not installed")
        elif line.open:
            what = self.tr("Open items: {count}").format(count=line.open)
        else:
            what = self.tr("Ready to sign")
        badge = self.tr("{count} to confirm").format(count=line.to_confirm) if line.to_confirm else ""
        form = form_title(self._workspace, line.form, line.form_version)
        return Task(
            line.id, line.day_today, full_name(line), form, "pencil-simple", what, when, badge, "amber",
            place=Place("form", line.id), action=self.tr("Go on"),
        )  # fmt: skip

    def sign(self, line: SignLine) -> Task:
        what = self.tr("Graded again") if line.regraded else self.tr("Not signed")
        form = form_title(self._workspace, line.form, line.form_version)
        return Task(
            line.id, line.day_today, full_name(line), form, "signature", what, "",
            place=Place("record", line.id), action=self.tr("Open"),
        )  # fmt: skip

    def question(self, line: QuestionLine, verdict: str = "") -> Task:
        """`verdict` stands at the end of one that was answered."""
        asked = self.tr("asked {date} · the answer travels in the next bundle")
        return Task(
            line.id, line.day, full_name(line), line.label, "chat-circle", line.text,
            asked.format(date=line.asked.strftime("%d.%m.%Y")),
            verdict, place=Place("question", line.id), action=self.tr("Answer"),
        )  # fmt: skip
