"""Bytes to characters for a seed that is too large to be held: the decisions of `decode`, taken by reading it in pieces.

Taken from `decode` one by one, so that a large seed is read as a small one is; but a charset in which a byte's meaning depends on those
before it is refused, and the sample that a charset is found out from takes lines of 1 MiB at most.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator

from archive.errors import TextError
from archive.stored import Stored
from archive.text import decode as held
from archive.text.charsets import STATEFUL, iana_name
from archive.text.detect import SAMPLE, Opinion, detect_in, detect_wide_in, looks_sound
from archive.text.mixed import disguised
from archive.text.signatures import signature
from archive.text.text import Decoding, Found, Other

EXCEPTIONS = 1 << 17
"""How many characters of a large seed may be written otherwise than its charset writes them."""

_HEAD = 64
_LONGEST = 1 << 20  # bytes looked through for a line end
_UNICODE: dict[str, Callable[[bytes, str, bool], tuple[str, int]]] = {
    "utf-8": codecs.utf_8_decode,
    "utf-16-le": codecs.utf_16_le_decode,
    "utf-16-be": codecs.utf_16_be_decode,
    "utf-32-le": codecs.utf_32_le_decode,
    "utf-32-be": codecs.utf_32_be_decode,
}
_ONE_BYTE = re.compile(r"(cp(?!932|949)|iso8859|mac|koi8|tis|hp|ptcp|kz|ascii).*")


class Decoder:
    """The characters of a large seed, once a charset was decided; `exceptions` are complete when all were drawn."""

    def __init__(
        self,
        stored: Stored,
        charset: str,
        found: Found,
        bom: bytes,
        where: str,
        others: tuple[Other, ...] = (),
    ) -> None:
        if charset in STATEFUL:
            raise TextError(
                "E0210", where, f"{stored.size} bytes in {iana_name(charset)}, which is read as a whole only"
            )
        self._stored, self._where = stored, where
        self._charset, self._found, self._bom, self._others = charset, found, bom, others
        self._exceptions: list[tuple[int, bytes]] = []

    def decoding(self) -> Decoding:
        """How the bytes became characters, once they have."""
        return Decoding(self._charset, self._found, self._bom, tuple(self._exceptions), self._others)

    def chunks(self) -> Iterator[str]:
        """The characters, proved piece by piece by writing them back. Raises TextError E0203, E0206, E0207, E0210."""
        self._exceptions.clear()
        length = controls = 0
        first: int | None = None
        for body, content in self._pieces():
            if self._charset != "utf-8":
                self._prove(body, content, length)
            if found := held.WIDE_CONTROL.search(content):
                first = length + found.start() if first is None else first
                controls += len(held.WIDE_CONTROL.findall(content))
            length += len(content)
            yield content
        if controls > 8 and controls * 10 > length:
            raise TextError(
                "E0203", self._where, f"{controls} control characters, the first at character {first}"
            )

    def _pieces(self) -> Iterator[tuple[bytes, str]]:
        """Bytes and their characters, cut between characters, and at line ends where there are some."""
        base = len(self._bom)
        waiting = b""
        lines = not _ONE_BYTE.fullmatch(self._charset) and not self._charset.startswith("utf")
        for chunk in self._stored.chunks_from(base):
            data = waiting + chunk if waiting else chunk
            cut = data.rfind(b"\n") + 1 if lines else len(data)
            if lines and not cut and len(data) < _LONGEST:
                waiting = data
                continue
            body, content = self._read(data[: cut or len(data)], base, last=False)
            yield body, content
            waiting = data[len(body) :]
            base += len(body)
        if waiting:
            yield self._read(waiting, base, last=True)

    def _read(self, data: bytes, base: int, *, last: bool) -> tuple[bytes, str]:
        try:
            content, taken = _partial(data, self._charset, last=last)
        except UnicodeDecodeError as error:
            place = held.place(data, error.start, base)
            raise TextError(
                "E0206", self._where, f"not {iana_name(self._charset)} at {place}: {error.reason}"
            ) from error
        return data[:taken], content

    def _prove(self, body: bytes, content: str, offset: int) -> None:
        if held.same(content, self._charset, body):
            return
        found = held.exceptions_of(body, self._charset)
        if not held.gives_back(content, Decoding(self._charset, self._found, b"", found), body):
            raise TextError(
                "E0207", self._where, f"{iana_name(self._charset)} would not write these bytes again"
            )
        self._exceptions += [(offset + place, written) for place, written in found]
        if len(self._exceptions) > EXCEPTIONS:
            raise TextError(
                "E0210",
                self._where,
                f"more than {EXCEPTIONS} characters that {iana_name(self._charset)} writes otherwise",
            )


def open_decoder(stored: Stored, *, declared: str | None, where: str) -> Decoder:
    """The charset of a large seed decided, as `decode` does. Raises TextError E0203 to E0210."""
    head = stored.at(0, _HEAD)
    kind = signature(head)
    if kind is not None:
        raise TextError("E0203", where, f"{kind}: it begins with bytes {head[:8].hex(' ')}")
    wanted = held.declared_for(declared, where)
    for bom, charset in held.BOMS:
        if head.startswith(bom) and not (charset == "utf-32-le" and (wanted or "").startswith("utf-16")):
            held.refuse_contradiction(charset, wanted, where)
            held.refuse_false_mark(stored.at(0, SAMPLE), charset, where)
            decoder = Decoder(stored, charset, Found.BOM, bom, where)
            if charset == "utf-32-le" and not _fits(stored, charset, len(bom)):
                return Decoder(stored, "utf-16-le", Found.BOM, bom[:2], where)
            return decoder
    if wanted is not None:
        return _as_declared(stored, wanted, where)
    charset, found, others = _decided(stored, where)
    return Decoder(stored, charset, found, b"", where, others)


def _as_declared(stored: Stored, wanted: str, where: str) -> Decoder:
    if wanted in {"utf-16", "utf-32"}:
        guess = _wide(stored) or ""
        wanted = guess if guess.startswith(wanted) else f"{wanted}-be"
    if wanted == "iso8859-1" and any(0x80 <= byte <= 0x9F and byte != 0x85 for byte in _bytes_of(stored)):
        marked = Decoder(stored, "cp1252", Found.DETECTED, b"", where)
        try:
            for _ in marked.chunks():
                pass
        except TextError:
            pass
        else:
            return marked
    return Decoder(stored, wanted, Found.DECLARED, b"", where)


def _decided(stored: Stored, where: str) -> tuple[str, Found, tuple[Other, ...]]:
    """The charset of bytes without mark or declaration, and what else it may be. Raises TextError E0203, E0208, E0209, E0210."""
    fault = _fault(stored, "utf-8")
    controls, first, nulls, escape = _controls_of(stored)
    if fault is None and first is None:
        head = stored.at(0, SAMPLE)
        if head.isascii() and (meant := disguised(head)):
            raise TextError("E0208", where, held.doubtful_ascii(meant))
        return "utf-8", Found.STRICT, ()
    if escape and any(held.ESCAPES.search(chunk) for chunk in stored.chunks()):
        raise TextError("E0210", where, f"{stored.size} bytes with ISO 2022 escapes, read as a whole only")
    heavy = controls * 10 > stored.size and (controls > 8 or nulls * 2 == stored.size)
    if (heavy or fault is not None) and (wide := _wide(stored)):
        return wide, Found.DETECTED, ()
    if heavy and first is not None:
        raise TextError("E0203", where, f"many control characters, the first at {_place(stored, first)}")
    if fault is None:
        return "utf-8", Found.STRICT, ()
    _refuse_nearly_utf8(stored, fault, where)
    opinion = _detected(stored)
    if opinion.charset is None:
        raise TextError("E0208", where, held.unknown(opinion.perhaps, _place(stored, fault)))
    _refuse_mixed(stored, opinion.charset, where)
    return opinion.charset, Found.DETECTED, opinion.others


def _refuse_mixed(stored: Stored, charset: str, where: str) -> None:
    base = 0
    for chunk in stored.chunks():
        held.refuse_mixed(chunk, charset, where, base)
        base += len(chunk)


def _controls_of(stored: Stored) -> tuple[int, int | None, int, bool]:
    """How many control bytes, where the first stands, how many of them are NUL, and whether one is ESC."""
    count = nulls = base = 0
    first: int | None = None
    escape = False
    for chunk in stored.chunks():
        found = len(chunk) - len(chunk.translate(None, held.ONE_BYTE_CONTROLS))
        if found:
            control = held.CONTROL.search(chunk)
            if first is None and control is not None:
                first = base + control.start()
            count += found
            nulls += chunk.count(0)
            escape = escape or b"\x1b" in chunk
        base += len(chunk)
    return count, first, nulls, escape


def _fault(stored: Stored, charset: str, start: int = 0) -> int | None:
    """Where the first byte stands that does not fit this charset; None if all fit."""
    waiting, base = b"", start
    for chunk in stored.chunks_from(start):
        data = waiting + chunk if waiting else chunk
        try:
            taken = _partial(data, charset, last=False)[1]
        except UnicodeDecodeError as error:
            return base + error.start
        waiting = data[taken:]
        base += taken
    try:
        waiting.decode(charset)
    except UnicodeDecodeError as error:
        return base + error.start
    return None


def _partial(data: bytes, charset: str, *, last: bool) -> tuple[str, int]:
    """The characters that are there whole, and how many bytes they are. Raises UnicodeDecodeError."""
    if last or _ONE_BYTE.fullmatch(charset):
        return data.decode(charset), len(data)
    if charset in _UNICODE:
        return _UNICODE[charset](data, "strict", False)
    try:
        return data.decode(charset), len(data)
    except UnicodeDecodeError as error:
        if len(data) - error.start > 4:
            raise
        return data[: error.start].decode(charset), error.start  # the last character is perhaps still to come


def _fits(stored: Stored, charset: str, start: int = 0) -> bool:
    return _fault(stored, charset, start) is None


def _wide(stored: Stored) -> str | None:
    def sound(charset: str) -> bool:
        if not _fits(stored, charset):
            return False
        head = stored.at(0, 4 * SAMPLE)
        return looks_sound(head.decode(charset, "ignore"))

    return detect_wide_in(stored.at(0, SAMPLE), sound)


def _detected(stored: Stored) -> Opinion:
    sample = _sample(stored)
    there = bytes(sorted(_bytes_of(stored)))
    known: dict[str, bool] = {}

    def fits(charset: str) -> bool:
        if _ONE_BYTE.fullmatch(charset):
            return held.decodes(there, charset)
        try:
            return _fits(stored, charset)
        except LookupError:
            return False

    def read(charset: str) -> str | None:
        if charset not in known:
            known[charset] = fits(charset)
        return sample.decode(charset, "replace") if known[charset] else None

    return detect_in(sample, read)


def _bytes_of(stored: Stored) -> set[int]:
    found: set[int] = set()
    for chunk in stored.chunks():
        if len(found) < 256:
            found.update(chunk)
    return found


def _sample(stored: Stored) -> bytes:
    """Lines that hold a byte above 0x7F first, as `detect` takes them."""
    if stored.size <= SAMPLE:
        return stored.at(0, SAMPLE)
    lines: list[bytes] = []
    size = 0
    for line in _lines(stored.chunks):
        if not line.isascii():
            lines.append(line[: 4 * SAMPLE])
            size += len(lines[-1])
            if size >= SAMPLE:
                break
    return b"".join(lines)[: 4 * SAMPLE] or stored.at(0, SAMPLE)


def _lines(chunks: Callable[[], Iterator[bytes]]) -> Iterator[bytes]:
    waiting = b""
    for chunk in chunks():
        data = waiting + chunk
        cut = data.rfind(b"\n") + 1
        if not cut and len(data) < _LONGEST:
            waiting = data
            continue
        yield from data[: cut or len(data)].splitlines(keepends=True)
        waiting = data[cut or len(data) :]
    yield from waiting.splitlines(keepends=True)


def _refuse_nearly_utf8(stored: Stored, fault: int, where: str) -> None:
    decoder = codecs.getincrementaldecoder("utf-8")("ignore")
    good = kept = 0
    for chunk in stored.chunks():
        content = decoder.decode(chunk)
        good += len(content) - len(content.encode("ascii", "ignore"))
        kept += len(content.encode())
    bad = stored.size - kept
    if (
        good >= 3 and good * 2 >= bad
    ):  # by accident a byte pair of another charset is UTF-8, but hardly every third
        raise TextError("E0209", where, f"{bad} bytes are not UTF-8, the first at {_place(stored, fault)}")


def _place(stored: Stored, offset: int) -> str:
    return held.place(stored.at(offset, 4), 0, offset)
