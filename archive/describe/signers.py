"""Who signed: the persons and bodies of a signature block or of a list of signatories."""

from __future__ import annotations

import re
from typing import NamedTuple

from archive.describe.countries import without_country
from archive.describe.names import (
    BODIES_BELOW,
    BODY_WORDS,
    TITLE_WORDS,
    Kind,
    Name,
    bare,
    kind_of,
    named,
    people,
    written_small,
)
from archive.describe.reading import Reading, Span
from archive.describe.witnesses import is_witness, serves
from archive.outline.blocks import Block, Genre, Role
from archive.outline.given import GIVEN
from archive.outline.names import kin_like

_SIGNED = frozenset({Genre.LETTER, Genre.OPEN_LETTER, Genre.STATEMENT})
_LAST = 6  # blocks at the end among which what looks like a signature is one, in a text of another kind
_OPENS_ALIAS, _CLOSES_ALIAS = "\"“‘'«", "\"”’'».,"
_BESIDE = 40  # characters after a name within which the line below it begins: credentials may stand there
_INITIALS = 7  # characters of AFL-CIO
_MORE = 200  # characters of a paragraph below a signature that are more than an afterthought
MOST = 60  # names of one list that are stated; a petition of thousands is its text's business


class Signed(NamedTuple):
    """`names` in the order of the document, each with the office it gives, if any; `jointly`: "We, the undersigned …"."""

    names: tuple[tuple[Name, str | None], ...]
    jointly: bool


_UNDERSIGNED = re.compile(
    r"\bundersigned(?:\s+\w+){0,3}?\s+(?P<bodies>organi[sz]ations|groups|unions|institutions|associations|churches|networks|"
    r"non-?governmental)\b(?!,? and (?:individuals|people|persons|citizens|scholars|academics|experts))|\b(?:the\s+)?undersigned\b|\b(?P<cuerpos>organizaciones|instituciones|redes|colectivos|sindicatos)(?! y (?:personas|ciudadan|individu))(?:\s+\w+){0,3}\s+"
    r"(?:abajo\s+)?(?:firmantes|suscrit[oa]s)\b|\babajo\s+firmantes\b|\b(?:los|las)\s+(?:suscrit[oa]s|firmantes)\b",
    re.IGNORECASE,
)
_CONTACT = re.compile(r"@|https?:|www\.|\b(?:tel|phone|fax|e-?mail|tlf|móvil|cell)\b|\d{4,}", re.IGNORECASE)
_NOBODY = re.compile(  # kisses, an hour, a weekday
    r"(?:signed|signatories|firmado|firman|firmantes|suscriben|signé|signataires|unterzeichnet|unterzeichner|gezeichnet)(?: by| por| von| par)?[,.:]?|"
    r"\W*+(?:([^\W\d_])\1++\W*+)+|.*\b[ap]\.?m\b\.?|(?:\S+\s+)?(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?\b.*|"
    r"printed\s.*|(?:\S+\s+)?(?:montags?|dienstags?|mittwochs?|donnerstags?|freitags?|samstags?|sonnabends?|sonntags?|lundi|mardi|mercredi|jeudi|vendredi|"
    r"samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo)\b.*",
    re.IGNORECASE,
)
_OF_OTHERS = re.compile(r"\bEwr?\.?\s\Z", re.IGNORECASE)  # `Ew. Königl. Maj.` is who is written to
_SIGN = re.compile(
    r"(?:/s/|\(?signed\)?|firmado|firma|by(?=\s)|por(?=\s)|fdo\.?|gez\.?|\(?s\.?\)?/)[:\s]+", re.IGNORECASE
)


def signed(reading: Reading, to: str | None = None) -> Signed:
    """The signers, `to` apart; none where the text holds several letters or quotes one, for then nobody signed the whole."""
    blocks = tuple(block for block in reading.outline.of(Role.SIGNATURE) if block.start < reading.own)
    blocks = blocks or _in_close(reading)
    if not blocks or reading.several() or reading.enclosing():
        return Signed((), jointly=False)
    words = next(
        (
            found
            for block in reading.prose()[:4]
            if (found := _UNDERSIGNED.search(reading.content, block.start, block.end))
        ),
        None,
    )
    bodies = words is not None and bool(words["bodies"] or words["cuerpos"])
    letter = reading.outline.genre in _SIGNED
    names: list[tuple[Name, str | None]] = []
    for number, block in enumerate(blocks):
        if is_witness(reading, blocks, number):
            continue
        if not _goes_on(reading, block, letter) and (letter or block in reading.outline.blocks[-_LAST:]):
            signers = _of_block(reading, block, bodies=bodies)
            if names and not bodies and serves(reading, names[-1][0], block):
                signers = [(name, office) for name, office in signers if name.kind is Kind.PERSON]
            # Of those who sign one below the other some show that all do.
            sure = len(signers) > 2 and sum(_is_signer(reading, name) for name, _ in signers) * 2 > len(
                signers
            )
            # In a text of another kind, capitals below the last words are a heading's, a body's name is an entry of a list.
            names.extend(
                pair
                for pair in signers
                if pair[0].value != to
                and (letter or words is not None or sure or _is_signer(reading, pair[0]))
            )
        if len(names) >= MOST:
            break
    return Signed(tuple(_once(names))[:MOST], jointly=words is not None)


def _once(names: list[tuple[Name, str | None]]) -> list[tuple[Name, str | None]]:
    """Each signer once: below a hand's `Jno. Doe` a typist writes JOHN G. DOE."""
    kept: dict[tuple[str, ...], tuple[Name, str | None]] = {}
    for name, office in names:
        words = name.value.casefold().split()
        key = (words[0][0], words[-1].strip(".,")) if name.kind is Kind.PERSON else (name.value,)
        first = kept.get(key)
        if first is None or (first[0].value.isupper() and not name.value.isupper()):
            kept[key] = (name, office if office is not None or first is None else first[1])
        elif office is not None and first[1] is None:
            kept[key] = (first[0], office)
    return list(kept.values())


def _in_close(reading: Reading) -> tuple[Block, ...]:
    """The name that the close of a letter holds on its own line, as `Yours truly, Jane Doe` does, if it is more than a word."""
    if reading.outline.genre not in _SIGNED:
        return ()
    held = [
        part
        for block in reading.outline.blocks[-_LAST:]
        for part in block.part(Role.SIGNATURE)
        if len(reading.content[part.start : part.end].split()) > 1
        and not kin_like(reading.content[part.start : part.end])
        and _OF_OTHERS.search(reading.content[max(0, part.start - 5) : part.start]) is None
    ]
    return tuple(Block(Role.SIGNATURE, part.start, part.end, part.rule) for part in held[:1])


def _goes_on(reading: Reading, signature: Block, letter: bool) -> bool:
    """Whether the text goes on below, and the signature is the head or foot of a part: in a letter there may be a long postscript."""
    kinds = (Role.PARAGRAPH,) if letter else (Role.PARAGRAPH, Role.POSTSCRIPT)
    below = [block for block in reading.outline.of(*kinds) if block.start >= signature.end]
    most = max(_MORE, len(reading.content) // 4) if letter else _MORE
    return sum(block.end - block.start for block in below) > most


def _is_signer(reading: Reading, name: Name) -> bool:
    """Whether a name below a text that is no letter is surely a person's: a close, a given name that many bear, or an initial says so."""
    first = name.value.split()[0]
    closed = bool(reading.outline.of(Role.CLOSING))
    known = closed or first in GIVEN or len(first.rstrip(".")) == 1 or first.count(".") > 1
    return (
        name.kind is Kind.PERSON
        and known
        and not name.value.isupper()
        and not written_small(reading.content, name.value)
    )


def office_lines(reading: Reading) -> tuple[Span, ...]:
    """The lines of the signature blocks that name an office rather than a signer."""
    return tuple(
        line
        for block in reading.outline.of(Role.SIGNATURE)
        for line in reading.lines_of(block)
        if kind_of(reading.content[line.start : line.end]) is None and not _is_date(reading, line)
    )


def _of_block(reading: Reading, block: Block, *, bodies: bool) -> list[tuple[Name, str | None]]:
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
        if (
            found
            and reading.content[run.start] in _OPENS_ALIAS
            and reading.content[run.end - 1] in _CLOSES_ALIAS
        ):
            continue  # another name of whom the line above names
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
            and not _is_date(reading, run)
            and not _is_contact(reading, run)
        ):
            # The line below a name says what its bearer is; those who signed together share it.
            office = " ".join(reading.content[run.start : run.end].split())
            found = [(name, old or office) for name, old in found]
    if not bodies and any(name.kind is Kind.PERSON for name, _ in found):
        # A body below a person's name is where that person serves, not another signer.
        found = [(name, office) for name, office in found if name.kind is Kind.PERSON]
    return found + below


def _office(reading: Reading, run: Span) -> bool:
    """Whether an entry is what the one above it is: `Coordinator, Hill Watch`."""
    first = reading.content[run.start : run.end].partition(" ")[0].strip(",.").casefold()
    return first in TITLE_WORDS and first not in BODY_WORDS and not people(reading.content, *run)


def _of_run(reading: Reading, run: Span, *, bodies: bool) -> list[tuple[Name, str | None]]:
    start, end = run
    if _is_contact(reading, run) or _is_date(reading, run) or _NOBODY.fullmatch(reading.content, start, end):
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


def _is_date(reading: Reading, run: Span) -> bool:
    dates = reading.dates_in(run.start, run.end)
    return bool(dates) and (dates[0].end - dates[0].start) * 2 >= run.end - run.start
