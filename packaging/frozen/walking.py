"""The frozen program, used as a practice would use it: first start, patient, infection, signature, bundle.

Built as a third program beside the two that are shipped, from the same analysis, so that it runs on the very
libraries, modules and resources that are delivered.  Prints one line per step.
"""

import json
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from iago_desktop.demo.typist import CTRL, ENTER, press, wait_for, write
from iago_desktop.services import enrolment, exchange, patients, records
from iago_desktop.services.workspace import Workspace
from iago_desktop.settings import Settings
from iago_desktop.signing.keystore import FLOOR
from iago_desktop.ui.app import Program
from iago_desktop.ui.form.form_view import FormView
from iago_desktop.ui.form.signing_gate import TypePanel
from iago_desktop.ui.main_window import MainWindow
from iago_desktop.ui.pages.first_start import PASSWORD, RECOVERY, REGISTRY, FirstStart
from iago_desktop.ui.tokens import apply_style

SECRET = "quiet river carries seven lamps"
K = Qt.Key
WORDS = {
    "en": {"yes": "y", "woman": "f", "term": "lung"},
    "de": {"yes": "j", "woman": "w", "term": "lung"},
}
"""What is typed depends on the language of the window."""
INFECTION = (
    *("1", ENTER),  # bacterial
    *("stre", ENTER, ENTER),  # Streptococcus pneumoniae; no specimen
    *("1", ENTER),  # lung
    *("term", ENTER),  # CTCAE term
    "4",  # intravenous
    *("1", ENTER),  # hospital; the others are no
    "1",  # at home
    *("yes", "acic", ENTER, ENTER),  # prophylaxis with aciclovir
    *(CTRL, "3", CTRL, CTRL),  # attribute: possible; grade: nothing to type
    *(ENTER, ENTER, ENTER),  # no drug named, admitted as offered, not discharged
    *("1", "-1", ENTER, "n"),  # resolved yesterday, follow-up unchanged
)
"""Lung infection by a pneumococcus, intravenous, in hospital, under aciclovir; grade 3."""


class Walk:
    def __init__(self, folder: Path, language: str) -> None:
        self._folder, self._language, self._words = folder, language, WORDS[language]
        self._app = QApplication(sys.argv[:1])
        apply_style(self._app)
        self._registry = folder / "registry"
        self._begun = time.monotonic()

    def __call__(self) -> None:
        made = self._command("init", self._registry, "--name", "Frozen", "--id", "REG-FRZ", "--open-keys")
        self._letter = str(made["fingerprint"])
        (card,) = self._registry.glob("*.iagocard")
        program = Program(
            self._app,
            self._folder / "practice",
            Settings(language=self._language),
            settings_file=self._folder / "settings.json",
            log_folder=self._folder / "log",
            argon=FLOOR,
            choose_card=lambda _over: card,
        )
        program.start()
        self._step("started", program.entrance.isVisible())
        self._first_start(program)
        main = wait_for(lambda: program.main)
        assert isinstance(main, MainWindow)
        main.activateWindow()
        wait_for(main.isActiveWindow)
        workspace = main._workspace
        self._step("first start", workspace.language == self._language)
        self._patient(main, workspace)
        self._infection(main, workspace)
        self._taken(self._export(workspace))
        program.close()
        program.main.close()
        self._encrypted()

    def _step(self, name: str, holds: object) -> None:
        if not holds:
            raise SystemExit(f"{self._language}: {name} failed")
        print(f"{self._language}: {name} ({time.monotonic() - self._begun:.1f} s)", flush=True)

    def _first_start(self, program: Program) -> None:
        program.entrance.activateWindow()
        page = wait_for(lambda: program.entrance.findChild(FirstStart))
        for words in ("Onkologie am Park", "Wien", "Maria Weber"):
            _enter(words)
        _enter("1")
        wait_for(lambda: page.at() == PASSWORD)
        _enter(SECRET)
        _enter(SECRET)
        wait_for(lambda: page.at() == RECOVERY)
        groups = page.recovery._groups
        _enter("")
        for index in page.recovery.frames:
            write(groups[index])
        _enter("")
        wait_for(lambda: page.at() == REGISTRY)
        _enter("")  # the card lies where the chooser looks
        _enter("")
        write(self._letter.rsplit(maxsplit=1)[-1])
        _enter("")

    def _patient(self, main: MainWindow, workspace: Workspace) -> None:
        """A woman of 69 with axi-cel twenty days ago; everything in the order of the form."""
        infused = workspace.today() - timedelta(days=20)
        press(K.Key_N, CTRL)
        wait_for(lambda: main.place.kind == "new_patient")
        for words in ("Brandt", "Helga", "140957"):
            _enter(words)
        write(self._words["woman"])
        for words in ("axi", "dl", infused.strftime("%d%m%y"), "AKH Wien"):
            _enter(words)
        write(self._words["yes"])
        _enter(infused.strftime("%d%m%y"))
        press(ENTER, CTRL)
        wait_for(lambda: main.place.kind == "patient")
        (row,) = patients.rows(workspace, "Brandt")
        self._step("patient by keys", row.consent and row.day_today == 20)

    def _infection(self, main: MainWindow, workspace: Workspace) -> None:
        patient = str(main.place.id)
        press(K.Key_2, CTRL)
        view = wait_for(lambda: main.page().findChild(FormView))
        wait_for(view.current_editor)
        for stroke in ("-6", ENTER, *INFECTION):
            if stroke == CTRL:
                press(ENTER, CTRL)  # the next step
            elif stroke == ENTER:
                press(ENTER)
            else:
                write(self._words.get(stroke, stroke))
        grade = view.draft.grade()
        self._step("infection by keys", grade.value == 3)
        press(ENTER, CTRL)
        wait_for(lambda: any(panel.isVisible() for panel in main.findChildren(TypePanel)))
        _enter("HB57")
        wait_for(lambda: main.place.kind == "patient")
        (entry,) = patients.entries(workspace, patient)
        self._step("signed", records.read_record(workspace, entry.id)[1].status == "signed")

    def _export(self, workspace: Workspace) -> Path:
        stick = self._folder / "STICK"
        stick.mkdir()
        request = enrolment.write_request(workspace, stick)
        certificate = stick / "site.iagocert"
        self._command(
            "enrol", self._registry, request.path, "--fingerprint", request.fingerprint, "-o", certificate
        )
        exchange.import_file(workspace, certificate.read_bytes())
        exported = exchange.export(workspace, stick)
        self._step("exported", exported.records == 1)
        return exported.path

    def _taken(self, file: Path) -> None:
        (checked,) = self._command("verify", self._registry, file)
        self._step("verified by iago-registry", checked["state"] == "ok")
        (taken,) = self._command("ingest", self._registry, file, "--receipts", self._folder)
        self._step("graded again by iago-registry", taken["state"] == "accepted" and not taken["findings"])

    def _encrypted(self) -> None:
        """Closed, no file of the practice says anything to somebody without the password."""
        files = [path for path in (self._folder / "practice").rglob("*") if path.is_file()]
        contents = [path.read_bytes() for path in files]
        plain = any(b"SQLite format 3" in data or b"Brandt" in data for data in contents)
        self._step("encrypted files", len(files) >= 4 and not plain)

    def _command(self, *arguments: object) -> Any:
        """The shipped command of the registry, as a process of its own."""
        command = [str(Path(sys.executable).with_stem("iago-registry")), *map(str, arguments), "--json"]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        if run.returncode:
            raise SystemExit(f"{arguments[0]}: {run.stdout}{run.stderr}")
        return json.loads(run.stdout)


def _enter(words: str) -> None:
    wait_for(QApplication.focusWidget)
    write(words)
    press(ENTER)
