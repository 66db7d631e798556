"""Who and what a document names: one entity for each person, body and place, with the forms in which it may be named.

They come from the record, from the parts that the outline saw (signatures, bylines), from `Long Name (ABBR)`, and from words that
only names stand beside.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from archive.describe.names import Kind
from archive.outline.blocks import Genre, Outline, Role
from archive.record.model import Record, Statement
from archive.tei.abbreviated_bodies import of_abbreviations
from archive.tei.authority_forms import body_forms, place_forms, unqualified
from archive.tei.body_names import of_bodies
from archive.tei.entity import ABBREVIATED, WORD, Entity, Thing, countries, folded, kind_of
from archive.tei.lexicon import BODY_HEADS, NO_SURNAMES
from archive.tei.person_names import of_persons
from archive.tei.person_runs import is_office
from archive.tei.signatories import signatories

_NEAR = 40  # how many known names of the same surname a new one is compared with


def entities(content: str, words: Sequence[re.Match[str]], outline: Outline, record: Record) -> list[Entity]:
    """The persons, bodies and places of one document, the surest first; countries that the record does not name are `countries()`.

    `words` are the matches of WORD in the content.
    """
    found = (
        *_of_record(record),
        *_of_parts(content, outline),
        *_of_speakers(content, outline),
        *of_abbreviations(content),
        *of_persons(content),
        *of_bodies(content, words),
    )
    return _merged(found)


def _of_record(record: Record) -> Iterator[Entity]:
    for statement in record.of("creator", "contributor", "publisher", "rightsHolder", "spatial", "subject"):
        value = statement.value or ""
        if statement.property == "spatial":
            country = countries().get(value)
            yield Entity(
                Thing.PLACE,
                unqualified(value),
                country.forms if country else tuple(dict.fromkeys(place_forms(statement))),
                statement.uri or (country.uri if country else None),
            )
            continue
        natural = _natural(value.split("--")[0] if statement.property == "subject" else value)
        kind = _told(statement) or kind_of(natural)
        if (
            kind is not None
            and "\n" not in natural
            and ";" not in natural
            and not _of_things(statement, natural, kind)
        ):
            uri = statement.uri if "--" not in value else None
            thing = Thing.PERSON if kind is Kind.PERSON else Thing.BODY
            forms = (*_bracketed(natural), *_variants(statement, natural, kind))
            if thing is Thing.BODY and uri:
                plain = tuple(body_forms(statement, natural))
                natural, forms = plain[0], (*forms, *plain)
            yield Entity(thing, natural, tuple(dict.fromkeys(forms)), uri)


def _told(statement: Statement) -> Kind | None:
    """The kind of name that the description says it is: below `Organizaciones firmantes:` `Radio Progreso` is a body."""
    body = statement.note is not None and statement.note.startswith(Kind.BODY)
    return Kind.BODY if body and statement.property != "subject" else None


def _of_things(statement: Statement, name: str, kind: Kind) -> bool:
    """Whether a subject without an authority is called as no person is: `Blocks Ohio Law`."""
    return (
        statement.property == "subject"
        and statement.uri is None
        and kind is Kind.PERSON
        and not NO_SURNAMES.isdisjoint(name.split())
    )


def _variants(statement: Statement, name: str, kind: Kind) -> list[str]:
    """The words that a record quotes, where they are another form of the name and not the name with what stands round it."""
    quotes = [evidence.quote for evidence in statement.evidence]
    return [
        quote
        for quote in quotes
        if name not in quote
        and "\n" not in quote
        and len(quote.split()) <= len(name.split())
        and kind_of(quote) is kind
    ]


def _natural(value: str) -> str:
    """`Gutierrez, Teresa, 1950-` as people say it."""
    family, comma, rest = value.partition(", ")
    given = re.split(r", |\s*\(", rest, maxsplit=1)[0]
    if (
        comma
        and 0 < len(given.split()) <= 3
        and len(family.split()) <= 3
        and kind_of(f"{given} {family}") is Kind.PERSON
    ):
        return f"{given} {family}"
    return value


def _of_parts(content: str, outline: Outline) -> Iterator[Entity]:
    for block in outline.blocks:
        if not block.parts:
            continue
        listed = bool(block.part(Role.SIGNATORY))
        entries = [(part.start, part.end) for part in block.part(Role.NAME, Role.SIGNATORY)]
        told = (
            signatories(content, entries) if listed else [signatories(content, [one])[0] for one in entries]
        )
        for named in (one for entry in told for one in entry):
            name = content[named.start : named.end]
            if named.thing is None or "\n" in name or not WORD.match(name):
                continue
            forms = _bracketed(name) if named.thing is Thing.BODY else (name,)
            yield Entity(named.thing, name, forms)


def _of_speakers(content: str, outline: Outline) -> Iterator[Entity]:
    """Who speaks in an interview, by the full name of a label and by the initials of those that follow it."""
    if outline.genre is not Genre.INTERVIEW:
        return
    labels = dict.fromkeys(
        content[part.start : part.end].partition("(")[0].strip(" :.—–-")
        for block in outline.blocks
        for part in block.part(Role.SPEAKER)
    )
    for label in labels:
        if kind_of(label) is Kind.PERSON and not is_office(label.partition(" ")[0]):
            initials = "".join([word[0] for word in label.split()])
            yield Entity(Thing.PERSON, label, (label, initials) if initials in labels else (label,))


def _bracketed(name: str) -> tuple[str, ...]:
    """`Washington Office on Latin America (WOLA)` whole, without the brackets, and the abbreviation alone."""
    match = ABBREVIATED.search(name)
    if match is None or match.end() != len(name):
        return (name,)
    return name, name[: match.start()], match["abbr"]


def _merged(found: Iterable[Entity]) -> list[Entity]:
    """One entity for each thing named: equal names, names within a fuller name of the same person, and a body's abbreviation."""
    by_form: dict[str, int] = {}
    by_word: dict[str, list[int]] = {}
    merged: list[Entity] = []
    names: list[list[str]] = []  # the words of each, folded
    forms: dict[int, dict[str, None]] = {}  # of those that are several, in order, each once
    # By all that they say, and not by their hash: a body of a thousand abbreviations is a thousand entities of one name.
    for entity in {(one.thing, one.name, one.forms, one.uri, one.sure): one for one in found}.values():
        keys = [folded(form) for form in entity.forms]
        known = next((by_form[key] for key in keys if key in by_form), None)
        if known is None:
            known = (
                _same_person(entity, names, by_word)
                if entity.thing is Thing.PERSON
                else _abbreviated(entity, by_form)
            )
        if known is None:
            known = len(merged)
            merged.append(entity)
            names.append(folded(entity.name).split())
        elif merged[known].thing is entity.thing:
            forms.setdefault(known, dict.fromkeys(merged[known].forms)).update(dict.fromkeys(entity.forms))
            merged[known] = _joined(merged[known], entity)
            names[known] = folded(merged[known].name).split()
        for key in keys:
            by_form.setdefault(key, known)
        if entity.thing is Thing.PERSON:
            for word in set(folded(entity.name).split()):
                by_word.setdefault(word, []).append(known)
    for known, several in forms.items():
        merged[known] = replace(merged[known], forms=tuple(several))
    return [_with_initials(entity) for entity in merged]


def _abbreviated(entity: Entity, by_form: dict[str, int]) -> int | None:
    """`LIBRE Party` is what `LIBRE` stands for."""
    abbr, _, head = entity.name.partition(" ")
    return by_form.get(abbr.casefold()) if abbr.isupper() and head.casefold() in BODY_HEADS else None


def _same_person(entity: Entity, names: list[list[str]], by_word: dict[str, list[int]]) -> int | None:
    """The one person known whose name holds all the words of this one in order, or the other way round."""
    words = folded(entity.name).split()
    near = {at for word in words[-2:] for at in by_word.get(word, [])[:_NEAR]}
    fitting = [at for at in sorted(near) if _within(words, names[at])]
    return fitting[0] if len(fitting) == 1 else None


def _within(one: list[str], other: list[str]) -> bool:
    """Whether the shorter name's words are the longer's, in order; with the same first name, or a surname alone."""
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    if len(short) == 1:
        return short[0] in long[1:]
    if short[0][0] != long[0][0]:
        return False  # as mostly: a plain question before a dear one
    if short[0] != long[0] and not _same(short[0], long[0]):
        return False
    rest = iter(long[1:])
    for word in short[1:]:
        for later in rest:
            if word == later or _same(word, later):
                break
        else:
            return False
    return True


def _same(one: str, other: str) -> bool:
    """Whether two words are the same, or one is the initial of the other."""
    if one[-1] == "." or other[-1] == ".":
        return one.startswith(other.rstrip(".")) or other.startswith(one.rstrip("."))
    return one == other


def _joined(known: Entity, more: Entity) -> Entity:
    """What is known of an entity with more of it, but for its forms."""
    fuller = more.name if known.thing is Thing.PERSON and len(more.name) > len(known.name) else known.name
    return Entity(known.thing, fuller, known.forms, known.uri or more.uri, known.sure or more.sure)


def _with_initials(entity: Entity) -> Entity:
    """A body of three words or more may also go by their initials, if it has no abbreviation of its own."""
    if entity.thing is not Thing.BODY or any(form.isupper() for form in entity.forms):
        return entity
    initials = "".join([word[0] for word in entity.name.split() if word[0].isupper()])
    return (
        Entity(entity.thing, entity.name, (*entity.forms, initials), entity.uri, entity.sure)
        if len(initials) >= 3
        else entity
    )
