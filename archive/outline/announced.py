"""Lists without markers: short paragraphs that a lead-in announces, and rows of entries below a line that heads them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from archive.outline.blocks import Part, Role
from archive.outline.dates import dated
from archive.outline.lines import STOPS, Claim, Roles, Sheet, Unit
from archive.outline.names import entry_like, full_name
from archive.outline.verse import reads_as_verse

_LEAD_IN = re.compile(
    r"\b(?:following|as follows|demands?|call(?:s|ed)? (?:on|for|upon)|urges?|recommend\w*|resolve[ds]?|requests?|these|include|includes|including|points|steps"
    r"|siguientes?|exig\w+|demanda\w*|solicit\w+|pedimos|resuelv\w+|ac(?:uerda|orda)\w*|manifest\w+|recomend\w+|puntos|medidas|a saber|declara\w*|denunci\w+|llama\w*"
    r"|suivante?s?|exige\w*|demandons|demande\w*|recommand\w+|points|mesures|savoir"
    r"|folgende[nrs]?|fordern|fordert|forderungen|empfehl\w+|punkte|nämlich)\b(?:[^.!?]|\.(?=\w)|(?<=[A-Z])\.)*:\Z",
    re.IGNORECASE,
)
_DEMANDED = re.compile(
    r"\b(?:demands?|call(?:s|ed)? (?:on|for|upon)|urges?|recommend\w*|resolve[ds]?|requests?|exig\w+|demanda\w*|solicit\w+|pedimos|resuelv\w+|ac(?:uerda|orda)\w*|manifest\w+|recomend\w+|declara\w*|denunci\w+|llama\w*"
    r"|demandons|demande\w*|recommand\w+|fordern|fordert|forderungen|empfehl\w+)\b",
    re.IGNORECASE,
)
_LONGEST = 330  # characters of an item
_LEAD = 700  # characters of the paragraph that announces
_SAID = 220  # of its last ones, in which it does
_ITEMS = 60
_DEMANDS = 20  # items that are whole sentences
STATEMENT = 20_000  # characters of a text in which somebody demands, at most
_OF_TWO = 160  # characters of each of two items
_OUT_OF_MEASURE = 2.5  # times the usual length, and
_MORE = 60  # characters more: that is no item
_LAST_OUT = 1.5  # the same of the last item, which may be what follows the list
_MORE_LAST = 30
_FRAME = frozenset({Role.SALUTATION, Role.CLOSING, Role.SPEAKER})
_LISTED = 4  # entries
_ROW = 90  # characters of one
_MOST = 0.7  # share of lines that are entries


def find(sheet: Sheet, roles: Roles) -> Iterator[Claim | Part]:
    """Short paragraphs below a line that ends with a colon and announces them, up to a signature or a longer text."""
    index, count = 0, len(sheet)
    found: set[int] = set()
    brief = len(sheet.content) <= STATEMENT
    while index < count - 2:
        unit = sheet.units[index]
        if roles[index] is None and unit.text.endswith(":") and len(unit.text) <= _LEAD:
            said = _LEAD_IN.search(unit.text, max(0, len(unit.text) - _SAID)) is not None
            last = _last_announced(sheet, roles, index, said=said)
            if last > index + 1 and not reads_as_verse(sheet.units[max(0, index - 2) : last + 3]):
                yield Claim(index, index, Role.PARAGRAPH, "lists/lead-in")
                found.update(range(index, last + 1))
                rule = "lists/demanded" if brief and demanded(unit) else "lists/announced"
                for item in range(index + 1, last + 1):
                    yield Claim(item, item, Role.LIST_ITEM, rule, 1)
                index = last
        index += 1
    if _FRAME.isdisjoint(roles):
        for first, after in _entries(sheet, roles, found):
            for item in range(first, after):
                yield Claim(item, item, Role.LIST_ITEM, "lists/entries", 1)


def demanded(lead: Unit) -> bool:
    """Whether somebody demands, or resolves, what follows."""
    return lead.text[-1] == ":" and _DEMANDED.search(lead.text, max(0, len(lead.text) - _SAID)) is not None


def _entries(sheet: Sheet, roles: Roles, taken: set[int]) -> Iterator[tuple[int, int]]:
    """Runs of short entries, names or titles without a stop, right below a line with a colon or one in capitals; not at the foot."""
    units = sheet.units
    first, count = 0, len(units)
    while first < count:
        after = first
        while (
            after < count
            and roles[after] is None
            and after not in taken
            and _entry(units[after].text)
            and not units[after].wrapped
            and (after == first or units[after].gap == 0)
        ):
            after += 1
        begin = first
        while begin < after and (units[begin].text[-1] == ":" or units[begin].text.isupper()):
            begin += 1
        headed = begin > first or (first > 0 and units[first - 1].text[-1] == ":")
        if headed and after - begin >= _LISTED and after < len(sheet) - 1 and _listed(units[begin:after]):
            yield begin, after
        first = max(after, first + 1)


def _entry(text: str) -> bool:
    return len(text) < _ROW and not text.endswith(STOPS)


def _listed(units: Sequence[Unit]) -> bool:
    """Whether most lines are entries, and all together no verse."""
    return sum(entry_like(unit.text) for unit in units) >= _MOST * len(units) and not reads_as_verse(units)


def _last_announced(sheet: Sheet, roles: Roles, lead: int, *, said: bool) -> int:
    """The last item announced by unit `lead`; `lead` itself if none is."""
    last = lead
    semicolons = 0
    while last + 1 < len(sheet) and last - lead < _ITEMS:
        following = sheet.units[last + 1]
        text = following.text
        if roles[last + 1] is not None or len(text) > _LONGEST or text.endswith(":"):
            break
        if dated(text) is not None or text[0] in '“"«„—–-¿¡':
            break
        semicolons += text.endswith((";", "; and", "; y", ";and"))
        if not said and not text.endswith((";", "; and", "; y", "; et", "; und", ".")):
            break
        last += 1
        if semicolons and text.endswith("."):
            break
    items = last - lead
    if semicolons >= 2 and semicolons >= items - 1:
        return last
    if not said or items < 2:
        return lead
    return _shapely(sheet, lead, last)


def _shapely(sheet: Sheet, lead: int, last: int) -> int:
    """Where the items end: before the signature, and before a paragraph that is out of their measure."""
    named = (
        n for n in range(lead + 2, last + 1) if sheet.units[n - 1].ends and full_name(sheet.units[n].text)
    )
    last = next(named, last + 1) - 1
    lengths = [len(sheet.units[n].text) for n in range(lead + 1, last + 1)]
    ended = sum(sheet.units[n].ends for n in range(lead + 1, last + 1))
    lively = sum(sheet.units[n].text.endswith(("?", "…", "...")) for n in range(lead + 1, last + 1))
    if 3 * lively > len(lengths):
        return lead  # somebody asked
    if 2 * ended > len(lengths) and not (demanded(sheet.units[lead]) and len(lengths) <= _DEMANDS):
        return lead  # whole sentences are items only where somebody demands them
    if len(lengths) < 2 or (len(lengths) == 2 and (max(lengths) > _OF_TWO or sheet.width)):
        return lead
    usual = sorted(lengths)[len(lengths) // 2]
    for place, length in enumerate(lengths):
        if place >= 2 and length > _OUT_OF_MEASURE * usual + _MORE:
            return lead + place
    if len(lengths) > 3 and lengths[-1] > _LAST_OUT * usual + _MORE_LAST:
        return last - 1
    return last
