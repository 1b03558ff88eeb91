"""All drafts: whose, which form, what is open, who saved it last."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from iago_desktop.services import agenda, records
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.models.today_words import TaskWords
from iago_desktop.ui.models.worklist import Task, Worklist
from iago_desktop.ui.page import Action, Footer, Page, Place
from iago_desktop.ui.tasks import Task as Work
from iago_desktop.ui.tokens import font
from iago_desktop.ui.widgets import Icon, KeyHints, Label, column, row


class DraftsPage(Page):
    above = Place("today")

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._counting: Work | None = None
        self.crumbs = (self.tr("Drafts"),)
        self.title = Label(self.tr("Drafts"), font(26, 600))
        self._words = TaskWords(workspace)
        self.list = Worklist(self.tr("Drafts"))
        self.list.opened.connect(self._open)
        nothing = QWidget()
        words = Label(
            self.tr("No drafts. What you begin waits here until it is signed."), font(14, 500), "ink2"
        )
        column(None, row(None, Icon("pencil-simple", 22, "ink3"), words, None, gap=10), None, parent=nothing)
        self._body = QStackedWidget()
        self._body.addWidget(self.list)
        self._body.addWidget(nothing)
        content = row(margins=(24, 12, 24, 16))
        content.addWidget(self._body, 1)
        hints = KeyHints(
            (
                (("↑", "↓"), self.tr("select")),
                (("↵",), self.tr("open at the first gap")),
                ((self.tr("Ctrl"), self.tr("Del")), self.tr("delete")),
            )
        )
        footer = Footer(hints, None)
        footer.setFixedHeight(46)
        layout = column(parent=self)
        layout.addLayout(row(self.title, None, margins=(24, 16, 24, 0)))
        layout.addLayout(content, 1)
        layout.addWidget(footer)

    def refresh(self) -> None:
        """The list at once, what is open in each when it is counted."""
        self._show(agenda.drafts(self._workspace, count=False))
        work = self._counting = Work(lambda: agenda.drafts(self._workspace), self)
        work.finished.connect(lambda drafts: self._show(drafts) if work is self._counting else None)
        work.start()

    def _show(self, drafts: tuple[agenda.DraftLine, ...]) -> None:
        self.list.show_sections((("", [self._words.draft(line) for line in drafts]),))
        self._body.setCurrentIndex(0 if drafts else 1)

    def _open(self, task: Task) -> None:
        self.go.emit(Place("form", task.id))

    def actions_here(self) -> Sequence[Action]:
        if self.list.current() is None:
            return ()
        return (Action(self.tr("Delete draft"), "Ctrl+Del", self._delete, "trash"),)

    def _delete(self) -> None:
        task = self.list.current()
        if task is None:
            return
        kept = records.discard(self._workspace, task.id)
        self.undoable.emit(
            self.tr("Draft deleted: {form}").format(form=task.about),
            lambda: records.bring_back(self._workspace, kept),
        )

    def take_focus(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
