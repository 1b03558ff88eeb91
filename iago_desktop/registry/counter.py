"""`verify`, `ingest` and `receipt`: what is done with the bundles that come in, file by file."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.errors import IagoError
from iago_desktop.registry import receipts, retention, tombstones
from iago_desktop.registry.home import Home
from iago_desktop.registry.ingest import Desk, Outcome, verified
from iago_desktop.registry.invocation import (
    DONE,
    REFUSED,
    as_bug,
    known_password,
    read_file,
    today,
    writable_place,
)
from iago_desktop.registry.keys import Password
from iago_desktop.registry.output import Output
from iago_desktop.registry.packs import installed, installed_in
from iago_desktop.signing.whole_file import file_error, replace_whole

PARTIAL = ".partial"
"""How a practice's program names a file that it has not read back yet."""
COLUMNS = ("file", "state", "from", "seq", "records", "message")


def verify(output: Output, folder: Path, files: Sequence[Path]) -> int:
    home = Home.open(folder)
    receiver = home.receiver(home.identity(Password(lambda: known_password(output))), today())
    catalogue = installed(home)
    return _show(
        output, [_row(output, path, lambda data: verified(data, receiver, catalogue)) for path in files]
    )


def ingest(output: Output, folder: Path, files: Sequence[Path], target: Path) -> int:
    home = Home.open(folder)
    password = Password(lambda: known_password(output))
    receiver = home.receiver(home.identity(password), today())
    key = home.signing_key("receipts", password)
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise file_error(error) from error
    with home.store() as store:
        catalogue = installed_in(store, Catalogue.shipped())
        desk = Desk(home, store, catalogue, receiver, key)
        done = _show(output, [_row(output, path, desk.ingest, target) for path in files])
        retention.prune(home, store, datetime.now(UTC))
        return done


def prune(output: Output, folder: Path) -> int:
    home = Home.open(folder)
    with home.store() as store:
        tombstones.settle(store, home)
        removed = retention.prune(home, store, datetime.now(UTC))
    if output.json:
        output.document({"ok": True, "removed": removed, "days": retention.DAYS})
    else:
        output.pairs([("label_pruned", str(removed))])
    return DONE


def receipt(output: Output, folder: Path, site: str, seq: int, target: Path) -> int:
    home = Home.open(folder)
    writable_place(target)
    with home.store() as store:
        replace_whole(target, receipts.kept(store, site, seq))
    if output.json:
        output.document({"ok": True, "site": site, "seq": seq, "receipt": str(target)})
    else:
        output.pairs([("label_receipt", str(target))])
    return DONE


def _row(
    output: Output, path: Path, take: Callable[[bytes], Outcome], target: Path | None = None
) -> dict[str, Any]:
    """What became of one file, as --json prints it; whatever is wrong with it stays with it."""
    try:
        outcome = take(_whole(path))
    except IagoError as error:
        outcome = Outcome("refused", error=error)
    except Exception as bug:  # noqa: BLE001 - one file never stops the rest
        outcome = Outcome("refused", error=as_bug(bug))
    wrong, said = outcome.error, outcome.statement
    written: Path | None = None
    if target is not None and said is not None and outcome.receipt is not None:
        try:
            written = receipts.put(target, said.sender, said.seq, outcome.receipt)
        except IagoError as refused:
            # The bundle is in; its receipt is kept and can be written again.
            wrong = refused
    row: dict[str, Any] = {
        "file": str(path),
        "ok": outcome.ok,
        "state": outcome.state,
        "code": wrong.code if wrong else None,
        "message": output.sentence(wrong) if wrong else None,
        "from": said.sender if said else None,
        "seq": said.seq if said else None,
        "set": said.set if said else None,
        "records": outcome.records,
        "clock": outcome.clock,
        "cut": outcome.cut,
    }
    if target is not None:
        row["receipt"] = str(written) if written else None
        row["findings"] = [finding.model_dump(mode="json") for finding in outcome.findings]
    return row


def _whole(path: Path) -> bytes:
    if path.name.endswith(PARTIAL):
        raise IagoError("file_incomplete", file=path.name.removesuffix(PARTIAL))
    return read_file(path)


def _show(output: Output, rows: Sequence[dict[str, Any]]) -> int:
    if output.json:
        output.document(rows)
    else:
        output.table(
            [f"column_{column}" for column in COLUMNS],
            _cells(output, rows),
            [note for row in rows for note in _notes(output, row)],
        )
    return DONE if all(row["ok"] and row["code"] is None for row in rows) else REFUSED


def _cells(output: Output, rows: Sequence[dict[str, Any]]) -> list[list[str]]:
    """One line for each file: its name alone, where the names tell the files apart."""
    names = [Path(row["file"]).name for row in rows]
    if len(set(names)) < len(names):
        names = [row["file"] for row in rows]
    said = [
        row | {"file": name, "message": row["message"] or _comfort(output, row["state"])}
        for name, row in zip(names, rows, strict=True)
    ]
    return [[_cell(output, column, row[column]) for column in COLUMNS] for row in said]


def _comfort(output: Output, state: str) -> str | None:
    return output.text("known_nothing_changed") if state == "duplicate" else None


def _cell(output: Output, column: str, value: object) -> str:
    if value is None:
        return ""
    return output.text(f"state_{value}") if column == "state" else str(value)


def _notes(output: Output, row: dict[str, Any]) -> list[str]:
    """Which day the practice's computer thought it was, and the registry's questions about lines it took."""
    clock, name = row["clock"], Path(row["file"]).name
    doubt = []
    if clock is not None:
        text = "clock_in_doubt" if clock["said"] is None else "clock_corrected"
        doubt.append(output.text(text, file=name, **clock))
    if row["cut"] is not None:
        doubt.append(output.text("cut", file=name, site=row["from"], n=row["cut"]))
    return doubt + [
        output.text(
            "finding",
            file=name,
            rid=finding["rid"],
            rev=finding["rev"],
            sentence=output.sentence(IagoError(finding["code"], detail=finding["detail"])),
        )
        for finding in row.get("findings", ())
    ]
