"""Instructions a document of the hot stages, counted by valgrind: a regression shows without a clock."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from benchmarks.bench import Bench
from benchmarks.ceilings import INSTRUCTIONS
from benchmarks.comparing import Result, Row, Target
from benchmarks.measuring import MeasureError, Run

DOCUMENTS = 8  # of each kind some, with Windows line ends, decomposed letters, and in Latin-1
YARDSTICK = "yardstick"
_DUMP = re.compile(r"^desc: Trigger: dump (\w+)$.*^totals: (\d+)$", re.MULTILINE | re.DOTALL)


def results(bench: Bench) -> Iterator[Result]:
    lacking = [name for name in ("valgrind", "callgrind_control") if shutil.which(name) is None]
    if lacking:
        bench.say(f"  skipped: {' and '.join(lacking)} not installed, so no instructions can be counted")
        return
    dumps = bench.fresh("callgrind")
    valgrind = ["valgrind", "--tool=callgrind", "--instr-atstart=no", f"--callgrind-out-file={dumps}"]
    bench.answer([*valgrind, *bench.program("line", "count", bench.seeds(DOCUMENTS), bench.fresh("bags"))])
    per = {stage: found // DOCUMENTS for stage, found in _counted(dumps).items()}
    plain = per.pop(YARDSTICK)
    whole = "all of these stages"
    yield Result(
        title="Instructions a document, stage by stage",
        base=whole,
        rows=tuple(
            Row(name, (Run(instructions=found),))
            for name, found in (*per.items(), (whole, sum(per.values())), (YARDSTICK, plain))
        ),
        unit="document",
        by="instructions",
        targets=tuple(
            Target(
                f"instructions of `{stage}`, by the yardstick's", stage, YARDSTICK, most, by="instructions"
            )
            for stage, most in INSTRUCTIONS.items()
        ),
        notes=(
            f"Counted by valgrind over {DOCUMENTS} documents, modules loaded. The same on a busy machine as on an idle "
            "one, to a few in a thousand. The yardstick is plain work in Python that stays what it is.",
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
