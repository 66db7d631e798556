"""Pages of teasers that tell how old each is: a headline, `3 hours ago`, and what it leads to, each an item of one list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.outline.blocks import Role
from archive.outline.lines import Claim, Sheet

_AGO = re.compile(
    r"(?:about |hace |il y a |vor )?(?:an?|one|una?|une?|ein(?:er|em)?|\d{1,3})\s?"
    r"(?:min(?:ute|uto)?s?|mins|hours?|hrs?|h|days?|d|weeks?|months?|horas?|d[íi]as?|semanas?|mes(?:es)?|heures?|jours?|semaines?|mois|Minuten?|Stunden?|Tag(?:en)?|Wochen?)"
    r"(?: ago)?",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"(?:\d{1,2}\.? (?:de )?[^\W\d]{3,10}\.?|[^\W\d]{3,9}\.? \d{1,2}),? (?:de )?(?:19|20)\d\d|(?:yesterday|today|ayer|hoy|hier|gestern|heute)",
    re.IGNORECASE,
)
_FEWEST = 3  # lines that tell how old something is
_LONG = 60  # characters of a lead


def timed(sheet: Sheet) -> Iterator[Claim]:
    """The items of such a page, where three lines are nothing but an age or a day, and two of them an age."""
    content = sheet.content
    # Asked one by one and not in a loop: most texts have none.
    if not (
        " ago\n" in content
        or "\nhace " in content
        or "\nHace " in content
        or "\nil y a " in content
        or "\nIl y a " in content
        or "\nvor " in content
        or "\nVor " in content
    ):
        return
    ages = [n for n, unit in enumerate(sheet.units) if unit.short and _is_time(unit.text)]
    aged = sum(_AGO.fullmatch(sheet.units[n].text) is not None for n in ages)
    if len(ages) < _FEWEST or aged < _FEWEST - 1 or ages[0] == 0:
        return
    last = sum(len(sheet.units[n - 1].text) > _LONG and sheet.units[n - 1].ends for n in ages)
    if 2 * last > len(ages):  # the age ends its item
        yield from _items([max(0, ages[0] - 2), *(n + 1 for n in ages[:-1])], ages[-1])
    else:
        yield from _items([n - 1 for n in ages], _end(sheet, ages[-1]))


def _is_time(text: str) -> bool:
    return _AGO.fullmatch(text) is not None or _DAY.fullmatch(text) is not None


def _end(sheet: Sheet, at: int) -> int:
    """The last unit of the last item: its lead, if one stands right below its age."""
    below = at + 1
    return (
        below
        if below < len(sheet) and sheet.units[below].gap <= 0 and len(sheet.units[below].text) > _LONG
        else at
    )


def _items(begins: list[int], last: int) -> Iterator[Claim]:
    for first, after in zip(begins, [*begins[1:], last + 1], strict=True):
        if first < after:
            yield Claim(first, after - 1, Role.LIST_ITEM, "genre/teasers", 1)
