"""Readings built by hand: blocks of a known role, so that a rule is tried apart from the outline that feeds it."""

from __future__ import annotations

from datetime import UTC, datetime

from archive.accession import Accession, Collection, Repository
from archive.describe.reading import Reading, read
from archive.outline.blocks import Block, Genre, Outline, Role
from archive.record.model import Agent, AgentKind, Record
from archive.seed import Seed
from archive.text.text import Decoding, Found, Text

P, H, D, A, S, C, SIG, CAP, BY, F, LI = (
    Role.PARAGRAPH,
    Role.HEADING,
    Role.DATELINE,
    Role.ADDRESS,
    Role.SALUTATION,
    Role.CLOSING,
    Role.SIGNATURE,
    Role.CAPTION,
    Role.BYLINE,
    Role.FIELD,
    Role.LIST_ITEM,
)
Blocks = list[tuple[Role, str]]


def laid_out(blocks: Blocks, genre: Genre = Genre.PLAIN) -> tuple[Text, Outline]:
    """The text of these blocks, a blank line between them, and its outline."""
    placed: list[Block] = []
    content = ""
    for role, words in blocks:
        content += "\n" if content else ""
        placed.append(Block(role, len(content), len(content) + len(words), "test/hand", level=1))
        content += words + "\n"
    text = Text(content, Decoding("utf-8", Found.STRICT), ())
    return text, Outline(genre, "test/hand", tuple(placed))


def reading_of(blocks: Blocks, genre: Genre = Genre.PLAIN) -> Reading:
    return read(*laid_out(blocks, genre))


def an_accession(**more: object) -> Accession:
    collection = Collection(
        identifier="urn:uuid:48e5174a-4e24-4de3-a8c4-707e40e50252",
        title="A collection",
        description=None,
        repository=Repository("A house"),
        **more,  # type: ignore[arg-type]
    )
    agent = Agent(AgentKind.ORGANIZATION, "A house")
    return Accession(collection, "2026-001", datetime(2026, 11, 21, tzinfo=UTC), agent, "Given by a reader")


def a_seed(text: Text, name: str = "seed-1") -> Seed:
    return Seed(name, f"{name}.txt", text.content.encode())


def values(record: Record, name: str) -> list[str | None]:
    return [statement.value for statement in record.of(name)]
