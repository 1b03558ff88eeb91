"""Where work goes on in a form: from field to field, from gap to gap, from step to step."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from iago_desktop.rules.draft import Draft, OpenItem
from iago_desktop.ui.form.editor import Desk, Editor
from iago_desktop.ui.form.editors import CodeEditor, SeveralEditor
from iago_desktop.ui.form.form_frame import FormFrame
from iago_desktop.ui.form.rail import Person
from iago_desktop.ui.form.row_editor import RowsEditor
from iago_desktop.ui.form.step_page import StepPage
from iago_desktop.ui.widgets import Button


class FormWalk(FormFrame):
    """`from_gap_to_gap`: what was passed by is completed; each answer leads to the next one missing."""

    moved = Signal()  # the place where work goes on changed
    notice = Signal(str)

    def __init__(self, draft: Draft, desk: Desk, person: Person | None) -> None:
        self.steps: list[str] = list(dict.fromkeys(section.step for section in draft.form.sections))
        super().__init__(draft, desk.catalogue, self.steps, person)
        self.draft, self.desk = draft, desk
        self.step = ""
        self.from_gap_to_gap = False
        self._pages: dict[str, StepPage] = {}
        self._gap = ""  # the question that was gone to because it was missing
        self._asked_then: frozenset[str] = frozenset()

    def page(self) -> StepPage:
        return self._pages[self.step]

    def _page_of(self, step: str) -> StepPage:
        raise NotImplementedError

    def refresh(self) -> None:
        raise NotImplementedError

    def go_to_step(self, step: str) -> None:
        """Another step, at its first gap."""
        self.commit()
        self.step = step
        self.stack.setCurrentWidget(self._page_of(step))
        self.refresh()
        self.focus_first_gap()

    def focus_first_gap(self) -> None:
        """The first missing answer of this step, else its first question without one, else the way on."""
        asked = self.page().asked(self.draft)
        gap = next((item for item in self.draft.open_items() if item.step == self.step), None)
        if gap is not None and not self.from_gap_to_gap and (begin := self._beginning(asked)):
            self._focus(begin)
            return
        if gap is not None:
            self._focus_item(gap)
            return
        empty = [e for e in asked if not any(self.draft.answer(field.id) for field in e.fields)]
        if asked:
            self._focus((empty or asked)[0])
        else:
            self.next_button.setFocus()
            self.moved.emit()

    def _beginning(self, asked: list[Editor]) -> Editor | None:
        """Of a step nobody has begun: its first required question, or a table above that one."""
        if any(self.draft.answer(field.id) for editor in asked for field in editor.fields):
            return None
        return next(
            (e for e in asked if isinstance(e, RowsEditor) or any(field.required for field in e.fields)), None
        )

    def go_to_field(self, field: str) -> None:
        step = self.draft.form.section_of(field).step
        if step != self.step:
            self.go_to_step(step)
        editor = self.page().editor_of(field)
        if editor is not None:
            editor.focus_on(field)
            self._seen(editor)

    def _focus_item(self, item: OpenItem) -> None:
        self._gap, self._asked_then = item.field, self.draft.shown()
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
        if self.from_gap_to_gap and by > 0 and editor and any(f.id == self._gap for f in editor.fields):
            self._on_from(editor, asked)
            return
        place = asked.index(editor) + by if editor in asked else 0
        if 0 <= place < len(asked):
            self._focus(asked[place], last=by < 0)
        elif place >= len(asked):
            self.next_button.setFocus()

    def go_to_labs(self) -> None:
        """The first laboratory value of the form."""
        shown = self.draft.shown()
        first = next((field.id for field in self.draft.form.fields() if field.lab and field.id in shown), "")
        if first:
            self.commit()
            self.go_to_field(first)

    def _on_from(self, editor: Editor, asked: list[Editor]) -> None:
        """From a gap to what its answer asks besides, else to the next gap, else to the signature."""
        new = self.draft.shown() - self._asked_then
        below = asked[asked.index(editor) + 1 :] if editor in asked else asked
        more = next((each for each in below if any(field.id in new for field in each.fields)), None)
        items = self.draft.open_items()
        if more is not None:
            self._gap, self._asked_then = more.fields[0].id, self.draft.shown()
            self._focus(more)
        elif items:
            order = [field.id for field in self.draft.form.fields()]
            at = order.index(editor.fields[-1].id)
            self._go_to_item(next((each for each in items if order.index(each.field) > at), items[0]))
        else:
            if self.step != self.steps[-1]:
                self.go_to_step(self.steps[-1])
            self.next_button.setFocus()
            self.moved.emit()

    def pass_letter_on(self, event: QKeyEvent) -> bool:
        """A letter that chips have no use for begins the list below them: `1 stre`."""
        editor, letter = self.current_editor(), event.text()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if not isinstance(editor, SeveralEditor) or not plain or not letter.isalpha():
            return False
        asked = self.page().asked(self.draft)
        below = asked[asked.index(editor) + 1 :]
        if editor.chips.value() is None or not below or not isinstance(below[0], RowsEditor | CodeEditor):
            return False
        self.next_field(editor)
        focus = QApplication.focusWidget()
        if focus is not None and below[0].owns(focus):
            QApplication.sendEvent(focus, QKeyEvent(event))
        return True

    def previous_field(self) -> None:
        self.next_field(by=-1)

    def on_enter(self) -> None:
        focus = QApplication.focusWidget()
        if isinstance(focus, Button):
            focus.click()
            return
        editor = self.current_editor()
        if editor is not None:
            editor.accept()
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
