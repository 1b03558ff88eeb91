"""From a page to a file: read what is needed, lay it out, ask where, write it whole."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from iago_desktop.errors import IagoError
from iago_desktop.sentences import Language, sentence
from iago_desktop.services.carrier import put_file
from iago_desktop.ui.page import ChooseSave
from iago_desktop.ui.printing.paper import Document, pdf
from iago_desktop.ui.tasks import Task


@dataclass(frozen=True)
class Printout:
    """`name` is offered for the file and names no person.  `read` may take its time and touches no widget."""

    name: str
    read: Callable[[], Any]
    lay_out: Callable[[Any], Document]


class Printer:
    """Says how it went by `done` and `trouble`, in one sentence each."""

    def __init__(
        self,
        parent: QWidget,
        choose: ChooseSave,
        language: Language,
        *,
        done: Callable[[str], object],
        trouble: Callable[[str], object],
    ) -> None:
        self._parent, self._choose, self._language = parent, choose, language
        self._done, self._trouble = done, trouble
        self._task: Task | None = None

    def print(self, printout: Printout) -> None:
        """One at a time: what is asked for while another is being read is passed over."""
        if self._task is not None:
            return
        task = self._task = Task(printout.read, self._parent)
        task.finished.connect(lambda found: self._on_read(printout, found))
        task.failed.connect(self._on_failed)
        task.start()

    def _on_failed(self, error: BaseException) -> None:
        self._task = None
        if isinstance(error, IagoError):
            self._trouble(sentence(error, self._language))

    def _on_read(self, printout: Printout, found: Any) -> None:
        self._task = None
        path = self._choose(self._parent, printout.name)
        if path is None:
            return
        try:
            put_file(path.parent, path.name, pdf(printout.lay_out(found)))
        except IagoError as error:
            self._trouble(sentence(error, self._language))
            return
        words = QCoreApplication.translate("Printing", "Saved as {file}. Print it from there.")
        self._done(words.format(file=path.name))
