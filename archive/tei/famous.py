"""Names that a text need not explain: bodies known everywhere by one name, and countries by their abbreviations."""

from __future__ import annotations

import re
from functools import cache

from archive.tei.entity import WORD, Entity, Thing, countries

_BODIES = """\
United Nations/U.N./UN/ONU/Naciones Unidas/Nations Unies/Vereinte Nationen/Vereinten Nationen
UN Security Council/U.N. Security Council/United Nations Security Council
UN General Assembly/U.N. General Assembly/United Nations General Assembly
League of Nations/Société des Nations/Völkerbund
European Union/EU/UE/Unión Europea/Union européenne/Europäische Union/Europäischen Union
European Commission/Comisión Europea/Commission européenne/Europäische Kommission/Europäischen Kommission
European Parliament/Parlamento Europeo/Parlement européen/Europäisches Parlament
European Community/Comunidad Europea
European Economic Community
North Atlantic Treaty Organization/NATO/Nato/OTAN
Organization of American States/Organización de los Estados Americanos/Organización de Estados Americanos/OEA
African Union/Unión Africana
Arab League/Liga Árabe
World Bank/Banco Mundial/Banque mondiale/Weltbank
International Monetary Fund/IMF/Fondo Monetario Internacional/FMI
World Trade Organization/World Trade Organisation
World Health Organization/World Health Organisation/Organización Mundial de la Salud
Securities and Exchange Commission
International Criminal Court/Corte Penal Internacional
UNESCO/Unesco
UNICEF/Unicef
Amnesty International/Amnistía Internacional
Human Rights Watch
UN High Commissioner for Refugees/UNHCR/ACNUR
Doctors Without Borders/Médecins Sans Frontières/Médecins sans frontières/Médicos Sin Fronteras/Médicos sin Fronteras/Ärzte ohne Grenzen
World Food Programme/World Food Program/Programa Mundial de Alimentos
Interpol/INTERPOL
NASA
Associated Press
Agence France-Presse
Reuters
Pentagon/Pentágono
White House/Casa Blanca
Kremlin
Central Intelligence Agency/CIA
Federal Bureau of Investigation/FBI
House of Commons
House of Lords
House of Representatives"""

_STATES = """\
Soviet Union/USSR/U.S.S.R./Unión Soviética/Union soviétique/Sowjetunion/UdSSR
East Germany/German Democratic Republic/Deutsche Demokratische Republik
West Germany
Yugoslavia/Yougoslavie/Jugoslawien
Czechoslovakia/Checoslovaquia/Tchécoslovaquie/Tschechoslowakei
Northern Ireland/Irlanda del Norte/Nordirland
England/Inglaterra/Angleterre
Scotland/Escocia/Écosse/Schottland"""
"""States that were, and parts of one that all call countries."""

_SHORT = {"U.S.": "United States", "US": "United States", "U.K.": "United Kingdom", "UK": "United Kingdom"}
_ALWAYS = {"U.S.A.": "United States", "USA": "United States"}
SHORT_COUNTRIES = frozenset({*_SHORT, *_ALWAYS})

# After these words the abbreviation was a noun; what begins with a capital may make it an adjective (`the U.S. Army`).
_ARMED = "allied|armed|combined|related|affiliated|based"  # `the U.S. and allied forces`
_AFTER_AND = "the|its|their|his|her|to|in|from|a|an|has|have|is|are|was|were|other|elsewhere|abroad"
_AFTER_NOUN = (
    "to|in|on|for|from|with|by|as|at|that|which|who|where|when|while|is|was|are|were|has|had|have|will|would|could|should|must|may|"
    "might|can|does|did|do|since|after|before|during|because|but|if|than|unless|into|about|through|until|without|under|over|against"
)
_NOUN = re.compile(
    r"[’']s?\b|[’'](?=[ \n])|[;:)\]—]|\.?(?:\n\n|[”\"]|\n?\Z)|(?<!\.)\.(?=[ \n])|,[ \n](?=[a-z])"
    rf"|[ \n](?:and|or)[ \n](?=(?!{_ARMED})[a-z]{{2,}}ed\b|(?:{_AFTER_AND})\b)"
    rf"|[ \n](?:{_AFTER_NOUN})\b"
)
_LOUD = re.compile(r"[A-ZÀ-ÖØ-Þ]{2,}[ ,]")


@cache
def famous() -> dict[str, Entity]:
    """The bodies and states, by each of their names."""
    found: dict[str, Entity] = {}
    for line in _BODIES.splitlines():
        forms = tuple(line.split("/"))
        body = Entity(Thing.BODY, forms[0], forms)
        found |= dict.fromkeys(forms, body)
    for line in _STATES.splitlines():
        forms = tuple(line.split("/"))
        found |= dict.fromkeys(forms, Entity(Thing.PLACE, forms[0], forms))
    return found


@cache
def famous_by_word() -> dict[str, tuple[tuple[str, Entity, bool], ...]]:
    """The same, by the first word of the name, the longest first; each is a name of the body's own."""
    found: dict[str, list[tuple[str, Entity, bool]]] = {}
    for form, body in famous().items():
        if match := WORD.match(form):
            found.setdefault(match.group(), []).append((form, body, True))
    return {word: tuple(sorted(forms, key=lambda item: -len(item[0]))) for word, forms in found.items()}


def loud(content: str, start: int, end: int) -> bool:
    """Whether a name of capitals stands among words all in capitals, where it may be any word (`UN DÍA`)."""
    form = content[start:end]
    if not form.isupper() or len(form) > len("UNESCO"):
        return False
    return (
        bool(_LOUD.match(content, end + 1, end + 30)) or content[max(0, start - 6) : start].strip().isupper()
    )


def country(content: str, start: int, end: int) -> Entity | None:
    """The country that `U.S.` or the like at [start, end) names as a noun; None where it may be an adjective, or a pronoun."""
    short = content[start:end]
    if (name := _ALWAYS.get(short)) is not None:
        return (
            None
            if content[end : end + 1] == " " and content[end + 1 : end + 2].isupper()
            else countries()[name]
        )
    name = _SHORT.get(short)
    if name is None or content[start - 4 : start] not in ("the ", "The ", "the\n", "The\n"):
        return None
    return countries()[name] if _NOUN.match(content, end) else None
