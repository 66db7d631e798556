"""The exports of a record: what each holds, what it says that it loses, and whether its peers' own readers take it."""

from __future__ import annotations

import csv
import io
import json
import warnings
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from archive.record import oai_dc
from archive.record.exports import archivematica, datacite, dspace, graph, json_ld, schema_org, turtle
from archive.record.exports.dates import date_or_range, last_year, plain_date, year_of
from archive.record.exports.dspace_fields import FIELDS, PLACES, meaning, place_of
from archive.record.exports.formats import FORMATS, Item, spoken
from archive.record.model import (
    PROPERTIES,
    SOFTWARE,
    Agent,
    AgentKind,
    Description,
    Evidence,
    Origin,
    Record,
    Statement,
    Status,
)
from archive.record.serial_json import from_json
from archive.record.vocabularies import DATES
from tests.cli.conftest import ROOT
from tests.record.strategies import records

ANA = Agent(AgentKind.PERSON, "Ana")
ABOUT = Description(
    (ANA,), datetime(2026, 11, 21, tzinfo=UTC), ("DACS",), "en", "http://creativecommons.org/x/"
)
SEEDS = sorted((ROOT / "bags").glob("*/data/metadata/record.json"))


def said(name: str, value: str | None, **fields: Any) -> Statement:
    return Statement(name, value, fields.pop("origin", Origin.SUPPLIED), fields.pop("agent", ANA), **fields)


def record(*statements: Statement) -> Record:
    return Record("urn:x:1", statements, (), ABOUT)


@pytest.fixture(params=SEEDS, ids=lambda path: path.parts[-4][:3])
def seed(request: pytest.FixtureRequest) -> Record:
    return from_json(request.param.read_bytes())


def leaves(tree: Any) -> Iterator[Any]:
    """Every text and number of a tree of JSON."""
    for part in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from leaves(part)
    if not isinstance(tree, (dict, list)):
        yield tree


# --- RDF --------------------------------------------------------------------------------------------------------------


@given(st.lists(records(), max_size=2))
@settings(deadline=None, max_examples=25)
def test_turtle_and_json_ld_say_the_same(found: list[Record]) -> None:
    """rdflib reads from both exactly the triples that we meant."""
    meant = {(t.subject, t.predicate, str(t.object[0])) for one in found for t in graph.triples(one)}
    for data, form in ((turtle.to_turtle(*found), "turtle"), (json_ld.to_json_ld(*found), "json-ld")):
        assert {(str(s), str(p), str(o)) for s, p, o in parsed(data, form)} == meant


def parsed(data: bytes, form: str) -> Any:
    """The graph that rdflib reads, each literal as it is written."""
    rdflib = pytest.importorskip("rdflib")
    rdflib.NORMALIZE_LITERALS = False
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "ConjunctiveGraph is deprecated")  # rdflib's own, within its parser
        return rdflib.Graph().parse(data=data, format=form)


@pytest.mark.parametrize(
    "statement, line",
    [
        (
            said("title", 'A "quoted"\nline\\', lang="es-HN"),
            'dcterms:title "A \\"quoted\\"\\nline\\\\"@es-HN',
        ),
        (said("created", "2017-12~", scheme="EDTF"), 'dcterms:created "2017-12~"^^edtf:EDTF'),
        (said("created", "2017-12~"), 'dcterms:created "2017-12~"^^edtf:EDTF'),
        (said("created", "around 2017", scheme="free"), 'dcterms:created "around 2017"'),
        (said("language", "es-HN"), 'dcterms:language "es-HN"^^xsd:language'),
        (said("source", "https://e.org/a?b=c"), "dcterms:source <https://e.org/a?b=c>"),
        (said("source", "see https://e.org/"), 'dcterms:source "see https://e.org/"'),
        (said("identifier", "https://e.org/1"), 'dcterms:identifier "urn:x:1" ,\n        "https://e.org/1"'),
        (said("creator", "Ana", role="aut"), 'dcterms:creator "Ana" ;\n    marcrel:aut "Ana"'),
        (said("hasFormat", "a.xml", uri="data/a.xml"), 'dcterms:hasFormat "a.xml"'),
    ],
    ids=lambda value: value if isinstance(value, str) else value.property,
)
def test_terms(statement: Statement, line: str) -> None:
    """A value is a resource where it has an address, typed where its syntax has a type, else a text with its language."""
    assert f"    {line} " in turtle.to_turtle(record(statement)).decode()


def test_a_label_stands_with_its_resource() -> None:
    """A heading is its address in the authority file, and its text the label of that."""
    found = turtle.to_turtle(
        record(said("subject", "Elections", uri="http://id.loc.gov/a", lang="en"))
    ).decode()
    assert "    dcterms:subject <http://id.loc.gov/a> ." in found.replace(" ;", " .")
    assert '\n<http://id.loc.gov/a>\n    rdfs:label "Elections"@en .\n' in found


def test_nothing_that_is_not_stated_is_a_value(seed: Record) -> None:
    """No export writes `not-stated` as if it were one."""
    for found in FORMATS.values():
        if found.name in ("csv", "json"):
            continue
        data = b"".join(_files(found.name, seed).values())
        assert b"not-stated" not in data, found.name


# --- DataCite ---------------------------------------------------------------------------------------------------------


@given(records())
@settings(deadline=None, max_examples=40)
def test_datacite_s_schema_takes_any_record(found: Record) -> None:
    """Whatever a record holds or lacks, DataCite's own JSON schema 4.5 has nothing to say against the export."""
    schema45 = pytest.importorskip("datacite.schema45")
    schema45.validator.validate(json.loads(datacite.to_datacite(found)))


def test_datacite_of_the_seeds(seed: Record) -> None:
    """Makers, titles, headings with their addresses and dates with their doubt stand in it."""
    schema45 = pytest.importorskip("datacite.schema45")
    tree = json.loads(datacite.to_datacite(seed))
    schema45.validator.validate(tree)
    assert [t["title"] for t in tree["titles"] if "titleType" not in t] == [s.value for s in seed.of("title")]
    assert {s.get("valueUri") for s in tree["subjects"]} == {s.uri for s in seed.of("subject")}
    made = seed.of("created")[0].value or ""
    row = next(row for row in tree["dates"] if row["dateType"] == "Created")
    assert row["date"] == made or row["dateInformation"] == f"EDTF {made}"
    assert b"kernel-4" in schema45.tostring(tree).encode()


@pytest.mark.parametrize(
    "statements, key, value",
    [
        ((), "creators", [{"name": ":unav"}]),
        ((said("creator", None, status=Status.NOT_STATED),), "creators", [{"name": ":unkn"}]),
        ((said("creator", None, status=Status.NOT_APPLICABLE),), "creators", [{"name": ":unap"}]),
        ((), "publicationYear", "2026"),
        ((said("created", "2017-12~/2018-01~"),), "publicationYear", "2018"),
        ((said("created", "2017"), said("issued", "2019-02")), "publicationYear", "2019"),
        ((said("created", "2017-12-03"), said("dateCopyrighted", "2023")), "publicationYear", "2017"),
        ((said("identifier", "doi:10.1234/ab"),), "doi", "10.1234/ab"),
        ((said("type", "http://purl.org/dc/dcmitype/MovingImage"),), "types", {"resourceTypeGeneral": "Audiovisual"}),
        ((said("isPartOf", "C", uri="urn:x:2"),), "relatedIdentifiers",
         [{"relatedIdentifier": "urn:x:2", "relatedIdentifierType": "URN", "relationType": "IsPartOf"}]),
        ((said("relation", "local:2"),), "relatedIdentifiers", None),
        ((said("creator", "Ana", note="personal name; editor"),), "creators", [{"name": "Ana", "nameType": "Personal"}]),
        ((said("contributor", "Bo", role="edt"),), "contributors", [{"name": "Bo", "contributorType": "Editor"}]),
        ((said("extent", "1 bytes"), said("extent", "1 bytes", lang="en")), "sizes", ["1 bytes"]),
    ],
)  # fmt: skip
def test_datacite_parts(statements: tuple[Statement, ...], key: str, value: Any) -> None:
    """Each part is what DataCite's documentation asks for; a copyright year is no year of publication."""
    assert datacite.datacite(record(*statements)).get(key) == value


# --- schema.org -------------------------------------------------------------------------------------------------------


@given(records())
@settings(deadline=None, max_examples=25)
def test_schema_org_uses_its_words_only(found: Record) -> None:
    """Every property and type is a term of schema.org, as rdflib ships the vocabulary."""
    sdo = pytest.importorskip("rdflib").SDO
    work = json.loads(schema_org.to_schema_org(found))
    assert work.pop("@context") == "https://schema.org/"
    for key in _keys(work):
        assert key.startswith("@") or key in sdo, key
    for kind in _types(work):
        assert kind in sdo, kind


def _keys(tree: Any) -> Iterator[str]:
    if isinstance(tree, dict):
        yield from tree
    for part in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from _keys(part)


def _types(tree: Any) -> Iterator[str]:
    if isinstance(tree, dict) and "@type" in tree:
        yield tree["@type"]
    for part in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from _types(part)


def test_schema_org_of_several_is_a_graph() -> None:
    """Several records are one document, each a work with its own address."""
    found = json.loads(schema_org.to_schema_org(record(), replace(record(), identifier="urn:x:2")))
    assert [work["@id"] for work in found["@graph"]] == ["urn:x:1", "urn:x:2"]


# --- oai_dc -----------------------------------------------------------------------------------------------------------


@given(records())
@settings(deadline=None, max_examples=25)
def test_dcxml_writes_the_same_elements(found: Record) -> None:
    """dcxml, given the same values, writes an oai_dc whose elements are those of ours, language tags apart, which it has not."""
    simpledc = pytest.importorskip("dcxml.simpledc")
    groups: dict[str, list[str]] = {}
    for element in oai_dc.elements(found):
        plural = element.name if element.name in ("rights", "coverage") else f"{element.name}s"
        groups.setdefault(plural, []).append(element.value)
    theirs = oai_dc.values(simpledc.tostring(groups).encode())
    ours = oai_dc.values(oai_dc.to_xml(found))
    assert sorted((e.name, e.value) for e in theirs) == sorted((e.name, e.value) for e in ours)


# --- DSpace -----------------------------------------------------------------------------------------------------------


@given(records())
@settings(deadline=None, max_examples=40)
def test_dspace_fields_are_registered(found: Record) -> None:
    """Every field stands in DSpace's registry, every value in one of the two files, and none twice."""
    seen = []
    for schema, data in (("dc", dspace.to_dspace(found)), ("dcterms", dspace.to_dspace_dcterms(found))):
        root = etree.fromstring(data)
        assert (root.tag, root.get("schema")) == ("dublin_core", schema)
        for node in root:
            qualifier = node.get("qualifier")
            place = node.get("element") if qualifier == "none" else f"{node.get('element')}.{qualifier}"
            assert place in (FIELDS if schema == "dc" else PROPERTIES)
            assert meaning(schema, node.get("element"), None if qualifier == "none" else qualifier)
            seen.append((schema, place, node.text, node.get("language")))
    assert len(seen) == len(set(seen)) == len(dspace.fields(found))


def test_dspace_says_what_it_gives_itself() -> None:
    """No value of ours stands in a field that DSpace fills by itself."""
    own = {"date.available", "date.accessioned", "description.provenance"}
    assert not own & set(PLACES.values())
    for name in PROPERTIES:
        assert place_of(said(name, "2017")) not in own


@pytest.mark.parametrize(
    "statement, place, value",
    [
        (said("creator", "A", role="sgn"), "dc.contributor.author", "A"),
        (said("contributor", "A", role="edt"), "dc.contributor.editor", "A"),
        (said("contributor", "A", role="rcp"), "dc.contributor.other", "A"),
        (said("subject", "S", scheme="LCSH"), "dc.subject.lcsh", "S"),
        (said("subject", "S", scheme="FAST"), "dc.subject.other", "S"),
        (said("language", "es-HN"), "dc.language.iso", "es_HN"),
        (said("language", "spa", scheme="ISO 639-2"), "dc.language", "spa"),
        (said("issued", "2017-12~"), "dc.date.issued", "2017-12"),
        (said("issued", "[2017,2018]"), "dcterms.issued", "[2017,2018]"),
        (said("created", "2017-12~"), "dc.date.created", "2017-12~"),
        (said("provenance", "P"), "dcterms.provenance", "P"),
        (said("identifier", "https://e.org/1"), "dc.identifier.uri", "https://e.org/1"),
        (said("rights", "http://rightsstatements.org/vocab/CNE/1.0/"), "dc.rights.uri",
         "http://rightsstatements.org/vocab/CNE/1.0/"),
    ],
)  # fmt: skip
def test_dspace_places(statement: Statement, place: str, value: str) -> None:
    """Each value goes where DSpace's users look for it, and what DSpace's own fields lack to its DCMI terms."""
    found = dspace.fields(record(said("identifier", "urn:x:1"), statement))[1]
    assert (".".join(filter(None, found[:3])), found.value) == (place, value)


# --- Archivematica ----------------------------------------------------------------------------------------------------


@given(st.dictionaries(st.sampled_from(["a.txt", "b/ü.txt", "c,d.txt"]), records(), max_size=3))
@settings(deadline=None, max_examples=25)
def test_archivematica_table(found: dict[str, Record]) -> None:
    """One row a file below objects/, known columns only, every stated value in a column of its property."""
    data = archivematica.to_archivematica(found)
    assert not data.startswith(b"\xef\xbb\xbf")
    header, *rows = csv.reader(io.StringIO(data.decode(), newline=""))
    assert header[0] == "filename"
    assert all(name in {archivematica.column(one) for one in PROPERTIES} for name in header[1:])
    assert [row[0] for row in rows] == [f"objects/{path}" for path in found]
    for row, one in zip(rows, found.values(), strict=True):
        cells = set(zip(header, row, strict=True))
        assert {(archivematica.column(s.property), s.value) for s in one.statements if s.value} <= cells


# --- losses -----------------------------------------------------------------------------------------------------------


def _files(name: str, found: Record) -> dict[str, bytes]:
    form, item = FORMATS[name], Item("doc", "doc.txt", found)
    if form.each:
        return dict(form.each(item))
    assert form.together
    return {form.file: form.together([item])}


def _held(name: str, data: bytes) -> set[str]:
    """Every text of an export."""
    if name in ("csv", "archivematica"):
        return {cell for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")) for cell in row}
    if data.startswith(b"<?xml"):
        root = etree.fromstring(data)
        return {text for node in root.iter() for text in (node.text, *node.attrib.values()) if text}
    if name == "turtle":
        return {str(part) for triple in parsed(data, "turtle") for part in triple}
    return {str(leaf) for leaf in leaves(json.loads(data))}


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in ("csv", "json")])
@given(found=records())
@settings(deadline=None, max_examples=25)
def test_what_is_not_lost_is_there(name: str, found: Record) -> None:
    """A value of which a format does not say that it is not written stands in the export; its URI too, unless that is lost."""
    for statement in found.statements:
        if statement.value is None:
            continue
        alone = replace(found, statements=(statement,), superseded=())
        told = FORMATS[name].losses(alone)
        held = set().union(*(_held(name, data) for data in _files(name, alone).values()))
        value = statement.value
        if any(sentence.startswith("not written") for sentence in told):
            continue
        if any(sentence.startswith("the words beside") for sentence in told):
            value = statement.uri or value
        written = {value, value.replace("-", "_"), value.removeprefix("http://purl.org/dc/dcmitype/")}
        if statement.property in DATES:
            written |= {date_or_range(value).text or "", f"EDTF {value}", f"period covered; EDTF {value}",
                        (date_or_range(value).text or "")[:4], year_of(value) or ""}  # fmt: skip
        if not any(sentence.startswith("language: ") for sentence in told):
            assert written & held or any(value in text for text in held), (statement, told)
        if statement.uri and not any(sentence.startswith("URI: ") for sentence in told):
            assert any(statement.uri in text for text in held), (statement, told)


def test_losses_are_counted() -> None:
    """A format says how many values lost what, and where; it says nothing of what the record has not."""
    found = record(
        said("title", "T", lang="en"),
        said("creator", "A", role="sgn", evidence=(Evidence("A"),)),
        said("creator", "B", role="sgn"),
        said("publisher", None, status=Status.NOT_STATED),
        said("audience", "all"),
    )
    told = FORMATS["oai_dc"].losses(found)
    assert "not written: 1 value (audience)" in told
    assert "role: 2 values (creator)" in told
    assert "evidence: 1 value (creator)" in told
    assert "declared not stated or not applicable: 1 value (publisher)" in told
    assert not any(sentence.startswith(("URI", "note", "language")) for sentence in told)
    assert FORMATS["json"].losses(found) == ()
    assert "the order of a property's values" in FORMATS["turtle"].losses(found)


def test_the_table_leaves_out_what_is_measured() -> None:
    """What the program measures again each time is not for anybody to edit, and the loss is told."""
    size = said("extent", "1 bytes", origin=Origin.MEASURED, agent=SOFTWARE)
    found = record(said("title", "T"), size, said("extent", "1 page"))
    assert [s.value for s in spoken(found).statements] == ["T", "1 page"]
    assert "not written: 1 value (extent)" in FORMATS["csv"].losses(found)


@pytest.mark.parametrize(
    "value, plain, ranged, year, last",
    [
        ("2017-12-03", "2017-12-03", "2017-12-03", "2017", "2017"),
        ("2017-12~", "2017-12", "2017-12", "2017", "2017"),
        ("2017-12/2018-01~", None, "2017-12/2018-01", None, "2018"),
        ("2004-06/..", None, "2004-06/", None, None),
        ("/1985", None, "/1985", None, "1985"),
        ("[2017-11-29..2017-12-03]", None, None, "2017", "2017"),
        ("201X", None, None, None, "2019"),
        ("2001-21", "2001", "2001", "2001", "2001"),
        ("Y170000002", None, None, None, None),
        ("no date", None, None, None, None),
    ],
)
def test_dates(value: str, plain: str | None, ranged: str | None, year: str | None, last: str | None) -> None:
    """A date falls back to what the other format can say, and to nothing where it would become certain of a year."""
    assert (plain_date(value).text, date_or_range(value).text) == (plain, ranged)
    assert (year_of(value), last_year(value)) == (year, last)


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_bytes_each_time(name: str, seed: Record) -> None:
    """An export is a function of the record."""
    assert _files(name, seed) == _files(name, from_json(_files("json", seed)["doc.record.json"]))
