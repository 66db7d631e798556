"""Which year is meant where a date does not write it in full, or has it elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple, TypeAlias

from archive.tei.dates.found import Found, Kind

_FULL_YEAR = re.compile(
    r"(?<![0-9.,$£#])(?<!\bBox )(?<!\bbox )(?<!\bNo )(?<!\bNo\. )(?<!\bNr\. )(?:1[4-9][0-9]{2}|20[0-9]{2})(?![0-9]|[.,][0-9]"
    r"|[ ](?:(?!(?:was|is|les|des|nous|los|las)\b)[a-z]+s\b|dollars|francs|Mark|(?:\w+[ ]){0,2}(?:[Ss]t(?:reet|\.)|[Aa]ve(?:nue|\.)|[Rr]oad)))"
)
_YEARLIKE = re.compile(r"[12](?=[0-9]{3})")
_BELOW = re.compile(
    r"[\s.,;:\])]{0,4}\n\s*[(\[]?((?:1[4-9]|20)[0-9]{2}|[’'][0-9]{2}|[0-9]{2}(?=[.\])]?[ \t]*\n\n|[.\])][ \t]*\n))[\])]?[.,]?[ \t]*(?:\n|\Z)"
)
_ABOVE = re.compile(
    r"(?:^|\n)[^\n]{0,60}(?<![0-9.,/-])(1[4-9][0-9]{2}|20[0-2][0-9])[.,\])]{0,2}[ ]*\n\s*[\[(]?\Z"
)
# Words of a time. That they begin after something that is no letter, and not at a bound, is asked several times as fast.
_OLD = re.compile(
    r"\W(?:[Ss]eyn|[Bb]ey|[Zz]wey|[Dd]rey|[Ff]reylich|[Mm]eynung|[Ss]ey|[Ww]eil?s|[Dd]aß[ ]?ich[ ]?sey|étoit|avoit|étois|avois|foi[bs]le|sçav\w+)\b"
)
_NEW = re.compile(
    r"\W(?:e-?mail|fax|telefax|television|televisión|télévision|Fernsehen|TV|computer|internet|okay|airport|weekend)\b",
    re.IGNORECASE,
)
_OLDER = re.compile(
    r"\W(?:[Tt]heuer\w*|[Tt]hu[nt]|[Tt]heil\w*|[Uu]rtheil\w*|[Gg]iebt|[Nn]öthig\w*|[Mm]uth|[Tt]hür\w*|[Ww]erth\w*|gieng|fieng|[Gg]ehorsamst\w*|[Gg]ehorsamer"
    r"|shew\w*|chuse|[Ss]ervt|[Oo]bt|[Hh]umble [Ss]ervant|[Oo]bedient [Ss]erv\w*|Esqr|Dr\.? Sir|á (?=[^\W\d_])|Jany|Feby|Augt|Septr|Octr|Novr|Decr|fuí|vuestra merced|jezt|kurtz|gantz)\b"
)
_FOREIGN = re.compile(r"ir(?:t(?<=[a-z]{3}[dlnst]irt)|en(?<=[a-z]{3}[dlnst]iren))\b")  # `marschirt`
_NET = re.compile(r"\w@\w+\.\w|https?:|www\.", re.IGNORECASE)
_OF_NETS = ("@", "http", "www.")
_EARLY, _OLDISH, _LATER, _PRESENT = -18, -17, -19, -20
"""What `some_year` says of a text without a year in full: spelled of old, somewhat so, as later on, or with words of the present."""
_HYPHENED = -21
"""What a date like `4-26-82` says, in a text that says less: nobody wrote so before the twentieth century."""

_FIGURES = re.compile("[0-9]+")
_READ = 20_000  # characters whose spelling is looked at
_SEARCHED = 100_000  # in which a year in full is looked for
_HALF = 50  # of a century
_CENTURY = 100  # years after the first that a text tells, beyond which another may be the number of a house
_BACK = 25  # years by which a short year may come before the last that the text writes in full, of which most tell of what was
_TEENS = 12  # from this year of its century on, old ways of spelling tell of the nineteenth
_LINE = 300  # characters of a dateline in which its year is looked for


_LED_TO = re.compile(
    r"(?:\b(?:for|after|before|about|circa|para|hacia|tras|avant|après|vers|um|nach|vor)[ \n]|(?P<cited>[^\W\d_]{2,}[,:] ?|(?<![0-9] )\())\Z"
)
_JOINED = re.compile(r"[ \n]?(?:,|and|or|to|y|o|al?|e|et|ou|à|und|oder|bis|[-–/])[ \n]?\Z")
_AFTER_CITED = re.compile(r"[).,;:—\n]")
_REACH = 16  # characters before a year in which a word stands that leads to it


Near: TypeAlias = Callable[[], int]
"""What `some_year` gives: looked for only where it is needed."""


class Year(NamedTuple):
    """A year in four figures; `kind` is LIKELY where its century is not certain."""

    figures: str
    kind: Kind = Kind.FULL


def some_year(content: str) -> int:
    """The first of the hundred years of which a short one may be, by a year in full; else, below zero, what spelling and words say."""
    figures = content[:_SEARCHED]
    # Where a year may begin, and there alone: asked everywhere the pattern takes ten times as long.
    begun = (_FULL_YEAR.match(figures, year.start()) for year in _YEARLIKE.finditer(figures))
    years = [int(year[0]) for year in begun if year]
    if years:
        return max(year for year in years if year - years[0] < _CENTURY) - _BACK
    words = f"\n{content[:_READ]}"  # so that something stands before each
    small = words.lower()
    if any(map(small.__contains__, _OF_NETS)) and _NET.search(words):
        return _PRESENT
    if _NEW.search(words):
        return _PRESENT
    if "ſ" in words or _OLD.search(words):
        return _EARLY
    older = "theil" in words or "thüm" in words or _OLDER.search(words) or _FOREIGN.search(words)
    return _OLDISH if older else _LATER


def year_beside(content: str, start: int, end: int) -> Year | None:
    """The one year that a dateline writes in full, wherever in it; None where it writes none or several."""
    years = set(_FULL_YEAR.findall(content, start, min(end, start + _LINE)))
    return Year(years.pop()) if len(years) == 1 else None


def only_year(content: str, start: int, line: tuple[int, int]) -> bool:
    """Whether the year at this place is all that a dateline says of its date."""
    return (
        line[1] - line[0] < _LINE
        and len(_FIGURES.findall(content, *line)) == 1
        and _FULL_YEAR.match(content, start) is not None
    )


def year_alone(content: str, start: int, done: int) -> Found | None:
    """A year in news that no preposition of time leads to: `Lima, 1948.`, `(1945)`, `for 1904`, `1848 and 1852` (a date ends at `done`)."""
    if _FULL_YEAR.match(content, start) is None:
        return None
    floor = max(done, start - _REACH)
    found = _LED_TO.search(content, floor, start)
    if found is None:
        joined = done > 0 and start - done < _REACH and _JOINED.fullmatch(content, done, start)
        return Found(start, start + 4, content[start : start + 4]) if joined else None
    if found["cited"] and not _AFTER_CITED.match(content, start + 4):
        return None
    return Found(start, start + 4, content[start : start + 4])


def year_below(content: str, end: int, near: Near) -> Year | None:
    """The year that the line below a dateline consists of."""
    found = _BELOW.match(content, end)
    return full_year(found[1].lstrip("’'"), near()) if found else None


def year_above(content: str, start: int) -> str:
    """The year with which the line above ends, of a day that begins its line; "" where it ends otherwise."""
    found = _ABOVE.search(content, start - _LINE if start > _LINE else 0, start)
    return found[1] if found else ""


def full_year(figures: str, near: int) -> Year | None:
    """The year in four figures: `903` is 1903; `06` the one of the hundred years from `near` on, as `some_year` gives it.

    Where it has none, the century is the one in which people wrote so: the nineteenth from 50 on and in old spelling, the twentieth
    before; and in a text that knows television, the present one. Such a year is likely, not certain.
    """
    if len(figures) == 4:
        return Year(figures)
    if len(figures) == 3:
        return Year(f"1{figures}") if figures[0] in "6789" else None
    short = int(figures)
    if near > 0:
        return Year(str(near + (short - near) % 100))
    if near == _PRESENT:
        return Year(f"{20 if short < _HALF else 19}{figures}", Kind.LIKELY)
    nineteenth = near != _HYPHENED and (
        short >= _HALF or near == _EARLY or (near == _OLDISH and short >= _TEENS)
    )
    return Year(f"{18 if nineteenth else 19}{figures}", Kind.LIKELY)


def all_in_figures(near: int, mark: str) -> int:
    """As `some_year` says it, of a date like `29.5.19` whose parts this mark joins: dots are of the twentieth century, however the text is spelled."""
    if near > 0 or near == _PRESENT or mark == "/":
        return near
    if mark == "-":
        return _HYPHENED
    return _LATER if near == _OLDISH else near


def after_slash(near: int) -> int:
    """As `some_year` says it, of a day and a month's name that a slash parts from the year, `July 31/48`: so wrote the nineteenth century."""
    return _OLDISH if near == _LATER else near
