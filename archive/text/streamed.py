"""The characters of a seed that is too large to be held, in one charset, proved piece by piece by writing them back."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator

from archive.errors import TextError
from archive.stored import Stored
from archive.text.charsets import STATEFUL, iana_name
from archive.text.exact import exceptions_of, gives_back, same
from archive.text.refusals import WIDE_CONTROL, place, refuse_many
from archive.text.text import Decoding, Found, Other

EXCEPTIONS = 1 << 17
"""How many characters of a large seed may be written otherwise than its charset writes them."""

_LONGEST = 1 << 20  # bytes looked through for a line end
_UNICODE: dict[str, Callable[[bytes, str, bool], tuple[str, int]]] = {
    "utf-8": codecs.utf_8_decode,
    "utf-16-le": codecs.utf_16_le_decode,
    "utf-16-be": codecs.utf_16_be_decode,
    "utf-32-le": codecs.utf_32_le_decode,
    "utf-32-be": codecs.utf_32_be_decode,
}
ONE_BYTE = re.compile(r"(cp(?!932|949)|iso8859|mac|koi8|tis|hp|ptcp|kz|ascii).*")


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
            if found := WIDE_CONTROL.search(content):
                first = length + found.start() if first is None else first
                controls += len(WIDE_CONTROL.findall(content))
            length += len(content)
            yield content
        refuse_many(controls, length, first, self._where)

    def _pieces(self) -> Iterator[tuple[bytes, str]]:
        """Bytes and their characters, cut between characters, and at line ends where there are some."""
        base = len(self._bom)
        waiting = b""
        lines = not ONE_BYTE.fullmatch(self._charset) and not self._charset.startswith("utf")
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
            at = place(data, error.start, base)
            raise TextError(
                "E0206", self._where, f"not {iana_name(self._charset)} at {at}: {error.reason}"
            ) from error
        return data[:taken], content

    def _prove(self, body: bytes, content: str, offset: int) -> None:
        if same(content, self._charset, body):
            return
        found = exceptions_of(body, self._charset)
        if not gives_back(content, Decoding(self._charset, self._found, b"", found), body):
            raise TextError(
                "E0207", self._where, f"{iana_name(self._charset)} would not write these bytes again"
            )
        self._exceptions += [(offset + at, written) for at, written in found]
        if len(self._exceptions) > EXCEPTIONS:
            raise TextError(
                "E0210",
                self._where,
                f"more than {EXCEPTIONS} characters that {iana_name(self._charset)} writes otherwise",
            )


def fault_of(stored: Stored, charset: str, start: int = 0) -> int | None:
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
    if last or ONE_BYTE.fullmatch(charset):
        return data.decode(charset), len(data)
    if charset in _UNICODE:
        return _UNICODE[charset](data, "strict", False)
    try:
        return data.decode(charset), len(data)
    except UnicodeDecodeError as error:
        if len(data) - error.start > 4:
            raise
        return data[: error.start].decode(charset), error.start  # the last character is perhaps still to come


def fits(stored: Stored, charset: str, start: int = 0) -> bool:
    """Whether all bytes from `start` on fit this charset."""
    return fault_of(stored, charset, start) is None
