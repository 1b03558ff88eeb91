"""Who may be the same person, also among ten thousand."""

from datetime import date

from iago_desktop.services.same_person import find, similar
from iago_desktop.services.workspace import Workspace
from tests.builders import a_patient

BORN = date(1960, 3, 12)


def test_who_may_be_the_same_person(practice: Workspace) -> None:
    patient = a_patient(practice, "Müller", given_name="Ute", born_on=BORN)

    def found(surname: str, given_name: str, born_on: date | None) -> bool:
        return [each.id for each in similar(practice, surname, given_name, born_on)] == [patient]

    assert found("Mueller", "ute", None)
    assert found("Muller", "UTE", None)
    assert found("Ute", "Müller", BORN)
    assert found("Schmidt", "Ute", BORN)
    assert found("Müller", "", BORN)
    assert not found("Schmidt", "Anna", BORN)
    assert not found("Müller", "Ute", date(1970, 1, 1))
    assert not found("Müller", "Anna", None)
    assert not found("", "", BORN)
    assert not found("%", "%", BORN)


def test_anybody_is_found_by_any_fragment(practice: Workspace) -> None:
    patient = a_patient(practice, "Müller", given_name="Ute", born_on=BORN)
    other = a_patient(practice, "Muellner", given_name="Jana", born_on=date(1970, 1, 1))
    (pid,) = (each.pid for each in find(practice, "müller ute", 5))

    def ids(words: str, **how: str) -> list[str]:
        return [each.id for each in find(practice, words, 5, **how)]

    assert ids("muell") == [other, patient] or ids("muell") == [patient, other]
    assert ids("ute mül") == [patient]
    assert ids("12.03.1960") == [patient]
    assert ids(pid[-4:].lower()) == [patient]
    assert ids("muell", besides=other) == [patient]
    assert ids("  ") == []
