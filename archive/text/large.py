"""The normalized text of a seed that is too large to be held, given piece by piece, and what is known of it then."""

from __future__ import annotations

from collections.abc import Iterator

from archive.errors import TextError
from archive.stored import Stored
from archive.text.decoding import open_decoder
from archive.text.flow import normalized, stored_steps
from archive.text.offsets import Spool
from archive.text.signatures import signature
from archive.text.streamed import Decoder
from archive.text.tally import Tally
from archive.text.text import Text, Totals
from archive.text.undoing import changes_chunks


class Normalizing:
    """One large seed on its way: draw `content` to its end, then `text` and `changes` can be had."""

    def __init__(
        self, stored: Stored, spool: Spool, tally: Tally, *, declared: str | None, where: str
    ) -> None:
        self._stored, self._where = stored, where
        self._tally = tally
        self._steps = stored_steps(spool)
        self._decoder: Decoder = open_decoder(stored, declared=declared, where=where)

    def content(self) -> Iterator[bytes]:
        """The normalized text in UTF-8. Raises TextError, as `normalize` does, and E0214."""
        try:
            for chunk in normalized(self._decoder.chunks(), self._steps, self._where):
                self._tally.feed(chunk)
                yield chunk.encode()
        except TextError as error:
            raise TextError(error.code, error.where or self._where, error.detail) from error.__cause__
        self._tally.end()
        if not self._tally.visible:
            raise TextError(
                "E0202", self._where, f"{self._stored.size} bytes, none of them a visible character"
            )
        begins = self._tally.begins()
        kind = signature(begins.encode("utf-8", "replace"))
        if kind is not None:
            raise TextError("E0203", self._where, f"{kind}: it begins with {begins[:8]!r}")

    def text(self) -> Text:
        """The beginning and the end of the text, with the counts of the whole."""
        tally = self._tally
        content, head, tail = tally.content()
        changed = tuple((step.name, step.count) for step in self._steps if step.count)
        totals = Totals(tally.characters, tally.words, tally.lines, changed, head, tail)
        return Text(content, self._decoder.decoding(), (), totals)

    def changes(self) -> Iterator[bytes]:
        """The change list. Raises TextError E0210."""
        return changes_chunks(self._decoder.decoding(), self._steps)
