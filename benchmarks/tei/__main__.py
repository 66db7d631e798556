"""`python -m benchmarks.tei [FOLDER …]`: score our encoding of the TEI files in these folders; of our own documents without one."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks.tei.gold import Document, Layout, documents
from benchmarks.tei.score import Scores, Told, score

_OWN = Path(__file__).parent / "documents"
_SHOWN = 3  # confusions of a kind


def main(arguments: list[str]) -> int:
    """0, whatever the score; 2 where a folder holds no TEI file. `--errors` prints each run that was taken for something else."""
    folders = [Path(one) for one in arguments if not one.startswith("--")]
    whole = Scores()
    for folder in folders or [_OWN]:
        sums, told = _scored(folder, every=not folders)
        if not sums.texts:
            print(f"{folder} holds no TEI file that has a text.", file=sys.stderr)
            return 2
        whole.add(sums)
        print(_line(folder.name, sums))
        if "--errors" in arguments:
            for one in told:
                if one.wanted != one.found:
                    print(f"  {one.document}: {one.wanted} taken for {one.found}: {one.words[:70]!r}")
    print("\n".join(_table(whole)))
    return 0


def _scored(folder: Path, *, every: bool) -> tuple[Scores, list[Told]]:
    sums = Scores()
    told: list[Told] = []
    for document in _documents(folder, every=every):
        found, runs = score(document)
        sums.add(found)
        told.extend(runs)
    return sums, told


def _documents(folder: Path, *, every: bool) -> Iterator[Document]:
    """Each document in one layout, by its name; ours in all of them."""
    for path in sorted(folder.rglob("*.xml")):
        for layout in Layout if every else (None,):
            yield from documents(path, layout)


def _line(name: str, sums: Scores) -> str:
    precision, recall, both = sums.dates()
    return (
        f"{name}: {sums.texts} texts, {sums.kept} kept whole; accuracy {sums.accuracy:.1%}, macro-F1 {sums.macro:.1%}; "
        f"@when P {precision:.0%} R {recall:.0%} F1 {both:.0%} of {sums.wanted}"
    )


def _table(sums: Scores) -> Iterator[str]:
    yield f"{'all':12}{_line('', sums)[1:]}"
    for kind in sums.kinds():
        precision, recall, both = sums.of(kind)
        taken = Counter(
            {found: count for (wanted, found), count in sums.pairs.items() if wanted == kind != found}
        )
        wrong = ", ".join(f"{found} {count}" for found, count in taken.most_common(_SHOWN))
        count = sum(taken.values()) + sums.pairs[kind, kind]
        yield f"{kind:12}{count:6}  P {precision:6.1%}  R {recall:6.1%}  F1 {both:6.1%}  {wrong}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
