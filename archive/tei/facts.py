"""What a TEI header says of its document, for those who hold it against the record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from archive.tei.project import TEI
from archive.xml import parse

_NS = {"t": TEI}


@dataclass(frozen=True, slots=True)
class HeaderFacts:
    """The header's own words; None or empty where it says nothing. `date` is `when`, or `notBefore/notAfter`, of the creation."""

    title: str | None
    creators: tuple[str, ...]
    date: str | None
    date_text: str | None
    languages: tuple[str, ...]
    identifiers: tuple[tuple[str, str], ...]
    rights_status: str | None
    rights: tuple[str, ...]
    source_sha256: str | None
    source_name: str | None


def header_facts(tei: bytes) -> HeaderFacts:
    """The facts of a TEI document's header. Raises ArchiveError E0408 on what is no XML."""
    return facts_of(parse(tei))


def facts_of(root: Any) -> HeaderFacts:
    """The facts of the header of a document that is parsed already."""
    made = root.find(".//t:profileDesc/t:creation/t:date", _NS)
    availability = root.find(".//t:publicationStmt/t:availability", _NS)
    titles = root.findall(".//t:titleStmt/t:title", _NS)
    main = next((title for title in titles if title.get("type") in (None, "main")), None)
    source = {
        i.get("type"): _words(i)
        for i in root.iterfind(".//t:sourceDesc/t:bibl[@type='digitalSource']/t:idno", _NS)
    }
    return HeaderFacts(
        title=_words(main),
        creators=tuple(
            _words(author) or ""
            for author in root.iterfind(".//t:titleStmt/t:author", _NS)
            if author.get("cert") != "unknown"
        ),
        date=_date(made),
        date_text=_words(made),
        languages=tuple(item.get("ident", "") for item in root.iterfind(".//t:langUsage/t:language", _NS)),
        identifiers=tuple(
            (item.get("type", ""), _words(item) or "")
            for item in root.iterfind(".//t:publicationStmt/t:idno", _NS)
        ),
        rights_status=availability.get("status") if availability is not None else None,
        rights=tuple(_rights(availability)) if availability is not None else (),
        source_sha256=source.get("sha256"),
        source_name=source.get("filename"),
    )


def _words(element: Any) -> str | None:
    return "".join(element.itertext()) if element is not None else None


def _date(element: Any) -> str | None:
    if element is None:
        return None
    when, first, last = element.get("when"), element.get("notBefore"), element.get("notAfter")
    return when or (f"{first or '..'}/{last or '..'}" if first or last else None)


def _rights(availability: Any) -> list[str]:
    """The targets of licences and rights statements, and else the words."""
    found = []
    for line in availability:
        pointer = line.get("target") or next((ref.get("target") for ref in line.iterfind("t:ref", _NS)), None)
        found.append(pointer or _words(line) or "")
    return found
