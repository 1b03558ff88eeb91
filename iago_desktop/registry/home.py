"""The registry's folder: its settings, database, card, keys/, sites/, archive/, and who withdrew."""

import json
import re
import shutil
import tomllib
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from iago_desktop.bundle import Receiver, Sender, file_name
from iago_desktop.errors import IagoError, SignatureError
from iago_desktop.registry import keys
from iago_desktop.registry.keys import NewKeys, Password, Role
from iago_desktop.signing import trust
from iago_desktop.signing.passwords import check_password
from iago_desktop.signing.signatures import SigningKey
from iago_desktop.signing.statement import MAX_ID, is_id
from iago_desktop.signing.trust import Card, Certificate
from iago_desktop.signing.whole_file import file_error, private_folder, replace_whole
from iago_desktop.store.store import Store

SETTINGS, DATABASE = "registry.toml", "registry.db"
CARD_YEARS = 5
MAX_NAME = 200
_HALF_MADE = ".new"


@dataclass(frozen=True)
class Enrolled:
    """A site that was just given its certificate."""

    certificate: Certificate
    file: bytes


@dataclass(frozen=True)
class Home:
    """An existing registry.  Holds no secret: keys are read when they are needed."""

    path: Path
    name: str
    country: str
    card: Card

    @classmethod
    def create(
        cls,
        path: Path,
        *,
        name: str,
        registry_id: str = "",
        country: str = "DE",
        roots: int = 1,
        threshold: int = 1,
        new_password: Callable[[], str] | None,
        today: date,
    ) -> "Home":
        """A new registry in an empty or new folder; `new_password` None leaves the keys open.

        All of it appears, the settings last, or nothing does.  Raises IagoError, StoreError, UnlockError.
        """
        name = " ".join(name.split())
        registry_id = registry_id or id_from(name)
        if not 1 <= len(name) <= MAX_NAME or not name.isprintable():
            raise IagoError("registry_name_unusable", longest=MAX_NAME)
        if not is_id(registry_id):
            raise IagoError("registry_id_unusable", id=registry_id)
        if not is_id(country):
            raise IagoError("country_unusable", country=country)
        if path.exists() and (not path.is_dir() or any(path.iterdir())):
            raise IagoError("registry_exists")
        password = new_password() if new_password else None
        if password is not None:
            check_password(password, name, registry_id)
        made = NewKeys.generate(roots)
        card = Card(
            registry=registry_id,
            name=name,
            version=1,
            expires=_years_later(today, CARD_YEARS),
            threshold=threshold,
            roots=tuple(key.public.to_base64() for key in made.roots),
            former_roots=(),
            roles=trust.Roles(
                enrolment=(made.roles["registry"].public.to_base64(),),
                receipts=(made.roles["receipts"].public.to_base64(),),
                definitions=(made.roles["definitions"].public.to_base64(),),
            ),
            recipients=(made.recipient,),
            revoked=(),
            accept=(trust.Accepted(format=trust.BUNDLE_FORMAT, until=None),),
        )
        was_there = path.exists()
        private_folder(path)
        half = path / _HALF_MADE
        try:
            _fill(half, made, password, card, country, today)
            for child in sorted(half.iterdir(), key=lambda each: each.name == SETTINGS):
                child.rename(path / child.name)
            half.rmdir()
        except BaseException as error:
            shutil.rmtree(half if was_there else path, ignore_errors=True)
            if isinstance(error, OSError):
                raise file_error(error) from error
            raise
        return cls.open(path)

    @classmethod
    def open(cls, path: Path) -> "Home":
        """Raises IagoError `registry_missing` where there is none, `registry_settings_unreadable`."""
        try:
            settings = tomllib.loads((path / SETTINGS).read_text(encoding="utf-8"))
            registry_id, name = str(settings["id"]), str(settings["name"])
        except FileNotFoundError as error:
            raise IagoError("registry_missing") from error
        except (OSError, KeyError, ValueError) as error:
            raise IagoError("registry_settings_unreadable") from error
        try:
            card = trust.open_card((path / f"{registry_id}.iagocard").read_bytes())
        except OSError as error:
            raise IagoError("registry_card_missing", file=f"{registry_id}.iagocard") from error
        return cls(path, name, str(settings.get("country", "DE")), card)

    @property
    def id(self) -> str:
        return self.card.registry

    @property
    def fingerprint(self) -> str:
        """30 digits for the letter to the practices."""
        return trust.root_fingerprint(self.card)

    @property
    def card_file(self) -> Path:
        return self.path / f"{self.id}.iagocard"

    def store(self) -> Store:
        return Store.open_plain(self.path / DATABASE)

    def signing_key(self, role: Role, password: Password) -> SigningKey:
        return keys.read_signing_key(self.path / "keys", role, password)

    def identity(self, password: Password) -> str:
        return keys.read_identity(self.path / "keys", password)

    def receiver(self, identity: str, today: date) -> Receiver:
        """Takes reports of the enrolled sites."""
        return Receiver.at_registry(self.card, [identity], self._sender, today)

    def certificate(self, site: str) -> Certificate | None:
        """As it was issued, whether or not it still holds."""
        try:
            data = (self.path / "sites" / f"{site}.iagocert").read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise file_error(error) from error
        return trust.open_certificate(data, self.card.model_copy(update={"revoked": ()}))

    def sites(self) -> tuple[Certificate, ...]:
        found = (self.certificate(path.stem) for path in sorted((self.path / "sites").glob("*.iagocert")))
        return tuple(certificate for certificate in found if certificate)

    def enrol(
        self, request: bytes, typed: str, *, site: str = "", enrolment_key: SigningKey, today: date
    ) -> Enrolled:
        """A certificate for the request that the practice read out.  The order is the argument:

        1. the 30 digits typed from the telephone are those of the file, before it is parsed;
        2. the request is signed with the key it asks for;
        3. neither key is another site's, and the centre code is free.

        Raises IagoError, SignatureError, BundleError.
        """
        if len(re.sub(r"[\s-]", "", typed)) != 30 or not re.fullmatch(r"[\d\s-]*", typed, re.ASCII):  # noqa: PLR2004
            raise IagoError("fingerprint_not_30_digits")
        if not trust.same_fingerprint("".join(typed.split()), trust.request_fingerprint(request)):
            raise SignatureError("fingerprint_differs")
        asked = trust.open_request(request)
        issued = self.sites()
        for certificate in issued:
            if certificate.verify_key == asked.verify_key or certificate.recipient == asked.recipient:
                raise SignatureError("request_enrolled_already", site=certificate.site)
        site = site or self._next_site(issued)
        if not is_id(site) or site == self.id:
            raise IagoError("site_id_unusable", site=site)
        if any(certificate.site == site for certificate in issued):
            raise SignatureError("site_taken", site=site)
        serial = max((certificate.serial for certificate in issued), default=0) + 1
        data = trust.make_certificate(request, site, self.id, enrolment_key, serial=serial, issued=today)
        certificate = trust.open_certificate(data, self.card)
        replace_whole(self.path / "keys" / f"{site}.pub", certificate.verify_key.to_text().encode())
        replace_whole(self.path / "sites" / f"{site}.iagocert", data)
        return Enrolled(certificate, data)

    def archived(self, site: str, seq: int) -> Path:
        """The bundle as it came, for as long as retention.py says."""
        return self.path / "archive" / file_name(site, seq)

    def archived_audit(self, site: str, seq: int) -> Path:
        """Its audit lines, in the open: digests and signatures only, needed after the content is gone."""
        return self.path / "archive" / f"{Path(file_name(site, seq)).stem}.audit.ndjson"

    def archived_proofs(self, site: str, seq: int) -> Path:
        """Sums, manifest and signatures: what stays of a bundle when its content is gone."""
        return self.path / "archive" / f"{Path(file_name(site, seq)).stem}.proofs.zip"

    def _sender(self, site: str) -> Sender | None:
        certificate = self.certificate(site)
        if certificate is None:
            return None
        return Sender((certificate.verify_key,), revoked=certificate.serial in self.card.revoked)

    def _next_site(self, issued: tuple[Certificate, ...]) -> str:
        pattern = re.compile(rf"{re.escape(self.country)}-(\d{{4,}})")
        numbers = [int(found[1]) for each in issued if (found := pattern.fullmatch(each.site))]
        return f"{self.country}-{max(numbers, default=0) + 1:04d}"


def id_from(name: str) -> str:
    """REG- and the name in capitals: Register München -> REG-REGISTER-MUNCHEN."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().upper()
    words = [word for word in re.findall(r"[A-Z0-9]+", letters) if word != "REG"]
    return "-".join(["REG", *words])[:MAX_ID].rstrip("-") if words else ""


def _fill(folder: Path, made: NewKeys, password: str | None, card: Card, country: str, today: date) -> None:
    for each in (folder, folder / "keys", folder / "sites", folder / "archive"):
        private_folder(each)
    made.write(folder / "keys", password, today)
    replace_whole(folder / f"{card.registry}.iagocard", trust.make_card(card, made.roots))
    Store.open_plain(folder / DATABASE, create=True).close()
    lines = {"id": card.registry, "name": card.name, "country": country, "created": today.isoformat()}
    settings = "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in lines.items())
    replace_whole(folder / SETTINGS, settings.encode())


def _years_later(day: date, years: int) -> date:
    # The 28th exists in every month of every year.
    return day.replace(year=day.year + years, day=min(day.day, 28))
