"""A storage root judged: its declaration and layout, the folders between it and its objects, and every object (OCFL 1.1 §4)."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from archive.errors import OcflError
from archive.ocfl.documents import DocumentError, parse
from archive.ocfl.faults import LIMITS, Faults, Limits
from archive.ocfl.layouts import Layout, layout_of
from archive.ocfl.objects import SPECS, JudgedObject, judge_object

LAYOUT_FILE = "ocfl_layout.json"
EXTENSIONS = "extensions"
_DECLARATION = re.compile(r"0=ocfl_(\d{1,9}\.\d{1,9})")
_ROOT_EXTENSIONS = frozenset(
    {
        "initial", "0002-flat-direct-storage-layout", "0003-hash-and-id-n-tuple-storage-layout",
        "0004-hashed-n-tuple-storage-layout", "0006-flat-omit-prefix-storage-layout",
        "0007-n-tuple-omit-prefix-storage-layout", "0008-schema-registry",
        "0010-differential-n-tuple-omit-prefix-storage-layout", "0011-direct-clean-path-layout",
        "0012-hash-and-no-prefix-id-n-tuple-storage-layout",
    }
)  # fmt: skip
_OTHER_LAYOUTS = tuple(name for name in sorted(_ROOT_EXTENSIONS) if name[:4] in {"0010", "0011", "0012"})


@dataclass(frozen=True, slots=True)
class RootClaims:
    """What a storage root says of itself, as far as it could be taken."""

    spec: str | None = None
    layout: Layout | None = None


def judge_root(root: Path, *, fixity: bool = True, limits: Limits = LIMITS) -> Iterator[JudgedObject]:
    """The judgement of each object under `root`, and last that of the root itself, whose `where` is empty.

    Objects are judged one at a time and forgotten. Never raises for what is wrong there.
    """
    faults = Faults(limits)
    claims = root_claims(root, faults)
    seen: dict[str, str] = {}
    depths: set[int] = set()
    for place in objects_in(root, faults):
        judged = judge_object(root / place, where=place, fixity=fixity, limits=limits)
        depths.add(place.count("/"))
        _placed(place, judged, claims, seen, faults)
        yield judged
    if len(depths) > 1 and 0 in depths:
        faults.add("F1015", "", "objects at the top, or below folders", "both")
    elif len(depths) > 1 and claims.layout is None:
        faults.add("F1014", "", "one layout for all objects", f"objects at {len(depths)} depths")
    yield JudgedObject("", None, claims.spec, tuple(faults.found))


def root_claims(root: Path, faults: Faults) -> RootClaims:
    """The root's declaration and layout; what is wrong with them, and with its extensions, goes to `faults`."""
    try:
        with os.scandir(root) as listing:
            entries = {entry.name: entry for entry in listing}
    except OSError as error:
        faults.add("F2001", "", "a folder that can be listed", error.strerror)
        return RootClaims()
    spec = _declaration(root, entries, faults)
    _extensions(root, faults)
    if LAYOUT_FILE not in entries:
        return RootClaims(spec)
    return RootClaims(spec, _layout(root, faults))


def objects_in(root: Path, faults: Faults) -> Iterator[str]:
    """The path of each object's root, in order; faults of the folders on the way are told as they are met.

    A folder is an object's root if it has a file named as a declaration is; nothing is looked for within one (E082).
    """
    waiting = [""]
    while waiting:
        place = waiting.pop()
        try:
            with os.scandir(root / place if place else root) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError as error:
            faults.add("F2001", place, "a folder that can be listed", error.strerror)
            continue
        if place and any(entry.name.startswith("0=ocfl_object") for entry in entries):
            yield place
            continue
        folders = list(_folders(place, entries, faults))
        if folders and folders[0].count("/") >= faults.limits.depth:
            faults.add("F2002", place, f"at most {faults.limits.depth} folders deep", None)
        else:
            waiting.extend(reversed(folders))


def read_small(path: Path, limit: int) -> bytes:
    """The bytes of a small file, no link followed and no pipe waited for. Raises OSError."""
    fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(fd, "rb") as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise OSError(0, f"more than {limit} bytes")
    return data


def _declaration(root: Path, entries: dict[str, os.DirEntry[str]], faults: Faults) -> str | None:
    found: list[str] = []
    for name, entry in entries.items():
        match = _DECLARATION.fullmatch(name)
        if match and match[1] in SPECS:
            found.append(match[1])
            _declared(root, entry, faults)
        elif match or name.startswith("0="):
            faults.add("F0079", name, "0=ocfl_1.1", name)
        elif re.fullmatch(r".*ocfl_\d+\.\d+", name):
            faults.add("F0078" if "=" in name else "F0077", name, "0=ocfl_1.1", name)
    if not found:
        faults.add("F0069", "0=ocfl_1.1", "a declaration", None)
    elif len(found) > 1:
        faults.add("F0076", "0=ocfl_1.1", "one declaration", f"{len(found)} of them")
    return found[0] if len(found) == 1 else None


def _declared(root: Path, entry: os.DirEntry[str], faults: Faults) -> None:
    if not entry.is_file(follow_symlinks=False):
        faults.add("F0075", entry.name, "a file", "something else")
        return
    try:
        data = read_small(root / entry.name, faults.limits.small)
    except OSError as error:
        faults.add("F2001", entry.name, "a file that can be read", error.strerror)
        return
    if data != f"{entry.name[2:]}\n".encode():
        faults.add("F0080", entry.name, f"{entry.name[2:]} and a line feed", data.decode("utf-8", "replace"))


def _extensions(root: Path, faults: Faults) -> None:
    """E112 and W016: what stands in `extensions`, if there is one."""
    folder = root / EXTENSIONS
    if folder.is_symlink():
        faults.add("F0090", EXTENSIONS, "a folder", "a link")
        return
    if not folder.is_dir():
        return
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError as error:
        faults.add("F2001", EXTENSIONS, "a folder that can be listed", error.strerror)
        return
    if not entries:
        faults.add("F0073", EXTENSIONS, "an extension in it", "an empty folder")
    for entry in entries:
        place = f"{EXTENSIONS}/{entry.name}"
        if entry.is_symlink():
            faults.add("F0090", place, "a folder", "a link")
        elif not entry.is_dir(follow_symlinks=False):
            faults.add("F0112", place, "folders of extensions only", "a file")
        elif entry.name not in _ROOT_EXTENSIONS:
            faults.add("F1016", place, "a registered extension", entry.name)


def _layout(root: Path, faults: Faults) -> Layout | None:
    try:
        value, _ = parse(read_small(root / LAYOUT_FILE, faults.limits.small))
    except OSError as error:
        faults.add("F0070", LAYOUT_FILE, "a file that can be read", error.strerror)
        return None
    except DocumentError as error:
        faults.add("F0070", LAYOUT_FILE, "a JSON object in UTF-8", str(error))
        return None
    keys = ("extension", "description")
    if not isinstance(value, dict) or not all(isinstance(value.get(key), str) for key in keys):
        faults.add("F0070", LAYOUT_FILE, "an object with the texts extension and description", value)
        return None
    name = value["extension"]
    if name in _OTHER_LAYOUTS:
        return None  # a layout that is registered, and that we cannot compute
    config: dict[str, object] = {}
    place = f"{EXTENSIONS}/{name}/config.json"
    if name in _ROOT_EXTENSIONS:
        try:
            found, _ = parse(read_small(root / place, faults.limits.small), numbers=True)
            config = found if isinstance(found, dict) else {"extensionName": found}
        except FileNotFoundError:
            pass
        except (OSError, DocumentError) as error:
            faults.add("F2004", place, "the parameters of the layout", str(error))
            return None
    try:
        return layout_of(name, config)
    except OcflError as error:
        code = "F2004" if name in _ROOT_EXTENSIONS else "F0071"
        faults.add(code, place if code == "F2004" else LAYOUT_FILE, "a registered layout", error.detail)
        return None


def _folders(place: str, entries: list[os.DirEntry[str]], faults: Faults) -> Iterator[str]:
    """The folders below one that is no object's root; everything else that lies there is told."""
    if place and not entries:
        faults.add("F0073", place, "an object below it", "an empty folder")
    folders = [entry.name for entry in entries if entry.is_dir(follow_symlinks=False)]
    known = set(folders)
    for entry in entries:
        path = f"{place}/{entry.name}" if place else entry.name
        if entry.name in known or path == EXTENSIONS:
            continue
        if not entry.is_file(follow_symlinks=False):
            faults.add("F0090", path, "a file or a folder", "a link or a special file")
        elif place:
            faults.add("F0084" if folders else "F0072", path, "folders and objects only", "a file")
    if place and entries and not folders:
        code = "F0085" if "/" in place else "F0088"
        faults.add(code, place, "an object's root", "a folder without a declaration")
    for name in folders:
        if place or name != EXTENSIONS:
            yield f"{place}/{name}" if place else name


def _placed(
    place: str, judged: JudgedObject, claims: RootClaims, seen: dict[str, str], faults: Faults
) -> None:
    """Whether the object may stand in this root (E081), once (E037), and where the layout puts it (E083)."""
    if claims.spec and judged.spec and judged.spec > claims.spec:
        faults.add("F0081", place, f"OCFL {claims.spec} or earlier", judged.spec)
    if judged.identifier is None:
        return
    other = seen.setdefault(judged.identifier, place)
    if other != place:
        faults.add("F0037", place, f"an identifier of its own; {other} has this one", judged.identifier)
    if claims.layout is None:
        return
    try:
        expected = claims.layout.place(judged.identifier)
    except OcflError as error:
        faults.add("F0083", place, "an identifier that the layout can place", error.detail)
        return
    if expected != place:
        faults.add("F0083", place, expected, place)
