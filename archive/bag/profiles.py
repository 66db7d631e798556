"""A BagIt profile as a value: what its publisher asks of a bag (BagIt Profiles 1.1 to 1.4; docs/profiles.md). Pure."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from fnmatch import translate
from functools import lru_cache

from archive.bag.names import folded

STANDARD = re.compile(r"bagit\.txt|bag-info\.txt|package-info\.txt|fetch\.txt|(?:tag)?manifest-[^/]*\.txt")
"""The tag files that BagIt itself describes: Tag-Files-Allowed neither needs to name them nor can forbid them."""
_WILD = re.compile(r"[*?[]")


@dataclass(frozen=True, slots=True)
class TagRule:
    """What is asked of one label of bag-info.txt; no `values` means any. `recommended` is of BTR and DART."""

    label: str
    required: bool = False
    recommended: bool = False
    repeatable: bool = True
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """What must be there, and what may be; `allowed` None is anything."""

    required: tuple[str, ...] = ()
    allowed: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class BagProfile:
    """One profile: `version` is its own, `specification` the version of BagIt Profiles that it follows.

    `where` is how its file was named. Manifests are algorithms as they stand in file names; `media_types` None and
    `bagit_versions` None are any. `others` are the keys that the specification does not have, with the beginning of
    their JSON: no bag is held to them. `departures` are the places at which the profile itself is not as the
    specification wants it, and how it is read there.
    """

    where: str = field(compare=False)
    identifier: str
    version: str
    specification: str
    info: tuple[tuple[str, str], ...]
    tags: tuple[TagRule, ...]
    manifests: Choice
    tag_manifests: Choice
    tag_files: Choice
    payload_files: Choice
    fetch_allowed: bool
    fetch_required: bool
    data_empty: bool
    serialization: str
    media_types: tuple[str, ...] | None
    bagit_versions: tuple[str, ...] | None
    others: tuple[tuple[str, str], ...] = ()
    departures: tuple[tuple[str, str], ...] = ()


class Patterns:
    """The entries of Tag-Files-Allowed or Payload-Files-Allowed, ready to be asked.

    An entry is a path, or has wildcards of glob(7). The default `*` is said to allow every file, also those in folders:
    so an asterisk crosses `/`, here as in the peers. A name that differs in Unicode normalization only is the same.
    """

    __slots__ = ("_globs", "_literal", "_sorted")

    def __init__(self, entries: tuple[str, ...]) -> None:
        # A path that holds a bracket is its own full path name too, not only a pattern.
        self._literal = frozenset(entries) | frozenset(map(folded, entries))
        self._sorted = sorted(entries)
        globs = [translate(folded(entry)) for entry in entries if is_pattern(entry)]
        self._globs = re.compile("|".join(globs)) if globs else None

    def match(self, path: str) -> bool:
        if path in self._literal:
            return True
        path = folded(path)
        return path in self._literal or (self._globs is not None and self._globs.match(path) is not None)

    def covers(self, path: str) -> bool:
        """Whether a required path is among what is allowed; a folder (`data/src/`) also by what is allowed beneath it."""
        if self.match(path):
            return True
        at = bisect_left(self._sorted, path)
        return path.endswith("/") and at < len(self._sorted) and self._sorted[at].startswith(path)


def is_pattern(entry: str) -> bool:
    return _WILD.search(entry) is not None


@lru_cache(maxsize=64)
def patterns(entries: tuple[str, ...]) -> Patterns:
    """The compiled form of these entries."""
    return Patterns(entries)


def contradictions(profile: BagProfile) -> Iterator[tuple[str, str]]:
    """The rules that no bag could keep, as (place, sentence)."""
    for key, manifests in (("Manifests", profile.manifests), ("Tag-Manifests", profile.tag_manifests)):
        for name in manifests.required:
            if manifests.allowed is not None and name not in manifests.allowed:
                yield f"{key}-Required", f"{name} is not in {key}-Allowed"
    if profile.fetch_required and not profile.fetch_allowed:
        yield "Fetch.txt-Required", "fetch.txt is required, and Allow-Fetch.txt is false"
    for key, files in (("Tag-Files", profile.tag_files), ("Payload-Files", profile.payload_files)):
        allowed = None if files.allowed is None else patterns(files.allowed)
        for path in files.required:
            steps = path.split("/")
            if not path or not {"", ".", ".."}.isdisjoint(steps[:-1]):
                yield f"{key}-Required", f"{path or 'an empty entry'} is no path inside a bag"
            elif (steps[0] == "data" and len(steps) > 1) is (key == "Tag-Files"):
                lies = "lies" if key == "Tag-Files" else "does not lie"
                yield f"{key}-Required", f"{path} {lies} in the payload, data/"
            elif (
                allowed and not allowed.covers(path) and not (key == "Tag-Files" and STANDARD.fullmatch(path))
            ):
                yield f"{key}-Required", f"{path} is not covered by {key}-Allowed"
