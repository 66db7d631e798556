"""What dates look like that have their day, month or year in figures: patterns, made of parts that have names."""

from __future__ import annotations

import re

GAP = r"[ \u00a0\n]{1,3}"
"""What parts the words of a date."""
_READ_OR_COMPLETED = (
    r"\[1\][0-9]{3}|\[1[0-9]\][0-9]{2}|\[1[0-9]{2}\][0-9]|1[0-9]\[[0-9]{2}\]|1[0-9]{2}\[[0-9]\]"
)
_FILLED_IN = r"(?:1[789][0-9][ ][0-9]|1[789][ ][0-9]{2}|1[ ][89][ ]?[0-9][ ]?[0-9])(?=[ ]?[.,;:)\]]{0,2}[ \t]*(?:\n|\Z))"
"""Years on printed paper, `188`, `18` or `1 9`, with what hands put there: at the end of a line, for elsewhere `1 850` may count things."""

_YEAR = rf"(?:[1lI][0-9]{{3}}|20[0-9]{{2}}|1\.[5-9][0-9]{{2}}|2\.0[0-9]{{2}}|{_FILLED_IN}|{_READ_OR_COMPLETED})(?![0-9])"
_ERA = rf"""(?:
    del{GAP}año(?:{GAP}del{GAP}Señor)?
    |del{GAP}(?:corriente|presente){GAP}año(?:{GAP}de)?
    |de{GAP}l[’']an(?:née)?(?:{GAP}de{GAP}grâce)?|de{GAP}la{GAP}présente{GAP}année
    |des{GAP}Jahres
    |A\.?[ ]?D\b\.?,?
    |[Aa]nno(?:{GAP}[Dd]omin[io])?|[Aa]n\.{GAP}[Dd]om\.
    |[Ii]n{GAP}the{GAP}year(?:{GAP}of{GAP}our{GAP}Lord)?
    |of|de|del
)"""
_OPENED = r"(?:[(\[](?:\?[ ]?)?)?"  # `15 May [? 1801]`
ENGLISH_SUFFIX = "(?:st|nd|rd|th|d)"
"""What English writes after the figures of a day."""
_SUFFIX_AFTER_MONTH = r"(?:[ ]?(?:st|nd|rd|th)|\.?(?:st|nd|rd|th|the|d|h|t))"
_SUFFIX = r"""(?:
    \.?[ ]?(?:st|nd|rd|th)\b\.?|\.?[dh]\b\.?
    |er\b\.?|er|r\b\.?|\.?[ ]?i?[èeê]?me\b\.?|\.?e\b\.?
    |\.?[º°ª]\.?|(?:\.?o|e?ro|do)\b\.?
    |\.?[ ]?(?:ten|tn|tes|sten|stn|ter|te|t|n|ᵗᵉⁿ)\b\.?
    |['’"″]
    |\.
)"""
_MONTH = r"""(?:
    [^\W\d_]{3,11}(?:\.[a-z]{1,4}\b|[’'][a-z]{1,2}\b)?
    |[Ee]n\.?o|[Aa]g\.?to|[Aa]b\.?l
    |(?:[789]|10)\.?t?b(?:re?|e?r|ris)
)"""
_AND = r"(?:and|or|to|undt?|vnn?dt?|u\.|oder|od\.|bis|auf|hasta|et|ou|au|y|o|e|al?|&|(?<=[^0-9][ ])[-–])"
_ARTICLE = "(?:the|of[ ]the|den|vom|le|du|el|del|zum)"


def _pattern(form: str) -> re.Pattern[str]:
    return re.compile(form, re.VERBOSE)


ISO = _pattern(
    r"(?P<year>[12][0-9]{3})(?P<mark>[-/.])(?P<month>[01][0-9])(?P=mark)(?P<day>[0-3][0-9])(?![0-9/-]|\.[0-9])"
)
YEAR_FIRST = _pattern(rf"""
    (?P<year>[12][0-9]{{3}})[ ](?P<month>[^\W\d_]{{3,10}})\.?,?[ ](?:the[ ])?(?P<day>[0-3]?[0-9]){ENGLISH_SUFFIX}?\b
    (?![-/:%]|[.,][0-9]|,?[ ]{_YEAR})
""")
"""`1862 Feb. 3`."""

DAY_FIRST = _pattern(rf"""
    (?P<day>[0-9]{{1,2}})[)\]"”]?{_SUFFIX}?
    (?:{GAP}(?:day|jour|d[ií]as?))?
    (?:{GAP}(?:del{GAP}mes{GAP}de|du{GAP}mois{GAP}de|of|de|del|di))?
    (?:{GAP}|[-/]|{GAP}d[’']|(?<=[0-9]\.))
    \[?(?P<month>{_MONTH})(?:\b|(?=[12][0-9]{{3}}))\]?[.:]?
    (?:
        [,/]?(?:{GAP}{_ERA})?
        (?:[,/]?{GAP}|[ ]?,|/|-|(?<=de)|(?<=[a-zé])(?=[12])|(?<=[a-zé]\.)(?=[12]))
        {_OPENED}(?P<year>{_YEAR})
    )?
""")
"""`3 de mayo de 1821`, `5ten Jenner`, `6. 10.br 1804`; the year may be left out."""

OF_SMALL = _pattern(rf"[0-9]{{1,2}}{ENGLISH_SUFFIX}[ \n](?:day[ \n])?of[ \n][a-z]")
"""`29th of march`: English writes no month so but in haste."""

AFTER_MONTH = _pattern(rf"""
    [0-9]{{1,2}}{_SUFFIX_AFTER_MONTH}?
    (?:[’']|\b|(?<=[a-z])(?=[12]))
    (?![:%]|[.,](?!(?:1[5-9]|20)[0-9]{{2}}(?![0-9]))[0-9])  # no verse, share or sum, but `11,1806`
    (?:
        (?:[ ]?[.,:]{{0,2}}(?:[ ]?[-–])?{GAP}(?:{_ERA}{GAP})?|,?[ ]?[-–]|[,./]|\[,[ ]|(?<=[a-z]))
        {_OPENED}(?P<year>{_YEAR})
    )?
""")
"""The day of a month that stands before it, and the year: `3rd, 1821`."""

_SINGULAR = (
    "was|is|has|his|this|its|as|thus|us|always|perhaps|unless|towards|elections"
    "|les|des|nous|vous|mais|dans|plus|pas|sous|los|las|das|es|als|aus|bis|dies"
)
"""Words that end as the plural of a thing does, and are none."""

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
    (?P<day>[0-9]{{1,2}}){ENGLISH_SUFFIX}?\b(?![:%]|[.,][0-9]|[ ](?:men|people|(?!(?:{_SINGULAR})\b)[a-z]+s)\b)
    (?:,?{GAP}[(\[]?(?P<year>{_YEAR}))?
""")
TO_NEXT_DAY = _pattern(r"[.,]{0,2}[ ](?=[0-9]{1,2}(?![0-9]))")
"""What parts a month from the day after it."""

LAST_OF_DAYS = _pattern(rf"""
    {ENGLISH_SUFFIX}?(?:,[ ][0-9]{{1,2}}{ENGLISH_SUFFIX}?){{0,5}}
    (?:[ ]?[-–][ ]?|,?[ ](?:and|&|to|or)[ ])(?P<day>[0-9]{{1,2}}){ENGLISH_SUFFIX}?,?{GAP}[(\[]?(?P<year>{_YEAR})
""")
"""`3 and 4, 1821`, `3, 4, and 5, 1821`: days of one month of which the last has the year."""

JOINING = frozenset({"-", "–", " - ", " – ", " and ", " & ", " to ", " or ", ", and ", ", & ", ", or ", ", "})
LISTED = _pattern(
    rf"[0-9]{{1,2}}{ENGLISH_SUFFIX}?(?:,[ ][0-9]{{1,2}}{ENGLISH_SUFFIX}?){{0,5}},?[ ](?:and|&|or)[ ][0-9]{{1,2}}\b"
)
"""Days of which another follows: a day after no more than a comma is one only then."""

DOUBLE_YEAR = _pattern(r"[/–-](?P<second>[0-9]{1,2}|1[0-9]{3})(?![0-9])")
PARTED = _pattern(rf"(?P<tens>[123])[ ](?=[0-9]{GAP}[^\W\d_]{{3}})")
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

NO_YEAR = _pattern(rf"""
    [-/:,.]?[0-9]
    |[ ]?%
    |[ ](?:percent|per[ ]cent|(?!(?:{_SINGULAR})\b)[a-z]+s\b|(?:Mark|Thaler|Gulden|Francs|Mann|Pfund)\b)
""")
"""What stands after a number of things."""
