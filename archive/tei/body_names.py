"""Bodies that a text names, known by the word that says what they are: `National Party`, `Organization of American States`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from archive.describe.wordlists import word_set
from archive.outline.given import FORENAMES
from archive.tei.entity import BEFORE_NAMES, CAPITALIZED, Entity, Thing
from archive.tei.famous import famous
from archive.tei.lexicon import BODY_HEADS, DAYS_AND_MONTHS

_OF = re.compile(
    rf" (?P<of>of|for|on|de|del|para|pour|für|des|du|der)(?: (?:the|la|las|los|el|le|les|den|die))? (?P<first>{CAPITALIZED})(?: {CAPITALIZED}){{0,4}}"
    rf"(?P<more>(?:, {CAPITALIZED}(?: {CAPITALIZED})?)?,? (?:and|y|e|et|und) {CAPITALIZED}(?: {CAPITALIZED}){{0,3}})?"
)
_AFTER = 120  # characters after a head in which `of …` stands
_WORDS_BEFORE = 5  # before a head
_LONGEST = 100  # characters of a name
_GOING_ON = (
    "City Study Prevention Protection Promotion Advancement County State Republic Kingdom Province Commonwealth República Provincia "
    "District Ciudad"
)
_GO_ON = tuple(f" {word}" for word in _GOING_ON.split())
"""After these a name that went on with `of …` may go on so once more."""

_PLACES = "Base Bases Street St. Road Avenue Lane Place Square Station Hill"
_OF_PLACES = tuple(f" {word}" for word in _PLACES.split())
"""Before these what looks like a body's name is that of a place: `Union Square`."""

_GERMAN = re.compile(r"Front (?:des|der) (?:Jahres|Armee|Truppen|Westens|Ostens)")
_FIELDS = word_set(
    "Affairs Rights Relations Services Sciences Arts Studies Resources Security Trade Commerce Industry Labor Labour Welfare Education Health "
    "Development Technology Environment Culture Sports Housing Fisheries Forestry Livestock Tourism Transport Planning Finance Justice "
    "Humanities Appeals Mary History Archives Records Literature "
    "Derechos Relaciones Servicios Ciencias Artes Recursos Seguridad Comercio Industria Trabajo Educación Salud Desarrollo Tecnología Ambiente "
    "Cultura Deportes Vivienda Pesca Ganadería Turismo Transporte Historia Antropología Estadística Geografía Censos Finanzas Justicia Humanidades"
)
_SEVERAL = frozenset({"All", "Both", "Every", "Any"})
_FEASTS = frozenset(
    {"Dinner", "Tea", "Garden", "Birthday", "Cocktail", "Christmas", "Hour", "House", "Search", "Wedding"}
)
_ROMANCE = word_set(
    "alianza asamblea asociación comisión comité confederación congreso consejo coordinadora corte federación frente fundación instituto "
    "ministerio movimiento organización partido secretaría sindicato universidad tribunal unión policía fiscalía procuraduría defensoría "
    "banco cámara observatorio colectivo assemblée conseil fédération ministère parti université"
)
_JOINED = (" and ", " & ")
_JOINS = re.compile(r"[A-Z][a-z]*(?:an|ish|ic|al|ese|ean) (?:and|&) \Z")
_JOINT = 24  # characters of an adjective and what joins it
_TITLE = 120  # characters of a title in one line, on each side
_TITLED = 5  # words that make one
_SMALL = 3  # letters of a word that a title need not write with a capital
_CAPITAL_JOINTS = frozenset(
    {
        "Over",
        "After",
        "Against",
        "From",
        "With",
        "As",
        "To",
        "Into",
        "Amid",
        "Before",
        "Under",
        "Says",
        "At",
        "By",
    }
)
_MOST = 3  # adjectives
_POSSESSED = re.compile(r"[’']s (?:County|Parish|Hospital|Church|College|Cathedral|School|Day)\b")
_BESIDE = 3  # words of a person's name and a body's together
_BANKS = frozenset({"West", "East", "Left", "Right", "South", "North", "Outer"})  # of rivers
_TOWNS_OF_ARTICLES = frozenset({"Los", "Las"})


def of_bodies(content: str, words: Sequence[re.Match[str]]) -> Iterator[Entity]:
    """The body of each run of capitals round a word that heads a body's name."""
    for at, word in enumerate(words):
        if word[0].casefold() not in BODY_HEADS or word[0].isupper():
            continue
        place = _place(content, words, at)
        name = content[slice(*place)] if place else ""
        if " " in name and len(name) <= _LONGEST and not _is_state(name):
            yield Entity(Thing.BODY, name, (name,), sure=False)


def _place(content: str, words: Sequence[re.Match[str]], at: int) -> tuple[int, int] | None:
    """Where the name stands whose head is this word; None where what stands beside says that no body is named."""
    head, first = words[at], _first(content, words, at)
    before = words[at - 1][0] if at else ""
    if head[0] == "Party" and before in _FEASTS:
        return None
    if head[0] == "Bank" and before in _BANKS and first == at - 1:
        return None
    start, end = words[first].start(), _tail(content, _epithets(content, words, at))
    if words[first][0] in FORENAMES and (
        at - first > _BESIDE or (at - first > 1 and content.startswith(" of ", head.end()))
    ):
        start = head.start()  # `Jane Roe University of Miami`, an author's line and the next
        if end == head.end():
            return None
    if content.startswith(_OF_PLACES, end) or _in_title(content, start, end):
        return None
    if content.endswith(_JOINED, 0, start) and _JOINS.search(content, max(0, start - _JOINT), start):
        return None  # `the Latin American and Caribbean Center`
    if start == head.start() and _GERMAN.match(content, start, end):
        return None
    return start, end


def _in_title(content: str, start: int, end: int) -> bool:
    """Whether the name stands in a line that writes every word with a capital, and may begin or end with others: `Senate Committee Sees Fault`."""
    floor = content.rfind("\n", max(0, start - _TITLE), start) + 1
    ceiling = content.find("\n", end, end + _TITLE)
    if (floor == 0 and start > _TITLE) or ceiling < 0:
        return False
    if start > floor + 1 and content[start - 2].islower():
        return False  # `Letter to the Senate Committee`
    line = content[floor:ceiling]
    words = [word for word in line.split() if len(word) > _SMALL and word[0].isalpha()]
    if len(words) < _TITLED or any(word[0].islower() for word in words):
        return False
    bound = content[start - 1 : start] in ("\n", ",", "", "(") or content[start - 2 : start] in (
        ", ",
        ": ",
        "; ",
    )
    return not (bound and content[end : end + 1] in ("\n", ",", ")", ";")) or any(
        word in _CAPITAL_JOINTS for word in content[start:end].split()[1:]
    )


def _first(content: str, words: Sequence[re.Match[str]], at: int) -> int:
    """Which word begins the run of capitals that this head ends."""
    floor, first = max(0, at - _WORDS_BEFORE), at
    while (
        first > floor
        and content[words[first - 1].end() : words[first].start()] == " "
        and _belongs(content, words[first - 1])
    ):
        first -= 1
    return first


def _belongs(content: str, word: re.Match[str]) -> bool:
    """Whether a word with a capital before a body's name is part of it."""
    if word[0] in _TOWNS_OF_ARTICLES and _within_sentence(content, word.start()):
        return True
    return word[0].casefold() not in BEFORE_NAMES and word[0] not in _SEVERAL


def _within_sentence(content: str, at: int) -> bool:
    """Whether a word with a capital here stands after one without, so that the capital is its own: `the Los Altos Council`."""
    return content[at - 1 : at] == " " and content[at - 2 : at - 1].islower()


def _headed(following: re.Match[str]) -> bool:
    """Whether what follows `of` ends in the head of another body, which may go on: `the Department of the Polish Ministry of …`."""
    return not following["more"] and following.group().rpartition(" ")[2].casefold() in BODY_HEADS


def _epithets(content: str, words: Sequence[re.Match[str]], at: int) -> int:
    """Where the adjectives end that stand after the head in Spanish and French: `Comisión Interamericana de …`."""
    end = words[at].end()
    if words[at][0].casefold() not in _ROMANCE:
        return end
    for word in words[at + 1 : at + 1 + _MOST]:
        if (
            content[end : word.start()] != " "
            or word[0].casefold() in BEFORE_NAMES
            or word[0] in DAYS_AND_MONTHS
        ):
            break
        end = word.end()
    return end


def _is_state(name: str) -> bool:
    known = famous().get(name)
    return known is not None and known.thing is Thing.PLACE


def _tail(content: str, end: int) -> int:
    """Where a body's name ends that goes on with `of …` after its head; a day is when something was, and no part of it."""
    head = end
    if content.startswith(" Press", end):
        head = end = end + len(" Press")
    following = _OF.match(content, end, end + _AFTER)
    if following is None or following["first"] in DAYS_AND_MONTHS:
        return end
    if content.endswith(_GO_ON, end, following.end()) or _headed(following):
        # `the City Council of the City of Port Alden`
        following = _OF.match(content, following.end(), following.end() + _AFTER) or following
    more = following["more"] or ""
    joined = not any(word.casefold() in BODY_HEADS for word in more.split()) and (
        following["of"] in ("for", "on", "para", "pour", "für") or more.split(" ")[-1] in _FIELDS
    )
    end = following.end() if joined else following.end() - len(more)
    if _POSSESSED.match(content, end):
        return head  # `the Circuit Court for Prince George's County`
    name = content[head:end]
    if content.startswith(" Press", head + len(name)):
        return head + len(name) + len(" Press")
    while name.rpartition(" ")[2] in DAYS_AND_MONTHS:
        name = name.rpartition(" ")[0]
    return head + len(name)
