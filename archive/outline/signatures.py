"""What stands below the close of a text: who signs, and the dates, notes of copies and addresses beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.outline.blocks import Part, Role
from archive.outline.dates import dated, postmarked
from archive.outline.day_forms import DATE
from archive.outline.envelopes import outside
from archive.outline.lines import Claim, Sheet, Unit
from archive.outline.names import address_like, addressed, entry_like, full_name, name_like, office_like
from archive.outline.signers import DASH, signers, stretches

_LONGEST = 110
_REACH = 120  # characters at the end of a close in which the name is looked for
_STOPS = frozenset(".,;:")  # left of a line whose words are told apart
_FIELD = re.compile(
    r"(?P<label>(?:c\.?c\.?|b\.?c\.?c\.?|encl(?:s|osures?)?|enc|attachments?|copies?|copia|c\.?c\.?p|anexos?|adjuntos?|copie|p\.?j|anlagen?|verteiler|kopie|pièces? jointes?)\b\.?(?:\s?\(\d+\))?(?:\s?:)?)\s*\S*",
    re.IGNORECASE,
)
_TO_COPY = re.compile(r"(?:c\.\s?c\.|cc\.?|C\.\s?C\.|CC\.?)\s[^\W\d_a-zà-ÿß]")  # "c.c. Defensoría del Pueblo"
_NO_NAME = re.compile(
    r"(?:I[IVX]+|VI{0,3}|IV|XI{0,3})\.\s|[A-Z]\.\s(?:The|An)\s|(?:Photos?|Fotos?|Bild|Image|Imagen|Crédit photo)\s?:|(?:Direct|Address|Please|Write|Endorsed|Docketed|Answered|Adresse[rz]|Écri[sv]\w*|Escr[íi]b\w+|Dir[íi]g\w+|Schreib\w*|Adressier\w*)\b\W+(?:direct |address |to |me\b|us\b|your |as |à |a |an |moi\b|[A-Z]\w+, \d)|.*(?:\.{5}|_{5,}\Z|\sSTOP\s)"
)  # a numbered heading, the credit of a picture, a blank to be filled in, the words of a telegram
_GIVEN = re.compile(
    r"(?:escri(?:p?t|tte?)|fai(?:c)?t|donn[éè]e?|escrito|escrita|fecho|fecha|dad[oa]|written|given|dated|done|geben|gegeben|geschrieben|datum|dat\.|actum|dabam|scribebam|d\.) (?:à|a|á|au|en|aux|du|at|in|from|this|zu|den|am|im|aus|ut|e|the)\b(?=[^.!?]{0,90}\W*\Z)(?!.{0,60}\b(?:que|qui|that|which|dass|daß|is|was|est|es)\b)",
    re.IGNORECASE,
)  # the word with which older letters and acts date themselves, however they write the day
_SIGNED = re.compile(
    r"\((?i:counter-?signed|signed|sgd\.?|firmado|signé|gez\.?|gezeichnet|l\. ?s\.)\)\s*[^\W\d_a-zà-ÿ]"
)
_BY_HAND = re.compile(
    r"[^\W\d_]\W{1,2}(?:m\.? ?/ ?p\.?|m\. ?p\.|mp|manu propria|als Zeuge\.?(?: m\.? ?/? ?p\.?)?|(?:his|her) x mark|(?<=, )(?:his|her) mark|x mark\)?)\W*\Z",
    re.IGNORECASE,
)
_DEVOTED = re.compile(
    r"(?i:servant|serv[’']?t|friend|dien+er|knecht|freund|serviteur|ami|servidor|amigo|\b[a-zäöü]+(?:st|ster|bener|amer))[,.]?\s?(?:[^\W\d_a-zà-ÿß][\w’'.-]*\s){1,4}(?:(?:v[oa]n|de[r]?|gra[f]{1,2}|du)\s){0,3}[^\W\d_a-zà-ÿß][\w’'-]+\W*\Z"
)
_ENACTED = re.compile(
    rf"(?:Adopted|Approved|Passed|Enacted|Ratified|Aprobad[oa]|Adoptad[oa]|Sancionad[oa]|Adopt[ée]e?|Approuvée?|Beschlossen|Verabschiedet)\b[^.;:?!]{{0,30}}?\s(?:{DATE.pattern})\W*\Z",
    re.IGNORECASE,
)  # below a law or a resolution
_GIVES = frozenset("EFDWGASPRBVefdwgasprbv")  # what _GIVEN begins with
_YEAR = re.compile(r"1[0-9]\d\d\W{0,2}\Z")


def tail_like(unit: Unit) -> bool:
    """Whether a line may stand below a text: a name, office, place, date or copy note."""
    if not unit.short or unit.remarks or _NO_NAME.match(unit.text) is not None:
        return False
    text = unit.text
    return (
        text in _STOPS
        or name_like(text)
        or entry_like(text)
        or (office_like(text) and not unit.ends)
        or copies(text)
        or dated(text) is not None
        or postmarked(text)
        or (text[0] in _GIVES and given_at(text))
        or (DASH.match(text) is not None and name_like(DASH.sub("", text, count=1)))
        or ("," in text and (housed(text) or _in_office(text)))
        or (("mark" in text or "m" in text[-5:] or "Z" in text or text[0] == "(") and attested(text))
    )


def given_at(text: str) -> bool:
    """Whether a line below a text says where and when it was given: "Escript à Meudon le xixe jour de juillet mil vc xxxvii."."""
    if len(text) > _LONGEST:
        return False
    return _GIVEN.match(text) is not None or _ENACTED.match(text) is not None


def attested(text: str) -> bool:
    """Whether a line says of itself that somebody signs or seals: "(Signed) J. Roe, Consul", "C. v. Lorme m/p", "Pa Roe, his x mark"."""
    return len(text) <= _LONGEST and (_SIGNED.match(text) or _BY_HAND.search(text)) is not None


def _in_office(text: str) -> bool:
    """Whether a line is a name with its office behind it, though it ends as a sentence: "JOHN ROE, Lieutenant in charge."."""
    name, comma, office = text.partition(",")
    return bool(comma) and full_name(name) and office_like(office)


def housed(text: str) -> bool:
    """Whether a line is a name with a street behind it: "P. Lorme, rue des Tanneurs, 16."."""
    name, comma, street = text.partition(",")
    return bool(comma) and full_name(name) and not addressed(name) and address_like(street)


def dates(text: str) -> bool:
    """Whether a line below a text says when it was written."""
    return dated(text) is not None or given_at(text)


def copies(text: str) -> bool:
    """Whether a line says who has copies, or what is enclosed."""
    found = _FIELD.match(text)
    return (
        found is not None
        and len(text) <= 150
        and (":" in text[:20] or len(text) <= 20 or _TO_COPY.match(text) is not None)
    )


def signed(sheet: Sheet, first: int, after: int) -> Iterator[Claim | Part]:
    """What units [first, after), which stand below the close of a text, are."""
    index = first
    posted = outside(sheet, first, after)
    while index < posted:
        unit = sheet.units[index]
        if copies(unit.text):
            yield from _field(unit, index)
        elif (found := dated(unit.text)) is not None:
            yield from dateline(sheet, index, found.place, found.date)
        elif postmarked(unit.text):
            yield Claim(index, index, Role.PARAGRAPH, "letters/postmark")
        elif unit.text in _STOPS:
            yield Claim(index, index, Role.CLOSING, "closings/stop")
        elif given_at(unit.text) or (
            index > first and _YEAR.match(unit.text) and dated(sheet.units[index - 1].text) is not None
        ):
            yield Claim(index, index, Role.DATELINE, "dates/line")
        else:
            stop = index + 1
            while stop < posted and not _apart(sheet.units[stop].text):
                stop += 1
            town = stop < posted and (stop - 1 > first or _signs(sheet, first - 1)) and _town(sheet, stop - 1)
            if index < stop - town:
                yield from signers(sheet, index, stop - town)
            if town:
                yield Claim(stop - 1, stop - 1, Role.DATELINE, "dates/place-above")
            index = stop
            continue
        index += 1
    for begin, stop in stretches(sheet, posted, after):
        yield Claim(begin, stop - 1, Role.ADDRESS, "letters/outside")


def _signs(sheet: Sheet, index: int) -> bool:
    """Whether the last line of a close has the name of who writes at its end: "Gehorsamster Diener Johann Graf von Lorme"."""
    return index >= 0 and _DEVOTED.search(sheet.units[index].text[-_REACH:]) is not None


def _town(sheet: Sheet, index: int) -> bool:
    """Whether a line below a name is the place of the date under it: "Dresden", right above "den 6ten Decbr. 1825."."""
    found = dated(sheet.units[index + 1].text)
    text = sheet.units[index].text
    return (
        found is not None
        and found.place is None
        and text.count(" ") <= 1
        and name_like(text)
        and len(text) > 3
        and text[-1] != "."
        and not office_like(text)
    )


def _apart(text: str) -> bool:
    return copies(text) or dates(text) or postmarked(text) or text in _STOPS


def dateline(
    sheet: Sheet, index: int, place: tuple[int, int] | None, date: tuple[int, int]
) -> Iterator[Claim | Part]:
    """The dateline that unit `index` is, with its place and date."""
    unit = sheet.units[index]
    yield Claim(index, index, Role.DATELINE, "dates/line")
    yield from place_and_date(unit, place, date)


def place_and_date(unit: Unit, place: tuple[int, int] | None, date: tuple[int, int]) -> Iterator[Part]:
    """The parts of a dateline."""
    if place is not None:
        yield unit.part(Role.PLACE, place, "dates/place")
    yield unit.part(Role.DATE, date, "dates/date")


def _field(unit: Unit, index: int) -> Iterator[Claim | Part]:
    yield Claim(index, index, Role.FIELD, "letters/copies")
    if found := _FIELD.match(unit.text):
        yield unit.part(Role.LABEL, found.span("label"), "letters/copies")
