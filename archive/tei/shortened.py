"""Bodies named again by the end of their name: `the Electoral Tribunal`, after `Supreme Electoral Tribunal`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from archive.tei.entity import Entity, Mention, Thing, folded

_BRANCHED = frozenset(
    {"party", "partido", "parti", "partei", "club", "union", "university", "universidad", "company", "force"}
)
"""What has one of these for its last word has branches of almost the same name."""

_MOST = 2  # words that a short name may leave out: before more a headline may begin
# fmt: off
_ARTICLES = ("the ", "The ", "the\n", "The\n", "el ", "El ", "la ", "La ", "del ", "al ", "le ", "Le ", "der ", "die ", "Die ", "das ")
# fmt: on


def whole(content: str, found: Sequence[Mention]) -> Sequence[Mention]:
    """The mentions, each short name that only the look of its words tells linked to the one body named in full before it.

    It is linked where an article stands before it, and one name alone of the document so far ends in its words.
    """
    if not [None for one in found if one.entity.thing is Thing.BODY and not one.entity.sure]:
        return found
    known: dict[int, Entity] = {}  # by identity: a document names the same few again and again
    given = list(found)
    for number, mention in enumerate(found):
        body, start = mention.entity, mention.start
        if body.thing is not Thing.BODY:
            continue
        long = None
        if not body.sure and content.endswith(_ARTICLES, 0, start):
            long = _ended(folded(body.name), known.values())
        if long is not None:
            given[number] = replace(mention, entity=long, certain=False)
        elif content[start - 1 : start] == " ":
            # A name that begins a line may be a headline's: `Vote Against Ohio Supreme Court`.
            known[id(body)] = body
    return given


def _ended(name: str, known: Iterable[Entity]) -> Entity | None:
    """The one of these bodies whose name ends in this one of two words or more, and is longer."""
    if " " not in name or name.rpartition(" ")[2] in _BRANCHED:
        return None
    end = f" {name}"
    longer = [body for body in known if folded(body.name).endswith(end)]
    if len(longer) != 1 or longer[0].name.count(" ") > name.count(" ") + _MOST:
        return None
    return longer[0]
