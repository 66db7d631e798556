"""Judge bags: every fault of each in one run, with code, place, clause and remedy. Nothing is ever written."""

from __future__ import annotations

import argparse
import os
import time

from archive.checks import Opinion
from archive.cli.options import add_judging, add_run, add_show, level_of, path_of

NAME = "validate"
HELP = "judge bags: directories, serialized bags, folders of bags"


def arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "bags",
        nargs="+",
        type=path_of,
        metavar="BAG",
        help="a bag directory, a .zip, .tar, .tar.gz or .tgz, or a folder of bags",
    )
    command.add_argument(
        "--fast",
        action="store_true",
        help="structure, completeness and Payload-Oxum only; no digest is checked",
    )
    command.add_argument(
        "--tei-schema",
        metavar="FILE|NAME",
        help="hold every TEI document in the bags to this RELAX NG grammar too, such as tei_all (see `schema add`)",
    )
    command.add_argument(
        "--tei-schematron",
        metavar="FILE|NAME",
        help="ask this Schematron's rules of every TEI document in the bags too; it may stand within a grammar, as TEI's does in "
        "tei_all.rng (needs the extra `schematron`)",
    )
    add_judging(command)
    add_run(command)
    add_show(command)


def run(args: argparse.Namespace) -> int:
    from archive.reports.show import Show, show_validate
    from archive.workflows.validate import ValidateOrder, open_validate

    begun = time.monotonic()
    tei_schema = tei_schematron = None
    if args.tei_schema:
        from archive.workflows.schemas import find_schema

        tei_schema = find_schema(args.tei_schema, os.environ)
    if args.tei_schematron:
        from archive.workflows.schemas import find_schematron

        tei_schematron = find_schematron(args.tei_schematron, os.environ)
    order = ValidateOrder(
        bags=tuple(args.bags),
        level=level_of(args),
        fast=args.fast,
        profiles=tuple(args.profile),
        second_opinion=Opinion(args.second_opinion),
        executor=args.executor,
        tei_schema=tei_schema,
        tei_schematron=tei_schematron,
    )
    with open_validate(order) as run:
        return show_validate(run, Show(args.format, args.quiet, args.progress, begun))
