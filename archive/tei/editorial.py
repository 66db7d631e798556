"""`encodingDesc`: what this program did and did not do to the text, in plain words and with counts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from archive.accession import Accession
from archive.outline.blocks import Outline, Role
from archive.tei.slips import LANGUAGES
from archive.tei.spans import Span, held
from archive.tei.terms import GENRES
from archive.text.text import Found, Text
from archive.version import VERSION
from archive.xml import escape

_STEPS = {
    "line-ends": ("line end made LF", "line ends made LF"),
    "control-characters": ("run of control characters taken out", "runs of control characters taken out"),
    "byte-order-mark": ("byte order mark taken out", "byte order marks taken out"),
    "nfc": ("run of characters composed (Unicode NFC)", "runs of characters composed (Unicode NFC)"),
    "trailing-blanks": ("run of blanks at a line's end taken out", "runs of blanks at line ends taken out"),
    "final-newline": (
        "change to the line end at the close of the text",
        "changes to the line end at the close of the text",
    ),
}
_MARKS = re.compile('[“”„«»"]')
_HYPHEN = re.compile(r"\w-$", re.MULTILINE)
_QUOTED = frozenset({"said", "q"})
_PARTED = (Role.DATELINE, Role.ADDRESS, Role.SALUTATION, Role.CLOSING, Role.SIGNATURE)
_INSIDE = "Quotation marks are kept in the text and lie inside said or q."
_LOOSE = "Quotation marks are kept in the text and lie inside said or q where they pair within a block that is no quotation as a whole."
_KEPT = "The characters of the body, less the content of corr, are those of the normalized text, in order."


class Marked(NamedTuple):
    """What the marks in the body are: the language whose slips were looked for, and whether quotation marks stand outside of said and q."""

    language: str = ""
    loose: bool = False


UNMARKED = Marked()


def encoding_desc(
    text: Text, outline: Outline, accession: Accession, prefix: str, marked: Marked = UNMARKED
) -> str:
    """`encodingDesc`: the project, the sampling, the editorial declaration, the genres, and the program."""
    collection = accession.collection
    about = held(" ".join(filter(None, (f"{collection.title.rstrip(chr(46))}.", collection.description))))
    version = escape(VERSION)
    return "\n".join(
        (
            "<encodingDesc>",
            f"<projectDesc><p>{escape(about)} Plain texts, described with Dublin Core and packaged in BagIt bags.</p></projectDesc>",
            "<samplingDecl><p>The text is encoded whole; nothing was left out.</p></samplingDecl>",
            _editorial(text, outline, marked),
            _genres(prefix),
            f'<appInfo><application ident="archive" version="{version}"><label>archive</label></application></appInfo>',
            "</encodingDesc>",
        )
    )


def marked_in(content: str, spans: Iterable[Span], language: str) -> Marked:
    """What is true of the marks in a body that is made of these spans."""
    quoted = sorted(_quoted(spans))
    at, end = 0, -1
    for found in _MARKS.finditer(content):
        while at < len(quoted) and quoted[at][0] <= found.start():
            end = max(end, quoted[at][1])
            at += 1
        if found.start() >= end:
            return Marked(language, loose=True)
    return Marked(language)


def _quoted(spans: Iterable[Span]) -> Iterator[tuple[int, int]]:
    """Where each `said` and `q` stands."""
    waiting = list(spans)
    while waiting:
        span = waiting.pop()
        if span.name in _QUOTED:
            yield span.start, span.end
        else:
            waiting.extend(span.children)


def _editorial(text: Text, outline: Outline, marked: Marked) -> str:
    if text.totals is not None:
        return _plain(text)
    wrapped = sum(block.wrapped for block in outline.blocks)
    segments = "Paragraphs and other blocks are runs of whole lines, recognized by rules. "
    weighed = sum(block.rule.startswith("weighed/") for block in outline.blocks)
    if weighed:
        segments += (
            f"Of {_number(weighed, 'block')} the kind was told by weights learned from other editions. "
        )
    if wrapped:
        segments += f"{_number(wrapped, 'block')} broken at a fixed width; lb marks where each of their lines begins. "
    if parted := sum(bool(block.part(*_PARTED)) for block in outline.blocks):
        segments += f"In {_number(parted, 'block')} the dateline, address, salutation, close or signature stands on a line with other text. "
    if outline.of(Role.BOILERPLATE):
        segments += "What belongs to the place of publication and not to the text is marked as boilerplate. "
    hyphens = _hyphens(text, outline)
    return "\n".join(
        (
            "<editorialDecl>",
            f'<correction status="low" method="markup"><p>{_correction(marked)}</p></correction>',
            f'<normalization method="silent"><p>{escape(_normalization(text))} {_KEPT}</p></normalization>',
            '<punctuation marks="all" placement="internal"><p>All punctuation is kept.</p></punctuation>',
            f'<quotation marks="all"><p>{_LOOSE if marked.loose else _INSIDE}</p></quotation>',
            f'<hyphenation eol="{"all" if hyphens else "none"}"><p>{hyphens or "No line ends in a hyphen."}</p></hyphenation>',
            f"<segmentation><p>{segments}The source's line breaks and blanks stand between the elements.</p></segmentation>",
            "<stdVals><p>Dates in when and its kin follow ISO 8601.</p></stdVals>",
            "<interpretation><p>Names of persons, organizations and places, and events told by a word and a date, are linked to standOff "
            "entries, and dates and quotations are marked, by rules; cert says how certain each is. No person has reviewed them.</p></interpretation>",
            "</editorialDecl>",
        )
    )


def _correction(marked: Marked) -> str:
    """What was done about slips: they are looked for in few languages."""
    if marked.language.split("-", maxsplit=1)[0] not in LANGUAGES:
        return "Nothing was corrected."
    return (
        "Short words written twice, and some that are written as one word though they are two, are kept in sic and given as meant in corr. "
        "Nothing else was corrected."
    )


def _plain(text: Text) -> str:
    """Of a text too large to be held: nothing was concluded from it."""
    return "\n".join(
        (
            "<editorialDecl>",
            '<correction status="low" method="markup"><p>Nothing was corrected.</p></correction>',
            f'<normalization method="silent"><p>{escape(_normalization(text))} {_KEPT}</p></normalization>',
            '<punctuation marks="all" placement="internal"><p>All punctuation is kept.</p></punctuation>',
            '<quotation marks="all"><p>Quotation marks are kept in the text; quotations are not marked.</p></quotation>',
            '<hyphenation eol="all"><p>Hyphens at line ends are kept; which of them divide a word was not asked.</p></hyphenation>',
            "<segmentation><p>The text is too large for its structure to be recognized: a paragraph is a run of lines between blank lines, "
            "lb marks where each further line begins, and a paragraph longer than 65,536 characters stands in several p. "
            "The source's line breaks and blanks stand between the elements.</p></segmentation>",
            "<stdVals><p>Dates in when and its kin follow ISO 8601.</p></stdVals>",
            "<interpretation><p>Names, dates and quotations are not marked.</p></interpretation>",
            "</editorialDecl>",
        )
    )


def _normalization(text: Text) -> str:
    """What stood in the way from the bytes to the text: the charset, then each step that changed something."""
    how = {Found.STRICT: "as they are valid in it", Found.BOM: "as their byte order mark says"}
    how |= {Found.DECLARED: "as their description says", Found.DETECTED: "as detected from the bytes"}
    said = f"The bytes were read as {held(text.decoding.charset)}, {how[text.decoding.found]}."
    steps = [
        _number(count, *_STEPS.get(name, (f"change by the step {name}", f"changes by the step {name}")))
        for name, count in text.changed
        if count
    ]
    return f"{said} {'; '.join(steps)}." if steps else f"{said} No character was changed."


def _number(count: int, one: str, many: str | None = None) -> str:
    return f"{count} {one if count == 1 else many or one + 's'}"


def _hyphens(text: Text, outline: Outline) -> str:
    broken = sum(
        text.content.count("-\n", block.start, block.end) for block in outline.blocks if block.wrapped
    )
    others = sum(
        len(_HYPHEN.findall(text.content, block.start, block.end))
        for block in outline.blocks
        if not block.wrapped
    )
    if not broken:
        return (
            f"{_number(others, 'line')} that {'is' if others == 1 else 'are'} no broken paragraph's {'ends' if others == 1 else 'end'} in a hyphen, which is kept."
            if others
            else ""
        )
    return f"{_number(broken, 'line')} of broken paragraphs end in a hyphen; each is kept, whether it divides a word or belongs to it."


def _genres(prefix: str) -> str:
    kinds = [
        f'<category xml:id="{prefix}-g-{genre}"><catDesc>{escape(words)}</catDesc></category>'
        for genre, words in GENRES.items()
    ]
    bibl = "<bibl>Genres told apart in this collection</bibl>"
    return f'<classDecl><taxonomy xml:id="{prefix}-genre">{bibl}{"".join(kinds)}</taxonomy></classDecl>'
