"""`python -m benchmarks.tei [FOLDER …]`: score our encoding of the TEI files in these folders; of our own documents without one.

`--errors` prints each run that was taken for something else. `--layout NAME` lays every text out as NAME (one of
`layouts.Layout`, or `each`: all of them, with a line for each), instead of in one of the four that published figures have.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks.tei.gold import documents
from benchmarks.tei.layouts import PUBLISHED, Layout
from benchmarks.tei.score import Scores, Told, score

_OWN = Path(__file__).parent / "documents"
_SHOWN = 3  # confusions of a kind


def main(arguments: list[str]) -> int:
    """0, whatever the score; 2 where a folder holds no TEI file."""
    asked = _asked(arguments)
    whole = Scores()
    laid: dict[str, Scores] = {}
    for folder in asked.folders or [_OWN]:
        sums, told = Scores(), list[Told]()
        for layout in _layouts(asked.layout, own=not asked.folders):
            found, runs = _scored(folder, layout)
            sums.add(found)
            told += runs
            if layout is not None:
                laid.setdefault(layout.name.lower(), Scores()).add(found)
        if not sums.texts:
            print(f"{folder} holds no TEI file that has a text.", file=sys.stderr)
            return 2
        whole.add(sums)
        print(_line(folder.name, sums))
        for one in told if asked.errors else ():
            if one.wanted != one.found:
                print(f"  {one.document}: {one.wanted} taken for {one.found}: {one.words[:70]!r}")
    if asked.layout:
        print("\n".join(_line(name, sums) for name, sums in laid.items()))
    print("\n".join(_table(whole)))
    return 0


def _asked(arguments: list[str]) -> argparse.Namespace:
    reader = argparse.ArgumentParser(prog="python -m benchmarks.tei", description=__doc__)
    reader.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    reader.add_argument("--errors", action="store_true")
    reader.add_argument("--layout", choices=["each", *(layout.name.lower() for layout in Layout)])
    return reader.parse_args(arguments)


def _layouts(name: str | None, *, own: bool) -> tuple[Layout | None, ...]:
    """The layouts asked for; else None, which lets each document choose by its name, but for ours, which have the published."""
    if name is None:
        return PUBLISHED if own else (None,)
    return tuple(Layout) if name == "each" else (Layout[name.upper()],)


def _scored(folder: Path, layout: Layout | None) -> tuple[Scores, list[Told]]:
    sums = Scores()
    told: list[Told] = []
    for path in sorted(folder.rglob("*.xml")):
        for document in documents(path, layout):
            found, runs = score(document)
            sums.add(found)
            told.extend(runs)
    return sums, told


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
