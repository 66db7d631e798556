"""Bylines: who wrote, told by a word ("By", "Von"), by a newspaper's source, or by a name alone right below a title.

A name alone is one only where a title stands above it and a text below, and in no letter: persons are titles too, of the
entries of a dictionary and of chapters, and speak in plays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.outline.blocks import Part, Role
from archive.outline.dates import dated
from archive.outline.lines import Claim, Roles, Sheet
from archive.outline.names import addressed, name_like, office_like
from archive.outline.numbering import part_rank
from archive.outline.writers import initials, may_be_person, person, persons, resolved, with_body

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
_BIG = "A-ZÁÉÍÓÚÑÜÄÖÀÂÇÈÊËÎÏÔÛ"
_FEW = 4  # longer words of a byline without a name
_JOINS = re.compile(r"\b(?:und|et|y|nach|and)\b")
_WORD = re.compile(r"[^\W\d_]{4,}")
_LABEL = re.compile(
    r"[(\[—–-]?\s?(?P<label>(?P<by>by|written by|reported by|story by|text by|as told (?:to|by)|interview by|reviewed by|words by|spoken by|by the author of|written and spoken by)"
    r"|(?P<por>por|texto(?: de| por)|escrito por|entrevista (?:de|por)|par|texte (?:de|par)|propos recueillis par|recueillis? par|écrit par|présenté par|von|text von|verfa(?:ß|ss)t von|geschrieben von|ein gespräch von)"
    r"|(?P<other>(?:with )?(?:illustrations?|drawings|photographs|pictures|decorations|paintings) by|(?:illustrated|translated|edited|compiled|collected|adapted|arranged|introduced|selected) by|eds?\. by|introduction by"
    r"|ilustraciones de|ilustrado por|dibujos de|traducción (?:de|por)|traducid[oa] (?:\w+ ){0,3}por|versión de|editado por|edición de|compilad[oa] por|recopilad[oa] por|selección de"
    r"|illustrations de|illustré par|dessins de|traduit (?:\S+ ){0,3}par|traduction (?:de|par)|édité par|publié par|édition de"
    r"|(?:mit )?(?:illustrationen|zeichnungen|bildern|fotos) von|illustriert von|übersetzt von|übersetzung von|(?:deutsch|aus dem \w+(?: übersetzt)?) von|herausgegeben von|hrsg\. v(?:on|\.)|zusammengestellt von))\b\s*",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"(?P<label>(?i:author|authors|autora?|autor(?:es|in)|auteure?s?|verfasser(?:in)?|reporter[oa]?s?|reporters?|redacción|redaktion|rédaction|texto|texte|text|words|periodistas?|journalistes?)\s?:)\s*(?=\S)"
)
_SOMEBODY = re.compile(  # a writer without a name
    rf"(?:(?i:the|an?|one|une?|un[ao]?|einer?|einem|el|la|l[’']|der|die|dem|einige[nr]?|our|unser[emnr]*|notre|nuestr[oa])\s?)(?:\S+ )*?[{_BIG}\"“«]|[\"“«]"
)
_TITLED = re.compile(
    r"(?:M(?:rs?|me|lle|ons)?\.?|Messrs\.?|Miss|Sir|Lady|Lord|Rev\.?|Dr\.?|Prof\.?|Col\.?|Capt\.?|Gen\.?|Hon\.?|Don|Doña|Fray|Sr\.?|Sra\.?|Herrn?|Frau|Graf|Freiherr|Abbé|Père|Professor|Captain|Colonel|General)\s"
)
_SOURCE = re.compile(
    r"[(\[]?\s?(?:(?i:(?:correspondence |special )?(?:from|of)) (?P<from>[^()\[\]:;?!]{3,60}?)"
    r"|(?i:(?:our |by )?(?:own |special |regular |exclusive |foreign )*(?:cable|telegraph(?:ic)?|telegram|dispatch|despatch|correspondence|telephone|wire|special)s?)\b[^()\[\]:;?!]{0,50}"
    r"|(?:[A-Z]\S+ ){1,3}(?i:special|correspondence|dispatch))\s?[)\]]?[.,—-]*\s?[)\]]?\Z"
)
_CORRESPONDENT = re.compile(
    r"\b(?:correspond[ae]nte?s?|correspondence|corresponsal(?:es)?|enviad[oa]s? especial(?:es)?|envoyée?s? spécia(?:le?|ux)|korrespondent(?:in|en)?|korrespondenz|berichterstatter(?:in|s)?|mitarbeiter(?:in|s)?|sonderbericht)\b",
    re.IGNORECASE,
)
_OUR = re.compile(
    r"[(\[]?\s?(?:by|from|fbom|of|por|de|del|par|von|vom|special|own|our|nuestr[oa]|notre|unser)\b|[(\[]",
    re.IGNORECASE,
)
_AGENCY = re.compile(
    r"[(\[]?\s?(?:(?:(?:the |agencias? |agence |agentur )?(?:(?-i:AP|AFP|EFE|UPI|UP|DPA|ANSA|TASS|APA|IPS|SDA|INS)|efe|reuters?|dpa|notimex|associated press|united press(?: international)?|agence france[- ]presse|havas|wolff|canadian press|europa press|prensa latina|télam|inter press service|international news service)"
    r"(?:\s?[,/&y-]+\s?(?=\w)|(?=\W*\Z)))+|(?:la )?redacción(?: [\w.]+){0,3}|redaktion|la rédaction|staff reports?|from staff reports|special to the [\w -]{3,40})\s?[)\]]?\.?[)\]]?\Z",
    re.IGNORECASE,
)
_AUTHOR_OF = re.compile(
    r"\(?(?:author|autora?|auteur|autrice|verfasser(?:in)?) (?:of|de|d[’']|des|du|von|der)\b", re.IGNORECASE
)
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
    label = _LABEL.match(text) or _FIELD.match(text)
    if label is not None and label.end() < len(text):
        other = "other" in label.re.groupindex and label["other"] is not None
        sure = label["label"].count(" ") > 0 or ":" in label["label"]
        if _writer(text[label.end() :], label, near=index <= _NEAR_TOP) and _stands(
            sheet, roles, index, above, sure=sure
        ):
            rule = CONTRIBUTOR if other else "bylines/by"
            yield Claim(index, index, Role.BYLINE, rule)
            yield unit.part(Role.LABEL, label.span("label"), rule)
            end = len(text.rstrip(" .)]"))
            if name_like(text[label.end() : end]):
                yield unit.part(Role.NAME, (label.end(), end), rule)
    elif (
        index <= _NEAR_TOP
        and (_source(text) or _AGENCY.match(text) or (_AUTHOR_OF.match(text) and above == index - 1))
        and _stands(sheet, roles, index, above, sure=False)
    ):
        yield Claim(index, index, Role.BYLINE, SOURCE)


def _writer(text: str, label: re.Match[str], *, near: bool) -> bool:
    """Whether what follows the label may be who wrote: names with what they are, or somebody without a name."""
    if text[-1] in ":;?!" or not text.strip(" .,)]"):
        return False
    start = text.strip(" .,)]").partition(",")[0]
    if persons(start) and (text[-1] != "," or "," not in text[:-1]):
        return True
    words = _WORD.findall(text)
    big = sum(word[0].isupper() for word in words)
    if not words or 2 * big < len(words) or not (text[0].isupper() or _SOMEBODY.match(text)):
        return False
    if text[-1] == "," and not text.isupper():
        return False
    if " " in label["label"] or ":" in label["label"]:
        return True
    if label["label"].casefold() == "by":
        return near or text.isupper()
    somebody = _SOMEBODY.match(text) is not None and len(words) <= _FEW
    return bool(_TITLED.match(text)) or somebody or (may_be_person(start) and not _JOINS.search(start))


def _source(text: str) -> bool:
    """Whether a line says which newspaper or correspondent a report is from."""
    if len(text) > 80:
        return False
    if _CORRESPONDENT.search(text) and _OUR.match(text):
        return True
    found = _SOURCE.match(text)
    if found is None:
        return False
    words = _WORD.findall(text)[1:]
    if (
        found["from"] is not None
        and text[0] not in "(["
        and (" " not in found["from"] or " to " in found["from"])
    ):
        return False  # "From Washington" is a headline
    return (
        bool(words)
        and all(word[0].isupper() or word in {"from", "special"} for word in words)
        and not any(map(str.isdigit, text))
    )


def _named(sheet: Sheet, roles: Roles, index: int, above: int, bare: int) -> bool:
    """Whether a line is a name alone, or initials, right below a title and above a text."""
    text = sheet.units[index].text
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


def _with_office(text: str) -> bool:
    """Whether a name is followed by what its bearer is: "BRUCE BARTON, Editor"."""
    name, comma, office = text.partition(", ")
    return bool(comma) and person(name) and office_like(office)


def _worthy(sheet: Sheet, index: int) -> bool:
    """Whether a title of three words or more, that is no sentence, stands above."""
    above = sheet.units[index - 1]
    text = above.text
    if len(_GERMAN.findall(sheet.units[index + 1].text[:_TEXT])) >= _FEW:
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
        return 2 * sum(word[0].islower() for word in words) <= len(words)
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
        bare = text.strip("([—– ")
        start = len(text) - len(bare)
        yield unit.part(Role.NAME, (start, start + len(bare.rstrip(".)] "))), rule)
