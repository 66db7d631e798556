"""One date in running text, known by a figure in it and what stands beside: its words, and the day, month or year that they name."""

from __future__ import annotations

import re

from archive.tei.found_date import BETWEEN_CALENDARS, Found, calendar, stated
from archive.tei.month_before import month_before
from archive.tei.months import MONTHS, ROMAN, month
from archive.tei.numbered_months import numbered
from archive.tei.numerals import day_after, day_before
from archive.tei.republican import republican
from archive.tei.worded_years import year_in_words

_GAP = r"[ \u00a0\n]{1,3}"
_YEAR = (
    r"(?:[1lI][0-9]{3}|20[0-9]{2}|1\.[5-9][0-9]{2}|2\.0[0-9]{2}"
    r"|\[1[0-9]\][0-9]{2}|\[1[0-9]{2}\][0-9]|1[0-9]\[[0-9]{2}\]|1[0-9]{2}\[[0-9]\])(?![0-9])"
)
_ERA = (
    rf"(?:del{_GAP}año(?:{_GAP}del{_GAP}Señor)?|de{_GAP}l[’']an(?:née)?(?:{_GAP}de{_GAP}grâce)?|des{_GAP}Jahres|A\.?[ ]?D\b\.?|[Aa]nno(?:{_GAP}Domini)?"
    rf"|[Ii]n{_GAP}the{_GAP}year(?:{_GAP}of{_GAP}our{_GAP}Lord)?|of|de|del)"
)
_ISO = re.compile(r"([12][0-9]{3})-([01][0-9])-([0-3][0-9])(?![0-9-])")
_YEAR_FIRST = re.compile(
    rf"([12][0-9]{{3}})[ ]([^\W\d_]{{3,10}})\.?,?[ ](?:the[ ])?([0-3]?[0-9])(?:st|nd|rd|th|d)?\b(?![-/:%]|[.,][0-9]|,?[ ](?:{_YEAR}))"
)
_ENGLISH = r"(?:[ ]?(?:st|nd|rd|th)|\.?(?:st|nd|rd|th|the|d|h|t))"
_ORDINAL = r"\.?[ ]?(?:st|nd|rd|th)\b\.?|\.?[dh]\b\.?|er|[èe]?me|i?[èe]me|e\b|\.?[º°ª]|\.?o\b|e?ro\b|do\b|\.?[ ]?(?:ten|tn|tes|sten|stn|ter|te|t|n|ᵗᵉⁿ)\b\.?|\."
_DAY_FIRST = re.compile(
    rf"([0-9]{{1,2}})[)\]\"”]?(?:{_ORDINAL})?(?:{_GAP}(?:day|jour|d[ií]as?))?(?:{_GAP}(?:del{_GAP}mes{_GAP}de|du{_GAP}mois{_GAP}de|of|de|del))?(?:{_GAP}|-|{_GAP}d[’']|(?<=[0-9]\.))"
    rf"\[?([^\W\d_]{{3,11}}(?:\.[a-z]{{1,3}}\b)?|[Ee]n\.?o|[Aa]g\.?to|[Aa]b\.?l|(?:[789]|10)\.?t?b(?:re?|e?r|ris))(?:\b|(?=[12][0-9]{{3}}))\]?[.:]?"
    rf"(?:,?(?:{_GAP}{_ERA})?(?:,?{_GAP}|,|/|-|(?<=de)|(?<=[a-zé])(?=[12]))(?:[(\[](?:\?[ ]?)?)?({_YEAR}))?"
)
_OF_SMALL = re.compile(
    r"[0-9]{1,2}(?:st|nd|rd|th|d)[ \n](?:day[ \n])?of[ \n][a-z]"
)  # as English writes no month but in haste
_AFTER_MONTH = re.compile(
    rf"[0-9]{{1,2}}(?:{_ENGLISH})?(?:[’']|\b|(?<=[a-z])(?=[12]))(?![:%]|[.,](?!(?:1[5-9]|20)[0-9]{{2}}(?![0-9]))[0-9])(?:(?:[ ]?[.,:]{{0,2}}{_GAP}(?:{_ERA}{_GAP})?|[,./-]|(?<=[a-z]))(?:[(\[](?:\?[ ]?)?)?({_YEAR}))?"
)
_JOINED_DAYS = re.compile(
    rf"([0-9]{{1,2}})((?:{_ORDINAL})?)(?:,?[ \n](?:and|or|to|und|u\.|oder|od\.|bis|et|ou|au|y|o|e|al?|&|(?<=[^0-9][ ])[-–])[ \n](?:(?:the|den|vom|le|du|el|del|zum)[ ])?|[-–]|,[ \n])(?=[0-9])"
)
_MOST_DAYS = 6  # of one month, one after the other
_SECOND = re.compile(rf"([0-9]{{1,2}})(?:st|nd|rd|th|d)?\b(?![:%]|[.,][0-9])(?:,?{_GAP}[(\[]?({_YEAR}))?")
_SECOND_OF_TWO = re.compile(
    rf"(?:st|nd|rd|th|d)?(?:[ ]?[-–][ ]?|[ ](?:and|&|to|or)[ ])([0-9]{{1,2}})(?:st|nd|rd|th|d)?,?{_GAP}[(\[]?({_YEAR})"
)
_JOINING = frozenset({"-", "–", " - ", " – ", " and ", " & ", " to ", " or "})
_DOUBLE = re.compile(r"/([0-9]{1,2}|1[0-9]{3})(?![0-9])")
_PARTED = re.compile(rf"([123])[ ](?=[0-9]{_GAP}[^\W\d_]{{3}})")
_IN_FIGURES = re.compile(rf"([0-9]{{1,2}})([./-])[ ]?([0-9]{{1,2}}|[IVX]{{1,4}})\2[ ]?({_YEAR})")
_TAKEN = re.compile(r"(?<![^\W_])(?:[12]?[0-9]|3[01])[.º]?(?:st|nd|rd|th)?[ ]?\Z")
_DAY_REACH = 8
_GLUED = re.compile(r"(?<![^\W_])([^\W\d_]{3,11})\Z")
_PREPOSITION = re.compile(
    r"(?:\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Dd]uring|of|by|from|[Ee]n|[Dd]esde|hasta|[Dd]epuis|[Ss]eit|Jahre?s?|Ende|año|año de|année|l[’']an)[ \n]|[’']s? )\Z"
)
_SINGULAR = r"was|is|has|his|this|its|as|thus|us|always|perhaps|unless|towards|elections|les|des|nous|vous|mais|dans|plus|pas|sous|los|las|das|es|als|aus|bis|dies"
_NO_YEAR = re.compile(
    rf"[-/:,.]?[0-9]|[ ]?%|[ ](?:percent|per cent|(?!(?:{_SINGULAR})\b)[a-z]+s\b|(?:Mark|Thaler|Gulden|Francs|Mann|Pfund)\b)"
)
_DAY = re.compile(r"(?:-|[0-9]{4})-[0-9]{2}-[0-9]{2}\Z")
_AFTER_DAY = ("º", "°", "ª", ".", "-", ")", "]", '"', "”")
_REACH = 28  # characters before a day in which its month stands


def date_at(content: str, start: int, end: int, stop: int, *, day_first: bool) -> Found | None:
    """The date that this figure is part of, if it is the first figure in one."""
    if end - start == 4:
        return _year(content, start, end, stop) if content[start] in "12" else None
    if end - start > 2:
        return None
    following = content[end : end + 1]
    if following in ("/", ".", "-"):
        match = _IN_FIGURES.match(content, start, stop)
        if match is not None:
            return stated(start, match.end(), _in_figures(match, day_first=day_first))
        if following == "/" and (dual := _dual(content, start, end, stop)) is not None:
            return dual
    if following.isspace() or following.isalpha() or following in _AFTER_DAY:
        match = _DAY_FIRST.match(content, start, stop)
        if match is not None and (
            number := month(match[2])
            or ((match[3] or _OF_SMALL.match(content, start)) and MONTHS.get(match[2].casefold()))
        ):
            last, year = (match.end() if match[3] else match.end(2)), match[3]
            if year is None and (worded := year_in_words(content, last, stop)) is not None:
                last, year = worded
            return _double(content, stated(start, last, calendar(year, number, int(match[1]))))
        if match is not None and (named := republican(content, start, stop)) is not None:
            return Found(start, named[0], named[1])
        if (friends := numbered(content, start, stop)) is not None:
            return stated(start, friends[0], calendar(friends[3], friends[1], friends[2]))
    before = month_before(content, start - (content[start - 1 : start] == "["))
    if before is None or _has_day(content, before.start):
        if following == " " and content[end + 1 : end + 2].isdigit():
            return _parted(content, start, stop)
        return _shared(content, start, stop) if following else None
    match = _AFTER_MONTH.match(content, start, stop)
    if match is None:
        return None
    year = match[1]
    if (
        year is None
        and (second := _SECOND_OF_TWO.match(content, end, stop))
        and int(second[1]) > int(content[start:end])
    ):
        year = second[2]
    if year is None and content[before.start - 1 : before.start].isalpha():
        return None
    last = match.end()
    if year is None and (worded := year_in_words(content, last, stop)) is not None:
        last, year = worded
    return _double(
        content, stated(before.start, last, calendar(year, int(before.when), int(content[start:end])))
    )


def _has_day(content: str, at: int) -> bool:
    """Whether a day stands before the month at this place."""
    return _TAKEN.search(content, at - _DAY_REACH if at > _DAY_REACH else 0, at) is not None


def _double(content: str, found: Found | None) -> Found | None:
    """`3 February 1712/13`: before the year began in January, a day of its first months has two; the second is ours."""
    double = (
        _DOUBLE.match(content, found.end)
        if found is not None and content.startswith("/", found.end)
        else None
    )
    if found is None or double is None or found.when[0] not in "12" or found.when[5:7] > "03":
        return found
    year = int(found.when[:4]) + 1
    if not str(year).endswith(double[1]):
        return found
    return stated(found.start, double.end(), calendar(str(year), int(found.when[5:7]), int(found.when[8:10])))


def day_beside(content: str, before: Found, start: int, stop: int) -> Found | None:
    """The second of two days of one month, which is named before the first: `May 12-14, 1898`."""
    if (
        not _DAY.match(before.when)
        or not content[before.start].isalpha()
        or content[before.end : start] not in _JOINING
    ):
        return None
    match = _SECOND.match(content, start, stop)
    if match is None or int(match[1]) <= int(before.when[-2:]):
        return None
    return stated(
        start,
        match.end(),
        calendar(match[2] or before.when[:-6].strip("-"), int(before.when[-5:-3]), int(match[1])),
    )


def glued(content: str, start: int, end: int, stop: int) -> Found | None:
    """The date of a day or year that stands right after its month, or after its place: `Jany12th 1819`, `May1820`, `Keswick9 May 1819`."""
    found = _GLUED.search(content, start - _REACH, start)
    number = month(found[1]) if found and found[1][0].isupper() else None
    if found is None or number is None:
        match = _DAY_FIRST.match(content, start, stop) if content[start - 1].islower() else None
        number = month(match[2]) if match and match[3] else None
        return (
            stated(start, match.end(), calendar(match[3], number, int(match[1])))
            if match and number
            else None
        )
    if end - start == 4 and "1" <= content[start] <= "2":
        return Found(found.start(1), end, f"{content[start:end]}-{number:02d}")
    match = _AFTER_MONTH.match(content, start, stop) if end - start < 3 else None
    if match is None or match[1] is None:
        return None
    return stated(found.start(1), match.end(), calendar(match[1], number, int(content[start:end])))


def _year(content: str, start: int, end: int, stop: int) -> Found | None:
    """`2017-12-03`; `1862 Feb. 3`; a year after its month; a year alone after a word that years stand after."""
    if content[start] == "2" and content[start + 1] != "0":
        return None
    iso = _ISO.match(content, start)
    if iso is not None:
        return stated(start, iso.end(), calendar(iso[1], int(iso[2]), int(iso[3])))
    before = month_before(content, start - (content[start - 1 : start] in ("(", "[")))
    if before is not None:
        if _has_day(content, before.start):
            return None  # the day of that month is none: 30 February
        worded = day_before(content, before.start, int(before.when), int(content[start:end]))
        if worded is not None and (when := calendar(content[start:end], int(before.when), worded[1])):
            return Found(worded[0], end, when)
        return Found(before.start, end, f"{content[start:end]}-{int(before.when):02d}")
    if (day := day_after(content, start)) is not None and (
        before := month_before(content, day[0])
    ) is not None:
        return stated(before.start, end, calendar(content[start:end], int(before.when), day[1]))
    first = _YEAR_FIRST.match(content, start, stop) if content[end + 1 : end + 2].isalpha() else None
    if first is not None and (number := month(first[2])):
        return stated(start, first.end(), calendar(first[1], number, int(first[3])))
    if _NO_YEAR.match(content, end) or not _PREPOSITION.search(
        content[(start - 14 if start > 14 else 0) : start]
    ):
        return None
    return Found(start, end, content[start:end])


def _shared(content: str, start: int, stop: int) -> Found | None:
    """`4. oder 5. August`, `7 y 8 de mayo`, `20., 21. und 22. Mai`: a day that has its month from a later one."""
    first = joined = _JOINED_DAYS.match(content, start, stop)
    for joins in range(_MOST_DAYS):
        match = _DAY_FIRST.match(content, joined.end(), stop) if joined else None
        number = month(match[2]) if match else None
        if first is None or joined is None:
            return None
        if match is not None and number is not None:
            numbered = joins == 0 and not first[2] and first[0].rstrip()[-1] == ","
            if numbered or int(first[1]) >= int(match[1]):
                return None
            return stated(start, first.end(2), calendar(match[3], number, int(first[1])))
        joined = _JOINED_DAYS.match(content, joined.end(), stop)
    return None


def _dual(content: str, start: int, end: int, stop: int) -> Found | None:
    """`12/23 Octobre 1767`: a day in the calendars of Julius Caesar and of Gregory, of which the second is ours."""
    match = _DAY_FIRST.match(content, end + 1, stop)
    number = month(match[2]) if match else None
    if match is None or number is None:
        return None
    if int(match[1]) - int(content[start:end]) not in BETWEEN_CALENDARS:
        return None
    return stated(start, match.end() if match[3] else match.end(2), calendar(match[3], number, int(match[1])))


def _parted(content: str, start: int, stop: int) -> Found | None:
    """`2 4 Décembre 1917`: a day whose two figures a machine wrote apart."""
    parted = _PARTED.match(content, start, stop)
    match = _DAY_FIRST.match(content, parted.end(), stop) if parted else None
    if parted is None or match is None or not match[3] or len(match[1]) > 1:
        return None
    number = month(match[2])
    return (
        stated(start, match.end(), calendar(match[3], number, int(parted[1] + match[1]))) if number else None
    )


def _in_figures(match: re.Match[str], *, day_first: bool) -> str | None:
    if not match[3].isdigit():
        return calendar(match[4], ROMAN[match[3]], int(match[1])) if match[3] in ROMAN else None
    first, second = int(match[1]), int(match[3])
    if match[2] == "." or first > 12 or day_first or first == second:
        return calendar(match[4], second, first)
    return calendar(match[4], first, second) if second > 12 else None
