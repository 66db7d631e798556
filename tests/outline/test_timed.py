"""Pages of teasers that tell how old each is."""

from __future__ import annotations

import pytest

from archive.outline import Genre, Role, outline_of
from archive.text.text import Decoding, Found, Text

LEAD = "The council met on the hill and spoke of the harbour for hours on end."


def outlined(content: str):
    return outline_of(Text(content, Decoding("utf-8", Found.STRICT), ()))


def items(content: str) -> list[str]:
    return [content[b.start : b.end] for b in outlined(content).blocks if b.role is Role.LIST_ITEM]


ABOVE = [
    f"Bread is dear\n3 hours ago\n{LEAD}",
    "The roads are bad\n1 day ago",
    f"Watch: the harbour\n1 March 2021\n{LEAD}",
]
BELOW = [f"Bread is dear\n{LEAD}\n{age}" for age in ("hace 3 horas", "hace un día", "ayer")]
GERMAN = [f"Brot ist teuer\nvor {age}\n{LEAD}" for age in ("3 Stunden", "einem Tag", "2 Wochen")]
FRENCH = [f"Le pain est cher\nil y a {age}\n{LEAD}" for age in ("3 heures", "un jour", "2 semaines")]


@pytest.mark.parametrize("wanted", [ABOVE, BELOW, GERMAN, FRENCH])
@pytest.mark.parametrize("title", ["", "Latest news\n"])
def test_each_item_has_its_headline_its_age_and_its_lead(wanted, title):
    """Whether the age stands below the headline or below the lead, and a title of the page is none of them."""
    content = title + "\n".join(wanted) + "\n"
    assert items(content) == wanted
    assert outlined(content).genre is Genre.TEASERS


@pytest.mark.parametrize(
    "content",
    [
        f"Bread is dear\n3 hours ago\n{LEAD}\n{LEAD}\n",
        "3 hours ago\n2 days ago\n1 week ago\n",
        f"{LEAD}\nIt was 3 days ago\n{LEAD}\nIt was 4 days ago\n{LEAD}\nIt was 5 days ago\n{LEAD}\n",
        f"Dear Ana,\n{LEAD}\n1 March 2021\n{LEAD}\n2 March 2021\n{LEAD}\n3 March 2021\n{LEAD}\n",
    ],
)
def test_what_is_no_page_of_teasers(content):
    """One age, ages alone, sentences about them, and days in a letter or diary make none."""
    assert outlined(content).genre is not Genre.TEASERS
