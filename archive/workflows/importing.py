"""Import: descriptions from elsewhere, taken into the sidecars of the seeds that they describe.

A file with a fault is not taken at all, and nothing of the others is. What the import says of a property takes the place of what is said
there; where a person says otherwise in a file of their own, that needs `force`, and the old file is kept. A property of which the import says
nothing, and an empty cell, stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

from archive.errors import ArchiveError, RecordError
from archive.outcome import Done, Failed, Outcome
from archive.record.amended import amended
from archive.record.draft import UNNAMED
from archive.record.exports.formats import is_measured
from archive.record.imports.foreign import Foreign, gathered
from archive.record.model import PROPERTIES, Agent, AgentKind, Origin, Record, Statement
from archive.record.serial_yaml import grouped
from archive.seed import Seed, SeedRef
from archive.sources.beside import folder_of, sidecar_names, write_over
from archive.sources.file import hidden, read_file, shown
from archive.sources.rows import TABLE_LIMIT, composed, csv_of
from archive.workflows.describe import DescribeJob, DescribeOrder, describe_seed, open_job
from archive.workflows.described import Act, Change, Described, DescribeRun

_SIDECAR_LIMIT = 1 << 20


@contextmanager
def open_import(order: DescribeOrder, files: Sequence[Path], *, force: bool) -> Iterator[DescribeRun]:
    """The run that takes these files in as its outcomes are drained: one a seed that they describe.

    Raises ArchiveError where it cannot begin: RecordError with every fault of the files, E0362 with every name that is no seed's.
    """
    job = open_job(order)
    refs = {ref.where: ref for ref in job.source.refs()}
    found = gathered({str(path): read_file(path, TABLE_LIMIT) for path in files}, csv_of)
    matched = _matched(found, refs, job)
    names = sidecar_names(refs)
    outcomes = (
        _attempt(refs[where], own, job, folder_of(job.source) / names[where], force=force)
        for where, own in matched.items()
    )
    yield DescribeRun(job.accession, len(matched), outcomes)


def _matched(
    found: Iterable[Foreign], refs: Mapping[str, SeedRef], job: DescribeJob
) -> Mapping[str, list[Foreign]]:
    """What is said of each seed, by its handle. Raises RecordError E0362 with every description that fits none, or several."""
    called: dict[str, set[str]] = {}
    for where, ref in refs.items():
        path = composed(hidden(where))
        base = path.rpartition("/")[2]
        for name in (path, base, base.rpartition(".")[0] or base, ref.name, f"local:{ref.name}"):
            called.setdefault(name, set()).add(where)
        called.setdefault(job.accession.identify(ref.name), set()).add(where)
    matched: dict[str, list[Foreign]] = {}
    faults = []
    for foreign in found:
        fits = next((called[key] for key in foreign.keys if key in called), set())
        if len(fits) == 1:
            matched.setdefault(next(iter(fits)), []).append(foreign)
            continue
        key = foreign.keys[0]
        near = get_close_matches(key, called, n=1)
        hint = f'; did you mean "{shown(near[0])}"?' if near and not fits else ""
        what = f"could mean {' or '.join(sorted(fits))}" if fits else f"no such seed{hint}"
        faults.append((f"{foreign.where}: {shown(key)[:100]}", what))
    if faults:
        raise RecordError(
            "E0362", "--import", f"{len(faults)} of the descriptions fit no seed", tuple(faults)
        )
    return {where: matched[where] for where in refs if where in matched}


def _attempt(
    ref: SeedRef, found: list[Foreign], job: DescribeJob, path: Path, *, force: bool
) -> Outcome[Described]:
    try:
        return Done(_taken(ref, found, job, path, force=force))
    except ArchiveError as error:
        return Failed(ref.name, error)


def _taken(ref: SeedRef, found: list[Foreign], job: DescribeJob, path: Path, *, force: bool) -> Described:
    seed = job.source.read(ref)
    before = describe_seed(seed, ref.where, job)
    changed = changes(before.record, found)
    if not changed:
        return replace(before, act=Act.UNCHANGED)
    disputed = [change for change in changed if change.property in before.said]
    if disputed and not force:
        causes = tuple((change.property, _dispute(change)) for change in disputed)
        raise RecordError("E0363", ref.where, f"{len(disputed)} of its properties are said otherwise", causes)
    said = {change.property: change.after for change in changed}
    cataloguers = tuple(dict.fromkeys(agent for one in found for agent in one.declared.cataloguers))
    after = describe_seed(_with(seed, said, cataloguers), ref.where, job)  # its evidence must be in the text
    standing = next((file for file in seed.sidecars if file.endswith((".yaml", ".yml"))), None)
    path = path.with_name(standing) if standing else path
    old = read_file(path, _SIDECAR_LIMIT) if standing else None
    kept = write_over(path, amended(old, said, cataloguers))
    return replace(after, act=Act.IMPORTED, files=(path.name,), kept=kept, changes=changed)


def changes(record: Record, found: list[Foreign]) -> tuple[Change, ...]:
    """What the descriptions say otherwise than the record does, in the order of the DCMI terms; the first that speaks of a property counts."""
    stands = {name: tuple(own) for name, own in grouped(record.statements).items()}
    changed: dict[str, Change] = {}
    for foreign in found:
        own = foreign.declared.cataloguers[0] if foreign.declared.cataloguers else UNNAMED
        for name, statements in grouped(foreign.declared.statements).items():
            before = stands.get(name, ())
            if foreign.exact:
                before = tuple(statement for statement in before if not is_measured(statement))
            same = tuple(statements) == before if foreign.exact else _adds_nothing(statements, before)
            if not same and name not in changed:
                after = tuple(_spoken(statement, before, own) for statement in statements)
                changed[name] = Change(name, before, after)
    return tuple(sorted(changed.values(), key=lambda change: PROPERTIES.index(change.property)))


def _adds_nothing(statements: Sequence[Statement], before: Sequence[Statement]) -> bool:
    """Whether all that these say is said already; what they are silent on they do not deny."""
    return all(any(_within(statement, other) for other in before) for statement in statements)


def _within(statement: Statement, other: Statement) -> bool:
    told = (statement.lang, statement.uri, statement.role)
    known = (other.lang, other.uri, other.role)
    if statement.value is None or other.value is None:
        return statement.status is other.status
    same = statement.value in (other.value, other.uri)
    return same and all(one is None or one == two for one, two in zip(told, known, strict=True))


def _spoken(statement: Statement, before: tuple[Statement, ...], own: Agent) -> Statement:
    """A statement as whoever hands it in says it: what the program said stays the program's only while it is unchanged."""
    if statement in before or statement.agent.kind is not AgentKind.SOFTWARE:
        return statement
    outside = statement.origin in (Origin.MEASURED, Origin.DEFAULT)
    return replace(statement, agent=own, origin=Origin.SUPPLIED if outside else statement.origin)


def _with(seed: Seed, said: Mapping[str, tuple[Statement, ...]], cataloguers: tuple[Agent, ...]) -> Seed:
    declared = tuple(s for s in seed.declared if s.property not in said)
    declared += tuple(s for statements in said.values() for s in statements)
    return replace(
        seed, declared=declared, cataloguers=tuple(dict.fromkeys((*seed.cataloguers, *cataloguers)))
    )


def _dispute(change: Change) -> str:
    here = [_in_words(statement) for statement in change.before if statement not in change.after]
    there = [_in_words(statement) for statement in change.after if statement not in change.before]
    said, wanted = "; ".join(here)[:200] or "more", "; ".join(there)[:200] or "less"
    return f"a person says {said}, the import {wanted}"


def _in_words(statement: Statement) -> str:
    parts = (statement.lang, statement.scheme, statement.uri, statement.role, statement.origin.value)
    told = f"'{statement.value}'" if statement.value is not None else statement.status.value
    return f"{told} ({', '.join(part for part in parts if part)})"
