"""Validate: every bag that is named, or that lies in a folder that is named, judged whole. Nothing is written."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from archive.bag.reader import bags_in, open_bag
from archive.checks import Level, Opinion, judge_bag, sampled
from archive.errors import ArchiveError, BagError
from archive.executors import FEW, Executor, open_executor
from archive.outcome import Done, Failed, Outcome, unforeseen
from archive.workflows.results import Validated, ValidateRun

if TYPE_CHECKING:  # loaded only where the user names a profile
    from archive.bag.profiles import BagProfile
    from archive.record.profile import Profile
    from archive.record.shared import Bearers
    from archive.tei.official import OfficialGrammar
    from archive.tei.schematron import Schematron

log = logging.getLogger(__name__)
log.addHandler(logging.NullHandler())  # silent unless whoever debugs sets up a log

BATCH = 16
_OCFL = "ocfl:"
_DECLARED = "0=ocfl_"
PROFILE_LIMIT = 1 << 20


@dataclass(frozen=True, slots=True)
class ValidateOrder:
    """What a user asked for; `level` None takes the deposit level for bags that name our profile.

    `profiles` are a BagIt profile, a deposit profile, or one of each; `tei_schema` a RELAX NG file that TEI is
    held to, `tei_schematron` a file with rules that are asked of it.
    """

    bags: tuple[Path, ...]
    level: Level | None = None
    fast: bool = False
    profiles: tuple[Path, ...] = ()
    second_opinion: Opinion = Opinion.SAMPLE
    executor: str | None = None
    tei_schema: Path | None = None
    tei_schematron: Path | None = None


@dataclass(frozen=True, slots=True)
class ValidateJob:
    """All that a worker knows."""

    level: Level | None
    fast: bool
    profile: Profile | None
    bag_profile: BagProfile | None
    second_opinion: Opinion
    many: bool
    tei_schema: Path | None = None
    tei_schematron: Path | None = None


@contextmanager
def open_validate(order: ValidateOrder) -> Iterator[ValidateRun]:
    """The run that `order` asks for. Raises ArchiveError where it cannot begin."""
    profile, bag_profile = read_profiles(order.profiles) if order.profiles else (None, None)
    if order.tei_schema:
        _try_grammar(order.tei_schema)
        _grammar(order.tei_schema)  # one that cannot be used keeps the job from beginning
    if order.tei_schematron:
        _schematron(order.tei_schematron)
    named = [(path, _store(path)) for path in order.bags]
    stores = [store for _, store in named if store]
    bags = [str(bag) for path, store in named if store is None for bag in bags_in(path)]
    many = len(bags) > 100
    job = ValidateJob(
        order.level,
        order.fast,
        profile,
        bag_profile,
        order.second_opinion,
        many,
        order.tei_schema,
        order.tei_schematron,
    )
    executor = open_executor(order.executor, many=len(bags) > FEW)
    if not stores:
        yield ValidateRun(len(bags), validate(bags, job, executor))
        return
    from archive.workflows.stores import count, judged

    total = len(bags) + sum(map(count, stores))
    of_stores = (judged(store, fast=order.fast) for store in stores)
    yield ValidateRun(total, chain(validate(bags, job, executor), chain.from_iterable(of_stores)))


def _store(path: Path) -> Path | None:
    """The OCFL storage root or object that is named, as a folder or as `ocfl:PATH`; None if it is something else."""
    named = str(path)
    if named.startswith(_OCFL) and not os.path.lexists(path):
        path = Path(named.removeprefix(_OCFL))
    try:
        names = os.listdir(path)  # noqa: PTH208 - names alone are wanted
    except (OSError, ValueError):
        return None
    declared = any(name.startswith(_DECLARED) for name in names)
    return path if declared and "bagit.txt" not in names else None


def read_profiles(paths: Iterable[Path]) -> tuple[Profile | None, BagProfile | None]:
    """The deposit profile and the BagIt profile among these files, told apart by their content.

    Raises ArchiveError if one cannot be read, and BagError E0464 if there are two of a kind.
    """
    from archive.bag.profile_reading import is_profile, read_profile
    from archive.record.profile import load_profile
    from archive.sources.file import read_file, shown

    profile: Profile | None = None
    bag_profile: BagProfile | None = None
    for path in paths:
        where = shown(str(path))
        data = read_file(path, PROFILE_LIMIT)
        if (bag_profile if is_profile(data) else profile) is not None:
            raise BagError("E0464", where, "a second profile of its kind")
        if is_profile(data):
            bag_profile = read_profile(data, where)
        else:
            profile = load_profile(data, where)
    return profile, bag_profile


def validate(bags: Sequence[str], job: ValidateJob, executor: Executor) -> Iterator[Outcome[Validated]]:
    """One outcome a bag, in order; `Failed` is a bag that could not be looked at. R0311 where two of them meet."""
    return _met(executor.run(partial(validate_batch, job=job), bags, batch=BATCH, lost=Failed))


def validate_batch(bags: Sequence[str], job: ValidateJob) -> list[Outcome[Validated]]:
    return [_attempt(bag, job) for bag in bags]


def validate_one(bag: str, job: ValidateJob) -> Validated:
    """The judgement on one bag. Raises BagError if it cannot be looked at."""
    path = Path(bag)
    ask = job.second_opinion is Opinion.ALL or (
        job.second_opinion is Opinion.SAMPLE and sampled(path.name, many=job.many)
    )
    grammar = _grammar(job.tei_schema) if job.tei_schema else None
    schematron = _schematron(job.tei_schematron) if job.tei_schematron else None
    with open_bag(path) as opened:
        peer = path if ask and path.is_dir() and not job.fast else None
        judged = judge_bag(
            opened,
            level=job.level,
            fast=job.fast,
            profile=job.profile,
            bag_profile=job.bag_profile,
            peer=peer,
            grammar=grammar,
            schematron=schematron,
        )
        return Validated(bag, judged)


def _met(outcomes: Iterator[Outcome[Validated]]) -> Iterator[Outcome[Validated]]:
    """The same; a bag whose document bears the identifier of one that came before is told so."""
    bearers: Bearers | None = None
    for outcome in outcomes:
        if isinstance(outcome, Failed) or not outcome.value.judged.said:
            yield outcome
            continue
        if bearers is None:
            from archive.record.shared import Bearers

            bearers = Bearers()
        value, judged = outcome.value, outcome.value.judged
        found = bearers.meet(judged.document or value.bag, value.bag, judged.said)
        yield Done(replace(value, judged=replace(judged, findings=(*judged.findings, *found))))


def _try_grammar(path: Path) -> None:
    from archive.workflows.schemas import try_schema

    try_schema(path)


@lru_cache(maxsize=1)
def _grammar(path: Path) -> OfficialGrammar:
    from archive.workflows.schemas import read_schema

    return read_schema(path)


@lru_cache(maxsize=1)
def _schematron(path: Path) -> Schematron:
    from archive.workflows.schemas import read_schematron

    return read_schematron(path)


def _attempt(bag: str, job: ValidateJob) -> Outcome[Validated]:
    try:
        return Done(validate_one(bag, job))
    except ArchiveError as error:
        return Failed(bag, error)
    except Exception as error:
        log.exception("%s", bag)
        return unforeseen(bag, bag, error)
