"""Schematron: which rule fires where, what it says, what is refused, and what is kept from rules that nobody should trust."""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from archive.cli.main import main
from archive.errors import ArchiveError
from archive.tei.schematron import MOST, load
from archive.tei.schematron_sheet import sheet_of
from archive.xml import parse
from tests.bags.build import add, good, lay, seal

ROOT = Path(__file__).parent.parent.parent
DATA = ROOT.parent / "shared/data/tei"
OFFICIAL = DATA / "tei_all_4.12.0.sch"
NS = "http://www.tei-c.org/ns/1.0"
saxon = pytest.mark.skipif(find_spec("saxonche") is None, reason="saxonche is not installed")


def schema(inner, binding="xslt2", more=""):
    return f"""<schema xmlns="http://purl.oclc.org/dsdl/schematron" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
 queryBinding="{binding}" {more}><ns prefix="t" uri="{NS}"/><ns prefix="f" uri="urn:f"/>{inner}</schema>""".encode()


def rule(inner, context="t:p", pattern=""):
    return f'<pattern id="pat" {pattern}><rule context="{context}">{inner}</rule></pattern>'


def said(inner, document, **how):
    root = parse(f'<text xmlns="{NS}">{document}</text>'.encode(), ids=False)
    faults = load(schema(inner, **how), "rules").faults(root, "x.xml")
    return [(one.code, one.where.removeprefix("x.xml"), one.found) for one in faults]


@saxon
@pytest.mark.parametrize(
    "inner, document, expected",
    [
        (rule("<assert test='@n'>No n.</assert>"), "<p n='1'/>", []),
        (rule("<assert test='@n'>No\n   n.</assert>"), "\n<p/>", [("T0105", ":2", "p: No n. [pat]")]),
        (rule("<report test='@n'>An n.</report>"), "<p n='1'/>", [("T0105", ":1", "p: An n. [pat]")]),
        (rule("<report test='@n' role='error'>x</report>"), "<p n='1'/>", [("T0105", ":1", "p: x [pat]")]),
        (rule("<report test='@n' role='fatal'>x</report>"), "<p n='1'/>", [("T0105", ":1", "p: x [pat]")]),
        (rule("<report test='@n' role='Warning'>x</report>"), "<p n='1'/>", [("T0106", ":1", "p: x [pat]")]),
        (rule("<report test='@n' role='warn'>x</report>"), "<p n='1'/>", [("T0106", ":1", "p: x [pat]")]),
        (rule("<report test='@n' role='nonfatal'>x</report>"), "<p n='1'/>", [("T0106", ":1", "p: x [pat]")]),
        (rule("<report test='@n' role='info'>x</report>"), "<p n='1'/>", [("T0107", ":1", "p: x [pat]")]),
        (rule("<report test='@n' role='information'>x</report>"), "<p n='1'/>", [("T0107", ":1", "p: x [pat]")]),
        (rule("<report test='@n' id='r7'>x</report>"), "<p n='1'/>", [("T0105", ":1", "p: x [r7]")]),
        (rule("<report test='@n'/>"), "<p n='1'/>", [("T0105", ":1", "p: (it says nothing) [pat]")]),
        # what a rule says
        (
            rule("<report test='@n'><name/> has <emph>n</emph> <value-of select='@n'/>\t!</report>"),
            "<p n='1&#10;2&#9;3'/>",
            [("T0105", ":1", "p: p has n 1 2 3 ! [pat]")],
        ),
        (
            rule("<report test='@n' diagnostics='d'>x</report>")
            + "<diagnostics><diagnostic id='d'>It is <value-of select='@n'/>.</diagnostic></diagnostics>",
            "<p n='4'/>",
            [("T0105", ":1", "p: x It is 4. [pat]")],
        ),
        # the first rule that fits is the one of its pattern; each pattern has one
        (
            "<pattern id='pat'><rule context='t:p[@n]'><report test='@n &gt; 5'>large</report></rule>"
            "<rule context='t:p'><report test='true()'>any</report></rule></pattern>",
            "<p n='9'/><p n='1'/><p/>",
            [("T0105", ":1", "p: large [pat]"), ("T0105", ":1", "p: any [pat]")],
        ),
        (
            rule("<report test='1'>one</report>") + rule("<report test='1'>two</report>"),
            "<p/>",
            [("T0105", ":1", "p: one [pat]"), ("T0105", ":1", "p: two [pat]")],
        ),
        # contexts that are no elements
        (rule("<report test='. = 3'>three</report>", "@n"), "<p n='3'/>", [("T0105", ":1", "p/@n: three [pat]")]),
        (rule("<report test=\"contains(., 'z')\">z</report>", "t:p/text()"), "<p>az</p>", [("T0105", ":1", "p: z [pat]")]),
        (rule("<report test='1'>c</report>", "comment()"), "<!-- x --><p/>", [("T0105", ":1", "text: c [pat]")]),
        (rule("<report test='1'>root</report>", "/"), "<p/>", [("T0105", ":1", "text: root [pat]")]),
        (rule("<report test='1'>x</report>", "t:p[@n = ']']/@n"), "<p n=']'/>", [("T0105", ":1", "p/@n: x [pat]")]),
        # variables
        (
            "<let name='most' value='count(//t:p)'/>" + rule("<let name='n' value='@n'/><report test='$n = $most'>last</report>"),
            "<p n='1'/>\n<p n='2'/>",
            [("T0105", ":2", "p: last [pat]")],
        ),
        (
            "<pattern id='a'><let name='v' value='count(//t:p)'/><rule context='t:p'><report test='$v = 1'>a</report></rule></pattern>"
            "<pattern id='b'><let name='v' value='count(//t:q)'/><rule context='t:p'><report test='$v = 0'>b</report></rule></pattern>",
            "<p/>",
            [("T0105", ":1", "p: a [a]"), ("T0105", ":1", "p: b [b]")],
        ),
        # abstract rules and patterns, phases
        (
            "<pattern id='pat'><rule abstract='true' id='named'><assert test='@n'><name/> without n</assert></rule>"
            "<rule context='t:p'><extends rule='named'/></rule></pattern>",
            "<p/>",
            [("T0105", ":1", "p: p without n [pat]")],
        ),
        (
            "<pattern abstract='true' id='wants'><rule context='$what'><assert test='$whatever'>x</assert></rule></pattern>"
            "<pattern is-a='wants' id='one'><param name='what' value='t:p'/><param name='whatever' value='@n'/></pattern>"
            "<pattern is-a='wants' id='two'><param name='what' value='t:q'/><param name='whatever' value='@m'/></pattern>",
            "<p/><q/>",
            [("T0105", ":1", "p: x [one]"), ("T0105", ":1", "q: x [two]")],
        ),
        (
            "<xsl:key name='k' match='t:p' use='@n'/><xsl:function name='f:two'><xsl:sequence select='2'/></xsl:function>"
            + rule("<report test='count(key(\"k\", @n)) = f:two()'>twice</report>"),
            "<p n='1'/><p n='2'/>\n<p n='1'/>",
            [("T0105", ":1", "p: twice [pat]"), ("T0105", ":2", "p: twice [pat]")],
        ),
        (rule("<report test=\"id('a') &gt;&gt; .\">before</report>"), "<p/><q xml:id='a'/>", [("T0105", ":1", "p: before [pat]")]),
    ],
)  # fmt: skip
def test_what_a_rule_says(inner, document, expected):
    """Each assertion not met and each report made is one finding, with code by role, line, element, words and identifier."""
    assert said(inner, document) == expected


@saxon
def test_a_default_phase_leaves_the_other_patterns_out():
    """Only the patterns that the schema's default phase names are asked."""
    phases = "<phase id='quick'><active pattern='a'/></phase>"
    patterns = "".join(
        f"<pattern id='{one}'><rule context='t:p'><report test='1'>x</report></rule></pattern>"
        for one in "ab"
    )
    assert len(said(phases + patterns, "<p/>")) == 2
    assert said(phases + patterns, "<p/>", more='defaultPhase="quick"') == [("T0105", ":1", "p: x [a]")]


@saxon
def test_of_many_places_the_first_are_named_and_the_rest_counted():
    """One rule that is broken everywhere hides no other."""
    found = said(
        rule("<assert test='@n'>x</assert>") + rule("<report test='1'>y</report>", "t:q"),
        "<p/>\n" * 50 + "<q/>",
    )
    assert len(found) == MOST + 2
    assert found[MOST] == ("T0105", ":51", "q: y [pat]")
    assert found[-1] == ("T0105", "", f"{50 - MOST} more places [pat]")


@saxon
def test_rules_within_a_grammar():
    """What a RELAX NG grammar holds in its definitions is taken as if it stood alone."""
    grammar = f"""<grammar xmlns="http://relaxng.org/ns/structure/1.0" xmlns:s="http://purl.oclc.org/dsdl/schematron"><s:ns prefix="t" uri="{NS}"/>
<define name="p"><element name="p"><s:pattern id="x"><s:rule context="t:p"><s:report test="1">here</s:report></s:rule></s:pattern><empty/></element></define>
</grammar>""".encode()
    root = parse(f'<p xmlns="{NS}"/>'.encode())
    assert [one.found for one in load(grammar, "g").faults(root, "x")] == ["p: here [x]"]


GOOD = rule("<report test='1'>x</report>")


@pytest.mark.parametrize(
    "data, told",
    [
        (b"", "line"),
        (b"<html><body><p>Not found</p></body></html>", "html"),
        (b"<!DOCTYPE html><html/>", "document type declaration"),
        (b"<!DOCTYPE s [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><s>&e;</s>", ""),
        (b'{"rules": []}', "line 1"),
        (b'<grammar xmlns="http://relaxng.org/ns/structure/1.0"/>', "no assertion"),
        (schema(""), "no assertion"),
        (schema("<pattern><rule context='p'/></pattern>"), "no assertion"),
        (schema(GOOD, binding="stx"), "stx"),
        (schema("<include href='http://127.0.0.1:9/more.sch'/>" + GOOD), "include"),
        (schema("<include href='/etc/hosts'/>" + GOOD), "include"),
        (schema("<extends href='more.sch'/>" + GOOD), "extends"),
        (schema("<pattern><rule context='t:p'><extends rule='nobody'/></rule></pattern>"), "extends a rule"),
        (schema("<pattern><rule abstract='true' id='r'><extends rule='r'/></rule><rule context='t:p'><extends rule='r'/></rule></pattern>"), "extends a rule"),
        (schema("<pattern is-a='nobody'/>"), "no abstract pattern"),
        (schema("<pattern><rule><report test='1'/></rule></pattern>"), "rule without context"),
        (schema("<pattern><rule context='t:p'><report>x</report></rule></pattern>"), "report without test"),
        (schema("<let name='x'><p/></let>" + GOOD), "without the attribute value"),
        (schema("<ns prefix='' uri='urn:x'/>" + GOOD), "ns without prefix"),
        (schema("<ns prefix='a b' uri='urn:x'/>" + GOOD), "a prefix"),
        (schema("<ns prefix='xsl' uri='urn:x'/>" + GOOD), "the prefix xsl"),
        (schema(rule("<report test='1'/>", pattern='documents="\'/etc/hosts\'"')), "other documents"),
        (schema("<xsl:include href='file:///etc/hosts'/>" + GOOD), "only key and function"),
        (schema("<xsl:template match='/'/>" + GOOD), "only key and function"),
    ],
)  # fmt: skip
def test_what_is_no_schematron(data, told):
    """It is E0430 with the reason; no other file is opened for it, and no address."""
    with pytest.raises(ArchiveError) as refused:
        load(data, "rules.sch")
    assert (refused.value.code, refused.value.where) == ("E0430", "rules.sch")
    assert told in refused.value.detail


@saxon
@pytest.mark.parametrize(
    "inner",
    [
        rule("<report test='1 +'>x</report>"), rule("<report test='1'>x</report>", "ancestor::t:p"), rule("<report test='$nobody'>x</report>"),
        rule("<report test='u:x'>x</report>"), rule("<report test='nothing()'>x</report>"),
        "<xsl:function name='f:x'><xsl:result-document href='written.txt'>x</xsl:result-document></xsl:function>"
        + rule("<report test='f:x()'>x</report>"),
    ],
)  # fmt: skip
def test_rules_that_are_no_xpath(inner, capfd):
    """A Schematron that does not compile is E0430 before any document is asked, and Saxon says nothing of its own."""
    with pytest.raises(ArchiveError) as refused:
        load(schema(inner), "rules.sch")
    assert refused.value.code == "E0430"
    assert capfd.readouterr().err == ""


@saxon
@pytest.mark.parametrize(
    "test",
    [
        "doc('{}')", "document('{}')", "doc('file://{}')", "unparsed-text('{}')", "unparsed-text('file://{}')", "unparsed-text-lines('{}')",
        "json-doc('{}')", "collection('file://{}')", "uri-collection('file://{}')", "transform(map{{'stylesheet-location': 'file://{}'}})?output",
        "parse-xml('&lt;!DOCTYPE a [&lt;!ENTITY e SYSTEM &quot;file://{}&quot;&gt;]&gt;&lt;a&gt;&amp;e;&lt;/a&gt;')",
        "doc('http://127.0.0.1:9/x')",
    ],
)  # fmt: skip
def test_a_rule_reads_no_other_file(test, tmp_path):
    """Whatever function asks for a file or an address fails, which is T0108; what stands there is never told."""
    secret = tmp_path / "secret.xml"
    secret.write_text("<s>SECRET</s>")
    found = said(rule(f'<report test="true()"><value-of select="{test.format(secret)}"/></report>'), "<p/>")
    assert [code for code, _, _ in found] == ["T0108"]
    assert "SECRET" not in str(found)


@saxon
@pytest.mark.parametrize(
    "value",
    ["environment-variable('HOME')", "available-environment-variables()", "system-property('user.home')",
     "doc-available('file:///etc/hosts')[.]", "unparsed-text-available('/etc/hosts')[.]"],
)  # fmt: skip
def test_a_rule_learns_nothing_of_this_machine(value):
    """The environment is empty, and no file is known to be there."""
    assert said(rule(f'<report test="1">[<value-of select="{value}"/>]</report>'), "<p/>") == [
        ("T0105", ":1", "p: [] [pat]")
    ]


@saxon
def test_rules_that_fail_or_never_end_cost_one_document_only():
    """An error, an endless recursion, and a loop that is cut off are T0108; the next document is judged as if nothing had been."""
    loop = "count(for $i in 1 to 2000000000 return (1 to 2000000000)[. = $i + string-length($n)])"
    turn = "<xsl:function name='f:turn'><xsl:param name='n'/><xsl:sequence select='1 + f:turn($n + 1)'/></xsl:function>"
    inner = turn + rule(
        f"<let name='n' value='string(@n)'/><report test=\"if ($n = '0') then 1 div 0 = 1 else if ($n = '1') then f:turn(1) = 1 "
        f"else if ($n = '2') then {loop} = 1 else true()\">x</report>"
    )
    rules = load(schema(inner), "rules", seconds=2)

    def found(n):
        return [
            (one.code, one.found)
            for one in rules.faults(parse(f"<p xmlns='{NS}' n='{n}'/>".encode()), "x.xml")
        ]

    well = [("T0105", "p: x [pat]")]
    assert found(0) == [("T0108", "Integer division by zero")]
    assert found(1)[0][0] == "T0108"
    assert found(5) == well
    assert found(2) == [("T0108", "the rules were not done with it in 2 seconds")]
    assert found(5) == well


@saxon
def test_saxon_may_die():
    """Whatever ends its process, as the system does where memory runs out, costs one document; the next gets another process."""
    rules = load(schema(GOOD), "rules, and a process that dies")
    document = parse(f"<p xmlns='{NS}'/>".encode())
    rules.saxon._process.kill()
    rules.saxon._process.wait()
    (lost,) = rules.faults(document, "x")
    assert (lost.code, lost.found) == (
        "T0108",
        "Saxon ended with status -9, as it does where memory runs out",
    )
    assert [one.code for one in rules.faults(document, "x")] == ["T0105"]


def test_the_stylesheet_is_the_same_each_time():
    """It depends on nothing but the schema."""
    data = schema(GOOD + "<let name='a' value='1'/>")
    assert sheet_of(parse(data), "x") == sheet_of(parse(data), "y")


@saxon
@pytest.mark.parametrize("name", ["tei_all_4.12.0.sch", "tei_all_4.12.0.rng"])
def test_tei_s_own_rules_are_kept_by_our_encodings(name):
    """Alone or within tei_all they find nothing in the five bags, and what was spoiled they find."""
    if not (DATA / name).exists():
        pytest.skip(f"../shared/data/tei/{name}, TEI's rules, is needed")
    rules = load((DATA / name).read_bytes(), name)
    paths = sorted((ROOT / "bags").glob("*/data/tei/*.xml"))
    assert len(paths) == 5
    for path in paths:
        assert list(rules.faults(parse(path.read_bytes(), ids=False), "x")) == []
    spoiled = (
        paths[0]
        .read_bytes()
        .replace(b"</body>", b'<p><p>x</p><date when="2001" notBefore="2000"/></p><p subtype="a"/></body>')
    )
    found = list(rules.faults(parse(spoiled, ids=False), "x"))
    assert sorted(one.code for one in found) == ["T0105", "T0105", "T0106"]
    assert any("Paragraphs may not occur inside other paragraphs" in one.found for one in found)


P_IN_P = rule("<report test='ancestor::t:p'>A paragraph in a paragraph.</report>") + rule(
    "<report test='@n' role='warning'>An n.</report>", "t:p"
)


@pytest.fixture
def bags(tmp_path, monkeypatch):
    """Two bags of somebody's TEI: one with a paragraph in a paragraph, one with a warning only."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "mine.sch").write_bytes(schema(P_IN_P))
    for name, inner in (("bad", "<p>\n<p/></p>"), ("fair", "<p n='1'/>")):
        files = good()
        add(files, "data/x.xml", f'<TEI xmlns="{NS}"><text><body>{inner}</body></text></TEI>'.encode())
        add(files, "data/other.xml", b"<other><p><p n='1'/></p></other>")
        lay(tmp_path / "bags" / name, seal(files))
    return tmp_path


@saxon
@pytest.mark.parametrize("executor", ["serial", "processes:2"])
def test_the_command(bags, capsys, executor):
    """An error is status 1 and stands with its line; a warning leaves a bag valid; the exit status of both bags is that of the worse."""
    asked = ["--tei-schematron", str(bags / "mine.sch"), "--executor", executor]
    assert main(["validate", str(bags / "bags/fair"), *asked]) == 0
    assert "T0106" in capsys.readouterr().out
    assert main(["validate", str(bags / "bags"), *asked, "--format", "jsonl"]) == 1
    told = capsys.readouterr().out
    assert '"T0105"' in told
    assert "data/x.xml:2" in told
    assert "A paragraph in a paragraph. [pat]" in told
    assert "other.xml" not in told.replace("data/other.xml  ", "")
    assert main(["validate", str(bags / "bags"), *asked, "--fast", "--quiet"]) == 0


@saxon
def test_a_schematron_is_kept_under_its_name(bags, capsys):
    """`schema add` compiles it and keeps it beside grammars; `--tei-schematron` finds it by name, `--tei-schema` does not."""
    bag = str(bags / "bags/bad")
    assert main(["validate", bag, "--tei-schematron", "mine"]) == 4
    assert "E0418" in capsys.readouterr().err
    assert main(["schema", "add", str(bags / "mine.sch")]) == 0
    assert "--tei-schematron mine" in capsys.readouterr().out
    assert main(["schema", "list"]) == 0
    assert "mine.sch" in capsys.readouterr().out
    assert main(["validate", bag, "--tei-schematron", "mine", "--quiet"]) == 1
    assert main(["validate", bag, "--tei-schema", "mine", "--quiet"]) == 4
    (bags / "broken.sch").write_bytes(schema(rule("<report test='1 +'>x</report>")))
    assert main(["schema", "add", str(bags / "broken.sch")]) == 4


@pytest.mark.parametrize("name", ["none.sch", "page.sch", "bags"])
def test_a_file_that_cannot_be_used(bags, capsys, name):
    """Missing, a page of HTML, or a folder: the job does not begin."""
    (bags / "page.sch").write_text("<!DOCTYPE html><title>404</title>")
    assert main(["validate", str(bags / "bags"), "--tei-schematron", str(bags / name)]) == 4
    assert capsys.readouterr().err.count("E0") == 1


def test_without_the_extra(bags):
    """Where saxonche is not installed the job does not begin, and the error names the extra that installs it."""
    block = bags / "sitecustomize.py"
    block.write_text(
        "import importlib.machinery as m\n"
        "find = m.PathFinder.find_spec\n"
        "m.PathFinder.find_spec = lambda name, *a: None if name.startswith('saxon') else find(name, *a)\n"
    )
    asked = ["validate", str(bags / "bags"), "--tei-schematron", str(bags / "mine.sch")]
    done = subprocess.run(
        [sys.executable, "-m", "archive", *asked],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": f"{bags}:{ROOT}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 4
    assert "E0431" in done.stderr
    assert "archive-bags[schematron]" in done.stderr
    assert "Traceback" not in done.stderr


def test_nothing_of_saxon_is_loaded_without_need():
    """A run without a Schematron loads neither the library nor what speaks to it."""
    code = (
        "import sys; from archive.cli.main import main; main(['validate', 'bags/000_0fa32ea925ec3b8d', '--quiet']); "
        "print([name for name in sys.modules if 'saxon' in name or 'schematron' in name])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == "[]"


def test_an_interrupted_question_leaves_no_answer_behind(monkeypatch):
    """After Ctrl-C in the midst of a document the next one is told of itself."""
    pytest.importorskip("saxonche", reason="saxonche is not installed")
    rules = load(schema(rule("<report test='1'><value-of select='@n'/></report>")), "rules, once interrupted")
    first, second = (parse(f"<p xmlns='{NS}' n='{n}'/>".encode()) for n in "12")
    with monkeypatch.context() as patch:
        patch.setattr("archive.tei.saxon._received", lambda _: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            list(rules.faults(first, "x"))
    assert [one.found for one in rules.faults(second, "x")] == ["p: 2 [pat]"]


NAMES = [
    "pattern",
    "rule",
    "assert",
    "report",
    "let",
    "ns",
    "extends",
    "param",
    "phase",
    "active",
    "name",
    "value-of",
    "diagnostic",
    "include",
]
ATTRIBUTES = [
    "id",
    "context",
    "test",
    "name",
    "value",
    "prefix",
    "uri",
    "rule",
    "is-a",
    "abstract",
    "select",
    "role",
    "href",
    "diagnostics",
]
VALUES = st.sampled_from(["a", "b", "true", "t:p", "@n", "$a", "", "1", "urn:x", "xsl"]) | st.text(
    st.characters(categories=["L", "N", "P", "S"]), max_size=6
)
TREES = st.recursive(
    st.tuples(st.sampled_from(NAMES), st.dictionaries(st.sampled_from(ATTRIBUTES), VALUES, max_size=5), st.just([])),
    lambda inner: st.tuples(
        st.sampled_from(NAMES), st.dictionaries(st.sampled_from(ATTRIBUTES), VALUES, max_size=5), st.lists(inner, max_size=4)
    ),
    max_leaves=12,
)  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(st.lists(TREES, max_size=4))
def test_any_tree_is_refused_or_made_a_stylesheet(trees):
    """Whatever stands in a Schematron, the outcome is a well-formed stylesheet with one rule at least, or E0430."""

    def build(tree, holder):
        element = etree.SubElement(holder, "{http://purl.oclc.org/dsdl/schematron}" + tree[0], tree[1])
        for one in tree[2]:
            build(one, element)

    root = etree.Element("{http://purl.oclc.org/dsdl/schematron}schema")
    for tree in trees:
        build(tree, root)
    try:
        sheet, rules = sheet_of(root, "x")
    except ArchiveError as error:
        refused = error.code
    else:
        assert rules
        refused = None if parse(sheet).get("version") == "3.0" else "another stylesheet"
    assert refused in (None, "E0430")
