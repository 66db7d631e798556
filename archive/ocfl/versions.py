"""The block `versions` of an inventory: how its versions are numbered, and what each says of itself (OCFL 1.1 §3.3, §3.5.3)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise

from archive.ocfl.claims import VersionClaim
from archive.ocfl.inventory import User, version_number
from archive.ocfl.notes import LOGICAL_PATH, Notes, conflicts, is_time, is_uri, pointer, texts

_KEYS = ("created", "state", "message", "user")


def version_claims(
    blocks: Mapping[str, object], notes: Notes, *, spec: str | None
) -> dict[str, VersionClaim]:
    """The claim of each version whose name is one; every fault of the block is noted."""
    if not blocks:
        notes.add("F0008", "versions", "at least one version")
    claims: dict[str, VersionClaim] = {}
    for name, block in blocks.items():
        place = f"versions/{pointer(name)}"
        named = version_number(name) is not None
        if not named:
            notes.add(_naming_code(name, spec), place, "v and a number, such as v1", name)
        if not isinstance(block, dict):
            notes.add("F0047", place, "a JSON object", block)
        if named:
            claims[name] = _claim(place, block, notes) if isinstance(block, dict) else VersionClaim()
    _sequence(claims, notes)
    return claims


def _naming_code(name: str, spec: str | None) -> str:
    if spec == "1.0":
        return "F0046"  # it has no code of its own for this
    return "F0105" if re.fullmatch(r"v[0-9]*", name) else "F0104"


def _sequence(claims: Iterable[str], notes: Notes) -> None:
    """E009 to E013: from 1 without a gap, all named as the first is."""
    names = sorted(claims, key=lambda name: (version_number(name), name))
    if not names:
        return
    numbers = [version_number(name) for name in names]
    if numbers[0] != 1:
        notes.add("F0009", "versions", "v1", names[0])
    for earlier, later in pairwise(numbers):
        if later is not None and earlier is not None and later > earlier + 1:
            notes.add("F0010", "versions", f"v{earlier + 1}", f"v{later}")
    padded, width = names[0].startswith("v0"), len(names[0])
    if padded:
        notes.add("F1001", "versions", "v1, v2, v3", names[0])
    for name in names[1:]:
        if padded and not name.startswith("v0"):
            notes.add("F0011", "versions", f"v and a zero, as in {names[0]}", name)
            if len(name) == width:
                notes.add("F0013", "versions", f"a name as {names[0]} is", name)
        if (padded and len(name) != width) or (not padded and name.startswith("v0")):
            notes.add("F0012", "versions", f"a name as {names[0]} is", name)


def _claim(place: str, block: Mapping[str, object], notes: Notes) -> VersionClaim:
    claim = VersionClaim(raw=(block.get("created"), block.get("message"), block.get("user")))
    for key in ("created", "state"):
        if key not in block:
            notes.add("F0048", place, f"the key {key}")
    for key in ("message", "user"):
        if key not in block:
            notes.add("F1007", place, f"the key {key}")
    for key in block:
        if key not in _KEYS:
            notes.add("F0102", place, f"only {', '.join(_KEYS)}", key)
    if "created" in block:
        claim.created = _created(f"{place}/created", block["created"], notes)
    if "message" in block:
        if isinstance(block["message"], str):
            claim.message = block["message"]
        else:
            notes.add("F0094", f"{place}/message", "text", block["message"])
    if "user" in block:
        claim.user = _user(f"{place}/user", block["user"], notes)
    if "state" in block:
        claim.state = _state(f"{place}/state", block["state"], notes)
        if claim.state is not None:
            claim.digests = frozenset(block["state"])  # type: ignore[call-overload]
    return claim


def _created(place: str, value: object, notes: Notes) -> str | None:
    if isinstance(value, str) and is_time(value):
        return value
    notes.add("F0049", place, "date and time of RFC 3339 with seconds and zone", value)
    return None


def _user(place: str, value: object, notes: Notes) -> User | None:
    if not isinstance(value, dict):
        notes.add("F0054", place, "a JSON object", value)
        return None
    name, address = value.get("name"), value.get("address")
    for key in value:
        if key not in {"name", "address"}:
            notes.add("F0102", place, "only name, address", key)
    if not isinstance(name, str) or not name:
        notes.add("F0054", place, "a name", value)
    if "address" not in value:
        notes.add("F1008", place, "an address")
    elif not isinstance(address, str) or not is_uri(address):
        notes.add("F1009", f"{place}/address", "a URI, such as mailto:a@example.org", address)
    if not isinstance(name, str):
        return None
    return User(name, address if isinstance(address, str) else None)


def _state(place: str, value: object, notes: Notes) -> dict[str, str] | None:
    if not isinstance(value, dict):
        notes.add("F0050", place, "a JSON object", value)
        return None
    state: dict[str, str] = {}
    for digest, paths in value.items():
        at = f"{place}/{pointer(digest)}"
        logical = texts(paths)
        if logical is None:
            notes.add("F0050", at, "an array of logical paths", paths)
            continue
        for path in logical:
            if not notes.path(at, path, LOGICAL_PATH):
                continue
            if path in state:
                notes.add("F0095", at, "each logical path once", path)
            state[path] = digest
    for path in conflicts(state):
        notes.add("F0095", place, "no path that is the beginning of another", path)
    return state
