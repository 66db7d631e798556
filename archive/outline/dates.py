"""Lines that say where and when a text was written, in four languages; and datelines that open a news story."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from archive.outline.day_forms import DATE, FAINT_DATE, NO_FIGURE, TIME, WEAK_DATE, YEAR, YEARS

_SEEN = 1024  # lines remembered: several rules ask of each, and lists repeat them
_DOUBT = re.compile(r"\(\?\)|(?<=\d)\?(?=\W|\Z)")
_DIGIT = re.compile(r"\d")
_LETTERS = re.compile(r"[^\W\d_]+")
_DAYS_WORDS = """
sunday monday tuesday wednesday thursday friday saturday sundays mondays tuesdays wednesdays thursdays
fridays saturdays lunes martes miércoles miercoles jueves viernes sábado sabado domingo lundi mardi
mercredi jeudi vendredi samedi dimanche montag dienstag mittwoch donnerstag freitag samstag sonntag
sonnabend freytag mitwoch sontag sonabend day eve undated fecha date datum sonntags montags
"""
_DAYS = frozenset(_DAYS_WORDS.split())
_DAY_TOLD = re.compile(r"\d|\b(?:[IVX]+|[IVXivx]+[jJ]?(?:e|th|ten)?|dernier|premier)\.?\s")
_CONNECTORS_WORDS = """
the at in of on this near de del la las los el a al à au aux le ce du des d en y et and und den dem der
d. am im an zu zur bei bey von vom près sur sous l per evening morning night afternoon noon soir matin
nuit midi après-midi früh abends morgens mittags nachmittags abend morgen nachmittag nachts mañana tarde
noche año anno given done dated dado dada fait gegeben geschrieben datum written gez fecha date st nd rd
th os ns o n s t ten day for half past vormittag vormittags mitternacht nacht mittag um dans après avant
heures heure hora horas nm vm nachm vorm anni ao dito ut midnight dawn evg ibidem chez ende anfang mitte
camp river house hill bridge field headquarters quarters hospital station castle board ship steamer mill farm
fort lake creek church office legation embassy consulate fin début debut fines principios late early end about circa c ca um gegen nach vor vers wohl vielleicht spät spat tard temprano früh dernier premier jour morn evn'g ev'g
month mo lezten letzten tag mil cens cinq vingt vingtz trente quarante cinquante soixante
"""
_CONNECTORS = frozenset(_CONNECTORS_WORDS.split())
_WORD = re.compile(r"[^\W\d_][\w’'.-]*")
_SMALL_WORDS = """
january february march april may june july august september october november december enero febrero marzo abril
mayo junio julio agosto gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre septiembre setiembre octubre noviembre diciembre janvier février fevrier mars avril mai
juin juillet juil août aout aoust septembre octobre novembre décembre decembre ber bre bris vendémiaire vendemiaire
brumaire frimaire nivôse nivose pluviôse pluviose ventôse ventose germinal floréal floreal prairial messidor
thermidor fructidor january jan feb mar apr jun jul aug sep sept oct nov dec ene abr ago dic janv févr
sin fecha sans date ohne undated christmas easter new year's year’s uhr heures heure hrs horas o'clock o’clock
one two three four five six seven eight nine ten eleven twelve minuit sten ter tes stn ère fecit abgesandt empfangen
reçu reçue received rec'd recibida contin fortgesetzt
"""
_SMALL = _CONNECTORS | _DAYS | frozenset(_SMALL_WORDS.split())
_ELIDED = re.compile(r"^[dl][’'](?=\w{3})|[.,]+$")
_LONG_WORD = re.compile(r"(?![ivxj]+(?:e|th)?\b)[^\W\d_][\w’'-]{2,}")  # but a number such as "xxiiije"
_GIVEN = re.compile(
    r"(?:Dad[oa]|Given|Done|Fai?ct?|Donn[ée]|Escrip?t|Escrito|Scritt[ao]|Ge(?:ge)?ben|Geschrieben|Firmado|Suscrito)\s(?:en|at|in|à|zu)\s(?P<place>(?:la ciudad de |el municipio de |the city of )?[^,\n]{2,50}?)"
    r"(?:,\s|\s(?=(?:the|this|on|a|al|el|le|ce|den|am)\s|[\dIVX]))"
    rf"(?P<date>[^.\n]{{3,90}}(?:{YEAR}|\bmil\s[vcxlijd\s]{{2,24}}))\.?\Z"
)
_NUMBERED = re.compile(
    r"(?:\b(?:n[or]?|nro|nº|num|chapter|letter|lettre|brief|carta|kapitel|cap[íi]tulo|chapitre|section|article|act|scene|psalm)\.?|№|°|§|#)\s*\Z",
    re.IGNORECASE,
)
_POSTMARK = re.compile(r"(?:\d|\b)-?\s?[AP]\.?\s?M\b")  # the hour at which a post office stamped it
_IN_STREET = re.compile(
    r"(?:\b(?:calle|av(?:e|da|enida)?|plaza|col(?:onia)?|barrio|rue|place|avenue|boulevard)|c/)\.?\s*(?:del?\s+|du\s+)?\Z",
    re.IGNORECASE,
)  # named after a day
_OF = re.compile(
    r"\b(?:of|del|since|after|before|until|vom|seit|depuis|desde|hasta)\s*(?:the\s)?\Z", re.IGNORECASE
)  # what a day is of is an event
_STATE = re.compile(r"\s[A-Z]{2}\s*\Z")  # of two letters, which ends a place
_MEANT = re.compile(  # in capitals beside a place that is not, it is of a house: "ASYLUM FOR THE INSANE, London, Ont., 6 Dec 1888"
    r"\w\s(?:for the|para (?:el|l[ao]s?)|pour (?:les?|la)|für d(?:en|ie|as))\s"
)
_DOMINGO = re.compile(r"(?:Don )?Domingo\s[^\W\d_a-zà-ÿß][^\d]*\Z")  # who bears the name of a day
_YEAR_BEHIND = re.compile(r",\s+(?P<year>\d{4})\W*\Z")  # a place: "Lima, 1904"
_NUMBER = re.compile(r"\d{1,2}/\d{1,2}\Z")
_PUBLISHED = re.compile(
    r"\W*(?:(?:first |last )?(?:published|posted|updated|created|modified|filed|released|issued)|publicad[oa]|actualizad[oa]|publiée?|mis à jour|parue?|veröffentlicht|erstellt|aktualisiert|stand)\b",
    re.IGNORECASE,
)  # what happened on the day, which is no place
_DONE = re.compile(
    r"\W*(?:endorsed|docketed|ans(?:were|[’'])d|filed|issued|delivered|preached|approved|adopted|passed|terminated|entered|ratified|recorded|registered|meeting|circular|circulaire|tome|doc|dok|numéro)\b"
    r"|.*(?:\b(?:s[ée]ance|sesi[óo]n|r[ée]union|reuni[óo]n|compte[- ]rendu|proc[èe]s[- ]verbal|protokoll|tages(?:programm|ordnung))\b|sitzung\b)",
    re.IGNORECASE,
)  # a meeting, or what was done on the day to what is told: no place
_QUOTED = ("“", "„", "«")  # as in a story that tells a letter
_HOUSE = re.compile(r"[\W_]*(?:n[oº°]|n[uú]m|#|nr)\.?\s?\d", re.IGNORECASE)
_WRITTEN_TO = re.compile(r"[^\W\d_]\s(?:an|to)\s(?:[^\W\d_a-zà-ÿß]|the\s)")  # whose letter it is, and to whom
_EDITION = re.compile(
    r"(?:version|versión|release|edition|edición|édition|ausgabe|vol|volume|revision|rev|no|issue|updated)\b",
    re.IGNORECASE,
)
_NEWS = re.compile(
    r"(?P<all>(?P<place>[A-ZÁÉÍÓÚÑÜÄÖÀÂÇÈÊËÎÏÔÛ][^\s—–,(.:]*(?:[ -][A-ZÁÉÍÓÚÑÜÄÖÀÂÇÈÊËÎÏÔÛ][^\s—–,(.:]*){0,3}"
    r"(?:, [^\W\d_][\w.]*(?: [^\W\d_][\w.]*){0,2}| \([^\W\d_a-zà-ÿß][^\W\d_]+(?: [^\W\d_]+){0,2}\)(?=,))?)"
    r"(?:, ?(?P<date>[^—–()\n]{3,30}))?(?: ?\((?P<agency>[^()\n]{2,40})\))?"
    r"(?:\.?[,:]? ?(?:—|–|--| - |\.-|\.—)))\s?(?=\S)"
)

_TOLD_FROM = "yesterday today tonight tomorrow on last since ayer hoy anoche mañana hier demain gestern heute"
_TELLING_DAYS = frozenset(
    _TOLD_FROM.split()
)  # "Yesterday, Dec. 7, 1941 —" opens a speech, and no news from a place

_AGENCIES = frozenset(
    {"Reuters", "Xinhua", "Notimex", "Europa Press", "Prensa Latina", "dpa", "epd", "ots", "sda"}
)


class Dated(NamedTuple):
    """A line that is a place and date. `sure` is False where no day of a month is told."""

    sure: bool
    place: tuple[int, int] | None
    date: tuple[int, int]


@lru_cache(maxsize=_SEEN)
def dated(text: str) -> Dated | None:
    """Where place and date stand in a line that says only these; None of any other line."""
    if given := _GIVEN.match(text):
        return Dated(sure=True, place=given.span("place"), date=given.span("date"))
    return _read(text, _STRICT)


@lru_cache(maxsize=_SEEN)
def dated_above(text: str) -> Dated | None:
    """As `dated`, of a line that stands where a letter may begin, which says half of it.

    So it may name offices and hotels at length, and say no more than a year, or a day of the week cut short.
    """
    return dated(text) or _read(text, _LOOSE)


def postmarked(text: str) -> bool:
    """Whether a line is what a post office stamped on a letter: a town, a day and the hour in capitals."""
    return (
        len(text) <= 110
        and text.isupper()
        and _POSTMARK.search(text) is not None
        and DATE.search(text) is not None
    )


def timed(text: str) -> bool:
    """Whether a line says an hour, and no more: "7:45 P.M."."""
    return len(text) <= 24 and _DIGIT.search(text) is not None and TIME.sub("", text).strip(" .,—–-") == ""


class _Measure(NamedTuple):
    """How much a line may hold besides a date: `names` before it, and words `small` that no dateline usually has."""

    names: int
    small: int


class _Told(NamedTuple):
    """What is seen of a line: how many words that no dateline has, a day, and where there is none what is less than a day."""

    small: int
    day: re.Match[str] | None
    less: re.Match[str] | None


_STRICT = _Measure(names=7, small=0)
_LOOSE = _Measure(names=12, small=1)


def _read(text: str, measure: _Measure) -> Dated | None:
    if not 3 < len(text) <= 110:
        return None
    if "?" in text:
        text = _DOUBT.sub(_blanked, text)
    told = _told(text)
    if told is None or told.small > measure.small:
        return None
    found = told.day
    sure = found is not None and _DAY_TOLD.search(YEARS.sub("", found.group())) is not None
    found = found or told.less
    if found is None and measure.small:
        found = FAINT_DATE.search(text)
    if found is None:
        return None
    start, end = found.start(), found.start() + len(found.group().rstrip())
    if not sure and (year := _YEAR_BEHIND.search(found.group())) is not None:
        start += year.start("year")
    before, after = text[:start], text[end:]
    if found.group()[0].isdigit() and _IN_STREET.search(before) is not None:
        return None
    if _HOUSE.match(after) is not None:
        return None
    if _OF.search(before) is not None or (_NUMBER.match(found.group()) and before and text.isupper()):
        return None
    if (
        _MEANT.search(before.lower() if before.isupper() else before) is not None
        or _NUMBERED.search(before) is not None
        or _WRITTEN_TO.search(before) is not None
        or _DONE.match(before) is not None
    ):
        return None
    if not (_said(before, measure) and _said(TIME.sub(" ", after), measure, 3)):
        return None
    if sum(character.isdigit() for character in before) > 5:
        return None
    place = _trimmed(before)
    run_on = place and len(_names(before)) > 2 and text[place[1] : place[1] + 1] not in tuple(",.;:—–-([")
    if run_on and _STATE.search(before) is None:
        if measure is _STRICT:
            return None
        place = None
    return Dated(sure, place, (start, end if text[end - 1] != "," else end - 1))


@lru_cache(maxsize=_SEEN)
def _told(text: str) -> _Told | None:
    """What a line tells that may say a date; None of any other. The same whatever the measure."""
    if (
        text.endswith((":", ";", "?"))
        or "@" in text
        or _DOMINGO.match(text)
        or text.startswith(_QUOTED)
        or _EDITION.match(text)
    ):
        return None
    digit = _DIGIT.search(text) or NO_FIGURE.search(text)
    if digit is None and _DAYS.isdisjoint(_LETTERS.findall(text.lower())):
        return None
    odd = (
        word
        for word in _LONG_WORD.findall(text)
        if word[0].islower() and _ELIDED.sub("", word.lower()) not in _SMALL
    )
    small = sum(1 for _ in odd)
    if small > _LOOSE.small or postmarked(text):
        return None
    found = DATE.search(text) if digit is not None else None
    return _Told(small, found, None if found else WEAK_DATE.search(text))


def _blanked(found: re.Match[str]) -> str:
    return " " * len(found.group())


def news_dateline(text: str) -> tuple[int, int] | None:
    """Where the dateline stands that opens a news story: "TEGUCIGALPA, Honduras (AP) —"."""
    found = _NEWS.match(text)
    if found is None or len(found["all"]) > 90:
        return None
    place = found["place"].partition(",")[0]
    if place.casefold() in _TELLING_DAYS:
        return None
    date = found["date"]
    if date is not None and DATE.search(date) is None:
        return None
    letters = [character for character in place if character.isalpha()]
    capitals = len(letters) > 2 and all(character.isupper() for character in letters)
    if not (capitals or found["agency"] or date):
        return None
    if found["agency"] and not (capitals or date or _agency(found["agency"])):
        return None
    return found.start("all"), found.start("all") + len(found["all"].rstrip())


def _agency(text: str) -> bool:
    first = text.split(",", maxsplit=1)[0].strip(". ")
    return first.isupper() or first in _AGENCIES


def _names(text: str) -> list[str]:
    return [word for word in _WORD.findall(text) if word.lower().rstrip(".") not in _CONNECTORS]


def _said(text: str, measure: _Measure, most: int = 12) -> bool:
    """Whether nothing but names of places and the small words of a dateline stands here."""
    names = _names(text)
    small = sum(not name[0].isupper() and len(name) > 2 for name in names)
    return len(names) <= min(most, measure.names) and small <= measure.small


def _trimmed(before: str) -> tuple[int, int] | None:
    """Where the place stands in what comes before the date."""
    end = len(before)
    while True:
        kept = before[:end].rstrip(" \t,.;:—–-[(")
        word = kept.rpartition(" ")[2]
        if kept and word.lower().rstrip(".") in _CONNECTORS and word == word.lower():
            end = len(kept) - len(word)
            continue
        break
    start = len(kept) - len(kept.lstrip("[(— "))
    if _PUBLISHED.match(kept):
        return None
    return (start, len(kept)) if start < len(kept) and _names(kept) else None
