"""An abstract that says what the document is and lets it speak for itself, and the incipit of one without a title.

Nothing is summarized: what a text says is quoted, and so stays its own.
"""

from __future__ import annotations

import re

from archive.describe.reading import Reading, Span, claim
from archive.describe.titles import Known, article, counted, nature, topic_of, written
from archive.describe.wordlists import word_set
from archive.outline.blocks import Block, Genre, Role
from archive.record.model import Evidence, Origin, Statement

_LEAST, _MOST = 15, 300
_QUOTED = 90  # words of the text at most
_INCIPIT, _INCIPIT_LEAST, _INCIPIT_MOST = 10, 5, 18
_SMALL = word_set(  # at which no incipit ends
    "a an the of to in on for and or by with its it is that which as at from his her their our he she was "
    "were be de la el los las un una y o en que se su por con para del al le les des du et à dans der die "
    "das und ein eine zu von"
)
_END = re.compile(r"[.!?…][\"”’')\]]?(?=\s+[\"“‘¿¡(]?[A-ZÀ-Þ0-9]|\s*\Z)")
_ASIDE = re.compile(
    r"\s*(?:[(\[](?:[^()\[\]\n]*\b)?(?:[Aa]pplause|[Cc]heers|[Ll]aughter|[Aa]plausos|[Rr]isas)\b[^()\[\]\n]*[)\]]\.?\s*)?"
)
_SHORT = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Rev|Hon|Sr|Sra|St|No|Vol|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Gen|Sen|Rep|Gov|Lic|Ing|vs|etc|ca|cf|Fig|"
    r"Inc|Ltd|Co|Corp|U\.S|D\.C|a\.m|p\.m)|\b[A-ZÀ-Þ])\.$"
)


def abstracts(reading: Reading, known: Known) -> tuple[Statement, ...]:
    """One abstract, if the genre is known and the text begins with a whole sentence to quote (DACS 3.1)."""
    kind = nature(reading)
    opening = _opening(reading)
    if kind is None or opening is None:
        return ()
    intro, evidence = _introduced(reading, kind, known)
    quote = " ".join(reading.content[opening.start : opening.end].split())
    value = f"{intro} It begins: {_marked(quote)}"
    demand = _announced(reading, opening.end)
    if demand is not None:
        value += (
            f" It goes on to say: {_marked(' '.join(reading.content[demand.start : demand.end].split()))}"
        )
    if not _LEAST <= len(value.split()) <= _MOST:
        return ()
    quotes = (reading.quote(*opening), *((reading.quote(*demand),) if demand is not None else ()), *evidence)
    return (claim("abstract", value, Origin.DEVISED, "abstract/opening", quotes, lang="en"),)


def incipits(reading: Reading) -> tuple[Statement, ...]:
    """The first words of the text, as another title for one that bears none."""
    first = _first(reading)
    if first is None:
        return ()
    start = _begins(reading, first)
    run = _first_words(reading, start, min(first.end, start + 400))
    if run is None:
        return ()
    value = " ".join(reading.content[run.start : run.end].split())
    evidence = (reading.quote(*run),)
    return (
        claim("alternative", value, Origin.TRANSCRIBED, "title/incipit", evidence, lang=reading.language),
    )


def _first(reading: Reading) -> Block | None:
    """The first paragraph; of news summaries, which are a list, the first of them; of a speech that in which it begins."""
    if reading.speaker is not None:
        begins = reading.speaker.begins
        return next((block for block in reading.outline.blocks if block.start <= begins < block.end), None)
    role = Role.LIST_ITEM if reading.outline.genre is Genre.TEASERS else Role.PARAGRAPH
    return next((block for block in reading.outline.blocks if block.role is role), None)


def _begins(reading: Reading, first: Block) -> int:
    """Where the words of the first paragraph begin: after a dateline, a salutation, the name of who speaks, a stage direction."""
    start = max(
        (part.end for part in first.part(Role.DATELINE, Role.SALUTATION, Role.SPEAKER)), default=first.start
    )
    if reading.speaker is not None and first.start <= reading.speaker.begins <= first.end:
        start = max(start, reading.speaker.begins)
    while (blank := _ASIDE.match(reading.content, start, first.end)) is not None and blank.end() > start:
        start = blank.end()
    return start


def _first_words(reading: Reading, start: int, end: int) -> Span | None:
    """The words up to the first pause after a handful, else the first ten, not ending in a small word."""
    words = list(re.finditer(r"\S+", reading.content[start:end]))[:_INCIPIT_MOST]
    for number, word in enumerate(words):
        if number >= _INCIPIT_LEAST and word.group()[-1] in ",;:.!?—" and not _SHORT.search(word.group()):
            last = start + word.end() - len(word.group()) + len(word.group().rstrip(",;:.!?—"))
            return Span(start + words[0].start(), last)
    kept = words[:_INCIPIT]
    while kept and (kept[-1].group().casefold() in _SMALL or kept[-1].group()[-1] in ",;:—("):
        kept.pop()
    return Span(start + kept[0].start(), start + kept[-1].end()) if len(kept) > 2 else None


def _introduced(reading: Reading, kind: str, known: Known) -> tuple[str, tuple[Evidence, ...]]:
    """`Open letter to Luis Almagro, dated 20 December 2017, signed by 13.`: each part only if the text gives it."""
    evidence: list[Evidence] = []
    said = kind
    makers = known.creators()
    if 0 < len(makers) <= 3:
        said += (" from " if kind == "Letter" else " by ") + ", ".join(
            f"{article(reading, maker)}{maker.value}" for maker in makers
        )
        evidence.extend(maker.evidence[0] for maker in makers)
    elif makers:
        said += f" from {counted(makers)}"
    if known.to is not None:
        said += f" to {known.to.name.value}"
        evidence.append(reading.quote(known.to.name.start, known.to.name.end))
    topic = topic_of(reading, known) if known.topics else None
    if topic is not None:
        said += f" on {topic[0]}"
        evidence.extend(topic[1])
    if known.created:
        day = written(known.created[0].value or "")
        if day is not None:
            said += f", dated {day}"
            evidence.extend(known.created[0].evidence)
    if len(makers) > 3:
        said += f". The first to sign is {makers[0].value}"
        evidence.append(makers[0].evidence[0])
    return f"{said}.", tuple(evidence)


def _opening(reading: Reading) -> Span | None:
    """The first whole sentence of the first paragraph, and the next while there is room and the first is short."""
    first = _first(reading)
    if first is None:
        return None
    start = _begins(reading, first)
    stop = min(
        (part.start for part in first.part(Role.CLOSING, Role.SIGNATURE, Role.CREDIT) if part.start > start),
        default=first.end,
    )
    end: int | None = None
    for mark in _END.finditer(reading.content, start, min(stop, start + 1200)):
        if _SHORT.search(reading.content, max(start, mark.start() - 8), mark.start() + 1):
            continue
        words = len(reading.content[start : mark.end()].split())
        if words > _QUOTED:
            break
        end = mark.end()
        if words >= _LEAST:
            break
    return Span(start, end) if end is not None else None


def _announced(reading: Reading, after: int) -> Span | None:
    """A sentence that announces points, with as many of them as there is room for: "We demand the following: …"."""
    blocks = reading.outline.blocks
    for number, block in enumerate(blocks[:-1]):
        if (
            block.start < after
            or block.role is not Role.PARAGRAPH
            or blocks[number + 1].role is not Role.LIST_ITEM
        ):
            continue
        text = reading.content[block.start : block.end]
        if not text.rstrip().endswith(":"):
            continue
        ends = [mark.end() for mark in _END.finditer(text)]
        start = block.start + (ends[-1] if ends else 0)
        start += len(reading.content[start : block.end]) - len(reading.content[start : block.end].lstrip())
        end: int | None = None
        for item in blocks[number + 1 :]:
            if item.role is not Role.LIST_ITEM or len(reading.content[start : item.end].split()) > _QUOTED:
                break
            end = item.end
        return Span(start, end) if end is not None else None
    return None


def _marked(quote: str) -> str:
    """The quotation within marks, with single ones inside it."""
    inner = quote.replace("“", "‘").replace("”", "’")
    return f"“{inner}”"
