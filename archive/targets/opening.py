"""A target from its name: `kind:location`, or one of archive.toml."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

from archive.errors import SettingsError
from archive.paths import portable_name
from archive.settings import NamedTarget, Option, Settings, unknown
from archive.targets.addresses import holds_credentials, shown
from archive.targets.parcel import Parcel
from archive.targets.protocol import Target

KINDS = {
    "ocfl": "a folder that is an OCFL 1.1 storage root, made if it is not there",
    "folder": "a folder in which bags are kept as they are",
    "invenio": "InvenioRDM or Zenodo, by its address",
    "archivematica": "a transfer source folder of Archivematica; with `run = true`, through a3m to the AIP",
    "dspace": "a folder for Simple Archive Format packages, or a DSpace server by its address",
    "fedora": "Fedora 6 or 7, by the address of its REST API",
    "s3": "an S3 bucket and prefix",
    "webdav": "a WebDAV collection, by its address",
}
"""Each a module of this folder, with OPTIONS and `open_target`."""

_VARIABLE = re.compile(r"[A-Z][A-Z0-9_]*")
_NAMED = re.compile(r"\b[A-Z][A-Z0-9]*_[A-Z0-9_]+\b")
_FOLDERS = frozenset({"ocfl", "folder", "archivematica", "dspace"})

_DROPS = frozenset({"folder", "s3", "webdav"})
_SHELVES = frozenset({"archivematica", "dspace"})  # DSpace's folders; its server knows identifiers

RECEIVERS = ("btr", "aptrust")
"""Whose requirements a drop target can dress a bag to, by its option `receiver`."""


def open_target(
    spec: str, settings: Settings, environ: Mapping[str, str], given: Mapping[str, Option] | None = None
) -> Target:
    """The target that `spec` names; options in `given` go before those of the settings. No server is asked yet.

    Raises SettingsError E0602 for a name that nobody knows, E0603 for options that its kind lacks, E0611, E0617.
    """
    named = settings.targets.get(spec) or _spelled(spec, settings)
    if named.kind not in KINDS:
        raise SettingsError(
            "E0602", f"target {named.name}", f"no such kind {named.kind!r}; there are {', '.join(KINDS)}"
        )
    module = import_module(f"archive.targets.{named.kind}")
    options = {**named.options, **(given or {})}
    _no_secret_in(named, options, module.OPTIONS)
    faults = tuple(unknown(options, module.OPTIONS, f"target {shown(named.name)}"))
    if faults:
        raise SettingsError("E0603", *faults[0], causes=faults[1:])
    _variables_set(named, options, environ)

    def secret(option: str, default: str) -> str | None:
        return environ.get(str(options.get(option) or default)) or None

    target: Target = module.open_target(_placed(named, settings, environ), options, secret)
    return target


def folder_of(target: Target) -> Path | None:
    """The folder of this machine that the target is; None for a server."""
    kind, _, location = target.where.partition(":")
    return None if kind not in _FOLDERS or "://" in location else Path(location)


def known_as(target: Target, parcel: Parcel) -> str:
    """By what the target would know this parcel again: two that are known as the same are two states of one object there."""
    if target.kind in _DROPS:
        return portable_name(parcel.name)
    if target.kind in _SHELVES and folder_of(target):
        return f"{portable_name(parcel.name)} {parcel.identifier}"
    return parcel.identifier


def _no_secret_in(named: NamedTarget, options: Mapping[str, Option], known: Mapping[str, str]) -> None:
    """Raises SettingsError E0617 for an address that holds a user or a secret, which would reach receipts; it is not shown."""
    folder = named.kind in _FOLDERS
    if not holds_credentials(named.location, address=not folder):
        return
    variables = [
        str(options.get(option) or next(iter(_NAMED.findall(sentence)), option))
        for option, sentence in known.items()
        if option.endswith("_env")
    ]
    given = [name for name in variables if _VARIABLE.fullmatch(name)]
    advice = (
        f"they are taken from {', '.join(given)}"
        if given
        else "name a folder, mounted where it is to be reached"
    )
    where = f"{named.kind}:{shown(named.location)}"
    raise SettingsError("E0617", where, f"{advice}; what stands before the @ is not shown, and was not used")


def _variables_set(named: NamedTarget, options: Mapping[str, Option], environ: Mapping[str, str]) -> None:
    """Raises SettingsError E0611 for a variable that is not set; one whose name is unusual is not shown: it may be the secret."""
    for option, value in options.items():
        if option.endswith("_env") and not environ.get(str(value)):
            name = f" {value}" if _VARIABLE.fullmatch(str(value)) else ", whose name stands there,"
            raise SettingsError(
                "E0611", f"target {shown(named.name)} {option}", f"the variable{name} is not set"
            )


def _placed(named: NamedTarget, settings: Settings, environ: Mapping[str, str]) -> str:
    """The location; a path made absolute, for a receipt is read elsewhere too. Beside the settings, if they name it."""
    if named.kind not in _FOLDERS or "://" in named.location:
        return named.location
    above = settings.path.parent if settings.path and named.name in settings.targets else Path()
    if named.location.startswith("~/") and environ.get("HOME"):  # no shell does it after `ocfl:`
        return os.path.normpath(Path.cwd() / environ["HOME"] / named.location[2:])
    return os.path.normpath(Path.cwd() / above / named.location)


def _spelled(spec: str, settings: Settings) -> NamedTarget:
    kind, colon, location = spec.partition(":")
    if colon and kind in KINDS and location:
        return NamedTarget(spec, kind, location, {})
    known = ", ".join([*settings.targets, *(f"{kind}:…" for kind in KINDS)])
    raise SettingsError("E0602", shown(spec), f"neither a named target nor kind:location; there are {known}")
