"""Short documents whose every line was labelled by hand, in `cases/`.

The first line is the genre. Then each line of the text stands after its role and " | "; "+" carries on the block above; a
number is the level; "~" says that the block is wrapped; {role:words} is a part. Names, offices, places, dates and labels
within a block are compared in other tests.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from archive.outline import Outline, Role, outline_of
from archive.text.text import Decoding, Found, Text

CASES = sorted((Path(__file__).parent / "cases").glob("*.txt"))
SMALL = {Role.NAME, Role.OFFICE, Role.SIGNATORY, Role.PLACE, Role.DATE, Role.LABEL, Role.CELL, Role.MARKER}
PART = re.compile(r"\{([a-z-]+):([^{}]*)\}")


class Expected(NamedTuple):
    content: str
    genre: str
    blocks: list[tuple[str, int, str]]
    parts: list[tuple[str, str]]


def text_of(content: str) -> Text:
    return Text(content, Decoding("utf-8", Found.STRICT), ())


def read(path: Path) -> Expected:
    head, _, body = path.read_text(encoding="utf-8").partition("\n")
    lines: list[str] = []
    blocks: list[tuple[str, int, str]] = []
    parts: list[tuple[str, str]] = []
    for line in body.strip("\n").split("\n"):
        if not line:
            lines.append("")
            continue
        label, _, said = line.partition(" | ")
        for found in PART.finditer(said):
            parts.append((found[1], found[2]))
        lines.append(PART.sub(r"\2", said))
        if label != "+":
            role, _, level = label.rstrip("~").partition(" ")
            blocks.append((role + "~" * label.endswith("~"), int(level or 0), lines[-1]))
    return Expected("\n".join(lines) + "\n", head.removeprefix("# "), blocks, parts)


def told(outline: Outline, content: str) -> list[tuple[str, int, str]]:
    return [
        (
            block.role.value + "~" * block.wrapped,
            block.level,
            content[block.start : block.end].split("\n", maxsplit=1)[0],
        )
        for block in outline.blocks
    ]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_line_has_the_role_that_a_reader_gave_it(path):
    """Every block starts where a reader says, with the role, level and wrapping that the reader gave it."""
    expected = read(path)
    wanted = [(role, level, first) for role, level, first in expected.blocks]
    found = told(outline_of(text_of(expected.content)), expected.content)
    leveled = {first for role, level, first in wanted if level}
    assert [(role, level * (first in leveled), first) for role, level, first in found] == wanted


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_genre_is_the_one_that_a_reader_gave(path):
    """The genre is the one in the first line."""
    expected = read(path)
    assert outline_of(text_of(expected.content)).genre.value == expected.genre


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_run_in_parts_are_those_that_a_reader_marked(path):
    """The parts that stand run-in, and no others, are the ones in braces."""
    expected = read(path)
    outline = outline_of(text_of(expected.content))
    found = [
        (part.role.value, expected.content[part.start : part.end])
        for block in outline.blocks
        for part in block.parts
        if part.role not in SMALL
    ]
    assert found == expected.parts


def test_there_are_enough_cases():
    """There are at least forty documents in at least four languages."""
    assert len(CASES) >= 40
