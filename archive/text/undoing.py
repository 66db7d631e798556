"""The change list of a large text, written and read as it goes, and the text led back to its bytes by it."""

from __future__ import annotations

import codecs
import re
from array import array
from collections.abc import Iterable, Iterator, Sequence

from archive.errors import TextError
from archive.text import changes as held
from archive.text.charsets import iana_name
from archive.text.offsets import Spool, StoredStep
from archive.text.text import Decoding

LIST_LIMIT = 8 * 1024 * 1024 * 1024
"""The size in bytes above which a change list is not written and not read."""

_LINE = 1 << 24  # bytes of one line, places apart
_BEFORE_PLACES = b', "at": ['
_PLACES = re.compile(rb"[0-9]+(?:, [0-9]+)*")
_FULL = 1 << 19  # characters that are handed on together


def changes_chunks(decoding: Decoding, steps: Sequence[StoredStep]) -> Iterator[bytes]:
    """The bytes of the change list, as `changes_json` gives those of a text that is held. Raises TextError E0210."""
    changed = [step for step in steps if step.count]
    yield held.head_json(decoding).encode("ascii")
    size = 0
    for number, step in enumerate(changed, 1):
        for chunk in _step_chunks(step):
            size += len(chunk)
            if size > LIST_LIMIT:
                raise TextError("E0210", "", f"a change list of more than {LIST_LIMIT} bytes")
            yield chunk
        yield b",\n" if number < len(changed) else b"\n"
    yield b" ]\n}\n"


def _step_chunks(step: StoredStep) -> Iterator[bytes]:
    yield held.step_head(step.name, step.count).encode("ascii")
    first = True
    for was, now, pieces in step.groups():
        lead = "" if first else ",\n"
        yield f'{lead}    {{"was": {held.as_json(was)}, "now": {held.as_json(now)}, "at": ['.encode("ascii")
        for number, piece in enumerate(pieces):
            yield (", " if number else "").encode() + ", ".join(map(str, piece)).encode("ascii")
        yield b"]}"
        first = False
    yield b"\n   ]}"


def read_stored_changes(chunks: Iterator[bytes], spool: Spool) -> tuple[Decoding, tuple[StoredStep, ...]]:
    """What `changes_chunks` wrote, laid out as it was. Raises TextError E0212 on anything else."""
    lines = _Lines(chunks)
    decoding = held.read_head(lines.until(b' "steps": [\n') + b"]}")
    steps: list[StoredStep] = []
    while (start := lines.line()) != b" ]\n":
        if not start.startswith(b"  {") or len(steps) >= held.MOST_STEPS:
            raise TextError("E0212", "steps", "not laid out as this program writes it")
        head = held.as_object(start + lines.until(b'"changes": [\n') + b"]}")
        step = StoredStep(held.of(head, "step", str), spool)
        _read_groups(lines, step)
        if step.count != held.of(head, "count", int):
            raise TextError("E0212", step.name[:64], f"{step.count} changes, not as many as it says")
        steps.append(step)
    if lines.line() != b"}\n" or lines.line():
        raise TextError("E0212", "steps", "not laid out as this program writes it")
    return decoding, tuple(steps)


def _read_groups(lines: _Lines, step: StoredStep) -> None:
    name = step.name[:64]
    while (start := lines.until(b"]}\n", b"]},\n", _BEFORE_PLACES)).strip() not in {b"]}", b"]},"}:
        row = held.as_object(start + b"]}")
        was, now = held.of(row, "was", str), held.of(row, "now", str)
        if was == now or not held.writable(was + now):
            raise TextError("E0212", name, "a change that is none, or characters that cannot be")
        last = -1
        for places in lines.numbers():
            if any(later <= earlier for earlier, later in zip((last, *places), places, strict=False)):
                raise TextError("E0212", name, f"places not in order after {last}")
            last = places[-1]
            try:
                step.extend(was, now, places)
            except TextError as error:
                raise TextError("E0212", name, error.detail) from None
        if lines.line() not in {b"}\n", b"},\n"}:
            raise TextError("E0212", name, "not laid out as this program writes it")


class _Lines:
    """Bytes taken line by line, and places number by number, with a bound on what is held."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._waiting = b""
        self._total = 0

    def line(self) -> bytes:
        return self.until(b"\n", end=True)

    def until(self, *ends: bytes, end: bool = False) -> bytes:
        """All up to and with the first of these; with `end` also what is left at the end."""
        looked = 0
        longest = max(map(len, ends))
        while True:
            found = [
                (at, len(one))
                for one in ends
                if (at := self._waiting.find(one, max(0, looked - longest))) >= 0
            ]
            if found:
                at, length = min(found)
                taken, self._waiting = self._waiting[: at + length], self._waiting[at + length :]
                return taken
            looked = len(self._waiting)
            if looked > _LINE:
                raise TextError("E0212", "", f"a line of more than {_LINE} bytes")
            if not self._more():
                if not end:
                    raise TextError("E0212", "", "the change list breaks off")
                taken, self._waiting = self._waiting, b""
                return taken

    def numbers(self) -> Iterator[array[int]]:
        """The numbers up to the next `]`, in pieces."""
        while True:
            close = self._waiting.find(b"]")
            cut = close if close >= 0 else self._waiting.rfind(b", ")
            if close < 0 and cut <= 0 and (len(self._waiting) > 64 or not self._more()):
                raise TextError("E0212", "", "the change list breaks off within a list of places")
            if cut > 0:
                yield _numbers(self._waiting[:cut])
            if close >= 0:
                self._waiting = self._waiting[close + 1 :]
                return
            self._waiting = self._waiting[cut + 2 :] if cut > 0 else self._waiting
            if cut > 0 and not self._more():
                raise TextError("E0212", "", "the change list breaks off within a list of places")

    def _more(self) -> bool:
        chunk = next(self._chunks, b"")
        self._waiting += chunk
        self._total += len(chunk)
        if self._total > LIST_LIMIT:
            raise TextError("E0212", "", f"more than {LIST_LIMIT} bytes")
        return bool(chunk)


def _numbers(written: bytes) -> array[int]:
    if not _PLACES.fullmatch(written):
        raise TextError("E0212", "", "places that are no numbers")
    try:
        return array("Q", map(int, written.split(b", ")))
    except (OverflowError, ValueError) as error:
        raise TextError("E0212", "", "a place that no text has") from error


def original_chunks(
    content: Iterable[str], decoding: Decoding, steps: Sequence[StoredStep]
) -> Iterator[bytes]:
    """The original's bytes, from a normalized text and its changes. Raises TextError E0213 if they do not belong together."""
    flow: Iterator[str] = iter(content)
    for step in reversed(steps):
        flow = reverted(flow, step.changes(), step.name)
    return _encoded(flow, decoding)


def reverted(chunks: Iterable[str], changes: Iterator[tuple[int, str, str]], name: str) -> Iterator[str]:
    """The characters before a step. Raises TextError E0213 where a change does not stand in them."""
    waiting, base = "", 0
    change = next(changes, None)
    for chunk in chunks:
        block = waiting + chunk if waiting else chunk
        parts: list[str] = []
        at = size = 0
        while change is not None and change[0] + len(change[2]) <= base + len(block):
            start, was, now = change[0] - base, change[1], change[2]
            if start < at or not block.startswith(now, start):
                raise _misplaced(name, change)
            parts += block[at:start], was
            size += start - at + len(was)
            at = start + len(now)
            change = next(changes, None)
            if size > _FULL:
                yield "".join(parts)
                parts, size = [], 0
        end = len(block) if change is None else min(len(block), change[0] - base)
        if end < at:
            raise _misplaced(name, change)
        parts.append(block[at:end])
        yield "".join(parts)
        waiting, base = block[end:], base + end
    if change is not None:
        if base or waiting or change[0] or change[2]:
            raise _misplaced(name, change)
        yield change[1]  # of an empty text
    yield waiting


def _misplaced(name: str, change: tuple[int, str, str] | None) -> TextError:
    place, _, now = change or (0, "", "")
    return TextError("E0213", name, f"{now[:16]!r} does not stand at character {place}")


def _encoded(chunks: Iterable[str], decoding: Decoding) -> Iterator[bytes]:
    charset = iana_name(decoding.charset)
    encoder = codecs.getincrementalencoder(decoding.charset)()
    exceptions = iter(decoding.exceptions)
    exception = next(exceptions, None)
    yield decoding.bom
    base = 0
    try:
        for chunk in chunks:
            at = 0
            while exception is not None and exception[0] < base + len(chunk):
                place = exception[0] - base
                if place < at:
                    raise TextError("E0213", "decoding", f"exception at {exception[0]}")
                yield encoder.encode(chunk[at:place], final=True)
                yield exception[1]
                at = place + 1
                exception = next(exceptions, None)
            yield encoder.encode(chunk[at:])
            base += len(chunk)
        yield encoder.encode("", final=True)
    except UnicodeError as error:
        raise TextError("E0213", "decoding", f"the text cannot be written in {charset}") from error
    if exception is not None:
        raise TextError("E0213", "decoding", f"exception at {exception[0]} of {base} characters")


def parting(given: Iterable[bytes], wanted: Iterable[bytes]) -> tuple[int, bytes, bytes] | None:
    """The first byte at which two files part and what each has there (nothing at its end); None if they are the same."""
    one, two = iter(given), iter(wanted)
    left, right = b"", b""
    base = 0
    while True:
        left = left or next((chunk for chunk in one if chunk), b"")
        right = right or next((chunk for chunk in two if chunk), b"")
        length = min(len(left), len(right))
        if left[:length] != right[:length] or not length:
            if not (left or right):
                return None
            at = next((at for at in range(length) if left[at] != right[at]), length)
            return base + at, left[at : at + 1], right[at : at + 1]
        left, right, base = left[length:], right[length:], base + length
