"""The options that several commands share, and the values behind them."""

from __future__ import annotations

import argparse
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from archive.checks import OF_BAGS, Level
from archive.errors import SettingsError

if TYPE_CHECKING:
    from archive.settings import Option

RUN_HELP = "where the work is done: serial, processes, processes:N, dask or dask:ADDRESS (default: processes where there is much to do)"


def path_of(text: str) -> Path:
    """The path that an argument names; none is empty, as that of an unset variable, for an empty one would be the present folder."""
    if not text:
        raise argparse.ArgumentTypeError("it is empty; is a variable not set?")
    return Path(text)


def add_run(command: argparse.ArgumentParser) -> None:
    command.add_argument("--executor", type=executor, metavar="HOW", help=RUN_HELP)


def add_show(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--format",
        choices=("text", "json", "jsonl", "junit"),
        default="text",
        help="of the result on standard output",
    )
    add_progress(command)


def add_progress(command: argparse.ArgumentParser) -> None:
    command.add_argument("--quiet", action="store_true", help="print nothing; the exit status tells")
    command.add_argument(
        "--progress",
        choices=("auto", "always", "never"),
        default="auto",
        help="a progress bar on standard error",
    )


def add_seeds(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "seeds",
        nargs="?",
        type=path_of,
        default=Path("seeds"),
        metavar="SEEDS",
        help="a folder, or a CSV or JSONL table (default: seeds)",
    )


def add_accession(command: argparse.ArgumentParser, time: str) -> None:
    """`--collection` and `--opened-at`, which is the `time` of what the command makes."""
    command.add_argument(
        "--collection",
        type=path_of,
        metavar="FILE",
        help="default: collection.yaml beside the seeds, if there",
    )
    command.add_argument(
        "--opened-at",
        type=instant,
        metavar="TIME",
        help=f"{time}; default: SOURCE_DATE_EPOCH, then the collection's, then now",
    )


def add_state(command: argparse.ArgumentParser, what: str = "journal, receipts, events and catalog") -> None:
    """`--state`, of which the command uses what is named, and `--config`."""
    command.add_argument(
        "--state", type=path_of, metavar="DIR", help=f"{what} (default: archive.toml's `state`, or deposits)"
    )
    command.add_argument(
        "--config", type=path_of, metavar="FILE", help="default: archive.toml, if it is there"
    )


def add_option(command: argparse.ArgumentParser, what: str) -> None:
    command.add_argument("--option", action="append", default=[], type=option, metavar="KEY=VALUE", help=what)


def add_judging(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--level",
        choices=["auto", *(level.value for level in OF_BAGS)],
        default="auto",
        help="bag: RFC 8493; deposit: also record, TEI and PREMIS; auto: deposit for bags that name our profile",
    )
    command.add_argument(
        "--profile",
        type=path_of,
        action="append",
        default=[],
        metavar="FILE",
        help="a BagIt profile (JSON) to hold the bags to, or the house's own deposit profile (DCTAP CSV); once each",
    )
    add_second_opinion(command)


def level_of(args: argparse.Namespace) -> Level | None:
    """The level asked for; None for auto."""
    return None if args.level == "auto" else Level(args.level)


def add_second_opinion(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--second-opinion",
        choices=("all", "sample", "none"),
        default="sample",
        help="which bags bagit-python judges too: sample is all up to 100, then one in a hundred chosen by digest",
    )


def instant(text: str) -> datetime:
    """An RFC 3339 time, or a date (its first instant), in UTC."""
    try:
        value = datetime.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no RFC 3339 time such as 2026-11-21T00:00:00Z"
        ) from error
    if value.tzinfo is None:
        if len(text) > len("2026-11-21"):
            raise argparse.ArgumentTypeError(f"{text!r} has no time zone; end it with Z or an offset")
        value = value.replace(tzinfo=UTC)
    try:
        return value.astimezone(UTC).replace(microsecond=0)
    except OverflowError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is in UTC no time of the years 1 to 9999") from error


def source_date_epoch() -> datetime | None:
    """SOURCE_DATE_EPOCH as reproducible-builds.org defines it: whole seconds since 1970, UTC."""
    value = os.environ.get("SOURCE_DATE_EPOCH")
    if not value:
        return None
    if not (value.isascii() and value.isdecimal()):
        raise SettingsError("E0503", "SOURCE_DATE_EPOCH", f"{value!r} is no whole number of seconds")
    try:
        return datetime.fromtimestamp(int(value), UTC)
    except (OverflowError, ValueError, OSError) as error:
        raise SettingsError("E0503", "SOURCE_DATE_EPOCH", f"{value!r} is no time of this calendar") from error


def option(text: str) -> tuple[str, Option]:
    """`key=value`; `true`, `false` and whole numbers are meant as such, but `0003` is a name."""
    key, sign, value = text.partition("=")
    if not sign or not key:
        raise argparse.ArgumentTypeError(f"{text!r} is not KEY=VALUE")
    if value in {"true", "false"}:
        return key, value == "true"
    return key, int(value) if value.isdecimal() and str(int(value[:19])) == value else value


def count(text: str) -> int:
    """A whole number, from 1."""
    if not text.isascii() or not text.isdecimal() or not 0 < int(text[:19]) < 1 << 62:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 1")
    return int(text)


def executor(text: str) -> str:
    """The name of an executor, known to be one."""
    from archive.executors import open_executor

    try:
        open_executor(text, many=False)
    except SettingsError as error:
        raise argparse.ArgumentTypeError(error.detail) from error
    return text


class Once(argparse.Action):
    """Of an option that names where something goes, a second one is refused: it would take the first one's place in silence."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: object,
        option_string: str | None = None,  # noqa: ARG002 - as argparse calls it
    ) -> None:
        if getattr(namespace, self.dest) is not None:
            parser.error(f"{self.option_strings[0]} may be given once; run the command again for each")
        setattr(namespace, self.dest, values)


def stamp(time: datetime) -> str:
    """A time as every log has it: `2026-11-21T00:00:00Z`."""
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
