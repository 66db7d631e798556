"""Documents of offices, meetings and kitchens, which are no letters though some of their lines look like a letter's."""

from __future__ import annotations

import pytest

from archive.outline import Genre, Outline, Role, outline_of
from archive.text.text import Decoding, Found, Text

PROSE = "The committee has read the letters that came in since March, and it will answer each of them by the end of June."


def outline(content: str) -> Outline:
    return outline_of(Text(content, Decoding("utf-8", Found.STRICT), ()))


def told(content: str) -> list[tuple[Role, str]]:
    """Each block of a text, by its first line."""
    return [
        (block.role, content[block.start : block.end].strip().split("\n")[0])
        for block in outline(content).blocks
    ]


def roles(content: str) -> set[Role]:
    return {role for role, _ in told(content)}


SPEECH = f"""ADDRESS BY THE MINISTER OF WORKS,
TO THE ANNUAL CONFERENCE OF THE HARBOUR TRADES,
BLACKPOOL, 9 SEPTEMBER 1974

(Check against delivery)

Mr Chairman, delegates, friends:

{PROSE}

(Prolonged applause)

{PROSE} {PROSE}

Thank you.

(The minister received a standing ovation.)
"""


def test_a_speech_with_a_place_and_date_above_it_is_no_letter():
    """What is said above the audience heads the speech, and what is remarked in brackets greets nobody and signs nothing."""
    assert outline(SPEECH).genre is Genre.SPEECH
    assert [pair for pair in told(SPEECH) if pair[0] is not Role.PARAGRAPH] == [
        (Role.HEADING, "ADDRESS BY THE MINISTER OF WORKS,"),
        (Role.HEADING, "TO THE ANNUAL CONFERENCE OF THE HARBOUR TRADES,"),
        (Role.DATELINE, "BLACKPOOL, 9 SEPTEMBER 1974"),
        (Role.SALUTATION, "Mr Chairman, delegates, friends:"),
    ]


@pytest.mark.parametrize(
    "remark", ["(Laughter.)", "(The chairman rose to reply.)", "(Se levanta la sesión.)"]
)
def test_a_remark_in_brackets_signs_no_letter(remark):
    """A whole sentence in brackets below a close is no name."""
    found = told(f"Dear Mr Cole,\n\n{PROSE}\n\nYours sincerely,\n\n{remark}\n")
    assert (Role.SIGNATURE, remark) not in found


RECIPE = """Molasses Gingerbread

Makes one 9-inch pan

Ingredients

2 1/2 cups flour
1 teaspoon soda
1 egg

Directions

1. Sift the flour with the soda.
2. Beat the egg into the molasses.
3. Stir in the flour by turns with the water.
"""


def test_short_lines_without_prose_above_them_are_not_closed():
    """A recipe has no close, signature or postscript."""
    assert roles(RECIPE).isdisjoint({Role.CLOSING, Role.SIGNATURE, Role.POSTSCRIPT})
