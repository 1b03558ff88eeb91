"""The steps of the first start that ask: the practice and its first person, and the password."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from iago_desktop.errors import UnlockError
from iago_desktop.settings import Language
from iago_desktop.signing.keystore import check_password
from iago_desktop.ui.form.inputs import InputFrame
from iago_desktop.ui.form.segment import Segment
from iago_desktop.ui.pages.message import Message
from iago_desktop.ui.pages.password import PasswordField
from iago_desktop.ui.texts import said
from iago_desktop.ui.tokens import font
from iago_desktop.ui.widgets import Button, Label, Link, column

TEXT_WIDTH = 620


class Step(QWidget):
    """One step: what it asks, and whether it is answered.

    `ready` says that the answer has changed; `advanced` that the person wants to go on from here.  `buttons`
    are its own buttons in the footer, left of Continue.
    """

    ready = Signal()
    advanced = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.buttons: tuple[Button, ...] = ()
        self.primary = self.tr("Continue")

    def offered(self) -> tuple[Button, ...]:
        """The actions that make sense now."""
        return self.buttons

    def is_ready(self) -> bool:
        return True

    def why_not(self) -> str:
        """What is still missing; shown in the footer while Continue is off."""
        return ""

    def focus_first(self) -> None:
        """Put the cursor where something is missing, if anything is."""

    def enter(self) -> None:
        """Enter was pressed in this step."""
        self.advanced.emit()

    def _lay_out(self, *items: QWidget | int | None, width: int = TEXT_WIDTH) -> None:
        self.setMaximumWidth(width)
        column(*items, None, parent=self)


def heading(title: str, explained: str) -> QWidget:
    area = QWidget()
    column(Label(title, font(28, 600)), 8, Label(explained, font(15), "ink2", wrap=True), parent=area)
    return area


def labelled(text: str, control: QWidget) -> QWidget:
    area = QWidget()
    label = Label(text, font(13, 600), "ink2")
    label.setBuddy(control)
    column(label, 6, control, parent=area)
    return area


def link(text: str, clicked: Callable[[], None]) -> Link:
    made = Link(text)
    made.setAccessibleName(text)
    made.clicked.connect(clicked)
    return made


@dataclass(frozen=True)
class PracticeAnswers:
    practice: str = ""
    place: str = ""
    name: str = ""
    role: str | None = None


class PracticeStep(Step):
    def __init__(self) -> None:
        super().__init__()
        self.practice = InputFrame(height=40)
        self.place = InputFrame(height=40)
        self.name = InputFrame(height=40)
        self.role = Segment(
            (("physician", self.tr("Physician")), ("study_nurse", self.tr("Study nurse"))), height=40
        )
        practice, place = self.tr("Name of the practice"), self.tr("Place")
        name, role = self.tr("Your name"), self.tr("Your role")
        for control, text in (
            (self.practice, practice),
            (self.place, place),
            (self.name, name),
            (self.role, role),
        ):
            control.setAccessibleName(text)
        self._lay_out(
            heading(
                self.tr("Your practice"),
                self.tr("The registry knows the practice by this name. People's names never leave it."),
            ),
            26,
            labelled(practice, self.practice),
            18,
            labelled(place, self.place),
            18,
            labelled(name, self.name),
            18,
            labelled(role, self.role),
            width=480,
        )
        for frame in self._texts():
            frame.edit.textChanged.connect(self.ready)
        self.role.chosen.connect(self.ready)

    def _texts(self) -> Sequence[InputFrame]:
        return self.practice, self.place, self.name

    def answers(self) -> PracticeAnswers:
        practice, place, name = (frame.text().strip() for frame in self._texts())
        return PracticeAnswers(practice, place, name, self.role.value())

    def fill(self, answers: PracticeAnswers) -> None:
        self.practice.set_text(answers.practice)
        self.place.set_text(answers.place)
        self.name.set_text(answers.name)
        self.role.set_value(answers.role)

    def is_ready(self) -> bool:
        answers = self.answers()
        return bool(answers.practice and answers.name and answers.role)

    def why_not(self) -> str:
        answers = self.answers()
        if not answers.practice:
            return self.tr("The name of the practice is missing.")
        return self.tr("Your name is missing.") if not answers.name else self.tr("Your role is missing.")

    def focus_first(self) -> None:
        self.practice.edit.setFocus()

    def enter(self) -> None:
        """From field to field, then on."""
        order: tuple[QWidget, ...] = (self.practice.edit, self.place.edit, self.name.edit)
        at = next((index for index, field in enumerate(order) if field.hasFocus()), None)
        if at is None:
            self.advanced.emit()
        elif at + 1 < len(order):
            order[at + 1].setFocus()
        else:
            self.role.setFocus()


class PasswordStep(Step):
    """Twice the same, long enough and not easily guessed; the sentence says what is missing.

    Without `headed` it is a part of something else.  `anew`: one has a password already.
    """

    def __init__(self, language: Language, *, headed: bool = True, anew: bool = False) -> None:
        super().__init__()
        self._language = language
        self._known: tuple[str, ...] = ()
        self._is_good = False
        first, second = self.tr("Password"), self.tr("Password again")
        if anew:
            first, second = self.tr("New password"), self.tr("New password again")
        self.password, self.again = PasswordField(first, 40), PasswordField(second, 40)
        self.strength, self.message = Message(), Message()
        # The word lists take a few milliseconds a look: after a pause, not at every key.
        self._pause = QTimer(self, singleShot=True, interval=150)
        explained = self.tr(
            "At least 12 characters. A few words in a row are easy to remember and hard to guess."
        )
        head: QWidget = Label(explained, font(13), "ink2", wrap=True)
        if headed:
            head = heading(self.tr("Choose a password"), explained)
        self._lay_out(
            head,
            26 if headed else 14,
            labelled(first, self.password),
            6,
            self.strength,
            14,
            labelled(second, self.again),
            6,
            self.message,
            width=480,
        )
        self._pause.timeout.connect(self.judge)
        self.password.edit.textChanged.connect(self._on_edited)
        self.again.edit.textChanged.connect(self._on_edited)
        self.password.caps_lock.connect(self.judge)
        self.again.caps_lock.connect(self.judge)

    def know(self, *names: str) -> None:
        """Words that make a password easy to guess: the practice's and the person's."""
        self._known = tuple(word for name in names for word in (name, *name.split()))

    def forget(self) -> None:
        self.password.set_text("")
        self.again.set_text("")

    def _on_edited(self) -> None:
        self._is_good = False
        self._pause.start()
        self.ready.emit()

    def judge(self) -> None:
        """Look at the password now."""
        self._pause.stop()
        self._is_good = False
        text = self.password.text()
        if not text:
            self.strength.say("")
        else:
            try:
                check_password(text, *self._known)
            except UnlockError as error:
                self.strength.say(said(error, self._language), "hint")
            else:
                self._is_good = True
                self.strength.say(self.tr("Strong enough."), "good")
        differs = bool(self.again.text()) and not text.startswith(self.again.text())
        caps = self.password.is_caps_lock_on() or self.again.is_caps_lock_on()
        if differs:
            self.message.say(self.tr("The two passwords differ."), "warning")
        elif caps:
            self.message.say(self.tr("Caps Lock is on"), "warning")
        elif self._is_good and text == self.again.text():
            self.message.say(self.tr("Both are the same."), "good")
        else:
            self.message.say("")
        self.ready.emit()

    def is_ready(self) -> bool:
        return self._is_good and self.password.text() == self.again.text()

    def why_not(self) -> str:
        return self.tr("Type the same password twice, at least 12 characters.")

    def focus_first(self) -> None:
        self.password.edit.setFocus()

    def enter(self) -> None:
        if self.password.edit.hasFocus():
            self.again.edit.setFocus()
        self.judge()
        if self.is_ready():
            self.advanced.emit()
