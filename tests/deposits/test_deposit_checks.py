"""What a deposit says twice, its PREMIS and its files: every fault is found, and called by its code."""

import pytest

from archive.bag.reader import open_bag
from archive.checks import Level, judge_bag
from tests.deposits.conftest import NAME

PREMIS = "data/metadata/premis.xml"
RECORD = "data/metadata/record.json"
TEI = f"data/tei/{NAME}.tei.xml"
TEXT = f"data/text/{NAME}.normalized.txt"
CHANGES = f"data/text/{NAME}.changes.json"
ORIGINAL = f"data/original/{NAME}.txt"
TITLE = "International Action Center statement on electoral fraud in Honduras"
RIGHTS = "http://rightsstatements.org/vocab/CNE/1.0/"
OTHER_RIGHTS = "http://rightsstatements.org/vocab/InC/1.0/"


def test_the_good_deposit_has_no_errors(deposit):
    """The copy that every other test spoils is itself without fault."""
    assert deposit.codes() == set()


def test_making_the_manifests_anew_is_no_fault(deposit):
    """The near miss of all the following: the same files under manifests of the test's own making."""
    deposit.manifest()
    assert deposit.codes() == set()


@pytest.mark.parametrize(
    "path, pattern, new, expected",
    [
        # PREMIS by itself
        (PREMIS, "</premis>", "", {"P0101"}),
        (PREMIS, "<size>[0-9]+</size>", "<size>many</size>", {"P0101"}),
        (PREMIS, r"<contentLocationValue>data/tei/", "<contentLocationValue>data/lost/", {"P0102"}),
        (
            PREMIS,
            r"(<eventIdentifierValue>)[^<]+(</eventIdentifierValue></eventIdentifier>\n <eventType[^>]+/mee)",
            r"\g<1>00000000-0000-5000-8000-000000000000\2",
            set(),
        ),
        (PREMIS, r"(<linkingAgentIdentifierValue>)[^<]+", r"\g<1>00000000-0000-5000-8000-000000000000", {"P0104"}),
        (PREMIS, r"(<relatedObjectIdentifierValue>)[^<]+", r"\g<1>00000000-0000-5000-8000-000000000000", {"P0104", "P0302"}),
        (PREMIS, r"<relationship>.*?</relationship>", "", {"P0302"}),
        (PREMIS, r"<event>(?:(?!</event>).)*eventType/nor.*?</event>\n", "", {"P0301", "P0104"}),
        # PREMIS against the files
        (PREMIS, r"<size>[0-9]+</size>", "<size>1</size>", {"P0201"}),
        (PREMIS, r"<messageDigest>[0-9a-f]{4}", "<messageDigest>0000", {"P0202"}),
        # the record against its other forms
        (RECORD, TITLE, "Another title", {"A0101", "A0102", "A0103", "A0201"}),
        ("data/metadata/dcterms.xml", TITLE, "Another title", {"A0101"}),
        ("data/metadata/dcterms.xml", "</qualifieddc>", "", {"D0102"}),
        ("data/metadata/oai_dc.xml", TITLE, "Another title", {"A0102"}),
        (TEI, f'type="main" level="a" xml:lang="en">{TITLE}', 'type="main" level="a" xml:lang="en">Another title', {"A0103"}),
        (TEI, r"(<author><orgName[^>]*>)International", r"\1National", {"A0104"}),
        (TEI, r'<creation><date when="2017-12-03">2017-12-03', '<creation><date when="2017-12-04">2017-12-04', {"A0105"}),
        (TEI, r'<language ident="en" usage="100">English', '<language ident="es" usage="100">Spanish', {"A0106"}),
        (TEI, r'(<idno type="urn">urn:uuid:)[^<]+', r"\g<1>00000000-0000-5000-8000-000000000000", {"A0107"}),
        (TEI, f'<ref target="{RIGHTS}', f'<ref target="{OTHER_RIGHTS}', {"A0108"}),
        (TEI, r'(<idno type="sha256">)....', r"\g<1>0000", {"A0202"}),
        ("bag-info.txt", "(External-Identifier: urn:uuid:)....", r"\g<1>0000", {"A0201"}),
        ("bag-info.txt", "Bagging-Date: 2026", "Bagging-Date: 2025", {"A0201"}),
        (PREMIS, f"(Identifier[A-Za-z]*Value>){RIGHTS}", rf"\g<1>{OTHER_RIGHTS}", {"A0203"}),
        # files that are not what they should be
        (RECORD, r"^\{", "[", {"D0102"}),
    ],
)  # fmt: skip
def test_a_changed_deposit_is_found_at_fault(deposit, path, pattern, new, expected):
    """One change, and the errors are exactly these; a changed TEI is also no longer the one that PREMIS measured."""
    deposit.substitute(path, pattern, new)
    assert deposit.codes() - ({"P0201", "P0202"} if path == TEI else set()) == expected


def test_an_identifier_twice_is_found(deposit):
    """Two agents of one identifier are P0103."""
    text = (deposit.root / PREMIS).read_text(encoding="utf-8")
    agent = text[text.index("<agent>") : text.index("</agent>") + len("</agent>\n")]
    deposit.change(PREMIS, agent, agent + agent)
    assert deposit.codes() == {"P0103"}


@pytest.mark.parametrize("path", [PREMIS, RECORD, TEI, TEXT, CHANGES, ORIGINAL])
def test_a_missing_file_is_found(deposit, path):
    """A bag that lacks a file of every deposit is D0101, though its manifests agree."""
    (deposit.root / path).unlink()
    codes = deposit.codes()
    assert {code for code in codes if not code.startswith("B09")} == {
        "D0101"
    }  # B09 is our BagIt profile, which asks for it too


def test_a_second_tei_is_found(deposit):
    """Two encodings leave nobody to say which one counts: D0101."""
    (deposit.root / "data/tei/other.tei.xml").write_bytes((deposit.root / TEI).read_bytes())
    assert deposit.codes() == {"D0101"}


@pytest.mark.parametrize(
    "path, other, where",
    [
        (RECORD, "data/metadata/old-record.json", None),
        (RECORD, "data/metadata/record-2.json", None),
        (PREMIS, "data/metadata/earlier_premis.xml", None),
        (TEI, "data/tei/draft/other.tei.xml", "data/tei/*.tei.xml"),
        (TEI, "data/tei/.tei.xml", "data/tei/*.tei.xml"),
        (CHANGES, "data/text/sub/x.changes.json", "data/text/*.changes.json"),
        (ORIGINAL, "data/original/sub/x.txt", "data/original/*"),
    ],
)
def test_a_file_beside_those_of_a_deposit(deposit, path, other, where):
    """What is called nearly like one of them neither takes its place nor keeps the deposit from being judged; a second one is D0101, by its place."""
    (deposit.root / other).parent.mkdir(exist_ok=True)
    (deposit.root / other).write_bytes((deposit.root / path).read_bytes())
    codes = {code for code in deposit.codes() if not code.startswith("B09")}
    with open_bag(deposit.root) as bag:
        judged = judge_bag(bag, level=Level.DEPOSIT)
    assert codes == (set() if where is None else {"D0101"})
    assert [one.where for one in judged.findings if one.code == "D0101"] == ([] if where is None else [where])
    assert (judged.completeness is None) == (where is not None)


def test_a_file_of_a_name_that_is_not_portable(deposit):
    """A deposit whose original has a name that we would not write is D0101, and no error that ends the judging."""
    (deposit.root / ORIGINAL).rename(deposit.root / "data/original/\u00fcber.txt")
    assert "D0101" in deposit.codes()


@pytest.mark.parametrize("path", [TEI, ORIGINAL, CHANGES])
def test_a_file_that_lies_deeper_is_not_passed_over(deposit, path):
    """Alone in a folder below its own, it is missing where it should be, D0101: a bag is never judged well because nothing was judged."""
    folder = (deposit.root / path).parent / "sub"
    folder.mkdir()
    (deposit.root / path).rename(folder / (deposit.root / path).name)
    assert "D0101" in deposit.codes()


@pytest.mark.parametrize(
    "path, old, new, wanted",
    [
        (TEXT, "the Honduran people", "the Hondurian people", {"N01", "T02"}),
        (TEI, "Honduran people and", "Honduran folk and", {"T02"}),
        (ORIGINAL, "Honduran", "honduran", {"N01"}),
        (TEI, "</body>", "<p>More.</p></body>", {"T01", "T02"}),
        (TEI, "<TEI ", '<!DOCTYPE TEI [<!ENTITY x "y">]>\n<TEI ', {"T01"}),
    ],
)
def test_text_that_was_changed_is_found(deposit, path, old, new, wanted):
    """A word changed in one of the three texts is a finding of its family, besides what it upsets elsewhere."""
    deposit.change(path, old, new)
    assert wanted <= {code[:3] for code in deposit.codes()}


def test_every_byte_of_the_description_counts(deposit):
    """A flipped byte anywhere in the payload is found by its digest, whatever file it lies in."""
    from archive.bag.reader import open_bag
    from archive.checks import judge_bag

    for path in (PREMIS, RECORD, TEI, TEXT, CHANGES, ORIGINAL):
        file = deposit.root / path
        data = file.read_bytes()
        file.write_bytes(data[:100] + bytes([data[100] ^ 1]) + data[101:])
        with open_bag(deposit.root) as bag:
            codes = {finding.code for finding in judge_bag(bag).findings}
        assert "B0312" in codes
        file.write_bytes(data)
