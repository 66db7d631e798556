"""Ours and its peers on the same bags, and the page that shows it: `python tests/peers/compare.py --write docs/peers.md`.

`--peers FOLDER` names the folder in which install.py put the peers; one that is not there is passed over, and the page says so.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

if __package__ in {None, ""}:
    sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.peers.cases import Case, own_cases, plain_cases, suite_cases
from tests.peers.judges import Judge, Opinion, judges
from tests.peers.page import Results, page

Row = dict[str, Opinion]


def compare(cases: Sequence[Case], judges: Sequence[Judge], folder: Path) -> list[tuple[Case, Row]]:
    """Each case with the opinion of every judge, by the judge's name; each judge had a copy of its own."""

    def one(numbered: tuple[int, Case]) -> tuple[Case, Row]:
        number, case = numbered
        row = {}
        for judge in judges:
            place = folder / f"{number}-{judge.name}"
            row[judge.name] = judge.on(case.lay(place / "there/bag"), place / "own")
        return case, row

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(one, enumerate(cases)))


def results(peers: Path | None) -> Results:
    """All judges on all cases, in a folder that is gone afterwards."""
    there, missing = judges(peers)
    plain, suite, own = plain_cases(), suite_cases(), own_cases()
    with tempfile.TemporaryDirectory(prefix="peers-") as folder:
        rows = compare([*plain, *suite, *own], there, Path(folder).resolve())
    first, second = len(plain), len(plain) + len(suite)
    return Results(
        tuple(there), tuple(missing), tuple(rows[:first]), tuple(rows[first:second]), tuple(rows[second:])
    )


def main() -> None:
    command = argparse.ArgumentParser(description=__doc__)
    command.add_argument("--peers", type=Path, metavar="FOLDER", help="where install.py put the peers")
    command.add_argument("--write", type=Path, metavar="PAGE", help="the page to write; else it is printed")
    args = command.parse_args()
    text = page(results(args.peers.absolute() if args.peers else None))
    if args.write:
        args.write.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)


if __name__ == "__main__":
    main()
