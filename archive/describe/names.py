"""Names of persons and of bodies, told apart; where neither is sure, it is neither."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

from archive.describe.wordlists import word_set
from archive.outline.given import GIVEN
from archive.outline.names import PARTICLES


class Kind(StrEnum):
    PERSON = "personal name"
    BODY = "corporate name"


class Name(NamedTuple):
    """A name that stands at [start, end), as it stands there but for white space and honorifics."""

    value: str
    start: int
    end: int
    kind: Kind


BODY_WORDS = word_set(
    "academy action agency archive archives collection alliance america americas assembly association authority bank board "
    "brotherhood bureau cabinet cathedral center centre chamber church circle clinic club coalition "
    "collective college commission committee community companies company conference confederation "
    "congress consortium convention convergence corporation corp council court department desk diocese "
    "directorate embassy federation forum foundation front fund government group guild hospital house inc "
    "initiative institute institution international jury laboratory league legislature library limited "
    "llc ltd ministry mission monitor movement museum nations network news newspaper observatory office "
    "order organization organisation herald gazette courier tribune chronicle parish parliament partners partnership party police post press "
    "programme program project rights school secretariat senate service services society solidarity "
    "states steelworkers synod task team television times tribunal trust union unions united university "
    "watch workers working works world aid borders amigos amigas fronteras frontières academia acción agencia alianza asamblea asociación "
    "ayuntamiento "
    "banco cámara central centro círculo coalición colectivo colegio comisión comité comunidad "
    "comunidades concejo confederación congreso consejo convergencia coordinadora corporación corte "
    "derechos diócesis dirección embajada empresa escuela estado estados facultad federación foro frente "
    "fuerzas fundación gobierno grupo hermandad iglesia instituto internacional junta juventud liga mesa "
    "ministerio misión movimiento mujeres nacional naciones observatorio oficina organización "
    "organizaciones organismo parroquia partido pastoral plataforma prensa red refundación secretaría "
    "direktion sindicato sindical sociedad solidaridad supremo unidad unidos unión universidad vicaría assemblée "
    "conseil église fédération fondation ligue ministère mouvement parti réseau société syndicat "
    "université gesellschaft verein verband stiftung universität ministerium gmbh ag bund partei"
)
TITLE_WORDS = word_set(
    "prieur imprimeur provincial stellvertreter stellvertreterin leiter leiterin geschäftsführer geschäftsführerin vorsitzender vorsitzende "
    "sprecher sprecherin referent referentin bundesminister bundesministerin directeur directrice président présidente secrétaire "
    "porte-parole responsable senators representatives congressmen judges professors ministers presidents conductor coach adjutant advisor "
    "adviser administrator ambassador analyst archbishop assistant associate attorney author "
    "bishop captain cardinal clk clerk comptroller registrar superintendent constable marshal sheriff chair chairman chairperson chairwoman "
    "chancellor chief colonel columnist "
    "commander commissioner contributor coordinator correspondent counsel co-director co-directors "
    "co-chair co-founder dean delegate deputy director directors editor editors emeritus executive fellow "
    "founder general governor head intern journalist judge king lecturer lieutenant major manager mayor "
    "member minister officer organizer pastor photographer president press prime prince princess "
    "professor queen rapporteur reporter representative researcher secretary senator sergeant spokesman "
    "decana decano catedrático catedrática gerente subdirector subdirectora vicerrector vicerrectora procurador procuradora comisionado "
    "comisionada magistrado magistrada consejero consejera trésorier trésorière délégué déléguée professeure pressesprecher pressesprecherin "
    "spokesperson spokeswoman treasurer vice vice-president writer alcalde alcaldesa abogado abogada "
    "arzobispo autor coordinador coordinadora corresponsal delegado diputada diputado directora editora "
    "embajador embajadora fiscal gobernador jefa jefe ministra ministro miembro obispo periodista "
    "portavoz presidenta presidente profesor profesora rector rectora redactor relator secretaria "
    "secretario senadora tesorera tesorero vicepresidente vocal vocera vocero"
)
NO_NAMES = word_set(
    "o der die das für im am mit bei nach abteilung being rode slaves soviet five six seven eight nine joining including following according "
    "very truly notary act carta communiqué comunicado constitution declaration declaración discurso informe letter "
    "manifesto manifiesto memorandum minutes open pronunciamiento remarks report resolution resolución "
    "speech statement a all an and april august autumn but contents copyright date dear december fall "
    "february for friday from here i in it january july june march may monday no november october of on "
    "or our page part photo photos please posted published read regards respectfully saturday section see "
    "september sincerely spring subject summer sunday thank thanks that the these this those thursday to "
    "tuesday we wednesday what when where who why winter with yes you your yours edited written updated "
    "city county town village source place square terrace boulevard north south east west new american atentamente cordialmente con de del "
    "desde el en enero este "
    "febrero fecha fraternalmente fuente la las los marzo mayo nosotros octubre para por que "
    "respetuosamente saludos señor señora su un una y street avenue road university circuit est sunt summoned summd witness pledges vs "
    "versus pour für unterzeichnende unterzeichner excellenz exzellenz empfangen sie ihnen"
)
_SURNAMES = frozenset({"king", "bishop", "dean", "major", "judge", "prince"})  # offices that are surnames too
WITHIN_NAMES = PARTICLES | word_set("della lo bin al y e ter ten")
"""Of a person in running text, whatever its case: no `des`, that is in names of places (`Jardin des Plantes`), no `ben` or `mac`, that begin one."""

_HONORIFIC = re.compile(
    r"(?:(?:the|el|la)\s+)?(?:(?:right|most)\s+)?(?:mrs?|ms|miss|mx|dr|dra|prof|rev|fr|sr|sra|srta|hon|honou?rable|reverend|doctor|doctora|"
    r"professor|profesora?|lic|ing|abog|sir|dame|lord|lady|his excellency|her excellency|h\.\s?e|s\.\s?e|excmo|excma|don|doña|señora?|herrn?|frau|"
    r"hrn?|dein|deine|euer|eure|ihr|ihre|ton|ta|votre|tuyo|suyo|monsieur|madame|mme|m|father|sister|brother|padre|rabbi|imam|mons|monseñor)\b\.?\s+",
    re.IGNORECASE,
)
BODIES_BELOW = re.compile(
    r"\b(?:organi[sz]ations?|groups?|institutions?|unions?|organizaciones|instituciones|organisations|associations|asociaciones"
    r"|Organisationen|Verbände|Vereine|Gruppen)\b",
    re.IGNORECASE,
)
"""What the heading of a list says of those below it: that they are bodies."""

_COLUMNS = re.compile(r" {4}|\t")
_SEVERAL = frozenset({"all", "both", "each", "every", "any", "todos", "todas", "toutes", "tous", "alle"})
_CREDENTIALS = re.compile(
    r",?\s+(?:Ph\.?\s?D\.?|M\.?D\.?|Esq[a-z]{0,4}\.?|J\.?D\.?|S\.?J\.?|O\.?P\.?|OFM|MSc|MA|RN)(?=\s|,|$)"
)
_SUFFIX = re.compile(r",?\s+(?:Jr|Sr|II|III|IV)\b\.?$")
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’.-](?=[^\W\d_]))*\.?")
_ACRONYM = re.compile(r"[A-Z]{2,}(?:[-&/][A-Z]{2,})*(?:\s\([A-Z]{2,}\))?")
_LABELLED = re.compile(r".*\(([A-Z][\w./-]{1,11}|[A-Z][\w ]{3,40})\)")
_JOINT = re.compile(r"\s*(?:,\s*(?:and|y|et|und|&)\s+|[,;/]\s*|\s(?:and|y|e|et|und|&|with|con)\s+|\n\s*)")


def kind_of(text: str) -> Kind | None:
    """Whether this whole run of words is a person's name, a body's, or neither for certain."""
    if not 1 < len(text) <= 120 or "\n\n" in text or _COLUMNS.search(text):
        return None
    if _is_person(text):
        return Kind.PERSON
    if text.endswith(")") and text.split(" ", 1)[0] in GIVEN and _is_person(text.partition(" (")[0]):
        return None  # `Jane Roe (Aunt Jane)`
    return Kind.BODY if _is_body(text) else None


def bare(content: str, start: int, end: int) -> tuple[int, int]:
    """The run without blanks and marks round it, an honorific before it and credentials after it."""
    while start < end and (content[start].isspace() or content[start] in "*_-–—•·\"“'‘[/,;:>#"):
        start += 1
    while end > start and (content[end - 1].isspace() or content[end - 1] in "*_-–—,;:\"”'’]/<"):
        end -= 1
    for number in range(3):
        honorific = _HONORIFIC.match(content, start, end)
        if honorific is None or (content[start].islower() and not number):
            break
        start = honorific.end()
    credentials = _CREDENTIALS.search(content, start, end)
    if credentials is not None:
        end = credentials.start()
    if (
        end > start
        and content[end - 1] == "."
        and not re.search(r"(?:\b[A-Z]|Jr|Sr|Inc|Ltd|Co|Corp)\.$", content[start:end])
    ):
        end -= 1
    return start, end


def named(content: str, start: int, end: int) -> Name | None:
    """The one name that this run is, or None."""
    start, end = bare(content, start, end)
    kind = kind_of(content[start:end]) if end > start else None
    return Name(" ".join(content[start:end].split()), start, end, kind) if kind is not None else None


def people(content: str, start: int, end: int) -> tuple[Name, ...]:
    """The persons whose names stand first in this run, joined by commas and `and`; what follows is an office or a place."""
    found: list[Name] = []
    at = start
    while at < end:
        joint = _JOINT.search(content, at, end)
        stop = joint.start() if joint is not None else end
        name = named(content, at, stop) if stop > at else None
        if name is not None and name.kind is Kind.PERSON:
            found.append(name)
        elif stop > at and content[at:stop].strip(" .") not in {"Jr", "Sr", "PhD", "Ph.D", "MD", "Esq"}:
            break
        if joint is None or joint.end() <= at:
            break
        at = joint.end()
    return tuple(found)


def written_small(content: str, name: str) -> bool:
    """Whether the text also writes each of these words small, as no name is: `Renewable Energy`, `Top Picks`."""
    words = [word for word in name.casefold().split() if len(word) > 2]
    return all(word in content and re.search(rf"\b{re.escape(word)}\b", content) for word in words)


def _is_person(text: str) -> bool:
    """Two to five words that bear capitals, particles apart; no office, no word that makes a body, no month or place-word."""
    words = _SUFFIX.sub("", text).split()
    if not 2 <= len(words) <= 6 or not all(_WORD.fullmatch(word) for word in words):
        return False
    big = 0
    shouted = text.isupper()
    for number, word in enumerate(words):
        plain = word.rstrip(".").casefold()
        if plain in WITHIN_NAMES and number:
            continue
        if len(word) == 2 and word[1] == "." and word[0].isupper():
            big += 1
            continue
        surname = plain in _SURNAMES and number >= 2 and number == len(words) - 1
        if (
            not word[0].isupper()
            or not BODY_WORDS.isdisjoint(plain.split("-"))
            or plain in NO_NAMES
            or (plain in TITLE_WORDS and not surname)
        ):
            return False
        if word.isupper() and len(word) > (1 if number else 3) and "." not in word and not shouted:
            return False
        big += 1
    last = words[-1].rstrip(".")
    return big >= 2 and len(last) > 1 and (not shouted or big <= 3)


def _is_body(text: str) -> bool:
    """Capitals, and a word that only bodies bear, an acronym alone, or a name with its acronym in brackets."""
    words = text.split()
    if len(words) > 14 or not (text[0].isupper() or text[0].isdigit()) or text.endswith(("!", "?", ":")):
        return False
    if _ACRONYM.fullmatch(text) or (_LABELLED.fullmatch(text) and len(words) > 1):
        return True
    plain = [word.strip("(),.’'\"“”").casefold() for word in words]
    if plain[0] in _SEVERAL or any(_is_officer(words, number) for number in (2, 3)):
        return False
    # An office is no body: "Secretary General", "Director of the Center".
    if (
        plain[-1] in TITLE_WORDS - BODY_WORDS
        or plain[0] in TITLE_WORDS - BODY_WORDS
        or (len(words) < 2 and plain[0] not in {"congress", "unesco"})
    ):
        return False
    capitals = sum(word[0].isupper() or not word[0].isalpha() for word in words)
    return capitals * 2 >= len(words) and any(
        word in BODY_WORDS and original.strip('("“')[:1].isupper()
        for word, original in zip(plain, words, strict=True)
    )


def _is_officer(words: list[str], number: int) -> bool:
    """Whether word `number` begins an office and a person's name stands before it: "Jane Doe Director of the Center"."""
    if number >= len(words) - 1:
        return False
    return words[number].casefold() in TITLE_WORDS - BODY_WORDS and _is_person(" ".join(words[:number]))
