"""Finish in an OCFL storage root what a deposit that was killed had begun: each object is whole again, and no litter is left.

The next deposit into the root does the same by itself. Nothing that was given to the store is removed or written over.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

NAME = "recover"
HELP = "finish in an OCFL store what a killed deposit had begun"


def arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("store", metavar="STORE", help="a folder that is an OCFL storage root, or ocfl:PATH")
    command.add_argument(
        "--format", choices=("text", "json"), default="text", help="of the result on standard output"
    )
    command.add_argument("--quiet", action="store_true", help="print nothing; the exit status tells")


def run(args: argparse.Namespace) -> int:
    from archive.reports.lines import counted, quoted, safe
    from archive.workflows.stores import recovered

    found = recovered(Path(args.store.removeprefix("ocfl:")))
    if args.format == "json" and not args.quiet:
        sys.stdout.write(json.dumps({"command": "recover", **asdict(found)}) + "\n")
    elif not args.quiet:
        for place, version in found.finished:
            print(f"  ✓ finished  {safe(place)}  {version}")
        for place in found.disorder:
            print(f"  ✗ in disorder, left as it is  {safe(place)}")
        print(
            f"{counted(len(found.finished), 'object')} brought to the last good version in {safe(found.root)}"
        )
        print(f"What it holds is judged by:  python -m archive validate {quoted(found.root)}")
    return 1 if found.disorder else 0
