"""What the program knows without reading a sentence: identifiers, extent, format, derivatives, collection, provenance."""

from __future__ import annotations

from archive.accession import Accession
from archive.describe.reading import claim
from archive.record.model import Origin, Statement
from archive.seed import Seed
from archive.text import Text, iana_name

_PRONOM = "http://www.nationalarchives.gov.uk/PRONOM/"


def identifiers(seed: Seed, accession: Accession) -> tuple[Statement, ...]:
    """The UUID (version 5) of this collection's local reference code, then that code itself (DACS 2.1)."""
    return (
        claim("identifier", accession.identify(seed.name), Origin.MEASURED, "identifier/uuid", scheme="UUID"),
        claim("identifier", f"local:{seed.name}", Origin.MEASURED, "identifier/local", scheme="local"),
    )


def measures(seed: Seed, text: Text) -> tuple[Statement, ...]:
    """Bytes as received; characters, words (runs without white space) and lines of the normalized text (DACS 2.5)."""
    extents = (
        (seed.size, "bytes"),
        (text.characters, "characters"),
        (text.words, "words"),
        (text.lines, "lines"),
    )
    return tuple(
        claim("extent", f"{count} {unit}", Origin.MEASURED, "extent/count") for count, unit in extents
    )


def formats(text: Text) -> tuple[Statement, ...]:
    """Media type with the charset as received, then PRONOM: Unicode text for UTF-16 and UTF-32, else plain text."""
    wide = text.decoding.charset.replace("_", "-").casefold().startswith(("utf-16", "utf-32"))
    puid = "x-fmt/16" if wide else "x-fmt/111"
    media = f"text/plain; charset={iana_name(text.decoding.charset)}"
    return (
        claim("format", media, Origin.MEASURED, "format/decoding", scheme="IMT"),
        claim("format", puid, Origin.MEASURED, "format/pronom", scheme="PRONOM", uri=f"{_PRONOM}{puid}"),
    )


def derivatives(seed: Seed) -> tuple[Statement, ...]:
    """Where the bag keeps the TEI encoding and the normalized text: paths relative to the bag (docs/bag.md)."""
    paths = (f"data/tei/{seed.name}.tei.xml", f"data/text/{seed.name}.normalized.txt")
    return tuple(claim("hasFormat", path, Origin.MEASURED, "format/derivative", uri=path) for path in paths)


def belongings(accession: Accession) -> tuple[Statement, ...]:
    """The collection, and how the accession was acquired if it says so and no default does."""
    collection = accession.collection
    language = collection.description_language
    identifier = collection.identifier
    found = [
        claim(
            "isPartOf",
            collection.title,
            Origin.DEFAULT,
            "collection",
            uri=identifier if ":" in identifier else None,
            scheme=None if ":" in identifier else "local",
            note=None if ":" in identifier else identifier,
        )
    ]
    given = any(default.property == "provenance" for default in collection.defaults)
    if accession.acquired is not None and not given:
        day = accession.stamp[:10]
        value = f"{accession.acquired.rstrip('. ')} (accession {accession.number}; {accession.agent.name}; {day})."
        found.append(claim("provenance", value, Origin.DEFAULT, "accession", lang=language))
    return tuple(found)
