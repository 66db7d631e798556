"""The judgement of BagIt on a bag, by the rules of the version that it declares: RFC 8493, or a draft before it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from archive.bag.bag import Bag
from archive.bag.reading import Reading, read_bag
from archive.checks.fetching import fetching
from archive.checks.information import information
from archive.checks.integrity import Measured, integrity
from archive.checks.interoperability import interoperability
from archive.checks.presence import presence
from archive.checks.structure import structure
from archive.findings import Finding, errors

_LONGEST = 700  # characters of a finding's expected and found
_UNSEEN = re.compile("[\0-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_PLACE = re.compile(r"(.*?)(?::([0-9]{1,9}))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Every BagIt finding, in a fixed order, and what the bag says of itself.

    `manifests` and `tag_manifests` are digests by path, by algorithm; `files` and `size` count what was read for its
    digest (nothing if `fast`); `payload_files` and `payload_size` count what is there. `info_lines` are the lines of
    the file `info_name` at which each field of `info` begins.
    """

    findings: tuple[Finding, ...]
    version: str | None
    manifests: Mapping[str, Mapping[str, str]]
    tag_manifests: Mapping[str, Mapping[str, str]]
    info: tuple[tuple[str, str], ...]
    oxum: str | None
    files: int
    size: int
    payload_files: int
    payload_size: int
    fast: bool
    info_name: str = "bag-info.txt"
    info_lines: tuple[int, ...] = ()


def judge(bag: Bag, *, fast: bool = False) -> Verdict:
    """The whole verdict of BagIt on `bag`. With `fast` no digest is checked: structure, completeness, Payload-Oxum."""
    reading = read_bag(bag)
    if not bag.entries and errors(bag.container.seen()):
        return _unread(reading, bag.container.seen(), fast=fast)
    absent = tuple(presence(reading))
    measured = Measured() if fast else integrity(reading)
    payload_size = reading.payload_size()
    found: list[Finding] = [
        *reading.findings,
        *structure(reading),
        *absent,
        *measured.findings,
        *information(reading, payload_size),
        *fetching(reading),
        *interoperability(reading),
        *bag.container.seen(),
    ]
    oxum = reading.field("Payload-Oxum")
    return Verdict(
        findings=_ordered(_once(found, reading)) if found else (),
        version=reading.declaration.written,
        manifests={manifest.algorithm: manifest.digests for manifest in reading.manifests},
        tag_manifests={manifest.algorithm: manifest.digests for manifest in reading.tag_manifests},
        info=tuple((field.label, field.value) for field in reading.info or ()),
        oxum=oxum[0].value if oxum else None,
        files=measured.files,
        size=measured.size,
        payload_files=len(reading.payload),
        payload_size=payload_size,
        fast=fast,
        info_name=reading.declaration.info_name,
        info_lines=tuple(field.line for field in reading.info or ()),
    )


def check_bag(bag: Bag, *, fast: bool = False) -> Iterator[Finding]:
    """Every BagIt finding on `bag`, in a fixed order."""
    yield from judge(bag, fast=fast).findings


def shown(text: str) -> str:
    """`text` as any report can print it: what cannot be seen or encoded is escaped, and a long one is cut."""
    if len(text) > _LONGEST:
        text = f"{text[:_LONGEST]}… ({len(text)} characters)"
    return text if text.isprintable() else _UNSEEN.sub(_escape, text)


def _unread(reading: Reading, seen: Iterable[Finding], *, fast: bool) -> Verdict:
    """The verdict on an archive of which nothing could be listed: what its door saw, and no more."""
    return Verdict(_ordered(seen), reading.declaration.written, {}, {}, (), None, 0, 0, 0, 0, fast)


def _once(found: Iterable[Finding], reading: Reading) -> Iterator[Finding]:
    """Findings without those that another one already explains: each cause is told once."""
    found = list(found)
    codes = [finding.code for finding in found]
    missing = sum(code in {"B0301", "B0302"} for code in codes)
    unlisted = codes.count("B0303")
    altered = (
        missing
        or unlisted
        or any(finding.code in {"B0310", "B0312"} and finding.where.startswith("data/") for finding in found)
    )
    for finding in found:
        if finding.code == "B0411" and altered:
            streams = (finding.expected or "").rpartition(".")[2].lstrip("0") or "0"
            if streams == str(len(reading.payload) + missing - unlisted):
                continue
        yield finding


def _ordered(found: Iterable[Finding]) -> tuple[Finding, ...]:
    printable = {
        Finding(
            finding.code,
            shown(finding.where),
            None if finding.expected is None else shown(finding.expected),
            None if finding.found is None else shown(finding.found),
        )
        for finding in found
    }
    return tuple(sorted(printable, key=_place))


def _place(finding: Finding) -> tuple[str, str, int, str, str]:
    match = _PLACE.fullmatch(finding.where)
    place, line = (match[1], int(match[2] or 0)) if match else (finding.where, 0)
    return finding.code, place, line, finding.expected or "", finding.found or ""


def _escape(match: re.Match[str]) -> str:
    point = ord(match[0])
    if 0xDC80 <= point <= 0xDCFF:
        return f"\\x{point - 0xDC00:02x}"
    return f"\\x{point:02x}" if point < 0x100 else f"\\u{point:04x}"
