"""What each person of the practice may do: enter, sign, export, manage.

The right is asked where everything is written (Workspace.write); the window only says it beforehand.  A right
is a rule among colleagues, not a lock: whoever unlocks holds the key of the whole database.
"""

from collections.abc import Iterable

from iago_desktop.errors import IagoError

ENTER, SIGN, EXPORT, MANAGE = ALL = ("enter", "sign", "export", "manage")

_DEFAULTS = {"physician": ALL, "study_nurse": (ENTER, EXPORT)}

NEEDS: dict[str, str | None] = {
    # what is recorded
    "add_patient": ENTER,
    "answer_question": ENTER,
    "bring_back_draft": ENTER,
    "choose_unit": ENTER,
    "correct_infusion": ENTER,
    "correct_master_data": ENTER,
    "discard_draft": ENTER,
    "move_record": ENTER,
    "consent_again": ENTER,
    "record_consent": ENTER,
    "save_draft": ENTER,
    "save_record": ENTER,
    "start_correction": ENTER,
    "start_draft": ENTER,
    "withdraw_consent": ENTER,
    "sign_record": SIGN,
    # what comes and goes
    "bundle_carried": EXPORT,
    "export_audit": EXPORT,
    "disclose_patient": EXPORT,
    "export_bundle": EXPORT,
    "import_questions": EXPORT,
    "import_receipt": EXPORT,
    "import_exchange": ENTER,
    "join_choice": ENTER,
    "write_exchange": ENTER,
    "import_resync": EXPORT,
    # the practice itself
    "add_user": MANAGE,
    "change_rights": MANAGE,
    "import_certificate": MANAGE,
    "install_pack": MANAGE,
    "make_desk": MANAGE,
    "make_request": MANAGE,
    "pin_card": MANAGE,
    "remove_user": MANAGE,
    "renew_card": MANAGE,
    "renew_data_key": None,  # one's own password may be known: nobody has to be asked first
    "move_away": MANAGE,
    "take_back_move": MANAGE,
    # everybody
    "accept_history": None,
    "check_integrity": None,
    "quarantine_row": None,  # the program's own: what cannot be read stops whoever it is
    "rescue": None,
    "restore_row": None,
    "close_way_back": None,  # the program's own, thirty days after an update
    "copy_backup": None,
    "try_backup": None,
    "restore_backup": None,  # written by the restore itself, for whoever opened the backup
    "change_password": None,
    "confirm_clock": None,
    "cut_off": None,  # the program's own, at the next unlock
    "lock": None,
    "new_recovery_sheet": None,
    "recover": None,
    "try_recovery_sheet": None,
    "unlock": None,
    "unlock_place": None,
}
"""By intent: the right that a write needs.  A write under an intent that is not here is a defect."""


def defaults(role: str, *, is_first: bool = False) -> str:
    """What somebody may do until it is changed; the first person always manages."""
    return text((*_DEFAULTS[role], *((MANAGE,) if is_first else ())))


def text(some: Iterable[str]) -> str:
    """As it stands in the table: in one order, each once."""
    held = frozenset(some)
    if not held <= frozenset(ALL):
        raise ValueError(held)
    return " ".join(right for right in ALL if right in held)


def check(held: frozenset[str], intent: str) -> None:
    """Raises IagoError `right_missing`; KeyError for an intent that nobody thought of."""
    needed = NEEDS[intent]
    if needed is not None and needed not in held:
        raise IagoError("right_missing", right=needed)
