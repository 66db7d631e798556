"""Show what is known of each text, from where, and what is still owed; draft sidecars, take descriptions in, give them out."""

from __future__ import annotations

import argparse
import os
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from archive.cli.options import add_accession, add_run, add_seeds, add_show, path_of, source_date_epoch

if TYPE_CHECKING:
    from archive.reports.show import Show
    from archive.workflows.describe import DescribeOrder

NAME = "describe"
SHACL = "shacl"
HELP = "what is known of each text, and what is owed; sidecars, imports and exports"


def arguments(command: argparse.ArgumentParser) -> None:
    from archive.record.exports.formats import FORMATS

    add_seeds(command)
    act = command.add_mutually_exclusive_group()
    act.add_argument(
        "--write",
        action="store_true",
        help="draft a sidecar beside each text that has none, `todo` where a person must speak",
    )
    act.add_argument(
        "--import",
        dest="imports",
        nargs="+",
        type=path_of,
        metavar="FILE",
        help="take descriptions from tables (CSV, JSONL), Dublin Core or DSpace XML, JSON-LD, Turtle, record.json into sidecars",
    )
    act.add_argument(
        "--export",
        dest="exports",
        nargs="+",
        choices=[*FORMATS, SHACL],
        metavar="FORMAT",
        help=f"give the records out: {', '.join(FORMATS)}; or shacl, the profile's rules, on standard output",
    )
    command.add_argument(
        "--out",
        type=path_of,
        metavar="PLACE",
        help="where drafts and exports go: a folder, a file (a name with an ending), or - for standard output",
    )
    command.add_argument(
        "--force",
        action="store_true",
        help="let an import replace what a sidecar says (the old file is kept), or an export an older one",
    )
    command.add_argument(
        "--profile", type=path_of, metavar="FILE", help="the house's own deposit profile (DCTAP CSV)"
    )
    command.add_argument(
        "--cache",
        type=path_of,
        metavar="FOLDER",
        help="where the index of headings lies that `authorities build` made, if not in your cache folder",
    )
    add_accession(command, "the time of the description")
    add_run(command)
    add_show(command)


def run(args: argparse.Namespace) -> int:
    from archive.authorities.build import cache_folder
    from archive.reports.describing import show_describe
    from archive.reports.show import Show
    from archive.workflows.describe import DescribeOrder, open_describe
    from archive.workflows.described import Act
    from archive.workflows.drafting import open_drafts
    from archive.workflows.importing import open_import

    show = Show(args.format, args.quiet, args.progress, time.monotonic())
    order = DescribeOrder(
        seeds=args.seeds,
        now=datetime.now(UTC).replace(microsecond=0),
        collection=args.collection,
        opened_at=args.opened_at or source_date_epoch(),
        profile=args.profile,
        headings=None if args.imports or args.exports else args.cache or cache_folder(os.environ),
        executor=args.executor,
    )
    if args.exports:
        return _export(args, order, show)
    if args.write:
        opened, asked = open_drafts(order, args.out), Act.DRAFTED
    elif args.imports:
        opened, asked = open_import(order, args.imports, force=args.force), Act.IMPORTED
    else:
        opened, asked = open_describe(order), Act.DESCRIBED
    with opened as run:
        return show_describe(run, show, asked, str(args.seeds))


def _export(args: argparse.Namespace, order: DescribeOrder, show: Show) -> int:
    from archive.record.exports.formats import FORMATS
    from archive.reports.describing import show_bytes, show_describe, show_exported
    from archive.workflows.describe import open_describe
    from archive.workflows.described import Act
    from archive.workflows.exporting import destination, open_export, shapes

    if SHACL in args.exports:
        show_bytes(shapes(order.profile))
        return 0
    formats = [FORMATS[name] for name in dict.fromkeys(args.exports)]
    if len(formats) == 1 and str(args.out or "-") == "-":
        with open_describe(order) as run:
            return show_exported(run, formats[0], show)
    with open_export(order, formats, destination(args.out, force=args.force)) as run:
        return show_describe(run, show, Act.EXPORTED, str(args.seeds))
