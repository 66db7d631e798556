"""Openers and closers whose parts stand on one line."""

from __future__ import annotations

import pytest

from archive.outline import outline_of
from archive.outline.blocks import Role
from archive.outline.joined import joined_opener
from archive.outline.run_together import foot_of
from archive.text import normalize
from tests.tei.counting import calls

_BODY = "Your parcel came on Tuesday with the rest of the seed, and the whole of it is already in the ground."


def parts(text):
    """The roles of the lines that frame a letter, each with its parts, in order."""
    content = normalize(text.encode()).content
    return [
        (block.role, [(part.role, content[part.start : part.end]) for part in block.parts])
        for block in outline_of(normalize(text.encode())).blocks
        if block.role is not Role.PARAGRAPH
    ]


@pytest.mark.parametrize(
    ("line", "name", "day"),
    [
        ("I am, my dear Friend, your most affectionate John Wetherby.", "John Wetherby.", ""),
        ("Your ever affectionate AL Quillfeather Stoke Newington Feby 5", "AL Quillfeather", "Stoke Newington Feby 5"),
        ("Believe me my dear Sir Yrs faithfully Robert Quarles. Keswick, 4 June 1811.", "Robert Quarles.", "Keswick, 4 June 1811."),
        ("Much honour’d and oblidged Rob Fenwick", "Rob Fenwick", ""),
        ("Von Herzen grüßt dein Eduard Lorm", "Eduard Lorm", ""),
        ("Mit dem tiefsten Respekt verharre Ew. Hochgeboren untertänigster Bliss", "Bliss", ""),
        ("Bien à toi, ton vieil ami Marcel Roy. Lyon, 3 mai 1871.", "Marcel Roy.", "Lyon, 3 mai 1871."),
        ("Un abrazo de tu hermano Benjamín Rojas", "Benjamín Rojas", ""),
    ],
)  # fmt: skip
def test_a_close_is_parted_from_the_name_and_the_day(line, name, day):
    """The name begins behind the last word that closes, and the day with its place behind the name."""
    found = foot_of(line)
    assert found is not None
    assert (line[found.name : found.after], line[found.day :] if found.day >= 0 else "") == (name, day)


@pytest.mark.parametrize(
    "line",
    [
        "I remain, dear Sir, your obedient servant,",
        "We left the seed at the house of your friend near Exeter.",
        "The ship was sold in June to a merchant of Saint John.",
        "Yours truly,",
        "God save the King and the Honourable Company of Merchants.",
    ],
)
def test_no_name_stands_behind_other_lines(line):
    """A close without a name, and the last sentence of a text, are not parted."""
    assert foot_of(line) is None


def test_a_close_with_name_and_day_on_one_line_frames_a_letter():
    """They are a closing with the signature and the dateline in it."""
    text = f"Dear Sir,\n\n{_BODY}\n\nYour ever affectionate A. L. Quill. Hampstead, Feby 5 1804.\n"
    assert parts(text)[-1] == (
        Role.CLOSING,
        [(Role.SIGNATURE, "A. L. Quill."), (Role.DATELINE, "Hampstead, Feby 5 1804.")],
    )


@pytest.mark.parametrize(
    ("line", "address", "salute"),
    [
        ("March 31, 1992 Jack Snyder, 1601 Brent Blvd., Lincoln, Nebraska 68506. Dear Jack:", "Jack Snyder, 1601 Brent Blvd., Lincoln, Nebraska 68506.", "Dear Jack:"),
        ("Salem, May 3, 1871. Hon. William Reed. My dear Sir,", "Hon. William Reed.", "My dear Sir,"),
        ("Lima, 3 May 1871. Dear Sir,", "", "Dear Sir,"),
    ],
)  # fmt: skip
def test_who_is_written_to_stands_between_day_and_salutation(line, address, salute):
    """What stands between the day and the salutation is the address."""
    found = joined_opener(line)
    assert found is not None
    assert (line[found.address : found.salute].strip(), line[found.salute :]) == (address, salute)


def test_an_opener_on_one_line_has_its_three_parts():
    """Place, day, address and salutation are told apart."""
    text = f"Salem, May 3, 1871. Hon. William Reed. My dear Sir,\n\n{_BODY}\n\nYours truly,\nA. Foote\n"
    assert parts(text)[0] == (
        Role.DATELINE,
        [
            (Role.PLACE, "Salem"),
            (Role.DATE, "May 3, 1871"),
            (Role.ADDRESS, "Hon. William Reed."),
            (Role.SALUTATION, "My dear Sir,"),
        ],
    )


@pytest.mark.parametrize(
    "piece", ["Dear ", "A. ", "your ", "May 3 ", "von ", "Yours, ", ". ", "Sir, ", "– "], ids=repr
)
def test_no_line_takes_long_to_part(piece):
    """A last line of any kind, in a letter of any length, is parted in a number of calls that grows no faster than the text."""

    def read(times: int) -> int:
        text = normalize(f"Dear Sir,\n\n{_BODY}\n\n{(piece * times).strip()}\n".encode())
        return calls(lambda: outline_of(text))

    assert read(4000) <= 2.5 * read(2000) + 2000
