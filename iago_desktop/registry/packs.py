"""`pack check` and `pack build`: new forms for the practices, and what this registry has installed itself."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.definitions.pack import Pack, open_pack
from iago_desktop.registry.home import Home
from iago_desktop.registry.invocation import DONE, REFUSED, known_password, writable_place
from iago_desktop.registry.keys import Password
from iago_desktop.registry.output import Output
from iago_desktop.rules.pack_check import Checked, check_pack
from iago_desktop.signing.whole_file import replace_whole
from iago_desktop.store import packs
from iago_desktop.store.store import Store

COLUMNS = ("column_form", "column_version", "column_before", "column_vectors")


def installed(home: Home | None) -> Catalogue:
    """The shipped definitions, and what this registry built itself."""
    shipped = Catalogue.shipped()
    if home is None:
        return shipped
    with home.store() as store:
        return installed_in(store, shipped)


def installed_in(store: Store, shipped: Catalogue) -> Catalogue:
    with store.read() as session:
        return packs.with_installed(session, shipped)


def check(output: Output, folder: Path, registry: Path | None) -> int:
    """Everything that is wrong in a folder, not only the first."""
    pack = Pack.of_folder(folder)
    catalogue = installed(Home.open(registry) if registry else None)
    return _show(output, pack, check_pack(pack, catalogue, Catalogue.shipped()))


def build(output: Output, folder: Path, registry: Path, target: Path) -> int:
    """A signed file, and its forms installed here: the registry can read what it sends out."""
    home = Home.open(registry)
    writable_place(target)
    pack = Pack.of_folder(folder)
    shipped = Catalogue.shipped()
    checked = check_pack(pack, installed(home), shipped)
    if checked.problems:
        return _show(output, pack, checked)
    key = home.signing_key("definitions", Password(lambda: known_password(output)))
    data = pack.signed(key, home.id)
    open_pack(data, home.card)
    with home.store() as store:
        with store.read() as session:
            known = packs.is_installed(session, pack, data)
        if not known:
            with store.write(None, "install_pack") as transaction:
                packs.keep(transaction, pack, data, datetime.now(UTC).isoformat(timespec="seconds"))
    replace_whole(target, data)
    return _show(output, pack, checked, target)


def _show(output: Output, pack: Pack, checked: Checked, target: Path | None = None) -> int:
    problems = [{"code": each.code, "message": output.sentence(each)} for each in checked.problems]
    if output.json:
        document: dict[str, Any] = {
            "ok": not problems,
            "pack": pack.head.id,
            "version": pack.head.version,
            "forms": [
                {"form": each.id, "version": each.version, "before": each.before, "vectors": each.vectors}
                for each in checked.forms
            ],
            "vectors": checked.vectors,
            "problems": problems,
        }
        output.document(document | ({"file": str(target)} if target else {}))
    else:
        rows = [
            (each.id, str(each.version), str(each.before or ""), str(each.vectors)) for each in checked.forms
        ]
        notes = [each["message"] for each in problems]
        if not problems:
            said, name = ("pack_written", target) if target else ("pack_in_order", "")
            notes.append(output.text(said, file=name, pack=pack.head.id, version=pack.head.version))
        output.table(COLUMNS, rows, notes)
    return REFUSED if problems else DONE
