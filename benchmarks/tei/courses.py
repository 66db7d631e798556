"""How the weights of a second reading are learned from editions, and how each edition is read by what the others teach.

    python -m benchmarks.tei.learn FOLDER …            how each edition is read by what the editions of other folders teach
    python -m benchmarks.tei.learn FOLDER … --write    learns from all, and writes the table that the program reads

`learn` is the course of the lines that frame a letter (archive/outline/frames.tsv), `learn_shorts` that of short lines among
paragraphs (archive/outline/shorts.tsv). A FOLDER holds the TEI files of an edition, or of several in folders of their own:
siblings, which are never read by what one of them teaches. No edition teaches more lines than `--most`, whichever its
documents are; our own documents, in each published layout, teach whole and `--times` over. The learner is python-crfsuite,
which the program itself does not need.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zlib import crc32

from archive.outline import Role, chains
from archive.outline.chains import Said, Weights
from benchmarks.tei.gold import Document, documents
from benchmarks.tei.layouts import PUBLISHED

_OWN = Path(__file__).parent / "documents"
_TIMES = 4  # that our own documents teach
_FOLDS = 4  # of the folders, each read by what the others teach
_SCALE = 64  # of a weight of one, as a whole number
_LEAST = 3  # a weight that is nearer to nothing is left out


@dataclass(frozen=True, slots=True)
class Lesson:
    """A run of lines: of each what is said of it, what the rules take it for, and what its editor does.

    Editions that are siblings have the same `family`.
    """

    family: str
    edition: str
    document: str
    said: tuple[Said, ...]
    read: tuple[int, ...]
    told: tuple[int, ...]
    letter: bool = True


@dataclass(frozen=True, slots=True)
class Course:
    """What is learned, from which lines, and how."""

    name: str
    table: Path
    roles: tuple[Role, ...]
    lessons: Callable[[str, str, Document], Iterable[Lesson]]  # of a family's edition
    read: Callable[[Weights, Lesson], Sequence[int]]
    settings: Mapping[str, float]  # of the learner
    longest: int  # characters of a document that is learned from
    most: int  # lines that an edition teaches, so that none drowns the others
    of_one: int  # and one of its documents
    of_run: int  # and one run of them
    editions: int  # in which a look must be met


def learn(course: Course, taught: Iterable[Lesson], most: int | None = None, times: int = _TIMES) -> Weights:
    """The weights that fit these lessons, of looks that several editions have; no edition teaches more than its share."""
    import pycrfsuite  # type: ignore[import-not-found, import-untyped, unused-ignore]

    heard: list[tuple[str, list[list[str]], list[str]]] = []
    met: dict[str, set[str]] = defaultdict(set)
    for lesson in shares(course, taught, course.most if most is None else most):
        said = [_flat(line) for line in lesson.said[: course.of_run]]
        heard.append((lesson.edition, said, [str(number) for number in lesson.told[: course.of_run]]))
        for look in {look for line in said for look in line}:
            met[look].add(lesson.edition)
    known = {look for look, editions in met.items() if len(editions) >= course.editions}
    trainer = pycrfsuite.Trainer(verbose=False)
    for edition, said, told in heard:
        for _ in range(times if edition == _OWN.name else 1):
            trainer.append([[look for look in line if look in known] for line in said], told)
    trainer.set_params(dict(course.settings))
    with TemporaryDirectory() as folder:
        model = str(Path(folder, "model"))
        trainer.train(model)
        tagger = pycrfsuite.Tagger()
        tagger.open(model)
        return _weights(course.roles, tagger.info())


def shares(course: Course, taught: Iterable[Lesson], most: int) -> Iterator[Lesson]:
    """The lessons of each edition up to its share, in an order that only the documents' names decide."""
    lines = Counter[tuple[str, ...]]()
    for lesson in sorted(taught, key=lambda one: (crc32(one.document.encode()), one.document)):
        of, one = (lesson.edition,), (lesson.edition, lesson.document)
        if lesson.edition == _OWN.name or (lines[of] < most and lines[one] < course.of_one):
            count = len(lesson.read[: course.of_run])
            lines.update({of: count, one: count})
            yield lesson


def written(weights: Weights) -> str:
    """The weights as a table holds them."""
    name = {number: role.value for number, role in enumerate(weights.roles)} | {chains.OTHER: "other"}
    lines = []
    for place, looks in weights.looks.items():
        for look, row in sorted(looks.items()):
            sums = chains.parted(row, len(weights.roles))
            pairs = [f"{name[n]}={weight}" for n, weight in enumerate(sums) if weight]
            lines.append("\t".join([str(place), look, *pairs]))
    steps: dict[int, list[str]] = defaultdict(list)
    for following, weighed in sorted(weights.steps.items()):
        for role in name:
            if weighed[role]:
                steps[role].append(f"{name[following]}={weighed[role]}")
    lines += ["\t".join(["step", name[role], *pairs]) for role, pairs in sorted(steps.items())]
    return "\n".join(lines) + "\n"


def right(course: Course, weights: Weights, lesson: Lesson) -> tuple[int, int, int]:
    """How many lines there are; how many the rules have as the editor has them, and how many the second reading."""
    before = sum(a == b for a, b in zip(lesson.read, lesson.told, strict=True))
    after = sum(a == b for a, b in zip(course.read(weights, lesson), lesson.told, strict=True))
    return len(lesson.told), before, after


def kinds_of(document: Document) -> list[str]:
    """What the editor says of each character of a document; nothing of some."""
    kinds = [""] * len(document.content)
    for run in document.runs:
        kinds[run.start : run.end] = [run.kind] * (run.end - run.start)
    return kinds


def attend(course: Course, arguments: Sequence[str]) -> None:
    """Learns from the folders asked for, and prints what is gained, or writes the table."""
    parser = argparse.ArgumentParser(prog=f"python -m benchmarks.tei.{course.name}", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER", help="an edition, or siblings")
    parser.add_argument("--most", type=int, default=course.most, help="lines that an edition teaches")
    parser.add_argument("--times", type=int, default=_TIMES, help="that our own documents teach")
    parser.add_argument("--write", action="store_true", help="learn from all and write the weights")
    asked = parser.parse_args(arguments)
    taught = [lesson for folder in (*asked.folders, _OWN) for lesson in _of_folder(course, folder)]
    if asked.write:
        weights = learn(course, taught, asked.most, asked.times)
        course.table.write_text(written(weights), encoding="utf-8")
        return
    for line in _apart(course, taught, asked.most, asked.times):
        print(line, flush=True)


def _of_folder(course: Course, folder: Path) -> Iterator[Lesson]:
    for path in sorted(folder.rglob("*.xml")):
        for layout in PUBLISHED if folder == _OWN else (None,):
            for document in documents(path, layout):
                if len(document.content) <= course.longest:
                    yield from course.lessons(folder.name, path.parent.name, document)


def _apart(course: Course, taught: Sequence[Lesson], most: int, times: int) -> Iterator[str]:
    """A line an edition: how it is read by what the editions of other folds teach; and a line for all."""
    shown: list[tuple[float, float]] = []
    for fold in range(_FOLDS):
        weights = learn(course, [one for one in taught if _fold(one.family) != fold], most, times)
        counts: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
        for lesson in taught:
            if _fold(lesson.family) == fold:
                counts[lesson.edition].append(right(course, weights, lesson))
        for edition, some in sorted(counts.items()):
            lines, *ways = map(sum, zip(*some, strict=True))
            before, after = (100 * way / lines for way in ways)
            shown.append((before, after))
            yield f"{edition:24} {lines:6} lines  {before:5.1f} % by the rules  {after:5.1f} % read again"
    mean = [sum(column) / len(shown) for column in zip(*shown, strict=True)]
    better, worse = sum(b > a for a, b in shown), sum(b < a for a, b in shown)
    yield (
        f"{len(shown)} editions, each of the same weight: {mean[0]:.1f} % by the rules, {mean[1]:.1f} % read again; "
        f"{better} gain, {worse} lose"
    )


def _fold(family: str) -> int:
    return crc32(family.encode()) % _FOLDS


def _flat(line: Said) -> list[str]:
    return [f"{place}\t{look}" for place, seen in line for look in seen]


def _weights(roles: tuple[Role, ...], info: Any) -> Weights:
    """The weights that the learner found, as whole numbers."""
    found = chains.nothing(roles)
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
