"""Words between single marks: one row a case."""

import pytest

from archive.tei.phrases import phrases
from archive.tei.quotations import Speakers, quotations
from archive.tei.spans import nest, write

NOBODY = Speakers((), (), (), "x")
MARKED = [
    ("the 'winner' of the vote", "the [’winner’] of the vote"),
    ("what he calls ‘put option’, or 'bridge fund'.", "what he calls [’put option’], or [’bridge fund’]."),
    ("('wrong')", "([’wrong’])"),
    ("the 'boys' and girls", "the [’boys’] and girls"),
]
UNMARKED = [
    "the boys' house and the girls' garden",
    "'Twas the boys' fault",
    "rock 'n' roll",
    "in the '60s and the boys' house",
    "'e saw an' 'eard the 'ouse",
    "the 'ouse an' garden",
    "'I came, I saw,' he said",
    "he said 'Come at once or we all shall be lost here' and left",
    "the 'old boys' house",
    "I can't and won't",
    "‘Yes, said he",
]


def shown(content: str) -> str:
    text = write(content, phrases(content, 0, len(content)))
    return text.replace("<q>", "[").replace("</q>", "]").replace("'", "’").replace("‘", "’")


@pytest.mark.parametrize(("content", "wanted"), MARKED)
def test_words_that_are_another_s_are_marked(content, wanted):
    """A few words between single marks."""
    assert shown(content) == wanted


@pytest.mark.parametrize("content", UNMARKED)
def test_an_apostrophe_is_no_mark(content):
    """Possessives, elisions, speech of many words: nothing in the block is marked."""
    assert list(phrases(content, 0, len(content))) == []


def test_they_stand_beside_quotations_and_not_in_them():
    """What lies between double marks is left whole, and what is left open there says nothing of single ones."""
    content = "“The 'old' one,” he said, is 'new'."
    made = write(content, nest(quotations(content, 0, len(content), NOBODY)))
    assert made == "<said direct=\"true\">“The 'old' one,”</said> he said, is <q>'new'</q>."
    assert quotations("“The 'old' one", 0, 14, NOBODY) == ()


def test_a_block_without_quotations_has_them_too():
    """Single marks need no double ones."""
    content = "It is 'new'."
    assert [span.name for span in quotations(content, 0, len(content), NOBODY)] == ["q"]


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        (
            "»Und die draußen?« fragte Anna. »Wer denkt an die?«",
            ["»Und die draußen?«", "»Wer denkt an die?«"],
        ),
        ("(»Schnell«, rief er)", ["»Schnell«"]),
        ("« Oui », dit-il, et il sortit.", ["« Oui »"]),
        ("» Soyez plus délicats avec vos sœurs.", []),
        ("Il dit » et sortit « sans rien.", []),
        ("»Einer«, sagte er, »und noch einer.", []),
    ],
)
def test_guillemets_open_inward_in_german_books(content, wanted):
    """ "»" before a word opens what "«" closes; behind one it opens nothing, and a mark left open marks nothing."""
    found = quotations(content, 0, len(content), NOBODY)
    assert [content[span.start : span.end] for span in found] == wanted
