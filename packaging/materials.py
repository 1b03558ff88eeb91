"""The bill of materials (CycloneDX, JSON): everything that is inside the frozen program, with its licence."""

import platform
import ssl
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import DisjunctiveLicense, LicenseExpression
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from licences import OWN, canonical, needed
from packageurl import PackageURL
from PySide6.QtCore import qVersion
from sqlcipher3 import dbapi2


def write(target: Path) -> Path:
    """Raises SystemExit if what was written is not CycloneDX."""
    own = metadata.distribution(OWN)
    bom = Bom()
    bom.metadata.component = Component(name=OWN, version=own.version, type=ComponentType.APPLICATION)
    parts = [_component(metadata.distribution(name)) for name in sorted(needed())]
    parts += [
        Component(name=name, version=version, type=ComponentType.LIBRARY) for name, version in _inside()
    ]
    for part in parts:
        bom.components.add(part)
    bom.register_dependency(bom.metadata.component, parts)
    text = JsonV1Dot6(bom).output_as_string(indent=1)
    if wrong := JsonStrictValidator(SchemaVersion.V1_6).validate_str(text):
        raise SystemExit(f"the bill of materials is not CycloneDX: {wrong}")
    target.write_text(text, encoding="utf-8")
    return target


def _component(found: metadata.Distribution) -> Component:
    stated = found.metadata.get("License-Expression")
    named = stated or found.metadata.get("License") or _classified(found)
    licences = [LicenseExpression(stated)] if stated else [DisjunctiveLicense(name=named)] if named else []
    name = canonical(found.metadata["Name"])
    return Component(
        name=name,
        version=found.version,
        type=ComponentType.LIBRARY,
        licenses=licences,
        purl=PackageURL("pypi", name=name, version=found.version),
    )


def _classified(found: metadata.Distribution) -> str:
    classes = found.metadata.get_all("Classifier") or []
    return "; ".join(each.rsplit("::", 1)[-1].strip() for each in classes if each.startswith("License ::"))


def _inside() -> Iterator[tuple[str, str]]:
    """What the wheels bring along, by the words of the libraries themselves."""
    yield "CPython", platform.python_version()
    yield "Qt", qVersion()
    yield "OpenSSL (of Python)", ssl.OPENSSL_VERSION.split()[1]
    connection = dbapi2.connect(":memory:")
    connection.set_key(b"the provider names itself once there is a key")
    yield "SQLCipher", connection.execute("PRAGMA cipher_version").fetchone()[0].split()[0]
    yield "SQLite (of SQLCipher)", dbapi2.sqlite_version
    yield (
        "OpenSSL (of SQLCipher)",
        connection.execute("PRAGMA cipher_provider_version").fetchone()[0].split()[1],
    )
    connection.close()
