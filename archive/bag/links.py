"""Where the links of a bag lead, by their words alone: nothing is followed on disk. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from archive.bag.bag import Entry, Kind

_HOPS = 40


@dataclass(frozen=True, slots=True)
class Landing:
    """What a link leads to: a path in the bag, or None and the reason."""

    path: str | None
    reason: str = ""


def landing(entries: Mapping[str, Entry], link: str) -> Landing:
    """The file or folder of the bag that `link` leads to, through other links too; None if it leads elsewhere."""
    waiting = link.split("/")[::-1]
    done: list[str] = []
    hops = 0
    while waiting:
        part = waiting.pop()
        if part in {"", "."}:
            continue
        if part == "..":
            if not done:
                return Landing(None, "leads out of the bag")
            done.pop()
            continue
        entry = entries.get("/".join([*done, part]))
        if entry is None:
            return Landing(None, "leads to nothing")
        if entry.kind is not Kind.LINK:
            done.append(part)
            continue
        hops += 1
        target = entry.target or ""
        if hops > _HOPS:
            return Landing(None, "leads in a circle")
        if target.startswith("/") or not target:
            return Landing(None, "leads out of the bag")
        waiting.extend(target.split("/")[::-1])
    return Landing("/".join(done))
