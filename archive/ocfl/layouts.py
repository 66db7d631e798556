"""Where an object stands under a storage root: the layouts of the OCFL extensions, to the letter.

Objects are added under 0002, 0003 and 0004; under 0006 and 0007, whose delimiters a house chooses, too where a root says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar, Protocol

from archive.errors import OcflError
from archive.ocfl.digests import computable, digest_of
from archive.ocfl.documents import shown

_NAME_LIMIT = 255  # bytes of one name on the file systems that there are
_UNSAFE = re.compile(r"[^A-Za-z0-9_-]")
_ENCAPSULATION = 100


class Layout(Protocol):
    name: ClassVar[str]
    description: ClassVar[str]

    def config(self) -> Mapping[str, object]:
        """The parameters, as they stand in the extension's config.json."""

    def place(self, identifier: str) -> str:
        """The path of an object's root, relative to the storage root. Raises OcflError E0702 where there can be none."""


@dataclass(frozen=True, slots=True)
class FlatDirect:
    """0002: the identifier is the folder's name."""

    name: ClassVar[str] = "0002-flat-direct-storage-layout"
    description: ClassVar[str] = "The identifier of an object, unchanged, is the name of its folder."

    def config(self) -> Mapping[str, object]:
        return {}

    def place(self, identifier: str) -> str:
        return _placed(identifier, (identifier,))


@dataclass(frozen=True, slots=True)
class HashAndId:
    """0003: tuples of the identifier's digest, then the identifier, percent-encoded."""

    algorithm: str = "sha256"
    tuple_size: int = 3
    tuples: int = 3

    name: ClassVar[str] = "0003-hash-and-id-n-tuple-storage-layout"
    description: ClassVar[str] = (
        "Folders named by tuples of the digest of an object's identifier; below them the identifier, percent-encoded."
    )

    def config(self) -> Mapping[str, object]:
        return {
            "digestAlgorithm": self.algorithm,
            "tupleSize": self.tuple_size,
            "numberOfTuples": self.tuples,
        }

    def place(self, identifier: str) -> str:
        digest = _digest(identifier, self.algorithm)
        encoded = _UNSAFE.sub(_percent, identifier)
        if len(encoded) > _ENCAPSULATION:
            encoded = f"{encoded[:_ENCAPSULATION]}-{digest}"
        return _placed(identifier, (*_tuples(digest, self.tuple_size, self.tuples), encoded))


@dataclass(frozen=True, slots=True)
class HashedTuples:
    """0004: tuples of the identifier's digest, then the whole digest or what is left of it."""

    algorithm: str = "sha256"
    tuple_size: int = 3
    tuples: int = 3
    short: bool = False

    name: ClassVar[str] = "0004-hashed-n-tuple-storage-layout"
    description: ClassVar[str] = (
        "Folders named by tuples of the digest of an object's identifier; below them the digest."
    )

    def config(self) -> Mapping[str, object]:
        return {
            "digestAlgorithm": self.algorithm,
            "tupleSize": self.tuple_size,
            "numberOfTuples": self.tuples,
            "shortObjectRoot": self.short,
        }

    def place(self, identifier: str) -> str:
        digest = _digest(identifier, self.algorithm)
        last = digest[self.tuple_size * self.tuples :] if self.short else digest
        return _placed(identifier, (*_tuples(digest, self.tuple_size, self.tuples), last))


@dataclass(frozen=True, slots=True)
class FlatOmitPrefix:
    """0006: what follows the delimiter's last occurrence is the folder's name."""

    delimiter: str

    name: ClassVar[str] = "0006-flat-omit-prefix-storage-layout"
    description: ClassVar[str] = "The identifier of an object without its prefix is the name of its folder."

    def config(self) -> Mapping[str, object]:
        return {"delimiter": self.delimiter}

    def place(self, identifier: str) -> str:
        return _placed(identifier, (_without_prefix(identifier, self.delimiter),))


@dataclass(frozen=True, slots=True)
class TuplesOmitPrefix:
    """0007: tuples of the identifier without its prefix, then the identifier without its prefix."""

    delimiter: str = ":"
    tuple_size: int = 3
    tuples: int = 3
    padding: str = "left"
    reverse: bool = False

    name: ClassVar[str] = "0007-n-tuple-omit-prefix-storage-layout"
    description: ClassVar[str] = "Folders named by tuples of an object's identifier without its prefix."

    def config(self) -> Mapping[str, object]:
        return {
            "delimiter": self.delimiter,
            "tupleSize": self.tuple_size,
            "numberOfTuples": self.tuples,
            "zeroPadding": self.padding,
            "reverseObjectRoot": self.reverse,
        }

    def place(self, identifier: str) -> str:
        name = _without_prefix(identifier, self.delimiter)
        if not all(" " <= character <= "\x7f" for character in name):
            raise OcflError("E0702", shown(identifier), "this layout knows ASCII only")
        width = self.tuple_size * self.tuples
        padded = name.rjust(width, "0") if self.padding == "left" else name.ljust(width, "0")
        return _placed(
            identifier,
            (*_tuples(padded[::-1] if self.reverse else padded, self.tuple_size, self.tuples), name),
        )


DEFAULT = HashAndId()


def layout_of(name: str, config: Mapping[str, object]) -> Layout:
    """The layout of this registered name, with the parameters of its config.json. Raises OcflError E0703."""
    make = _READERS.get(name)
    if make is None:
        raise OcflError("E0703", shown(name), f"known are {', '.join(_READERS)}")
    given = _Parameters(name, config)
    if config.get("extensionName", name) != name:
        raise given.wrong("extensionName")
    return make(given)


def by_number(number: str) -> Layout:
    """The layout that a user names by its number or its end: `0003`, `0004`, `0002` or `flat-direct`. Raises OcflError E0703."""
    for layout in (HashAndId(), HashedTuples(), FlatDirect()):
        if number in (layout.name, layout.name[:4], layout.name[5:].removesuffix("-storage-layout")):
            return layout
    raise OcflError("E0703", shown(number), "known are 0003, 0004 and 0002 (flat-direct)")


class _Parameters:
    """Values of a config.json, each held to what its extension allows."""

    def __init__(self, name: str, config: Mapping[str, object]) -> None:
        self._name, self._config = name, config

    def wrong(self, key: str) -> OcflError:
        return OcflError("E0703", self._name, f"{key}: {shown(self._config.get(key))}")

    def text(self, key: str, default: str | None) -> str:
        value = self._config.get(key, default)
        if not isinstance(value, str) or not value:
            raise self.wrong(key)
        return value

    def flag(self, key: str, *, default: bool) -> bool:
        value = self._config.get(key, default)
        if not isinstance(value, bool):
            raise self.wrong(key)
        return value

    def number(self, key: str, least: int) -> int:
        value = self._config.get(key, 3)
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= 32:
            raise self.wrong(key)
        return value

    def tuples(self, digits: int | None) -> tuple[int, int]:
        """TupleSize and numberOfTuples, of a digest of so many digits; None where there is no digest."""
        least = 1 if digits is None else 0
        size, count = self.number("tupleSize", least), self.number("numberOfTuples", least)
        if bool(size) != bool(count) or (digits is not None and size * count > digits):
            raise self.wrong("numberOfTuples")
        return size, count

    def algorithm(self) -> tuple[str, int]:
        name = self.text("digestAlgorithm", "sha256")
        if not computable(name) or name == "size":
            raise self.wrong("digestAlgorithm")
        return name, len(digest_of(b"", name))


def _hash_and_id(given: _Parameters) -> Layout:
    algorithm, digits = given.algorithm()
    return HashAndId(algorithm, *given.tuples(digits))


def _hashed_tuples(given: _Parameters) -> Layout:
    algorithm, digits = given.algorithm()
    size, count = given.tuples(digits)
    short = given.flag("shortObjectRoot", default=False)
    if short and size * count == digits:
        raise given.wrong("shortObjectRoot")
    return HashedTuples(algorithm, size, count, short)


def _tuples_omit_prefix(given: _Parameters) -> Layout:
    padding = given.text("zeroPadding", "left")
    if padding not in {"left", "right"}:
        raise given.wrong("zeroPadding")
    reverse = given.flag("reverseObjectRoot", default=False)
    return TuplesOmitPrefix(given.text("delimiter", ":"), *given.tuples(None), padding, reverse)


_READERS: dict[str, Callable[[_Parameters], Layout]] = {
    FlatDirect.name: lambda _: FlatDirect(),
    HashAndId.name: _hash_and_id,
    HashedTuples.name: _hashed_tuples,
    FlatOmitPrefix.name: lambda given: FlatOmitPrefix(given.text("delimiter", None)),
    TuplesOmitPrefix.name: _tuples_omit_prefix,
}


def _digest(identifier: str, algorithm: str) -> str:
    try:
        return digest_of(identifier.encode(), algorithm)
    except UnicodeEncodeError as error:
        raise OcflError("E0702", shown(identifier), "not text that UTF-8 can hold") from error


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02x}" for byte in match[0].encode())


def _tuples(text: str, size: int, count: int) -> tuple[str, ...]:
    return tuple(text[at * size : (at + 1) * size] for at in range(count))


def _without_prefix(identifier: str, delimiter: str) -> str:
    found = re.match(f"(?is).*{re.escape(delimiter)}", identifier)
    return identifier[found.end() :] if found else identifier


def _placed(identifier: str, parts: tuple[str, ...]) -> str:
    """The parts joined, if each can be a folder's name here and the first is none that OCFL keeps for itself."""
    try:
        sizes = [len(part.encode()) for part in parts]
    except UnicodeEncodeError as error:
        raise OcflError("E0702", shown(identifier), "not text that UTF-8 can hold") from error
    for part, size in zip(parts, sizes, strict=True):
        if part in {"", ".", ".."} or size > _NAME_LIMIT or "/" in part or "\0" in part:
            raise OcflError("E0702", shown(identifier), f"{shown(part)!r} cannot be the name of a folder")
    if parts[0] in {"extensions", "ocfl_layout.json"} or parts[0].startswith("0="):
        raise OcflError(
            "E0702", shown(identifier), f"{parts[0]!r} has a meaning of its own in a storage root"
        )
    return "/".join(parts)
