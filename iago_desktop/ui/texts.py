"""Which language the window speaks, and the sentence for an error in it."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from iago_desktop.errors import IagoError
from iago_desktop.paths import resource
from iago_desktop.sentences import Language, sentence

_installed: list[QTranslator] = []


def system_language() -> Language:
    return "de" if QLocale.system().language() == QLocale.Language.German else "en"


def use_language(app: QCoreApplication, language: Language) -> None:
    """The program's texts and Qt's own (file dialogs) from here on; widgets that exist keep theirs.

    English is the language of the source and needs no file.
    """
    while _installed:
        app.removeTranslator(_installed.pop())
    if language == "en":
        return
    for folder, name in (
        (str(resource("i18n")), f"iago_{language}"),
        (QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath), f"qtbase_{language}"),
    ):
        translator = QTranslator(app)
        if translator.load(name, folder):
            app.installTranslator(translator)
            _installed.append(translator)


def said(error: object, language: Language) -> str:
    """The sentence for an error that a person can mend; for anything else, that there was one."""
    if isinstance(error, IagoError):
        return sentence(error, language)
    return QCoreApplication.translate("Texts", "Something unexpected happened. What was saved is safe.")
