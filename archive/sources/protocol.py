"""What every source of seeds can do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from archive.seed import Seed, SeedRef
from archive.sources.file import Keep


class Source(Protocol):
    """Where seeds come from. A source is a frozen value that pickles: it travels to the processes that read."""

    def refs(self) -> Iterator[SeedRef]:
        """A cheap handle for every seed, sorted by place, each of another name.

        What a person would expect to be packaged and cannot be (a link, a row without a file) has a handle too, whose reading fails:
        nothing vanishes silently. Raises SourceError where no seed at all can be described rightly.
        """

    def read(self, ref: SeedRef, keep: Keep | None = None) -> Seed:
        """The seed, with what people say of it. Raises SourceError or RecordError, which end this seed only.

        With `keep` a seed that is too large to be held is kept, and not refused.
        """
