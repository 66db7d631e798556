"""Instructions a document of the hot stages, counted by valgrind: a regression shows without a clock."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from benchmarks.bench import Bench
from benchmarks.comparing import Result, Row
from benchmarks.measuring import MeasureError, Run

TIMES = 2
_DOCUMENTS = 12  # of each kind and charset some
_DUMP = re.compile(r"^desc: Trigger: dump (\w+)$.*^totals: (\d+)$", re.MULTILINE | re.DOTALL)


def results(bench: Bench) -> Iterator[Result]:
    lacking = [name for name in ("valgrind", "callgrind_control") if shutil.which(name) is None]
    if lacking:
        bench.say(f"  skipped: {' and '.join(lacking)} not installed, so no instructions can be counted")
        return
    documents = min(bench.scale.documents, _DOCUMENTS)
    dumps = bench.fresh("callgrind")
    valgrind = ["valgrind", "--tool=callgrind", "--instr-atstart=no", f"--callgrind-out-file={dumps}"]
    bench.answer(
        [*valgrind, *bench.program("line", "count", bench.seeds(documents), bench.fresh("bags"), TIMES)]
    )
    per = {stage: found // (TIMES * documents) for stage, found in _counted(dumps).items()}
    whole = "all of these stages"
    yield Result(
        title="Instructions a document, stage by stage",
        base=whole,
        rows=tuple(
            Row(name, (Run(instructions=found),))
            for name, found in (*per.items(), (whole, sum(per.values())))
        ),
        unit="document",
        by="instructions",
        notes=(
            f"Counted by valgrind over {documents} documents, {TIMES} times each, modules loaded. "
            "The same on a busy machine as on an idle one, to a few in a thousand.",
        ),
    )


def _counted(dumps: Path) -> dict[str, int]:
    """The instructions of each dump, in order, less what dumping nothing took."""
    found: dict[str, int] = {}
    for path in sorted(dumps.parent.glob(f"{dumps.name}.*"), key=lambda path: int(path.suffix[1:])):
        dump = _DUMP.search(path.read_text(encoding="utf-8"))
        if dump:
            found[dump[1]] = int(dump[2])
    if "nothing" not in found:
        raise MeasureError("callgrind left no dumps")
    nothing = found.pop("nothing")
    return {name: max(0, count - nothing) for name, count in found.items()}
