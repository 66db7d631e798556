"""Each code of T is raised by the fault it names, and by a document with no other."""

from __future__ import annotations

import pytest

from archive.findings import register
from archive.outline.blocks import Genre, Role
from archive.record.model import Evidence, Origin
from archive.tei import encode, faults, fold, header_facts, identity, project
from tests.tei.making import ACCESSION, COLLECTION, outline, record, seed, stated, text

CONTENT = "President Ana Gil spoke on 3 May 1901.\n\n“I go,” said Gil. “Now.”\n"
MADE = outline(CONTENT, (Role.PARAGRAPH, CONTENT[:38]), (Role.PARAGRAPH, CONTENT[40:-1]), genre=Genre.ARTICLE)
RECORD = record(stated("title", "A title & more"), stated("created", "1901-05-03"), stated("language", "en"))
TEI = encode(seed(CONTENT), text(CONTENT), MADE, RECORD, ACCESSION)


def codes(tei: bytes, content: str = CONTENT, **more) -> set[str]:
    return {finding.code for finding in faults(tei, content, path="data/tei/x.xml", **more)}


def changed(old: str, new: str) -> bytes:
    assert old in TEI.decode()
    return TEI.decode().replace(old, new, 1).encode()


CASES = {
    "T0101": [b"", b"<a>", b"\xff", b"<!DOCTYPE TEI><TEI/>", TEI[:-9], b"<a>&x;</a>", b"\x00"],
    "T0102": [changed("<p>President", '<p rend="b">President'), b"<TEI/>"],
    "T0103": [b"<TEI/>", b'<TEI xmlns="http://www.tei-c.org/ns/1.0"/>'],
    "T0201": [
        changed("spoke", "spake"),
        changed(" spoke", "spoke"),
        changed("“Now.”", "“Now.” <supplied>x</supplied>y"),
    ],
    "T0202": [changed("</p>\n\n<p>", "</p>\n   <p>"), changed(" spoke", "\n spoke")],
    "T0301": [changed('who="#d000_a-n-gil"', 'who="#d000_a-n-nobody"')],
    "T0302": [changed("<p>President", '<p xml:id="d000_a">President')],
    "T0303": [changed('<date when="1901-05-03">1901', '<date notBefore="1902" notAfter="1901">1901')],
    "T0304": [changed("<listPerson>", '<listPerson><person xml:id="z"><persName>Z</persName></person>')],
    "T0305": [changed('who="#d000_a-n-gil"', 'who="#d000_a-genre"')],
    "T0306": [changed('prev="#d000_a-q40"', 'prev="#d000_a-q58"')],
}


def test_the_document_itself_has_no_fault():
    """The document that the cases break is whole."""
    assert codes(TEI, record=RECORD) == set()
    assert project(TEI) == CONTENT


@pytest.mark.parametrize(("code", "tei"), [(code, tei) for code, several in CASES.items() for tei in several])
def test_a_broken_document_raises_the_code(code, tei):
    """The fault is found, whatever else is."""
    assert code in codes(tei)


def test_an_identifier_that_stands_twice_hides_nothing():
    """It is T0302 alone, and what else is wrong is told beside it; one that is no name is a fault of the grammar."""
    twice = changed('"d000_a-g-list"', '"d000_a-g-verse"')
    assert codes(twice) == {"T0302"}
    assert codes(twice.replace(b"spoke", b"spake")) == {"T0302", "T0201"}
    assert codes(changed("<p>President", '<p xml:id="1">President')) == {"T0102"}


def test_words_of_the_record_that_are_not_there_are_t0203():
    """Evidence is looked up in the encoded text."""
    right = stated("creator", "Ana Gil", origin=Origin.TRANSCRIBED, evidence=(Evidence("Ana Gil", 10, 17),))
    wrong = stated("creator", "Ana Gil", origin=Origin.TRANSCRIBED, evidence=(Evidence("Ana Gil", 11, 18),))
    assert codes(TEI, record=record(right)) == set()
    assert codes(TEI, record=record(wrong)) == {"T0203"}


ELSEWHERE = {"T0203", "T0104", "T0105", "T0106", "T0107", "T0108"}
"""Quotations are held by the record's tests, official grammars by test_official.py, Schematron by test_schematron.py."""


def test_every_code_has_a_case():
    """No code of the register is without the fault that raises it."""
    assert {code for code in register() if code.startswith("T0")} == set(CASES) | ELSEWHERE


def test_a_change_is_shown_in_its_place():
    """The finding on a changed text says what was expected there and what stands there."""
    (finding,) = [
        found for found in faults(changed("spoke", "spake"), CONTENT, path="x") if found.code == "T0201"
    ]
    assert finding.where == "x#char=20"
    assert "spoke" in (finding.expected or "")
    assert "spake" in (finding.found or "")


def test_editorial_text_is_not_the_sources():
    """corr, supplied and an editor's note are skipped; an author's note is not."""
    tei = changed(
        "spoke", "<supplied>!</supplied>spoke<note resp='#x'>no</note><note type='editorial'>no</note>"
    )
    assert project(tei) == CONTENT
    assert project(changed("spoke", "spoke<note>yes</note>")) != CONTENT


def test_folding_a_text_is_folding_its_encoding():
    """Both projections agree on white space."""
    assert fold(TEI) == fold(CONTENT) == " ".join(CONTENT.split())


def test_the_header_says_what_the_record_says():
    """Title, date, language, identifiers; nobody is invented for a creator or a right."""
    facts = header_facts(TEI)
    assert (facts.title, facts.date, facts.languages) == ("A title & more", "1901-05-03", ("en",))
    assert facts.creators == ()
    assert facts.rights_status == "unknown"
    assert facts.identifiers == (("urn", RECORD.identifier), ("local", "000_a"))


RIGHTS = [
    ("rights", "http://rightsstatements.org/vocab/InC/1.0/", "restricted"),
    ("rights", "http://rightsstatements.org/vocab/CNE/1.0/", "unknown"),
    ("license", "http://creativecommons.org/licenses/by/4.0/", "free"),
    ("rights", "All rights reserved.", "unknown"),
]


@pytest.mark.parametrize(("name", "value", "status"), RIGHTS)
def test_availability_says_no_more_than_the_record(name, value, status):
    """The status follows from a rights statement or a licence; prose decides nothing."""
    tei = encode(seed(CONTENT), text(CONTENT), MADE, record(stated(name, value)), ACCESSION)
    facts = header_facts(tei)
    assert facts.rights_status == status
    assert value in facts.rights
    assert (b"<licence" in tei) is ("licenses" in value)


DATES = [
    ("2013/2014", "2013-01-01/2014-12-31"),
    ("2013?", "2013-01-01/2013-12-31"),
    ("../2014", "../2014-12-31"),
    ("2013-05", "2013-05"),
    ("undated", None),
]


@pytest.mark.parametrize(("edtf", "wanted"), DATES)
def test_a_date_of_the_record_keeps_its_bounds(edtf, wanted):
    """What is sure is `when`; what is not has bounds; what is no date has neither."""
    tei = encode(seed(CONTENT), text(CONTENT), MADE, record(stated("created", edtf)), ACCESSION)
    assert header_facts(tei).date == wanted
    assert codes(tei) == set()


def test_a_file_name_with_characters_xml_cannot_hold():
    """Such characters are written by their numbers, and the document stays well-formed."""
    tei = encode(seed(CONTENT, original_name="a\x1b\udcff.txt"), text(CONTENT), MADE, RECORD, ACCESSION)
    assert codes(tei) == set()
    assert header_facts(tei).source_name == "a\\u001b\\udcff.txt"


NAMES = ["000_a", "a(1)", "a_1_", "été", "-x", "x", "a 1"]


def test_identities_are_ncnames_and_differ():
    """Different seeds have different prefixes, none of which begins with a digit or has what an NCName may not."""
    found = [identity(name) for name in NAMES]
    assert len(set(found)) == len(NAMES)
    assert all(name[0] == "d" and name.isascii() and not set("() ") & set(name) for name in found)


def test_the_collection_is_named_in_the_header():
    """Characters of the collection's own words are escaped, and its publisher stands first."""
    assert b"<publisher>House &amp; Co</publisher><pubPlace>Boston</pubPlace>" in TEI
    assert COLLECTION.repository.name == "House & Co"
