"""The units of this practice's laboratory: chosen once per value, then never typed again."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from iago_desktop.definitions.model import Field
from iago_desktop.quantities import unit_shown
from iago_desktop.services.flowsheet import fields
from iago_desktop.services.units import choose_unit, units
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.form.segment import Segment
from iago_desktop.ui.tokens import HEIGHT, font
from iago_desktop.ui.widgets import Card, Hairline, Item, Label, column, row

_LABEL = 250


class UnitSettings(Card):
    """One line for each value that laboratories give in different units.  `notice` is for the toast."""

    notice = Signal(str)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.segments: dict[str, Segment] = {}
        about = self.tr(
            "A number without a unit is read in this one. What was recorded keeps the unit it has."
        )
        items: list[Item] = [
            Label(self.tr("Laboratory units"), font(16, 600)),
            2,
            Label(about, font(12), "ink3", wrap=True),
            8,
        ]
        for index, field in enumerate(each for each in fields(workspace.catalogue) if each.units):
            items += [Hairline(), self._line(field)] if index else [self._line(field)]
        column(*items, margins=(20, 16, 20, 12), parent=self)
        self.refresh()

    def refresh(self) -> None:
        """Nothing is chosen where the practice did not choose and no unit stands for the value."""
        chosen = units(self._workspace)
        for field in fields(self._workspace.catalogue):
            if field.lab in self.segments:
                self.segments[field.lab].set_value(chosen.get(field.lab, field.unit) or None)

    def _line(self, field: Field) -> QWidget:
        name = field.label.in_language(self._workspace.language)
        segment = Segment([(unit, unit_shown(unit)) for unit in _offered(field)], height=HEIGHT["compact"])
        segment.setAccessibleName(self.tr("Unit of {value}").format(value=name))
        segment.chosen.connect(lambda unit: self._choose(field.lab, name, unit))
        self.segments[field.lab] = segment
        left = Label(name, font(14, 500), wrap=True)
        left.setFixedWidth(_LABEL)
        line = QWidget()
        row(left, segment, None, gap=16, margins=(0, 6, 0, 6), parent=line)
        return line

    def _choose(self, lab: str, name: str, unit: str) -> None:
        choose_unit(self._workspace, lab, unit)
        words = self.tr("{value} is read in {unit} from now on.")
        self.notice.emit(words.format(value=name, unit=unit_shown(unit)))


def _offered(field: Field) -> Sequence[str]:
    return tuple(unit for unit in (field.unit, *field.units) if unit)
