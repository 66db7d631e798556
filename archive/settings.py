"""What a house keeps in archive.toml: its named targets, and where deposits are remembered. Unknown keys are refused.

state = "deposits"

[targets.vault]
kind = "invenio"
location = "https://repository.example"
token_env = "VAULT_TOKEN"
"""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from archive.errors import SettingsError
from archive.sources.file import read_file

NAME = "archive.toml"
LIMIT = 1 << 20
_ROOTS = ("0=ocfl_1.0", "0=ocfl_1.1")  # what declares an OCFL storage root
_KINDS: Mapping[type, str] = {
    type(None): "nothing", str: "an empty text, or one with a NUL", bool: "a truth value", int: "a number", float: "a fraction",
    list: "a list", dict: "a table",
}  # fmt: skip
Option = str | int | bool


@dataclass(frozen=True, slots=True)
class NamedTarget:
    """One `[targets.NAME]`; that its options are the kind's own is looked at when it is opened."""

    name: str
    kind: str
    location: str
    options: Mapping[str, Option]


@dataclass(frozen=True, slots=True)
class Settings:
    """`state` is the folder of journal, receipts and catalog; `path` is where the settings stood, None if nowhere."""

    state: Path = Path("deposits")
    targets: Mapping[str, NamedTarget] = field(default_factory=dict)
    path: Path | None = None


def load_settings(path: Path | None) -> Settings:
    """The settings in `path`; without one those of archive.toml in the working folder, or the defaults.

    Raises SourceError if the file cannot be read, and SettingsError E0603 with every fault in it.
    """
    if path is None:
        if not os.path.lexists(NAME):
            return Settings()
        path = Path(NAME)
    where = str(path)
    try:
        tree = tomllib.loads(read_file(path, LIMIT).decode("utf-8"))
    except (ValueError, RecursionError) as error:  # of TOML, of UTF-8, of numbers longer than Python reads
        raise SettingsError("E0603", where, str(error)) from error
    faults: list[tuple[str, str]] = [*unknown(tree, ("state", "targets"), where)]
    state = tree.get("state", "deposits")
    if not _is_text(state):
        faults.append((f"{where} state", f"{state!r} where a folder should be named"))
    targets = tree.get("targets", {})
    if not isinstance(targets, dict):
        faults.append((f"{where} targets", "no table"))
        targets = {}
    named = {
        name: _target(name, table, f"{where} [targets.{name}]", faults) for name, table in targets.items()
    }
    if faults:
        raise SettingsError("E0603", faults[0][0], faults[0][1], tuple(faults[1:]))
    return Settings(path.parent / state, {name: target for name, target in named.items() if target}, path)


def apart(state: Path) -> Path:
    """The state folder, if it may be one: neither in an OCFL storage root nor in a bag, where it would be a stranger.

    Raises SettingsError E0603.
    """
    for folder in (state.absolute(), *state.absolute().parents):
        if any(os.path.lexists(folder / name) for name in _ROOTS):
            raise SettingsError("E0603", f"state {state}", f"it lies in the OCFL storage root {folder}")
    return outside_of_bags(state, f"state {state}", "E0603")


def outside_of_bags(folder: Path, where: str, code: str = "E0509") -> Path:
    """The folder, if what is written there spoils no bag. Raises SettingsError E0509, or the code that is given."""
    for above in (folder.absolute(), *folder.absolute().parents):
        if os.path.lexists(above / "bagit.txt"):
            raise SettingsError(code, where, f"it lies in the bag {above}")
    return folder


def unknown(given: Iterable[str], known: Iterable[str], where: str) -> Iterable[tuple[str, str]]:
    """A fault for each key that is not known, with the one that was probably meant."""
    names = sorted(known)
    for key in given:
        if key not in names:
            near = difflib.get_close_matches(key, names, 1)
            meant = f"; did you mean {near[0]}?" if near else f"; there are {', '.join(names)}"
            yield f"{where} {key}", f"no such key{meant}"


def _target(name: str, table: object, where: str, faults: list[tuple[str, str]]) -> NamedTarget | None:
    if not isinstance(table, dict):
        faults.append((where, "no table"))
        return None
    before = len(faults)
    if ":" in name:
        faults.append((where, "a colon, which belongs to kind:location"))
    for key in ("kind", "location"):
        if not _is_text(table.get(key)):
            faults.append((f"{where} {key}", f"{_kind(table.get(key))} where a text should stand"))
    options = {key: value for key, value in table.items() if key not in {"kind", "location"}}
    for key, value in options.items():
        if not isinstance(value, (str, int, bool)) or (isinstance(value, str) and "\0" in value):
            faults.append(
                (f"{where} {key}", f"{_kind(value)} where a text, a whole number, true or false should stand")
            )
    return NamedTarget(name, table["kind"], table["location"], options) if len(faults) == before else None


def _kind(value: object) -> str:
    """What it is, without what it says: a secret may have got there."""
    return _KINDS.get(type(value), "a time")


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value) and "\0" not in value
