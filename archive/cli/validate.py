"""Judge bags: every fault of each in one run, with code, place, clause and remedy. Nothing is ever written."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from archive.checks import Level, Opinion
from archive.cli.options import add_run, add_second_opinion, add_show

NAME = "validate"
HELP = "judge bags: directories, serialized bags, folders of bags"


def arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "bags",
        nargs="+",
        type=Path,
        metavar="BAG",
        help="a bag directory, a .zip, .tar, .tar.gz or .tgz, or a folder of bags",
    )
    command.add_argument(
        "--level",
        choices=["auto", *(level.value for level in Level)],
        default="auto",
        help="bag: RFC 8493; deposit: also record, TEI and PREMIS; auto: deposit for bags that name our profile",
    )
    command.add_argument(
        "--fast",
        action="store_true",
        help="structure, completeness and Payload-Oxum only; no digest is checked",
    )
    command.add_argument(
        "--profile",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="a BagIt profile (JSON) to hold the bags to, or the house's own deposit profile (DCTAP CSV); once each",
    )
    add_second_opinion(command)
    add_run(command)
    add_show(command)


def run(args: argparse.Namespace) -> int:
    from archive.reports.show import Show, show_validate
    from archive.workflows.validate import ValidateOrder, open_validate

    begun = time.monotonic()
    order = ValidateOrder(
        bags=tuple(args.bags),
        level=None if args.level == "auto" else Level(args.level),
        fast=args.fast,
        profiles=tuple(args.profile),
        second_opinion=Opinion(args.second_opinion),
        executor=args.executor,
    )
    with open_validate(order) as run:
        return show_validate(run, Show(args.format, args.quiet, args.progress, begun))
