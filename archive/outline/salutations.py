"""Salutations of letters and speeches in four languages, as lines of their own or run into the first paragraph."""

from __future__ import annotations

import re
from functools import cache, lru_cache

_SEEN = 1024  # lines remembered: several rules ask of each, and lists repeat them
_REST = r"[^\n.,:;!?—]{0,80}?(?:(?:Dr|Mr|Mrs|Ms|St|Prof|Sen|Rep|Gov|Gen|Rev|Hon|Sr|Sra|Srta|Lic|Ing|Ew|M|Mme|[A-Z])\.[^\n.,:;!?—]{0,60}?){0,4}"
_ENGLISH = (
    r"(?:(?:My|Our)\s+)?(?:(?:very|most|ever|much|own)\s+)*(?:[Dd]ear(?:est)?|Honou?red|Respected|Esteemed|Beloved|Darling|Good (?=Sir|Madam|Friend)|Worthy (?=Sir|Friend)|Reverend)\b"
    rf"(?:,? (?:and|&) {_REST})?(?=\s|[,:;.!—–-]|$){_REST}"
    r"|(?:Sirs?|Madam|Gentlemen|Gents|Sir (?:or|and) Madam|Most Excellent Sir|Much Honou?red Sir|Honou?red Sir|Rev(?:erend|d|\.) (?:and dear )?Sir"
    r"|May it please your [A-Z]\w+|To [Ww]hom(?:soever)? [Ii]t [Mm]ay [Cc]oncern|Your (?:Excellency|Excellencies|Majesty|Grace|Honou?r|Holiness|Eminence)"
    r"|Excellenc(?:y|ies)|My (?:good |noble |honou?red )?(?:Lords?|Lady|Friend|Love|Darling|Child|Son|Daughter|Brother|Sister|Sirs?)"
    r"|Friends?|Comrades?|Colleagues|Brethren|Greetings|Hello(?: (?:all|everyone|everybody|[A-Z]\w+))?|Hi(?: (?:all|everyone|there|[A-Z]\w+))?"
    r"|Hey [A-Z]\w+|Good (?:morning|afternoon|evening|day)"
    r"|(?:Brothers and [Ss]isters|Friends and [A-Z]\w+|Ladies and [Gg]entlemen|Fellow[ -][Cc]itizens|(?:Mr|Mrs|Madam|Madame)\.? "
    r"(?:President|Speaker|Chairman|Chair|Chairwoman|Secretary|Secretary[- ]General|Editor|Ambassador|Senator|Prime Minister|Minister)"
    rf"|Members of [A-Z]\w+|To the (?:Editor|Editors|Honou?rable){_REST}|Your [A-Z]\w+){_REST})"
)
_SPANISH = (
    rf"(?:(?:Mi|Mis|Nuestr[oa]s?)\s+)?(?:(?:muy|más|bien)\s+)?(?:Estimad[oa]s?|Querid[oa]s?|Apreciad[oa]s?|Distinguid[oa]s?|Respetad[oa]s?|Recordad[oa]s?"
    rf"|Respetables?|Honorables?|Amad[oa]s?|Queridísim[oa]s?|Apreciable|Adorad[oa]|Ilustre|Excelent[ií]sim[oa]s?|Ilustr[ií]sim[oa]s?|Excm[oa]s?\.|Ilm[oa]s?\.)\b{_REST}"
    rf"|Muy (?:señor(?:a|es|as)?|Sr(?:a|es|as)?\.?)\s+(?:m[íi][oa]s?|nuestr[oa]s?){_REST}|(?:Señor|Señora|Señores|Señoras|Sr\.|Sra\.|Sres\.)(?:\s+(?:y\s+)?(?:Don\s+|Doña\s+)?[A-ZÁÉÍÓÚÑ]?{_REST})?"
    rf"|(?:Compañer[oa]s?|Compatriotas|Conciudadan[oa]s|Ciudadan[oa]s|Herman[oa]s?|Amig[oa]s?|Camaradas?)(?:\s+(?:y|m[íi][oa]s?|de|todos)\b{_REST})?"
    rf"|A quien(?:es)? corresponda|A quien(?:es)? pueda interesar|(?:De|Con) (?:mi|nuestra|toda mi) (?:mayor |más alta |más distinguida )?consideración"
    rf"|Hola{_REST}|Buenos días|Buenas tardes|(?:Su|Vuestra) (?:Excelencia|Majestad|Señoría|Eminencia|Santidad)|Hij[oa] m[íi][oa]{_REST}|Amigo (?:mío|y señor){_REST}"
)
_FRENCH = (
    rf"(?:(?:Mon|Ma|Mes|Notre|Nos)\s+)?(?:(?:très|bien|plus|tout|toute|bons?|bonnes?|vieux|vieille|pauvre)[\s-]+)*(?:[Cc]h[eè]re?s?|[Tt]rès [Hh]onorés?|[Ee]stimée?s?|[Aa]imée?s?)\b{_REST}"
    rf"|(?:Mon|Ma|Mes) (?:bons? |bonnes? |vieux |vieille |pauvre |petite? |grande? )*(?:amie?s?|ange|enfant|fils|fille|frère|sœur|Général|Colonel|Capitaine|Révérend|Prince|Père|Mère|cousine?)\b{_REST}"
    rf"|(?:Monsieur|Monsr|Mgr|Messrs|Madame|Messieurs|Mesdames|Mademoiselle|Mesdemoiselles|Monseigneur|(?:Comtesse|Marquise|Baronne)(?=\W*\Z)|Sire|Excellence|Éminence|Votre (?:Excellence|Majesté|Altesse|Éminence)"
    rf"|Citoyen(?:ne)?s?|Concitoyens|Camarades?|Bonjour|Bonsoir|Chers tous)(?:\s+(?:et|le|la|l[’'`]|les|[A-ZÉÈ]){_REST})?"
)
_GERMAN = (
    rf"(?:Sehr\s+|Hoch|Mein[e]?\s+|Unser[e]?\s+|Innigst\s+|Herzlich\s+)*(?:[Gg]eehrte[rs]?|[Vv]erehrte(?:ste)?[rs]?|[Ll]iebe[rs]?|[Ll]iebste[rs]?|[Tt]h?eure?[rs]?|[Tt]h?euerste[rs]?|[Ww]ert?h?e[rs]?"
    rf"|[Ww]ert?h?este[rs]?|[Gg]eliebte(?:ste)?[rs]?|[Bb]este[rs]?|[Gg]ute[rs]?|[Hh]ochgeehrte(?:ste)?[rs]?|[Hh]ochverehrte(?:ste)?[rs]?|[Hh]ochgeschätzte[rs]?|[Vv]erehrungswürdige(?:ster?)?|[Tt]reue[rs]?|[Aa]lter|[Hh]ochzu(?:ver)?ehrende[rs]?|[Vv]erehrl\w+|[Hh]ochedle[rs]?|[Ee]delste[rs]?|[Tt]rautester?|[Ll]ieben|[Hh]erzliebste[rs]?|[Vv]ielgeliebte[rs]?|[Hh]ochgeliebte[rs]?|[Hh]ochzu[vV]erehrende[rs]?)\b{_REST}"
    rf"|(?:Mein[e]?\s+)?(?:(?:[Hh]och|[Ss]ehr |[Vv]iel|[Ww]ohl|[Hh]erz)[a-zäöüß]*(?:e|er|ster|ste|ener)\s+(?:(?:und|u\.)\s+)?)(?:[A-ZÄÖÜa-zäöü][a-zäöüß]+(?:e|er|ster|ste)\s+){{0,2}}(?:Herr|Herren|Frau|Freund|Freundin|Fräulein|Vetter|Cousin|Bruder|Vater|Mutter|Schwester|Onkel|Tante|Kollege|College|Gönner|Meister|Fürst|Graf|Gräfin|Doctor|Doktor|Damen)\b{_REST}"
    rf"|(?:Hochwohlgeboh?re?ner|Hochgebor(?:e)?ner|Wohlgebor(?:e)?ner|Hochwürdiger|Hochwürdigster|Durchlauchtigster?|Allerdurchlauchtigster|Gnädig(?:st)?er?|Hochedelgebor(?:e)?ner|Gestrenger|Großmächtigster){_REST}"
    rf"|(?:E(?:w\.?|uer|ure[r]?|uro)) (?:Excellenz|Exzellenz|Hochwohlgeboh?re?n|Wohlgeboh?re?n|Majestät|Durchlaucht|Hochwürden|Gnaden|Königliche Hoheit|Hochgeboren){_REST}"
    rf"|Meine (?:sehr (?:geehrten|verehrten) )?(?:Damen und Herren|Herren|Damen){_REST}|Herr(?:n)? (?:Präsident|Professor|Doktor|Doctor|Redakteur|Geheimrat|Hofrat|Graf|Bruder){_REST}"
    rf"|(?:Hallo|Guten Tag|Guten Morgen|Grüß Gott|Liebste){_REST}|Freunde|Genossen|Kameraden|Mitbürger"
)
_NAME = r"(?: [A-ZÀ-Ý][\w.’'-]*){0,3}"
_FOND = (  # whose, at least one word of affection, who, and perhaps a name: nothing that a sentence could go on with
    r"M[Yy] (?i:(?:(?:very|own|ever|much|most|dear|dearest|darling|precious|beloved|loved|sweet|poor|blessed|little|old|good|kind|kindest|true|only|brave|esteemed),? )+"
    r"(?:mother|mam+a|mam+y|father|papa|sisters?|brothers?|sons?|daughter|boys?|girls?|child|children|wife|husband|friends?|aunt|uncle|cousins?|love|darling|pet|lord|lady|ones?|treasure))"
    rf"\b{_NAME}"
    r"|Mis? (?i:(?:(?:muy|más|siempre|bien|tan) )*(?:querid|queridísim|amad|amadísim|adorad|idolatrad|inolvidable|buen|pobre|dulce|estimad|apreciad|distinguid|respetad|recordad)[oa]?s?"
    r"(?: y [a-zà-ÿ]+[oae]s?)? (?:madre|padre|mam[áa]|mamacita|pap[áa]|hij[oa]s?|hijit[oa]s?|espos[oa]|herman[oa]s?|amig[oa]s?|prim[oa]s?|t[íi][oa]s?|abuel[oa]s?|señora?|compadre|comadre|general|doctor|vida))"
    rf"\b{_NAME}"
    r"|(?:Mon|Ma|Mes) (?i:(?:(?:très|bien|toute?|si) )*(?:bien[- ]aimée?s?|aimée?s?|adorée?s?|tendres?|doux|douce|excellente?s?|gentille?|jolie)(?: et [a-zà-ÿ]+)?"
    r" (?:amie?s?|ange|enfants?|fils|fille|frère|s(?:œ|oe)ur|père|mère|maman|papa|femme|mari|époux|épouse|cousine?s?|oncle|tante|maître|trésor))"
    rf"\b{_NAME}"
    r"|Meine? (?i:(?:(?:einzig|innig|herz|süß|arm|klein|alt|treu|lieb|liebst|gut|best|teur|theur|geliebt|heißgeliebt|goldig|hold)(?:e[rsn]?)?,? )+"
    r"(?:mutter|mama|mutti|vater|papa|eltern|frau|mann|schwester|bruder|sohn|tochter|kind|kinder|freund|freundin|schatz|herz|engel|tante|onkel|mädchen|junge))"
    rf"\b{_NAME}"
)
_ANY = f"{_ENGLISH}|{_SPANISH}|{_FRENCH}|{_GERMAN}|{_FOND}"
_END = r"\s*(?:[,:;!.—–-]|,?\s?--?)+"
_LINE = re.compile(rf"[\[“\"¡]?(?:{_ANY})(?:{_END}|\Z)(?:\s*[\]”\"])?\Z")
_SMALL_LINE = re.compile(
    r"(?:(?:my|mein[e]?|mon|ma|mi|sehr|hoch|tr[eè]s|muy|mes|meine)\s+)?(?:(?:very|sehr|tr[èe]s|bien|muy|own)\s+)?"
    r"(?:dear(?:est)?|lieb(?:e|er|ste|ster|en|sten)|verehrt(?:e|er|este|ester)|gut(?:e|er|ster|en)|best(?:e|er)|geehrter?|theur?er?|teurer?|ch[eè]re?s?|querid[oa]s?|estimad[oa]s?)\b"
    r"[^\n.:;!?—]{0,50}[,!:.—–-]*\Z",
    re.IGNORECASE,
)
_CAPITAL_LINE = re.compile(
    r"(?:(?:MY |MOST )?(?:VERY )?(?:DEAR(?:EST)?|HONOU?RED|BELOVED)\b[^\n.:;!?]{0,50}|SIRS?|GENTLEMEN|MADAM|MONSIEUR|MADAME|MESSIEURS|SIRE|MUY SEÑOR(?:ES)? (?:M[IÍ]O|NUESTRO)S?"
    r"|(?:FELLOW[ -]CITIZENS|LADIES AND GENTLEMEN|FRIENDS)[^\n.:;!?]{0,50}|TO THE EDITOR[^\n.:;!?]{0,40})"
    r"\s*[,:;.!—–-]*\Z"
)
_RUN_IN_CAPITALS = re.compile(
    r"(?:(?:MY |MOST )?(?:VERY )?(?:DEAR(?:EST)?|HONOU?RED|BELOVED|RESPECTED)(?: [A-Z][A-Za-z.]+){0,8}|SIRS?|GENTLEMEN|MADAM|MONSIEUR|MADAME|MESSIEURS|SIRE"
    r"|FELLOW[ -]CITIZENS(?: [^\n.:;!?,—-]{2,60})?|LADIES AND GENTLEMEN)\s?(?:[,:;.!]\s?)?(?:--|—|–|-|[,:.;!])[-—–]?\s?(?=\S)"
)
_RUN_IN = re.compile(
    rf"(?:{_ANY})(?:\s?[,:;.!]?\s?(?:--+|—|–)\s?|[,:;!]\s+(?=[A-ZÁÉÍÓÚÑÜÄÖÀÂÇÈÊËÎÏÔÛ¿¡“\"«(])|[!]\s+|\.\s?[-—–]+\s?)(?=\S)"
)
_RUN_IN_SMALL = re.compile(rf"(?:{_ANY})[,;]\s+(?=[a-zà-ÿ])")
_RUN_IN_LOWER = re.compile(
    r"(?:(?:mein[e]?|my|mon|ma|mi)\s+)?(?:(?:very|sehr|own)\s+)?(?:dear(?:est)?|lieb(?:e|er|ste|ster)|guter?|verehrt(?:e|er|este|ester)|th?eurer?|ch[eè]re?|querid[oa])\s"
    r"(?:(?:und|and|et|y)\s)?[^\W\d_a-zà-ÿ][\w.’'-]*(?:\s[^\W\d_a-zà-ÿ][\w.’'-]*){0,3}\s?[,!:]\s?(?=\S)"
)
_WEAK = re.compile(
    r"(?:Friends?|Comrades?|Greetings|Amig[oa]s?|Herman[oa]s?|Freunde|Good|Gute[rs]?|Alter|Liebste[rs]?|Darling|Colleagues|Worthy|Honou?red|Querid[oa]|Estimad[oa]|Honorable|Ilustre)\b"
)
_TITLE_ALONE = re.compile(
    r"(?:Monsieur|Monsr|Madame|Mademoiselle|Messieurs|Mesdames|Comtesse|Marquise|Baronne|Sir|Sirs|Gentlemen|Madam|Señor|Señora|Señores|Excellenz|Exzellenz)\Z"
)
_KIND = re.compile(
    r"(?:(?:Mi|Mis|My|Mein[e]?|Mon|Ma)\s)?(?:(?:[Mm]uy|[Vv]ery|[Ss]ehr|[Tt]rès|[Ss]iempre)\s)?(?:Inolvidable|Fin[oa]|Buen[oa]?|Simp[áa]tic[oa]|Ador(?:ad|abl)[ea]|Recordad[oa]|Idolatrad[oa]|Apreciab(?:le|ilísim[oa])|Hij[oa]|Mam[áa]|Pap[áa]|Prim[oa]|T[íi][oa]|Compadre|Comadre|Herman[oa]|Amig[oa]|Espos[oa]"
    r"|Kind|Good|Old|Friend|Mister|(?:Mr|Mrs|Dr|Sr|Sra|Mme|Messrs)\.?|Miss|Brother|Sister|Mother|Father|Uncle|Aunt|Cousin|Son|Daughter|Bon(?:ne)?|Vieux|Cousin[e]?|Alter|Guter|Bester|Beste)(?!\w)[^\n.:;!?]{0,40}[,:;!.—–-]*\Z"
)
_NAMED = re.compile(r"[^\W\d_a-zà-ÿß][\w’'-]+(?:,? [^\W\d_][\w’'-]+){0,3}[!,]\Z")
_SPEECH = re.compile(
    r"\b(?:Mr\.?|Madam|Madame) (?:President|Speaker|Chair\w*)|Ladies and gentlemen|Fellow[ -]citizens|Brothers and sisters|My fellow|Compatriotas|Conciudadan|Señoras y señores"
    r"|Señor(?:a)? [Pp]residente|Mesdames(?:,)? (?:et )?[Mm]essieurs|Messieurs|Damen und Herren|Mitbürger|Distinguished (?:delegates|guests|members)|Comrades|Compañer[oa]s",
    re.IGNORECASE,
)
_PROSE_WORD = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|said|es|son(?!\W*\Z)|era|fue|está|han|est|sont|était|avait|ist|sind|war|hat|haben|wurde|wird|vous|nous|fait|font|you|sends?|wishes|joins?|l[äa](?:ß|ss)t|grü(?:ß|ss)t|Ihnen|manda|saluda|te|os)\b"
)

_COURTLY = re.compile(
    r"(?:aller)?(?:hoch|höchst|wohl|durchl[aeä][uüy]+ch|gnädig|gro(?:ß|ss|s)mächtig|gestreng|insonders|hoch ?edel?)(?!ach|zeit|haus|wasser|mut|schul|druck|ofen|adel|verrat)[\w-]*\W",
    re.IGNORECASE,
)
_COURTLY_WORD = re.compile(
    r"(?:(?:aller)?(?:hoch|höchst|wohl|sehr |viel|innig|theuer|teuer|lieb|wert|werth|verehr|geehr|geschätz)[\w-]*(?:e[rsn]?|te[rsn]?)[,!.]?(?: (?:und |u\. )?|\Z)){1,3}\Z",
    re.IGNORECASE,
)
_RANK = re.compile(
    r"(?:herr(?:n|en|in)?|frau|fräulein|gr[aä]f(?:in)?|könig(?:in)?|fürst(?:in)?|ka[iy]ser(?:in)?|prinz(?:essin)?|freiherr|baron|patron|gönner"
    r"|[\w-]*rath?|magistrat|senat|regierung|consistorium|konsistorium|ministerium|collegium|kollegium|facultät|fakultät|akademie|academie|direction|direktion|redaction|redaktion|comité|vorstand)\b",
    re.IGNORECASE,
)
_HONOURS = re.compile(
    r"(?:(?:Excm|Exm|Ilm|Illm|Iltm|Rvdm|Rvm)[oa]s?\.? (?:e \w{2,4}[oa]s?\. )?(?:Señor(?:a|es)?|Sr(?:a|es)?\.?|S\.)|Muy (?:Ilustre|Reverend[oa]|Respetable) Señor(?:a|es)?)\s?[:,]\Z"
)
_CLAUSE_END = re.compile(r"[.,!]\s*")
_SHORTENED = re.compile(
    r"\s(?:k(?:ai|ay|a)?s(?:er)?l|k(?:ö|oe)?n?i?gl|k|u|hoch?l|löbl|p+|etc|&c)\.(?=\s|\Z)", re.IGNORECASE
)  # "ksl.", "p. p."
_COURTLY_MOST = 160
_COURTLY_WORDS = 12  # of each title


@lru_cache(maxsize=_SEEN)
def salutation_line(text: str) -> bool:
    """Whether the line is a salutation and nothing else."""
    if _courtly(text) or _HONOURS.match(text) is not None:
        return True
    if not 2 < len(text) <= 110 or text.count(" ") > 15:
        return False
    if _CAPITAL_LINE.match(text):
        return True
    if not _LINE.match(text):
        small = len(text) <= 60 and text.count(" ") <= 6 and _SMALL_LINE.match(text) is not None
        return _several(text) or (small and _PROSE_WORD.search(text) is None and text.count(",") <= 2)
    if _PROSE_WORD.search(text):
        return False
    closed = text.rstrip('”"])')[-1:] in tuple(",:;!—–-")
    if _TITLE_ALONE.match(text):
        return True
    if text.endswith(".") or not closed:
        return bool(
            text.count(" ") <= 7 and not _WEAK.match(text) and (text.endswith(".") or text.count(" ") >= 1)
        )
    return True


def _courtly(text: str) -> bool:
    """Whether it is a row of titles as German subjects wrote them: "Hochgeborener Reichsgraf. Gnädiger Herr."."""
    if len(text) > _COURTLY_MOST or _COURTLY.match(text) is None or _RANK.search(text) is None:
        return False
    titles = [title for title in _CLAUSE_END.split(_SHORTENED.sub(" ", text)) if title.strip()]
    return (
        _PROSE_WORD.search(text) is None
        and all(title.count(" ") < _COURTLY_WORDS for title in titles)
        and all(title[0].isupper() for title in titles)
    )


def courtly_word(text: str) -> bool:
    """Whether a line is the first of a salutation over two: "Hochgeehrtester", above "Herr General-Musikdirector!"."""
    return len(text) <= 45 and _COURTLY_WORD.match(text) is not None


def greeting(text: str) -> bool:
    """Whether the line may be a salutation that bears no mark at its end: "Querida hermana"; its place must tell as well."""
    if not 2 < len(text) <= 60 or text.count(" ") > 7 or _PROSE_WORD.search(text) is not None:
        return False
    return (
        _LINE.match(text) is not None or _SMALL_LINE.match(text) is not None or _KIND.match(text) is not None
    )


def named_line(text: str) -> bool:
    """Whether the line may be a salutation that is a name and no more: "Hannah!", "Bester Vater!"; only its place can tell."""
    return len(text) <= 40 and _NAMED.match(text) is not None and _PROSE_WORD.search(text) is None


def calling(text: str) -> bool:
    """Whether a line may call whom a letter is to in words that are no greeting: "HARRY,", "Eminenza Reverendissima,"; only its place can tell."""
    return (
        3 < len(text) <= 60
        and text[-1] in ",!"
        and text[0].isupper()
        and text.count(" ") <= 6
        and not any(character.isdigit() for character in text)
        and _PROSE_WORD.search(text) is None
    )


@cache
def _one_of_several() -> re.Pattern[str]:
    """Made where it is first asked for: few texts have a row of salutations, and it takes as long as ten modules to load."""
    return re.compile(
        rf"(?:(?i:and|y|et|und|e)\s+)?(?:(?i:members|fellow|my|our|distinguished|honou?red|dear|chers?|chères?|queridos|queridas|estimad[oa]s|señor(?:es|as|a)?|amig[oa]s|compañer[oa]s|delegad[oa]s|meine|sehr|liebe[rs]?|verehrte|delegates|guests|friends|comrades|colleagues|ladies|gentlemen|brothers|sisters|mesdames|messieurs|camarades|délégués|collègues|freunde|genossen|genossinnen|kolleg(?:en|innen)|damen|herren)\b|{_ANY}|[A-ZÁÉÍÓÚÑÜÄÖ]).{{0,60}}\Z"
    )


def _several(text: str) -> bool:
    """Whether it is a row of salutations: "Señor Presidente, señoras y señores:"."""
    if text[-1] not in ",:!—" or _PROSE_WORD.search(text):
        return False
    first, *others = text[:-1].rstrip().split(",")
    if not others or len(others) > 5 or not _LINE.match(first + ","):
        return False
    several = _one_of_several()
    return all(several.match(other.strip()) is not None for other in others)


def run_in_salutation(text: str) -> int:
    """How long the salutation is that opens this paragraph; 0 if none does.

    Negative, if it is one only where a letter may begin: after a date or an address, or at the top.
    """
    head = text[:160]
    if found := _RUN_IN_CAPITALS.match(head):
        return len(found.group().rstrip())
    found = _RUN_IN.match(head) or _RUN_IN_SMALL.match(head) or _RUN_IN_LOWER.match(head)
    if found is None or _PROSE_WORD.search(found.group()) or found.group().count(" ") > 9:
        return 0
    return -len(found.group().rstrip())


@lru_cache(maxsize=_SEEN)
def spoken(text: str) -> bool:
    """Whether a salutation is one of a speech to an audience."""
    return _SPEECH.search(text) is not None
