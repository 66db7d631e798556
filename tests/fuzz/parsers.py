"""Every reader of outside bytes, each as a function of bytes that may end in its own errors and in nothing else."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from archive.accession import read_collection
from archive.bag.bag import Limits
from archive.bag.fetching import parse_fetch
from archive.bag.info import parse_info
from archive.bag.manifests import parse_manifest
from archive.bag.names import Names
from archive.bag.parsing import parse_declaration
from archive.bag.profile_reading import read_profile
from archive.bag.reader import open_bag
from archive.checks.rfc8493 import judge
from archive.errors import ArchiveError
from archive.premis import from_xml as premis_from_xml
from archive.receipt import from_json as receipt_from_json
from archive.record.dcxml import read_dcxml
from archive.record.edtf import parse as parse_edtf
from archive.record.profile import load_profile
from archive.record.serial_json import from_json as record_from_json
from archive.record.sidecar import read_sidecar
from archive.record.table import read_table
from archive.text import normalize, undo
from archive.text.changes import read_changes
from archive.xml import parse as parse_xml

NAMES = Names(frozenset({"data/a.txt", "data/b c", "bagit.txt"}), ["data/a.txt", "data/b c"])
LIMITS = Limits(unpacked=1 << 22, calm=1 << 20, manifest=1 << 20, entries=10_000)


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _edtf(data: bytes) -> None:
    try:
        parse_edtf(_text(data))
    except ValueError:  # what it promises for what is no date
        return


def _normalized(data: bytes) -> None:
    text = normalize(data)
    if undo(text) != data:
        raise AssertionError("undoing the changes does not give the original back")


def _serialized(suffix: str) -> Callable[[bytes], None]:
    def read(data: bytes) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, f"bag{suffix}")
            path.write_bytes(data)
            with open_bag(path, limits=LIMITS) as bag:
                judge(bag)

    return read


PARSERS: dict[str, Callable[[bytes], object]] = {
    "bagit": parse_declaration,
    "manifest": lambda data: parse_manifest(
        "manifest-sha256.txt", "sha256", _text(data), NAMES, tag=False, limits=LIMITS
    ),
    "info": lambda data: parse_info(_text(data), "bag-info.txt", limits=LIMITS),
    "fetch": lambda data: parse_fetch(_text(data), "fetch.txt", NAMES, limits=LIMITS),
    "bagit-profile": lambda data: read_profile(data, "x"),
    "deposit-profile": lambda data: load_profile(data, "x"),
    "zip": _serialized(".zip"),
    "tar": _serialized(".tar"),
    "tar.gz": _serialized(".tar.gz"),
    "record": record_from_json,
    "receipt": lambda data: receipt_from_json(data, "x"),
    "sidecar": lambda data: read_sidecar(data, "x"),
    "collection": lambda data: read_collection(data, "x"),
    "table": lambda data: read_table(data, "x"),
    "dcxml": lambda data: read_dcxml(data, "x"),
    "premis": premis_from_xml,
    "xml": parse_xml,
    "changes": read_changes,
    "edtf": _edtf,
    "text": _normalized,
}
"""By the name of its folder in the corpus."""


def attempt(name: str, data: bytes) -> None:
    """Gives the bytes to one reader. Whatever it raises but an ArchiveError is a fault of ours."""
    try:
        PARSERS[name](data)
    except ArchiveError:
        return
