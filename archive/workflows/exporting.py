"""Export: the records of the seeds in formats of other systems, each saying what it loses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from archive.errors import ArchiveError, SettingsError
from archive.executors import FEW, open_executor
from archive.outcome import Done, Failed, Outcome
from archive.paths import folder_at
from archive.record.exports.formats import Format, Item
from archive.record.exports.shacl import to_shacl
from archive.settings import outside_of_bags
from archive.sources.beside import refuse_among_seeds, write_new, write_over
from archive.sources.file import hidden, shown
from archive.workflows.describe import DescribeOrder, describe_all, open_job, profile_of
from archive.workflows.described import Act, Described, DescribeRun


@dataclass(frozen=True, slots=True)
class Destination:
    """Where exports go: a folder, or one file if `single`."""

    path: Path
    single: bool
    force: bool


def destination(out: Path | None, *, force: bool) -> Destination:
    """What a user named: a name with an ending is a file, another a folder. Raises SettingsError E0531 where none was named."""
    if out is None or str(out) == "-":
        raise SettingsError("E0531", "--out", "several formats are several files; name a folder")
    return Destination(out, bool(out.suffix) and not folder_at(out), force)


@contextmanager
def open_export(
    order: DescribeOrder, formats: Sequence[Format], destination: Destination
) -> Iterator[DescribeRun]:
    """The run that writes the exports as its outcomes are drained; a file of all documents is written when they are.

    Raises ArchiveError where it cannot begin: SettingsError E0531 where several files would have to be one.
    """
    job = open_job(order)
    refs = list(job.source.refs())
    if destination.single and (len(formats) > 1 or (len(refs) > 1 and formats[0].each)):
        raise SettingsError(
            "E0531", shown(str(destination.path)), "several files cannot be one; name a folder"
        )
    outside_of_bags(destination.path, f"--out {destination.path}")
    for form in formats:
        refuse_among_seeds(_place(form.file or "x.xml", destination), job.source)
    executor = open_executor(order.executor, many=len(refs) > FEW)
    outcomes = _written(describe_all(refs, job, executor), formats, destination)
    yield DescribeRun(job.accession, len(refs), outcomes)


def together(outcomes: Iterator[Outcome[Described]], form: Format) -> tuple[bytes, list[Outcome[Described]]]:
    """One file of all documents in memory, and what came of each seed. Raises SettingsError E0531 where it would be several."""
    done = [_exported(outcome, (form,)) for outcome in outcomes]
    items = [item_of(outcome.value) for outcome in done if isinstance(outcome, Done)]
    if form.together:
        return form.together(items), done
    files = [data for item in items for _, data in _each(form, item)]
    if len(files) > 1:
        raise SettingsError("E0531", "--out", f"{form.name} is a file a document; name a folder with --out")
    return b"".join(files), done


def shapes(profile: Path | None) -> bytes:
    """The rules of a deposit profile as SHACL. Raises ArchiveError where it cannot be read."""
    return to_shacl(profile_of(profile))


def item_of(value: Described) -> Item:
    return Item(value.seed, hidden(value.file), value.record)


def _written(
    outcomes: Iterator[Outcome[Described]], formats: Sequence[Format], destination: Destination
) -> Iterator[Outcome[Described]]:
    shared = [form for form in formats if form.together]
    gathered: list[Described] = []
    for outcome in outcomes:
        exported = _exported(outcome, formats)
        if isinstance(exported, Failed):
            yield exported
            continue
        item = item_of(exported.value)
        try:
            files = tuple(
                _put(name, data, destination) for form in formats for name, data in _each(form, item)
            )
        except ArchiveError as error:
            yield Failed(exported.value.seed, error)
            continue
        value = replace(exported.value, files=files)
        if shared:
            gathered.append(value)
        else:
            yield Done(value)
    if gathered:
        yield from _shared(gathered, shared, destination)


def _shared(
    gathered: Sequence[Described], formats: Sequence[Format], destination: Destination
) -> Iterator[Outcome[Described]]:
    """The seeds whose records lie in the files of all documents, or in their own, and then each file that could not be written."""
    items = [item_of(value) for value in gathered]
    written: list[str] = []
    failed: list[Failed] = []
    for form in formats:
        try:
            written.append(_put(form.file, form.together(items) if form.together else b"", destination))
        except ArchiveError as error:
            failed.append(Failed(form.file, error))
    for value in gathered:
        if files := (*value.files, *written):
            yield Done(replace(value, files=files))
    yield from failed


def _exported(outcome: Outcome[Described], formats: Sequence[Format]) -> Outcome[Described]:
    if isinstance(outcome, Failed):
        return outcome
    value = outcome.value
    losses = tuple((form.name, form.losses(value.record)) for form in formats)
    return Done(replace(value, act=Act.EXPORTED, losses=losses))


def _each(form: Format, item: Item) -> tuple[tuple[str, bytes], ...]:
    return form.each(item) if form.each else ()


def _place(name: str, destination: Destination) -> Path:
    return destination.path if destination.single else destination.path / name


def _put(name: str, data: bytes, destination: Destination) -> str:
    path = _place(name, destination)
    if destination.force:
        write_over(path, data)
    else:
        write_new(path, data)
    return str(path)
