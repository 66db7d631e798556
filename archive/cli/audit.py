"""Read copies whole again and hold them against what is known of them: deposits against their receipts, bags against their manifests.

The copy whose last check is oldest comes first. Every result is kept as a PREMIS event; nothing that is audited is written to, and
what is damaged is told with the copies that have the right bytes, never mended.
"""

from __future__ import annotations

import argparse
import os
import re
import time
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path

from archive.cli.options import add_option, add_run, add_show, add_state, instant, path_of

NAME = "audit"
HELP = "read copies again, find what changed or is lost, and keep the result"
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
_SIZES = {
    "kB": 10**3, "MB": 10**6, "GB": 10**9, "TB": 10**12, "KiB": 2**10, "MiB": 2**20, "GiB": 2**30, "TiB": 2**40,
}  # fmt: skip
_AMOUNT = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,6})?) ?([A-Za-z]{1,3})")


def arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "subjects",
        nargs="+",
        metavar="TARGET|BAG",
        help="a target (a name of archive.toml, or kind:location), an OCFL root, a bag, or a folder of bags",
    )
    command.add_argument(
        "--sample",
        type=share,
        default=Fraction(1),
        metavar="SHARE",
        help="read this share of the copies, the oldest check first: 0.1, 1/10 or 10%% (default: all)",
    )
    command.add_argument(
        "--budget",
        type=budget,
        action="append",
        default=[],
        metavar="TIME|SIZE",
        help="stop after so much time (90s, 30m, 2h, 1d) or before so many bytes (500MB, 10GiB) are read; once each",
    )
    command.add_argument(
        "--since",
        type=moment,
        metavar="TIME",
        help="leave what was checked at this time or later; or within a while, such as 30d",
    )
    command.add_argument(
        "--every",
        type=while_,
        default=timedelta(days=365),
        metavar="TIME",
        help="how old a check may be before the copy is late (default: 365d)",
    )
    command.add_argument(
        "--framework",
        choices=("ndsa", "iso16363", "cts"),
        help="then show the clauses of this framework beside the evidence that is held",
    )
    command.add_argument(
        "--bags",
        type=path_of,
        default=Path("bags"),
        metavar="DIR",
        help="where whole bags are looked for when something is damaged (default: bags)",
    )
    add_option(command, "an option of the targets, as deposit was given it; may be repeated")
    add_state(command)
    add_run(command)
    add_show(command)


def run(args: argparse.Namespace) -> int:
    from archive.reports.audited import show_audit
    from archive.reports.show import Show
    from archive.workflows.audit import AuditOrder, open_audit
    from archive.workflows.evidence import assess
    from archive.workflows.planning import Budget

    begun = time.monotonic()
    now = datetime.now(UTC)
    spans = [amount for amount in args.budget if isinstance(amount, timedelta)]
    sizes = [amount for amount in args.budget if isinstance(amount, int)]
    order = AuditOrder(
        subjects=tuple(args.subjects),
        clock=lambda: datetime.now(UTC),
        environ=os.environ,
        share=args.sample,
        budget=Budget(min(spans).total_seconds() if spans else None, min(sizes) if sizes else None),
        since=now - args.since if isinstance(args.since, timedelta) else args.since,
        every=args.every,
        state=args.state,
        config=args.config,
        options=dict(args.option),
        bags=args.bags,
        executor=args.executor,
    )
    with open_audit(order) as run:
        assessed = (lambda: assess(args.framework, run.catalog, now, args.every)) if args.framework else None
        return show_audit(run, Show(args.format, args.quiet, args.progress, begun), assessed)


def share(text: str) -> Fraction:
    """A share from 0 to 1: `0.1`, `1/10` or `10%`."""
    try:
        value = Fraction(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except (ValueError, ZeroDivisionError) as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no share such as 0.1, 1/10 or 10%") from error
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not between 0 and 1")
    return value


def budget(text: str) -> timedelta | int:
    """A while, or a number of bytes."""
    found = _AMOUNT.fullmatch(text)
    if found and found[2] in _SIZES:
        return int(Fraction(found[1]) * _SIZES[found[2]])
    try:
        return while_(text)
    except argparse.ArgumentTypeError as error:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no time such as 2h and no size such as 10GiB"
        ) from error


def while_(text: str) -> timedelta:
    """A while: a number with s, m, h, d or w."""
    found = _AMOUNT.fullmatch(text)
    if not found or found[2] not in _UNITS:
        raise argparse.ArgumentTypeError(f"{text!r} is no time such as 90s, 30m, 2h, 365d or 4w")
    seconds = float(Fraction(found[1]) * _UNITS[found[2]])
    if seconds > 1e10:
        raise argparse.ArgumentTypeError(f"{text!r} is longer than three hundred years")
    return timedelta(seconds=seconds)


def moment(text: str) -> datetime | timedelta:
    """A time, or a while before now."""
    try:
        return while_(text)
    except argparse.ArgumentTypeError:
        return instant(text)
