"""Hold a TEI file's text against its source, anybody's: exact, folded (white space apart) or changed, and where first.

Findings are of severity error, and the exit status 1, only where the text was changed.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

from archive.cli.options import path_of

if TYPE_CHECKING:
    from archive.tei.verifying import TextVerdict

NAME = "verify-text"
HELP = "whether a TEI file still has the text of its source"


def arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("tei", type=path_of, metavar="TEI", help="a TEI document, of P5 or P4")
    command.add_argument(
        "source", type=path_of, metavar="SOURCE", help="the plain text that it was made from"
    )
    command.add_argument("--charset", help="the source's, if it is known; else it is found out")
    command.add_argument(
        "--text", metavar="N|ID", help="of several texts this one alone, by its number or an xml:id; else all"
    )
    command.add_argument(
        "--format", choices=("text", "json"), default="text", help="of the result on standard output"
    )
    command.add_argument("--quiet", action="store_true", help="print nothing; the exit status tells")


def run(args: argparse.Namespace) -> int:
    from archive.errors import ArchiveError, SourceError, TextError
    from archive.reports.verified import told
    from archive.tei.verifying import Sameness

    try:
        verdict = _verdict(args.tei, args.source, args.charset, args.text)
    except SourceError:  # names its file itself
        raise
    except ArchiveError as error:  # which knows bytes, and not whose they are
        named = args.source if isinstance(error, TextError) else args.tei
        raise replace(error, where=f"{named} {error.where}") from error
    if not args.quiet and args.format == "json":
        print(
            json.dumps({"command": NAME, "tei": str(args.tei), "source": str(args.source), **asdict(verdict)})
        )
    elif not args.quiet:
        print("\n".join(told(verdict, str(args.tei), str(args.source))))
    return 1 if verdict.sameness is Sameness.CHANGED else 0


def _verdict(tei: Path, source: Path, charset: str | None, text: str | None) -> TextVerdict:
    """How the two files stand to each other; where one is large, both are read in pieces."""
    from archive.sources.file import file_in_pieces, is_large, read_file
    from archive.stored import LARGE
    from archive.tei.verifying import compare
    from archive.tei.verifying_large import compare_large

    if is_large(tei, LARGE) or is_large(source, LARGE):
        return compare_large(file_in_pieces(tei).chunks, file_in_pieces(source), declared=charset, text=text)
    return compare(read_file(tei, LARGE), read_file(source, LARGE), declared=charset, text=text)
