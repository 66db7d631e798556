"""The states of the United States that a headline names: places below the country, each with its number in GeoNames.

Left out are those whose names are a town's or a country's as often: Georgia, New York, Washington.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from archive.describe.names import BODY_WORDS
from archive.describe.reading import Reading, claim
from archive.describe.runs import Run
from archive.record.model import Origin, Statement

_LEAST = 3  # times that the text names the state, headline and all
_NUMBERED = """
Alabama 4829764; Alaska 5879092; Arizona 5551752; Arkansas 4099753; California 5332921; Colorado 5417618; Connecticut
4831725; Delaware 4142224; Florida 4155751; Hawaii 5855797; Idaho 5596512; Illinois 4896861; Indiana 4921868; Iowa
4862182; Kansas 4273857; Kentucky 6254925; Louisiana 4331987; Maine 4971068; Maryland 4361885; Massachusetts 6254926;
Michigan 5001836; Minnesota 5037779; Mississippi 4436296; Missouri 4398678; Montana 5667009; Nebraska 5073708; Nevada
5509151; New Hampshire 5090174; New Jersey 5101760; New Mexico 5481136; North Carolina 4482348; North Dakota 5690763;
Ohio 5165418; Oklahoma 4544379; Oregon 5744337; Pennsylvania 6254927; Rhode Island 5224323; South Carolina 4597040;
South Dakota 5769223; Tennessee 4662168; Texas 4736286; Utah 5549030; Vermont 5242283; Virginia 6254928; West Virginia
4826850; Wisconsin 5279468; Wyoming 5843591
"""
_ROW = re.compile(r"(?P<name>\D+?) (?P<number>\d+)(?:;|\Z)")
_NEWS = frozenset({"in", "for", "to", "of", "from", "and", "across", "throughout"})


def states(reading: Reading) -> tuple[Statement, ...]:
    """The one state that stands in a headline, and that the text goes on to speak of; none of several."""
    found = {name: spans for run in reading.runs if run.heading for name, spans in _named(run)}
    if len(found) != 1:
        return ()
    name, first = next(iter(found.items()))
    again = [span for run in reading.runs if not run.heading for other, span in _named(run) if other == name]
    if len(again) + 1 < _LEAST:
        return ()
    quotes = (reading.quote(*first), reading.quote(*again[0]))
    return (
        claim(
            "spatial",
            name,
            Origin.INFERRED,
            "place/state",
            quotes,
            scheme="GeoNames",
            uri=f"https://sws.geonames.org/{numbers()[name]}/",
            note="A state of the United States",
        ),
    )


@cache
def numbers() -> dict[str, int]:
    """Each state with its number."""
    plain = " ".join(_NUMBERED.split())
    return {row["name"].strip(): int(row["number"]) for row in _ROW.finditer(plain)}


@cache
def _pattern() -> re.Pattern[str]:
    names = sorted(numbers(), key=lambda name: (-len(name), name))
    return re.compile(rf"\b(?:{'|'.join(names)}|{'|'.join(name.upper() for name in names)})\b")


def _named(run: Run) -> Iterator[tuple[str, tuple[int, int]]]:
    """Where a state is named for itself, and not within another name: `West Virginia`, `Texas Rangers`, `University of Iowa`."""
    for match in _pattern().finditer(run.content, run.start, run.end):
        before = run.content[max(run.start, match.start() - 24) : match.start()].split()
        after = run.content[match.end() : match.end() + 2]
        shouted = match.group().isupper()
        joined = "-" in (run.content[match.start() - 1 : match.start()], after[:1])
        beside = joined or (after[:1] == " " and after[1:].isupper() and not shouted)
        of = len(before) > 1 and before[-1].casefold() == "of" and before[-2].casefold() in BODY_WORDS
        within = (
            before and before[-1][0].isupper() and before[-1].isalpha() and before[-1].casefold() not in _NEWS
        )
        if not (beside or of or (within and not shouted)):
            yield match.group().title(), match.span()
