"""Everything that can be done has words in the audit, and each kind of action its intents."""

from iago_desktop.services import rights
from iago_desktop.ui.models.audit_words import GROUPS, action_words, group_of, group_words, words
from tests.services.test_rights import intents_in, modules

_BESIDE = {"create_practice", "install_definitions", "restore_backup", "correct_record", "regrade"}
"""What is written before a workspace is open, and what follows from another write."""


def test_no_intent_lacks_words() -> None:
    services = [path for path in modules() if "registry" not in path.parts or "services" in path.parts]
    written = {intent for path in services for intent in intents_in(path)} | _BESIDE | set(rights.NEEDS)
    assert not written - set(words())


def test_words_are_said_and_differ() -> None:
    said = {intent: action_words(intent) for intent in words()}
    assert all(text[0].isupper() and "_" not in text for text in said.values())
    assert action_words("move_record", ("void",)) != action_words("move_record", ("put",))
    assert action_words("never_heard_of") == "never heard of"


def test_every_action_is_of_one_kind() -> None:
    assert {group_of(intent) for intent in words()} == set(GROUPS)
    assert all(group_words(group) for group in GROUPS)
    assert (group_of("unlock"), group_of("sign_record")) == ("access", "records")
    assert (group_of("export_bundle"), group_of("export_audit")) == ("registry", "practice")
