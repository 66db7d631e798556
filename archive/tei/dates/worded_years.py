"""Years in words, as deeds and statutes end: `in the year of our Lord eighteen hundred and sixty`, `de dos mil once`, `mil huit cent quinze`."""

from __future__ import annotations

import re

_LINK = (
    r"(?:[Ii]n[ ]the[ ]year(?:[ ]of[ ](?:our[ ]Lord|[Gg]race))?|A\.?[ ]?D\.?|[Aa]nno[ ]Domini|del[ ]año(?:[ ]del[ ]Señor)?|de[ ]l[’']an(?:née)?(?:[ ]de[ ]grâce)?"
    r"|l[’']an(?:née)?(?:[ ]de[ ]grâce)?|(?:im|des)[ ]Jahre?s?|of|del?)"
)
_AFTER = re.compile(rf",?[ \n](?:(?P<link>{_LINK}),?[ \n])?(?=[^\W\d_]{{3}})")
_WORD = re.compile(r"(?:,?[ \n]|-)?([^\W\d_]+)\b")
_ONES = (
    "one un uno una ein eins",
    "two deux dos zwei",
    "three trois tres drei",
    "four quatre cuatro vier",
    "five cinq cinco fünf",
    "six six seis sechs",
    "seven sept siete sieben",
    "eight huit ocho acht",
    "nine neuf nueve neun",
    "ten dix diez zehn",
    "eleven onze once elf eilf",
    "twelve douze doce zwölf",
    "thirteen treize trece dreizehn",
    "fourteen quatorze catorce vierzehn",
    "fifteen quinze quince fünfzehn",
    "sixteen seize dieciséis dieciseis sechzehn",
    "seventeen diecisiete siebzehn",
    "eighteen dieciocho achtzehn",
    "nineteen diecinueve neunzehn",
    "twenty vingt vingts veinte zwanzig",
    "veintiuno veintiún",
    "veintidós veintidos",
    "veintitrés veintitres",
    "veinticuatro",
    "veinticinco",
    "veintiséis veintiseis",
    "veintisiete",
    "veintiocho",
    "veintinueve",
)
_TENS = (
    "thirty trente treinta dreißig",
    "forty fourty quarante cuarenta vierzig",
    "fifty cinquante cincuenta fünfzig",
    "sixty soixante sesenta sechzig",
    "seventy septante setenta siebzig",
    "eighty octante ochenta achtzig",
    "ninety nonante noventa neunzig",
)
_HUNDREDS = (
    "ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos"
)
_ADDED = (
    {word: value for value, words in enumerate(_ONES, 1) for word in words.split()}
    | {word: 10 * value for value, words in enumerate(_TENS, 3) for word in words.split()}
    | {word: 100 * value for value, word in enumerate(_HUNDREDS.split(), 1)}
)
_TIMES = dict.fromkeys(("hundred", "cent", "cents", "hundert"), 100) | dict.fromkeys(
    ("thousand", "mil", "mille", "tausend"), 1000
)
_AND = frozenset({"and", "et", "y", "und"})
_GERMAN = re.compile("|".join(sorted((*_ADDED, "hundert", "tausend", "und"), key=len, reverse=True)))
_FIRST, _LAST = 1100, 2100
_ROUND = 100
_LONGEST = 12  # words


def year_in_words(content: str, at: int, stop: int) -> tuple[int, str] | None:
    """Where the year ends that is written in words after the day or month that ends here, and the year; None where none is.

    Without a word that leads to it a round number may as well be of men or miles, and is none.
    """
    after = _AFTER.match(content, at, stop)
    if after is None:
        return None
    place, end, value, part, seen = after.end(), at, 0, 0, 0
    scaled = False
    for number in range(_LONGEST):
        found = _WORD.match(content, place, stop)
        parts = (
            _parts(found[1].casefold())
            if found and (number == 0) == (found.start() == found.start(1))
            else ()
        )
        if found is None or not parts:
            break
        for word in parts:
            if word in _AND:
                continue
            if (times := _TIMES.get(word)) is not None:
                scaled = True
                part = max(part, 1) * times
                if times == 1000:
                    value, part = value + part, 0
            elif word in ("vingt", "vingts") and seen == 4:
                part += 80 - 4
            else:
                part += _ADDED[word]
            seen = _ADDED.get(word, 0)
        place = found.end()
        end = place if parts[-1] not in _AND else end
    year = value + part
    if not scaled or not _FIRST <= year <= _LAST or (after["link"] is None and year % _ROUND == 0):
        return None
    return end, str(year)


def _parts(word: str) -> tuple[str, ...]:
    """The numbers that a word is made of; none of other words."""
    if word in _ADDED or word in _TIMES or word in _AND:
        return (word,)
    if "hundert" not in word and "tausend" not in word and "und" not in word:
        return ()
    parts = _GERMAN.findall(word)
    return tuple(parts) if "".join(parts) == word else ()
