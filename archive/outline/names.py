"""Whether a short line reads as a name, an office, or a line of an address."""

from __future__ import annotations

import re
from functools import lru_cache

_SEEN = 1024  # lines remembered: several rules ask of each, and lists repeat them
_PARTICLE_WORDS = "de del la las los van von vom zu zur der den du le da do dos di"
PARTICLES = frozenset(_PARTICLE_WORDS.split())
"""Small words within a person's name, wherever it is looked for; each rule adds below what it alone may take for one."""

_AMONG_CAPITALS_WORDS = "el y e i dem des of and & und et the for on in to à a al d' für pour para por"
_AMONG_CAPITALS = PARTICLES | frozenset(_AMONG_CAPITALS_WORDS.split())  # of bodies, offices and streets too
_WITHIN_WORDS = "des y e i v and & und et geb née"
_WITHIN_NAMES = PARTICLES | frozenset(_WITHIN_WORDS.split())  # of two persons' names too
_OFFICE = re.compile(  # asked of a line in small letters, after a blank: several times as fast as to ask for a bound, and of any case
    r"\W(?:co-?)?(?:president|vice-?president|secretary|secretaries|director|directors|chair|chairman|chairwoman|chairperson|chairs|minister"
    r"|ambassador|coordinators?|professor|editors?|member|senator|representative|governor|mayor|manager|officer|attorney|general|captain"
    r"|colonel|major|lieutenant|commander|commissioner|counsel|founder|treasurer|dean|rector|bishop|archbishop|pastor|fellow|analyst"
    r"|spokes(?:man|woman|person)|executive|assistant|deputy|consul|judge|clerk|sheriff|admiral|organizer|researcher|delegate|author"
    r"|presidenta?e?|presidenta|secretari[oa]|directora?|directores|coordinadora?|coordinadores|ministr[oa]|embajadora?|profesora?|diputad[oa]|senadora?|alcalde(?:sa)?"
    r"|gobernadora?|jefe|vocal|portavoz|vocer[oa]|rectora?|obispo|miembros?|abogad[oa]|tesorer[oa]|capitán|coronel"
    r"|président[e]?|secrétaire|directeur|directrice|ministre|ambassadeur|professeur|député|sénateur|maire|préfet|évêque|rédacteur|avocat|trésorier"
    r"|präsident(?:in)?|sekretär(?:in)?|direktor(?:in)?|minister(?:in)?|botschafter(?:in)?|professor(?:in)?|vorsitzende[r]?|geschäftsführer(?:in)?"
    r"|bürgermeister(?:in)?|hauptmann|oberst|rat|leiter(?:in)?|kanzler(?:in)?|redakteur(?:in)?)\b"
)
_STATE = (
    r"(?:Ala|Ariz|Ark|Cal(?:if)?|Colo|Conn|Del|Fla|Ill|Ind|Kans?|Ky|Mass|Md|Mich|Minn|Miss|Mo|Mont|Nebr?|Nev|Okla|Ore|Penna?|Tenn|Tex|Vt|Wis|Wyo|Chih|Coah|Dgo|Jal|Méx|Mex|Son|Tamps|Ver|Zac)\."
    r"|Alabama|Arizona|Arkansas|California|Colorado|Connecticut|Florida|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana"
    r"|Nebraska|Nevada|New (?:Hampshire|Jersey|Mexico|York)|N\. ?[CDHJLMY]\.|North Carolina|Ohio|Oklahoma|Oregon|Pennsylvania|P[Aa]\.|Rhode Island|S\. ?C\.|South Carolina|Tennessee|Texas|Utah|Vermont|Virginia|Va\.|Wisconsin|Wyoming"
    r"|M[ée]xico|D\. ?F\."
)
_STREET = re.compile(  # as _OFFICE
    r"\W(?:(?:street|str\.|avenue|ave\.?|road|rd\.|boulevard|blvd|lane|square|suite|floor|building|room|p\.? ?o\.? ?box|calle|avenida|av\.|colonia"
    r"|col\.|edificio|piso|apartado|apdo|plaza|barrio|c/|rue|place|cedex|\w*straße|\w*strasse|\w*gasse|\w*platz|postfach|tel|tél|phone|fax|e-?mail|www"
    r"|http|city|ciudad|s\.o\.|usa|u\.s\.a)\b"
    r"|(?:apt|apartment|box|rte?|route|n[uú]m|no|nº)\.?\s?#?\d|(?:c/o|℅|care of|poste restante|postlagernd|lista de correos|general delivery|quai|faubourg|impasse)\b"
    r"|\w{3,}(?:str|weg|ring|damm|allee|ufer|zeile|kai|graben|markt|hof)\.?,?\s(?:n[ro]\.?\s)?\d{1,3}[a-z]?(?:/\d+)?(?=,|\W*\Z)"
    r"|u\. ?s\. ?a(?:\.|merica)?(?=\W|\Z)|e\. ?u\. ?a?\b|ee\. ?uu\b)"
)
_COUNTRY = (
    r"France|Suisse|Allemagne|Belgique|Italie|Angleterre|Espagne|Autriche|Deutschland|Österreich|Schweiz|Germany|Austria|Switzerland|England|Scotland|Ireland|Italy"
    r"|Spain|Belgium|Holland|España|Francia|Alemania|Italia|Inglaterra|Suiza|Canada|Argentina|Chile|Cuba"
)
_OPENS_ADDRESS = re.compile(
    rf"#\s?\d|(?i:{_COUNTRY})\W*\Z|(?:[A-Z]{{1,3}}[- ])?\d{{4,5}} [A-ZÄÖÜ][a-zäöü]+\b[^.]*\Z|\d+[\w/½-]{{0,3}}\s[^\n]{{2,30}}\b(?i:st|av|pl|sq|ct|terr?|row|terrace|crescent|gardens|grove|mews|alley|yard|wharf|court)\b"
)
_ENDS_ADDRESS = re.compile(rf"[, ](?:(?:{_STATE})\W*\Z|(?<=,) (?i:{_COUNTRY})\W*\Z)")
_IN_ADDRESS = re.compile(r"(?=[@A-Z])(?:@|\b[NS]\.?[WE]\b|\b[A-Z]{2},? \d{5}\b)")
_HONORIFIC = re.compile(
    r"(?:to|for|à|a|al|an|para|pour|the|dem|der|den)?\s*(?:mrs?|ms|dr|prof|rev|hon|sen|rep|gov|gen|col|capt|messrs|sir|lady|lord|miss|mme|mlle|m|mm"
    r"|sra?s?|srta|don|doña|excmo|ilmo|lic|ing|herrn?|frau|fräulein|his excellency|her excellency|the honou?rable|honou?rable|the right|monsieur|monsr|madame"
    r"|mademoiselle|monseigneur|señor(?:a|es|as)?|esq|(?:ihr[eo]?r?|seiner?) (?=k(?:ön|ais)|ex[cz]|durchl|maj|hoh|gnad|wohlg|hochw|hochg|herr|frau)|s\. m\.|s\.e\.)\b\.?",
    re.IGNORECASE,
)
_NOT_A_NAME_WORDS = """
the this that these those it he she we they you i there here what when where why how yes no but and or
if not so then thus amen el lo esto esta ese hay que cuando donde por pero sí si il elle nous vous ils
ce cela es er sie wir das dies was wann wo ja nein copyright read more share related tags photo photos
video subscribe end fin finis ende
"""
_NOT_A_NAME = frozenset(_NOT_A_NAME_WORDS.split())
_PIECE = r"(?:(?:[^\W\d_a-zà-ÿß]\.){2,4}[^\W\d_a-zà-ÿß]?(?!\w)|[^\W\d_a-zà-ÿß][\w’'-]*\.?|(?:d[’'])[^\W\d_a-zà-ÿß][\w’'-]*\.?)"
_SIGNS = re.compile(
    rf"[(\[„“\"=—–-]{{0,2}}\s?(?:(?:sig(?:ned|né)?|gez|firmado|signé)\b[.:]?\s)?(?:d[er]\.|dr\.?|prof\.?|the|your|deine?|ihre?|euer|votre|ton|ta|tu|su|der|die|le|la|el|von|v\.|de)?\s?{_PIECE}"
    rf"(?:,?\s(?:{_PIECE}|von|van|v\.?|de|du|del|la|y|e|u\.?|und|and|et|&|zu|geb\.)){{0,5}}[.,!)\]”\"—–-]{{0,2}}\Z"
)

_NUMERAL = 9
_ROMAN = re.compile(
    r"(?:X{1,3}(?:IX|IV|V?I{0,3})|(?:IX|IV|VI{1,3}|I{2,3})|X?L(?:X{1,3})?(?:IX|IV|V?I{0,3}))\Z"
)  # "VI", not "V."
_KIN = re.compile(
    r"(?i:(?:tu|su|vuestr[oa]|your|ton|ta|votre|deine?|ihre?|eure?|euer)\s(?:[^\W\d_]+\s){0,2})?"
    r"(?i:mam[áa]\w*|pap[áa]\w*|madre|padre|herman[oa]|hij[oa]|prim[oa]|t[íi][oa]|niet[oa]|amig[oa]|espos[oa]|compadre|comadre|mother|father|mom|dad|sister|brother|son|daughter|wife|husband|friend"
    r"|mère|père|frère|sœur|soeur|fils|fille|mari|femme|amie?|mutter|vater|schwester|bruder|sohn|tochter|freund(?:in)?)"
    rf"(?:,?\s{_PIECE}){{0,3}}[.,!]?\Z"
)  # who needs no name


@lru_cache(maxsize=_SEEN)
def name_like(text: str) -> bool:
    """Whether a line is a person's name, or names joined: capitalized words, initials and particles only."""
    text = text.strip(" .,;—–-_*/[]()")
    if not 1 < len(text) <= 70 or any(character.isdigit() for character in text):
        return False
    if len(text) < _NUMERAL and _ROMAN.match(text):
        return False
    words = text.replace(",", " ").replace("(", " ").replace(")", " ").split()
    if len(words) > 9 or not words or words[0].lower().rstrip(".,") in _NOT_A_NAME:
        return False
    big = 0
    for word in words:
        if word[0].isupper() or word[0] in "&“\"'" or (word[1:2] in "'’" and word[2:3].isupper()):
            big += 1
        elif word.rstrip(".,").lower() not in _WITHIN_NAMES:
            return False
    return big > 0 and (words[0][0].isupper() or words[0][:2].lower() in ("d'", "d’"))


def kin_like(text: str) -> bool:
    """Whether a line is a signature by kinship: "tu hermana", "su hija Elena"."""
    return len(text) <= 48 and _KIN.match(text) is not None


def signature_like(text: str) -> bool:
    """Whether a line may be how somebody signs: a few words of a name, initials, a forename, "d'E", "die Deinige"."""
    if len(text) > 48 or text.count(" ") > 5:
        return False
    return _SIGNS.match(text) is not None or _KIN.match(text) is not None


def full_name(text: str) -> bool:
    """Whether a line is the name of one person: two to five words, no sign of a body or a title."""
    words = text.strip(" .,—–-").split()
    return (
        2 <= len(words) <= 5
        and name_like(text)
        and not text.rstrip().endswith(":")
        and (
            any(len(word) > 2 for word in words)
            and not any(word.isupper() and len(word) > 2 for word in words[1:-1])
        )
    )


@lru_cache(maxsize=_SEEN)
def entry_like(text: str) -> bool:
    """Whether a line may stand in a list of signatories or an address: mostly capitals, no sentence."""
    if (
        len(text) > 110
        or not text
        or not (text[0].isupper() or text[0].isdigit() or text[0] in "“\"'(*•-–—/")
    ):
        return False
    words = text.split()
    if len(words) > 16 or (text.endswith((".", "!", "?", ":")) and len(words) > 7):
        return False
    big = sum(
        word[0].isupper()
        or word[0].isdigit()
        or word.strip("(),.").lower() in _AMONG_CAPITALS
        or not word[0].isalpha()
        for word in words
    )
    return big * 10 >= len(words) * 7


@lru_cache(maxsize=_SEEN)
def office_like(text: str) -> bool:
    """Whether a line names an office: "co-directors of the Center", "Secretary General"."""
    return (
        len(text) <= 110
        and not text.endswith(("!", "?", ":"))
        and len(text.split()) <= 14
        and _OFFICE.search(f" {small(text)}") is not None
    )


@lru_cache(maxsize=_SEEN)
def address_like(text: str) -> bool:
    """Whether a line bears the signs of a postal address."""
    if len(text) > 110:
        return False
    return (
        _STREET.search(f" {small(text)}") is not None
        or _OPENS_ADDRESS.match(text) is not None
        or _ENDS_ADDRESS.search(text) is not None
        or _IN_ADDRESS.search(text) is not None
    )


@lru_cache(maxsize=_SEEN)
def addressed(text: str) -> bool:
    """Whether a line names who is written to: "The Honorable Luis Almagro", "Herrn Geheimrat Goethe"."""
    return len(text) <= 110 and _HONORIFIC.match(text) is not None


def capitals(text: str) -> bool:
    """Whether every letter is a capital, and there are at least two."""
    return text.isupper() and sum(map(str.isalpha, text[:200])) >= 2


def small(text: str) -> str:
    """A line in small letters, a long s as an s: patterns are asked of it three times as fast as of any case."""
    return text.lower().replace("ſ", "s")
