"""What a copyright line says: who holds the rights, and since when; and whom an imprint names as publisher.

Rights statement and access are never derived: they are a person's to decide.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from archive.describe.fields import Field
from archive.describe.names import Kind, Name, bare, kind_of, named
from archive.describe.reading import Reading, Span, claim
from archive.outline.blocks import Genre
from archive.record.model import Origin, Statement

MOST = 3
_LONGEST = 200
_HEAD, _FOOT = 16, 10
_YEARS = r"(?:1[4-9]|20)\d\d(?:\s*(?:[-–,]|and|y|to)\s*(?:1[4-9]|20)\d\d)*"
_SIGN = re.compile(
    rf"(?:^|(?<=[\s*#/;.|>]))(?:(?:Copyright|COPYRIGHT)\s*(?:©|\([cC]\))|©|\([cC]\)(?=\s*{_YEARS})|(?:Copyright|COPYRIGHT),?(?=\s+{_YEARS}))\s*"
)
_FIRST = re.compile(rf"(?P<years>{_YEARS})\s*,?\s*(?:[Bb]y\s+|por\s+)?(?P<holder>.*)")
_LAST = re.compile(rf"(?:[Bb]y\s+)?(?P<holder>[^\d\n]{{3,80}}?),?\s+(?P<years>{_YEARS})\b")
_CUT = re.compile(
    r"\s*(?:[.,;:]?\s*(?:All|Some|No)\s+[Rr]ights|(?<=\bInc\.)\s|(?<=\bLtd\.)\s|(?<=\bCorp\.)\s|ALL RIGHTS|[.,;]?\s*(?:Todos los|Reservados)|<|\(|\[|https?:|www\.|\||\s[-–—]\s"
    r"|(?<!\bInc)(?<!\bCo)(?<!\bLtd)(?<!\bCorp)(?<!\b[A-Z])(?<!\bSt)\.(?:\s|$)|,?\s+(?:and|et|y)\s+(?:others|contributors|al)\b|\s+and its licensors)"
)
_ARTICLE = re.compile(r"(?:the|la|el|los|las)\s+")
_IMPRINT = re.compile(
    r"(?:Published|Publicado|Veröffentlicht|Publié|Éditée?|Editado)\s+(?:by|por|von|par)\s+(?:the\s+)?(?=[A-ZÀ-Þ])"
)


class Notice(NamedTuple):
    """A copyright line: the whole of it, its holder if one is named, its years as EDTF."""

    line: Span
    holder: Name | None
    years: str
    years_at: Span


def notices(reading: Reading) -> tuple[Notice, ...]:
    """The copyright lines at the head and foot of the text, in order."""
    if not any(sign in reading.content for sign in ("©", "opyright", "OPYRIGHT", "(c)", "(C)")):
        return ()
    # What stands amid a text is a picture's notice, or a quotation's; the document's own is at its head or foot.
    lines = dict.fromkeys((*reading.lines[:_HEAD], *reading.lines[-_FOOT:]))
    found = (_notice(reading, line) for line in lines if line.end - line.start <= _LONGEST)
    return tuple(notice for notice in found if notice is not None)


def rights(reading: Reading, found: tuple[Notice, ...]) -> tuple[Statement, ...]:
    """Rights holders, and the date if all lines agree on one; dateCopyrighted does not repeat (deposit profile)."""
    stated: list[Statement] = []
    holders = {notice.holder.value: notice for notice in reversed(found) if notice.holder is not None}
    # Several signs without the word are the credits of pictures.
    worded = any(
        "opyright" in quoted or "OPYRIGHT" in quoted
        for quoted in (reading.content[slice(*notice.line)] for notice in found)
    )
    sure = len(holders) == 1 or (worded and len(holders) <= MOST)
    for notice in list(holders.values())[::-1] if sure else ():
        if notice.holder is not None:
            quotes = (reading.quote(notice.holder.start, notice.holder.end), reading.quote(*notice.line))
            stated.append(
                claim(
                    "rightsHolder",
                    notice.holder.value,
                    Origin.TRANSCRIBED,
                    "rights/notice",
                    quotes,
                    note=str(notice.holder.kind),
                )
            )
    if len({notice.years for notice in found}) == 1:
        quotes = (reading.quote(*found[0].years_at), reading.quote(*found[0].line))
        stated.append(
            claim(
                "dateCopyrighted", found[0].years, Origin.TRANSCRIBED, "rights/notice", quotes, scheme="EDTF"
            )
        )
    return tuple(stated)


def publishers(
    reading: Reading, found: tuple[Notice, ...], fields: tuple[Field, ...]
) -> tuple[Statement, ...]:
    """The publisher that an imprint names, or the body whose copyright line closes a piece of news."""
    for field in fields:
        name = named(reading.content, field.start, field.end) if field.kind == "publisher" else None
        if name is not None:
            return (_publisher(reading, name, "publisher/field", Origin.TRANSCRIBED),)
    for line in (*reading.lines[:12], *reading.lines[-6:]):
        imprint = _IMPRINT.match(reading.content, line.start, line.end)
        name = named(reading.content, imprint.end(), line.end) if imprint is not None else None
        if name is not None and name.kind is Kind.BODY:
            return (_publisher(reading, name, "publisher/imprint", Origin.TRANSCRIBED),)
    foot = reading.lines[-3:][0].start if reading.lines else 0
    news = reading.outline.genre in (Genre.TEASERS, Genre.ARTICLE, Genre.OPINION)
    if news and len(found) == 1 and found[0].line.start >= foot:
        holder = found[0].holder
        if holder is not None and holder.kind is Kind.BODY:
            return (_publisher(reading, holder, "publisher/notice", Origin.INFERRED, found[0].line),)
    return ()


def _publisher(
    reading: Reading, name: Name, rule: str, origin: Origin, line: Span | None = None
) -> Statement:
    evidence = (reading.quote(name.start, name.end), *((reading.quote(*line),) if line is not None else ()))
    return claim("publisher", name.value, origin, rule, evidence, note=str(name.kind))


def _notice(reading: Reading, line: Span) -> Notice | None:
    sign = _SIGN.search(reading.content, line.start, line.end)
    if sign is None:
        return None
    said = _FIRST.match(reading.content, sign.end(), line.end) or _LAST.match(
        reading.content, sign.end(), line.end
    )
    if said is None:
        return None
    years_at = Span(*said.span("years"))
    return Notice(line, _holder(reading, *said.span("holder")), _edtf(said["years"]), years_at)


def _holder(reading: Reading, start: int, end: int) -> Name | None:
    cut = _CUT.search(reading.content, start, end)
    end = cut.start() if cut is not None else end
    article = _ARTICLE.match(reading.content, start, end)
    start, end = bare(reading.content, article.end() if article is not None else start, end)
    text = reading.content[start:end]
    words = text.split()
    if (
        not words
        or len(text) > 90
        or not (text[0].isupper() or text[0].isdigit())
        or len(words) > 10
        or text.endswith((" and", " y", ","))
    ):
        return None
    capitals = sum(word[0].isupper() for word in words)
    kind = kind_of(text) or (Kind.BODY if capitals * 2 >= len(words) else None)
    return Name(" ".join(words), start, end, kind) if kind is not None else None


def _edtf(years: str) -> str:
    """One year, an interval, or one year and another: `2023`, `2001/2023`, `{1989,1991}`."""
    numbers = sorted({int(year) for year in re.findall(r"\d{4}", years)})
    if len(numbers) == 1:
        return str(numbers[0])
    if len(numbers) == 2 and re.search(r"\d\s*(?:[-–]|to)\s*\d", years):
        return f"{numbers[0]}/{numbers[1]}"
    return "{" + ",".join(map(str, numbers)) + "}"
