"""Names in the text: who and what is named there, and every place where that is certain enough to say.

What is named comes from the record, from the parts that the outline saw (signatures, bylines), from "Long Name (ABBR)", and from
words that only names stand beside ("President X", "said X", "… Party of X"). A name found once is then looked for in the whole text. A
surname alone counts only where one person of the document bears it. A wrong link is worse than none.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from archive.describe.countries import namings
from archive.describe.names import BODY_WORDS, TITLE_WORDS, Kind, kind_of
from archive.outline.blocks import Outline, Role
from archive.record.model import Record
from archive.tei.given_names import GIVEN_NAMES
from archive.tei.spans import Span


class Thing(StrEnum):
    """What a name names, by the TEI element for it."""

    PERSON = "persName"
    BODY = "orgName"
    PLACE = "placeName"


@dataclass(frozen=True, slots=True)
class Entity:
    """One person, body or place of the document: `forms` are the ways in which the text may name it in full."""

    thing: Thing
    name: str
    forms: tuple[str, ...]
    identity: str = ""
    uri: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A name that stands at [start, end); `certain` is False of a surname alone and of a name that only its words betray."""

    start: int
    end: int
    entity: Entity
    certain: bool


_CAP = r"(?:(?:[A-Z]\.){1,4}|[A-ZÀ-ÖØ-Þ]\w*(?:[-&]\w+|['’](?!s\b)[A-ZÀ-ÖØ-Þa-z]\w*)*)"
_NAME = rf"{_CAP}(?:(?: (?:de|del|la|las|los|da|di|van|von|der|den|bin|al|y))* {_CAP}){{0,4}}"
_WORD = re.compile(_CAP)
_RUN = re.compile(_NAME)
_TITLES = TITLE_WORDS | frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "dra",
        "prof",
        "sr",
        "sra",
        "sen",
        "rep",
        "gov",
        "pope",
        "father",
        "frau",
        "herr",
        "herrn",
        "monsieur",
        "madame",
        "señor",
        "señora",
        "père",
    ]
)
_STYLED = frozenset(
    [
        "president",
        "presidente",
        "presidenta",
        "président",
        "präsident",
        "chancellor",
        "minister",
        "ministro",
        "ministra",
        "senator",
        "senador",
        "senadora",
        "governor",
        "mayor",
        "ambassador",
        "embajador",
        "judge",
        "colonel",
        "captain",
        "bishop",
        "archbishop",
        "pope",
        "professor",
        "mr",
        "mrs",
        "ms",
        "dr",
        "dra",
        "sr",
        "sra",
        "sen",
        "rep",
        "gov",
        "prof",
        "frau",
        "herr",
        "herrn",
        "monsieur",
        "madame",
        "señor",
        "señora",
    ]
)
_INTRODUCING = frozenset(
    [
        "leader",
        "director",
        "coordinator",
        "representative",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "activist",
        "candidate",
        "minister",
        "president",
        "mayor",
        "ambassador",
        "senator",
        "professor",
        "author",
        "journalist",
        "lawyer",
        "founder",
        "chairman",
        "chairwoman",
        "secretary",
        "photographer",
        "líder",
        "directora",
        "coordinador",
        "coordinadora",
        "representante",
        "portavoz",
        "candidato",
        "candidata",
        "presidente",
        "presidenta",
        "ministro",
        "ministra",
        "periodista",
        "abogado",
        "abogada",
        "said",
        "says",
        "dijo",
        "según",
        "selon",
        "sagte",
    ]
)
_OFFICE_BEFORE = re.compile(
    r"\b(?:[Ss]ecretary|[Dd]irector|[Mm]inister|[Pp]resident|[Hh]ead|[Cc]hair(?:man|woman)?|[Ss]ecretari[oa]|[Dd]irectora?|[Mm]inistr[oa]) "
    r"(?:of|for|de|del) [^.;:,()]{2,40}, \Z"
)
_SPEAKING = frozenset(
    [
        "said",
        "says",
        "told",
        "added",
        "explained",
        "stated",
        "noted",
        "warned",
        "argued",
        "declared",
        "dijo",
        "afirmó",
        "señaló",
        "declaró",
        "explicó",
        "aseguró",
        "sagte",
        "erklärte",
    ]
)
_ABBREVIATED = re.compile(r" \((?P<abbr>[A-Z][A-Za-z&.-]{0,9}[A-Z])\)")
_LONG = re.compile(
    rf"{_CAP}(?: (?:(?:of|the|for|and|on|in|to|de|del|la|las|los|y|e|para|por|des|du|et|pour|für|der|und) ){{0,3}}{_CAP})*\Z"
)
_OF = re.compile(
    rf" (?P<of>of|for|on|de|del|para|pour|für|des|du|der)(?: (?:the|la|las|los|el|le|les|den|die))? {_CAP}(?: {_CAP})*(?P<more>(?:, {_CAP}(?: {_CAP})*)?,? (?:and|y|et|und) {_CAP}(?: {_CAP})*)?"
)
_HEADS = frozenset(
    [
        "agency",
        "alliance",
        "assembly",
        "association",
        "bank",
        "board",
        "bureau",
        "center",
        "centre",
        "church",
        "coalition",
        "college",
        "commission",
        "committee",
        "confederation",
        "congress",
        "corporation",
        "council",
        "court",
        "department",
        "federation",
        "force",
        "forum",
        "foundation",
        "front",
        "fund",
        "institute",
        "league",
        "ministry",
        "mission",
        "movement",
        "museum",
        "network",
        "office",
        "organization",
        "organisation",
        "parliament",
        "party",
        "police",
        "secretariat",
        "senate",
        "society",
        "syndicate",
        "tribunal",
        "union",
        "university",
        "alianza",
        "asamblea",
        "asociación",
        "comisión",
        "comité",
        "confederación",
        "congreso",
        "consejo",
        "coordinadora",
        "corte",
        "federación",
        "frente",
        "fundación",
        "instituto",
        "ministerio",
        "movimiento",
        "organización",
        "partido",
        "secretaría",
        "sindicato",
        "tribunal",
        "universidad",
        "assemblée",
        "comité",
        "conseil",
        "fédération",
        "ministère",
        "parti",
        "université",
        "partei",
        "verband",
        "verein",
        "universität",
    ]
)
_LEADERS = frozenset(
    [
        "a",
        "an",
        "the",
        "in",
        "on",
        "at",
        "of",
        "for",
        "from",
        "to",
        "by",
        "with",
        "as",
        "and",
        "but",
        "or",
        "if",
        "when",
        "while",
        "since",
        "after",
        "before",
        "during",
        "although",
        "though",
        "because",
        "however",
        "this",
        "that",
        "these",
        "those",
        "its",
        "his",
        "her",
        "their",
        "our",
        "we",
        "they",
        "he",
        "she",
        "it",
        "i",
        "you",
        "there",
        "here",
        "today",
        "yesterday",
        "now",
        "then",
        "currently",
        "meanwhile",
        "also",
        "only",
        "not",
        "no",
        "should",
        "would",
        "could",
        "will",
        "can",
        "may",
        "do",
        "does",
        "did",
        "is",
        "are",
        "was",
        "were",
        "has",
        "have",
        "had",
        "let",
        "dear",
        "former",
        "president",
        "mr",
        "mrs",
        "ms",
        "dr",
        "said",
        "says",
        "el",
        "la",
        "los",
        "las",
        "un",
        "una",
        "en",
        "de",
        "del",
        "al",
        "con",
        "por",
        "para",
        "y",
        "o",
        "pero",
        "como",
        "cuando",
        "desde",
        "según",
        "este",
        "esta",
        "estos",
        "estas",
        "su",
        "sus",
        "no",
        "si",
        "ya",
        "también",
        "le",
        "les",
        "il",
        "elle",
        "nous",
        "vous",
        "ils",
        "des",
        "du",
        "au",
        "aux",
        "dans",
        "sur",
        "avec",
        "pour",
        "par",
        "et",
        "mais",
        "der",
        "die",
        "das",
        "ein",
        "eine",
        "im",
        "am",
        "zu",
        "zum",
        "zur",
        "mit",
        "von",
        "und",
        "oder",
        "aber",
        "wir",
        "sie",
        "er",
        "es",
    ]
)
_IMPERSONAL = BODY_WORDS | TITLE_WORDS
_NO_SURNAME = BODY_WORDS | TITLE_WORDS | _LEADERS
_BEFORE_NAMES = _LEADERS | _TITLES
_LIMIT = 40  # names that begin with the same word; a list of more is no prose


def mentions(content: str, outline: Outline, record: Record, prefix: str) -> tuple[Mention, ...]:
    """Every name in the text that can be linked, in order of place; entities have xml:ids that begin with `prefix`."""
    entities = _identified(_merged(_named(content, outline, record)), prefix)
    return tuple(_looked_up(content, entities))


def spans(found: Iterable[Mention], resp: str) -> Iterator[Span]:
    """The elements of these mentions."""
    for mention in found:
        certainty = "high" if mention.certain else "medium"
        yield Span(
            mention.start,
            mention.end,
            mention.entity.thing,
            (("ref", f"#{mention.entity.identity}"), ("cert", certainty), ("resp", resp)),
        )


def _named(content: str, outline: Outline, record: Record) -> Iterator[Entity]:
    """Everything that is named, with repetitions, the surest first."""
    yield from _of_record(record)
    yield from _of_parts(content, outline)
    yield from _of_abbreviations(content)
    yield from _of_persons(content)
    yield from _of_bodies(content)
    yield from _countries()


@cache
def _countries() -> tuple[Entity, ...]:
    forms: dict[tuple[str, str], list[str]] = {}
    for several in namings().values():
        for naming in several:
            if not naming.demonym:
                forms.setdefault((naming.country.name, naming.country.geonames), []).append(
                    " ".join(naming.words)
                )
    return tuple(
        Entity(Thing.PLACE, name, _forms(*names), uri=f"https://sws.geonames.org/{number}/")
        for (name, number), names in sorted(forms.items())
    )


@cache
def _country_names() -> frozenset[str]:
    return frozenset(form.casefold() for entity in _countries() for form in entity.forms)


def _of_record(record: Record) -> Iterator[Entity]:
    for statement in record.of("creator", "contributor", "publisher", "rightsHolder", "spatial", "subject"):
        value = statement.value or ""
        if statement.property == "spatial":
            yield Entity(
                Thing.PLACE,
                value,
                _forms(value, *(evidence.quote for evidence in statement.evidence[:1])),
                uri=statement.uri,
            )
            continue
        if statement.property == "subject":
            value = value.split("--")[0]
        natural = _natural(value)
        kind = kind_of(natural)
        if kind is None:
            continue
        thing = Thing.PERSON if kind is Kind.PERSON else Thing.BODY
        uri = statement.uri if natural == _natural(statement.value or "") else None
        quotes = [
            evidence.quote for evidence in statement.evidence if _is_variant(evidence.quote, natural, kind)
        ]
        yield Entity(thing, natural, _forms(natural, *quotes), uri=uri)


def _is_variant(quote: str, name: str, kind: Kind) -> bool:
    """Whether the words that a record quotes are another form of the name, and not the name with what stands round it."""
    return name not in quote and len(quote.split()) <= len(name.split()) and kind_of(quote) is kind


def _natural(value: str) -> str:
    """`Gutierrez, Teresa, 1950-` as people say it."""
    family, comma, rest = value.partition(", ")
    given = re.split(r", |\s*\(", rest)[0]
    if (
        comma
        and 0 < len(given.split()) <= 3
        and len(family.split()) <= 3
        and kind_of(f"{given} {family}") is Kind.PERSON
    ):
        return f"{given} {family}"
    return value


def _forms(*values: str) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(value for value in values if value and _WORD.match(value) and "\n" not in value)
    )


def _of_parts(content: str, outline: Outline) -> Iterator[Entity]:
    for block in outline.blocks:
        names = [content[part.start : part.end] for part in block.part(Role.NAME, Role.SIGNATORY)]
        kinds = [kind_of(name) for name in names]
        bodies = bool(block.part(Role.SIGNATORY)) and kinds.count(Kind.BODY) > kinds.count(Kind.PERSON)
        for name, kind in zip(names, kinds, strict=True):
            if "\n" in name or not _WORD.match(name):
                continue
            if kind is Kind.BODY or (bodies and (kind is None or len(name.split()) < 3)):
                yield Entity(Thing.BODY, name, _bracketed(name))
            elif kind is Kind.PERSON:
                yield Entity(Thing.PERSON, name, (name,))


def _bracketed(name: str) -> tuple[str, ...]:
    """`Washington Office on Latin America (WOLA)` whole, without the brackets, and the abbreviation alone."""
    match = _ABBREVIATED.search(name)
    if match is None or match.end() != len(name):
        return (name,)
    return name, name[: match.start()], match["abbr"]


def _of_abbreviations(content: str) -> Iterator[Entity]:
    for match in _ABBREVIATED.finditer(content):
        floor = max(0, match.start() - 120)
        run = _LONG.search(content[floor : match.start()])
        if run is None:
            continue
        abbr = match["abbr"]
        words = run.group().split(" ")
        starts = [
            at for at, word in enumerate(words) if word[0].isupper() and word.casefold() not in _LEADERS
        ]
        fitting = [(_fit(words[at:], abbr), at) for at in starts if len(words) - at > 1]
        score, at = max(((score, at) for score, at in fitting), default=(0, 0))
        if score >= 2:
            long = " ".join(words[at:])
            yield Entity(Thing.BODY, long, (long, abbr))


def _fit(words: list[str], abbr: str) -> int:
    """How many letters of the abbreviation begin these words, in any order (`TSE` may be Spanish for the Supreme Electoral Council).

    0 where it is too few to be sure, or where the first word begins none.
    """
    initials = [word[0] for word in words if word[0].isupper()]
    letters = [letter for letter in abbr.upper() if letter.isalpha()]
    matched = (Counter(initials) & Counter(letters)).total()
    enough = matched * 2 >= len(letters) or matched >= len(initials) - 1
    return matched if initials[0] in letters and enough and len(initials) <= len(letters) + 1 else 0


def _of_persons(content: str) -> Iterator[Entity]:
    """Names after a title or a word that introduces a person, before a verb of saying, or with a known given name.

    A name of which none of this holds counts too if its surname alone is so introduced elsewhere: `Ana Rivera`, for `said Rivera`.
    """
    alone: list[str] = []
    unsure: list[str] = []
    for run in _RUN.finditer(content):
        words = run.group().split(" ")
        titled = max(
            (at for at, word in enumerate(words) if word.rstrip(".").casefold() in _TITLES), default=-1
        )
        name = _personal(words[titled + 1 :])
        if not name or name.casefold() in _country_names():
            continue
        styled = titled >= 0 and words[titled].rstrip(".").casefold() in _STYLED
        if " " not in name:
            if len(name) > 2 and (styled or (titled < 0 and _introduced(content, run, name))):
                alone.append(name) if styled else unsure.append(name)
        elif kind_of(name) is Kind.PERSON:
            if titled >= 0 or name.split(" ", 1)[0] in GIVEN_NAMES or _introduced(content, run, name):
                yield Entity(Thing.PERSON, name, (name,))
            else:
                unsure.append(name)
    surnames = {name for name in (*alone, *unsure) if " " not in name}
    for name in unsure:
        if " " in name and name.rpartition(" ")[2] in surnames:
            yield Entity(Thing.PERSON, name, (name,))
    for name in alone:
        yield Entity(Thing.PERSON, name, (name,))


def _introduced(content: str, run: re.Match[str], name: str) -> bool:
    """Whether the words round a run of capitals say that a person is named; a possessive after it says no."""
    after = content[run.end() : run.end() + 24]
    if after[:1] in ("'", "’"):
        return False
    before = content[max(0, run.start() - 80) : run.start()]
    last = before.rstrip(" ,").rpartition(" ")[2].lstrip('”"“(').casefold()
    if run.group().startswith(name) and before[-1:] == " ":
        if last in _INTRODUCING or before.endswith("according to ") or _OFFICE_BEFORE.search(before):
            return True
    elif before.endswith("Secretary of ") and run.group().startswith("State "):
        return True
    return after.lstrip(",").lstrip(" ").partition(" ")[0].strip(".,:") in _SPEAKING


def _personal(words: list[str]) -> str:
    """The words of a name, without the sentence's first word before it, up to one that is no part of a person's name."""
    first = next(
        (at for at, word in enumerate(words) if word.casefold() not in _LEADERS and word != "State"),
        len(words),
    )
    words = words[first:]
    wrong = (
        at
        for at, word in enumerate(words)
        if word.casefold() in _IMPERSONAL or (word[0].isupper() and word.casefold() in _LEADERS)
    )
    words = words[: next(wrong, len(words))]
    while words and not words[-1][0].isupper():
        words.pop()
    return " ".join(words)


def _of_bodies(content: str) -> Iterator[Entity]:
    """Runs of capitals round a word that heads the name of a body: `National Party`, `Organization of American States`."""
    run: list[re.Match[str]] = []
    for word in _WORD.finditer(content):
        if run and content[run[-1].end() : word.start()] != " ":
            run = []
        run.append(word)
        if word.group().casefold() not in _HEADS or word.group().isupper():
            continue
        first = len(run) - 1
        while first > 0 and first > len(run) - 6 and run[first - 1].group().casefold() not in _BEFORE_NAMES:
            first -= 1
        start, end = run[first].start(), _tail(content, word.end())
        name = content[start:end]
        if " " in name and len(name) <= 100:
            yield Entity(Thing.BODY, name, (name,))


def _tail(content: str, end: int) -> int:
    """Where a body's name ends that goes on with `of …` after its head."""
    following = _OF.match(content, end, end + 120)
    if following is None:
        return end
    more = following["more"] or ""
    stop = following.end() - len(more)
    joined = following["of"] in ("for", "on", "para", "pour", "für") and not any(
        w.casefold() in _HEADS for w in more.split()
    )
    return following.end() if joined else stop


def _merged(found: Iterable[Entity]) -> list[Entity]:
    """One entity for each thing named: equal names, names within a fuller name of the same person, and a body's initials."""
    by_form: dict[str, int] = {}
    entities: list[Entity] = []
    by_surname: dict[str, list[int]] = {}
    for entity in found:
        known = next((by_form[key] for form in entity.forms if (key := _key(form)) in by_form), None)
        if known is None and entity.thing is Thing.PERSON:
            known = _same_person(entity, entities, by_surname)
        elif known is None and entity.thing is Thing.BODY:
            abbr, _, head = entity.name.partition(" ")
            known = by_form.get(_key(abbr)) if abbr.isupper() and head.casefold() in _HEADS else None
        if known is None:
            known = len(entities)
            entities.append(entity)
        elif entities[known].thing is entity.thing:
            entities[known] = _joined(entities[known], entity)
        for form in entity.forms:
            by_form.setdefault(_key(form), known)
        if entity.thing is Thing.PERSON:
            for word in set(_key(entity.name).split()):
                by_surname.setdefault(word, []).append(known)
    return [_with_initials(entity) for entity in entities]


def _plain(form: str) -> str:
    """Without accents."""
    if form.isascii():
        return form
    return "".join([char for char in unicodedata.normalize("NFD", form) if not unicodedata.combining(char)])


def _key(form: str) -> str:
    return _plain(form).casefold()


def _same_person(entity: Entity, entities: list[Entity], by_word: dict[str, list[int]]) -> int | None:
    """The one person known whose name holds all the words of this one in order, or the other way round."""
    words = _key(entity.name).split()
    near = {at for word in words[-2:] for at in by_word.get(word, [])[:_LIMIT]}
    fitting = [at for at in sorted(near) if _within(words, _key(entities[at].name).split())]
    return fitting[0] if len(fitting) == 1 else None


def _within(one: list[str], other: list[str]) -> bool:
    short, long = sorted((one, other), key=len)
    rest = iter(long)
    return all(word in rest for word in short) and (
        (len(short) > 1 and short[0] == long[0]) or (len(short) == 1 and short[0] != long[0])
    )


def _joined(known: Entity, more: Entity) -> Entity:
    fuller = more.name if known.thing is Thing.PERSON and len(more.name) > len(known.name) else known.name
    return replace(
        known, name=fuller, forms=tuple(dict.fromkeys((*known.forms, *more.forms))), uri=known.uri or more.uri
    )


def _with_initials(entity: Entity) -> Entity:
    """A body of three words or more may also go by their initials, if it has no abbreviation of its own."""
    if entity.thing is not Thing.BODY or any(form.isupper() for form in entity.forms):
        return entity
    initials = "".join([word[0] for word in entity.name.split() if word[0].isupper()])
    return replace(entity, forms=(*entity.forms, initials)) if len(initials) >= 3 else entity


def _identified(entities: list[Entity], prefix: str) -> list[Entity]:
    """Each entity with an xml:id that tells a reader who it is; equal ones are numbered in order."""
    seen: dict[str, int] = {}
    found = []
    for entity in entities:
        words = re.sub(r"[^a-z0-9 ]", "", _key(entity.name)).split()
        slug = {Thing.PERSON: words[-1:], Thing.BODY: words[:4], Thing.PLACE: words[:3]}[entity.thing]
        stem = "-".join(slug)[:40] or entity.thing.lower()
        seen[stem] = seen.get(stem, 0) + 1
        number = f"-{seen[stem]}" if seen[stem] > 1 else ""
        found.append(replace(entity, identity=f"{prefix}-n-{stem}{number}"))
    return found


def _looked_up(content: str, entities: list[Entity]) -> Iterator[Mention]:
    """The longest known name at each word with a capital; then surnames alone."""
    forms = _by_first_word(entities)
    surnames = _surnames(entities)
    at, before = 0, None
    words = list(_WORD.finditer(content))
    for number, word in enumerate(words):
        if word.start() >= at:
            for form, entity in forms.get(word.group(), ()):
                end = word.start() + len(form)
                if content.startswith(form, word.start()) and not content[end : end + 1].isalnum():
                    yield Mention(word.start(), end, entity, certain=True)
                    at = end
                    break
            else:
                person = surnames.get(word.group())
                following = words[number + 1] if number + 1 < len(words) else None
                if person is not None and _alone(content, before, word, following):
                    yield Mention(word.start(), word.end(), person, certain=False)
                    at = word.end()
        before = word


def _by_first_word(entities: list[Entity]) -> dict[str, tuple[tuple[str, Entity], ...]]:
    found: dict[str, dict[str, Entity]] = {}
    for entity in entities:
        for form in entity.forms:
            if (match := _WORD.match(form)) and (entity.thing is not Thing.PERSON or " " in form):
                found.setdefault(match.group(), {}).setdefault(form, entity)
    return {
        word: tuple(sorted(forms.items(), key=lambda item: (-len(item[0]), item[0]))[:_LIMIT])
        for word, forms in found.items()
    }


def _surnames(entities: list[Entity]) -> dict[str, Entity]:
    """The names after the first that one person alone bears and nothing else is called by; with and without accents."""
    bearers: dict[str, set[int]] = {}
    spellings: dict[str, set[str]] = {}
    for number, entity in enumerate(entities):
        for form in (entity.name, *entity.forms):
            words = form.split()
            for word in words[1:] if entity.thing is Thing.PERSON and len(words) > 1 else words:
                bearers.setdefault(_key(word), set()).add(number)
                spellings.setdefault(_key(word), set()).update((word, _plain(word)))
    return {
        spelling: entities[next(iter(numbers))]
        for word, numbers in bearers.items()
        if len(numbers) == 1 and len(word) > 2 and word not in _NO_SURNAME
        if entities[next(iter(numbers))].thing is Thing.PERSON
        for spelling in sorted(spellings[word])
    }


def _alone(
    content: str, before: re.Match[str] | None, word: re.Match[str], following: re.Match[str] | None
) -> bool:
    """Whether no other name stands beside this word: `Fidel Castro` is not the Castro of the document."""
    if following is not None and content[word.end() : following.start()] in (" ", "-"):
        return False
    if before is None or content[before.end() : word.start()] != " ":
        return True
    return before.group().rstrip(".").casefold() in _BEFORE_NAMES
