"""Package: every seed of a source becomes a bag that stands in the store, whole and judged, or fails alone."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from archive.accession import Accession
from archive.assemble import assemble
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
from archive.sip import RECORD_PATH, File
from archive.sources.opening import open_source
from archive.sources.protocol import Source
from archive.tei import encode
from archive.text import normalize
from archive.workflows.intake import open_accession, signed
from archive.workflows.results import Packaged, PackageRun, Status

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


@dataclass(frozen=True, slots=True)
class _Prepared:
    packaged: Packaged
    staged: Staged | None  # None where the bag that stands is the one that would be made


@contextmanager
def open_package(order: PackageOrder) -> Iterator[PackageRun]:
    """The run that `order` asks for. Raises ArchiveError where it cannot begin; nothing of it is in the way afterwards."""
    source = open_source(order.seeds)
    accession, dated = open_accession(order.seeds, order.collection, opened_at=order.opened_at, now=order.now)
    refs = list(source.refs())
    with open_store(order.out, durability=order.durability, arrangement=order.arrangement) as store:
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
        )
        executor = open_executor(order.executor, many=len(refs) > FEW)
        yield PackageRun(accession, len(refs), package(refs, job, executor, batch=order.batch))


def package(
    refs: Sequence[SeedRef], job: PackageJob, executor: Executor, *, batch: int = BATCH
) -> Iterator[Outcome[Packaged]]:
    """One outcome a seed, in order; each `Done` is as safe on disk as the store's durability says."""
    return executor.run(partial(package_batch, job=job), refs, batch=batch, lost=_lost)


def package_batch(refs: Sequence[SeedRef], job: PackageJob) -> list[Outcome[Packaged]]:
    """The batch staged and judged out of sight, then made visible by one commit; an outcome a seed."""
    prepared: list[Outcome[_Prepared]] = []

    def staged() -> Iterator[Staged]:
        for ref in refs:
            prepared.append(_attempt(ref, job))
            if isinstance(prepared[-1], Done) and prepared[-1].value.staged:
                yield prepared[-1].value.staged

    published = iter(publish(staged(), job.store, replace=job.force))
    return _settled([_outcome(item, published, job) for item in prepared], job)


def prepare(ref: SeedRef, job: PackageJob) -> _Prepared:
    """One seed's walk from bytes to a staged and judged bag; nothing of it is visible yet."""
    seed = signed(job.source.read(ref), job.accession)
    accession = job.accession if job.dated else _as_it_stands(seed, job)
    text = normalize(seed.data, declared=seed.charset, where=ref.where)
    outline = outline_of(text)
    record = describe(seed, text, outline, accession)
    profile = load_profile(schema("deposit_profile.csv"))
    judgement = judge(record, profile, text=text.content, seed=seed.data)
    tei = encode(seed, text, outline, record, accession)
    sip = assemble(seed, text, record, judgement, tei, accession, job.algorithms)
    files = render(sip, job.algorithms)
    match _standing(seed.name, files, job, accession):
        case Standing.SAME:
            return _Prepared(
                _packaged(seed, record, files, Status.UNCHANGED, judgement.findings, None, job), None
            )
        case Standing.ABSENT if os.path.lexists(other := job.store.elsewhere(_bag_name(seed.name, job))):
            raise BagError("E0415", _bag_name(seed.name, job), str(other.relative_to(job.store.root)))
        case Standing.DIFFERENT if not job.force:
            raise BagError("E0407", _bag_name(seed.name, job), _difference(seed.name, files, job))
        case Standing.FOREIGN:
            raise BagError("E0411", _bag_name(seed.name, job), "no bag, and not ours to move")
    staged = _stage(seed.name, files, job, accession)
    judged = _judged(staged, job, Prior(record, profile, text.content, seed.data, judgement))
    return _Prepared(_packaged(seed, record, files, Status.PACKAGED, judged.findings, judged, job), staged)


def _attempt(ref: SeedRef, job: PackageJob) -> Outcome[_Prepared]:
    try:
        return Done(prepare(ref, job))
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


def _settled(outcomes: list[Outcome[Packaged]], job: PackageJob) -> list[Outcome[Packaged]]:
    """The same, once the names of the bags that stood already are on disk too (BagError E0410 for each if that fails)."""
    stood = {
        outcome.value.seed: _bag_name(outcome.value.seed, job)
        for outcome in outcomes
        if isinstance(outcome, Done) and outcome.value.status is Status.UNCHANGED
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


def _lost(ref: SeedRef, error: ArchiveError) -> Outcome[Packaged]:
    return Failed(ref.name, replace(error, where=ref.where))


def _judged(staged: Staged, job: PackageJob, prior: Prior) -> Judged:
    """How a stranger would judge the staged bag. One that is at fault is discarded and never shown (BagError E0452)."""
    with open_bag(staged.root, where=staged.name) as bag:
        ask = job.second_opinion is Opinion.ALL or (
            job.second_opinion is Opinion.SAMPLE and sampled(staged.name, many=job.many)
        )
        judged = judge_bag(bag, level=Level.DEPOSIT, peer=staged.root if ask else None, prior=prior)
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
        size=sum(len(file.data) for file in files),
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
