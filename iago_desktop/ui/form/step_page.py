"""One step of a form.  A question is built when it is asked for the first time."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from iago_desktop.definitions.model import Field, Section
from iago_desktop.rules.draft import Draft, OpenItem
from iago_desktop.rules.plausibility import Problem, marked
from iago_desktop.ui.form.editor import Desk, Editor
from iago_desktop.ui.form.editors import (
    ChoiceEditor,
    CodeEditor,
    DateEditor,
    SeveralEditor,
    TextEditor,
)
from iago_desktop.ui.form.field_row import FieldRow, Hair, Message, MessageLine, is_part, part_label
from iago_desktop.ui.form.group_editor import GroupEditor, no_value
from iago_desktop.ui.form.keeping import kept
from iago_desktop.ui.form.lab_sheet import LabSheet
from iago_desktop.ui.form.row_editor import RowsEditor
from iago_desktop.ui.tokens import font
from iago_desktop.ui.widgets import Label, column, scrolled

_FEW = 7  # codes: more are searched
_AIR = 48


def questions(fields: Sequence[Field]) -> Iterator[list[list[Field]]]:
    """Rows of editors of fields: neighbours of one chip group share an editor, `with_previous` the row."""
    rows: list[list[list[Field]]] = []
    for field in fields:
        if rows and field.with_previous:
            last = rows[-1][-1]
            if field.chips and last[0].chips == field.chips:
                last.append(field)
            else:
                rows[-1].append([field])
        elif rows and field.chips and rows[-1][-1][0].chips == field.chips:
            rows[-1][-1].append(field)
        else:
            rows.append([[field]])
    yield from rows


def make_editor(fields: list[Field], draft: Draft, desk: Desk, *, short: bool) -> Editor:
    field = fields[0]
    if field.chips or len(fields) > 1:
        return GroupEditor(tuple(fields), draft) if field.chips else LabSheet(tuple(fields), desk)
    if field.type == "date":
        return DateEditor(field, draft, desk, short=short)
    if field.type == "code" and len(desk.offered(field)) > _FEW:
        return CodeEditor(field, desk)
    if field.type in {"choice", "yes_no", "code"}:
        return ChoiceEditor(field, desk)
    if field.type == "several":
        return SeveralEditor(field, desk)
    example = part_label(field.label.in_language(desk.language))[1] if is_part(field) else None
    return RowsEditor(field, desk) if field.type == "rows" else TextEditor(field, example)


def settle() -> None:
    """Give new and grown widgets their places now, before something is painted or scrolled to."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)


class StepPage(QWidget):
    """The white sheet of one step.  Header above, questions scroll below it."""

    built = Signal(object)  # FieldRow

    def __init__(self, sections: Sequence[Section], desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.rows: list[tuple[Hair, FieldRow]] = []
        self.editors: list[Editor] = []  # of the questions that were asked so far
        self._order: list[int] = []  # of the rows
        self._spoken: dict[Editor, QWidget] = {}
        self._said: dict[Editor, str] = {}
        first = sections[0]
        head = column(Label(first.title.in_language(desk.language), font(20, 600)), margins=(28, 14, 28, 11))
        if first.subtitle:
            head.addSpacing(2)
            head.addWidget(Label(first.subtitle.in_language(desk.language), font(13), "ink2", wrap=True))
        inner = QWidget()
        self.body = column(margins=(28, 0, 18, 4), parent=inner)
        self._headings: list[tuple[QWidget, Section]] = []
        self._waiting: list[tuple[int, list[list[Field]]]] = []  # not asked so far, by place in the step
        self._places: list[int] = []  # of what lies in the body
        place = 0
        for section in sections:
            if place:
                self._add_section(section, place)
            for question in self._questions(section):
                place += 1
                self._waiting.append((place, question))
        self.body.addStretch(1)
        self.area: QScrollArea = scrolled(inner)
        sheet = column(head)
        sheet.addWidget(self.area, 1)
        self._compose(sheet)

    def _compose(self, sheet: QVBoxLayout) -> None:
        self.setLayout(sheet)

    def _questions(self, section: Section) -> Iterator[list[list[Field]]]:
        return questions(section.fields)

    def _add_section(self, section: Section, place: int) -> None:
        """Room for a further section of the step."""
        self._headings.append((heading := self._heading(section), section))
        self.body.addWidget(heading)
        self._places.append(place)

    def _heading(self, section: Section) -> QWidget:
        """The title of a further section of the step."""
        heading = QWidget()
        layout = column(
            Label(section.title.in_language(self._desk.language), font(16, 600)),
            margins=(0, 18, 0, 8),
            parent=heading,
        )
        if section.subtitle:
            layout.addWidget(
                Label(section.subtitle.in_language(self._desk.language), font(13), "ink2", wrap=True)
            )
        return heading

    def has_questions(self) -> bool:
        return bool(self.rows or self._waiting)

    def _build(self, draft: Draft) -> None:
        """What is asked now and was not before."""
        shown = draft.shown() | draft.implied().keys()
        asked = [each for each in self._waiting if any(f.id in shown for part in each[1] for f in part)]
        if not asked:
            return
        self._waiting = [each for each in self._waiting if each not in asked]
        is_late = bool(self.rows)
        for place, question in asked:
            self._add(place, question, draft)
        if is_late:
            self._set_tab_order()

    def _set_tab_order(self) -> None:
        """Reading order, also where a question came later than those below it."""
        before: QWidget | None = None
        for _hair, row in self.rows:
            for widget in row.findChildren(QWidget):
                if widget.focusPolicy() & Qt.FocusPolicy.ClickFocus and widget.focusProxy() is None:
                    if before is not None:
                        QWidget.setTabOrder(before, widget)
                    before = widget

    def _add(self, place: int, question: list[list[Field]], draft: Draft) -> None:
        dates = [fields[0].type == "date" for fields in question]
        paired = [
            is_date and (dates[n - 1 : n] == [True] or dates[n + 1 : n + 2] == [True])
            for n, is_date in enumerate(dates)
        ]
        editors = [
            make_editor(fields, draft, self._desk, short=short)
            for fields, short in zip(question, paired, strict=True)
        ]
        known = self._desk.known.get(question[0][0].id, "")
        line, row = Hair(), self._row(question[0][0], editors, known)
        for editor in editors:
            self._name(editor)
        self._put(place, line, row)
        above = sum(1 for each in self._order if each < place)
        self._order.insert(above, place)
        self.rows.insert(above, (line, row))
        self.editors = [editor for _hair, each in self.rows for editor in each.editors]
        self.built.emit(row)

    def _row(self, first: Field, editors: Sequence[Editor], known: str) -> FieldRow:
        return FieldRow(first, editors, self._desk.language, known)

    def _put(self, place: int, line: Hair, row: FieldRow) -> None:
        at = bisect_left(self._places, place)
        self.body.insertWidget(at, line)
        self.body.insertWidget(at + 1, row)
        self._places[at:at] = [place, place]

    def _name(self, editor: Editor) -> None:
        """What a screen reader says: the question, then its hint."""
        field = editor.fields[0]
        question = next((e.fields[0] for e in [editor]), field)
        label = question.label.in_language(self._desk.language)
        if isinstance(editor, GroupEditor):
            label = QCoreApplication.translate("Form", "Findings")
        if isinstance(editor, RowsEditor | LabSheet):
            return
        target = editor.frame if isinstance(editor, TextEditor) else editor.widget
        if isinstance(editor, SeveralEditor):
            target = editor.chips
        target.setAccessibleName(label)
        self._spoken[editor] = target
        self._describe(editor, None)

    def _describe(self, editor: Editor, message: Message | None) -> None:
        """The hint, and what is said about the answer."""
        hint = editor.fields[0].hint
        words = (hint.in_language(self._desk.language) if hint else "", message.text if message else "")
        said = " ".join(part for part in words if part)
        if editor in self._spoken and self._said.get(editor, "") != said:
            self._said[editor] = said
            self._spoken[editor].setAccessibleDescription(said)

    def asked(self, draft: Draft) -> list[Editor]:
        """The editors to go through at present, in reading order."""
        shown = draft.shown()
        return [editor for editor in self.editors if any(field.id in shown for field in editor.fields)]

    def editor_of(self, field: str) -> Editor | None:
        return next((e for e in self.editors if any(each.id == field for each in e.fields)), None)

    def editor_at(self, widget: QWidget | None) -> Editor | None:
        return next((editor for editor in self.editors if editor.owns(widget)), None)

    def refresh(self, draft: Draft, open_items: Sequence[OpenItem]) -> None:
        self._build(draft)
        asked = set(self.asked(draft))
        found = [*draft.problems(), *draft.notes()]
        levels = {"hard": "error", "confirm": "warning"}
        states = {(p.field, p.row, p.column): levels[p.level] for p in reversed(found) if p.level in levels}
        implied = self._show_implied(draft, asked)
        for hair, row in self.rows:
            visible = [editor for editor in row.editors if editor in asked or editor in implied]
            hair.setVisible(bool(visible))
            row.setVisible(bool(visible))
            lines: dict[MessageLine, Message | None] = {}
            for editor in row.editors:
                row.show_editor(editor, shown=editor in visible)
                if editor in asked:
                    editor.refresh(draft)
                    editor.set_states(states)
                    editor.mark(_places(editor, found))
                line = row.messages[editor]
                message = self._message(editor, draft, found) if editor in asked else implied.get(editor)
                lines[line] = lines.get(line) or message
                self._describe(editor, message)
            for line, message in lines.items():
                line.show_message(message)
            row.mark.set_state(self._mark(visible, draft, found, open_items))
        shown = draft.shown()
        for heading, section in self._headings:
            heading.setVisible(any(field.id in shown for field in section.fields))
        settle()

    def _show_implied(self, draft: Draft, asked: set[Editor]) -> dict[Editor, Message]:
        """What follows from other answers stands where its question was, and says so."""
        words = QCoreApplication.translate("Form", "Follows from the other answers.")
        found = draft.implied()
        return {
            editor: Message("note", words)
            for editor in self.editors
            if editor not in asked
            and len(editor.fields) == 1
            and (name := editor.fields[0].id) in found
            and editor.show_implied(found[name])
        }

    def _mark(
        self,
        editors: Sequence[Editor],
        draft: Draft,
        found: Sequence[Problem],
        open_items: Sequence[OpenItem],
    ) -> str:
        ids = {field.id for editor in editors for field in editor.fields}
        levels = {problem.level for problem in found if problem.field in ids}
        if "hard" in levels:
            return "error"
        if "confirm" in levels:
            return "warning"
        if any(item.field in ids for item in open_items):
            return "missing"
        return "done" if any(draft.answer(name) for name in ids) else ""

    def _message(self, editor: Editor, draft: Draft, found: Sequence[Problem]) -> Message | None:
        ids = {field.id for field in editor.fields}
        tones = {"hard": "error", "confirm": "warning", "note": "note"}
        for problem in found:
            if problem.field in ids:
                tone = "warning" if problem.code == "code_to_come" else tones[problem.level]
                actions = tuple((f"use {text}", self.use(text)) for text in problem.proposals)
                if problem.level == "confirm":
                    keep = QCoreApplication.translate("Form", "Keep")
                    confirm = QCoreApplication.translate("Form", "Confirm")
                    actions = (*actions, ("confirm", keep if actions else confirm))
                    actions = (*actions, ("why", QCoreApplication.translate("Form", "Why?")))
                words = problem.sentence(self._desk.language)
                if isinstance(editor, LabSheet):  # which of its values
                    words = f"{draft.form.field(problem.field).label.in_language(draft.language)}: {words}"
                return Message(tone, words, actions, problem.field)
        reason = next((why for f in editor.fields if (why := draft.answer(f.id).get("confirmed"))), None)
        if reason is not None:
            return Message("kept", kept(reason))
        if isinstance(editor, CodeEditor) and (offered := editor.offers(draft)):
            words = QCoreApplication.translate("Form", "Fits:")
            taken = ((f"take {code}", f"{n} {name}") for n, (code, name) in enumerate(offered, 1))
            return Message("note", words, tuple(taken))
        text = self._without_value(editor, draft)
        return Message("note", text) if text else self._was(editor, draft)

    def _was(self, editor: Editor, draft: Draft) -> Message | None:
        """What stood here before the correction."""
        before = self._desk.before
        if before is None or isinstance(editor, RowsEditor | GroupEditor):
            return None
        changed = ((f, before.display(f.id)) for f in editor.fields)
        return next((Message("was", old) for f, old in changed if old and old != draft.display(f.id)), None)

    def _without_value(self, editor: Editor, draft: Draft) -> str:
        """Why there is no value, where the control does not say it: *Unknown* and single chips do."""
        shown = draft.shown()
        asked = [field for field in editor.fields if field.id in shown]
        coded = [field for field in asked if "missing" in draft.answer(field.id)]
        if isinstance(editor, GroupEditor):
            reasons = {draft.display(field.id) for field in coded}
            if len(coded) == len(asked) and len(reasons) == 1:
                return no_value(reasons.pop())
            coded = [field for field in coded if draft.answer(field.id)["missing"] != "not_known"]
            names = [(field.label.in_language(draft.language), draft.display(field.id)) for field in coded]
            return no_value(", ".join(f"{name} ({why})" for name, why in names)) if names else ""
        for field in coded:
            if field.type != "yes_no" or draft.answer(field.id)["missing"] != "not_known":
                return no_value(draft.display(field.id))
        return ""

    @staticmethod
    def use(text: str) -> str:
        return QCoreApplication.translate("Form", "Use {value}").format(value=text)

    def bring_into_view(self, editor: Editor) -> None:
        """The whole control, with air around it."""
        widget = editor.focused_part()
        settle()
        self.area.ensureWidgetVisible(widget, 0, _AIR)


def _places(editor: Editor, found: Sequence[Problem]) -> tuple[tuple[int, int], ...]:
    """Where in the text of the editor something may say who the patient is."""
    ids = {field.id for field in editor.fields}
    about = (p for p in found if p.code == "text_may_identify" and p.field in ids and p.row is None)
    return next((marked(problem) for problem in about), ())
