"""Make of each seed a bag: described, normalized, encoded in TEI, with fixity and provenance, and judged before it is shown."""

from __future__ import annotations

import argparse
import time
from datetime import UTC, datetime
from pathlib import Path

from archive.bag.serial import Serialization
from archive.bag.store import Arrangement, Durability
from archive.checks import Opinion
from archive.cli.options import (
    add_accession,
    add_run,
    add_second_opinion,
    add_seeds,
    add_show,
    path_of,
    source_date_epoch,
)
from archive.fixity import Algorithm

NAME = "package"
HELP = "make a bag of each seed"


def arguments(command: argparse.ArgumentParser) -> None:
    add_seeds(command)
    command.add_argument(
        "--out", type=path_of, default=Path("bags"), metavar="BAGS", help="where the bags go (default: bags)"
    )
    add_accession(command, "the accession's time")
    command.add_argument(
        "--serialize",
        choices=[kind.value for kind in Serialization],
        default=Serialization.NONE.value,
        help="one file a bag instead of a folder; nothing is compressed, so that the bytes are the same everywhere",
    )
    command.add_argument(
        "--algorithms",
        type=_algorithms,
        default=(Algorithm.SHA256, Algorithm.SHA512),
        metavar="LIST",
        help="manifests to write (default: sha256,sha512)",
    )
    command.add_argument(
        "--durability",
        choices=[kind.value for kind in Durability],
        default=Durability.BATCH.value,
        help="when bags are synced to disk (docs/durability.md)",
    )
    command.add_argument(
        "--layout",
        choices=[kind.value for kind in Arrangement],
        default=Arrangement.FLAT.value,
        help="flat: all bags in one folder; pairs: in 65,536 folders by the digest of the name, for millions of bags",
    )
    command.add_argument("--force", action="store_true", help="replace a bag that stands and differs")
    add_second_opinion(command)
    add_run(command)
    add_show(command)


def run(args: argparse.Namespace) -> int:
    from archive.reports.show import Show, show_package
    from archive.workflows.package import PackageOrder, open_package

    begun = time.monotonic()
    order = PackageOrder(
        seeds=args.seeds,
        out=args.out,
        collection=args.collection,
        opened_at=args.opened_at or source_date_epoch(),
        now=datetime.now(UTC).replace(microsecond=0),
        serialization=Serialization(args.serialize),
        algorithms=args.algorithms,
        durability=Durability(args.durability),
        arrangement=Arrangement(args.layout),
        second_opinion=Opinion(args.second_opinion),
        force=args.force,
        executor=args.executor,
    )
    with open_package(order) as run:
        return show_package(run, Show(args.format, args.quiet, args.progress, begun), str(args.out))


def _algorithms(text: str) -> tuple[Algorithm, ...]:
    try:
        chosen = tuple(sorted({Algorithm(name.strip()) for name in text.split(",")}))
    except ValueError as error:
        known = ", ".join(Algorithm)
        raise argparse.ArgumentTypeError(f"{error}; there are {known}") from error
    return chosen
