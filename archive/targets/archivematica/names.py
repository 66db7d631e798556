"""What Archivematica does to names, told before it does it (its jobs "Remove hidden files", "Remove unneeded files", "Change names")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.findings import Finding
from archive.targets.parcel import Parcel

_REMOVED = frozenset({"Thumbs.db", "Icon", "Icon\r", ".DS_Store"})
_CHANGED = re.compile(r"[^a-zA-Z0-9\-_.()]")
_UNLISTED = re.compile(r"[\\\x00-\x1f\x7f]")
_XML_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9._-]*")
_TAKEN = re.compile(r"data/(metadata|logs|objects)/")


def misnamed(parcel: Parcel) -> Iterator[Finding]:
    """S0403 for each file that would be removed or could not be listed, S0404 for each that would get another name."""
    for item in parcel.files:
        *folders, name = item.place.split("/")
        why = _lost(folders, name)
        if why:
            yield Finding("S0403", item.place, found=why)
        elif any(_CHANGED.search(part) for part in (*folders, name)):
            yield Finding(
                "S0404",
                item.place,
                "letters, digits, - _ . ( )",
                _CHANGED.sub("_", item.place.rsplit("/", 1)[-1]),
            )


def misbagged(parcel: Parcel) -> Iterator[Finding]:
    """S0407 for labels that can be no elements, S0408 for folders of the payload that a zipped bag's reader moves."""
    for label in sorted({label for label, _ in parcel.info}):
        if not _XML_NAME.fullmatch(label):
            yield Finding("S0407", "bag-info.txt", "a label that is an XML name", label)
    moved = {match[1] for match in map(_TAKEN.match, (item.place for item in parcel.files)) if match}
    for folder in sorted(moved):
        yield Finding("S0408", f"data/{folder}", found=f"{folder}/ of the transfer")


def _lost(folders: list[str], name: str) -> str | None:
    """Why a file would not come through, None if it would."""
    if any(part.startswith(".") for part in (*folders, name)):
        return "hidden files and folders are removed"
    if name.endswith("~") or name in _REMOVED:
        return "files of this name are removed"
    if any(_UNLISTED.search(part) for part in (*folders, name)):
        return "a backslash or a control character, which a checksum list cannot hold"
    return None
