"""Days of a month that are written in words or Roman figures: English, Spanish, French and German."""

from __future__ import annotations

import re
from calendar import monthrange

_WORDS = (
    "first one primero uno premier ler ersten",
    "second two dos deux zweiten deuxième",
    "third three tres trois dritten troisième",
    "fourth four cuatro quatre vierten quatrième",
    "fifth five cinco cinq fünften cinquième",
    "sixth six seis six sechsten sixième",
    "seventh seven siete sept siebten siebenten septième",
    "eighth eight ocho huit achten huitième",
    "ninth nine nueve neuf neunten neuvième",
    "tenth ten diez dix zehnten dixième",
    "eleventh eleven once onze elften eilften onzième",
    "twelfth twelve doce douze zwölften douzième",
    "thirteenth thirteen trece treize dreizehnten treizième",
    "fourteenth fourteen catorce quatorze vierzehnten quatorzième",
    "fifteenth fifteen quince quinze fünfzehnten quinzième",
    "sixteenth sixteen dieciséis dieciseis diez_y_seis seize sechzehnten seizième",
    "seventeenth seventeen diecisiete diez_y_siete dix-sept siebzehnten siebenzehnten dix-septième",
    "eighteenth eighteen dieciocho diez_y_ocho dix-huit achtzehnten dix-huitième",
    "nineteenth nineteen diecinueve diez_y_nueve dix-neuf neunzehnten dix-neuvième",
    "twentieth twenty veinte vingt zwanzigsten vingtième",
    "twenty-first twenty-one veintiuno veintiún veinte_y_uno vingt_et_un vingt-et-un einundzwanzigsten vingt_et_unième vingt-et-unième",
    "twenty-second twenty-two veintidós veintidos veinte_y_dos vingt-deux zweiundzwanzigsten vingt-deuxième",
    "twenty-third twenty-three veintitrés veintitres veinte_y_tres vingt-trois dreiundzwanzigsten vingt-troisième",
    "twenty-fourth twenty-four veinticuatro veinte_y_cuatro vingt-quatre vierundzwanzigsten vingt-quatrième",
    "twenty-fifth twenty-five veinticinco veinte_y_cinco vingt-cinq fünfundzwanzigsten vingt-cinquième",
    "twenty-sixth twenty-six veintiséis veintiseis veinte_y_seis vingt-six sechsundzwanzigsten vingt-sixième",
    "twenty-seventh twenty-seven veintisiete veinte_y_siete vingt-sept siebenundzwanzigsten vingt-septième",
    "twenty-eighth twenty-eight veintiocho veinte_y_ocho vingt-huit achtundzwanzigsten vingt-huitième",
    "twenty-ninth twenty-nine veintinueve veinte_y_nueve vingt-neuf neunundzwanzigsten vingt-neuvième",
    "thirtieth thirty treinta trente dreißigsten trentième",
    "thirty-first thirty-one treinta_y_uno trente_et_un trente-et-un einunddreißigsten trente_et_unième trente-et-unième",
)
_DAYS = {
    word.replace("_", " ").replace("-", " "): day
    for day, words in enumerate(_WORDS, 1)
    for word in words.split()
}
_LAST = frozenset({"dernier", "last", "letzten", "último"})
_BEFORE = re.compile(
    r"(?<![^\W_])((?:(?:[Dd]iez|[Vv]einte|[Tt]reinta)\sy\s|(?:[Vv]ingt|[Tt]rente)\set\s|(?:[Tt]wenty|[Tt]hirty)\s)?[^\W\d_][^\W\d_-]*(?:-[^\W\d_]+){0,2}|[IVX]{1,6})"
    r"(?:\s(?:day|jour|días?))?\s?(?:\s(?:of|de|del|(?:del?\s)?mes\sde)\s|\sd[’']|\s)\Z"
)
_ROMAN = re.compile(r"(?:X{0,3})(?:IX|IV|V?I{0,4})\Z")
_TWO_WORDS = re.compile(r"(?<![^\W_])[^\W\d_]+[ -][^\W\d_]+\Z")
_REACH = 40


def day_before(content: str, at: int, month: int, year: int) -> tuple[int, int] | None:
    """Where a day starts that is written in words right before the month at this place, and which day of the month it is."""
    floor = at - _REACH if at > _REACH else 0
    found = _BEFORE.search(content[floor:at])
    if found is None:
        return None
    word = found[1]
    if word.casefold() in _LAST:
        day = monthrange(year, month)[1]
    elif word.isupper() and _ROMAN.match(word):
        day = _roman(word)
    else:
        day = _DAYS.get(_plain(word), 0)
    return (floor + found.start(1), day) if day else None


def in_words(word: str) -> int:
    """The number that an ordinal stands for; 0 for other words."""
    return _DAYS.get(word.casefold(), 0)


def day_after(content: str, at: int) -> tuple[int, int] | None:
    """As `day_before`, of a day in words after its month and right before this place: `January Fifteen 1818`."""
    before = content[(at - _REACH if at > _REACH else 0) : at].rstrip(" ,.;:\u2013\u2014-")
    last = before[max(before.rfind(" "), before.rfind("-")) + 1 :]
    if last.casefold() not in _DAYS:
        return None
    end = at - min(at, _REACH) + len(before)
    for words in [*_TWO_WORDS.findall(before), last]:
        if (day := _DAYS.get(_plain(words))) is not None:
            return end - len(words), day
    return None


def _plain(words: str) -> str:
    return " ".join(words.casefold().replace("-", " ").split())


def _roman(word: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10}[letter] for letter in word]
    following = [*values[1:], 0]
    return sum(-value if value < more else value for value, more in zip(values, following, strict=True))
