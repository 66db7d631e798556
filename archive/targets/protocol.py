"""What every target promises. A deposit asks for these in this order, and again from any point after a break.

preflight → find → stage → commit → read_back; rollback takes back what was staged and not committed.

Nothing is deposited until `read_back` gave every byte and the bytes were digested anew: no target's own word is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, Protocol

from archive.findings import Finding
from archive.fixity import Algorithm
from archive.targets.parcel import Item, Parcel


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a target can do, so that a user knows before what is promised there.

    `versions`: a changed bag becomes a new version of the same object; `atomic`: a deposit is seen whole or not at all;
    `verifies`: digests that the target itself holds against the bytes it gets; `whole`: the bag comes back as it went;
    `largest`: bytes of one file, None where no limit is known.
    """

    versions: bool
    atomic: bool
    verifies: tuple[Algorithm, ...] = ()
    whole: bool = True
    largest: int | None = None


@dataclass(frozen=True, slots=True)
class Shipment:
    """What the target is to hold for a parcel: `description` is what it is told, in its own field names.

    `lost` are sentences that say what of the bag or its record the target cannot keep, or keeps only inside a file.
    """

    items: tuple[Item, ...]
    description: tuple[tuple[str, str], ...] = ()
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ticket:
    """What was begun at a target: enough to commit it or take it back, in another process too. Never a secret."""

    reference: str
    details: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Holding:
    """What a target holds under an identifier: where, which version, and the key of the bag that was sent (None: unknown).

    `persistent` is the identifier, as a URI, that the target promises to keep for it whatever becomes of the location: a DOI, a
    handle; None where it gives none.
    """

    location: str
    version: str | None = None
    key: str | None = None
    persistent: str | None = None


class Target(Protocol):
    """One repository. Every method may raise Rejected or Unavailable (E06..), and nothing else.

    A target retries by itself what may pass (see `http`); Unavailable says that this was of no use. No message, ticket,
    holding or finding ever holds a secret.
    """

    kind: ClassVar[str]

    @property
    def where(self) -> str:
        """The target as receipts name it: `kind:location`, without user, password or token."""

    def capabilities(self) -> Capabilities:
        """What it can do; where that depends on the server, it was asked."""

    def shipment(self, parcel: Parcel) -> Shipment:
        """What it is to hold of this parcel; the same parcel always gives the same. Asks no server."""

    def preflight(self, parcel: Parcel) -> tuple[Finding, ...]:
        """All that speaks against depositing this parcel here, in the target's own field names. Changes nothing there."""

    def find(self, parcel: Parcel) -> Holding | None:
        """What it holds and shows under the parcel's identifier, its latest version. Changes nothing there."""

    def stage(self, parcel: Parcel, found: Holding | None, note: Callable[[Ticket], None]) -> Ticket:
        """Everything sent, nothing shown yet: a new object, or a new version of `found`.

        `note` is called as soon as something was begun that would be left behind, and again when more is known of it;
        what it was told is on disk when it returns.
        """

    def commit(self, parcel: Parcel, ticket: Ticket) -> Holding:
        """What was staged, made visible. Asked again after a break, it gives the holding it gave or would have given."""

    def read_back(self, holding: Holding, places: Sequence[str]) -> Iterator[tuple[str, Iterator[bytes]]]:
        """The bytes that it holds at these places, each to be read before the next is asked for.

        A place that is missing is left out; it is the caller who compares.
        """

    def rollback(self, ticket: Ticket) -> None:
        """Nothing is left of what was staged. Asked again, or after a commit, it does nothing."""

    def close(self) -> None:
        """Connections and locks are given back."""


def listed(items: Sequence[Item]) -> tuple[str, ...]:
    """The places of these items, in their order."""
    return tuple(item.place for item in items)
