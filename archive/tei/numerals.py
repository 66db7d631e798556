"""Days of a month that are written in words or Roman figures: English, Spanish, French and German."""

from __future__ import annotations

import re
from calendar import monthrange

_WORDS = (
    "first primero uno premier ersten",
    "second dos deux zweiten",
    "third tres trois dritten",
    "fourth cuatro quatre vierten",
    "fifth cinco cinq fünften",
    "sixth seis six sechsten",
    "seventh siete sept siebten siebenten",
    "eighth ocho huit achten",
    "ninth nueve neuf neunten",
    "tenth diez dix zehnten",
    "eleventh once onze elften eilften",
    "twelfth doce douze zwölften",
    "thirteenth trece treize dreizehnten",
    "fourteenth catorce quatorze vierzehnten",
    "fifteenth quince quinze fünfzehnten",
    "sixteenth dieciséis dieciseis diez_y_seis seize sechzehnten",
    "seventeenth diecisiete diez_y_siete dix-sept siebzehnten siebenzehnten",
    "eighteenth dieciocho diez_y_ocho dix-huit achtzehnten",
    "nineteenth diecinueve diez_y_nueve dix-neuf neunzehnten",
    "twentieth veinte vingt zwanzigsten",
    "twenty-first veintiuno veintiún veinte_y_uno vingt_et_un vingt-et-un einundzwanzigsten",
    "twenty-second veintidós veintidos veinte_y_dos vingt-deux zweiundzwanzigsten",
    "twenty-third veintitrés veintitres veinte_y_tres vingt-trois dreiundzwanzigsten",
    "twenty-fourth veinticuatro veinte_y_cuatro vingt-quatre vierundzwanzigsten",
    "twenty-fifth veinticinco veinte_y_cinco vingt-cinq fünfundzwanzigsten",
    "twenty-sixth veintiséis veintiseis veinte_y_seis vingt-six sechsundzwanzigsten",
    "twenty-seventh veintisiete veinte_y_siete vingt-sept siebenundzwanzigsten",
    "twenty-eighth veintiocho veinte_y_ocho vingt-huit achtundzwanzigsten",
    "twenty-ninth veintinueve veinte_y_nueve vingt-neuf neunundzwanzigsten",
    "thirtieth treinta trente dreißigsten",
    "thirty-first treinta_y_uno trente_et_un trente-et-un einunddreißigsten",
)
_DAYS = {word.replace("_", " "): day for day, words in enumerate(_WORDS, 1) for word in words.split()}
_LAST = frozenset({"dernier", "last", "letzten", "último"})
_BEFORE = re.compile(
    r"(?<![^\W_])((?:(?:diez|veinte|treinta)\sy\s|(?:vingt|trente)\set\s)?[^\W\d_][^\W\d_-]*(?:-[^\W\d_]+){0,2}|[IVX]{1,6})"
    r"(?:\s(?:day|jour|días?))?\s?(?:\s(?:of|de|del|(?:del?\s)?mes\sde)\s|\sd[’']|\s)\Z"
)
_ROMAN = re.compile(r"(?:X{0,3})(?:IX|IV|V?I{0,4})\Z")
_REACH = 40


def day_before(content: str, at: int, month: int, year: int) -> tuple[int, int] | None:
    """Where a day starts that is written in words right before the month at this place, and which day of the month it is."""
    floor = max(0, at - _REACH)
    found = _BEFORE.search(content[floor:at])
    if found is None:
        return None
    word = found[1]
    if word.casefold() in _LAST:
        day = monthrange(year, month)[1]
    elif word.isupper() and _ROMAN.match(word):
        day = _roman(word)
    else:
        day = _DAYS.get(" ".join(word.casefold().split()), 0)
    return (floor + found.start(1), day) if day else None


def _roman(word: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10}[letter] for letter in word]
    following = [*values[1:], 0]
    return sum(-value if value < more else value for value, more in zip(values, following, strict=True))
