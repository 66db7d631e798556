"""Countries: code, GeoNames number, names in English and Spanish, and what their people are called.

The first name is the one stated. Names that are as often something else (Chad, Georgia, Jordan, Guinea) are left out. The
numbers are those of GeoNames (https://www.geonames.org, CC BY 4.0).
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple


class Country(NamedTuple):
    """`code` is ISO 3166-1 alpha-2, `geonames` the number of its GeoNames record."""

    code: str
    geonames: str
    name: str


class Naming(NamedTuple):
    """One way to name a country, as words; of a demonym the name is not given but implied."""

    words: tuple[str, ...]
    country: Country
    demonym: bool


CUT = re.compile(r",[ \t]+(?![^()\n]*\))|[ \t]+[–—-][ \t]+")
"""What stands between a name, an office, a body and a country in an entry of a list."""

_BRACKETED = re.compile(r" \((?P<name>[^()\n]+)\)\Z")


@cache
def namings() -> dict[str, tuple[Naming, ...]]:
    """Every naming by its first word; of those that begin alike the longest first."""
    found: dict[str, list[Naming]] = {}
    for row in _ROWS.splitlines():
        code, geonames, names, demonyms = row.split("|")
        country = Country(code, geonames, names.split("/")[0])
        for name in names.split("/"):
            found.setdefault(name.split()[0], []).append(Naming(tuple(name.split()), country, demonym=False))
        for demonym in demonyms.split():
            for form in _forms(demonym):
                words = tuple(form.split("-"))
                found.setdefault(words[0], []).append(Naming(words, country, demonym=True))
    return {
        word: tuple(sorted(known, key=lambda naming: -len(naming.words))) for word, known in found.items()
    }


@cache
def names() -> dict[str, Country]:
    """Every country by each of its names, as written; what its people are called is none."""
    return {
        " ".join(naming.words): naming.country
        for known in namings().values()
        for naming in known
        if not naming.demonym
    }


def without_country(content: str, start: int, end: int) -> int:
    """Where [start, end) ends without the country that stands last in it: `, Spain`, `– Spain.` or `(Spain)`."""
    for cut in reversed(list(CUT.finditer(content, start, end))):
        if content[cut.end() : end].rstrip(" .;") not in names():
            break
        end = cut.start()
    bracket = _BRACKETED.search(content, start, end)
    return bracket.start() if bracket and bracket["name"] in names() else end


def _forms(demonym: str) -> tuple[str, ...]:
    """A demonym with its plural, and in Spanish its feminine."""
    if demonym[0].isupper():
        return (demonym,) if demonym.endswith(("ese", "ish", "ch", "ss", "s")) else (demonym, f"{demonym}s")
    if demonym.endswith("o"):
        stem = demonym[:-1]
        return (demonym, f"{stem}a", f"{stem}os", f"{stem}as")
    if demonym.endswith(("és", "án")):
        stem = demonym[:-2] + {"és": "es", "án": "an"}[demonym[-2:]]
        return (demonym, f"{stem}a", f"{stem}es", f"{stem}as")
    return (demonym, f"{demonym}s", f"{demonym}es")


_ROWS = """\
AF|1149361|Afghanistan/Afganistán|Afghan afgano
AL|783754|Albania|Albanian albanés
DZ|2589581|Algeria/Argelia|Algerian argelino
AO|3351879|Angola|Angolan angoleño
AR|3865483|Argentina|Argentine Argentinian argentino
AM|174982|Armenia|Armenian armenio
AU|2077456|Australia|Australian australiano
AT|2782113|Austria|Austrian austriaco
AZ|587116|Azerbaijan/Azerbaiyán|Azerbaijani azerbaiyano
BH|290291|Bahrain/Baréin|Bahraini bareiní
BD|1210997|Bangladesh|Bangladeshi bangladesí
BY|630336|Belarus/Bielorrusia|Belarusian bielorruso
BE|2802361|Belgium/Bélgica|Belgian belga
BZ|3582678|Belize/Belice|Belizean beliceño
BO|3923057|Bolivia|Bolivian boliviano
BA|3277605|Bosnia and Herzegovina/Bosnia y Herzegovina|Bosnian bosnio
BR|3469034|Brazil/Brasil|Brazilian brasileño
BG|732800|Bulgaria|Bulgarian búlgaro
KH|1831722|Cambodia/Camboya|Cambodian camboyano
CM|2233387|Cameroon/Camerún|Cameroonian camerunés
CA|6251999|Canada/Canadá|Canadian canadiense
CL|3895114|Chile|Chilean chileno
CN|1814991|China|
CO|3686110|Colombia|Colombian colombiano
CR|3624060|Costa Rica|Costa-Rican costarricense
HR|3202326|Croatia/Croacia|Croatian croata
CU|3562981|Cuba|Cuban cubano
CY|146669|Cyprus/Chipre|Cypriot chipriota
CZ|3077311|Czechia/Czech Republic/República Checa/Chequia|Czech checo
CD|203312|Democratic Republic of the Congo/Democratic Republic of Congo/República Democrática del Congo|Congolese congoleño
DK|2623032|Denmark/Dinamarca|Danish danés
DO|3508796|Dominican Republic/República Dominicana|Dominican dominicano
EC|3658394|Ecuador|Ecuadorian Ecuadorean ecuatoriano
EG|357994|Egypt/Egipto|Egyptian egipcio
SV|3585968|El Salvador|Salvadoran Salvadorean Salvadorian salvadoreño
EE|453733|Estonia|Estonian estonio
ET|337996|Ethiopia/Etiopía|Ethiopian etíope
FI|660013|Finland/Finlandia|Finnish finlandés
FR|3017382|France/Francia|French francés
DE|2921044|Germany/Alemania|German alemán
GH|2300660|Ghana|Ghanaian ghanés
GR|390903|Greece/Grecia|Greek griego
GT|3595528|Guatemala|Guatemalan guatemalteco
GY|3378535|Guyana|Guyanese guyanés
HT|3723988|Haiti/Haití|Haitian haitiano
HN|3608932|Honduras|Honduran hondureño
HU|719819|Hungary/Hungría|Hungarian húngaro
IS|2629691|Iceland/Islandia|Icelandic islandés
IN|1269750|India|Indian indio
ID|1643084|Indonesia|Indonesian indonesio
IR|130758|Iran/Irán|Iranian iraní
IQ|99237|Iraq/Irak|Iraqi iraquí
IE|2963597|Ireland/Irlanda|Irish irlandés
IL|294640|Israel|Israeli israelí
IT|3175395|Italy/Italia|Italian italiano
JM|3489940|Jamaica|Jamaican jamaicano
JP|1861060|Japan/Japón|Japanese japonés
KZ|1522867|Kazakhstan/Kazajistán|Kazakh kazajo
KE|192950|Kenya/Kenia|Kenyan keniano
KW|285570|Kuwait|Kuwaiti kuwaití
LV|458258|Latvia/Letonia|Latvian letón
LB|272103|Lebanon/Líbano|Lebanese libanés
LR|2275384|Liberia|Liberian liberiano
LY|2215636|Libya/Libia|Libyan libio
LT|597427|Lithuania/Lituania|Lithuanian lituano
MG|1062947|Madagascar|Malagasy malgache
MY|1733045|Malaysia/Malasia|Malaysian malasio
MX|3996063|Mexico/México/Méjico|Mexican mexicano
MD|617790|Moldova/Moldavia|Moldovan moldavo
MA|2542007|Morocco/Marruecos|Moroccan marroquí
MZ|1036973|Mozambique|Mozambican mozambiqueño
MM|1327865|Myanmar/Burma/Birmania|Burmese birmano
NP|1282988|Nepal|Nepalese Nepali nepalí
NL|2750405|Netherlands/Países Bajos|Dutch neerlandés
NZ|2186224|New Zealand/Nueva Zelanda/Nueva Zelandia|neozelandés
NI|3617476|Nicaragua|Nicaraguan nicaragüense
NG|2328926|Nigeria|Nigerian nigeriano
KP|1873107|North Korea/Corea del Norte|North-Korean norcoreano
NO|3144096|Norway/Noruega|Norwegian noruego
PK|1168579|Pakistan/Pakistán|Pakistani pakistaní
PA|3703430|Panama/Panamá|Panamanian panameño
PY|3437598|Paraguay|Paraguayan paraguayo
PE|3932488|Peru/Perú|Peruvian peruano
PH|1694008|Philippines/Filipinas|Filipino Philippine filipino
PL|798544|Poland/Polonia|Polish polaco
PT|2264397|Portugal|Portuguese portugués
PR|4566966|Puerto Rico|Puerto-Rican puertorriqueño
RO|798549|Romania/Rumania/Rumanía|Romanian rumano
RU|2017370|Russia/Rusia|Russian ruso
RW|49518|Rwanda/Ruanda|Rwandan ruandés
SA|102358|Saudi Arabia/Arabia Saudita/Arabia Saudí|Saudi saudí
SN|2245662|Senegal|Senegalese senegalés
RS|6290252|Serbia|Serbian serbio
SG|1880251|Singapore/Singapur|Singaporean singapurense
SK|3057568|Slovakia/Eslovaquia|Slovak eslovaco
SI|3190538|Slovenia/Eslovenia|Slovenian esloveno
SO|51537|Somalia|Somali somalí
ZA|953987|South Africa/Sudáfrica|South-African sudafricano
KR|1835841|South Korea/Corea del Sur|South-Korean surcoreano
ES|2510769|Spain/España|Spanish español
LK|1227603|Sri Lanka|Sri-Lankan esrilanqués
SD|366755|Sudan/Sudán|Sudanese sudanés
SE|2661886|Sweden/Suecia|Swedish sueco
CH|2658434|Switzerland/Suiza|Swiss suizo
SY|163843|Syria/Siria|Syrian sirio
TW|1668284|Taiwan/Taiwán|Taiwanese taiwanés
TZ|149590|Tanzania|Tanzanian tanzano
TH|1605651|Thailand/Tailandia|Thai tailandés
TN|2464461|Tunisia/Túnez|Tunisian tunecino
TR|298795|Turkey/Türkiye/Turquía|Turkish turco
UG|226074|Uganda|Ugandan ugandés
UA|690791|Ukraine/Ucrania|Ukrainian ucraniano
GB|2635167|United Kingdom/Great Britain/Reino Unido/Gran Bretaña|British Scottish Welsh England Scotland Wales británico escocés galés
US|6252001|United States/United States of America/Estados Unidos de América/Estados Unidos|estadounidense
UY|3439705|Uruguay|Uruguayan uruguayo
VE|3625428|Venezuela|Venezuelan venezolano
VN|1562822|Vietnam/Viet Nam|Vietnamese vietnamita
YE|69543|Yemen|Yemeni yemení
ZM|895949|Zambia|Zambian zambiano
ZW|878675|Zimbabwe/Zimbabue|Zimbabwean zimbabuense"""
