"""What dates look like that have their day, month or year in figures: patterns, made of parts that have names."""

from __future__ import annotations

import re

_GAP = r"[ \u00a0\n]{1,3}"
_READ_OR_COMPLETED = (
    r"\[1\][0-9]{3}|\[1[0-9]\][0-9]{2}|\[1[0-9]{2}\][0-9]|1[0-9]\[[0-9]{2}\]|1[0-9]{2}\[[0-9]\]"
)
_YEAR = rf"(?:[1lI][0-9]{{3}}|20[0-9]{{2}}|1\.[5-9][0-9]{{2}}|2\.0[0-9]{{2}}|{_READ_OR_COMPLETED})(?![0-9])"
_ERA = rf"""(?:
    del{_GAP}año(?:{_GAP}del{_GAP}Señor)?
    |del{_GAP}(?:corriente|presente){_GAP}año(?:{_GAP}de)?
    |de{_GAP}l[’']an(?:née)?(?:{_GAP}de{_GAP}grâce)?|de{_GAP}la{_GAP}présente{_GAP}année
    |des{_GAP}Jahres
    |A\.?[ ]?D\b\.?
    |[Aa]nno(?:{_GAP}Domini)?
    |[Ii]n{_GAP}the{_GAP}year(?:{_GAP}of{_GAP}our{_GAP}Lord)?
    |of|de|del
)"""
_OPENED = r"(?:[(\[](?:\?[ ]?)?)?"  # `15 May [? 1801]`
_ENGLISH_SUFFIX = "(?:st|nd|rd|th|d)"
_SUFFIX_AFTER_MONTH = r"(?:[ ]?(?:st|nd|rd|th)|\.?(?:st|nd|rd|th|the|d|h|t))"
_SUFFIX = r"""(?:
    \.?[ ]?(?:st|nd|rd|th)\b\.?|\.?[dh]\b\.?
    |er\b\.?|er|[èe]?me|i?[èe]me|e\b
    |\.?[º°ª]\.?|(?:\.?o|e?ro|do)\b\.?
    |\.?[ ]?(?:ten|tn|tes|sten|stn|ter|te|t|n|ᵗᵉⁿ)\b\.?
    |\.
)"""
_MONTH = r"""(?:
    [^\W\d_]{3,11}(?:\.[a-z]{1,3}\b)?
    |[Ee]n\.?o|[Aa]g\.?to|[Aa]b\.?l
    |(?:[789]|10)\.?t?b(?:re?|e?r|ris)
)"""
_AND = r"(?:and|or|to|und|u\.|oder|od\.|bis|auf|et|ou|au|y|o|e|al?|&|(?<=[^0-9][ ])[-–])"
_ARTICLE = "(?:the|den|vom|le|du|el|del|zum)"


def _pattern(form: str) -> re.Pattern[str]:
    return re.compile(form, re.VERBOSE)


ISO = _pattern(
    r"(?P<year>[12][0-9]{3})(?P<mark>[-/.])(?P<month>[01][0-9])(?P=mark)(?P<day>[0-3][0-9])(?![0-9/-]|\.[0-9])"
)
YEAR_FIRST = _pattern(rf"""
    (?P<year>[12][0-9]{{3}})[ ](?P<month>[^\W\d_]{{3,10}})\.?,?[ ](?:the[ ])?(?P<day>[0-3]?[0-9]){_ENGLISH_SUFFIX}?\b
    (?![-/:%]|[.,][0-9]|,?[ ]{_YEAR})
""")
"""`1862 Feb. 3`."""

DAY_FIRST = _pattern(rf"""
    (?P<day>[0-9]{{1,2}})[)\]"”]?{_SUFFIX}?
    (?:{_GAP}(?:day|jour|d[ií]as?))?
    (?:{_GAP}(?:del{_GAP}mes{_GAP}de|du{_GAP}mois{_GAP}de|of|de|del))?
    (?:{_GAP}|[-/]|{_GAP}d[’']|(?<=[0-9]\.))
    \[?(?P<month>{_MONTH})(?:\b|(?=[12][0-9]{{3}}))\]?[.:]?
    (?:
        ,?(?:{_GAP}{_ERA})?
        (?:,?{_GAP}|,|/|-|(?<=de)|(?<=[a-zé])(?=[12])|(?<=[a-zé]\.)(?=[12]))
        {_OPENED}(?P<year>{_YEAR})
    )?
""")
"""`3 de mayo de 1821`, `5ten Jenner`, `6. 10.br 1804`; the year may be left out."""

OF_SMALL = _pattern(rf"[0-9]{{1,2}}{_ENGLISH_SUFFIX}[ \n](?:day[ \n])?of[ \n][a-z]")
"""`29th of march`: English writes no month so but in haste."""

AFTER_MONTH = _pattern(rf"""
    [0-9]{{1,2}}{_SUFFIX_AFTER_MONTH}?
    (?:[’']|\b|(?<=[a-z])(?=[12]))
    (?![:%]|[.,](?!(?:1[5-9]|20)[0-9]{{2}}(?![0-9]))[0-9])  # no verse, share or sum, but `11,1806`
    (?:
        (?:[ ]?[.,:]{{0,2}}{_GAP}(?:{_ERA}{_GAP})?|[,./-]|(?<=[a-z]))
        {_OPENED}(?P<year>{_YEAR})
    )?
""")
"""The day of a month that stands before it, and the year: `3rd, 1821`."""

JOINED_DAYS = _pattern(rf"""
    (?P<day>[0-9]{{1,2}})(?P<suffix>{_SUFFIX}?)
    (?:
        ,?[ \n]{_AND}[ \n](?:{_ARTICLE}[ ])?
        |[-–/]
        |,[ \n]
    )(?=[0-9])
""")
"""A day that another follows."""

SECOND = _pattern(rf"""
    (?P<day>[0-9]{{1,2}}){_ENGLISH_SUFFIX}?\b(?![:%]|[.,][0-9])(?:,?{_GAP}[(\[]?(?P<year>{_YEAR}))?
""")
SECOND_OF_TWO = _pattern(rf"""
    {_ENGLISH_SUFFIX}?(?:[ ]?[-–][ ]?|[ ](?:and|&|to|or)[ ])(?P<day>[0-9]{{1,2}}){_ENGLISH_SUFFIX}?,?{_GAP}[(\[]?(?P<year>{_YEAR})
""")
JOINING = frozenset({"-", "–", " - ", " – ", " and ", " & ", " to ", " or "})
DOUBLE_YEAR = _pattern(r"[/–-](?P<second>[0-9]{1,2}|1[0-9]{3})(?![0-9])")
PARTED = _pattern(rf"(?P<tens>[123])[ ](?=[0-9]{_GAP}[^\W\d_]{{3}})")
IN_FIGURES = _pattern(rf"""
    (?P<first>[0-9]{{1,2}})(?P<mark>[./-])[ ]?(?P<second>[0-9]{{1,2}}|[IVX]{{1,4}}|[ivx]{{1,4}})(?P=mark)[ ]?(?P<year>{_YEAR})
""")
DAY_BEFORE = _pattern(r"(?<![^\W_])(?:[12]?[0-9]|3[01])[.º]?(?:st|nd|rd|th)?[ ]?\Z")
GLUED_WORD = _pattern(r"(?<![^\W_])([^\W\d_]{3,11})\Z")
BEFORE_YEAR = _pattern(r"""(?:
    \b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Dd]uring|of|by|from|[Ee]n|[Dd]esde|hasta|[Dd]epuis|[Ss]eit|Jahre?s?|Ende|año|año[ ]de|année|l[’']an)[ \n]
    |[’']s?[ ]
)\Z""")
"""What stands before a year that stands alone."""

_SINGULAR = (
    "was|is|has|his|this|its|as|thus|us|always|perhaps|unless|towards|elections"
    "|les|des|nous|vous|mais|dans|plus|pas|sous|los|las|das|es|als|aus|bis|dies"
)
NO_YEAR = _pattern(rf"""
    [-/:,.]?[0-9]
    |[ ]?%
    |[ ](?:percent|per[ ]cent|(?!(?:{_SINGULAR})\b)[a-z]+s\b|(?:Mark|Thaler|Gulden|Francs|Mann|Pfund)\b)
""")
"""What stands after a number of things."""
