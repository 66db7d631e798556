"""`verify-text`: exact, folded and changed told apart, for anybody's TEI and any encoding of the source."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from archive.cli.main import main
from archive.errors import ArchiveError
from archive.tei.verifying import Sameness, compare

TEXT = "Dear Sir,\n\nI write to you\nof the vote.\n\nYours,\nA. B.\n"
BODY = (
    "<body>\n<p>Dear Sir,</p>\n\n<p>I write to you\nof the vote.</p>\n\n<p>Yours,</p>\n<p>A. B.</p>\n</body>"
)
NS = 'xmlns="http://www.tei-c.org/ns/1.0"'


def tei(inner):
    return f"<TEI {NS}><teiHeader/><text>{inner}</text></TEI>".encode()


@pytest.mark.parametrize(
    "inner, source, sameness, line",
    [
        (BODY[6:-7].strip("\n") + "\n", TEXT, "exact", None),
        ("<p>Dear Sir,</p><p>I write to you <lb/>of the vote.</p><p>Yours,</p><p>A. B.</p>", TEXT, "folded", 1),
        ("<p>Dear Sir,</p><p>I write to you of the <note resp='#ed'>sic</note>vote.</p><p>Yours,</p><p>A. B.</p>", TEXT, "folded", 1),
        ("<p>Dear Sir,</p><p>I write to you of the vote.</p><p>A. B.</p>", TEXT, "changed", 6),
        ("<p>Dear Sir,</p><p>I write to you of thevote.</p><p>Yours,</p><p>A. B.</p>", TEXT, "changed", 4),
        ("<p>Dear Sirs,</p><p>I write to you of the vote.</p><p>Yours,</p><p>A. B.</p>", TEXT, "changed", 1),
        ("<p>Dear Sir,</p><p>I write to you of the vote.</p><p>Yours,</p><p>A. B. C.</p>", TEXT, "changed", 8),
        ("<p>the <choice><sic>vot</sic><corr>vote</corr></choice></p>", "the vot\n", "folded", 1),
        ("<p>naïve</p>\n", "nai\u0308ve\n", "exact", None),
        ("\n <front>\n <docTitle>\n <titlePart>A</titlePart><titlePart>B</titlePart></docTitle>\n</front> <body/>\n", "A B\n", "folded", 1),
        ("\n <body>\n <div1>\n <note>A</note>\n</div1> \n</body>\n", "A\n", "folded", 1),
        ("<p>the <choice>\n <sic>vot</sic>\n <corr>vote</corr>\n</choice>, and</p>", "the vot, and\n", "folded", 1),
        ("<p>the<hi> </hi>vote</p>", "thevote\n", "changed", 1),
        ("<p>a<hi xml:id='x'>b</hi><hi xml:id='x'>c</hi><hi xml:id='1'>d</hi></p>\n", "abcd\n", "exact", None),
    ],
)  # fmt: skip
def test_the_three_are_told_apart(inner, source, sameness, line):
    """Each pair is judged, and the first line that differs is named."""
    verdict = compare(tei(inner), source.encode())
    assert (verdict.sameness, verdict.line) == (Sameness(sameness), line)


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_source_may_come_in_any_encoding(charset, end):
    """The same words in other bytes are the same text."""
    source = f"Señor:{end}El voto fue “libre”, según el pueblo de Tegucigalpa.{end}".encode(charset)
    inner = "<p>Señor:\nEl voto fue “libre”, según el pueblo de Tegucigalpa.\n</p>"
    assert compare(tei(inner), source).sameness is Sameness.EXACT


def test_the_first_difference_is_shown_with_what_stands_before():
    """Both readings are given from the first character that differs."""
    verdict = compare(tei("<p>one two three</p>"), b"one two\nthrew\n")
    assert (verdict.before, verdict.expected, verdict.found) == ("one two\nthre", "w\n", "e")
    assert (verdict.offset, verdict.line) == (12, 2)
    glued = compare(tei("<p>one two</p><p>threefour</p>"), b"one two\nthree\nfour\n")
    assert (glued.before, glued.expected, glued.found) == ("one two\nthree", "\nfour\n", "four")


WORDS = st.lists(st.text("abcé ", min_size=1).filter(str.strip), min_size=1, max_size=6)


@given(WORDS, st.data())
@settings(deadline=None)
def test_one_letter_more_or_less_is_always_seen(paragraphs, data):
    """Re-indented it stays folded; a letter taken out anywhere makes it changed, and the place is not after it."""
    source = "\n\n".join(paragraphs) + "\n"
    root = etree.fromstring(tei("".join(f"<p>{text}</p>" for text in paragraphs)))
    etree.indent(root)
    assert compare(etree.tostring(root), source.encode()).sameness is not Sameness.CHANGED
    at = data.draw(st.sampled_from([at for at, char in enumerate(source) if char.strip()]))
    verdict = compare(etree.tostring(root), (source[:at] + "ø" + source[at:]).encode())
    assert verdict.sameness is Sameness.CHANGED
    assert verdict.offset == at


@pytest.mark.parametrize("data, code", [(b"<p", "E0408"), (b"<p/>", "E0416"), (b"", "E0408")])
def test_what_is_no_tei(data, code):
    """Broken XML and XML of another kind are errors with a code."""
    with pytest.raises(ArchiveError) as refused:
        compare(data, b"x")
    assert refused.value.code == code


def test_the_command(tmp_path, capsys):
    """It says what it found; the exit status is 1 only for a changed text."""
    source, good, bad = (tmp_path / name for name in ("a.txt", "a.xml", "b.xml"))
    source.write_text("one two\n")
    good.write_bytes(tei("<p>one two\n</p>"))
    bad.write_bytes(tei("<p>one too\n</p>"))
    assert main(["verify-text", str(good), str(source)]) == 0
    assert capsys.readouterr().out.startswith("exact  ")
    assert main(["verify-text", str(bad), str(source), "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out)["sameness"] == "changed"
    assert main(["verify-text", str(bad), str(source)]) == 1
    assert capsys.readouterr().out.splitlines()[2:] == ["    source  …one t[wo⏎]", "    TEI     …one t[oo]"]
    assert main(["verify-text", str(bad), str(tmp_path / "none")]) == 4
    assert main(["verify-text", str(bad), str(source), "--quiet"]) == 1


def test_what_cannot_be_compared_is_named(tmp_path, capsys):
    """An error says which of the two files it is of."""
    letter, edition = tmp_path / "letter.txt", tmp_path / "edition.xml"
    letter.write_bytes(b"Dear Sir")
    edition.write_bytes(b"<TEI")
    assert main(["verify-text", str(edition), str(letter)]) == 4
    assert f"{edition} line 1" in capsys.readouterr().err
    edition.write_bytes(tei("<p>Dear Sir</p>"))
    assert main(["verify-text", str(edition), str(letter) + "x"]) == 4
    assert f" {letter}x: not there" in (told := capsys.readouterr().err)
    assert str(edition) not in told
    letter.write_bytes(bytes(range(32)) * 8)
    assert main(["verify-text", str(edition), str(letter)]) == 4
    assert str(letter) in capsys.readouterr().err
