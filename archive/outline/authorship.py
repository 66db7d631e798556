"""What a line says of who wrote: a word before the name ("By", "Von"), the paper or agency a report is from, an author's other book."""

from __future__ import annotations

import re

from archive.outline.writers import may_be_person, persons

_BIG = "A-ZÁÉÍÓÚÑÜÄÖÀÂÇÈÊËÎÏÔÛ"
_SOURCE_LINE = 80  # characters
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
    r"[(\[]?\s?(?:by|from|of|por|de|del|par|von|vom|special|own|our|nuestr[oa]|notre|unser)\b|[(\[]",
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


def labelled(text: str) -> re.Match[str] | None:
    """The word before a name, with what it is: its group `label`; None where the line has none."""
    found = _LABEL.match(text) or _FIELD.match(text)
    return found if found is not None and found.end() < len(text) else None


def contributes(label: re.Match[str]) -> bool:
    """Whether the word is one of drawing, translating or editing: "Illustrations by"."""
    return label.groupdict().get("other") is not None


def writer(text: str, label: re.Match[str], *, near: bool) -> bool:
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


def from_elsewhere(text: str) -> bool:
    """Whether a line says which newspaper, agency or correspondent a report is from."""
    if len(text) > _SOURCE_LINE:
        return False
    if _AGENCY.match(text):
        return True
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


def author_of(text: str) -> bool:
    """Whether a line names another book of the one named above: "Author of The Lower Ford"."""
    return _AUTHOR_OF.match(text) is not None
