"""A signed set: files, SHA256SUMS over all of them, and signatures over SHA256SUMS, in one strict ZIP.

The inside of a bundle, and all of a card, request, certificate or pack.  What the files say is
decided elsewhere.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from iago_desktop.errors import BundleError, SignatureError
from iago_desktop.signing import strict_zip
from iago_desktop.signing.signatures import SigningKey, VerifyKey, comment_in, key_id_in
from iago_desktop.signing.statement import Kind, Statement

SUMS = "SHA256SUMS"
MAX_SIGNATURES = 16


def signature_name(index: int) -> str:
    """SHA256SUMS.minisig, as minisign expects it; further signers are numbered from 2."""
    return f"{SUMS}.minisig" if index == 0 else f"{SUMS}-{index + 1}.minisig"


def sums_of(files: Mapping[str, bytes]) -> bytes:
    """As `sha256sum --check --strict` reads it, sorted by name."""
    lines = (f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    return "".join(lines).encode("ascii")


@dataclass(frozen=True)
class SignedSet:
    """An unpacked set.  Nothing in it is to be believed before `verify` and `check_sums`."""

    files: dict[str, bytes]
    sums: bytes
    signatures: tuple[bytes, ...]

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.sums).hexdigest()

    @property
    def statement(self) -> Statement:
        """What the first signature says; `verify` holds the others to it."""
        return Statement.parse(comment_in(self.signatures[0]))

    def verify(self, keys: Iterable[VerifyKey]) -> frozenset[VerifyKey]:
        """The keys that signed: every signature by another one of `keys`, all with the same statement."""
        known = {key.key_id: key for key in keys}
        signers: set[VerifyKey] = set()
        for signature in self.signatures:
            signer = _signer(known, self.sums, signature, self.statement)
            if signer in signers:
                raise SignatureError("signed_twice_by_one_key")
            signers.add(signer)
        if self.statement.set != self.digest:
            raise SignatureError("statement_of_another_set")
        return frozenset(signers)

    def check_sums(self) -> None:
        if sums_of(self.files) != self.sums:
            raise BundleError("checksums_differ")


def _signer(known: dict[bytes, VerifyKey], sums: bytes, signature: bytes, statement: Statement) -> VerifyKey:
    key = known.get(key_id_in(signature))
    if key is None:
        raise SignatureError("other_key")
    if Statement.parse(key.verify(sums, signature)) != statement:
        raise SignatureError("statements_differ")
    return key


def write_set(
    files: Mapping[str, bytes],
    keys: SigningKey | Sequence[SigningKey],
    kind: Kind,
    sender: str,
    to: str,
    seq: int,
) -> bytes:
    """`files` in the order given, signed by every key with one statement."""
    sums = sums_of(files)
    statement = Statement(kind, sender, to, seq, hashlib.sha256(sums).hexdigest())
    signers = [keys] if isinstance(keys, SigningKey) else list(keys)
    signatures = [(signature_name(i), key.sign(sums, statement.text)) for i, key in enumerate(signers)]
    return strict_zip.write([(SUMS, sums), *signatures, *files.items()])


def unpack(data: bytes, limit: int) -> SignedSet:
    """The parts of a set: strict ZIP, sums first, then signatures, then files.  Verifies nothing."""
    members = strict_zip.read(data, limit)
    names = list(members)
    count = 0
    while count < len(names) - 1 and names[count + 1] == signature_name(count):
        count += 1
    if names[0] != SUMS or not 1 <= count <= MAX_SIGNATURES:
        raise BundleError("members_differ")
    files = {name: members[name] for name in names[count + 1 :]}
    if any(name.startswith(SUMS) for name in files):
        raise BundleError("members_differ")
    return SignedSet(files, members[SUMS], tuple(members[signature_name(i)] for i in range(count)))


def read_set(data: bytes, limit: int, keys: Iterable[VerifyKey], kind: Kind) -> SignedSet:
    """A set of this kind signed by one or more of `keys`, complete and unchanged."""
    opened = unpack(data, limit)
    if opened.statement.kind != kind:
        raise BundleError("unexpected_kind", kind=opened.statement.kind)
    opened.verify(keys)
    opened.check_sums()
    return opened
