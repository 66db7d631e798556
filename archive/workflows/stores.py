"""OCFL storage roots as they are judged, and brought to their last good state after a kill."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from archive.checks import Judged, Level
from archive.ocfl.faults import Faults
from archive.ocfl.objects import JudgedObject, judge_object
from archive.ocfl.reading import open_root
from archive.ocfl.roots import judge_root, objects_in
from archive.ocfl.workspace import recover
from archive.outcome import Done, Outcome
from archive.workflows.checking import weigh
from archive.workflows.results import Validated

OBJECT = "0=ocfl_object_"


@dataclass(frozen=True, slots=True)
class Recovered:
    """`finished` are place and version of each object that a kill had left half named; `disorder` those no kill explains."""

    root: str
    finished: tuple[tuple[str, str], ...]
    disorder: tuple[str, ...]


def count(path: Path) -> int:
    """How many judgements `judged` gives of the root or object at `path`."""
    return 1 if _is_object(path) else 1 + sum(1 for _ in objects_in(path, Faults()))


def judged(path: Path, *, fast: bool = False) -> Iterator[Outcome[Validated]]:
    """Each object of the storage root at `path`, and last the root itself; or the one object that is there. Nothing is written."""
    found = (
        iter([judge_object(path, fixity=not fast)]) if _is_object(path) else judge_root(path, fixity=not fast)
    )
    for one in found:
        yield Done(_validated(path, one, fast=fast))


def recovered(path: Path) -> Recovered:
    """What was done at the storage root at `path`: versions finished that a kill had cut off, and its litter cleared.

    Raises OcflError E0701 for what is no root, E0713 where it cannot be written.
    """
    root = open_root(path)
    finished = recover(root)
    left = [place for place in objects_in(root.path, Faults()) if _torn(root.path / place)]
    return Recovered(str(path), finished, tuple(left))


def _is_object(path: Path) -> bool:
    return any(path.glob(f"{OBJECT}*"))


def _validated(path: Path, one: JudgedObject, *, fast: bool) -> Validated:
    place = path / one.where if one.where else path
    whole = bool(one.where) or _is_object(path)
    files, size = weigh(place) if whole else (0, 0)
    start = f"{one.where}/" if one.where else ""
    findings = tuple(replace(each, where=each.where.removeprefix(start)) for each in one.findings)
    verdict = Judged(Level.OCFL, findings, files, size, digests_checked=not fast, title=one.identifier)
    return Validated(str(place), verdict)


def _torn(folder: Path) -> bool:
    """Whether inventory, sidecar and versions of an object are still out of step."""
    codes = {one.code for one in judge_object(folder, fixity=False).findings}
    return not codes.isdisjoint({"F0046", "F0060", "F0064"})
