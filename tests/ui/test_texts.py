"""The language of the window, and sentences for errors in it."""

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from iago_desktop.errors import UnlockError
from iago_desktop.paths import resource
from iago_desktop.ui.texts import said, use_language


def test_an_error_speaks_the_language_asked_for() -> None:
    error = UnlockError("password_too_short", minimum=12)
    assert "12" in said(error, "en")
    assert said(error, "de") != said(error, "en")


def test_an_unknown_error_says_nothing_of_its_content() -> None:
    assert "Weber" not in said(ValueError("Maria Weber"), "en")


def test_german_comes_and_goes(qtbot: QtBot) -> None:
    app = QCoreApplication.instance()
    assert app is not None
    use_language(app, "de")
    try:
        if not resource("i18n", "iago_de.qm").exists():
            pytest.skip("not compiled here")
        assert QCoreApplication.translate("SignIn", "Password") == "Passwort"
    finally:
        use_language(app, "en")
    assert QCoreApplication.translate("SignIn", "Password") == "Password"
