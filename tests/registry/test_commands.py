"""Arguments, outputs and exit codes, through the front door."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from iago_desktop.registry.commands import app
from iago_desktop.registry.home import Home
from iago_desktop.registry.output import language_of, texts
from iago_desktop.sentences import LANGUAGES
from iago_desktop.signing import trust
from tests.registry.practice import Practice

COMMANDS = ("init", "enrol", "verify", "ingest", "receipt", "ask", "questions", "grade")
PASSPHRASE = "copper lantern seventeen rivers"
ROOT = Path(__file__).parent.parent.parent


def call(*arguments: object, **environment: str) -> Result:
    settings = {"LC_ALL": "C.UTF-8", "COLUMNS": "200", "IAGO_REGISTRY_PASSWORD": ""} | environment
    return CliRunner().invoke(app, [str(each) for each in arguments], env=settings)


def document(result: Result) -> Any:
    return json.loads(result.stdout)


@pytest.fixture
def folder(home: Home) -> Path:
    return home.path


@pytest.fixture
def bundles(practice: Practice, tmp_path: Path) -> list[Path]:
    """Three good ones, in order."""
    treatment = practice.add_patient()
    paths = []
    for n in range(1, 4):
        practice.add_record(treatment)
        paths.append(tmp_path / f"{n}.iago")
        paths[-1].write_bytes(practice.export())
    return paths


def test_the_program_has_its_commands() -> None:
    assert call("--help").exit_code == 0
    for command in COMMANDS:
        result = call(command, "--help")
        assert result.exit_code == 0
        assert "--json" in result.stdout
    assert call("ask").exit_code == 2
    assert call("verify").exit_code == 2
    assert call("init", "--roots", "0").exit_code == 2


def test_every_printed_text_has_both_languages() -> None:
    for name, text in texts().items():
        assert set(text) == set(LANGUAGES), name


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "de_DE.UTF-8"}, "de"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANG": "de_AT", "LC_ALL": "C"}, "en"),
        ({}, "en"),
    ],
)
def test_the_language_is_that_of_the_shell(environment: dict[str, str], language: str) -> None:
    assert language_of(environment) == language


def test_init_makes_the_folder_of_the_contract_with_open_keys(tmp_path: Path) -> None:
    target = tmp_path / "new"
    result = call(
        "init", target, "--name", "Register München", "--roots", 3, "--threshold", 2, "--open-keys", "--json"
    )
    assert result.exit_code == 0
    made = document(result)
    home = Home.open(target)
    assert made["registry"] == home.id == "REG-REGISTER-MUNCHEN"
    assert made["fingerprint"] == home.fingerprint == trust.root_fingerprint(home.card)
    assert [len(group) for group in made["fingerprint"].split(" ")] == [5] * 6
    assert (home.card.threshold, len(home.card.roots)) == (2, 3)
    assert {path.name for path in target.iterdir()} == {
        "registry.toml",
        "registry.db",
        "REG-REGISTER-MUNCHEN.iagocard",
        "keys",
        "sites",
        "archive",
    }
    named = ("root-1", "root-2", "root-3", "registry", "receipts", "definitions")
    expected = {f"{name}.{end}" for name in named for end in ("key", "pub")} | {"age.txt", "age.pub"}
    assert {path.name for path in (target / "keys").iterdir()} == expected
    assert all(not path.stat().st_mode & 0o077 for path in target.rglob("*"))
    assert (target / "registry.db").read_bytes().startswith(b"SQLite format 3")
    assert any("stick" in advice for advice in made["advice"])


def test_a_narrow_terminal_breaks_no_fingerprint(tmp_path: Path) -> None:
    result = call("init", tmp_path / "new", "--name", "IAGO", "--open-keys", COLUMNS="60")
    assert Home.open(tmp_path / "new").fingerprint in result.stdout


def test_init_protects_the_keys_with_a_passphrase(tmp_path: Path) -> None:
    target = tmp_path / "new"
    assert call("init", target, "--name", "IAGO", IAGO_REGISTRY_PASSWORD="short").exit_code == 1
    assert not target.exists()
    assert call("init", target, "--name", "IAGO").exit_code == 1
    assert call("init", target, "--name", "IAGO", IAGO_REGISTRY_PASSWORD=PASSPHRASE).exit_code == 0
    assert b"AGE-SECRET-KEY" not in b"".join(p.read_bytes() for p in target.rglob("*") if p.is_file())
    assert (target / "keys" / "age.txt.age").exists()
    empty = tmp_path / "empty.iago"
    empty.write_bytes(b"")
    asked = call("verify", target, empty, "--json")
    assert (asked.exit_code, document(asked)["code"]) == (1, "passphrase_needed")
    wrong = call("verify", target, empty, "--json", IAGO_REGISTRY_PASSWORD="another lantern")
    assert (wrong.exit_code, document(wrong)["code"]) == (1, "key_password_wrong")
    right = call("verify", target, empty, "--json", IAGO_REGISTRY_PASSWORD=PASSPHRASE)
    assert (right.exit_code, document(right)[0]["code"]) == (1, "zip_not_canonical")


def test_init_refuses_what_cannot_be(folder: Path, tmp_path: Path) -> None:
    again = call("init", folder, "--name", "IAGO", "--open-keys", "--json")
    assert (again.exit_code, document(again)["code"]) == (1, "registry_exists")
    for options in (["--roots", "1", "--threshold", "2"], ["--id", "reg lmu"], ["--country", "de"]):
        result = call("init", tmp_path / "new", "--name", "IAGO", "--open-keys", *options)
        assert result.exit_code == 2
        assert result.stderr.strip()
    assert not (tmp_path / "new").exists()


def test_enrol_gives_the_next_number_after_the_right_30_digits(
    folder: Path, home: Home, tmp_path: Path
) -> None:
    practice = Practice.at(tmp_path / "practice", folder / "registry.db")
    request, target = tmp_path / "request.iagoreq", tmp_path / "site.iagocert"
    request.write_bytes(practice.request)
    digits = trust.request_fingerprint(practice.request)
    last = digits[:-1] + str((int(digits[-1]) + 1) % 10)
    for typed, code in ((last, "fingerprint_differs"), (digits[:-1], "fingerprint_not_30_digits")):
        refused = call("enrol", folder, request, "--fingerprint", typed, "-o", target, "--json")
        assert (refused.exit_code, document(refused)["code"]) == (1, code)
    assert not target.exists()
    assert not list((folder / "sites").iterdir())
    grouped = digits.replace(" ", "-")
    result = call("enrol", folder, request, "--fingerprint", grouped, "-o", target, "--json")
    assert result.exit_code == 0
    assert document(result)["site"] == "DE-0001"
    certificate = trust.open_certificate(target.read_bytes(), home.card)
    assert (certificate.site, certificate.recipient) == ("DE-0001", practice.identity[1])
    assert (folder / "sites" / "DE-0001.iagocert").read_bytes() == target.read_bytes()
    assert (folder / "keys" / "DE-0001.pub").read_text() == practice.key.public.to_text()
    twice = call("enrol", folder, request, "--fingerprint", digits, "-o", target, "--json")
    assert document(twice)["code"] == "request_enrolled_already"
    other = Practice.at(tmp_path / "other", folder / "registry.db")
    request.write_bytes(other.request)
    digits = trust.request_fingerprint(request.read_bytes())
    taken = call(
        "enrol", folder, request, "--fingerprint", digits, "--site", "DE-0001", "-o", target, "--json"
    )
    assert document(taken)["code"] == "site_taken"
    named = call(
        "enrol", folder, request, "--fingerprint", digits, "--site", "DE-0042", "-o", target, "--json"
    )
    assert document(named)["site"] == "DE-0042"
    third = Practice.at(tmp_path / "third", folder / "registry.db")
    request.write_bytes(third.request)
    digits = trust.request_fingerprint(request.read_bytes())
    assert document(call("enrol", folder, request, "--fingerprint", digits, "-o", target, "--json"))[
        "site"
    ] == ("DE-0043")
    for each in (practice, other, third):
        each.store.close()


def test_ingest_writes_receipts_and_one_bad_file_never_stops_the_rest(
    folder: Path, bundles: list[Path], tmp_path: Path
) -> None:
    bad = tmp_path / "bad.iago"
    bad.write_bytes(bundles[0].read_bytes()[:-1])
    missing = tmp_path / "[bold]nothing.iago"
    target = tmp_path / "receipts"
    files = [bad, bundles[0], missing, bundles[2], tmp_path, bundles[1], bundles[0]]
    result = call("ingest", folder, *files, "--receipts", target, "--json")
    assert result.exit_code == 1
    rows = document(result)
    assert [row["file"] for row in rows] == [str(file) for file in files]
    assert [(row["state"], row["ok"], row["code"]) for row in rows] == [
        ("refused", False, "zip_not_canonical"),
        ("accepted", True, None),
        ("refused", False, "file_missing"),
        ("held", False, "bundle_missing"),
        ("refused", False, "file_unreadable"),
        ("accepted", True, None),
        ("duplicate", True, None),
    ]
    assert "2" in rows[3]["message"]
    receipt = target / "IAGO_DE-0001_000001_receipt.iago"
    assert rows[1]["receipt"] == rows[6]["receipt"] == str(receipt)
    assert (rows[1]["from"], rows[1]["seq"], rows[1]["records"]) == ("DE-0001", 1, 5)
    assert rows[0]["receipt"] is None
    first = receipt.read_bytes()
    again = call("ingest", folder, *bundles, "--receipts", target, "--json")
    assert again.exit_code == 0
    assert [row["state"] for row in document(again)] == ["duplicate", "duplicate", "accepted"]
    assert receipt.read_bytes() == first
    copy = tmp_path / "copy.iago"
    assert call("receipt", folder, "DE-0001", 1, "-o", copy).exit_code == 0
    assert copy.read_bytes() == first
    unknown = call("receipt", folder, "DE-0001", 9, "-o", copy, "--json")
    assert (unknown.exit_code, document(unknown)["code"]) == (1, "receipt_unknown")


def test_verify_checks_in_order_and_leaves_the_database_as_it_is(folder: Path, bundles: list[Path]) -> None:
    before = (folder / "registry.db").read_bytes()
    result = call("verify", folder, bundles[1], bundles[0], "--json")
    assert result.exit_code == 0
    rows = document(result)
    assert [(row["state"], row["seq"], row["ok"], row["message"]) for row in rows] == [
        ("ok", 2, True, None),
        ("ok", 1, True, None),
    ]
    wanted = {"file", "ok", "state", "code", "message", "from", "seq", "set", "records", "clock", "cut"}
    assert set(rows[0]) == wanted
    assert (folder / "registry.db").read_bytes() == before


def test_tables_speak_german_and_print_file_names_as_they_are(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    strange = Path("[bold]x.iago")  # a long path would be broken over two lines
    strange.write_bytes(b"PK")
    result = call("verify", folder, strange, "--language", "de")
    assert result.exit_code == 1
    assert "abgelehnt" in result.stdout
    assert "[bold]x.iago" in result.stdout
    english = call("verify", folder, strange)
    assert "refused" in english.stdout


def test_a_folder_that_is_no_registry_is_wrong_usage(tmp_path: Path) -> None:
    result = call("verify", tmp_path, tmp_path / "x.iago", "--json")
    assert (result.exit_code, document(result)["code"]) == (2, "registry_missing")


def test_a_receipt_that_cannot_be_written_is_told_and_can_be_had_again(
    folder: Path, bundles: list[Path], tmp_path: Path
) -> None:
    target = tmp_path / "receipts"
    (target / "IAGO_DE-0001_000001_receipt.iago").mkdir(parents=True)
    result = call("ingest", folder, bundles[0], "--receipts", target, "--json")
    (row,) = document(result)
    assert (result.exit_code, row["state"], row["receipt"], row["code"]) == (
        1,
        "accepted",
        None,
        "disk_error",
    )
    assert call("receipt", folder, "DE-0001", 1, "-o", tmp_path / "r.iago").exit_code == 0


def test_findings_are_printed_below_the_table(folder: Path, practice: Practice, tmp_path: Path) -> None:
    practice.add_record(practice.add_patient(), grade=1)
    path = tmp_path / "a.iago"
    path.write_bytes(practice.export())
    result = call("ingest", folder, path, "--receipts", tmp_path)
    assert result.exit_code == 0
    assert "another grade" in result.stdout


def test_grade_needs_no_registry_and_goes_on_after_an_unknown_form(tmp_path: Path) -> None:
    answers = {"ctcae_term": "lung_infection", "route": "iv", "invasive": "no", "life_threatening": "no"}
    case = {"id": "a", "form": "infection", "answers": answers | {"death_due": "no"}, "expect": {"grade": 9}}
    file = tmp_path / "case.json"
    file.write_text(json.dumps(case))
    one = call("grade", file)
    assert one.exit_code == 0
    graded = document(one)
    assert set(graded) == {
        "id", "form", "version", "grade", "at_least", "because", "missing", "provisional", "derived",
    }  # fmt: skip
    assert (graded["id"], graded["form"], graded["version"], graded["grade"]) == ("a", "infection", 1, 3)
    file.write_text(json.dumps([{"id": "b", "form": "no_such_form"}, case]))
    several = call("grade", "--all", file, "--json")
    assert several.exit_code == 1
    assert document(several) == [{"id": "b", "form": "no_such_form", "error": "unknown_form"}, graded]
    assert call("grade", tmp_path / "none.json").exit_code == 1
    file.write_text("{")
    assert document(call("grade", file))["code"] == "cases_unreadable"


def test_grading_imports_neither_database_nor_window(tmp_path: Path) -> None:
    file = tmp_path / "cases.json"
    file.write_text("[]")
    code = (
        "import sys; from typer.testing import CliRunner; from iago_desktop.registry.commands import app;"
        f"r = CliRunner().invoke(app, ['grade', '--all', {str(file)!r}]); assert r.exit_code == 0, r.output;"
        "print([m for m in ('sqlalchemy', 'PySide6', 'pyrage') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


@pytest.mark.skipif(not shutil.which("minisign") or not shutil.which("age"), reason="minisign, age")
def test_the_standard_tools_read_what_the_registry_leaves(
    folder: Path, bundles: list[Path], tmp_path: Path
) -> None:
    call("ingest", folder, *bundles, "--receipts", tmp_path)

    def tool(*command: object) -> str:
        run = subprocess.run(
            [str(each) for each in command], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert run.returncode == 0, run.stderr
        return run.stdout

    keys = folder / "keys"
    tool("unzip", "-o", bundles[0])
    assert "verified" in tool("minisign", "-V", "-H", "-m", "payload.age", "-p", keys / "DE-0001.pub")
    tool("age", "-d", "-i", keys / "age.txt", "-o", "payload.zip", "payload.age")
    tool("unzip", "-d", "payload", "payload.zip")
    tool("minisign", "-V", "-H", "-m", "payload/cert.json", "-p", keys / "registry.pub")
    tool("unzip", "-o", "IAGO_DE-0001_000001_receipt.iago")
    assert "receipt" in tool("minisign", "-V", "-H", "-m", "payload.age", "-p", keys / "receipts.pub")
