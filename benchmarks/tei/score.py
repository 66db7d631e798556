"""Our encoding of a text against its gold: what each run of text was taken for, and which dates were found."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from lxml import etree

from archive.accession import Accession, Collection, Repository
from archive.describe import describe
from archive.outline import outline_of
from archive.record.model import SOFTWARE
from archive.seed import Seed
from archive.tei import encode
from archive.text import normalize
from benchmarks.tei.edition_lines import TEI
from benchmarks.tei.gold import Document, Run
from benchmarks.tei.kinds import kind_of

_FIGURE = re.compile("[0-9]")  # "yesterday" and "last summer" need more than the text
_OPENED = datetime(2026, 1, 1, tzinfo=UTC)
_ACCESSION = Accession(
    Collection("https://example.org/c", "Texts to measure by", "Editions.", Repository("House", "Boston")),
    "2026-1",
    _OPENED,
    SOFTWARE,
    acquired="Measured.",
)


@dataclass(slots=True)
class Scores:
    """Counts that are summed over documents; `pairs` are (gold, found) of runs, `dates` (right, gold, found)."""

    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)
    right: int = 0
    wanted: int = 0
    found: int = 0
    texts: int = 0
    kept: int = 0

    def add(self, other: Scores) -> None:
        self.pairs.update(other.pairs)
        self.right += other.right
        self.wanted += other.wanted
        self.found += other.found
        self.texts += other.texts
        self.kept += other.kept

    @property
    def accuracy(self) -> float:
        total = sum(self.pairs.values())
        return sum(count for (gold, kind), count in self.pairs.items() if gold == kind) / max(1, total)

    def of(self, kind: str) -> tuple[float, float, float]:
        """Precision, recall and F1 of a kind."""
        right = self.pairs[kind, kind]
        gold = sum(count for (wanted, _), count in self.pairs.items() if wanted == kind)
        said = sum(count for (_, found), count in self.pairs.items() if found == kind)
        precision, recall = right / max(1, said), right / max(1, gold)
        return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)

    def kinds(self) -> list[str]:
        """The kinds that the gold has, the most frequent first."""
        often = Counter[str]()
        for (wanted, _), count in self.pairs.items():
            often[wanted] += count
        return [kind for kind, _ in often.most_common()]

    @property
    def macro(self) -> float:
        kinds = self.kinds()
        return sum(self.of(kind)[2] for kind in kinds) / max(1, len(kinds))

    def dates(self) -> tuple[float, float, float]:
        """Precision, recall and F1 of @when."""
        precision, recall = self.right / max(1, self.found), self.right / max(1, self.wanted)
        return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


@dataclass(frozen=True, slots=True)
class Told:
    """One run of the gold and what we took it for, to be looked at."""

    document: str
    wanted: str
    found: str
    words: str


def score(document: Document) -> tuple[Scores, list[Told]]:
    """How one document was encoded, and each run with what was said of it."""
    kinds, frames, dates, projected = encoded(document)
    whole = normalize(document.content.encode()).content
    scores = Scores(texts=1, kept=int(projected == whole))
    told: list[Told] = []
    if projected != document.content:
        return scores, told
    for run in document.runs:
        votes = Counter(kinds[at] for at in range(run.start, run.end) if not document.content[at].isspace())
        found = votes.most_common(1)[0][0]
        if run.kind in ("opener", "closer") and all(
            frames[at] == run.kind for at in range(run.start, run.end) if not document.content[at].isspace()
        ):
            found = run.kind  # the editor told no parts; we may
        scores.pairs[run.kind, found] += 1
        told.append(Told(document.name, run.kind, found, document.content[run.start : run.end]))
    wanted, said = (
        [date for date in of if _FIGURE.search(document.content, date.start, date.end)]
        for of in (document.dates, dates)
    )
    _dates(scores, wanted, said if wanted else [])
    return scores, told


def encoded(document: Document) -> tuple[list[str], list[str], list[Run], str]:
    """The kind of each character, the opener or closer that it stands in, the dates, and the text of our encoding."""
    seed = Seed("text", f"{document.name}.txt", document.content.encode())
    text = normalize(seed.data)
    outline = outline_of(text)
    record = describe(seed, text, outline, _ACCESSION)
    root = etree.fromstring(encode(seed, text, outline, record, _ACCESSION))
    kinds: list[str] = []
    frames: list[str] = []
    dates: list[Run] = []
    words: list[str] = []
    (body,) = root.iterfind(f"{TEI}text/{TEI}body")
    for said, path, when in _pieces(body, [], ""):
        if when and dates and dates[-1].end == len(kinds) and dates[-1].kind == when:
            dates[-1] = Run(dates[-1].start, len(kinds) + len(said), when)
        elif when:
            dates.append(Run(len(kinds), len(kinds) + len(said), when))
        kinds.extend([kind_of(path)] * len(said))
        frame = next((name for name in path if name in ("opener", "closer")), "")
        frames.extend([frame] * len(said))
        words.append(said)
    return kinds, frames, dates, "".join(words)


def _pieces(element: etree._Element, path: list[str], when: str) -> Iterator[tuple[str, list[str], str]]:
    name = etree.QName(element).localname
    if name == "corr":
        return
    inside = [*path, name]
    when = element.get("when", "") if name == "date" else when
    if element.text:
        yield element.text, inside, when
    for child in element:
        yield from _pieces(child, inside, when)
        if child.tail:
            yield child.tail, inside, when


def _dates(scores: Scores, wanted: Iterable[Run], found: list[Run]) -> None:
    """A date is right where it overlaps one of the gold's that has the same @when."""
    left = list(found)
    for run in wanted:
        scores.wanted += 1
        same = next(
            (
                date
                for date in left
                if date.kind == run.kind and date.start < run.end and run.start < date.end
            ),
            None,
        )
        if same is not None:
            scores.right += 1
            left.remove(same)
    scores.found += len(found)
