"""What a target that keeps plain files can be asked of the bag that stands there, and the names of what is being staged.

The same for a drop and for a shelf: neither knows of bags, so all is read from the files themselves.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from hashlib import sha256
from itertools import islice

from archive.bag.info import parse_info
from archive.errors import Rejected
from archive.targets.parcel import Parcel
from archive.targets.protocol import Ticket

Read = Callable[[str], Iterable[bytes] | None]
"""Gives the bytes that stand for a path of the bag; None if there are none."""

_CHUNKS = 64  # of a bag-info.txt that another wrote: more is not looked at
_LABEL = "external-identifier"
_TICKET = re.compile(r"[0-9a-f]{16}")


def fresh() -> str:
    """A new name for what is being staged; the only random number of such a target."""
    return os.urandom(8).hex()


def reference(ticket: Ticket, where: str, code: str) -> str:
    """The ticket's reference. Raises Rejected if `fresh` cannot have given it: nothing else is ever taken back."""
    if not _TICKET.fullmatch(ticket.reference):
        raise Rejected(code, where, "a ticket that was not given here")
    return ticket.reference


def digest_of(chunks: Iterable[bytes] | None) -> str:
    """The sha256 of these bytes; nothing's is empty."""
    if chunks is None:
        return ""
    hasher = sha256()
    for chunk in chunks:
        hasher.update(chunk)
    return hasher.hexdigest()


def another(parcel: Parcel, read: Read) -> tuple[frozenset[str], frozenset[str]] | None:
    """The identifiers of the parcel and of the bag that stands, if its bag-info.txt says that it is of another object."""
    data = b"".join(islice(read("bag-info.txt") or (), _CHUNKS))
    fields, _ = parse_info(data.decode("utf-8", "replace"), "bag-info.txt")
    theirs = frozenset(field.value for field in fields if field.label.casefold() == _LABEL)
    own = frozenset(value for label, value in parcel.info if label.casefold() == _LABEL)
    return (own, theirs) if own and theirs and not own & theirs else None
