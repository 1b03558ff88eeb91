"""The packs that were installed: their forms as Definition rows, the file itself beside them."""

from collections.abc import Callable

from sqlmodel import Session, col, select

from iago_desktop.definitions.catalogue import PACK, Catalogue, Kept
from iago_desktop.definitions.model import CodeList, GradeTable
from iago_desktop.definitions.pack import Pack, kept_pack
from iago_desktop.errors import DefinitionError
from iago_desktop.store.transaction import Transaction
from iago_desktop.tables import Definition, TrustFile

KIND = "pack"


def with_installed(session: Session, shipped: Catalogue) -> Catalogue:
    """The shipped definitions, what was installed beside them, and what older programs shipped.

    Reads no form.  What a newer program shipped may need functions that this one does not have: it stays
    unknown here.
    """
    columns = select(Definition.id, Definition.form, Definition.version, Definition.pack)
    missing = [
        each
        for each, form, version, pack in session.exec(columns).all()
        if not shipped.has_form(form, version) and (pack != PACK or shipped.form_version(form) > version)
    ]
    if not missing:
        return shipped
    rows = session.exec(select(Definition).where(col(Definition.id).in_(missing))).all()
    lists: dict[str, Callable[[], CodeList]] = {}
    tables: dict[str, Callable[[], GradeTable]] = {}
    for file in _files(session):
        pack = kept_pack(file.data)
        # What a newer program ships itself is not taken from an older pack.
        lists |= {name: make for name, make in pack.lists.items() if not shipped.has_codes(name)}
        tables |= {name: make for name, make in pack.tables.items() if not shipped.has_codes(name)}
    return shipped.extended(
        (Kept(row.form, row.version, row.pack, row.digest, row.source) for row in rows), lists, tables
    )


def is_installed(session: Session, pack: Pack, data: bytes) -> bool:
    """Whether it is this very pack.  Raises DefinitionError for an older one and for a number used twice."""
    mine = [file for file in _files(session) if file.authority == pack.head.id]
    newest = mine[-1] if mine else None
    if newest is None or newest.version < pack.head.version:
        return False
    if newest.version > pack.head.version:
        raise DefinitionError(
            "pack_older", pack=pack.head.id, version=pack.head.version, known=newest.version
        )
    if newest.data != data:
        raise DefinitionError("pack_version_taken", pack=pack.head.id, version=pack.head.version)
    return True


def keep(transaction: Transaction, pack: Pack, data: bytes, now: str) -> None:
    """The pack and its forms; a form that is there in this version already stays as it is."""
    known = set(transaction.session.exec(select(Definition.id)))
    for form in pack.forms:
        row_id = f"{form.id}:{form.version}"
        if row_id not in known:
            transaction.put_aside(
                Definition(
                    id=row_id,
                    form=form.id,
                    version=form.version,
                    pack=form.pack,
                    digest=form.digest,
                    source=form.data,
                    installed_at=now,
                )
            )
    transaction.put_aside(
        TrustFile(kind=KIND, authority=pack.head.id, version=pack.head.version, data=data, imported=now)
    )


def _files(session: Session) -> list[TrustFile]:
    """Oldest version first: a list that a later one brings again is the later one's."""
    question = select(TrustFile).where(col(TrustFile.kind) == KIND)
    return list(session.exec(question.order_by(col(TrustFile.version), col(TrustFile.id))).all())
