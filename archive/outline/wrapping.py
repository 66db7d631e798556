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
from archive.outline.widths import (
    FEW,
    RAGGED,
    SHORT,
    WIDEST,
    core,
    least_of,
    reach,
    runs_on,
    tight,
    width_of,
    written,
)

_HEAP = 5000  # as many very short lines in a run are data, not text: no rule need look at each
_FRAME = 60
_CLOSE = 45
_ROWS = 3  # of a table
_STARTS_ITEM = re.compile(
    r"(?:[-*•·▪◦‣+–][ \t]+|\(?\d{1,3}[.)][ \t]+|\(?[a-zA-Z][.)][ \t]+|\(?[ivxIVX]{1,5}[.)][ \t]+|\[[\d*†‡]{1,4}\][ \t]"
    r"|[PN]\. ?[SDB]\.|(?:[A-ZÁÉÍÓÚÑ][A-ZÁÉÍÓÚÑ.' -]{0,30}|[QAPR]|[A-Z][a-z]{1,12}(?: [A-Z][a-z]{1,12}){0,2}):[ \t])"
)


def sheet_of(content: str) -> Sheet:
    """The text cut into units; time linear in its length."""
    lines = content.split("\n")
    starts = starts_of(lines)
    whole = list(stretches_of(lines))
    set_in = "\n " in content or "\n\t" in content or content[:1] in (" ", "\t")
    stretches = list(apart(lines, whole)) if set_in else whole
    width = width_of(lines, stretches)
    least = least_of(lines, stretches, width)
    units: list[Unit] = []
    for top, (first, after, above) in enumerate(stretches):
        gap = above if top else -1
        heap = after - first > _HEAP and starts[after] - starts[first] < SHORT * (after - first)
        runs = ((first, after, False),) if heap else _paragraphs(lines, first, after, width, least)
        for begin, end, wrapped in runs:
            line = lines[begin]
            text = line.strip() if end == begin + 1 else content[starts[begin] : starts[end] - 1].strip()
            indent = len(line) - len(line.lstrip())
            units.append(Unit(begin, end - 1, starts[begin], starts[end] - 1, text, gap, indent, wrapped))
            gap = 0
    spaced = len(whole) * 2 > len(units)
    return Sheet(content, tuple(units), width, spaced)


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
        flows and least <= width and after - first > FEW
    ):  # a page of a manuscript may be narrower than the others
        least = min(least, RAGGED * max(len(lines[n].rstrip()) for n in range(first, after)))
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
            reach(lines[n], lines[n + 1]) >= least and not _signs(lines[n], lines[n + 1])
            for n in range(first, after - 1)
        )
    every = after - first
    first, after = core(lines, first, after, width)
    pairs = after - first - 1
    lower = sum(runs_on(lines[n], lines[n + 1]) for n in range(first, after - 1))
    if not width:
        inner = [len(lines[n].rstrip()) for n in range(first, after - 1)]
        runs = pairs >= 3 and lower > 0.4 * pairs and min(inner) >= 40 and max(inner) <= WIDEST
        runs = runs or (SHORT <= max(inner) <= WIDEST and written(lines, first, after, lower))
        return runs and not verses(lines[first:after])
    full = sum(tight(lines[n], lines[n + 1], width) for n in range(first, after - 1))
    if pairs == 1 and every > 2:  # of all these short lines one runs on
        return bool(full and lower)
    if pairs == 1:
        return full == 1 or (lower == 1 and len(lines[first]) > 0.4 * width)
    if full >= 0.6 * pairs:
        return True
    filled = pairs >= FEW or sum(len(lines[n]) for n in range(first, after - 1)) >= 0.45 * width * pairs
    return filled and lower >= 0.35 * pairs and full + lower >= 0.5 * pairs and not verses(lines[first:after])


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
        return line.rstrip().endswith((".", ";", ":", "!", "?", ",", ")", "”", '"')) or not tight(
            line, following, width
        )
    if stripped[0].islower():
        return False
    if indent > usual + 1 and len(line) - len(line.lstrip()) <= usual + 1:
        return True
    if not width:
        return False
    return reach(line, following) < (RAGGED * width if line.isupper() else least)
