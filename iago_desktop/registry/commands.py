"""`iago-registry`: the registry's front door.  Arguments here, the work in founding, counter and cases.

Exit 0: all done; 1: something was refused and the rest was done; 2: wrong usage.
"""
# ruff: noqa: PLC0415 - each command imports its work when it runs: `grade` needs no database, and people
# grade many cases one by one

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from iago_desktop.registry.invocation import run
from iago_desktop.registry.output import Output, language_of
from iago_desktop.store import hardening

app = typer.Typer(
    name="iago-registry",
    help="The registry's side of IAGO Desktop: keys, enrolment, bundles, receipts, and the grading rules.",
    no_args_is_help=True,
    add_completion=False,
    # A traceback with local variables would show keys and answers.
    pretty_exceptions_enable=False,
)


class Spoken(StrEnum):
    en = "en"
    de = "de"


Registry = Annotated[Path, typer.Argument(metavar="DIR", help="The registry's folder.", show_default=False)]
Bundles = Annotated[list[Path], typer.Argument(metavar="FILE", help="Bundles.", show_default=False)]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")]
Speak = Annotated[
    Spoken | None,
    typer.Option("--language", help="Language of sentences.", show_default="the shell's, or en"),
]
Target = Annotated[
    Path, typer.Option("-o", "--output", metavar="FILE", help="Where to write it.", show_default=False)
]


def _output(as_json: bool, language: Spoken | None) -> Output:
    return Output(language.value if language else language_of(os.environ), as_json)


@app.command()
def init(  # noqa: PLR0917 - one argument per option; typer calls it by keyword
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder.", show_default=False)],
    name: Annotated[str, typer.Option(help="The registry's name, as practices see it.", show_default=False)],
    registry_id: Annotated[
        str, typer.Option("--id", metavar="REG-ID", help="A-Z, 0-9 and -.", show_default="from the name")
    ] = "",
    country: Annotated[str, typer.Option(help="First part of the centre codes.")] = "DE",
    roots: Annotated[int, typer.Option(min=1, max=8, help="How many root keys to make.")] = 1,
    threshold: Annotated[int, typer.Option(min=1, max=8, help="How many of them must sign a card.")] = 1,
    open_keys: Annotated[
        bool, typer.Option("--open-keys", help="Leave the secret keys without a passphrase.")
    ] = False,
    as_json: AsJson = False,
    language: Speak = None,
) -> None:
    """Make a registry: keys, key card and an empty database.  Prints the root fingerprint.

    The passphrase of the keys is asked for, or taken from IAGO_REGISTRY_PASSWORD.
    """
    from iago_desktop.registry import founding

    output = _output(as_json, language)
    said = founding.Founding(folder, name, registry_id, country, roots, threshold, open_keys)
    run(output, lambda: founding.init(output, said))


@app.command()
def enrol(
    folder: Registry,
    request: Annotated[
        Path, typer.Argument(metavar="REQUEST", help="The practice's request.iagoreq.", show_default=False)
    ],
    fingerprint: Annotated[
        str,
        typer.Option(metavar="DIGITS", help="30 digits, as the practice reads them out.", show_default=False),
    ],
    target: Target,
    site: Annotated[str, typer.Option(help="The centre code.", show_default="the next free number")] = "",
    as_json: AsJson = False,
    language: Speak = None,
) -> None:
    """Give a practice its certificate, after its request was confirmed by telephone."""
    from iago_desktop.registry import founding

    output = _output(as_json, language)
    run(output, lambda: founding.enrol(output, folder, request, fingerprint, site, target))


@app.command()
def verify(folder: Registry, files: Bundles, as_json: AsJson = False, language: Speak = None) -> None:
    """Check bundles as ingest would, without changing anything."""
    from iago_desktop.registry import counter

    output = _output(as_json, language)
    run(output, lambda: counter.verify(output, folder, files))


@app.command()
def ingest(
    folder: Registry,
    files: Bundles,
    receipts: Annotated[
        Path, typer.Option(metavar="DIR", help="Where the receipts go.", show_default=False, file_okay=False)
    ],
    as_json: AsJson = False,
    language: Speak = None,
) -> None:
    """Take bundles into the database, each once, and write a signed receipt for each."""
    from iago_desktop.registry import counter

    output = _output(as_json, language)
    run(output, lambda: counter.ingest(output, folder, files, receipts))


@app.command()
def receipt(
    folder: Registry,
    site: Annotated[str, typer.Argument(metavar="SITE", help="The centre code.", show_default=False)],
    seq: Annotated[
        int, typer.Argument(metavar="SEQ", min=1, help="The bundle's number.", show_default=False)
    ],
    target: Target,
    as_json: AsJson = False,
    language: Speak = None,
) -> None:
    """Write the receipt of an ingested bundle once more: the same bytes."""
    from iago_desktop.registry import counter

    output = _output(as_json, language)
    run(output, lambda: counter.receipt(output, folder, site, seq, target))


@app.command()
def resync(
    folder: Registry,
    site: Annotated[str, typer.Argument(metavar="SITE", help="The centre code.", show_default=False)],
    target: Target,
    as_json: AsJson = False,
    language: Speak = None,
) -> None:
    """Tell a practice that was restored from a backup where it goes on: one sealed and signed file."""
    from iago_desktop.registry import resync as work

    output = _output(as_json, language)
    run(output, lambda: work.resync(output, folder, site, target))


@app.command()
def prune(folder: Registry, as_json: AsJson = False, language: Speak = None) -> None:
    """Remove bundles that came more than 90 days ago; sums, manifest and signatures stay.

    `ingest` does the same after its work.
    """
    from iago_desktop.registry import counter

    output = _output(as_json, language)
    run(output, lambda: counter.prune(output, folder))


@app.command()
def ask(
    folder: Registry,
    questions: Annotated[
        Path, typer.Argument(metavar="QUESTIONS", help="A list of questions, JSON.", show_default=False)
    ],
    target: Annotated[
        Path,
        typer.Option(
            "-o",
            "--output",
            metavar="OUT",
            help="The folder for the files.",
            show_default=False,
            file_okay=False,
        ),
    ],
    as_json: AsJson = False,
    language: Speak = None,
) -> None:
    """Ask practices about values that they sent: one sealed and signed file for each practice."""
    from iago_desktop.registry import asking

    output = _output(as_json, language)
    run(output, lambda: asking.ask(output, folder, questions, target))


@app.command(name="questions")
def questions_asked(folder: Registry, as_json: AsJson = False, language: Speak = None) -> None:
    """List the questions that were asked, and their answers."""
    from iago_desktop.registry import asking

    output = _output(as_json, language)
    run(output, lambda: asking.listed(output, folder))


@app.command()
def grade(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A case; with --all a list.", show_default=False)
    ],
    every: Annotated[bool, typer.Option("--all", help="The file is a list of cases.")] = False,
    registry: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Also by what this registry installed.")
    ] = None,
    as_json: AsJson = False,  # noqa: ARG001 - every command has it, this one always prints JSON
    language: Speak = None,
) -> None:
    """Grade a case, or a list of them, by the shipped definitions.  Always JSON; needs no registry."""
    from iago_desktop.registry import cases

    output = _output(True, language)
    run(output, lambda: cases.grade(output, file, every=every, registry=registry))


pack = typer.Typer(name="pack", help="Packs: new forms for the practices.", no_args_is_help=True)
app.add_typer(pack)
PackFolder = Annotated[
    Path, typer.Argument(metavar="DIR", help="The folder with pack.toml.", show_default=False)
]


@pack.command()
def check(
    folder: PackFolder,
    registry: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Compare with what this registry installed.")
    ] = None,
    as_json: AsJson = False,
    language: Speak = None,
) -> None:
    """Check every form of a pack and run all its test cases."""
    from iago_desktop.registry import packs

    output = _output(as_json, language)
    run(output, lambda: packs.check(output, folder, registry))


@pack.command()
def build(
    folder: PackFolder,
    target: Target,
    registry: Annotated[
        Path, typer.Option(metavar="DIR", help="The registry's folder.", show_default="the current folder")
    ] = Path(),
    as_json: AsJson = False,
    language: Speak = None,
) -> None:
    """Check a pack, sign it with the definitions key and install its forms in the registry."""
    from iago_desktop.registry import packs

    output = _output(as_json, language)
    run(output, lambda: packs.build(output, folder, registry, target))


def main() -> None:
    # Not its files: a registry's reports are for more than the one who runs the command.
    hardening.harden_memory()
    app()
