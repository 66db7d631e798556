"""The weights by which the frames of letters are read once more, learned from the TEI of editors.

    python -m benchmarks.tei.learn EDITION …            how each edition is read by what all the others teach
    python -m benchmarks.tei.learn EDITION … --write    learns from all of them, and writes archive/outline/frames.tsv

An EDITION is a folder of TEI files. The learner is python-crfsuite, which the program itself does not need.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zlib import crc32

from archive.outline import Role, frames
from archive.outline.dates import dated_above
from archive.outline.rules import claimed
from archive.outline.salutations import salutation_line
from archive.outline.wrapping import sheet_of
from benchmarks.tei.gold import Document, documents

_KINDS = {
    "p": Role.PARAGRAPH,
    "quote": Role.PARAGRAPH,
    "item": Role.PARAGRAPH,
    "byline": Role.PARAGRAPH,
    "head": Role.HEADING,
    "dateline": Role.DATELINE,
    "address": Role.ADDRESS,
    "salute": Role.SALUTATION,
    "closer": Role.CLOSING,
    "signed": Role.SIGNATURE,
    "postscript": Role.POSTSCRIPT,
}
_OPENING = frozenset({Role.DATELINE, Role.ADDRESS, Role.SALUTATION})
_LONGEST = 60_000  # characters of a document that is learned from
_EDITIONS = 3  # in which a look must be met
_FOLDS = 8  # of the editions, each read by what the others teach
_SCALE = 64  # of a weight of one, as a whole number
_LEAST = 3  # a weight that is nearer to nothing is left out
_SETTINGS = {"c1": 0.5, "c2": 0.5, "max_iterations": 60, "feature.minfreq": 4}


@dataclass(frozen=True, slots=True)
class Lesson:
    """A stretch of a letter: of each line what is said of it, what the rules take it for, and what its editor does."""

    edition: str
    said: list[list[str]]
    read: list[int]
    told: list[int]


def lessons(edition: str, document: Document) -> Iterator[Lesson]:
    """The stretches of a document that would be read."""
    sheet = sheet_of(document.content)
    claims, parts = claimed(sheet)
    kinds = [""] * len(document.content)
    for run in document.runs:
        kinds[run.start : run.end] = [run.kind] * (run.end - run.start)
    reading = frames.reading_of(sheet, claims, parts)
    for first, after in frames.stretches(len(sheet)):
        units = sheet.units[first:after]
        told = [
            number
            if n in reading.sure
            else _told(unit.text, Counter(filter(None, kinds[unit.start : unit.end])), number)
            for n, (unit, number) in enumerate(zip(units, reading.numbers[first:after], strict=True), first)
        ]
        said = [_flat(line) for line in frames.said(sheet, claims, reading, first, after)]
        yield Lesson(edition, said, reading.numbers[first:after], told)


def learn(taught: Sequence[Lesson]) -> frames.Weights:
    """The weights that fit these lessons, of looks that more than two editions have."""
    import pycrfsuite  # type: ignore[import-not-found, import-untyped, unused-ignore]

    met: dict[str, set[str]] = defaultdict(set)
    for lesson in taught:
        for look in {look for line in lesson.said for look in line}:
            met[look].add(lesson.edition)
    known = {look for look, editions in met.items() if len(editions) >= _EDITIONS}
    trainer = pycrfsuite.Trainer(verbose=False)
    for lesson in taught:
        said = [[look for look in line if look in known] for line in lesson.said]
        trainer.append(said, [str(number) for number in lesson.told])
    trainer.set_params(_SETTINGS)
    with TemporaryDirectory() as folder:
        model = str(Path(folder, "model"))
        trainer.train(model)
        tagger = pycrfsuite.Tagger()
        tagger.open(model)
        return _weights(tagger.info())


def written(weights: frames.Weights) -> str:
    """The weights as `frames.tsv` holds them."""
    name = {number: role.value for number, role in enumerate(frames.ROLES)} | {frames.OTHER: "other"}
    lines = []
    for place, looks in weights.looks.items():
        for look, row in sorted(looks.items()):
            lines.append(
                "\t".join(
                    [str(place), look, *(f"{name[n]}={weight}" for n, weight in enumerate(row) if weight)]
                )
            )
    steps: dict[int, list[str]] = defaultdict(list)
    for following, weighed in sorted(weights.steps.items()):
        for role in name:
            if weighed[role]:
                steps[role].append(f"{name[following]}={weighed[role]}")
    lines += ["\t".join(["step", name[role], *pairs]) for role, pairs in sorted(steps.items())]
    return "\n".join(lines) + "\n"


def _told(text: str, kinds: Counter[str], read: int) -> int:
    """The number of what the editor takes a line for; what the rules take it for, where the editor does not tell."""
    if read == frames.OTHER or not kinds:
        return read
    kind = kinds.most_common(1)[0][0]
    if kind == "opener":
        return _opened(text, read)
    return frames.ROLES.index(_KINDS[kind]) if kind in _KINDS else read


def _opened(text: str, read: int) -> int:
    """What a line is in an opener whose parts the editor did not tell."""
    if frames.ROLES[read] in _OPENING:
        return read
    if len(text) < 120 and dated_above(text) is not None:
        return frames.ROLES.index(Role.DATELINE)
    if salutation_line(text):
        return frames.ROLES.index(Role.SALUTATION)
    return frames.ROLES.index(Role.ADDRESS if len(text) < 100 else Role.PARAGRAPH)


def _flat(line: frames.Said) -> list[str]:
    return [f"{place}\t{look}" for place, seen in line for look in seen]


def _weights(info: Any) -> frames.Weights:
    roles = [*range(len(frames.ROLES)), frames.OTHER]
    found = frames.Weights({place: {} for place in frames.BESIDE}, {role: [0] * len(roles) for role in roles})
    said: dict[str, dict[int, int]] = defaultdict(dict)
    for (key, role), weight in info.state_features.items():
        if int(role) != frames.OTHER and abs(whole := round(weight * _SCALE)) >= _LEAST:
            said[key][int(role)] = whole
    for key, pairs in said.items():
        place, _, look = key.partition("\t")
        found.looks[int(place)][look] = tuple(pairs.get(n, 0) for n in range(len(frames.ROLES)))
    for (role, following), weight in info.transitions.items():
        found.steps[int(following)][int(role)] = round(weight * _SCALE)
    return found


def _right(weights: frames.Weights, lesson: Lesson) -> tuple[int, int, int]:
    """How many lines there are; how many the rules have as the editor has them, and how many the second reading."""
    said = [_unflat(line) for line in lesson.said]
    again = frames.read(weights, frames.Reading(lesson.read, frozenset()), said, 0)
    before = sum(a == b for a, b in zip(lesson.read, lesson.told, strict=True))
    return len(lesson.read), before, sum(a == b for a, b in zip(again, lesson.told, strict=True))


def _unflat(line: Iterable[str]) -> frames.Said:
    seen: dict[int, list[str]] = {place: [] for place in frames.BESIDE}
    for key in line:
        place, _, look = key.partition("\t")
        seen[int(place)].append(look)
    return tuple((place, tuple(looks)) for place, looks in seen.items())


def _apart(taught: Sequence[Lesson]) -> Iterator[str]:
    """A line an edition: how it is read by what the editions of other folds teach."""
    for fold in range(_FOLDS):
        weights = learn([lesson for lesson in taught if _fold(lesson.edition) != fold])
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for lesson in taught:
            if _fold(lesson.edition) == fold:
                lines, before, after = _right(weights, lesson)
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
    parser = argparse.ArgumentParser(prog="python -m benchmarks.tei.learn", description=__doc__)
    parser.add_argument("editions", nargs="+", type=Path, metavar="EDITION", help="a folder of TEI files")
    parser.add_argument("--write", action="store_true", help="learn from all and write the weights")
    asked = parser.parse_args(arguments)
    taught = [lesson for folder in asked.editions for lesson in _of_folder(folder)]
    if asked.write:
        Path(frames.__file__).with_suffix(".tsv").write_text(written(learn(taught)), encoding="utf-8")
    else:
        for line in _apart(taught):
            print(line)


if __name__ == "__main__":
    main(sys.argv[1:])
