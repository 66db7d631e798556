"""Keep a schema for `validate --tei-schema NAME` or `--tei-schematron NAME`: the official tei_all, or a project's own, in a form that loads fast."""

from __future__ import annotations

import argparse
import os

NAME = "schema"
HELP = "add a TEI schema, by file or address, or list those that were added"


def arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("action", choices=("add", "list"), help="add one, or list those that were added")
    command.add_argument(
        "what",
        nargs="*",
        metavar="FILE|URL",
        help="a RELAX NG grammar in XML form, such as tei_all.rng, or a Schematron, such as tei_all.sch",
    )
    command.set_defaults(refuse=command.error)


def run(args: argparse.Namespace) -> int:
    from archive.reports.lines import human_size, safe
    from archive.workflows.schemas import add_schema, kept_schemas

    if args.action == "add":
        if not args.what:
            args.refuse("add what? name a FILE|URL")
        for what in args.what:
            kept = add_schema(what, os.environ)
            print(
                f"{safe(kept.name)}  {human_size(kept.size)}  python -m archive validate BAG {kept.option} {safe(kept.name)}"
            )
        return 0
    found = list(kept_schemas(os.environ))
    if not found:
        print("no schema was added yet:  python -m archive schema add FILE|URL")
    for kept in found:
        print(f"{safe(kept.name)}  {human_size(kept.size)}  {safe(str(kept.path))}")
    return 0
