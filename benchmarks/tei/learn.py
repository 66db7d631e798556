"""The weights by which the frames of letters are read once more, learned from the TEI of editors.

    python -m benchmarks.tei.learn FOLDER …            how each edition is read by what the editions of other folders teach
    python -m benchmarks.tei.learn FOLDER … --write    learns from all, and writes archive/outline/frames.tsv

A FOLDER holds the TEI files of an edition, or of several in folders of their own: siblings, which are never read by what
one of them teaches. Our own documents teach as well. The learner is python-crfsuite, which the program itself does not need.
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

from archive.outline import Role, chains, frames
from archive.outline.dates import dated_above
from archive.outline.rules import claimed
from archive.outline.salutations import salutation_line
from archive.outline.wrapping import sheet_of
from benchmarks.tei.gold import Document, documents
from benchmarks.tei.layouts import PUBLISHED

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
_OWN = Path(__file__).parent / "documents"
_OWN_TIMES = 4  # that our own documents teach
_LONGEST = 60_000  # characters of a document that is learned from
_MOST = 500  # lines that an edition teaches, so that none drowns the others
_EDITIONS = 3  # in which a look must be met
_FOLDS = 4  # of the folders, each read by what the others teach
_SCALE = 64  # of a weight of one, as a whole number
_LEAST = 3  # a weight that is nearer to nothing is left out
_SETTINGS = {"c1": 0.5, "c2": 0.5, "max_iterations": 60, "feature.minfreq": 4}


@dataclass(frozen=True, slots=True)
class Lesson:
    """A stretch of a letter: of each line what is said of it, what the rules take it for, and what its editor does.

    Siblings have the same `family`.
    """

    family: str
    edition: str
    document: str
    said: list[list[str]]
    read: list[int]
    told: list[int]


def lessons(family: str, edition: str, document: Document) -> Iterator[Lesson]:
    """The stretches of a document that would be read; none where it would not be."""
    sheet = sheet_of(document.content)
    claims, parts = claimed(sheet)
    if not frames.one_letter(claims, parts) or len(document.content) > _LONGEST:
        return
    kinds = [""] * len(document.content)
    for run in document.runs:
        kinds[run.start : run.end] = [run.kind] * (run.end - run.start)
    reading = frames.reading_of(sheet, claims, parts)
    for first, after in frames.stretches(len(sheet)):
        lines = frames.said(sheet, claims, reading, first, after)
        told = [
            _told(unit.text, Counter(filter(None, kinds[unit.start : unit.end])), line)
            for unit, line in zip(sheet.units[first:after], lines, strict=True)
        ]
        said = [_flat(line.said) for line in lines]
        yield Lesson(family, edition, document.name, said, [line.number for line in lines], told)


def learn(taught: Iterable[Lesson]) -> chains.Weights:
    """The weights that fit these lessons, of looks that more than two editions have; no edition teaches more than its share."""
    import pycrfsuite  # type: ignore[import-not-found, import-untyped, unused-ignore]

    heard = list(_shares(taught))
    met: dict[str, set[str]] = defaultdict(set)
    for lesson in heard:
        for look in {look for line in lesson.said for look in line}:
            met[look].add(lesson.edition)
    known = {look for look, editions in met.items() if len(editions) >= _EDITIONS}
    trainer = pycrfsuite.Trainer(verbose=False)
    for lesson in heard:
        said = [[look for look in line if look in known] for line in lesson.said]
        for _ in range(_OWN_TIMES if lesson.edition == _OWN.name else 1):
            trainer.append(said, [str(number) for number in lesson.told])
    trainer.set_params(_SETTINGS)
    with TemporaryDirectory() as folder:
        model = str(Path(folder, "model"))
        trainer.train(model)
        tagger = pycrfsuite.Tagger()
        tagger.open(model)
        return _weights(tagger.info())


def written(weights: chains.Weights) -> str:
    """The weights as a table holds them."""
    name = {number: role.value for number, role in enumerate(chains.ROLES)} | {chains.OTHER: "other"}
    lines = []
    for place, looks in weights.looks.items():
        for look, row in sorted(looks.items()):
            lines.append(
                "\t".join(
                    [
                        str(place),
                        look,
                        *(f"{name[n]}={weight}" for n, weight in enumerate(chains.parted(row)) if weight),
                    ]
                )
            )
    steps: dict[int, list[str]] = defaultdict(list)
    for following, weighed in sorted(weights.steps.items()):
        for role in name:
            if weighed[role]:
                steps[role].append(f"{name[following]}={weighed[role]}")
    lines += ["\t".join(["step", name[role], *pairs]) for role, pairs in sorted(steps.items())]
    return "\n".join(lines) + "\n"


def _shares(taught: Iterable[Lesson]) -> Iterator[Lesson]:
    """The lessons of each edition up to its share, in an order that only the documents' names decide."""
    lines = Counter[str]()
    for lesson in sorted(taught, key=lambda one: (crc32(one.document.encode()), one.document)):
        if lines[lesson.edition] < _MOST or lesson.edition == _OWN.name:
            lines[lesson.edition] += len(lesson.read)
            yield lesson


def _told(text: str, kinds: Counter[str], line: chains.Line) -> int:
    """The number of what the editor takes a line for; what the rules take it for, where it stays or the editor does not tell."""
    read = line.number
    if read == chains.OTHER or not line.said or not kinds:
        return read
    kind = kinds.most_common(1)[0][0]
    if kind == "opener":
        return _opened(text, read)
    return chains.ROLES.index(_KINDS[kind]) if kind in _KINDS else read


def _opened(text: str, read: int) -> int:
    """What a line is in an opener whose parts the editor did not tell."""
    if chains.ROLES[read] in _OPENING:
        return read
    if len(text) < 120 and dated_above(text) is not None:
        return chains.ROLES.index(Role.DATELINE)
    if salutation_line(text):
        return chains.ROLES.index(Role.SALUTATION)
    return chains.ROLES.index(Role.ADDRESS if len(text) < 100 else Role.PARAGRAPH)


def _flat(line: chains.Said) -> list[str]:
    return [f"{place}\t{look}" for place, seen in line for look in seen]


def _weights(info: Any) -> chains.Weights:
    roles = [*range(len(chains.ROLES)), chains.OTHER]
    found = chains.Weights({place: {} for place in chains.BESIDE}, {role: [0] * len(roles) for role in roles})
    said: dict[str, dict[int, int]] = defaultdict(dict)
    for (key, role), weight in info.state_features.items():
        if int(role) != chains.OTHER and abs(whole := round(weight * _SCALE)) >= _LEAST:
            said[key][int(role)] = whole
    for key, pairs in said.items():
        place, _, look = key.partition("\t")
        found.looks[int(place)][look] = chains.joined(pairs)
    for (role, following), weight in info.transitions.items():
        found.steps[int(following)][int(role)] = round(weight * _SCALE)
    return found


def _right(weights: chains.Weights, lesson: Lesson) -> Iterator[tuple[str, bool, bool]]:
    """Of each line what the editor takes it for, and whether the rules have it so, and whether the second reading has."""
    lines = [
        chains.Line(number, _unflat(line)) for number, line in zip(lesson.read, lesson.said, strict=True)
    ]
    again = chains.read(weights, lines)
    for told, before, after in zip(lesson.told, lesson.read, again, strict=True):
        yield chains.ROLES[told].value if told >= 0 else "other", before == told, after == told


def _unflat(line: Iterable[str]) -> chains.Said:
    seen: dict[int, list[str]] = {place: [] for place in chains.BESIDE}
    for key in line:
        place, _, look = key.partition("\t")
        seen[int(place)].append(look)
    return tuple((place, tuple(looks)) for place, looks in seen.items() if looks)


def _apart(taught: Sequence[Lesson]) -> Iterator[str]:
    """A line an edition: how it is read by what the editions of other folds teach; and a line for all."""
    shares: list[tuple[float, float]] = []
    for fold in range(_FOLDS):
        weights = learn([lesson for lesson in taught if _fold(lesson.family) != fold])
        counts: dict[str, list[tuple[str, bool, bool]]] = defaultdict(list)
        for lesson in taught:
            if _fold(lesson.family) == fold:
                counts[lesson.edition].extend(_right(weights, lesson))
        for edition, lines in sorted(counts.items()):
            before, after = (100 * sum(way) / len(lines) for way in list(zip(*lines, strict=True))[1:])
            shares.append((before, after))
            yield f"{edition:24} {len(lines):6} lines  {before:5.1f} % by the rules  {after:5.1f} % read again"
    mean = [sum(column) / len(shares) for column in zip(*shares, strict=True)]
    better, worse = sum(b > a for a, b in shares), sum(b < a for a, b in shares)
    yield (
        f"{len(shares)} editions, each of the same weight: {mean[0]:.1f} % by the rules, {mean[1]:.1f} % read again; "
        f"{better} gain, {worse} lose"
    )


def _fold(family: str) -> int:
    return crc32(family.encode()) % _FOLDS


def _of_folder(folder: Path) -> Iterator[Lesson]:
    for path in sorted(folder.rglob("*.xml")):
        for layout in PUBLISHED if folder == _OWN else (None,):
            for document in documents(path, layout):
                yield from lessons(folder.name, path.parent.name, document)


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.tei.learn", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER", help="an edition, or siblings")
    parser.add_argument("--write", action="store_true", help="learn from all and write the weights")
    asked = parser.parse_args(arguments)
    taught = [lesson for folder in (*asked.folders, _OWN) for lesson in _of_folder(folder)]
    if asked.write:
        chains.TABLE.write_text(written(learn(taught)), encoding="utf-8")
    else:
        for line in _apart(taught):
            print(line, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
