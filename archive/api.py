"""The commands as functions: the same orders, the same outcomes, nothing printed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from archive.bag.reader import open_bag
from archive.bag.serial import Serialization
from archive.bag.store import Durability
from archive.checks import Judged, Level, Opinion, judge_bag
from archive.fixity import DEFAULT_ALGORITHMS, Algorithm
from archive.outcome import Outcome
from archive.settings import Option
from archive.workflows.deposit import DepositOrder, open_deposit_run
from archive.workflows.describe import DescribeOrder, open_describe
from archive.workflows.described import Described
from archive.workflows.package import PackageOrder, open_package
from archive.workflows.results import Deposited, Packaged
from archive.workflows.validate import read_profiles


def package(
    seeds: str | Path = "seeds",
    out: str | Path = "bags",
    *,
    collection: str | Path | None = None,
    opened_at: datetime | None = None,
    serialization: Serialization = Serialization.NONE,
    algorithms: tuple[Algorithm, ...] = DEFAULT_ALGORITHMS,
    durability: Durability = Durability.BATCH,
    second_opinion: Opinion = Opinion.SAMPLE,
    force: bool = False,
    executor: str | None = None,
) -> Iterator[Outcome[Packaged]]:
    """One outcome a seed, as `archive package` has them: each `Done` is on disk, each `Failed` says why.

    `opened_at` is aware. Raises ArchiveError at the first step where the job cannot begin.
    """
    order = PackageOrder(
        seeds=Path(seeds),
        out=Path(out),
        now=datetime.now(UTC).replace(microsecond=0),
        collection=Path(collection) if collection is not None else None,
        opened_at=opened_at,
        serialization=serialization,
        algorithms=algorithms,
        durability=durability,
        second_opinion=second_opinion,
        force=force,
        executor=executor,
    )
    with open_package(order) as run:
        yield from run.outcomes


def validate(
    bag: str | Path,
    *,
    level: Level | None = None,
    fast: bool = False,
    profiles: Iterable[str | Path] = (),
    second_opinion: bool = True,
) -> Judged:
    """The judgement on one bag: a directory, or a serialized bag where it lies. Raises BagError if it cannot be looked at.

    `profiles` are a BagIt profile (JSON), a deposit profile (CSV), or one of each; ArchiveError if one cannot be read.
    """
    path = Path(bag)
    profile, bag_profile = read_profiles(map(Path, profiles))
    with open_bag(path) as opened:
        peer = path if second_opinion and not fast and path.is_dir() else None
        return judge_bag(opened, level=level, fast=fast, profile=profile, bag_profile=bag_profile, peer=peer)


def describe_seeds(
    seeds: str | Path = "seeds",
    *,
    collection: str | Path | None = None,
    opened_at: datetime | None = None,
    profile: str | Path | None = None,
    headings: str | Path | None = None,
    executor: str | None = None,
) -> Iterator[Outcome[Described]]:
    """One outcome a seed, as `archive describe` has them: its record with the words it rests on, and the judgement on it.

    Nothing is written. `profile` is a house's own deposit profile (CSV); `headings` the folder of an index of authorities, from which
    headings are proposed beside the record. `opened_at` is aware. Raises ArchiveError at the first step where the job cannot begin.
    """
    order = DescribeOrder(
        seeds=Path(seeds),
        now=datetime.now(UTC).replace(microsecond=0),
        collection=Path(collection) if collection is not None else None,
        opened_at=opened_at,
        profile=Path(profile) if profile is not None else None,
        headings=Path(headings) if headings is not None else None,
        executor=executor,
    )
    with open_describe(order) as run:
        yield from run.outcomes


def deposit(
    bags: str | Path | Iterable[str | Path],
    target: str,
    *,
    level: Level = Level.DEPOSIT,
    state: str | Path | None = None,
    config: str | Path | None = None,
    options: Mapping[str, Option] | None = None,
    profiles: Iterable[str | Path] = (),
    dry_run: bool = False,
    executor: str | None = None,
) -> Iterator[Outcome[Deposited]]:
    """One outcome a bag, as `archive deposit` has them: each that was deposited was read back, and has its receipt on disk.

    `bags` are bags or folders of bags, or one of them; `target` is a name of archive.toml or `kind:location`. Secrets come from the
    environment. Raises ArchiveError at the first step where the job cannot begin.
    """
    order = DepositOrder(
        bags=(Path(bags),) if isinstance(bags, str | Path) else tuple(map(Path, bags)),
        target=target,
        clock=lambda: datetime.now(UTC),
        environ=os.environ,
        level=level,
        state=Path(state) if state is not None else None,
        config=Path(config) if config is not None else None,
        options=options or {},
        profiles=tuple(map(Path, profiles)),
        dry_run=dry_run,
        executor=executor,
    )
    with open_deposit_run(order) as run:
        yield from run.outcomes
