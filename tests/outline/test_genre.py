"""What kind of text a text is, where its frame alone might say something else."""

from archive.outline import outline_of
from archive.outline.blocks import Genre
from archive.text import normalize

MINUTES = """TOWN OF ELMWOOD
PLANNING BOARD
{heading}
Tuesday, June 4, 2013, 7:00 p.m.

PRESENT: Carol Dunn (Chair), Robert Ames, Lydia Park
ABSENT: Peter Quill

1. CALL TO ORDER
The Chair called the meeting to order at seven.

2. ADJOURNMENT
There being no further business, the meeting was adjourned.

Respectfully submitted,

Janet Weiss
Recording Secretary
"""


def test_minutes_that_their_secretary_closes_are_no_letter():
    """A line at the top says what they are; without it they have the frame of a letter."""
    told = normalize(MINUTES.format(heading="MINUTES OF THE REGULAR MEETING").encode())
    untold = normalize(MINUTES.format(heading="OF THE REGULAR MEETING").encode())
    assert outline_of(told).genre is Genre.MINUTES
    assert outline_of(untold).genre is not Genre.MINUTES
