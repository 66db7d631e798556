"""To whom a letter is written: the inside address, the salutation, or a head field."""

from __future__ import annotations

import re
from typing import NamedTuple

from archive.describe.fields import Field
from archive.describe.names import BODY_WORDS, NO_NAMES, TITLE_WORDS, Kind, Name, named
from archive.describe.reading import Reading, Span
from archive.describe.wordlists import word_set
from archive.outline.blocks import Block, Genre, Role


class Addressee(NamedTuple):
    """Whom the letter is to; `office` and `body` are what the address says of them, None where it does not."""

    name: Name
    office: Span | None = None
    body: Span | None = None


_DEAR = re.compile(
    r"(?:my\s+)?(?:dear(?:est)?(?:\s+(?:and|&)\s+\w+)?|estimad[oa]s?|querid[oa]s?|apreciad[oa]s?|distinguid[oa]s?|respetad[oa]s?|cher|chère|liebe[r]?|sehr\s+geehrte[r]?|"
    r"to|a)\s+",
    re.IGNORECASE,
)
_GREETED = word_set(
    "friends friend all colleagues sirs sir madam editor comrades amigos amigas compañeros colegas todos "
    "hermanos old boy girl man chap fellow"
)


def addressee(reading: Reading, fields: tuple[Field, ...]) -> Addressee | None:
    """The one addressee; None where the text is several letters, or none is named."""
    for field in fields:
        if field.kind == "to" and any(other.kind in ("from", "date", "subject") for other in fields):
            stop = reading.content.find("<", field.start, field.end)
            name = named(reading.content, field.start, stop if stop > field.start else field.end)
            return Addressee(name) if name is not None else None
    salutations = reading.outline.of(Role.SALUTATION)
    if not salutations or reading.several() or reading.enclosing():
        return None
    salutation = _greeting(reading, salutations)
    return (
        _of_address(reading, salutation)
        or _of_salutation(reading, salutation)
        or _of_line_above(reading, salutation)
        or _of_foot(reading, salutation)
        or _by_surname(reading, salutation)
    )


def _greeting(reading: Reading, salutations: tuple[Block, ...]) -> Block:
    """The first salutation; where that is a name alone right above `Dear Sir`, the one that greets."""
    first, *rest = salutations
    named_above = _DEAR.match(reading.content, first.start, first.end) is None
    if rest and named_above and _between(reading, first, rest[0]) == 0:
        return rest[0] if _NAMELESS.match(reading.content, rest[0].start, rest[0].end) else first
    return first


def _of_address(reading: Reading, salutation: Block) -> Addressee | None:
    """The address next above the salutation, if the two name the same person, or it opens with a person or a body."""
    above = [block for block in reading.outline.of(Role.ADDRESS) if block.end <= salutation.start]
    if not above or _between(reading, above[-1], salutation) > 1:
        return None
    lines = reading.lines_of(above[-1])
    greeted = set(re.findall(r"[^\W\d_]{3,}", reading.content[salutation.start : salutation.end].casefold()))
    names = [name for line in lines[:3] if (name := named(reading.content, line.start, line.end)) is not None]
    persons = [name for name in names if name.kind is Kind.PERSON]
    chosen = next((name for name in persons if name.value.split()[-1].casefold() in greeted), None)
    if chosen is None:
        # "Dear Sir" greets whoever stands first; "Dear Mr Brown" above another's address does not.
        first = (persons or names)[:1]
        chosen = first[0] if first and greeted <= _COURTESY | TITLE_WORDS else None
    if chosen is None:
        return None
    rest = [line for line in lines if line.start > chosen.end]
    return Addressee(chosen, _office(reading, rest), _body(reading, rest))


_LONGEST = 120  # characters of a line that is a name
_FOOT = 5  # lines at the end, among which the addressee's stands alone
_TO = re.compile(
    r"(?:To|A|An|Herrn?|Frau|Fräulein|Mr\.?|Mrs\.?|Miss|Monsieur|Madame|Mme|Señora?|Sra?\.)(?:\s*:\s*|\s+)(?=[A-ZÀ-Þ])"
)
_TO_WHOM = re.compile(r"(?:To|An|A|À)\s+(?=[A-ZÀ-Þ])")  # above a salutation that names nobody
_ESQUIRE = re.compile(r",?\s+Esq[a-z]{0,4}\b\.?:?")


_NAMELESS = re.compile(
    r"(?:[Mm]y\s+)?[Dd]ear(?:est)?\s+(?:\w+\s+)?(?:[Ff]riend|[Cc]omrade|[Ss]ir|[Mm]adam|[Bb]rother|[Ss]ister|[Cc]olleague)\b|(?:[Ss]ir|[Mm]adam)\b"
)


def _of_line_above(reading: Reading, salutation: Block) -> Addressee | None:
    """Whose name alone stands on the line above a salutation that names nobody: `Walt Whitman,` above `Dear Comrade`."""
    if _NAMELESS.match(reading.content, salutation.start, salutation.end) is None:
        return None
    above = [line for line in reading.lines if line.end <= salutation.start][-1:]
    if not above:
        return None
    start, end = above[0]
    to = _TO_WHOM.match(reading.content, start, end)
    name = named(reading.content, to.end() if to is not None else start, end)
    if name is None:
        return _surnamed(reading, to.end(), end) if to is not None else None
    if name.kind is not Kind.PERSON or name.value.isupper():
        return None
    return Addressee(name)


def _of_foot(reading: Reading, salutation: Block) -> Addressee | None:
    """Whose name stands by itself below the signature: as `To …`, with `Esq.`, or as that of whom the salutation greets."""
    signatures = [block for block in reading.outline.of(Role.SIGNATURE) if block.start > salutation.end]
    if not signatures:
        return None
    first = next(iter(reading.lines_of(signatures[0])), None)
    for line in reading.lines[-_FOOT:]:
        apart = reading.content[max(0, line.start - 3) : line.start].count("\n") > 1
        if first is None or line.start <= first.start or not apart or line.end - line.start > _LONGEST:
            continue
        to = _TO.match(reading.content, line.start, line.end)
        esquire = _ESQUIRE.search(reading.content, line.start, line.end)
        start = to.end() if to is not None else line.start
        comma = reading.content.find(",", start, line.end)
        stops = [
            line.end,
            *([comma] if comma > 0 else []),
            *([esquire.start()] if esquire is not None else []),
        ]
        name = named(reading.content, start, min(stops))
        if name is None or name.kind is not Kind.PERSON:
            continue
        if to is not None or esquire is not None or _greets(reading, salutation, name):
            return Addressee(name)
    return None


def _greets(reading: Reading, salutation: Block, name: Name) -> bool:
    words = re.findall(r"[^\W\d_]{3,}", reading.content[salutation.start : salutation.end])
    return not {word for word in words if word[0].isupper()}.isdisjoint(name.value.split())


_COURTESY = word_set(
    "dear sir sirs madam señor señora señores estimado estimada muy mío herr herren damen und sehr "
    "geehrte geehrter monsieur madame your excellency excellencies excelencia vuestra honorable honourable state prime"
)


def _between(reading: Reading, first: Block, second: Block) -> int:
    """How many blocks stand between these two."""
    return sum(first.end <= block.start and block.end <= second.start for block in reading.outline.blocks)


def _office(reading: Reading, lines: list[Span]) -> Span | None:
    for line in lines[:3]:
        words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", reading.content[line.start : line.end].casefold())
        if (
            words
            and any(word in TITLE_WORDS for word in words)
            and not any(map(str.isdigit, reading.content[line.start : line.end]))
        ):
            return _trimmed(reading, line)
    return None


def _body(reading: Reading, lines: list[Span]) -> Span | None:
    for line in lines[:4]:
        name = named(reading.content, line.start, line.end)
        if name is not None and name.kind is Kind.BODY:
            return Span(name.start, name.end)
    return None


def _trimmed(reading: Reading, line: Span) -> Span:
    return Span(line.start, line.start + len(reading.content[line.start : line.end].rstrip(" ,;.")))


def _of_salutation(reading: Reading, salutation: Block) -> Addressee | None:
    """`Dear Luis Almagro:`; a greeting of friends names nobody."""
    dear = _DEAR.match(reading.content, salutation.start, salutation.end)
    if dear is None:
        return None
    name = named(reading.content, _past_office(reading, dear.end(), salutation.end), salutation.end)
    if (
        name is None
        or name.kind is not Kind.PERSON
        or any(word.casefold() in _GREETED for word in name.value.split())
    ):
        return None
    return Addressee(name)


def _past_office(reading: Reading, start: int, end: int) -> int:
    """Where the name begins behind an office, if two words of it follow: `President Jane Doe`."""
    words = list(re.finditer(r"[^\s,:]+", reading.content[start:end]))
    while len(words) > _WHOLE and words[0].group().casefold() in TITLE_WORDS:
        words = words[1:]
    return start + words[0].start() if words else start


_WHOLE = 2  # words of a name
_SURNAME = re.compile(
    r"(?P<name>(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Senator|Herrn?|Frau|Fräulein|Monsieur|Madame|Mme|Mlle|Señora?|Señorita|Sra?|Srta)\.?\s+"
    r"(?P<surname>[A-ZÀ-Þ][a-zà-ÿ][\w'’-]+))\s*[,:;!.—–-]*\s*"
)
_CALLED = re.compile(  # offices, in German as the last part of a word
    r"(?:doktor|professor|rat|rätin|kolleg|direktor|präsident|minister|sekretär|pfarrer|konsul|assessor|rektor|inspektor|ingenieur|leiter|doctor|chair|"
    r"speaker|friend|freund)(?:in|e|s)?\Z"
)


def _by_surname(reading: Reading, salutation: Block) -> Addressee | None:
    """Who is greeted by form of address and surname, both kept: a half of a name should look like one."""
    dear = _DEAR.match(reading.content, salutation.start, salutation.end)
    return _surnamed(reading, dear.end(), salutation.end) if dear is not None else None


def _surnamed(reading: Reading, start: int, end: int) -> Addressee | None:
    """Form of address and surname in [start, end) of a letter; an office is no surname."""
    called = _SURNAME.fullmatch(reading.content, start, end)
    if called is None or reading.outline.genre not in (Genre.LETTER, Genre.OPEN_LETTER):
        return None
    plain = called["surname"].casefold()
    if plain in TITLE_WORDS or plain in BODY_WORDS or plain in NO_NAMES or _CALLED.search(plain) is not None:
        return None
    return Addressee(Name(" ".join(called["name"].split()), *called.span("name"), Kind.PERSON))
