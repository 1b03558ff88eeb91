"""The digests of contracts.md, byte by byte."""

from hashlib import sha256

from iago_desktop.signing import chain


def test_an_entry_names_its_number_its_predecessor_and_both_parts() -> None:
    body, private = chain.body_digest(b"body"), chain.private_digest(b"s" * 16, b"private")
    assert body == sha256(b"body").hexdigest()
    assert private == sha256(b"s" * 16 + b"private").hexdigest()
    digest = chain.entry_digest(17, chain.GENESIS, body, private)
    text = f"iago-revision/1\n17\n{'0' * 64}\n{body}\n{private}\n"
    assert digest == sha256(text.encode()).hexdigest()


def test_any_other_part_gives_another_digest() -> None:
    parts = (1, "a" * 64, "b" * 64, "c" * 64)
    digests = {chain.entry_digest(*parts)}
    digests.add(chain.entry_digest(2, *parts[1:]))
    digests.add(chain.entry_digest(1, "d" * 64, *parts[2:]))
    digests.add(chain.entry_digest(1, "a" * 64, "d" * 64, "c" * 64))
    digests.add(chain.entry_digest(1, "a" * 64, "b" * 64, "d" * 64))
    assert len(digests) == 5
