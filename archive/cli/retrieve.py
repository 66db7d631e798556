"""Bring bags back from a repository that took them: every byte held against the receipt before anything is shown."""

from __future__ import annotations

import argparse
import json
import os
import sys
from dataclasses import asdict

from archive.cli.options import Once, add_option, add_state, path_of

NAME = "retrieve"
HELP = "bring deposited bags back, held against their receipts"


def arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "wanted",
        nargs="*",
        metavar="NAME",
        help="names or identifiers of bags (default: all that the target took)",
    )
    command.add_argument(
        "--from",
        action=Once,
        dest="target",
        required=True,
        metavar="TARGET",
        help="a target of archive.toml, or kind:location",
    )
    command.add_argument(
        "--out",
        type=path_of,
        required=True,
        metavar="DIR",
        help="where the bags go; nothing there is replaced",
    )
    command.add_argument(
        "--every", action="store_true", help="each version that has a receipt, and not the latest alone"
    )
    add_state(command, "where the receipts are")
    add_option(command, "an option of the target")
    command.add_argument(
        "--format", choices=("text", "jsonl"), default="text", help="of the result on standard output"
    )
    command.add_argument("--quiet", action="store_true", help="print nothing; the exit status tells")


def run(args: argparse.Namespace) -> int:
    from archive.outcome import Failed
    from archive.reports.lines import counted, human_size, quoted, safe
    from archive.reports.plain import error_row
    from archive.reports.terminal import show_error
    from archive.workflows.retrieve import RetrieveOrder, open_retrieve

    order = RetrieveOrder(
        target=args.target, out=args.out, environ=os.environ, wanted=tuple(args.wanted), every=args.every,
        state=args.state, config=args.config, options=dict(args.option),
    )  # fmt: skip
    failed = stood = 0
    with open_retrieve(order) as run:
        for outcome in run.outcomes:
            failed += isinstance(outcome, Failed)
            stood += not isinstance(outcome, Failed) and outcome.value.status == "present"
            if args.quiet:
                continue
            if args.format == "jsonl":
                row = (
                    {"bag": outcome.item, "error": error_row(outcome.error)}
                    if isinstance(outcome, Failed)
                    else asdict(outcome.value)
                )
                sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
                sys.stdout.flush()
            elif isinstance(outcome, Failed):
                show_error(outcome.error)
            else:
                came = outcome.value
                version = f" {came.version}" if came.version else ""
                mark, known = ("=", "already there, ") if came.status == "present" else ("✓", "")
                print(
                    f"  {mark} {safe(came.path)}  {counted(came.files, 'file')}  {human_size(came.size)}  {known}from {safe(came.location)}{version}"
                )
        if not args.quiet and args.format == "text":
            back = run.total - failed - stood
            held = f"{f', {stood} already there' if stood else ''}{', every byte as its receipt says' if back + stood else ''}"
            print(f"{back} of {counted(run.total, 'bag')} brought back from {safe(run.target)}{held}")
            if back + stood:
                print(f"Each can be judged:  python -m archive validate {quoted(str(args.out))}")
    return 3 if failed else 0
