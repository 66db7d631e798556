"""Render a collection's bags as pages to read: static HTML without scripts, an index by date, name, place and subject."""

from __future__ import annotations

import argparse
from pathlib import Path

from archive.cli.options import path_of

NAME = "site"
HELP = "the collection as pages to read"


def arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "bags", nargs="*", type=path_of, default=[Path("bags")], metavar="BAGS", help="default: bags"
    )
    command.add_argument(
        "--out", type=path_of, default=Path("site"), metavar="DIR", help="where the site goes (default: site)"
    )
    command.add_argument("--quiet", action="store_true", help="print nothing; the exit status tells")


def run(args: argparse.Namespace) -> int:
    from archive.reports.lines import counted, safe
    from archive.reports.site.writing import write_site
    from archive.reports.terminal import show_error

    site = write_site(args.bags, args.out)
    if not args.quiet:
        for failed in site.failed:
            show_error(failed.error)
        left = f", {counted(len(site.failed), 'bag')} without a page" if site.failed else ""
        end = f"open {safe(str(args.out))}/index.html" if site.texts else "no site was written"
        print(f"{counted(site.texts, 'text')}{left} · {end}")
    return 3 if site.failed or not site.texts else 0
