"""Judge bags and write all that was found as one page of HTML, which opens without network, prints, and can be mailed."""

from __future__ import annotations

import argparse
import time
from datetime import UTC, datetime
from pathlib import Path

from archive.checks import Opinion
from archive.cli.options import add_judging, add_progress, add_run, level_of, path_of

NAME = "report"
HELP = "judge bags and write what was found as a page of HTML"


def arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "bags",
        nargs="*",
        type=path_of,
        default=[Path("bags")],
        metavar="BAGS",
        help="bag directories, serialized bags, folders of bags (default: bags)",
    )
    command.add_argument(
        "--out",
        type=path_of,
        default=Path("report.html"),
        metavar="FILE.html",
        help="where the page goes; an older report there is replaced (default: report.html)",
    )
    add_judging(command)
    add_run(command)
    add_progress(command)


def run(args: argparse.Namespace) -> int:
    from archive.reports.html import About
    from archive.reports.show import Show, show_report
    from archive.workflows.validate import ValidateOrder, open_validate

    begun = time.monotonic()
    order = ValidateOrder(
        bags=tuple(args.bags),
        level=level_of(args),
        profiles=tuple(args.profile),
        second_opinion=Opinion(args.second_opinion),
        executor=args.executor,
    )
    about = About(
        now=datetime.now(UTC).replace(microsecond=0),
        level=order.level.value if order.level else None,
        asked=tuple(map(str, order.bags)),
    )
    with open_validate(order) as run:
        return show_report(run, Show("text", args.quiet, args.progress, begun), about, args.out)
