"""What an entry of the audit says was done, in words.  A test walks every intent of the program."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication

RECORDS, REGISTRY, ACCESS, PRACTICE = GROUPS = ("records", "registry", "access", "practice")

_GROUP_OF = {
    RECORDS: (
        "add_patient answer_question choose_unit consent_again correct_infusion correct_master_data "
        "correct_record delete_record move_record record_consent regrade restore_record save_record "
        "sign_record void_record withdraw_consent import_exchange join_choice write_exchange"
    ),
    REGISTRY: (
        "bundle_carried export_bundle import_certificate import_questions import_receipt import_resync "
        "make_request pin_card renew_card"
    ),
    ACCESS: (
        "add_user change_password change_rights cut_off lock new_recovery_sheet recover remove_user "
        "renew_data_key try_recovery_sheet unlock unlock_failed unlock_place"
    ),
}
_BY_INTENT = {intent: group for group, intents in _GROUP_OF.items() for intent in intents.split()}


def group_of(intent: str) -> str:
    """Of the four kinds of action; everything about the practice itself is the rest."""
    return _BY_INTENT.get(intent, PRACTICE)


def group_words(group: str) -> str:
    return {
        RECORDS: QCoreApplication.translate("Audit", "Entries"),
        REGISTRY: QCoreApplication.translate("Audit", "Registry"),
        ACCESS: QCoreApplication.translate("Audit", "Access"),
        PRACTICE: QCoreApplication.translate("Audit", "Practice"),
    }[group]


def action_words(intent: str, ops: Sequence[str] = ()) -> str:
    """What was done; the bare name of an intent that nobody foresaw."""
    if intent == "move_record" and ops == ("void",):
        return QCoreApplication.translate("Audit", "Entry moved to another patient")
    found = words().get(intent)
    return found() if found else intent.replace("_", " ")


def noted_words(name: str) -> str:
    """What an entry notes besides; the bare name of what nobody foresaw."""
    names = {
        "by": QCoreApplication.translate("Audit", "By"),
        "damaged": QCoreApplication.translate("Audit", "Damaged rows"),
        "desk": QCoreApplication.translate("Audit", "Computer"),
        "doubtful_texts": QCoreApplication.translate("Audit", "Texts sent in spite of a warning"),
        "entries": QCoreApplication.translate("Audit", "Number of entries"),
        "failed_before": QCoreApplication.translate("Audit", "Failed attempts before"),
        "file": QCoreApplication.translate("Audit", "File"),
        "fits": QCoreApplication.translate("Audit", "Sheet fits"),
        "last": QCoreApplication.translate("Audit", "Up to its entry"),
        "lost": QCoreApplication.translate("Audit", "Lost rows"),
        "number": QCoreApplication.translate("Audit", "Number"),
        "rows": QCoreApplication.translate("Audit", "Rows"),
        "since": QCoreApplication.translate("Audit", "Open since"),
        "set": QCoreApplication.translate("Audit", "Fingerprint"),
        "why": QCoreApplication.translate("Audit", "Why"),
    }
    return names.get(name, name.replace("_", " ").capitalize())


def words() -> dict[str, Callable[[], str]]:
    """By intent; the language is that of the moment in which they are called."""
    return {**_of_entries(), **_of_the_registry(), **_of_people(), **_of_the_practice()}


def _of_entries() -> dict[str, Callable[[], str]]:
    return {
        "add_patient": lambda: QCoreApplication.translate("Audit", "Patient added"),
        "answer_question": lambda: QCoreApplication.translate("Audit", "Question of the registry answered"),
        "choose_unit": lambda: QCoreApplication.translate("Audit", "Unit of a laboratory value chosen"),
        "consent_again": lambda: QCoreApplication.translate("Audit", "Consent given again"),
        "correct_infusion": lambda: QCoreApplication.translate("Audit", "Infusion date corrected"),
        "correct_master_data": lambda: QCoreApplication.translate("Audit", "Master data corrected"),
        "correct_record": lambda: QCoreApplication.translate("Audit", "Entry corrected"),
        "delete_record": lambda: QCoreApplication.translate("Audit", "Entry deleted"),
        "move_record": lambda: QCoreApplication.translate("Audit", "Entry moved to the right patient"),
        "record_consent": lambda: QCoreApplication.translate("Audit", "Consent recorded"),
        "regrade": lambda: QCoreApplication.translate("Audit", "Graded again"),
        "restore_record": lambda: QCoreApplication.translate("Audit", "Entry brought back"),
        "save_record": lambda: QCoreApplication.translate("Audit", "Entry recorded"),
        "sign_record": lambda: QCoreApplication.translate("Audit", "Entry signed"),
        "void_record": lambda: QCoreApplication.translate("Audit", "Entry deleted"),
        "withdraw_consent": lambda: QCoreApplication.translate("Audit", "Consent withdrawn"),
        "save_draft": lambda: QCoreApplication.translate("Audit", "Draft kept"),
        "start_draft": lambda: QCoreApplication.translate("Audit", "Draft begun"),
        "discard_draft": lambda: QCoreApplication.translate("Audit", "Draft discarded"),
        "bring_back_draft": lambda: QCoreApplication.translate("Audit", "Draft brought back"),
        "start_correction": lambda: QCoreApplication.translate("Audit", "Correction begun"),
    }


def _of_the_registry() -> dict[str, Callable[[], str]]:
    return {
        "bundle_carried": lambda: QCoreApplication.translate("Audit", "Bundle saved to a carrier"),
        "export_bundle": lambda: QCoreApplication.translate("Audit", "Bundle made for the registry"),
        "import_certificate": lambda: QCoreApplication.translate("Audit", "Certificate imported"),
        "import_questions": lambda: QCoreApplication.translate("Audit", "Questions of the registry imported"),
        "import_receipt": lambda: QCoreApplication.translate("Audit", "Receipt imported"),
        "import_resync": lambda: QCoreApplication.translate("Audit", "State of the registry imported"),
        "make_request": lambda: QCoreApplication.translate("Audit", "Enrolment request written"),
        "pin_card": lambda: QCoreApplication.translate("Audit", "Registry trusted by its card"),
        "renew_card": lambda: QCoreApplication.translate("Audit", "Card of the registry renewed"),
    }


def _of_people() -> dict[str, Callable[[], str]]:
    return {
        "add_user": lambda: QCoreApplication.translate("Audit", "Person added"),
        "change_password": lambda: QCoreApplication.translate("Audit", "Password changed"),
        "change_rights": lambda: QCoreApplication.translate("Audit", "Rights changed"),
        "cut_off": lambda: QCoreApplication.translate("Audit", "Program ended without being closed"),
        "lock": lambda: QCoreApplication.translate("Audit", "Locked"),
        "new_recovery_sheet": lambda: QCoreApplication.translate("Audit", "Recovery sheet made"),
        "recover": lambda: QCoreApplication.translate("Audit", "Opened with the recovery sheet"),
        "remove_user": lambda: QCoreApplication.translate("Audit", "Person removed"),
        "renew_data_key": lambda: QCoreApplication.translate("Audit", "Data key renewed"),
        "try_recovery_sheet": lambda: QCoreApplication.translate("Audit", "Recovery sheet tried"),
        "unlock": lambda: QCoreApplication.translate("Audit", "Unlocked"),
        "unlock_place": lambda: QCoreApplication.translate("Audit", "Window restored"),
    }


def _of_the_practice() -> dict[str, Callable[[], str]]:
    return {
        "accept_history": lambda: QCoreApplication.translate("Audit", "Another state of the data accepted"),
        "check_integrity": lambda: QCoreApplication.translate("Audit", "Data checked"),
        "close_way_back": lambda: QCoreApplication.translate("Audit", "Copy from before an update removed"),
        "confirm_clock": lambda: QCoreApplication.translate("Audit", "Day of the clock confirmed"),
        "copy_backup": lambda: QCoreApplication.translate("Audit", "Backup copied out"),
        "create_practice": lambda: QCoreApplication.translate("Audit", "Practice set up"),
        "disclose_patient": lambda: QCoreApplication.translate("Audit", "Copy for the patient written"),
        "export_audit": lambda: QCoreApplication.translate("Audit", "Audit exported"),
        "import_exchange": lambda: QCoreApplication.translate("Audit", "Work of the other computer taken in"),
        "install_definitions": lambda: QCoreApplication.translate("Audit", "Forms of this version installed"),
        "install_pack": lambda: QCoreApplication.translate("Audit", "Forms of the registry installed"),
        "join_choice": lambda: QCoreApplication.translate("Audit", "Chosen between two computers"),
        "make_desk": lambda: QCoreApplication.translate("Audit", "Second computer set up"),
        "move_away": lambda: QCoreApplication.translate("Audit", "Moved to another computer"),
        "quarantine_row": lambda: QCoreApplication.translate("Audit", "Damaged entry set aside"),
        "rescue": lambda: QCoreApplication.translate("Audit", "Readable data rescued"),
        "restore_backup": lambda: QCoreApplication.translate("Audit", "Backup restored"),
        "restore_row": lambda: QCoreApplication.translate("Audit", "Damaged entry mended"),
        "take_back_move": lambda: QCoreApplication.translate("Audit", "Move taken back"),
        "try_backup": lambda: QCoreApplication.translate("Audit", "Backup tried"),
        "write_exchange": lambda: QCoreApplication.translate("Audit", "Work given to the other computer"),
    }
