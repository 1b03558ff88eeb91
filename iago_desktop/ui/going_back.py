"""The last step of the way back after an update: the practice closes, the older data take its place."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QThreadPool
from PySide6.QtWidgets import QWidget

from iago_desktop.errors import IagoError
from iago_desktop.ui.pages.trouble import DonePage

if TYPE_CHECKING:  # bring the database
    from iago_desktop.services.way_back import WayBack
    from iago_desktop.ui.entrance import Entrance


def go_back(main: QWidget | None, entrance: "Entrance", way: "WayBack") -> None:
    """What is refused leaves the practice as it was: it is shown, and the unlock page follows."""
    if main is not None:
        main.hide()
    QThreadPool.globalInstance().waitForDone()
    try:
        went = way.carry_out()
    except IagoError as error:
        entrance.show_trouble(error)
    else:
        title = QCoreApplication.translate("GoingBack", "The older data are in place")
        words = QCoreApplication.translate(
            "GoingBack",
            "They stand as they were before the update of {day}. Close this program and start the version "
            "before; this one would update them again. The data of the newer version were put aside:",
        )
        page = DonePage(
            title,
            words.format(day=f"{went.day:%d.%m.%Y}"),
            str(went.kept or ""),
            QCoreApplication.translate("GoingBack", "Close"),
        )
        page.done.connect(entrance.close)
        entrance.show_page(page)
    entrance.show()
    if main is not None:
        main.close()
        main.deleteLater()
