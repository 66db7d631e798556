"""A small house: bags, two repositories in folders, and the commands run as the command line runs them."""

import contextlib
import io
import json
import shutil
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from archive.catalog import open_catalog, recording
from archive.catalog.lists import LISTS, Choice, listed
from archive.cli.main import parser
from archive.errors import ArchiveError
from archive.fixity import measure
from archive.receipt import Kept, Receipt
from archive.reports.terminal import show_error
from archive.workflows.deposit import DepositOrder, open_deposit_run

ROOT = Path(__file__).parent.parent.parent
NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
HOSTILE = "'; DROP TABLE bags; --\" <&>\u202e\x1b[31m\x00=cmd|' /C calc'!A0"


@dataclass(frozen=True)
class Ran:
    status: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)


def record_deposit(state, receipt, facts=None):
    """Tells the catalog of one receipt, as a deposit does."""
    with recording(state) as record:
        record(receipt, facts, receipt.name)


def run(*words):
    """One command in this process; errors end as they do on the command line."""
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="backslashreplace", newline="\n")
    err = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            args = parser((str(words[0]),)).parse_args([str(word) for word in words])
            status = args.run(args)
        except ArchiveError as error:
            show_error(error)
            status = 4
        except SystemExit as error:
            status = error.code
        sys.stdout.flush()
    out.flush()
    return Ran(status, out.buffer.getvalue().decode(), err.getvalue())


def copy_bags(folder, *numbers):
    """The committed bags of these numbers, in a folder of one's own."""
    folder.mkdir(parents=True, exist_ok=True)
    for bag in sorted((ROOT / "bags").iterdir()):
        if bag.is_dir() and int(bag.name[:3]) in (numbers or range(5)):
            shutil.copytree(bag, folder / bag.name)
    return folder


def deposit(bags, target, state, at=NOW):
    """The bags deposited; every outcome is seen to be well."""
    order = DepositOrder(bags=(bags,), target=target, clock=lambda: at, environ={}, state=state)
    with open_deposit_run(order) as deposits:
        outcomes = list(deposits.outcomes)
    assert outcomes
    assert {outcome.value.status.value for outcome in outcomes} <= {"deposited", "present"}
    return outcomes


def rows(state, kind, **choice):
    """The rows of one list."""
    with open_catalog(state) as catalog:
        return list(listed(catalog, kind, Choice(**choice)))


def everything(state):
    """All lists of the catalog."""
    return {kind: rows(state, kind) for kind in LISTS}


def receipt(bag="letters", key="k" * 64, target="folder:/vault", at=NOW, **more):
    """A receipt for one small file."""
    fields = {
        "identifier": f"urn:example:{bag}", "location": f"/vault/{bag}", "version": "1", "level": "deposit", "findings": (),
        "files": (Kept("data/a.txt", measure((b"alpha",))),), "lost": (), "software": "archive 0.1.0", **more,
    }  # fmt: skip
    return Receipt(bag=bag, key=key, target=target, taken_at=at, **fields)


def flip(path, place=100):
    """One bit of a file changed."""
    data = bytearray(path.read_bytes())
    data[min(place, len(data) - 1)] ^= 1
    path.write_bytes(data)
