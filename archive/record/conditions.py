"""When a rule of a profile applies: a closed list of named conditions, each answered from the record and its text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache

from archive.record.model import PROPERTIES, Record
from archive.record.vocabularies import unknown
from archive.record.whole import Whole


@dataclass(frozen=True)
class Case:
    """What is judged: the record, the normalized text and the bytes received where they are at hand, and the time.

    Of a document that is too large to be held `text` is the beginning and the end, and `whole` answers for all of it.
    """

    record: Record
    text: str | None
    seed: bytes | None
    opened_at: datetime
    whole: Whole | None = None

    def words_at(self, start: int, end: int | None) -> str:
        """What stands at a place of the text."""
        if self.whole is not None:
            return self.whole.tally.words_at(start, start if end is None else end)
        return (self.text or "")[start:end]

    def holds(self, quote: str) -> bool:
        """Whether these words stand anywhere in the text."""
        return self.whole.tally.holds(quote) if self.whole is not None else quote in (self.text or "")

    @cached_property
    def notice(self) -> str | None:
        """The first line of the text that is a copyright notice."""
        if self.text is None or not any(
            word in self.text for word in ("©", "opyright", "OPYRIGHT", "(c)", "(C)")
        ):
            return None
        match = _NOTICE.search(self.text)
        return _line(self.text, match.start()) if match else None

    @cached_property
    def signature(self) -> str | None:
        """The line under a closing formula, or after `Signed`, that names somebody."""
        match = _SIGNATURE.search(self.text) if self.text is not None else None
        return match["name"].strip() if match else None

    @cached_property
    def byline(self) -> str | None:
        """A line of the beginning that says by whom the text is."""
        match = _BYLINE.search(self.text[:2000]) if self.text is not None else None
        return match["name"].strip() if match else None

    @cached_property
    def addressee(self) -> str | None:
        """Whom a salutation of the beginning addresses."""
        match = _SALUTATION.search(self.text[:4000]) if self.text is not None else None
        return match["name"].strip() if match else None


Condition = Callable[[Case], bool]

CONDITIONS: dict[str, Condition] = {
    "always": lambda _: True,
    "never": lambda _: False,
    "copyright-notice": lambda case: case.notice is not None,
    "signature": lambda case: case.signature is not None,
    "byline": lambda case: case.byline is not None,
    "addressee": lambda case: case.addressee is not None,
    "url-in-text": lambda case: case.text is not None and ("http://" in case.text or "https://" in case.text),
}
"""The conditions by name; besides these, `has:PROPERTY` and `lacks:PROPERTY` ask whether the record states it."""


@lru_cache(maxsize=256)
def condition(name: str) -> Condition:
    """The condition of this name. Raises ValueError, with a sentence, on one that there is not."""
    kind, colon, argument = name.partition(":")
    if colon and kind in {"has", "lacks"}:
        local = argument.removeprefix("dcterms:")
        if local not in PROPERTIES:
            raise ValueError(unknown("property", argument, PROPERTIES))
        return lambda case: bool(case.record.of(local)) is (kind == "has")
    if name not in CONDITIONS:
        raise ValueError(unknown("condition", name, [*CONDITIONS, "has:…", "lacks:…"]))
    return CONDITIONS[name]


_NOTICE = re.compile(
    r"©|\([cC]\) ?(?=[12][0-9]{3})|\b(?i:copyright) (?:(?=©|\([cC]\)|[12][0-9]{3}\b)|by (?=[A-Z]))"
)
_NAME = r"(?P<name>[^\W\d_a-zß-ÿ][^\n]{2,80})"
_CLOSING = (
    "sincerely(?: yours)?|yours (?:sincerely|truly|faithfully)|respectfully(?: (?:yours|submitted))?|(?:kind|best|warm) regards|"
    "regards|in solidarity|cordially|faithfully|truly yours|atentamente|cordialmente|saludos(?: cordiales)?|respetuosamente"
)
_SIGNATURE = re.compile(
    rf"^[ \t]*(?i:{_CLOSING})[ \t]*[,.]?[ \t]*\n(?:[ \t]*\n){{0,5}}[ \t]*{_NAME}", re.MULTILINE
)
_BYLINE = re.compile(
    r"^(?:By|BY|Por|POR) (?P<name>[^\W\d_a-zß-ÿ][\w.'’-]*(?: [^\W\d_a-zß-ÿ][\w.'’-]*){1,4})[ \t]*$",
    re.MULTILINE,
)
_SALUTATION = re.compile(
    r"^(?:Dear|Estimad[oa]s?|Querid[oa]s?|Distinguid[oa]s?) (?P<name>[^\n]{2,80}?)[:,][ \t]*$", re.MULTILINE
)


def _line(text: str, place: int) -> str:
    start = text.rfind("\n", 0, place) + 1
    end = text.find("\n", place)
    return text[start : end if end >= 0 else len(text)].strip()
