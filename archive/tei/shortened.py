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
    "the ",
    "The ",
    "the\n",
    "The\n",
    "el ",
    "El ",
    "la ",
    "La ",
    "del ",
    "al ",
    "le ",
    "Le ",
    "der ",
    "die ",
    "Die ",
    "das ",
)


def whole(content: str, found: Sequence[Mention]) -> Iterator[Mention]:
    """The mentions, each short name that only the look of its words tells linked to the one body named in full before it.

    It is linked where an article stands before it, and one name alone of the document so far ends in its words.
    """
    ending: dict[str, list[tuple[str, Entity]]] = {}  # by the last word: bodies named so far
    for mention in found:
        entity = mention.entity
        if entity.thing is not Thing.BODY:
            yield mention
            continue
        name = folded(entity.name)
        known = ending.setdefault(name.rpartition(" ")[2], [])
        long = (
            _ended(name, known)
            if not entity.sure and content[max(0, mention.start - 4) : mention.start].endswith(_ARTICLES)
            else None
        )
        if long is not None:
            yield replace(mention, entity=long, certain=False)
            continue
        if (name, entity) not in known and content[max(0, mention.start - 1) : mention.start] == " ":
            known.append(
                (name, entity)
            )  # at the beginning of a line it may be a headline: `Vote Against Ohio Supreme Court`
        yield mention


def _ended(name: str, known: Sequence[tuple[str, Entity]]) -> Entity | None:
    """The one of these bodies whose name ends in this one of two words or more, and is longer."""
    if " " not in name or name.rpartition(" ")[2] in _BRANCHED:
        return None
    longer = [(full, entity) for full, entity in known if full.endswith(f" {name}")]
    if len(longer) != 1 or longer[0][0].count(" ") > name.count(" ") + _MOST:
        return None
    return longer[0][1]
