"""Bylines: who wrote, told by a word ("By", "Von"), by a newspaper's source, or by a name alone right below a title.

A name alone is one only where a title stands above it and a text below, and in no letter: persons are titles too, of the
entries of a dictionary and of chapters, and speak in plays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.outline.authorship import author_of, contributes, from_elsewhere, labelled, writer
from archive.outline.blocks import Part, Role
from archive.outline.dates import dated
from archive.outline.lines import Claim, Roles, Sheet
from archive.outline.names import addressed, name_like, office_like
from archive.outline.numbering import part_rank
from archive.outline.writers import IN_BYLINES, initials, may_be_person, person, persons, resolved, with_body

CONTRIBUTOR = "bylines/contributor"
"""The rule of a line that names who drew, translated or edited: not the author."""
SOURCE = "bylines/source"
"""The rule of a line that says which paper, agency or correspondent a report is from."""

_LONGEST = 140
_NEAR_TOP = 8  # units
_TOP = 5
_TITLE = 300  # characters of the title above
_TEXT = 120  # characters of the paragraph below
_SOON = 5  # lines between a byline and the text
_RECURS = 3  # names below titles that a text has, where they count far from its top too
_FIRST = frozenset("([—–-")
_GERMAN_WORDS = 4
_WORD = re.compile(r"[^\W\d_]{4,}")
_UNIVERSITY = re.compile(r"[ ,(]*(?:The )?Universit(?:y (?:of|at)\b|é|ät|à)")
_GERMAN = re.compile(r"\b(?:und|der|die|das|den|dem|ein|eine|ist|war|nicht|zu|auf|mit)\b")
_PREFACE = re.compile(
    r"(?:introduction|preface|foreword|afterword|prologue|introducción|prefacio|prólogo|préface|avant-propos|einleitung|vorwort|einführung|nachwort)\W*\Z",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"\b(?:sign|attest|before me|witness|presen|sworn|firma|zeugen?|gez|yours|mark)", re.IGNORECASE
)
_LETTER = frozenset({Role.SALUTATION, Role.ADDRESS, Role.LETTERHEAD, Role.FIELD})
_ABOVE = frozenset({Role.HEADING, Role.CAPTION, Role.BOILERPLATE, Role.DIVIDER, Role.BYLINE})
_BELOW = frozenset({Role.QUOTATION, Role.VERSE, Role.DATELINE, Role.CAPTION})
_TALK = '-–—*•>¿¡“"„«‘’»›…'


def find(sheet: Sheet, roles: Roles) -> Iterator[Claim | Part]:
    """The bylines that the rules of articles leave."""
    framed = not _LETTER.isdisjoint(roles) or Role.SPEAKER in roles
    above = -1  # the last unit that is a byline
    bare = -1  # the last that is a name alone
    far: list[int] = []
    for index, unit in enumerate(sheet.units):
        if roles[index] is Role.BYLINE:
            above = index
        if roles[index] is not None or index == 0 or len(unit.text) > _LONGEST or not _begins(unit.text):
            continue
        found = list(_told(sheet, roles, index, above)) if not framed or index < _TOP else []
        if not found and (not framed or resolved(unit.text)) and _named(sheet, roles, index, above, bare):
            if index < _TOP:
                found = list(_name(sheet, index))
                bare = index
            elif _far(sheet, index):
                far.append(index)
        if found:
            above = index
            yield from found
    if len(far) >= _RECURS:
        for index in far:
            yield from _name(sheet, index)


def _begins(text: str) -> bool:
    return text[0].isalpha() or text[0] in _FIRST


def _told(sheet: Sheet, roles: Roles, index: int, above: int) -> Iterator[Claim | Part]:
    """The byline that words tell: "By a Lady", "[From the Chicago Times.]", "(Agencia EFE)"."""
    unit = sheet.units[index]
    text = unit.text
    label = labelled(text)
    if label is not None:
        sure = label["label"].count(" ") > 0 or ":" in label["label"]
        if writer(text[label.end() :], label, near=index <= _NEAR_TOP) and _stands(
            sheet, roles, index, above, sure=sure
        ):
            rule = CONTRIBUTOR if contributes(label) else "bylines/by"
            yield Claim(index, index, Role.BYLINE, rule)
            yield unit.part(Role.LABEL, label.span("label"), rule)
            end = len(text.rstrip(" .)]"))
            if name_like(text[label.end() : end]):
                yield unit.part(Role.NAME, (label.end(), end), rule)
    elif (
        index <= _NEAR_TOP
        and (from_elsewhere(text) or (author_of(text) and above == index - 1))
        and _stands(sheet, roles, index, above, sure=False)
    ):
        yield Claim(index, index, Role.BYLINE, SOURCE)


def _named(sheet: Sheet, roles: Roles, index: int, above: int, bare: int) -> bool:
    """Whether a line is a name alone, or initials, right below a title and above a text."""
    text = sheet.units[index].text
    if index >= _TOP and not _looks_named(text):
        return False
    if not (
        sheet.units[index].short and len(text) <= 110 and not text.endswith((",", ":", ";"))
    ) or addressed(text):
        return False
    near = index < _TOP
    if near and with_body(text):
        return True
    if resolved(text):
        return _titles(sheet, roles, index)
    if not (
        initials(text)
        or persons(text)
        or (near and _with_office(text))
        or (
            near
            and may_be_person(text)
            and text[-1] not in ".!?"
            and ((sheet.prose(index + 1) and _worthy(sheet, index)) or bare == index - 1 > 0)
        )
    ):
        return False
    if above != index - 1 and (_numbered(sheet, index) or persons(sheet.units[index - 1].text)):
        return False  # a chapter of that name, a row of names
    return _stands(sheet, roles, index, above, sure=False)


def _looks_named(text: str) -> bool:
    """Whether a line has a capital, or a word of surnames, as its second word; asked first, for it costs least."""
    second = text.split(None, 2)[1:2]
    return not second or second[0][0] in _FIRST or second[0][0].isupper() or second[0] in IN_BYLINES


def _with_office(text: str) -> bool:
    """Whether a name is followed by what its bearer is: "BRUCE BARTON, Editor"."""
    name, comma, office = text.partition(", ")
    return bool(comma) and person(name) and office_like(office)


def _worthy(sheet: Sheet, index: int) -> bool:
    """Whether a title of three words or more, that is no sentence, stands above."""
    above = sheet.units[index - 1]
    text = above.text
    if len(_GERMAN.findall(sheet.units[index + 1].text[:_TEXT])) >= _GERMAN_WORDS:
        return False  # every noun has a capital there
    if _PREFACE.match(text):
        return True
    return above.short and not above.ends and text.count(" ") >= 2 and text[0] != "["


def _numbered(sheet: Sheet, index: int) -> bool:
    """Whether the line above is but a number, so that the name is the title of the part."""
    return part_rank(sheet.units[index - 1].text) is not None and len(sheet.units[index - 1].text) < 20


def _stands(sheet: Sheet, roles: Roles, index: int, above: int, *, sure: bool) -> bool:
    """Whether a line stands where a byline does: below a title or another byline, and above a text, within a few lines."""
    if not sure and above != index - 1 and not _titles(sheet, roles, index):
        return False
    if sure and sheet.prose(index - 1) and sheet.units[index].gap == 0:
        return False
    for below in range(index + 1, min(index + 1 + _SOON + 1, len(sheet))):
        if roles[below] in _BELOW:
            return True
        unit = sheet.units[below]
        if roles[below] is None and (unit.wrapped or len(unit.text) >= _TEXT):
            return True
        if roles[below] is None and unit.ends and len(unit.text) > 60:
            return True
    return sure


def _titles(sheet: Sheet, roles: Roles, index: int) -> bool:
    """Whether the line above may be a title: short, no talk, and no sentence of a paragraph."""
    above = sheet.units[index - 1]
    role = roles[index - 1]
    if role is not None:
        return role in _ABOVE
    text = above.text
    if (
        len(text) > _TITLE
        or text[-1] in ",;:"
        or _WORD.search(text) is None
        or (text[0] in _TALK and text[-1] in ".!?")
        or dated(text) is not None
        or addressed(text)
    ):
        return False
    if text[-1] == "?" and index > _TOP:
        return False
    if index == 1 or text.isupper():
        return True
    if text[-1] == ".":
        words = _WORD.findall(text)
        return bool(2 * sum(word[0].islower() for word in words) <= len(words))
    return not sheet.prose(index - 1) or (index <= _TOP and not above.wrapped)


def _far(sheet: Sheet, index: int) -> bool:
    """Whether a line far from the top is set apart from the text above by its title, which is no name and no other's signature."""
    above = sheet.units[index - 1]
    text = above.text
    if len(text) > 100 or (sheet.spaced and above.gap == 0):
        return False
    if resolved(sheet.units[index].text):
        return True
    return (
        text[-1] not in ".!?"
        and _SIGNED.search(text) is None
        and not any(persons(beside) or initials(beside) for beside in (text, sheet.units[index + 1].text))
    )


def _name(sheet: Sheet, index: int) -> Iterator[Claim | Part]:
    unit = sheet.units[index]
    text = unit.text
    rule = "bylines/name"
    yield Claim(index, index, Role.BYLINE, rule)
    end = with_body(text)
    if end and person(text[:end]) and _UNIVERSITY.match(text, end):
        yield unit.part(Role.NAME, (0, end), rule)
    elif not end and person(text):
        bare = text.lstrip("([—– ")
        start = len(text) - len(bare)
        yield unit.part(Role.NAME, (start, start + len(bare.rstrip(".)] "))), rule)
