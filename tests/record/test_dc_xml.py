"""Dublin Core in XML: what is written, what the DCMI schemas demand of it, and what is read from anybody."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from lxml import etree

from archive.errors import ArchiveError, RecordError
from archive.record import dcterms, oai_dc
from archive.record.dcterms import Element
from archive.record.dcxml import read_dcxml
from archive.record.draft import UNNAMED
from archive.record.model import PROPERTIES, Agent, AgentKind, Description, Origin, Record, Statement, Status
from tests.record.strategies import records

ANA = Agent(AgentKind.PERSON, "Ana")
ABOUT = Description(
    (ANA,), datetime(2026, 11, 21, tzinfo=UTC), ("DACS",), "en", "http://creativecommons.org/x/"
)
XSI_TYPE = f"{{{dcterms.XSI}}}type"


def record(*statements: tuple[str, str] | Statement) -> Record:
    made = [
        s if isinstance(s, Statement) else Statement(s[0], s[1], Origin.SUPPLIED, ANA) for s in statements
    ]
    return Record("urn:x:1", tuple(made), (), ABOUT)


def line(name: str, value: str, **fields: str) -> str:
    """The element that dcterms.xml has for one statement."""
    found = dcterms.to_xml(record(Statement(name, value, Origin.SUPPLIED, ANA, **fields))).decode()  # type: ignore[arg-type]
    return next(text for text in found.split("\n") if f"<dcterms:{name}" in text).strip()


@pytest.mark.parametrize(
    "name, value, fields, written",
    [
        ("title", "A & <B>", {"lang": "en"}, '<dcterms:title xml:lang="en">A &amp; &lt;B&gt;</dcterms:title>'),
        ("created", "2017-12-03", {}, '<dcterms:created xsi:type="dcterms:W3CDTF">2017-12-03</dcterms:created>'),
        ("created", "2017-12-03~", {}, "<dcterms:created>2017-12-03~</dcterms:created>"),
        ("created", "2017-12-03T10:15:00", {}, "<dcterms:created>2017-12-03T10:15:00</dcterms:created>"),
        ("temporal", "1964/2008", {"scheme": "EDTF"}, "<dcterms:temporal>1964/2008</dcterms:temporal>"),
        ("type", "http://purl.org/dc/dcmitype/Text", {}, '<dcterms:type xsi:type="dcterms:DCMIType">Text</dcterms:type>'),
        ("type", "letters", {"lang": "en"}, '<dcterms:type xml:lang="en">letters</dcterms:type>'),
        ("language", "es-HN", {"lang": "en"}, '<dcterms:language xsi:type="dcterms:RFC4646">es-HN</dcterms:language>'),
        ("language", "spa", {"scheme": "ISO 639-2"}, '<dcterms:language xsi:type="dcterms:ISO639-2">spa</dcterms:language>'),
        ("format", "text/plain", {}, '<dcterms:format xsi:type="dcterms:IMT">text/plain</dcterms:format>'),
        ("format", "fmt/111", {}, "<dcterms:format>fmt/111</dcterms:format>"),
        ("subject", "Elections", {"scheme": "LCSH", "lang": "en"}, '<dcterms:subject xsi:type="dcterms:LCSH">Elections</dcterms:subject>'),
        ("subject", "Elections", {"scheme": "FAST", "lang": "en"}, '<dcterms:subject xml:lang="en">Elections</dcterms:subject>'),
        ("source", "https://e.org/?a=b&c", {}, '<dcterms:source xsi:type="dcterms:URI">https://e.org/?a=b&amp;c</dcterms:source>'),
        ("title", "Title: a book", {}, "<dcterms:title>Title: a book</dcterms:title>"),
        ("title", "x", {"lang": '"><evil'}, '<dcterms:title xml:lang="&quot;&gt;&lt;evil">x</dcterms:title>'),
    ],
)  # fmt: skip
def test_types(name: str, value: str, fields: dict[str, str], written: str) -> None:
    """A value has the DCMI type whose rules it keeps, or its language, never both; everything is escaped."""
    assert line(name, value, **fields) == written


@given(records())
@settings(deadline=None, max_examples=60)
def test_both_ways(found: Record) -> None:
    """What is read from our XML is what we meant to write, and never nothing."""
    assert dcterms.values(dcterms.to_xml(found)) == dcterms.elements(found) != ()
    assert oai_dc.values(oai_dc.to_xml(found)) == oai_dc.elements(found) != ()


_TYPES = {
    "W3CDTF": r"[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9:]{8}(Z|[+-][0-9]{2}:[0-9]{2}))?)?)?",
    "RFC4646": r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*",
    "DCMIType": "[A-Z][A-Za-z]+",
    "URI": r"\S+",
}


@given(records())
@settings(deadline=None, max_examples=60)
def test_dcmi_schema(found: Record) -> None:
    """Each element keeps what the DCMI schemas ask: a known name, no child, one attribute at most, its type's syntax."""
    root = etree.fromstring(dcterms.to_xml(found))
    for node in root:
        assert etree.QName(node).namespace == dcterms.DCMI_TERMS
        assert etree.QName(node).localname in PROPERTIES
        assert len(node.attrib) <= 1
        kind = node.get(XSI_TYPE, "").removeprefix("dcterms:")
        assert re.fullmatch(_TYPES.get(kind, r"(?s).+"), node.text), (kind, node.text)
    for node in etree.fromstring(oai_dc.to_xml(found)):
        assert etree.QName(node).localname in oai_dc.REFINEMENTS
        assert set(node.attrib) <= {dcterms.XML_LANG}
        assert node.text


def test_dumbed_down() -> None:
    """Refinements become the element that they refine, the plainest first; what has no place is left out."""
    found = oai_dc.elements(
        record(
            ("dateCopyrighted", "2023"),
            ("created", "2017-12~"),
            ("abstract", "About."),
            ("alternative", "Also"),
            ("title", "T"),
            ("isPartOf", "urn:c"),
            ("spatial", "Honduras"),
            ("provenance", "Given."),
            ("type", "http://purl.org/dc/dcmitype/Text"),
            Statement(
                "rights",
                "Not evaluated",
                Origin.SUPPLIED,
                ANA,
                uri="http://rightsstatements.org/vocab/CNE/1.0/",
            ),
            Statement("creator", None, Origin.SUPPLIED, ANA, status=Status.NOT_STATED),
        )
    )
    assert found == (
        Element("title", "T", None),
        Element("title", "Also", None),
        Element("description", "About.", None),
        Element("date", "2017-12~", None),
        Element("date", "2023", None),
        Element("type", "Text", None),
        Element("identifier", "urn:x:1", None),
        Element("relation", "urn:c", None),
        Element("coverage", "Honduras", None),
        Element("rights", "Not evaluated", None),
        Element("rights", "http://rightsstatements.org/vocab/CNE/1.0/", None),
    )


def test_not_stated_is_no_value() -> None:
    """What is not stated is not exported, and the identifier stands in every file."""
    nothing = record(Statement("creator", None, Origin.SUPPLIED, ANA, status=Status.NOT_STATED))
    assert dcterms.elements(nothing) == (Element("identifier", "urn:x:1", None),)


def test_each_property_has_its_element() -> None:
    """Every DCMI term is one of the fifteen, refines one of them, or is named as left out."""
    placed = {name for names in oai_dc.REFINEMENTS.values() for name in names}
    left = set(PROPERTIES) - placed
    assert left == {
        "audience", "educationLevel", "mediator", "instructionalMethod", "provenance", "rightsHolder",
        "accrualMethod", "accrualPeriodicity", "accrualPolicy",
    }  # fmt: skip
    assert all(name in (oai_dc.__doc__ or "") for name in left if not name.startswith("accrual"))


def test_forbidden_character() -> None:
    """A character that XML cannot hold is E0308, with the element."""
    with pytest.raises(RecordError) as caught:
        dcterms.to_xml(record(("title", "a\x00b")))
    assert (caught.value.code, caught.value.where) == ("E0308", "record.json#dcterms:title")


def test_read_oai_dc() -> None:
    """An oai_dc file of anybody's is taken, as supplied."""
    found = read_dcxml(
        b"""<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/">
        <dc:title xml:lang="en"> A <!-- note -->title </dc:title><dc:creator>Ana</dc:creator><dc:date>2017</dc:date></oai_dc:dc>""",
        "x.xml",
    )
    assert [(s.property, s.value, s.lang) for s in found.statements] == [
        ("title", "A title", "en"),
        ("creator", "Ana", None),
        ("date", "2017", None),
    ]
    assert {(s.origin, s.agent) for s in found.statements} == {(Origin.SUPPLIED, UNNAMED)}


def test_read_dcterms() -> None:
    """A dcterms file is taken in any container, with the types that it gives."""
    found = read_dcxml(
        f"""<r xmlns:t="{dcterms.DCMI_TERMS}" xmlns:xsi="{dcterms.XSI}"><m><t:created xsi:type="t:W3CDTF">2017-12-03</t:created>
        <t:subject xsi:type="t:LCSH">Elections</t:subject><t:type xsi:type="t:DCMIType">Text</t:type></m></r>""".encode(),
        "x.xml",
    )
    assert [(s.property, s.value, s.scheme, s.uri) for s in found.statements] == [
        ("created", "2017-12-03", None, None),
        ("subject", "Elections", "LCSH", None),
        ("type", "Text", "DCMIType", "http://purl.org/dc/dcmitype/Text"),
    ]


@given(records())
@settings(deadline=None, max_examples=40)
def test_reads_its_own(found: Record) -> None:
    """What we write as dcterms.xml can be read as a sidecar again, value by value."""
    again = read_dcxml(dcterms.to_xml(found), "x.xml").statements
    assert [(s.property, s.value) for s in again] == [
        (name, value) for name, value, _ in dcterms.elements(found)
    ]


@pytest.mark.parametrize(
    "data, sentence",
    [
        (b"", "E0306"),
        (b"<a/>", "no element of Dublin Core"),
        (b"<!DOCTYPE a><a/>", "document type declaration"),
        (b'<a xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:titel>x</dc:titel></a>', 'did you mean "title"'),
        (b'<a xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:created>2017</dc:created></a>', "no such property"),
        (b'<a xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title/></a>', "is empty"),
        (b'<a xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title><b>x</b></dc:title></a>', "has elements within"),
        (b'<a xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:date>12 Dec 2017</dc:date></a>', '"2017-12-12"'),
        (b'<a xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>x</dc:title><b>y</b></a>', "two Dublin Core namespaces"),
    ],
)  # fmt: skip
def test_read_faults(data: bytes, sentence: str) -> None:
    """What cannot be taken is E0306, with the line of each fault."""
    with pytest.raises(RecordError, match="(?s)" + re.escape(sentence)) as caught:
        read_dcxml(data, "x.xml")
    assert caught.value.code == "E0306"


def test_values_of_no_xml() -> None:
    """The readers of our own files refuse what is no XML with the error of the one parser."""
    for read in (dcterms.values, oai_dc.values):
        with pytest.raises(ArchiveError, match="E0408"):
            read(b"<a>")
