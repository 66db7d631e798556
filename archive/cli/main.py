"""The command line: one parser, one subcommand a module, one place that turns what went wrong into an exit status."""

from __future__ import annotations

import argparse
import errno
import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module

from archive.errors import ArchiveError, SettingsError
from archive.version import VERSION

COMMANDS = (
    "package",
    "validate",
    "describe",
    "deposit",
    "retrieve",
    "audit",
    "recover",
    "catalog",
    "report",
    "explain",
    "site",
    "verify-text",
    "authorities",
    "schema",
)
"""Each a module of this folder, with NAME, HELP, `arguments` and `run`."""

_LAST_STREAM = 2  # standard error
_EXHAUSTED = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EAGAIN})

EXIT_STATUS = """exit status:
  0    well
  1    findings of severity error
  2    usage
  3    some seeds or bags failed
  4    could not begin
  130  interrupted
The highest that applies is given."""


def main(argv: Sequence[str] | None = None) -> int:
    """The exit status of one command. Results go to standard output, all else to standard error."""
    if argv is None:
        _read_names_as_utf8()
    _occupy()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(
            stream, io.TextIOWrapper
        ):  # the same output in every locale; a name that is no text is escaped
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    args = argparse.Namespace(quiet=False)
    try:
        args = _parsed(sys.argv[1:] if argv is None else argv)
        status: int = args.run(args)
        sys.stdout.flush()
    except ArchiveError as error:
        return _told(error, args)
    except KeyboardInterrupt:
        _say("interrupted; what was reported done is done, the rest was not begun or is taken back", args)
        return 130
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:  # of standard output, or of the system where no door stands before it
        sys.stdout = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")  # what is left to be written cannot be
        return _told(SettingsError("E0508", _place(error), error.strerror or str(error)), args)
    except MemoryError:
        return _told(SettingsError("E0508", "this process", "there is no memory left for it"), args)
    return status


def _parsed(words: Sequence[str]) -> argparse.Namespace:
    named = tuple(name for name in words[:1] if name in COMMANDS)
    try:
        # One command need not wait until the others are loaded.
        return parser(named or COMMANDS).parse_args(words)
    except SystemExit:  # a help text ends the program
        sys.stdout.flush()
        raise


def _read_names_as_utf8() -> None:
    """Begins again where the locale has names of files read in another charset: of the same files, the same bags in every locale."""
    if sys.getfilesystemencoding() == "utf-8" or os.environ.get("PYTHONUTF8") == "1" or not sys.executable:
        return
    os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], {**os.environ, "PYTHONUTF8": "1"})  # noqa: S606 - ourselves


def _occupy() -> None:
    """Gives standard streams that the caller closed to the void, lest the first file that is opened take their place."""
    while (fd := os.open(os.devnull, os.O_RDWR)) <= _LAST_STREAM:
        pass
    os.close(fd)
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115


def _place(error: OSError) -> str:
    """Where the system said no; it names no file where it gives none, and where it is standard output that failed."""
    if error.filename:
        return str(error.filename)
    if error.errno in _EXHAUSTED and not hasattr(error, "characters_written"):
        return "this process"
    return "the current folder" if _stands_nowhere() else "standard output"


def _stands_nowhere() -> bool:
    """Whether the folder in which the program was started is gone, or may not be looked at."""
    try:
        os.getcwd()  # noqa: PTH109 - looked at, not used
    except OSError:
        return True
    return False


def _told(error: ArchiveError, args: argparse.Namespace) -> int:
    """The exit status of an error that ended the command, told if anybody can be told, and wants to be."""
    from archive.reports.terminal import show_error

    with suppress(OSError):
        if not getattr(args, "quiet", False):
            show_error(error)
    return 4


def _say(text: str, args: argparse.Namespace) -> None:
    with suppress(OSError):
        if not getattr(args, "quiet", False):
            print(text, file=sys.stderr)


def parser(names: Sequence[str] = COMMANDS) -> argparse.ArgumentParser:
    """The command line, whole or for the commands of these names."""
    top = argparse.ArgumentParser(
        prog="archive",
        description="Describes texts, encodes them in TEI, packages them into BagIt bags, and validates bags.",
        epilog=EXIT_STATUS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=f"archive {VERSION}")
    commands = top.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for module in (import_module(f"archive.cli.{name.replace('-', '_')}") for name in names):
        command = commands.add_parser(
            module.NAME,
            help=module.HELP,
            description=module.__doc__,
            epilog=EXIT_STATUS,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        module.arguments(command)
        command.set_defaults(run=module.run)
    return top
