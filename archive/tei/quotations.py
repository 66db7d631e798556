"""Quotations: where somebody speaks, who, and which halves belong together."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from archive.describe.wordlists import word_set
from archive.tei.phrases import phrases
from archive.tei.saying import SAYING, SOURCES
from archive.tei.spans import Span

_PAIRS = {"“": "”", "«": "»", "„": '“”"', '"': '"'}
_MARK = re.compile('[“”«»„"]')
_JOINING = word_set(
    "and or of which in by with but though although while because since when where who that than so yet as to on for from "
    "y o de que con en por pero aunque et ou de dont que qui avec dans mais und oder mit in auf zu für von aber sondern denn weil dass daß"
)
_OTHER = re.compile(r" [A-ZÀ-ÖØ-Þ][\w’'-]*(?: [A-ZÀ-ÖØ-Þ][\w’'-]*)*[;.,] (?=[a-z])|[^;]*;")
_BESIDE = re.compile(r" (?:[a-zà-ÿ]{1,7} ){1,2}")  # `Ana also said`, `Ana lo dijo`
_ENDS = (",", ".", ":", ";", "?", "!", "—", "–", "-", ")")
_THAT = (" that", " que", " qu’", " qu'", ", dass", ", daß")
_SENTENCE = 3  # blanks in a quotation that is a sentence
_NEAR = 40  # characters
_REACH = 160  # how far from a quotation its speaker is looked for, in characters
# What may not stand before the mark is asked after it: asked first, it would be asked at every character.
_STOP = re.compile(
    r"[.!?…](?<!\bMr.)(?<!\bMrs.)(?<!\bMs.)(?<!\bDr.)(?<!\bSr.)(?<!\bSt.)(?<!\b[A-Z].)[\"”»’)]*\s+(?=[A-ZÁÉÍÓÚÑÄÖÜ¿¡])"
)


@dataclass(frozen=True, slots=True)
class Speakers:
    """Where persons are named, in order: `starts`, `ends`, and the pointer of each; `prefix` begins our xml:ids."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    refs: tuple[str, ...]
    prefix: str

    def within(self, start: int, end: int) -> list[tuple[int, int, str]]:
        """The persons named in [start, end)."""
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        return [
            (self.starts[at], self.ends[at], self.refs[at])
            for at in range(first, last)
            if self.ends[at] <= end
        ]


def quotations(content: str, start: int, end: int, speakers: Speakers) -> tuple[Span, ...]:
    """`said` for what somebody is said to say in [start, end), `q` for other words between quotation marks.

    A speaker is given where one person is named with a verb of saying beside the quotation and inside no other. Two halves that such
    a clause parts point to each other by `@next` and `@prev`. Nothing is marked where the marks do not pair.
    """
    found = _pairs(content, start, end)
    if found is None:
        return ()
    if not found:
        return tuple(phrases(content, start, end))
    # What lies before, between and after the quotations: `clauses[n]` stands before quotation n.
    ends = [start, *(stop for _, stop in found)]
    begins = [*(begin for begin, _ in found), end]
    clauses = list(zip(ends, begins, strict=True))
    spoken = [_attribution(content, clause, speakers, at == 0) for at, clause in enumerate(clauses)]
    halves = [
        False,
        *(spoken[at + 1].after and _halves(content, at, found, spoken) for at in range(len(found) - 1)),
        False,
    ]
    heard = [_who(content, at, found, spoken, halves) for at in range(len(found))]
    said = [_element(at, found, heard, halves, prefix=speakers.prefix) for at in range(len(found))]
    if content.find("'", start, end) < 0 and content.find("‘", start, end) < 0:
        return tuple(said)
    return (*said, *(phrase for clause in clauses for phrase in phrases(content, *clause)))


def _pairs(content: str, start: int, end: int) -> list[tuple[int, int]] | None:
    """The outermost quotations, marks included; None if one is left open."""
    find = content.find  # each mark by itself: a pattern of all four takes longer
    if (
        find('"', start, end) < 0
        and find("“", start, end) < 0
        and find("«", start, end) < 0
        and find("»", start, end) < 0
        and find("„", start, end) < 0
    ):
        return []
    found: list[tuple[int, int]] = []
    opened, closing = -1, ""
    for match in _MARK.finditer(content, start, end):
        mark, at = match[0], match.start()
        if opened < 0:
            closing = _PAIRS.get(mark, "") or ("«" if _inward(content, start, at) else "")
            if not closing:
                return None
            opened = at
        elif mark in closing:
            if at - opened > 1:  # marks with nothing between them are no quotation
                found.append((opened, at + 1))
            opened = -1
        elif mark == content[opened] and mark != '"':
            return None
    return found if opened < 0 else None


def _inward(content: str, start: int, at: int) -> bool:
    """Whether "»" here opens what "«" closes, as in German books: it stands before a word, and behind a blank."""
    before = content[at - 1] if at > start else " "
    return (
        content[at] == "»"
        and (before.isspace() or before in "(—–-")
        and not content[at + 1 : at + 2].isspace()
    )


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A clause that says who speaks: `after` if it follows the words, `before` if it leads up to them."""

    who: str | None
    after: bool
    before: bool


_NOBODY = _Spoken(None, after=False, before=False)
_SHORTEST = len("dit")  # characters of a verb of saying


def _attribution(content: str, clause: tuple[int, int], speakers: Speakers, leading: bool) -> _Spoken:
    start, end = clause
    if end - start < _SHORTEST:
        return _NOBODY
    head_end = min(end, start + _REACH)
    if stop := _STOP.search(content, start, head_end):
        head_end = stop.start()
    after = not leading and _follows(content, start, head_end)
    tail_start = max(start, end - _REACH)
    before = False
    if content[tail_start:end].rstrip().endswith((":", ",", *_THAT)):
        for stop in _STOP.finditer(content, tail_start, end):
            tail_start = stop.end()
        before = _leads(content, tail_start, end)
    where = (start, head_end) if after else (tail_start, end)
    return _Spoken(
        _speaker(content, where, speakers, after=after) if after or before else None, after, before
    )


def _leads(content: str, start: int, end: int) -> bool:
    """Whether the clause right before a quotation says who speaks it: nothing but a colon, or a few words, stands after its last verb."""
    verbs = list(SAYING.finditer(content, start, end))
    if not verbs:
        return False
    rest = content[verbs[-1].end() : end].rstrip()
    if rest.count("(") > rest.count(")"):
        return False  # `(the notes, for example, "Ballads")`
    if verbs[-1].group().casefold() in SOURCES and rest.endswith(",") and len(rest) <= 2 * _NEAR:
        return True
    if rest in _THAT:
        return _sentence_follows(content, end)
    return rest.endswith(":") or (rest.count(",") % 2 == 1 and len(rest) <= 2 * _NEAR)


def _sentence_follows(content: str, start: int) -> bool:
    """Whether so many words stand in the quotation here that they are what was said, and no phrase of it: `said that “stolen” votes`."""
    close = _MARK.search(content, start + 1)
    return close is not None and content.count(" ", start, close.start()) >= _SENTENCE


def _follows(content: str, start: int, end: int) -> bool:
    """Whether the clause right after a quotation says who spoke it: its verb stands near, and nothing else goes on before it.

    A full stop in the quotation ends its sentence: what begins with a capital after it is another.
    """
    verb = SAYING.search(content, start, end)
    if verb is None:
        return False
    lead = content[start : verb.start()]
    words = lead.strip(" ,\n").split()
    if words and words[0] in _JOINING:
        return False
    if lead.lstrip(" ,\n").count(",") % 2:
        return False  # `"The Creed," meant as a vow, declared`
    return not (content[start - 2 : start - 1] == "." and words and words[0][0].isupper())


def _speaker(content: str, where: tuple[int, int], speakers: Speakers, *, after: bool) -> str | None:
    """The person named next to the verb of saying; None where two are as likely."""
    verbs = list(SAYING.finditer(content, *where))
    if not verbs:
        return None
    verb = verbs[0] if after else verbs[-1]
    named = speakers.within(*where)
    following = [name for name in named if name[0] >= verb.end()]
    preceding = [name for name in named if name[1] <= verb.start()]
    if following and not preceding:
        first = following[0]
        other = _OTHER.match(content, verb.end(), first[0])
        if other is not None:
            return None  # `says Emerson; but Whitman`
        return first[2] if "(" not in content[verb.end() : first[0]] else None
    if preceding and len({name[2] for name in preceding}) == 1:
        between = content[preceding[-1][1] : verb.start()]
        beside = len(between) <= 2 or _BESIDE.fullmatch(between) is not None
        return preceding[-1][2] if beside else None
    return None


@dataclass(frozen=True, slots=True)
class _Heard:
    """Whether a quotation is said, and by whom, if one person is named."""

    said: bool
    who: str | None


def _who(
    content: str,
    at: int,
    found: Sequence[tuple[int, int]],
    spoken: Sequence[_Spoken],
    halves: Sequence[bool],
) -> _Heard:
    _, end = found[at]
    lead, trail = spoken[at], spoken[at + 1]
    leading = halves[at] or lead.before
    trailing = trail.after and (content[end - 2] in ",.?!…—" or content[end : end + 1] in (",", "."))
    who = trail.who if trailing else None
    return _Heard(leading or trailing, lead.who if who is None and leading else who)


def _element(
    at: int,
    found: Sequence[tuple[int, int]],
    heard: Sequence[_Heard],
    halves: Sequence[bool],
    *,
    prefix: str,
) -> Span:
    start, end = found[at]
    if not heard[at].said:
        return Span(start, end, "q")
    previous_half, next_half = halves[at : at + 2]
    # One speech has one speaker, named between its halves or after the second.
    who = heard[at].who or (heard[at + 1].who if next_half else None)
    attributes: list[tuple[str, str]] = [("who", who)] if who else []
    attributes.append(("direct", "true"))
    if next_half or previous_half:
        attributes.append(("xml:id", f"{prefix}-q{start}"))
    if next_half:
        attributes.append(("next", f"#{prefix}-q{found[at + 1][0]}"))
    if previous_half:
        attributes.append(("prev", f"#{prefix}-q{found[at - 1][0]}"))
    return Span(start, end, "said", tuple(attributes))


def _halves(content: str, at: int, found: Sequence[tuple[int, int]], spoken: Sequence[_Spoken]) -> bool:
    """Whether quotation `at` and the next are one speech, parted by the clause that says who speaks and by nothing else."""
    between = spoken[at + 1]
    _, end = found[at]
    clause = content[end : found[at + 1][0]]
    direct = content[end - 2] in ",?!…—." or clause[:1] == ","
    if clause.rstrip()[-1:] not in _ENDS:
        return False  # `said Emerson of “Leaves of Grass,”`
    return between.after and direct and len(clause) <= 2 * _REACH and _STOP.search(clause.rstrip()) is None
