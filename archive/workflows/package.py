"""Package: every seed of a source becomes a bag that stands in the store, whole and judged, or fails alone."""

from __future__ import annotations

import logging
import os
from collections.abc import Collection, Generator, Iterator, Sequence
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from archive.accession import Accession
from archive.assemble import assemble
from archive.bag.finished import Finished, FinishedList, open_finished
from archive.bag.publish import Published, publish, settle
from archive.bag.reader import open_bag
from archive.bag.serial import Serialization, serialize
from archive.bag.standing import Standing, differing, standing, standing_serialized, stands
from archive.bag.store import Arrangement, Durability, Store, open_store
from archive.bag.tagfiles import render
from archive.bag.writer import Staged, discard, stage, stage_serialized
from archive.checks import Judged, Level, Opinion, judge_bag, sampled
from archive.describe import describe
from archive.errors import ArchiveError, BagError
from archive.executors import FEW, Executor, open_executor
from archive.findings import Finding, Severity, severity
from archive.fixity import DEFAULT_ALGORITHMS, Algorithm
from archive.outcome import Done, Failed, Outcome
from archive.outline import outline_of
from archive.record.model import Record
from archive.record.profile import Prior, judge, load_profile
from archive.record.serial_json import from_json
from archive.resources import schema
from archive.seed import Seed, SeedRef
from archive.settings import outside_of_bags
from archive.sip import RECORD_PATH, File
from archive.sources.opening import open_source
from archive.sources.protocol import Source
from archive.stored import LARGE
from archive.tei import encode
from archive.text import normalize
from archive.workflows.aside import Aside, Contents
from archive.workflows.intake import open_accession, signed
from archive.workflows.results import Packaged, PackageRun, Status
from archive.workflows.resume import (
    Made,
    Task,
    finished_by,
    kept,
    key_of,
    known,
    packaged_again,
    terms_of,
    vouched,
)

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


@dataclass(frozen=True, slots=True)
class PackageJob:
    """All that a worker knows. Where nobody dated the accession, a bag that stands keeps the time it has."""

    source: Source
    accession: Accession
    dated: bool
    store: Store
    out: Path  # the store as its user named it
    serialization: Serialization
    algorithms: tuple[Algorithm, ...]
    second_opinion: Opinion
    many: bool
    force: bool
    large: int = LARGE
    terms: str | None = None  # as `terms_of` has them; None where no list of finished bags is kept


@dataclass(frozen=True, slots=True)
class _Prepared:
    packaged: Packaged
    staged: Staged | None  # None where the bag that stands is the one that would be made
    finished: Finished | None = None  # what the list is to say of it; None where none is kept
    listed: bool = False  # whether the list says so already


@contextmanager
def open_package(order: PackageOrder) -> Iterator[PackageRun]:
    """The run that `order` asks for. Raises ArchiveError where it cannot begin; nothing of it is in the way afterwards."""
    source = open_source(order.seeds)
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
    """One outcome a seed, in order; each `Done` is as safe on disk as the store's durability says."""
    known_by = None if job.force else finished
    tasks = (Task(ref, known_by.find(_bag_name(ref.name, job)) if known_by else None) for ref in refs)
    made = executor.run(partial(package_batch, job=job), tasks, batch=batch, lost=_lost)
    return kept(made, finished, batch)


def package_batch(tasks: Sequence[Task], job: PackageJob) -> list[Made]:
    """The batch staged and judged out of sight, then made visible by one commit; an outcome a seed."""
    prepared: list[Outcome[_Prepared]] = []

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


def prepare(task: Task, job: PackageJob) -> _Prepared:
    """One seed's walk from bytes to a staged and judged bag; nothing of it is visible yet."""
    ref = task.ref
    with Aside(ref.name, job.store, job.algorithms, job.large) as aside:
        return _prepared(task, aside, job)


def _prepared(task: Task, aside: Aside, job: PackageJob) -> _Prepared:
    ref = task.ref
    seed = signed(job.source.read(ref, aside.keep), job.accession)
    name = _bag_name(seed.name, job)
    key = None if job.terms is None else key_of(seed, ref.where, job.terms)
    if task.finished is not None and known(task.finished, key, job.store):
        return _Prepared(packaged_again(seed.name, task.finished, job.out, job.store), None, listed=True)
    accession = job.accession if job.dated else _as_it_stands(seed, job)
    made = (
        _made(seed, ref.where, accession, job)
        if seed.kept is None
        else aside.made(seed, ref.where, accession, load_profile(schema("deposit_profile.csv")))
    )
    record, judgement = made.record, made.judgement
    files = render(made.sip, job.algorithms)
    match _standing(seed.name, files, job, accession):
        case Standing.SAME:
            same = _packaged(seed, record, files, Status.UNCHANGED, judgement.findings, None, job)
            return _Prepared(same, None, finished_by(key, name, files, None, same, job.store))
        case Standing.ABSENT if os.path.lexists(other := job.store.elsewhere(name)):
            raise BagError("E0415", name, str(other.relative_to(job.store.root)))
        case Standing.DIFFERENT if not job.force:
            raise BagError("E0407", name, _difference(seed.name, files, job))
        case Standing.FOREIGN:
            raise BagError("E0411", name, "no bag, and not ours to move")
    staged = _stage(seed.name, files, job, accession)
    judged = _judged(staged, job, made.prior)
    new = _packaged(seed, record, files, Status.PACKAGED, judged.findings, judged, job)
    owed = replace(new, findings=judgement.findings)
    return _Prepared(new, staged, finished_by(key, name, files, staged.digest, owed, job.store))


def _made(seed: Seed, where: str, accession: Accession, job: PackageJob) -> Contents:
    """What is made of one seed that is held: every part of its package."""
    text = normalize(seed.data, declared=seed.charset, where=where)
    outline = outline_of(text)
    record = describe(seed, text, outline, accession)
    profile = load_profile(schema("deposit_profile.csv"))
    judgement = judge(record, profile, text=text.content, seed=seed.data)
    tei = encode(seed, text, outline, record, accession)
    sip = assemble(seed, text, record, judgement, tei, accession, job.algorithms)
    return Contents(record, judgement, sip, Prior(record, profile, text.content, seed.data, judgement))


def _attempt(task: Task, job: PackageJob) -> Outcome[_Prepared]:
    ref = task.ref
    try:
        return Done(prepare(task, job))
    except ArchiveError as error:
        return Failed(ref.name, error)
    except Exception as error:
        log.exception("%s", ref.name)
        return Failed(ref.name, ArchiveError("E0599", ref.where, f"{type(error).__name__}: {error}"))


def _outcome(
    item: Outcome[_Prepared], published: Iterator[Outcome[Published]], job: PackageJob
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
        outcome.value.seed: _bag_name(outcome.value.seed, job)
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


def _lost(task: Task, error: ArchiveError) -> Made:
    return Made(Failed(task.ref.name, replace(error, where=task.ref.where)))


def _judged(staged: Staged, job: PackageJob, prior: Prior | None) -> Judged:
    """How a stranger would judge the staged bag. One that is at fault is discarded and never shown (BagError E0452)."""
    with open_bag(staged.root, where=staged.name) as bag:
        ask = job.second_opinion is Opinion.ALL or (
            job.second_opinion is Opinion.SAMPLE and sampled(staged.name, many=job.many)
        )
        judged = judge_bag(
            bag, level=Level.DEPOSIT, peer=staged.root if ask else None, prior=prior, large=job.large
        )
    faults = [finding for finding in judged.findings if _is_fault(finding)]
    if faults:
        discard(staged)
        causes = tuple(
            (f"{fault.code} {fault.where}", f"expected {fault.expected}, found {fault.found}")
            for fault in faults
        )
        raise BagError("E0452", staged.name, "the bag fails its own check and is not shown", causes)
    return judged


def _is_fault(finding: Finding) -> bool:
    """Whether a finding is the program's fault: any error but what a person has still to say of the document (R codes)."""
    return severity(finding) is Severity.ERROR and not finding.code.startswith("R")


# --- what stands, and where ------------------------------------------------------------------------------------------


def _bag_name(name: str, job: PackageJob) -> str:
    return name if job.serialization is Serialization.NONE else f"{name}.{job.serialization.value}"


def _standing(name: str, files: Sequence[File], job: PackageJob, accession: Accession) -> Standing:
    if job.serialization is Serialization.NONE:
        return standing(name, files, job.store)
    chunks = serialize(files, name, job.serialization, accession.opened_at)
    return standing_serialized(_bag_name(name, job), chunks, job.store)


def _difference(name: str, files: Sequence[File], job: PackageJob) -> str:
    if job.serialization is not Serialization.NONE:
        return "made from other bytes, another description, at another time, or by another version"
    paths = [path for path in differing(name, files, job.store) if path.startswith("data/")] or [
        "its tag files"
    ]
    more = f" and {len(paths) - 3} more" if len(paths) > 3 else ""
    return f"it differs in {', '.join(paths[:3])}{more}"


def _stage(name: str, files: Sequence[File], job: PackageJob, accession: Accession) -> Staged:
    if job.serialization is Serialization.NONE:
        return stage(name, files, job.store)
    chunks = serialize(files, name, job.serialization, accession.opened_at)
    return stage_serialized(_bag_name(name, job), chunks, job.store)


def _packaged(
    seed: Seed,
    record: Record,
    files: Sequence[File],
    status: Status,
    findings: tuple[Finding, ...],
    judged: Judged | None,
    job: PackageJob,
) -> Packaged:
    return Packaged(
        seed=seed.name,
        status=status,
        bag=str(job.out / job.store.path(_bag_name(seed.name, job))),
        title=record.value("title"),
        created=record.value("created"),
        files=len(files),
        size=sum(file.size for file in files),
        findings=findings,
        judged=judged,
    )


def _as_it_stands(seed: Seed, job: PackageJob) -> Accession:
    """The accession with the time of the bag that stands there, if one does: packaging again then changes nothing."""
    place = job.store.place(_bag_name(seed.name, job))
    if not place.exists():
        return job.accession
    try:
        with open_bag(place) as bag:
            record = from_json(bag.read(RECORD_PATH))
    except ArchiveError:
        return job.accession  # what stands there is judged where the two are compared
    return job.accession.at(record.description.created_at)
