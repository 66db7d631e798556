"""Build the index of published headings (LCSH, FAST, GeoNames) once; find headings in it; verify those of descriptions."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

from archive.cli.options import path_of

NAME = "authorities"
HELP = "find and verify headings of LCSH, FAST and GeoNames, offline"


def arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("action", choices=("build", "find", "verify"))
    command.add_argument(
        "what",
        nargs="*",
        metavar="WHAT",
        help="labels or URIs to find; sidecars, tables, record.json or folders of them to verify (seeds/ if none is named)",
    )
    command.add_argument(
        "--from", dest="wheels", type=path_of, action="append", default=[], metavar="FOLDER",
        help="where wheels of the data packages lie that are not installed",
    )  # fmt: skip
    command.add_argument(
        "--cache", type=path_of, metavar="FOLDER", help="where the index lies, if not in your cache folder"
    )
    command.add_argument("--format", choices=("text", "json"), default="text")


def run(args: argparse.Namespace) -> int:
    from archive.workflows.authorities import cache_of

    cache = cache_of(os.environ, args.cache)
    action = {"build": _build, "find": _find, "verify": _verify}[args.action]
    return action(args, cache)


def _build(args: argparse.Namespace, cache: Path) -> int:
    from archive.reports.authorities import built_lines, told_on
    from archive.workflows.authorities import build

    built = build(args.wheels, cache, told=told_on(sys.stderr))
    _show(
        args,
        {"index": str(built.path), "bytes": built.size, "headings": dict(built.headings)},
        built_lines(built),
    )
    return 0


def _find(args: argparse.Namespace, cache: Path) -> int:
    from archive.reports.authorities import found_dict, found_lines
    from archive.workflows.authorities import find, opened

    with opened(cache) as index:
        found = list(find(args.what, index))
    _show(args, {"found": [found_dict(one) for one in found]}, found_lines(found))
    return 0 if all(one.exact for one in found) else 1


def _verify(args: argparse.Namespace, cache: Path) -> int:
    from archive.findings import errors
    from archive.reports.authorities import verified_dict, verified_lines
    from archive.workflows.authorities import opened, verify

    with opened(cache) as index:
        done = list(verify(map(Path, args.what or ["seeds"]), index))
        packages = dict(index.packages)
    _show(args, verified_dict(done, packages), verified_lines(done, packages))
    return 1 if any(errors(findings) for _, _, findings in done) else 0


def _show(args: argparse.Namespace, value: dict[str, object], lines: list[str]) -> None:
    if args.format == "json":
        print(json.dumps({"command": f"{NAME} {args.action}", **value}, ensure_ascii=False))
    else:
        print("\n".join(lines))
