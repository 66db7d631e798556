"""Bytes to characters for a seed that is too large to be held: the decisions of `decode`, taken by reading it in pieces.

Taken from `decode` one by one, so that a large seed is read as a small one is; but a charset in which a byte's meaning depends on those
before it is refused, and the sample that a charset is found out from takes lines of 1 MiB at most.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator

from archive.errors import TextError
from archive.stored import Stored
from archive.text.decode import BOMS, CONTROL, ESCAPES
from archive.text.detect import SAMPLE, Opinion, detect_in, detect_wide_in, looks_sound
from archive.text.exact import decodes
from archive.text.mixed import disguised
from archive.text.refusals import (
    ONE_BYTE_CONTROLS,
    declared_for,
    doubtful_ascii,
    place,
    refuse_contradiction,
    refuse_false_mark,
    refuse_mixed,
    refuse_nearly,
    unknown,
)
from archive.text.signatures import signature
from archive.text.streamed import ONE_BYTE, Decoder, fault_of, fits
from archive.text.text import Found, Other

_HEAD = 64
_LONGEST = 1 << 20  # bytes looked through for a line end


def open_decoder(stored: Stored, *, declared: str | None, where: str) -> Decoder:
    """The charset of a large seed decided, as `decode` does. Raises TextError E0203 to E0210."""
    head = stored.at(0, _HEAD)
    kind = signature(head)
    if kind is not None:
        raise TextError("E0203", where, f"{kind}: it begins with bytes {head[:8].hex(' ')}")
    wanted = declared_for(declared, where)
    for bom, charset in BOMS:
        if head.startswith(bom) and not (charset == "utf-32-le" and (wanted or "").startswith("utf-16")):
            refuse_contradiction(charset, wanted, where)
            refuse_false_mark(stored.at(0, SAMPLE), charset, where)
            decoder = Decoder(stored, charset, Found.BOM, bom, where)
            if charset == "utf-32-le" and not fits(stored, charset, len(bom)):
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
    fault = fault_of(stored, "utf-8")
    controls, first, nulls, escape = _controls_of(stored)
    if fault is None and first is None:
        head = stored.at(0, SAMPLE)
        if head.isascii() and (meant := disguised(head)):
            raise TextError("E0208", where, doubtful_ascii(meant))
        return "utf-8", Found.STRICT, ()
    if escape and any(ESCAPES.search(chunk) for chunk in stored.chunks()):
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
        raise TextError("E0208", where, unknown(opinion.perhaps, _place(stored, fault)))
    _refuse_mixed(stored, opinion.charset, where)
    return opinion.charset, Found.DETECTED, opinion.others


def _refuse_mixed(stored: Stored, charset: str, where: str) -> None:
    base = 0
    for chunk in stored.chunks():
        refuse_mixed(chunk, charset, where, base)
        base += len(chunk)


def _controls_of(stored: Stored) -> tuple[int, int | None, int, bool]:
    """How many control bytes, where the first stands, how many of them are NUL, and whether one is ESC."""
    count = nulls = base = 0
    first: int | None = None
    escape = False
    for chunk in stored.chunks():
        found = len(chunk) - len(chunk.translate(None, ONE_BYTE_CONTROLS))
        if found:
            control = CONTROL.search(chunk)
            if first is None and control is not None:
                first = base + control.start()
            count += found
            nulls += chunk.count(0)
            escape = escape or b"\x1b" in chunk
        base += len(chunk)
    return count, first, nulls, escape


def _wide(stored: Stored) -> str | None:
    def sound(charset: str) -> bool:
        if not fits(stored, charset):
            return False
        head = stored.at(0, 4 * SAMPLE)
        return looks_sound(head.decode(charset, "ignore"))

    return detect_wide_in(stored.at(0, SAMPLE), sound)


def _detected(stored: Stored) -> Opinion:
    sample = _sample(stored)
    there = bytes(sorted(_bytes_of(stored)))
    known: dict[str, bool] = {}

    def readable(charset: str) -> bool:
        if ONE_BYTE.fullmatch(charset):
            return decodes(there, charset)
        try:
            return fits(stored, charset)
        except LookupError:
            return False

    def read(charset: str) -> str | None:
        if charset not in known:
            known[charset] = readable(charset)
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
    refuse_nearly(good, stored.size - kept, _place(stored, fault), where)


def _place(stored: Stored, offset: int) -> str:
    return place(stored.at(offset, 4), 0, offset)
