"""The index of headings, opened for reading only: look-up by URI and by label, headings near a label, and verification.

One SQLite file, made by `archive.authorities.build`; this is its one door.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from difflib import SequenceMatcher, get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from archive.authorities.heading import FACET_BITS, FACETS, Heading, Kind, facet_of, numbers_of, uri_of
from archive.authorities.keys import composed, folded, near_key, plain_words
from archive.authorities.lives import spoken
from archive.errors import SettingsError
from archive.paths import file_at

LAYOUT = 1
"""The layout of the file, and the making of its keys: a change of either is another number, and the index is built anew."""

_MANY = 400  # headings that one search for near labels looks at
_NEAR = 0.72  # how like a label must be to be suggested, of 1
_WORDS = 12  # words of a label that are searched for
_LONGEST = 500  # characters of a label that are looked at; the longest heading has fewer


class Verdict(StrEnum):
    """Whether a URI bears a label today."""

    SAME = "same"
    OTHER_FORM = "other form"  # the label but for letter case, Unicode form or kind of dash
    OTHER_LABEL = "other label"
    UNKNOWN = "unknown"  # no such heading in a vocabulary that is indexed
    FOREIGN = "foreign"  # a URI of a vocabulary that is not indexed


class Verified(NamedTuple):
    """`heading` is what the URI names today, None where it names nothing that we know."""

    verdict: Verdict
    heading: Heading | None


class Index:
    """What an open index answers. Every answer is in the order of the vocabularies, then of their numbers."""

    def __init__(self, connection: sqlite3.Connection, where: str) -> None:
        self._connection = connection
        self._where = where
        self.packages: dict[str, str] = dict(self._rows("SELECT name, version FROM package ORDER BY name"))
        self._facets = frozenset(number for (number,) in self._rows("SELECT facet FROM facet"))

    @property
    def schemes(self) -> frozenset[str]:
        """The vocabularies that are indexed."""
        return frozenset(FACETS[number].scheme for number in self._facets)

    def holds(self, uri: str) -> bool:
        """Whether this is a URI of a vocabulary that is indexed."""
        return any(number >> FACET_BITS in self._facets for number in numbers_of(uri))

    def by_uri(self, uri: str) -> Heading | None:
        """The heading of this URI; LCSH and FAST are taken with `https` too."""
        for number in numbers_of(uri):
            for row in self._rows("SELECT id, label, detail FROM heading WHERE id = ?", number):
                return _heading(row)
        return None

    def by_label(self, label: str, *, kinds: Iterable[Kind] = ()) -> tuple[Heading, ...]:
        """The headings of this very label, letter case and Unicode form apart."""
        wanted = folded(label)
        return tuple(heading for heading in self.near(label, kinds=kinds) if folded(heading.label) == wanted)

    def near(self, label: str, *, kinds: Iterable[Kind] = ()) -> tuple[Heading, ...]:
        """The headings of the same words: in any order, with any qualifier, a person's with any dates."""
        among = frozenset(kinds)
        keys = {near_key(label), near_key(label, person=True)}
        words = set(plain_words(label))
        found: dict[int, Heading] = {}
        for key in sorted(keys):
            for row in self._rows("SELECT id, label, detail FROM heading WHERE near = ? ORDER BY id", key):
                heading = _heading(row)
                # A key of 32 bits may be a stranger's too.
                if (not among or heading.kind in among) and words & set(plain_words(heading.label)):
                    found[row[0]] = heading
        return tuple(found[number] for number in sorted(found))

    def suggest(
        self, label: str, *, most: int = 5, schemes: Iterable[str] = (), kinds: Iterable[Kind] = ()
    ) -> tuple[Heading, ...]:
        """The headings most like a label that somebody wrote, the likest first; none that is not like it."""
        wanted = folded(label)[:_LONGEST]
        among, of_kinds = frozenset(schemes), frozenset(kinds)

        same = self.near(label)
        sure = {heading.uri for heading in same}

        def like(found: Iterable[Heading]) -> list[Heading]:
            seen = {
                heading.uri: (_likeness(wanted, heading), heading)
                for heading in found
                if (not among or heading.scheme in among) and (not of_kinds or heading.kind in of_kinds)
            }
            ranked = sorted(seen.values(), key=lambda pair: (-pair[0], pair[1].label, pair[1].uri))
            return [heading for likeness, heading in ranked if likeness >= _NEAR or heading.uri in sure]

        words = plain_words(label[:_LONGEST])[:_WORDS]
        found = like((*same, *self._alike(words))) or like(self._alike(self._corrected(words)))
        return tuple(found[:most])

    def verify(self, uri: str, label: str) -> Verified:
        """Whether the heading of this URI is worded so today."""
        if not self.holds(uri):
            return Verified(Verdict.FOREIGN, None)
        heading = self.by_uri(uri)
        if heading is None:
            return Verified(Verdict.UNKNOWN, None)
        if heading.label == label and heading.uri == uri:
            return Verified(Verdict.SAME, heading)
        same = folded(heading.label) == folded(label)
        return Verified(Verdict.OTHER_FORM if same else Verdict.OTHER_LABEL, heading)

    def holding(self, words: str) -> tuple[Heading, ...]:
        """Every heading that holds all these words, whatever else it holds."""
        search = " ".join(f'"{word}"' for word in plain_words(words))
        return tuple(self._holding(search, -1)) if search else ()

    def _alike(self, asked: Iterable[str]) -> Iterator[Heading]:
        """Headings that hold all of these words, all but one of them, or words that begin like them."""
        words = list(dict.fromkeys(asked))
        searches = [words, *([*words[:n], *words[n + 1 :]] for n in range(len(words)) if len(words) > 1)]
        begun = [f'"{word[: max(4, len(word) - 2)]}" *' for word in words if len(word) > 3]
        for search in [[f'"{word}"' for word in search] for search in searches] + [begun]:
            if search:
                yield from self._holding(" ".join(search))

    def _corrected(self, words: Iterable[str]) -> list[str]:
        """Each word, or in the place of one that no heading has the likest that begins with the same two letters."""
        self._rows("CREATE VIRTUAL TABLE IF NOT EXISTS temp.term USING fts5vocab(main, word, row)")
        found: list[str] = []
        for word in words:
            statement = (
                "SELECT term FROM temp.term WHERE term >= ? AND term < ? AND abs(length(term) - ?) < 3"
            )
            begun = self._rows(statement, word[:2], f"{word[:2]}\U0010ffff", len(word))
            terms = [term for (term,) in begun]
            found += [word] if word in terms else get_close_matches(word, terms, n=1, cutoff=0.8)
        return found

    def _holding(self, search: str, most: int = _MANY) -> Iterator[Heading]:
        statement = "SELECT id, label, detail FROM heading WHERE id IN (SELECT rowid FROM word WHERE word MATCH ? LIMIT ?)"
        for row in self._rows(statement, search, most):
            yield _heading(row)

    def _rows(self, statement: str, *values: object) -> list[Any]:
        try:
            return self._connection.execute(statement, values).fetchall()
        except sqlite3.Error as exc:
            raise SettingsError("E0573", self._where, str(exc)) from exc


@contextmanager
def open_index(path: Path) -> Iterator[Index]:
    """The index at `path`, for reading. Raises SettingsError E0570 where there is none, E0573 on one that cannot be read."""
    if not file_at(path):
        raise SettingsError("E0570", str(path), "no index is there")
    try:
        connection = sqlite3.connect(f"file:{quote(str(path))}?mode=ro&immutable=1", uri=True)
    except sqlite3.Error as exc:
        raise SettingsError("E0573", str(path), str(exc)) from exc
    try:
        try:
            (layout,) = connection.execute("PRAGMA user_version").fetchone()
        except sqlite3.Error as exc:
            raise SettingsError("E0573", str(path), str(exc)) from exc
        if layout != LAYOUT:
            raise SettingsError("E0573", str(path), f"its layout is {layout}, ours is {LAYOUT}")
        yield Index(connection, str(path))
    finally:
        connection.close()


def _heading(row: tuple[int, str, str | None]) -> Heading:
    facet = facet_of(row[0])
    return Heading(uri_of(row[0]), composed(row[1]), facet.scheme, facet.kind, row[2])


def _likeness(wanted: str, heading: Heading) -> float:
    """How like a heading is to what somebody wrote; a person's also in the order in which names are spoken."""
    forms = [folded(heading.label)[:_LONGEST]]
    if heading.kind is Kind.PERSON:
        forms.append(folded(spoken(heading.label)))
    return max(SequenceMatcher(None, form, wanted, autojunk=False).ratio() for form in forms)
