"""Days of the French Republic, which began its years in autumn: `3 germinal an VI`."""

from __future__ import annotations

import re
from datetime import date, timedelta

from archive.tei.dates.months import ROMAN

_IN_ORDER = """
vendémiaire brumaire frimaire nivôse pluviôse ventôse germinal floréal prairial messidor thermidor fructidor
"""
_MONTHS = {name: number for number, name in enumerate(_IN_ORDER.split())}
_MONTHS |= {name.translate(str.maketrans("éô", "eo")): number for name, number in _MONTHS.items()}
_YEARS = ROMAN | {"XIII": 13, "XIV": 14}
_LENGTH = 30  # days of each
_BEFORE_FIRST = 1791  # the year I began in 1792
_NEW_YEARS = (22, 22, 22, 23, 22, 22, 22, 23, 23, 23, 23, 24, 23, 23)
"""The days of September on which the years began, from the year I on."""

_DAY = re.compile(
    r"([0-9]{1,2})(?:er)?[ \n]([^\W\d_]{6,11})\.?,?[ \n]\(?(?:de[ \n])?(?:l[’'])?an[ \n]([IVX]{1,4}|[0-9]{1,2})(?:e|me|ème)?\b"
)


def republican(content: str, start: int, stop: int) -> tuple[int, str] | None:
    """Where a date of the French Republic ends that starts here, and its day: `3 germinal an VI` is 1798-03-23."""
    found = _DAY.match(content, start, stop)
    if found is None or found[2].casefold() not in _MONTHS:
        return None
    year = int(found[3]) if found[3].isdigit() else _YEARS.get(found[3], 0)
    day = int(found[1])
    if not (1 <= year <= len(_NEW_YEARS) and 1 <= day <= _LENGTH):
        return None
    first = date(_BEFORE_FIRST + year, 9, _NEW_YEARS[year - 1])
    passed = _LENGTH * _MONTHS[found[2].casefold()] + day - 1
    return found.end(), (first + timedelta(days=passed)).isoformat()
