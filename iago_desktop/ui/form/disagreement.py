"""Which other grade a person records, and why."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from iago_desktop.ui.form.overlays import Overlays

_HIGHEST = 5


def ask_other_grade(overlays: Overlays, anchor: QWidget, record: Callable[[int, str, str], object]) -> None:
    """First the grade, then the reason; `record` gets both, the reason as code and in words."""
    grades = [(str(grade), str(grade)) for grade in range(_HIGHEST + 1)]
    reasons = {
        "clinical_judgement": QCoreApplication.translate("FormView", "Clinical judgement"),
        "finding_not_asked": QCoreApplication.translate(
            "FormView", "A finding that the form does not ask for"
        ),
        "source_differs": QCoreApplication.translate("FormView", "The discharge letter says otherwise"),
        "rule_unclear": QCoreApplication.translate("FormView", "The rule is unclear here"),
    }

    def ask_reason(grade: str) -> None:
        title = QCoreApplication.translate("FormView", "Why does the grade differ?")
        overlays.ask(
            anchor, title, list(reasons.items()), lambda code: record(int(grade), code, reasons[code])
        )

    title = QCoreApplication.translate("FormView", "Which grade do you record?")
    overlays.ask(anchor, title, grades, ask_reason)
