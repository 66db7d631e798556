"""A whole run of three small bags and a zip, for a tracer to break off: stage what differs, commit, replace.

Usage: small_run.py OUTPUT [batch|each|none [keep]]. It prints the code of each outcome, one a line. Status: 0 well, 3 some
failed, 4 could not begin, 130 interrupted. With `keep` no bag is replaced. It imports the standard library only.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from archive.bag.publish import publish
from archive.bag.serial import Serialization, serialize
from archive.bag.standing import Standing, standing, standing_serialized
from archive.bag.store import Durability, Store, open_store
from archive.bag.tagfiles import render
from archive.bag.writer import Staged, stage, stage_serialized
from archive.errors import BagError
from archive.fixity import Algorithm, measure
from archive.outcome import Failed
from archive.paths import BagPath
from archive.sip import File, Sip

OPENED = datetime(2026, 11, 21, tzinfo=UTC)
NAMES = ("one", "two", "old")


def bag(name: str, text: bytes) -> tuple[File, ...]:
    payload = (File(BagPath("data/a.txt"), text, measure((text,), (Algorithm.SHA256,))),)
    return render(Sip(name, payload, (("Bagging-Date", "2026-11-21"),)), (Algorithm.SHA256,))


def main(root: Path, durability: Durability = Durability.BATCH, *, replace: bool = True) -> int:
    """The exit status, after the bags that are not there yet, or differ, have been staged and published."""
    codes = []
    with open_store(root, durability=durability) as store:
        batch = []
        for put in (*(bag_of(name) for name in NAMES), zip_of("one")):
            try:
                batch += put(store)
            except BagError as error:
                codes.append(error.code)
        for outcome in publish(batch, store, replace=replace):
            codes.append(outcome.error.code if isinstance(outcome, Failed) else "done")
    sys.stdout.write("".join(f"{code}\n" for code in codes))
    return 3 if any(code.startswith("E") for code in codes) else 0


def bag_of(name: str):
    files = bag(name, f"The text of {name}.\n".encode())

    def put(store: Store) -> list[Staged]:
        return [] if standing(name, files, store) is Standing.SAME else [stage(name, files, store)]

    return put


def zip_of(name: str):
    def chunks():
        return serialize(bag(name, b"zipped\n"), name, Serialization.ZIP, OPENED)

    def put(store: Store) -> list[Staged]:
        if standing_serialized(f"{name}.zip", chunks(), store) is Standing.SAME:
            return []
        return [stage_serialized(f"{name}.zip", chunks(), store)]

    return put


if __name__ == "__main__":
    output, durability, keep = (*sys.argv[1:], *("batch", "replace")[len(sys.argv) - 2 :])
    try:
        status = main(Path(output), Durability(durability), replace=keep != "keep")
    except BagError as error:
        sys.stdout.write(f"{error.code}\n")
        status = 4
    except KeyboardInterrupt:
        status = 130
    sys.exit(status)
