"""What is wrong with a large text of a bag and its change list, found by reading them in pieces: the findings of `faults`."""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archive.errors import TextError
from archive.findings import Finding
from archive.stored import Chunks
from archive.text.compose import MARKS_LIMIT, compose, long_run
from archive.text.faults import CONTROLS, LINE_ENDS, LOST, TWICE, another_kind, doubts, points, told
from archive.text.faults import seen as as_seen
from archive.text.flow import Stage
from archive.text.normalize import PLAIN, trailing_blanks
from archive.text.offsets import Spool
from archive.text.signatures import HEAD
from archive.text.tally import Tally
from archive.text.text import Change
from archive.text.undoing import original_chunks, parting, read_stored_changes


def large_faults(
    text: Chunks,
    changes: Chunks,
    original: Chunks,
    *,
    paths: tuple[str, str, str],
    tally: Tally,
    spool: Spool,
) -> Iterator[Finding]:
    """Every fault of a normalized text, of its change list, and of what undoing gives (N0101 to N0111); `tally` is fed the text.

    Raises BagError E0405 where a file cannot be read, OSError where the spool cannot be kept.
    """
    try:
        yield from _faults_of(text, paths[0], tally)
    except UnicodeDecodeError as error:
        yield _no_utf8(text, error, paths[0])
        return
    try:
        decoding, steps = read_stored_changes(changes(), spool)
    except TextError as error:
        yield Finding("N0109", paths[1], None, told(error))
        return
    yield from doubts(decoding, paths[1])
    try:
        parted = parting(original_chunks(characters(text), decoding, steps), original())
    except TextError as error:
        yield Finding("N0110", paths[1], paths[2], told(error))
        return
    if parted is not None:
        place, given, wanted = parted
        yield Finding(
            "N0110",
            paths[2],
            f"byte {place} is {wanted.hex() or 'the end'}",
            f"byte {place} is {given.hex() or 'the end'}",
        )


def characters(chunks: Chunks) -> Iterator[str]:
    """The characters of UTF-8. Raises UnicodeDecodeError, with the place in all the bytes."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    base = 0
    for chunk in chunks():
        waiting = len(decoder.getstate()[0])
        try:
            yield decoder.decode(chunk)
        except UnicodeDecodeError as error:
            raise _moved(error, base - waiting) from None
        base += len(chunk)
    try:
        yield decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise _moved(error, base - len(error.object)) from None


def _moved(error: UnicodeDecodeError, base: int) -> UnicodeDecodeError:
    seen = error.object[error.start : error.start + 1]
    return UnicodeDecodeError("utf-8", seen, base + error.start, base + error.start + 1, error.reason)


def _no_utf8(text: Chunks, error: UnicodeDecodeError, path: str) -> Finding:
    lines = base = 0
    for chunk in text():
        lines += chunk[: max(0, error.start - base)].count(10)
        base += len(chunk)
    return Finding("N0101", f"{path}:{lines + 1}", "UTF-8", f"byte {error.start} is {error.object.hex()}")


_SPAN = 4  # characters before a chunk in which a pattern of it may begin


@dataclass(slots=True)
class _Seen:
    """The first of many alike: where it stands, what it is, and how many there are."""

    place: int = -1
    was: str = ""
    now: str = ""
    count: int = 0

    def add(self, changes: Sequence[Change], shift: int) -> None:
        if changes and not self.count:
            self.place, self.was, self.now = changes[0].start + shift, changes[0].was, changes[0].now
        self.count += len(changes)


class _Watch:
    """Everything that is looked for in the characters of a normalized text as they go by."""

    def __init__(self) -> None:
        self.blanks, self.composed, self.line_ends, self.controls = _Seen(), _Seen(), _Seen(), _Seen()
        self.twice, self.lost = _Seen(), _Seen()
        self._before = self.head = ""
        self.marked = False
        self.long: int | None = None
        self._length = 0
        self._stages = [
            Stage("trailing-blanks", trailing_blanks, self.blanks.add, ""),
            Stage("nfc", compose, self.composed.add, ""),
        ]

    def feed(self, chunk: str) -> None:
        if not self._length:
            self.marked = chunk.startswith("\ufeff")
        if not PLAIN.fullmatch(chunk):
            for seen, pattern in ((self.line_ends, LINE_ENDS), (self.controls, CONTROLS)):
                found = [Change(match.start(), match.group(), "") for match in pattern.finditer(chunk)]
                seen.add(found, self._length)
        if len(self.head) < HEAD:
            self.head += chunk[:HEAD]
        if not chunk.isascii():
            self._look(chunk)
        self._before = (self._before + chunk)[-_SPAN:]
        self._length += len(chunk)
        self._passed(chunk)

    def _look(self, chunk: str) -> None:
        block, base = self._before + chunk, self._length - len(self._before)
        for seen, pattern in ((self.twice, TWICE), (self.lost, LOST)):
            first = None if seen.count else pattern.search(block)
            if first is not None:
                seen.add([Change(first.start(), first.group(), "")], base)

    def end(self) -> None:
        self._passed(None)

    def _passed(self, chunk: str | None) -> None:
        for stage in list(self._stages):
            try:
                stage.end() if chunk is None else stage.feed(chunk)
            except TextError as error:
                self._stages.remove(stage)
                self._stopped(stage, error)

    def _stopped(self, stage: Stage, error: TextError) -> None:
        """What stopped the look: a run too long to be looked at, or an NFC with too long a run, which is no NFC."""
        if stage.name == "trailing-blanks":
            self.blanks.add([Change(stage.taken, " ", "")], 0)
            return
        run = long_run(stage.waiting)
        if run is None and error.code == "E0211":
            self.composed.add([Change(-1, "", "")], 0)
        else:
            self.long = stage.taken + (run or 0)


def _faults_of(text: Chunks, path: str, tally: Tally) -> Iterator[Finding]:
    watch = _Watch()
    for chunk in characters(text):
        if chunk:
            watch.feed(chunk)
            tally.feed(chunk)
    watch.end()
    tally.end()
    seen = {"N0103": watch.line_ends, "N0104": watch.controls, "N0106": watch.blanks, "N0102": watch.composed}
    spoiled = {"N0113": watch.twice, "N0114": watch.lost}
    wanted = [one.place for one in (*seen.values(), *spoiled.values()) if one.count]
    wanted += [] if watch.long is None else [watch.long]
    lines = _lines(text, wanted)
    if watch.marked:
        yield Finding("N0107", f"{path}:1", None, "U+FEFF")
    for code in ("N0103", "N0104", "N0106"):
        one = seen[code]
        if one.count:
            yield Finding(code, f"{path}:{lines[one.place]}", None, as_seen(one.was, one.count))
    if tally.newlines != 1:
        yield Finding("N0105", path, "one LF at the end", f"{tally.newlines}")
    if not tally.visible:
        yield Finding("N0108", path, None, f"{tally.characters} characters of white space")
    if watch.long is not None:
        yield Finding("N0111", f"{path}:{lines[watch.long]}", f"at most {MARKS_LIMIT}", None)
    elif watch.composed.count and watch.composed.place < 0:
        yield Finding("N0102", path)
    elif watch.composed.count:
        one = watch.composed
        yield Finding("N0102", f"{path}:{lines[one.place]}", points(one.now), as_seen(one.was, one.count))
    yield from _spoiled(spoiled, lines, path)
    yield from another_kind(watch.head, path)


def _spoiled(spoiled: dict[str, _Seen], lines: dict[int, int], path: str) -> Iterator[Finding]:
    for code, one in spoiled.items():
        if one.count:
            yield Finding(code, f"{path}:{lines[one.place]}", None, points(one.was))


def _lines(text: Chunks, places: list[int]) -> dict[int, int]:
    """The line in which each of these characters stands."""
    found: dict[int, int] = {}
    if not places:
        return found
    base = lines = 0
    for chunk in characters(text):
        for place in places:
            if place < base + len(chunk) or place < 0:
                found.setdefault(place, lines + 1 + chunk.count("\n", 0, max(0, place - base)))
        base, lines = base + len(chunk), lines + chunk.count("\n")
    return {place: found.get(place, lines + 1) for place in places}
