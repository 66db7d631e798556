"""Ask what is known of accessions, seeds, bags, deposits, receipts, events and findings; or make the catalog again.

The catalog holds nothing that bags, receipts, the journal and the log of events do not hold: it can be thrown away and rebuilt.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from archive.cli.options import add_option, add_progress, add_state, count, instant, path_of, stamp

if TYPE_CHECKING:
    from archive.catalog.lists import Choice

NAME = "catalog"
HELP = "list, search, export or rebuild what is known of bags and deposits"
KINDS = ("bags", "accessions", "seeds", "deposits", "receipts", "events", "findings")
FILTERS = {
    "bag": "its name",
    "identifier": "of the document",
    "key": "the digest of its tag manifest",
    "collection": "its identifier",
    "accession": "its number",
    "target": "as receipts name it",
    "type": "of an event: val, tra, fix",
    "outcome": "suc, war or fai; of a deposit, its state",
    "code": "of a finding",
}


def arguments(command: argparse.ArgumentParser) -> None:
    actions = command.add_subparsers(title="actions", required=True, metavar="ACTION")
    listing = _action(actions, "list", "rows of one list, in order", _list)
    listing.add_argument(
        "kind",
        nargs="?",
        default="bags",
        choices=KINDS,
        metavar="LIST",
        help="default: bags; or " + ", ".join(KINDS[1:]),
    )
    _choosing(listing)
    _showing(listing)
    search = _action(actions, "search", "bags in whose description all these words stand", _search)
    search.add_argument("words", nargs="+", metavar="WORD", help="without regard to case and accents")
    _choosing(search)
    _showing(search)
    export = _action(actions, "export", "the catalog on standard output, for others", _export)
    export.add_argument(
        "--format",
        choices=("json", "csv", "premis"),
        default="json",
        help="json: everything; csv: one list; premis: bags and events (default: json)",
    )
    export.add_argument(
        "--list", dest="kind", choices=KINDS, default="bags", metavar="LIST", help="of csv (default: bags)"
    )
    _choosing(export)
    rebuild = _action(
        actions, "rebuild", "the catalog made again from bags, receipts, events and repositories", _rebuild
    )
    rebuild.add_argument(
        "bags",
        nargs="*",
        type=path_of,
        metavar="BAG",
        help="bags or folders of bags (default: bags, if it is there)",
    )
    add_option(rebuild, "an option of the targets that receipts name")
    _showing(rebuild)


def run(args: argparse.Namespace) -> int:
    action: Callable[[argparse.Namespace], int] = args.action
    return action(args)


def _list(args: argparse.Namespace) -> int:
    return _shown(args, args.kind, ())


def _search(args: argparse.Namespace) -> int:
    return _shown(args, "bags", tuple(args.words))


def _shown(args: argparse.Namespace, kind: str, words: tuple[str, ...]) -> int:
    from archive.catalog import open_catalog
    from archive.catalog.lists import listed
    from archive.reports.catalogued import show_list
    from archive.reports.show import Show

    begun = time.monotonic()
    with open_catalog(_state(args)) as catalog:
        rows = listed(catalog, kind, _choice(args, words))
        return show_list(kind, rows, catalog.unread, Show(args.format, args.quiet, args.progress, begun))


def _export(args: argparse.Namespace) -> int:
    from archive.catalog import open_catalog
    from archive.catalog.export import as_csv, as_json, as_premis
    from archive.reports.catalogued import show_export

    with open_catalog(_state(args)) as catalog:
        match args.format:
            case "csv":
                pieces = as_csv(catalog, args.kind, _choice(args, ()))
            case "premis":
                pieces = as_premis(catalog, _choice(args, ()))
            case _:
                pieces = as_json(catalog, _choice(args, ()))
        return show_export(pieces, catalog.unread)


def _rebuild(args: argparse.Namespace) -> int:
    from archive.reports.catalogued import show_rebuild
    from archive.reports.show import Show
    from archive.workflows.catalog import RebuildOrder, open_rebuild

    begun = time.monotonic()
    order = RebuildOrder(
        environ=os.environ,
        bags=tuple(args.bags) or None,
        state=args.state,
        config=args.config,
        options=dict(args.option),
    )
    with open_rebuild(order) as run:
        return show_rebuild(run, Show(args.format, args.quiet, args.progress, begun))


def _action(
    actions: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    what: str,
    run: Callable[[argparse.Namespace], int],
) -> argparse.ArgumentParser:
    from archive.cli.main import EXIT_STATUS

    action = actions.add_parser(
        name,
        help=what,
        description=f"{what[0].upper()}{what[1:]}.",
        epilog=EXIT_STATUS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_state(action)
    action.set_defaults(action=run)
    return action


def _choosing(action: argparse.ArgumentParser) -> None:
    for name, what in FILTERS.items():
        action.add_argument(f"--{name}", metavar=name.upper(), help=f"only rows with this: {what}")
    action.add_argument(
        "--since", type=instant, metavar="TIME", help="only from this time on (RFC 3339, or a date)"
    )
    action.add_argument("--until", type=instant, metavar="TIME", help="only from before this time")
    action.add_argument("--limit", type=count, metavar="N", help="so many rows at most")


def _showing(action: argparse.ArgumentParser) -> None:
    action.add_argument(
        "--format", choices=("text", "json", "jsonl"), default="text", help="of the result on standard output"
    )
    add_progress(action)


def _choice(args: argparse.Namespace, words: tuple[str, ...]) -> Choice:
    from archive.catalog.lists import Choice

    return Choice(
        where={name: value for name in FILTERS if (value := getattr(args, name)) is not None},
        words=words,
        since=stamp(args.since) if args.since else None,
        until=stamp(args.until) if args.until else None,
        limit=args.limit,
    )


def _state(args: argparse.Namespace) -> Path:
    from archive.settings import load_settings

    state: Path | None = args.state
    return state or load_settings(args.config).state
