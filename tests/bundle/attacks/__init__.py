"""Named attacks on the reader: each is a good file with one thing wrong, and is refused for that thing."""

from tests.bundle.attacks import answers, content, forwarding, inside, manifests, outside, seals
from tests.bundle.attacks.attack import Attack

ATTACKS: tuple[Attack, ...] = (
    *outside.ATTACKS,
    *seals.ATTACKS,
    *inside.ATTACKS,
    *manifests.ATTACKS,
    *content.ATTACKS,
    *forwarding.ATTACKS,
    *answers.ATTACKS,
)
