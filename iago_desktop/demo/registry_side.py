"""The registry in the demo: its own command, called as a data manager would call it."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any


class RegistrySide:
    """A registry's folder, driven through `iago-registry` alone."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def init(self, name: str, registry_id: str) -> str:
        """Keys and card; the 30 digits that the letter prints."""
        answer = self._json("init", self.folder, "--name", name, "--id", registry_id, "--open-keys")
        return str(answer["fingerprint"])

    @property
    def card(self) -> bytes:
        (card,) = self.folder.glob("*.iagocard")
        return card.read_bytes()

    def enrol(self, request: Path, fingerprint: str, certificate: Path) -> None:
        self._run("enrol", self.folder, request, "--fingerprint", fingerprint, "-o", certificate)

    def build_pack(self, folder: Path, target: Path) -> None:
        self._run("pack", "build", folder, "-o", target, "--registry", self.folder)

    def verify(self, bundles: list[Path]) -> list[dict[str, Any]]:
        return list(self._json("verify", self.folder, *bundles))

    def ingest(self, bundles: list[Path], receipts: Path) -> list[dict[str, Any]]:
        return list(self._json("ingest", self.folder, *bundles, "--receipts", receipts))

    def _json(self, *arguments: object) -> Any:
        return json.loads(self._run(*arguments, "--json"))

    def _run(self, *arguments: object) -> str:
        command = [str(Path(sys.executable).with_name("iago-registry")), *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own
        if done.returncode:
            raise SystemExit(f"iago-registry {arguments[0]}: {done.stdout}{done.stderr}")
        return done.stdout
