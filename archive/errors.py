"""The errors that end one seed's or one bag's work; never the others'.

ArchiveError
├── SourceError      a seed, a sidecar or a table cannot be read        E01..
├── TextError        bytes that are no text, or none we can undo        E02..
├── RecordError      a description that cannot be taken                 E03..
├── BagError         a bag that cannot be written, read or replaced     E04..
├── SettingsError    a job that cannot begin                            E05..
├── DepositError     a deposit that cannot be made or proved            E06..
│   ├── Rejected     the repository, or what we saw there, says no: trying again is of no use
│   └── Unavailable  nobody answered, or not now: trying again may help
├── CatalogError     the catalog, or a log it is made from, cannot be taken   E0720..
└── OcflError        a storage root that cannot be opened, read or written  E07..

What is wrong with a *bag* is no error but a finding (see `findings`).
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any


@dataclass(eq=False)
class ArchiveError(Exception):
    """One thing that could not be done: a code of the register, the place, and what was found there.

    `causes` holds further problems of the same kind, so that a table with forty wrong cells says so at once.
    """

    code: str
    where: str
    detail: str
    causes: tuple[tuple[str, str], ...] = ()

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), tuple(getattr(self, field.name) for field in fields(self))

    def __str__(self) -> str:
        lines = [
            f"{self.code} {self.where}: {self.detail}",
            *(f"  {place}: {what}" for place, what in self.causes),
        ]
        return "\n".join(lines)


class SourceError(ArchiveError):
    """A seed, a sidecar or a table cannot be read."""


class TextError(ArchiveError):
    """The bytes are no text that could be normalized and given back."""


class RecordError(ArchiveError):
    """A person's description cannot be taken as it stands."""


class BagError(ArchiveError):
    """A bag cannot be written, read or replaced."""


class SettingsError(ArchiveError):
    """The job cannot begin as it was asked for."""


class DepositError(ArchiveError):
    """A bag cannot be deposited, or what the repository holds cannot be proved to be it."""


class Rejected(DepositError):
    """The answer is no, and would be no again."""


class Unavailable(DepositError):
    """There was no answer, or only a "not now": the same deposit may succeed later."""


class OcflError(ArchiveError):
    """A storage root or an object of it cannot be opened, read or written."""


class CatalogError(ArchiveError):
    """The catalog, or a log that it is made from, cannot be opened, read or written."""
