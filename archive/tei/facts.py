"""What a TEI header says of its document, for those who hold it against the record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from archive.tei.project import TEI
from archive.xml import parse

_TEI = f"{{{TEI}}}"
_PARTS = tuple(
    f"{_TEI}{name}" for name in ("titleStmt", "publicationStmt", "sourceDesc", "profileDesc", "langUsage")
)


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
    parts: dict[str, list[Any]] = {tag: [] for tag in _PARTS}
    for part in root.iter(
        *_PARTS
    ):  # one walk for all, where a search for each would walk the whole text each time
        parts[part.tag].append(part)

    def within(part: str, *path: str) -> list[Any]:
        found = parts[f"{_TEI}{part}"]
        for name in path:
            found = [child for element in found for child in element.iterchildren(f"{_TEI}{name}")]
        return found

    made = next(iter(within("profileDesc", "creation", "date")), None)
    availability = next(iter(within("publicationStmt", "availability")), None)
    main = next((item for item in within("titleStmt", "title") if item.get("type") in (None, "main")), None)
    digital = [item for item in within("sourceDesc", "bibl") if item.get("type") == "digitalSource"]
    source = {idno.get("type"): _words(idno) for item in digital for idno in item.iterchildren(f"{_TEI}idno")}
    return HeaderFacts(
        title=_words(main),
        creators=tuple(
            _words(author) or ""
            for author in within("titleStmt", "author")
            if author.get("cert") != "unknown"
        ),
        date=_date(made),
        date_text=_words(made),
        languages=tuple(item.get("ident", "") for item in within("langUsage", "language")),
        identifiers=tuple(
            (item.get("type", ""), _words(item) or "") for item in within("publicationStmt", "idno")
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
        pointer = line.get("target") or next(
            (ref.get("target") for ref in line.iterchildren(f"{_TEI}ref")), None
        )
        found.append(pointer or _words(line) or "")
    return found
