"""Forms that the registry delivers in a signed file: looked at first, then installed.

Every vector of a pack is run on this machine, when it is looked at and again before it is installed.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.definitions.model import Text
from iago_desktop.definitions.pack import Pack, open_pack
from iago_desktop.errors import IagoError
from iago_desktop.rules.pack_check import CheckedForm, check_pack
from iago_desktop.services import enrolment
from iago_desktop.services.workspace import Workspace
from iago_desktop.store import packs


@dataclass(frozen=True)
class PackPreview:
    """What a person sees before a pack is installed; `known` if it is here already."""

    id: str
    version: int
    title: Text
    registry: str
    forms: tuple[CheckedForm, ...]
    known: bool

    @property
    def new(self) -> tuple[CheckedForm, ...]:
        return tuple(form for form in self.forms if form.before is None)

    @property
    def changed(self) -> tuple[CheckedForm, ...]:
        return tuple(form for form in self.forms if form.before not in (None, form.version))

    @property
    def vectors(self) -> int:
        """How many came out: all, or there would be no preview."""
        return sum(form.vectors for form in self.forms)


def read_pack(workspace: Workspace, data: bytes) -> PackPreview:
    """Signed by the pinned registry, and everything in it works here.

    Raises IagoError `pack_needs_card`, SignatureError, BundleError, DefinitionError with the first problem.
    """
    return _checked(workspace, data)[1]


def install(workspace: Workspace, data: bytes) -> PackPreview:
    """The forms can be begun at once and after every start; what was recorded keeps its version."""
    pack, preview = _checked(workspace, data)
    if preview.known:
        return preview
    before = workspace.catalogue
    try:
        with workspace.write("install_pack") as transaction:
            packs.keep(transaction, pack, data, datetime.now(UTC).isoformat(timespec="seconds"))
            # Before the write ends: who hears of it reads the menu again.
            workspace.catalogue = pack.added_to(before)
    except BaseException:
        workspace.catalogue = before
        raise
    return preview


def _checked(workspace: Workspace, data: bytes) -> tuple[Pack, PackPreview]:
    card = enrolment.pinned_card(workspace)
    if card is None:
        raise IagoError("pack_needs_card")
    pack = open_pack(data, card)
    with workspace.store.read() as session:
        known = packs.is_installed(session, pack, data)
    checked = check_pack(pack, workspace.catalogue, Catalogue.shipped())
    if checked.problems:
        raise checked.problems[0]
    head = pack.head
    return pack, PackPreview(head.id, head.version, head.title, card.name, checked.forms, known)
