"""Bytes to characters and back: which charset, decided in a fixed order, and never one that could not give the bytes back.

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
from archive.text.charsets import STATEFUL, declared_codec, iana_name
from archive.text.detect import detect, detect_wide
from archive.text.mixed import disguised, utf8_within
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
ONE_BYTE_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f")) + b"\x7f"
CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]")
ESCAPES = re.compile(rb"\x1b\$[@AB]|\x1b\$\([@A-D]|\x1b\$\)[AC]|\x1b\([JI]")
WIDE_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
_NO_ACCIDENT = 64
_NO_CONTROL = re.compile("[^\x00-\x08\x0b\x0e-\x1f\x7f]*+")


def decode(data: bytes, *, declared: str | None, where: str) -> tuple[str, Decoding]:
    """The characters of `data`, its byte order mark left out, and how they were read; `encode` is the inverse.

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
    content, decoding = _exactly(data, charset, found, where)
    return content, replace(decoding, others=others) if others else decoding


def encode(content: str, decoding: Decoding) -> bytes:
    """The bytes that `decode` read as `content`. Raises TextError E0213 if the two do not belong together."""
    iana_name(decoding.charset)
    parts = [decoding.bom]
    position = 0
    try:
        for offset, written in decoding.exceptions:
            if not position <= offset < len(content):
                raise TextError("E0213", "decoding", f"exception at {offset} of {len(content)} characters")
            parts += content[position:offset].encode(decoding.charset), written
            position = offset + 1
        parts.append(content[position:].encode(decoding.charset))
    except UnicodeError as error:
        raise TextError(
            "E0213", "decoding", f"the text cannot be written in {iana_name(decoding.charset)}"
        ) from error
    return b"".join(parts)


def declared_for(name: str | None, where: str) -> str | None:
    """The codec that a person named, if one did. Raises TextError E0204."""
    try:
        return None if name is None else declared_codec(name)
    except TextError as error:
        raise TextError(error.code, where, error.detail) from None


def _marked(data: bytes, bom: bytes, charset: str, wanted: str | None, where: str) -> tuple[str, Decoding]:
    refuse_contradiction(charset, wanted, where)
    refuse_false_mark(data[: 1 << 16], charset, where)
    try:
        return _exactly(data, charset, Found.BOM, where, bom)
    except TextError:
        if charset != "utf-32-le":
            raise
    # FF FE 00 00 may also be UTF-16 whose first character is a NUL.
    return _exactly(data, "utf-16-le", Found.BOM, where, bom[:2])


def refuse_contradiction(charset: str, wanted: str | None, where: str) -> None:
    """Raises TextError E0205 where a byte order mark and a person name different charsets."""
    if wanted not in {None, charset, charset[:6]}:
        raise TextError(
            "E0205", where, f"the byte order mark says {iana_name(charset)}, the declaration {wanted}"
        )


def refuse_false_mark(head: bytes, charset: str, where: str) -> None:
    """Raises TextError E0209 where the mark of UTF-16 stands before UTF-8, which reads as Chinese that nobody wrote.

    UTF-16 has a byte 0 in every blank and line end, and hardly ever is UTF-8 by accident.
    """
    body = head[2:]
    if (
        charset.startswith("utf-16")
        and len(body) >= _NO_ACCIDENT
        and b"\0" not in body
        and _begins_as_utf8(body)
    ):
        raise TextError("E0209", where, f"the byte order mark of {iana_name(charset)}, and after it UTF-8")


def _begins_as_utf8(body: bytes) -> bool:
    """Whether this is UTF-8, perhaps cut within its last character."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.end == len(body) and len(body) - error.start < 4
    return True


def _as_declared(data: bytes, wanted: str, where: str) -> tuple[str, Decoding]:
    if wanted in {"utf-16", "utf-32"}:
        # Without a mark the order is for the receiver to find; big-endian where nothing shows (RFC 2781 §4.3).
        guess = detect_wide(data) or ""
        wanted = guess if guess.startswith(wanted) else f"{wanted}-be"
    if wanted == "iso8859-1" and any(0x80 <= byte <= 0x9F and byte != 0x85 for byte in set(data)):
        try:
            return _exactly(data, "cp1252", Found.DETECTED, where)
        except TextError:
            pass
    return _exactly(data, wanted, Found.DECLARED, where)


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


def doubtful_ascii(charset: str) -> str:
    """Why ASCII is not taken for ASCII."""
    return f"all bytes are ASCII, but they look like {iana_name(charset)}; declare that, or US-ASCII"


def unknown(perhaps: str, fault: str) -> str:
    """Why no charset is concluded upon."""
    return f"not UTF-8 from {fault} on, and no charset fits" + (f"; perhaps {perhaps}" if perhaps else "")


def refuse_mixed(data: bytes, charset: str, where: str, base: int = 0) -> None:
    """Raises TextError E0209 where UTF-8 stands among bytes of another charset."""
    at = utf8_within(data, charset)
    if at is not None:
        raise TextError(
            "E0209", where, f"UTF-8 at {place(data, at, base)} in what else reads as {iana_name(charset)}"
        )


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
    bad = len(data) - len(kept.encode("utf-8"))
    if (
        good >= 3 and good * 2 >= bad
    ):  # by accident a byte pair of another charset is UTF-8, but hardly every third
        raise TextError("E0209", where, f"{bad} bytes are not UTF-8, the first at {place(data, fault)}")


def _exactly(data: bytes, charset: str, found: Found, where: str, bom: bytes = b"") -> tuple[str, Decoding]:
    """The decoding, proved by writing it back. Raises TextError E0203, E0206, E0207."""
    body = data[len(bom) :]
    try:
        content = body.decode(charset)
    except UnicodeDecodeError as error:
        at = place(data, error.start + len(bom))
        raise TextError("E0206", where, f"not {iana_name(charset)} at {at}: {error.reason}") from error
    except UnicodeError as error:
        raise TextError("E0206", where, f"not {iana_name(charset)}: {error}") from error
    decoding = Decoding(charset, found, bom)
    if charset == "utf-8":  # strict: no two byte sequences give one character
        if body.translate(None, ONE_BYTE_CONTROLS) != body:
            _refuse_controls(content, where)
        return content, decoding
    decoding = Decoding(
        charset, found, bom, () if same(content, charset, body) else exceptions_of(body, charset)
    )
    if not gives_back(content, decoding, data) or (
        charset in STATEFUL and not same(content, "utf-8", content.encode("utf-8", "ignore"))
    ):
        raise TextError("E0207", where, f"{iana_name(charset)} would not write these bytes again")
    _refuse_controls(content, where)
    return content, decoding


def _refuse_controls(content: str, where: str) -> None:
    if _NO_CONTROL.fullmatch(content):
        return
    first, count = WIDE_CONTROL.search(content), len(WIDE_CONTROL.findall(content))
    if first is not None and count > 8 and count * 10 > len(content):
        raise TextError("E0203", where, f"{count} control characters, the first at character {first.start()}")


def decodes(data: bytes, charset: str) -> bool:
    """Whether these bytes can be read in this charset."""
    try:
        data.decode(charset)
    except (UnicodeError, LookupError):
        return False
    return True


def same(content: str, charset: str, body: bytes) -> bool:
    """Whether this charset writes these characters so."""
    try:
        return content.encode(charset) == body
    except UnicodeEncodeError:
        return False


def gives_back(content: str, decoding: Decoding, data: bytes) -> bool:
    """Whether `encode` makes these bytes of these characters."""
    try:
        return encode(content, decoding) == data
    except TextError:
        return False


def exceptions_of(body: bytes, charset: str) -> tuple[tuple[int, bytes], ...]:
    """The characters that the charset would write otherwise; () where it is stateful, which the caller then sees.

    Line by line first: in every stateless charset of ours a byte 0x0A is never part of a longer character.
    """
    if charset in STATEFUL or charset.startswith("utf-"):
        return ()
    found: list[tuple[int, bytes]] = []
    offset = 0
    for line in re.findall(rb"[^\n]*\n|[^\n]+", body):
        try:
            content = line.decode(charset)
        except UnicodeDecodeError:
            return ()
        if not same(content, charset, line):
            found += _exceptions_of_line(line, charset, offset)
        offset += len(content)
    return tuple(found)


def _exceptions_of_line(line: bytes, charset: str, offset: int) -> list[tuple[int, bytes]]:
    import codecs

    found = []
    decoder = codecs.getincrementaldecoder(charset)()
    start = 0
    for end in range(1, len(line) + 1):
        char = decoder.decode(line[end - 1 : end])
        if not char:
            continue
        written = line[start:end]
        if len(char) == 1 and not same(char, charset, written):
            found.append((offset, written))
        offset += len(char)
        start = end
    return found


def place(data: bytes, offset: int, base: int = 0) -> str:
    """A byte of `data` and what stands there, as errors name it; `base` bytes stand before the data."""
    return f"byte {base + offset} ({data[offset : offset + 4].hex(' ')})"
