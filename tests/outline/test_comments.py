"""Comments below an article, and who is quoted in mail."""

from __future__ import annotations

import pytest

from archive.outline import outline_of
from archive.outline.blocks import Role
from archive.text import normalize

_PAGE = """What the vote means for the valley

The people of the valley voted again on whether the mountain above them should be opened, and again they said no.

{counted}
mquill wrote:
Great article. My grandmother voted in all three of them, and she would again.
June 10, 2015 at 8:14 am
Reply
Peter H. says:
Is there a list of the other votes in the region? I only know of one.
June 11, 2015 at 10:02 pm
Reply
"""


def roles(text):
    """Each line with its role."""
    content = normalize(text.encode()).content
    return {
        line.strip(): block.role
        for block in outline_of(normalize(text.encode())).blocks
        for line in content[block.start : block.end].split("\n")
    }


@pytest.mark.parametrize("counted", ["2 Comments", "Comments:", ""])
def test_who_wrote_a_comment_is_its_speaker(counted):
    """A line that says who wrote is a speaker, below a line that counts the comments or above a day with its hour."""
    found = roles(_PAGE.format(counted=counted))
    assert found["mquill wrote:"] is found["Peter H. says:"] is Role.SPEAKER


def test_the_day_and_the_links_of_a_comment_are_no_frame_of_a_letter():
    """Nobody signs as "Reply", and the day of a comment is a paragraph."""
    found = roles(_PAGE.format(counted="2 Comments"))
    assert found["Reply"] is Role.BOILERPLATE
    assert found["June 10, 2015 at 8:14 am"] is Role.PARAGRAPH


def test_a_person_quoted_at_length_makes_no_comments():
    """A paragraph that ends in "said:" above what somebody said, without days and links, is none."""
    text = _PAGE.partition("{counted}")[0] + "My grandmother said:\n\n“No.”\n\nThe mayor said:\n\n“Yes.”\n"
    assert Role.SPEAKER not in roles(text).values()


@pytest.mark.parametrize(
    "line",
    [
        "On Feb 16, 2011, at 5:40 PM, Thomas Blake wrote:",
        "Am 16.02.2011 um 17:40 schrieb Anna Rey:",
        "El 16 de febrero de 2011, Ana Rey escribió:",
        "Le 16 février 2011 à 17:40, Anne Roy a écrit :",
    ],
)
def test_a_line_above_quoted_mail_is_no_postscript(line):
    """It stands below the name of who answers, and says whose words are quoted."""
    text = f"Hi Tom,\n\nThanks for this. I have two comments, both on page 4, in the file.\n\nBest,\nAnna\n\n{line}\n> Here is the draft.\n> Tom\n"
    assert roles(text)[line] is Role.PARAGRAPH
