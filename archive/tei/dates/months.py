"""The number of a month by its name: English, Spanish, French, German, with what letters of older times wrote."""

from __future__ import annotations

_NAMES = (
    "january jan jany janr ianvier eno janry enero ene janvier janv januar jänner jenner jän jann januarii januarius januarij",
    "february feb feby febry febrero febo février febvrier fevrier févr februar febr feber hornung februarii februarius feburier fév",
    "march mar mch marzo mzo mars märz marz merz maerz mertz martii martius",
    "april apr apl app abril abr abl avril avr apvril aprill aprilis",
    "may mayo mai maj mey maij maii maius",
    "june jun junio juin iuin juing juni juny junij junii junius brachmonat",
    "july jul julio juillet iuillet juil juill juli julij julii julius heumonat",
    "august aug augt agosto ago agto août aout aoust augusti auguste",
    "september sept septr sep sepr septiembre septre sepbre sete setiembre septembre septbr septembr sepbr sepb sepm septm sbre setbre septambre sptbr 7ber 7br 7bre 7bris 7tbr 7tber septembris herbstmonat",
    "october oct octubre octe octre octobre oktober okt octbr octob oktob oktbr octb octm oktb octr octrobre 8ber 8br 8bre 8bris octobris weinmonat",
    "november nov novr nobre nbre noviembre novre novembre novbr novb novm novambre nobr novembr novemb 9ber 9br 9bre 9bris novembris wintermonat",
    "december dec decr déc diciembre dicbre dbre dizbre dizre dic décembre decembre dezember dez decbr decembr decem decemb decb decm desambre dezb xber xbr xbre xbris 10ber 10br 10bre decembris christmonat",
)
MONTHS = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}
_LONG = {
    "jan": (1, ("uary", "uar", "vier")),
    "feb": (2, ("ruary", "ruar", "rero")),
    "fév": (2, ("rier",)),
    "apr": (4, ("il",)),
    "aug": (8, ("ust",)),
    "sep": (9, ("tember", "tembre")),
    "spt": (9, ("ember", "embre")),
    "oct": (10, ("ober", "obre")),
    "okt": (10, ("ober",)),
    "nov": (11, ("ember", "embre")),
    "dec": (12, ("ember", "embre")),
    "déc": (12, ("embre",)),
    "dez": (12, ("ember",)),
}  # what follows the first letters of the months that are often shortened from within: "Decr", "Septbr", "Janry"
_DOTTED = {"en": 1, "ab": 4, "ag": 8, "dic": 12, "diz": 12}
"""What Spanish clerks write before a dot and the last letters: `En.o`, `Dic.re`."""

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
ROMAN = {name: number for number, name in enumerate(_ROMAN, 1)}
_WITHOUT_CAPITAL = """
enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre janvier février mars avril mai
juin iuin iuillet ianvier septambre novambre juillet août aout septembre octobre novembre décembre decembre 7ber 8ber 9ber 10ber
xber 7bre 8bre 9bre 10bre xbre 7br 8br 9br xbr janv févr fevr avr juil juill sept oct nov déc eno feb febo abr abl agto sete
sepbre octe octre novre dicbre dic juing aoust apvril febvrier fév fevrier dizre sbre setbre nobre nbre dbre
"""
_SMALL = frozenset(_WITHOUT_CAPITAL.split())
"""What Spanish and French write without a capital, and what begins with a figure."""


def month(word: str) -> int | None:
    """The month's number; None for other words, and for what English or German writes with a capital and this text does not."""
    if "." in word:
        first, _, last = word.partition(".")
        if last and (number := _DOTTED.get(first.casefold())):
            return number
        word = first + last.replace(".", "")
    if "a" <= word[0] <= "z" and word not in _SMALL:
        return None
    folded = word.casefold()
    return MONTHS.get(folded) or (_shortened(folded) if folded[:3] in _LONG else None)


def _shortened(word: str) -> int | None:
    """The number of a month of which letters are left out: its beginning, and of the rest some in order up to the last, or the first."""
    (number, endings), rest = _LONG[word[:3]], word[3:]
    return number if rest and any(_left_of(rest, whole) for whole in endings) else None


def _left_of(rest: str, whole: str) -> bool:
    letters = iter(whole)
    return whole.startswith(rest) or (rest[-1] == whole[-1] and all(letter in letters for letter in rest))
