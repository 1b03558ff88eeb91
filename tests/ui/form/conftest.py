"""The form's own window: style and fonts as in the program, and any form in it."""

import os
from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.rules.derive import Context
from iago_desktop.rules.draft import Draft
from iago_desktop.sentences import Language
from iago_desktop.ui.form.editor import Desk
from iago_desktop.ui.form.form_view import FormView
from iago_desktop.ui.texts import use_language
from iago_desktop.ui.tokens import apply_style

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

TODAY, INFUSION = date(2026, 6, 18), date(2026, 2, 26)
OpenForm = Callable[..., FormView]


@pytest.fixture(autouse=True, scope="session")
def _style(qapp: object) -> None:
    assert isinstance(qapp, QApplication)
    apply_style(qapp)


@pytest.fixture
def open_form(qtbot: QtBot, qapp: QApplication, catalogue: Catalogue) -> OpenForm:
    """`open_form("labs", anc="0.5")`: an open form with these answers, as they are typed."""

    def open_it(
        form: str,
        language: Language = "en",
        size: tuple[int, int] = (1290, 712),
        context: Context | None = None,
        infusion: date | None = INFUSION,
        **entered: object,
    ) -> FormView:
        use_language(qapp, language)
        draft = Draft(
            catalogue.form(form),
            catalogue,
            today=TODAY,
            infusion=infusion,
            context=context,
            language=language,
        )
        for field, raw in entered.items():
            draft.enter(field, raw)  # type: ignore[arg-type]
        view = FormView(draft, Desk(catalogue, TODAY, language))
        qtbot.addWidget(view)
        view.resize(*size)
        with qtbot.waitActive(view):
            view.show()
            view.activateWindow()
        use_language(qapp, "en")
        return view

    return open_it
