"""Whether a line, or the few lines that one is broken over, reads as a title: by its length, its capitals and its end."""

from __future__ import annotations

import re

from archive.outline.blocks import Role
from archive.outline.dates import dated, news_dateline
from archive.outline.lines import Roles, Sheet
from archive.outline.names import name_like

_LONGEST = 170
_LINES = 3
_WORDS = 26
_SHORT = 60
_FEW = 9
_DECK = 400
_SUBJECT = 300  # characters of what an old book says that its chapter is about
_COMMAS = 3
_PROSE = 150  # characters below a title
_HEADLINE = 4  # longer words
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_BIG = re.compile(r"(?<![^\W_])[^\W\d_a-zà-ÿß]")
_TALK = '-–—*•>¿¡“"„«‘’»›…'
_SENTENCE = re.compile(r"[^\W\d]{3,}[.!?…]\s|:\s?[“\"„«»‘']|[!?…]")
_INNER = re.compile(r"[,;:!?“”\"„«»]|\b(?:Mr|Mrs|Dr|St|M|Mme|Sr|Sra|Hr|Fr)\.")


def tall(sheet: Sheet, index: int) -> bool:
    """Whether a unit of two or three lines, or one long line, stands alone above prose and ends as no sentence does."""
    unit = sheet.units[index]
    text = unit.text
    if not sheet.spaced or len(text) > _LONGEST or unit.last - unit.first >= _LINES or unit.gap == 0:
        return False
    if index + 1 >= len(sheet) or sheet.units[index + 1].gap == 0 or not text[-1].isalnum():
        return False
    if (index and not sheet.units[index - 1].ends and sheet.prose(index - 1)) or sheet.units[index + 1].text[
        0
    ].islower():
        return False
    if _BIG.match(text) is None or text.count(" ") + text.count("\n") >= _WORDS:
        return False
    return sheet.prose(index + 1) and _SENTENCE.search(text) is None


def bracketed(sheet: Sheet, index: int) -> bool:
    """Whether a short line in brackets stands alone above prose: "[To the Widow]"."""
    unit = sheet.units[index]
    text = unit.text
    if text[0] != "[" or text[-1] != "]" or len(text) > _SHORT or any(map(str.isdigit, text)) or "," in text:
        return False
    return (
        text[1].isupper()
        and text.count("[") == 1
        and unit.gap != 0
        and sheet.units[index + 1].gap > 0
        and sheet.prose(index + 1)
    )


def titled(sheet: Sheet, roles: Roles, index: int) -> bool:
    """Whether a short line that ends with a full stop is the title of what follows, as newspapers set it.

    "Bridge Washed Away by the Flood." It is no clause and no answer: each longer word has a capital, and the paragraph below is longer than talk is.
    """
    text = sheet.units[index].text
    if (
        len(text) > _SHORT
        or text[-1] != "."
        or text.count(" ") >= _FEW
        or _INNER.search(text)
        or text[0] in _TALK
    ):
        return False
    words = _LONG_WORD.findall(text)
    capitals = len(_BIG.findall(text))
    if not words or any(word[0].islower() for word in words) or capitals < (2 if len(words) > 1 else 3):
        return False
    below = sheet.units[index + 1]
    if any(map(str.isdigit, text)) or (name_like(text) and news_dateline(below.text[:120]) is None):
        return False
    if roles[index + 1] is not None or not (below.wrapped or len(below.text) > _LONGEST):
        return False
    return index == 0 or roles[index - 1] is not None or sheet.prose(index - 1)


def headline(sheet: Sheet, roles: Roles, index: int) -> bool:
    """Whether a line at the top, or below a heading, is set as headlines are: each longer word has a capital, whatever its end.

    Prose, a byline, a date or another such line stands below it.
    """
    text = sheet.units[index].text
    if len(text) > _DECK or index + 1 >= len(sheet) or not _capitalized(text):
        return False
    if text[-1] in ",;:" or text[0] in "([" or text.isupper() or text.count(",") > _COMMAS:
        return False
    if (index and any(map(str.isdigit, text))) or news_dateline(text[:120]) is not None:
        return False
    below = sheet.units[index + 1].text
    if roles[index + 1] is not None:
        return roles[index + 1] in {Role.BYLINE, Role.DATELINE}
    return _capitalized(below) or len(below) > _PROSE


def opening(sheet: Sheet, roles: Roles, index: int) -> bool:
    """Whether a short line that ends with a full stop is the title of the long paragraph, or of the verse, below it."""
    text = sheet.units[index].text
    if len(text) > _SHORT or text[-1] != "." or text.count(" ") >= _FEW or index + 1 >= len(sheet):
        return False
    if "," in text or not text[0].isupper() or _SENTENCE.search(text) or dated(text) is not None:
        return False
    words = _LONG_WORD.findall(text)
    if 2 * sum(word[0].islower() for word in words) > len(words):
        return False
    return roles[index + 1] is Role.VERSE or (
        roles[index + 1] is None and len(sheet.units[index + 1].text) > _PROSE
    )


def subject(sheet: Sheet, roles: Roles, index: int) -> bool:
    """Whether a line below a number says what the part is about: it ends as no sentence does, and prose stands below it."""
    text = sheet.units[index].text
    if len(text) > _SUBJECT or not text[-1].isalnum() or not text[0].isupper() or _SENTENCE.search(text):
        return False
    if index + 1 >= len(sheet) or roles[index + 1] is not None:
        return False
    below = sheet.units[index + 1].text
    return len(below) > max(_PROSE, len(text)) and not below[0].islower()


def _capitalized(text: str) -> bool:
    words = _LONG_WORD.findall(text)
    small = sum(word[0].islower() for word in words)
    return len(words) >= _HEADLINE and small <= len(words) / 4


def first_free(roles: Roles) -> int:
    """The first unit that nobody has claimed but as furniture."""
    return next(
        (n for n, role in enumerate(roles) if role not in {Role.BOILERPLATE, Role.DIVIDER, Role.CAPTION}), 0
    )


def prose_below(sheet: Sheet, roles: Roles, index: int) -> bool:
    """Whether prose follows within a few lines: a deck, a byline or a date may stand between."""
    for below in range(index + 1, min(index + 6, len(sheet))):
        if roles[below] in {
            Role.SALUTATION,
            Role.LIST_ITEM,
            Role.VERSE,
            Role.QUOTATION,
            Role.PARAGRAPH,
            Role.BYLINE,
        } or sheet.prose(below):
            return True
        if not sheet.units[below].short:
            return False
    return False
