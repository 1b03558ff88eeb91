"""Settings of this computer: language, colours, text size, version of the CTCAE, when it locks."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QWidget

from iago_desktop.services.workspace import Workspace
from iago_desktop.settings import LOCK_MINUTES, Settings
from iago_desktop.ui.appearance import size_in_force, sizes_that_fit
from iago_desktop.ui.choosers import Choosers
from iago_desktop.ui.form.segment import Segment
from iago_desktop.ui.page import Footer, Page, Place
from iago_desktop.ui.pages.audit_settings import AuditSettings
from iago_desktop.ui.pages.desks_settings import DesksSettings
from iago_desktop.ui.pages.own_access import OwnAccess
from iago_desktop.ui.pages.people_settings import PeopleSettings
from iago_desktop.ui.pages.settings_backup import BackupSettings
from iago_desktop.ui.pages.settings_units import UnitSettings
from iago_desktop.ui.pages.settings_update import UpdateSettings
from iago_desktop.ui.tokens import font
from iago_desktop.ui.widgets import Button, Card, Hairline, Item, KeyHints, Label, column, row, scrolled

_WIDEST = 860
_LABEL = 250


class SettingsPage(Page):
    """Every change takes effect at once and is kept at once: there is nothing to save."""

    above = Place("today")

    def __init__(
        self, workspace: Workspace, settings: Settings, choose: Choosers | None = None, at: str = ""
    ) -> None:
        """`at` a card: `desks`, `backup`, `update`."""
        super().__init__()
        self._workspace, self._settings, self._at = workspace, settings, at
        self.crumbs = (self.tr("Settings"),)
        self.segments: dict[str, Segment] = {}
        screen = QGuiApplication.primaryScreen()
        sizes = sizes_that_fit(screen, size_in_force())
        look = self._card(
            self.tr("Look"),
            (
                self._row("language", self.tr("Language"), "", (("en", "English"), ("de", "Deutsch"))),
                self._row(
                    "colour_mode",
                    self.tr("Colours"),
                    self.tr("System: as the computer is set"),
                    (
                        ("light", self.tr("Light")),
                        ("dark", self.tr("Dark")),
                        ("system", self.tr("System")),
                    ),
                ),
                self._row(
                    "text_size",
                    self.tr("Text size"),
                    self.tr("Seen after the next unlocking"),
                    tuple((str(size), f"{size} %") for size in sizes),
                ),
            ),
        )
        work = self._card(
            self.tr("Work"),
            (
                self._row(
                    "ctcae_version",
                    self.tr("CTCAE for new entries"),
                    self.tr("Each entry may say otherwise"),
                    (("5.0", "5.0"), ("6.0", "6.0")),
                ),
                self._row(
                    "lock_minutes",
                    self.tr("Locks without input after"),
                    self.tr("Drafts are safe"),
                    tuple((str(each), self.tr("{count} min").format(count=each)) for each in LOCK_MINUTES),
                ),
            ),
        )
        practice = self._card(
            self.tr("Practice"),
            (
                self._fact(self.tr("Name"), workspace.practice_name),
                self._fact(self.tr("Place"), workspace.place),
                self._fact(self.tr("Data folder"), str(workspace.folder)),
                self._fact(self.tr("You are"), workspace.user.name),
            ),
        )
        self.people = PeopleSettings(workspace, self)
        self.people.notice.connect(self.notice)
        self.access = OwnAccess(workspace, self, self.people)
        self.audit = AuditSettings()
        self.audit.go.connect(self.go)
        self.backup = BackupSettings(workspace, choose or Choosers())
        self.backup.notice.connect(self.notice)
        self.backup.restoring.connect(self.restoring)
        self.update_card = UpdateSettings(workspace, choose or Choosers(), self)
        self.update_card.going_back.connect(self.going_back)
        self.desks = DesksSettings(workspace, choose or Choosers())
        self.desks.go.connect(self.go)
        self.units = UnitSettings(workspace)
        self.units.notice.connect(self.notice)
        inner = QWidget()
        inner.setMaximumWidth(_WIDEST)
        self.sections = column(
            Label(self.tr("Settings"), font(26, 600)),
            look,
            work,
            self.people,
            self.access,
            self.units,
            self.desks,
            self.backup,
            self.update_card,
            self.audit,
            practice,
            None,
            gap=14,
            parent=inner,
        )
        if workspace.training:
            self.sections.insertWidget(1, self._training())
        area = QWidget()
        column(row(inner, None, margins=(24, 16, 24, 16)), None, parent=area)
        layout = column(parent=self)
        self._scroll = scrolled(area)
        layout.addWidget(self._scroll, 1)
        hints = KeyHints(
            (
                (("Tab",), self.tr("next setting")),
                (("←", "→"), self.tr("choose")),
                (("Esc",), self.tr("Today")),
            )
        )
        footer = Footer(hints, None)
        footer.setFixedHeight(46)
        layout.addWidget(footer)

    def _training(self) -> Card:
        self.afresh_button = Button(self.tr("Start afresh"))
        self.afresh_button.setAccessibleName(self.afresh_button.text())
        self.afresh_button.clicked.connect(self.afresh)
        words = self.tr(
            "These patients are invented. Nothing real belongs here, and nothing of it goes to a registry. "
            "Start afresh forgets all that was practised."
        )
        card = Card()
        column(
            Label(self.tr("Training"), font(16, 600)),
            8,
            Label(words, font(14), "ink2", wrap=True),
            12,
            row(self.afresh_button, None),
            margins=(20, 16, 20, 16),
            parent=card,
        )
        return card

    def step_up(self) -> bool:
        return self.update_card.close_sheet() or self.people.close_sheet()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.people.fit(self.rect())
        self.update_card.fit(self.rect())

    def refresh(self) -> None:
        self.people.refresh()
        self.access.refresh()
        self.units.refresh()
        self.desks.refresh()
        self.backup.refresh()
        self.update_card.refresh()

    def _card(self, title: str, rows: Sequence[QWidget]) -> Card:
        card = Card()
        items: list[Item] = [Label(title, font(16, 600)), 8]
        for index, each in enumerate(rows):
            items += [Hairline(), each] if index else [each]
        column(*items, margins=(20, 16, 20, 12), parent=card)
        return card

    def _row(self, name: str, label: str, hint: str, options: Sequence[tuple[str, str]]) -> QWidget:
        segment = Segment(options)
        segment.setAccessibleName(label)
        segment.setAccessibleDescription(hint)
        segment.set_value(str(getattr(self._settings, name)))
        segment.chosen.connect(lambda code, name=name: self._choose(name, code))
        self.segments[name] = segment
        words = column(Label(label, font(14, 600)), gap=1)
        if hint:
            words.addWidget(Label(hint, font(12), "ink3"))
        left = QWidget()
        left.setFixedWidth(_LABEL)
        column(None, words, None, parent=left)
        line = QWidget()
        row(left, segment, None, gap=16, margins=(0, 8, 0, 8), parent=line)
        return line

    def _fact(self, label: str, value: str) -> QWidget:
        left = Label(label, font(14, 600))
        left.setFixedWidth(_LABEL)
        line = QWidget()
        layout = row(left, gap=16, margins=(0, 8, 0, 8), parent=line)
        layout.addWidget(Label(value or "–", font(14), "ink2", wrap=True), 1)
        return line

    def _choose(self, name: str, code: str) -> None:
        value: Any = int(code) if name in {"text_size", "lock_minutes"} else code
        self._settings = replace(self._settings, **{name: value})
        self.settings_changed.emit(self._settings)

    def stopped_at(self) -> dict[str, Any]:
        here = (name for name, segment in self.segments.items() if segment.isAncestorOf(_focused(self)))
        return {"setting": next(here, "")}

    def restore(self, stopped: dict[str, Any]) -> None:
        segment = self.segments.get(stopped.get("setting", ""))
        if segment is not None:
            segment.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_focus(self) -> None:
        cards: dict[str, DesksSettings | BackupSettings | UpdateSettings] = {
            "desks": self.desks,
            "backup": self.backup,
            "update": self.update_card,
        }
        card = cards.get(self._at)
        if card is not None:
            card.take_focus()
            QTimer.singleShot(0, self, lambda: self._scroll.verticalScrollBar().setValue(card.y()))
            return
        if self.access.is_due():
            self.access.take_focus()
            return
        self.segments["language"].setFocus(Qt.FocusReason.OtherFocusReason)


def _focused(page: QWidget) -> QWidget:
    return page.window().focusWidget() or page
