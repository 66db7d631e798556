"""The number of a month by its name: English, Spanish, French, German, and Italian and Latin, with what letters of older times wrote."""

from __future__ import annotations

_NAMES = (
    "january jan jany janr eno janry enero ene janvier janv januar jänner jener jenner jenn jän jann januarii januarius januario gennaio gennaro",
    "february feb feby febry febrero febo février febvrier febvrie fevrier févr fevr fev februar febr feber hornung februarii februarius februario feburier fév febbraio febbrar fbr",
    "march mar mch marzo mzo mars märz marz merz merzen märzen maerz mertz martii martius martio mart",
    "april apr apl app abril abr abl avril avr apvril aprill apprill apriel aprile aprilis aprili",
    "may mayo mai maj mey maii maius maji maio maggio",
    "june jun junio juin juing juni juny junii junius giugno brachmonat",
    "july jul julio juillet juil juill juli jully julii julius luglio heumonat",
    "august aug augt augst agosto ago agto août aout aoust augusti augustii augusto auguste agost",
    "september sept septr sep sepr septiembre septre sepbre sete setiembre septembre septbr septembr sepbr sepb sepm septm sbre setbre septambre sptbr 7ber 7br 7bre 7bris 7tbr 7tber septembris septembri septbris viibre settembre herbstmonat",
    "october oct octubre octe octre octobre oktober okt octbr octob oktob oktbr octb octm oktb octr octrobre 8ber 8br 8bre 8bris octobris octobri viiibre ottobre octu weinmonat",
    "november nov novr nobre nbre noviembre novre novembre novbr novb novm novambre nobr novembr novemb 9ber 9br 9bre 9bris novembris novembri ixbre wintermonat",
    "december dec decr déc diciembre dicbre dbre dizbre dizre dic décembre decembre dezember dez decbr decembr decem decemb decb decm desambre dezb dezemb xber xbr xbre xbris 10ber 10br 10bre decembris decembri dezembris dicembre christmonat",
)
MONTHS = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}
_LONG = {
    "jan": (1, ("uary", "uar", "vier")),
    "feb": (2, ("ruary", "ruar", "rero")),
    "fev": (2, ("rier",)),
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
juin septambre novambre juillet août aout septembre octobre novembre décembre decembre 7ber 8ber 9ber 10ber
xber 7bre 8bre 9bre 10bre xbre 7br 8br 9br xbr 7bris 8bris 9bris xbris janv févr fevr avr juil juill sept oct nov déc eno feb febr febo abr abl agto sete
sepbre octe octre novre dicbre dic juing aoust apvril febvrier fév fevrier dizre sbre setbre nobre nbre dbre
januarii februarii martii aprilis maii junii julii augusti septembris octobris novembris decembris dezembris
gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre
"""
_SMALL = frozenset(_WITHOUT_CAPITAL.split())
"""What Spanish, French, Italian and Latin write without a capital, and what begins with a figure."""
_OFTEN_WRONG = (
    "january february september october november december janvier février juillet septembre octobre novembre décembre januar februar oktober "
    "dezember febrero septiembre setiembre octubre noviembre diciembre"
)
_MISSPELT = tuple(_OFTEN_WRONG.split())
_JOINED = str.maketrans("", "", "'’")  # `Jan'y`
_LEAST = 5  # letters of a name in which one may be wrong


def month(word: str) -> int | None:
    """The month's number; None for other words, and for what English or German writes with a capital and this text does not."""
    if "." in word:
        first, _, last = word.partition(".")
        if last and (number := _DOTTED.get(first.casefold())):
            return number
        word = first + last.replace(".", "")
    word = word.translate(_JOINED)
    folded = word.casefold()
    if "a" <= word[0] <= "z" and word not in _SMALL and _modern(folded) not in _SMALL:
        return None
    return _number(folded)


def month_of_year(word: str) -> int | None:
    """The same of a word that a year follows: it may begin small in any language, and one letter may be wrong, lost or too many."""
    folded = word.casefold().replace(".", "").translate(_JOINED)
    return month(word) or _number(folded) or _misspelt(folded)


def _number(word: str) -> int | None:
    found = MONTHS.get(word) or MONTHS.get(_modern(word))
    return found or (_shortened(word) if word[:3] in _LONG else None)


def _modern(word: str) -> str:
    """The word with the letters i, j, u and v as we write them: `iuly`, `februarij`, `nouember`."""
    if word[0] == "i" and word[1:2] in ("a", "u"):
        word = f"j{word[1:]}"
    if "j" in word[2:]:
        word = word[:2] + word[2:].replace("ij", "ii").replace("ji", "ii")
    return f"nov{word[3:]}" if word[:3] == "nou" else word


def _misspelt(word: str) -> int | None:
    if len(word) < _LEAST:
        return None
    return next((MONTHS[name] for name in _MISSPELT if word[0] == name[0] and _one_off(word, name)), None)


def _one_off(word: str, name: str) -> bool:
    """Whether the one is the other but for a letter that is another, is left out, is there twice, or stands before its neighbour."""
    if abs(len(word) - len(name)) > 1:
        return False
    same = next((at for at, (one, other) in enumerate(zip(word, name, strict=False)) if one != other), -1)
    if same < 0:
        return True
    rest, right = word[same:], name[same:]
    return (
        rest[1:] == right[1:]
        or rest == right[1:]
        or rest[1:] == right
        or (rest[1::-1] == right[:2] and rest[2:] == right[2:])
    )


def _shortened(word: str) -> int | None:
    """The number of a month of which letters are left out: its beginning, and of the rest some in order up to the last, or the first."""
    (number, endings), rest = _LONG[word[:3]], word[3:]
    return number if rest and any(_left_of(rest, whole) for whole in endings) else None


def _left_of(rest: str, whole: str) -> bool:
    letters = iter(whole)
    return whole.startswith(rest) or (rest[-1] == whole[-1] and all(letter in letters for letter in rest))
