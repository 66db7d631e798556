"""Bytes read in one charset, proved by writing them back; and the bytes that characters were read from."""

from __future__ import annotations

import re

from archive.errors import TextError
from archive.text.charsets import STATEFUL, iana_name
from archive.text.refusals import ONE_BYTE_CONTROLS, place, refuse_controls
from archive.text.text import Decoding, Found


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


def exactly(data: bytes, charset: str, found: Found, where: str, bom: bytes = b"") -> tuple[str, Decoding]:
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
            refuse_controls(content, where)
        return content, decoding
    decoding = Decoding(
        charset, found, bom, () if same(content, charset, body) else exceptions_of(body, charset)
    )
    if not gives_back(content, decoding, data) or (
        charset in STATEFUL and not same(content, "utf-8", content.encode("utf-8", "ignore"))
    ):
        raise TextError("E0207", where, f"{iana_name(charset)} would not write these bytes again")
    refuse_controls(content, where)
    return content, decoding


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
