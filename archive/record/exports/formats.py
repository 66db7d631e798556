"""Every format that records are exported in: its name, what it writes, and what it loses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from archive.record import dcterms, oai_dc, serial_json
from archive.record.exports import archivematica, datacite, dspace, json_ld, schema_org, turtle
from archive.record.exports.losses import PARTS, tally
from archive.record.exports.oai import dcterms_losses, oai_dc_losses
from archive.record.model import AgentKind, Origin, Record, Statement
from archive.record.serial_table import to_table


class Item(NamedTuple):
    """A record to export: the portable `name` of its document, and the path of the document's file below the seeds."""

    name: str
    path: str
    record: Record


Files = tuple[tuple[str, bytes], ...]
"""The files of one document, each with its path below the folder of the export."""


@dataclass(frozen=True, slots=True)
class Format:
    """`each` gives the files of one document, or `together` the one file of them all, which is called `file`."""

    name: str
    title: str
    losses: Callable[[Record], tuple[str, ...]]
    each: Callable[[Item], Files] | None = None
    together: Callable[[Sequence[Item]], bytes] | None = None
    file: str = ""


def spoken(record: Record) -> Record:
    """The record without what the program measures: those are facts about the files, measured again each time."""
    return replace(record, statements=tuple(s for s in record.statements if not is_measured(s)))


def is_measured(statement: Statement) -> bool:
    return statement.agent.kind is AgentKind.SOFTWARE and statement.origin is Origin.MEASURED


def _csv(items: Sequence[Item]) -> bytes:
    return to_table({item.path: spoken(item.record) for item in items})


def _csv_losses(record: Record) -> tuple[str, ...]:
    whole = frozenset(PARTS)
    found = tally(record, lambda statement: None if is_measured(statement) else whole)
    return tuple(sentence for sentence in found if not sentence.startswith("declared not stated"))


def _one(ending: str, write: Callable[[Record], bytes]) -> Callable[[Item], Files]:
    return lambda item: ((f"{item.name}{ending}", write(item.record)),)


def _dspace(item: Item) -> Files:
    return (
        (f"{item.name}/dublin_core.xml", dspace.to_dspace(item.record)),
        (f"{item.name}/metadata_dcterms.xml", dspace.to_dspace_dcterms(item.record)),
    )


def _archivematica(items: Sequence[Item]) -> bytes:
    return archivematica.to_archivematica({item.path: item.record for item in items})


def _nothing(_: Record) -> tuple[str, ...]:
    return ()


FORMATS = {
    found.name: found
    for found in (
        Format("csv", "a table to edit and import again", _csv_losses, together=_csv, file="described.csv"),
        Format("json", "record.json", _nothing, each=_one(".record.json", serial_json.to_json)),
        Format("oai_dc", "simple Dublin Core, XML", oai_dc_losses, each=_one(".oai_dc.xml", oai_dc.to_xml)),
        Format(
            "dcterms", "qualified Dublin Core, XML", dcterms_losses, each=_one(".dcterms.xml", dcterms.to_xml)
        ),
        Format(
            "json-ld",
            "DCMI terms, JSON-LD 1.1",
            json_ld.losses,
            together=lambda items: json_ld.to_json_ld(*(item.record for item in items)),
            file="described.jsonld",
        ),
        Format(
            "turtle",
            "DCMI terms, Turtle",
            turtle.losses,
            together=lambda items: turtle.to_turtle(*(item.record for item in items)),
            file="described.ttl",
        ),
        Format(
            "datacite",
            "DataCite 4.5, JSON",
            datacite.losses,
            each=_one(".datacite.json", datacite.to_datacite),
        ),
        Format(
            "schema.org",
            "schema.org, JSON-LD",
            schema_org.losses,
            together=lambda items: schema_org.to_schema_org(*(item.record for item in items)),
            file="described.schema.org.jsonld",
        ),
        Format("dspace", "DSpace dublin_core.xml and metadata_dcterms.xml", dspace.losses, each=_dspace),
        Format(
            "archivematica",
            "Archivematica metadata.csv",
            archivematica.losses,
            together=_archivematica,
            file="archivematica.csv",
        ),
    )
}
"""By name, as the command line gives it."""
