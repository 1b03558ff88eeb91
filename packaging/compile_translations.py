"""Extract the window's texts, and compile the German catalogue beside its source.

`--check` compiles into a temporary folder and reports what is stale or unfinished instead.
"""

import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET  # our own file, not foreign input
from pathlib import Path

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "resources" / "i18n" / "iago_de.ts"
COMPILED = SOURCE.with_suffix(".qm")
TOOLS = Path(sys.executable).parent


def extract(target: Path) -> None:
    files = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "iago_desktop" / "ui").rglob("*.py"))
    command = [TOOLS / "pyside6-lupdate", "-no-obsolete", "-locations", "none", *files, "-ts", str(target)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)


def compile_to(target: Path, source: Path = SOURCE) -> None:
    subprocess.run(
        [TOOLS / "pyside6-lrelease", str(source), "-qm", str(target)], check=True, capture_output=True
    )


def unfinished(source: Path = SOURCE) -> list[str]:
    """The English texts that have no German yet."""
    texts = []
    for message in ET.parse(source).iter("message"):
        translation = message.find("translation")
        forms = [] if translation is None else [translation, *translation.findall("numerusform")]
        done = translation is not None and translation.get("type") != "unfinished"
        if not done or not any((form.text or "").strip() for form in forms):
            texts.append(message.findtext("source") or "")
    return texts


def messages(source: Path) -> set[tuple[str, str]]:
    """Every (context, text) of a catalogue."""
    return {
        (context.findtext("name") or "", message.findtext("source") or "")
        for context in ET.parse(source).iter("context")
        for message in context.iter("message")
    }


def stale() -> list[str]:
    """What keeps the compiled catalogue from being true."""
    problems = [f"not translated: {text}" for text in unfinished()]
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / "iago_de.ts"
        fresh.write_bytes(SOURCE.read_bytes())
        extract(fresh)
        problems += [f"not extracted: {text}" for _, text in sorted(messages(fresh) - messages(SOURCE))]
        compiled = Path(folder) / "iago_de.qm"
        compile_to(compiled)
        if not COMPILED.exists() or compiled.read_bytes() != COMPILED.read_bytes():
            problems.append("iago_de.qm is older than iago_de.ts: run make translations")
    return problems


def main(arguments: list[str]) -> int:
    if "--check" in arguments:
        problems = stale()
        print("\n".join(problems))
        return 1 if problems else 0
    extract(SOURCE)
    compile_to(COMPILED)
    for text in unfinished():
        print(f"not translated yet: {text}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
