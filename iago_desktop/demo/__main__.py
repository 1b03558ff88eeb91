"""make demo: a practice and a registry, from the first record to the receipt."""

import os
import shutil
import sys
from datetime import date
from pathlib import Path

from iago_desktop.demo.facts import CaseFacts, RecordFacts, cases
from iago_desktop.demo.registry_side import RegistrySide
from iago_desktop.demo.services_side import PASSWORD, add_patient, make_practice, record
from iago_desktop.demo.summary import summary
from iago_desktop.rules import expressions
from iago_desktop.services import enrolment, exchange, setup
from iago_desktop.services.workspace import Workspace

FOLDERS = ("bundles", "receipts", "screens")


def main(arguments: list[str]) -> int:
    folder = Path(arguments[0] if arguments else "build/demo").absolute()
    shutil.rmtree(folder, ignore_errors=True)
    for name in FOLDERS:
        (folder / name).mkdir(parents=True)
    registry = RegistrySide(folder / "registry")
    said = _Progress(7)
    said("a registry with open keys, a practice, and the trust between them")
    digits = registry.init("Demo registry", "REG-DEMO")
    workspace = make_practice(folder / "practice", date.today())
    _enrol(workspace, registry, digits, folder)
    said("thirty-five published cases: all that is stated, but what is typed by key")
    expressions.warm_up()
    told, kept = _record(workspace)
    setup.close(workspace)
    said("two infections typed key by key into the real windows")
    _type(folder, workspace, told)
    said("export: signed, encrypted, numbered")
    workspace = setup.open_workspace(folder / "practice", "u1", PASSWORD, "en")
    sent = exchange.export(workspace, folder / "bundles")
    said("the registry verifies and ingests")
    verified = registry.verify([sent.path])
    ingested = registry.ingest([sent.path], folder / "receipts")
    said("the practice imports the receipt")
    receipt = Path(ingested[0]["receipt"]).read_bytes()
    exchange.import_file(workspace, receipt)
    told_entries = summary(workspace, told, kept, verified, ingested)
    setup.close(workspace)
    said("the ledger in the window")
    _look(folder, workspace)
    sys.stdout.write(f"\n{told_entries}\n\nPictures, bundle, registry and receipt are in {folder}\n")
    sys.stdout.write(f"To look around: iago-desktop --data {folder / 'practice'}, password: {PASSWORD}\n")
    return 0


class _Progress:
    def __init__(self, steps: int) -> None:
        self._steps, self._step = steps, 0

    def __call__(self, what: str) -> None:
        self._step += 1
        sys.stdout.write(f"{self._step} of {self._steps}: {what}\n")
        sys.stdout.flush()


def _enrol(workspace: Workspace, registry: RegistrySide, digits: str, folder: Path) -> None:
    """The letter's last group is typed here, the request's thirty digits at the registry."""
    enrolment.pin_card(workspace, registry.card, digits.rsplit(maxsplit=1)[-1])
    request = enrolment.write_request(workspace, folder)
    certificate = folder / "practice.iagocert"
    registry.enrol(request.path, request.fingerprint, certificate)
    enrolment.import_certificate(workspace, certificate.read_bytes())


def _record(workspace: Workspace) -> tuple[dict[str, CaseFacts], dict[str, RecordFacts]]:
    """Every case by the id of its patient, every fact by the id of its record."""
    told: dict[str, CaseFacts] = {}
    kept: dict[str, RecordFacts] = {}
    for case in cases():
        patient = add_patient(workspace, case)
        told[patient] = case
        kept |= {record(workspace, patient, facts): facts for facts in case.records if not facts.typed}
    return told, kept


def _type(folder: Path, workspace: Workspace, told: dict[str, CaseFacts]) -> None:
    from iago_desktop.demo.windows import DemoWindows  # noqa: PLC0415 -- Qt, once the display is chosen

    windows = DemoWindows(folder / "practice", folder / "screens", workspace.catalogue)
    desk = windows.unlock()
    for case in told.values():
        if case.typed:
            windows.record(desk, case)
    windows.look_at_registry(desk, "registry_waiting")
    windows.leave()


def _look(folder: Path, workspace: Workspace) -> None:
    from iago_desktop.demo.windows import DemoWindows  # noqa: PLC0415 -- as above

    windows = DemoWindows(folder / "practice", folder / "screens", workspace.catalogue)
    windows.look_at_registry(windows.unlock(), "registry_confirmed")
    windows.leave()


def _choose_display() -> None:
    """Without a display the windows are drawn in memory; with one they are seen."""
    if sys.platform.startswith("linux") and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    ):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


if __name__ == "__main__":
    _choose_display()
    sys.exit(main(sys.argv[1:]))
