"""The SIP of one seed: what we intend to package. Every path is decided here; nothing is on disk yet."""

from __future__ import annotations

from dataclasses import dataclass

from archive.fixity import Fixity
from archive.paths import BagPath


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


def layout(name: str, original: str) -> Layout:
    """The paths in the bag `name` of a seed whose portable file name is `original`."""
    return Layout(
        original=BagPath(f"data/original/{original}"),
        text=BagPath(f"data/text/{name}.normalized.txt"),
        changes=BagPath(f"data/text/{name}.changes.json"),
        tei=BagPath(f"data/tei/{name}.tei.xml"),
        record=BagPath("data/metadata/record.json"),
        dcterms=BagPath("data/metadata/dcterms.xml"),
        oai_dc=BagPath("data/metadata/oai_dc.xml"),
        premis=BagPath("data/metadata/premis.xml"),
    )


@dataclass(frozen=True, slots=True)
class File:
    """A file to be: its path in the bag, its bytes, and their fixity."""

    path: BagPath
    data: bytes
    fixity: Fixity


@dataclass(frozen=True, slots=True)
class Sip:
    """`name` becomes the bag's; `payload` is sorted by path; `info` is bag-info.txt, in order, without the sizes."""

    name: str
    payload: tuple[File, ...]
    info: tuple[tuple[str, str], ...]
