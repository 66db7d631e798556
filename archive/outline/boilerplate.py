"""Lines that a site or publisher adds: subscriptions, copyright, sharing, further reading; and ends cut off."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.outline.blocks import Part, Role
from archive.outline.lines import Claim, Roles, Sheet

_FURNITURE = re.compile(
    r"(?:(?:please )?(?:subscribe|sign up|follow us|like us|join us on|download (?:the|our) app|click here|donate(?: now| today|$)|support (?:our|independent) \w+)\b"
    r"|(?:©|\(c\)(?=\s?(?:19|20)\d\d)|copyright\b|all rights reserved|some rights reserved|todos los derechos reservados|derechos reservados|tous droits réservés|alle rechte vorbehalten|droits réservés)"
    r"|(?:read|see|watch|listen)(?: (?:more|also|next|it|full|the full \w+))?\s?[:»>]|(?:read more|see also|related (?:articles?|stories|posts|topics|content|news)|more (?:from|on this|stories)|recommended(?: for you)?|most (?:read|popular|viewed))\b.{0,80}\Z"
    r"|(?:share (?:this|on|via)|share$|print this|e-?mail this|tweet|facebook|twitter|whatsapp|leave a (?:comment|reply)|comments? \(\d+\)|no comments|\d+ (?:comments?|comentarios?|commentaires?|kommentare?)$|posted in|filed under|tags?:|tagged|categories:|topics:|keywords:|source:|advertisement(?!\.)|continue reading|skip to)\b"
    r"|(?:suscr[íi]b[aei]\w*|s[íi]g[ua]e?nos|lea? también|lea? más|leer más|ver también|ver más|comparte|compartir|te puede interesar|noticias relacionadas|más información en|etiquetas:|fuente:|publicidad|descarga)\b"
    r"|(?:abonnez-vous|inscrivez-vous|suivez-nous|lire aussi|lire la suite|à lire aussi|partager|voir aussi|publicité|mots-clés|retrouvez)\b"
    r"|(?:abonnieren sie|jetzt abonnieren|folgen sie|lesen sie (?:auch|mehr)|mehr zum thema|weiterlesen|teilen|lesen sie hier|anzeige$|newsletter)\b"
    r"|\*{3} ?(?:start|end) of (?:the|this) project gutenberg|end of (?:the )?project gutenberg|produced by .{3,60}(?:proofread|distributed)|this e-?book is for the use of"
    r"|this (?:article|story|post|piece|essay|interview|speech) (?:was |is |has been )?(?:first|originally|reprinted|republished|published|adapted|licensed|appeared)|(?:este artículo|esta nota|esta entrevista) (?:fue |se )?public|cet article (?:a été|est) (?:initialement )?publié|dieser (?:artikel|text|beitrag) (?:ist|erschien|wurde))",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"(?:for (?:more|further|additional) information\b|for (?:media|press) (?:inquiries|enquiries)|(?:press |media )?contacts?:|to (?:learn more|find out more|subscribe|donate)\b|para (?:más|mayor|mayores) informaci[óo]n(?:es)?\b|contactos?(?: de prensa| para (?:la )?(?:prensa|medios))?:|pour (?:plus d[’']informations?|en savoir plus|tout renseignement)|contacts? (?:presse|médias?)|(?:für )?weitere informationen\b|(?:presse|medien)kontakt|ansprechpartner(?:in)?(?: für [^:]{3,40})?:|more information:|más información:)",
    re.IGNORECASE,
)
_FURTHER = re.compile(
    r"(?:read|see|watch|listen|related|more|recommended|most|lea|leer|ver|te puede|noticias relacionadas|lire|à lire|voir|lesen|mehr)\b",
    re.IGNORECASE,
)
_CUT = re.compile(
    r"\b(?:contact(?:ar|er)?(?: us)?(?: at)?|visit(?:ar|er|e|en)?|or visit|call|e-?mail(?: us)?(?: at)?|write to|go to|see|at|here|click|escriba a|llame al|o visite|ou visitez|oder besuchen sie|unter)\s*[:,]?\Z",
    re.IGNORECASE,
)
_LOST = re.compile(
    r"\b(?:contact|contactar|contactez|call|e-?mail)(?=,? (?:or|and|o|y|ou|et|oder|und) (?:visit|call|write|go to|e-?mail|visite|visitez|besuchen))",
    re.IGNORECASE,
)
_GENUINE = re.compile(
    r"(?:copyright(?! (?:©\s?)?(?:19|20)\d\d\b)|source|share|tweet|donate|facebook|twitter|tags?|teilen|compartir|partager|publicity)\b(?! ©)[^\n:©]{60,}",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"(?:about|sobre|acerca de|qui[ée]nes somos|über|à propos d[eu’'])(?: (?:el|la|the|us|nous|uns|l’|l'))? ?[A-ZÀ-ÖØ-Þ]?[^.:;,!?]{0,60}:?\Z",
    re.IGNORECASE,
)  # above what a body says of itself at the foot of each release
_RELEASE = re.compile(
    r"^[ \t]*(?:for immediate release|press release|news release|media release|comunicado de prensa|nota de prensa|boletín de prensa|communiqué de presse"
    r"|pressemitteilung|presseerklärung|medienmitteilung)\b",
    re.IGNORECASE | re.MULTILINE,
)
_REACHED = re.compile(r"@|\d{3}[ .)-]{1,2}\d{2}|\bt[eé]l\b|https?:|www\.", re.IGNORECASE)
_TOP = 400  # characters at whose lines' beginnings a release calls itself one
_LONGEST = 320
_HEAD = 8  # units at the top among which a line may say whom to ask, and how: `Contact: Ana Rivera, (415) 555-0199`
_BELOW = 6  # units below how to learn more


def find(sheet: Sheet, roles: Roles) -> Iterator[Claim | Part]:
    """Furniture of a site anywhere; how to learn more, at the end; and the places where such a line lost its target."""
    last = len(sheet) - 1
    edge = last  # the lowest unit that is neither boilerplate nor part of the end
    for index in range(last, -1, -1):
        unit = sheet.units[index]
        if roles[index] is not None or len(unit.text) > _LONGEST:
            continue
        text = unit.text
        at_foot = last - index <= _BELOW
        if (
            (at_foot or index < _HEAD)
            and _CONTACT.match(text)
            and (at_foot or _REACHED.search(text) or _reached_below(sheet, index))
        ):
            yield Claim(index, index, Role.BOILERPLATE, "boilerplate/contact")
            below = list(_below(sheet, index)) if text.endswith(":") else []
            yield from below
            if not unit.ends and not below:
                for lost in _LOST.finditer(text):
                    yield _gap(unit.offset + lost.end() + text[lost.end() :].startswith(" "))
                if _CUT.search(text):
                    yield _gap(unit.offset + len(text))
        elif _FURNITURE.match(text) and not _GENUINE.match(text) and (edge - index <= 12 or len(text) <= 100):
            yield Claim(index, index, Role.BOILERPLATE, "boilerplate/furniture")
            if text.endswith(":") and _FURTHER.match(text):
                yield from _below(sheet, index)
    yield from _of_itself(sheet)


def _reached_below(sheet: Sheet, index: int) -> bool:
    """Whether one of the lines right below a line with a colon says how somebody is reached."""
    if not sheet.units[index].text.endswith(":"):
        return False
    return any(_REACHED.search(sheet.units[claim.first].text) for claim in _below(sheet, index))


def _below(sheet: Sheet, index: int) -> Iterator[Claim]:
    """The lines that stand right below one that announces them."""
    for below in range(index + 1, min(index + 1 + _BELOW, len(sheet))):
        unit = sheet.units[below]
        if unit.gap > 0 or not unit.short or unit.ends:
            return
        yield Claim(below, below, Role.BOILERPLATE, "boilerplate/announced")


def _of_itself(sheet: Sheet) -> Iterator[Claim]:
    """What a press release says at its foot of who issues it: `About Hill Watch`, and the paragraph below."""
    if _RELEASE.search(sheet.content, 0, _TOP) is None:
        return
    for index in range(max(1, len(sheet) - _BELOW), len(sheet) - 1):
        unit = sheet.units[index]
        if unit.short and not unit.ends and _ABOUT.match(unit.text) and sheet.prose(index + 1):
            yield Claim(index, index, Role.BOILERPLATE, "boilerplate/about")
            yield Claim(index + 1, index + 1, Role.BOILERPLATE, "boilerplate/about")


def _gap(place: int) -> Part:
    return Part(Role.GAP, place, place, "boilerplate/target-lost")
