"""Plays: names on lines of their own that come back in turn, and the verses that are spoken below them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from archive.outline.blocks import Part, Role
from archive.outline.lines import Claim, Roles, Sheet, Unit

_BIG = r"[^\W\d_a-zà-ÿß]"
_NAMED = re.compile(
    rf"(?P<number>\d\.? )?(?:(?:la|le|el|die|der|das|the|un|une|una) (?={_BIG}{{2}}))?(?P<name>(?:{_BIG}[\w’'-]*\.?)(?: (?:de |del |des |du |la |le |los |las |von |der |of |the |y |et |und |and |v\. |u\. )*{_BIG}[\w’'.-]*){{0,3}}(?: \d{{1,2}}[ºªo°.]?)?)"
    r"(?P<how>,? ?\([^()]{2,60}\)|, [^\W\dA-ZÀ-Þ][^.!?]{1,60})?[.:]?[-–—]?\Z"
)
_ACTING = re.compile(
    rf"(?P<name>{_BIG}{{3,}}(?: {_BIG}{{2,}}){{0,2}}) (?P<how>[^\W\dA-ZÀ-Þ][^.!?:;]{{3,60}})\.\Z"
)
_ACTS = (
    "act[eo]?|aufzug|akt|jornada|cuadro|tableau|sc[eè]ne|escena|szene|auftritt|prolog(?:ue|o)?|epilog(?:ue)?"
)
_PLAYERS = "person(?:as|ajes|nages|en)|acteurs|actors|dramatis"
_SCENE = re.compile(rf"(?i:(?:{_ACTS}|{_PLAYERS})\b|\w+ (?:auftritt|aufzug|akt|szene)\b)")
_COMING = (
    "(?:Re-?)?[Ee]nter|[Ee]xit|[Ee]xeunt|Flourish|Alarums?|Sennet|Curtain"
    "|Vase|Vanse|Salen?|Éntrase|Telón|Rideau|Vorhang"
)
_STAGED = re.compile(rf"(?:{_COMING})\b|.{{2,40}}\b(?:exits?|exeunt|geht ab|gehen ab)\b[^!?]{{0,30}}\.\Z")
_PIECES = (
    "comed(?:y|ia|ie)|comédie|komödie|traged(?:y|ia|ie)|tragédie|tragödie|drame?a?|farce|posse|schwank|sainete|entremés|zarzuela|opéra|masque"
    "|proverbe|personen|personnages|personajes|personas|dramatis personae|acteurs|the persons"
)
_PIECE = re.compile(rf"(?i:\b(?:lust|trauer|schau|sing|vor)spiel\b|\b(?:{_PIECES})\b)")
_TOP = 12  # lines that say what a piece is
_DIRECTION = re.compile(r"[(\[][^()\[\]]{2,}[)\]]")
_LONGEST = 70  # characters of a line that names who speaks
_MARKS = ".:-–—"
_LABELS = (":", "-", ".-", ".—", "—")  # marks that no answer ends with
_SPEAKERS = 2  # who speak in turn
_TURNS = 6
_FEWEST = 4  # turns in capitals
_EACH = 2  # turns of one who speaks again
_SHARE = 0.1  # of all lines
_CAPITALS = 0.4  # share of names in capitals, where names are
_AGAIN = 0.4  # share of turns, at most, of who has just spoken
_ANSWERS = 0.75  # share of lines below the names that are said
_ANSWERS_IN_CAPITALS = 0.5  # and below names in capitals
_SHORT = 0.8  # share of lines that are short, of a play in verse
_VERSE = 80  # characters of a verse
_SIGNS = 0.03  # share of lines, or of turns, that tell what the players do
_WORD = re.compile(r"[^\W\d_]+")


class _Turn(NamedTuple):
    """A line that may say who speaks: its unit, the name, and how it is spoken."""

    place: int
    name: str
    how: str
    capital: bool


def find(sheet: Sheet, roles: Roles) -> Iterator[Claim | Part]:
    """The names that say who speaks, and what they speak where all of it is in verse; the rest is told by other rules."""
    named = [
        turn
        for index, unit in enumerate(sheet.units)
        if roles[index] is None and len(unit.text) <= _LONGEST and (turn := _turn(index, unit)) is not None
    ]
    if len(named) < _FEWEST:
        return
    capitals = sum(turn.capital for turn in named) >= max(_FEWEST, _CAPITALS * len(named))
    turns = _recurring([turn for turn in named if turn.capital] if capitals else _of_one_style(sheet, named))
    if not _in_turn(turns, len(sheet), capitals=capitals) or not _answered(sheet, turns, capitals=capitals):
        return
    if capitals:  # so is who speaks but once
        turns = _apart([turn for turn in named if turn.capital and turn.place >= turns[0].place])
    else:
        turns = _with_strangers(sheet, named, turns)
    places = [turn.place for turn in turns]
    speeches = [
        range(place + 1, after) for place, after in pairwise([*places, _end(sheet, roles, places[-1])])
    ]
    in_verse = _in_verse([sheet.units[place] for speech in speeches for place in speech])
    if capitals and not in_verse and not _staged(sheet, turns):
        return  # a novel prints a conversation so
    for place, speech in zip(places, speeches, strict=True):
        yield Claim(place, place, Role.SPEAKER, "plays/speaker")
        if in_verse:
            for below in speech:
                if roles[below] is None and _verse(sheet.units[below]):
                    yield Claim(below, below, Role.VERSE, "plays/verse")


def _turn(index: int, unit: Unit) -> _Turn | None:
    """The line as a name that speaks, if it consists of one but for how it is spoken."""
    text = unit.text
    if unit.first != unit.last or text[-1] in ",;!?…" or not text[0].isalnum() or _SCENE.match(text):
        return None
    found = _NAMED.match(text) or _ACTING.match(text)
    if found is None or text.endswith("..."):
        return None
    name = found["name"].rstrip(".:")
    told = (found.groupdict().get("number") or "") + name.casefold()
    return _Turn(index, told, found["how"] or "", name.isupper() and len(name) > _EACH)


def _of_one_style(sheet: Sheet, named: Sequence[_Turn]) -> list[_Turn]:
    """The names that end as most do, with a full stop, a colon or nothing: an answer of one word ends otherwise.

    Where names end with a full stop, one of them without it is no answer either.
    """
    ends = Counter(_mark(sheet, turn) for turn in named if not turn.how)
    if not ends:
        return []
    style = ends.most_common(1)[0][0]
    bare = {turn.name for turn in named if not turn.how and _mark(sheet, turn) == style}
    return [
        turn
        for turn in named
        if (turn.name in bare and turn.how.endswith(")"))
        or (not turn.how and (mark := _mark(sheet, turn)) in {style, *_LABELS})
        or (not turn.how and not mark and turn.name in bare)
    ]


def _mark(sheet: Sheet, turn: _Turn) -> str:
    text = sheet.units[turn.place].text
    return text[len(text.rstrip(_MARKS)) :]


def _recurring(named: Sequence[_Turn]) -> list[_Turn]:
    """The turns of those who speak more than once."""
    often = Counter(turn.name for turn in named)
    return _apart([turn for turn in named if often[turn.name] >= _EACH])


def _apart(named: Sequence[_Turn]) -> list[_Turn]:
    """The turns without those right below another one: what stands there is said."""
    kept: list[_Turn] = []
    for turn in named:
        if not kept or turn.place - kept[-1].place > 1:
            kept.append(turn)
    return kept


def _with_strangers(sheet: Sheet, named: Sequence[_Turn], turns: Sequence[_Turn]) -> list[_Turn]:
    """The turns, and where no mark follows a name, those too of who speaks but once."""
    if any(_mark(sheet, turn) for turn in turns if not turn.how):
        return list(turns)
    known = {turn.place for turn in turns}
    return [
        turn
        for turn in named
        if turn.place in known
        or not (turn.how or _mark(sheet, turn) or {turn.place - 1, turn.place + 1} & known)
    ]


def _in_turn(turns: Sequence[_Turn], lines: int, *, capitals: bool) -> bool:
    """Whether names stand one after the other as in a play: often, of several persons, and hardly ever the same twice."""
    if len({turn.name for turn in turns}) < _SPEAKERS:
        return False
    if len(turns) < (_FEWEST if capitals else _TURNS) or len(turns) < _SHARE * lines:
        return False
    same = sum(one.name == two.name for one, two in pairwise(turns))
    return same <= _AGAIN * (len(turns) - 1)


def _answered(sheet: Sheet, turns: Sequence[_Turn], *, capitals: bool) -> bool:
    """Whether what stands below the names is said, not the lines of an address."""
    below = [sheet.units[turn.place + 1].text for turn in turns if turn.place + 1 < len(sheet)]
    return sum(map(_said, below)) >= (_ANSWERS_IN_CAPITALS if capitals else _ANSWERS) * len(below)


def _said(text: str) -> bool:
    """Whether a line is long, ends as clauses do, or has small words as they do."""
    if len(text) > _LONGEST or text[-1] in '.!?…,;:»”"—–-':
        return True
    words = _WORD.findall(text)
    return bool(2 * sum(word[0].islower() for word in words) >= max(2, len(words)))


def _staged(sheet: Sheet, turns: Sequence[_Turn]) -> bool:
    """Whether the text has the signs of a stage: acts and scenes, or what the players do."""
    lines = len(sheet)
    done = sum(_DIRECTION.search(unit.text) is not None for unit in sheet.units)
    if done > _SIGNS * lines or sum(bool(turn.how) for turn in turns) > _SIGNS * len(turns):
        return True
    if any(_PIECE.search(unit.text) for unit in sheet.units[:_TOP] if len(unit.text) <= _LONGEST):
        return True
    return any(len(unit.text) <= _LONGEST and _SCENE.match(unit.text) is not None for unit in sheet.units)


def _end(sheet: Sheet, roles: Roles, last: int) -> int:
    """Where the last speech ends: before what is claimed, or is no verse."""
    end = last + 1
    while end < len(sheet) and roles[end] is None and _verse(sheet.units[end]):
        end += 1
    return max(end, min(last + 2, len(sheet)))


def _in_verse(units: Sequence[Unit]) -> bool:
    """Whether most lines are short, begin with a capital, and a third of them run on."""
    count = len(units)
    short = sum(_verse(unit) for unit in units)
    running = sum(unit.text[-1] not in ".!?…" for unit in units)
    return count > 0 and short >= _SHORT * count and 3 * running >= count


def _verse(unit: Unit) -> bool:
    text = unit.text
    if unit.wrapped or len(text) > _VERSE or text[0] in "([" or _SCENE.match(text) or _STAGED.match(text):
        return False
    return text.lstrip("«“\"'—–-¡¿ ")[:1].isupper() and not text.isupper()
