"""Archivematica (docs/deposit/archivematica.md): transfers in its transfer source folder, or through a3m to the AIP."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from archive.errors import SettingsError
from archive.targets.archivematica.target import CODES, ArchivematicaTarget, Form
from archive.targets.shelf import Shelf

OPTIONS: Mapping[str, str] = {
    "package": "What a bag becomes: transfer (a standard transfer, the default) or bag (a zipped bag).",
    "run": "true sends each transfer through a3m, and what stands in the folder is the AIP that it makes.",
    "a3m": "The path of the program a3m, if it is not where programs are found; it implies run.",
    "seconds": "How long a3m may take for one bag; 3600 where nothing is said.",
}

_TAKEN = r"[\w/.+-]*"
"""Paths that a3m can be told: it cuts addresses at # and ?, its commands at blanks, and hands what is left to a shell."""


def open_target(
    location: str,
    options: Mapping[str, str | int | bool],
    secret: Callable[[str, str], str | None],  # noqa: ARG001 - a folder has none
) -> ArchivematicaTarget:
    """The transfer source folder at `location`, which must be there. Nothing is touched yet. Raises SettingsError E0603."""
    where = f"archivematica:{location}"
    faults = [] if location else [(where, "no folder is named")]
    package, run = options.get("package", "transfer"), str(options.get("run", "a3m" in options)).lower()
    seconds = str(options.get("seconds", 3600))
    if package not in {"transfer", "bag"}:
        faults.append((where, f"package = {package!r}, which must be transfer or bag"))
    if run not in {"true", "false"}:
        faults.append((where, f"run = {run!r}, which must be true or false"))
    if not seconds.isdecimal() or not int(seconds):
        faults.append((where, f"seconds = {seconds!r}, which must be a whole number above 0"))
    if package == "bag" and run == "true":
        faults.append((where, "package = 'bag' with run: a3m takes no bags, only transfers"))
    if run == "true" and not re.fullmatch(_TAKEN, str(Path(location).absolute())):
        faults.append(
            (where, "a3m takes no folder whose path holds more than letters, digits, _ . + - and /")
        )
    if faults:
        raise SettingsError("E0603", *faults[0], causes=tuple(faults[1:]))
    program = str(options.get("a3m") or "a3m") if run == "true" else None
    shelf = Shelf(Path(location).absolute(), where, CODES)
    return ArchivematicaTarget(shelf, Form(package == "bag", program, int(seconds)))
