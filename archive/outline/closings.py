"""Complimentary closes in four languages: as lines of their own, and as the last words of a paragraph."""

from __future__ import annotations

import re
from functools import lru_cache

from archive.outline.courtesies import courteous
from archive.outline.names import addressed, name_like, small

_SEEN = 1024  # lines remembered: several rules ask of each, and lists repeat them
_SHORT = 120  # characters of a line that says no more than whose the writer is
_MARKS = " ,.!—–-"
_SERVANT = r"(?:servant|serv[’']?t|serviteur|servante|servidor(?:a)?|Diener|Knecht|friend|amigo|ami|Freund)"
_DEVOTED = r"affectionately|lovingly|sincerely|truly|faithfully|respectfully|cordially|gratefully|devotedly|fondly|fraternally|tenderly|obediently"
_START = (
    r"(?:(?:(?:Very|Most|Yours?)\s+)?(?:[Ss]incerely|[Rr]espectfully|[Cc]ordially|[Tt]ruly|[Ff]aithfully|[Ff]raternally|[Aa]ffectionately|[Gg]ratefully|[Ll]ovingly|[Hh]umbly)\b"
    r"|Yours(?: (?:very|most|ever|in|as|till|until|always|sincerely|affectionately|truly|faithfully|respectfully|etc|&c))?\b|(?:Ever|Always|Believe me|As ever|As always|I remain),? (?:my |ever |dear |yours|sincerely|\w+ yours)"
    r"|(?:With|In|My|Our|Much) (?:(?:my|our|the|all|every|best|kind|kindest|warm|warmest|great|greatest|high|highest|sincere|sincerest|deep|deepest|much|most|good|true|perfect|very)[, ]+(?:and )?)*"
    r"(?:regards?|wishes|thoughts|remembrances?|greetings|sympathy|kisses|respects?|love|esteem|solidarity|thanks|gratitude|appreciation|consideration|peace|affection|compliments|hope|truth|friendship|faith)\b"
    r"|(?:Kind|Best|Warm|Warmest|Kindest) (?:regards|wishes)|Regards|Best|Cheers|Thanks|Many thanks|Thank you|Love|All (?:the|my) best|In (?:solidarity|peace|struggle)"
    r"|(?:And )?I (?:am|remain|have the honou?r to (?:be|remain)|beg to (?:be|remain)|subscribe myself|shall ever be|rest),? (?:with |dear |my |your |yours|Sir|Gentlemen|Madam|very |most |ever |always |etc|&c|as ever|affectionately|sincerely|respectfully|truly)"
    r"|(?:Believe|Consider) me(?: to (?:be|remain))?,? |We (?:are|remain|have the honou?r to (?:be|remain)),? (?:with |dear |your |yours|Sir|Gentlemen|very |most |respectfully|sincerely)"
    r"|Your(?:s)? (?:\w+,? (?:and )?){0,4}(?:servant|friend|serv[’']?t|son|daughter|brother|sister|mother|father|husband|wife|cousin|nephew|uncle|aunt|humble|obedient|loving|affectionate|obt)\b|Adieu\b|Farewell\b|God bless you|Respectfully submitted"
    r"|Atentamente|Cordialmente|Afectuosamente|Respetuosamente|Sinceramente|Fraternalmente|Solidariamente|Muy atentamente|Atte\b|(?:Le|Les|Lo|La|Te|Os) saludan?(?: (?:muy )?(?:atenta|cordial|afectuosa|fraternal)mente)?"
    r"|(?:Un|Con un|Reciba[n]?|Recibe|Mis|Con mis|Cordiales|Afectuosos|Muchos|Atentos|Nuestros) (?:\w+ ){0,3}(?:saludos?|abrazos?|besos?|respetos?|recuerdos)\b|Saludos\b|Abrazos\b|Besos\b|(?:Quedo|Queda|Soy|Se despide|Se reitera|Me reitero|Me despido|Quedamos) (?:de |suyo|su |a sus |con )"
    r"|Su(?:yo)? (?:afect[íi]sim[oa]|afm[oa]|atent[oa]|segur[oa]|servidor|amig[oa])|(?:Q|B)\. ?(?:B|S|L)\. ?(?:S|L)?\.? ?M|Dios guarde a|Tuyo\b|Suy[oa]\b|Siempre (?:suyo|tuyo)|(?:Sabes?|Ya sabe|Sabe usted) que (?:le|te|lo) (?:quiere|estima|aprecia)|(?:Le|Te|Os|Lo|La) (?:quiere|abraza|besa|estima|aprecia|desea)n? |En solidaridad|Con (?:toda |mi |nuestra |la |el )?(?:más |mayor |alta |distinguida )*(?:consideración|estima|respeto|aprecio|afecto|cariño|solidaridad)\b|Sin otro particular|Sin más(?: por el momento)?|Agradeciendo (?:de antemano|su)|Hasta (?:pronto|siempre|la victoria)"
    r"|(?:Veuillez|Je vous prie d[’'’](?:agréer|accepter|recevoir|y)|Daignez|Agréez|Recevez|Acceptez|Croyez|Nous vous prions)\b|(?:Je (?:suis|reste|demeure)|J[’'’]ai l[’'’]honneur d[’'’]être),? (?:avec|votre|bien|tout|très|Monsieur|Madame|,|mon|ma|pour)"
    r"|(?:Bien|Très|Tout|Toujours|Amicalement|Sincèrement|Fraternellement) (?:cordialement|amicalement|respectueusement|sincèrement|affectueusement|dévoué|à (?:vous|toi))|Cordialement|Amicalement|Amitiés|Fraternellement|Respectueusement|Salut et (?:fraternité|respect)|Mille (?:amitiés|tendresses|compliments|baisers)"
    r"|Votre (?:\w+[, ]+(?:et )?){0,5}(?:serviteur|servante|ami|amie|dévouée?|fils|fille|frère|sœur|affectionnée?)\b|(?:Ton|Ta|Votre) (?:vieil |vieux |fidèle |dévouée? )*(?:ami|amie|fils|fille|frère|sœur)\b|Je (?:vous|t[’'’]) ?(?:embrasse|salue|serre)|À (?:vous|toi|bientôt)|Tout à vous|Bien à vous|(?:Avec|Meilleures|Sincères|Mes) (?:(?:toute|ma|mes|nos|meilleure?s?|plus|sincères?|cordiales?|respectueu\w+|haute|considération) )*(?:salutations|amitiés|sentiments|hommages|respects|considération|compliments)"
    r"|(?:Mit|Unter) (?:\w+ ){0,5}(?:Gr[üu](?:ß|ss)e?n?|Hochachtung|Achtung|Verehrung|Empfehlung(?:en)?|Wunsch|Wünschen|Dank|Ergebenheit|Ehrfurcht|Liebe|Hochschätzung|Gruß)\b|(?:Viele|Herzliche|Beste|Liebe|Freundliche|Schöne|Tausend|Herzlichst|Herzlichen|Besten) (?:\w+ ){0,2}(?:Gr[üu](?:ß|ss)e?|Grüßen|Gruß)|Hochachtungs?voll|Ergebenst|Herzlichst|Herzlich|Freundlichst|Auf (?:\w+ )?Wiederseh[e]?n"
    r"|(?:Ihr[e]?|Dein[e]?|Euer|Eure|Ew\. \w+|Ganz) (?:\w+[, ]+(?:und )?){0,5}(?:ergebene?[rs]?|ergebenste?[rs]?|gehorsamste[rs]?|treue[rs]?|getreue[rs]?|unterthänigste[rs]?|untertänigste[rs]?|dankbare[rs]?|Freund|Diener|Sohn|Bruder|Vater|Tochter|Schwester|Mutter|Ihrige|Deinige|alter|alte|aufrichtige[rs]?|verbundene[rs]?|liebende[rs]?)\b|(?:Ganz |Stets )?(?:der|die) (?:Ihrige|Deinige|Eurige)|(?:Leben|Leb[et]?|Gehaben) (?:Sie )?(?:nun |denn |recht )*woh?l|(?:Ich )?(?:bin|verharre|verbleibe|bleibe|habe die Ehre)(?: ich)?,? (?:mit|in|Ihr|Dein|stets|unter|Ew|zu sein|zu verharren)|In (?:alter|treuer|herzlicher|aufrichtiger|vorzüglicher) \w+)"
)
_LINE = re.compile(_START)
_FORM = re.compile(
    r"(?:(?:de )?your (?:excellency|lordship|ladyship|grace|honou?r|majesty|highness|worship|reverence)(?:[’']?s|s[’'])?|(?:de )?v[oô]s?tre (?:altesse|excellence|majesté|grandeur|éminence|seigneurie)[^.!?]{0,20}"
    r"|(?:ewr?\b\.?|e[uü][eë]?re?[rsnm]? (?=hoch|wohl|ex[cz]|gnad|durchl|maj|königl|kaiserl|erl|edl|k\.|ksl)|meine[rs] (?:hoch|insonders)|(?:meines |m\. )?(?:hoch|wohl)(?:edel|wohl)?ge[bl][^.!?]{0,60}(?=herrn?\b|prof)) ?[^.!?]{0,90}"
    r"|(?:my )?(?:dear )?(?:sirs?|madam|gentlemen|lord)|(?:mon (?:tr[eè]s )?cher )?monsieur|madame|mademoiselle|monseigneur|messieurs|(?:de )?(?:vd|ud|usted|vuestra|v\. ?[esm])\b\.?[^.!?]{0,20})[,.!]?\Z",
    re.IGNORECASE,
)  # how the other is addressed within a close
_BARE = re.compile(
    r"(?:Hochachtung|Verehrung|Ergebenheit|Ehrerbietung|Ehrfurcht|Achtung|Freundschaft|Ihr|Ihre|Dein|Deine|Euer|Yours|Your|Suyo|Tuyo|Votre|Tien|Vale|Vostro|Adieu|Adiós|Adios|Best|Love|Lebe?t? wohl|Farewell|Tschüss|Gruß|Grüße|Saludos|V\. S\.|(?:[SQBLM]\. ?){3,6}|&c\.?|etc\.)[,.!:—–-]?\Z"
)
_LEADS_UP = re.compile(
    r"(?:(?:(?:sehr |ganz )?(?:ergeb(?:en|n)\w*|gehors\w+|unterth\w+|getreu\w*|dankbar\w*)\b)|(?:(?:stets|immer|ewig|ganz|wie immer|in (?:treue|eile|liebe)|von (?:ganzem )?herzen|mit \w+|herzlichst?|treulichst?|treu|freundlichst|ergebenst|gehorsamst|bin ich|verbleibe ich|verharre ich)[,. ]+)*(?:und )?(?:ihre?[mnrs]?|deine?[mnrs]?|(?-i:d\.)|euere?[mnrs]?|eure?[mnrs]?|ew\w*\.?)(?!\w)"
    r"|(?:[^\W\d_]+\.?\s+){0,3}gr[uü](?:ß|ss)(?:e|en|t|et)?\b|(?:tausend |viele |herzliche |innige )*k[üu](?:ß|ss)(?:e|chen)?\b|leb(?:en sie|e|t)? (?:recht )?wo[h]?l|(?:mit|in|unter) [^.;]{0,50}(?:hochachtung|ergebenheit|verehrung|liebe|treue|freundschaft|hochschätzung|gesinnung\w*|ehrfurcht|achtung|gr(?:ü|u)(?:ß|ss)e?n?)\b|herzlich(?:st|e|en)?\b|hochachtungsvoll\w*|treulichst|ergebenst\w*|gott befohlen|adieu|ad[ie]{2}u"
    r"|(?:bien |tr[èe]s |tout |toujours )*(?:votre|v[ôo]tre|ton|ta|vos|à vous|à toi)\b[^.;:?]{0,55}(?:\bd[ée]vou\w+|serviteur|servante|amie?|fid[èe]le\w*|affectionn\w+|respectueu\w+|reconnaissant\w*|fils|fille|fr[èe]re|soeur|sœur|m[èe]re|p[èe]re)|(?:mille |bien des |mes |nos )?(?:baisers|amiti[ée]s|tendresses|compliments|hommages|respects)\b|(?:je|nous) (?:vous|t[e’'])\s?\w{0,4}\s?(?:embrass|salu|serr)\w+|(?:affectueu|respectueu|cordiale|sinc[èe]re|amicale|fraternelle)\w*"
    r"|(?:ever |always |most |very |believe me,? |i (?:am|remain),? )*(?:yours?|thine|thy)\b|(?:with |my |our |much |lots of |all |best |kind |kindest |warm )+(?:love|regards|kisses|respects?|wishes|esteem|compliments)\b|(?:affectionate|sincere|faithful|respectful|grateful|cordial|fraternal|loving|tru)ly\b"
    r"|(?:su|tu|vuestr[oa]|siempre (?:su|tu))\b[^.;:?]{0,50}(?:\bamig[oa]|servidor\w*|hij[oa]|herman[oa]|afect\w+|affm\w+|s\. ?s\.|capell[áa]n|madre|padre|espos[oa])|(?:un |mil |muchos |con un |recib[ae]n? )*(?:abrazos?|besos?|saludos?|recuerdos)\b|(?:afectuosa|atenta|cordial|respetuosa|sincera)mente)",
    re.IGNORECASE,
)
_YOUR_OWN = re.compile(
    r"(?:(?:\b(?:dein|ihr|euer)e?|\bew\.)(?:\s+(?:(?:sehr|ganz|stets|immer|und|u\.|aufrichtig|dankbar|herzlich|treu)|\w+(?:er|ne|ste|nste|bene|eue|lte|nkbare)))"
    r"{1,4}|\b(?:grüß|grüss|empfehl)\w*,?\s+(?:dein|ihr|euer)e?)[,.!]?\Z|\b(?:votre|ton|ta)\s[^.;:!?]{0,40}(?:dévouée?|serviteur|amie?|affectionnée?)[,.]?\Z"
    r"|\b(?:yours?)\s(?:[a-z]+\s?,?(?:and )?){0,4}(?:servant|friend|truly|sincerely|faithfully|affectionately|respectfully|son|daughter|brother|sister)[,.]?\Z"
    r"|\b(?:obedient|humble|faithful|obliged|gehorsam\w*|ergeben\w*|treue\w*|dankbar\w*|liebende\w*|obéissant\w*|fidèle|atent[oa]|segur[oa]|humilde)\b[^.;:!?]{0,30}\b(?:servant|friend|son|daughter|brother|sister|diener|dienerin|sohn|tochter|freund|freundin|bruder|schwester|knecht|schüler|verehrer|serviteur|servante|amie?|servidora?|amig[oa])(?:,? q\. ?[bsl. ]+m\.?)?[,.]?\Z"
    r"|\bsu\s[^.;:!?]{0,40}(?:servidora?|amig[oa]|afect\w+)[,.]?\Z"
)  # asked of a line in small letters
_GOES_ON = re.compile(
    rf"(?i:dear sir|sir|gentlemen|madam|monsieur|madame|señor|with |your |yours|most |and |obedient|humble|affectionate|faithful|obliged|sincere|very |respectful|in |for |votre |très |et |avec |l[’']|de |mes |ihr|ergeb|gehors|unterth|treu|und |dein|su |y |que |muy |seguro|atento|&c|etc)|.*\b{_SERVANT}\b"
)
_RUN_IN = re.compile(
    rf"[.!?;:,—)”\"’»-](?:(?<=[.!?;:,—])|(?<=--)|(?<=[.!?;:]\))|(?<=[.!?][”\"’»]))\s+(?={_START}|(?:Herzlich(?:st)?\s)?(?:Ihr|Dein|Ihre|Deine|Euer|Eure|Yours|Suyo|Tuyo)(?:\s[A-ZÄÖÜ][\w.]*){{0,3}}[,.]?\Z)"
)
_SENTENCE = re.compile(r"[.!?]\s+[A-ZÁÉÍÓÚÑÜÄÖÀÂÇÈÊËÎÏÔÛ]")
_ABBREVIATED = re.compile(
    r"\b(?:obedt?|hum|hble|humb|obt|most|serv[’']?t?|Mr|Mrs|Dr|St|M|Mme|Sr|Sra|V|U|S|B|L|Q|D|Ew|affm?[oa]?|afm?[oa]|etc|&c|[A-Z])\.\s+[A-Z]"
)
_YOURS = re.compile(
    r"[-—–]*\s?(?:and |& )?(?:ever|always|most|very|as (?:ever|always)|believe me|i (?:am|remain)|[a-z]{4,}ly|with \w+ \w+)\b[^.;:?!\n]{0,75}?\b(?:yours|your[’']s|y[’']rs|thine)"
    rf"(?:\s(?:{_DEVOTED}))?(?P<rest>\W*\Z|[\s,.—–-]+(?-i:(?=[A-ZÀ-Ý]))[^\n]{{1,40}})",
    re.IGNORECASE,
)  # "Most sincerely & affectionately yours M. R."
_DEVOTEDLY = re.compile(
    rf"[-—–]*\s?(?:(?:yours|your|ever|always|as ever|most|very|with love)[, ]+)*(?:(?:{_DEVOTED})(?:,? (?:and|&) |, )?){{1,3}}(?P<rest>\W*\Z|[\s,.—–-]+(?-i:(?=[A-ZÀ-Ý]))[^\n]{{1,40}})",
    re.IGNORECASE,
)
_FAREWELL = re.compile(
    r"[-—–]*\s?(?:good[- ]?b(?:y|ye|ie)|farewell|fare (?:you|thee) well|god (?:bless|keep|be with)|the lord (?:bless|keep)|a ?dieu|adi[oó]s|(?:que )?dios (?:te|le|les|los|os) (?:bendiga|guarde|ampare)|leb(?:en sie|e|t)? (?:nun |denn |recht |immer |sehr )*woh?l)\b[^.;:?!\n]{0,45}[,.!—–-]*\Z",
    re.IGNORECASE,
)
_STRONG = re.compile(
    r"(?i:honou?r to (?:be|remain)|honneur d[’']être|great(?:est)? respect|esteem|regard\b|servant|serviteur|servidor|diener|knecht|yours|obedient|veuillez|agréer|agréez|ergeb|gehorsam|affectionate|afm|sincerely|respectfully|faithfully|cordial|atent|afect|dévoué|hochacht|freund\b|friend\b|ami\b|amigo|saluda|dios guarde|adieu|lebe? wohl|leben sie wohl|&c|salutations|amitiés|gr[üu](?:ß|ss)(?:e|en)?\b|saludos|recuerdos|abrazo|embrasse|ihrige|deinige|\b(?:ihre?|deine?|euer|eure)\b(?:[ ][\w.]+){0,3}[,.]?\Z)"
)


@lru_cache(maxsize=_SEEN)
def closing_line(text: str) -> bool:
    """Whether the line, or short paragraph, is a complimentary close; a name may stand at its end."""
    if len(text) > 300:
        return False
    if _BARE.match(text) or (len(text) <= _SHORT and _short_close(text)):
        return True
    if courteous(text):
        return True
    if _LINE.match(text) is None:
        return False
    if len(text) <= 45:
        return text.count(" ") <= 7
    bare = _ABBREVIATED.sub(" ", text)
    if _SENTENCE.search(bare) is None and _STRONG.search(text) is not None:
        return True
    named = name_after_close(text) if len(text) <= _SHORT else -1
    return named > 0 and closing_line(text[:named].rstrip())


def _short_close(text: str) -> bool:
    """Whether a short line bids farewell, or says whose the writer is, with a name at its end or without."""
    if _FAREWELL.match(text):
        return True
    found = _YOURS.match(text) or _DEVOTEDLY.match(text)
    return found is not None and (not found["rest"].strip(_MARKS) or name_like(found["rest"].strip(_MARKS)))


@lru_cache(maxsize=_SEEN)
def leads_up(text: str) -> bool:
    """Whether a short line may lead up to the name below it: "Viele treue Grüße an Olga!", "Von Herzen Dein"."""
    if len(text) <= 75 and text.count(" ") <= 9 and _LEADS_UP.match(text) is not None:
        return True
    return len(text) <= 200 and _YOUR_OWN.search(small(text)) is not None


def form_of_address(text: str) -> bool:
    """Whether a short line within a close addresses the other: "Your Excellency's", "Sir,", "Ew. Hochwohlgeboren"."""
    return len(text) <= 100 and _FORM.match(text) is not None


def own_signature(text: str) -> bool:
    """Whether a line is a name with the word that makes it a signature: "Ihre C. Kalb", "Votre Louise"."""
    found = _OF_YOURS.match(text.rstrip(".,!— ")) if len(text) <= 45 and not form_of_address(text) else None
    return found is not None and name_like(found["name"])


def closing_goes_on(text: str) -> bool:
    """Whether a short line carries on a close begun above it: "your most obedient"."""
    return len(text) <= 100 and _GOES_ON.match(text) is not None


def run_in_closing(text: str) -> int:
    """Where, in a paragraph's text, its complimentary close begins; -1 if it has none.

    Only the last 400 characters are looked at, and the close must reach the end.
    """
    base = max(0, len(text) - 400)
    tail = text[base:]
    for found in _RUN_IN.finditer(tail):
        close = tail[found.end() :]
        if not _STRONG.search(close) or _SENTENCE.search(_ABBREVIATED.sub(" ", close)):
            continue
        return base + found.end()
    return -1


def name_after_close(text: str) -> int:
    """Where a name begins that stands on the line of the close: "Yours truly, John Smith"; -1 if none does."""
    if len(text) > 300 or _BARE.match(text):
        return -1
    if own := _YOURS.match(text) or _DEVOTEDLY.match(text):
        name = own["rest"].strip(_MARKS)
        if name and name_like(name):
            return text.index(name, own.start("rest"))
    found = _OF_YOURS.match(text) or _NAMED.search(text)
    if found is None or _LINE.match(found["name"]) or closing_goes_on(found["name"]):
        return _name_without_mark(text)
    return found.start("name") if name_like(found["name"]) else -1


def _name_without_mark(text: str) -> int:
    """Where a name begins that no comma parts from the close before it: "God bless you RS.", "Mit herzlichem Gruß dein Karl"."""
    found = _NAME_AT_END.search(text) if len(text) <= _SHORT and _ends_as_names(text) else None
    if (
        found is None
        or not name_like(found["name"])
        or addressed(found["name"])
        or _NO_NAME.search(found["name"])
    ):
        return -1
    close = text[: found.start("name")].rstrip(_MARKS)
    whole = _FAREWELL.match(close) or _YOURS.match(close) or _DEVOTEDLY.match(close)
    return found.start("name") if whole or _BARE.match(close) or leads_up(close) else -1


def _ends_as_names(text: str) -> bool:
    """Whether the last word of a line may be of a name, as few lines' are: what _NAME_AT_END costs is seldom worth it."""
    last = text.rpartition(" ")[2]
    return not last or last[0] in _CAPITALS or last.rstrip(".") in _PARTICLES or not last.isprintable()


_CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZÁÉÍÓÚÑÜÄÖÀÂÇÈÊËÎÏÔÛ"
_BIG = f"A-Z{_CAPITALS[26:]}"
_PARTICLES = ("von", "van", "de", "del", "la", "du", "der")
_WORD = rf"(?:[{_BIG}][\w’'-]*\.?|{'|'.join(_PARTICLES)})"
_NAMED = re.compile(rf"[,.!—-]\s*(?P<name>(?:[{_BIG}]\.\s?){{0,3}}{_WORD}(?:\s{_WORD}){{0,3}})\Z")
_YOUR = rf"(?:Ihre?|Deine?|Euere?|Eure|Yours?|Votre|Ton|Ta|Tuyo|Suyo|{_SERVANT})"
_OWN_WORD = rf"(?!{_YOUR}\b){_WORD}"
_NAME_AT_END = re.compile(
    rf"(?:[a-zß-ÿ’']|\b{_YOUR})[,.;!—–-]*\s(?P<name>(?:[{_BIG}]{{1,2}}\.?\s?){{0,3}}{_OWN_WORD}(?:\s{_OWN_WORD}){{0,3}}\.?)\Z"
)
_NO_NAME = re.compile(
    rf"\b(?:{_SERVANT}s?|{_DEVOTED}|yours|respects?|regards?|love|sister|brother|son|daughter|husband|wife|mother|father|tochter|sohn|bruder|schwester|mutter|vater|freundin|gr[üu](?:ß|ss)e?|verehrung|ergebenheit|hochachtung|ehrfurcht|liebe|seigneur|dieu|god|christ|lord)\b",
    re.IGNORECASE,
)  # what closes go on with, written large
_OF_YOURS = re.compile(
    r"(?i:(?:(?:aller)?herzlich(?:st)?|stets|immer|von herzen|treulichst|wie immer|ewig|unwandelbar|unveränderlich|aufrichtig|toujours|siempre|always),?\s)?"
    rf"(?:(?:Ihr|Dein|Euer|Ihre|Deine|Eure|Tu|Votre|Ton|Ta|Your|Yours|Yours ever|Ever yours|Yours truly|Tout à vous|Suyo|Tuyo)\s(?:(?:tr|ergeb|sehr|stets|alte[rs]?|getreue[rs]?|treue[rs]?|ergebene[rs]?|dankbare[rs]?|liebende[rs]?|old|loving|affectionate|vieux|vieil|fidèle|dévouée?)\.?\s){{0,3}})"
    rf"(?P<name>(?:[{_BIG}]\.\s?){{0,3}}{_WORD}(?:\s{_WORD}){{0,2}})\Z"
)
