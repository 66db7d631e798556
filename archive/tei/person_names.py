"""Persons that a text names, known by the words that stand beside or in their names."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator

from archive.describe.countries import namings
from archive.describe.names import Kind
from archive.describe.wordlists import word_set
from archive.outline.given import FORENAMES, GIVEN
from archive.tei.address import Address, address
from archive.tei.entity import CAPITALIZED, Entity, Thing, countries, kind_of
from archive.tei.lexicon import INTRODUCING, SPEAKING
from archive.tei.person_runs import GIVEN_FIRST, NOBODY, Read, read_run

_RUN = re.compile(
    rf"{CAPITALIZED}(?:(?:(?: (?:de|del|la|las|los|da|di|van|von|der|den|bin|al)){{0,3}}| y(?! {CAPITALIZED} (?:(?:de|del|la|los|von|van) )*{CAPITALIZED}))"
    rf" {CAPITALIZED}){{0,6}}"  # `José Ortega y Gasset`; but `Mario Bonilla y Santos Padilla` are two
)
_OFFICE_BEFORE = re.compile(
    r"\b(?:[Ss]ecretary|[Dd]irector|[Mm]inister|[Pp]resident|[Hh]ead|[Cc]hair(?:man|woman)?|[Ss]ecretari[oa]|[Dd]irectora?|[Mm]inistr[oae]|président[e]?"
    r"|préfète?|maire|directeur|directrice|secrétaire|ambassadeur|ambassadrice|alcalde(?:sa)?|fiscal|gobernadora?|portavoz|vocer[oa]) "
    r"(?:of|for|de|del|du|des) [^.;:,()]{2,40}, \Z"
)
_OF = (" of ", " for ", " de ", " del ", " du ", " des ")  # one of which an office before a name has
_SPEAKING_BEGIN = frozenset({word[0] for word in SPEAKING} | set(".:,"))
_TERM = re.compile(
    r"\b[Tt]he (?P<name>[A-ZÀ-ÖØ-Þ][a-zà-ÿ]{2,}(?:[A-Z][a-z]+)?) (?:administration|presidency)\b"
)
_ADJECTIVAL = ("ese", "ish", "al", "ic", "ive", "ist", "ary", "time")
_PEOPLES = (
    "Republican American African European Roman Ottoman Soviet Nazi Vichy Christian Tory Labour French Dutch"
)
_ADJECTIVES = frozenset(_PEOPLES.split())
_QUARTERS = frozenset({"North", "West"})
_SAINTS = ("St. ", "Ste. ", "Saint ", "Sankt ", "San ", "Santa ", "Sainte ", "SAN ", "SANTA ", "SAINT ")
_ARTICLES = (" the ", "The ", " der ", " die ", " das ", " el ", " la ", " le ")
_DOTTED = tuple(
    f"{word}. "
    for word in [
        "Mr",
        "Mrs",
        "Ms",
        "Dr",
        "Dra",
        "Drs",
        "Sr",
        "Sra",
        "Srta",
        "Sen",
        "Rep",
        "Gov",
        "Gen",
        "Col",
        "Maj",
        "Lt",
        "Capt",
        "Sgt",
        "Cpl",
        "Adm",
        "Prof",
        "Rev",
        "Hon",
        "Mons",
        "Mgr",
        "Lic",
        "Ing",
        "Abog",
    ]
)
_LEARNED = ("Dr. ", "Prof. ", "Drs. ")
_CUT_SHORT = word_set(
    "Thos Wm Geo Jas Jno Chas Saml Robt Benj Edw Edwd Alex Alexr Danl Jos Richd Theo Fred Fredk Hy Freih Frh Frhr Gen Col Maj Capt Lt"
)
_ADDRESSED = word_set(
    "Speaker Sir Madam Friend Mother Father Brother Sister Uncle Aunt Cousin Wife Husband Son Daughter Boy Girl Lady Gemahl Gemahlin Mutter Vater "
    "Tochter Sohn Schwester Bruder Tante Onkel Rat Wohlgeboren Hochwohlgeboren"
)  # with a title before them, and no names
_ACCORDING = frozenset({"Selon", "Según", "Laut"})
_GERMAN_ARTICLES = (
    " der ",
    "Der ",
    " die ",
    "Die ",
    " das ",
    "Das ",
    " den ",
    " dem ",
    " des ",
    " im ",
    " zum ",
    " zur ",
    " vom ",
)
_GERMAN_BEGUN = ("Der ", "Die ", "Das ", "Im ", "Zum ", "Zur ", "Vom ")
_SHORT = 2  # letters of what is no surname
_TITLE = 8  # characters of `Srta. `, and what stands before it
_DEED = re.compile(r" (?:the|a|an|its|his|her|their)\b")
_REACH = 80  # characters before a name in which an office may stand


def of_persons(content: str) -> Iterator[Entity]:
    """Names after a title or a word that introduces a person, before a verb of saying, or with a known given name.

    A name of which none of this holds counts too if its surname alone is so introduced elsewhere: `Ana Rivera`, for `said Rivera`.
    A surname alone that a man and a woman bear is nobody's.
    """
    alone: dict[str, set[Address]] = {}  # in order, each once, with as whom it is addressed
    unsure: dict[str, None] = {}
    read: dict[str, Read | None] = {}
    for run in _RUN.finditer(content):
        text = run.group()
        if text in read:
            found = read[text]
        elif " " not in text and text.casefold() in NOBODY:
            found = read[text] = None  # most runs are the first word of a sentence
        else:
            found = read[text] = read_run(text)
        if found is None or content.endswith(_SAINTS, 0, start := run.start()):
            continue
        name, titled, styled = found
        if content[start - 2 : start] == ". " and content.endswith(_DOTTED, 0, start):
            titled = styled = text.startswith(name) and _after_title(content, run, name)
        name = _without_land(content, run, name) if " " in name else name
        if " " not in name:
            if len(name) <= _SHORT or name in _ADDRESSED:
                continue
            if styled and _is_surname(content, run, name):
                as_whom = address(_word_before(content, run))
                alone.setdefault(name, set()).update({as_whom} if as_whom else ())
            elif not (styled or titled) and _introduced(content, run, name):
                unsure[name] = None
        elif kind_of(name) is Kind.PERSON or _of_a_quarter(name):
            shouted = text.isupper() and _shouted(name)
            introduced = not shouted and (titled or _introduced(content, run, name))
            if introduced or name.split(" ", 1)[0] in GIVEN_FIRST:
                yield Entity(Thing.PERSON, name, (name,), sure=introduced)
                if introduced:
                    read[text] = None  # no other place could tell more
            elif not text.startswith(_GERMAN_BEGUN) and not content.endswith(_GERMAN_ARTICLES, 0, start):
                unsure[name] = None
    yield from _by_surname(content, alone, unsure)


def _by_surname(content: str, alone: dict[str, set[Address]], unsure: Iterable[str]) -> Iterator[Entity]:
    """The persons whom only their surnames tell, with a title or a term of office, and those who bear these surnames."""
    if " administration" in content or " presidency" in content:
        for name in _of_terms(content):
            alone.setdefault(name, set())
    surnames = {name for name in (*alone, *unsure) if " " not in name}
    borne = (name for name in unsure if _borne(name, surnames))
    for name in (*borne, *(name for name, whom in alone.items() if len(whom) < len(Address))):
        yield Entity(Thing.PERSON, name, (name,))


def _is_surname(content: str, run: re.Match[str], name: str) -> bool:
    """Whether a single word after a title is a name; `Senator Questions the Move` has a verb there, `Freih. Vane` one more title."""
    if name in _CUT_SHORT and content.startswith(".", run.end()):
        return False
    return not (name.endswith("s") and _DEED.match(content, run.end()))


def _shouted(name: str) -> bool:
    """Whether what is all in capitals begins with no given name: `SAYS SPREAD FEAR`."""
    return name.partition(" ")[0].capitalize() not in GIVEN


def _word_before(content: str, run: re.Match[str]) -> str:
    """The title of a surname: the first word of the run, or what stands before it with its full stop."""
    if content.startswith(". ", run.start() - 2):
        return content[max(0, run.start() - _TITLE) : run.start()].rsplit(maxsplit=1)[-1]
    return run.group().partition(" ")[0]


def _after_title(content: str, run: re.Match[str], name: str) -> bool:
    """Whether what follows `Mr.` or its like is a name: not `Mr. Thos. Quist`, and after `Dr.` no noun of a German sentence."""
    first, *more = name.split(" ")
    given = first in GIVEN_FIRST or first[1:2] == "."
    if more:
        return given or not content.endswith(_LEARNED, 0, run.start())
    return "." not in name and not (
        content.startswith((".", "\n"), run.end()) and (given or name in _CUT_SHORT)
    )


def _borne(name: str, surnames: Container[str]) -> bool:
    """Whether one of these surnames, each introduced alone, is this name's; what is a given name as often is none after another word."""
    given, _, family = name.rpartition(" ")
    given_too = family in GIVEN_FIRST and " " not in given and given not in GIVEN_FIRST
    return bool(given) and family in surnames and not given_too


def _of_terms(content: str) -> Iterator[str]:
    """The surnames by which terms of office are called: `the Carter administration`, and not `the Federal administration`."""
    for match in _TERM.finditer(content):
        name = match["name"]
        people = name in _ADJECTIVES or any(naming.demonym for naming in namings().get(name, ()))
        if (
            not people
            and name.casefold() not in NOBODY
            and name not in countries()
            and not name.endswith(_ADJECTIVAL)
        ):
            yield name


def _of_a_quarter(name: str) -> bool:
    """`Jay North`: a known given name with a word that is a surname only beside one."""
    given, _, family = name.partition(" ")
    return family in _QUARTERS and given in FORENAMES


def _without_land(content: str, run: re.Match[str], name: str) -> str:
    """`Louie Gebhardt`, of `the Fatherland Louie Gebhardt`: after an article no name begins before a known given name."""
    words = name.split(" ")
    if len(words) < 3 or words[0] in GIVEN_FIRST or not content.endswith(_ARTICLES, 0, run.start()):
        return name
    at = next((at for at, word in enumerate(words[1:-1], 1) if word in GIVEN_FIRST), 0)
    return " ".join(words[at:])


def _introduced(content: str, run: re.Match[str], name: str) -> bool:
    """Whether the words round a run of capitals say that a person is named; a possessive after it says no."""
    start, end = run.span()
    if content[end : end + 1] in ("'", "’"):
        return False
    if content[start - 1 : start] == " " and run.group().startswith(name):
        floor = max(0, start - _REACH)
        before = content[floor:start]
        last = before.rstrip(" ,").rpartition(" ")[2].lstrip('”"“(').casefold()
        if last in INTRODUCING or before.endswith("according to "):
            return True
        if before.endswith(", ") and any(map(before.__contains__, _OF)) and _OFFICE_BEFORE.search(before):
            return True
    elif run.group().partition(" ")[0] in _ACCORDING or (
        content.endswith("Secretary of ", 0, start) and run.group().startswith("State ")
    ):
        return True
    # Most runs go on with a blank and a word that begins none of these.
    beyond = content[end : end + 24]
    if beyond[:2] == ", " and beyond[2:4].isdigit() and beyond[4:5] == ",":
        return True  # `Ana Quist, 34, whose brother`
    after = beyond.lstrip(",").lstrip(" ")
    return after[:1] in _SPEAKING_BEGIN and after.partition(" ")[0].strip(".,:") in SPEAKING
