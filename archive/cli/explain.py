"""Print what a code of a finding or an error means, which clause it comes from, and what to do about it."""

from __future__ import annotations

import argparse
import difflib

from archive.errors import SettingsError
from archive.findings import register

NAME = "explain"
HELP = "what a code means and what to do about it"


def arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("codes", nargs="+", metavar="CODE", help="such as B0312")


def run(args: argparse.Namespace) -> int:
    entries = register()
    for name in args.codes:
        entry = entries.get(name.upper())
        if entry is None:
            near = ", ".join(difflib.get_close_matches(name.upper(), entries, 3))
            raise SettingsError("E0504", name, f"no such code{f'; near it are {near}' if near else ''}")
        print(
            f"{entry.code}  {entry.severity.value}\n  {entry.sentence}\n  by: {entry.clause or 'this program'}"
        )
        print(f"  to do: {entry.remedy}" + (f"\n  for example: {entry.example}" if entry.example else ""))
    return 0
