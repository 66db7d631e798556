"""How the weights of the second reading are learned from editions, and how each edition is read by what the others teach.

    python -m benchmarks.tei.learn FOLDER …            how each edition is read by what the editions of other folders teach
    python -m benchmarks.tei.learn FOLDER … --write    learns from all, and writes archive/outline/weights.tsv

A FOLDER holds the TEI files of an edition, or of several in folders of their own: siblings, which are never read by what one of
them teaches. No edition counts more than `--most` lines; our own documents, in each published layout, count `--times` over.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from zlib import crc32

from archive.outline.weights import NOTHING, ROLES, STRANDS, TABLE, Weights, parted
from benchmarks.tei.gold import documents
from benchmarks.tei.layouts import PUBLISHED
from benchmarks.tei.lessons import LONGEST, Lesson, lesson_of, right

OWN = Path(__file__).parent / "documents"
MOST = 600  # lines that an edition counts, so that none drowns the others
TIMES = 4.0  # that a line of our own documents counts
_FOLDS = 4  # of the folders, each read by what the others teach


def lessons(folder: Path) -> Iterator[Lesson]:
    """What the documents of a folder teach; our own in each layout in which they are published."""
    for path in sorted(folder.rglob("*.xml")):
        for layout in PUBLISHED if folder == OWN else (None,):
            for document in documents(path, layout):
                if len(document.content) <= LONGEST:
                    lesson = lesson_of(folder.name, path.parent.name, document)
                    if lesson.lines:
                        yield lesson


def written(weights: Weights) -> str:
    """The weights as the table holds them."""
    lines = [("", "", _bytes(weights.start))]
    for group, looks in sorted(weights.looks.items()):
        lines += [(group, look, _bytes(row)) for look, row in sorted(looks.items())]
    lines.append(("strand", "", _plain(parted(weights.roles, len(ROLES)))))
    lines += [("strand", str(n), _plain(parted(row, len(ROLES)))) for n, row in enumerate(weights.strands)]
    lines += [("step", role.value, _plain(row)) for role, row in zip(ROLES, weights.steps, strict=True)]
    return "".join(f"{group}\t{look}\t{row}\n" for group, look, row in lines)


def _bytes(row: int) -> str:
    return bytes(number + NOTHING for number in parted(row, STRANDS)).hex()


def _plain(numbers: Sequence[int]) -> str:
    return " ".join(map(str, numbers))


def apart(taught: Sequence[Lesson], most: int, times: float) -> Iterator[str]:
    """A line an edition: how it is read by what the editions of other folds teach; and a line for all."""
    from benchmarks.tei.learner import learn

    shown: list[tuple[float, float]] = []
    for fold in range(_FOLDS):
        weights = learn([one for one in taught if _fold(one.family) != fold], most, times, OWN.name)
        counts: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
        for lesson in taught:
            if _fold(lesson.family) == fold:
                counts[lesson.edition].append(right(weights, lesson))
        for edition, some in sorted(counts.items()):
            lines, *ways = map(sum, zip(*some, strict=True))
            if not lines:
                continue
            before, after = (100 * way / lines for way in ways)
            shown.append((before, after))
            yield f"{edition:24} {lines:6} lines  {before:5.1f} % by the rules  {after:5.1f} % read again"
    mean = [sum(column) / len(shown) for column in zip(*shown, strict=True)]
    better, worse = sum(b > a for a, b in shown), sum(b < a for a, b in shown)
    yield (
        f"{len(shown)} editions, each of the same weight: {mean[0]:.1f} % by the rules, {mean[1]:.1f} % read again; "
        f"{better} gain, {worse} lose"
    )


def main(arguments: Sequence[str]) -> None:
    """Learns from the folders asked for, and prints what is gained, or writes the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.tei.learn", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER", help="an edition, or siblings")
    parser.add_argument("--most", type=int, default=MOST, help="lines that an edition counts")
    parser.add_argument("--times", type=float, default=TIMES, help="that our own documents count")
    parser.add_argument("--write", action="store_true", help="learn from all and write the weights")
    asked = parser.parse_args(arguments)
    taught = [lesson for folder in (*asked.folders, OWN) for lesson in lessons(folder)]
    if asked.write:
        from benchmarks.tei.learner import learn

        weights = learn(taught, asked.most, asked.times, OWN.name)
        TABLE.write_text(written(weights), encoding="utf-8")
        return
    for line in apart(taught, asked.most, asked.times):
        print(line, flush=True)


def _fold(family: str) -> int:
    return crc32(family.encode()) % _FOLDS


if __name__ == "__main__":
    main(sys.argv[1:])
