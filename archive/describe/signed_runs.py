"""Whom each line or entry of a signature block names, and the office given with each."""

from __future__ import annotations

import re

from archive.describe.countries import without_country
from archive.describe.names import BODIES_BELOW, BODY_WORDS, TITLE_WORDS, Kind, Name, bare, named, people
from archive.describe.reading import Reading, Span
from archive.outline.blocks import Block, Role

_OPENS_ALIAS, _CLOSES_ALIAS = "\"“‘'«", "\"”’'».,"
_BESIDE = 40  # characters after a name within which the line below it begins: credentials may stand there
_INITIALS = 7  # characters of AFL-CIO
_CONTACT = re.compile(r"@|https?:|www\.|\b(?:tel|phone|fax|e-?mail|tlf|móvil|cell)\b|\d{4,}", re.IGNORECASE)
_NOBODY = re.compile(  # kisses, an hour, a weekday
    r"(?:signed|signatories|firmado|firman|firmantes|suscriben|signé|signataires|unterzeichnet|unterzeichner|gezeichnet)(?: by| por| von| par)?[,.:]?|"
    r"\W*+(?:([^\W\d_])\1++\W*+)+|.*\b[ap]\.?m\b\.?|(?:\S+\s+)?(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?\b.*|"
    r"printed\s.*|(?:\S+\s+)?(?:montags?|dienstags?|mittwochs?|donnerstags?|freitags?|samstags?|sonnabends?|sonntags?|lundi|mardi|mercredi|jeudi|vendredi|"
    r"samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo)\b.*",
    re.IGNORECASE,
)
_SIGN = re.compile(
    r"(?:/s/|\(?signed\)?|firmado|firma|by(?=\s)|por(?=\s)|fdo\.?|gez\.?|\(?s\.?\)?/)[:\s]+", re.IGNORECASE
)


def entries(reading: Reading, block: Block, *, bodies: bool) -> list[tuple[Name, str | None]]:
    """Whom a signature block names, each with the office it gives; `bodies` where the text says that all who sign are."""
    signatories = block.part(Role.SIGNATORY)
    if signatories:
        runs = [Span(part.start, part.end) for part in signatories]
    else:
        runs = list(reading.lines_of(block))
    found: list[tuple[Name, str | None]] = []
    below: list[tuple[Name, str | None]] = []  # the entries under a heading that says that they are bodies
    under = False
    for run in runs:
        if signatories and reading.content[run.end - 1] == ":":
            under = BODIES_BELOW.search(reading.content, run.start, run.end) is not None
            continue
        if under:
            bare_run = Span(run.start, without_country(reading.content, run.start, run.end))
            below.extend(_of_run(reading, bare_run, bodies=True))
            continue
        if found and _is_alias(reading, run):
            continue
        if (
            signatories
            and found
            and found[-1][0].kind is Kind.PERSON
            and found[-1][0].end + _BESIDE > run.start
            and reading.content[run.start - 1 : run.start] == "\n"
            and _office(reading, run)
        ):
            found[-1] = (found[-1][0], found[-1][1] or " ".join(reading.content[run.start : run.end].split()))
            continue
        names = _of_run(reading, run, bodies=bodies)
        if names:
            found.extend(names)
        elif (
            found
            and found[-1][1] is None
            and not signatories
            and not is_date(reading, run)
            and not _is_contact(reading, run)
        ):
            # The line below a name says what its bearer is; those who signed together share it.
            office = " ".join(reading.content[run.start : run.end].split())
            found = [(name, old or office) for name, old in found]
    if not bodies and any(name.kind is Kind.PERSON for name, _ in found):
        # A body below a person's name is where that person serves, not another signer.
        found = [(name, office) for name, office in found if name.kind is Kind.PERSON]
    return found + below


def _is_alias(reading: Reading, run: Span) -> bool:
    """Whether a line is another name of whom the line above names."""
    return reading.content[run.start] in _OPENS_ALIAS and reading.content[run.end - 1] in _CLOSES_ALIAS


def _office(reading: Reading, run: Span) -> bool:
    """Whether an entry is what the one above it is: `Coordinator, Hill Watch`."""
    first = reading.content[run.start : run.end].partition(" ")[0].strip(",.").casefold()
    return first in TITLE_WORDS and first not in BODY_WORDS and not people(reading.content, *run)


def _of_run(reading: Reading, run: Span, *, bodies: bool) -> list[tuple[Name, str | None]]:
    start, end = run
    if _is_contact(reading, run) or is_date(reading, run) or _NOBODY.fullmatch(reading.content, start, end):
        return []
    mark = _SIGN.match(reading.content, start, end)
    start = mark.end() if mark is not None else start
    if bodies:
        return [(name, None)] if (name := _as_body(reading, start, end)) is not None else []
    persons = people(reading.content, start, end)
    if persons:
        persons = (_in_full(reading.content, start, persons[0]), *persons[1:])
        rest = reading.content[persons[-1].end : end].strip(" ,;.-–—")
        office = " ".join(rest.split()) if rest and len(persons) == 1 else None
        return [(person, office) for person in persons]
    name = named(reading.content, start, end)
    # A word in capitals that is longer than initials is a heading or a town: `WARNING`, `NEW-YORK`.
    shouted = name is not None and " " not in name.value and len(name.value) > _INITIALS
    if name is None or shouted:
        return []
    # A cable is signed with a surname in capitals, which its head writes small within the whole name.
    whole = (
        re.search(rf"[A-Z][a-z]+ {name.value.title()}\b", reading.content) if name.value.isupper() else None
    )
    if whole is not None:
        name = Name(whole.group(), *whole.span(), Kind.PERSON)
    return [(name, None)]


def _in_full(content: str, start: int, name: Name) -> Name:
    """The name with the initial that reads like the French form of address: nobody signs as `M.`."""
    if name.start == start + 3 and content.startswith("M. ", start) and content[name.start + 1] == ".":
        return name._replace(value=f"M. {name.value}", start=start)
    return name


def _as_body(reading: Reading, start: int, end: int) -> Name | None:
    """An entry in a list that the text says is one of bodies: any name is a body's."""
    start, end = bare(reading.content, start, end)
    text = reading.content[start:end]
    if (
        not text
        or not (text[0].isupper() or text[0].isdigit())
        or len(text) > 120
        or text.endswith((":", "!"))
    ):
        return None
    return Name(" ".join(text.split()), start, end, Kind.BODY)


def _is_contact(reading: Reading, run: Span) -> bool:
    return _CONTACT.search(reading.content, run.start, run.end) is not None


def is_date(reading: Reading, run: Span) -> bool:
    """Whether most of a run is a date."""
    dates = reading.dates_in(run.start, run.end)
    return bool(dates) and (dates[0].end - dates[0].start) * 2 >= run.end - run.start
