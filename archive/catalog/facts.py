"""What a bag says of itself, as the catalog keeps it: read from its tag files and its metadata alone, no payload."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from archive.bag.bag import Bag
from archive.bag.identity import bag_identifier, bag_key, described
from archive.bag.reading import Reading, read_bag
from archive.errors import ArchiveError, BagError
from archive.fixity import Algorithm
from archive.premis import EventType, Object, Premis, Role, from_xml
from archive.record.model import Record

_ACCESSION = re.compile(r"Taken into the collection “(.*)” in accession (.*)\.", re.DOTALL)
WORDS = 1 << 16
_SEARCHED = ("title", "abstract", "alternative", "creator", "contributor", "subject", "spatial", "identifier")


@dataclass(frozen=True, slots=True)
class AccessionFacts:
    """One intake into a collection, as PREMIS of its bags tells it."""

    collection: str
    number: str
    title: str
    opened_at: str
    agent: str | None
    acquired: str | None


@dataclass(frozen=True, slots=True)
class SeedFacts:
    """A document as it was received."""

    original: str
    sha256: str
    size: int
    format: str


@dataclass(frozen=True, slots=True)
class Facts:
    """One bag; what it does not say is None. `files` and `size` are of the whole bag; `words` are searched."""

    bag: str
    key: str
    identifier: str
    title: str | None
    created: str | None
    bagged_on: str | None
    organization: str | None
    software: str | None
    collection: str | None
    files: int
    size: int
    words: str
    accession: AccessionFacts | None = None
    seed: SeedFacts | None = None


def facts_of(bag: Bag) -> Facts:
    """What this bag says. Raises BagError where its tag files cannot be read."""
    reading = read_bag(bag)
    if not reading.tags:
        raise BagError("E0421", bag.where, "no tag file")
    record, layout = described(bag, reading)
    premis = _premis(bag, layout.premis) if layout else None
    collection = _field(reading, "Bag-Group-Identifier")
    accession = _accession(premis, collection)
    seed = _seed(premis, layout.original) if premis and layout else None
    files = reading.payload | reading.tags
    identifier = bag_identifier(reading, record)
    title = (
        record.value("title")
        if record
        else _field(reading, "Internal-Sender-Description", "External-Description")
    )
    return Facts(
        bag=bag.name,
        key=bag_key(reading),
        identifier=identifier,
        title=title,
        created=record.value("created") if record else None,
        bagged_on=_field(reading, "Bagging-Date"),
        organization=_field(reading, "Source-Organization"),
        software=_field(reading, "Bag-Software-Agent"),
        collection=collection,
        files=len(files),
        size=bag.total(files),
        words=folded(
            (bag.name, identifier, title, seed.original if seed else None, *_names(record, accession))
        ),
        accession=accession,
        seed=seed,
    )


def folded(texts: Iterable[str | None]) -> str:
    """Texts as they are searched: without case and accents, one a line; of a flood of words the first."""
    whole = "\n".join(text for text in texts if text)[:WORDS].casefold()
    if whole.isascii():
        return whole
    # Character by character: of a long run of combining marks, the whole would take time without end.
    parts = (part for char in whole for part in unicodedata.normalize("NFKD", char))
    return "".join(part for part in parts if not unicodedata.combining(part))


def _field(reading: Reading, *labels: str) -> str | None:
    """The first value under the first of these labels that has one, on one line."""
    values = (" ".join(field.value.split()) for label in labels for field in reading.field(label))
    return next((value for value in values if value), None)


def _names(record: Record | None, accession: AccessionFacts | None) -> list[str | None]:
    found: list[str | None] = [statement.value for statement in record.of(*_SEARCHED)] if record else []
    if accession:
        found += [accession.collection, accession.number, accession.title]
    return found


def _premis(bag: Bag, path: str) -> Premis | None:
    try:
        return from_xml(bag.read(path))
    except ArchiveError:
        return None


def _accession(premis: Premis | None, collection: str | None) -> AccessionFacts | None:
    if premis is None or collection is None:
        return None
    names = {agent.identifier: agent.name for agent in premis.agents}
    for event in premis.events:
        told = _ACCESSION.fullmatch(event.detail) if event.type is EventType.INGESTION_START else None
        if told:
            house = next((names.get(who) for who, role in event.agents if role is Role.IMPLEMENTER), None)
            return AccessionFacts(collection, told[2], told[1], event.at, house, event.note)
    return None


def _seed(premis: Premis, path: str) -> SeedFacts | None:
    original: Object | None = next((item for item in premis.objects if item.path == path), None)
    digest = dict(original.digests).get(Algorithm.SHA256) if original else None
    if original is None or digest is None:
        return None
    return SeedFacts(original.original_name or path.rpartition("/")[2], digest, original.size, original.puid)
