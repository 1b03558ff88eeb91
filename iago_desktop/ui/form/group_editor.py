"""Neighbouring yes-or-no questions as one row of chips."""

from PySide6.QtCore import QCoreApplication

from iago_desktop.definitions.model import Field
from iago_desktop.rules.draft import Draft
from iago_desktop.ui.form.chips import Chips
from iago_desktop.ui.form.editor import Edit, Editor


def no_value(reason: str) -> str:
    return QCoreApplication.translate("Form", "No value: {reason}").format(reason=reason)


class GroupEditor(Editor):
    """Ticked is yes, dashed with a question mark is coded as missing.

    *None of these*, or leaving by Enter with at least one chip ticked, answers the others no; until then they
    are unanswered.  What is coded as missing stays so: not known does not become no in passing.
    """

    def __init__(self, fields: tuple[Field, ...], draft: Draft) -> None:
        self._language = draft.language
        self._draft = draft
        none = QCoreApplication.translate("Chips", "None of these")
        self.chips = Chips(self._options(fields), none_label=none)
        super().__init__(fields, self.chips)
        self.chips.changed.connect(self._on_changed)
        self.chips.cleared.connect(self._on_cleared)
        self.chips.why.connect(lambda: self.why.emit(self.asked()))

    def _options(self, fields: tuple[Field, ...]) -> list[tuple[str, str]]:
        return [(field.id, field.label.in_language(self._language)) for field in fields]

    def _asked(self) -> tuple[Field, ...]:
        shown = self._draft.shown()
        return tuple(field for field in self.fields if field.id in shown)

    def _on_changed(self, ticked: list[str]) -> None:
        settled = not ticked or self._any_no()
        for field in self._asked():
            answer = self._draft.answer(field.id)
            if field.id in ticked:
                if answer.get("value") != "yes":
                    self.edited.emit(Edit("enter", field.id, "yes"))
            elif not ticked or (answer.get("value") == "yes" and settled):
                if "missing" not in answer and answer.get("value") != "no":
                    self.edited.emit(Edit("enter", field.id, "no"))
            elif answer.get("value") == "yes":
                self.edited.emit(Edit("clear", field.id))

    def _any_no(self) -> bool:
        return any(self._draft.answer(field.id).get("value") == "no" for field in self.fields)

    def _on_cleared(self) -> None:
        for field in self.fields:
            if self._draft.answer(field.id):
                self.edited.emit(Edit("clear", field.id))

    def leave(self) -> None:
        ticked = self.chips.ticked()
        if not ticked:
            return
        answers = [self._draft.answer(field.id) for field in self._asked()]
        if all(answers):
            return
        if not any("missing" in answer for answer in answers):
            self.edited.emit(Edit("group", self.fields[0].chips, ticked))
            return
        for field in self._asked():
            if not self._draft.answer(field.id):
                self.edited.emit(Edit("enter", field.id, "no"))

    def asked(self) -> Edit:
        code = self.chips.current_code()
        known = {field.id for field in self.fields}
        return Edit("missing", code if code in known else self.fields[0].id)

    def refresh(self, draft: Draft) -> None:
        self._draft = draft
        fields = self._asked()
        if tuple(field.id for field in fields) != self.chips.codes():
            self.chips.set_options(self._options(fields))
        values = {field.id: draft.answer(field.id).get("value") for field in fields}
        ticked = [name for name, value in values.items() if value == "yes"]
        nothing = bool(values) and all(value == "no" for value in values.values())
        self.chips.set_value(ticked if ticked or nothing else None)
        coded = [field.id for field in fields if "missing" in draft.answer(field.id)]
        self.chips.set_unknown({name: no_value(draft.display(name)) for name in coded})
