"""Descriptions from elsewhere: what is read of them, what comes back of what we wrote, and every fault at once."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.errors import RecordError
from archive.record.draft import UNNAMED
from archive.record.exports import dspace, graph, json_ld, turtle
from archive.record.exports.dspace_fields import FIELDS, meaning
from archive.record.exports.graph import Iri
from archive.record.imports.dspace_xml import read_dspace
from archive.record.imports.foreign import ENDINGS, gathered, read_foreign
from archive.record.imports.rdf import MAX_BYTES, read_rdf
from archive.record.model import PROPERTIES, Origin, Record, Statement
from archive.record.serial_json import to_json
from archive.sources.rows import csv_of
from tests.record.strategies import records
from tests.record.test_exports import record, said

pytest.importorskip("rdflib")


def told(found: Iterable[Statement]) -> set[tuple[str | None, ...]]:
    """What RDF can say of statements, in one form: languages and URIs as they compare, EDTF and BCP 47 as the types that they are."""
    return {
        (s.property, s.value, s.lang.casefold() if s.lang else None, s.uri, s.scheme)
        for s in found
        if s.value is not None
    }


def kept(found: Record) -> set[tuple[str | None, ...]]:
    """The statements as our graph keeps them (`graph.losses` says the same in words)."""
    rows = []
    for statement in found.statements:
        if statement.value is None:
            continue
        term = graph.term(statement)
        if isinstance(term, Iri):
            uri = None if term.value == statement.value else term.value
            plain = replace(statement, uri=uri, scheme=None, lang=statement.lang if uri else None)
        else:
            names = {graph.EDTF: "EDTF", f"{graph.XSD}language": "BCP 47", None: None}
            plain = replace(statement, uri=None, lang=term.lang, scheme=names[term.datatype])
        rows.append(plain)
    return told(rows)


@pytest.mark.parametrize("form", ["turtle", "json-ld"])
@given(found=records())
@settings(deadline=None, max_examples=30)
def test_rdf_comes_back(form: str, found: Record) -> None:
    """What we write as Turtle or JSON-LD is read again as just what the losses leave."""
    seen: dict[str, int] = {}
    for (
        statement
    ) in found.statements:  # one resource can have one label: two words for one URI are one of the losses
        if statement.uri:
            seen[statement.uri] = seen.get(statement.uri, 0) + 1
    if any(count > 1 for count in seen.values()):
        found = replace(found, statements=tuple(replace(s, uri=None) for s in found.statements))
    write, name = (turtle.to_turtle, "turtle") if form == "turtle" else (json_ld.to_json_ld, "json-ld")
    ((keys, declared),) = read_rdf(write(found), "x", name)
    wanted = kept(found)
    if all(s.value != found.identifier for s in found.of("identifier")):
        wanted |= {("identifier", found.identifier, None, None, None)}
    assert keys[0] == found.identifier
    assert told(declared.statements) == wanted
    assert {s.origin for s in declared.statements} == {Origin.SUPPLIED}


def test_roles_come_back() -> None:
    """A relator is the role of the name that it stands beside; one beside no name of ours is a contributor's."""
    data = turtle.to_turtle(
        record(said("creator", "A", role="sgn"), said("contributor", "B", uri="urn:b", role="rcp"))
    )
    data += b'<urn:x:1> marcrel:pht "C" .\n'
    ((_, declared),) = read_rdf(data, "x.ttl", "turtle")
    assert {
        (s.property, s.value, s.uri, s.role) for s in declared.statements if s.property != "identifier"
    } == {
        ("creator", "A", None, "sgn"),
        ("contributor", "B", "urn:b", "rcp"),
        ("contributor", "C", None, "pht"),
    }


FOREIGN_TURTLE = """
@prefix dc: <http://purl.org/dc/elements/1.1/> . @prefix t: <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix x: <http://www.w3.org/2001/XMLSchema#> .
<urn:x:1> dc:title "T"@es-hn ; t:creator [ skos:prefLabel "Ana" ] ; t:created "2017-12-03"^^x:date ;
    t:subject <http://id.loc.gov/a> ; t:language "spa"^^t:ISO639-2 ; t:publisher <http://e.org/p> ; x:foo "passed over" .
<http://id.loc.gov/a> skos:prefLabel "Elections"@en, "Elecciones"@es .
"""


def test_what_others_write_is_read() -> None:
    """Simple Dublin Core, blank nodes with a name, labels of several languages, foreign types: all become statements."""
    ((keys, declared),) = read_rdf(FOREIGN_TURTLE.encode(), "x.ttl", "turtle")
    assert keys[0] == "urn:x:1"
    assert told(declared.statements) == {
        ("title", "T", "es-hn", None, None),
        ("creator", "Ana", None, None, None),
        ("created", "2017-12-03", None, None, None),
        ("subject", "Elections", "en", "http://id.loc.gov/a", None),
        ("language", "spa", None, None, "ISO639-2"),
        ("publisher", "http://e.org/p", None, None, None),
    }
    data = b'{"@context": {"@vocab": "http://purl.org/dc/terms/"}, "@id": "urn:x:1", "title": ["A", {"@value": "B", "@language": "fr"}], "extent": 3}'
    ((_, declared),) = read_rdf(data, "x.jsonld", "json-ld")
    assert told(declared.statements) == {
        ("title", "A", None, None, None),
        ("title", "B", "fr", None, None),
        ("extent", "3", None, None, None),
    }


@pytest.mark.parametrize(
    "form, data, sentence",
    [
        ("turtle", b"<a> <b", "BadSyntax"),
        ("turtle", b"\xff", "UnicodeDecodeError"),
        ("turtle", b"", "nothing in DCMI terms"),
        ("turtle", b'<urn:a> <http://purl.org/dc/terms/titel> "x" .', 'did you mean "title"'),
        ("turtle", b'<urn:a> <http://purl.org/dc/elements/1.1/created> "x" .', "no such property"),
        ("turtle", b"<urn:a> <http://purl.org/dc/terms/creator> [] .", "a node without a name"),
        ("turtle", b'<urn:a> <http://purl.org/dc/terms/created> "2017-02-30"^^<http://www.w3.org/2001/XMLSchema#date> .', "no such day"),
        ("turtle", b"#" * (MAX_BYTES + 1), "at most"),
        ("json-ld", b"[" * 100_000, "RecursionError"),
        ("json-ld", b'{"@context": "https://schema.org/", "name": "x"}', "would have to be fetched"),
        ("json-ld", b'[{"a": [{"@context": [{}, "http://127.0.0.1:9/x"]}]}]', "would have to be fetched"),
        ("json-ld", b'{"@context": {"@import": "http://127.0.0.1:9/x"}}', "would have to be fetched"),
        ("json-ld", b'{"@context": 3}', "E0366"),
        ("json-ld", b"{", "JSONDecodeError"),
    ],
)  # fmt: skip
def test_rdf_that_cannot_be_taken(form: str, data: bytes, sentence: str) -> None:
    """Each fault is E0366 with a sentence; nothing is fetched, and no traceback is logged."""
    with pytest.raises(RecordError) as caught:
        read_rdf(data, "x", form)
    assert caught.value.code == "E0366"
    assert sentence in str(caught.value)


def test_addresses_lead_to_no_place_of_this_machine() -> None:
    """An address without a beginning is beside nothing: no path of this machine gets into what is told."""
    ((keys, _),) = read_rdf(b'<letter> <http://purl.org/dc/terms/title> "T" .', "x", "turtle")
    assert keys[0] == "relative:/letter"


def test_rdflib_stays_quiet(caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]) -> None:
    """A literal that is not of its type is told by us once, and by nobody else."""
    logging.getLogger("rdflib").propagate = True
    read_rdf(
        b'<urn:a> <http://purl.org/dc/terms/extent> "x"^^<http://www.w3.org/2001/XMLSchema#integer> .',
        "x",
        "turtle",
    )
    assert capsys.readouterr().err == ""


def test_without_rdflib(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the extra is not installed, the error says what to install."""
    monkeypatch.setitem(__import__("sys").modules, "rdflib", None)
    with pytest.raises(RecordError, match="E0364"):
        read_rdf(b"", "x.ttl", "turtle")


@pytest.mark.parametrize("data", [b"0", b'"x"', b"null", b"true", b" 1.5 "])
def test_json_that_is_no_json_ld(data: bytes) -> None:
    """A number, a string or nothing is JSON and no JSON-LD: E0366."""
    with pytest.raises(RecordError, match="E0366"):
        read_rdf(data, "x", "json-ld")


@given(st.binary(max_size=80) | st.text(alphabet='<>"@.;: {}[]\\urn:adct\n', max_size=80).map(str.encode), st.sampled_from(["turtle", "json-ld"]))  # fmt: skip
@settings(deadline=None, max_examples=80)
def test_any_bytes(data: bytes, form: str) -> None:
    """No bytes bring anything but descriptions or E0366."""
    code = None
    try:
        read_rdf(data, "x", form)
    except RecordError as error:
        code = error.code
    assert code in (None, "E0366")


# --- DSpace -----------------------------------------------------------------------------------------------------------


@given(records())
@settings(deadline=None, max_examples=30)
def test_dspace_comes_back(found: Record) -> None:
    """Every value that we write for DSpace is read again under the property that it had."""
    declared = [
        *read_dspace(dspace.to_dspace(found), "a").statements,
        *read_dspace(dspace.to_dspace_dcterms(found), "b").statements,
    ]
    have = {(s.property, s.value) for s in declared}
    for statement in found.statements:
        value = statement.value
        if value is None or statement.property == "issued":
            continue
        if statement.property == "type":
            value = value.removeprefix("http://purl.org/dc/dcmitype/")
        assert (statement.property, value) in have or (statement.property, value.replace("_", "-")) in have


def test_each_dspace_field_has_a_meaning() -> None:
    """A registered field means a property of ours, or is DSpace's own book."""
    own = {place for place in FIELDS if meaning("dc", *_parts(place)) is None}
    assert own == {"date.accessioned"}
    for name in PROPERTIES:
        assert meaning("dcterms", name, None) == (name, None, None)


def _parts(place: str) -> tuple[str, str | None]:
    element, _, qualifier = place.partition(".")
    return element, qualifier or None


@pytest.mark.parametrize(
    "data, sentence",
    [
        (b"<dublin_core><dcvalue element='titel'>x</dcvalue><dcvalue element='date' qualifier='issued'>12 Dec 2017</dcvalue></dublin_core>",
         "2 faults"),
        (b"<dublin_core><dcvalue element='title' qualifier='sub'>x</dcvalue></dublin_core>", "no such field"),
        (b"<dublin_core schema='thesis'/>", "those read are dc and dcterms"),
        (b"<dublin_core schema='dcterms'><dcvalue element='titel'>x</dcvalue></dublin_core>", 'did you mean "title"'),
        (b"<dublin_core>", "E0306"),
    ],
)  # fmt: skip
def test_dspace_that_cannot_be_taken(data: bytes, sentence: str) -> None:
    """Every unknown field and impossible value is told at once, as E0306."""
    with pytest.raises(RecordError) as caught:
        read_dspace(data, "dublin_core.xml")
    assert caught.value.code == "E0306"
    assert sentence in str(caught.value)


def test_dspace_as_dspace_writes_it() -> None:
    """Roles, vocabularies and languages come with the fields; empty values and DSpace's own book are passed over."""
    declared = read_dspace(
        b"""<dublin_core schema="dc"><dcvalue element="contributor" qualifier="editor" language="">Bo</dcvalue>
        <dcvalue element="subject" qualifier="lcsh" language="en_US">Elections</dcvalue>
        <dcvalue element="language" qualifier="iso">es_HN</dcvalue><dcvalue element="title" qualifier="none"> </dcvalue>
        <dcvalue element="date" qualifier="accessioned">2018-01-01T00:00:00Z</dcvalue></dublin_core>""",
        "x",
    )
    assert [(s.property, s.value, s.role, s.scheme, s.lang, s.agent) for s in declared.statements] == [
        ("contributor", "Bo", "edt", None, None, UNNAMED),
        ("subject", "Elections", None, "LCSH", "en-US", UNNAMED),
        ("language", "es-HN", None, None, None, UNNAMED),
    ]


# --- which file, which document ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path, data, keys",
    [
        ("out/letter.dc.xml", b'<a xmlns:d="http://purl.org/dc/elements/1.1/"><d:title>T</d:title></a>', ("letter",)),
        ("letter.oai_dc.xml", b'<a xmlns:d="http://purl.org/dc/elements/1.1/"><d:title>T</d:title></a>', ("letter",)),
        ("saf/item_1/dublin_core.xml", b"<dublin_core><dcvalue element='title'>T</dcvalue></dublin_core>", ("item_1",)),
        ("m.csv", b"filename,dc.title\nobjects/a.txt,T\n", ("objects/a.txt", "a.txt")),
        ("m.csv", b"filename,dc.title\ndata/objects/a.txt,T\n", ("data/objects/a.txt", "a.txt", "objects/a.txt")),
        ("m.jsonl", b'{"filename": "a.txt", "title": "T"}\n', ("a.txt",)),
        ("a.ttl", b'<urn:x:1> <http://purl.org/dc/terms/title> "T" .', ("urn:x:1", "a")),
        ("a.record.json", to_json(record(said("title", "T"))), ("urn:x:1", "a")),
    ],
)  # fmt: skip
def test_which_document_a_description_is_of(path: str, data: bytes, keys: tuple[str, ...]) -> None:
    """The row's path, the file's name, the item's folder or the identifier given says which; each format says the title."""
    (found,) = read_foreign(data, path, csv_of)
    assert found.keys == keys
    assert [s.value for s in found.declared.statements if s.property == "title"] == ["T"]


def test_a_table_of_parts_is_exact() -> None:
    """Only a table that has columns for the parts of statements says by its silence that there is none."""
    (plain,) = read_foreign(b"filename,dc.title\na,T\n", "m.csv", csv_of)
    (whole,) = read_foreign(b"filename,dc.title,dc.title.origin\na,T,devised\n", "m.csv", csv_of)
    assert (plain.exact, whole.exact) == (False, True)


def test_what_is_read_is_listed() -> None:
    """A file of another ending is E0361, with the endings that are read."""
    with pytest.raises(RecordError, match="E0361") as caught:
        gathered({"a/b.docx": b""}, csv_of)
    assert all(ending in str(caught.value) for ending in ENDINGS)
