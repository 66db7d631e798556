"""The SIP of one seed put together: nine files, their fixity, and bag-info. Nothing is on disk yet."""

from __future__ import annotations

from collections.abc import Iterable

from archive.accession import Accession
from archive.fixity import Algorithm, measure
from archive.paths import BagPath
from archive.premis import to_xml as premis_xml
from archive.provenance import Made, provenance
from archive.record import dcterms, oai_dc
from archive.record.model import Record
from archive.record.profile import Judgement
from archive.record.serial_json import to_json
from archive.resources import BAGIT_PROFILE
from archive.seed import Seed
from archive.sip import File, Sip, layout
from archive.text import Text, changes_json
from archive.version import VERSION


def assemble(
    seed: Seed,
    text: Text,
    record: Record,
    judgement: Judgement,
    tei: bytes,
    accession: Accession,
    algorithms: tuple[Algorithm, ...],
) -> Sip:
    """The package: the original, its text, change list and TEI, and the description in four forms."""
    paths = layout(seed.name, seed.original_name)
    made = Made(
        original=_file(paths.original, seed.data, algorithms),
        text=_file(paths.text, text.content.encode(), algorithms),
        tei=_file(paths.tei, tei, algorithms),
    )
    changes = _file(paths.changes, changes_json(text), algorithms)
    return assembled(seed, text, record, judgement, made, changes, accession, algorithms)


def assembled(
    seed: Seed,
    text: Text,
    record: Record,
    judgement: Judgement,
    made: Made,
    changes: File,
    accession: Accession,
    algorithms: tuple[Algorithm, ...],
) -> Sip:
    """The package of files that were made already, with the description in four forms."""
    paths = layout(seed.name, seed.original_name)

    def file(path: BagPath, data: bytes) -> File:
        return _file(path, data, algorithms)

    payload = (
        made.original,
        made.text,
        made.tei,
        changes,
        file(paths.record, to_json(record)),
        file(paths.dcterms, dcterms.to_xml(record)),
        file(paths.oai_dc, oai_dc.to_xml(record)),
        file(paths.premis, premis_xml(provenance(seed, text, record, judgement, made, accession))),
    )
    return Sip(
        seed.name, tuple(sorted(payload, key=lambda item: item.path)), tuple(_info(seed, record, accession))
    )


def _file(path: BagPath, data: bytes, algorithms: tuple[Algorithm, ...]) -> File:
    return File(path, data, measure((data,), algorithms))


def _info(seed: Seed, record: Record, accession: Accession) -> Iterable[tuple[str, str]]:
    """bag-info.txt in the order of docs/bag.md, but for the sizes, which the writer adds."""
    house = accession.collection.repository
    fields = (
        ("Source-Organization", house.name),
        ("Contact-Name", house.contact),
        ("Contact-Email", house.email),
        ("External-Description", record.value("abstract")),
        ("External-Identifier", record.identifier),
        ("Internal-Sender-Identifier", seed.name),
        ("Internal-Sender-Description", record.value("title")),
        ("Bag-Group-Identifier", accession.collection.identifier),
        ("Bagging-Date", accession.stamp[:10]),
        ("Bag-Software-Agent", f"archive {VERSION}"),
        ("BagIt-Profile-Identifier", BAGIT_PROFILE),
    )
    return ((label, " ".join(value.split())) for label, value in fields if value)
