"""The persons and bodies that a text is about: named in full, named again, and not its makers nor its voices."""

from __future__ import annotations

import pytest

from archive.describe import describe
from archive.describe.agents import agents
from archive.describe.figures import figures
from archive.outline import outline_of
from archive.outline.blocks import Genre
from archive.text import normalize
from tests.describe.build import SIG, P, a_seed, an_accession, reading_of

NAMED = [
    ("Minister Rosa Lindqvist came. Lindqvist spoke. Lindqvist left.", ["Rosa Lindqvist"]),
    ("La ministra Rosa de Lindqvist vino. Lindqvist habló. Lindqvist salió.", ["Rosa de Lindqvist"]),
    ("Rosa Lindqvist, who came, saw. Rosa Lindqvist and Rosa Lindqvist again.", ["Rosa Lindqvist"]),
    ("Rosa A. Lindqvist came. Rosa Lindqvist spoke. Lindqvist left.", ["Rosa A. Lindqvist"]),
    ("Peru President Rosa Lindqvist came. Lindqvist spoke. Lindqvist left.", ["Rosa Lindqvist"]),
    ("Had Rosa Lindqvist come? Lindqvist did not. Lindqvist will not.", ["Rosa Lindqvist"]),
    # Twice is not often; a surname alone is nobody's; of two of one surname neither is meant for certain.
    ("Minister Rosa Lindqvist came. Lindqvist left.", []),
    ("Lindqvist came. Lindqvist spoke. Lindqvist left.", []),
    ("Minister Rosa Lindqvist and Minister Per Lindqvist came. Lindqvist spoke. Lindqvist left.", []),
    # Nothing says that these are persons.
    ("Many Lindqvist grew. Many Lindqvist sold. Lindqvist paid.", []),
    ("Tuva Lindqvist grew. Lindqvist sold. Lindqvist paid.", []),
    ("So Senator Tuva Lindqvist grew. Lindqvist sold. Lindqvist paid.", ["Tuva Lindqvist"]),
    ("Rosa Lindqvist grew. Lindqvist sold. Lindqvist paid.", ["Rosa Lindqvist"]),
    ("He saw San Lorenzo. San Lorenzo saw him. In San Lorenzo he stayed.", []),
    ("On Founders Day he came. Founders Day was his. His was Founders Day.", []),
    ("The Fair Lindqvist Act passed, he said. Fair Lindqvist Act. Fair Lindqvist Act.", []),
    ("The Rosa Lindqvist Memorial Fund met. Lindqvist Memorial. Lindqvist Memorial.", []),
    (
        "Corporal Rosa Lindqvist came. Peruvian Marine Rosa Lindqvist spoke. Lindqvist left.",
        ["Rosa Lindqvist"],
    ),
    (
        "Senator Rosa Lindqvist's Relief Act, Rosa Lindqvist's Relief Act. Lindqvist. Lindqvist. Lindqvist.",
        [],
    ),
    # A particle with a capital that ends a run names nobody.
    ("He saw Van here. Now, Van went. And Van", []),
    # Who is quoted is a voice.
    ("“No,” said Rosa Lindqvist. “Yes,” said Lindqvist. Lindqvist left.", []),
    ("Rosa Lindqvist, the mayor, said no. “Yes,” Lindqvist said. Lindqvist left.", []),
    ("The Harbor Workers Union (HWU) met. The HWU voted. HWU won.", ["Harbor Workers Union (HWU)"]),
    ("In May, the Harbor Workers Union (HWU) met. The HWU voted. HWU won.", ["Harbor Workers Union (HWU)"]),
    ("The Office of Harbor Masters met. OHM voted, and the OHM won.", ["Office of Harbor Masters"]),
    ("The Harbor Workers Union (HWU) met.", []),
    ("The Harbor Workers Protection Act (HWPA) came. HWPA fell. HWPA rose.", []),
    ("The United States of America met USA and USA and USA.", []),
]


@pytest.mark.parametrize(("words", "expected"), NAMED)
def test_a_figure_is_named_in_full_and_again(words: str, expected: list[str]) -> None:
    """Three namings, one of them in full, and a sign that it is a person or a body; a voice, a place or a law is none."""
    found = figures(reading_of([(P, words)]), Genre.ARTICLE, ())
    assert [one.value for one in found] == expected
    for one in found:
        assert one.property == "subject"
        assert one.uri is None
        assert all(evidence.quote in words for evidence in one.evidence)


@pytest.mark.parametrize("genre", [Genre.PROSE, Genre.PLAIN, Genre.VERSE, Genre.INTERVIEW, Genre.LIST])
def test_a_text_that_may_tell_a_story_has_no_figures(genre: Genre) -> None:
    """Who acts in prose of no known kind may be invented."""
    assert figures(reading_of([(P, NAMED[0][0])]), genre, ()) == ()


def test_a_maker_is_no_subject() -> None:
    """Who signs a letter is not what it is about, whatever it says of the signer."""
    reading = reading_of([(P, NAMED[0][0]), (SIG, "Rosa Lindqvist")], Genre.LETTER)
    assert figures(reading, Genre.LETTER, agents(reading, (), None)) == ()


def test_a_long_text_must_name_its_figures_more_often() -> None:
    """Three namings in ten thousand characters are a mention."""
    reading = reading_of([(P, NAMED[0][0] + " Rain fell on the harbor." * 400)])
    assert figures(reading, Genre.ARTICLE, ()) == ()


def test_figures_stand_in_the_record_beside_the_headings() -> None:
    """A record has the figures as subjects in the words of the text, with their kind as note."""
    words = "PER OLSEN: I come before you with our thanks. Minister Rosa Lindqvist came. Lindqvist spoke. Lindqvist left us. "
    text = normalize((words + "My friends, I thank you for our long day. " * 12).encode())
    record = describe(a_seed(text), text, outline_of(text), an_accession())
    assert [(one.value, one.note) for one in record.of("subject")] == [("Rosa Lindqvist", "personal name")]


def test_a_headline_names_nobody() -> None:
    """What has a capital on every word of a line is no name for that, unless prose has it too."""
    headline = "Judge Blocks Ohio Law Limiting Mail Ballots"
    told = f"{headline}\n\nOn Monday a court in Ohio blocked the law. Ohio said no. In Ohio nobody spoke of Ballots, and Ballots came.\n"
    assert figures(reading_of([(P, headline), (P, told.split("\n\n")[1].strip())]), Genre.ARTICLE, ()) == ()
    again = "Senator Tuva Lindqvist Visits Harbor Workers"
    prose = "So Senator Tuva Lindqvist grew. Lindqvist sold. Lindqvist paid."
    found = figures(reading_of([(P, again), (P, prose)]), Genre.ARTICLE, ())
    assert [statement.value for statement in found] == ["Tuva Lindqvist"]
