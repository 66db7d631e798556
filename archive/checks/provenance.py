"""PREMIS held against the files of the package: each has its object, its digests are the manifests', every link leads somewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from archive.checks.deposit import Deposit
from archive.findings import Finding
from archive.premis import EventType, Premis

REQUIRED = (
    EventType.INGESTION_START,
    EventType.MESSAGE_DIGEST_CALCULATION,
    EventType.FORMAT_IDENTIFICATION,
    EventType.VALIDATION,
    EventType.NORMALIZATION,
    EventType.METADATA_EXTRACTION,
    EventType.CREATION,
    EventType.PACKAGE_CREATION,
)


def check(deposit: Deposit) -> Iterator[Finding]:
    """P01 to P03 of a deposit whose PREMIS could be read."""
    if deposit.premis is None:
        return
    where = str(deposit.paths.premis)
    yield from _objects(deposit, deposit.premis, where)
    yield from _identifiers(deposit.premis, where)
    yield from _links(deposit.premis, where)
    yield from _history(deposit, deposit.premis, where)


def _objects(deposit: Deposit, premis: Premis, where: str) -> Iterator[Finding]:
    described = {item.path for item in premis.objects}
    for path in (deposit.paths.original, deposit.paths.text, deposit.paths.tei):
        if path not in described:
            yield Finding("P0102", where, f"an object for {path}", "none")
    for item in premis.objects:
        place = f"{where}#object[{item.path}]"
        size = deposit.sizes.get(item.path)
        if size is None:
            yield Finding("P0102", place, "a file of the bag", "none")
            continue
        if size != item.size:
            yield Finding("P0201", place, str(size), str(item.size))
        for algorithm, digest in item.digests:
            listed = deposit.manifests.get(algorithm, {}).get(item.path)
            if listed is not None and listed.lower() != digest.lower():
                yield Finding("P0202", place, f"{algorithm} {listed}", digest)


def _identifiers(premis: Premis, where: str) -> Iterator[Finding]:
    for kind, items in (("object", premis.objects), ("event", premis.events), ("agent", premis.agents)):
        for identifier, count in Counter(item.identifier for item in items).items():
            if count > 1:
                yield Finding("P0103", f"{where}#{kind}", "one identifier each", f"{count} of {identifier}")


def _links(premis: Premis, where: str) -> Iterator[Finding]:
    objects = {item.identifier for item in premis.objects}
    events = {item.identifier for item in premis.events}
    agents = {item.identifier for item in premis.agents}
    for event in premis.events:
        place = f"{where}#event[{event.type.value}]"
        for identifier in [who for who, _ in event.agents if who not in agents]:
            yield Finding("P0104", place, "an agent of this file", identifier)
        for identifier in [what for what, _ in event.objects if what not in objects]:
            yield Finding("P0104", place, "an object of this file", identifier)
    for item in premis.objects:
        if item.source is not None and item.source not in objects:
            yield Finding("P0104", f"{where}#object[{item.path}]", "an object of this file", item.source)
        if item.source_event is not None and item.source_event not in events:
            yield Finding("P0104", f"{where}#object[{item.path}]", "an event of this file", item.source_event)
    for rights in premis.rights:
        for identifier in [what for what in rights.objects if what not in objects]:
            yield Finding("P0104", f"{where}#rights", "an object of this file", identifier)


def _history(deposit: Deposit, premis: Premis, where: str) -> Iterator[Finding]:
    recorded = {event.type for event in premis.events}
    for kind in REQUIRED:
        if kind not in recorded:
            yield Finding("P0301", where, f"an event of type {kind.value} ({kind.label})", "none")
    by_path = {item.path: item for item in premis.objects}
    paths = deposit.paths
    for made, source in ((paths.text, paths.original), (paths.tei, paths.text)):
        item, origin = by_path.get(made), by_path.get(source)
        if item and origin and (item.source != origin.identifier or item.source_event is None):
            yield Finding(
                "P0302", f"{where}#object[{made}]", f"has source {source}", item.source or "nothing"
            )
