"""What the document is: a text, and of which genre, by the outline's judgement."""

from __future__ import annotations

import re

from archive.describe.issuers import announcer
from archive.describe.letterheads import says_issued
from archive.describe.reading import Reading, claim
from archive.outline.blocks import Genre, Role
from archive.record.model import Evidence, Origin, Statement

_AAT = "http://vocab.getty.edu/aat/"
_LCGFT = "http://id.loc.gov/authorities/genreForms/"
_TERMS: dict[Genre, tuple[str, str | None, str | None]] = {
    Genre.LETTER: ("letters (correspondence)", "AAT", f"{_AAT}300026879"),
    Genre.OPEN_LETTER: ("letters (correspondence)", "AAT", f"{_AAT}300026879"),
    Genre.SPEECH: ("speeches (documents)", "AAT", f"{_AAT}300026671"),
    Genre.MINUTES: ("minutes (administrative records)", "AAT", f"{_AAT}300027440"),
    Genre.INTERVIEW: ("interviews", "AAT", f"{_AAT}300026392"),
    Genre.ARTICLE: ("articles", "AAT", f"{_AAT}300048715"),
    Genre.VERSE: ("Poetry", "LCGFT", f"{_LCGFT}gf2014026481"),
    Genre.STATEMENT: ("statements", None, None),
    Genre.OPINION: ("opinion pieces", None, None),
    Genre.TEASERS: ("news summaries", None, None),
}
"""Terms of the Art & Architecture Thesaurus or of LCGFT where one was certain; PLAIN, PROSE and LIST are no genre."""

_TELLING: dict[Genre, tuple[Role, ...]] = {
    Genre.LETTER: (Role.SALUTATION, Role.CLOSING, Role.ADDRESS),
    Genre.OPEN_LETTER: (Role.SALUTATION, Role.CLOSING, Role.ADDRESS),
    Genre.ARTICLE: (Role.BYLINE, Role.CAPTION, Role.DATELINE),
    Genre.SPEECH: (Role.HEADING, Role.SALUTATION),
    Genre.MINUTES: (Role.HEADING, Role.FIELD),
    Genre.INTERVIEW: (Role.SPEAKER,),
    Genre.STATEMENT: (Role.HEADING, Role.SIGNATURE),
    Genre.OPINION: (Role.BYLINE, Role.HEADING),
    Genre.VERSE: (Role.VERSE,),
}


_SPOKEN = re.compile(
    r"(?:remarks|speech|address|lecture|sermon|discurso|palabras|ponencia|alocución|discours)\s+(?:by|of|de|del|given|delivered|pronunciad)",
    re.IGNORECASE,
)


_GIVEN = re.compile(
    r"\b(?:sermon|speech|address|lecture|oration|remarks|discurso|alocución|homilía|discours|sermón|rede|predigt)\s+(?:\w+\s+){0,4}?"
    r"(?:preached|delivered|pronounced|given|pronunciad|predicad|prononc|gehalten)",
    re.IGNORECASE,
)
_YIELDS = re.compile(r"\bI\s+yield\s+(?:the\s+floor|back)\b")
_ENACTED = re.compile(
    r"\bbe\s+it\s+(?:therefore\s+)?enacted\b|\bDECRETA\s*:|\bha\s+dado\s+la\s+(?:siguiente\s+)?ley\b|\benacts\s+as\s+follows\b",
    re.IGNORECASE,
)
_GREETS = re.compile(
    r"[,:!—–-]\Z|\b(?:dear|sir|señor|estimad|querid|cher|chère|liebe|geehrte)", re.IGNORECASE
)
_ADDRESSED = re.compile(
    r"\b(?:you|yours?|thee|thy|di(?:r|ch)|du|Ihnen|Sie|vous|vo(?:tre|s)|usted(?:es)?|vuestr[oa]s?)\b"
)
_LETTERS = (Genre.LETTER, Genre.OPEN_LETTER)
_WEIGHED = "weighed/"  # the beginning of the rules by which the outline guesses
_HEAD = 2500  # characters in which a law says that it is enacted
_TOP = 5  # blocks at the head
_ASKED = 2  # questions in the least of interviews


def genre_of(reading: Reading) -> Genre:
    """The outline's genre, but for what was spoken, for a text that quotes a letter, and for an interview without a question."""
    if spoken(reading):
        return Genre.SPEECH
    genre = reading.outline.genre
    if genre in _LETTERS and not _is_letter(reading):
        return Genre.STATEMENT if says_issued(reading) else Genre.PLAIN
    if genre is Genre.PROSE and announcer(reading) is not None:
        return Genre.STATEMENT
    if genre is Genre.INTERVIEW and reading.content.count("?") < _ASKED:
        return Genre.PLAIN  # labels that come again, and nobody asks
    return Genre.PLAIN if genre in _LETTERS and reading.enclosing() else genre


def _is_letter(reading: Reading) -> bool:
    """Whether nothing shows that what has a letter's look is none: a release or a law, or an article with readers' answers below it."""
    salutations = reading.outline.of(Role.SALUTATION)
    if any(not block.rule.startswith(_WEIGHED) for block in salutations):
        return True
    greeted = [
        block for block in salutations if _GREETS.search(reading.content[block.start : block.end].strip())
    ]
    if salutations and not greeted and not reading.outline.of(Role.CLOSING):
        return _ADDRESSED.search(reading.content, 0, _HEAD) is not None
    if says_issued(reading) or _ENACTED.search(reading.content, 0, _HEAD):
        return False
    byline = next((block for block in reading.outline.blocks[:_TOP] if block.role is Role.BYLINE), None)
    return byline is None or not salutations or salutations[0].start < byline.start


def spoken(reading: Reading) -> bool:
    """Whether the first line says that this was spoken, `Remarks by …` or `JANE DOE: …`; a salutation below it makes no letter."""
    if not reading.lines:
        return False
    if _SPOKEN.match(reading.content, *reading.lines[0]) is not None or reading.speaker is not None:
        return True
    last = len(reading.content)
    return _YIELDS.search(reading.content, max(0, last - 200)) is not None or any(
        _GIVEN.search(reading.content, block.start, block.end) is not None
        for block in reading.outline.blocks[:3]
        if block.role is Role.HEADING
    )


def types(reading: Reading) -> tuple[Statement, ...]:
    """The DCMI type, and the genre where the outline is sure of one."""
    text = claim(
        "type",
        "Text",
        Origin.MEASURED,
        "type/text",
        scheme="DCMI Type Vocabulary",
        uri="http://purl.org/dc/dcmitype/Text",
    )
    term = _TERMS.get(genre_of(reading))
    if term is None:
        return (text,)
    value, scheme, uri = term
    told = _told(reading)
    own = genre_of(reading) is reading.outline.genre
    note = f"outline rule {reading.outline.genre_rule}" if own else None
    origin = Origin.INFERRED if told else Origin.DEVISED
    return text, claim(
        "type", value, origin, "type/genre", told, lang="en", scheme=scheme, uri=uri, note=note
    )


def _told(reading: Reading) -> tuple[Evidence, ...]:
    """The line that best shows the genre; empty where the text as a whole does, and no line of it."""
    if reading.speaker is not None:
        return (reading.quote(reading.speaker.name.start, reading.speaker.name.end),)
    if spoken(reading):
        return (reading.quote(*reading.lines[0]),)
    for role in _TELLING.get(reading.outline.genre, ()):
        for block in reading.outline.of(role)[:1]:
            for line in reading.lines_of(block)[:1]:
                return (reading.quote(*line),)
    return ()
