"""The official grammar, and any other, loaded fast: the same verdicts as before, and the innermost fault by name."""

import shutil
import subprocess
from pathlib import Path

import pytest
from lxml import etree

from archive.cli.main import main
from archive.errors import ArchiveError
from archive.tei.hastening import NEVER, RNG, allowed, hastened, is_kept_form
from archive.tei.official import load, try_out
from archive.workflows.schemas import try_schema
from archive.xml import parse

ROOT = Path(__file__).parent.parent.parent
OFFICIAL = ROOT.parent / "shared/data/tei/tei_all_4.12.0.rng"
NS = "http://www.tei-c.org/ns/1.0"
SMALL = f"""<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="{NS}"
 datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
 <start><ref name="text"/></start>
 <define name="text"><element name="text"><oneOrMore><ref name="p"/></oneOrMore>
   <zeroOrMore><choice><ref name="div"/><ref name="link"/></choice></zeroOrMore></element></define>
 <define name="div"><element name="div"><element name="head"><empty/></element><oneOrMore><ref name="p"/></oneOrMore></element></define>
 <define name="link"><element name="link"><attribute name="target"><data type="NCName"/></attribute><optional><attribute name="n"/></optional></element></define>
 <define name="wild"><element name="wild"><zeroOrMore><element><nsName ns="urn:any"/><text/></element></zeroOrMore></element></define>
 <define name="p"><element name="p"><optional><attribute name="xml:id"><data type="ID"/></attribute></optional>
   <optional><attribute name="n"><data type="integer"/></attribute></optional>
   <zeroOrMore><choice><text/><ref name="hi"/><ref name="num"/></choice></zeroOrMore></element></define>
 <define name="hi"><element name="hi"><text/></element></define>
 <define name="num"><element name="num"><ref name="value"/></element></define>
 <define name="value"><data type="integer"/></define>
</grammar>""".encode()  # fmt: skip
FILES = [*sorted((ROOT / "bags").glob("*/data/tei/*.xml"))]


def document(inner):
    return parse(f'<text xmlns="{NS}">{inner}</text>'.encode(), ids=False)


@pytest.mark.parametrize(
    "inner, found, expected",
    [
        ("<p>a <hi>b</hi> <num>12</num></p>", None, None),
        ("<p n='3'/>", None, None),
        ("<p n='x'/>", 'p with the attribute n="x"', None),
        ("<p>a <hi n='1'>b</hi> c</p>", 'hi with the attribute n="1"', None),
        ("<p><num>twelve</num></p>", "num that holds text", "in num, in the grammar's order: no element"),
        ("<p><p/></p>", "p in p", "in p: hi, num"),
        ("<p><hi><p/></hi></p>", "p in hi", "in hi: no element"),
        (
            "<p><blink/></p>",
            "an element blink in p, which the grammar does not know, or not with what it holds",
            None,
        ),
        ("stray<p/>", "text in text", "in text, no text but: div, link, p"),
        (
            "<p><hi xmlns=''>a</hi></p>",
            "an element hi of no name space in p, which the grammar does not know, or not with what it holds",
            None,
        ),
        ("<p/><div><head/></div>", "div that holds head", "in div, in the grammar's order: head, p"),
        (
            "<link target='x'/><p/>",
            "link in text, at a place where it may not stand",
            "in text, in the grammar's order: div, link, p",
        ),
        ("<p/><div>x<head/><p/></div>", "text in div", "in div, no text but: head, p"),
        ("<p/><link/>", "link without it", "the attribute target"),
        ("<p/><link target='x y' n='1'/>", 'link with the attribute target="x y"', None),
        ("<p xml:id='1'/>", 'p with the attribute xml:id="1"', None),
        ("<p xml:id='a'/><p xml:id='a'/>", None, None),  # T0302 tells of it
        ("<p/><any xmlns='urn:any'/>", "any of the name space urn:any in text", "in text: div, link, p"),
        ("", "text that holds nothing", "in text, in the grammar's order: div, link, p"),
        (
            f"<p><n:never1 xmlns:n='{NEVER}'/></p>",
            "an element of a name space that no document may use",
            None,
        ),
    ],
)
def test_the_innermost_fault_is_named(inner, found, expected):
    """A valid document has none; of an invalid one the element is named, and what may stand there."""
    faults = list(load(SMALL, "small").faults(document(inner), "x.xml"))
    assert [fault.code for fault in faults] == (["T0104"] if found else [])
    if found:
        assert (faults[0].found, faults[0].expected) == (found, expected)


def test_every_fault_is_told_at_its_line():
    """Two faults in two places are two findings, each with its line."""
    faults = load(SMALL, "small").faults(document("<p n='x'/>\n<p/>\n<p><p/></p>"), "x.xml")
    assert [fault.where for fault in faults] == ["x.xml:1", "x.xml:3"]


def test_what_may_stand_in_an_element():
    """By reference too, and not what stands deeper."""
    assert allowed(hastened(SMALL, "x"), "text", NS) == (("div", NS), ("link", NS), ("p", NS))
    assert set(allowed(hastened(SMALL, "x"), "p", NS)) == {("hi", NS), ("num", NS)}


def test_the_fast_form_stays_as_it_is():
    """Hastening what was hastened changes nothing."""
    once = etree.tostring(hastened(SMALL, "x"))
    assert etree.tostring(hastened(once, "x")) == once


@pytest.mark.parametrize(
    "data",
    [b"", b"<a/>", b"start = element p { text }", b'<grammar xmlns="http://relaxng.org/ns/structure/1.0"/>',
     SMALL.replace(b'<ref name="p"/>', b'<ref name="nothing"/>'),
     b'<grammar xmlns="http://relaxng.org/ns/structure/1.0"><include href="file:///etc/passwd"/></grammar>'],
)  # fmt: skip
def test_what_is_no_grammar(data):
    """It is E0417; no other file is opened for it."""
    with pytest.raises(ArchiveError) as refused:
        load(data, "x")
    assert refused.value.code == "E0417"


@pytest.fixture(scope="module")
def tei_all():
    if not OFFICIAL.exists():
        pytest.skip("the official schema is not beside this repository")
    return load(OFFICIAL.read_bytes(), "tei_all")


def spoiled(root, number):
    """The document with one of five faults, or none, at a place that the number chooses."""
    elements = list(root.iter("*"))
    element = elements[1 + number * 7919 % (len(elements) - 1)]
    match number % 5:
        case 0:
            element.tag = elements[number * 31 % len(elements)].tag
        case 1:
            element.getparent().remove(element)
        case 2:
            element.set(("foo", "when", "ref", "type", "n")[number % 3], "bla bla")
        case 3:
            element.append(etree.fromstring(f'<p xmlns="{NS}">x</p>'))
        case _:
            element.tail = (element.tail or "") + "stray"
    return root


def test_the_verdicts_are_those_of_another_validator(tei_all, tmp_path):
    """On our five encodings and on a hundred spoiled ones, jing says the same of tei_all as it was published."""
    if shutil.which("jing") is None:
        pytest.skip("jing is not installed")
    paths = list(FILES)
    for number in range(100):
        path = tmp_path / f"{number}.xml"
        spoiled(etree.parse(FILES[number % len(FILES)]).getroot(), number).getroottree().write(
            path, encoding="utf-8"
        )
        paths.append(path)
    done = subprocess.run(
        ["jing", str(OFFICIAL), *map(str, paths)], capture_output=True, text=True, check=False
    )
    theirs = {line.partition(":")[0] for line in done.stdout.splitlines()}
    ours = {str(path) for path in paths if any(tei_all.faults(etree.parse(path).getroot(), "x"))}
    assert ours == theirs
    assert 20 < len(theirs) < 100


def test_the_command(tmp_path, capsys, monkeypatch):
    """A schema is added once, listed, found by its name, and used on bags; a name that nobody added is refused."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "mine.rng").write_bytes(SMALL)
    bag = str(ROOT / "bags/000_0fa32ea925ec3b8d")
    assert main(["validate", bag, "--tei-schema", "mine"]) == 4
    assert "E0418" in capsys.readouterr().err
    assert main(["schema", "add", str(tmp_path / "mine.rng")]) == 0
    assert main(["schema", "list"]) == 0
    assert capsys.readouterr().out.count("mine") >= 2
    assert main(["validate", bag, "--tei-schema", "mine", "--quiet"]) == 1
    assert main(["schema", "add", str(ROOT / "README.md")]) == 4
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "mine.rng"))
    assert main(["schema", "add", str(tmp_path / "mine.rng")]) == 4
    assert "E0419" in capsys.readouterr().err


def test_our_own_bags_are_valid_by_the_official_schema():
    """`validate --tei-schema tei_all.rng` finds nothing in the five bags."""
    if not OFFICIAL.exists():
        pytest.skip("the official schema is not beside this repository")
    assert (
        main(
            [
                "validate",
                str(ROOT / "bags"),
                "--tei-schema",
                str(OFFICIAL),
                "--quiet",
                "--second-opinion",
                "none",
            ]
        )
        == 0
    )


def endless(depth):
    """A grammar whose patterns double with each definition."""
    doubled = "".join(
        f'<define name="d{n}"><ref name="d{n - 1}"/><ref name="d{n - 1}"/></define>' for n in range(1, depth)
    )
    return (
        f'<grammar xmlns="{RNG}"><start><element name="a"><ref name="d{depth - 1}"/></element></start>'
        f'<define name="d0"><optional><element name="b"><empty/></element></optional></define>{doubled}</grammar>'
    ).encode()


def test_a_grammar_that_takes_too_long_is_refused():
    """It is E0437 after the seconds that it may take; a small one of the same kind is tried and found well."""
    try_out(endless(6), "small", 1)
    with pytest.raises(ArchiveError) as refused:
        try_out(endless(50), "endless", 1)
    assert (refused.value.code, refused.value.where) == ("E0437", "endless")


def test_what_is_no_grammar_is_told_by_the_trial_too():
    """A reference to nothing is E0417 with what libxml2 says."""
    with pytest.raises(ArchiveError) as refused:
        try_out(SMALL.replace(b'<ref name="p"/>', b'<ref name="nothing"/>'), "x", 5)
    assert refused.value.code == "E0417"
    assert "nothing" in refused.value.detail


def test_a_grammar_that_was_added_is_not_tried_again(tmp_path):
    """Its fast form is known by itself; any other file is tried."""
    kept, other = tmp_path / "kept.rng", tmp_path / "other.rng"
    kept.write_bytes(etree.tostring(hastened(SMALL, "x")))
    other.write_bytes(SMALL.replace(b'<ref name="p"/>', b'<ref name="nothing"/>'))
    assert is_kept_form(kept.read_bytes())
    assert not is_kept_form(SMALL)
    try_schema(kept)
    with pytest.raises(ArchiveError):
        try_schema(other)
