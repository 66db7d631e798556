"""Days that Spanish acts write out in words: `a los cuatro días del mes de mayo de mil novecientos noventa y ocho`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

_BELOW_THIRTY = """
cero uno dos tres cuatro cinco seis siete ocho nueve
diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve
veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve
"""
_TENS = """
treinta cuarenta cincuenta sesenta setenta ochenta noventa
"""
_YEAR = """
enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
"""
_MONTHS = _YEAR.split()
_CENTURIES = {"mil setecientos": 1700, "mil ochocientos": 1800, "mil novecientos": 1900, "dos mil": 2000}
_UNACCENTED = str.maketrans("áéíóú", "aeiou")


def _below_hundred() -> dict[str, int]:
    named = {word: number for number, word in enumerate(_BELOW_THIRTY.split())}
    units = list(named)[1:10]
    for ten, word in enumerate(_TENS.split(), start=3):
        named[word] = ten * 10
        named |= {f"{word} y {unit}": ten * 10 + number for number, unit in enumerate(units, start=1)}
    named |= {"primero": 1, "primer": 1, "un": 1, "veintiun": 21, "treinta y un": 31}
    return {word.translate(_UNACCENTED): number for word, number in named.items()}


_NUMBERS = _below_hundred()
_WORD = r"[a-záéíóú]{2,13}(?:\s+y\s+[a-záéíóú]{2,6})?"
_SPELLED = re.compile(
    rf"\b(?P<day>{_WORD}|\d{{1,2}})\s+(?:\(\d{{1,2}}\)\s+)?(?:días?\s+)?(?:del\s+mes\s+)?de\s+(?P<month>{'|'.join(_MONTHS)})\s+del?\s+"
    rf"(?:año\s+(?:de\s+)?)?(?P<century>{'|'.join(_CENTURIES).replace(' ', chr(92) + 's+')})(?P<year>\s+{_WORD})?",
    re.IGNORECASE,
)
_THOUSAND = re.compile(r"mil\s|dos\s+mil")  # within each century


def spelled(content: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and EDTF of each day whose year is written out."""
    if " mil" not in content and " MIL" not in content and "\nmil" not in content:
        return
    if _THOUSAND.search(content.lower()) is None:  # nor in `a military court`
        return
    for seen in _SPELLED.finditer(content):
        day = int(seen["day"]) if seen["day"].isdigit() else _number(seen["day"])
        century = _CENTURIES[" ".join(seen["century"].casefold().split())]
        year, end = _year(seen)
        if day is None or (year == 0 and century != 2000):
            continue
        try:
            edtf = date(century + year, _MONTHS.index(seen["month"].casefold()) + 1, day).isoformat()
        except ValueError:
            continue
        yield seen.start(), end, edtf


def _year(seen: re.Match[str]) -> tuple[int, int]:
    """The number below a hundred, and where it ends: `dos mil nueve y` and `dos mil en` hold less than the words that match."""
    words = (seen["year"] or "").split()
    for count in (3, 1):
        number = _number(" ".join(words[:count])) if len(words) >= count else None
        if number is not None:
            return number, seen.end() if count == len(words) else seen.start("year") + seen["year"].index(
                words[0]
            ) + len(words[0])
    return 0, seen.end("century")


def _number(words: str) -> int | None:
    return _NUMBERS.get(" ".join(words.casefold().translate(_UNACCENTED).split()))
