"""Site: what the pages of a collection are made of, read from its bags; and the folder of pages, put in place as a whole."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from archive.bag.bag import Bag
from archive.bag.drafts import clear_drafts, draft_folder
from archive.bag.reader import bags_in, open_bag
from archive.bag.serial import Serialization
from archive.bag.store import remove
from archive.bag.syscalls import exchange, rename_new
from archive.checks import Judged, judge_bag
from archive.errors import ArchiveError, BagError, SettingsError
from archive.fixity import Algorithm
from archive.outcome import Done, Failed, Outcome, unforeseen
from archive.paths import NAME_LIMIT, file_at, folder_at, portable_name, something_at
from archive.record.model import Record
from archive.settings import outside_of_bags
from archive.sip import Layout
from archive.targets.parcel import Item, Parcel, parcel_of
from archive.xml import parse

T = TypeVar("T")
_TEXT = "{http://www.tei-c.org/ns/1.0}text"
_LEFT_BY_SYSTEMS = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
log = logging.getLogger(__name__)
log.addHandler(logging.NullHandler())  # silent unless whoever debugs sets up a log


@dataclass(frozen=True, slots=True)
class Material:
    """A bag of ours, open and judged, as its pages need it: `tei` is the parsed document, `original` the seed's fixity.

    `parcel` gives the bytes of its files, and the whole bag packed, as long as the bag is open.
    """

    name: str
    record: Record
    judged: Judged
    layout: Layout
    tei: Any
    digest: str
    size: int
    parcel: Parcel

    @property
    def page(self) -> str:
        """The name of its page and of its files: one that every system and every address takes."""
        return portable_name(self.name, limit=NAME_LIMIT - len(".html"))

    def packed(self) -> Item:
        """The whole bag as a zip, the same bytes each time."""
        return self.parcel.packed(Serialization.ZIP)


def made_of(paths: Sequence[Path], out: Path, make: Callable[[Material], T]) -> Iterator[Outcome[T]]:
    """One outcome a bag, in order: what `make` makes of it while it is open.

    Failed with E0524 for a bag that is not ours, E0525 for one whose page another has, E0526 for one that holds what cannot
    be shown. Raises OSError where nothing can be written.
    """
    taken: dict[str, str] = {}
    for bag in dict.fromkeys(bag for path in paths for bag in _shown(path, out)):
        try:
            with open_bag(bag) as opened:
                material = _material(opened, str(bag))
                _refuse_taken(material.page, taken, str(bag))
                made = make(material)
                taken[material.page.casefold()] = str(bag)
                yield Done(made)
        except BagError as error:
            yield Failed(str(bag), error)
        except ArchiveError as error:
            detail = f"{error.code} {error.where}: {error.detail}"
            yield Failed(str(bag), BagError("E0526", str(bag), detail))
        except OSError:
            raise
        except Exception as error:
            log.exception("%s", bag)
            yield unforeseen(str(bag), str(bag), error)


def _shown(path: Path, out: Path) -> Iterator[Path]:
    """The bags at or under a path, but for those that an older site beneath it gives away."""
    whole, older = Path(os.path.realpath(path)), Path(os.path.realpath(out))
    beneath = whole in older.parents
    for bag in bags_in(path):
        if not (beneath and Path(os.path.realpath(bag)).is_relative_to(older)):
            yield bag


def _refuse_taken(page: str, taken: Mapping[str, str], where: str) -> None:
    other = taken.get(page.casefold())
    if other is not None:
        raise BagError("E0525", where, f"{other} has it")


def _material(bag: Bag, where: str) -> Material:
    judged = judge_bag(bag)
    parcel = parcel_of(bag)
    record, layout = parcel.record, parcel.layout
    if record is None or layout is None:
        raise BagError("E0524", where, "it has no record, or not the files that go with one")
    original = parcel.file(layout.original).fixity
    tei = parse(bag.read(layout.tei))
    if tei.find(_TEXT) is None:
        raise ArchiveError("E0416", layout.tei, "no text element in the TEI namespace")
    return Material(
        parcel.name, record, judged, layout, tei, original[Algorithm.SHA512], original.size, parcel
    )


def place_site(out: Path, write: Callable[[Path], bool], mark: str) -> bool:
    """Whether what `write` puts into a folder stands at `out` now; an older site, told by `mark`, gives way in one step.

    Where `write` says that there is nothing to show, all stays as it is. Raises SettingsError E0523 if something that is no site
    stands there, or something in it that was not of the site, E0520 if it cannot be written.
    """
    outside_of_bags(out, f"--out {out}")
    _refuse_other(out, mark)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        clear_drafts(out.parent, out.name)
        with draft_folder(out.parent, out.name) as draft:
            worth = write(draft)
            if worth:
                _refuse_strange(out, draft)
                _put(draft, out)
    except OSError as error:
        raise SettingsError("E0520", str(out), error.strerror or str(error)) from error
    return worth


def _put(draft: Path, out: Path) -> None:
    try:
        rename_new(draft, out)
    except FileExistsError:
        if not exchange(draft, out):
            remove(out)
            draft.rename(out)


def _refuse_other(out: Path, mark: str) -> None:
    if not something_at(out):
        return
    if out.is_symlink() or not folder_at(out):
        raise SettingsError("E0523", str(out), "no folder")
    first = out / "index.html"
    ours = file_at(first) and mark in first.read_text(encoding="utf-8", errors="replace")[:4096]
    if not ours and any(out.iterdir()):
        raise SettingsError("E0523", str(out), "a folder in which no site of this program stands")


def _refuse_strange(out: Path, draft: Path) -> None:
    """What somebody put at the top of an older site, such as `.git` or `CNAME`, would be lost with it."""
    there = {path.name for path in out.iterdir()} if something_at(out) else set()
    strange = sorted(there - _LEFT_BY_SYSTEMS - {path.name for path in draft.iterdir()})
    if strange:
        raise SettingsError("E0523", str(out), f"it holds {strange[0]}, which is not of the site")
