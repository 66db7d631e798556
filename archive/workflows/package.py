"""Package: every seed of a source becomes a bag that stands in the store, whole and judged, or fails alone."""

from __future__ import annotations

import logging
from collections.abc import Collection, Generator, Iterator, Sequence
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from archive.bag.finished import FinishedList, open_finished
from archive.bag.publish import Published, publish, settle
from archive.bag.serial import Serialization
from archive.bag.standing import stands
from archive.bag.store import Arrangement, Durability, open_store
from archive.bag.writer import Staged
from archive.checks import Opinion
from archive.errors import ArchiveError, BagError
from archive.executors import FEW, Executor, open_executor
from archive.fixity import DEFAULT_ALGORITHMS, Algorithm
from archive.outcome import Done, Failed, Outcome, unforeseen
from archive.record.shared import Bearers
from archive.seed import SeedRef
from archive.settings import outside_of_bags
from archive.sources.opening import open_source
from archive.stored import LARGE
from archive.workflows.intake import open_accession
from archive.workflows.preparing import PackageJob, Prepared, bag_name, prepare
from archive.workflows.results import Packaged, PackageRun, Status
from archive.workflows.resume import Made, Task, kept, terms_of, vouched

log = logging.getLogger(__name__)
log.addHandler(logging.NullHandler())  # silent unless whoever debugs sets up a log

BATCH = 64  # bags made durable by one sync


@dataclass(frozen=True, slots=True)
class PackageOrder:
    """What a user asked for."""

    seeds: Path
    out: Path
    now: datetime
    collection: Path | None = None
    opened_at: datetime | None = None
    serialization: Serialization = Serialization.NONE
    algorithms: tuple[Algorithm, ...] = DEFAULT_ALGORITHMS
    durability: Durability = Durability.BATCH
    arrangement: Arrangement = Arrangement.FLAT
    second_opinion: Opinion = Opinion.SAMPLE
    force: bool = False
    executor: str | None = None
    batch: int = BATCH
    large: int = LARGE  # bytes of a seed, above which it is streamed
    remember: int = FEW  # a run of more seeds keeps a list of finished bags for the next one


@contextmanager
def open_package(order: PackageOrder) -> Iterator[PackageRun]:
    """The run that `order` asks for. Raises ArchiveError where it cannot begin; nothing of it is in the way afterwards."""
    source = open_source(order.seeds, bags=order.out)
    outside_of_bags(order.out, f"--out {order.out}")
    accession, dated = open_accession(order.seeds, order.collection, opened_at=order.opened_at, now=order.now)
    refs = list(source.refs())
    keep = len(refs) > order.remember and order.durability is not Durability.NONE
    with (
        open_store(order.out, durability=order.durability, arrangement=order.arrangement) as store,
        open_finished(store) if keep else nullcontext() as finished,
    ):
        job = PackageJob(
            source=source,
            accession=accession,
            dated=dated,
            store=store,
            out=order.out,
            serialization=order.serialization,
            algorithms=order.algorithms,
            second_opinion=order.second_opinion,
            many=len(refs) > 100,
            force=order.force,
            large=order.large,
            terms=terms_of(accession, dated, order.algorithms, order.serialization) if finished else None,
        )
        executor = open_executor(order.executor, many=len(refs) > FEW)
        with closing(package(refs, job, executor, batch=order.batch, finished=finished)) as outcomes:
            yield PackageRun(accession, len(refs), outcomes)


def package(
    refs: Sequence[SeedRef],
    job: PackageJob,
    executor: Executor,
    *,
    batch: int = BATCH,
    finished: FinishedList | None = None,
) -> Generator[Outcome[Packaged], None, None]:
    """One outcome a seed, in order; each `Done` is as safe on disk as the store's durability says. R0311 where two seeds meet."""
    known_by = None if job.force else finished
    tasks = (Task(ref, known_by.find(bag_name(ref.name, job)) if known_by else None) for ref in refs)
    made = executor.run(partial(package_batch, job=job), tasks, batch=batch, lost=_lost)
    return _met(kept(made, finished, batch))


def package_batch(tasks: Sequence[Task], job: PackageJob) -> list[Made]:
    """The batch staged and judged out of sight, then made visible by one commit; an outcome a seed."""
    prepared: list[Outcome[Prepared]] = []

    def staged() -> Iterator[Staged]:
        for task in tasks:
            prepared.append(_attempt(task, job))
            if isinstance(prepared[-1], Done) and prepared[-1].value.staged:
                yield prepared[-1].value.staged

    published = iter(publish(staged(), job.store, replace=job.force))
    outcomes = [_outcome(item, published, job) for item in prepared]
    listed = {item.value.packaged.seed for item in prepared if isinstance(item, Done) and item.value.listed}
    outcomes = _settled(outcomes, listed, job)
    entries = [item.value.finished if isinstance(item, Done) else None for item in prepared]
    return vouched(outcomes, entries, job.store)


def _attempt(task: Task, job: PackageJob) -> Outcome[Prepared]:
    ref = task.ref
    try:
        return Done(prepare(task, job))
    except ArchiveError as error:
        return Failed(ref.name, error)
    except Exception as error:
        log.exception("%s", ref.name)
        return unforeseen(ref.name, ref.where, error)


def _outcome(
    item: Outcome[Prepared], published: Iterator[Outcome[Published]], job: PackageJob
) -> Outcome[Packaged]:
    """What came of one seed; of each that was staged, `published` says whether its bag now stands."""
    if isinstance(item, Failed):
        return item
    packaged = item.value.packaged
    staged = item.value.staged
    made = next(published) if staged else None
    if staged is None or not isinstance(made, Failed):
        return Done(packaged)
    if made.error.code == "E0407" and stands(
        staged, job.store
    ):  # by another run, or a worker only thought lost
        return Done(replace(packaged, status=Status.UNCHANGED))
    return Failed(packaged.seed, made.error)


def _settled(
    outcomes: list[Outcome[Packaged]], listed: Collection[str], job: PackageJob
) -> list[Outcome[Packaged]]:
    """The same, once the names of the bags that stood already are on disk too (BagError E0410 for each if that fails).

    Those of the list are: it is written after them.
    """
    stood = {
        outcome.value.seed: bag_name(outcome.value.seed, job)
        for outcome in outcomes
        if isinstance(outcome, Done) and outcome.value.status is Status.UNCHANGED
        if outcome.value.seed not in listed
    }
    try:
        settle(stood.values(), job.store)
    except OSError as error:
        return [
            Failed(
                outcome.value.seed, BagError("E0410", stood[outcome.value.seed], error.strerror or str(error))
            )
            if isinstance(outcome, Done) and outcome.value.seed in stood
            else outcome
            for outcome in outcomes
        ]
    return outcomes


def _met(outcomes: Generator[Outcome[Packaged], None, None]) -> Generator[Outcome[Packaged], None, None]:
    """The same; a seed whose document bears the identifier of one that came before is told so."""
    bearers = Bearers()
    with closing(outcomes):
        for outcome in outcomes:
            if isinstance(outcome, Failed) or not outcome.value.said:
                yield outcome
                continue
            value = outcome.value
            found = bearers.meet(value.seed, value.seed, value.said)
            yield Done(replace(value, findings=(*value.findings, *found)))


def _lost(task: Task, error: ArchiveError) -> Made:
    return Made(Failed(task.ref.name, replace(error, where=task.ref.where)))
