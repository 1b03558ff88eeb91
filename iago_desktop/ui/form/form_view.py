"""A form in the window: rail, sheet, side card, footer.  A thin shell over the draft.

The keys of a form are handled here, after the control that has the focus had its turn.  Storing, signing and
leaving are asked for by signals.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from iago_desktop.rules.draft import Draft, Problem
from iago_desktop.ui.form.disagreement import ask_other_grade
from iago_desktop.ui.form.editor import Desk, Edit, Editor
from iago_desktop.ui.form.field_row import FieldRow
from iago_desktop.ui.form.form_keys import Action, key_map
from iago_desktop.ui.form.form_walk import FormWalk
from iago_desktop.ui.form.grade_facts import Facts, facts, step_name
from iago_desktop.ui.form.keeping import ask_reason
from iago_desktop.ui.form.overlays import Overlays
from iago_desktop.ui.form.rail import Person
from iago_desktop.ui.form.row_editor import RowsEditor
from iago_desktop.ui.form.speech import say
from iago_desktop.ui.form.step_page import StepPage
from iago_desktop.ui.form.steps import gaps, ready_lines, step_infos
from iago_desktop.ui.form.visit_page import VisitPage


class FormView(FormWalk):
    edited = Signal()  # an answer changed
    typed = Signal()  # something stands in a field that is not entered yet
    close_asked = Signal()
    sign_asked = Signal()

    def __init__(
        self,
        draft: Draft,
        desk: Desk,
        *,
        person: Person | None = None,
        sign_words: str = "",
        step: str = "",
    ) -> None:
        super().__init__(draft, desk, person)
        self.recorded: tuple[int, str] | None = None  # the grade a person keeps instead, and why, in words
        self.grade_reason = ""  # its code
        self._sign_words = sign_words or self.tr("Sign")
        self._said = ""
        self._back_to: Editor | None = None
        self.overlays = Overlays(self, self._focus_back)
        self.rail.picked.connect(self.go_to_step)
        self.side.go_to.connect(self.go_to_field)
        self.side.disagreed.connect(self.disagree)
        self.close_button.clicked.connect(self.close_form)
        self.next_button.clicked.connect(self.next_step)
        self._keys = key_map(self, self.steps)
        self.go_to_step(step if step in self.steps else self.steps[0])

    def _page_of(self, step: str) -> StepPage:
        """Built on the first visit."""
        if step not in self._pages:
            sections = [section for section in self.draft.form.sections if section.step == step]
            page = (VisitPage if self.is_visit else StepPage)(sections, self.desk)
            page.built.connect(self._listen)
            if not page.has_questions():
                self.side.fill_empty_step(page)
            self._pages[step] = page
            self.stack.addWidget(page)
        return self._pages[step]

    def _listen(self, row: FieldRow) -> None:
        row.acted.connect(self._on_acted)
        for editor in row.editors:
            editor.edited.connect(self.apply)
            editor.answered.connect(lambda editor=editor: self.next_field(editor))
            editor.why.connect(self.ask_why)
            editor.typed.connect(self.typed)

    # -- what changes

    def apply(self, edit: Edit) -> None:
        """Tell the draft, then show what it says."""
        draft, place = self.draft, (edit.row, edit.column)
        if edit.kind == "enter":
            draft.enter(edit.field, edit.value, *place)
        elif edit.kind == "clear":
            draft.clear(edit.field, *place)
        elif edit.kind == "missing":
            draft.set_missing(edit.field, edit.value, *place)
        elif edit.kind == "remove_row":
            draft.remove_row(edit.field, str(edit.row))
        elif edit.kind == "group":
            draft.answer_chip_group(edit.field, edit.value)
        elif edit.kind == "add_rows":
            draft.add_rows(edit.field, edit.value)
        else:
            row_id = draft.add_row(edit.field)
            self.refresh()
            editor = self.page().editor_of(edit.field)
            if isinstance(editor, RowsEditor):
                editor.open_row(row_id, edit.value)
                self._seen(editor)
        self.refresh()
        self.edited.emit()

    def refresh(self) -> None:
        """Show the draft as it is now."""
        draft = self.draft
        open_items = draft.open_items()
        self.page().refresh(draft, open_items)
        said = facts(draft, self.desk.catalogue, self.step)
        self.rail.show_steps(step_infos(draft, self.steps, said), self.step)
        answered, asked, to_confirm = (
            sum(counts) for counts in zip(*(draft.step_state(step) for step in self.steps), strict=True)
        )
        self.rail.complete.show_counts(answered, asked, to_confirm)
        self.show_counts(answered, asked, to_confirm)
        self.side.show_step(self.step)
        if self.step == self.steps[-1]:
            lines = ready_lines(draft, self.steps, said, open_items)
            self.side.show_ready(lines, gaps(draft, open_items, self.step), answered, asked)
            words = self._sign_words
        else:
            self.side.show_grade(said, self.recorded)
            following = self.steps[self.steps.index(self.step) + 1]
            words = self.tr("Next: {step}").format(step=step_name(following))
        self.strip.show_words(said.title, said.rule or said.subtitle)
        self.name_next(words)
        self._announce(said)

    def _announce(self, said: Facts) -> None:
        """Politely, for those who do not see the card change."""
        words = f"{said.title}. {said.subtitle}"
        if words != self._said and self._said:
            say(self, words)
        self._said = words

    # -- the end

    def next_step(self) -> None:
        """On the last one sign, or go to what is missing."""
        editor = self.current_editor()
        if editor is not None:
            editor.take_pending()
            editor.leave()
        if self.step != self.steps[-1]:
            self.go_to_step(self.steps[self.steps.index(self.step) + 1])
            return
        items = self.draft.open_items()
        if not items:
            self.sign_asked.emit()
            return
        self.from_gap_to_gap = True
        count = len(gaps(self.draft, items, self.step))
        words = self.tr("1 answer missing") if count == 1 else self.tr("{count} answers missing")
        self.notice.emit(words.format(count=count))
        self._go_to_item(items[0])

    # -- questions over the form

    def _focus_back(self) -> None:
        if self._back_to is not None:
            self._back_to.focus()

    def _remember(self) -> None:
        self._back_to = self.current_editor() or self._back_to

    def _anchor(self, editor: Editor) -> QWidget:
        focus = QApplication.focusWidget()
        return focus if focus is not None and editor.owns(focus) else editor.widget

    def ask_why(self, edit: Edit) -> None:
        """*Why is there no value?* for one answer; the reason is set, then the form moves on."""
        editor = self.page().editor_of(edit.field)
        if editor is None:
            return
        self._remember()
        place = (edit.row, edit.column)

        def answer(code: str) -> None:
            self.apply(Edit("missing", edit.field, code, *place))
            if isinstance(editor, RowsEditor) and edit.row and edit.column:
                editor.focus_at(edit.row, edit.column)
            elif len(editor.fields) == 1:
                self.next_field(editor)

        current = self.draft.answer(edit.field, *place).get("missing")
        clear: Callable[[], None] = lambda: self.apply(Edit("clear", edit.field, None, *place))  # noqa: E731
        self.overlays.ask_why(self._anchor(editor), current, self.draft.language, answer, clear)

    def ask_here(self) -> None:
        editor = self.current_editor()
        if editor is not None:
            self.ask_why(editor.asked())

    def explain(self) -> None:
        editor = self.current_editor()
        if editor is None:
            return
        self._remember()
        field = self.draft.form.field(editor.asked().field)
        text = field.help or field.hint or self.draft.form.definition
        if text is not None:
            language = self.draft.language
            words = (field.label.in_language(language), text.in_language(language))
            self.overlays.explain(self._anchor(editor), *words)

    def disagree(self) -> None:
        """Both grades are kept; the computed one is never replaced."""
        self._remember()
        ask_other_grade(self.overlays, self.side.grade_card, self._record)

    def _record(self, grade: int, code: str, words: str) -> None:
        self.recorded, self.grade_reason = (grade, words), code
        self.refresh()
        self.edited.emit()

    def _on_acted(self, editor: Editor, action: str) -> None:
        ids = {field.id for field in editor.fields}
        if action == "confirm":
            self.confirm(editor)
        elif action.startswith("take "):
            self.apply(Edit("enter", editor.fields[0].id, action.removeprefix("take ")))
            self.next_field(editor)
        elif action == "why":
            self._focus(editor)
            self.explain()
        else:
            problem = next(p for p in (*self.draft.problems(), *self.draft.notes()) if p.field in ids)
            self.apply(Edit("enter", problem.field, action.removeprefix("use "), problem.row, problem.column))

    def confirm(self, editor: Editor | None = None) -> None:
        """The value is right although it is unusual; the reason goes with it."""
        self.commit()
        editor = editor or self.current_editor()
        if editor is None:
            return
        ids = {field.id for field in editor.fields}
        doubts = (p for p in self.draft.problems() if p.field in ids and p.level == "confirm")
        if (doubt := next(doubts, None)) is not None:
            self._remember()
            ask_reason(self.overlays, self._anchor(editor), partial(self._keep, doubt))

    def _keep(self, doubt: Problem, reason: str) -> None:
        self.draft.confirm(doubt.field, reason, doubt.row, doubt.column)
        self.refresh()
        self.edited.emit()

    # -- keys

    def _action(self, event: QKeyEvent) -> Action | None:
        return self._keys.get((event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier))

    def event(self, event: QEvent) -> bool:
        # The form's keys come before shortcuts of the window around it.
        is_override = event.type() == QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and self._action(event) is not None:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        action = self._action(event)
        if action is None:
            if not self.pass_letter_on(event):
                event.ignore()
        else:
            action()

    def undo(self) -> None:
        self._back_or_forth(self.draft.undo)

    def redo(self) -> None:
        self._back_or_forth(self.draft.redo)

    def _back_or_forth(self, move: Callable[[], bool]) -> None:
        self.commit()
        if move():
            self.refresh()
            focus = QApplication.focusWidget()
            if isinstance(focus, QLineEdit):
                focus.setText(focus.text())  # letters taken back before are not what redo means now
            self.edited.emit()

    def toggle_table(self) -> None:
        self.side.toggle_table()
        if self.rail.is_compact():
            self.show_side(shown=self.side.shows_table())

    def escape(self) -> None:
        if self.side.shows_table():
            self.toggle_table()
        elif self.rail.is_compact() and not self.side.isHidden():
            self.show_side(shown=False)
        else:
            self.close_form()

    def close_form(self) -> None:
        self.commit()
        self.close_asked.emit()
