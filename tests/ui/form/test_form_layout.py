"""Where things lie after a key, before anything else happens in the window."""

from datetime import date
from itertools import pairwise

import pytest
from pytestqt.qtbot import QtBot

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.rules.draft import Draft
from iago_desktop.ui.form.editor import Desk, Edit
from iago_desktop.ui.form.form_view import FormView
from iago_desktop.ui.form.row_editor import RowsEditor

TODAY = date(2026, 6, 18)


@pytest.fixture
def form(qtbot: QtBot, catalogue: Catalogue) -> FormView:
    answers = {"onset": {"value": {"day": 14}}, "pathogen_class": {"value": ["bacterial"]}}
    draft = Draft(catalogue.form("infection"), catalogue, today=TODAY, infusion=None, answers=answers)
    view = FormView(draft, Desk(catalogue, TODAY, "en"))
    qtbot.addWidget(view)
    view.resize(1290, 712)
    with qtbot.waitActive(view):
        view.show()
        view.activateWindow()
    return view


def clipped(form: FormView) -> list[str]:
    """Rows of the step that are lower than what they hold, or lie over the next."""
    rows = [row for _hair, row in form.page().rows if row.isVisible()]
    low = [str(row.y()) for row in rows if row.height() < row.minimumSizeHint().height()]
    over = [str(row.y()) for row, below in pairwise(rows) if row.geometry().bottom() >= below.y()]
    return low + over


def test_a_new_line_has_its_room_at_once(form: FormView) -> None:
    editor = form.page().editor_of("organisms")
    assert isinstance(editor, RowsEditor)
    for count in (1, 2, 3):
        form.apply(Edit("add_row", "organisms", ""))
        assert len(editor.lines) == count
        assert clipped(form) == []
        bottoms = [line.mapTo(editor.widget, line.rect().bottomLeft()).y() for line in editor.lines]
        assert bottoms == sorted(bottoms)
        assert editor.add.y() > bottoms[-1]
        assert editor.add.geometry().bottom() < editor.widget.height()
    form.apply(Edit("remove_row", "organisms", None, editor.lines[0].row_id))
    assert clipped(form) == []
