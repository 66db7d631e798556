"""Great towns, whose names a text need not explain; none whose name is as often a person's, another word or another town's."""

from __future__ import annotations

import re
from functools import cache

from archive.describe.names import TITLE_WORDS
from archive.tei.entity import WORD, Entity, Mention, Thing, countries, folded
from archive.tei.lexicon import LEADERS, TITLES

_TOWNS = """\
Amsterdam/Ámsterdam
Baghdad/Bagdad
Bangkok
Barcelona
Beijing/Peking/Pekín/Pékin
Beirut/Beyrouth
Berlin/Berlín
Bogotá/Bogota
Boston
Brussels/Bruselas/Bruxelles/Brüssel
Bucharest/Bucarest/Bukarest
Budapest
Buenos Aires
Cairo/El Cairo/Le Caire/Kairo
Caracas
Chicago
Copenhagen/Copenhague/Kopenhagen
Damascus/Damasco/Damaskus
Dublin
Edinburgh
Geneva/Genève/Genf
Guatemala City/Ciudad de Guatemala
Havana/La Habana
Helsinki
Istanbul/Constantinople/Konstantinopel
Jakarta
Jerusalem/Jerusalén/Jérusalem
Kabul
Lisbon/Lisboa/Lisbonne/Lissabon
London/Londres
Los Angeles
Madrid
Managua
Mexico City/Ciudad de México
Montevideo
Moscow/Moscú/Moscou/Moskau
Mumbai
Munich/München/Múnich
Nairobi
New Delhi/Nueva Delhi
New Orleans/Nueva Orleans
New York/New York City/Nueva York
Oslo
Paris/París
Philadelphia
Prague/Praga/Prag
Rome/Rom
San Francisco
San Pedro Sula
San Salvador
Seattle
Seoul/Seúl
Stockholm/Estocolmo
Tegucigalpa
Tehran/Teherán/Téhéran/Teheran
Tokyo/Tokio
Vienna/Wien
Warsaw/Varsovia/Varsovie/Warschau
Washington
Washington, D.C./Washington D.C./Washington, DC/Washington DC
Zurich/Zürich"""
_JOINED = re.compile(r"[ \n-](?=[A-ZÀ-ÖØ-Þ])|[-’']\w{2}")
_STATED = re.compile(r",[ \n]([A-ZÀ-ÖØ-Þ][\w.]*)")
_AMONG = frozenset({"England", "Scotland", "New", "United"})  # these begin what follows a town in a list, too
_TITLES = TITLES | TITLE_WORDS


@cache
def towns() -> dict[str, tuple[tuple[str, Entity], ...]]:
    """The towns by the first word of each of their names, the longest first."""
    found: dict[str, list[tuple[str, Entity]]] = {}
    for line in _TOWNS.splitlines():
        forms = tuple(line.split("/"))
        town = Entity(Thing.PLACE, forms[0], forms, sure=False)
        for form in forms:
            if match := WORD.match(form):
                found.setdefault(match.group(), []).append((form, town))
    return {word: tuple(sorted(forms, key=lambda item: -len(item[0]))) for word, forms in found.items()}


@cache
def _called() -> dict[str, Entity]:
    return {folded(form): place for forms in towns().values() for form, place in forms}


def town_called(key: str) -> Entity | None:
    """The town of this name, which is folded."""
    return _called().get(key)


def town(content: str, word: re.Match[str], before: re.Match[str] | None) -> Mention | None:
    """The town that is named from this word on; None where it is part of another name, or beside a state of the U.S."""
    start = word.start()
    for form, place in towns()[word.group()]:
        end = start + len(form)
        if content.startswith(form, start) and not content[end : end + 1].isalnum():
            if _joins(content, before, start) or _goes_on(content, end):
                return None
            return Mention(start, end, place, certain=False)
    return None


def _goes_on(content: str, end: int) -> bool:
    """Whether the name does: `New York Times`, `London-based`, `Paris, Texas`; a list of towns and countries is none."""
    if _JOINED.match(content, end):
        return True
    beside = _STATED.match(content, end)
    return beside is not None and not (
        beside[1] in towns() or beside[1] in countries() or beside[1] in _AMONG
    )


def _joins(content: str, before: re.Match[str] | None, start: int) -> bool:
    """Whether the capitalized word before is part of the same name, or a title: `Jack London`, `President Washington`, `Seattle, Washington`."""
    if before is None:
        return False
    between = content[before.end() : start]
    if between == ", ":
        return content.startswith("Washington", start) and not content.startswith(
            ", D", start + len("Washington")
        )
    word = before.group()
    plain = word.rstrip(".").casefold()
    if between == ". ":
        return plain in TITLES
    if between not in (" ", "\n", "-"):
        return False
    return plain not in LEADERS or plain in _TITLES or (len(word) > 1 and word.isupper())
