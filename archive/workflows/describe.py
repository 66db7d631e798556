"""Describe: what is known of every seed of a source, from where, and what is still owed. Nothing is written."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from archive.accession import Accession
from archive.authorities.build import find_index
from archive.authorities.index import Index, open_index
from archive.authorities.packages import find_packages
from archive.describe import describe
from archive.describe.candidates import Candidate, candidates
from archive.errors import ArchiveError
from archive.executors import FEW, Executor, open_executor
from archive.outcome import Done, Failed, Outcome, unforeseen
from archive.outline import outline_of
from archive.record.drafted import CANDIDATE
from archive.record.model import SOFTWARE, Origin, Statement
from archive.record.profile import judge, load_profile
from archive.record.rules import Profile
from archive.record.shared import Bearers, identifiers_said
from archive.resources import schema
from archive.seed import Seed, SeedRef
from archive.sources.file import read_file, shown
from archive.sources.opening import open_source
from archive.sources.protocol import Source
from archive.text import normalize
from archive.workflows.described import Described, DescribeRun
from archive.workflows.intake import open_accession, signed

log = logging.getLogger(__name__)
log.addHandler(logging.NullHandler())  # silent unless whoever debugs sets up a log

BATCH = 64
PROFILE_LIMIT = 1 << 20


@dataclass(frozen=True, slots=True)
class DescribeOrder:
    """What a user asked for; `profile` is a house's own deposit profile, `headings` the folder where an index of headings may lie."""

    seeds: Path
    now: datetime
    collection: Path | None = None
    opened_at: datetime | None = None
    profile: Path | None = None
    headings: Path | None = None
    executor: str | None = None


@dataclass(frozen=True, slots=True)
class DescribeJob:
    """All that a worker knows; `index` is None where no headings are proposed."""

    source: Source
    accession: Accession
    profile: Profile
    index: Path | None = None


@contextmanager
def open_describe(order: DescribeOrder) -> Iterator[DescribeRun]:
    """The run that `order` asks for. Raises ArchiveError where it cannot begin."""
    job = open_job(order)
    refs = list(job.source.refs())
    executor = open_executor(order.executor, many=len(refs) > FEW)
    yield DescribeRun(job.accession, len(refs), describe_all(refs, job, executor))


def open_job(order: DescribeOrder) -> DescribeJob:
    """What a worker needs for this order. Raises ArchiveError where it cannot begin."""
    source = open_source(order.seeds)
    accession, _ = open_accession(order.seeds, order.collection, opened_at=order.opened_at, now=order.now)
    index = find_index(order.headings, find_packages()) if order.headings else None
    return DescribeJob(source, accession, profile_of(order.profile), index)


def profile_of(path: Path | None) -> Profile:
    """The deposit profile at `path`, or the one that we publish. Raises SourceError or RecordError E0307."""
    if path is None:
        return load_profile(schema("deposit_profile.csv"))
    return load_profile(read_file(path, PROFILE_LIMIT), shown(str(path)))


def describe_all(
    refs: Sequence[SeedRef], job: DescribeJob, executor: Executor
) -> Iterator[Outcome[Described]]:
    """One outcome a seed, in order; R0311 where two of them meet."""
    return _met(executor.run(partial(describe_batch, job=job), refs, batch=BATCH, lost=_lost))


def describe_batch(refs: Sequence[SeedRef], job: DescribeJob) -> list[Outcome[Described]]:
    with nullcontext() if job.index is None else open_index(job.index) as index:
        return [_attempt(ref, job, index) for ref in refs]


def describe_seed(seed: Seed, where: str, job: DescribeJob, index: Index | None = None) -> Described:
    """The record of one seed that was read, judged, with the headings that an index proposes. Raises TextError or RecordError."""
    seed = signed(seed, job.accession)
    text = normalize(seed.data, declared=seed.charset, where=where)
    outline = outline_of(text)
    record = describe(seed, text, outline, job.accession)
    judgement = judge(record, job.profile, text=text.content, seed=seed.data)
    said = frozenset(statement.property for statement in seed.declared)
    proposed = tuple(map(_proposal, candidates(record, text, outline, index))) if index is not None else ()
    return Described(seed.name, where, record, judgement, said, seed.sidecars, proposed=proposed)


def _met(outcomes: Iterator[Outcome[Described]]) -> Iterator[Outcome[Described]]:
    bearers = Bearers()
    for outcome in outcomes:
        if isinstance(outcome, Failed):
            yield outcome
            continue
        value, judgement = outcome.value, outcome.value.judgement
        found = bearers.meet(value.record.identifier, value.file, identifiers_said(value.record.statements))
        yield Done(replace(value, judgement=replace(judgement, findings=(*judgement.findings, *found))))


def _proposal(candidate: Candidate) -> Statement:
    """A candidate as the statement that it would be, marked as no more than that."""
    return Statement(
        candidate.property,
        candidate.heading.label,
        Origin.AUTHORITY,
        replace(SOFTWARE, rule="describe/candidate"),
        scheme=candidate.heading.scheme,
        uri=candidate.heading.uri,
        evidence=candidate.evidence,
        note=f"{CANDIDATE}; {candidate.why}",
    )


def _attempt(ref: SeedRef, job: DescribeJob, index: Index | None) -> Outcome[Described]:
    try:
        return Done(describe_seed(job.source.read(ref), ref.where, job, index))
    except ArchiveError as error:
        return Failed(ref.name, error)
    except Exception as error:
        log.exception("%s", ref.name)
        return unforeseen(ref.name, ref.where, error)


def _lost(ref: SeedRef, error: ArchiveError) -> Outcome[Described]:
    return Failed(ref.name, replace(error, where=ref.where))
