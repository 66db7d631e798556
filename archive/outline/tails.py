"""The lines that may stand below the body of a letter: closes, names, dates, addresses; and phrases that only their place tells."""

from __future__ import annotations

import re

from archive.outline.closings import closing_goes_on, closing_line, form_of_address, leads_up
from archive.outline.dates import dated
from archive.outline.lines import Roles, Sheet
from archive.outline.names import address_like, addressed, entry_like, name_like, signature_like, small
from archive.outline.signatures import tail_like

LONGEST = 90
PHRASE = 60
_ADDED = 3  # units that may follow a name alone, short as they are
_CLAUSE = 110
_WORDY = 3  # characters of a word that parts a name from its town: "à"
_COUNTED = re.compile(r"[IVXLCDM]+\.?\Z")
_FAREWELL_MOST = 600
_DEVOTED_MOST = 250
_SERVANT = 40  # characters at the end in which a servant is looked for
_BIDS = re.compile(
    r"(?:(?:mais|et|donc|nun|so|und nun|y|pero|and|but|now|once more|encore une fois),? )?(?:a ?dieu\b|farewell|fare (?:you|thee|ye) well|good[- ]?b(?:y|ye)\b|god bless (?:you|thee)|adi[oó]s\b"
    r"|bonsoir\b|bonne nuit\b|au revoir\b|je (?:vous |t[’']|te )embrass|lebt? (?:\w+ )?wohl\b|leben sie (?:\w+ )?wohl\b|behüt|gott befohlen)",
    re.IGNORECASE,
)
_REMAINS = re.compile(
    r"\b(?:i (?:am|remain|rest)|believe me|(?:je |et )?suis|(?:je )?demeure|croyez|crois|bin|verbleibe\w?|verharre\w?|ersterbe\w?|(?:unter)?zeichnet?|habe (?:ich )?die ehre|honou?r to|l[’']honneur"
    r"|quedo|soy|me (?:repito|reitero|suscribo|despido|ofrezco))\b",
    re.IGNORECASE,
)
_SERVES = re.compile(
    r"\b(?:servants?|serv[’']?t|servt|diener(?:in)?|knecht|serviteur|servante|servidora?|capell[aá]n|friend|freund(?:in)?|amie?|amig[oa])\W*\Z",
    re.IGNORECASE,
)
_STOP = re.compile(r"[^\W\d_]{3}[.!?]\s")
_WARM = re.compile(
    r"gr[uü](?:ß|ss|s)|k[uü](?:ß|ss)|\b(?:love|loving|regards?|wishes|thoughts|affection\w*|remembrances?|bless|luck|greetings|sympathy|friend\w*|wohl|adieu|adi[oó]s|au revoir|wiedersehen|liebe|herz\w*|treu\w*|dank\w*"
    r"|embrass\w+|baisers?|amiti[ée]s?|tendresses?|respects?|abrazos?|besos?|saludos?|recuerdos?|cariños?|afect\w*|quier[eo]|bendici\w+|your[s]?|votre|vôtre|dein\w*|ihr\w*|tuy[oa]|suy[oa]|sincer\w+|cordial\w*|always|ever|hochachtung|verehrung|ergeben\w*|consid[ée]ration)\b"
)  # asked of a line in small letters


def bids(text: str) -> bool:
    """Whether a paragraph, the last of a letter, is its close: it begins by bidding farewell, whatever it goes on with."""
    return len(text) <= _FAREWELL_MOST and _BIDS.match(text) is not None


def devoted(text: str) -> bool:
    """Whether a paragraph right above a name is the close: it says what the writer remains, or ends with whose servant, or is short and warm."""
    serves = _SERVES.search(text[-_SERVANT:]) is not None
    if len(text) > _CLAUSE:
        letter = len(text) > _DEVOTED_MOST or (not serves and _STOP.search(text) is not None)
        return not letter and _REMAINS.search(text) is not None and (serves or warm(text))
    return serves or (_STOP.search(text) is not None and warm(text))


def warm(text: str) -> bool:
    """Whether words of love, regard or farewell stand in it."""
    return _WARM.search(small(text)) is not None


def below(sheet: Sheet, index: int) -> bool:
    """Whether a line may stand below the body of a letter."""
    unit = sheet.units[index]
    text = unit.text
    if tail_like(unit) or closing_line(text):
        return True
    if not unit.short or len(text) > LONGEST or unit.remarks:
        return False
    if signature_like(text) or leads_up(text):
        return True
    if addressed(text) and (address_like(text) or entry_like(text.partition(" ")[2])):
        return True
    return not unit.ends and (closing_goes_on(text) or address_like(text))


def goes_on(sheet: Sheet, index: int) -> bool:
    """Whether a line carries on the close that the line above it begins, or is part of."""
    text = sheet.units[index].text
    if form_of_address(text) and index + 1 < len(sheet):
        following = sheet.units[index + 1].text
        return not addressed(following) and (
            form_of_address(following) or closing_goes_on(following) or closing_line(following)
        )
    if dated(text) is not None or addressed(text):
        return False
    last = index + 1 == len(sheet) or not signature_like(sheet.units[index + 1].text)
    if last and text[0].isupper() and signature_like(text) and not (closing_line(text) or leads_up(text)):
        return False
    return closing_line(text) or (sheet.units[index].short and (closing_goes_on(text) or leads_up(text)))


def between(sheet: Sheet, roles: Roles, body: int, index: int) -> bool:
    """Whether a short line of unknown kind stands between a close and the name below it: "dankbarste Tochter"."""
    unit = sheet.units[index]
    if index - 1 <= body or roles[index - 1] is not None or not unit.short or len(unit.text) > 45:
        return False
    above = sheet.units[index - 1].text
    return unit.text[-1] not in "!?:;" and len(above) <= LONGEST and (closing_line(above) or leads_up(above))


def hands_over(sheet: Sheet, index: int, stop: int) -> bool:
    """Whether a line is a close by its place: a phrase right above a name that ends the letter, "With all kind thoughts,"."""
    unit = sheet.units[index]
    text = unit.text
    if index + 1 >= stop or not unit.brief or not _WORDY < len(text) <= _CLAUSE:
        return False
    name = sheet.units[index + 1].text
    if len(name) > 40 or not signature_like(name) or closing_line(name):
        return False
    long = len(text) > PHRASE or text.count(" ") > 9
    is_warm = (long or text[-1] in ".!") and warm(text)
    if long and not (is_warm and _STOP.search(text) is None):
        return False
    if address_like(text) or addressed(text) or dated(text) is not None:
        return False
    if text[-1] in ",—–-":
        return True
    if text[-1] in ".!":
        return is_warm
    return text[-1].isalpha() and not name_like(text) and any(word[0].islower() for word in text.split())


def signs_alone(sheet: Sheet, index: int, stop: int) -> bool:
    """Whether a line is the name of who writes though a postscript follows: "Paul." below a whole sentence."""
    text = sheet.units[index].text
    if (
        len(text) > 30
        or text.count(" ") > 2
        or text[-1] in "!?,"
        or _COUNTED.match(text) is not None
        or not (signature_like(text) and name_like(text))
    ):
        return False
    above, below = sheet.units[index - 1], sheet.units[index + 1]
    told = above.ends or above.text[-1] in "—–-"
    if sheet.prose(index - 1) and sheet.prose(index + 1):
        return told
    added = stop - index <= _ADDED and not tail_like(below) and below.text.count(" ") > 1
    return told and added and " " in above.text and not name_like(above.text)
