"""Our bag writing alone: folders of files read, measured, rendered, staged and published, in one process.

python -m benchmarks.programs.bagging FOLDERS OUT batch|each|none
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from archive.bag.publish import publish
from archive.bag.store import Durability, open_store
from archive.bag.tagfiles import render
from archive.bag.writer import Staged, stage
from archive.fixity import DEFAULT_ALGORITHMS, measure
from archive.outcome import Failed
from archive.paths import BagPath
from archive.sip import File, Sip

BATCH = 64  # as `package` has it


def main(folders: str, out: str, durability: str) -> None:
    with open_store(Path(out), durability=Durability(durability)) as store:

        def staged(group: list[Path]) -> Iterator[Staged]:
            for folder in group:
                yield stage(folder.name, render(_sip(folder), DEFAULT_ALGORITHMS), store)

        every = iter(sorted(Path(folders).iterdir()))
        while group := list(islice(every, BATCH)):
            for outcome in publish(staged(group), store):
                if isinstance(outcome, Failed):
                    raise outcome.error


def _sip(folder: Path) -> Sip:
    files = []
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            files.append(File(BagPath(f"data/{path.relative_to(folder)}"), data, measure((data,))))
    return Sip(folder.name, tuple(files), (("Bagging-Date", "2026-01-01"),))


if __name__ == "__main__":
    main(*sys.argv[1:])
