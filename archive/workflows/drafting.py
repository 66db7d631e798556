"""Draft: a sidecar for each seed that has none, `todo` where a person must speak. What a person wrote is never touched."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from archive.errors import ArchiveError
from archive.executors import FEW, open_executor
from archive.outcome import Done, Failed, Outcome
from archive.paths import something_at
from archive.record.drafted import owed, to_draft
from archive.settings import outside_of_bags
from archive.sources.beside import folder_of, refuse_among_seeds, sidecar_names, write_new
from archive.workflows.describe import DescribeOrder, describe_all, open_job
from archive.workflows.described import Act, Described, DescribeRun


@contextmanager
def open_drafts(order: DescribeOrder, out: Path | None) -> Iterator[DescribeRun]:
    """The run that writes the drafts as its outcomes are drained: beside the seeds, or for each seed into the folder `out`.

    Raises ArchiveError where it cannot begin; SettingsError E0532 on a folder within that of the seeds.
    """
    job = open_job(order)
    refs = list(job.source.refs())
    names = sidecar_names(ref.where for ref in refs)
    outside_of_bags(folder_of(job.source) if out is None else out, "a draft")
    if out is not None:
        refuse_among_seeds(out / "x.yaml", job.source)
    executor = open_executor(order.executor, many=len(refs) > FEW)

    def outcomes() -> Iterator[Outcome[Described]]:
        for outcome in describe_all(refs, job, executor):
            if isinstance(outcome, Failed):
                yield outcome
            elif out is None:
                yield _beside(outcome.value, folder_of(job.source), names[outcome.value.file])
            else:
                yield _apart(outcome.value, out, names[outcome.value.file])

    yield DescribeRun(job.accession, len(refs), outcomes())


def _beside(value: Described, folder: Path, name: str) -> Outcome[Described]:
    standing = tuple(file for file in value.sidecars if file.endswith((".yaml", ".yml")))
    if standing:
        return Done(replace(value, act=Act.STANDS, files=standing))
    return _written(value, folder / name, name)


def _apart(value: Described, out: Path, name: str) -> Outcome[Described]:
    if something_at(out / name):
        return Done(replace(value, act=Act.STANDS, files=(str(out / name),)))
    return _written(value, out / name, str(out / name))


def _written(value: Described, path: Path, shown: str) -> Outcome[Described]:
    try:
        write_new(path, to_draft(value.record, owed(value.judgement), value.said, value.file, value.proposed))
    except ArchiveError as error:
        return Failed(value.seed, error)
    return Done(replace(value, act=Act.DRAFTED, files=(shown,)))
