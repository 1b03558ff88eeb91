"""The keyboard map: what makes the window's shortcuts, is listed in the palette and printed in the help.

Never Ctrl+Alt (it is AltGr on German keyboards), never Ctrl+Shift with a digit, never a bare letter outside
choice controls.
"""

from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QObject


class WindowKey(NamedTuple):
    """`id` names what the window does; `keys` is Qt's portable text; `words` a verb, "" keeps it quiet."""

    id: str
    keys: str
    words: str
    icon: str = "caret-right"


class Hint(NamedTuple):
    """A line of the keyboard card."""

    keys: tuple[str, ...]
    words: str


class Keyboard(QObject):
    def window(self) -> tuple[WindowKey, ...]:
        """Everything that works everywhere."""
        return (
            WindowKey("palette", "Ctrl+K", self.tr("Search or command"), "magnifying-glass"),
            WindowKey("help", "F1", self.tr("Help"), "question"),
            WindowKey("today", "F5", self.tr("Today"), "house-simple"),
            WindowKey("patients", "F6", self.tr("Patients"), "users"),
            WindowKey("drafts", "F7", self.tr("Drafts"), "pencil-simple"),
            WindowKey("registry", "F8", self.tr("Registry"), "tray"),
            WindowKey("measures", "F9", self.tr("Measures over all patients"), "info"),
            WindowKey("audit", "Shift+F9", self.tr("Audit"), "clipboard-text"),
            WindowKey("settings", "Ctrl+,", self.tr("Settings"), "gear"),
            WindowKey("new_patient", "Ctrl+N", self.tr("New patient"), "user-plus"),
            WindowKey("visit", "Ctrl+1", self.tr("Follow-up visit"), "clipboard-text"),
            WindowKey("infection", "Ctrl+2", self.tr("New infection"), "bug"),
            WindowKey("toxicity", "Ctrl+3", self.tr("Other toxicity"), "brain"),
            WindowKey("more", "Ctrl+4", self.tr("Prophylaxis, IVIG, labs"), "pill"),
            WindowKey("consent", "Ctrl+6", self.tr("Registry consent"), "signature"),
            WindowKey("export", "Ctrl+E", self.tr("Export for the registry"), "paper-plane-tilt"),
            WindowKey("import", "Ctrl+I", self.tr("Import file"), "download-simple"),
            WindowKey("lock", "Ctrl+L", self.tr("Lock"), "lock-simple"),
            WindowKey("switch", "Ctrl+Shift+L", self.tr("Somebody else works here"), "users"),
            WindowKey("undo", "Ctrl+Z", self.tr("Undo"), "arrow-left"),
            WindowKey("hide_names", "F12", self.tr("Hide or show names"), "eye-slash"),
            WindowKey("larger", "Ctrl++", self.tr("Larger text"), "plus"),
            WindowKey("smaller", "Ctrl+-", self.tr("Smaller text"), "minus-circle"),
            WindowKey("usual_size", "Ctrl+0", self.tr("Usual text size"), "circle"),
            WindowKey("full_screen", "F11", self.tr("Full screen"), "copy"),
            WindowKey("back", "Alt+Left", self.tr("Back"), "arrow-left"),
            WindowKey("forward", "Alt+Right", self.tr("Forward"), "arrow-right"),
        )

    def card(self) -> tuple[tuple[str, tuple[Hint, ...]], ...]:
        """The keyboard card: a heading and its lines."""
        everywhere = tuple(Hint(caps(key.keys), key.words) for key in self.window() if key.words)
        return (
            (self.tr("Everywhere"), everywhere),
            (
                self.tr("Lists"),
                (
                    Hint(("↑", "↓"), self.tr("move")),
                    Hint(caps("Home") + caps("End"), self.tr("first, last")),
                    Hint(("↵",), self.tr("open")),
                    Hint(("/",), self.tr("filter")),
                ),
            ),
            (
                self.tr("Forms"),
                (
                    Hint(("↵",), self.tr("next field")),
                    Hint(caps("Shift+Return"), self.tr("previous field")),
                    Hint(caps("Ctrl+Return"), self.tr("next step; on the last, sign")),
                    Hint(caps("Ctrl+Shift+Return"), self.tr("save and close as draft")),
                    Hint((*caps("Alt+1"), "…", "4"), self.tr("the four steps")),
                    Hint(caps("Alt+M"), self.tr("next missing or amber field")),
                    Hint(caps("Alt+U"), self.tr("why is there no value")),
                    Hint(caps("Alt+Return"), self.tr("confirm the warning here")),
                    Hint(caps("Alt+L"), self.tr("lab values of a visit")),
                    Hint(("F1",), self.tr("explain this field")),
                    Hint(("F2",), self.tr("rule table")),
                    Hint(caps("Ctrl+Z") + caps("Ctrl+Y"), self.tr("undo, redo")),
                    Hint(caps("Ctrl+Tab"), self.tr("next area")),
                ),
            ),
            (
                self.tr("Answers"),
                (
                    Hint(("J", "Y", "N", "U"), self.tr("yes, no, unknown, and move on")),
                    Hint(("1", "…", "9"), self.tr("choose or toggle")),
                    Hint(caps("Del"), self.tr("clear the answer")),
                    Hint(caps("Alt+Down"), self.tr("open list or calendar")),
                    Hint(("↑", "↓"), self.tr("date: one day")),
                    Hint(caps("PgUp") + caps("PgDown"), self.tr("date: one month")),
                ),
            ),
            (
                self.tr("Patient and entry"),
                (
                    Hint(caps("Ctrl+PgUp") + caps("PgDown"), self.tr("previous, next tab")),
                    Hint((*caps("Ctrl+Up"), "↓"), self.tr("previous, next patient")),
                    Hint(("←", "→", "+", "−", "0"), self.tr("course: move, zoom")),
                    Hint(caps("Ctrl+R"), self.tr("correct a signed entry")),
                    Hint(caps("Ctrl+Del"), self.tr("delete a draft")),
                    Hint(caps("Ctrl+P"), self.tr("print what is shown")),
                ),
            ),
        )


def caps(keys: str) -> tuple[str, ...]:
    """A sequence in Qt's portable text as it stands on the keyboard."""
    names = {
        "Ctrl": QCoreApplication.translate("Keys", "Ctrl"),
        "Alt": QCoreApplication.translate("Keys", "Alt"),
        "Shift": QCoreApplication.translate("Keys", "Shift"),
        "Return": "↵",
        "Tab": "Tab",
        "Left": "←",
        "Right": "→",
        "Up": "↑",
        "Down": "↓",
        "PgUp": QCoreApplication.translate("Keys", "PgUp"),
        "PgDown": QCoreApplication.translate("Keys", "PgDn"),
        "Home": QCoreApplication.translate("Keys", "Home"),
        "End": QCoreApplication.translate("Keys", "End"),
        "Del": QCoreApplication.translate("Keys", "Del"),
    }
    parts = keys.removesuffix("++").split("+") + (["+"] if keys.endswith("++") else [])
    return tuple(names.get(part, "−" if part == "-" else part) for part in parts if part)
