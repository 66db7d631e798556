"""Bytes to characters: which charset, decided in a fixed order, and never one that could not give the bytes back (`exact`).

1. A byte order mark decides (Unicode 16 §2.13, §23.8). If a person declared another charset, one of the two is wrong: E0205.
2. What a person declared comes next, before strict UTF-8: they may know what bytes cannot tell, and a text that only happens to be
   well-formed UTF-8 is theirs to name. Bytes that do not fit it are E0206; nothing else is tried in its place. One exception:
   ISO-8859-1 with bytes 0x80-0x9F is read as windows-1252, as every browser does, and recorded as detected.
3. Strict UTF-8, unless controls or escape sequences show that it is UTF-16, UTF-32 or ISO-2022 in disguise.
4. Detection (`detect`). A text that is UTF-8 in good part is refused: every other reading would spoil that part of it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from archive.errors import TextError
from archive.text.charsets import STATEFUL, iana_name
from archive.text.detect import detect, detect_wide
from archive.text.exact import exactly, same
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
from archive.text.text import Decoding, Found, Other

SEED_LIMIT = 256 * 1024 * 1024
"""The size in bytes above which a seed is refused: a text of it takes several times as much memory."""

BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]")
ESCAPES = re.compile(rb"\x1b\$[@AB]|\x1b\$\([@A-D]|\x1b\$\)[AC]|\x1b\([JI]")


def decode(data: bytes, *, declared: str | None, where: str) -> tuple[str, Decoding]:
    """The characters of `data`, its byte order mark left out, and how they were read; `exact.encode` is the inverse.

    Raises TextError E0203 to E0210.
    """
    if len(data) > SEED_LIMIT:
        raise TextError("E0210", where, f"{len(data)} bytes, at most {SEED_LIMIT}")
    kind = signature(data)
    if kind is not None:
        raise TextError("E0203", where, f"{kind}: it begins with bytes {data[:8].hex(' ')}")
    wanted = declared_for(declared, where)
    for bom, charset in BOMS:
        if data.startswith(bom) and not (charset == "utf-32-le" and (wanted or "").startswith("utf-16")):
            return _marked(data, bom, charset, wanted, where)
    if wanted is not None:
        return _as_declared(data, wanted, where)
    charset, found, others = _decided(data, where)
    content, decoding = exactly(data, charset, found, where)
    return content, replace(decoding, others=others) if others else decoding


def _marked(data: bytes, bom: bytes, charset: str, wanted: str | None, where: str) -> tuple[str, Decoding]:
    refuse_contradiction(charset, wanted, where)
    refuse_false_mark(data[: 1 << 16], charset, where)
    try:
        return exactly(data, charset, Found.BOM, where, bom)
    except TextError:
        if charset != "utf-32-le":
            raise
    # FF FE 00 00 may also be UTF-16 whose first character is a NUL.
    return exactly(data, "utf-16-le", Found.BOM, where, bom[:2])


def _as_declared(data: bytes, wanted: str, where: str) -> tuple[str, Decoding]:
    if wanted in {"utf-16", "utf-32"}:
        # Without a mark the order is for the receiver to find; big-endian where nothing shows (RFC 2781 §4.3).
        guess = detect_wide(data) or ""
        wanted = guess if guess.startswith(wanted) else f"{wanted}-be"
    if wanted == "iso8859-1" and any(0x80 <= byte <= 0x9F and byte != 0x85 for byte in set(data)):
        try:
            return exactly(data, "cp1252", Found.DETECTED, where)
        except TextError:
            pass
    return exactly(data, wanted, Found.DECLARED, where)


def _decided(data: bytes, where: str) -> tuple[str, Found, tuple[Other, ...]]:
    """The charset of bytes without mark or declaration, and what else it may be. Raises TextError E0203, E0208, E0209."""
    fault: UnicodeDecodeError | None = None
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        fault = error
    control = None if data == data.translate(None, ONE_BYTE_CONTROLS) else CONTROL.search(data)
    if fault is None and control is None:
        return _ascii_or_utf8(data, where)
    if b"\x1b" in data and (escaped := _escaped(data, where)):
        return escaped, Found.DETECTED, ()
    heavy = control is not None and _heavy(data)
    if (heavy or fault is not None) and (wide := detect_wide(data)):
        return wide, Found.DETECTED, ()
    if heavy and control is not None:
        raise TextError(
            "E0203", where, f"many control characters, the first at {place(data, control.start())}"
        )
    if fault is None:
        return "utf-8", Found.STRICT, ()
    _refuse_nearly_utf8(data, fault.start, where)
    opinion = detect(data)
    if opinion.charset is None:
        raise TextError("E0208", where, unknown(opinion.perhaps, place(data, fault.start)))
    refuse_mixed(data, opinion.charset, where)
    return opinion.charset, Found.DETECTED, opinion.others


def _ascii_or_utf8(data: bytes, where: str) -> tuple[str, Found, tuple[Other, ...]]:
    """UTF-8, unless the bytes are ASCII that was meant otherwise. Raises TextError E0208."""
    charset = disguised(data) if data.isascii() else None
    if charset is None:
        return "utf-8", Found.STRICT, ()
    if charset in STATEFUL and same(data.decode(charset), charset, data):
        return charset, Found.DETECTED, ()
    raise TextError("E0208", where, doubtful_ascii(charset))


def _heavy(data: bytes) -> bool:
    """Whether controls are too many for stray ones: more than one byte in ten, or a NUL to every other byte of a short text."""
    count = len(data) - len(data.translate(None, ONE_BYTE_CONTROLS))
    return count * 10 > len(data) and (count > 8 or data.count(0) * 2 == len(data))


def _escaped(data: bytes, where: str) -> str | None:
    """The ISO 2022 charset whose escape sequences stand in `data`, if any. Raises TextError E0207 if we could not write it again."""
    if ESCAPES.search(data) is None:
        return None
    readable = []
    for charset in ("iso2022_jp", "iso2022_jp_2", "iso2022_kr"):
        try:
            readable.append(charset)
            if data.decode(charset).encode(charset) == data:
                return charset
        except UnicodeError:
            readable.remove(charset)
    if readable:
        raise TextError(
            "E0207", where, f"{iana_name(readable[0])} with escape sequences that no encoder would write so"
        )
    return None


def _refuse_nearly_utf8(data: bytes, fault: int, where: str) -> None:
    kept = data.decode("utf-8", "ignore")
    good = len(kept) - len(kept.encode("ascii", "ignore"))
    refuse_nearly(good, len(data) - len(kept.encode("utf-8")), place(data, fault), where)
