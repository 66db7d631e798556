"""The headline that stands at the top of a text, told from all else that stands there: datelines, letterheads, greetings, sections."""

from __future__ import annotations

import re

from archive.describe.genres import genre_of
from archive.describe.letterheads import is_letterhead, says_kind
from archive.describe.names import Kind, kind_of, named, people
from archive.describe.reading import Reading, Span
from archive.outline.blocks import Block, Genre, Role

LONGEST = 250  # characters of a title

_BEFORE = frozenset(
    {Role.HEADING, Role.DATELINE, Role.BYLINE, Role.FIELD, Role.DIVIDER, Role.BOILERPLATE, Role.LETTERHEAD}
)
_NO_TITLE = re.compile(
    r"(?:\W*(?:[0-9]+(?:\.[0-9]+)*|[IVXLC]+|[A-Za-z])[.)]\s)|(?:contents|table of contents|index|índice|abstract|introduction|introducción|"
    r"preface|prefacio|prólogo|prologue|foreword|preamble|preámbulo|summary|resumen|name|synopsis|description|chapter|capítulo|section|part|"
    r"notes?|overview|background|license|about|news|noticias|home|menu|sommaire|vorwort|inhalt|einleitung|page|appendix|anexo)\b[\s.:\dIVX]*$",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    r"\s[|/»›>]\s|^(?:logo|print|imprimir|posted|published|updated|tags?|photos?|foto|share|related|read more|source)\b|\b(?:terms of use|privacy policy|"
    r"subscribe|sign (?:up|in)|log ?in|newsletter|shares?|tweet|facebook|cookies|press room|all rights reserved|copyright)\b|©",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"\W*(?:(?:muy\s+)?buen(?:as|os)\s+(?:noches|tardes|días)|good\s+(?:evening|morning|afternoon)|hello|greetings|thank\s+you|gracias|"
    r"(?:my\s+)?dear(?:est)?|estimad[oa]s?|querid[oa]s?|chers?|chère|mon\s+cher|liebe[rs]?|mein[e]?\s+(?:lieb|theur|teur)\w+|sehr\s+geehrte[rs]?|"
    r"\w*(?:geehrt|geachtet|geschätzt|verehrt|ehrt)e[rs]?\s|an\s+(?:den|die|das)\s|"
    r"(?:letter|lettre|brief|carta)\s+(?:n[°ºo.]+|nr\.?|no\.?|number|num\.?)\s*[\d. ]+\W*\Z|"
    r"(?:to|an|à|al?|for)\s+(?:(?:the|la|le|el|los)\s+)?(?:sir|mrs?|miss|dr|hon|honou?rable|honble|worshipful|keeper|judges?|monsieur|mme|herrn?|frau|señora?|[A-Z]\.\s?[A-Z])\b)",
    re.IGNORECASE,
)
OF_A_LETTER = re.compile(  # a letter's heading is its letterhead, its address or its place, unless it says what it is
    r"\b(?:letter|carta|lettre|brief|memo(?:randum)?|statement|appeal|petition|resolution|declaration|call|response|reply|report|proposal|"
    r"llamado|petición|declaración|pronunciamiento|comunicado|respuesta|propuesta)\b",
    re.IGNORECASE,
)
_PLACED = re.compile(r"(?:[A-ZÀ-Þ][\w.’'-]*+[ ,]*+){1,12}\Z")
_NTH = (
    r"(?:(?:twent|thirt|fort|fift|sixt|sevent|eight|ninet)y[\s-]?)?(?:first|second|third|\w{3,7}th|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"premi(?:er|ère)|seconde?|\w{3,10}i[eè]me|primer[oa]?|segund[oa]|tercer[oa]?|cuart[oa]|quint[oa]|sext[oa]|s[ée]ptim[oa]|octav[oa]|noven[oa]|décim[oa])"
)
_PART = (
    r"(?:letter|lettre|brief|carta|[eé]p[iî](?:tre|stle|stola)|chapter|chapitre|cap[ií]tulo|kapitel|paragraph|paragraphe|párrafo|section|sección|part|"
    r"partie|parte|teil|book|livre|libro|canto|chant|number|numéro)"
)
_COUNTED = (
    re.compile(  # `LETTER the Thirty-first`, `Epître dixième`, `CHAPTER NINE`, `C 102.`: which of many it is
        rf"\W*{_PART}\s+(?:the\s+)?(?:{_NTH}|[\dIVXLC]+)\W*\Z|\W*[A-Z]{{1,2}}\.?\s?\d+\W*\Z", re.IGNORECASE
    )
)
_OF_PRINT = re.compile(  # what a printer adds: where a part goes on, and who printed it
    r"\W*(?:continued\s+(?:from|on)|fortsetzung\s+(?:von|aus|auf)|suite\s+de\s+la\s+page|viene\s+de\s+la)\b|"
    r"(?:[\w.’'-]++[:,.;]?\s+){0,3}?(?:printed|imprimé|impreso|gedruckt)\s+(?:by|for|and|at|in|par|chez|por|en|bei|von)\b",
    re.IGNORECASE,
)
_ON_WEEKDAY = re.compile(  # `Port Said, Thursday.`
    r"(?:[A-ZÀ-Þ][\w.’'-]*+ ?){1,4},\s+(?i:(?:sun|mon|tues|wednes|thurs|fri|satur)day|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|"
    r"lunes|martes|miércoles|jueves|viernes|sábado|domingo|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend)\b(?:\s\w+)?\W*\Z"
)
_LEFT_OPEN = re.compile(r"[(\[][^()\[\]]{0,12}\Z")
_SPOKEN = re.compile(
    r"(?!(?:PETITION|STATEMENT|UPDATE|ALERT|ACTION|URGENT|VIDEO|OPINION|EDITORIAL|REPORT|EXCLUSIVE|BREAKING|COMUNICADO|PETICIÓN|URGENTE|ALERTA)\b)(?:[A-ZÀ-Þ][A-ZÀ-Þ.'’-]*,?\s+){0,14}[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+:\s+(?:\S+\s+)?\S*[a-zà-ÿ]"
)  # "JANE DOE: My name is …"
_PAGE = re.compile(r"\w\([1-9][a-z]{0,2}\)$")
_NUMBERED = re.compile(
    r"(?:version|release|versión)\s+v?\d[\w.]*\b", re.IGNORECASE
)  # one of many in a list of news
_BROKEN = re.compile(  # a line of a sentence that goes on below
    r"<\S+@\S+>|\b(?:from|by|the|of|and|or|with|for|a|an|de|del|la|el|los|las|por|para|con|y|o)\Z|\A(?:this|these)\s+\w+\s+(?:is|was|are|were|has|have)\b",
    re.IGNORECASE,
)
_LINK = re.compile(r"\[(?P<text>[^\[\]]+)\]\([^()\s]*\)\Z")
_COLUMNS = re.compile(r"\S(?:\t+| {4,})\s*\S")
_LOOKED = frozenset(
    {"headings/first-line", "headings/short-line"}
)  # only its place and shape make it a heading
_SITE = re.compile(r"(?P<short>[A-Z]{3,10}):\s")
_BY = re.compile(r"(?:by|por|von|par)\s+", re.IGNORECASE)
_TITLE_AFTER_BY = 3  # words
_TRAIL = 3  # dashes between the names of a site's sections
_GOES_ON = re.compile(
    r"(?:on|in|of|for|to|at|before|regarding|concerning|sobre|en|de|del|ante|para|acerca)\s", re.IGNORECASE
)
_ADDRESS_LINE = 90  # characters of an address or a telephone number below a body's name
_NEAR = 5  # blocks above a salutation that are a letter's head
_MARKED = "headings/markdown"
_MARKUP = re.compile(r"[\s#=*_~-]*")


def headline(reading: Reading) -> Span | None:
    """The headline at the top: before it nothing but date, byline or letterhead; no section's name, no sentence."""
    blocks = reading.outline.blocks[:5]
    for number, block in enumerate(blocks):
        if block.role not in _BEFORE:
            return None
        if block.role is Role.HEADING:
            run = _headline(reading, block)
            if run is not None and is_masthead(reading, blocks[number + 1 : number + 2], run):
                if comes_again(reading, run):
                    return None
                continue
            # Below a title that is none (a release's number) a marked heading is a section's, not another title.
            if run is not None or block.rule == _MARKED:
                return run and _with_rest(reading, run, blocks[number + 1 : number + 2])
    return None


def is_masthead(reading: Reading, below: tuple[Block, ...], run: Span) -> bool:
    """Whether a line says only of what kind the text is, or is a body's name above a title, an address or a telephone number."""
    text = reading.content[run.start : run.end]
    if says_kind(text):
        return True
    site = _SITE.match(text)
    if site is not None and any(
        reading.content.startswith(f"{site['short']} ", block.start) for block in reading.outline.blocks[1:6]
    ):
        return True  # a site's name and motto: `WOLA: Advocacy …` above `WOLA Expresses …`
    return is_letterhead(text) and any(
        block.role is not Role.PARAGRAPH or block.end - block.start <= _ADDRESS_LINE for block in below
    )


def comes_again(reading: Reading, run: Span) -> bool:
    """Whether the line stands again below: then it heads each of several entries, and no title is that of all."""
    line = reading.content[run.start : run.end]
    return f"\n{line}\n" in reading.content[run.end :]


def _with_rest(reading: Reading, run: Span, below: tuple[Block, ...]) -> Span:
    """The headline with the heading on the next line that goes on with it: `Statement of Senator Doe` / `On the Harbor`."""
    for block in below:
        lines = reading.lines_of(block)
        if block.role is not Role.HEADING or len(lines) != 1 or lines[0].end - run.start > LONGEST:
            continue
        adjoining = reading.content[run.end : lines[0].start].strip(" ") == "\n"
        if adjoining and _GOES_ON.match(reading.content, *lines[0]):
            return Span(run.start, lines[0].end)
    return run


def _headline(reading: Reading, block: Block) -> Span | None:
    lines = reading.lines_of(block)
    if not lines or len(lines) > 4:
        return None
    mark = _MARKUP.match(reading.content, lines[0].start, lines[-1].end)
    start = mark.end() if mark is not None else lines[0].start
    kept = [line for line in lines if any(map(str.isalnum, reading.content[line.start : line.end]))]
    end = kept[-1].end if kept else start
    text = reading.content[start:end].rstrip("*_#= ")
    link = _LINK.match(text)
    if link is not None:
        start, text = start + link.start("text"), link["text"]
    if _COLUMNS.search(text) or _PAGE.search(text):
        return None  # a running head: "TAR(1)     GNU TAR Manual     TAR(1)"
    words = len(text.split())
    long = words > 12 and text.endswith(".")
    # A word or two alone name a section of a paper or site as often as the text below: "Sports", "Features".
    least = 3 if block.rule in _LOOKED else 1 if block.rule == _MARKED and block.level == 1 else 2
    short = words < least or kind_of(text) is Kind.PERSON
    if not 2 < len(text) <= LONGEST or long or short or text.endswith((":", ",", ";")):
        return None
    if block.rule != _MARKED and opens_letter(reading, block, text):
        return None
    run = Span(start, start + len(text))
    return None if is_none(reading, run, text) else run


def is_none(reading: Reading, run: Span, text: str) -> bool:
    """Whether the words show that a line is no title: a greeting, a number, a date, a page's furniture, a sentence cut off."""
    return (
        _NO_TITLE.match(text) is not None
        or _GREETING.match(text) is not None
        or _NUMBERED.match(text) is not None
        or _BROKEN.search(text) is not None
        or _FURNITURE.search(text) is not None
        or text.count(" - ") >= _TRAIL
        or _SPOKEN.match(text) is not None
        or _COUNTED.match(text) is not None
        or _OF_PRINT.match(text) is not None
        or _ON_WEEKDAY.match(text) is not None
        or _LEFT_OPEN.search(text) is not None
        or _is_date(reading, *run)
        or _is_byline(reading, run)
    )


def opens_letter(reading: Reading, heading: Block, text: str) -> bool:
    """Whether a letter begins below, of whose kind the line does not speak: there a salutation stands, or the whole is a letter."""
    if OF_A_LETTER.search(text):
        return False
    if genre_of(reading) is Genre.LETTER:
        return True
    following = [block for block in reading.outline.blocks if block.start >= heading.end][:_NEAR]
    return any(block.role is Role.SALUTATION for block in following)


def _is_byline(reading: Reading, run: Span) -> bool:
    """Whether a name follows `By`, or so little that one may be meant: `By Land, Sea, and Air` is a title."""
    by = _BY.match(reading.content, *run)
    if by is None:
        return False
    few = len(reading.content[by.end() : run.end].split()) < _TITLE_AFTER_BY
    return (
        few
        or named(reading.content, by.end(), run.end) is not None
        or bool(people(reading.content, by.end(), run.end))
    )


def _is_date(reading: Reading, start: int, end: int) -> bool:
    """Whether a date is most of it, or ends it after nothing but a place, as `Three Mile Cross, Nov. 23rd 1821` does."""
    for date in reading.dates_in(start, end):
        if (date.end - date.start) * 2 > end - start:
            return True
        above = reading.content[start : date.start]
        if not reading.content[date.end : end].strip(" .,;:") and _PLACED.fullmatch(above):
            return True
    return False
