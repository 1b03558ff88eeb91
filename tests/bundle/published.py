"""The registry REG-LMU and the site DE-0042, whose keys everybody knows: a counter there, a desk here."""

import base64
import hashlib
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.registry.home import DATABASE, Home
from iago_desktop.registry.ingest import Desk
from iago_desktop.signing.whole_file import replace_whole
from iago_desktop.store.store import Store
from iago_desktop.tables import User
from tests.registry.practice import Practice
from tests.signing.people import TODAY, registry, site

NOW = datetime(2026, 5, 2, 10, 30, tzinfo=UTC)


def a_home(folder: Path) -> Home:
    """A registry's folder as far as an ingest needs it: the two sites enrolled, an archive, a database."""
    for name in ("sites", "archive"):
        (folder / name).mkdir(parents=True)
    for each in (site(), site("DE-0043", 2)):
        replace_whole(folder / "sites" / f"{each.id}.iagocert", each.certificate_file)
    Store.open_plain(folder / DATABASE, create=True).close()
    return Home(folder, "IAGO Register", "DE", registry().card)


def a_counter(home: Home, catalogue: Catalogue) -> Desk:
    """Where its bundles are taken; the caller closes the store."""
    receiver = home.receiver(registry().secret, TODAY)
    return Desk(home, home.store(), catalogue, receiver, registry().receipts, now=lambda: NOW)


def a_practice(database: Path, site_id: str = "DE-0042") -> Practice:
    """The site, writing into a new plain database; its user u1 has a key that everybody knows, too."""
    people = site() if site_id == "DE-0042" else site(site_id, 2)
    practice = Practice(
        Store.open_plain(database, create=True), key=people.key, identity=(people.secret, people.recipient)
    )
    practice.enrolled(people.certificate_file, registry().card)
    key = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(f"{site_id} u1".encode()).digest())
    practice.users["u1"] = key
    public = base64.b64encode(key.public_key().public_bytes_raw()).decode()
    with practice.store.write(practice.actor(), "add_user") as transaction:
        transaction.put(User(id="u1", name="Ada Berg", role="physician", verify_key=public))
    return practice
