"""A form in the window: rail, sheet, side card, footer.  A thin shell over the draft.

The keys of a form are handled here, after the control that has the focus had its turn.  Storing, signing and
leaving are asked for by signals.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from iago_desktop.rules.draft import Draft, OpenItem
from iago_desktop.ui.form.disagreement import ask_other_grade
from iago_desktop.ui.form.editor import Desk, Edit, Editor
from iago_desktop.ui.form.field_row import FieldRow
from iago_desktop.ui.form.form_frame import FormFrame
from iago_desktop.ui.form.form_keys import Action, key_map
from iago_desktop.ui.form.grade_facts import Facts, facts, step_name
from iago_desktop.ui.form.overlays import Overlays
from iago_desktop.ui.form.rail import Person
from iago_desktop.ui.form.row_editor import RowsEditor
from iago_desktop.ui.form.step_page import StepPage
from iago_desktop.ui.form.steps import gaps, ready_lines, step_infos
from iago_desktop.ui.widgets import Button


class FormView(FormFrame):
    edited = Signal()  # an answer changed
    typed = Signal()  # something stands in a field that is not entered yet
    moved = Signal()  # the place where work goes on changed
    close_asked = Signal()
    sign_asked = Signal()
    notice = Signal(str)

    def __init__(
        self,
        draft: Draft,
        desk: Desk,
        *,
        person: Person | None = None,
        sign_words: str = "",
        step: str = "",
    ) -> None:
        self.steps: list[str] = list(dict.fromkeys(section.step for section in draft.form.sections))
        super().__init__(draft, desk.catalogue, self.steps, person)
        self.draft, self.desk = draft, desk
        self.recorded: tuple[int, str] | None = None  # the grade a person keeps instead, and why, in words
        self.grade_reason = ""  # its code
        self._sign_words = sign_words or self.tr("Sign")
        self.step = ""
        self._pages: dict[str, StepPage] = {}
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

    def page(self) -> StepPage:
        return self._pages[self.step]

    def _page_of(self, step: str) -> StepPage:
        """Built on the first visit."""
        if step not in self._pages:
            sections = [section for section in self.draft.form.sections if section.step == step]
            page = StepPage(sections, self.desk)
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
        if words != self._said and self._said and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))
        self._said = words

    # -- where to go

    def go_to_step(self, step: str) -> None:
        """Another step, at its first gap."""
        self.commit()
        self.step = step
        self.stack.setCurrentWidget(self._page_of(step))
        self.refresh()
        self.focus_first_gap()

    def focus_first_gap(self) -> None:
        """The first missing answer of this step, else its first question without one, else the way on."""
        gap = next((item for item in self.draft.open_items() if item.step == self.step), None)
        if gap is not None:
            self._focus_item(gap)
            return
        asked = self.page().asked(self.draft)
        empty = [e for e in asked if not any(self.draft.answer(field.id) for field in e.fields)]
        if asked:
            self._focus((empty or asked)[0])
        else:
            self.next_button.setFocus()
            self.moved.emit()

    def go_to_field(self, field: str) -> None:
        step = self.draft.form.section_of(field).step
        if step != self.step:
            self.go_to_step(step)
        editor = self.page().editor_of(field)
        if editor is not None:
            self._focus(editor)

    def _focus_item(self, item: OpenItem) -> None:
        editor = self.page().editor_of(item.field)
        if isinstance(editor, RowsEditor) and item.row and item.column:
            editor.focus_at(item.row, item.column)
            self._seen(editor)
        elif editor is not None:
            self._focus(editor)

    def _focus(self, editor: Editor, *, last: bool = False) -> None:
        editor.focus(last=last)
        self._seen(editor)

    def _seen(self, editor: Editor) -> None:
        self.page().bring_into_view(editor)
        self.moved.emit()

    def current_editor(self) -> Editor | None:
        return self.page().editor_at(QApplication.focusWidget()) if self.step else None

    def commit(self) -> None:
        """Enter what is typed, wherever the focus is."""
        editor = self.current_editor()
        if editor is not None:
            editor.take_pending()

    def next_field(self, editor: Editor | None = None, by: int = 1) -> None:
        """What follows is decided after the answer: it may have asked for more."""
        editor = editor or self.current_editor()
        if editor is not None:
            editor.take_pending()
            if by > 0:
                editor.leave()
        asked = self.page().asked(self.draft)
        place = asked.index(editor) + by if editor in asked else 0
        if 0 <= place < len(asked):
            self._focus(asked[place], last=by < 0)
        elif place >= len(asked):
            self.next_button.setFocus()

    def previous_field(self) -> None:
        self.next_field(by=-1)

    def on_enter(self) -> None:
        focus = QApplication.focusWidget()
        if isinstance(focus, Button):
            focus.click()
        else:
            self.next_field()

    def next_gap(self) -> None:
        """Across the steps, from here on and round again."""
        self.commit()
        items = self.draft.open_items()
        if not items:
            self.notice.emit(self.tr("Nothing is missing."))
            return
        editor = self.current_editor()
        order = [field.id for field in self.draft.form.fields()]
        at = max((order.index(field.id) for field in editor.fields), default=-1) if editor else -1
        self._go_to_item(next((each for each in items if order.index(each.field) > at), items[0]))

    def _go_to_item(self, item: OpenItem) -> None:
        if item.step != self.step:
            self.go_to_step(item.step)
        self._focus_item(item)

    def next_step(self) -> None:
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
        else:
            problem = next(p for p in (*self.draft.problems(), *self.draft.notes()) if p.field in ids)
            self.apply(Edit("enter", problem.field, action.removeprefix("use "), problem.row, problem.column))

    def confirm(self, editor: Editor | None = None) -> None:
        """The value is right although it is unusual."""
        self.commit()
        editor = editor or self.current_editor()
        ids = {field.id for field in editor.fields} if editor else set()
        for problem in self.draft.problems():
            if problem.field in ids and problem.level == "confirm":
                self.draft.confirm(problem.field, "checked", problem.row, problem.column)
                self.refresh()
                self.edited.emit()
                return

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

    def next_area(self) -> None:
        """Form, rail, card, form."""
        focus = QApplication.focusWidget()
        if focus is not None and self.rail.isAncestorOf(focus):
            if self.side.isHidden() or not self.side.focus_first():
                self.focus_first_gap()
        elif focus is not None and self.side.isAncestorOf(focus):
            self.focus_first_gap()
        else:
            self.rail.focus_step(self.steps.index(self.step))
