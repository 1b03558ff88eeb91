"""Name, day, and the facts one looks up all the time."""

from datetime import date

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from iago_desktop.services.patients import PatientRow, age_at
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.names import are_hidden, born, full_name
from iago_desktop.ui.paint import Painted, draw_text, width_of
from iago_desktop.ui.strip import draw_day
from iago_desktop.ui.tokens import T, font

_WIDEST = 190
"""Pixels of one fact: a long name of a centre ends in an ellipsis."""


class PatientHead(Painted):
    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._patient: PatientRow | None = None
        self._facts: list[tuple[str, str]] = []
        self._about = ""
        self.setFixedHeight(60)

    def show_patient(self, patient: PatientRow, centre: str, consent_on: date | None) -> None:
        self._patient = patient
        self._facts = self._facts_of(patient, centre, consent_on)
        self._about = " · ".join(filter(None, self._about_of(patient)))
        facts = ", ".join(f"{name} {value}" for name, value in self._facts)
        self.setAccessibleName(f"{full_name(patient)}, {self._about}, {patient.pid}, {facts}")
        self.update()

    def facts(self) -> dict[str, str]:
        return dict(self._facts)

    def about(self) -> str:
        return self._about

    def _about_of(self, patient: PatientRow) -> tuple[str, str, str]:
        day, sexes = born(patient), {"f": self.tr("f"), "m": self.tr("m"), "d": self.tr("d")}
        if not patient.born_on or are_hidden():
            return "", "", sexes.get(patient.sex or "", "")
        age = age_at(patient.born_on, self._workspace.today())
        return (
            self.tr("born {date}").format(date=day),
            self.tr("{age} y").format(age=age),
            sexes.get(patient.sex or "", ""),
        )

    def _facts_of(self, patient: PatientRow, centre: str, consent_on: date | None) -> list[tuple[str, str]]:
        infused = patient.infused_on.strftime("%d.%m.%Y") if patient.infused_on else self.tr("not known")
        consent = {True: self.tr("given"), False: self.tr("refused"), None: self.tr("open")}[patient.consent]
        if patient.consent and consent_on is not None:
            consent = consent_on.strftime("%d.%m.%Y")
        return [
            (self.tr("Product"), patient.product or "–"),
            (self.tr("Indication"), patient.indication or "–"),
            (self.tr("Infused"), infused),
            (self.tr("Treatment centre"), centre or "–"),
            (self.tr("Registry consent"), consent),
        ]

    def paint(self, painter: QPainter) -> None:
        patient = self._patient
        if patient is None:
            return
        draw_day(painter, QRectF(0, 6, 60, 46), patient.day_today, strong=True)
        name = full_name(patient)
        after = 76 + width_of(name, font(20, 600)) + 12
        right = self._paint_facts(painter, after + width_of(self._about, font(13)) + 32)
        room = QRectF(76, 4, right - 76, 28)
        draw_text(painter, room, name, font(20, 600), T.ink, elide=True)
        if after < right:
            draw_text(painter, QRectF(after, 6, right - after, 26), self._about, font(13), T.ink2, elide=True)
        draw_text(painter, QRectF(76, 31, 400, 20), patient.pid, font(12, mono=True), T.ink3)

    def _paint_facts(self, painter: QPainter, left: float) -> float:
        """In columns from the right; the least important, at the end, give way first.  Where they begin."""
        face, small = font(14, 600), font(12)
        widths = [
            min(_WIDEST, max(width_of(value, face), width_of(name, small)) + 4) for name, value in self._facts
        ]
        count = len(widths)
        while count and self.width() - sum(widths[:count]) - 30 * count < left:
            count -= 1
        x = float(self.width())
        for (name, value), width in reversed(list(zip(self._facts[:count], widths, strict=False))):
            x -= width
            draw_text(painter, QRectF(x, 9, width + 4, 16), name, small, T.ink3)
            draw_text(painter, QRectF(x, 27, width + 4, 20), value, face, T.ink, elide=True)
            x -= 15
            if name != self._facts[0][0]:
                painter.fillRect(QRectF(x, 14, 1, 30), T.line2)
            x -= 15
        return x
