"""Bring valid bags into a repository: sent, read back byte for byte, and only then called deposited, with a receipt.

Asked again, a bag that is there is left as it is; a changed one becomes a new version where the repository has versions.
"""

from __future__ import annotations

import argparse
import os
import time
from datetime import UTC, datetime
from pathlib import Path

from archive.checks import OF_BAGS, Level
from archive.cli.options import Once, add_option, add_run, add_show, add_state, path_of

NAME = "deposit"
HELP = "bring valid bags into a repository, verified, with a receipt"


def arguments(command: argparse.ArgumentParser) -> None:
    from archive.targets.opening import KINDS

    kinds = "".join(f"\n  {kind:<15}{what}" for kind, what in KINDS.items())
    command.description = f"{__doc__}\nkinds of targets:{kinds}"
    command.add_argument(
        "bags", nargs="+", type=path_of, metavar="BAG", help="a bag, packed or not, or a folder of bags"
    )
    command.add_argument(
        "--to",
        action=Once,
        required=True,
        metavar="TARGET",
        help="a target of archive.toml, or kind:location, such as ocfl:store",
    )
    command.add_argument(
        "--level",
        choices=[level.value for level in OF_BAGS],
        default=Level.DEPOSIT.value,
        help="what a bag must pass to be sent; bag: anybody's valid bag, its findings go into the receipt (default: deposit)",
    )
    command.add_argument(
        "--profile",
        action="append",
        default=[],
        metavar="FILE|btr|aptrust",
        help="a profile that the bags must meet, or a receiver's, to which they are dressed (docs/deposit/receivers.md)",
    )
    command.add_argument(
        "--dry-run",
        action="store_true",
        help="say what would be sent, in the target's terms; nothing is changed",
    )
    add_state(command, "journal and receipts")
    add_option(command, "an option of the target, as archive.toml would give it; may be repeated")
    add_run(command)
    add_show(command)


def run(args: argparse.Namespace) -> int:
    from archive.reports.deposited import show_deposit
    from archive.reports.show import Show
    from archive.targets.opening import RECEIVERS
    from archive.workflows.deposit import DepositOrder, open_deposit_run

    begun = time.monotonic()
    receivers = [name for name in args.profile if name in RECEIVERS]
    order = DepositOrder(
        bags=tuple(args.bags),
        target=args.to,
        clock=lambda: datetime.now(UTC),
        environ=os.environ,
        level=Level(args.level),
        state=args.state,
        config=args.config,
        options=dict([*(("receiver", name) for name in receivers), *args.option]),
        profiles=tuple(Path(name) for name in args.profile if name not in RECEIVERS),
        dry_run=args.dry_run,
        executor=args.executor,
    )
    with open_deposit_run(order) as run:
        return show_deposit(run, Show(args.format, args.quiet, args.progress, begun))
