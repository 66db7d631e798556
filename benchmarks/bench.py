"""The bench that a run works at: its folder, its commands, and the things to be measured, each made once."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from archive.bag.finished import NAME as FINISHED
from archive.bag.syscalls import sync_file_system
from benchmarks.comparing import Side
from benchmarks.measuring import MeasureError, Run, answer, measure
from benchmarks.scales import Scale

ROOT = Path(__file__).parent.parent
OPENED = "2026-01-01T00:00:00Z"


@dataclass
class Bench:
    """`work` is a folder of the file system to be measured; `peers` is the Python in which the peers are installed."""

    scale: Scale
    work: Path
    peers: str = sys.executable
    say: Callable[[str], None] = print
    _installed: dict[str, str] | None = field(default=None, repr=False)
    _places: Iterator[int] = field(default_factory=count, repr=False)

    @property
    def env(self) -> dict[str, str]:
        """The same for every process; peers write to HOME and TMPDIR, so both lie in the work folder."""
        return {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": str(self.work),
            "TMPDIR": str(self.work),
            "PYTHONPATH": str(ROOT),
            "PYTHONHASHSEED": "0",
            "LC_ALL": "C.UTF-8",
        }

    @property
    def installed(self) -> dict[str, str]:
        """The peers that are installed, with their versions."""
        if self._installed is None:
            self._installed = json.loads(self.answer(self.peer("versions")))
        return self._installed

    # --- commands ------------------------------------------------------------------------------------------------

    def ours(self, *words: object) -> list[str]:
        return [sys.executable, "-m", "archive", *map(str, words)]

    def program(self, name: str, *words: object) -> list[str]:
        return [sys.executable, "-m", f"benchmarks.programs.{name}", *map(str, words)]

    def peer(self, *words: object) -> list[str]:
        return [self.peers, "-m", "benchmarks.programs.peers", *map(str, words)]

    def side(self, name: str, ready: Callable[[int], Sequence[str]], *, well: Sequence[int] = (0,)) -> Side:
        """A side whose runs begin with a file system at rest: what the one before wrote is not for this one to sync."""

        def settled(repetition: int) -> Sequence[str]:
            command = ready(repetition)
            self.settle()
            return command

        def measured(command: Sequence[str]) -> Run:
            return measure(command, env=self.env, log=self.work / "stderr.log", well=well)

        return Side(name, settled, measured)

    def same(self, name: str, command: Sequence[str], *, well: Sequence[int] = (0,)) -> Side:
        """A side that needs nothing made before a run."""
        return self.side(name, lambda _: command, well=well)

    def answer(self, command: Sequence[str]) -> str:
        return answer(command, env=self.env)

    def settle(self) -> None:
        fd = os.open(self.work, os.O_RDONLY)
        try:
            if not sync_file_system(fd):
                os.sync()
        finally:
            os.close(fd)

    # --- things to be measured -----------------------------------------------------------------------------------

    def seeds(self, number: int, *, described: bool = False) -> Path:
        how = "described" if described else "plain"
        return self._once(f"seeds-{number}-{how}", "seeds", number, how)

    def packaged(self, number: int) -> Path:
        """The bags that `package` makes of so many seeds."""
        place = self.work / "made" / f"bags-{number}"
        if not place.exists():
            seeds = self.seeds(number)
            run = self.side("package", lambda _: package_command(self, seeds, place), well=(0, 1))
            self.say(f"  making {place.name}")
            run.measured(run.ready(0))
            (place / FINISHED).unlink(missing_ok=True)  # nothing but bags is to lie there
            if len(list(place.iterdir())) != number:
                raise MeasureError(f"of {number} seeds, not every one was packaged")
        return place

    def payloads(self, number: int) -> Path:
        """The payload of those bags, a flat folder of files each: what a peer is given to bag."""
        return self._once(f"payloads-{number}", "payloads", self.packaged(number))

    def many_files(self, number: int) -> Path:
        return self._once(f"files-{number}", "many", number)

    def large_files(self, size: int, number: int = 1) -> Path:
        return self._once(f"large-{number}-{size}", "large", size, number)

    def serialized(self, bag: Path, kind: str) -> Path:
        return self._once(f"{bag.name}.{kind}", "serialized", bag)

    def fresh(self, name: str) -> Path:
        """A path in the work folder at which nothing stands; `swept` removes them all."""
        place = self.work / "out"
        place.mkdir(exist_ok=True)
        return place / f"{next(self._places)}-{name}"

    def copied(self, source: Path) -> Path:
        """A fresh copy, for those who work in place."""
        target = self.fresh(source.name)
        self.answer(self.program("making", target, "copy", source))
        return target

    def _once(self, name: str, *words: object) -> Path:
        """The thing `name`, made when it is first asked for."""
        place = self.work / "made" / name
        if not place.exists():
            place.parent.mkdir(exist_ok=True)
            self.say(f"  making {name}")
            self.answer(self.program("making", place, *words))
        return place

    def swept(self) -> None:
        """Removes what the runs have written; only between workloads, for ext4 is slow after many files were removed."""
        shutil.rmtree(self.work / "out", ignore_errors=True)


def package_command(bench: Bench, seeds: Path, out: Path, *more: object) -> list[str]:
    """The whole line as a user has it; bagit-python judges a sample as ever, but not all of a small trial."""
    few = sum(1 for _ in seeds.iterdir()) <= 102
    opinion = ("--second-opinion", "none") if few else ()
    return bench.ours(
        "package", seeds, "--out", out, "--opened-at", OPENED, "--progress", "never", *opinion, *more
    )
