"""What a text says it was taken from: an address, or the paper, agency or book that it was printed in before."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.describe.names import bare
from archive.describe.reading import Reading, Span, claim
from archive.outline.blocks import Genre
from archive.record.model import Origin, Statement

_HEAD, _FOOT = 8, 6
_LONGEST = 400  # characters of a line that says whence a text comes
_NEWS = frozenset({Genre.ARTICLE, Genre.OPINION, Genre.TEASERS, Genre.INTERVIEW})
_URL = re.compile(r"https?://[^\s<>\"”’]+[^\s<>\"”’.,;:)\]]")
_SOURCE = re.compile(r"\W*(?:Source|Fuente|Quelle)s?\s*:", re.IGNORECASE)
_RETRIEVED = re.compile(
    r"\W*(?:(?:(?:This|The)\s+(?:article|story|piece|text|essay|column|letter)\s+(?:was\s+)?)?"
    r"(?:originally\s+(?:published|printed|appeared)|first\s+(?:published|printed|appeared)|appeared\s+(?:originally|first))|"
    r"Re(?:printed|published|produced|trieved)(?:\s+with\s+permission)?|Taken|Copied|Tomado|Publicado\s+originalmente|Reproducido)\s+"
    r"(?:from|in|on|at|de|en)\b",
    re.IGNORECASE,
)
_APPEARED = re.compile(r"\bappeared\s+(?:in|on|at)\Z|\bpublished\s+(?:on|at)\Z", re.IGNORECASE)
_FROM = re.compile(r"\W*From\s+(?=(?:the|The)\s+[A-ZÀ-Þ])")
_ARTICLE = re.compile(r"\s*(?:the|la|el|los|las)\s+(?=[A-ZÀ-Þ])")
_UNTIL = re.compile(
    r"\s*(?:[,;(|]|(?<!\b[A-Z])\.(?:\s|$)|\s(?:on|in|of|en|el|dated|with|under|at|by)\s(?![A-Z][a-z]+\s+Times)|\s[–—-]\s|$)"
)
_PAPER = re.compile(
    r"\b(?:Times|Tribune|News|Post|Herald|Gazette|Journal|Bee|World|Sun|Globe|Chronicle|Star|Courier|Mail|Record|Press|Register|Examiner|"
    r"Observer|Guardian|Standard|Telegraph|Argus|Review|Magazine|Advertiser|Independent|Inquirer|Enquirer|Mercury|Dispatch|Ledger|"
    r"Universal|Mundo|Nación|Tiempo|Heraldo|Gaceta|Jornada|Correo|País|Figaro|Monde|Zeitung)(?:\s+of\s+.*)?\Z"
)
_NAME = re.compile(r"[A-ZÀ-Þ][\w.&’'-]*(?:\s+(?:(?:of|the|and|de|del|la|y|&)\s+)*[A-ZÀ-Þ][\w.&’'-]*){0,6}")


def sources(reading: Reading) -> tuple[Statement, ...]:
    """The address or the paper that a line at the head or foot gives as the text's source; at most one."""
    foot = reading.lines[-_FOOT:]
    for line in dict.fromkeys((*reading.lines[:_HEAD], *foot)):
        if line.end - line.start > _LONGEST:
            continue
        for rule, after in _said(reading, line, at_foot=line in foot):
            found = _address(reading, after, rule) or _outlet(reading, after, rule)
            if found is not None:
                return (found,)
    return ()


def _said(reading: Reading, line: Span, *, at_foot: bool) -> Iterator[tuple[str, Span]]:
    """Whether the line says that a source follows, and what follows."""
    said = _RETRIEVED.match(reading.content, line.start, line.end)
    if said is not None:
        rule = "appeared" if _APPEARED.search(said.group()) is not None else "line"
        yield rule, Span(said.end(), line.end)
    said = _SOURCE.match(reading.content, line.start, line.end) if at_foot else None
    if said is not None:
        yield "label", Span(said.end(), line.end)
    said = _FROM.match(reading.content, line.start, line.end)
    if said is not None:
        yield "from", Span(said.end(), line.end)


def _address(reading: Reading, after: Span, rule: str) -> Statement | None:
    url = _URL.search(reading.content, after.start, after.end) if rule != "from" else None
    if url is None:
        return None
    quotes = (reading.quote(*url.span()),)
    return claim("source", url.group(), Origin.TRANSCRIBED, "source/line", quotes, uri=url.group())


def _outlet(reading: Reading, after: Span, rule: str) -> Statement | None:
    """The name of a paper; of a label at the foot of a piece of news any name: elsewhere it is where figures come from."""
    article = _ARTICLE.match(reading.content, after.start, after.end)
    until = _UNTIL.search(reading.content, article.end() if article is not None else after.start, after.end)
    start, end = bare(
        reading.content,
        article.end() if article is not None else after.start,
        until.start() if until is not None else after.end,
    )
    if end <= start or _NAME.fullmatch(reading.content, start, end) is None:
        return None
    paper = _PAPER.search(reading.content[start:end]) is not None
    if not paper and rule != "appeared" and not (rule == "label" and reading.outline.genre in _NEWS):
        return None
    if rule == "from" and reading.content[end : after.end].strip(' .,;:)]—–-*_"”'):
        return None  # "From the Herald building they went on"
    value = " ".join(reading.content[start:end].split())
    return claim("source", value, Origin.TRANSCRIBED, "source/outlet", (reading.quote(start, end),))
