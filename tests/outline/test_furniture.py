"""What a site or a publisher adds to a text, and who speaks in an interview: each row a text, with what its lines are."""

from __future__ import annotations

import pytest

from archive.outline import Role, outline_of
from archive.text.text import Decoding, Found, Text

PROSE = (
    "The council met on the hill and spoke of the harbour, the roads and the price of bread for hours on end."
)
RELEASE = f"FOR IMMEDIATE RELEASE\n\nHill Watch asks for bread\n\n{PROSE}\n\n{PROSE}\n\n"


def outlined(content: str):
    return outline_of(Text(content, Decoding("utf-8", Found.STRICT), ()))


def furniture(content: str) -> list[str]:
    """The lines that are boilerplate."""
    return [
        line
        for block in outlined(content).blocks
        if block.role is Role.BOILERPLATE
        for line in content[block.start : block.end].splitlines()
    ]


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        (
            f"{PROSE}\n\nFor media inquiries contact:\nAna Quist, Hill Watch, ana@hill.example\nTel. 555 0147\n",
            ["For media inquiries contact:", "Ana Quist, Hill Watch, ana@hill.example", "Tel. 555 0147"],
        ),
        (
            f"{PROSE}\n\nContact presse :\nAna Quist – +33 6 00 00 00 01\n\nAna Quist\n",
            ["Contact presse :", "Ana Quist – +33 6 00 00 00 01"],
        ),
        (f"{PROSE}\n\nRead more from the hill:\nThe bread we ate\nWhat roads teach us\n",
         ["Read more from the hill:", "The bread we ate", "What roads teach us"]),
        (f"{RELEASE}About Hill Watch\n{PROSE}\n", ["FOR IMMEDIATE RELEASE", "About Hill Watch", PROSE]),
        (f"{RELEASE}Über Hill Watch\n{PROSE}\n", ["FOR IMMEDIATE RELEASE", "Über Hill Watch", PROSE]),
        (f"{PROSE}\n\n{PROSE}\n\nAbout Hill Watch\n{PROSE}\n", []),
        (f"Contact: Ana Quist, (415) 555-0199\n\nHill Watch asks for bread\n\n{PROSE}\n{PROSE}\n{PROSE}\n{PROSE}\n{PROSE}\n{PROSE}\n",
         ["Contact: Ana Quist, (415) 555-0199"]),
        (f"Contact: a study\n\n{PROSE}\n{PROSE}\n{PROSE}\n{PROSE}\n{PROSE}\n{PROSE}\n{PROSE}\n", []),
        (f"{PROSE}\n\nCopyright 2022 Hill Press. All rights reserved. This material may not be published, broadcast or rewritten.\n",
         ["Copyright 2022 Hill Press. All rights reserved. This material may not be published, broadcast or rewritten."]),
        (f"{PROSE}\n\nCopyright lasts for as long as the author lives, and for so many years beyond that its heirs forget it.\n", []),
        (f"{PROSE}\n\n(a) roads;\n(b) bread; and\n(c) support the work of the harbour.\n", []),
        (f"{PROSE}\n\n{PROSE}\n\n12 Comments\n", ["12 Comments"]),
        (f"{PROSE}\n\nThis interview was first published in the Hill Press.\n", ["This interview was first published in the Hill Press."]),
    ],
)  # fmt: skip
def test_what_is_added_at_the_foot(content, wanted):
    """Lines right below one that announces them are part of it; a sentence about copyright is a sentence."""
    assert furniture(content) == wanted


def test_a_contact_that_follows_is_not_lost():
    """A gap stands only where nothing follows the words that lead to it."""
    gaps = [
        [part for block in outlined(content).blocks for part in block.parts if part.role is Role.GAP]
        for content in (
            f"{PROSE}\n\nFor more information contact:\nAna Quist\n",
            f"{PROSE}\n\nFor more information contact:\n",
        )
    ]
    assert [len(found) for found in gaps] == [0, 1]


def test_initials_speak_after_the_full_name():
    """The name with which an interview opens is the speaker of the initials that follow; a remark in brackets signs nothing."""
    content = (
        "".join(f"{who}: {PROSE}\n\n" for who in ("Tom Adel", "Ana Quist", "TA", "AQ", "TA", "AQ"))
        + "[Laughs]\n\nTA: Thank you for your time.\n"
    )
    found = outlined(content)
    assert [content[part.start : part.end] for block in found.blocks for part in block.part(Role.SPEAKER)] == [
        "Tom Adel:", "Ana Quist:", "TA:", "AQ:", "TA:", "AQ:", "TA:",
    ]  # fmt: skip
    laugh = next(block for block in found.blocks if content.startswith("[", block.start))
    assert laugh.role is Role.PARAGRAPH
