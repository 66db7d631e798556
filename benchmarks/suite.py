"""The suite: workloads run side by side, shown, and with `--write` kept and put into docs/performance.md."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.bench import ROOT, Bench
from benchmarks.comparing import Result, as_plain, from_plain
from benchmarks.machine import conditions
from benchmarks.measuring import MeasureError
from benchmarks.page import between_markers, shown, target_table, whole
from benchmarks.scales import FULL, SCALES, SMALL, STANDARD, Scale
from benchmarks.workloads import ON_REQUEST, WORKLOADS

RESULTS = Path(__file__).with_name("results.json")
PAGE = ROOT / "docs" / "performance.md"

Runs = dict[str, tuple[Mapping[str, str], list[Result]]]


def main(argv: Sequence[str] | None = None) -> int:
    """0 if every workload ran, 1 if one broke. Targets that are missed are shown, and do not change it."""
    args = _parser().parse_args(argv)
    scale = args.scale if args.repeats is None else replace(args.scale, repeats=args.repeats)
    names = args.names or [name for name in WORKLOADS if name not in ON_REQUEST]
    runs: Runs = {}
    broken = 0
    with tempfile.TemporaryDirectory(prefix="archive-benchmarks-", dir=args.work) as folder:
        bench = Bench(scale, Path(folder).resolve(), args.peers, _say)
        for name in names:
            try:
                runs[name] = run(name, bench)
            except MeasureError as error:
                print(f"{name} broke: {error}", file=sys.stderr)
                broken += 1
        print("\n".join(target_table(runs.values())))
    if args.json:
        args.json.write_text(as_json(runs), encoding="utf-8")
    if args.write:
        write(runs)
    return 1 if broken else 0


def run(name: str, bench: Bench) -> tuple[Mapping[str, str], list[Result]]:
    """The results of one workload, shown as they come, with the conditions in which it was run."""
    bench.say(f"{name} ({bench.scale.name})")
    state = conditions(bench.work, bench.scale.name, bench.scale.repeats, bench.installed)
    results = []
    try:
        for result in WORKLOADS[name](bench):
            results.append(result)
            print("\n".join(shown(result)), flush=True)
            print(flush=True)
    finally:
        bench.swept()
    return state, results


def write(runs: Runs, results: Path = RESULTS, page: Path = PAGE) -> None:
    """Keeps these runs in `results`, beside those of other workloads, and makes the tables of `page` anew from all."""
    kept = read_json(results.read_text(encoding="utf-8")) if results.exists() else {}
    merged = {
        name: runs[name] if name in runs else kept[name] for name in WORKLOADS if name in runs or name in kept
    }
    results.write_text(as_json(merged), encoding="utf-8")
    page.write_text(between_markers(page.read_text(encoding="utf-8"), whole(merged)), encoding="utf-8")


def as_json(runs: Runs) -> str:
    plain = {
        name: {"conditions": dict(state), "results": [as_plain(result) for result in results]}
        for name, (state, results) in runs.items()
    }
    return json.dumps(plain, ensure_ascii=False, indent=1) + "\n"


def read_json(text: str) -> Runs:
    return {
        name: (run["conditions"], [from_plain(result) for result in run["results"]])
        for name, run in json.loads(text).items()
    }


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "names",
        nargs="*",
        metavar="NAME",
        type=_workload,
        help=f"{', '.join(WORKLOADS)} (default: all but {', '.join(sorted(ON_REQUEST))})",
    )
    size = parser.add_mutually_exclusive_group()
    size.add_argument(
        "--small", dest="scale", action="store_const", const=SMALL, help="minutes; shows that the suite works"
    )
    size.add_argument(
        "--full", dest="scale", action="store_const", const=FULL, help="20,000 seeds too; hours"
    )
    size.add_argument("--scale", dest="scale", type=_scale, metavar="SCALE", help=", ".join(SCALES))
    parser.add_argument("--repeats", type=int, metavar="N", help="how often each side is run")
    parser.add_argument(
        "--work", type=Path, metavar="FOLDER", help="where to work (default: the system's temporary folder)"
    )
    parser.add_argument(
        "--peers",
        default=sys.executable,
        metavar="PYTHON",
        help="the Python in which the peers are installed (default: this one)",
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the results of this run there too")
    parser.add_argument(
        "--write", action="store_true", help="keep the results and put them into docs/performance.md"
    )
    parser.set_defaults(scale=STANDARD)
    return parser


def _scale(name: str) -> Scale:
    if name not in SCALES:
        raise argparse.ArgumentTypeError(f"{name!r} is none of {', '.join(SCALES)}")
    return SCALES[name]


def _workload(name: str) -> str:
    if name not in WORKLOADS:
        raise argparse.ArgumentTypeError(f"{name!r} is none of {', '.join(WORKLOADS)}")
    return name
