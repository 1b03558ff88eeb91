"""Under the top bar: what went wrong just now, and states that last."""

from PySide6.QtWidgets import QWidget

from iago_desktop.services import clock
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.widgets import Banner, column


class Banners(QWidget):
    """`trouble` is the red one, None where nothing is wrong; `lasting` those that say a state."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.trouble: Banner | None = None
        self.lasting: dict[str, Banner] = {}
        self._layout = column(gap=8, parent=self)
        self._air()

    def say_trouble(self, words: str) -> None:
        if self.trouble is not None:
            self._take_away(self.trouble)
            self.trouble = None
        if words:
            self.trouble = self._banner(words, "red", "warning-circle")
            self._layout.addWidget(self.trouble)
        self._air()

    def look(self) -> None:
        """What lasts, as it is now."""
        back = clock.gone_back(self._workspace)
        if back is None:
            words = ""
        else:
            date = back.shows.strftime("%d.%m.%Y")
            words = self.tr("The computer clock shows {date}. Dates may be wrong.").format(date=date)
        self._last("clock", words)

    def _last(self, state: str, words: str) -> None:
        shown = self.lasting.get(state)
        if shown is not None and shown.label.text() == words:
            return
        if shown is not None:
            self._take_away(self.lasting.pop(state))
        if words:
            self.lasting[state] = self._banner(words, "amber", "warning")
            self._layout.insertWidget(0, self.lasting[state])
        self._air()

    def _banner(self, words: str, tone: str, icon: str) -> Banner:
        banner = Banner(words, tone, icon)
        banner.setAccessibleName(words)
        return banner

    def _take_away(self, banner: Banner) -> None:
        self._layout.removeWidget(banner)
        banner.hide()
        banner.deleteLater()

    def _air(self) -> None:
        any_shown = self.trouble is not None or bool(self.lasting)
        self._layout.setContentsMargins(24, 12 if any_shown else 0, 24, 0)
