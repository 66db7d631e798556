"""The copies that an audit reads, what state each can be in, and what reading it came to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from archive.findings import Finding


class Kept(StrEnum):
    """What kind of copy is audited."""

    BAG = "bag"
    RECEIPT = "receipt"
    OBJECT = "object"


class State(StrEnum):
    WELL = "well"
    CHANGED = "changed"  # bytes are not what they were
    LOST = "lost"  # something is not there
    INVALID = "invalid"  # all that is known of the bytes holds, and yet it is not what it should be
    UNREAD = "unread"  # not in this run, or not to its end: nothing is said of it


@dataclass(frozen=True, slots=True)
class Unit:
    """One copy to be audited. `place` names what keeps it: a target as receipts name it, or `bags:` and a folder.

    `name` is the bag's, or the path of an OCFL object; `path` is on this disk, of a bag or an OCFL root; `receipt` the file
    name of one. `content` is False for an object whose content is read by its receipts. `size` None is not known.
    """

    kind: Kept
    place: str
    name: str
    path: str = ""
    receipt: str = ""
    content: bool = True
    size: int | None = None
    checked_at: str | None = None
    audited: bool = False

    @property
    def called(self) -> str:
        """What it is: of an OCFL root the root itself, too, is a unit, and its objects are, beside the deposits in them."""
        if self.kind is Kept.OBJECT:
            return "OCFL object" if self.name else "storage root"
        return "deposit" if self.kind is Kept.RECEIPT else "bag"

    def __str__(self) -> str:
        return self.path if self.kind is Kept.BAG else f"{self.place} {self.name}".rstrip()


@dataclass(frozen=True, slots=True)
class Checked:
    """What reading a unit came to. `bag` is its name; `damaged` are the files of a receipt that are not as they should be."""

    unit: Unit
    state: State
    findings: tuple[Finding, ...] = ()
    bag: str | None = None
    key: str | None = None
    identifier: str | None = None
    location: str | None = None
    version: str | None = None
    files: int = 0
    size: int = 0
    damaged: tuple[str, ...] = ()
