"""What the tag files of anybody's bag say: a lenient reading that goes on after each fault, and names it. Pure."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from archive.bag.charsets import Standing, charset
from archive.findings import Finding

Version = tuple[int, int]

RFC: Version = (1, 0)
KNOWN: tuple[Version, ...] = ((0, 93), (0, 94), (0, 95), (0, 96), (0, 97), RFC)
_LENIENT: Version = (0, 97)
_LABELS = ("BagIt-Version", "Tag-File-Character-Encoding")
_NUMBER = re.compile(r"([0-9]{1,9})\.([0-9]{1,9})")
_BLANKS = " \t"
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass(frozen=True, slots=True)
class Declaration:
    """bagit.txt: the version whose rules are used, as written too, and the codec of the other tag files.

    Without a version that can be read the rules are those of 0.97, which ask least.
    """

    version: Version = _LENIENT
    written: str | None = None
    encoding: str | None = None
    codec: str = "utf-8"

    @property
    def strict(self) -> bool:
        """Whether RFC 8493 holds, rather than one of the drafts before it."""
        return self.version >= RFC

    @property
    def info_name(self) -> str:
        return "package-info.txt" if self.version < (0, 96) else "bag-info.txt"


def parse_declaration(data: bytes, where: str = "bagit.txt") -> tuple[Declaration, list[Finding]]:
    """bagit.txt, and what is wrong with it: B0102 to B0115 (RFC 8493 §2.1.1)."""
    if data in _USUAL:
        return _USUAL[data], []
    faults: list[Finding] = []
    if data.startswith(codecs.BOM_UTF8):
        faults.append(Finding("B0105", where))
        data = data[3:]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        faults.append(Finding("B0106", where, "UTF-8", f"byte 0x{data[error.start]:02X} at {error.start}"))
        # What the two lines say is read as far as it goes, and not judged.
        return parse_declaration(data.decode("utf-8", "replace").encode())[0], faults
    lines, ended = split_lines(text)
    if lines and not ended:
        faults.append(Finding("B0115", where))
    places = _places(lines)
    if len(lines) != 2:
        faults.append(
            Finding("B0102", where, "exactly two lines", f"{len(lines)} line{'' if len(lines) == 1 else 's'}")
        )
    elif None in places:
        wrong = places.index(None)
        line = 1 - other if (other := places[1 - wrong]) is not None else wrong
        faults.append(Finding("B0104", f"{where}:{line + 1}", f"{_LABELS[wrong]}: …", lines[line]))
    elif places != [0, 1]:
        faults.append(Finding("B0103", where, f"{_LABELS[0]} first", f"{_LABELS[1]} first"))
    values = [None if place is None else lines[place].partition(":")[2].strip(_BLANKS) for place in places]
    version = _version(values[0], places[0], where, faults)
    for label, place in zip(_LABELS, places, strict=True):
        if place is not None:
            _judge_line(lines[place], label, f"{where}:{place + 1}", version or _LENIENT, faults)
    codec = _encoding(values[1], places[1], where, version or _LENIENT, faults)
    return Declaration(version or _LENIENT, values[0], values[1], codec), faults


def split_lines(text: str) -> tuple[list[str], bool]:
    """The lines of a tag file, and whether the last one is ended: by LF, CR or CRLF, and by nothing else (§2.3)."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    if lines[-1] == "":
        lines.pop()
        return lines, True
    return lines, False


def each_line(text: str) -> Iterator[str]:
    """The lines of a text whose line ends are LF, one by one: a list of them could take many times the text's room."""
    begin = 0
    while (end := text.find("\n", begin)) >= 0:
        yield text[begin:end]
        begin = end + 1
    if begin < len(text):
        yield text[begin:]


def decode(data: bytes, codec: str, where: str) -> tuple[str, list[Finding]]:
    """The text of a tag file in the declared encoding; bytes that are none of it are kept as surrogates, or replaced.

    B0116 for such bytes, B0117 for a byte order mark that the encoding does not want, B0118 for one that it does.
    """
    if codec == "utf-8" and not data.startswith(codecs.BOM_UTF8):
        try:
            return data.decode(), []
        except UnicodeDecodeError as error:
            return data.decode("utf-8", "surrogateescape"), [_undecodable(data, error, "UTF-8", where)]
    faults: list[Finding] = []
    name = codec
    if codec in {"utf-16", "utf-32"}:
        name = next((found for bom, found in _BOMS if found.startswith(codec) and data.startswith(bom)), "")
        if not name:
            name = codec + "-be"
            if data:
                faults.append(Finding("B0118", where, "a byte order mark", "none; read as big-endian"))
        data = data.removeprefix("\ufeff".encode(name))
    elif codec.startswith("utf-") and (bom := "\ufeff".encode(codec)) and data.startswith(bom):
        faults.append(Finding("B0117", where, "no byte order mark", codec.upper()))
        data = data[len(bom) :]
    try:
        return data.decode(name), faults
    except UnicodeError as error:
        faults.append(_undecodable(data, error, codec, where))
        return data.decode(name, "surrogateescape" if name == "utf-8" else "replace"), faults


def _places(lines: list[str]) -> list[int | None]:
    """At which line each of the two labels stands, by its letters alone."""
    labels = [line.partition(":")[0].strip().lower() if ":" in line else "" for line in lines[:100]]
    return [labels.index(label.lower()) if label.lower() in labels else None for label in _LABELS]


def _version(value: str | None, place: int | None, where: str, faults: list[Finding]) -> Version | None:
    if value is None or place is None:
        return None
    at = f"{where}:{place + 1}"
    match = _NUMBER.fullmatch(value)
    if match is None:
        faults.append(Finding("B0107", at, "M.N, as 1.0", value))
        return None
    version = int(match[1]), int(match[2])
    if version not in KNOWN or value not in _WRITTEN:
        faults.append(Finding("B0108", at, "0.93 to 0.97, or 1.0", value))
    return version if version in KNOWN else RFC if version > RFC else _LENIENT


def _judge_line(line: str, label: str, at: str, version: Version, faults: list[Finding]) -> None:
    written, _, rest = line.partition(":")
    value = rest.strip(_BLANKS)
    if line != f"{written.strip(_BLANKS)}: {value}":
        code = "B0111" if version >= RFC else "B0112"
        faults.append(Finding(code, at, f"{label}: {value}", line))
    elif written != label:
        faults.append(Finding("B0113", at, label, written))


def _encoding(
    value: str | None, place: int | None, where: str, version: Version, faults: list[Finding]
) -> str:
    if value is None or place is None:
        return "utf-8"
    at = f"{where}:{place + 1}"
    standing, codec = charset(value)
    if standing is Standing.UNKNOWN:
        faults.append(Finding("B0109", at, "a registered character set", value))
    elif standing is Standing.UNREADABLE:
        faults.append(Finding("B0110", at, "a character set that can be read here", value))
    elif standing is Standing.ALIAS:
        faults.append(Finding("B0119", at, "a registered name", value))
    elif codec != "utf-8" and version >= RFC:
        faults.append(Finding("B0114", at, "UTF-8", value))
    return codec


def _undecodable(data: bytes, error: UnicodeError, codec: str, where: str) -> Finding:
    if not isinstance(error, UnicodeDecodeError):
        return Finding("B0116", where, codec, str(error))
    line = data.count(b"\n", 0, error.start) + 1
    shown = " ".join(f"0x{byte:02X}" for byte in data[error.start : error.start + 4])
    return Finding("B0116", f"{where}:{line}", codec, f"bytes {shown} at offset {error.start}")


_WRITTEN = frozenset(f"{major}.{minor}" for major, minor in KNOWN)
_USUAL = {
    f"BagIt-Version: {version[0]}.{version[1]}\nTag-File-Character-Encoding: UTF-8\n".encode(): Declaration(
        version, f"{version[0]}.{version[1]}", "UTF-8", "utf-8"
    )
    for version in KNOWN
}
