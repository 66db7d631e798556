"""Days that are told by the day of writing: the fifth of this month, the letter of the 26th, the 28th of the same month."""

from __future__ import annotations

import re

from archive.tei.dates.forms import JOINED_DAYS
from archive.tei.dates.found import Found, Kind
from archive.tei.dates.near_days import WEEKDAYS, Anchor, day_of_week, in_month, weekday

_SUFFIX = r"(?:\.?(?:st|nd|rd|th|d)\b\.?|\.?[ ]?(?:sten|ten|tn|te|en|er|t)\b\.?|\.)?"
# How letters tell a month by the month of writing, or by the one told before: English, Spanish, French, German.
_THIS_MONTH = (
    r"[Ii]nst(?:ant)?\b\.?|of this month\b",
    r"de este mes\b|del?(?: mes)? (?:corriente|actual|presente)(?: mes)?\b(?! año)|de los corrientes\b",
    r"du courant\b|courant\b|de ce mois\b",
    r"(?:[dl]\. ?|lfd\. ?|lauf(?:enden|\.) ?|d(?:ie)?s\. ?|dies(?:es|en)? ?|dieß ?|d)(?:M(?:onats|ts)\b\.?|M\.)",
    r"curr\.|hu[ij](?:us)?\b\.?|[cC]t\.?\b|d(?:ie?)?ß\b|dies\b(?=\W)|die?(?:s|ß|ss)es\b(?![ \n](?:[A-ZÄÖÜ]|[0-9]))",
    r"(?:(?<=[. nt])d\.(?=[ ]?(?:[,;:)]|[a-zä-ü]))|(?:cr|hj|ds)\.|dit?s\b(?=\W))(?P<bare>)",
)
_LAST_MONTH = (
    r"[Uu]lt(?:imo)?\b\.?|of last month\b",
    r"del? (?:(?:mes )?(?:próximo )?pasado(?: mes)?|ppdo\.?|p\.? ?pdo\.?|pdo\.)|del mes anterior\b",
    r"du mois (?:dernier|passé)\b",
    r"v(?:origen|\.) ?M(?:onats\b|ts\b\.?|\.)|pass?at[oi]\b|passado\b|pass\.|elapsi\b",
    r"(?:des |deß )?(?:vorigen|vergangenen|verwichenen|verflossenen|verlittenen|abgewichenen) [Mm]onath?s\b",
)
_NEXT_MONTH = (
    r"[Pp]rox(?:imo)?\b\.?|of next month\b",
    r"del (?:mes )?(?:próximo|entrante)(?: mes)?\b",
    r"du mois prochain\b",
    r"(?:nächsten|kommenden|künftigen|n\.) ?(?:Monats\b|Mts\b\.?|M\.)",
)
_SAME_MONTH = (
    r"of the same month\b|idem\b",
    r"du même mois\b",
    r"del mismo(?: mes)?\b",
    r"dess\.|dess(?:elben|\.) (?:Monats\b|Mts\.|M\.)|e[ij]us(?:dem\b|d\.)",
    r"[Dd]itt?o\b(?P<ditto>)",
)
_MONTH_TOLD = re.compile(
    rf"([0-9]{{1,2}}){_SUFFIX}[ \n]?(?:\b|(?<=[0-9]))(?:(?P<this>(?:{'|'.join(_THIS_MONTH)}))|(?P<last>(?:{'|'.join(_LAST_MONTH)}))"
    rf"|(?P<next>(?:{'|'.join(_NEXT_MONTH)}))|(?P<same>(?:{'|'.join(_SAME_MONTH)})))"
)
_LONE = re.compile(rf"([0-9]{{1,2}})({_SUFFIX})(?![0-9/]|[.,:-][0-9]|,[ ][0-9])")
_WRITTEN = (
    r"\b[Vv]om|\bv\.|\b[Ss]eit[ ](?:dem|d\.)",
    r"\b(?:yours?|letters?|notes?|favou?rs?|lines|dated?|d[ei]spatch(?:es)?|communications?|telegrams?|cards?)[ ](?:(?:of|dated|from)[ ])?the",
    r"\b(?:lettres?|réponse|télégramme|dépêche|mot|carte|note|billet|courrier|celle|missive)[ ](?:[a-zéè]+[ ])?du",
    r"\b(?:conférence|séance|protocole|convention|déclaration|décret|arrêté)[ ](?:[a-zéè]+[ ])?du",
    r"\b(?:carta|oficio|nota|comunicación|telegrama|fecha)[ ](?:fecha[ ])?(?:del?|de[ ]fecha)",
)
_BEFORE = re.compile(rf"(?:{'|'.join(_WRITTEN)})[ \n]\Z")
_GERMAN_BEFORE = re.compile(
    r"\b(?:[Vv]om|v\.|[AaI]m|[Dd]en|[Dd]em|[Zz]um|[Vv]on|[Uu]nter[mn]?|[Ss]eit|[Aa]uff?|[Vv]ff?|&|und|u\.)[ \n]\Z"
)
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
_NEXT_WORDS = (
    "[AaMmNV](?:bends?|orgens?|ittags?|achts?|achmittags?|ormittags?)|früh",
    "and|I|we|he|she|it|they|you|at|in|to|for|with|was|is|inst",
    "et|ou|au|à|de|y|por|en|que|m[’']",
    r"und|u\.|oder|od\.|bis|ich|wir|sie|er|habe|hat|haben|ist|war|wird|werde|in|auf|nach|bei|von|mit|zu|an",
    "hier|dort|nicht|auch|sage|schon|noch|jedenfalls|bereits",
)
_FOLLOWED = re.compile(rf"(?=[ ]?[,;:)\].!?—–&]|[ ]?\n|[ ]?\Z)|[ ](?:{'|'.join(_NEXT_WORDS)})\b")
_LAST_DAY = 31
_SHIFTS = (0, -1, 1, -2, 2)  # months from that of writing, the nearest first


def month_told(content: str, start: int, stop: int) -> Found | None:
    """A day that is told by the month of writing, or by the one told before: `the 5th inst.`, `el 5 del corriente`, `am 16ten d. M.`."""
    found = _MONTH_TOLD.match(content, start, stop)
    joined = JOINED_DAYS.match(content, start, stop) if found is None else None
    if joined is not None:
        found = _MONTH_TOLD.match(content, joined.end(), stop)
    if found is None:
        return None
    day, end = (int(joined["day"]), joined.end("suffix")) if joined else (int(found[1]), found.end())
    unsure = found["bare"] is not None or found["ditto"] is not None
    if unsure and _GERMAN_BEFORE.search(content, start - _REACH, start) is None:
        return None
    if found["same"]:
        kind = Kind.OF_SAME_MONTH if found["ditto"] is None else Kind.OF_HEADING
        return Found(start, end, "", kind, day)
    months = -1 if found["last"] else 1 if found["next"] else 0
    return Found(start, end, "", Kind.OF_MONTH, day, months)


def lone_day(content: str, start: int, stop: int) -> Found | None:
    """A day that is told by its number alone: `vom 26ten`, `your letter of the 8th`, `Monday the 15th`, `bis 15ten`."""
    words = content[(start - _WORDS if start > _WORDS else 0) : start].rsplit(None, 2)[-2:]
    word = words[-1].lower() if words else ""
    if word not in _LAST_WORDS:
        return None
    found = _LONE.match(content, start, stop)
    if found is None or not 1 <= int(found[1]) <= _LAST_DAY:
        return None
    suffix = found[2].strip(". ") or found[2][:1]
    followed = _FOLLOWED.match(content, found.end()) is not None
    if _BEFORE.search(content, start - _REACH, start) is not None:
        kind, sure = Kind.OF_LETTER, suffix in _ARTICLES.get(word, (suffix,))
    elif day_of_week(words[-2] if word in _DAY_ARTICLES and len(words) > 1 else word) is not None:
        kind, sure = Kind.OF_WEEK, suffix != ""
    else:
        kind, sure = Kind.OF_WEEK, followed and word in _GERMAN_ARTICLES and suffix in _GERMAN
    noun = content[found.end() : found.end() + 2].strip()[:1].isupper()
    if not sure or not (followed or (suffix in _GERMAN and not noun)):
        return None
    return Found(start, found.end(), "", kind, int(found[1]))


def of_this_month(one: Found, anchor: Anchor) -> str:
    """The day that `month_told` saw, in W3C form; "" where there is none, or the month of writing is not known."""
    found = in_month(anchor, one.months, one.day) if anchor else None
    return found.isoformat() if found else ""


def nearest(content: str, one: Found, anchor: Anchor) -> str:
    """The day that `lone_day` saw: the last one of that number before the anchor, or the nearest; by the day of the week, if one is named."""
    if anchor is None:
        return ""
    days = [day for shift in _SHIFTS if (day := in_month(anchor, shift, one.day))]
    if (week := weekday(content, one.start)) is not None:
        days = [day for day in days if day.weekday() == week]
    elif one.kind is Kind.OF_LETTER:
        days = [day for day in days if day <= anchor]
    return min(days, key=lambda day: abs(day - anchor)).isoformat() if days else ""
