"""Names that some system cannot hold, or cannot tell apart (RFC 8493 §6.1). Warnings: none of this is forbidden."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from archive.bag.bag import Kind
from archive.bag.names import folded
from archive.bag.reading import Reading
from archive.findings import Finding

LONGEST = 255  # of a path, in characters; of one name, in bytes
_FORBIDDEN = '<>:"|?*\\'
_CONTROL = re.compile("[\0-\x1f\x7f-\x9f\u2028\u2029]")
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[1-9¹²³]|lpt[1-9¹²³])(\..*)?", re.DOTALL)
_SYSTEM = frozenset(
    {".ds_store", "thumbs.db", "desktop.ini", "__macosx", ".spotlight-v100", ".trashes", ".fseventsd"}
)
# Looked for in all names at once; where one stands, every name is looked at.
_SUSPECT = re.compile(
    r"/(?=[.a-u_])(?:(?:con|prn|aux|nul|com[1-9¹²³]|lpt[1-9¹²³])[./\n]"
    r"|\.ds_store|thumbs\.db|desktop\.ini|__macosx|\._|\.spotlight-v100|\.trashes|\.fseventsd)"
)
# What may stand in a name anywhere: ASCII that is no control character and that Windows allows; and what joins names.
_PLAIN = bytes(sorted({*range(0x20, 0x7F), 0x0A} - set(_FORBIDDEN.encode())))


def interoperability(reading: Reading) -> Iterator[Finding]:
    """B0601 to B0612: every name by itself, then names that are one on some systems, then empty folders."""
    entries = reading.bag.entries
    joined = "/" + "\n/".join(entries) + "\n"
    lowered = joined.lower()
    if (
        not joined.isascii()
        or joined.encode().translate(None, _PLAIN)
        or ".\n" in joined
        or "./" in joined
        or (" " in joined and (" \n" in joined or " /" in joined))
        or _SUSPECT.search(lowered)
        or joined.count("\n") != len(entries)
        or (len(joined) > LONGEST and max(map(len, entries)) > LONGEST)
    ):
        for path in entries:
            yield from _judge_name(path)
    if not joined.isascii() or len(set(lowered.split("\n"))) <= len(entries):
        yield from _collisions(entries)
    yield from _empty_folders(reading)


def _judge_name(path: str) -> Iterator[Finding]:
    """What is wrong with the last part of `path` (its folders have their own entry), and with its length."""
    name = path.rpartition("/")[2]
    try:
        size = len(name.encode())
    except UnicodeEncodeError:
        yield Finding("B0601", path, "a name in UTF-8")
        size = len(name)
    if _CONTROL.search(name):
        yield Finding("B0606", path, "no control character or line break", name)
    bad = sorted(set(name).intersection(_FORBIDDEN))
    if bad:
        yield Finding("B0603", path, "none of " + " ".join(_FORBIDDEN), " ".join(bad))
    if _RESERVED.fullmatch(name):
        yield Finding("B0602", path, "a name that Windows does not reserve", name)
    if name.endswith((" ", ".")):
        yield Finding("B0604", path, "no blank or full stop at the end", name)
    if name.lower() in _SYSTEM or name.startswith("._"):
        yield Finding("B0608", path, "a file of the collection", name)
    if len(path) > LONGEST or size > LONGEST:
        yield Finding("B0605", path, f"at most {LONGEST} characters", f"{max(len(path), size)}")


def _collisions(paths: Iterable[str]) -> Iterator[Finding]:
    """Names that are one where case or normalization does not count. Below two such folders nothing more is said."""
    seen: dict[str, str] = {}
    for path in paths:
        folder, slash, name = path.rpartition("/")
        # Each folder is compared as itself, so that Data/a and data/a are one fault (of the folders), not two.
        key = folder + slash + folded(name).casefold()
        before = seen.setdefault(key, path)
        if before != path:
            code = "B0612" if folded(before) == folded(path) else "B0611"
            yield Finding(code, path, f"differs from {before} in more than that", path)


def _empty_folders(reading: Reading) -> Iterator[Finding]:
    paths = list(reading.bag.entries) if reading.others else []
    told = {"data"} | (reading.unlisted() if reading.others else frozenset())
    for entry in reading.others:
        # Sorted, a folder's content follows it, but for names that sort between `folder` and `folder/`.
        at = bisect_left(paths, f"{entry.path}/")
        filled = at < len(paths) and paths[at].startswith(f"{entry.path}/")
        if entry.kind is Kind.DIRECTORY and not filled and entry.path not in told:
            yield Finding("B0609", entry.path, "at least one file", "an empty folder")
