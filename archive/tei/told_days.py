"""Days that are told by the day of writing: the fifth of this month, the letter of the 26th, the 28th of the same month."""

from __future__ import annotations

import re
from datetime import date

from archive.tei.years import WEEKDAYS, Anchor, day_of_week, weekday

_SUFFIX = r"(?:\.?(?:st|nd|rd|th|d)\b\.?|\.?[ ]?(?:sten|ten|tn|te|en|er|t)\b\.?|\.)?"
# How letters tell a month by the month of writing, or by the one told before: English, Spanish, French, German.
_THIS_MONTH = (
    r"[Ii]nst(?:ant)?\b\.?|of this month\b",
    r"de este mes\b|del?(?: mes)? (?:corriente|actual|presente)(?: mes)?\b(?! año)",
    r"du courant\b|courant\b|de ce mois\b",
    r"(?:[dl]\. ?|lfd\. ?|lauf(?:enden|\.) ?|d(?:ie)?s\. ?|dies(?:es|en)? ?|dieß ?|d)(?:M(?:onats|ts)\b\.?|M\.)",
    r"curr\.|huj(?:us)?\b\.?|[cC]t\.?\b|d(?:ie)?ß\b|dies\b(?=\W)",
    r"(?<=[. nt])d\.(?=[ ]?(?:[,;:)]|[a-zä-ü]))(?P<bare>)",
)
_LAST_MONTH = (
    r"[Uu]lt(?:imo)?\b\.?|of last month\b",
    r"del? (?:(?:mes )?(?:próximo )?pasado(?: mes)?|ppdo\.?|p\.? ?pdo\.?)|del mes anterior\b",
    r"du mois (?:dernier|passé)\b",
    r"v(?:origen|\.) ?M(?:onats\b|ts\b\.?|\.)",
)
_NEXT_MONTH = (
    r"[Pp]rox(?:imo)?\b\.?|of next month\b",
    r"del (?:mes )?(?:próximo|entrante)(?: mes)?\b",
    r"du mois prochain\b",
    r"n(?:ächsten|\.) ?(?:Monats\b|Mts\b\.?|M\.)",
)
_SAME_MONTH = (
    r"of the same month\b|idem\b",
    r"du même mois\b",
    r"del mismo(?: mes)?\b",
    r"dess\.|dess(?:elben|\.) (?:Monats\b|Mts\.|M\.)",
)
_MONTH_TOLD = re.compile(
    rf"([0-9]{{1,2}}){_SUFFIX}[ \n]?(?:\b|(?<=[0-9]))(?:(?P<this>(?:{'|'.join(_THIS_MONTH)}))|(?P<last>(?:{'|'.join(_LAST_MONTH)}))"
    rf"|(?P<next>(?:{'|'.join(_NEXT_MONTH)}))|(?P<same>(?:{'|'.join(_SAME_MONTH)})))"
)
_LONE = re.compile(rf"([0-9]{{1,2}})({_SUFFIX})(?![0-9/]|[.,:-][0-9]|,[ ][0-9])")
_BEFORE = re.compile(
    r"(?:\b[Vv]om|\bv\.|\b[Ss]eit[ ](?:dem|d\.)"
    r"|\b(?:yours?|letters?|notes?|favou?rs?|lines|dated?|d[ei]spatch(?:es)?|communications?|telegrams?|cards?)[ ](?:(?:of|dated|from)[ ])?the"
    r"|\b(?:lettres?|réponse|télégramme|dépêche|mot|carte|note|billet|courrier|celle|missive|conférence|séance|protocole|convention|déclaration|décret|arrêté)[ ](?:[a-zéè]+[ ])?du"
    r"|\b(?:carta|oficio|nota|comunicación|telegrama|fecha)[ ](?:fecha[ ])?(?:del?|de[ ]fecha))[ \n]\Z"
)
_GERMAN_BEFORE = re.compile(r"\b(?:[Vv]om|v\.|[AaI]m|[Dd]en|[Zz]um|&|und|u\.)[ \n]\Z")
_REACH = 30  # characters before a day in which the words stand that it may follow
_GERMAN = frozenset({"ten", "sten", "tn", "t", "en", "te"})
_ENGLISH = frozenset({"st", "nd", "rd", "th", "d"})
_ARTICLES = {"the": _ENGLISH, "v.": _GERMAN, "dem": _GERMAN | {"."}, "d.": _GERMAN | {"."}}
"""Words before a day, and the endings of which the day must have one."""

_DAY_ARTICLES = frozenset({"the", "den", "d.", "dem", "le", "el"})
_GERMAN_ARTICLES = frozenset({"am", "den", "bis", "seit"})
"""Words before a day that nothing but its ending shows to be one: `bis 15ten`."""

_LAST_WORDS = (
    _DAY_ARTICLES
    | _GERMAN_ARTICLES
    | {"vom", "v.", "du", "del", "fecha", "de"}
    | {f"{day}{mark}" for day in WEEKDAYS for mark in ("", ",", ".", "s", "s,", ".,")}
)
_WORDS = 16  # characters that the last two words may take
_FOLLOWED = re.compile(
    r"(?=[ ]?[,;:)\].!?—–&]|[ ]?\n|[ ]?\Z)"
    r"|[ ](?:[AaMmNV](?:bends?|orgens?|ittags?|achts?|achmittags?|ormittags?)|früh|and|I|we|he|she|it|they|you|at|in|to|for|with|was|is|inst|und|u\.|oder|od\.|bis"
    r"|et|ou|au|à|de|y|por|en|que|ich|wir|sie|er|habe|hat|haben|ist|war|wird|werde|in|auf|nach|bei|von|mit|zu|an|hier|dort|nicht|auch|sage|schon|noch|jedenfalls|bereits|m[’'])\b"
)
_ARTICLE = 8  # characters before the day of an entry
_BEGINS = re.compile(r"[ \t\[(]*(?:(?:[Ll]e|[Dd]en|[Dd]\.|[Aa]m|[Tt]he|[Ee]l(?:[ ]día)?|[Dd]ía|[Cc]e)[ ])?\Z")
_ENTRY = re.compile(
    r"([0-9]{1,2})((?:[.\])]|st|nd|rd|th|d\b|er|ten|sten|t\b)?[.\])]{0,2}(?:[ ](?:was[ ])?(?:[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ff]ifth|[Ss]ixth|[Ss]eventh)[ ][Dd]ay)?)"
    r"[.,:;\])]{0,2}[ ]*(?=\n|\Z)"
)
_SLIP = 3  # days by which an entry may be put too late
_HALF_MONTH = 12
_SHIFTS = (0, -1, 1, -2, 2)  # months from that of writing, the nearest first


def month_told(content: str, start: int, stop: int) -> tuple[int, str] | None:
    """Where a day ends that is told by the month of writing: `the 5th inst.`, `el 5 del corriente`, `am 16ten d. M.`.

    And "^", how many months that is from the month of writing, and the day; "=" and the day where it is the month told before.
    """
    found = _MONTH_TOLD.match(content, start, stop)
    if found is None or (
        found["bare"] is not None and _GERMAN_BEFORE.search(content, start - _REACH, start) is None
    ):
        return None
    if found["same"]:
        return found.end(), f"={found[1]}"
    return found.end(), f"^{-1 if found['last'] else 1 if found['next'] else 0} {found[1]}"


def lone_day(content: str, start: int, stop: int) -> tuple[int, str] | None:
    """Where a day ends that is told by its number alone: `vom 26ten`, `your letter of the 8th`, `Monday the 15th`.

    And "<" and the day, of a letter, which is past; "|" and the day, where the day of the week is told.
    """
    words = content[(start - _WORDS if start > _WORDS else 0) : start].rsplit(None, 2)[-2:]
    word = words[-1].lower() if words else ""
    if word not in _LAST_WORDS:
        return None
    found = _LONE.match(content, start, stop)
    if found is None or not 1 <= int(found[1]) <= 31:
        return None
    before = _BEFORE.search(content, start - _REACH, start)
    plain = (
        before is None
        and day_of_week(words[-2] if word in _DAY_ARTICLES and len(words) > 1 else word) is None
    )
    if plain and word not in _GERMAN_ARTICLES:
        return None
    suffix = found[2].strip(". ") or found[2][:1]
    if plain:
        alone = suffix in _GERMAN and _FOLLOWED.match(content, found.end())
        return (found.end(), f"|{found[1]}") if alone else None
    if not (suffix if before is None else suffix in _ARTICLES.get(word, (suffix,))):
        return None
    if _FOLLOWED.match(content, found.end()) is None and (
        suffix not in _GERMAN or content[found.end() : found.end() + 2].strip()[:1].isupper()
    ):
        return None
    return found.end(), f"{'<' if before else '|'}{found[1]}"


def entry(content: str, start: int, stop: int) -> tuple[int, str] | None:
    """Where a line ends that is a day and no more, as diaries have them below a month: `12.`, `le 12`, `17 First Day.`; and ">" and the day."""
    line = content.rfind("\n", 0, start) + 1
    if start - line > _ARTICLE or _BEGINS.match(content, line, start) is None:
        return None
    found = _ENTRY.match(content, start, stop)
    if found is None or not 1 <= int(found[1]) <= 31:
        return None
    if start - line < 2 and not found[2]:
        return None
    return found.end(1) + len(found[2].rstrip()), f">{found[1]}"


def of_diary(told: str, last: Anchor) -> str:
    """The day that `entry` saw: of the month of the entry before it, or of the next; "" where it would go back."""
    if last is None:
        return ""
    day = int(told[1:])
    back = last.day - day
    if _SLIP < back < _SLIP + _HALF_MONTH:
        return ""
    found = _in_month(last, int(back > _SLIP), day)
    return found.isoformat() if found else ""


def of_this_month(told: str, anchor: Anchor) -> str:
    """The day that `month_told` saw, in W3C form; "" where there is none, or the month of writing is not known."""
    if anchor is None:
        return ""
    shift, day = told[1:].split()
    found = _in_month(anchor, int(shift), int(day))
    return found.isoformat() if found else ""


def of_same_month(told: str, before: Anchor) -> str:
    """The day of the month in which the day told before it is; "" where none was."""
    found = _in_month(before, 0, int(told[1:])) if before else None
    return found.isoformat() if found else ""


def nearest(content: str, start: int, told: str, anchor: Anchor) -> str:
    """The day that `lone_day` saw: the last one of that number before the anchor, or the nearest; by the day of the week, if one is named."""
    if anchor is None:
        return ""
    days = [day for shift in _SHIFTS if (day := _in_month(anchor, shift, int(told[1:])))]
    if (week := weekday(content, start)) is not None:
        days = [day for day in days if day.weekday() == week]
    elif told[0] == "<":
        days = [day for day in days if day <= anchor]
    return min(days, key=lambda day: abs(day - anchor)).isoformat() if days else ""


def _in_month(anchor: date, shift: int, day: int) -> date | None:
    month = anchor.year * 12 + anchor.month - 1 + shift
    try:
        return date(month // 12, month % 12 + 1, day)
    except ValueError:
        return None
