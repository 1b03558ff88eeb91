"""make pins: all that a release is built from, with exact versions and SHA-256, into constraints.txt.

pip resolves for each of the three systems, with what its index says of each file; nothing is installed.  What
a library needs on another system only, pip does not see from here: the markers are read for that system, and
what is missing is asked for by name until nothing is missing.
"""

import json
import os
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PINS = ROOT / "packaging" / "constraints.txt"
PYTHON = "3.11"  # of .github/workflows/build.yml
NEEDED_TO_INSTALL_IN_PLACE = "editables"
HEAD = f"""\
# All that a release is built from, for Python {PYTHON} on Linux (x86_64), Windows (x86_64), macOS (arm64).
# Made by `make pins` from what the package index says of each file; not edited by hand.
#     pip install --require-hashes -r packaging/constraints.txt
"""


@dataclass(frozen=True)
class System:
    """`tags`: what pip calls it; `markers`: what a requirement's conditions see there."""

    tags: tuple[str, ...]
    markers: Mapping[str, str]


SYSTEMS = {
    "linux": System(
        (*(f"manylinux_2_{minor}_x86_64" for minor in range(35, 17, -1)), "manylinux2014_x86_64"),
        {"platform_system": "Linux", "os_name": "posix", "platform_machine": "x86_64"},
    ),
    "win32": System(
        ("win_amd64",), {"platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64"}
    ),
    "darwin": System(
        ("macosx_14_0_arm64",),
        {"platform_system": "Darwin", "os_name": "posix", "platform_machine": "arm64"},
    ),
}


@dataclass(frozen=True)
class File:
    version: str
    sha256: str
    needs: tuple[Requirement, ...]


def main() -> int:
    found: dict[str, dict[str, File]] = {}
    for name in SYSTEMS:
        found[name] = resolved(name, {each: file.version for each, file in found.get("linux", {}).items()})
        print(f"{name}: {len(found[name])} packages")
    PINS.write_text(HEAD + "".join(_lines(found)), encoding="utf-8")
    return 0


def asked() -> list[Requirement]:
    """What the project and its build ask for themselves."""
    stated = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project = stated["project"]
    texts = [*project["dependencies"], *project["optional-dependencies"]["package"]]
    return [
        Requirement(each)
        for each in (*texts, *stated["build-system"]["requires"], NEEDED_TO_INSTALL_IN_PLACE)
    ]


def resolved(system: str, versions: Mapping[str, str]) -> dict[str, File]:
    """All that is needed there; `versions` is what another system got, and this one is to get too."""
    roots, more = asked(), set[str]()
    while True:
        files = _ask_pip(SYSTEMS[system], [*map(str, roots), *sorted(more)], versions)
        needed = _needed(roots, files, system)
        if not needed - files.keys() - more:
            return {name: files[name] for name in sorted(needed)}
        more |= needed - files.keys()


def _ask_pip(system: System, requirements: list[str], versions: Mapping[str, str]) -> dict[str, File]:
    with tempfile.TemporaryDirectory() as folder:
        wanted, same, report = (Path(folder) / name for name in ("wanted", "same", "report"))
        wanted.write_text("\n".join(requirements), encoding="utf-8")
        same.write_text("\n".join(f"{name}=={each}" for name, each in versions.items()), encoding="utf-8")
        command = [sys.executable, "-m", "pip", "install", "--dry-run", "--quiet", "--ignore-installed"]
        command += ["--only-binary=:all:", "--python-version", PYTHON, "--implementation", "cp"]
        command += [part for tag in system.tags for part in ("--platform", tag)]
        command += ["--target", folder, "--report", str(report), "-r", str(wanted), "-c", str(same)]
        subprocess.run(command, check=True, env=_without_own_files())
        told = json.loads(report.read_text(encoding="utf-8"))["install"]
    return dict(map(_file, told))


def _without_own_files() -> dict[str, str]:
    """A wheel that lies on this computer may have been built here: only the index counts."""
    kept = {name: value for name, value in os.environ.items() if name != "PIP_FIND_LINKS"}
    return kept | {"PIP_CONFIG_FILE": os.devnull}


def _file(told: Mapping[str, Any]) -> tuple[str, File]:
    info, about = told["download_info"], told["metadata"]
    if info["url"].startswith("file:"):
        raise SystemExit(f"{info['url']} lies on this computer and proves nothing")
    needs = tuple(map(Requirement, about.get("requires_dist", ())))
    sha256 = info["archive_info"]["hashes"]["sha256"]
    return canonicalize_name(about["name"]), File(about["version"], sha256, needs)


def _needed(roots: list[Requirement], files: Mapping[str, File], system: str) -> set[str]:
    """Names, also of what pip did not tell of because it judges conditions for the system it runs on."""
    markers = default_environment() | SYSTEMS[system].markers
    markers |= {"sys_platform": system, "python_version": PYTHON, "python_full_version": f"{PYTHON}.0"}
    waiting, seen = list(roots), set[tuple[str, str]]()
    while waiting:
        each = waiting.pop()
        name = canonicalize_name(each.name)
        for extra in ("", *each.extras):
            if (name, extra) in seen:
                continue
            seen.add((name, extra))
            needs = files[name].needs if name in files else ()
            waiting += [
                need for need in needs if not need.marker or need.marker.evaluate({**markers, "extra": extra})
            ]
    return {name for name, _ in seen}


def _lines(found: Mapping[str, Mapping[str, File]]) -> Iterator[str]:
    for name in sorted({name for files in found.values() for name in files}):
        here = [system for system, files in found.items() if name in files]
        versions = {found[system][name].version for system in here}
        if len(versions) > 1:
            raise SystemExit(f"{name} is not the same everywhere: {', '.join(sorted(versions))}")
        where = " or ".join(f"sys_platform == '{system}'" for system in here)
        condition = "" if len(here) == len(found) else f" ; {where}"
        sums = sorted({found[system][name].sha256 for system in here})
        yield f"{name}=={versions.pop()}{condition}"
        yield "".join(f" \\\n    --hash=sha256:{each}" for each in sums) + "\n"


if __name__ == "__main__":
    sys.exit(main())
