"""What a drop holds of a parcel, and under which name: the same for a folder, a bucket and a WebDAV collection.

A drop keeps files and knows nothing of bags. Version 1 stands there under the bag's own name, each later version under that name in
a folder of its own, so that every copy is a bag by its right name and none is ever written over:

    letters/            or  letters.tar
    letters.v2/letters/ or  letters.v2/letters.tar
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from archive.bag.serial import Serialization
from archive.errors import Rejected, SettingsError
from archive.findings import Finding
from archive.fixity import Algorithm
from archive.targets.dressing import dressed
from archive.targets.parcel import Item, Parcel, folders_lost
from archive.targets.protocol import Holding, Shipment
from archive.targets.receivers import OPTIONS as RECEIVER_OPTIONS
from archive.targets.receivers import Wish, wish_of
from archive.targets.standing import Read, another

OPTIONS: Mapping[str, str] = {
    "serialize": "How a bag is kept: none (its files; the default), tar (the default with a receiver), tar.gz or zip.",
    **RECEIVER_OPTIONS,
}

_SEALS = ("tagmanifest-sha256.txt", "tagmanifest-sha512.txt")


@dataclass(frozen=True, slots=True)
class Form:
    """How bags are kept at a drop, and for whom. A drop with a receiver is a letter box: whoever empties it keeps the versions."""

    serialization: Serialization = Serialization.NONE
    wish: Wish | None = None

    @property
    def loose(self) -> bool:
        """Whether a bag is there file by file."""
        return self.serialization is Serialization.NONE

    def admit(self, parcel: Parcel, held: Holding | None, where: str) -> None:
        """Raises Rejected E0607 where another bag lies in a letter box under this name: it may just be being fetched."""
        if self.wish is not None and held is not None and held.key != parcel.key:
            raise Rejected("E0607", where, f"{held.location} lies there still")

    def place(self, name: str, version: int) -> str:
        """Where a version of the bag `name` stands, as a path within the drop."""
        own = f"{name}{self.serialization.suffix}"
        return own if version == 1 else f"{name}.v{version}/{own}"

    def versions(self, name: str, tops: Iterable[str]) -> list[int]:
        """The versions of the bag `name` that these names at the drop's top tell of, the latest first."""
        numbered = re.compile(re.escape(name) + r"\.v([1-9][0-9]{0,8})")
        found = set(tops)
        later = [int(match[1]) for match in map(numbered.fullmatch, found) if match]
        return sorted({*later, *([1] if self.place(name, 1) in found else [])}, reverse=True)

    def free(self, name: str, after: int, taken: Callable[[str], bool]) -> int:
        """The first version after this one whose name at the drop's top nothing has taken."""
        number = after + 1
        while taken(self.place(name, number).partition("/")[0]):
            number += 1
        return number


class Shipments:
    """The shipments of one form. The last is kept, for whoever packs or dresses a bag reads the whole of it."""

    __slots__ = ("_form", "_last", "_where")

    def __init__(self, form: Form, where: str) -> None:
        self._form, self._where = form, where
        self._last: tuple[Parcel, Shipment, tuple[Finding, ...]] | None = None

    def of(self, parcel: Parcel) -> Shipment:
        """What is to stand at the drop: the bag's files, or the one file that holds them; dressed, where there is a receiver."""
        return self._made(parcel)[1]

    def unfit(self, parcel: Parcel) -> Iterator[Finding]:
        """S0608 for names that would be hidden at a drop, or lead out of it; and what the receiver would refuse."""
        if (
            parcel.name.startswith(".")
            or "/" in parcel.name
            or not parcel.name.isprintable()
            or not parcel.name
        ):
            wanted = "a bag's name that is not hidden and has no control characters"
            yield Finding("S0608", self._where, wanted, parcel.name)
        for item in parcel.files:
            if not {"", ".", ".."}.isdisjoint(item.place.split("/")):
                yield Finding("S0608", self._where, "a path within the bag", item.place)
        yield from self._made(parcel)[2]

    def _made(self, parcel: Parcel) -> tuple[Parcel, Shipment, tuple[Finding, ...]]:
        if self._last is None or self._last[0] is not parcel:
            self._last = (parcel, *self._make(parcel))
        return self._last

    def _make(self, parcel: Parcel) -> tuple[Shipment, tuple[Finding, ...]]:
        form, worn, told = self._form, parcel, folders_lost(parcel, "a bag")
        description: tuple[tuple[str, str], ...] = ()
        findings: tuple[Finding, ...] = ()
        if form.wish is not None:
            made = dressed(parcel, form.wish, self._where)
            worn, told, description, findings = made.parcel, (*told, *made.changes), made.own, made.findings
        items = worn.files if form.loose else (worn.packed(form.serialization),)
        return Shipment(items, description, told), findings


def form_of(options: Mapping[str, str | int | bool], where: str) -> Form:
    """The form that these options ask for. Raises SettingsError E0603."""
    wish = wish_of(options, where)
    forms = wish.receiver.forms if wish else tuple(Serialization)
    return Form(Serialization(chosen(options, "serialize", forms, where)), wish)


def chosen(options: Mapping[str, str | int | bool], option: str, values: tuple[str, ...], where: str) -> str:
    """The value of an option that knows a few; the first where it is not given. Raises SettingsError E0603."""
    value = options.get(option, values[0])
    if value not in values:
        raise SettingsError("E0603", where, f"{option} = {value!r}, which must be {', '.join(values)}")
    return str(value)


def is_one_file(location: str, places: Sequence[str]) -> bool:
    """Whether a bag that stands at `location` is one file, by the places that are asked of it.

    However bags are kept now, it may have been deposited otherwise. A bag kept file by file may have a file of its own name, and always
    has its bagit.txt.
    """
    return location.rpartition("/")[2] in places and "bagit.txt" not in places


def seals(items: Iterable[Item]) -> tuple[Item, ...]:
    """The files whose digests tell this bag from every other: a tag manifest, else all tag files, else the serialized bag."""
    named = {item.place: item for item in items}
    for place in _SEALS:
        if place in named:
            return (named[place],)
    return tuple(item for place, item in sorted(named.items()) if not place.startswith("data/"))


def is_sealed(items: Iterable[Item]) -> bool:
    """Whether one file tells this bag from every other."""
    return any(item.place in _SEALS for item in items)


def key_there(parcel: Parcel, items: Iterable[Item], digest: Callable[[str], str]) -> str:
    """The key of the bag that stands at a drop: the parcel's, if that would stand there just so; else one that is not the parcel's.

    `digest` gives the sha256 of what is at a place, empty if nothing is. Of a bag's files only the seals are asked: `read_back`
    sees the rest.
    """
    wanted = seals(items)
    found = [digest(item.place) for item in wanted]
    if found == [item.fixity[Algorithm.SHA256] for item in wanted]:
        return parcel.key
    if len(found) == 1:
        return found[0]
    lines = [f"{each}  {item.place}\n" for item, each in zip(wanted, found, strict=True)]
    return sha256("".join(lines).encode()).hexdigest()


def stranger(parcel: Parcel, where: str, read: Read) -> Iterator[Finding]:
    """S0603 if the bag that stands under the parcel's name says in bag-info.txt that it is of another object."""
    if (found := another(parcel, read)) is not None:
        yield Finding("S0603", where, *(", ".join(sorted(identifiers)) for identifiers in found))
