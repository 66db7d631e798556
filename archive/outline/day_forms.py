"""What the day and year look like in a line that says when something was written: patterns, made of parts that have names."""

from __future__ import annotations

import re

_MONTH = (
    r"(?:jan(?:uary|uar|vier|uarii|ry|r|y|v)?|jän(?:n(?:er)?)?|jen+(?:er)?|hartung|enero|ene|feb(?:ruary|ruar|rero|ru|er|ry|y|r)?|f[ée]vr(?:ier)?|hornung"
    r"|mar(?:ch|s|zo?|ço)?|märz|mär|maerz|merz|mrz|mch|apr(?:il)?l?|abr(?:il)?|avr(?:il)?|may|mai[j]?|mayo|mey|ma[ÿy]|june?|junius|juni[ji]?|juny|jun(?:io)?|juin|brachmonath?"
    r"|july|julius|juli[j]?|juil(?:l?et)?|jul(?:io)?|heumonath?|aug(?:ust[i]?|s?t)?|august|ago(?:sto?)?|ao[ûu]t|ao[ûu]st|sept?(?:em(?:b(?:er|re|r)?)?|iembre|t?br?|t?r)?|sptbr|setiembre|herbstmonath?"
    r"|[78][. ]?t?br(?:[ei]s?)?|[789][. ]?t?be?r|o[ck]t(?:ob(?:er|re|r)?|ubre|[ou]|br?|r)?|weinmonath?|nov(?:em(?:b(?:er|re|r)?)?|iembre|br?|r)?|nobr|wintermonath?|9[. ]?t?br(?:[ei]s?)?"
    r"|d[eé][cz](?:em(?:b(?:er|re|r)?)?|br?|r)?|dic(?:iembre)?|christmonath?|(?:x|10)[. ]?[tm]?b(?:e?r|re|ris)"
    r"|gen(?:naio|n|\.)|febbraio|febuary|aprile|mag(?:gio|g)|giugno|lugl(?:io)?|sett(?:embre)?|ottobre|dicembre"
    r"|[ij]anuari[ij]|februari[ij]|marti[ij]|aprilis|ma[ij]{2}|[ij]uni[ij]|[ij]uli[ij]|augusti|(?:septem|octo|novem|decem)bris|(?:viii?|ix|xi?)[. ]?b(?:e?r|re|ris)"
    r"|vend[ée]miaire|brumaire|frimaire|niv[ôo]se|pluvi[ôo]se|vent[ôo]se|germinal|flor[ée]al|prairial|messidor|thermidor|fructidor)"
    r"(?:\.[a-z]{1,2}\b|\.|\b|(?=\d))"
)
_GLUED = r"(?-i:(?<=[a-zß]{2}))"  # a lost blank: "Stoke NewingtonMay 10th"
_WEEKDAY = (
    r"(?:(?:sun|mon|tues|wednes|thurs|fri|satur)day|lunes|martes|mi[ée]rcoles|jueves|viernes|s[áa]bado|domingo"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
    r"|(?:mon|diens|dienst|donners|frei|frey|sams|sonn?)tag|mitt?woch|sonn?abend)s?\b"
)
YEAR = r"(?:(?:1[0-9]|20)\d\d\b|an [IVX]{1,4}\b)"
_DAY = r"(?:[0-3]?\d)(?:[.]?\s?(?:st|nd|rd|th|d|h|er|ère|[eè]?me|e|ten|tn|tes|sten|stn|ter|te|t|n|º|°|ª|os)\b|º|°|ª)?"
_ROMAN_DAY = r"[IVX]{1,7}J?(?:\^?(?:e|me|esme|th|st|ten|tn|o|º))?"  # "XIIIe", "xxiiij", "XXVten"
_SHORT_YEAR = r"(?:[’'‘]\s?\d\d\b)"
_ANY_YEAR = rf"(?:{YEAR}|[89]\d\d\b|{_SHORT_YEAR})"
_OF = r"(?:of\s+|de\s+|del\s+)?[(\[]?"
_ON_WEEKDAY = rf"(?:{_WEEKDAY},?\s+(?:(?:the|den|dem|d\.|le|el|ce|d)\s+)?)?"
_MONTH_AND_DAY = rf"(?:\b|{_GLUED}(?-i:(?=[A-Z]))){_MONTH}[,:/–—-]*\s*(?:the\s+)?{_DAY}\b[,.:/–—-]*(?:\s*[–—-]?\s?{_OF}{_ANY_YEAR})?"
_DAY_AND_MONTH = (
    rf"\b(?:{_DAY}|{_ROMAN_DAY}|dernier|premier|let?zten)[,./–—-]{{0,2}}\s*(?:day\s+|jour\s+|tag\s+)?(?:of\s+|de\s+|d[’'])?{_MONTH}"
    rf"[,/–—-]*\s*(?:(?:de\s+|del\s+|of\s+)?[(\[]?{YEAR}|[’\']?\d\d\b|[89]\d\d\b)?"
)
_MONTH_AND_YEAR = rf"\b{_MONTH},?\s*(?:de\s+|del\s+|of\s+)?{_ANY_YEAR}"
_ORDINAL = r"[0-3]?\d(?:\s?(?:st|nd|rd|th|d|\.))?"
_NUMBERED_MONTH = r"(?:(?:1[0-2]|0?\d)(?:\s?(?:st|nd|rd|th|d|\.))?,?\s?mo(?:nth|\.|\b))"  # of the Quakers
_QUAKERS = (
    rf"\b(?:{_NUMBERED_MONTH},?\s(?:the\s)?{_ORDINAL}(?:\sday)?|{_ORDINAL}(?:\sday)?,?\s(?:of\s)?(?:the\s)?{_NUMBERED_MONTH})"
    rf"(?:,?\s(?:of\s)?{_ANY_YEAR})?"
)
_ISO = rf"\b{YEAR}-[01]\d-[0-3]\d\b"
_IN_FIGURES = rf"(?:(?<![\w./-])|{_GLUED})[0-3]?\d\s?[./-]{{1,2}}\s?(?:[0-3]?\d|[IVX]{{1,4}})(?:\.?\s?[./-]{{1,2}}\s?|\.?\s)(?:{YEAR}|[’']?\d\d\d?\b)"
_SLASHED = r"\b[0-3]?\d\.?\s?/\s?(?:1[0-2]|0?\d)\b\.?(?=\W*\Z)"
_ROMAN = rf"\b[0-3]?\d(?:ten|tn)?\.?\s(?:I{{1,3}}|I?V|VI{{1,3}}|I?X|XI{{1,2}})\b\.?(?:\s?{YEAR}|\s?\d\d\d?\b)?(?=\W*\Z)"
_POINTED = r"\b[0-3]?\d\.\s(?:1[0-2]|0?\d|[IVX]{1,4})\.(?=\W*\Z)"
_FORMS = (
    _MONTH_AND_DAY,
    _DAY_AND_MONTH,
    _MONTH_AND_YEAR,
    _QUAKERS,
    _ISO,
    _IN_FIGURES,
    _SLASHED,
    _ROMAN,
    _POINTED,
)
DATE = re.compile(rf"{_ON_WEEKDAY}(?:{'|'.join(_FORMS)})", re.IGNORECASE)
"""A day of a month, or a month and year: wherever in a line, it shows when the line was written."""

_SEASON = (
    r"(?:spring|summer|autumn|winter|frühling|frühjahr|sommer|herbst|printemps|été|automne|hiver|primavera|verano|otoño|invierno|xmas|christmas|noël|weihnacht(?:en)?"
    r"|ostern|oster\w+|pfingst\w*|pâques|navidad|pascua|easter|dreikönig|neujahr|new year)"
)
_LESS = (
    rf"\b{_WEEKDAY}",
    r"\b(?:christmas|easter|new year[’']s)\s+(?:day|eve)\b",
    rf"\b{_SEASON}\s(?:\w+\s)?{YEAR}",
    r"\bundated\b",
    r"\bsin fecha\b",
    r"\bsans date\b",
    r"\bohne datum\b",
)
_PLACE_AND_YEAR = rf"^\[?[^\W\d_][\w. ]{{1,30}},\s+{YEAR}\W*$"
_LONE_DAY = (
    r"^\W*(?:am|den|d\.|dem|le|the|el|du)\s+(?:[12]?\d|3[01])\.?(?:\s?(?:st|nd|rd|th|er|ten|tn|sten|ter|t)\b)?"
    r"(?=\W*(?:abends?|morgens?|früh|soir|matin|\Z))"
)
WEAK_DATE = re.compile(rf"(?:{'|'.join(_LESS)})|{_PLACE_AND_YEAR}|{_LONE_DAY}", re.IGNORECASE)
"""What tells less than a day, or a day by its number alone."""

_FAINTLY = (
    rf"^\W*{YEAR}\W*$",
    r"\b(?:sun|mon|tue?s?|wed|thu(?:rs)?|fri|sat)[.:]?(?=[\s,]|\Z)",
    r"\b(?:[12]?\d|3[01])\s?(?:ten|sten|tn)\.?(?=\W*\Z)",
    rf",\s[^\W\d_]\w+\.?\s+{YEAR}\W*$",
    r"(?<=,\s)(?:[0-3]?\d)\.(?:1[0-2]|0?\d)\.(?=\W*\Z)",
)
FAINT_DATE = re.compile("|".join(_FAINTLY), re.IGNORECASE)
"""What is a date where a letter may begin, and nowhere else."""

TIME = re.compile(
    r"\b(?:\d{1,2}(?:[:.h]\d\d)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|midi|minuit)?\s*"
    r"(?:o[’']clock|[ap]\.?\s?m\b\.?|uhr|heures?|horas?|h\b|noon|midnight|hrs)|\bhalf past\b|\b\d?\s?[½¼¾]|\b\d/\d\b",
    re.IGNORECASE,
)
"""An hour, or a part of one."""

YEARS = re.compile(YEAR)

NO_FIGURE = re.compile(
    rf"\b(?:(?:ce|le|the|den|am|die)\s{_ROMAN_DAY}\.?\s|(?:dernier|premier) jour d(?:e |[’']))", re.IGNORECASE
)
"""What may tell a day without any of our figures: "ce XIIIe jour de mars", "ce dernier jour de mai"."""
