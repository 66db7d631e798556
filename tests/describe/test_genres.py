"""What a document is, where its look would mislead."""

from __future__ import annotations

import pytest

from archive.describe.genres import genre_of
from archive.describe.letterheads import is_letterhead, says_kind
from archive.describe.reading import Reading, read
from archive.outline.blocks import Block, Genre, Outline
from tests.describe.build import BY, SIG, Blocks, C, D, H, P, S, laid_out, reading_of

GENRES: list[tuple[str, Genre, Blocks, Genre]] = [
    ("a letter", Genre.LETTER, [(S, "Dear Sir,"), (P, "I write."), (C, "Yours,"), (SIG, "Clara Barton")], Genre.LETTER),
    ("a letter without greeting", Genre.LETTER, [(D, "Dover, May 3, 1840"), (P, "I write to you."), (SIG, "Clara Barton")], Genre.LETTER),
    ("a speech in a house", Genre.LETTER, [(D, "May 3, 2017"), (P, "Mr. President, it rains."), (P, "I yield the floor.")], Genre.SPEECH),
    ("a sermon", Genre.ARTICLE, [(H, "THE STRANGER"), (H, "A SERMON PREACHED AT DOVER"), (P, "My brethren.")], Genre.SPEECH),
    ("a law", Genre.LETTER, [(D, "[24th March, 1868.]"), (P, "BE it enacted by the Governor as follows."), (C, "J. DOE,")], Genre.PLAIN),
    ("a body that speaks", Genre.PROSE, [(P, "The Harbor Workers Union condemns this. We say so. Our people know it. We demand it.")], Genre.STATEMENT),
    ("prose", Genre.PROSE, [(P, "The Harbor Workers Union condemned this. They said so.")], Genre.PROSE),
]  # fmt: skip


@pytest.mark.parametrize(
    ("genre", "blocks", "expected"), [case[1:] for case in GENRES], ids=[case[0] for case in GENRES]
)
def test_a_look_is_not_a_genre(genre: Genre, blocks: Blocks, expected: Genre) -> None:
    """What a text says of itself goes before what the outline takes it for."""
    assert genre_of(reading_of(blocks, genre)) is expected


def _guessed(blocks: Blocks, genre: Genre = Genre.LETTER) -> Reading:
    """The reading of blocks of which each salutation is one by the outline's guess."""
    text, outline = laid_out(blocks, genre)
    guessed = tuple(
        Block(block.role, block.start, block.end, "weighed/salutation") if block.role is S else block
        for block in outline.blocks
    )
    return read(text, Outline(genre, "test/hand", guessed))


def test_a_guessed_salutation_makes_no_letter() -> None:
    """It needs a greeting's form, a close, or somebody who is spoken to."""
    assert (
        genre_of(_guessed([(H, "Dover Watch"), (S, "Dover Condemns the Arrests"), (P, "It rained.")]))
        is Genre.PLAIN
    )
    assert (
        genre_of(_guessed([(D, "May 3, 1840"), (S, "Erstes Bulletin."), (P, "Ich wollte dir schreiben.")]))
        is Genre.LETTER
    )
    assert genre_of(_guessed([(S, "Brother,"), (P, "It rained.")])) is Genre.LETTER
    release = [(H, "FOR IMMEDIATE RELEASE"), (S, "Contact: Jane Doe,"), (P, "It rained.")]
    assert genre_of(_guessed(release)) is Genre.STATEMENT
    article = [
        (H, "The sham harbor"),
        (BY, "By Jane Doe"),
        (P, "It rained."),
        (S, "Shame on Doe,"),
        (P, "No."),
    ]
    assert genre_of(_guessed(article)) is Genre.PLAIN


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("THE HARBOR CENTER", True),
        ("CORTE INTERAMERICANA DE DERECHOS HUMANOS", True),
        ("SALA DE LO CONSTITUCIONAL", True),
        ("Comité de Familiares de Detenidos (COFA)", True),
        ("The Harbor Center", False),
        ("HARBOR CENTER OPENS TODAY", False),
        ("CENTER", False),
        ("THE", False),
    ],
)
def test_a_letterhead_is_a_bodys_name_as_paper_bears_it(line: str, expected: bool) -> None:
    """In capitals or with its initials; what the body does makes it a headline."""
    assert is_letterhead(line) is expected


@pytest.mark.parametrize(
    ("line", "expected"), [("Press Release", True), ("COMUNICADO", True), ("Press Release on Dover", False)]
)
def test_a_kind_is_said_by_a_line_of_its_own(line: str, expected: bool) -> None:
    """With anything behind it the line is a title."""
    assert says_kind(line) is expected
