"""The body in whose name a document speaks: that of the officers who signed, or the one with whose deed an unsigned text opens."""

from __future__ import annotations

import re
from typing import NamedTuple

from archive.describe.letterheads import heading_body, says_issued
from archive.describe.names import Kind, Name, named
from archive.describe.reading import Reading, Span
from archive.outline.blocks import Genre, Role

_REPORTED = (Genre.ARTICLE, Genre.OPINION, Genre.TEASERS, Genre.INTERVIEW, Genre.VERSE)
_OF = re.compile(
    r"\b(?:of|for|at|del|de|para|von|der|du)\s+(?:the\s+|la\s+|el\s+|los\s+|las\s+|l['’])?(?=[A-ZÀ-Þ])"
)
_VERBS = (
    r"extends|makes|issues|condemns|calls|demands|rejects|denounces|expresses|declares|urges|supports|stands|welcomes|deplores|affirms|"
    r"reaffirms|considers|joins|opposes|protests|condena|exige|rechaza|denuncia|expresa|declara|hace|manifiesta|llama|exhorta|repudia|"
    r"saluda|reafirma|comunica|demanda|solicita|lamenta|insta|alerta|"
    r"condamne|dénonce|exprime|exige|demande|appelle|déplore|salue|rejette|soutient|rappelle|"
    r"repudia|manifesta|conclama|apoia|verurteilt|fordert|protestiert|begrüßt|unterstützt"
)
_LEAD = re.compile(r"[\s#*]*")
_PLACE_AND_DAY = re.compile(  # `Dover, May 3, 2009 - `, `Dover, 3 de mayo de 2009. `
    r"[\s#*]*[A-ZÀ-Þ](?:[^\n–—-]{2,70}(?<=[\s)])(?:[–—]|--?)\s+|[^.\n]{2,50}\d{4}\.\s+)"
)
_OPENS = re.compile(
    rf"(?:(?:The|La|El|Las|Los|Le|Les|A|O|Die|Der|Das)\s+|L['’])?(?P<name>[A-ZÀ-Þ][^.!?:;,\n]{{5,110}}?)(?:\s+\([^()\n]{{2,20}}\))?"
    rf"(?:\s+(?:\w+ly\s+|\w+mente\s+)?(?:se\s+)?(?:{_VERBS})\b|"
    r",\s[^.;!?\n]{5,220}?\s(?:comunica|manifiesta|declara|expresa|informa|denuncia|hace\s+saber|declares|states|announces)\s?:)"
)
_THEREFORE = re.compile(
    r"\s*(?:Por\s+(?:lo\s+)?tanto|Ante\s+(?:esto|ello|lo\s+anterior)|En\s+consecuencia|Therefore|In\s+light\s+of\s+this|Par\s+conséquent),?\s+"
    r"(?:the|la|el|los|las|le|les)\s+(?P<name>[A-ZÀ-Þ][^,:;.\n]{5,110}?)(?:,\s[^:;.\n]{2,40}?)?(?:\s[a-zà-ÿ]{4,14})?\s*:\s*\Z",
)
_SAID = re.compile(
    r",\s+(?P<name>[A-ZÀ-Þ][^,.\n]{3,60}?)(?:\s+and\s+[A-ZÀ-Þ][^,.\n]{3,60}?)?\s+said\s+today\b"
)
_QUOTED = re.compile(r"“[^”]{0,2000}”|\"[^\"]{0,2000}\"|«[^»]{0,2000}»")
_WE = re.compile(
    r"\b(?:we|our|us|nosotr[oa]s|nuestr[oa]s?|exigimos|condenamos|denunciamos|rechazamos|llamamos|expresamos|manifestamos|"
    r"demandamos|saludamos|reafirmamos|nous|notre|nos|appelons|demandons|exigeons|condamnons|nós|nosso[s]?|nossa[s]?|repudiamos|"
    r"wir|unser\w{0,2})\b",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"\A(?:The|El|La|Los|Las|Le|Les|Die|Der|Das)\s+", re.IGNORECASE)
_ARTICLE_BEFORE = re.compile(r"\b(?:the|el|la|los|las)\s+\Z", re.IGNORECASE)
_OPENING = 420  # characters of a paragraph with which a statement opens
_FIRST = 1500  # characters of a paragraph that ends with who says it
_OWN = 3  # times that a body which writes says "we"
_ACTS = re.compile(rf"\s+(?:(?P<formal>makes|issues|hace|declares|declara)|{_VERBS})\b")


class Issuer(NamedTuple):
    """The body in whose name the signers speak, and the words that say so."""

    name: Name
    acts: tuple[Span, ...]


def issuer(reading: Reading, office_lines: tuple[Span, ...]) -> Issuer | None:
    """The body whose officers signed, if the text has it act in its own name ("the Center makes the following demands")."""
    if reading.outline.genre in _REPORTED:
        return None
    for line in office_lines:
        of = _OF.search(reading.content, line.start, line.end)
        name = named(reading.content, of.end(), line.end) if of is not None else None
        if name is None or name.kind is not Kind.BODY:
            continue
        acts = tuple(_acts(reading, reading.content[name.start : name.end], before=line.start))
        if acts:
            return Issuer(name, acts[:2])
    return None


def announcer(reading: Reading) -> Issuer | None:
    """The body with whose name and deed an unsigned text opens, if it goes on as "we": "The Union condemns … We demand …"."""
    if reading.outline.genre in _REPORTED or reading.enclosing():
        return None
    heads = [block for block in reading.outline.blocks[:3] if block.role is Role.HEADING]
    for block in (*heads, *reading.prose()[:1]):
        stop = min(block.end, block.start + _OPENING)
        marks = (mark.match(reading.content, block.start, stop) for mark in (_PLACE_AND_DAY, _LEAD))
        acts = (_OPENS.match(reading.content, mark.end(), stop) for mark in marks if mark is not None)
        act = next((act for act in acts if act is not None), None)
        name = named(reading.content, *act.span("name")) if act is not None else None
        if act is None or name is None or name.kind is not Kind.BODY or len(name.value.split()) < 2:
            continue
        if says_issued(reading) or _says_we(reading) >= _OWN:
            return Issuer(name, (Span(name.start, act.end()),))
    return None


def resolver(reading: Reading) -> Issuer | None:
    """The body of which an unsigned text says at last what it does: `Therefore, the Network, Redlad:` above its points."""
    if reading.outline.genre in _REPORTED:
        return None
    for block in reading.prose()[1:]:
        found = _THEREFORE.match(reading.content, block.start, min(block.end, block.start + 300))
        name = named(reading.content, *found.span("name")) if found is not None else None
        if found is not None and name is not None and name.kind is Kind.BODY:
            return Issuer(name, (Span(found.start(), found.end()),))
    return None


def sayer(reading: Reading) -> Issuer | None:
    """The body that a release says to have said its first paragraph: `…, Harbor Watch said today`."""
    if reading.outline.genre in _REPORTED or not says_issued(reading):
        return None
    for block in reading.prose()[:2]:
        said = _SAID.search(reading.content, block.start, min(block.end, block.start + _FIRST))
        name = named(reading.content, *said.span("name")) if said is not None else None
        if said is not None and name is not None and name.kind is Kind.BODY:
            return Issuer(name, (Span(name.start, said.end()),))
    return None


def letterhead(reading: Reading) -> Issuer | None:
    """The body of the letterhead, where the text says that it was issued, or has that body act and goes on as "we"."""
    name = heading_body(reading)
    if name is None or reading.outline.genre in _REPORTED:
        return None
    name = _small(reading, name) if name.value.isupper() else name
    if says_issued(reading):
        return Issuer(name, ())
    short = name.value.rpartition("(")[2].rstrip(")")
    acts = tuple(_acts(reading, short, before=len(reading.content)))
    return Issuer(name, acts[:1]) if acts and _says_we(reading) else None


def _small(reading: Reading, name: Name) -> Name:
    """The name as the text writes it where it is not in capitals, if it does; without its article."""
    bare = _ARTICLE.sub("", name.value)
    small = [
        seen
        for seen in re.finditer(re.escape(bare), reading.content, re.IGNORECASE)
        if not seen.group().isupper() and seen.group()[0].isupper()
    ]
    if small:
        before = (
            seen
            for seen in small
            if _ARTICLE_BEFORE.search(reading.content[max(0, seen.start() - 5) : seen.start()])
        )
        best = next(before, small[0])
        return Name(best.group(), best.start(), best.end(), name.kind)
    return (
        Name(bare, name.end - len(bare), name.end, name.kind)
        if name.end - name.start == len(name.value)
        else name
    )


def _says_we(reading: Reading) -> int:
    """How often the text says "we" outside quotation marks."""
    return len(_WE.findall(_QUOTED.sub("", reading.content)))


def _acts(reading: Reading, name: str, *, before: int) -> list[Span]:
    """Where the body stands before a verb of issuing in the text above the signature, the most formal first."""
    formal: list[Span] = []
    found: list[Span] = []
    at = reading.content.find(name, 0, before)
    while at >= 0 and len(found) < 8:
        act = _ACTS.match(reading.content, at + len(name))
        if act is not None:
            (formal if act["formal"] else found).append(Span(at, act.end()))
        at = reading.content.find(name, at + len(name), before)
    return formal + found
