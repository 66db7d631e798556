"""Documents to package, the same on every machine: letters, articles and minutes of some five kilobytes."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path
from random import Random

SIZE = 5_000  # bytes, about
SEEDS = Path(__file__).parent.parent / "seeds"

COLLECTION = """\
identifier: urn:uuid:7c0e6a2c-6f0c-4b7e-9d53-0d3ad4f3a5c1
title: Documents made to be measured
repository: {name: House of Measures}
accession: {number: M-1, date: 2026-01-01, agent: {organization: House of Measures}, acquired: Made by rule.}
defaults:
  rights: {value: Copyright Not Evaluated, uri: "http://rightsstatements.org/vocab/CNE/1.0/", origin: default}
  accessRights: {value: open access, uri: "http://purl.org/coar/access_right/c_abf2", origin: default}
  provenance: {value: Made by rule., lang: en, origin: default}
"""
_SIDECAR = """\
cataloguer: {{organization: House of Measures}}
title: {{value: "{title}", lang: en, origin: devised}}
creator: {{value: "{creator}", role: aut, origin: supplied}}
created: {{value: "{year}-{month:02}-{day:02}", origin: supplied}}
publisher: {{status: not-stated, note: Looked through the whole text.}}
source: {{status: not-stated, note: Looked through the whole text.}}
"""
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_GIVEN = ("Anna", "Bertha", "Carl", "David", "Elena", "Frank", "Grete", "Hugo", "Inês", "José")
_FAMILY = (
    "Mason",
    "Fletcher",
    "Müller",
    "Ortega",
    "Sandström",
    "Baker",
    "Núñez",
    "Weaver",
    "Thatcher",
    "Cooper",
)
_TOWNS = ("Boston", "Lisbon", "Vienna", "Tegucigalpa", "Geneva", "Montréal")
_SUBJECTS = (
    "the water of the lower town",
    "the schools of the province",
    "the harbour dues",
    "the winter roads",
)


def write_seeds(folder: Path, count: int, *, described: bool = False) -> Path:
    """`folder` with `count` documents and a collection file; with a sidecar each if `described`."""
    folder.mkdir(parents=True)
    (folder / "collection.yaml").write_text(COLLECTION, encoding="utf-8")
    for number in range(count):
        (folder / f"document-{number:06}.txt").write_bytes(document(number))
        if described:
            (folder / f"document-{number:06}.yaml").write_text(sidecar(number), encoding="utf-8")
    return folder


def document(number: int) -> bytes:
    """Document `number`. One in ten has Windows line ends, one in ten decomposed letters, one in twenty is Latin-1."""
    facts = _Facts(number)
    opening, closing = (_letter, _article, _minutes)[number % 3](facts)
    parts, size = [opening], len(opening) + len(closing)
    paragraphs = _paragraphs()
    at = facts.below(len(paragraphs))
    while size < SIZE:
        paragraph = paragraphs[at % len(paragraphs)]
        parts.append(paragraph)
        size += len(paragraph.encode()) + 2
        at += 1 + facts.below(3)
    text = "\n\n".join((*parts, closing)) + "\n"
    if number % 20 == 7:
        return text.encode("latin-1", "replace")
    if number % 10 == 3:
        text = unicodedata.normalize("NFD", text)
    if number % 10 == 5:
        text = text.replace("\n", "\r\n")
    return text.encode()


def sidecar(number: int) -> str:
    """What a cataloguer would say of document `number`."""
    facts = _Facts(number)
    return _SIDECAR.format(
        title=f"Paper {number} on {facts.subject}",
        creator=facts.name,
        year=facts.year,
        month=facts.month,
        day=facts.day,
    )


class _Facts:
    """Who, where, when and what of a document. Only Random.random is the same in every version of Python."""

    def __init__(self, number: int) -> None:
        self._random = Random(number).random
        self.number = number
        self.name = f"{self.one(_GIVEN)} {self.one(_FAMILY)}"
        self.other = f"{self.one(_GIVEN)} {self.one(_FAMILY)}"
        self.town = self.one(_TOWNS)
        self.subject = self.one(_SUBJECTS)
        self.year, self.month, self.day = 1850 + self.below(170), 1 + self.below(12), 1 + self.below(28)
        self.date = f"{_MONTHS[self.month - 1]} {self.day}, {self.year}"

    def below(self, limit: int) -> int:
        return int(self._random() * limit)

    def one(self, choices: tuple[str, ...]) -> str:
        return choices[self.below(len(choices))]


def _letter(facts: _Facts) -> tuple[str, str]:
    opening = f"{facts.town}, {facts.date}\n\nDear {facts.other},\n\nI write to you of {facts.subject}, No. {facts.number}."
    return opening, f"Yours sincerely,\n\n{facts.name}\nSecretary"


def _article(facts: _Facts) -> tuple[str, str]:
    title = f"New dispute over {facts.subject}"
    return (
        f"{title}\n\nBy {facts.name}\n\n{facts.town}, {facts.date} – Report No. {facts.number}.",
        f"© {facts.year} {facts.other}",
    )


def _minutes(facts: _Facts) -> tuple[str, str]:
    heads = "\n".join(f"{place}. {subject.capitalize()}" for place, subject in enumerate(_SUBJECTS, 1))
    opening = f"MINUTES No. {facts.number}\n\n{facts.town}, {facts.date}\n\nPresent: {facts.name}, {facts.other}\n\n{heads}"
    return opening, f"The meeting closed at {1 + facts.below(11)} o'clock.\n\n{facts.name}, clerk"


@cache
def _paragraphs() -> tuple[str, ...]:
    """The prose of the five seeds of the project, paragraph by paragraph: real sentences cost what real texts cost."""
    found = []
    for path in sorted(SEEDS.glob("*.txt")):
        parts = path.read_text(encoding="utf-8").split("\n\n")
        found += [" ".join(part.split()) for part in parts if 60 <= len(part) <= 1_500]
    return tuple(found)
