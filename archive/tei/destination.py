"""Where a letter went: the bodies and the town in the address of the one to whom it is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from archive.outline.blocks import Outline, Role
from archive.record.model import Record, Statement
from archive.tei.components import LETTERS
from archive.tei.entity import Entity, Mention, Thing
from archive.tei.inline import lines
from archive.tei.letter_frame import town


@dataclass(frozen=True, slots=True)
class Destination:
    """What stands with the receiver's name in his address, in order; a town is its name with its region."""

    bodies: tuple[Entity, ...] = ()
    town: Entity | None = None


NOWHERE = Destination()
_FIRST = 24  # blocks in which a letter's address stands


def destination(content: str, outline: Outline, record: Record, found: Sequence[Mention]) -> Destination:
    """The destination of a letter with one receiver, whom the record names and an address above its salutation too; else none."""
    receivers = [statement for statement in record.of("contributor") if statement.role == "rcp"]
    if outline.genre not in LETTERS or len(receivers) != 1:
        return NOWHERE
    for block in outline.blocks[:_FIRST]:
        if block.role in (Role.SALUTATION, Role.PARAGRAPH):
            break
        if block.role is not Role.ADDRESS:
            continue
        inside = [mention for mention in found if block.start <= mention.start and mention.end <= block.end]
        wanted = called(receivers[0])
        if not any(is_called(mention.entity, wanted) for mention in inside):
            continue
        bodies = [
            mention.entity
            for mention in inside
            if mention.entity.thing is Thing.BODY
            and _heads_line(content, mention)
            and not is_called(mention.entity, wanted)
        ]
        places = [town(content[start:end]) for start, end in lines(content, block.start, block.end)]
        name = next((f"{place['settlement']}, {place['region']}" for place in places if place), None)
        return Destination(tuple(dict.fromkeys(bodies)), Entity(Thing.PLACE, name, (name,)) if name else None)
    return NOWHERE


def _heads_line(content: str, mention: Mention) -> bool:
    """Whether a line begins with this name and holds no figures: `1330 Marine Bank Building` is no bank."""
    start = content.rfind("\n", 0, mention.start) + 1
    line, _, _ = content[start : mention.end + 60].partition("\n")
    return not content[start : mention.start].strip() and not any(map(str.isdigit, line))


def called(statement: Statement) -> frozenset[str]:
    """The names by which a statement calls whom it means: its value, that as people say it, and its quotations."""
    value = statement.value or ""
    family, _, given = value.partition(", ")
    return frozenset((value, f"{given} {family}", *(evidence.quote for evidence in statement.evidence)))


def is_called(entity: Entity, wanted: frozenset[str]) -> bool:
    """Whether one of these names is this entity's."""
    return entity.name in wanted or not wanted.isdisjoint(entity.forms)
