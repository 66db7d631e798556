"""Grammars simplified: their language is kept, and what would have no end is refused at once."""

import re
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from archive.errors import ArchiveError
from archive.tei.hastening import RNG, hastened
from archive.tei.simplifying import ALTOGETHER, DEEPEST, MOST
from tests.tei.counting import calls

ELEMENTS = {name: f'<element name="{name}"><empty/></element>' for name in "ab"}
TIMES = {"optional": "?", "zeroOrMore": "*", "oneOrMore": "+"}
DOCUMENTS = ["".join(word) for length in range(4) for word in product("ab", repeat=length)]


def grammar(content, definitions=""):
    return (
        f'<grammar xmlns="{RNG}"><start><element name="r">{content}</element></start>{definitions}</grammar>'
    ).encode()


# A pattern is a text of RELAX NG and the regular expression of the same language.
LEAVES = st.sampled_from(
    [
        (ELEMENTS["a"], "a"),
        (ELEMENTS["b"], "b"),
        ("<empty/>", ""),
        ('<ref name="x"/>', "a"),
        ('<ref name="y"/>', ""),
    ]
)


def around(inner):
    repeated = st.tuples(st.sampled_from(list(TIMES)), st.lists(inner, min_size=1, max_size=2)).map(
        lambda it: (
            f"<{it[0]}>{''.join(one for one, _ in it[1])}</{it[0]}>",
            f"(?:{''.join(two for _, two in it[1])}){TIMES[it[0]]}",
        )
    )
    several = st.tuples(st.sampled_from(["group", "choice"]), st.lists(inner, min_size=1, max_size=3)).map(
        lambda it: (
            f"<{it[0]}>{''.join(one for one, _ in it[1])}</{it[0]}>",
            f"(?:{('|' if it[0] == 'choice' else '').join(two for _, two in it[1])})",
        )
    )
    return repeated | several


@settings(deadline=None, max_examples=150)
@given(st.recursive(LEAVES, around, max_leaves=8))
def test_the_language_is_kept(pattern):
    """Of every document of up to three elements a simplified grammar says what the regular expression of its pattern says."""
    content, expression = pattern
    root = hastened(
        grammar(
            content,
            f'<define name="x">{ELEMENTS["a"]}</define><define name="y"><optional><empty/></optional></define>',
        ),
        "x",
    )
    compiled = etree.RelaxNG(root)
    for word in DOCUMENTS:
        document = etree.fromstring(f"<r>{''.join(f'<{name}/>' for name in word)}</r>")
        assert compiled.validate(document) == bool(re.fullmatch(expression, word)), (word, content)


def test_repeated_nothing_beside_something():
    """What customizations of TEI leave of a class without members, in which libxml2 did not end, is compiled and says the same."""
    loop = f"<oneOrMore><oneOrMore>{ELEMENTS['a']}</oneOrMore><zeroOrMore><empty/></zeroOrMore></oneOrMore>"
    root = hastened(grammar(f"<zeroOrMore><empty/></zeroOrMore>{loop}"), "x")
    assert not root.findall(f".//{{{RNG}}}zeroOrMore")
    assert [len(list(one)) for one in root.iter(f"{{{RNG}}}oneOrMore")] == [1]
    compiled = etree.RelaxNG(root)
    assert compiled.validate(etree.fromstring("<r><a/><a/></r>"))
    assert not compiled.validate(etree.fromstring("<r/>"))


def doubling(depth, kind="group"):
    """Definitions each of which stands twice in the one before."""
    steps = "".join(
        f'<define name="d{n}"><{kind}><ref name="d{n + 1}"/><ref name="d{n + 1}"/></{kind}></define>'
        for n in range(depth)
    )
    return grammar('<ref name="d0"/>', f'{steps}<define name="d{depth}">{ELEMENTS["a"]}</define>')


def chain(depth, start='<ref name="d0"/>'):
    steps = "".join(f'<define name="d{n}"><ref name="d{n + 1}"/></define>' for n in range(depth))
    return grammar(start, f'{steps}<define name="d{depth}">{ELEMENTS["a"]}</define>')


@pytest.mark.parametrize(
    "data",
    [
        doubling(MOST.bit_length()),
        doubling(60, "choice"),
        doubling(60, "interleave"),
        chain(5_000),
        chain(5_000, "<empty/>"),
        grammar("<group>" * (DEEPEST + 1) + ELEMENTS["a"] + "</group>" * (DEEPEST + 1)),
        grammar(
            "<empty/>",
            "".join(
                f'<define name="d{n}"><ref name="d{n + 1}"/><ref name="d{n + 1}"/></define>'
                for n in range(15)
            )
            + '<define name="d15"><text/></define>'
            + "".join(
                f'<define name="e{n}"><element name="e{n}"><ref name="d0"/></element></define>'
                for n in range(ALTOGETHER // (1 << 15))
            ),
        ),
    ],
    ids=["group", "choice", "interleave", "chain", "unused chain", "nested", "altogether"],
)
def test_patterns_without_an_end_in_sight(data):
    """They are E0437 before anything is written out, in fewer than 200,000 calls."""

    def asked():
        with pytest.raises(ArchiveError) as refused:
            hastened(data, "x")
        assert refused.value.code == "E0437"

    assert calls(asked) < 200_000


def test_patterns_below_the_bounds_are_taken():
    """As large as no grammar of documents is, and yet compiled."""
    for data in (doubling(12), chain(DEEPEST - 5)):
        assert etree.RelaxNG(hastened(data, "x")).validate(
            etree.fromstring("<r>" + "<a/>" * (4096 if b"d12" in data and b"d13" not in data else 1) + "</r>")
        )


def test_a_reference_to_itself_is_no_endless_way():
    """It is what libxml2 says of it, E0417 in the end."""
    root = hastened(
        grammar('<ref name="d"/>', '<define name="d"><group><ref name="d"/></group></define>'), "x"
    )
    with pytest.raises(etree.RelaxNGParseError):
        etree.RelaxNG(root)
