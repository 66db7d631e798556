"""Which lines of a text begin anew by where they stand: paragraphs whose first line is set in, and lines pushed to the right.

What is set in is told by the whole text: a paragraph's first line has the same few blanks everywhere and what follows has none. A
quotation has its blanks before every line, and begins nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

_TAB = 8
_LEAST = 2  # columns by which a paragraph's first line is set in
_MOST = 10
_PUSHED = 16  # columns from the margin at which a line is no paragraph: a date, a name, a head in the middle
_BESIDE = 40  # characters of a pushed line that ends, whatever stands below it
_SHARE = 10  # one in so many lines stands at the margin
_DOUBT = 5  # one in so many lines that are set in may go on in small letters


def apart(lines: Sequence[str], stretches: Sequence[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
    """The stretches (first, after last, blank lines above), parted where a line begins anew by where it stands."""
    columns = [_column(line) for line in lines]
    margin, set_in = _margins(lines, columns, stretches)
    for first, after, above in stretches:
        begin = first
        for number in range(first + 1, after):
            if _anew(lines, columns, number, margin, set_in):
                yield begin, number, above if begin == first else 0
                begin = number
        yield begin, after, above if begin == first else 0


def _anew(lines: Sequence[str], columns: Sequence[int], number: int, margin: int, set_in: int) -> bool:
    """Whether a line begins anew, by its indentation and that of the line above it."""
    column, above = columns[number], columns[number - 1]
    if column == above >= margin + _PUSHED:
        return not _small(lines[number]) and len(lines[number - 1].strip()) <= _BESIDE
    if max(column, above) >= margin + _PUSHED:
        return True
    return column == set_in > 0 and not _small(lines[number])


def _margins(
    lines: Sequence[str], columns: Sequence[int], stretches: Sequence[tuple[int, int, int]]
) -> tuple[int, int]:
    """The column at which most lines begin, and that at which paragraphs do; 0 where those are not set in."""
    often = Counter(columns[n] for first, after, _ in stretches for n in range(first, after))
    some = max(1, sum(often.values()) // _SHARE)
    margin = min((column for column, count in often.items() if count >= some), default=0)
    counts = [
        (count, -column)
        for column, count in often.items()
        if _LEAST <= column - margin <= _MOST and count > 1
    ]
    if not counts:
        return margin, 0
    set_in = -max(counts)[1]
    if _in_blocks(columns, stretches, set_in):
        return margin, 0
    whole = small = 0
    for first, after, _ in stretches:
        for n in range(first, after):
            if columns[n] == set_in:
                whole += 1
                small += _small(lines[n]) or (
                    n + 1 < after and columns[n + 1] == set_in and _small(lines[n + 1])
                )
    return margin, set_in if small * _DOUBT < whole else 0


def _in_blocks(columns: Sequence[int], stretches: Sequence[tuple[int, int, int]], set_in: int) -> bool:
    """Whether whole paragraphs are set in at this column, and not their first lines: most that have lines there have no others."""
    blocks = firsts = 0
    for first, after, _ in stretches:
        if after - first > 1 and columns[first] == set_in:
            inside = all(columns[n] == set_in for n in range(first, after))
            blocks += inside
            firsts += not inside and columns[first + 1] < set_in
    return blocks > firsts


def _small(line: str) -> bool:
    return line.lstrip()[:1].islower()


def _column(line: str) -> int:
    blanks = line[: len(line) - len(line.lstrip())]
    return len(blanks) + (_TAB - 1) * blanks.count("\t")
