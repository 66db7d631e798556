"""The forms of names by the word that each begins with, and the longest that stands at a place of a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TypeAlias

from archive.tei.entity import WORD, Entity, Mention, Thing
from archive.tei.lexicon import BODY_HEADS

Forms: TypeAlias = dict[str, tuple[tuple[str, Entity, bool], ...]]
"""By its first word each form, the longest first, with whom or what it names, and whether it is a name of that entity's own."""

_LIMIT = 40  # forms that begin with the same word; a list of more is no prose


def by_first_word(named: Iterable[Entity]) -> Forms:
    """The full forms by their first word, the longest first, and whether each is the entity's own; a single word is a person's full name nowhere."""
    found: dict[str, dict[str, tuple[Entity, bool]]] = {}
    for entity in named:
        forms_of = (
            entity.forms if entity.thing is Thing.PERSON else (*entity.forms, *_without_article(entity))
        )
        for form in forms_of:
            if (match := WORD.match(form)) and (entity.thing is not Thing.PERSON or " " in form):
                forms = found.setdefault(match.group(), {})
                if forms.get(form, (entity, False))[0] is entity:
                    forms[form] = (entity, True)
                if entity.thing is Thing.BODY and (small := _with_small_head(form)):
                    forms.setdefault(small, (entity, False))
    return {
        word: tuple(
            (form, *forms[form]) for form in sorted(forms, key=lambda form: (-len(form), form))[:_LIMIT]
        )
        for word, forms in found.items()
    }


def longest(content: str, start: int, forms: Iterable[tuple[str, Entity, bool]]) -> Mention | None:
    """The name that stands at this place: the first of these forms that does."""
    for form, entity, own in forms:
        end = start + len(form)
        if content.startswith(form, start) and not content[end : end + 1].isalnum():
            return Mention(start, end, entity, certain=entity.sure and own)
    return None


def _without_article(entity: Entity) -> Iterator[str]:
    """`Associated Press`, of `The Associated Press`."""
    for form in entity.forms:
        if form[:4] == "The " and form.count(" ") > 1:
            yield form[len("The ") :]


@lru_cache(maxsize=4096)
def _with_small_head(form: str) -> str | None:
    """`National party`, as a text that has `National Party` may write it too."""
    name, _, head = form.rpartition(" ")
    small = head.casefold()
    return (
        f"{name} {small}" if name and head != small and small in BODY_HEADS and not head.isupper() else None
    )
