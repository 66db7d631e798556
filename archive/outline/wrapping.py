"""Which line ends are layout: the units of a text, found from the widths and first letters of its lines.

In text broken at a fixed width, the first word of the next line would not have fitted on this one; and most lines that
continue a sentence start with a small letter. Verse, addresses and lists do neither.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from archive.outline.closings import closing_line, leads_up
from archive.outline.dates import dated
from archive.outline.indents import apart
from archive.outline.lines import Sheet, Unit, starts_of, stretches_of
from archive.outline.names import signature_like
from archive.outline.rhymes import verses
from archive.outline.salutations import salutation_line
from archive.outline.tables import set_in_columns

_WIDEST = 132
_NARROWEST = 36
_FRAME_COLUMN = 44  # up to which an address or a close may reach, whose lines happen to be even
_NARROW = 55  # so narrow a text is only believed of more lines than an address or a close has
_FEW = 5
_SLACK = 5
_WRITTEN = 6  # of ten lines of a manuscript go on in small letters, at least
_STOPPED = 4  # and no more of them end with a mark
_STRAY = 50  # of so many lines that go on one may be shorter than a program makes it
_RAGGED = 0.66  # of the width, in a text that no program broke
_HEAP = 5000  # as many very short lines in a run are data, not text: no rule need look at each
_SHORT = 24
_FRAME = 60
_CLOSE = 45
_ROWS = 3  # of a table
_STARTS_ITEM = re.compile(
    r"(?:[-*•·▪◦‣+–][ \t]+|\(?\d{1,3}[.)][ \t]+|\(?[a-zA-Z][.)][ \t]+|\(?[ivxIVX]{1,5}[.)][ \t]+|\[[\d*†‡]{1,4}\][ \t]"
    r"|[PN]\. ?[SDB]\.|(?:[A-ZÁÉÍÓÚÑ][A-ZÁÉÍÓÚÑ.' -]{0,30}|[QAPR]|[A-Z][a-z]{1,12}(?: [A-Z][a-z]{1,12}){0,2}):[ \t])"
)

_CLAUSED = (";", "; and", "; or", "; y", "; o", "; et", "; ou", "; und", "; oder")
_OF_NAME = re.compile(r"(?:d[’']|de |von |à |a |an )[^\W\d_a-zà-ÿ]")


def sheet_of(content: str) -> Sheet:
    """The text cut into units; time linear in its length."""
    lines = content.split("\n")
    starts = starts_of(lines)
    whole = list(stretches_of(lines))
    set_in = "\n " in content or "\n\t" in content or content[:1] in (" ", "\t")
    stretches = list(apart(lines, whole)) if set_in else whole
    width = _width(lines, stretches)
    least = _least(lines, stretches, width)
    units: list[Unit] = []
    for top, (first, after, above) in enumerate(stretches):
        gap = above if top else -1
        heap = after - first > _HEAP and starts[after] - starts[first] < _SHORT * (after - first)
        runs = ((first, after, False),) if heap else _paragraphs(lines, first, after, width, least)
        for begin, end, wrapped in runs:
            line = lines[begin]
            text = line.strip() if end == begin + 1 else content[starts[begin] : starts[end] - 1].strip()
            indent = len(line) - len(line.lstrip())
            units.append(Unit(begin, end - 1, starts[begin], starts[end] - 1, text, gap, indent, wrapped))
            gap = 0
    spaced = len(whole) * 2 > len(units)
    return Sheet(content, tuple(units), width, spaced)


def _width(lines: Sequence[str], stretches: Sequence[tuple[int, int, int]]) -> int:
    """The column at which the text is wrapped; 0 where its lines are paragraphs, verses or entries."""
    if len(stretches) == len(lines) or _long(lines) > 0.1:
        return 0
    lengths: list[int] = []
    every: list[int] = []
    for first, after, _ in stretches:
        if after - first == 1:
            continue
        inner, end = _core(lines, first, after)
        every.extend(range(inner, end - 1))
        if end - inner > 1 and _wrapped(lines, inner, end):
            lengths.extend(len(lines[number].rstrip()) for number in range(inner, end - 1))
    if lengths and 2 * len(lengths) >= len(every):
        return _widest(lengths)
    return _filled(lines, every, stretches)


def _widest(lengths: list[int]) -> int:
    """The length that one line in twenty exceeds."""
    lengths.sort()
    return min(_WIDEST, lengths[-1 - len(lengths) // 20])


def _filled(lines: Sequence[str], pairs: Sequence[int], stretches: Sequence[tuple[int, int, int]]) -> int:
    """The column at which nearly every line ends that is followed by another, whatever those begin with; 0 if there is none."""
    if len(pairs) < _FEW:
        return 0
    width = _widest([len(lines[number].rstrip()) for number in pairs])
    if not _NARROWEST < width <= _WIDEST:
        return 0
    tight = sum(_tight(lines[n], lines[n + 1], width) for n in pairs)
    lower = sum(_runs_on(lines[n], lines[n + 1]) for n in pairs)
    if 20 * tight < 17 * len(pairs) or 10 * lower < len(pairs):
        return 0
    longest = max(stretches, key=lambda stretch: stretch[1] - stretch[0])
    return 0 if verses(lines[longest[0] : longest[1]]) else width


def _core(lines: Sequence[str], first: int, after: int, width: int = 0) -> tuple[int, int]:
    """The lines [first, after) without the short ones at both ends that nothing runs on from: those of a letter's frames."""
    short = 0.6 * (width or max(len(line.rstrip()) for line in lines[first:after]))
    while after - first > 2 and len(lines[first]) < short and not _runs_on(lines[first], lines[first + 1]):
        first += 1
    while (
        after - first > 2
        and len(lines[after - 2]) < short
        and not _runs_on(lines[after - 2], lines[after - 1])
    ):
        after -= 1
    return first, after


def _least(lines: Sequence[str], stretches: Sequence[tuple[int, int, int]], width: int) -> float:
    """The column that a line reaches with the next one's first word, or a paragraph ends with it.

    Where a program broke the text, that is the width: no line is shorter that goes on in a small letter.
    """
    if not width:
        return 0
    on = short = 0
    for first, after, _ in stretches:
        for n in range(first, after - 1):
            if lines[n + 1].lstrip()[:1].islower() and 2 * len(lines[n]) > width:
                on += 1
                short += _reach(lines[n], lines[n + 1]) <= width
    return width + 1 if on >= _FEW and short * _STRAY <= on else _RAGGED * width


def _reach(line: str, following: str) -> int:
    """The column that a line would end at if it had the next one's first word too."""
    return len(line.rstrip()) + 1 + len(following.split(None, 1)[0])


def _wrapped(lines: Sequence[str], first: int, after: int) -> bool:
    """Whether a run of lines, by itself, reads as text broken at a width, or as it stood in a manuscript."""
    lengths = [len(lines[number].rstrip()) for number in range(first, after)]
    pairs = after - first - 1
    width = max(lengths)
    lower = sum(_runs_on(lines[n], lines[n + 1]) for n in range(first, after - 1))
    if width >= _SHORT and _written(lines, first, after, lower):
        return True
    if not _NARROWEST <= width <= _WIDEST:
        return False
    tight = sum(_tight(lines[n], lines[n + 1], width) for n in range(first, after - 1))
    if pairs == 1:
        return bool(tight and lower)
    if width < _NARROW and pairs < _FEW:
        return tight == lower == pairs and width > _FRAME_COLUMN
    if 2 * lower >= pairs and (pairs > 2 or tight == pairs) and sum(lengths[:-1]) >= 0.6 * width * pairs:
        return not verses(lines[first:after])
    return width >= 50 and tight >= 0.75 * pairs and lower >= 0.25 * pairs


def _written(lines: Sequence[str], first: int, after: int, lower: int) -> bool:
    """Whether lines of any length, `lower` of which run on, are those of a manuscript, which end anywhere, and no verses."""
    pairs = after - first - 1
    if pairs < _FEW or 10 * lower < _WRITTEN * pairs:
        return False
    stops = sum(lines[n].rstrip()[-1] in ",.;:!?" for n in range(first, after - 1))
    return 10 * stops <= _STOPPED * pairs and not verses(lines[first:after])


def _long(lines: Sequence[str]) -> float:
    """The share of lines that are too long for a wrapped text."""
    full = sum(1 for line in lines if line and not line.isspace())
    return sum(len(line) > _WIDEST for line in lines) / max(1, full)


def _tight(line: str, following: str, width: int) -> bool:
    """Whether the next line's first word would not have fitted here."""
    return _reach(line, following) > width - _SLACK


def _runs_on(line: str, following: str) -> bool:
    """Whether a sentence, or a word, goes on over the line end."""
    head = following.lstrip("> \t\u3000\xa0\"'“”«»(&")[:1]
    if line.rstrip().endswith(_CLAUSED):
        return False  # the items of a list do
    if head.islower():
        return len(line) >= _NARROWEST or _OF_NAME.match(following.lstrip()) is None
    return line.rstrip().endswith("-") and head.isalpha()


def _paragraphs(
    lines: Sequence[str], first: int, after: int, width: int, least: float
) -> Iterator[tuple[int, int, bool]]:
    """(first, after last, wrapped) of each unit in a run of lines."""
    if after - first == 1:
        yield first, after, False
        return
    begin = first
    flows = not _columned(lines, first, after) and _flows(lines, first, after, width, least)
    usual = _usual_indent(lines, first, after) if flows else 0
    if (
        flows and least <= width and after - first > _FEW
    ):  # a page of a manuscript may be narrower than the others
        least = min(least, _RAGGED * max(len(lines[n].rstrip()) for n in range(first, after)))
    for number in range(first + 1, after):
        if not flows or _breaks(lines[number - 1], lines[number], width, least, usual):
            yield begin, number, number - begin > 1
            begin = number
    yield begin, after, after - begin > 1


def _columned(lines: Sequence[str], first: int, after: int) -> bool:
    """Whether a run of lines is a table set in columns: half of them have two wide gaps or more. Justified prose has narrow ones."""
    if after - first < _ROWS or "   " not in lines[first].strip():
        return False
    return 2 * sum(set_in_columns(lines[n]) for n in range(first, after)) >= after - first


def _frames(text: str) -> bool:
    """Whether a line is by itself the date or the salutation of a letter."""
    return len(text) <= _FRAME and (
        (text[-1] in ",!:.;" and salutation_line(text)) or ((found := dated(text)) is not None and found.sure)
    )


def _closes(line: str, following: str) -> bool:
    """Whether a close begins below a whole sentence."""
    return (
        len(following) <= _CLOSE
        and line.rstrip()[-1] in ".,!?;—–-"
        and (closing_line(following) or leads_up(following))
    )


def _signs(line: str, following: str) -> bool:
    """Whether a name stands below a close."""
    return (
        len(following) <= _CLOSE
        and len(line) <= 2 * _CLOSE
        and signature_like(following.strip())
        and (closing_line(line.strip()) or leads_up(line.strip()))
    )


def _flows(lines: Sequence[str], first: int, after: int, width: int, least: float) -> bool:
    """Whether a run of lines holds wrapped paragraphs."""
    if least > width and not lines[first].isupper():
        return any(
            _reach(lines[n], lines[n + 1]) >= least and not _signs(lines[n], lines[n + 1])
            for n in range(first, after - 1)
        )
    every = after - first
    first, after = _core(lines, first, after, width)
    pairs = after - first - 1
    lower = sum(_runs_on(lines[n], lines[n + 1]) for n in range(first, after - 1))
    if not width:
        inner = [len(lines[n].rstrip()) for n in range(first, after - 1)]
        runs = pairs >= 3 and lower > 0.4 * pairs and min(inner) >= 40 and max(inner) <= _WIDEST
        runs = runs or (_SHORT <= max(inner) <= _WIDEST and _written(lines, first, after, lower))
        return runs and not verses(lines[first:after])
    tight = sum(_tight(lines[n], lines[n + 1], width) for n in range(first, after - 1))
    if pairs == 1 and every > 2:  # of all these short lines one runs on
        return bool(tight and lower)
    if pairs == 1:
        return tight == 1 or (lower == 1 and len(lines[first]) > 0.4 * width)
    if tight >= 0.6 * pairs:
        return True
    filled = pairs >= _FEW or sum(len(lines[n]) for n in range(first, after - 1)) >= 0.45 * width * pairs
    return (
        filled and lower >= 0.35 * pairs and tight + lower >= 0.5 * pairs and not verses(lines[first:after])
    )


def _usual_indent(lines: Sequence[str], first: int, after: int) -> int:
    indents = Counter(len(lines[n]) - len(lines[n].lstrip()) for n in range(first, after))
    return min(indents, key=lambda indent: (-indents[indent], indent))


def _breaks(line: str, following: str, width: int, least: float, usual: int) -> bool:
    """Whether a paragraph ends with this line, though no blank line follows."""
    stripped = following.lstrip()
    indent = len(following) - len(stripped)
    if _frames(stripped) or _frames(line.strip()) or _closes(line, stripped) or _signs(line, following):
        return True
    if stripped[0] == ">" or line.lstrip()[:1] == ">":
        return (stripped[0] == ">") != (line.lstrip()[:1] == ">") or len(line.rstrip(" >")) == 0
    if _STARTS_ITEM.match(stripped):
        return line.rstrip().endswith((".", ";", ":", "!", "?", ",", ")", "”", '"')) or not _tight(
            line, following, width
        )
    if stripped[0].islower():
        return False
    if indent > usual + 1 and len(line) - len(line.lstrip()) <= usual + 1:
        return True
    if not width:
        return False
    return _reach(line, following) < (_RAGGED * width if line.isupper() else least)
