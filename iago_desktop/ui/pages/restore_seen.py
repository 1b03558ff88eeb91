"""What a restore would bring and what it would take: read before a person says yes."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from iago_desktop.ui.form.inputs import InputFrame
from iago_desktop.ui.pages.message import Message
from iago_desktop.ui.tokens import font
from iago_desktop.ui.widgets import Banner, Card, Hairline, Label, column

if TYPE_CHECKING:  # brings the database; the page is built before it is needed
    from iago_desktop.services.restore import Preview
    from iago_desktop.store.lost import Lost

_MOST = 60
"""More lines nobody reads: their number is said."""


def called(day: date, today: date, entries: int) -> str:
    """A backup in the list: 20.11.2026, yesterday, 153 entries."""
    days = (today - day).days
    if days == 0:
        when = QCoreApplication.translate("RestorePage", "today")
    elif days == 1:
        when = QCoreApplication.translate("RestorePage", "yesterday")
    else:
        when = QCoreApplication.translate("RestorePage", "{days} days ago").format(days=days)
    if entries == 1:
        words = QCoreApplication.translate("RestorePage", "{date}, {when}, 1 entry")
    else:
        words = QCoreApplication.translate("RestorePage", "{date}, {when}, {entries} entries")
    return words.format(date=f"{day:%d.%m.%Y}", when=when, entries=entries)


def lost_line(each: "Lost", titles: Mapping[str, str]) -> str:
    """Huber, Ute · Infection · day 14, 15.09.2026 · entered by Maria Weber on 20.11.2026."""
    kinds = {
        "patient": QCoreApplication.translate("SeenView", "Master data"),
        "treatment": QCoreApplication.translate("SeenView", "Infusion"),
        "consent": QCoreApplication.translate("SeenView", "Consent"),
        "answer": QCoreApplication.translate("SeenView", "Answer to the registry"),
        "user": QCoreApplication.translate("SeenView", "Person of the practice"),
    }
    parts = [each.name, titles.get(each.form, each.form) or kinds.get(each.kind, each.kind)]
    if each.day is not None and each.infused_on:
        on = date.fromisoformat(each.infused_on) + timedelta(days=each.day)
        parts.append(
            QCoreApplication.translate("SeenView", "day {number}, {date}").format(
                number=each.day, date=f"{on:%d.%m.%Y}"
            )
        )
    elif each.day is not None:
        parts.append(QCoreApplication.translate("SeenView", "day {number}").format(number=each.day))
    day = ".".join(reversed(each.at[:10].split("-")))
    by = (
        QCoreApplication.translate("SeenView", "new, {who}, {date}")
        if each.is_new
        else QCoreApplication.translate("SeenView", "changed, {who}, {date}")
    )
    parts.append(by.format(who=each.who, date=day))
    return " · ".join(filter(None, parts))


class SeenView(QWidget):
    """`said` when what was typed changed.  Nothing has to be typed where nothing is replaced."""

    said = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.word = self.tr("restore")
        self.asked = False
        self.lines: list[str] = []
        self.typed = InputFrame(height=40)
        self.message = Message()
        self.typed.edit.textChanged.connect(self.said)
        self._layout = column(parent=self)

    def show_preview(self, seen: "Preview", titles: Mapping[str, str]) -> None:
        self.asked = seen.present != "none"
        self.lines = [lost_line(each, titles) for each in seen.lost if each.kind != "act"]
        self.typed.set_text("")
        layout = self._layout
        while (item := layout.takeAt(0)) is not None:
            if (old := item.widget()) is not None and old not in {self.typed, self.message}:
                old.hide()
                old.deleteLater()
        layout.addWidget(Label(self._what(seen), font(15), wrap=True))
        layout.addSpacing(14)
        for words, tone, icon in self._warnings(seen):
            banner = Banner(words, tone, icon)
            banner.setAccessibleName(words)
            layout.addWidget(banner)
            layout.addSpacing(10)
        if self.lines or self.asked:
            layout.addWidget(self._card(seen))
            layout.addSpacing(16)
        if self.asked:
            label = Label(
                self.tr("Type “{word}” to put the backup in its place.").format(word=self.word),
                font(14, 600),
                wrap=True,
            )
            self.typed.setAccessibleName(label.text())
            layout.addWidget(label)
            layout.addSpacing(8)
            self.typed.setMaximumWidth(280)
            layout.addWidget(self.typed)
            layout.addWidget(self.message)
        self.typed.setVisible(self.asked)
        self.message.setVisible(self.asked)
        layout.addStretch(1)

    def is_said(self) -> bool:
        return not self.asked or self.typed.text().strip().casefold() == self.word.casefold()

    def take_focus(self) -> None:
        if self.asked:
            self.typed.edit.setFocus()

    def _what(self, seen: "Preview") -> str:
        day = f"{seen.day:%d.%m.%Y}"
        if seen.mark is not None and seen.mark.kind == "moved":
            return self.tr(
                "The practice as it left the other computer on {day}. Entries in its history: {entries}."
            ).format(day=day, entries=seen.entries)
        if seen.mark is not None:
            return self.tr(
                "The practice as of {day}. This computer will be computer {letter} of it, beside the first."
            ).format(day=day, letter=seen.mark.desk.upper())
        if seen.days == 0:
            return self.tr("The backup of today. Entries in its history: {entries}.").format(
                entries=seen.entries
            )
        if seen.days == 1:
            return self.tr("The backup of {day}, one day old. Entries in its history: {entries}.").format(
                day=day, entries=seen.entries
            )
        return self.tr("The backup of {day}, {days} days old. Entries in its history: {entries}.").format(
            day=day, days=seen.days, entries=seen.entries
        )

    def _warnings(self, seen: "Preview") -> list[tuple[str, str, str]]:
        found = []
        if not seen.holds:
            words = self.tr("The history in this backup is not the one that was signed. An older one may be.")
            found.append((words, "red", "warning-circle"))
        present = {
            "other": self.tr("On this computer there is another practice, or one with another history."),
            "other_key": self.tr(
                "What is on this computer has another key. It cannot be shown what would be missing."
            ),
            "unreadable": self.tr(
                "What is on this computer cannot be read. It cannot be shown by name what would be missing."
            ),
        }.get(seen.present, "")
        if present and seen.since:
            one = self.tr("1 entry was made after the backup.")
            more = self.tr("{count} entries were made after the backup.").format(count=seen.since)
            found.append((one if seen.since == 1 else more, "amber", "warning"))
        if present:
            found.append((present, "amber", "warning"))
        if seen.asks:
            words = self.tr(
                "Bundles may have left since. Ask the registry for its resync file before the next export."
            )
            found.append((words, "amber", "warning"))
        return found

    def _card(self, seen: "Preview") -> Card:
        card = Card()
        layout = column(margins=(20, 14, 20, 14), parent=card)
        if seen.present == "known":
            title = (
                self.tr("Here now and not in the backup")
                if seen.since
                else self.tr("Nothing is here that is not in the backup.")
            )
            layout.addWidget(Label(title, font(14, 600), wrap=True))
            for words in (*self.lines[:_MOST], *self._rest(seen)):
                layout.addSpacing(6)
                layout.addWidget(Hairline())
                layout.addSpacing(6)
                layout.addWidget(Label(words, font(14), "ink2", wrap=True))
            layout.addSpacing(10)
        kept = self.tr("What is here now is not deleted: it is kept in a folder beside it.")
        layout.addWidget(Label(kept, font(13), "ink2", wrap=True))
        return card

    def _rest(self, seen: "Preview") -> list[str]:
        found = []
        if len(self.lines) > _MOST:
            more = len(self.lines) - _MOST
            found.append(self.tr("and {count} more entries").format(count=more))
        acts = sum(each.kind == "act" for each in seen.lost)
        if acts == 1:
            found.append(self.tr("1 action, such as unlocking"))
        elif acts:
            found.append(self.tr("{count} actions, such as unlocking").format(count=acts))
        if seen.drafts == 1:
            found.append(self.tr("1 draft"))
        elif seen.drafts:
            found.append(
                self.tr("{count} drafts, as far as they are not in the backup").format(count=seen.drafts)
            )
        for number, created in seen.bundles:
            day = ".".join(reversed(created[:10].split("-")))
            found.append(self.tr("Bundle {number} of {day} was sent").format(number=number, day=day))
        return found
