"""The SIP of one seed: what we intend to package. Every path is decided here; nothing is on disk yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from archive.fixity import Fixity
from archive.paths import BagPath, is_portable
from archive.stored import Stored

RECORD_PATH = BagPath("data/metadata/record.json")
PLACES = {
    "original": "data/original/*",
    "text": "data/text/*.normalized.txt",
    "changes": "data/text/*.changes.json",
    "tei": "data/tei/*.tei.xml",
    "record": str(RECORD_PATH),
    "dcterms": "data/metadata/dcterms.xml",
    "oai_dc": "data/metadata/oai_dc.xml",
    "premis": "data/metadata/premis.xml",
}
"""Where each file of a deposit lies; a star stands for its name."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where each file of a seed's bag lies (docs/bag.md)."""

    original: BagPath
    text: BagPath
    changes: BagPath
    tei: BagPath
    record: BagPath
    dcterms: BagPath
    oai_dc: BagPath
    premis: BagPath


def layout(name: str, original_name: str) -> Layout:
    """The paths in the bag `name` of a seed received as `original_name`; no two have the same basename."""
    fixed = {
        "text": BagPath(f"data/text/{name}.normalized.txt"),
        "changes": BagPath(f"data/text/{name}.changes.json"),
        "tei": BagPath(f"data/tei/{name}.tei.xml"),
        "record": RECORD_PATH,
        "dcterms": BagPath("data/metadata/dcterms.xml"),
        "oai_dc": BagPath("data/metadata/oai_dc.xml"),
        "premis": BagPath("data/metadata/premis.xml"),
    }
    taken = {path.rsplit("/", 1)[-1].casefold() for path in fixed.values()}
    extension = original_name.rpartition(".")[2] if "." in original_name[1:] else ""
    suffix = f".{extension}" if extension and len(extension) <= 12 and is_portable(f"x.{extension}") else ""
    original = f"{name}{suffix}"
    if original.casefold() in taken:
        original = f"{name}.original{suffix}"
    return Layout(original=BagPath(f"data/original/{original}"), **fixed)


def placed(paths: Iterable[str]) -> Layout | None:
    """The layout that these paths of a bag follow, or None where a file of it is missing, stands twice, or not where it should."""
    found = sorted(paths)
    parts = {name: sole(found, place) for name, place in PLACES.items()}
    if any(path is None for path in parts.values()):
        return None
    return Layout(**{name: path for name, path in parts.items() if path is not None})


def candidates(paths: Iterable[str], place: str) -> list[str]:
    """Those of the paths that would be the file of one of PLACES, in folders below its own too."""
    start, star, end = place.partition("*")
    if not star:
        return [path for path in paths if path == place]
    return [path for path in paths if path.startswith(start) and path.endswith(end)]


def sole(paths: Iterable[str], place: str) -> BagPath | None:
    """The one file at one of PLACES; None where there is none, a second, or one that lies deeper or has no portable name."""
    found = candidates(paths, place)
    if len(found) != 1 or found[0].count("/") != place.count("/"):
        return None
    return BagPath(found[0]) if is_portable(found[0].rpartition("/")[2]) else None


@dataclass(frozen=True, slots=True)
class File:
    """A file to be: its path in the bag, its bytes, and their fixity. Of a large one `stored` has the bytes, and `data` none."""

    path: BagPath
    data: bytes
    fixity: Fixity
    stored: Stored | None = None

    @property
    def size(self) -> int:
        return len(self.data) if self.stored is None else self.stored.size

    def chunks(self) -> Iterator[bytes]:
        if self.stored is not None:
            return self.stored.chunks()
        return iter((self.data,)) if self.data else iter(())


@dataclass(frozen=True, slots=True)
class Sip:
    """`name` becomes the bag's; `payload` is sorted by path; `info` is bag-info.txt, in order, without the sizes."""

    name: str
    payload: tuple[File, ...]
    info: tuple[tuple[str, str], ...]
