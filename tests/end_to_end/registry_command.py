"""`iago-registry`, called as people call it, and how a practice and a registry become known to each other."""

import json
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from iago_desktop.registry.commands import app
from iago_desktop.sentences import Language
from iago_desktop.services import enrolment, exchange
from iago_desktop.services.workspace import Workspace


def called(*arguments: object, language: Language = "en") -> tuple[int, Any]:
    """Exit code and document."""
    words = [str(each) for each in arguments]
    result = CliRunner().invoke(app, [*words, "--json", "--language", language])
    return result.exit_code, json.loads(result.stdout)


def done(*arguments: object) -> Any:
    """The document of a command in which nothing was refused."""
    code, document = called(*arguments)
    assert code == 0, document
    return document


def found_registry(folder: Path, registry_id: str = "REG-LMU") -> str:
    """A registry with open keys; the 30 digits of its letter."""
    made = done("init", folder, "--name", "IAGO Register", "--id", registry_id, "--open-keys")
    return str(made["fingerprint"])


def card_of(folder: Path) -> bytes:
    (card,) = folder.glob("*.iagocard")
    return card.read_bytes()


def introduce(practice: Workspace, registry: Path, letter: str, carried: Path) -> str:
    """Card and letter, request and telephone, certificate: the centre code."""
    enrolment.pin_card(practice, card_of(registry), letter.rsplit(maxsplit=1)[-1])
    request = enrolment.write_request(practice, carried)
    certificate = carried / "site.iagocert"
    answer = done("enrol", registry, request.path, "--fingerprint", request.fingerprint, "-o", certificate)
    assert exchange.import_file(practice, certificate.read_bytes()).code == "certificate_imported"
    return str(answer["site"])
