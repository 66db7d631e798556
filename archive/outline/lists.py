"""Lists: items that bear a marker, nested by its kind and by how far it is set in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from archive.outline.announced import STATEMENT, demanded
from archive.outline.blocks import Part, Role
from archive.outline.lines import STOPS, Claim, Roles, Sheet

_NTH = (  # as they begin, from the first on
    ("prim", "first", "prem", "erst"),
    ("segund", "second", "deuxi", "zwei", "zwey"),
    ("terc", "third", "troisi", "dritt"),
    ("cuart", "quart", "fourth", "quatri", "viert"),
    ("quint", "fifth", "cinqu", "fünft"),
    ("sext", "sixth", "sixi", "sechst"),
    ("s[eé]p?tim", "seventh", "septi", "sieb"),
    ("oc?tav", "eighth", "huit", "acht"),
    ("noven", "ninth", "neuvi", "neunt"),
    ("d[eé][cz][ei]", "tenth", "dixi", "zehnt"),
    ("on[cz]en|und[eé]c", "eleventh", "onzi", "elft"),
    ("do[cz]en|duod", "twelfth", "douzi", "zwölft"),
)
_NTHS = tuple("|".join(begins) for begins in _NTH)
_MARKER = re.compile(
    r"(?P<marker>(?P<bullet>[-*•·▪◦‣+●○■□✓➢➤]|o(?=\s\s)|–(?=\s[^\W\d_]))|\(?(?P<number>\d{1,3})(?:\.|\)|º\.?|°)|(?P<ordinal>PRIMERO|SEGUNDO|TERCERO|CUARTO|QUINTO|SEXTO|Primero|Segundo|Tercero|Cuarto|Quinto|Sexto)[.:]-?"
    rf"|(?:¶\s?)?(?:El|La|Lo|The|Le|Der|Die|Das)\s(?P<nth>(?:{'|'.join(_NTHS)})[^\W\d_]{{0,6}})\s?[:,](?=\s[^\n]{{,140}}\Z)"
    r"|\(?(?P<roman>[ivxl]{1,6}|[IVXL]{1,6})[.)]|\(?(?P<letter>[a-zA-Z])[.)])\s+(?=\S)"
)
_SAID = re.compile(
    r"\b(?:dit|dis|répondit|répliqua|demanda|s[’']écria|reprit|fit|ajouta|murmura|dijo|contestó|respondió|repuso|exclamó|preguntó|añadió|replicó|interrumpió|said|asked|replied|cried"
    r"|sagte|fragte|rief|antwortete|erwiderte|versetzte)\b"
)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}
_ORDINALS = ("primero", "segundo", "tercero", "cuarto", "quinto", "sexto")
_SHORT = 60  # as long may each of two items be, which alone make a list
_PAIR = 100
_BRIEF = 40  # characters of entries
_ENTRY = 140
_CLAUSE_END = re.compile(r"[;,](?:\s(?:and|or|y|o|e|et|ou|und|oder))?\Z")
_DASHED = "bulleted –"
_CLAUSE = 250  # as long may items be that a colon announces


class _Item(NamedTuple):
    place: int
    kind: str
    value: int
    span: tuple[int, int]
    indent: int


def marked(sheet: Sheet, roles: Roles) -> Iterator[Claim | Part]:
    """Items with markers, nested by kind and indent."""
    for run in _runs(sheet, roles):
        if _spoken(sheet, run) or not _itemized(sheet, run) or _runs_on(sheet, run):
            continue
        sure = _sure(sheet, run)
        for item, level in _levels(run):
            rule = sure or f"lists/{item.kind.partition(' ')[0]}"
            yield Claim(item.place, item.place, Role.LIST_ITEM, rule, level)
            yield sheet.units[item.place].part(Role.MARKER, item.span, "lists/marker")


def marker_of(text: str) -> tuple[int, int] | None:
    """Where the marker of an item stands, if it bears one."""
    found = _MARKER.match(text)
    return found.span("marker") if found is not None else None


def _spoken(sheet: Sheet, run: list[_Item]) -> bool:
    """Whether dashes are those of a dialogue: whole sentences, some of which ask or cry out or say who speaks."""
    texts = [sheet.units[item.place].text for item in run if item.kind[-1] in "-–—"]
    if 2 * len(texts) < len(run):
        return False
    ended = sum(text.endswith(STOPS) for text in texts)
    lively = sum(
        text.endswith(("?", "!", "…", "...", "»")) or _SAID.search(text[:200]) is not None for text in texts
    )
    return ended >= 0.7 * len(texts) and (
        4 * lively >= len(texts) or (len(sheet) > 40 and len(texts) < 0.3 * len(sheet))
    )


def _runs_on(sheet: Sheet, run: list[_Item]) -> bool:
    """Whether dashes before small letters are no marks of a list that a line with a colon announces."""
    small = any(
        item.kind == _DASHED and sheet.units[item.place].text[item.span[1] :].lstrip()[:1].islower()
        for item in run
    )
    first = run[0].place
    return small and not (first > 0 and sheet.units[first - 1].text.endswith(":"))


def _itemized(sheet: Sheet, run: list[_Item]) -> bool:
    """Whether these are the items of a list, and not paragraphs that their writer numbered."""
    lengths = sorted(len(sheet.units[item.place].text) for item in run)
    usual = lengths[len(lengths) // 2]
    first = run[0].place
    announced = first > 0 and sheet.units[first - 1].text.endswith(":")
    if len(run) < 3:
        return usual <= _SHORT or (announced and usual <= _PAIR)
    return usual <= _ENTRY or (announced and usual <= _CLAUSE) or run[0].kind.startswith("bulleted")


def _sure(sheet: Sheet, run: list[_Item]) -> str | None:
    """The rule that makes these surely a list, if one does: somebody demands them, or they are no more than entries."""
    first = run[0].place
    if run[0].kind.startswith("bulleted"):
        return None
    if first > 0 and len(sheet.content) <= STATEMENT and demanded(sheet.units[first - 1]):
        return "lists/demanded"
    texts = [sheet.units[item.place].text for item in run]
    if len(run) > 2 and all(len(text) <= _BRIEF for text in texts):
        return "lists/brief"
    if (
        len(run) > 2
        and all(len(text) <= _ENTRY for text in texts)
        and (run[0].kind == "numbered word" or _nested(run) or _joined(sheet, run))
    ):
        return "lists/brief"
    return None


def _nested(run: list[_Item]) -> bool:
    """Whether within letters or figures in brackets others count: (a), (b), (i), (ii)."""
    kinds = {item.kind for item in run}
    return len(kinds) > 1 and all(kind.endswith((")", "word")) for kind in kinds)


def _joined(sheet: Sheet, run: list[_Item]) -> bool:
    """Whether items that a line with a colon announces are clauses of one sentence: each but the last ends with a semicolon or a comma."""
    first = run[0].place
    if not first or not sheet.units[first - 1].text.endswith(":"):
        return False
    return all(_CLAUSE_END.search(sheet.units[item.place].text) is not None for item in run[:-1])


def _runs(sheet: Sheet, roles: Roles) -> Iterator[list[_Item]]:
    """Runs of units that bear markers, one next to the other, which count up as a list does."""
    run: list[_Item] = []
    for index, unit in enumerate(sheet.units):
        found = _MARKER.match(unit.text) if roles[index] is None else None
        if found is not None:
            run.append(_item(index, found, unit.indent))
        elif run:
            yield from _lists(run)
            run = []
    if run:
        yield from _lists(run)


def _item(index: int, found: re.Match[str], indent: int) -> _Item:
    marker = found["marker"]
    frame = marker[0] * (marker[0] == "(") + marker[-1]
    if found["bullet"]:
        return _Item(index, f"bulleted {marker}", 0, found.span("marker"), indent)
    if found["ordinal"]:
        return _Item(
            index,
            "numbered word",
            _ORDINALS.index(found["ordinal"].lower()) + 1,
            found.span("marker"),
            indent,
        )
    if found["nth"]:
        nth = next(n for n, begins in enumerate(_NTHS, 1) if re.match(begins, found["nth"]))
        return _Item(index, "numbered nth", nth, found.span("marker"), indent)
    if found["number"]:
        return _Item(index, f"numbered {frame}", int(found["number"]), found.span("marker"), indent)
    if found["roman"]:
        case = "upper" if found["roman"].isupper() else "lower"
        return _Item(index, f"roman {case}{frame}", _roman(found["roman"]), found.span("marker"), indent)
    letter = found["letter"]
    case = "upper" if letter.isupper() else "lower"
    return _Item(index, f"lettered {case}{frame}", ord(letter.lower()) - 96, found.span("marker"), indent)


def _roman(text: str) -> int:
    values = [_ROMAN[letter] for letter in text.lower()]
    return sum(
        -value if value < following else value
        for value, following in zip(values, [*values[1:], 0], strict=True)
    )


def _lists(run: list[_Item]) -> Iterator[list[_Item]]:
    """The run, if it is a list: its markers repeat or count up, and its items are more than headings."""
    run = _settled(run)
    kinds: dict[str, list[_Item]] = {}
    for item in run:
        kinds.setdefault(item.kind, []).append(item)
    sure = {kind for kind, items in kinds.items() if _counts(kind, items)}
    kept = [item for item in run if item.kind in sure]
    if not kept:
        return
    if len(kept) == len(run):
        yield run
        return
    last = -2
    part: list[_Item] = []
    for item in kept:
        if item.place != last + 1 and len(part) > 0:
            yield part
            part = []
        part.append(item)
        last = item.place
    yield part


def _settled(run: list[_Item]) -> list[_Item]:
    """The run with a lone "i" or "v" read as a letter where letters stand before it."""
    often = Counter(item.kind for item in run)
    letters: dict[str, int] = {}  # kind of letters -> value of the last seen
    settled: list[_Item] = []
    for item in run:
        kept = item
        if item.kind.startswith("roman"):
            kind = item.kind.replace("roman", "lettered")
            follows = bool(settled) and settled[-1].kind == kind and item.value != 1
            if kind in letters and item.span[1] - item.span[0] <= 3 and (often[item.kind] == 1 or follows):
                kept = item._replace(kind=kind, value=letters[kind] + 1)
        if kept.kind.startswith("lettered"):
            letters[kept.kind] = kept.value
        settled.append(kept)
    return settled


def _counts(kind: str, items: list[_Item]) -> bool:
    if kind.startswith("bulleted"):
        return len(items) > 1
    steps = [later.value - earlier.value for earlier, later in pairwise(items)]
    if kind.startswith("lettered") and 1 not in steps:
        return False  # initials of names, one of which is an A
    return bool(steps) and sum(
        step == 1 or later.value == 1 for step, later in zip(steps, items[1:], strict=True)
    ) >= 0.7 * len(steps)


def _levels(run: list[_Item]) -> Iterator[tuple[_Item, int]]:
    """Each item with its depth: a new kind of marker, or a deeper indent, opens a list within the list."""
    stack: list[tuple[str, int]] = []
    for item in run:
        here = (item.kind, item.indent)
        while stack and (
            item.indent < stack[-1][1] - 1
            or (
                item.kind in {kind for kind, indent in stack[:-1] if indent >= item.indent - 1}
                and item.kind != stack[-1][0]
            )
        ):
            stack.pop()
        if (
            not stack
            or (item.kind != stack[-1][0] and not (item.indent < stack[-1][1]))
            or item.indent > stack[-1][1] + 1
        ):
            stack.append(here)
        if len(stack) > 6:
            stack.pop()
        yield item, len(stack)
