"""Where the parts of a course stand in its widget: the head, the lanes, the laboratory values, the foot."""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF

from iago_desktop.services.course_view import CourseView
from iago_desktop.ui.charts.course_marks import Mark, Marks, Scale
from iago_desktop.ui.charts.course_paint import box_of, lane_height, row_middle

HEAD, EVENTS, FOOT, GAP = 30, 22, 24, 5
NAMES, VALUES = 116, 96
_LOWEST, _HIGHEST = 60, 180

Turn = Literal["second_infusion", "progression", "next_therapy"]
TURNS: tuple[Turn, ...] = ("second_infusion", "progression", "next_therapy")
"""Days after which counting may end; each is a line with its name in a row of its own."""


@dataclass(frozen=True)
class Frame:
    view: CourseView
    scale: Scale
    marks: Marks
    height: float = 0.0

    @property
    def turns(self) -> list[tuple[int, Turn]]:
        days = ((getattr(self.view, name), name) for name in TURNS)
        return sorted((day, name) for day, name in days if self.scale.holds(day))

    @property
    def top(self) -> int:
        return HEAD + (EVENTS if self.turns else 0)

    @property
    def lanes_end(self) -> int:
        return self.top + sum(map(lane_height, self.marks.lanes))

    @property
    def axis_height(self) -> float:
        count = len(self.marks.axes)
        free = self.height - self.lanes_end - GAP - FOOT
        return max(_LOWEST, min(_HIGHEST, free / count)) if count else 0.0

    @property
    def bottom(self) -> float:
        return self.lanes_end + GAP + len(self.marks.axes) * self.axis_height

    @property
    def least_height(self) -> int:
        return self.lanes_end + GAP + len(self.marks.axes) * _LOWEST + FOOT

    @property
    def right(self) -> float:
        return self.scale.left + self.scale.width

    def placed(self) -> list[tuple[Mark, float]]:
        """Every mark with the middle of its row."""
        placed, top = [], float(self.top)
        for lane in self.marks.lanes:
            placed += [(mark, row_middle(lane, mark.row, top)) for mark in lane.marks]
            top += lane_height(lane)
        return placed

    def middle_of_visits(self) -> float:
        top = float(self.top)
        for lane in self.marks.lanes:
            if lane.lane == "visits":
                return row_middle(lane, 0, top)
            top += lane_height(lane)
        return top

    def mark_at(self, place: QPointF) -> Mark | None:
        hits = (
            mark
            for mark, y in reversed(self.placed())
            if box_of(mark, y).adjusted(-2, -2, 2, 2).contains(place)
        )
        return next(hits, None)
