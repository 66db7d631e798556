"""One seed's walk from bytes to a bag that is staged and judged; nothing of it is visible yet."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from archive.accession import Accession
from archive.assemble import assemble
from archive.bag.finished import Finished
from archive.bag.reader import open_bag
from archive.bag.serial import Serialization, serialize
from archive.bag.standing import Standing, differing, standing, standing_serialized
from archive.bag.store import Store
from archive.bag.tagfiles import render
from archive.bag.writer import Staged, discard, stage, stage_serialized
from archive.checks import Judged, Level, Opinion, judge_bag, sampled
from archive.describe import describe
from archive.errors import ArchiveError, BagError
from archive.findings import Finding, Severity, severity
from archive.fixity import Algorithm
from archive.outline import outline_of
from archive.record.model import Record
from archive.record.profile import Prior, judge, load_profile
from archive.record.serial_json import from_json
from archive.record.shared import identifiers_said
from archive.resources import schema
from archive.seed import Seed
from archive.sip import RECORD_PATH, File
from archive.sources.protocol import Source
from archive.stored import LARGE
from archive.tei import encode
from archive.text import normalize
from archive.workflows.aside import Aside, Contents
from archive.workflows.intake import signed
from archive.workflows.results import Packaged, Status
from archive.workflows.resume import Task, finished_by, key_of, known, packaged_again


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
class Prepared:
    """What came of one seed before any of it is shown."""

    packaged: Packaged
    staged: Staged | None  # None where the bag that stands is the one that would be made
    finished: Finished | None = None  # what the list is to say of it; None where none is kept
    listed: bool = False  # whether the list says so already


def prepare(task: Task, job: PackageJob) -> Prepared:
    """One seed's walk from bytes to a staged and judged bag; nothing of it is visible yet."""
    ref = task.ref
    with Aside(ref.name, job.store, job.algorithms, job.large) as aside:
        return _made_ready(task, aside, job)


def _made_ready(task: Task, aside: Aside, job: PackageJob) -> Prepared:
    ref = task.ref
    seed = signed(job.source.read(ref, aside.keep), job.accession)
    name = bag_name(seed.name, job)
    key = None if job.terms is None else key_of(seed, ref.where, job.terms)
    if task.finished is not None and known(task.finished, key, job.store):
        again = packaged_again(seed.name, task.finished, job.out, job.store)
        return Prepared(replace(again, said=identifiers_said(seed.declared)), None, listed=True)
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
            return Prepared(same, None, finished_by(key, name, files, None, same, job.store))
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
    return Prepared(new, staged, finished_by(key, name, files, staged.digest, owed, job.store))


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


def bag_name(name: str, job: PackageJob) -> str:
    return name if job.serialization is Serialization.NONE else f"{name}.{job.serialization.value}"


def _standing(name: str, files: Sequence[File], job: PackageJob, accession: Accession) -> Standing:
    if job.serialization is Serialization.NONE:
        return standing(name, files, job.store)
    chunks = serialize(files, name, job.serialization, accession.opened_at)
    return standing_serialized(bag_name(name, job), chunks, job.store)


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
    return stage_serialized(bag_name(name, job), chunks, job.store)


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
        bag=str(job.out / job.store.path(bag_name(seed.name, job))),
        title=record.value("title"),
        created=record.value("created"),
        files=len(files),
        size=sum(file.size for file in files),
        findings=findings,
        judged=judged,
        said=identifiers_said(record.statements),
    )


def _as_it_stands(seed: Seed, job: PackageJob) -> Accession:
    """The accession with the time of the bag that stands there, if one does: packaging again then changes nothing."""
    place = job.store.place(bag_name(seed.name, job))
    if not place.exists():
        return job.accession
    try:
        with open_bag(place) as bag:
            record = from_json(bag.read(RECORD_PATH))
    except ArchiveError:
        return job.accession  # what stands there is judged where the two are compared
    return job.accession.at(record.description.created_at)
