"""The registry's questions: those that wait, and those that were answered."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from iago_desktop.services import questions
from iago_desktop.services.questions import QuestionLine
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.models.today_words import TaskWords
from iago_desktop.ui.models.worklist import Task, Worklist
from iago_desktop.ui.tokens import font
from iago_desktop.ui.widgets import Icon, Label, column, row


class QuestionsTab(QWidget):
    """`opened` brings the question that is to be answered, or answered again."""

    opened = Signal(str)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace, self._words = workspace, TaskWords(workspace)
        self.list = Worklist(self.tr("Questions"))
        self.list.opened.connect(lambda task: self.opened.emit(task.id))
        nothing = QWidget()
        words = Label(self.tr("The registry has not asked anything."), font(14, 500), "ink2")
        column(None, row(None, Icon("chat-circle", 22, "ink3"), words, None, gap=10), None, parent=nothing)
        self._body = QStackedWidget()
        self._body.addWidget(self.list)
        self._body.addWidget(nothing)
        column(self._body, margins=(24, 6, 24, 12), parent=self)

    def refresh(self) -> int:
        """How many wait for an answer."""
        waiting = questions.open_questions(self._workspace)
        answered = questions.answered(self._workspace)
        self.list.show_sections(
            (
                (self.tr("Open"), [self._words.question(line) for line in waiting]),
                (self.tr("Answered"), [self._answered(line) for line in answered]),
            )
        )
        self._body.setCurrentIndex(0 if self.list.tasks() else 1)
        return len(waiting)

    def _answered(self, line: QuestionLine) -> Task:
        verdict = {
            "corrected": self.tr("corrected"),
            "confirmed": self.tr("confirmed"),
            "cannot_clarify": self.tr("cannot be clarified"),
        }.get(line.verdict or "", "")
        return self._words.question(line, verdict)

    def take_focus(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
