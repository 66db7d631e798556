"""The weights by which short lines among paragraphs are read once more, learned from the TEI of editors.

    python -m benchmarks.tei.learn_shorts EDITION …            how each edition is read by what all the others teach
    python -m benchmarks.tei.learn_shorts EDITION … --write    learns from all of them, and writes archive/outline/shorts.tsv

An EDITION is a folder of TEI files. The learner is python-crfsuite, which the program itself does not need.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zlib import crc32

from archive.outline import Role, shorts
from archive.outline.chains import Said
from archive.outline.frames import reframed
from archive.outline.rules import claimed
from archive.outline.wrapping import sheet_of
from benchmarks.tei.gold import Document, documents

_KINDS = {
    "p": Role.PARAGRAPH,
    "quote": Role.PARAGRAPH,
    "head": Role.HEADING,
    "item": Role.LIST_ITEM,
    "signed": Role.SIGNATURE,
    "l": Role.VERSE,
}
_LONGEST = 80_000  # characters of a document that is learned from
_MOST = 3000  # lines of an edition
_OF_ONE = 300  # of one document
_RUN = 60  # of one run
_EDITIONS = 5  # in which a look must be met
_FOLDS = 8  # of the editions, each read by what the others teach
_SCALE = 64  # of a weight of one, as a whole number
_LEAST = 3  # a weight that is nearer to nothing is left out
_SETTINGS = {"c1": 1.5, "c2": 0.5, "max_iterations": 60, "feature.minfreq": 8}


@dataclass(frozen=True, slots=True)
class Lesson:
    """A run of short lines: of each what is said of it, what the rules take it for, and what its editor does."""

    edition: str
    document: str
    letter: bool
    said: tuple[Said, ...]
    read: tuple[int, ...]
    told: tuple[int, ...]


def lessons(edition: str, document: Document) -> Iterator[Lesson]:
    """The runs of a document that would be read, without the lines whose kind the editor does not tell."""
    sheet = sheet_of(document.content)
    if not len(sheet):
        return
    claims, parts = reframed(sheet, *claimed(sheet))
    numbers = shorts.reading_of(sheet, claims, parts)
    letter = shorts.is_letter(claims)
    kinds = [""] * len(document.content)
    for run in document.runs:
        kinds[run.start : run.end] = [run.kind] * (run.end - run.start)
    for lines in shorts.runs(shorts.said(sheet, claims, numbers)):
        told = [
            _told(Counter(filter(None, kinds[sheet.units[n].start : sheet.units[n].end])), numbers[n], letter)
            for n, _ in lines
        ]
        for known, some in groupby(zip(lines, told, strict=True), lambda pair: pair[1] is not None):
            if known:
                found = [(n, line, number) for (n, line), number in some if number is not None]
                yield Lesson(
                    edition,
                    document.name,
                    letter,
                    tuple(line for _, line, _ in found),
                    tuple(numbers[n] for n, _, _ in found),
                    tuple(number for _, _, number in found),
                )


def learn(taught: Iterable[Lesson]) -> shorts.Weights:
    """The weights that fit these lessons, of looks that several editions have."""
    import pycrfsuite  # type: ignore[import-not-found, import-untyped, unused-ignore]

    met: dict[str, set[str]] = defaultdict(set)
    flat: list[tuple[list[list[str]], list[str]]] = []
    for lesson in _measured(taught):
        said = [_flat(line) for line in lesson.said[:_RUN]]
        flat.append((said, [str(number) for number in lesson.told[:_RUN]]))
        for look in {look for line in said for look in line}:
            met[look].add(lesson.edition)
    known = {look for look, editions in met.items() if len(editions) >= _EDITIONS}
    trainer = pycrfsuite.Trainer(verbose=False)
    for said, told in flat:
        trainer.append([[look for look in line if look in known] for line in said], told)
    trainer.set_params(_SETTINGS)
    with TemporaryDirectory() as folder:
        model = str(Path(folder, "model"))
        trainer.train(model)
        tagger = pycrfsuite.Tagger()
        tagger.open(model)
        return _weights(tagger.info())


def written(weights: shorts.Weights) -> str:
    """The weights as `shorts.tsv` holds them."""
    names = [role.value for role in shorts.ROLES]
    lines = []
    for place, looks in weights.looks.items():
        for look, row in sorted(looks.items()):
            pairs = (f"{name}={weight}" for name, weight in zip(names, row, strict=True) if weight)
            lines.append("\t".join([str(place), look, *pairs]))
    for above, name in enumerate(names):
        pairs = (f"{names[n]}={row[above]}" for n, row in enumerate(weights.steps) if row[above])
        lines.append("\t".join(["step", name, *pairs]))
    return "\n".join(lines) + "\n"


def _told(kinds: Counter[str], read: int, letter: bool) -> int | None:
    """The number of what the editor takes a line for; None where it is something that is not learned here."""
    if not kinds:
        return read
    role = _KINDS.get(kinds.most_common(1)[0][0])
    if role is None or (letter and role is Role.SIGNATURE):
        return None
    return shorts.ROLES.index(role)


def _measured(taught: Iterable[Lesson]) -> Iterator[Lesson]:
    """As many lessons of each edition, and of each document, that no one of them outweighs the others."""
    of: dict[str, list[Lesson]] = defaultdict(list)
    for lesson in taught:
        of[lesson.edition].append(lesson)
    for some in of.values():
        lines: Counter[str] = Counter()
        for lesson in sorted(some, key=lambda one: crc32(repr((one.document, one.said)).encode())):
            if lines[""] <= _MOST and lines[lesson.document] <= _OF_ONE:
                lines.update({"": len(lesson.told[:_RUN]), lesson.document: len(lesson.told[:_RUN])})
                yield lesson


def _flat(line: Said) -> list[str]:
    return [f"{place}\t{look}" for place, seen in line for look in seen]


def _weights(info: Any) -> shorts.Weights:
    said: dict[str, dict[int, int]] = defaultdict(dict)
    for (key, role), weight in info.state_features.items():
        if abs(whole := round(weight * _SCALE)) >= _LEAST:
            said[key][int(role)] = whole
    numbers = range(len(shorts.ROLES))
    looks: dict[int, dict[str, shorts.Row]] = {place: {} for place in shorts.BESIDE}
    for key, pairs in said.items():
        place, _, look = key.partition("\t")
        looks[int(place)][look] = tuple(pairs.get(n, 0) for n in numbers)
    steps = [[0] * len(shorts.ROLES) for _ in numbers]
    for (role, following), weight in info.transitions.items():
        steps[int(following)][int(role)] = round(weight * _SCALE)
    return shorts.Weights(looks, tuple(map(tuple, steps)))


def right(weights: shorts.Weights, lesson: Lesson) -> tuple[int, int, int]:
    """How many lines there are; how many the rules have as the editor has them, and how many the second reading."""

    def weigh(place: int, looks: tuple[str, ...]) -> shorts.Row:
        of = weights.looks[place]
        rows = [(0,) * len(shorts.ROLES), *(of[look] for look in looks if look in of)]
        return tuple(map(sum, zip(*rows, strict=True)))

    run = list(enumerate(lesson.said))
    again = dict(shorts.read(weigh, weights.steps, lesson.read, run, letter=lesson.letter))
    before = sum(a == b for a, b in zip(lesson.read, lesson.told, strict=True))
    return len(run), before, sum(again[n] == number for n, number in enumerate(lesson.told))


def _apart(taught: Sequence[Lesson]) -> Iterator[str]:
    """A line an edition: how it is read by what the editions of other folds teach."""
    for fold in range(_FOLDS):
        weights = learn(lesson for lesson in taught if _fold(lesson.edition) != fold)
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for lesson in taught:
            if _fold(lesson.edition) == fold:
                lines, before, after = right(weights, lesson)
                counts[lesson.edition].update(lines=lines, before=before, after=after)
        for edition, count in sorted(counts.items()):
            shares = [100 * count[key] / max(1, count["lines"]) for key in ("before", "after")]
            yield f"{edition:24} {count['lines']:6} lines  {shares[0]:5.1f} % by the rules  {shares[1]:5.1f} % read again"


def _fold(edition: str) -> int:
    return crc32(edition.encode()) % _FOLDS


def _of_folder(folder: Path) -> Iterator[Lesson]:
    for path in sorted(folder.glob("*.xml")):
        for document in documents(path):
            if len(document.content) <= _LONGEST:
                yield from lessons(folder.name, document)


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.tei.learn_shorts", description=__doc__)
    parser.add_argument("editions", nargs="+", type=Path, metavar="EDITION", help="a folder of TEI files")
    parser.add_argument("--write", action="store_true", help="learn from all and write the weights")
    asked = parser.parse_args(arguments)
    taught = [lesson for folder in asked.editions for lesson in _of_folder(folder)]
    if asked.write:
        Path(shorts.__file__).with_suffix(".tsv").write_text(written(learn(taught)), encoding="utf-8")
    else:
        for line in _apart(taught):
            print(line)


if __name__ == "__main__":
    main(sys.argv[1:])
