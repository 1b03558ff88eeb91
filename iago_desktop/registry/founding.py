"""`init` and `enrol`: what is done seldom, with the keys that are kept locked away."""

from dataclasses import dataclass
from pathlib import Path

from iago_desktop.errors import IagoError
from iago_desktop.registry.home import Home
from iago_desktop.registry.invocation import (
    DONE,
    known_password,
    new_password,
    read_file,
    today,
    writable_place,
)
from iago_desktop.registry.keys import Password
from iago_desktop.registry.output import Output
from iago_desktop.signing.whole_file import replace_whole


@dataclass(frozen=True)
class Founding:
    """What `init` was told."""

    folder: Path
    name: str
    registry_id: str
    country: str
    roots: int
    threshold: int
    open_keys: bool


def init(output: Output, said: Founding) -> int:
    if said.threshold > said.roots:
        raise IagoError("threshold_too_high", threshold=said.threshold, roots=said.roots)
    home = Home.create(
        said.folder,
        name=said.name,
        registry_id=said.registry_id,
        country=said.country,
        roots=said.roots,
        threshold=said.threshold,
        new_password=None if said.open_keys else lambda: new_password(output),
        today=today(),
    )
    notes = [output.text("advice_stick")]
    if said.open_keys:
        notes.append(output.text("advice_open_keys"))
    if output.json:
        output.document(
            {
                "ok": True,
                "registry": home.id,
                "name": home.name,
                "fingerprint": home.fingerprint,
                "card": str(home.card_file),
                "roots": said.roots,
                "threshold": said.threshold,
                "open_keys": said.open_keys,
                "advice": notes,
            }
        )
        return DONE
    output.pairs(
        [
            ("label_registry", f"{home.name} ({home.id})"),
            ("label_fingerprint", home.fingerprint),
            ("label_card", str(home.card_file)),
            ("label_signatures", output.text("threshold", threshold=said.threshold, roots=said.roots)),
        ],
        notes,
    )
    return DONE


def enrol(output: Output, folder: Path, request: Path, fingerprint: str, site: str, target: Path) -> int:
    home = Home.open(folder)
    data = read_file(request)
    writable_place(target)
    key = home.signing_key("registry", Password(lambda: known_password(output)))
    made = home.enrol(data, fingerprint, site=site, enrolment_key=key, today=today())
    replace_whole(target, made.file)
    certificate = made.certificate
    if output.json:
        output.document(
            {
                "ok": True,
                "site": certificate.site,
                "serial": certificate.serial,
                "valid_until": certificate.valid_until.isoformat(),
                "certificate": str(target),
                "key": certificate.verify_key.to_base64(),
            }
        )
        return DONE
    output.pairs(
        [
            ("label_site", certificate.site),
            ("label_certificate", str(target)),
            ("label_serial", str(certificate.serial)),
            ("label_valid_until", certificate.valid_until.isoformat()),
        ],
        [output.text("advice_send")],
    )
    return DONE
