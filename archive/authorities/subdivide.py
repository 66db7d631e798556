"""Makes `subdivisions.csv` from the index: which headings of the table of phrases LCSH divides by which country.

For whoever keeps the table, after a new version of the vocabulary or a new row in `phrases.csv`:
`python -m archive.authorities.subdivide INDEX COUNTRIES >archive/authorities/subdivisions.csv`, COUNTRIES being lines
`HN|Honduras`. A test compares the table with what this makes from the packages that are installed.
"""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from archive.authorities.curated import COUP, POLITICS, terms
from archive.authorities.heading import Heading
from archive.authorities.index import Index, open_index

COLUMNS = ("country", "of", "since", "uri", "label")

_LCSH_NAMES = {
    "CD": "Congo (Democratic Republic)",
    "CI": "Côte d'Ivoire",
    "CZ": "Czech Republic",
    "GB": "Great Britain",
    "KP": "Korea (North)",
    "KR": "Korea (South)",
    "MM": "Burma",
    "AM": "Armenia (Republic)",
    "YE": "Yemen (Republic)",
}
"""Countries that LCSH calls by another name than ours."""

_POLITICS = "Politics and government"
_OPEN = re.compile(r"--Politics and government--([0-9]{4})-")
_COUP = re.compile(r"--History--Coup d'état, ([0-9]{4})")


def subdivisions(index: Index, countries: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """The rows of the table, sorted by country; `countries` are names by ISO code."""
    for code in sorted(countries):
        name = _LCSH_NAMES.get(code, countries[code])
        for term in terms():
            if term.by_place:
                for heading in _exactly(index, f"{term.label}--{name}"):
                    yield code, term.uri, "", heading.uri, heading.label
        for heading in _exactly(index, f"{name}--{_POLITICS}"):
            yield code, POLITICS, "", heading.uri, heading.label
        yield from sorted(_dated(index, code, name, POLITICS, f"{name}--{_POLITICS}", _OPEN))
        yield from sorted(_dated(index, code, name, COUP, f"{name}--History--Coup d'état", _COUP))


def table(rows: Iterable[tuple[str, ...]]) -> str:
    """The rows as CSV."""
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    return made.getvalue()


def _exactly(index: Index, label: str) -> Iterator[Heading]:
    return (
        heading for heading in index.by_label(label) if heading.scheme == "LCSH" and heading.label == label
    )


def _dated(
    index: Index, code: str, name: str, of: str, words: str, pattern: re.Pattern[str]
) -> Iterator[tuple[str, ...]]:
    """The headings of a country whose last part is a year; two coups of one year are told apart by nobody but a person."""
    found: dict[str, list[Heading]] = {}
    for heading in index.holding(words):
        rest = heading.label.removeprefix(name)
        match = pattern.match(rest)
        if heading.scheme == "LCSH" and heading.label.startswith(f"{name}--") and match is not None:
            found.setdefault(match[1], []).append(heading)
    for year, headings in found.items():
        if len(headings) == 1 and pattern.fullmatch(headings[0].label.removeprefix(name)):
            yield code, of, year, headings[0].uri, headings[0].label


if __name__ == "__main__":
    named = dict(
        line.split("|") for line in Path(sys.argv[2]).read_text(encoding="utf-8").split("\n") if line
    )
    with open_index(Path(sys.argv[1])) as opened:
        sys.stdout.write(table(subdivisions(opened, named)))
