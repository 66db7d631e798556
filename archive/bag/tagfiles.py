"""The tag files of a bag, written: bagit.txt, bag-info.txt and the manifests, as RFC 8493 has them. No file is opened."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from archive.errors import BagError
from archive.fixity import Algorithm, measure
from archive.paths import BagPath, is_portable
from archive.sip import File, Sip

BAGIT_TXT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"

_LABEL = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
# RFC 8493 ends a line at LF, CR or CRLF only; common readers also split at these others.
_BREAK = re.compile("[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_WIDTH = 79
_UNITS = ("B", "kB", "MB", "GB", "TB", "PB", "EB")
_AFTER_SIZES = ("Bag-Software-Agent", "BagIt-Profile-Identifier", "BagIt-Profile-Version")


def render(sip: Sip, algorithms: Sequence[Algorithm]) -> tuple[File, ...]:
    """Every file of the bag in its final bytes, sorted by path (RFC 8493 §2.1, §2.2).

    Digests that the payload was measured with are used, missing ones measured. Raises BagError E0402 on a field
    that bag-info.txt cannot hold, E0403 on a package that can be no bag.
    """
    wanted = tuple(dict.fromkeys(algorithms))
    if not wanted:
        raise BagError("E0403", sip.name, "no digest algorithm was asked for")
    payload = tuple(_measured(file, wanted) for file in sorted(sip.payload, key=_path))
    _hold_together(sip.name, payload)
    tags = [
        _tag_file("bag-info.txt", info_lines(with_sizes(sip.info, payload)), wanted),
        _tag_file("bagit.txt", BAGIT_TXT, wanted),
        *(_manifest("manifest", algorithm, payload, wanted) for algorithm in wanted),
    ]
    tags.sort(key=_path)
    over = [_manifest("tagmanifest", algorithm, tags, wanted) for algorithm in wanted]
    return tuple(sorted((*payload, *tags, *over), key=_path))


def info_lines(fields: Iterable[tuple[str, str]]) -> bytes:
    """The bytes of bag-info.txt, in the order given; a label may repeat (RFC 8493 §2.2.2).

    One `Label: value` a field, UTF-8, LF; one longer than 79 characters is continued on indented lines, broken at blanks,
    as the clause recommends. Raises BagError E0402 on a value that would not read back.
    """
    return "".join(f"{_folded(_label(label), _value(label, value))}\n" for label, value in fields).encode()


def with_sizes(info: Sequence[tuple[str, str]], payload: Iterable[File]) -> tuple[tuple[str, str], ...]:
    """`info` with Bag-Size and Payload-Oxum after Bagging-Date, else before the software and the profile, else last.

    Raises BagError E0402 if either is there already: both are measured, and Payload-Oxum stands once.
    """
    labels = [label for label, _ in info]
    for label in ("Bag-Size", "Payload-Oxum"):
        if label in labels:
            raise BagError("E0402", label, "is measured by the program and cannot be given")
    sizes = [file.fixity.size for file in payload]
    if "Bagging-Date" in labels:
        at = len(labels) - labels[::-1].index("Bagging-Date")
    else:
        at = next((place for place, label in enumerate(labels) if label in _AFTER_SIZES), len(labels))
    measured = (("Bag-Size", bag_size(sum(sizes))), ("Payload-Oxum", f"{sum(sizes)}.{len(sizes)}"))
    return (*info[:at], *measured, *info[at:])


def bag_size(size: int) -> str:
    """The payload's size for people: powers of 1,000 and one decimal, halves rounded up: `999 B`, `31.2 kB`."""
    if size < 1000:
        return f"{size} B"
    power, unit = 1, 1000
    while (tenths := (size * 10 + unit // 2) // unit) >= 10_000 and power + 1 < len(_UNITS):
        power, unit = power + 1, unit * 1000
    return f"{tenths // 10}.{tenths % 10} {_UNITS[power]}"


def manifest_lines(files: Iterable[File], algorithm: Algorithm) -> bytes:
    """The bytes of one manifest: digest, two spaces, path, LF; sorted by path (RFC 8493 §2.1.3).

    A BagPath holds no `%`, CR or LF, so that no path needs the encoding of that clause.
    """
    lines = [f"{file.fixity[algorithm]}  {file.path}\n" for file in sorted(files, key=_path)]
    text = "".join(lines)
    assert "%" not in text
    assert "\r" not in text
    assert text.count("\n") == len(lines)
    return text.encode("ascii")


def _manifest(
    stem: str, algorithm: Algorithm, files: Iterable[File], algorithms: tuple[Algorithm, ...]
) -> File:
    return _tag_file(f"{stem}-{algorithm}.txt", manifest_lines(files, algorithm), algorithms)


def _tag_file(name: str, data: bytes, algorithms: tuple[Algorithm, ...]) -> File:
    return File(BagPath(name), data, measure((data,), algorithms))


def _measured(file: File, algorithms: tuple[Algorithm, ...]) -> File:
    if file.fixity.size != file.size:
        raise BagError("E0403", file.path, f"{file.size} bytes, but {file.fixity.size} by its own fixity")
    if {algorithm for algorithm, _ in file.fixity.digests}.issuperset(algorithms):
        return file
    return replace(file, fixity=measure(file.chunks(), algorithms))


def _hold_together(name: str, payload: Sequence[File]) -> None:
    """Nothing, if these files can stand in one bag on any file system. Raises BagError E0401, E0403."""
    if not is_portable(name):
        raise BagError("E0401", name, "not a portable name of a bag")
    if not payload:
        raise BagError("E0403", name, "no payload")
    folded = sorted(file.path.casefold().split("/") for file in payload)
    for file in payload:
        if not file.path.startswith("data/"):
            raise BagError("E0403", file.path, "payload lies outside data/")
    for path, following in pairwise(folded):
        if following[: len(path)] == path:
            raise BagError("E0403", "/".join(following), f"cannot stand beside {'/'.join(path)} everywhere")


def _label(label: str) -> str:
    if not _LABEL.fullmatch(label):
        raise BagError("E0402", label, "a label is letters, digits, `.`, `_` and `-`")
    return label


def _value(label: str, value: str) -> str:
    if _BREAK.search(value):
        raise BagError("E0402", label, "a line break within the value")
    if not value or value != value.strip():
        raise BagError("E0402", label, "an empty value, or one that begins or ends with white space")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise BagError("E0402", label, "a lone surrogate in the value") from error
    return value


def _folded(label: str, value: str) -> str:
    """The field on as many lines as it needs; its first word stays with the label, and no word is broken."""
    line = f"{label}: {value}"
    if len(line) <= _WIDTH or "  " in value or "\t" in value:
        return line
    first, *words = value.split(" ")
    lines = [f"{label}: {first}"]
    for word in words:
        if len(lines[-1]) + 1 + len(word) > _WIDTH:
            lines.append(f"  {word}")
        else:
            lines[-1] += f" {word}"
    return "\n".join(lines)


def _path(file: File) -> str:
    return file.path
