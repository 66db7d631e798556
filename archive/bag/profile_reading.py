"""A BagIt profile from its JSON: every fault of it at once, and what it holds that its specification does not. Pure."""

from __future__ import annotations

import codecs
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from archive.bag.algorithms import normalized
from archive.bag.profiles import BagProfile, Choice, TagRule, contradictions, is_pattern
from archive.errors import BagError

LIMIT = 1 << 20  # bytes
DEPTH = 32  # a profile has four levels
_PATTERNS = 1000  # each is tried on every file of a bag
IDENTIFIER = "BagIt-Profile-Identifier"
_INFO, _VERSION = "BagIt-Profile-Info", "BagIt-Profile-Version"
_OLDEST, _NEWEST = "1.1.0", (1, 4)
_NUMBER = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,4}){1,2}")
_MANIFEST = re.compile(r"(?:tag)?manifest-[^/]*\.txt")
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
_NESTING = re.compile(r'"(?:[^"\\]|\\.)*+"?|[\[{]|[\]}]', re.DOTALL)
_SINCE = {
    "Tag-Files-Allowed": (1, 2), "Manifests-Allowed": (1, 3), "Tag-Manifests-Allowed": (1, 3), "Fetch.txt-Required": (1, 4),
    "Data-Empty": (1, 4), "Payload-Files-Required": (1, 4), "Payload-Files-Allowed": (1, 4),
}  # fmt: skip
_KEYS = {
    _INFO, "Bag-Info", "Manifests-Required", "Tag-Manifests-Required", "Tag-Files-Required", "Allow-Fetch.txt",
    "Serialization", "Accept-Serialization", "Accept-BagIt-Version", *_SINCE,
}  # fmt: skip
_RULE_KEYS = {"required", "recommended", "repeatable", "values", "description"}
_SHOWN = 80  # characters of another's text in a fault


def is_profile(data: bytes) -> bool:
    """Whether these bytes are JSON by their beginning, and so meant for a BagIt profile: no table begins like that."""
    return data.removeprefix(codecs.BOM_UTF8).lstrip()[:1] in {b"{", b"["}


def read_profile(data: bytes, where: str) -> BagProfile:
    """The profile that these bytes hold.

    Raises BagError E0460 if they are no JSON, E0461 if there is too much of it, E0462 on what cannot be understood, and
    E0463 on rules that no bag could keep; every fault is in `causes`.
    """
    tree = _loaded(data, where)
    reader = _Reader(where)
    profile = reader.profile(tree)
    if profile is None or reader.faults:
        raise _refused("E0462", where, reader.faults)
    if impossible := list(contradictions(profile)):
        raise _refused("E0463", where, impossible)
    return profile


def _refused(code: str, where: str, faults: list[tuple[str, str]]) -> BagError:
    count = f"{len(faults)} fault{'' if len(faults) == 1 else 's'} in this profile"
    return BagError(code, where, count, tuple(faults[:1000]))


def _loaded(data: bytes, where: str) -> Any:
    if len(data) > LIMIT:
        raise BagError("E0461", where, f"{len(data)} bytes; a profile has {LIMIT} at most")
    try:
        text = data.decode("utf-8-sig")
        _bounded(text, where)
        tree = json.loads(text, object_pairs_hook=_object, parse_constant=_no_constant)
        json.dumps(tree, ensure_ascii=False).encode()  # JSON can escape what UTF-8 cannot hold
    except json.JSONDecodeError as error:
        raise BagError("E0460", f"{where}:{error.lineno}", f"no JSON: {error.msg}") from error
    except UnicodeError as error:
        raise BagError("E0460", where, "not UTF-8, or an escape of half a character") from error
    except ValueError as error:
        raise BagError("E0460", where, str(error)[:200]) from error
    return tree


def _bounded(text: str, where: str) -> None:
    depth = 0
    for match in _NESTING.finditer(text):
        depth += {"{": 1, "[": 1, "}": -1, "]": -1}.get(match[0], 0)
        if depth > DEPTH:
            raise BagError("E0461", where, f"nested more than {DEPTH} deep")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        twice = next(name for name, count in Counter(name for name, _ in pairs).items() if count > 1)
        raise ValueError(
            f"the key {_shown(twice)} stands twice in one object, so that it is not plain what it asks"
        )
    return found


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


class _Reader:
    """Takes a tree of JSON apart; what cannot be understood goes to `faults`, as (place, sentence)."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.faults: list[tuple[str, str]] = []
        self.others: list[tuple[str, str]] = []
        self.departures: list[tuple[str, str]] = []

    def profile(self, tree: Any) -> BagProfile | None:
        top = self._mapping(tree, "")
        if top is None:
            return None
        info = self._info(top)
        self._strange(top, _KEYS, "")
        specification = self._specification(info, top)
        serialization = self._serialization(top)
        return BagProfile(
            where=self.where,
            identifier=info.get(IDENTIFIER, ""),
            version=info.get("Version", ""),
            specification=specification,
            info=tuple(info.items()),
            tags=self._tags(top),
            manifests=self._manifests(top, "Manifests"),
            tag_manifests=self._manifests(top, "Tag-Manifests"),
            tag_files=self._tag_files(top),
            payload_files=self._payload(top),
            fetch_allowed=self._flag(top, "Allow-Fetch.txt", default=True),
            fetch_required=self._flag(top, "Fetch.txt-Required", default=False),
            data_empty=self._flag(top, "Data-Empty", default=False),
            serialization=serialization,
            media_types=self._media_types(top, serialization),
            bagit_versions=self._bagit_versions(top),
            others=tuple(self.others),
            departures=tuple(self.departures),
        )

    def _info(self, top: Mapping[str, Any]) -> dict[str, str]:
        if _INFO not in top:
            dart = "bagItProfileInfo" in top
            hint = "; this is DART's own form, which DART exports as a BagIt profile" if dart else ""
            self.faults.append((_INFO, f"is missing, without which this is no BagIt profile{hint}"))
            return {}
        given = self._mapping(top[_INFO], _INFO)
        if given is None:
            return {}
        found: dict[str, str] = {}
        for key, value in given.items():
            text = self._text(value, f"{_INFO}/{key}")
            if text is not None:
                found[key] = text
        if given.get(IDENTIFIER, "") == "":
            self.faults.append(
                (f"{_INFO}/{IDENTIFIER}", "is missing or empty, so that no bag can name this profile")
            )
        elif not _ADDRESS.fullmatch(found.get(IDENTIFIER, "x:x")):
            self._departs(
                f"{_INFO}/{IDENTIFIER}", f"{_shown(found[IDENTIFIER])} is no URI; compared letter for letter"
            )
        for key in ("Source-Organization", "External-Description", "Version"):
            if key not in given:
                self._departs(f"{_INFO}/{key}", "is required, and missing")
        return found

    def _specification(self, info: Mapping[str, str], top: Mapping[str, Any]) -> str:
        """The version of BagIt Profiles; each key is held to in every version, for its author wrote it."""
        given, place = info.get(_VERSION), f"{_INFO}/{_VERSION}"
        if given is not None and not _NUMBER.fullmatch(given):
            self._departs(place, f"{_shown(given)} is no version such as 1.4.0; read as {_OLDEST}")
            given = None
        version = tuple(map(int, (given or _OLDEST).split(".")))
        if version[:2] > _NEWEST:
            self._departs(place, f"{given} is newer than 1.4.0, the last that is known here")
        for key, since in _SINCE.items():
            if key in top and version[:2] < since:
                number = ".".join(map(str, since))
                self._departs(
                    key,
                    f"is of version {number}, and the profile of {given or _OLDEST}; held to all the same",
                )
        return given or _OLDEST

    def _tags(self, top: Mapping[str, Any]) -> tuple[TagRule, ...]:
        rules: list[TagRule] = []
        for label, tree in (self._mapping(top.get("Bag-Info", {}), "Bag-Info") or {}).items():
            place = f"Bag-Info/{label}"
            rule = self._mapping(tree, place)
            if rule is None:
                continue
            self._strange(rule, _RULE_KEYS, place)
            required = self._flag(rule, "required", place, default=False)
            if label.lower() == IDENTIFIER.lower():
                self._departs(place, "should not be listed: every bag must name its profile")
                required = False  # told of the identifier itself
            if "description" in rule:
                self._text(rule["description"], f"{place}/description")
            rules.append(
                TagRule(
                    label,
                    required,
                    self._flag(rule, "recommended", place, default=False),
                    self._flag(rule, "repeatable", place, default=True),
                    self._list(rule, "values", place) or (),
                )
            )
        return tuple(rules)

    def _manifests(self, top: Mapping[str, Any], kind: str) -> Choice:
        """Algorithms as file names have them: `SHA-256` is sha256."""
        required, allowed = self._list(top, f"{kind}-Required") or (), self._list(top, f"{kind}-Allowed")
        if allowed == () and (required or kind == "Manifests"):
            # Every bag has a payload manifest: a list that forbids what must be there was left empty, not meant.
            self._departs(f"{kind}-Allowed", "is empty, so that no bag could keep it; read as not given")
            allowed = None
        names = tuple(dict.fromkeys(map(normalized, required)))
        return Choice(names, None if allowed is None else tuple(dict.fromkeys(map(normalized, allowed))))

    def _tag_files(self, top: Mapping[str, Any]) -> Choice:
        required = self._list(top, "Tag-Files-Required") or ()
        for name in required:
            if name == "bag-info.txt" or _MANIFEST.fullmatch(name):
                other = "is required of every bag" if name == "bag-info.txt" else "has a key of its own"
                self._departs(
                    "Tag-Files-Required",
                    f"should not list {_shown(name)}, which {other}; held to all the same",
                )
        return Choice(required, self._list(top, "Tag-Files-Allowed"))

    def _payload(self, top: Mapping[str, Any]) -> Choice:
        allowed = self._list(top, "Payload-Files-Allowed")
        for entry in allowed or ():
            if entry.endswith("/"):
                self._departs("Payload-Files-Allowed", f"{_shown(entry)} must end in /*; read as if it did")
        if allowed is not None:
            allowed = tuple(f"{entry}*" if entry.endswith("/") else entry for entry in allowed)
        return Choice(self._list(top, "Payload-Files-Required") or (), allowed)

    def _serialization(self, top: Mapping[str, Any]) -> str:
        given = top.get("Serialization", "optional")
        if given not in ("forbidden", "required", "optional"):
            self.faults.append(
                ("Serialization", f"must be forbidden, required or optional, and is {_shown(given)}")
            )
            return "optional"
        return str(given)

    def _media_types(self, top: Mapping[str, Any], serialization: str) -> tuple[str, ...] | None:
        given = self._list(top, "Accept-Serialization")
        if not given and serialization != "forbidden" and "Serialization" in top:
            self._departs(
                "Accept-Serialization",
                f"must name a media type where serialization is {serialization}; read as any",
            )
        return tuple(name.partition(";")[0].strip().lower() for name in given) if given else None

    def _bagit_versions(self, top: Mapping[str, Any]) -> tuple[str, ...] | None:
        given = self._list(top, "Accept-BagIt-Version")
        if not given and top.get("Accept-BagIt-Version", []) == []:
            self._departs("Accept-BagIt-Version", "must name a version of BagIt; read as any")
        return given or None

    def _strange(self, given: Mapping[str, Any], known: Iterable[str], place: str) -> None:
        for key in given:
            if key not in known:
                self.others.append((f"{place}/{key}".removeprefix("/"), _shown(given[key])))

    def _departs(self, place: str, what: str) -> None:
        self.departures.append((place, what))

    def _mapping(self, tree: Any, place: str) -> Mapping[str, Any] | None:
        if isinstance(tree, dict):
            return tree
        self.faults.append((place or "the file", f"must be an object, and is {_shown(tree)}"))
        return None

    def _text(self, tree: Any, place: str) -> str | None:
        if isinstance(tree, str):
            return tree
        self.faults.append((place, f"must be a string, and is {_shown(tree)}"))
        return None

    def _flag(self, given: Mapping[str, Any], key: str, place: str = "", *, default: bool) -> bool:
        """A boolean; also in quotes, as the specification's ABNF has it."""
        value = given.get(key, default)
        if isinstance(value, str) and value in ("true", "false"):
            return value == "true"
        if isinstance(value, bool):
            return value
        self.faults.append(
            (f"{place}/{key}".removeprefix("/"), f"must be true or false, and is {_shown(value)}")
        )
        return default

    def _list(self, given: Mapping[str, Any], key: str, place: str = "") -> tuple[str, ...] | None:
        if key not in given:
            return None
        value, at = given[key], f"{place}/{key}".removeprefix("/")
        if not isinstance(value, list):
            self.faults.append((at, f"must be a list of strings, and is {_shown(value)}"))
            return ()
        for item in value:
            if not isinstance(item, str):
                self.faults.append((at, f"must hold strings only, and holds {_shown(item)}"))
        if sum(is_pattern(item) for item in value if isinstance(item, str)) > _PATTERNS:
            raise BagError("E0461", self.where, f"more than {_PATTERNS} patterns in {at}")
        return tuple(dict.fromkeys(item for item in value if isinstance(item, str)))


def _shown(tree: Any) -> str:
    text = json.dumps(tree, ensure_ascii=False)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
