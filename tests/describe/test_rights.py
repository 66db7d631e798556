"""Copyright lines, publishers, sources."""

from __future__ import annotations

import pytest

from archive.describe.compose import derive
from archive.outline.blocks import Genre
from tests.describe.build import Blocks, H, P, an_accession, reading_of


def found(blocks: Blocks, genre: Genre = Genre.PLAIN) -> list[tuple[str, str | None]]:
    wanted = {"rightsHolder", "dateCopyrighted", "publisher", "source", "created", "rights", "accessRights"}
    return [
        (item.property, item.value)
        for item in derive(reading_of(blocks, genre), an_accession())
        if item.property in wanted
    ]


NOTICES = [
    ("Copyright © 2023 TRT World.", "TRT World", "2023"),
    ("© 1999 Clara Barton. All rights reserved.", "Clara Barton", "1999"),
    (
        "(c) 2003 by the Massachusetts Institute of Technology",
        "Massachusetts Institute of Technology",
        "2003",
    ),
    (
        "Copyright (C) 1989, 1991 Free Software Foundation, Inc.",
        "Free Software Foundation, Inc.",
        "{1989,1991}",
    ),
    (
        "Copyright 1987-2022 Free Software Foundation, Inc. License GPLv3+",
        "Free Software Foundation, Inc.",
        "1987/2022",
    ),
    ("# Copyright (c) 2012 Keith Packard <keithp@example.org>", "Keith Packard", "2012"),
    ("© TRT World 2023", "TRT World", "2023"),
    ("© 1889 The World", "The World", "1889"),
    ("Copyright (C) <year> <name of author>", None, None),
    ("The Copyright Act of 1976 gives authors rights.", None, None),
    ("All sections (a), (b) and (c) are law.", None, None),
    ("Copyright 2015.", None, "2015"),
]


@pytest.mark.parametrize(("line", "holder", "year"), NOTICES)
def test_a_copyright_line_gives_holder_and_year_and_nothing_more(
    line: str, holder: str | None, year: str | None
) -> None:
    """The year is dateCopyrighted and never created; no rights statement is derived from the line."""
    expected = ([("rightsHolder", holder)] if holder else []) + ([("dateCopyrighted", year)] if year else [])
    assert found([(P, "Some words of a text stand here."), (P, line)]) == expected


def test_notices_that_disagree_give_no_year() -> None:
    """dateCopyrighted does not repeat, so two different years are none."""
    lines = "Copyright 2001 Clara Barton\nCopyright 2005 Jane Addams"
    assert found([(P, "Words."), (P, lines)]) == [
        ("rightsHolder", "Clara Barton"),
        ("rightsHolder", "Jane Addams"),
    ]


def test_the_credits_of_pictures_are_no_rights_holders() -> None:
    """Several signs without the word copyright credit pictures."""
    assert ("rightsHolder", "Clara Barton") not in found(
        [(P, "Words."), (P, "© Clara Barton 1975\n© Jane Addams 1978")]
    )


def test_the_body_whose_notice_closes_news_is_its_publisher() -> None:
    """Of news, a body's copyright line at the foot names the publisher; of prose it does not, and a person's never does."""
    foot = (P, "Copyright © 2023 TRT World.")
    assert ("publisher", "TRT World") in found([(P, "News."), foot], Genre.TEASERS)
    assert ("publisher", "TRT World") not in found([(P, "News."), foot], Genre.PROSE)
    assert ("publisher", "Clara Barton") not in found(
        [(P, "News."), (P, "© 2023 Clara Barton")], Genre.ARTICLE
    )


def test_an_imprint_names_the_publisher() -> None:
    """`Published by` and a body."""
    assert ("publisher", "Relief Society") in found(
        [(H, "A report"), (P, "Published by the Relief Society"), (P, "x")]
    )


def test_a_source_is_an_address_that_the_text_calls_so() -> None:
    """A link in the text is no source; one after `Source:` at the foot is."""
    assert found([(P, "See https://example.org/a for more."), (P, "Bye.")]) == []
    assert found([(P, "Words."), (P, "Source: https://example.org/a.html.")]) == [
        ("source", "https://example.org/a.html")
    ]
