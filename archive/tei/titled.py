"""Names as a letter's address and salutation give them: the title that stands before one, its forename and its surname."""

from __future__ import annotations

import re
from collections.abc import Sequence

from archive.describe.names import TITLE_WORDS
from archive.outline.given import FORENAMES
from archive.tei.entity import Thing
from archive.tei.lexicon import FORENAMED
from archive.tei.spans import Span

_HONORIFIC = re.compile(
    r"(?<![^\s(])(?:(?:(?:[Tt]he|His|Her|Your|[LlDd]e|Ihrer?|Seiner?) )?(?:(?:Right|Most|Very) )?(?:Honou?rable|Hon\.|Excellency|Reverend|Rev\.|Exzellenz)"
    r"|Mr\.?|Mrs\.?|Ms\.?|Miss|Dra?\.?|Prof\.|Sir|Lady|Lord|Sra?\.|Srta\.|[Ss]eñor(?:a|ita)?|[Dd]on|[Dd]oña|Lic\.|Ing\.|Abog\.|Exc?m[oa]\.|Il[mt][oa]\."
    r"|Monsieur|Madame|Mademoiselle|M\.|Mme|Mlle|Monseigneur|Mgr\.?|Mons\.|Herrn?|Frau|Fräulein|Hrn\.) \Z"
)
_OFFICE = re.compile(r"(?<![^\s(])(?P<word>[A-ZÀ-ÖØ-Þ][\w-]+) \Z")
_MORE_OFFICES = """
congressman congresswoman councilman councilwoman justice prime secretary-general canciller comandante coronel capitán
président présidente ministre ambassadeur präsident präsidentin ministerin kanzler kanzlerin rat geheimrat hofrat
"""
_OFFICES = TITLE_WORDS | frozenset(_MORE_OFFICES.split())
_INITIALS = re.compile(r"(?:[A-Z]\.-?){1,3}")
_PART = re.compile(r"\S+")
_LONGEST = 60  # characters of titles
_MOST = 3  # words of a name whose parts are told apart


def titled(content: str, start: int, spans: Sequence[Span]) -> tuple[Span, ...]:
    """The children of an address line or salutation that begins at `start`, each person's name with its title in it.

    `The Honorable` is an honorific, `Secretary General` an office; `Señor Presidente` is one of each. A title is taken in where it stands
    right before the name and nothing in it is marked. A name that holds something keeps it, and nothing is added.
    """
    found: list[Span] = []
    floor = start
    for span in spans:
        plain = span.name == Thing.PERSON and not span.children and content.find("\n", floor, span.end) < 0
        found.append(_with_title(content, floor, span) if plain else span)
        floor = max(floor, span.end)
    return tuple(found)


def _with_title(content: str, floor: int, span: Span) -> Span:
    roles = _roles(content, max(floor, span.start - _LONGEST), span.start)
    last = content[roles[-1].start : roles[-1].end].rstrip(".").casefold() if roles else ""
    children = (*roles, *_parts(content, span, surname=bool(roles) and last not in FORENAMED))
    return span._replace(start=roles[0].start if roles else span.start, children=children)


def _roles(content: str, floor: int, end: int) -> tuple[Span, ...]:
    """A `roleName` for each run of titles of one kind that stands right before `end`."""
    found: list[Span] = []
    while (match := _title(content, floor, end)) is not None:
        start, kind = match
        kinds = (("type", kind),)
        if found and found[0].attributes == kinds:
            found[0] = found[0]._replace(start=start)
        else:
            found.insert(0, Span(start, end - 1, "roleName", kinds))
        end = start
    return tuple(found)


def _title(content: str, floor: int, end: int) -> tuple[int, str] | None:
    """Where the title begins whose last character but a blank stands before `end`, and its kind."""
    if end - floor < len("M. ") or content[end - 1] != " ":
        return None
    before = content[floor:end]
    if match := _HONORIFIC.search(before):
        return floor + match.start(), "honorific"
    match = _OFFICE.search(before)
    if match is not None and match["word"].casefold() in _OFFICES:
        return floor + match.start(), "office"
    return None


def _parts(content: str, span: Span, *, surname: bool) -> tuple[Span, ...]:
    """The `forename` and `surname` elements of a name, where it is plain which is which; else none.

    `surname` says that a title stands before it which is never followed by a forename alone.
    """
    words = list(_PART.finditer(content, span.start, span.end))
    if len(words) == 1:
        alone = surname and words[0].group() not in FORENAMES
        return (Span(*words[0].span(), "surname"),) if alone else ()
    *given, family = words
    known = len(words) <= _MOST and all(
        word.group() in FORENAMES or _INITIALS.fullmatch(word.group()) for word in given
    )
    if not known or family.group() in FORENAMES or not family.group()[-1].isalpha():
        return ()
    return (*(Span(*word.span(), "forename") for word in given), Span(*family.span(), "surname"))
