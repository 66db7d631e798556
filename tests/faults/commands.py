"""The commands that are broken off call by call: what each is given, does, may leave behind, and comes to."""

from __future__ import annotations

import contextlib
import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from archive.bag.finished import NAME as LIST
from archive.bag.reader import bags_in, open_bag
from archive.bag.store import STAGING
from archive.catalog import EventLog, open_catalog
from archive.catalog.lists import Choice, listed
from archive.checks import Level, Opinion, judge_bag
from archive.errors import ArchiveError
from archive.ocfl.roots import judge_root
from archive.outcome import Done, Failed
from archive.workflows.audit import AuditOrder, open_audit
from archive.workflows.deposit import DepositOrder, open_deposit_run
from archive.workflows.package import PackageOrder, open_package
from archive.workflows.validate import ValidateOrder, open_validate

ROOT = Path(__file__).parent.parent.parent
NOW = datetime(2026, 1, 1, tzinfo=UTC)
LATER = datetime(2026, 2, 1, tzinfo=UTC)
COLLECTION = """\
identifier: urn:uuid:00000000-0000-4000-8000-000000000001
title: Letters
description: {text: Letters., language: en}
repository: {name: Archive project}
accession: {number: 2026-1, agent: {organization: Archive project}, acquired: Found.}
"""
LETTER = "Vienna, 3 May 1880\n\nDear Anna,\n\nAll is well, and the harvest is {}.\n\nYours,\nMaria Vogel\n"


@dataclass(frozen=True)
class Command:
    """`prepare` makes what it starts from; `work` does it and gives its exit status; `check` is of what a fault left; `verify` and `result` of the end.

    `check` is told whether litter may lie about.
    """

    name: str
    prepare: Callable[[Path], None]
    work: Callable[[Path], int]
    check: Callable[..., None]
    verify: Callable[[Path, Path], None]
    result: Callable[[Path], object]
    failing: Callable[[object], object] = lambda result: (
        result
    )  # the part of the result that a read error leaves as it is


def tree(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def difference(found: object, expected: object) -> str:
    """Where two results differ, and in which lines."""
    if not (isinstance(found, dict) and isinstance(expected, dict)):
        return f"{found} is not {expected}"
    told = []
    for key in sorted(key for key in {*found, *expected} if found.get(key) != expected.get(key)):
        pair = [repr(side.get(key, b"")).split("\\n") for side in (found, expected)]
        told += [key, *difflib.unified_diff(*pair, lineterm="", n=0)]
    return "\n".join(told)[:4000]


def assert_untouched(template: Path, state: Path, *names: str) -> None:
    for name in names:
        found, expected = tree(state / name), tree(template / name)
        assert found == expected, f"{name} was touched: {difference(found, expected)}"


def run(outcomes_of: Callable[[], list[object]]) -> int:
    """The exit status that a command line would give, of a run as its workflow gives it."""
    try:
        return 3 if any(isinstance(outcome, Failed) for outcome in outcomes_of()) else 0
    except ArchiveError:
        return 4


def assert_sound(bags: Path) -> None:
    for path in bags_in(bags) if any(not path.name.startswith(".") for path in bags.iterdir()) else ():
        with open_bag(path) as bag:
            judged = judge_bag(bag, level=Level.BAG)
        assert judged.valid, (path, judged.findings)


# --- package: one new bag, one that replaces another, one that stands -------------------------------------------------


def _packaged(folder: Path, *, force: bool) -> int:
    order = PackageOrder(
        folder / "seeds", folder / "bags", NOW, opened_at=NOW, force=force, second_opinion=Opinion.NONE,
        executor="serial", remember=0, batch=2,
    )  # fmt: skip

    def outcomes() -> list[object]:
        with open_package(order) as run:
            return list(run.outcomes)

    return run(outcomes)


def _seeds(folder: Path, numbers: range) -> None:
    (folder / "seeds").mkdir()
    for number in numbers:
        (folder / f"seeds/letter{number}.txt").write_text(LETTER.format(number), encoding="utf-8")
    (folder / "seeds/collection.yaml").write_text(COLLECTION, encoding="utf-8")


def _prepare_package(folder: Path) -> None:
    _seeds(folder, range(1, 3))
    assert _packaged(folder, force=False) == 0
    (folder / "bags" / LIST).unlink()
    (folder / "seeds/letter1.yaml").write_text("title: A letter from Vienna\n", encoding="utf-8")
    (folder / "seeds/letter0.txt").write_text(LETTER.format("late"), encoding="utf-8")


def _check_package(template: Path, state: Path, *, litter: bool) -> None:
    assert_untouched(template, state, "seeds")
    assert_sound(state / "bags")
    names = {path.name for path in (state / "bags").iterdir() if not path.name.startswith(".")}
    assert names - {"letter0"} == {"letter1", "letter2"}, names
    old = {path: data for path, data in tree(template / "bags/letter1").items() if "sha" in path}
    new = {path: data for path, data in tree(state / "bags/letter1").items() if "sha" in path}
    title = b"A letter from Vienna" in (state / "bags/letter1/bag-info.txt").read_bytes()
    assert (old == new) != title, "neither the old bag nor the new"
    assert_untouched(template, state, "bags/letter2")
    assert litter or not (state / "bags" / STAGING).exists(), "litter"


def _verify_package(template: Path, state: Path) -> None:
    assert_untouched(template, state, "seeds", "bags/letter2")
    assert_sound(state / "bags")
    assert not (state / "bags" / STAGING).exists(), "litter after the run that completes"


def _result_package(state: Path) -> object:
    return {path: data for path, data in tree(state / "bags").items() if path != LIST}


# --- validate: it writes nothing -------------------------------------------------------------------


def _prepare_bags(folder: Path) -> None:
    _seeds(folder, range(1))
    assert _packaged(folder, force=False) == 0
    (folder / "bags" / LIST).unlink()


def _validated(folder: Path) -> int:
    told: list[str] = []

    def outcomes() -> list[object]:
        with open_validate(ValidateOrder((folder / "bags",), executor="serial")) as validating:
            found = list(validating.outcomes)
        told.extend(f"{outcome.value.judged.findings}\n" for outcome in found if isinstance(outcome, Done))
        return found

    status = run(outcomes)
    with contextlib.suppress(OSError):  # the try's own file, no business of the command
        (folder / "told").write_text("".join(told), encoding="utf-8")
    return status


def _check_validate(template: Path, state: Path, *, litter: bool) -> None:
    assert_untouched(template, state, "bags")
    del litter


# --- deposit: into an OCFL root ---------------------------------------------------------------------------------------


def _deposited(folder: Path) -> int:
    order = DepositOrder(
        (folder / "bags",), f"ocfl:{folder / 'store'}", clock=lambda: NOW, environ={}, level=Level.BAG,
        state=folder / "deposits", executor="serial",
    )  # fmt: skip

    def outcomes() -> list[object]:
        with open_deposit_run(order) as run:
            return list(run.outcomes)

    return run(outcomes)


def _check_deposit(template: Path, state: Path, *, litter: bool) -> None:
    assert_untouched(template, state, "bags")
    store = state / "store"
    if (store / "0=ocfl_1.1").exists():
        for judged in judge_root(store):
            codes = {finding.code for finding in judged.findings}
            assert codes <= {"F1016"}, (judged.where, judged.findings)  # the folder of a run that is not over
    del litter


def _verify_deposit(template: Path, state: Path) -> None:
    assert_untouched(template, state, "bags")
    found = list(judge_root(state / "store"))
    assert not [finding for judged in found for finding in judged.findings], found
    assert len(found) == 2, "an object, and the root itself"
    assert not (state / "store/extensions" / STAGING).exists()


def _result_deposit(state: Path) -> object:
    """The store but for the times that its inventories give, and how many receipts there are."""
    store = {
        path: re.sub(rb'"created" *: *"[^"]*"', b"", data)
        for path, data in tree(state / "store").items()
        if not path.endswith("inventory.json.sha512")
    }
    receipts = [path.name for path in (state / "deposits").rglob("*.json")]
    return {**store, "receipts": str(len(receipts)).encode()}


# --- audit: a bag and its deposit read again --------------------------------------------------------------------------


def _prepare_audit(folder: Path) -> None:
    _prepare_bags(folder)
    assert _deposited(folder) == 0


def _audited(folder: Path) -> int:
    order = AuditOrder(
        (f"ocfl:{folder / 'store'}", str(folder / "bags")), clock=lambda: LATER, environ={}, since=LATER,
        state=folder / "deposits", bags=folder / "bags", executor="serial", seconds=lambda: 0.0,
    )  # fmt: skip

    def outcomes() -> list[object]:
        with open_audit(order) as audit:
            return list(audit.outcomes)

    return run(outcomes)


def _check_audit(template: Path, state: Path, *, litter: bool) -> None:
    assert_untouched(template, state, "bags", "store", "seeds")
    ids = [event.id for _, event in EventLog(state / "deposits").read()]
    assert len(ids) == len(set(ids)), "an event stands twice"
    del litter


def _verify_audit(template: Path, state: Path) -> None:
    assert_untouched(template, state, "bags", "store", "seeds")
    ids = [event.id for _, event in EventLog(state / "deposits").read()]
    assert len(ids) == len(set(ids)), "an event stands twice"
    with open_catalog(state / "deposits") as catalog:
        assert {row["id"] for row in listed(catalog, "events", Choice())} == set(ids)


def _result_audit(state: Path) -> object:
    with open_catalog(state / "deposits") as catalog:
        rows = list(listed(catalog, "events", Choice()))
    return sorted((row["target"], row["bag"], row["outcome"]) for row in rows)


def _told(state: Path) -> object:
    return (state / "told").read_bytes()


COMMANDS = (
    Command(
        "package", _prepare_package, lambda state: _packaged(state, force=True), _check_package, _verify_package, _result_package
    ),
    Command(
        "validate", _prepare_bags, _validated, _check_validate, lambda template, state: assert_untouched(template, state, "bags"), _told
    ),
    Command("deposit", _prepare_bags, _deposited, _check_deposit, _verify_deposit, _result_deposit),
    Command(
        "audit", _prepare_audit, _audited, _check_audit, _verify_audit, _result_audit,
        # That a copy could not be read then, or the folder of them all, is what the event is to say.
        lambda rows: {row[:2] for row in rows if row[1] != "bags"},
    ),
)  # fmt: skip
