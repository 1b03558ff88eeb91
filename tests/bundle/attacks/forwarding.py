"""A registry, or a site with its help, passes a report on to another registry as if it were meant for it."""

from typing import Any

from tests.bundle.attacks.attack import (
    Attack,
)
from tests.bundle.forge import Forger, a_report
from tests.signing.people import registry


def _passed_on(**changes: Any) -> bytes:
    """The registry opened a report and seals its payload again, to another registry."""
    return Forger(
        payload=lambda _: a_report().payload, recipients=registry("REG-OTHER").card.recipients, **changes
    ).make()


_SET_OF_REPORT = {"set": a_report().set_digest}

ATTACKS: tuple[Attack, ...] = (
    Attack(
        "forwarded as it came",
        7,
        "not_addressed_to_me",
        "a registry passes a report on",
        lambda: a_report().file,
        at="another registry",
    ),
    Attack(
        "forwarded and signed by the registry",
        6,
        "other_key",
        "a registry passes a report on as the site's",
        lambda: _passed_on(outer=_SET_OF_REPORT | {"to": "REG-OTHER"}, outer_key=registry().enrolment),
        at="another registry",
    ),
    Attack(
        "forwarded with the site's help",
        11,
        "statements_differ",
        "the set still names the first registry",
        lambda: _passed_on(outer=_SET_OF_REPORT | {"to": "REG-OTHER"}),
        at="another registry",
    ),
    Attack(
        "written to another, sealed to me",
        13,
        "manifest_differs",
        "the manifest still names the first registry",
        lambda: Forger(
            inner={"to": "REG-OTHER"},
            outer={"to": "REG-OTHER"},
            recipients=registry("REG-OTHER").card.recipients,
        ).make(),
        at="another registry",
    ),
    Attack(
        "written for the key of another",
        13,
        "not_addressed_to_me",
        "the same name with another registry's key",
        lambda: Forger(
            inner={"to": "REG-OTHER"},
            outer={"to": "REG-OTHER"},
            manifest={"to": "REG-OTHER"},
            recipients=registry("REG-OTHER").card.recipients,
        ).make(),
        at="another registry",
    ),
    Attack(
        "enrolled elsewhere",
        14,
        "other_key",
        "a certificate counts where it was given",
        lambda: Forger(lmu=registry("REG-OTHER")).make(),
        at="another registry",
    ),
)
