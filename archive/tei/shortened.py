"""Bodies named again by the end of their name: `the Electoral Tribunal`, after `Supreme Electoral Tribunal`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from archive.tei.entity import Entity, Mention, Thing, folded

_BRANCHED = frozenset(
    {"party", "partido", "parti", "partei", "club", "union", "university", "universidad", "company", "force"}
)
"""What has one of these for its last word has branches of almost the same name."""

_MOST = 2  # words that a short name may leave out: before more a headline may begin
_ARTICLES = (
    "the ", "The ", "the\n", "The\n", "el ", "El ", "la ", "La ", "del ", "al ", "le ", "Le ", "der ", "die ", "Die ", "das ",
)  # fmt: skip


def linked_to_whole(content: str, found: Sequence[Mention]) -> Sequence[Mention]:
    """The mentions, each short name that only the look of its words tells linked to the one body named in full before it.

    It is linked where an article stands before it, and one name alone of the document so far ends in its words.
    """
    if all(one.entity.sure or one.entity.thing is not Thing.BODY for one in found):
        return found
    begins: dict[str, Entity | None] = {}
    known: set[int] = set()  # by identity: a document names the same few again and again
    ends: dict[str, Entity | None] = {}
    given = list(found)
    for number, mention in enumerate(found):
        body, start = mention.entity, mention.start
        if body.thing is not Thing.BODY:
            continue
        long = None
        if not body.sure and content.endswith(_ARTICLES, 0, start):
            long = ends.get(folded(body.name)) or begins.get(folded(body.name))
        if long is not None:
            given[number] = replace(mention, entity=long, certain=False)
        elif id(body) not in known and content[start - 1 : start] == " ":
            # A name that begins a line may be a headline's: `Vote Against Ohio Supreme Court`.
            known.add(id(body))
            if (begin := _beginning(body.name)) is not None:
                begins[begin] = None if begin in begins else body
            for end in _ends(folded(body.name)):
                ends[end] = None if end in ends else body
    return given


def _beginning(name: str) -> str | None:
    """What stands before `of …`, two words or more: `City Council`, of `City Council of the City of Port Alden`."""
    words = folded(name).split(" ")
    at = next((at for at, word in enumerate(words) if word in ("of", "de", "del", "du", "für")), 0)
    return " ".join(words[:at]) if at > 1 else None


def _ends(name: str) -> Iterator[str]:
    """What is left of a name, two words or more, without its first word or two."""
    words = name.split(" ")
    if words[-1] not in _BRANCHED:
        for left_out in range(1, min(_MOST, len(words) - 2) + 1):
            yield " ".join(words[left_out:])
