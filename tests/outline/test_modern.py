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


MINUTES = f"""TOWN OF ELMWOOD
PLANNING BOARD
MINUTES OF THE REGULAR MEETING
Tuesday, June 4, 2013, 7:00 p.m.
Town Hall, 12 Main Street

PRESENT: Carol Dunn (Chair), Robert Ames
ABSENT: Peter Quill

1. CALL TO ORDER
The Chair called the meeting to order at 7:04 p.m.

2. PUBLIC HEARING: 44 River Road
{PROSE}
Moved by: R. Ames    Seconded by: L. Park

3. ADJOURNMENT
{PROSE}

Respectfully submitted,

Janet Weiss
Recording Secretary
"""


def test_the_points_of_minutes_are_sections():
    """A numbered line in capitals above a sentence is a heading, and who moved what is none; the day is the only dateline."""
    found = told(MINUTES)
    assert outline(MINUTES).genre is Genre.MINUTES
    assert [line for role, line in found if role is Role.HEADING] == [
        "TOWN OF ELMWOOD",
        "PLANNING BOARD",
        "MINUTES OF THE REGULAR MEETING",
        "1. CALL TO ORDER",
        "2. PUBLIC HEARING: 44 River Road",
        "3. ADJOURNMENT",
    ]
    assert [line for role, line in found if role is Role.DATELINE] == ["Tuesday, June 4, 2013, 7:00 p.m."]


@pytest.mark.parametrize(
    "line", ["CANDIDATES FOR THE MUNICIPAL COUNCIL, 12 MAY 1991", "PLAN PARA EL CAMPO, 3 DE MAYO DE 1991"]
)
def test_what_something_is_for_is_no_place(line):
    """Such a line heads the text, though a date ends it."""
    assert told(f"{line}\n\nDistrict 1\n\n{PROSE}\n")[0] == (Role.HEADING, line)


def test_a_telegram_has_a_dateline_an_address_and_a_signature():
    """Its capitals are no headings, but for the line that says what it is."""
    found = told(
        "WESTERN UNION TELEGRAM\n\nNEW YORK NY JULY 4 1938 1130A\n\nMRS ELIZA HOLLOWAY\n14 ELM STREET\nDAYTON OHIO\n\n"
        "ARRIVING TUESDAY MORNING TRAIN STOP TELL FATHER NOT TO WORRY STOP LOVE TO ALL\n\nWALTER\n"
    )
    assert [role for role, _ in found] == [
        Role.HEADING,
        Role.DATELINE,
        Role.ADDRESS,
        Role.PARAGRAPH,
        Role.SIGNATURE,
    ]


RULED = f"""RESOLUTION NO. 14

WHEREAS, {PROSE}

{PROSE}

_______________________
Susan Montoya, Mayor

ATTEST:

_______________________
Harold Finch
City Clerk
"""


def test_names_below_a_rule_sign():
    """Each has its office, beside it or below it; "ATTEST:" heads nothing."""
    found = told(RULED)
    assert [line for role, line in found if role is Role.SIGNATURE] == [
        "Susan Montoya, Mayor",
        "Harold Finch",
    ]
    assert (Role.HEADING, "ATTEST:") not in found


def test_who_wrote_is_no_place_above_the_date():
    """A byline right above the day of publication is no part of the dateline."""
    found = told(
        f"Botanist Dies at 94\n\nBy MARTIN SHAW\nPublished: November 30, 1999\n\n{PROSE}\n\n{PROSE}\n"
    )
    assert found[1:3] == [
        (Role.BYLINE, "By MARTIN SHAW"),
        (Role.DATELINE, "Published: November 30, 1999"),
    ]


BLOCK = """   Counting packets is harder than it looks.  This note describes the
   three common mistakes that people make when they count them, and how
   a careful writer of a program may do without them altogether.
"""
MEMO = f"""Status of this Memo

{BLOCK}
1.  Introduction

{BLOCK}
   o  counting a packet twice;

   o  counting it not at all;

2.  Terminology

2.1.  Packets

{BLOCK}
{BLOCK}"""


def test_paragraphs_set_in_as_blocks_are_whole():
    """Each is one paragraph, under numbered headings; "o" before two blanks marks an item."""
    found = outline(MEMO).blocks
    assert [block.role.value[0] for block in found] == list("hphpllhhpp")
    assert all(block.wrapped for block in found if block.role is Role.PARAGRAPH)


RULING = f"""SUPREME COURT OF THE STATE OF ALDEN

No. 98-417

Decided January 12, 1999

I. BACKGROUND

{PROSE}

II. DISCUSSION

A. Standing

{PROSE}

B. The Merits

{PROSE}

III. CONCLUSION

{PROSE}
"""


def test_a_ruling_under_numbered_headings_is_no_letter():
    """Its headings are nobody's signature, and no paragraph is a postscript."""
    assert roles(RULING).isdisjoint({Role.SIGNATURE, Role.POSTSCRIPT, Role.ADDRESS, Role.LETTERHEAD})


def test_a_mail_signature_ends_above_the_next_message():
    """What stands below the head of another message is no part of it."""
    found = told(
        f"Dear Ann,\n\n{PROSE}\n\nPaul\n--\nOld houses never sleep.\n\nRe: Boiler\n\nThen wrap it in felt.\n"
    )
    assert (Role.SIGNATURE, "--") in found
    assert "Then wrap it in felt." in [line for _, line in found]
