"""The plain encoding of large texts, and texts drawn from TEI that is parsed in pieces."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.errors import ArchiveError
from archive.stored import Stored
from archive.tei.flow import BOUND, exact, first_parting, folded_parting, letters_until, pieces
from archive.tei.large_faults import NotPlainError, flow_faults, form_faults, shell_of
from archive.tei.plain import paragraphs
from archive.tei.project import body_of, first_difference, parting, project
from archive.tei.verifying import _unfolded, compare
from archive.tei.verifying_large import compare_large
from archive.xml import parse

NS = "http://www.tei-c.org/ns/1.0"
HEAD = f'<TEI xmlns="{NS}"><teiHeader/><text xml:space="preserve"><body><div type="plain">'
TAIL = "</div></body></text></TEI>"
WORDS = st.lists(st.sampled_from(["a", "b", " ", "<", "&", "é", "\n", "\n\n"]), min_size=1, max_size=60)
TEXTS = WORDS.map(lambda found: "".join(found).rstrip("\n") + "\n")
SIZES = st.sampled_from([1, 3, 50])


def cut(data, size=7):
    return lambda: (data[at : at + size] for at in range(0, len(data), size))


@given(TEXTS, st.sampled_from([3, 5, 8, 100]))
@settings(deadline=None)
def test_the_plain_encoding_holds_the_text_and_is_the_same_in_any_pieces(text, most):
    """Its projection is the text, and no cut of the text into pieces shows in it."""
    made = {"".join(paragraphs(cut(text, size)(), most)) for size in (1, 2, 5, 1000)}
    (body,) = made
    document = (HEAD + body + TAIL).encode()
    assert project(document) == text
    assert "".join(exact(cut(document)())) == text
    assert all(len("".join(p.itertext())) <= most for p in parse(document).iter(f"{{{NS}}}p"))


@given(TEXTS, TEXTS, SIZES)
@settings(deadline=None)
def test_two_texts_part_where_they_do_when_held(text, other, size):
    """The first difference, and whether it is of white space alone, are those of the projections."""
    document = (HEAD + "".join(paragraphs([text])) + TAIL).encode()
    parted = first_parting(cut(other, size)(), exact(cut(document, size)()))
    assert (parted is None) == (other == text)
    if parted is not None:
        assert parted[0] == first_difference(other, text)[0]
    held = parting(body_of(parse(document)), other)
    found = folded_parting(cut(other, size)(), pieces(cut(document, size)()))
    assert (held is None) == (found is None)
    if held is not None and found is not None:
        assert letters_until(cut(other, size)(), found[0], blank=found[1]) == _unfolded(other, held[0])


MARKED = st.lists(
    st.tuples(
        st.sampled_from(
            [
                *("", "", "", "<lb/>", "<note resp='#x'>zz</note>", "</p><p>", "</p>\n<p>"),
                "<choice> <sic>b</sic>\n<corr>c</corr> </choice>",
                "<hi xml:id='x'>a</hi>",
            ]
        ),
        st.sampled_from(["a", "b", " ", "\n", "\r\n", "é", "e\u0301", "\t"]),
    ),
    min_size=1,
    max_size=30,
)


@given(MARKED, st.sampled_from(["utf-8", "utf-16", "utf-8-sig"]), st.integers(0, 29), st.booleans(), SIZES)
@settings(deadline=None, max_examples=200)
def test_verify_text_says_of_large_files_what_it_says_of_small_ones(
    tmp_path_factory, marked, charset, at, changed, size
):
    """Verdict, place, line and the words on both sides are the same."""
    source = "x" + "".join(char for _, char in marked)
    inner = "x" + "".join(mark + char for mark, char in marked).replace("\r", "")
    if changed:
        inner = inner[:at].rpartition("<")[0] + "x" + inner[at:].rpartition(">")[2]
    document = f'<TEI xmlns="{NS}"><teiHeader/><text> <front> <note>q </note></front><body><p>{inner}</p></body> </text></TEI>'.encode()
    source = "q" + source
    place = tmp_path_factory.mktemp("source") / "source"
    place.write_bytes(source.encode(charset))
    try:
        wanted = compare(document, source.encode(charset))
    except ArchiveError as error:
        wanted = error.code
    try:
        found = compare_large(cut(document, size), Stored(place, place.stat().st_size, size))
    except ArchiveError as error:
        found = error.code
    assert found == wanted


@pytest.mark.parametrize(
    "data, code",
    [
        (b"<TEI", "E0408"),
        (b"<!DOCTYPE TEI><TEI/>", "E0408"),  # as in a bag
        (b'<?xml version="1.0" encoding="x-unknown"?><TEI/>', "E0408"),
        (b"<TEI/>", "E0416"),
        (b"<a>\xff</a>", "E0408"),
    ],
)
def test_what_is_no_tei_is_refused(data, code):
    """In pieces as in one."""
    with pytest.raises(ArchiveError) as caught:
        list(exact(cut(data)()))
    assert caught.value.code == code


def test_editors_words_are_passed_over():
    """Bounds stand where blocks do, and no word of an editor."""
    inner = '<p>a<choice><sic>b</sic><corr>c</corr></choice><lb/>d<note resp="#x">e<p>f</p></note></p>'
    document = f'<TEI xmlns="{NS}"><text><body>{inner}<!-- g --></body></text><text>h</text></TEI>'.encode()
    assert [one for one in pieces([document]) if one != "\x00"] == ["a", "b", "d"]
    assert list(pieces([document])).count(BOUND) == 8


@pytest.mark.parametrize(
    "body",
    [
        "<p>a</p>b",
        "<p>a<hi>b</hi></p>",
        '<p n="1">a</p>',
        "<p>a<lb>b</lb></p>",
        '<p>a<lb n="2"/></p>',
        "<p>a</p><ab>b</ab>",
        "<p>a<p>b</p></p>",
        "<p>a</p></div><div><p>b</p>",
        "",
    ],
)
def test_what_is_not_plain_is_seen(body):
    """Whatever the grammar of the plain form does not have: the document is then held, or refused."""
    document = (HEAD + body + TAIL).encode()
    with pytest.raises(NotPlainError):
        shell_of(cut(document))


def test_names_with_a_prefix_are_not_plain():
    """What stands before the paragraphs could not be closed by plain names."""
    document = (HEAD + "<p>a</p>" + TAIL).replace("xmlns=", "xmlns:t=").replace("</", "</t:")
    document = re.sub(r"<(?=[A-Za-z])", "<t:", document)
    parse(document.encode())
    with pytest.raises(NotPlainError):
        shell_of(cut(document.encode()))


@pytest.mark.parametrize("before", ["b", "<head n='1'>a</head>", "<lb n='1'/>"])
def test_what_stands_before_the_first_paragraph_is_held_to_the_grammar(before):
    """It is parsed with it, and an empty paragraph."""
    shell = shell_of(cut((HEAD + before + "<p>a</p>" + TAIL).encode()))
    assert "T0102" in {finding.code for finding in form_faults(shell, "t")}


def test_a_changed_text_is_told_from_changed_white_space():
    """T0201 with the place, or T0202."""
    document = (HEAD + "<p>one\n<lb/>two</p>\n" + TAIL).encode()
    for text, codes in (("one\ntwo\n", []), ("one two\n", ["T0202"]), ("one\ntoo\n", ["T0201"])):
        found = list(flow_faults(cut(document), [text], [text], "t"))
        assert [finding.code for finding in found] == codes
    assert found[0].where == "t#char=5"
