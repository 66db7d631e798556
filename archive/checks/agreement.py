"""What is said twice in a deposit, held against each other: record, dcterms.xml, oai_dc.xml, TEI header, bag-info, PREMIS."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from archive.checks.deposit import Deposit
from archive.errors import ArchiveError
from archive.findings import Finding
from archive.record import dcterms, oai_dc
from archive.record.dcterms import Element
from archive.record.model import Record
from archive.tei.facts import HeaderFacts, facts_of

_UNSAID = {"Untitled text", "Unknown", "undated", "und"}  # what the header says where the record says nothing
_RIGHTS = ("http://rightsstatements.org/", "http://creativecommons.org/")


def check(deposit: Deposit, tei: Any) -> Iterator[Finding]:
    """A01 and A02 of a deposit whose record could be read; `tei` is its TEI parsed, None if it could not be."""
    record = deposit.record
    if record is None:
        return
    yield from _elements(
        "A0101", deposit.paths.dcterms, dcterms.elements(record), deposit.dcterms, dcterms.values
    )
    yield from _elements(
        "A0102", deposit.paths.oai_dc, oai_dc.elements(record), deposit.oai_dc, oai_dc.values
    )
    yield from _bag_info(deposit, record)
    yield from _rights(deposit, record)
    if tei is not None:
        yield from _header(deposit, record, facts_of(tei))


def _elements(
    code: str,
    path: str,
    wanted: tuple[Element, ...],
    data: bytes,
    read: Callable[[bytes], tuple[Element, ...]],
) -> Iterator[Finding]:
    try:
        found = read(data)
    except ArchiveError as error:
        yield Finding("D0102", path, "an XML document", f"{error.where}: {error.detail}")
        return
    if found == wanted:
        return
    missing, strange = Counter(wanted) - Counter(found), Counter(found) - Counter(wanted)
    names = dict.fromkeys(element.name for element in (*missing.elements(), *strange.elements()))
    for name in names:
        lacks = [element.value for element in missing.elements() if element.name == name]
        has = [element.value for element in strange.elements() if element.name == name]
        yield Finding(code, f"{path}#{name}", _listed(lacks), _listed(has))


def _bag_info(deposit: Deposit, record: Record) -> Iterator[Finding]:
    fields = {label: " ".join(value.split()) for label, value in deposit.info}  # long values are folded
    for label, value in (
        ("External-Identifier", record.identifier),
        ("Internal-Sender-Description", record.value("title")),
        ("External-Description", record.value("abstract")),
        ("Bagging-Date", record.description.created_at.strftime("%Y-%m-%d")),
    ):
        wanted = " ".join(value.split()) if value else None
        if fields.get(label) != wanted:
            yield Finding(
                "A0201",
                f"bag-info.txt#{label}",
                wanted or "no such field",
                fields.get(label) or "no such field",
            )


def _rights(deposit: Deposit, record: Record) -> Iterator[Finding]:
    if deposit.premis is None:
        return
    wanted = {statement.uri for statement in record.of("rights") if statement.uri}
    found = {rights.uri for rights in deposit.premis.rights}
    if wanted != found:
        yield Finding(
            "A0203", f"{deposit.paths.premis}#rights", _listed(sorted(wanted)), _listed(sorted(found))
        )


def _header(deposit: Deposit, record: Record, facts: HeaderFacts) -> Iterator[Finding]:
    where = f"{deposit.paths.tei}#teiHeader"
    creators = {name for statement in record.of("creator") if (name := statement.value)}
    rights = {statement.uri for statement in record.of("rights") if statement.uri}
    licence = {record.description.license} - rights  # of the header, which is a description
    identifiers = {record.identifier}
    stated = {value for _, value in facts.identifiers}
    for code, wanted, found in (
        ("A0103", _one(record.value("title")), _one(facts.title)),
        ("A0104", creators, set(facts.creators)),
        ("A0105", _one(record.value("created")), _one(facts.date_text)),
        ("A0106", {s.value for s in record.of("language") if s.value}, set(facts.languages)),
        ("A0107", identifiers, identifiers & stated),
        (
            "A0108",
            rights,
            {uri for uri in facts.rights if uri in rights or uri.startswith(_RIGHTS)} - licence,
        ),
    ):
        if wanted != found and (wanted or not found <= _UNSAID):
            yield Finding(code, where, _listed(sorted(wanted)), _listed(sorted(found)))
    digest = deposit.original_sha256
    if facts.source_sha256 != digest:
        yield Finding("A0202", where, digest, facts.source_sha256 or "none")


def _one(value: str | None) -> set[str]:
    return {" ".join(value.split())} if value else set()


def _listed(values: list[str]) -> str:
    return "; ".join(values) or "nothing"
