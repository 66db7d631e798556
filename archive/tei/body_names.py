"""Bodies that a text names, known by the word that says what they are, or by an abbreviation in brackets."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from archive.describe.names import BODY_WORDS
from archive.describe.wordlists import word_set
from archive.tei.entity import ABBREVIATED, BEFORE_NAMES, CAPITALIZED, Entity, Thing, folded
from archive.tei.famous import famous
from archive.tei.lexicon import BODY_HEADS, DAYS_AND_MONTHS, GIVEN_NAMES, LEADERS

_JOINING_WORDS = "of the for and on in en to de del la las los y e para por des du et pour für der und"
_JOINING = frozenset(_JOINING_WORDS.split())
_LONG = re.compile(rf"{CAPITALIZED}(?:,? (?:(?:{_JOINING_WORDS.replace(' ', '|')}) ){{0,3}}{CAPITALIZED})*\Z")
_OF = re.compile(
    rf" (?P<of>of|for|on|de|del|para|pour|für|des|du|der)(?: (?:the|la|las|los|el|le|les|den|die))? (?P<first>{CAPITALIZED})(?: {CAPITALIZED}){{0,4}}"
    rf"(?P<more>(?:, {CAPITALIZED}(?: {CAPITALIZED})?)?,? (?:and|y|et|und) {CAPITALIZED}(?: {CAPITALIZED}){{0,3}})?"
)
_ENOUGH = 5  # an abbreviation is explained where it first stands, if at all
_BEFORE = 120  # characters before an abbreviation in which its long form stands
_AFTER = 120  # characters after a head in which `of …` stands
_BODILY = (
    BODY_HEADS
    | (BODY_WORDS - {"rights", "solidarity", "works", "work", "post", "watch", "team"})
    | word_set(
        "s.a. s.l. ltd inc corp co gmbh ag equipo red servicio servicios proyecto radio consorcio gremio asociados associates fondo caritas partner "
        "ärzte gewerkschaft amt bureau armée ejército army navy militia guard brigade brigades corps fuerza"
    )
)
_NO_BODIES = word_set(
    "Initiative Project Management Destruction "
    "Language System Systems Act Agreement Treaty Disease Disorder Syndrome Virus Index Protocol Format Rate Method Model Theory Test Scale "
    "Technology Zone Time Law Bill Charter Area Region Plan Product Assistance Reauthorization Program Programme Grant Grants Software Code Standard Number Ley Plan Tratado Convenio Índice Sistema Zona"
)
_LETTERS = 2  # of an abbreviation that its long form must have
_UNTOLD = 2  # words of a long form that the abbreviation may pass over
_WORDS_BEFORE = 5  # before a head
_LONGEST = 100  # characters of a name
_GO_ON = (
    " City",
    " Study",
    " Prevention",
    " Protection",
    " Promotion",
    " Advancement",
    " County",
    " State",
    " Republic",
    " Kingdom",
    " Province",
    " Commonwealth",
    " República",
    " Provincia",
    " District",
    " Ciudad",
)
_GERMAN = re.compile(r"Front (?:des|der) (?:Jahres|Armee|Truppen|Westens|Ostens)")
_FIELDS = word_set(
    "Affairs Rights Relations Services Sciences Arts Studies Resources Security Trade Commerce Industry Labor Labour Welfare Education Health "
    "Development Technology Environment Culture Sports Housing Fisheries Forestry Livestock Tourism Transport Planning Finance Justice Humanities Appeals Mary History Archives Records Records Literature Culture "
    "Derechos Relaciones Servicios Ciencias Artes Recursos Seguridad Comercio Industria Trabajo Educación Salud Desarrollo Tecnología Ambiente "
    "Cultura Deportes Vivienda Pesca Ganadería Turismo Transporte Finanzas Justicia Humanidades"
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
_MOST = 3  # adjectives
_SMALL = re.compile(r"[^\W\d_]+")
_SENTENCE = re.compile(r"[.;:!?\n()]")
_SPELT = 16  # words of a name, at most
_BASES = (" Base", " Bases")
_POSSESSED = re.compile(r"[’']s (?:County|Parish|Hospital|Church|College|Cathedral|School|Day)\b")
_STREETS = (" Street", " St.", " Road", " Avenue", " Lane", " Place", " Square", " Station", " Hill")
_BESIDE = 3  # words of a person's name and a body's together
_BANKS = frozenset({"West", "East", "Left", "Right", "South", "North", "Outer"})  # of rivers
_TOWNS_OF_ARTICLES = frozenset({"Los", "Las"})


def of_abbreviations(content: str) -> Iterator[Entity]:
    """A body for each `Long Name (LN)` whose words begin with the letters of the abbreviation."""
    seen: Counter[str] = Counter()
    for match in ABBREVIATED.finditer(content):
        abbr = match["abbr"]
        seen[abbr] += 1
        if seen[abbr] > _ENOUGH:
            continue
        before = content[max(0, match.start() - _BEFORE) : match.start()]
        long = _in_capitals(before, abbr) or _spelt(before, abbr)
        if long is not None:
            yield Entity(Thing.BODY, long, (long, abbr))


def _in_capitals(before: str, abbr: str) -> str | None:
    """The words with capitals at the end of a text that the letters stand for, if one of them says that they name a body."""
    run = _LONG.search(_named(before))
    if run is None or run.group().rpartition(" ")[2] in _NO_BODIES:
        return None
    words = run.group().split(" ")
    starts = [at for at, word in enumerate(words) if word[0].isupper() and word.casefold() not in LEADERS]
    fitting = [(_fit(words[at:], abbr), at) for at in starts if len(words) - at > 1]
    score = max((points for points, _ in fitting), default=0)
    if score < _LETTERS:
        return None
    best = [at for points, at in fitting if points == score]
    at = next((at for at in best if words[at].casefold() in BODY_HEADS), best[-1])
    if not any(word.strip(",").casefold() in _BODILY for word in words[at:]):
        return None  # `Weapons of Mass Destruction (WMD)`
    return " ".join(words[at:])


def _spelt(before: str, abbr: str) -> str | None:
    """`Fédération internationale des ligues des droits de l'Homme`, for FIDH: its first word alone has a capital, and says that it is a body."""
    letters = [letter.casefold() for letter in abbr if letter.isalpha()]
    words = _SMALL.findall(_SENTENCE.split(before)[-1])
    for at in range(len(words) - 2, max(-1, len(words) - _SPELT), -1):
        if (
            words[at][:1].isupper()
            and words[at].casefold() in _BODILY
            and words[at][0].casefold() == letters[0]
        ):
            rest = iter(folded(word)[0] for word in words[at:])
            if len(letters) > _LETTERS and all(letter in rest for letter in letters):
                return before[before.rindex(words[at]) :]
    return None


def _named(text: str) -> str:
    """The end of a text in which a name may stand: words with capitals and those that join them, and the word before."""
    words = text.split(" ")
    first = len(words)
    while first and (words[first - 1][:1].isupper() or words[first - 1] in _JOINING):
        first -= 1
    return " ".join(words[max(0, first - 1) :])


def _fit(words: list[str], abbr: str) -> int:
    """How many letters of the abbreviation begin these words, in any order (`TSE` may be Spanish for the Supreme Electoral Council).

    0 where it is too few to be sure, or where the first word begins none.
    """
    initials = [word[0] for word in words if word[0].isupper()]
    letters = [letter for letter in abbr.upper() if letter.isalpha()]
    left = letters.copy()
    for initial in initials:
        if initial in left:
            left.remove(initial)
    matched = len(letters) - len(left)
    enough = matched * 2 >= len(letters) or matched >= len(initials) - 1
    more = len(initials) - len(letters)
    told = more <= 1 or (more == _UNTOLD and _in_order(letters, initials))
    return matched if initials[0] in letters and enough and told else 0


def _in_order(letters: list[str], initials: list[str]) -> bool:
    """Whether the letters stand among the initials in their order: OHCHR in the name that begins `Office of the United Nations …`."""
    rest = iter(initials)
    return len(letters) > _UNTOLD + 1 and all(letter in rest for letter in letters)


def of_bodies(content: str, words: Sequence[re.Match[str]]) -> Iterator[Entity]:
    """Runs of capitals round a word that heads the name of a body: `National Party`, `Organization of American States`."""
    for at, word in enumerate(words):
        if word[0].casefold() not in BODY_HEADS or word[0].isupper():
            continue
        first = at
        while (
            first > max(0, at - _WORDS_BEFORE)
            and content[words[first - 1].end() : words[first].start()] == " "
            and (
                (words[first - 1][0].casefold() not in BEFORE_NAMES and words[first - 1][0] not in _SEVERAL)
                or (
                    words[first - 1][0] in _TOWNS_OF_ARTICLES
                    and _within_sentence(content, words[first - 1].start())
                )
            )
        ):
            first -= 1
        if word[0] == "Bank" and words[at - 1][0] in _BANKS and first == at - 1:
            continue
        start, end = words[first].start(), _tail(content, _epithets(content, words, at))
        if words[first][0] in GIVEN_NAMES and (
            at - first > _BESIDE or (at - first > 1 and content.startswith(" of ", word.end()))
        ):
            start = word.start()  # `Jane Roe University of Miami`, an author's line and the next
            if end == word.end():
                continue
        if content.startswith(_BASES, end):
            continue
        if content.startswith(_STREETS, end) or (word[0] == "Party" and words[at - 1][0] in _FEASTS):
            continue
        if start == word.start() and _GERMAN.match(content, word.start(), end):
            continue
        name = content[start:end]
        if " " in name and len(name) <= _LONGEST and not _is_state(name):
            yield Entity(Thing.BODY, name, (name,), sure=False)


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


def _within_sentence(content: str, at: int) -> bool:
    """Whether a word with a capital here stands after one without, so that the capital is its own: `the Los Altos Council`."""
    return content[at - 1 : at] == " " and content[at - 2 : at - 1].islower()


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
