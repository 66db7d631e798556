"""What describing costs a document, in one process with everything loaded, printed as JSON.

python -m benchmarks.programs.describing COUNT ROUNDS [INDEX]    {"side": {"wall": s, "cpu": s}, …}

Of each document the least of the rounds counts, in which the sides take turns; of the documents the median, and the most.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from archive.accession import read_collection
from archive.authorities.index import open_index
from archive.describe import describe
from archive.describe.candidates import candidates
from archive.outline import outline_of
from archive.seed import Seed
from archive.text import normalize
from benchmarks.documents import COLLECTION, document

WITHOUT, WITH = "without authorities", "with authorities"
COSTLIEST = "the costliest document, {side}"


def main(count: int, rounds: int, index_path: Path | None) -> dict[str, dict[str, float]]:
    """Seconds a document, side by side."""
    opened = datetime(2026, 1, 1, tzinfo=UTC)
    accession = read_collection(COLLECTION.encode(), "collection.yaml").accession(opened)
    seeds = [Seed(f"d{number}", f"d{number}.txt", document(number)) for number in range(count)]
    texts = [normalize(seed.data) for seed in seeds]
    outlines = list(map(outline_of, texts))
    with nullcontext() if index_path is None else open_index(index_path) as index:

        def alone(at: int) -> None:
            describe(seeds[at], texts[at], outlines[at], accession)

        def proposing(at: int) -> None:
            record = describe(seeds[at], texts[at], outlines[at], accession)
            if index is not None:
                candidates(record, texts[at], outlines[at], index)

        sides: dict[str, Callable[[int], None]] = {WITHOUT: alone}
        if index is not None:
            sides[WITH] = proposing
        return _told(_least(sides, count, rounds))


def _least(
    sides: dict[str, Callable[[int], None]], count: int, rounds: int
) -> dict[str, list[tuple[float, float]]]:
    """The least seconds of CPU, and on the wall, of each side for each document; the first round warms."""
    least = {name: [(float("inf"), float("inf"))] * count for name in sides}
    for number in range(rounds + 1):
        for at in range(count):
            for name, side in sides.items():
                wall, cpu = time.perf_counter(), time.process_time()
                side(at)
                cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
                if number:
                    least[name][at] = min(least[name][at], (cpu, wall))
    return least


def _told(least: dict[str, list[tuple[float, float]]]) -> dict[str, dict[str, float]]:
    told = {}
    for name, times in least.items():
        walls, cpus = [wall for _, wall in times], [cpu for cpu, _ in times]
        told[name] = {"wall": median(walls), "cpu": median(cpus)}
        told[COSTLIEST.format(side=name)] = {"wall": max(walls), "cpu": max(cpus)}
    return told


if __name__ == "__main__":
    index = Path(sys.argv[3]) if len(sys.argv) > 3 else None
    print(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]), index)))
